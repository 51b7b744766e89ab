"""Whatever is given as an answer is taken for what it means, or refused by name."""

import json
from collections import OrderedDict, UserDict, UserList, deque, namedtuple
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from ipaddress import ip_address
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import numpy as np
import pandas as pd
import polars as pl
import pytest

import triage
from triage.base.foreign import Foreign, native, repeated
from triage.base.limits import LIMITS

TREE = triage.loads(
    """\
triage: 1
id: all_kinds
title: A question of each kind, with and without "not sure"
questions:
  yn: {text: Yes?, type: yes_no}
  yn_u: {text: Yes?, type: yes_no, unsure: true}
  one: {text: Which?, type: one_of, options: {hot: Hot, cold: Cold}}
  one_u: {text: Which?, type: one_of, options: {hot: Hot, cold: Cold}, unsure: true}
  any: {text: Which?, type: any_of, options: {hot: Hot, cold: Cold}}
  any_u: {text: Which?, type: any_of, options: {hot: Hot, cold: Cold}, unsure: true}
  whole: {text: How many?, type: integer, min: 0, max: 100}
  whole_u: {text: How many?, type: integer, min: 0, max: 100, unit: days, unsure: true}
  part: {text: How much?, type: number, min: -5, max: 100, decimals: 2}
  part_u: {text: How much?, type: number, min: 0, max: 100, unit: weeks, unsure: true}
recommendations:
  rest: {title: Rest, urgency: self_care}
start: ask
steps:
  ask:
    ask: [yn, yn_u, one, one_u, any, any_u, whole, whole_u, part, part_u]
    go: rest
"""
)


class Word(StrEnum):
    YES = "yes"
    HOT = "hot"


class Plain(Enum):
    NO = "no"
    THREE = 3
    NESTED = ("yes",)


class Count(IntEnum):
    TWO = 2


def raising(*bases, **others):
    """Return an object whose every method raises."""

    def refuse(*_args, **_more):
        raise RuntimeError("never call me")

    names = "eq hash repr str len iter bool float int index lt".split()  # noqa: SIM905
    methods = [*(f"__{name}__" for name in names), "strip", "item"]
    made = type("Raising", bases, dict.fromkeys(methods, refuse) | others)
    return made.__new__(made)


def numpy_like(name, base, item, *, text=None):
    """Return a scalar such as numpy has, whose class says where it is from."""
    generic = type("generic", (), {"__module__": "numpy"})
    kind = type(base, (generic,), {"__module__": "numpy"})
    made = type(name, (kind,), {"__module__": "numpy", "item": lambda _: item})
    made.__str__ = lambda _: str(item) if text is None else text
    return made()


NA, NAT, MASKED = (type(n, (), {})() for n in ("NAType", "NaTType", "MaskedConstant"))
GAPS = [None, float("nan"), Decimal("NaN"), Decimal("sNaN"), NA, NAT, MASKED]
GAPS += [numpy_like("float64", "floating", float("nan"), text="nan")]
GAPS += [numpy_like("datetime64", "generic", None)]

WHOLE = numpy_like("int64", "signedinteger", 3)
FLAG = numpy_like("bool", "generic", item=True)
SHORT = numpy_like("float32", "floating", 38.29999923706055, text="38.3")
ARRAY = type("ndarray", (), {"__module__": "numpy"})()
SERIES = type("Series", (), {})()

deep_list, deep_dict = [], {}
for _ in range(10_000):
    deep_list, deep_dict = [deep_list], {"x": deep_dict}
loop = []
loop.append(loop)
Pair = namedtuple("Pair", "a b")  # noqa: PYI024

