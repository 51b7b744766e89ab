"""Answers: words, lists of words and numbers, each in its one form."""

from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

Answer: TypeAlias = str | tuple[str, ...] | int | Decimal | date
"""An accepted answer.

``"yes"``, ``"no"`` or ``"unsure"``; the id of an option; the ids of the chosen
options in the order of the question, with ``"unsure"`` last where it was given; a
whole number; a decimal; a day; or what was written, ``"unsure"`` if nothing was.
"""

Code: TypeAlias = Literal[
    "missing",
    "not_an_option",
    "none_with_others",
    "alone_with_others",
    "not_a_number",
    "not_a_date",
    "not_a_text",
    "too_small",
    "too_large",
    "too_many_digits",
    "too_early",
    "too_late",
    "too_long",
    "ambiguous_number",
    "ambiguous_date",
    "other_unit",
    "inexact",
    "contradiction",
    "unknown_question",
    "not_asked",
    "not_a_mapping",
]
"""What can be wrong with answers.

- ``missing``: nothing was given where an answer is needed.
- ``not_an_option``, ``not_a_number``, ``not_a_date``, ``not_a_text``: it is no answer
  to this kind of question.
- ``none_with_others``: "none of these" stands beside others.
- ``alone_with_others``: an option that stands alone is chosen beside others.
- ``too_small``, ``too_large``, ``too_many_digits``: the number is outside its limits.
- ``too_early``, ``too_late``: the day is outside its limits.
- ``too_long``: the text has more characters than are kept.
- ``ambiguous_date``: a day such as 3/4/2026, which is in March or in April.
- ``ambiguous_number``: a comma, or "m", which may mean one thing or another.
- ``other_unit``: a unit that is neither that of the question nor one of time.
- ``inexact``: a time in another unit, so near a limit that it may be on either side.
- ``contradiction``: the answers do not go together, as the tree assumes they do.
- ``unknown_question``: the tree has no such question.
- ``not_asked``: the page of an interview does not ask that question.
- ``not_a_mapping``: what was given are not answers by question id.
"""

UNSURE = "unsure"

NO_OPTION = "none"
"""What an answer is called of somebody to whom none of the options applies."""


def is_unsure(answer: Answer) -> bool:
    return UNSURE in answer if isinstance(answer, tuple) else answer == UNSURE


def tidy(number: Decimal) -> Decimal:
    """Return a decimal without trailing zeros, never in exponent form."""
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def plain(answer: Answer) -> str | int | float | list[str]:
    """Return an answer as a value of JSON; a decimal is whole where it can be."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, tuple):
        return list(answer)
    if isinstance(answer, date):
        return answer.isoformat()
    return plain_number(answer) if isinstance(answer, Decimal) else answer


def plain_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
