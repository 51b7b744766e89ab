"""Bitmaps: rows are told apart by their bits, however many bitmaps there are."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from triage.frames.bitmaps import distinct, packed


@given(st.lists(st.integers(0, 2**30 - 1), max_size=300), st.integers(0, 30))
def test_each_row_has_the_set_of_its_bits(rows, number):
    """The sets are distinct, and that of each row is the bits that it has."""
    values = np.array(rows, int)
    columns = [packed(values >> bit & 1 == 1) for bit in range(number)]

    sets, each = distinct(columns, len(rows))

    assert [sets[n] for n in each] == [row % 2**number for row in rows]
    assert len({*sets}) == len(sets)


@pytest.mark.parametrize("bits", [8, 16])
def test_rows_may_have_every_set(bits):
    """So many sets as there can be are told apart, too."""
    rows = np.arange(2**bits)
    columns = [packed(rows >> bit & 1 == 1) for bit in range(bits)]

    sets, each = distinct(columns, len(rows))

    assert [sets[n] for n in each.tolist()] == rows.tolist()