SCALARS = [
    *GAPS,
    *(True, False, 0, 1, -0.0, 2.5, 1e300, -1e300, 5e-324, float("inf"), float("-inf")),
    *(10**power for power in range(0, 40, 3)),
    *(-(10**power) for power in range(0, 40, 3)),
    *(10**4299, 10**4300, 10**4301, -(10**5000), 1 << 100_000),
    *(n / 7 for n in range(40)),
    *(Decimal(n) / 8 for n in range(40)),
    *map(Decimal, ["Infinity", "-Infinity", "1E+999999", "1E-999999999"]),
    *(Decimal("0E-999999999"),),
    *(Fraction(n, d) for n in range(-3, 4) for d in (1, 2, 3, 10**50)),
    *(timedelta(days=n) for n in (-1, 0, 1, 14, 10**6)),
    *(complex(1, 2), date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), time(12)),
    *(Word.YES, Word.HOT, Plain.NO, Plain.THREE, Plain.NESTED, Count.TWO, Word, Plain),
    *(b"yes", bytearray(b"yes"), memoryview(b"yes"), range(3), slice(1), Ellipsis),
    *(object(), type, int, len, lambda: 1, NotImplemented, SimpleNamespace(a=1)),
    *(UUID(int=1), ip_address("127.0.0.1"), Path("yes"), ValueError(1), Pair("a", 1)),
    *(WHOLE, FLAG, SHORT, ARRAY, SERIES),
    *map(raising, [str, int, float, list, tuple, dict, set, Decimal, timedelta]),
    *(
        raising(),
        raising(__class__=property(lambda _: str)),
        raising(__module__="numpy"),
        raising(__module__=3),
    ),
]
WORDS = ["", " ", "yes", "YES ", "no", "unsure", "none", "hot", "hot,cold", "hot,,"]
WORDS += [
    "0",
    "3",
    "3.0",
    ".5",
    "5.",
    "1e5",
    "0x10",
    "1_0",
    "٣",
    "½",
    "nan",
    "inf",
    "5m",
    "1,5",
    "1.000",
    ",",
    "{}",
    "{0}",
    "%s",
    "-",
]
WORDS += ["3 days", "2 weeks 1 day", "9" * 5000, "hot " * 9999, "x" * 10**6]
WORDS += ["\0", "\ud800", "\N{BOM}yes", "yes\N{ZERO WIDTH SPACE}", "'; --", "\x1b[31m"]
WORDS += ["<script>", "\N{RIGHT-TO-LEFT OVERRIDE}on", "\N{MINUS SIGN}3"]
LISTS = [[], (), set(), frozenset(), {}, deque(), UserList(["hot"]), UserDict(), loop]
LISTS += [deep_list, deep_dict, ["hot"] * 30_000, OrderedDict(hot=1), iter(["hot"])]
LISTS += [json.loads("[" * 900 + "]" * 900), {"hot": 1}, {"yes"}, (i for i in "ab")]
ATOMS = [*SCALARS, *WORDS, *LISTS]
VALUES = [*ATOMS, *([item] for item in ATOMS), *((item, "hot") for item in ATOMS)]


@pytest.mark.parametrize("name", TREE.questions)
def test_any_value_is_an_answer_or_an_answer_error(name):
    """A thousand odd values to each kind of question: nothing else ever escapes."""
    taken, refusals = [], []
    for value in VALUES:
        for ask in (TREE.decide, TREE.start, TREE.start().answer):
            try:
                found = ask({name: value})
                taken.append(getattr(found, "decision", found).given)
            except triage.AnswerError as error:
                refusals.append(error)

    assert len(taken) + len(refusals) == 3 * len(VALUES) > 2_000
    for error in refusals:
        texts = str(error), repr(error), error.detailed(), str(error.problems)
        assert len("".join(texts)) < 2_000
        assert json.dumps([problem.to_dict() for problem in error.problems])
    for answer in {given[name] for given in taken if given}:
        assert TREE.questions[name].accept(answer) == answer


def test_any_key_is_a_question_or_named():
    """Whatever stands where the id of a question should be is an unknown one."""
    found = []
    for atom in ATOMS:
        with suppress(TypeError, RuntimeError):  # what has no hash cannot be a key
            found.append({atom: "yes"})

    for given in found:
        with pytest.raises(triage.AnswerError) as refused:
            TREE.decide(given)
        assert refused.value.problems[0].code == "unknown_question"
        assert len(str(refused.value)) < 500
        assert TREE.decide(given, extra="ignore").given == {}


