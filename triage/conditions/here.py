"""The algebra of one point of a walk: what the answers so far say, three-valued.

A page whose questions are only partly answered leaves conditions undecided (None).
That is another thing than "not sure", which is an answer.
"""

from collections.abc import Mapping, Set as AbstractSet

from triage.questions import UNSURE, Answer, Question

__all__ = ["Here", "Interval", "Truth"]

Truth = bool | None
"""True, False, or None: a question of the page still waits for its answer."""

Interval = tuple[int, int]


class Here:
    """Be the algebra of what is so at one point of a walk.

    Args:
        questions: The questions by id.
        asked: The answers that count so far.
        waiting: The questions of the page without an answer.
        rank: The highest rank collected so far.
        told: The recommendations of the outcome; none before the end.
        end: The recommendation that ended the walk; empty before the end.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        asked: Mapping[str, Answer],
        waiting: AbstractSet[str] = frozenset(),
        rank: int = -1,
        *,
        told: AbstractSet[str] = frozenset(),
        end: str = "",
    ) -> None:
        self.questions = questions
        self.facts = asked
        self.waiting = waiting
        self.rank = rank
        self.told = told
        self.end = end

    def constant(self, holds: bool) -> Truth:  # noqa: FBT001
        """Return true or false."""
        return holds

    def every(self, items: list[Truth]) -> Truth:
        """Return whether every item is true; false decides."""
        return False if False in items else None if None in items else True

    def some(self, items: list[Truth]) -> Truth:
        """Return whether some item is true; true decides."""
        return True if True in items else None if None in items else False

    def negate(self, item: Truth) -> Truth:
        """Return the opposite."""
        return None if item is None else not item

    def total(self, terms: list[tuple[int, Interval]], constant: int) -> Interval:
        """Return the sum of some numbers, each multiplied, and a constant."""
        low = high = constant
        for factor, (least, greatest) in terms:
            if factor > 0:
                low, high = low + factor * least, high + factor * greatest
            else:
                low, high = low + factor * greatest, high + factor * least
        return low, high

    def one_if(self, item: Truth) -> Interval:
        """Return 1 for true and 0 for false."""
        return (0, 1) if item is None else (int(item), int(item))

    def below(self, item: Interval) -> Truth:
        """Return whether a number is less than zero."""
        return True if item[1] < 0 else False if item[0] >= 0 else None

    def at_most(self, item: Interval) -> Truth:
        """Return whether a number is at most zero."""
        return True if item[1] <= 0 else False if item[0] > 0 else None

    def answered(self, question: str, answer: str) -> Truth:
        """Return whether the answer is, or contains, a word."""
        if question in self.waiting:
            return None
        given = self.facts.get(question, UNSURE)
        return answer in given if isinstance(given, tuple) else answer == given

    def open(self, question: str) -> Truth:
        """Return whether a question was not asked or answered "not sure"."""
        if question in self.waiting:
            return None
        given = self.facts.get(question, UNSURE)
        return UNSURE in given if isinstance(given, tuple) else given == UNSURE

    def asked(self, question: str) -> Truth:
        """Return whether a question was asked; those of this page are."""
        return question in self.facts or question in self.waiting

    def least(self, question: str) -> Interval:
        """Return the least that a number can be."""
        return self._ends(question, 0)

    def greatest(self, question: str) -> Interval:
        """Return the greatest that a number can be."""
        return self._ends(question, 1)

    def _ends(self, question: str, end: int) -> Interval:
        asked = self.questions[question]
        if question in self.waiting:
            return asked.range
        given = self.facts.get(question, UNSURE)
        if isinstance(given, str | tuple):
            return asked.range[end], asked.range[end]
        value = asked.scaled(given)
        return value, value

    def urgent(self, rank: int) -> Truth:
        """Return whether what was collected reaches a rank."""
        return self.rank >= rank

    def advised(self, recommendation: str) -> Truth:
        """Return whether a recommendation is in the outcome."""
        return recommendation in self.told

    def ends(self, recommendation: str) -> Truth:
        """Return whether the walk ended by going to a recommendation."""
        return recommendation == self.end
