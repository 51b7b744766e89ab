"""Number: a decimal within limits, with its unit or another unit of time."""

import math
import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from triage.base.answer import Answer, tidy
from triage.base.foreign import Foreign, Native
from triage.base.kinds.duration import (
    KNOWN,
    NUMBER as DIGITS,
    UNITS,
    Duration,
    duration,
)
from triage.base.kinds.kind import Ambiguous, Kind, Range, Refusal
from triage.base.limits import LIMITS
from triage.base.money import CURRENCIES
from triage.base.pattern import pattern
from triage.base.wording import many

if TYPE_CHECKING:
    from triage.base.question import Question

WITH_UNIT = pattern(rf"([+-]?{DIGITS})\s*(.*)", re.ASCII)
COMMA = pattern(r"[+-]?\d+,\d+")
EITHER = "m"
"""What some write for minutes and others for months."""


def domain(question: "Question") -> Range:
    least, most = question.minimum or 0, question.maximum or 0
    return Range(question.scaled(least), question.scaled(most), question.decimals)


def within(question: "Question", value: Native) -> Decimal:
    """Return a number that the question takes, exactly as it was given."""
    number = read(question, value)
    least, most = question.minimum, question.maximum
    if isinstance(least, date | None) or isinstance(most, date | None):
        raise Refusal("not_a_number")
    if not least <= number <= most:
        raise Refusal("too_small" if number < least else "too_large")
    if not fits(number, question.decimals):
        raise too_many_digits(question)
    return number or Decimal(0)


def too_many_digits(question: "Question") -> Refusal:
    speech, decimals = question.speech, question.decimals
    if not decimals:
        return Refusal("too_many_digits")
    kept = f"with at most {many(decimals, 'digit')} after the point"
    hint = speech.say(DIGITS_KEPT, most=speech.many(decimals, "digit"))
    return Refusal("too_many_digits", kept, hint)


DIGITS_KEPT = "Give a number with at most {most} after the point."


def fits(number: Decimal, decimals: int) -> bool:
    """Whether a number has few enough digits after the point, zeros apart.

    It is not calculated with, as that would round it.
    """
    _, digits, exponent = number.as_tuple()
    beyond = -decimals - int(exponent)
    return beyond <= 0 or not any(digits[-beyond:])


def read(question: "Question", value: Native) -> Decimal:
    """Return a number in the unit of the question."""
    match value:
        case str():
            return read_text(question, value)
        case timedelta() if unit_of_time(question):
            return rounded(question, Duration.of(value))
        case bool() | Foreign():
            raise Refusal("not_a_number")
        case int() if abs(value) >= 10**LIMITS.digits:
            raise Refusal("too_small" if value < 0 else "too_large")
        case int() | Decimal():
            return Decimal(value)
        case _:
            raise Refusal("not_a_number")


def read_text(question: "Question", text: str) -> Decimal:
    if len(text) > LIMITS.typed:
        raise Refusal("not_a_number")
    match = WITH_UNIT.fullmatch(text)
    if match and match[2] in own_unit(question.unit.lower()):
        return Decimal(match[1])
    if unit_of_time(question) and (found := duration(text)):
        return rounded(question, found)
    if COMMA.match(text):
        form = "with a point, as in 1.5" if question.decimals else "without a comma"
        hint = WITH_POINT if question.decimals else WITHOUT_COMMA
        raise Ambiguous("ambiguous_number", form, hint)
    if match is None or not match[2] or match[2][0].isdigit() or match[2][0] in ".+-":
        raise Refusal("not_a_number")
    if match[2] == EITHER and unit_of_time(question):
        hint = "Write “min” for minutes or “months” for months."
        raise Ambiguous("ambiguous_number", "with `min` or `months`, not `m`", hint)
    raise Refusal("other_unit")


WITH_POINT = "Write the number with a point, as in 1.5."
WITHOUT_COMMA = "Write the number without a comma."


def own_unit(unit: str) -> tuple[str, ...]:
    """Return how the unit of a question is written, which can always be left out."""
    plural = unit.endswith("s") or len(unit) == 1 or not unit.isalpha()
    several = () if plural else (f"{unit}s",)
    single = (unit[:-1],) if len(unit) > len("hrs") and unit.endswith("s") else ()
    return ("", unit, *several, *single, *UNITS.get(KNOWN.get(unit, ""), ()))


def ends(question: "Question") -> tuple[str, str]:
    """Return the least and the greatest number; of money, as sums."""
    unit = question.unit if question.unit in CURRENCIES else ""
    worth = question.speech.worth
    return worth(str(question.minimum), unit), worth(str(question.maximum), unit)


def text(question: "Question", answer: Answer) -> str:
    return question.speech.worth(str(answer), question.unit)


def unit_of_time(question: "Question") -> str:
    return KNOWN.get(question.unit.lower(), "")


def rounded(question: "Question", time: Duration) -> Decimal:
    """Return a time in the unit of the question, rounded down to its last decimal.

    It is refused where a comparison of the tree could tell that from the time itself.
    """
    unit = unit_of_time(question)
    low, taken, high = time.times(unit)
    scale = 10**question.decimals
    found = Fraction(math.floor(taken * scale), scale)
    turns, numbers = question.turns, {low, found, high}
    if len(numbers) > 1 and (turns is None or any(t.parts(numbers) for t in turns)):
        plural = UNITS[unit][-1]
        hint = question.speech.say(TOO_NEAR, unit=question.speech.unit(plural))
        raise Refusal("inexact", f"in {plural}, as a limit is near", hint)
    return Decimal(int(found * scale)).scaleb(-question.decimals)


TOO_NEAR = "Give it in {unit}: a limit is too near for another unit."

NUMBER = Kind(
    name="number",
    noun="a number",
    domain_type=Range,
    domain=domain,
    parse=lambda question, value: tidy(within(question, value)),
    format=text,
    default=lambda question: question.from_scaled(sum(question.range) // 2),
    form="compare it with a number: `{0} < 3`",
    needs=("min", "max"),
    takes=("unit", "decimals"),
    decimals=1,
    ends=ends,
)
