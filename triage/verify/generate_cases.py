"""Proposing cases: for every branch, and for both sides of every limit, a patient.

What the tree decides of each stands in the case, to be confirmed by a person. Nothing
is proposed that cases reach already.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Protocol

import attrs

from triage.base.question import Answer, Question
from triage.cases.loader import Neighbour
from triage.cases.model import Case
from triage.cases.writer import DraftCase, free_id
from triage.engine.coverage import Coverage
from triage.engine.decision import Decision
from triage.engine.defaults import ordinary
from triage.engine.outcome import Outcome
from triage.engine.walk import walk
from triage.language.english import humanise
from triage.model.traversal import advice_sites, conditions_at
from triage.model.tree import Step, Tree, Way
from triage.verify.counterexample import Patient, simplest
from triage.verify.explain import Story
from triage.verify.reachability import Progress, Survey
from triage.verify.solver import SECONDS, OutOfTime
from triage.verify.substitute import exact_number, suppose
from triage.verify.thresholds import limits_in

LONGEST = 58
"""The most letters of the id of a case, before a number."""

STORY = "TODO: tell the story."


class Goal(Protocol):
    """Be something that a case can reach."""

    @property
    def name(self) -> str:
        """What a case that reaches it may be called."""

    def wanted(self, survey: Survey) -> list[int]:
        """Return what is so of a patient who reaches it."""

    def shows(self, outcome: Outcome) -> bool:
        """Whether a patient reaches it."""


@attrs.frozen
class Taken:
    """Reach a branch.

    Args:
        step: The step that it leaves.
        way: The branch.
    """

    step: Step
    way: Way

    @property
    def name(self) -> str:
        """What a case that takes it may be called."""
        return word(f"{self.step.id}_{self.way.answer or 'to_' + self.way.to}")

    def wanted(self, survey: Survey) -> list[int]:
        """Return what is so of a patient who takes it."""
        return [survey.encoding.takes[self.way.number]]

    def shows(self, outcome: Outcome) -> bool:
        """Whether a patient takes it."""
        return self.way.number in outcome.trace.edges


@attrs.frozen
class Told:
    """Reach a recommendation."""

    recommendation: str

    @property
    def name(self) -> str:
        """What a case in which it is told may be called."""
        return word(f"told_{self.recommendation}")

    def wanted(self, survey: Survey) -> list[int]:
        """Return what is so of a patient who is told it."""
        return [survey.encoding.told[self.recommendation]]

    def shows(self, outcome: Outcome) -> bool:
        """Whether a patient is told it."""
        return self.recommendation in outcome.here.told


@attrs.frozen
class Side:
    """Reach a side of a limit, where the other side makes a step do something else.

    Args:
        step: The step.
        question: The question that is answered with a number.
        here: The answer, in units of its last decimal.
        there: The answer on the other side.
    """

    step: Step
    question: Question
    here: int
    there: int

    @property
    def name(self) -> str:
        """What a case with this answer may be called."""
        return word(f"{self.question.id}_{self.answer(self.here)}")

    def answer(self, value: int) -> Answer:
        """Return a number as it is answered."""
        decimals = self.question.decimals
        return self.question.accept(Decimal(value).scaleb(-decimals))

    def wanted(self, survey: Survey) -> list[int]:
        """Return what is so of a patient on this side."""
        encoding, gates = survey.encoding, survey.gates
        numbers = [way.number for way in self.step.ways]
        done = [encoding.takes[number] for number in numbers]
        done += [encoding.collects[site.place] for site in advice_sites([self.step])]
        supposed = exact_number(survey.answers, self.question, self.there)
        must = [encoding.valid, encoding.reach[self.step.id]]
        there = suppose(gates, [*must, *done], supposed)
        pairs = zip(done, there[len(must) :], strict=True)
        differ = gates.some(gates.differ(one, other) for one, other in pairs)
        exactly = survey.answers.exactly(self.question, self.answer(self.here))
        return [*must, *there[: len(must)], exactly, differ]

    def shows(self, outcome: Outcome) -> bool:
        """Whether a patient is on this side."""
        if outcome.answers[self.question.id] != self.answer(self.here):
            return False
        instead = {self.question.id: self.answer(self.there)}
        other = Outcome(outcome.tree, {**outcome.answers, **instead})
        done = [self.done(outcome), self.done(other)]
        return other.is_possible and all(done) and done[0] != done[1]

    def done(self, outcome: Outcome) -> tuple[object, ...]:
        """Return what the step does on a path; nothing where the path passes it by."""
        numbers = {way.number for way in self.step.ways}
        taken = numbers.intersection(outcome.trace.edges)
        here = {self.step.id, *taken}
        advice = [place for place in outcome.trace.collected if place[0] in here]
        return (taken, *advice) if taken else ()


@attrs.frozen
class Proposal:
    """Hold cases for a person to confirm.

    Args:
        drafts: The cases.
        unsettled: How many goals were not settled in time.
    """

    drafts: tuple[DraftCase, ...]
    unsettled: int


def propose(
    tree: Tree,
    cases: Iterable[Case],
    beside: Neighbour,
    *,
    seconds: float = SECONDS,
    progress: Progress = lambda _settled, _total: None,
) -> Proposal:
    """Return cases that reach what no case reaches.

    Args:
        tree: The tree.
        cases: The cases that there are.
        beside: What they share, and their ids.
        seconds: How long one question to the solver may take.
        progress: Is told how many goals of how many are settled.

    Raises:
        MissingExtra: The solver is not installed.
    """
    survey = Survey(tree, seconds)
    survey.settle()
    left = goals_left(survey, tuple(cases))
    proposer = Proposer(survey, left, progress)
    ids, drafts = set(beside.ids), []
    for found in proposer.found():
        name = free_id(found.goal.name, ids)
        ids.add(name)
        drafts.append(drafted(name, found.patient, beside.base))
    return Proposal(tuple(drafts), proposer.unsettled)


def goals_left(survey: Survey, cases: tuple[Case, ...]) -> list[Goal]:
    """Return the goals that no case reaches, the deepest first."""
    tree = survey.tree
    decisions = [Decision(tree, walk(tree, c.answers), c.answers) for c in cases]
    coverage = Coverage.of(tree, decisions)
    well = ordinary(tree)
    outcomes = [
        Outcome(tree, {**well, **decision.given})
        for decision in decisions
        if decision.complete
    ]
    goals: list[Goal] = [
        Taken(step, way)
        for step, way in reversed(tree.edges)
        if way.number in survey.found and not coverage.edges[way.number]
    ]
    told = [name for name, count in coverage.recommendations.items() if not count]
    goals += [Told(name) for name in told if name in survey.found]
    goals += [
        side
        for step in tree.steps.values()
        for side in sides(tree, step)
        if not any(map(side.shows, outcomes))
    ]
    return goals


def sides(tree: Tree, step: Step) -> Iterator[Side]:
    """Yield both sides of every limit at a step."""
    seen = set[tuple[str, int]]()
    conditions = (condition for _, condition in conditions_at([step]))
    for limit in limits_in(conditions, tree.values):
        question, below = tree.questions[limit.question], limit.below
        low, high = question.range
        if (question.id, below) not in seen and low <= below < high:
            seen.add((question.id, below))
            yield Side(step, question, below, below + 1)
            yield Side(step, question, below + 1, below)


@attrs.frozen
class Found:
    """Hold a patient with the goals that are reached.

    Args:
        goal: The goal that the patient was looked for.
        patient: The patient.
        reached: The numbers of all goals that the patient reaches.
    """

    goal: Goal
    patient: Patient
    reached: frozenset[int]


class Proposer:
    """Find few patients who reach every goal.

    Args:
        survey: What was found out about the tree.
        goals: The goals.
        progress: Is told how many goals of how many are settled.
    """

    def __init__(self, survey: Survey, goals: list[Goal], progress: Progress) -> None:
        self.survey = survey
        self.goals = goals
        self.progress = progress
        self.unsettled = 0

    def found(self) -> list[Found]:
        """Return few patients who together reach every goal, in the order of paths."""
        left, found = dict(enumerate(self.goals)), list[Found]()
        while left:
            self.progress(len(self.goals) - len(left), len(self.goals))
            goal = left.pop(next(iter(left)))
            patient = self.somebody(goal)
            if patient is not None:
                found.append(Found(goal, patient, self.reached(patient)))
                left = {n: g for n, g in left.items() if n not in found[-1].reached}
        return sorted(needed(found), key=lambda one: one.patient.outcome.trace.edges)

    def reached(self, patient: Patient) -> frozenset[int]:
        """Return the numbers of the goals that a patient reaches."""
        outcome = patient.outcome
        return frozenset(n for n, g in enumerate(self.goals) if g.shows(outcome))

    def somebody(self, goal: Goal) -> Patient | None:
        """Return the simplest patient who reaches a goal, if that can be said."""
        survey, encoding = self.survey, self.survey.encoding
        wanted = [encoding.valid, -encoding.ends[""], *goal.wanted(survey)]
        try:
            told = survey.solver.ask(*wanted)
        except OutOfTime:
            self.unsettled += 1
            return None
        if told is None:
            return None
        found = encoding.answers.heard(told)
        return simplest(encoding, survey.solver, wanted, found, goal.shows)


def needed(found: list[Found]) -> list[Found]:
    """Return the patients without whom some goal would not be reached."""
    kept = list(found)
    for one in found:
        others = [other for other in kept if other is not one]
        if one.reached <= frozenset[int]().union(*(o.reached for o in others)):
            kept = others
    return kept


def drafted(name: str, patient: Patient, base: Mapping[str, Answer]) -> DraftCase:
    """Return a patient as a case that nobody has confirmed."""
    story, questions = Story(patient), patient.tree.questions
    facts = [
        f"{humanise(name)}: {questions[name].describe(answer)}"
        for name, answer in patient.unusual.items()
    ]
    said = "; ".join(facts) or "all as a well patient answers"
    says = f"{STORY} {said[:1].upper()}{said[1:]}."
    return DraftCase(name, says, story.answers(base), story.decision)


def word(text: str) -> str:
    """Return a text as an id, short enough for a number to be added.

    >>> word("mood/talk_to_38.5")
    'mood_talk_to_38_5'
    """
    return "".join(letter if letter.isalnum() else "_" for letter in text)[:LONGEST]
