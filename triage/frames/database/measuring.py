"""Measuring: the numbers of a program as SQL, each by its least and its greatest."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import attrs

from triage.base.immutable import immutable
from triage.frames.database.arithmetic import Arithmetic
from triage.frames.database.logic import opposite, spelt
from triage.frames.database.wholes import Number, Whole, added, constant

if TYPE_CHECKING:
    from triage.frames.database.judging import Judge

Ends: TypeAlias = tuple[Number, Number]
"""The least and the greatest that a number can be; one object where nothing waits."""


@immutable
class Measure:
    """Write numbers as SQL, as they are known at one place."""

    judge: "Judge"
    sums: Arithmetic
    known: dict[int, Ends] = attrs.field(factory=dict)

    def ends(self, node: int) -> Ends:
        """Return the least and the greatest of a node."""
        if node not in self.known:
            least, greatest = self._ends(node)
            named = self._number(node, least)
            other = named if greatest is least else self._number(node, greatest)
            self.known[node] = named, other
        return self.known[node]

    def _whole(self, node: int, found: Whole) -> Whole:
        name = self.judge.named(node, found.text)
        if name == found.text:
            return found
        return Whole(name, found.low, found.high, found.wide)

    def _number(self, node: int, found: Number) -> Number:
        return Number(self._whole(node, found.top), self._whole(node, found.bottom))

    def each(self, made: Callable[[Number], Number], ends: Ends) -> Ends:
        """Return what is made of both ends, by what rises with them."""
        least = made(ends[0])
        return least, least if ends[0] is ends[1] else made(ends[1])

    def both(
        self, made: Callable[[Number, Number], Number], one: Ends, other: Ends
    ) -> Ends:
        """Return what is made of two numbers, least of least and most of most."""
        least = made(one[0], other[0])
        if one[0] is one[1] and other[0] is other[1]:
            return least, least
        return least, made(one[1], other[1])

    def _ends(self, node: int) -> Ends:  # noqa: C901  one case an operator
        match self.judge.table.rows[node]:
            case (("lo" | "hi") as end, (question,)):
                return self._answer(question, greatest=end == "hi")
            case "if", (item,):
                return self._one_if(item)
            case "sum", (more, *pairs):
                found = [
                    (f, self.ends(n))
                    for f, n in zip(pairs[::2], pairs[1::2], strict=True)
                ]
                least = added([(f, ends[f < 0]) for f, ends in found], more)
                if all(ends[0] is ends[1] for _, ends in found):
                    return least, least
                return least, added([(f, ends[f > 0]) for f, ends in found], more)
            case "mul", (one, other):
                return self._corners(self.sums.times, one, other)
            case "div", (one, other):
                return self._corners(self.sums.divided, one, other)
            case (("round" | "floor" | "ceil") as how, (item, unit)):
                return self.each(
                    lambda x: self.sums.rounded(how, x, unit), self.ends(item)
                )
            case (("mark" | "close" | "day") as how, (item,)):
                return self.each(lambda x: self.sums.calendar(how, x), self.ends(item))
            case (("min" | "max") as how, (one, other)):
                return self.both(
                    lambda x, y: self.sums.best(how, x, y),
                    self.ends(one),
                    self.ends(other),
                )
            case "pick", (test, then, other):
                return self._pick(test, self.ends(then), self.ends(other))
            case row:
                raise AssertionError(row)

    def _answer(self, question: int, *, greatest: bool) -> Ends:
        look = self.judge.looks.get(question)
        low, high = self.judge.table.questions[question].range
        if look is None:
            found = Number(constant(high if greatest else low))
            return found, found
        told = self.told(question, greatest=greatest)
        if not look.waits:
            found = Number(Whole(told, low, high))
            return found, found
        least, most = (
            Number(Whole(f"COALESCE({told}, {end})", low, high)) for end in (low, high)
        )
        return least, most

    def told(self, question: int, *, greatest: bool) -> str:
        """Return an answer that is a number; one end where it is open."""
        look, asked = self.judge.looks[question], self.judge.table.questions[question]
        if look.sure and not asked.unsure:
            return look.text
        low, high = asked.range
        end = high if greatest else low
        return f"CASE WHEN {look.text} < {low} THEN {end} ELSE {look.text} END"

    def _one_if(self, item: int) -> Ends:
        truth = self.judge.truth(item)
        if isinstance(truth, bool):
            found = Number(constant(int(truth)))
            return found, found
        least = Number(Whole(f"CASE WHEN {truth} THEN 1 ELSE 0 END", 0, 1, wide=False))
        if not self.judge.waits(item):
            return least, least
        other = f"CASE WHEN {spelt(opposite(truth))} THEN 0 ELSE 1 END"
        return least, Number(Whole(other, 0, 1, wide=False))

    def _corners(
        self, made: Callable[[Number, Number], Number], one: int, other: int
    ) -> Ends:
        a, b = self.ends(one), self.ends(other)
        if a[0] is a[1] and b[0] is b[1]:
            found = made(a[0], b[0])
            return found, found
        pairs = [made(x, y) for x in dict.fromkeys(a) for y in dict.fromkeys(b)]
        least = greatest = pairs[0]
        for each in pairs[1:]:
            least = self.sums.best("min", least, each)
            greatest = self.sums.best("max", greatest, each)
        return least, greatest

    def _pick(self, node: int, then: Ends, other: Ends) -> Ends:
        test = self.judge.truth(node)
        if isinstance(test, bool):
            return then if test else other
        if not self.judge.waits(node):
            return self.both(lambda x, y: self.sums.chosen(test, x, y), then, other)
        least, most = (
            self.sums.chosen(
                test,
                then[end],
                self.sums.chosen(
                    spelt(opposite(test)),
                    other[end],
                    self.sums.best(how, then[end], other[end]),
                ),
            )
            for end, how in enumerate(("min", "max"))
        )
        return least, most