@pytest.mark.parametrize(
    "value",
    GAPS,
    ids=[f"{type(gap).__name__}-{place}" for place, gap in enumerate(GAPS)],
)
def test_the_mark_of_a_gap_is_no_answer(value):
    """None, NaN and the like leave a question open; by itself none is an answer."""
    gap = {"yn_u": value, "whole": value, "any": value}
    decision = TREE.decide(gap | {"yn": "yes"})

    assert decision.given == {"yn": "yes"}
    assert {"yn_u", "whole", "any"} <= {*decision.missing}
    with pytest.raises(triage.AnswerError) as refused:
        TREE.questions["yn_u"].accept(value)
    assert refused.value.problems[0].code == "missing"


@pytest.mark.parametrize(
    ("name", "value", "answer"),
    [
        ("yn", Word.YES, "yes"),
        ("yn", Plain.NO, "no"),
        ("yn", FLAG, "yes"),
        ("one", Word.HOT, "hot"),
        ("any", [Word.HOT], ("hot",)),
        ("any", ("cold", "hot"), ("hot", "cold")),
        ("whole", Count.TWO, 2),
        ("whole", Plain.THREE, 3),
        ("whole", WHOLE, 3),
        (
            "part",
            SHORT,
            Decimal("38.3"),
        ),
        ("part", Fraction(1, 4), Decimal("0.25")),
        ("whole_u", timedelta(days=3), 3),
    ],
)
def test_what_means_something_is_taken(name, value, answer):
    """Members of enumerations, scalars and times are what they stand for."""
    assert TREE.decide({name: value}).given == {name: answer}


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (ARRAY, "ndarray"),
        (SERIES, "Series"),
        (date(2026, 1, 1), "date"),
        (raising(), "Raising"),
        (deep_dict, "dict"),
    ],
)
def test_what_can_be_no_answer_is_refused_by_the_name_of_its_class(value, name):
    """A program is told what it gave, without a look inside."""
    with pytest.raises(triage.AnswerError, match=f"this `{name}` is not an answer"):
        TREE.decide({"yn": value})


def test_what_are_no_answers_at_all_is_said():
    """A row that is no mapping is refused as a whole."""
    others = pd.NA, np.array([]), pd.DataFrame(), pl.DataFrame(), "", 0, ()
    for given in (None, 3, "yes", [("yn", "yes")], raising(), SERIES, *others):
        takers = [TREE.decide, TREE.start().answer]
        for take in [*takers, TREE.start] if given is not None else takers:
            with pytest.raises(triage.AnswerError, match="answers as a mapping") as no:
                take(given)
            assert no.value.problems[0].code == "not_a_mapping"


def test_columns_that_are_no_questions_can_be_ignored():
    """A record may have other columns; a wrong answer in one that counts is refused."""
    row = {"patient": 17, "yn": True, "note": object()}

    assert TREE.decide(row, extra="ignore").given == {"yn": "yes"}
    with pytest.raises(triage.AnswerError) as refused:
        TREE.decide(row)
    names = chain(*(problem.questions for problem in refused.value.problems))
    assert [*names] == ["patient", "note"]
    with pytest.raises(triage.AnswerError):
        TREE.decide(row | {"yn": 3}, extra="ignore")


def test_a_refusal_is_short_however_much_is_wrong():
    """As with files, there is a limit to what is listed; all answers are looked at."""
    wrong = {f"q{number}" * 100: number for number in range(1_000)}
    with pytest.raises(triage.AnswerError) as refused:
        TREE.decide(wrong | {"yn": "yes"})

    assert len(refused.value.problems) == LIMITS.findings
    assert len(str(refused.value)) < 20_000
    assert refused.value.accepted == {"yn": "yes"}


def test_a_value_is_repeated_on_a_short_line():
    """Where a value is shown, it is cut, or only its class is named."""
    for value in VALUES:
        assert len(repeated(value)) <= LIMITS.shown
    assert repeated(10**5000) == "a value of the type `int`"
    assert repeated(object()) == "a value of the type `object`"
    assert repeated("old") == "'old'"


