"""Bitmaps: truths of many rows, eight in a byte, and rows told apart by them."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from triage.frames.arrays import Mask

Bitmap: TypeAlias = NDArray[np.uint8]
"""One bit for each row, the lowest first; what is behind the last row means nothing."""

OCTET = 8
"""How many rows share a byte, and how many bitmaps a row is told apart by at once."""

BYTE = 1 << OCTET
"""How many numbers a byte can be."""


def packed(truths: NDArray[np.bool_]) -> Bitmap:
    """Return truths as a bitmap.

    >>> packed(np.array([True, False, True]))
    array([5], dtype=uint8)
    """
    return np.packbits(truths, bitorder="little")


def unpacked(bitmap: Bitmap, count: int) -> NDArray[np.bool_]:
    """Return a bitmap as truths of so many rows.

    >>> unpacked(np.array([5], np.uint8), 3)
    array([ True, False,  True])
    """
    return np.unpackbits(bitmap, count=count, bitorder="little").view(np.bool_)


def whole(mask: Mask, count: int) -> Bitmap:
    """Return a mask as a bitmap, also if one truth stands for all rows."""
    if isinstance(mask, bool):
        return np.full(-(-count // OCTET), (BYTE - 1) * mask, np.uint8)
    return mask


def part(buffer: Any, offset: int, count: int) -> Bitmap:
    """Return the bits of some rows in a buffer of bits.

    >>> part(bytes([0b1010_0000, 0b11]), 5, 4)
    array([13], dtype=uint8)
    """
    first, bit = divmod(offset, OCTET)
    octets = np.frombuffer(buffer, np.uint8)[first : first - (-(bit + count) // OCTET)]
    if not bit:
        return octets
    bits = np.unpackbits(octets, bitorder="little")
    return np.packbits(bits[bit : bit + count], bitorder="little")


def distinct(
    bitmaps: Sequence[Bitmap], count: int
) -> tuple[list[int], NDArray[np.integer[Any]]]:
    """Return the distinct sets of bitmaps that rows are in, and which one each row has.

    A set is a whole number, whose lowest bit stands for the first bitmap.

    >>> sets, each = distinct([np.array([5], np.uint8), np.array([6], np.uint8)], 4)
    >>> [sets[number] for number in each]
    [1, 2, 3, 0]
    """
    sets: list[int] = [0]
    each: NDArray[np.integer[Any]] = np.zeros(count, np.uint8)
    for start in range(0, len(bitmaps), OCTET):
        some = bitmaps[start : start + OCTET]
        octets = together(some, count)
        joint = octets if len(sets) == 1 else (each.astype(np.intp) << OCTET) | octets
        known, each = numbered(joint, len(sets) << OCTET)
        sets = [sets[n >> OCTET] | (n % BYTE) << start for n in known.tolist()]
    return sets, each


def numbering(bitmaps: Sequence[Bitmap]) -> list[Bitmap]:
    """Return the bits of the number of that bitmap which a row is in; 0 is in none.

    >>> numbering([np.array([1], np.uint8), np.array([2], np.uint8)])
    [array([1], dtype=uint8), array([2], dtype=uint8)]
    """
    found, level = [], [*map(np.zeros_like, bitmaps[:1]), *bitmaps]
    while len(level) > 1:
        odd = level[1::2]
        found.append(np.bitwise_or.reduce(odd))
        pairs = zip(level[::2], odd, strict=False)
        level = [*(one | other for one, other in pairs), *level[2 * len(odd) :]]
    return found


SPARSE = 8
"""How many numbers there may be for each row, for it to be sooner to list them all."""


def together(bitmaps: Sequence[Bitmap], count: int) -> NDArray[np.uint8]:
    """Return for each row the bits that at most eight bitmaps have of it."""
    found = np.zeros(count, np.uint8)
    for bitmap in reversed(bitmaps):
        found <<= 1
        found |= np.unpackbits(bitmap, count=count, bitorder="little")
    return found


def numbered(
    values: NDArray[Any], limit: int
) -> tuple[NDArray[Any], NDArray[np.integer[Any]]]:
    """Return the distinct ones of numbers below a limit, and which one each is."""
    if limit > max(SPARSE * len(values), BYTE):
        return np.unique(values, return_inverse=True)
    there = np.zeros(limit, np.bool_)
    there[values] = True
    known = np.flatnonzero(there)
    if len(known) == limit:
        return known, values
    numbers = np.zeros(limit, np.uint8 if len(known) <= BYTE else np.int32)
    numbers[known] = np.arange(len(known))
    return known, np.take(numbers, values)
