"""What each kind of question accepts, refuses and says."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from triage.base.answer import plain, tidy
from triage.base.exceptions import AnswerError
from triage.base.question import Option, Question

FEVER = Question("fever", "Have you a fever?", "yes_no")
NUMB = Question("numb", "Are you numb?", "yes_no", unsure=True)
COUGH = Question(
    "cough", "Do you cough?", "one_of", (Option("none", "No"), Option("bad", "Badly"))
)
SIGNS = Question(
    "signs",
    "Which?",
    "any_of",
    (Option("hot", "Hot"), Option("lumps", "Lumps")),
    unsure=True,
)
AGE = Question(
    "age", "How old?", "integer", minimum=Decimal(0), maximum=Decimal(120), unit="years"
)
WEEKS = Question(
    "weeks",
    "How long?",
    "number",
    minimum=Decimal(0),
    maximum=Decimal(520),
    decimals=1,
    unit="weeks",
    unsure=True,
)

MINUTES = attrs.evolve(WEEKS, id="minutes", unit="minutes")
HOURS = attrs.evolve(WEEKS, id="hours", unit="hours")
DAYS = attrs.evolve(WEEKS, id="days", unit="days", minimum=Decimal(-100))
MS = attrs.evolve(WEEKS, id="ms", unit="ms")
ODD = attrs.evolve(WEEKS, id="odd", unit="0")
PRESSURE = attrs.evolve(AGE, id="pressure", maximum=Decimal(300), unit="mmHg")
HEAT = attrs.evolve(WEEKS, id="heat", unit="°C")
SMALL = attrs.evolve(WEEKS, id="small", decimals=6, unit="")


@pytest.mark.parametrize(
    ("question", "given", "answer"),
    [
        pytest.param(FEVER, True, "yes", id="true is yes"),
        pytest.param(FEVER, False, "no", id="false is no"),
        pytest.param(FEVER, " Yes ", "yes", id="space and case are forgiven"),
        pytest.param(NUMB, "unsure", "unsure", id="not sure where allowed"),
        pytest.param(COUGH, "none", "none", id="an option may be called none"),
        pytest.param(COUGH, "bad", "bad", id="an option"),
        pytest.param(SIGNS, [], (), id="an empty list is none of these"),
        pytest.param(SIGNS, "none", (), id="none is none of these"),
        pytest.param(SIGNS, "lumps, hot", ("hot", "lumps"), id="a text of options"),
        pytest.param(SIGNS, ["lumps", "hot"], ("hot", "lumps"), id="order is ours"),
        pytest.param(SIGNS, {"hot"}, ("hot",), id="a set"),
        pytest.param(SIGNS, ("hot", "hot"), ("hot",), id="twice is once"),
        pytest.param(SIGNS, ["unsure", "hot"], ("hot", "unsure"), id="unsure beside"),
        pytest.param(SIGNS, "unsure", ("unsure",), id="only unsure"),
        pytest.param(AGE, 44, 44, id="a whole number"),
        pytest.param(AGE, "44", 44, id="its text"),
        pytest.param(AGE, 44.0, 44, id="a float that is whole"),
        pytest.param(AGE, Decimal(44), 44, id="a decimal that is whole"),
        pytest.param(AGE, "44 years", 44, id="with its unit"),
        pytest.param(AGE, 0, 0, id="the least"),
        pytest.param(AGE, 120, 120, id="the greatest"),
        pytest.param(WEEKS, "2.5", Decimal("2.5"), id="a decimal"),
        pytest.param(WEEKS, 0.1, Decimal("0.1"), id="a float is its shortest text"),
        pytest.param(WEEKS, "10 days", Decimal("1.4"), id="days to weeks"),
        pytest.param(WEEKS, "2 months", Decimal("8.6"), id="months to weeks"),
        pytest.param(WEEKS, "1 year", Decimal("52.1"), id="years to weeks"),
        pytest.param(AGE, "143 months", 11, id="only whole years count"),
        pytest.param(AGE, "12 months", 1, id="a year in months"),
        pytest.param(AGE, "44 YEARS", 44, id="its unit in capitals"),
        pytest.param(PRESSURE, "120 mmHg", 120, id="a unit with capitals"),
        pytest.param(HEAT, "38.5 °C", Decimal("38.5"), id="a unit with a sign"),
        pytest.param(SMALL, 0.00001, Decimal("0.00001"), id="a small float"),
        pytest.param(SMALL, Decimal("1E-5"), Decimal("0.00001"), id="an exponent"),
        pytest.param(WEEKS, "unsure", "unsure", id="an unsure number"),
        pytest.param(WEEKS, ".5", Decimal("0.5"), id="without a zero"),
        pytest.param(WEEKS, "5.", Decimal(5), id="a point at the end"),
        pytest.param(WEEKS, "1.500", Decimal("1.5"), id="zeros at the end"),
        pytest.param(WEEKS, Fraction(1, 2), Decimal("0.5"), id="an exact fraction"),
        pytest.param(WEEKS, timedelta(days=14), 2, id="a time"),
        pytest.param(WEEKS, Decimal("0E-999999999"), 0, id="a zero of many digits"),
        pytest.param(HOURS, "2 h 30 min", Decimal("2.5"), id="hours and minutes"),
        pytest.param(HOURS, "2h30min", Decimal("2.5"), id="without spaces"),
        pytest.param(HOURS, "1 day, 2 hours and 6 min", Decimal("26.1"), id="prose"),
        pytest.param(HOURS, "36 h", 36, id="a short unit"),
        pytest.param(MINUTES, "90 s", Decimal("1.5"), id="seconds are no minutes"),
        pytest.param(MINUTES, "5 min", 5, id="its unit in short"),
        pytest.param(MINUTES, "2 hrs", 120, id="hours"),
        pytest.param(DAYS, "36 hours", Decimal("1.5"), id="hours to days"),
        pytest.param(DAYS, "-36 hours", Decimal("-1.5"), id="below zero"),
        pytest.param(DAYS, "-2 months", Decimal("-60.9"), id="rounded down below zero"),
        pytest.param(AGE, "2 years 3 months", 2, id="years and months"),
        pytest.param(AGE, "+3", 3, id="a plus"),
        pytest.param(PRESSURE, "70 mmHgs", 70, id="a plural of any unit"),
        pytest.param(ODD, "10", 10, id="a unit of digits takes none away"),
    ],
)
def test_accepts(question, given, answer):
    """The natural value and its text are accepted, in one form."""
    assert question.accept(given) == answer


@pytest.mark.parametrize(
    ("question", "given"),
    [
        pytest.param(FEVER, "unsure", id="not sure where it is not offered"),
        pytest.param(FEVER, 1, id="a number is not yes"),
        pytest.param(FEVER, None, id="nothing is not no"),
        pytest.param(FEVER, "", id="an empty text is not no"),
        pytest.param(COUGH, True, id="true is not an option"),
        pytest.param(COUGH, ["none"], id="a list is not an option"),
        pytest.param(SIGNS, "fever", id="an unknown option"),
        pytest.param(SIGNS, ["hot", 1], id="a number among options"),
        pytest.param(SIGNS, 3, id="a number for options"),
        pytest.param(SIGNS, "", id="an empty text is not none of these"),
        pytest.param(AGE, True, id="true is not 1"),
        pytest.param(AGE, "old", id="a word"),
        pytest.param(AGE, -1, id="below"),
        pytest.param(AGE, 121, id="above"),
        pytest.param(AGE, 1.5, id="not whole"),
        pytest.param(AGE, "1e2", id="an exponent"),
        pytest.param(AGE, "0x10", id="hexadecimal"),
        pytest.param(AGE, "٣", id="other digits"),
        pytest.param(AGE, float("nan"), id="not a number"),
        pytest.param(AGE, float("inf"), id="infinity"),
        pytest.param(AGE, "9" * 400, id="very long"),
        pytest.param(AGE, f"1{' ' * 10**6}x\ny", id="a million spaces, at once"),
        pytest.param(AGE, "10.0.0", id="two points"),
        pytest.param(AGE, "65.0.0", id="two points and zeros"),
        pytest.param(AGE, 10**5000, id="too long to print"),
        pytest.param(AGE, -(10**5000), id="too long to print, and below"),
        pytest.param(AGE, Decimal("43.99999999999999999999999999999999999"), id="44?"),
        pytest.param(AGE, Decimal("1E-999999999"), id="very small"),
        pytest.param(AGE, Decimal("sNaN"), id="a gap"),
        pytest.param(AGE, object(), id="any object"),
        pytest.param(AGE, date(1980, 1, 1), id="a date"),
        pytest.param(PRESSURE, timedelta(days=3), id="a time where none is asked"),
        pytest.param(PRESSURE, "90 s", id="seconds of mercury"),
        pytest.param(ODD, "90 s", id="seconds of nothing"),
        pytest.param(MINUTES, "5 m", id="minutes or months"),
        pytest.param(MINUTES, "5 m 3 s", id="minutes or months in a mixture"),
        pytest.param(MINUTES, "30 min 2 h", id="the shorter first"),
        pytest.param(MINUTES, "1 h 2 h", id="one unit twice"),
        pytest.param(MINUTES, "2 h 30", id="the last without a unit"),
        pytest.param(MINUTES, "2 h and", id="and nothing"),
        pytest.param(MS, "5 m", id="metres or minutes, not milliseconds"),
        pytest.param(MS, "5 s", id="seconds, not milliseconds"),
        pytest.param(AGE, "3 apples", id="another unit"),
        pytest.param(AGE, Fraction(1, 3), id="a fraction"),
        pytest.param(AGE, [3], id="a list"),
        pytest.param(WEEKS, "1.25", id="too many digits"),
        pytest.param(WEEKS, "1,5", id="a comma"),
        pytest.param(WEEKS, "9999 years", id="too long in another unit"),
    ],
)
def test_refuses(question, given):
    """Whatever is not an answer is refused, with what is allowed."""
    with pytest.raises(ValueError, match="is not an answer: give ") as refused:
        question.accept(given)

    assert question.allowed in str(refused.value)
    assert len(str(refused.value)) < 300


def test_a_number_without_limits_takes_nothing():
    """A number question that was made by hand without limits refuses every number."""
    with pytest.raises(ValueError, match="is not an answer"):
        Question("age", "How old?", "integer").accept(3)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (FEVER, "one of `yes`, `no`"),
        (NUMB, "one of `yes`, `no`, `unsure`"),
        (SIGNS, "a list of `hot`, `lumps`, `unsure`"),
        (AGE, "a whole number from 0 to 120 years"),
        (WEEKS, "a number from 0 to 520 weeks, or `unsure`"),
    ],
    ids=["yes_no", "unsure", "any_of", "integer", "number"],
)
def test_allowed_in_words(question, words):
    """What is allowed is said in words."""
    assert question.allowed == words


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (FEVER, "yes", "yes"),
        (NUMB, "unsure", "not sure"),
        (COUGH, "bad", "Badly"),
        (SIGNS, (), "none of these"),
        (SIGNS, ("hot", "unsure"), "Hot; not sure"),
        (AGE, 44, "44 years"),
        (Question("n", "N?", "integer"), 4, "4"),
    ],
    ids=["yes", "unsure", "option", "none", "several", "unit", "no unit"],
)
def test_describes(question, answer, words):
    """An answer is described as a person reads it."""
    assert question.describe(answer) == words


def test_a_text_never_repeats_a_wrong_answer():
    """What was given may be private: it is in ``detailed`` alone, and cut there."""
    with pytest.raises(AnswerError) as refused:
        FEVER.accept("x" * 1000)

    assert "xx" not in f"{refused.value}{refused.value!r}"
    assert f"{'x' * 50}" in refused.value.detailed()
    assert "x" * 100 not in refused.value.detailed()
    assert "…" in refused.value.detailed()


@pytest.mark.parametrize(
    ("answer", "json"),
    [
        ("yes", "yes"),
        (("hot",), ["hot"]),
        (3, 3),
        (Decimal("2.5"), 2.5),
        (Decimal(8), 8),
    ],
    ids=["word", "list", "whole", "decimal", "whole decimal"],
)
def test_plain(answer, json):
    """An answer becomes the plainest value of JSON that is accepted again."""
    assert plain(answer) == json
    assert type(plain(answer)) is type(json)


def test_tidy_never_writes_an_exponent():
    """A large round decimal keeps its digits."""
    assert str(tidy(Decimal("1200.00"))) == "1200"
    assert str(tidy(Decimal("0.50"))) == "0.5"
