"""Answers apart: what only one of two trees takes, and what becomes of who gives it.

Nobody can be compared over such an answer. It is held against other answers of the
same person instead: new, it may lead lower than the person was led before; gone, it
may have led higher than any answer that is left.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from triage.base.answer import UNSURE, Answer, plain
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.comparison.details import Valued
from triage.comparison.hybrids import Hybrids
from triage.comparison.region import identity
from triage.comparison.results import (
    Result,
    has_result,
    outcomes_differ,
    ranks,
    result_of,
)
from triage.comparison.switch import content, domain
from triage.engine.outcome import Outcome
from triage.model.tree import Tree
from triage.verify.agreement import confirmed
from triage.verify.circuit import Gates
from triage.verify.counterexample import Patient, ProofMismatch, Search
from triage.verify.encode import Encoding, encode
from triage.verify.explain import Story
from triage.verify.solver import UNKNOWN, Budget, Solver
from triage.verify.variables import Variables

if TYPE_CHECKING:
    from triage.base.shapes import ApartJSON

Side: TypeAlias = Literal["gone", "new"]
"""Whether it is the old tree, or the new one, that alone takes an answer."""

SIGN = {"gone": "-", "new": "+"}


@immutable
class Only:
    """Name answers to a question that only one of two trees takes.

    Args:
        question: The question, in the tree that takes them.
        side: Which tree that is.
        word: The word; or of numbers, the least and the greatest.
        beside: Whether it is the word beside others, as by itself both trees take it.
    """

    question: Question
    side: Side
    word: str | tuple[int, int]
    beside: bool = False

    @property
    def key(self) -> str:
        if isinstance(self.word, str):
            return f"{self.word}+" if self.beside else self.word
        return "..".join(self.ends)

    @property
    def ends(self) -> list[str]:
        ends = self.word if isinstance(self.word, tuple) else ()
        return [str(self.question.from_scaled(end)) for end in ends]

    @property
    def words(self) -> str:
        if isinstance(self.word, tuple):
            low, high = self.ends
            numbers = low if low == high else f"{low} to {high}"
            return f"{numbers} {self.question.unit}".strip()
        if self.word == UNSURE:
            return "not sure"
        beside = " beside others" if self.beside else ""
        return f"“{self.question.choices[self.word].text}”{beside}"

    def given(self, variables: Variables) -> int:
        """Return who gives one of them."""
        name, gates = self.question.id, variables.gates
        if isinstance(self.word, str) and self.beside:
            return variables.beside(self.question, self.word)
        if isinstance(self.word, str):
            return variables.word(name, self.word)
        (low, high), terms = self.word, {variables.number(name): 1}
        within = gates.at_most(terms, high), -gates.at_most(terms, low - 1)
        return gates.every([-variables.word(name, UNSURE), *within])

    def holds(self, answer: Answer) -> bool:
        if isinstance(self.word, str):
            word = self.word
            if isinstance(answer, tuple):
                return word in answer and len(answer) > self.beside
            return word == answer
        if isinstance(answer, str | tuple):
            return False
        low, high = self.word
        return low <= self.question.scaled(answer) <= high


@immutable
class AnswerChange:
    """Tell what becomes of an answer that only one tree takes.

    Args:
        question: The id of the question.
        side: Whether the answer is gone, or new.
        answer: The answer in words.
        key: The same in short.
        here: The outcome of who gives it.
        another: The outcome of the same person with another answer.
        may_miss: Whether who gave the more urgent answer may now be told less.
        patient: Such a person.
        other: The same person with the other answer.
        id: A hash of all that.
    """

    question: str
    side: Side
    answer: str
    key: str
    here: Result
    another: Result
    may_miss: bool
    patient: Patient
    other: Patient
    id: str

    @property
    def name(self) -> str:
        """What it is called where it is allowed."""
        place = f"{self.question}{SIGN[self.side]}{self.key}"
        return f"{place}:{self.here}:{self.another}#{self.id}"

    def to_dict(self) -> "ApartJSON":
        """Return the change as JSON."""
        given = self.other.answers[self.question]
        return {
            "name": self.name,
            "question": self.question,
            "side": self.side,
            "answer": self.answer,
            "outcome": self.here.to_dict(),
            "another_answer": plain(given),
            "another_outcome": self.another.to_dict(),
            "patient": Story(self.patient).to_dict(),
        }


@immutable
class Assumption:
    """Tell of patients whom only one tree assumes there to be.

    Args:
        side: Whether they are refused now, or taken now.
        outcome: What they were told, or are told now.
        patient: One of them.
        id: A hash of all that.
    """

    side: Side
    outcome: Result
    patient: Patient
    id: str

    @property
    def name(self) -> str:
        """What it is called where it is allowed."""
        return f"assume{SIGN[self.side]}:{self.outcome}#{self.id}"

    def to_dict(self) -> "ApartJSON":
        """Return the change as JSON."""
        return {
            "name": self.name,
            "question": None,
            "side": self.side,
            "outcome": self.outcome.to_dict(),
            "patient": Story(self.patient).to_dict(),
        }


class AnswersApart:
    """Find what becomes of the answers, and patients, that only one tree takes.

    Attributes:
        open: Whether there may be more: the time was up, or they are very many.
    """

    def __init__(self, hybrids: Hybrids, old: Tree, new: Tree) -> None:
        self.hybrids = hybrids
        self.trees = old, new
        self.open = False

    def found(self, budget: Budget) -> list[AnswerChange | Assumption]:
        """Return what was found, those first by which an emergency may be missed."""
        old, new = self.trees
        sides: tuple[tuple[Side, Tree, Tree], ...] = (
            ("gone", old, new),
            ("new", new, old),
        )
        changes = [
            change
            for side, tree, other in sides
            for change in self.of(side, tree, other, budget)
        ]
        changes.sort(key=self.badness)
        return [*changes, *self.assumptions()]

    def badness(self, change: AnswerChange) -> tuple[bool, int]:
        rank = ranks(change.patient.tree)
        return not change.may_miss, -max(
            rank[change.here.urgency], rank[change.another.urgency]
        )

    def of(
        self, side: Side, tree: Tree, other: Tree, budget: Budget
    ) -> Iterator[AnswerChange]:
        only = [
            item
            for name in sorted(self.hybrids.apart)
            for item in only_here(side, tree.questions[name], other.questions[name])
        ]
        if only:  # by itself: where ranges meet, nobody answers what one alone takes
            solver = Solver(Gates(), budget)
            mine = confirmed(encode(tree, Variables(solver.gates, tree.questions)))
            for item in only:
                yield from self.pairs(solver, mine, item, only)

    def pairs(
        self, solver: Solver, mine: Encoding, item: Only, only: list[Only]
    ) -> Iterator[AnswerChange]:
        """Yield pairs of outcomes: with an answer, and with another of both trees."""
        name, gates, tree = item.question.id, solver.gates, mine.tree
        copy = confirmed(encode(tree, Variables(gates, tree.questions, [name])))
        others = [x for x in only if x.question is item.question]
        heard = mine.asked[name], -mine.skipped[name], item.given(mine.variables)
        left = (-x.given(copy.variables) for x in others)
        beside = [Valued(name).changes(mine, copy) for name in tree.show]
        differ = gates.some([outcomes_differ(mine, copy), *beside])
        apart = mine.valid, copy.valid, differ
        wanted = (*apart, *heard, *left)
        word = item.key if item.beside else item.word
        entry = item.question.id, item.side, word, content(item.question)
        seen: dict[tuple[Result, Result], int] = {}
        while len(seen) < LIMITS.changes:
            shows = differs(item, others)
            search = Search(solver, ABOUT, (mine, copy), wanted, shows)
            found = search.ask(*seen.values())
            if found is None:
                return
            if found is UNKNOWN:
                break
            here, another = map(result_of, found)
            if (here, another) in seen:
                raise ProofMismatch(tree, ABOUT)
            pair = has_result(mine, here), has_result(copy, another)
            seen[here, another] = -gates.every(pair)
            alike = attrs.evolve(search, shows=differs(item, others, (here, another)))
            one, two = (Patient(tree, x.answers) for x in alike.shrink(found))
            what = [*entry, str(here), str(another)]
            key = identity(gates, what, [*wanted, *pair])
            yield changed(item, (here, one), (another, two), key)
        self.open = True

    def assumptions(self) -> Iterator[Assumption]:
        """Yield each outcome of patients whom only one tree assumes there to be."""
        hybrids = self.hybrids
        old, new = hybrids.sides
        sides: tuple[tuple[Side, Tree, Encoding, Encoding], ...]
        sides = ("gone", self.trees[0], old, new), ("new", self.trees[1], new, old)
        for side, tree, mine, other in sides:
            seen: dict[Result, int] = {}
            wanted = mine.valid, -other.valid
            while (found := hybrids.solver.ask(*wanted, *seen.values())) is not None:
                if found is UNKNOWN or len(seen) >= LIMITS.changes:
                    self.open = True
                    break
                answers = mine.variables.decode(found)
                outcome = result_of(Outcome(mine.tree, answers))
                if outcome in seen:
                    raise ProofMismatch(tree, ABOUT)
                here = has_result(mine, outcome)
                seen[outcome] = -here
                what = "assume", side, str(outcome), content((*other.tree.assume,))
                names = zip(tree.questions, mine.tree.questions, strict=True)
                patient = Patient(tree, {name: answers[was] for name, was in names})
                key = identity(hybrids.gates, what, [*wanted, here])
                yield Assumption(side, outcome, patient, key)


ABOUT = "answers that only one tree takes"


def changed(
    item: Only, one: tuple[Result, Patient], two: tuple[Result, Patient], key: str
) -> AnswerChange:
    """Return an entry: what became of who gave it, and of the same with another."""
    (here, patient), (another, other) = one, two
    rank = ranks(patient.tree)
    lower, higher = (here, another) if item.side == "new" else (another, here)
    return AnswerChange(
        question=item.question.id,
        side=item.side,
        answer=item.words,
        key=item.key,
        here=here,
        another=another,
        may_miss=rank[lower.urgency] < rank[higher.urgency],
        patient=patient,
        other=other,
        id=key,
    )


def only_here(side: Side, question: Question, other: Question) -> Iterator[Only]:
    """Yield the answers to a question that another does not take."""
    words = (key for key in question.keys if key not in other.keys)
    yield from (Only(question, side, word) for word in words)
    apart = (key for key in other.alone if key in question.keys)
    for key in (key for key in apart if key not in question.alone):
        yield Only(question, side, key, beside=True)
    if question.is_number and domain(question) != domain(other):
        (low, high), (least, greatest) = question.range, other.range
        for first, last in (low, min(high, least - 1)), (max(low, greatest + 1), high):
            if first <= last:
                yield Only(question, side, (first, last))


def differs(
    item: Only, others: list[Only], pair: tuple[Result, Result] | None = None
) -> Callable[[Outcome, Outcome], bool]:
    """Return what says whether two patients show what becomes of an answer."""
    name = item.question.id

    def shows(one: Outcome, two: Outcome) -> bool:
        trace, found = one.trace, (result_of(one), result_of(two))
        heard = name in trace.asked and name not in trace.skipped
        if not heard or not item.holds(one.answers[name]):
            return False
        if any(x.holds(two.answers[name]) for x in others):
            return False
        differ = found[0] != found[1] or one.here.told != two.here.told
        valued = (Valued(value).shows(one, two) for value in one.tree.show)
        return pair in (None, found) and (differ or any(valued))

    return shows
