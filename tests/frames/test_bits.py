"""Bit sets: each row has the set that was put in."""

import numpy as np

from triage.frames.bits import MIX, WORD, Bits


def test_sets_that_mix_alike_are_told_apart():
    """Words that come to the same number, mixed, are two sets all the same."""
    bits, mixed = Bits(2 * WORD - 1, 2), int(MIX)
    numbers = [WORD + n for n in range(WORD) if mixed >> n & 1]
    for number in numbers:
        bits.add(number, np.array([0]))
    bits.add(0, np.array([1]))

    found, first, each = bits.sets()

    assert [found[number] for number in each] == [numbers, [0]]
    assert each[first].tolist() == [0, 1]
    assert len(bits.sets(np.array([5, 5]))[0]) == 2


def test_sets_keep_every_number_whatever_stands_beside_them():
    """Beside signed numbers, the least number of a large set is not lost."""
    bits = Bits(WORD, 2)
    for number in (0, WORD - 1):
        bits.add(number, np.array([0]))
    bits.add(WORD - 1, np.array([1]))

    found, _, each = bits.sets(np.array([5, 5], np.int32))

    assert [found[number] for number in each] == [[0, WORD - 1], [WORD - 1]]
