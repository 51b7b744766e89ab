"""Random patients of a tree: any, of whom something holds, or who get to a place.

A patient is an answer to every question. Answers to questions that the tree skips are
those that it counts for them. What is so of a patient is judged by the plain reference,
never by the compiler that walks use.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain, pairwise
from random import Random

import attrs
from reference import Reference

import triage
from triage.base.answer import UNSURE, Answer
from triage.base.question import Question
from triage.engine.decision import shown
from triage.engine.defaults import ordinary
from triage.engine.trace import Trace
from triage.engine.walk import walk
from triage.language.ast import (
    Advised,
    And,
    Answered,
    Asked,
    Compare,
    Condition,
    Ends,
    Maybe,
    Not,
    NumberOf,
    Or,
    Surely,
    Unsure,
    Urgent,
    ValueHolds,
    parts,
    questions_in,
)
from triage.model.tree import Step, Way

Patient = Mapping[str, Answer]
Truth = bool | None

TRIES = 2000
"""How often a patient is drawn before nobody is found."""

DRAWS = 40
"""How often the answers that one comparison looks at are drawn."""

USUAL = (0.0, 0.5, 0.9, 0.97, 0.99, 1.0)
"""How likely the rest of a patient's answers are ordinary; one for each patient."""


@attrs.frozen
class Outcome:
    """Say what became of a patient.

    Args:
        trace: The walk.
        told: The recommendations of the decision.
    """

    trace: Trace
    told: frozenset[str]


def outcome(tree: triage.Tree, patient: Patient) -> Outcome:
    """Return what becomes of a patient."""
    trace = walk(tree, patient)
    return Outcome(trace, frozenset(r.id for r in shown(tree, trace.advice)))


def comes_true(tree: triage.Tree, then: Condition, found: Outcome) -> bool:
    """Whether a condition holds of an outcome."""
    judge = Reference(
        tree.questions,
        tree.values,
        found.trace.asked,
        skipped=found.trace.skipped,
        rank=found.trace.rank,
        advised=found.told,
        end=found.trace.end,
    )
    return judge.judge(then) is True


