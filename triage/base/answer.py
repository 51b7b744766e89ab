"""Answers: words, lists of words and numbers, each in its one form."""

from decimal import Decimal
from typing import TypeAlias

Answer: TypeAlias = str | tuple[str, ...] | int | Decimal
"""An accepted answer.

``"yes"``, ``"no"`` or ``"unsure"``; the id of an option; the ids of the chosen
options in the order of the question, with ``"unsure"`` last where it was given; a
whole number; or a decimal.
"""

UNSURE = "unsure"


def is_unsure(answer: Answer) -> bool:
    return UNSURE in answer if isinstance(answer, tuple) else answer == UNSURE


def tidy(number: Decimal) -> Decimal:
    """Return a decimal without trailing zeros, never in exponent form."""
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def plain(answer: Answer) -> str | int | float | list[str]:
    """Return an answer as a value of JSON; a decimal is whole where it can be."""
    if isinstance(answer, tuple):
        return list(answer)
    if isinstance(answer, Decimal):
        return int(answer) if answer == answer.to_integral_value() else float(answer)
    return answer