def test_real_scalars_and_arrays():
    """What numpy, pandas and polars give is taken or refused as their likes above."""
    frame = pd.DataFrame({"q": pd.array([None, True], dtype="boolean")})

    assert native(np.float32(38.3)) == Decimal("38.3")
    assert native(np.longdouble("38.3")) == Decimal("38.3")
    assert [native(np.int8(3)), native(np.bool_(1))] == [3, True]
    assert native(np.str_("a")) == "a"
    assert native(np.timedelta64(3, "D")) == timedelta(days=3)
    assert native(pd.Timedelta("3D")) == timedelta(days=3)
    assert native(np.timedelta64(3 * 10**9, "ns")) == timedelta(seconds=3)
    assert native(np.timedelta64(0, "ns")) == timedelta(0)
    assert [native(value) for value in frame["q"]] == [None, True]
    gaps = np.nan, pd.NA, pd.NaT, np.datetime64("NaT"), np.ma.masked, np.float16("nan")
    assert {native(value) for value in gaps} == {None}
    assert native(np.array(["a", "unsure"])) == ("a", "unsure")
    assert native(np.ma.array(["a", "b"], mask=[0, 1])) == ("a", None)
    arrays = np.array([]), np.array(["a"] * 99)
    assert {repeated(x) for x in arrays} == {"a value of the type `ndarray`"}
    others = np.array(3), pd.Series([1]), pl.Series([1]), frame
    others = (*others, np.void(b"x"), pl.lit(1))
    assert {type(native(value)) for value in others} == {Foreign}


def test_a_time_of_numpy_is_never_a_number_without_its_unit():
    """Five months are not five, nor are five nanoseconds: they are refused by name."""
    counted = [np.timedelta64(5, unit) for unit in ("Y", "M", "ns", "ps", "as")]
    instants = [np.datetime64(5, unit) for unit in ("ns", "ps")]
    beyond = pd.Timedelta(days=3, nanoseconds=1)

    for value in (*counted, np.timedelta64(5), *instants, beyond):
        assert native(value) == Foreign(type(value).__name__)


def test_a_class_that_hides_its_name_is_named():
    """What a class says of its name is not asked for."""
    hidden = property(lambda _: 1 / 0)
    meta = type("Meta", (type,), {"__name__": hidden, "__module__": hidden})

    assert native(meta("Hidden", (), {})()) == Foreign("Hidden")


def test_what_means_a_day_is_that_day():
    """Days, and moments at which one begins, are days; a zone or an hour is refused."""
    day = date(2026, 4, 1)
    column = pd.Series(["2026-04-01"])
    same = [
        *(day, datetime(2026, 4, 1), pd.Timestamp(day)),  # noqa: DTZ001
        *(np.datetime64(day, unit) for unit in ("D", "h", "s", "us", "ns")),
        *(pd.to_datetime(column)[0], pl.Series([day])[0], pl.Series([day])[-1]),
    ]
    others = [
        datetime(2026, 4, 1, tzinfo=UTC),
        datetime(2026, 4, 1, 12),  # noqa: DTZ001
        pd.Timestamp("2026-04-01T00:00:00.000000001"),
        pd.Timestamp(day, tz="UTC"),
        *(np.datetime64(text) for text in ("2026", "2026-04", "2026-04-01T12:00")),
        time(0),
    ]

    assert [native(value) for value in same] == [day] * len(same)
    assert {type(native(value)) for value in others} == {Foreign}
    assert type(native(pd.Timestamp(day))) is date


def test_a_day_is_no_answer_but_to_a_date():
    """Where no date is asked for, a day is refused by the name of its class."""
    with pytest.raises(triage.AnswerError, match=r"this `Timestamp` is not an answer"):
        TREE.decide({"yn": pd.Timestamp("2026-04-01")})
    assert repeated(date(2026, 4, 1)) == "a value of the type `date`"