@attrs.define(slots=False)
class Patients:
    """Draw patients of a tree.

    Args:
        tree: The tree.
        random: Where chance comes from.
    """

    tree: triage.Tree
    random: Random

    def anyone(self) -> Patient:
        """Return any patient."""
        return self.first(dict, lambda _: True)

    def of_whom(self, condition: Condition) -> Patient:
        """Return a patient of whom a condition holds."""
        return self.first(
            lambda: self.solve(condition, truth=True, facts={}),
            lambda patient: self.judge(condition, patient) is True,
        )

    def told(self, recommendation: str) -> Patient:
        """Return a patient who is told a recommendation."""
        return self.first(
            lambda: self.led(self.way_to_advice(recommendation)),
            lambda patient: recommendation in outcome(self.tree, patient).told,
        )

    def asked(self, question: str) -> Patient:
        """Return a patient who is asked a question."""
        asking = [s.id for s in self.tree.steps.values() if question in s.ask]
        return self.first(
            lambda: self.led(self.way_to(self.random.choice(asking))),
            lambda patient: question in walk(self.tree, patient).asked,
        )

    def first(
        self,
        draw: Callable[[], Patient | None],
        fits: Callable[[Patient], bool],
    ) -> Patient:
        """Return the first patient with some answers who fits."""
        for _ in range(TRIES):
            facts = draw()
            if facts is not None and self.random.random() < 3 / 4:
                facts = self.with_guards(facts)
            if facts is None:
                continue
            patient = self.complete(facts)
            if self.can_be(patient) and fits(patient):
                return patient
        raise LookupError("no such patient was found")

    # Answers

    def complete(self, facts: Patient) -> dict[str, Answer]:
        """Return a patient with some answers, the others ordinary or random."""
        usual = self.random.choice(USUAL)
        rest = {
            name: plain if self.random.random() < usual else self.answer(question)
            for (name, plain), question in zip(
                self.ordinary.items(), self.tree.questions.values(), strict=True
            )
        }
        return self.skipping(self.possible({**rest, **facts}, facts))

    def possible(self, patient: Patient, facts: Patient) -> Patient:
        """Return a patient, made such that what the tree assumes can be true."""
        assumed = (questions_in(c, self.tree.values) for c in self.tree.assume)
        free = sorted({*chain.from_iterable(assumed)} - facts.keys())
        for _ in range(DRAWS if free and not self.can_be(patient) else 0):
            drawn = {name: self.answer(self.tree.questions[name]) for name in free}
            if self.can_be({**patient, **drawn}):
                return {**patient, **drawn}
        return patient

    def skipping(self, patient: Patient) -> dict[str, Answer]:
        """Return a patient with what counts for questions that are skipped."""
        found = dict(patient)
        for name in self.tree.questions:
            guard = self.tree.guards.get(name)
            if guard is not None and self.judge(guard.when, found) is not True:
                found[name] = guard.otherwise
        return found

    def can_be(self, patient: Patient) -> bool:
        """Whether what the tree assumes of everybody can be true of a patient."""
        found = (self.judge(condition, patient) for condition in self.tree.assume)
        return False not in found

    def answer(self, question: Question) -> Answer:
        """Return a random answer."""
        if question.type == "any_of":
            share = self.random.choice((0.0, 0.1, 0.5, 0.9))
            return question.accept(
                [key for key in question.keys if self.random.random() < share]
            )
        if not question.is_number:
            return self.random.choice(question.keys)
        if question.unsure and self.random.random() < 1 / 8:
            return UNSURE
        return number(question, self.random.choice(self.amounts[question.id]))

    @cached_property
    def ordinary(self) -> Patient:
        """The answers of the well patient."""
        return ordinary(self.tree)

    @cached_property
    def amounts(self) -> Mapping[str, tuple[int, ...]]:
        """What is tried of each number: its ends, and both sides of every boundary."""
        found: dict[str, set[int]] = {}
        for question in self.tree.questions.values():
            if question.is_number:
                low, high = question.range
                found[question.id] = {*range(low, high + 1, max(1, high // 40)), high}
        for name, place in self.boundaries():
            low, high = self.tree.questions[name].range
            around = {place - 1, place, place + 1}
            found[name] |= {n for n in around if low <= n <= high}
        return {name: tuple(sorted(numbers)) for name, numbers in found.items()}

    def boundaries(self) -> Iterator[tuple[str, int]]:
        """Yield the numbers with which the tree compares an answer alone."""
        for part in chain.from_iterable(map(parts, self.conditions())):
            if isinstance(part, Compare):
                difference = part.difference
                match difference.terms:
                    case ((factor, NumberOf(name)),):
                        own = 10 ** (
                            difference.scale - self.tree.questions[name].decimals
                        )
                        yield name, -difference.constant // (factor * own)

    def conditions(self) -> Iterator[Condition]:
        """Yield every condition and every value of the tree."""
        yield from (way.when for _, way in self.tree.edges if way.when is not None)
        yield from (guard.when for guard in self.tree.guards.values())
        yield from (value.body for value in self.tree.values.values())
        yield from (p.given for p in self.tree.properties.values() if p.given)

    # Making conditions true

    def judge(self, condition: Condition, facts: Patient) -> Truth:
        """Return whether a condition holds of a patient."""
        return Reference(self.tree.questions, self.tree.values, facts).judge(condition)

    def solve(
        self, condition: Condition, truth: Truth, facts: Patient
    ) -> Patient | None:
        """Return facts with answers that give a condition a truth; None if not found.

        What a walk alone can tell, such as the urgency so far, is left to the walk.
        """
        match condition:
            case ValueHolds(name):
                return self.solve(self.tree.values[name].body, truth, facts)
            case Not(item):
                return self.solve(item, None if truth is None else not truth, facts)
            case And(items):
                return self.solve_all(items, truth, facts)
            case Or(items):
                wanted = None if truth is None else not truth
                return self.solve_all(tuple(map(Not, items)), wanted, facts)
            case Maybe(item):
                return self.solve_either(
                    item, (True, None) if truth else (False,), facts
                )
            case Surely(item):
                return self.solve_either(
                    item, (True,) if truth else (False, None), facts
                )
            case Unsure(item):
                return self.solve_either(
                    item, (None,) if truth else (True, False), facts
                )
            case Asked() | Answered() | Urgent() | Advised() | Ends():
                return facts
            case _:
                return self.solve_by_chance(condition, truth, facts)

    def with_guards(self, facts: Patient) -> Patient | None:
        """Return facts with answers under which what they answer is asked."""
        found: Patient | None = facts
        for name in facts:
            guard = self.tree.guards.get(name)
            if guard is not None and found is not None:
                found = self.solve(guard.when, truth=True, facts=found)
        return found

    def solve_all(
        self, items: tuple[Condition, ...], truth: Truth, facts: Patient | None
    ) -> Patient | None:
        """Return facts that give a conjunction a truth."""
        some = self.random.randrange(len(items))
        for index in self.random.sample(range(len(items)), len(items)):
            if facts is None:
                return None
            if truth is True or (truth is None and index != some):
                wanted = (True,) if truth else (True, None)
                facts = self.solve_either(items[index], wanted, facts)
            elif index == some:
                facts = self.solve(items[index], truth, facts)
        return facts

    def solve_either(
        self, condition: Condition, truths: tuple[Truth, ...], facts: Patient
    ) -> Patient | None:
        """Return facts that give a condition one of some truths."""
        for truth in self.random.sample(truths, len(truths)):
            found = self.solve(condition, truth, facts)
            if found is not None:
                return found
        return None

    def solve_by_chance(
        self, condition: Condition, truth: Truth, facts: Patient
    ) -> Patient | None:
        """Return facts with random answers to what a condition looks at."""
        names = sorted(questions_in(condition, self.tree.values) - facts.keys())
        for _ in range(DRAWS if names else 1):
            drawn = {name: self.answer(self.tree.questions[name]) for name in names}
            if self.judge(condition, {**facts, **drawn}) is truth:
                return {**facts, **drawn}
        return None

    # Ways through the tree

    @cached_property
    def into(self) -> Mapping[str, list[tuple[Step, Way]]]:
        """The ways into each step and each recommendation at which walks end."""
        found: dict[str, list[tuple[Step, Way]]] = {}
        for step, way in self.tree.edges:
            found.setdefault(way.to, []).append((step, way))
        return found

    def way_to(self, place: str) -> list[tuple[Step, Way]]:
        """Return a random path from the first step to a place."""
        path: list[tuple[Step, Way]] = []
        while place != self.tree.first:
            path.append(self.random.choice(self.into[place]))
            place = path[-1][0].id
        return path[::-1]

    def way_to_advice(self, name: str) -> list[tuple[Step, Way]]:
        """Return a random path on which a recommendation may be collected."""
        ways = [*self.into.get(name, ())]
        for step, way in self.tree.edges:
            ways += [
                (step, attrs.evolve(way, when=advice.when or way.when))
                for advice in (*step.advise, *way.advise)
                if advice.recommendation == name
            ]
        last = self.random.choice(ways)
        return [*self.way_to(last[0].id), last]

    def led(self, path: list[tuple[Step, Way]]) -> Patient | None:
        """Return facts that the last ways of a path ask for.

        The ordinary answers of the rest lead most walks past what stands before.
        """
        facts: Patient | None = {}
        start = self.random.randint(self.random.randint(0, len(path)), len(path))
        for step, way in path[start:]:
            if facts is not None and way.when is not None:
                facts = self.solve(way.when, truth=True, facts=facts)
            if facts is not None and way.answer:
                facts = self.answered(facts, step.ask[0], way.answer)
        return facts

    def answered(self, facts: Patient, name: str, answer: str) -> Patient | None:
        """Return facts with an answer, unless they hold another one."""
        return {**facts, name: answer} if facts.get(name, answer) == answer else None


def number(question: Question, amount: int) -> Answer:
    """Return an amount, in units of the last decimal, as an answer."""
    return question.from_scaled(amount)


def one_worse(
    question: Question,
    answer: Answer,
    amounts: tuple[int, ...] = (),
    *,
    rising: bool = True,
) -> list[Answer]:
    """Return the answers that are one step worse than an answer.

    Args:
        question: The question.
        answer: The answer; None of the worse ones when it is the worst.
        amounts: What is tried of a number.
        rising: Whether more is worse, for numbers and ``one_of`` questions.
    """
    if isinstance(answer, tuple):
        rest = [key for key in question.keys if key not in answer]
        return [question.accept([*answer, key]) for key in rest]
    if question.type == "yes_no":
        order = ["no", UNSURE, "yes"] if question.unsure else ["no", "yes"]
        return [worse for better, worse in pairwise(order) if better == answer]
    every = [number(question, n) for n in amounts] if question.is_number else []
    ladder: list[Answer] = every or [*question.choices]
    ladder = ladder if rising else ladder[::-1]
    steps = [worse for better, worse in pairwise(ladder) if better == answer]
    if question.unsure:
        steps += [UNSURE] if answer == ladder[0] else []
        steps += [ladder[-1]] if answer == UNSURE else []
    return steps
