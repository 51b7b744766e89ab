"""What can be asked and what can be answered."""

import math
import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property
from numbers import Real
from typing import Literal, TypeAlias

import attrs

from triage.base.limits import LIMITS

Answer: TypeAlias = str | tuple[str, ...] | int | Decimal
"""An accepted answer.

``"yes"``, ``"no"`` or ``"unsure"``; the id of an option; the ids of the chosen
options in the order of the question, with ``"unsure"`` last where it was given; a
whole number; or a decimal.
"""

Kind: TypeAlias = Literal["yes_no", "one_of", "any_of", "integer", "number"]

UNSURE = "unsure"


DAYS = {
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal("30.4375"),
    "year": Decimal("365.25"),
}
"""Days in a unit of time; a month is a twelfth of a year of 365.25 days."""

NUMBER = re.compile(r"([+-]?\d{1,15}(?:\.\d{1,15})?)\s*([a-z]*)", re.ASCII)


@attrs.frozen
class Level:
    """Name one step of the urgency scale.

    Args:
        id: The id, such as ``same_day``.
        title: What a person reads, such as "Be seen today".
        rank: The place on the scale; 0 is the lowest.
    """

    id: str
    title: str
    rank: int


@attrs.frozen
class Option:
    """Offer one answer of a ``one_of`` or ``any_of`` question.

    Args:
        id: The id by which answers are kept.
        text: What a person reads.
        points: What the option adds to ``points(question)``.
    """

    id: str
    text: str
    points: Decimal = Decimal(0)


