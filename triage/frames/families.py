"""Families: what the cells of a column can be, whatever its library calls its type."""

from collections.abc import Collection, Mapping
from enum import Enum, auto
from typing import Any

import narwhals as nw

from triage.base.kinds import Range, Subset
from triage.base.kinds.number import unit_of_time
from triage.base.question import Question


class Family(Enum):
    """Be what the cells of a column are."""

    TRUTH = auto()
    WHOLE = auto()
    REAL = auto()
    SHORT_REAL = auto()  # of fewer digits than a number of Python
    EXACT = auto()
    TEXT = auto()
    DAY = auto()
    MOMENT = auto()
    TIME = auto()
    LIST = auto()
    ANYTHING = auto()
    NOTHING = auto()
    OTHER = auto()  # what no answer can be


FAMILIES: Mapping[type, Family] = {
    nw.Boolean: Family.TRUTH,
    **dict.fromkeys((nw.Int8, nw.Int16, nw.Int32, nw.Int64), Family.WHOLE),
    **dict.fromkeys((nw.UInt8, nw.UInt16, nw.UInt32, nw.UInt64), Family.WHOLE),
    nw.Float64: Family.REAL,
    **dict.fromkeys((nw.Float16, nw.Float32), Family.SHORT_REAL),
    **dict.fromkeys((nw.Int128, nw.UInt128, nw.Decimal), Family.EXACT),
    **dict.fromkeys((nw.String, nw.Categorical, nw.Enum), Family.TEXT),
    nw.Date: Family.DAY,
    nw.Datetime: Family.MOMENT,
    nw.Duration: Family.TIME,
    **dict.fromkeys((nw.List, nw.Array), Family.LIST),
    nw.Object: Family.ANYTHING,
    nw.Unknown: Family.NOTHING,
}
"""What the cells of a column are, by its type."""

ALWAYS = frozenset({Family.TEXT, Family.ANYTHING, Family.NOTHING})
"""What may hold answers to any question."""

FLAGS = ALWAYS | {Family.TRUTH}
DAYS = ALWAYS | {Family.DAY, Family.MOMENT}
NUMBERS = ALWAYS | {Family.WHOLE, Family.REAL, Family.SHORT_REAL, Family.EXACT}


def family(kind: Any) -> Family:
    """Return what the cells of a column are; a moment of one place is no day.

    >>> family(nw.Int8()), family(nw.Struct({}))
    (<Family.WHOLE: 2>, <Family.OTHER: 13>)
    """
    if isinstance(kind, nw.Datetime) and kind.time_zone:
        return Family.OTHER
    return FAMILIES.get(kind.base_type(), Family.OTHER)


def families(question: Question) -> Collection[Family]:
    """Return what the cells of a column may be that answers a question."""
    match question.domain:
        case Subset():
            return ALWAYS | {Family.LIST}
        case Range() if question.is_date:
            return DAYS
        case Range():
            return NUMBERS | ({Family.TIME} if unit_of_time(question) else set())
        case _:
            return FLAGS if question.kind.stands_alone else ALWAYS
