"""Counterexamples: a patient is found, confirmed by walking, and shrunk.

Every proof gets its patients by the one search here. The solver is asked; what it
finds is decoded into answers; these are walked through the tree, and should formula
and walk ever differ, that is an error. Then they are made as ordinary as they can be
and still show what they show.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias

from triage.base.answer import Answer
from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.engine.defaults import ordinary
from triage.engine.outcome import Outcome
from triage.model.tree import Tree
from triage.verify.encode import Encoding
from triage.verify.solver import UNKNOWN, Allowance, Solver, Unknown
from triage.verify.sums import at_most, one_if, total

Answers: TypeAlias = Mapping[str, Answer]
"""An answer to every question."""

POSSIBLE: Callable[[Outcome], bool] = attrgetter("is_possible")
"""Whether a patient is as the tree assumes, in every answer."""

ACCEPTED: Callable[[Outcome], bool] = attrgetter("is_accepted")
"""Whether a decision takes the answers of a patient: those that the path asked."""

People: TypeAlias = tuple[Answers, ...]
"""The answers of one patient; of two; or of one in two trees."""

Walked: TypeAlias = tuple[Outcome, ...]
"""The same, walked through their trees."""


class ProofMismatch(TriageError):
    """Say that walking does not confirm a patient whom a proof found.

    Args:
        tree: The tree.
        about: What was asked of it.
    """

    def __init__(self, tree: Tree, about: str) -> None:
        super().__init__(
            f"the proof and the walk differ on {about} of `{tree.id}`: this proof is "
            "not to be trusted; please report it"
        )


@immutable
class Patient:
    """Hold the answers of one patient, and what the tree makes of them.

    Args:
        tree: The tree.
        answers: An answer to every question.
    """

    tree: Tree
    answers: Answers

    @cached_property
    def outcome(self) -> Outcome:
        """What becomes of the patient."""
        return Outcome(self.tree, self.answers)

    @cached_property
    def unusual(self) -> dict[str, Answer]:
        """The answers that a well patient would not give."""
        return unusual(self.outcome)

    @property
    def told(self) -> dict[str, Answer]:
        """The answers that the path asks for, and the unusual ones it never hears."""
        return {**self.outcome.trace.answers, **self.unusual}

    @property
    def unheard(self) -> tuple[str, ...]:
        """The questions with an unusual answer that the path never asks."""
        trace = self.outcome.trace
        return tuple(name for name in self.unusual if name not in trace.asked)


def unusual(outcome: Outcome, other: Answers | None = None) -> dict[str, Answer]:
    """Return the answers that another patient, or a well one, would not give.

    Skipped ones are left out.
    """
    usually, skipped = other or ordinary(outcome.tree), outcome.trace.skipped
    return {
        name: answer
        for name, answer in outcome.answers.items()
        if answer != usually[name] and name not in skipped
    }


@immutable
class Search:
    """Look for a patient who shows something, or for two who show it together.

    Args:
        about: What is asked, as an error names it.
        sides: The tree as gates; both trees, or the tree for each of two patients.
        shows: Says of their outcomes, one for each side, whether they show it.
        movable: The questions whose answers may be changed to shrink; those of the
            first side, unless given.
        exists: Says of each outcome whether there can be such a patient.
        whole: Whether everybody who shows it is looked for, and not only some.
    """

    solver: Solver
    about: str
    sides: tuple[Encoding, ...]
    wanted: tuple[int, ...]
    shows: Callable[..., bool]
    movable: tuple[Question, ...] | None = None
    exists: Callable[[Outcome], bool] = POSSIBLE
    whole: bool = True

    def find(self) -> tuple[Patient, ...] | Unknown | None:
        """Return the simplest patients; None if there are none.

        Where no simpler ones are found within the budget, those that were found.
        """
        found = self.ask()
        if found is None or found is UNKNOWN:
            return found
        alone = len(self.sides) == 1
        return patients(self.fewest_unusual(found) if alone else self.shrink(found))

    def ask(
        self, *more: int, allowance: Allowance | None = None
    ) -> Walked | Unknown | None:
        """Return patients of whom more literals hold too, as walking confirms.

        That there is nobody is held against the patients who were drawn at random.

        Raises:
            ProofMismatch: Walking does not confirm it.
        """
        found = self.solver.ask(*self.wanted, *more, allowance=allowance)
        if found is None and not more and any(map(self.confirms, self.drawn)):
            raise ProofMismatch(self.sides[0].tree, self.about)
        if found is None or found is UNKNOWN:
            return found
        walked = self.walk([side.variables.decode(found) for side in self.sides])
        if not self.confirms(walked):
            raise ProofMismatch(self.sides[0].tree, self.about)
        return walked

    @property
    def drawn(self) -> Iterator[Walked]:
        """Yield patients drawn at random, of whom none may show it if nobody does."""
        if self.whole and len(self.sides) == 1:
            yield from ((outcome,) for outcome in self.sides[0].drawn)

    def walk(self, people: Iterable[Answers], *, quickly: bool = False) -> Walked:
        trees = [side.tree for side in self.sides]
        engines = [tree.engine if quickly else None for tree in trees]
        return tuple(map(Outcome, trees, people, engines))

    def confirms(self, walked: Walked) -> bool:
        return all(map(self.exists, walked)) and self.shows(*walked)

    def shrink(self, walked: Walked, allowance: Allowance | None = None) -> Walked:
        """Return patients who still show it, as alike and ordinary as can be.

        Whoever is tried on the way goes by the fastest engine; who is returned has been
        walked by the reference.
        """
        questions, left = self.movable, allowance or self.solver.budget.shrinking()
        if questions is None:
            questions = tuple(self.sides[0].tree.questions.values())

        def still(people: People) -> bool:
            if left.is_spent:
                return False
            tried = self.walk(people, quickly=True)
            left.edges -= sum(len(one.trace.edges) for one in tried)
            return self.confirms(tried)

        people = tuple(one.answers for one in walked)
        found = self.walk(shrunk(questions, people, still))
        return found if self.confirms(found) else walked

    def fewest(
        self,
        walked: Walked,
        same: Sequence[int],
        differ: Callable[[Outcome], int],
        allowance: Allowance,
        walks: Allowance | None = None,
    ) -> tuple[Walked, bool]:
        """Return a patient of whom as few things differ as can be found.

        Also whether it is proved that there is nobody of whom fewer do. For each
        thing that may differ, a literal in ``same`` is that it does not. The allowance
        is that of the solver; of walks there is another for each patient, unless given.
        """
        while True:
            walked = self.shrink(walked, walks)
            fewer = at_most_differ(self.sides[0], same, differ(walked[0]) - 1)
            found = self.ask(fewer, allowance=allowance)
            if found is None or found is UNKNOWN:
                return walked, found is None
            walked = found

    def fewest_unusual(
        self, walked: Walked, allowance: Allowance | None = None
    ) -> Walked:
        """Return a patient with as few unusual answers as can be found."""
        side, left = self.sides[0], allowance or self.solver.budget.shrinking()
        questions = side.tree.questions.values()
        same = [side.variables.exactly(q, q.usual) for q in questions]
        found, _ = self.fewest(
            walked, same, lambda one: len(unusual(one)), left, allowance
        )
        return found


def patients(walked: Walked) -> tuple[Patient, ...]:
    return tuple(Patient(one.tree, one.answers) for one in walked)


def at_most_differ(side: Encoding, same: Iterable[int], most: int) -> int:
    """Return whether at most some of many things are not the same."""
    amount = total([(1, one_if(-literal)) for literal in same], 0)
    return at_most(side.gates, amount, most)


# Shrinking


def shrunk(
    questions: Sequence[Question], people: People, still: Callable[[People], bool]
) -> People:
    """Return people who still show something, as alike and ordinary as can be.

    All answers are made usual at once, then each half by itself, as most do not matter;
    then each by itself, again and again until nothing changes.
    """
    before, people = None, made_usual(questions, people, still)
    while people != before:
        before = people
        for question in questions:
            people = next(filter(still, more_alike(question, people)), people)
    return people


def made_usual(
    questions: Sequence[Question], people: People, still: Callable[[People], bool]
) -> People:
    usually = [(question.id, question.usual) for question in questions]
    changes = [{n: u for n, u in usually if a.get(n, u) != u} for a in people]
    if not any(changes):
        return people
    trial = tuple({**a, **change} for a, change in zip(people, changes, strict=True))
    if still(trial):
        return trial
    if len(questions) == 1:
        return people
    half = len(questions) // 2
    people = made_usual(questions[:half], people, still)
    return made_usual(questions[half:], people, still)


def more_alike(question: Question, people: People) -> Iterator[People]:
    """Yield people more alike in one answer, or more ordinary."""
    name = question.id
    given = [answers[name] for answers in people if name in answers]
    alike = given[0] == given[-1]
    for answer in nearer(question, given[0]) if alike else (question.usual, *given):
        yield tuple({**a, name: answer} if name in a else a for a in people)
    if not alike:
        for who, answers in enumerate(people):
            for answer in nearer(question, answers[name]):
                yield *people[:who], {**answers, name: answer}, *people[who + 1 :]


def nearer(question: Question, answer: Answer) -> Iterator[Answer]:
    """Yield answers that are nearer to that of a well patient, the nearest first."""
    well = question.usual
    if answer == well:
        return
    yield well
    if isinstance(answer, tuple) and isinstance(well, tuple):
        for option in answer:
            if option not in well:
                yield tuple(other for other in answer if other != option)
    if not isinstance(answer, str | tuple) and not isinstance(well, str | tuple):
        far, near = question.scaled(answer), question.scaled(well)
        while abs(far - near) > 1:
            near = (far + near) // 2
            yield question.from_scaled(near)
