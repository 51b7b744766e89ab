"""Number: a decimal within limits, with its unit or another unit of time."""

import math
import re
from decimal import ROUND_FLOOR, Decimal
from numbers import Real
from typing import TYPE_CHECKING

from triage.base.answer import tidy
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
    number = read(question, value)
    least, most = question.minimum, question.maximum
    if least is None or most is None or not least <= number <= most:
        raise refusal(question, value)
    if question.scaled(number) != number * 10**question.decimals:
        more = f", with at most {question.decimals} digits after the point"
        raise refusal(question, value, more)
    return number


def read(question: "Question", value: object) -> Decimal:
    """Return a number in the unit of the question."""
    if isinstance(value, bool) or not isinstance(value, str | Real | Decimal):
        raise refusal(question, value)
    given, own = str(value), question.unit.lower()
    if isinstance(value, float | Decimal) and math.isfinite(value):
        given = f"{Decimal(given):f}"  # without an exponent
    match = DECIMAL.fullmatch(given.removesuffix(own).removesuffix(".0"))
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


NUMBER = Kind(
    name="number",
    noun="a number",
    domain_type=Range,
    domain=domain,
    parse=lambda question, value: tidy(within(question, value)),
    format=lambda question, answer: f"{answer} {question.unit}".strip(),
    default=lambda question: question.from_scaled(sum(question.range) // 2),
    form="compare it with a number: `{0} < 3`",
    needs=("min", "max"),
    takes=("unit", "decimals"),
    decimals=1,
    ends=lambda question: (str(question.minimum), str(question.maximum)),
)
