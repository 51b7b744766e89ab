"""A patient, told: what was answered, where that led, and as a case to be confirmed."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from triage.base.question import Answer, plain
from triage.base.wording import paragraph
from triage.cases.loader import NOTHING_BESIDE, Neighbour
from triage.cases.writer import DraftCase, free_id
from triage.engine.decision import Decision, PathStep
from triage.engine.defaults import ordinary
from triage.engine.walk import walk
from triage.model.graph import arrows
from triage.model.tree import Way
from triage.verify.counterexample import Patient

TODO = "TODO: tell the story of this patient."


@attrs.frozen
class Turn:
    """Name a branch that brought a patient where it did.

    Args:
        step: What happened at the step.
        way: The way that was taken there.
    """

    step: PathStep
    way: Way

    def __str__(self) -> str:
        because = f", because {self.step.because}" if self.step.because else ""
        return f"{arrows((self.step.step, self.step.to or '…'))}{because}{self.at}"

    @property
    def at(self) -> str:
        """Where the branch is written."""
        span = self.way.span
        return "" if span is None else f" [{span.source.name}:{span.line}]"

    def to_dict(self) -> dict[str, object]:
        """Return the branch as JSON."""
        span = self.way.span
        return {
            "step": self.step.step,
            "to": self.step.to,
            "because": self.step.because,
            "file": None if span is None else span.source.name,
            "line": None if span is None else span.line,
        }


@attrs.define(frozen=True, slots=False)
class Story:
    """Tell of one patient.

    Args:
        patient: The patient.
        other: Another patient, with whom the answers are compared; without one, that
            is the well patient.

    >>> import triage
    >>> from triage.verify.counterexample import Patient
    >>> tree = triage.load("back_pain")
    >>> patient = Patient(tree, ordinary(tree) | {"chest_pain": "yes"})
    >>> print(Story(patient).text().splitlines()[0])
    - Do you have chest pain as well as the back pain? yes
    """

    patient: Patient
    other: Patient | None = None

    @cached_property
    def decision(self) -> Decision:
        """What the tree decides on what the path hears of the patient."""
        trace = self.patient.outcome.trace
        return Decision(self.patient.tree, trace, trace.answers)

    @cached_property
    def different(self) -> dict[str, Answer]:
        """The answers that differ from those of the other patient."""
        if self.other is None:
            return self.patient.unusual
        answers, skipped = self.other.answers, self.decision.trace.skipped
        return {
            name: answer
            for name, answer in self.patient.answers.items()
            if answer != answers[name] and name not in skipped
        }

    @property
    def heard(self) -> dict[str, Answer]:
        """The answers that differ and that the path asks for."""
        given = self.decision.given
        return {name: a for name, a in self.different.items() if name in given}

    @property
    def never_asked(self) -> dict[str, Answer]:
        """The answers that differ and that the path never asks for."""
        given = self.decision.given
        return {name: a for name, a in self.different.items() if name not in given}

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The branches that the well patient does not take, and the last one."""
        tree = self.patient.tree
        well, edges = walk(tree, ordinary(tree)).edges, self.decision.trace.edges
        return tuple(
            Turn(step, tree.edges[number][1])
            for step, number in zip(self.decision.path, edges, strict=True)
            if number not in well or number == edges[-1]
        )

    # As text

    def text(self, width: int = 80) -> str:
        """Return the story as a person reads it.

        Args:
            width: The most characters of a line.
        """
        return "\n".join(
            paragraph(line, width, rest="  " if line.startswith("- ") else "")
            for line in self.lines()
        )

    def lines(self) -> Iterator[str]:
        """Yield the paragraphs of the story."""
        yield from self.answered(self.heard)
        yield self.rest
        if self.never_asked:
            yield "Never asked:"
            yield from self.answered(self.never_asked)
        yield "What led there:"
        yield from (f"- {turn}" for turn in self.turns)
        yield f"Result: {result_of(self.decision)}"
        yield from (f"- {item.title}" for item in self.decision.recommendations)

    def answered(self, answers: Mapping[str, Answer]) -> Iterator[str]:
        """Yield questions with their answers."""
        questions = self.patient.tree.questions
        for name, answer in answers.items():
            question = questions[name]
            yield f"- {question.text} {question.describe(answer)}"

    @property
    def rest(self) -> str:
        """What is said of all other answers."""
        if self.other is not None:
            return "All other answers are the same."
        if self.different:
            return "Otherwise as a well patient would answer."
        return "A patient who answers everything as a well patient would."

    # As a case

    def answers(self, base: Mapping[str, Answer]) -> dict[str, Answer]:
        """Return the answers that a case states.

        Args:
            base: The answers that it starts from.
        """
        guards, skipped = self.patient.tree.guards, self.decision.trace.skipped
        told = dict(self.patient.told)
        for name in base:
            own = self.patient.answers[name]
            told[name] = guards[name].otherwise if name in skipped else own
        return {n: a for n, a in told.items() if n not in base or a != base[n]}

    def case(
        self, name: str, says: str = "", beside: Neighbour = NOTHING_BESIDE
    ) -> str:
        """Return the patient as a case, ready to be pasted into a cases file.

        Empty where the path comes to a part of the tree that is not written yet:
        there no case can pass.

        Args:
            name: The id that the case should have.
            says: What the case is about, besides its story, which nobody knows yet.
            beside: The cases file that it is for.
        """
        if self.decision.todo:
            return ""
        story = f"{TODO} {says}".rstrip()
        answers = self.answers(beside.base)
        return str(DraftCase(free_id(name, beside.ids), story, answers, self.decision))

    # As JSON

    def to_dict(self) -> dict[str, object]:
        """Return the story as JSON."""
        decision = self.decision
        return {
            "answers": {n: plain(a) for n, a in self.patient.told.items()},
            "unusual": list(self.patient.unusual),
            "never_asked": list(self.patient.unheard),
            "urgency": decision.urgency,
            "ends": decision.end or None,
            "recommendations": [item.id for item in decision.recommendations],
            "branches": [turn.to_dict() for turn in self.turns],
        }


def result_of(decision: Decision) -> str:
    """Return the outcome of a decision in a few words.

    >>> import triage
    >>> result_of(triage.load("start").decide({"walks": "yes"}))
    'Minor'
    """
    if decision.todo:
        return f"none, this part is not written yet: {decision.todo}"
    titles = {level.id: level.title for level in decision.tree.levels}
    return titles[decision.urgency] if decision.urgency else "information"
