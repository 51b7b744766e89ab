"""Bit sets: for each row some numbers, so that to note one more is one operation."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

WORD = 64
"""How many bits are held together."""

MIX = np.uint64(0x9E3779B97F4A7C15)
"""What words are mixed by, so that other words seldom come to the same."""


class Bits:
    """Hold a set of numbers for each row.

    Args:
        numbers: How many numbers there are.
        rows: How many rows.
    """

    def __init__(self, numbers: int, rows: int) -> None:
        self.words = np.zeros((1 + numbers // WORD, rows), np.uint64)

    def add(self, number: int, rows: NDArray[np.intp]) -> None:
        """Add a number to the sets of some rows."""
        word, bit = divmod(number, WORD)
        self.words[word][rows] |= np.uint64(1 << bit)

    def has(self, number: int) -> NDArray[np.bool_]:
        """Return whether the set of each row has a number."""
        word, bit = divmod(number, WORD)
        found: NDArray[np.bool_] = self.words[word] & np.uint64(1 << bit) != 0
        return found

    def clear(self, rows: NDArray[np.intp]) -> None:
        """Empty the sets of some rows."""
        self.words[:, rows] = 0

    def sets(
        self, *beside: NDArray[Any]
    ) -> tuple[list[list[int]], NDArray[np.intp], NDArray[np.intp]]:
        """Return the distinct sets, a row that has each, and which one each row has.

        Args:
            beside: What rows have besides, as whole numbers from 0; where it differs,
                sets count as others.

        >>> bits = Bits(100, 3)
        >>> bits.add(70, np.array([0, 2]))
        >>> bits.add(3, np.array([2]))
        >>> found, _, each = bits.sets()
        >>> [found[number] for number in each]
        [[70], [], [3, 70]]
        """
        # each by itself: with signed numbers beside them, words would become floats
        words = [*self.words, *(each.astype(np.uint64) for each in beside)]
        first, each = distinct(np.stack(words))
        octets = self.words[:, first].T.astype("<u8").copy().view(np.uint8)
        rows, numbers = np.nonzero(np.unpackbits(octets, axis=1, bitorder="little"))
        ends = np.cumsum(np.bincount(rows, minlength=len(first)))
        starts, every = [0, *ends[:-1].tolist()], numbers.tolist()
        pairs = zip(starts, ends.tolist(), strict=True)
        return [every[start:end] for start, end in pairs], first, each


def distinct(words: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return a row of each distinct column of words, and which one each column is."""
    if not words.any():
        return np.zeros(min(1, words.shape[1]), np.intp), np.zeros(
            words.shape[1], np.intp
        )
    mixed = words[0].copy()
    for word in words[1:]:
        mixed = mixed * MIX + word
    _, first, each = np.unique(mixed, return_index=True, return_inverse=True)
    if np.array_equal(words[:, first[each]], words):
        return first, each
    _, first, each = np.unique(words, axis=1, return_index=True, return_inverse=True)
    return first, each
