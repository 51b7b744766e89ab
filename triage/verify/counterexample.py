"""Patients who show something, made as ordinary as they can be and still show it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from time import monotonic
from typing import TypeAlias

import attrs

from triage.base.question import Answer, Question
from triage.engine.defaults import ordinary, usual
from triage.engine.outcome import Outcome
from triage.model.tree import Tree
from triage.verify.encode import Encoding
from triage.verify.solver import OutOfTime, Solver
from triage.verify.sums import at_most, one_if, total

SECONDS = 2.0
"""How long a patient with even fewer unusual answers is looked for."""

Answers: TypeAlias = Mapping[str, Answer]
"""An answer to every question."""


@attrs.frozen
class Patient:
    """Hold the answers of one patient, and what the tree makes of them.

    Args:
        tree: The tree.
        answers: An answer to every question.
    """

    tree: Tree
    answers: Answers

    @property
    def outcome(self) -> Outcome:
        """What becomes of the patient."""
        return Outcome(self.tree, self.answers)

    @property
    def unusual(self) -> dict[str, Answer]:
        """The answers that a well patient would not give."""
        well, skipped = ordinary(self.tree), self.outcome.trace.skipped
        return {
            name: answer
            for name, answer in self.answers.items()
            if answer != well[name] and name not in skipped
        }

    @property
    def told(self) -> dict[str, Answer]:
        """The answers that the path asks for, and the unusual ones it never hears."""
        trace = self.outcome.trace
        heard = {name: a for name, a in trace.asked.items() if trace.used(name)}
        return heard | self.unusual

    @property
    def unheard(self) -> tuple[str, ...]:
        """The questions with an unusual answer that the path never asks."""
        trace = self.outcome.trace
        return tuple(name for name in self.unusual if name not in trace.asked)


def simplest(
    encoding: Encoding,
    solver: Solver,
    wanted: Iterable[int],
    found: Answers,
    shows: Callable[[Outcome], bool],
) -> Patient:
    """Return a patient who shows something with the fewest unusual answers.

    When finding fewer takes too long, those are the fewest that were found.

    Args:
        encoding: The tree.
        solver: Who finds patients.
        wanted: What must be so of the patient.
        found: The answers of a patient of whom it is so.
        shows: The same, judged by walking.
    """
    tree, literals = encoding.tree, tuple(wanted)

    def simpler(answers: Answers) -> Patient:
        questions = tree.questions.values()
        return Patient(tree, simplest_pair(questions, answers, answers, still)[0])

    def still(answers: Answers, _: Answers) -> bool:
        outcome = Outcome(tree, answers)
        return outcome.is_possible and shows(outcome)

    fewest = simpler(found)
    until = monotonic() + SECONDS
    while (left := until - monotonic()) > 0:
        fewer = few_unusual(encoding, len(fewest.unusual) - 1)
        try:
            told = solver.ask(*literals, fewer, seconds=left)
        except OutOfTime:
            break
        if told is None:
            break
        fewest = simpler(encoding.answers.heard(told))
    return fewest


def few_unusual(encoding: Encoding, most: int) -> int:
    """Return whether at most some answers are not those of a well patient."""
    questions = encoding.tree.questions.values()
    alike = (
        encoding.answers.exactly(question, usual(question)) for question in questions
    )
    amount = total([(1, one_if(-literal)) for literal in alike], 0)
    return at_most(encoding.gates, amount, most)


def simplest_pair(
    questions: Iterable[Question],
    one: Answers,
    other: Answers,
    shows: Callable[[Answers, Answers], bool],
    seconds: float = SECONDS,
) -> tuple[Answers, Answers]:
    """Return two patients who still show something, as alike and ordinary as can be.

    When the time is up, those are the most alike and ordinary that were found.

    Args:
        questions: The questions whose answers may be changed.
        one: The answers of a patient.
        other: The answers of another patient, or of the same in another tree.
        shows: Says whether two patients show it.
        seconds: How long it may take.
    """
    assert shows(one, other), "the proof and the walk differ"  # noqa: S101
    asked = tuple(questions)
    until = monotonic() + seconds
    kept, found = None, made_usual(asked, (one, other), shows, until)
    while kept != found:
        kept = found
        for question in asked:
            if monotonic() > until:
                return found
            trials = more_alike(question, *found)
            found = next((pair for pair in trials if shows(*pair)), found)
    return found


def made_usual(
    questions: tuple[Question, ...],
    pair: tuple[Answers, Answers],
    shows: Callable[[Answers, Answers], bool],
    until: float,
) -> tuple[Answers, Answers]:
    """Return two patients with the usual answers to as many questions as possible.

    All are tried at once, then each half by itself: most answers do not matter.
    """
    usually = {question.id: usual(question) for question in questions}
    one, other = (
        {name: usually.get(name, answer) for name, answer in answers.items()}
        for answers in pair
    )
    if (one, other) == pair or shows(one, other):
        return one, other
    if len(questions) == 1 or monotonic() > until:
        return pair
    half = len(questions) // 2
    pair = made_usual(questions[:half], pair, shows, until)
    return made_usual(questions[half:], pair, shows, until)


def more_alike(
    question: Question, one: Answers, other: Answers
) -> Iterator[tuple[Answers, Answers]]:
    """Yield two patients more alike in one answer, or more ordinary."""
    name = question.id
    given = [answers[name] for answers in (one, other) if name in answers]
    alike = given[0] == given[-1]
    for answer in nearer(question, given[0]) if alike else (usual(question), *given):
        first = {**one, name: answer} if name in one else one
        yield first, {**other, name: answer} if name in other else other
    if not alike:
        yield from (({**one, name: a}, other) for a in nearer(question, given[0]))
        yield from ((one, {**other, name: a}) for a in nearer(question, given[-1]))


def nearer(question: Question, answer: Answer) -> Iterator[Answer]:
    """Yield answers that are nearer to that of a well patient, the nearest first."""
    well = usual(question)
    if answer == well:
        return
    yield well
    if isinstance(answer, tuple) and isinstance(well, tuple):
        for option in answer:
            if option not in well:
                yield tuple(other for other in answer if other != option)
    if isinstance(answer, int | Decimal) and isinstance(well, int | Decimal):
        yield from halfway(question, answer, well)


def halfway(
    question: Question, answer: int | Decimal, well: int | Decimal
) -> Iterator[Answer]:
    """Yield numbers between two, from that of a well patient on."""
    far, near = question.scaled(answer), question.scaled(well)
    while abs(far - near) > 1:
        near = (far + near) // 2
        yield question.accept(Decimal(near).scaleb(-question.decimals))