@attrs.define(frozen=True, slots=False)
class Question:
    """Ask a person one thing.

    Args:
        id: The id by which answers are kept; stable for ever.
        text: What is asked.
        type: ``yes_no``, ``one_of``, ``any_of``, ``integer`` or ``number``.
        options: What can be chosen; empty for the other types.
        minimum: The least number allowed; None unless the answer is a number.
        maximum: The greatest number allowed.
        decimals: How many digits after the point are kept.
        unit: What a number counts, such as ``weeks``; may be empty.
        unsure: Whether "not sure" is an answer.
        again: A plainer wording, shown once before "not sure" is accepted.
        help: What helps to answer; may be empty.
        why: Why this is asked; may be empty.
        cites: Ids of the sources.
        ordinary: The answer of the well patient.

    >>> pain = Question(
    ...     id="pain",
    ...     text="How bad is it?",
    ...     type="integer",
    ...     minimum=Decimal(0),
    ...     maximum=Decimal(10),
    ... )
    >>> pain.accept("7")
    7
    """

    id: str
    text: str
    type: Kind
    options: tuple[Option, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = 0
    unit: str = ""
    unsure: bool = False
    again: str = ""
    help: str = ""
    why: str = ""
    cites: tuple[str, ...] = ()
    ordinary: Answer = ""

    @cached_property
    def choices(self) -> Mapping[str, Option]:
        """The options by id."""
        return {option.id: option for option in self.options}

    @cached_property
    def is_number(self) -> bool:
        """Whether the answer is a number."""
        return self.type in ("integer", "number")

    @cached_property
    def range(self) -> tuple[int, int]:
        """The least and greatest answer, in units of the last decimal."""
        return self.scaled(self.minimum or 0), self.scaled(self.maximum or 0)

    def scaled(self, value: int | Decimal) -> int:
        """Return a number in units of the last decimal: 1.5 with one is 15."""
        return int(value * 10**self.decimals)

    @property
    def keys(self) -> tuple[str, ...]:
        """The answers that can each have a way on, which are words or options."""
        words = ("yes", "no") if self.type == "yes_no" else tuple(self.choices)
        return (*words, UNSURE) if self.unsure else words

    @property
    def allowed(self) -> str:
        """What may be answered, as a phrase for messages."""
        if self.is_number:
            kind = "a whole number" if self.type == "integer" else "a number"
            unit = f" {self.unit}" if self.unit else ""
            phrase = f"{kind} from {self.minimum} to {self.maximum}{unit}"
            return f"{phrase}, or `unsure`" if self.unsure else phrase
        words = ", ".join(f"`{key}`" for key in self.keys)
        return f"a list of {words}" if self.type == "any_of" else f"one of {words}"

    def accept(self, value: object) -> Answer:
        """Return an answer in its one form.

        Args:
            value: ``True``, ``False``, a number, an option id, a list of option
                ids, or the text of any of these. ``"none"`` and ``[]`` mean none
                of the options. Numbers with a unit of time also take ``"3 days"``
                or ``"2 months"``.

        Raises:
            ValueError: The value is not an answer to this question; the message
                says what is allowed.
        """
        if self.type == "any_of":
            return self._accept_several(value)
        if isinstance(value, str):
            value = value.strip().lower()
        if self.unsure and value == UNSURE:
            return UNSURE
        return self._accept_number(value) if self.is_number else self._accept_one(value)

    def describe(self, answer: Answer) -> str:
        """Return an accepted answer as a person reads it."""
        if isinstance(answer, tuple):
            return "; ".join(map(self._word, answer)) or "none of these"
        if isinstance(answer, str):
            return self._word(answer)
        return f"{answer} {self.unit}".strip()

    def _word(self, key: str) -> str:
        if key == UNSURE:
            return "not sure"
        return self.choices[key].text if key in self.choices else key

    def _accept_one(self, value: object) -> str:
        if isinstance(value, bool) and self.type == "yes_no":
            return "yes" if value else "no"
        if isinstance(value, str) and value in self.keys:
            return value
        raise self._refuse(value)

    def _accept_several(self, value: object) -> tuple[str, ...]:
        given = set(self._items(value))
        unknown = given.difference(self.keys)
        if unknown:
            raise self._refuse(min(unknown))
        return tuple(key for key in self.keys if key in given)

    def _items(self, value: object) -> Iterable[str]:
        if isinstance(value, str):
            if value.strip().lower() == "none" and "none" not in self.choices:
                return ()
            value = value.split(",")
        if isinstance(value, list | tuple | set | frozenset) and all(
            isinstance(item, str) for item in value
        ):
            return [item.strip().lower() for item in value]
        raise self._refuse(value)

    def _accept_number(self, value: object) -> int | Decimal:
        number = self._read_number(value)
        if self.minimum is None or self.maximum is None:
            raise self._refuse(value)
        if not self.minimum <= number <= self.maximum:
            raise self._refuse(value)
        if self.scaled(number) != number * 10**self.decimals:
            raise self._refuse(
                value, f", with at most {self.decimals} digits after the point"
            )
        return int(number) if self.type == "integer" else tidy(number)

    def _read_number(self, value: object) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, str | Real | Decimal):
            raise self._refuse(value)
        own = self.unit.lower()
        match = NUMBER.fullmatch(digits(value).removesuffix(own).removesuffix(".0"))
        if match is None:
            raise self._refuse(value)
        number, unit = Decimal(match[1]), match[2].removesuffix("s")
        own = own.removesuffix("s")
        if unit in ("", own):
            return number
        if unit in DAYS and own in DAYS:
            step = Decimal(1).scaleb(-self.decimals)
            return (number * DAYS[unit] / DAYS[own]).quantize(step, ROUND_FLOOR)
        raise self._refuse(value)

    def _refuse(self, value: object, more: str = "") -> ValueError:
        shown = repr(value)
        if len(shown) > LIMITS.shown:
            shown = shown[: LIMITS.shown - 1] + "…"
        return ValueError(f"{shown} is not an answer: give {self.allowed}{more}")


def digits(value: str | Real | Decimal) -> str:
    """Return a number as a text without an exponent, and a text as it is.

    >>> digits(0.00001), digits("3 days")
    ('0.00001', '3 days')
    """
    if isinstance(value, float | Decimal) and math.isfinite(value):
        return f"{Decimal(str(value)):f}"
    return str(value)


def tidy(number: Decimal) -> Decimal:
    """Return a decimal without trailing zeros, never in exponent form.

    >>> tidy(Decimal("120.0"))
    Decimal('120')
    """
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def plain(answer: Answer) -> str | int | float | list[str]:
    """Return an answer as a value of JSON.

    >>> plain(("fever", "unsure")), plain(Decimal("1.5")), plain(Decimal(2))
    (['fever', 'unsure'], 1.5, 2)
    """
    if isinstance(answer, tuple):
        return list(answer)
    if isinstance(answer, Decimal):
        return int(answer) if answer == answer.to_integral_value() else float(answer)
    return answer
