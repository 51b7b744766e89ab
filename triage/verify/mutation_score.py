"""The mutation score: how many small mistakes the cases and properties notice."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

import attrs

from triage.base.question import Answer
from triage.cases import Case, judge
from triage.engine.defaults import ordinary
from triage.engine.outcome import Outcome
from triage.model.tree import Property, Tree
from triage.verify.circuit import FALSE, Gates
from triage.verify.counterexample import Patient, simplest_pair
from triage.verify.encode import Encoding
from triage.verify.mutants import Mutant, mutants
from triage.verify.properties import Prover
from triage.verify.simulate import Crowd
from triage.verify.solver import SECONDS, OutOfTime, Solver

MOST_GATES = 20_000
"""How many gates a solver is told before it forgets those of earlier mutants."""

Fate: TypeAlias = Literal["case", "property", "equivalent", "survived", "open"]
"""What notices a mutant; that nothing could; that nothing does; or not settled."""


@attrs.frozen
class Judged:
    """Say what became of a mutant.

    Args:
        mutant: The mutant.
        fate: ``case`` or ``property`` that notices it, ``equivalent`` (no patient is
            told anything else), ``survived``, or ``open`` (the time was up).
        by: The id of the case or property.
        patient: For a survivor, a patient who is told something else.
    """

    mutant: Mutant
    fate: Fate
    by: str = ""
    patient: Patient | None = None


@attrs.frozen
class Score:
    """Hold what became of every mutant of a tree.

    Args:
        tree: The tree.
        judged: The mutants.
    """

    tree: Tree
    judged: tuple[Judged, ...]

    def count(self, *fates: Fate) -> int:
        """Return how many mutants had one of some fates."""
        return sum(item.fate in fates for item in self.judged)

    @property
    def noticed(self) -> int:
        """How many mutants a case or a property notices."""
        return self.count("case", "property")

    @property
    def counted(self) -> int:
        """How many mutants somebody should notice: all that are not equivalent."""
        return len(self.judged) - self.count("equivalent")

    @property
    def percent(self) -> float:
        """How many of a hundred that should be noticed are."""
        return 100 * self.noticed / self.counted if self.counted else 100.0


class Judge:
    """Judge the mutants of one tree.

    Args:
        tree: The tree.
        cases: Its cases, all of which pass.
        seconds: How long one question to the solver may take.
    """

    def __init__(self, tree: Tree, cases: tuple[Case, ...], seconds: float) -> None:
        self.tree = tree
        self.solver = Solver(Gates(), seconds)
        self.prover = Prover(tree, self.solver)
        stated = tree.properties.values()
        self.stated = [item for item in stated if self.is_sound(item)]
        answers, usual = self.prover.encoding.answers, ordinary(tree)
        self.always = [case for case in cases if is_special(case)]
        self.complete = [case for case in cases if not is_special(case)]
        told = [answers.told({**usual, **case.answers}) for case in self.complete]
        self.crowd = Crowd(self.solver.gates, told)

    def judged(self, mutant: Mutant) -> Judged:
        """Return what becomes of a mutant."""
        if len(self.solver.known) > MOST_GATES:
            self.solver.forget()
        try:
            return self.judge(mutant)
        except OutOfTime:
            return Judged(mutant, "open")

    def judge(self, mutant: Mutant) -> Judged:
        """Return what becomes of a mutant, if there is time enough."""
        prover = Prover(mutant.tree, self.solver)
        case = self.noticing_case(mutant.tree, prover.encoding)
        if case:
            return Judged(mutant, "case", case)
        one, other = self.prover.encoding, prover.encoding
        told = self.solver.ask(one.valid, self.differ(one, other))
        if told is None:
            return Judged(mutant, "equivalent")
        stated = self.noticing_property(prover)
        if stated:
            return Judged(mutant, "property", stated)
        patient = self.simplest(mutant.tree, one.answers.heard(told))
        return Judged(mutant, "survived", patient=patient)

    def noticing_case(self, tree: Tree, encoding: Encoding) -> str:
        """Return a case that fails; empty if none does."""
        suspects = [*self.always, *self.suspects(encoding)]
        failing = (case.id for case in suspects if not judge(tree, case).passed)
        return next(failing, "")

    def suspects(self, encoding: Encoding) -> Iterator[Case]:
        """Yield the cases whose walk is another one in the mutant."""
        found = 0
        walks = path(self.prover.encoding), path(encoding)
        for one, other in zip(*walks, strict=True):
            if one != other:
                found |= self.crowd.holds(one) ^ self.crowd.holds(other)
        for index, case in enumerate(self.complete):
            if found >> index & 1:
                yield case

    def differ(self, one: Encoding, other: Encoding) -> int:
        """Return whether a patient is told something else."""
        pairs = zip(outcome(one), outcome(other), strict=True)
        return self.solver.gates.some(self.solver.gates.differ(*pair) for pair in pairs)

    def noticing_property(self, prover: Prover) -> str:
        """Return a property that does not hold of everybody; empty if all do."""
        return next((item.id for item in self.stated if prover.fails(item)), "")

    def is_sound(self, stated: Property) -> bool:
        """Whether a property is proved of the tree itself: only then it notices."""
        return self.prover.prove(stated).verdict == "proved"

    def simplest(self, tree: Tree, answers: Mapping[str, Answer]) -> Patient:
        """Return the simplest patient who is told something else by the mutant."""

        def shows(answers: Mapping[str, Answer], _: Mapping[str, Answer]) -> bool:
            one, other = Outcome(self.tree, answers), Outcome(tree, answers)
            said = [(o.trace.rank, o.trace.end, o.here.told) for o in (one, other)]
            return one.is_possible and said[0] != said[1]

        questions = self.tree.questions.values()
        return Patient(self.tree, simplest_pair(questions, answers, answers, shows)[0])


def mutation_score(
    tree: Tree,
    cases: Iterable[Case] = (),
    *,
    seconds: float = SECONDS,
    progress: Callable[[int, int], object] | None = None,
) -> Score:
    """Return how many small mistakes in a tree its cases and properties notice.

    Args:
        tree: The tree.
        cases: Its cases. Those that fail on the tree itself are left out, as are its
            properties that are not proved.
        seconds: How long one question to the solver may take.
        progress: Told how many mutants are judged by now, and of how many.

    >>> import triage
    >>> from triage.cases import load
    >>> cases = load("qsofa")
    >>> score = mutation_score(cases.tree, cases.cases)
    >>> score.noticed, score.counted
    (7, 7)
    """
    sound = tuple(case for case in cases if judge(tree, case).passed)
    judging, made, judged = Judge(tree, sound, seconds), tuple(mutants(tree)), []
    for mutant in made:
        judged.append(judging.judged(mutant))
        if progress is not None:
            progress(len(judged), len(made))
    return Score(tree, tuple(judged))


def is_special(case: Case) -> bool:
    """Whether a case expects more than ways, questions, advice and the end."""
    return any(item.key in ("missing", "shows") for item in case.expects)


def path(encoding: Encoding) -> Iterator[int]:
    """Yield what makes a walk: ways, questions, advice, and what is told in the end."""
    yield from outcome(encoding)
    yield from encoding.takes
    for name in encoding.tree.questions:
        yield encoding.asked.get(name, FALSE)
        yield encoding.skipped.get(name, FALSE)
    yield from encoding.collects.values()


def outcome(encoding: Encoding) -> Iterator[int]:
    """Yield what makes an outcome: the urgency, the ending, and what is told."""
    yield from encoding.urgent
    yield from encoding.ends.values()
    yield from encoding.told.values()
