"""Judge: conditions and numbers of many rows at once, each as the least and the most.

A truth is a pair of masks, *surely* and *maybe*; a number is a pair of bounds. Both are
the same array wherever nothing waits. One value may stand for all rows.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from triage.frames.arrays import (
    EACH,
    Mask,
    Type,
    as_mask,
    both,
    divided,
    either,
    largest,
    made,
    negated,
    smallest,
    typed,
)
from triage.frames.plan import Asked, Plan

Pair: TypeAlias = tuple[Any, Any]


class Crowd(Protocol):
    """Know the answers of some rows."""

    @property
    def waiting(self) -> Mapping[int, Mask]:
        """Where each question waits."""

    def look(self, question: int) -> NDArray[Any]:
        """Return the codes of the answers to a question."""

    def passed(self, question: int) -> Mask:
        """Return where a question was skipped."""


class Judge:
    """Judge nodes over the rows of a crowd, each once while the urgency stays."""

    def __init__(self, plan: Plan, crowd: Crowd, rank: Any = None) -> None:
        self.plan, self.crowd, self.rank = plan, crowd, rank
        self.known: dict[int, Pair] = {}

    def pair(self, node: int | None) -> Pair:
        """Return the two masks of a truth, or the two bounds of a number."""
        if node is None:
            return True, True
        if node not in self.known:
            for each in self.plan.below(node):
                if each not in self.known:
                    self.known[each] = self._made(each)
        return self.known[node]

    def raised(self, rank: Any) -> None:
        """Go on with another urgency."""
        self.rank = rank
        for node in self.plan.rising & self.known.keys():
            del self.known[node]

    def collect(self, rank: int, here: Mask) -> None:
        """Note how urgent that is which some rows collect, if anything goes by it."""
        if self.rank is not None:
            self.raised(np.where(here, np.maximum(self.rank, rank), self.rank))

    def _made(self, node: int) -> Pair:
        operator, operands = self.plan.nodes[node]
        if operator in TRUTHS:
            return TRUTHS[operator](self, *operands)
        kind = self.plan.types[node]
        if operator in EACH:
            low, high = self.rounded(operator, kind, *operands)
        else:
            low, high = NUMBERS[operator](self, kind, *operands)
        if low is high:
            found = typed(low, kind)
            return found, found
        return typed(low, kind), typed(high, kind)

    # Truths

    def waits(self, question: int, hit: Mask) -> Pair:
        """Return a mask that is open where a question waits."""
        waits = self.crowd.waiting.get(question)
        if waits is None:
            return hit, hit
        return both(hit, negated(waits)), either(hit, waits)

    def chosen(self, question: int, option: int) -> Pair:
        return self.waits(question, self.has(question, option))

    def open(self, question: int) -> Pair:
        return self.waits(question, self.is_open(question))

    def asked(self, question: int) -> Pair:
        waits = self.crowd.waiting.get(question, False)
        found = either(self.is_known(question), waits)
        return found, found

    def put(self, question: int) -> Pair:
        passed = self.crowd.passed(question)
        return self.waits(question, both(self.is_known(question), negated(passed)))

    def urgent(self, rank: int) -> Pair:
        found = self.is_urgent(rank)
        return found, found

    def negation(self, node: int) -> Pair:
        surely, maybe = self.known[node]
        if surely is maybe:
            found = negated(surely)
            return found, found
        return negated(maybe), negated(surely)

    def joined(
        self, join: Callable[[Mask, Mask], Mask], nodes: tuple[int, ...]
    ) -> Pair:
        surely, maybe = self.known[nodes[0]]
        for node in nodes[1:]:
            one, other = self.known[node]
            if surely is maybe and one is other:
                surely = maybe = join(surely, one)
            else:
                surely, maybe = join(surely, one), join(maybe, other)
        return surely, maybe

    def conjunction(self, *nodes: int) -> Pair:
        return self.joined(both, nodes)

    def disjunction(self, *nodes: int) -> Pair:
        return self.joined(either, nodes)

    def below(self, node: int, test: Callable[[Any], Any]) -> Pair:
        low, high = self.known[node]
        surely = self.kept(as_mask(test(high)))
        if low is high:
            return surely, surely
        return surely, self.kept(as_mask(test(low)))

    def below_zero(self, node: int) -> Pair:
        return self.below(node, lambda number: number < 0)

    def at_most_zero(self, node: int) -> Pair:
        return self.below(node, lambda number: number <= 0)

    # What is so of answers, and how masks of that are kept

    def has(self, question: int, option: int) -> Mask:
        """Return where an option is chosen."""
        asked = self.plan.questions[question]
        found: Mask = has(asked, self.crowd.look(question), option)
        return found

    def is_open(self, question: int) -> Mask:
        """Return where a question has no answer, or "not sure"."""
        asked = self.plan.questions[question]
        found: Mask = is_open(asked, self.crowd.look(question))
        return found

    def is_known(self, question: int) -> Mask:
        """Return where a question has an answer, be it "not sure"."""
        asked = self.plan.questions[question]
        found: Mask = is_known(asked, self.crowd.look(question))
        return found

    def is_urgent(self, rank: int) -> Mask:
        """Return where what was collected is at least so urgent."""
        found: Mask = self.rank >= rank
        return found

    def kept(self, mask: Mask) -> Mask:
        """Return a mask that was made of numbers as others are kept."""
        return mask

    def spread(self, mask: Mask) -> Mask:
        """Return a mask as one truth for each row, of which numbers are made."""
        return mask

    # Numbers

    def answer(self, kind: Type, question: int, end: int) -> Pair:
        """Return a number; one that is open is at an end of its range."""
        codes, (least, most) = (
            self.crowd.look(question),
            self.plan.questions[question].range,
        )
        found = codes.astype(kind)
        found[codes < least] = end
        waits = self.crowd.waiting.get(question)
        if waits is None:
            return found, found
        here = self.spread(waits)
        return np.where(here, least, found), np.where(here, most, found)

    def least(self, kind: Type, question: int) -> Pair:
        return self.answer(kind, question, self.plan.questions[question].range[0])

    def greatest(self, kind: Type, question: int) -> Pair:
        return self.answer(kind, question, self.plan.questions[question].range[1])

    def one_if(self, _: Type, node: int) -> Pair:
        return self.each(lambda mask: self.spread(mask) * 1, node)

    def each(self, make: Callable[..., Any], *nodes: int) -> Pair:
        """Return what rises with each of some numbers, made of both their ends."""
        ends = [self.known[node] for node in nodes]
        low = make(*(one for one, _ in ends))
        same = all(one is other for one, other in ends)
        return (low, low) if same else (low, make(*(other for _, other in ends)))

    def total(self, kind: Type, constant: int, *pairs: int) -> Pair:
        low: Any = constant
        high: Any = constant
        for factor, node in zip(pairs[::2], pairs[1::2], strict=True):
            ends = self.known[node] if factor > 0 else self.known[node][::-1]
            same = low is high and ends[0] is ends[1]
            low = low + typed(ends[0], kind) * factor
            high = low if same else high + typed(ends[1], kind) * factor
        return low, high

    def corners(self, one: int, other: int, make: Callable[..., Any]) -> Pair:
        """Return the hull of what is made of ends with ends."""
        (low, high), (least, most) = self.known[one], self.known[other]
        if low is high and least is most:
            found = make(low, least)
            return found, found
        found = [make(x, y) for x in (low, high) for y in (least, most)]
        return smallest(*found), largest(*found)

    def product(self, kind: Type, one: int, other: int) -> Pair:
        return self.corners(one, other, lambda x, y: typed(x, kind) * y)

    def quotient(self, _: Type, one: int, other: int) -> Pair:
        return self.corners(one, other, divided)

    def minimum(self, _: Type, one: int, other: int) -> Pair:
        return self.each(smallest, one, other)

    def maximum(self, _: Type, one: int, other: int) -> Pair:
        return self.each(largest, one, other)

    def choice(self, _: Type, test: int, then: int, other: int) -> Pair:
        (certain, possible), (low, high) = self.known[test], self.known[then]
        least, most = self.known[other]
        surely, maybe = self.spread(certain), self.spread(possible)
        if certain is possible:
            found = np.where(surely, low, least)
            same = low is high and least is most
            return (found, found) if same else (found, np.where(surely, high, most))
        below = np.where(maybe, smallest(low, least), least)
        above = np.where(maybe, largest(high, most), most)
        return np.where(surely, low, below), np.where(surely, high, above)

    def rounded(self, how: str, kind: Type, node: int, *unit: int) -> Pair:
        return self.each(lambda number: made(how, number, kind, *unit), node)


def has(asked: Asked, codes: Any, option: int) -> Any:
    """Return of which codes of answers an option is chosen."""
    return codes & (1 << option) != 0 if asked.bits else codes == option


def is_open(asked: Asked, codes: Any) -> Any:
    """Return which codes are those of no answer, or of "not sure"."""
    return codes >= asked.unsure if asked.bits else codes <= asked.unsure


def is_known(asked: Asked, codes: Any) -> Any:
    """Return which codes are those of an answer, be it "not sure"."""
    return codes != asked.unasked


TRUTHS: Mapping[str, Callable[..., Pair]] = {
    "true": lambda _: (True, True),
    "false": lambda _: (False, False),
    "is": Judge.chosen,
    "open": Judge.open,
    "asked": Judge.asked,
    "put": Judge.put,
    "urgent": Judge.urgent,
    "not": Judge.negation,
    "and": Judge.conjunction,
    "or": Judge.disjunction,
    "lt0": Judge.below_zero,
    "le0": Judge.at_most_zero,
}
"""How a truth is judged, by its operator."""

NUMBERS: Mapping[str, Callable[..., Pair]] = {
    "lo": Judge.least,
    "hi": Judge.greatest,
    "if": Judge.one_if,
    "sum": Judge.total,
    "mul": Judge.product,
    "div": Judge.quotient,
    "min": Judge.minimum,
    "max": Judge.maximum,
    "pick": Judge.choice,
}
"""How a number is worked out, by its operator."""
