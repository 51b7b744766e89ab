"""Arrays: masks, and exact numbers of many rows at once, rounded and put in months.

Whole numbers are in the smallest type in which nothing overflows. Those that no type of
numpy holds, and fractions, are numbers of Python itself, in arrays of any object.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from triage.language import exact, months

Type: TypeAlias = "np.dtype[Any]"

Mask: TypeAlias = "bool | NDArray[Any]"
"""Where something holds, as truths or as a bitmap; one truth may stand for all rows."""

WHOLE = tuple(np.dtype(f"int{bits}") for bits in (8, 16, 32, 64))
"""The types of whole numbers, smallest first."""

ANY = np.dtype(object)
"""The type of numbers of Python itself."""

EPOCH = 719_163
"""The number of 1 January 1970, from which numpy counts days and months."""

EPOCH_MONTH = 12 * 1970
"""The number of its month."""


def holding(*ends: int) -> Type:
    """Return the smallest type that holds some numbers.

    >>> holding(-2, 120), holding(0, 2**70)
    (dtype('int8'), dtype('O'))
    """
    for kind in WHOLE:
        limits = np.iinfo(kind)
        if limits.min <= min(ends) and max(ends) <= limits.max:
            return kind
    return ANY


def typed(number: Any, kind: Type) -> Any:
    """Return numbers in a type; one that stands for all rows is one of Python."""
    if isinstance(number, np.ndarray) and number.ndim:
        return number.astype(kind, copy=False)
    return number.item() if isinstance(number, np.ndarray | np.generic) else number


# Masks


def both(one: Mask, other: Mask) -> Mask:
    """Return where two masks hold."""
    if one is True or other is False:
        return other
    return one if other is True or one is False else one & other


def either(one: Mask, other: Mask) -> Mask:
    """Return where one of two masks holds."""
    if one is False or other is True:
        return other
    return one if other is False or one is True else one | other


def negated(mask: Mask) -> Mask:
    """Return where a mask does not hold."""
    return not mask if isinstance(mask, bool) else ~mask


def as_mask(found: Any) -> Mask:
    """Return a mask; a single truth of numpy is one of Python."""
    return found if isinstance(found, np.ndarray) and found.ndim else bool(found)


def anybody(mask: Mask) -> bool:
    """Return whether a mask holds anywhere."""
    return mask if isinstance(mask, bool) else bool(mask.any())


# Numbers

divided = np.frompyfunc(exact.divided, 2, 1)


def smallest(*numbers: Any) -> Any:
    return np.minimum.reduce(np.broadcast_arrays(*numbers))


def largest(*numbers: Any) -> Any:
    return np.maximum.reduce(np.broadcast_arrays(*numbers))


def nearest(number: Any, unit: int) -> Any:
    """Return how many units are nearest, from the middle away from zero."""
    units, rest = np.divmod(abs(number), unit)
    return np.sign(number) * (units + (2 * rest >= unit))


def first_of(month: Any) -> Any:
    """Return the numbers of the first days of months, as numpy counts months."""
    return month.astype("M8[M]").astype("M8[D]").astype(np.int64) + EPOCH


def month_of(days: Any) -> Any:
    """Return the months of days, as numpy counts months."""
    return (days - EPOCH).astype("M8[D]").astype("M8[M]").astype(np.int64)


def mark(days: Any) -> Any:
    month = month_of(days)
    return months.ROOM * (month + EPOCH_MONTH) + days - first_of(month) + 1


def close(days: Any) -> Any:
    month = month_of(days)
    last = months.ROOM * (month + EPOCH_MONTH + 1) - 1
    return np.where(days + 1 == first_of(month + 1), last, mark(days))


def day_at(places: Any) -> Any:
    month, day = np.divmod(places, months.ROOM)
    first = month - EPOCH_MONTH
    return np.minimum(first_of(first) + day, first_of(first + 1)) - 1


Made: TypeAlias = Callable[..., Any]

PLAIN: Mapping[str, Made] = {
    "round": nearest,
    "floor": lambda number, unit: number // unit,
    "ceil": lambda number, unit: -(-number // unit),
    "mark": mark,
    "close": close,
    "day": day_at,
}
"""What is made of whole numbers, as the two tables below make it of one."""

EACH: Mapping[str, Made] = {
    **{how: np.frompyfunc(make, 2, 1) for how, make in exact.ROUNDINGS.items()},
    **{how: np.frompyfunc(make, 1, 1) for how, make in months.CALENDAR.items()},
}
"""The same of numbers of Python itself."""


def made(how: str, number: Any, kind: Type, *unit: int) -> Any:
    """Return numbers rounded, or days as marks of months and back, in a type.

    >>> made("round", np.array([25, -25]), WHOLE[2], 10)
    array([ 3, -3], dtype=int32)
    """
    found = np.asarray(number)
    if found.dtype == ANY or holding(*unit, 0) == ANY:
        return typed(EACH[how](found, *unit), kind)
    return typed(PLAIN[how](found.astype(np.int64), *unit), kind)
