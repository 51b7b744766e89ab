"""A patient, told: what was answered, where that led, and as a case to be confirmed."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from triage.base.answer import Answer, plain
from triage.base.immutable import immutable
from triage.base.wording import capitalised, listed, paragraph
from triage.cases.loader import NOTHING_BESIDE, Neighbour
from triage.cases.writer import DraftCase, free_id
from triage.engine.decision import Decision, PathStep
from triage.engine.defaults import ordinary
from triage.engine.outcome import Outcome
from triage.engine.reading import Reading
from triage.engine.walk import walk
from triage.language.english import humanise
from triage.model.graph import arrows
from triage.model.tree import TODAY, Way
from triage.verify.counterexample import Patient, unusual

if TYPE_CHECKING:
    from triage.base.shapes import PatientJSON, TurnJSON


@immutable
class Turn:
    step: PathStep
    way: Way
    names: tuple[str, str]

    def __str__(self) -> str:
        return f"{self.said}{self.at}"

    @property
    def said(self) -> str:
        """Where it led and why, without its place in a file."""
        because = f", because {self.step.because}" if self.step.because else ""
        return f"{arrows(self.names)}{because}"

    @property
    def at(self) -> str:
        span = self.way.span
        return "" if span is None else f" [{span.source.name}:{span.line}]"

    @property
    def is_rest(self) -> bool:
        """Whether it is the way on of all who took none before it."""
        is_named = self.way.answer or self.way.said is not None
        return bool(self.step.branch) and not is_named

    def to_dict(self) -> "TurnJSON":
        span = self.way.span
        return {
            "step": self.step.step,
            "to": self.step.to,
            "because": self.step.because,
            "why": list(self.step.why),
            "file": None if span is None else span.source.name,
            "line": None if span is None else span.line,
        }


@attrs.define(frozen=True, slots=False)
class Story:
    """Tell of one patient, compared with another or else with the well patient.

    As a case it is told apart from what ``mistaken`` trees make of the patient, too:
    with what only they hear, and without what only they recommend.
    """

    patient: Patient
    other: Patient | None = None
    mistaken: tuple[Outcome, ...] = ()

    @cached_property
    def decision(self) -> Decision:
        """Made of what the path hears of the patient."""
        trace = self.patient.outcome.trace
        return Decision.of(self.patient.tree, trace, trace.answers)

    @cached_property
    def different(self) -> dict[str, Answer]:
        """What is told of the patient: what is unusual, and always the day."""
        if self.other:
            return unusual(self.patient.outcome, self.other.answers)
        days = {n: a for n, a in self.patient.answers.items() if n == TODAY}
        return days | unusual(self.patient.outcome, None)

    @property
    def path(self) -> list[Turn]:
        tree = self.patient.tree
        ways = (tree.edges[n][1] for n in self.decision.trace.edges)
        called, found = tree.step_names.get, []
        for step, way in zip(self.decision.path, ways, strict=True):
            names = called(step.step, step.step), called(step.to, step.to) or "…"
            found.append(Turn(step, way, names))
        return found

    @property
    def turns(self) -> list[Turn]:
        """The branches that the well patient does not take, and the last one."""
        tree = self.patient.tree
        well, path = walk(tree, ordinary(tree)).edges, self.path
        return [t for t in path if t.way.number not in well or t is path[-1]]

    @property
    def instead(self) -> str:
        """What the other answers otherwise, in words; empty where there is no other."""
        if self.other is None:
            return ""
        before, found = self.other.answers, []
        for name, answer in self.different.items():
            asked = self.decision.reading.question(name)
            now, was = map(asked.brief.describe, (answer, before[name]))
            found.append(f"{asked.name or humanise(name)} {now} instead of {was}")
        return listed(found, "and")

    def text(self, width: int = 80) -> str:
        return bulleted(self.lines(), width)

    def lines(self) -> Iterator[str]:
        given, reading = self.decision.given, self.decision.reading
        never_asked = {n: a for n, a in self.different.items() if n not in given}
        asked = {n: a for n, a in self.different.items() if n in given}
        yield from answered(reading, asked)
        yield self.rest
        if never_asked:
            yield "Never asked:"
            yield from answered(reading, never_asked)
        yield "What led there:"
        yield from (f"- {turn}" for turn in self.turns)
        yield f"Result: {result_of(self.decision)}"
        yield from (f"- {item.title}" for item in self.decision.recommendations)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What one question at a time never comes to, though it is on the path."""
        outcome = self.patient.outcome
        asked = outcome.interviews[0].asked
        names = [name for name in outcome.trace.asked if name not in asked]
        texts = (f"- {self.decision.reading.question(name).text}" for name in names)
        return ("Left out where one question is asked at a time:", *texts) * bool(names)

    @property
    def rest(self) -> str:
        who = self.patient.tree.profile
        if self.other is not None:
            return "All other answers are the same."
        if self.different:
            return f"Otherwise as {who.usual} would answer."
        whoever = capitalised(who.a_person)
        return f"{whoever} who answers everything as {who.usual} would."

    def answers(self, base: Mapping[str, Answer]) -> dict[str, Answer]:
        """Return the answers that a case states where the file states some for all."""
        guards, skipped = self.patient.tree.guards, self.decision.trace.skipped
        instead = {name: guards[name].otherwise for name in skipped}
        counted = {**self.patient.answers, **instead}
        told = self.patient.told | {name: counted[name] for name in base}
        for outcome in self.mistaken:
            told |= outcome.trace.answers
        return {n: a for n, a in told.items() if n not in base or a != base[n]}

    @property
    def never(self) -> tuple[str, ...]:
        """What only mistaken trees recommend."""
        told = frozenset[str]().union(*(o.here.told for o in self.mistaken))
        return tuple(sorted(told - self.patient.outcome.here.told))

    def draft(
        self, name: str, says: str = "", beside: Neighbour = NOTHING_BESIDE
    ) -> DraftCase | None:
        """Return a case; None where the way on is not written: there none can pass."""
        if self.decision.todo:
            return None
        todo = f"TODO: tell the story of this {self.patient.tree.profile.person}."
        story, answers = f"{todo} {says}".rstrip(), self.answers(beside.base)
        name = free_id(name, beside.ids)
        return DraftCase(name, story, answers, self.decision, self.never)

    def case(
        self, name: str, says: str = "", beside: Neighbour = NOTHING_BESIDE
    ) -> str:
        return str(self.draft(name, says, beside) or "")

    def to_dict(self) -> "PatientJSON":
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


def bulleted(lines: Iterable[str], width: int) -> str:
    """Return paragraphs in lines; what begins with a dash hangs behind it."""
    return "\n".join(
        paragraph(line, width, rest="  " if line.startswith("- ") else "")
        for line in lines
    )


def answered(reading: Reading, answers: Mapping[str, Answer]) -> Iterator[str]:
    for name, answer in answers.items():
        question = reading.question(name)
        yield f"- {question.text} {question.describe(answer)}"


def result_of(decision: Decision) -> str:
    say, rank = decision.tree.speech.say, decision.trace.rank
    if decision.todo:
        return say("none, this part is not written yet: {todo}", todo=decision.todo)
    return decision.tree.levels[rank].title if rank >= 0 else say("information")
