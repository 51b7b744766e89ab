"""Number: a decimal within limits, with its unit or another unit of time."""

import math
import re
from decimal import ROUND_FLOOR, Decimal
from numbers import Real
from typing import TYPE_CHECKING

from triage.base.answer import Answer, tidy
from triage.base.kinds.kind import Kind, Range, refusal

if TYPE_CHECKING:
    from triage.base.question import Question

DAYS = {
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal("30.4375"),
    "year": Decimal("365.25"),
}
"""Days in a unit of time; a month is a twelfth of a year of 365.25 days."""

DECIMAL = re.compile(r"([+-]?\d{1,15}(?:\.\d{1,15})?)\s*([a-z]*)", re.ASCII)


def domain(question: "Question") -> Range:
    least, most = question.minimum or 0, question.maximum or 0
    return Range(question.scaled(least), question.scaled(most), question.decimals)


def within(question: "Question", value: object) -> Decimal:
    """Return the number that a value is, within the limits of the question."""
    number = read(question, value)
    if question.minimum is None or question.maximum is None:
        raise refusal(question, value)
    if not question.minimum <= number <= question.maximum:
        raise refusal(question, value)
    if question.scaled(number) != number * 10**question.decimals:
        more = f", with at most {question.decimals} digits after the point"
        raise refusal(question, value, more)
    return number


def read(question: "Question", value: object) -> Decimal:
    """Return a number in the unit of the question."""
    if isinstance(value, bool) or not isinstance(value, str | Real | Decimal):
        raise refusal(question, value)
    own = question.unit.lower()
    match = DECIMAL.fullmatch(digits(value).removesuffix(own).removesuffix(".0"))
    if match is None:
        raise refusal(question, value)
    number, unit = Decimal(match[1]), match[2].removesuffix("s")
    own = own.removesuffix("s")
    if unit in ("", own):
        return number
    if unit in DAYS and own in DAYS:
        step = Decimal(1).scaleb(-question.decimals)
        return (number * DAYS[unit] / DAYS[own]).quantize(step, ROUND_FLOOR)
    raise refusal(question, value)


def digits(value: str | Real | Decimal) -> str:
    """Return a number as a text without an exponent, and a text as it is.

    >>> digits(0.00001), digits("3 days")
    ('0.00001', '3 days')
    """
    if isinstance(value, float | Decimal) and math.isfinite(value):
        return f"{Decimal(str(value)):f}"
    return str(value)


def text(question: "Question", answer: Answer) -> str:
    return f"{answer} {question.unit}".strip()


def middle(question: "Question") -> Answer:
    return question.from_scaled(sum(question.range) // 2)


NUMBER = Kind(
    name="number",
    noun="a number",
    domain_type=Range,
    domain=domain,
    parse=lambda question, value: tidy(within(question, value)),
    format=text,
    default=middle,
    form="compare it with a number: `{0} < 3`",
    needs=("min", "max"),
    takes=("unit", "decimals"),
    decimals=1,
    ends=lambda question: (str(question.minimum), str(question.maximum)),
)
