"""Three-valued gates: what is so while some questions wait, on a page or off the path.

A boolean is a pair of literals, whether it is true and whether it is false; what waits
makes neither. A number is the least and the greatest amount that it can be.
"""

from collections.abc import Mapping
from functools import reduce
from typing import Any, TypeAlias

from triage.base.immutable import immutable
from triage.language.ast import Condition
from triage.language.lower import Ends, Lowering
from triage.verify import ratios, sums
from triage.verify.circuit import FALSE, TRUE, Gates
from triage.verify.encode import Encoding, GateAlgebra
from triage.verify.ratios import Exact

Truth: TypeAlias = tuple[int, int]
"""Whether something is true, and whether it is false; while it waits, neither."""

Span: TypeAlias = tuple[Exact, Exact]
"""The least and the greatest that a number can be."""


@immutable
class Waiting:
    """Be the algebra of what is so while some questions of a page wait.

    Args:
        facts: What is so of the questions that do not wait.
        waits: Whether each question waits; one that is not named does not.
    """

    facts: GateAlgebra
    waits: Mapping[str, int]

    @property
    def gates(self) -> Gates:
        return self.facts.gates

    def constant(self, holds: bool) -> Truth:  # noqa: FBT001
        return (TRUE, FALSE) if holds else (FALSE, TRUE)

    def every(self, items: list[Truth]) -> Truth:
        true, false = ([item[half] for item in items] for half in (0, 1))
        return self.gates.every(true), self.gates.some(false)

    def some(self, items: list[Truth]) -> Truth:
        return self.negate(self.every([*map(self.negate, items)]))

    def negate(self, item: Truth) -> Truth:
        return item[1], item[0]

    def total(self, terms: list[tuple[int, Span]], constant: int) -> Span:
        low = [(factor, ends[factor < 0]) for factor, ends in terms]
        high = [(factor, ends[factor > 0]) for factor, ends in terms]
        return ratios.total(low, constant), ratios.total(high, constant)

    def one_if(self, item: Truth) -> Span:
        return sums.one_if(item[0]), sums.one_if(-item[1])

    def below(self, item: Span) -> Truth:
        return self.under(item, -1)

    def at_most(self, item: Span) -> Truth:
        return self.under(item, 0)

    def under(self, item: Span, bound: int) -> Truth:
        low, high = (ratios.at_most(self.gates, end, bound) for end in item)
        return high, -low

    def times(self, one: Span, other: Span, within: Ends) -> Span:
        return self.corners([ratios.times(a, b, within) for a in one for b in other])

    def divided(self, one: Span, other: Span) -> Span:
        return self.corners([ratios.divided(a, b) for a in one for b in other])

    def corners(self, items: list[Exact]) -> Span:
        made = self.facts
        return reduce(made.smaller, items), reduce(made.larger, items)

    def rounded(self, how: str, item: Span, unit: int, within: Ends) -> Span:
        low, high = (ratios.rounded(how, end, unit, within) for end in item)
        return low, high

    def calendar(self, how: str, item: Span, within: Ends) -> Span:
        low, high = (ratios.calendar(how, end, within) for end in item)
        return low, high

    def smaller(self, one: Span, other: Span) -> Span:
        low, high = map(self.facts.smaller, one, other)
        return low, high

    def larger(self, one: Span, other: Span) -> Span:
        low, high = map(self.facts.larger, one, other)
        return low, high

    def choose(self, test: Truth, then: Span, other: Span) -> Span:
        """Return what a test chooses; while it waits, either."""
        (true, false), made = test, self.facts
        both = made.smaller(then[0], other[0]), made.larger(then[1], other[1])
        low, high = (
            made.choose(true, a, made.choose(false, b, c))
            for a, b, c in zip(then, other, both, strict=True)
        )
        return low, high

    def shared(self, _key: tuple[str, int], item: Any) -> Any:
        return item

    def answered(self, question: str, answer: str) -> Truth:
        return self.known(question, self.facts.answered(question, answer))

    def open(self, question: str) -> Truth:
        return self.known(question, self.facts.open(question))

    def asked(self, question: str) -> Truth:
        waits = self.waits.get(question, FALSE)
        asked = self.gates.some([self.facts.asked(question), waits])
        return asked, -asked

    def put(self, question: str) -> Truth:
        return self.known(question, self.facts.put(question))

    def known(self, question: str, literal: int) -> Truth:
        """Return what is so of a question, unless it waits."""
        waits = self.waits.get(question, FALSE)
        true, false = (self.gates.every([-waits, x]) for x in (literal, -literal))
        return true, false

    def least(self, question: str) -> Span:
        return self.number(question, 0)

    def greatest(self, question: str) -> Span:
        return self.number(question, 1)

    def number(self, question: str, end: int) -> Span:
        """Return a number; while it waits, it may be anything in its range."""
        waits = self.waits.get(question, FALSE)
        cases = [
            (self.gates.every([-waits, test]), number)
            for test, number in self.facts.cases(question, end)
        ]
        low, high = self.facts.tree.questions[question].range
        return sums.picked([(waits, low), *cases]), sums.picked([(waits, high), *cases])

    def urgent(self, rank: int) -> Truth:
        reached = self.facts.urgent(rank)
        return reached, -reached

    def advised(self, _recommendation: str) -> Truth:
        return self.constant(holds=False)

    ends = advised

    def holds(self, condition: Condition | None) -> Truth:
        """Return whether a plain condition holds."""
        if condition is None:
            return self.constant(holds=True)
        facts = self.facts.tree
        return Lowering(self, facts.questions, facts.values).plain(condition)


def accepted(encoding: Encoding) -> int:
    """Return whether what the path asked of a patient goes together, as decided.

    What no question asked waits: it never rules anybody out.
    """
    asked, tree = encoding.asked, encoding.tree
    facts = GateAlgebra(
        tree, encoding.variables, asked.__getitem__, encoding.skipped, in_full=True
    )
    waits = {name: -literal for name, literal in asked.items()}
    lowering = Lowering(Waiting(facts, waits), tree.questions, tree.values)
    possible = (lowering.condition(condition)[1] for condition in tree.assume)
    return encoding.gates.every(-untrue for _, untrue in possible)
