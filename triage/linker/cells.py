"""Cells of a decision table: what each says of an input, as a condition and as a set.

All that an input can be stands in one row of whole numbers: a number in units of its
last decimal, and behind these the words. So a cell is some stretches of that row.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from math import ceil, floor
from typing import TypeAlias

import attrs

import triage.language.ast as e
from triage.base.answer import UNSURE, tidy
from triage.base.exceptions import TreeError
from triage.base.immutable import immutable
from triage.base.kinds import Free, Range, Subset
from triage.base.pattern import pattern
from triage.base.question import Question
from triage.base.suggest import did_you_mean
from triage.base.text import Span, Text
from triage.base.wording import shortened
from triage.model.tree import Cell
from triage.treefile.fields import DATE

Stretches: TypeAlias = tuple[tuple[int, int], ...]
"""Some places of a row, from the first of each stretch to its last, in order."""

NO_NUMBER = e.Sum(())

ANY = "-"
"""A cell that whatever is answered fits."""

NUMBER = r"(-?\d{1,12}(?:\.\d{1,9})?)"
DAY = f"({DATE.pattern.replace('(', '(?:')})"
BETWEEN, BEYOND = (
    {
        dated: pattern(form.format(word), re.ASCII)
        for dated, word in ((False, NUMBER), (True, DAY))
    }
    for form in (r"{0}\s*\.\.\s*{0}", r"(<=|>=|<|>)?\s*{0}")
)
"""How numbers are written between two limits and beyond one, and how days are."""


@immutable
class Meaning:
    """Say which answers fit a cell, also by their places."""

    cell: Cell
    fits: Stretches


@immutable
class Input:
    """Be what a column of a table is about: a question, or a value.

    Args:
        id: Its id.
        low: The least that it can be, where it is a number.
        high: The most that it can be; one less than ``low`` for words alone.
        words: What it can be besides.
        total: The number, and nothing for words.
        question: The question; None for a value.
    """

    id: str
    low: int
    high: int
    words: tuple[str, ...]
    total: e.Sum = NO_NUMBER
    question: Question | None = None

    @classmethod
    def of(cls, text: Text, found: Question | e.Value) -> "Input":
        """Return a question or value as an input.

        Raises:
            TreeError: Several things can be answered at once.
        """
        name = text.value
        match found:
            case e.Value(body=e.Sum(scale=scale, dated=dated), low=low, high=high):
                value = e.ValueNumber(name, scale, dated, span=text.span)
                total = e.Sum(((1, value),), 0, scale, dated)
                return cls(name, low, high, (), total)
            case e.Value(options=options):
                words = tuple(option.id for option in options) or ("yes", "no")
                return cls(name, 0, -1, words)
            case Question(domain=Range(low, high, scale)):
                number = e.NumberOf(name, span=text.span)
                total = e.Sum(((1, number),), 0, scale, found.is_date)
                return cls(name, low, high, found.keys, total, found)
            case Question(domain=Subset()):
                message = f"several options of `{name}` may be chosen"
                advice = "give a value such as `fever in signs`, and let it be an input"
                raise TreeError.at("T406", message, text, advice)
            case Question(domain=Free()):
                message = f"`{name}` is a text, and decides nothing"
                advice = "remove the input; what is written can be shown in a text"
                raise TreeError.at("T406", message, text, advice)
            case _:
                return cls(name, 0, -1, found.keys, question=found)

    @property
    def last(self) -> int:
        """The last place of the row."""
        return self.high + len(self.words)

    def shown(self, place: int) -> str:
        """Return what stands at a place of the row."""
        if place > self.high:
            return self.words[place - self.high - 1]
        if self.total.dated:
            return str(date.fromordinal(place))
        return str(tidy(Decimal(place).scaleb(-self.total.scale)))

    def meaning(self, text: Text) -> Meaning:
        """Return what a cell says.

        Raises:
            TreeError: It says nothing of this input.
        """
        written = text.value.strip()
        if written == ANY:
            return Meaning(Cell(ANY, None), ((self.low, self.last),))
        parts = re.split(r"\s+or\s+", written)
        fits = merged(self.stretch(text, part) for part in parts)
        when = self.condition(fits, text.span)
        return Meaning(Cell(" or ".join(parts), when), fits)

    def stretch(self, text: Text, part: str) -> tuple[int, int]:
        if part in self.words:
            place = self.high + 1 + self.words.index(part)
            return place, place
        ends = self.ends(part) if self.total.terms else None
        if ends is None:
            raise self.unknown(text, part)
        first, last = ends
        if not self.low <= first <= last <= self.high:
            least, most = self.shown(self.low), self.shown(self.high)
            message = f"`{self.id}` is never `{shortened(part)}`"
            advice = f"it goes from {least} to {most}"
            if first > last and self.low <= last and first <= self.high:
                advice = f"it has {self.total.scale or 'no'} digits after the point"
                if ".." in part:
                    advice = "write the lesser number first"
            raise TreeError.at("T406", message, text, advice)
        return first, last

    def ends(self, part: str) -> tuple[int, int] | None:
        """Return the least and the most that a part of a cell lets a number be."""
        if found := BETWEEN[self.total.dated].fullmatch(part):
            low, high = (self.scaled(number) for number in found.groups())
            return ceil(low), floor(high)
        if not (found := BEYOND[self.total.dated].fullmatch(part)):
            return None
        limit = self.scaled(found[2])
        match found[1]:
            case "<":
                return self.low, ceil(limit) - 1
            case "<=":
                return self.low, floor(limit)
            case ">":
                return floor(limit) + 1, self.high
            case ">=":
                return ceil(limit), self.high
            case _:
                return ceil(limit), floor(limit)

    def scaled(self, number: str) -> Decimal:
        if self.total.dated:
            return Decimal(date.fromisoformat(number).toordinal())
        return Decimal(number).scaleb(self.total.scale)

    def unknown(self, text: Text, part: str) -> TreeError:
        message = f"`{shortened(part)}` is not an answer to `{self.id}`"
        if not part:
            message = f"nothing is said of `{self.id}`"
            return TreeError.at("T406", message, text, "write `-` for any answer")
        if self.total.terms:
            advice = "write a number, `3..7`, `< 3` or `>= 7`"
            if self.total.dated:
                advice = "write a day, `2026-04-01..2027-03-31` or `< 2026-04-01`"
            if self.words:
                advice += ", or `unsure`"
            return TreeError.at("T406", message, text, advice)
        advice = did_you_mean(part, self.words)
        return TreeError.at("T406", message, text, advice)

    def condition(self, fits: Stretches, span: Span) -> e.Condition | None:
        """Return what makes an answer fit; None where any does."""
        if fits == ((self.low, self.last),):
            return None
        words = [w for n, w in enumerate(self.words, self.high + 1) if has(fits, n)]
        listed = tuple(word for word in words if word != UNSURE)
        known = [word for word in self.words if word != UNSURE]
        unsure = e.Open(self.id, span=span)
        numbers = [pair for pair in fits if pair[0] <= self.high]
        if not (listed or numbers):
            return unsure
        if len(listed) == len(known) and numbers in ([], [(self.low, self.high)]):
            return e.Not(unsure, span=span)
        plain = self.one_of(listed, span) if listed else self.within(numbers, span)
        if self.question is None or not self.question.unsure:
            return plain
        surely = e.Surely(plain, span=span)
        return e.Or((surely, unsure), span=span) if UNSURE in words else surely

    def one_of(self, words: tuple[str, ...], span: Span) -> e.Condition:
        if self.question is not None and not self.question.kind.stands_alone:
            return e.Is(self.id, words, span=span)
        if self.question is None and "yes" not in self.words:
            return e.ValueIs(self.id, words, span=span)
        holds: e.Condition = e.ValueHolds(self.id, span=span)
        if self.question is not None:
            holds = e.Is(self.id, ("yes",), span=span)
        return holds if words == ("yes",) else e.Not(holds, span=span)

    def within(self, stretches: list[tuple[int, int]], span: Span) -> e.Condition:
        """Return whether a number lies in one of some stretches."""
        found = [self.between(*ends, span) for ends in stretches]
        return found[0] if len(found) == 1 else e.Or(tuple(found), span=span)

    def between(self, first: int, last: int, span: Span) -> e.Condition:
        total = attrs.evolve(self.total, span=span)

        def compared(operator: str, limit: int) -> e.Condition:
            constant = e.Sum((), limit, self.total.scale, self.total.dated, span=span)
            return e.Compare(total, operator, constant, span=span)

        if first == last:
            return compared("==", first)
        found = [compared(">=", first)] if first > self.low else []
        last_number = min(last, self.high)
        found += [compared("<=", last_number)] if last_number < self.high else []
        return found[0] if len(found) == 1 else e.And(tuple(found), span=span)


def merged(stretches: Iterable[tuple[int, int]]) -> Stretches:
    """Return stretches in order, those that touch each other as one.

    >>> merged([(5, 9), (0, 2), (3, 4)])
    ((0, 9),)
    """
    found: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return tuple(found)


def has(stretches: Stretches, place: int) -> bool:
    return any(first <= place <= last for first, last in stretches)
