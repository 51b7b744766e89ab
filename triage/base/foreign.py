"""Foreign values: what other programs give as an answer, as values of Python itself.

Scalars of numpy, pandas and polars, members of enumerations and of subclasses become
what they mean, and gaps become None. All else is known by the name of its class alone:
it is never compared, printed or asked for anything, as it might raise or never end.
"""

import re
import reprlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeAlias, cast

from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.pattern import pattern

GAPS = frozenset({"NAType", "NaTType", "MaskedConstant"})
"""The classes of the marks with which pandas and numpy fill an empty cell."""


@immutable
class Foreign:
    """Stand for a value that can be no answer, by the name of its class."""

    name: str


Scalar: TypeAlias = str | bool | int | Decimal | timedelta | date | Foreign | None
Native: TypeAlias = Scalar | tuple[Scalar, ...]


def native(value: object) -> Native:
    """Return a value of Python for whatever was given; None for a gap.

    >>> native(float("nan")) is None, native(2.5), native([True, "yes"])
    (True, Decimal('2.5'), (True, 'yes'))
    >>> native(object())
    Foreign(name='object')
    """
    kind = type(value)
    if kind is str or kind is int or kind is bool:
        return cast(Scalar, value)
    if not issubclass(kind, list | tuple | set | frozenset) and not is_array(kind):
        return scalar(value)
    items = contents(value)
    return scalar(value) if items is None else tuple(map(scalar, items))


def is_gap(value: object) -> bool:
    """Whether a value is the mark of an empty cell, and so no answer."""
    return type(value) is not str and native(value) is None


def is_array(kind: type) -> bool:
    """Whether a class is an array of numpy, as pandas reads lists of a file."""
    try:
        return any(of_numpy(x) and x.__name__ == "ndarray" for x in kind.__mro__)
    except Exception:  # noqa: BLE001  a class may say anything of itself
        return False


def contents(value: Any) -> tuple[object, ...] | None:
    """Return what a list, tuple, set or array holds; None where it cannot be read."""
    try:
        return tuple(value) if len(value) <= LIMITS.entries else None
    except Exception:  # noqa: BLE001  a subclass may do anything
        return None


def scalar(value: object) -> Scalar:
    try:
        return converted(value)
    except Exception:  # noqa: BLE001  so may any class
        return Foreign(class_name(value))


def converted(value: Any) -> Scalar:
    kind = type(value)
    if value is None or kind.__name__ in GAPS:
        return None
    if issubclass(kind, Enum):
        return converted(value.value)
    if numpy := {base.__name__ for base in kind.__mro__ if of_numpy(base)}:
        return from_numpy(value, numpy)
    for known_kind, convert in CONVERTERS:
        if issubclass(kind, known_kind):
            return convert(value)
    return Foreign(class_name(value))


def of_numpy(kind: type) -> bool:
    return kind.__module__.partition(".")[0] == "numpy"


def from_numpy(value: Any, kinds: set[str]) -> Scalar:
    """Return a scalar of numpy; a float by its own digits, not by those of a double."""
    if "generic" not in kinds:
        return Foreign(class_name(value))
    if "floating" in kinds:
        return known(Decimal(str(value)))
    if "datetime64" in kinds:
        return numpy_day(value)
    item = value.item()
    if "timedelta64" in kinds and type(item) is int:
        if str(value.dtype) != NANOSECONDS or item % 1000:
            return Foreign(class_name(value))
        item = timedelta(microseconds=item // 1000)
    return converted(item)


NANOSECONDS = "timedelta64[ns]"
"""What numpy counts, and Python has no time for, so that it is an integer there."""


WHOLE_DAY = pattern(r"(\d{4}-\d\d-\d\d)(?:T[0:.]+)?", re.ASCII)
"""A day as numpy prints it, or the moment at which one begins."""


def numpy_day(value: Any) -> date | Foreign | None:
    if value.item() is None:
        return None
    found = WHOLE_DAY.fullmatch(str(value))
    return date.fromisoformat(found[1]) if found else Foreign(class_name(value))


def day_of(moment: datetime) -> date | Foreign:
    """Return the day that begins at a moment; no zone, and nothing of a day, is cut."""
    parts = moment.time(), moment.tzinfo, getattr(moment, "nanosecond", 0)
    begins = parts == (time(), None, 0)
    return same_day(moment) if begins else Foreign(class_name(moment))


def same_day(day: date) -> date:
    return date.fromordinal(date.toordinal(day))


def known(number: Decimal) -> Decimal | None:
    return None if number.is_nan() else number


def exact(value: Fraction) -> Decimal | Foreign:
    """Return a fraction as a decimal, where it is one of few digits."""
    digits = LIMITS.digits
    scaled, rest = divmod(value.numerator * 10**digits, value.denominator)
    if rest or abs(scaled) >= 10 ** (digits + 9):
        return Foreign("Fraction")
    return Decimal(scaled).scaleb(-digits)


def whole_time(value: timedelta) -> timedelta | Foreign:
    """Return a time to the microsecond; that of pandas may have a rest."""
    if getattr(value, "nanoseconds", 0):
        return Foreign(class_name(value))
    return timedelta(value.days, value.seconds, value.microseconds)


CONVERTERS: tuple[tuple[type, Callable[[Any], Scalar]], ...] = (
    (str, str.__str__),
    (bool, bool),
    (int, int.__int__),
    (float, lambda value: known(Decimal(float.__repr__(value)))),
    (Decimal, lambda value: known(Decimal(value))),
    (Fraction, exact),
    (datetime, day_of),
    (date, same_day),
    (timedelta, whole_time),
)
"""How a value of each class that means something becomes one of that class itself."""


def class_name(value: object) -> str:
    """Return the name of a class, whatever its own class would say."""
    name: str = NAME.__get__(type(value))
    return name[: LIMITS.shown]


NAME = type.__dict__["__name__"]


def repeated(value: object) -> str:
    """Return a value as a message repeats it: on one line, and not too long."""
    if isinstance(native(value), Foreign | date) or is_array(type(value)):
        return f"a value of the type `{class_name(value)}`"
    try:
        line = reprlib.repr(value) if type(value) is not str else repr(value[:LONGEST])
    except ValueError:  # an integer of too many digits to print
        line = f"a value of the type `{class_name(value)}`"
    return line if len(line) <= LIMITS.shown else f"{line[: LIMITS.shown - 1]}…"


LONGEST = LIMITS.shown + 1
