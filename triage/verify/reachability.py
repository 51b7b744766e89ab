"""Reachability: what some patient does in a tree, and what nobody ever does.

Crowds and the solver take turns. Whoever comes to a step is tried with other answers
to what the step asks and looks at, and all of these patients are judged at once. Of
what no one of them shows the solver is asked the deepest, and whomever it finds begins
the next crowd.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import chain, product
from typing import TypeAlias

from triage.base.answer import Answer
from triage.base.question import Question
from triage.engine.defaults import ordinary
from triage.engine.outcome import Outcome
from triage.language.ast import questions_in
from triage.model.tree import Tree
from triage.verify.agreement import confirmed
from triage.verify.circuit import FALSE, Assignment, Gates
from triage.verify.counterexample import ProofMismatch
from triage.verify.encode import encode
from triage.verify.nearest import Nearest
from triage.verify.simulate import Neighbours, Trials, Variant, Variants, batches
from triage.verify.solver import UNKNOWN, Budget, Solver, Unknown
from triage.verify.substitute import another_answer, substitute
from triage.verify.variables import Variables, key_of

Target: TypeAlias = int | str
"""What somebody may do: take a way, by its number; be told a recommendation."""

Progress: TypeAlias = Callable[[int, int], object]
"""Is told how many of how many questions about a tree are settled."""


class Survey:
    """Find out which ways are taken, what is told, and which answers matter."""

    def __init__(
        self,
        tree: Tree,
        budget: Budget | None = None,
        progress: Progress = lambda _settled, _total: None,
    ) -> None:
        self.tree = tree
        self.gates = Gates()
        self.variables = Variables(self.gates, tree.questions)
        self.encoding = confirmed(encode(tree, self.variables))
        self.solver = Solver(self.gates, budget)
        self.drawn = [one for one in self.encoding.drawn if one.is_possible]
        self.well = self.variables.encode(ordinary(tree))
        self.progress = progress
        self.trials = Trials(self.variables)
        self.wanted: dict[Target, int] = dict(enumerate(self.encoding.takes))
        self.wanted.update(self.encoding.told)
        self.total = len(self.wanted)
        self.found: dict[Target, Variant] = {}  # somebody who reaches it
        self.never: set[Target] = set()
        self.open: set[Target] = set()  # not settled in time
        self.met: dict[str, Variant] = {}  # who came first to each step
        self.unmet: set[str] = set()
        self.waiting: dict[str, Variant] = {}  # those not tried in variants yet
        self.decisive: set[str] = set()  # the questions known to matter
        self.leading_to = defaultdict[str, set[Target]](set)
        for _, way in tree.edges:
            self.leading_to[way.to].add(way.number)

    def settle(self) -> None:
        for target in [t for t, literal in self.wanted.items() if literal == FALSE]:
            self.give_up(target, self.never)
        self.bury()
        self.judge(Variants(self.gates, [Neighbours(Variant(self.well))]))
        met = True
        while self.wanted or self.waiting:
            self.try_variants()
            if self.wanted:
                met = self.ask(self.choose(deepest=met or bool(self.waiting)))

    def judge(self, crowd: Variants) -> None:
        valid = crowd.holds(self.encoding.valid)
        for step, reach in self.encoding.reach.items():
            if step not in self.met and (bits := crowd.holds(reach) & valid):
                self.met[step] = self.waiting[step] = crowd.first(bits)
        for target, literal in [*self.wanted.items()]:
            if bits := crowd.holds(literal) & valid:
                self.found[target] = crowd.first(bits)
                del self.wanted[target]
        self.tell()

    def tell(self) -> None:
        self.progress(self.total - len(self.wanted), self.total)

    def try_variants(self) -> None:
        waiting = self.waiting.items()
        groups = [self.varied(one, *self.looked_at(step)) for step, one in waiting]
        self.waiting.clear()
        for some in batches(groups):
            crowd = Variants(self.gates, some)
            self.compare(crowd)
            self.judge(crowd)

    @cached_property
    def nearest(self) -> Nearest:
        """Who comes to each step with the fewest unusual answers."""
        return Nearest(self.tree, self.trials)

    def unusual(self, one: Variant) -> dict[str, Answer]:
        """Return the answers of a variant of the well patient that are not usual."""
        keys = {fact.question for fact in one.change}
        names = (self.variables.names[key] for key in keys)
        questions = (self.tree.questions[name] for name in names)
        found = ((q, self.variables.answer(q, one.change)) for q in questions)
        return {q.id: answer for q, answer in found if answer != q.usual}

    def looked_at(self, name: str) -> list[str]:
        step = self.tree.steps[name]
        looks = [questions_in(w.when, self.tree.values) for w in step.ways if w.when]
        return [*dict.fromkeys([*step.ask, *sorted(frozenset[str]().union(*looks))])]

    def varied(self, patient: Variant, *names: str) -> Neighbours:
        questions = [self.tree.questions[name] for name in names]
        trials = [(q.id, facts) for q in questions for facts in self.trials.of(q)]
        return Neighbours(patient, tuple(trials))

    def choose(self, *, deepest: bool) -> Target:
        """Return what to ask about: the deepest way, or that nearest to who was met."""
        ways = [target for target in self.wanted if isinstance(target, int)]
        near = [way for way in ways if self.tree.edges[way][0].id in self.met]
        best = ways if deepest or not near else near
        return best[-1] if best else next(iter(self.wanted))

    def ask(self, target: Target) -> bool:
        """Settle one target by the solver; return whether somebody reaches it."""
        found = self.solver.ask(self.encoding.valid, self.wanted[target])
        if found is UNKNOWN:
            self.give_up(target, self.open)
        elif found is None:
            self.give_up(target, self.never)
            self.bury()
        else:
            self.judge(Variants(self.gates, [Neighbours(self.patient(found))]))
        return target in self.found

    def give_up(self, target: Target, verdict: set[Target]) -> None:
        if verdict is self.never and any(reaches(x, target) for x in self.drawn):
            raise ProofMismatch(self.tree, "what nobody comes to")
        del self.wanted[target]
        verdict.add(target)
        self.tell()

    def bury(self) -> None:
        """Note the steps to which no way leads that anybody takes."""
        for step in self.tree.steps.values():
            if step.id != self.tree.first and self.never >= self.leading_to[step.id]:
                self.unmet.add(step.id)
                for way in step.ways:
                    if way.number in self.wanted:
                        self.give_up(way.number, self.never)

    def compare(self, crowd: Variants) -> None:
        """Note the questions by which somebody and a variant have other outcomes."""
        valid = crowd.holds(self.encoding.valid)
        judged = [crowd.holds(literal) for literal in self.encoding.outcome]
        for group, start in zip(crowd.groups, crowd.starts, strict=False):
            whole, differ = (1 << len(group)) - 1, 0
            for bits in judged:
                own = bits >> start & whole
                differ |= own ^ (whole if own & 1 else 0)
            possible = valid >> start
            differ &= possible if possible & 1 else 0
            for index, (name, _) in enumerate(group.trials, 1):
                if differ >> index & 1:
                    self.decisive.add(name)

    def find_decisive(self) -> None:
        """Try other answers of patients who meet each question and end differently."""
        self.try_takers()
        ways = {one: n for n, one in self.found.items() if isinstance(n, int)}
        takers = [Neighbours(one) for one in sorted(ways, key=ways.__getitem__)]
        for some in batches(takers):
            crowd = Variants(self.gates, some)
            numbers = [ways[group.centre] for group in some]
            for trying in batches([*self.who_end_differently(crowd, numbers)]):
                self.compare(Variants(self.gates, trying))

    def try_takers(self) -> None:
        """Try other answers to a page of who came first to it, as takers answer it."""
        takers = [(n, one) for n, one in self.found.items() if isinstance(n, int)]
        pages = [(self.tree.edges[n][0].id, one) for n, one in takers]
        groups = [self.answering(step, one) for step, one in pages]
        for some in batches([group for group in groups if group.trials]):
            self.compare(Variants(self.gates, some))

    def answering(self, step: str, taker: Variant) -> Neighbours:
        """Return who came first to a step, with what somebody else answers there."""
        names = self.looked_at(step)
        asked = [self.tree.questions[name] for name in names]
        facts = {f for q in asked for change in self.trials.of(q) for f in change}
        answers = {fact: taker.assignment[fact] for fact in facts}
        left = [name for name in names if name not in self.decisive]
        return self.varied(self.met[step].but(answers), *left)

    def who_end_differently(
        self, crowd: Variants, numbers: Sequence[int]
    ) -> Iterator[Neighbours]:
        """Yield patients who are asked a question, some for each ending, and variants.

        Those of the crowd are found by taking the ways of some numbers, in order.
        """
        ends = [crowd.holds(end) for end in self.encoding.ends.values()]
        for step in self.tree.steps.values():
            names = [name for name in step.ask if name not in self.decisive]
            arrival = self.met.get(step.id)
            if names and arrival is not None and arrival.base is crowd.base:
                later = -1 << bisect(numbers, step.ways[-1].number)
                for bits in {some for end in ends for some in few(end & later)}:
                    other = crowd.first(bits).but(arrival.change)
                    yield self.varied(other, *names)

    @cached_property
    def shaping(self) -> frozenset[str]:
        """The keys of the questions on which the outcome depends at all."""
        numbers = self.gates.below(self.encoding.outcome)
        facts = chain.from_iterable(map(self.gates.facts, numbers))
        return frozenset(fact.question for fact in facts)

    def matters(self, question: Question) -> bool | Unknown:
        """Return whether some patient's outcome changes with one answer.

        Raises:
            ProofMismatch: That of a patient drawn at random does, and nobody's should.
        """
        found = question.id in self.decisive or self.is_found_to_matter(question)
        if found is False and any(self.varies(one, question) for one in self.drawn):
            raise ProofMismatch(self.tree, f"whether `{question.id}` matters")
        return found

    def varies(self, one: Outcome, question: Question) -> bool:
        answers = self.trials.each(question)
        others = (Outcome(self.tree, {**one.answers, question.id: a}) for a in answers)
        return any(x.is_possible and x.result != one.result for x in others)

    def is_found_to_matter(self, question: Question) -> bool | Unknown:
        if key_of(question) not in self.shaping:
            return False
        valid, outcome = self.encoding.valid, self.encoding.outcome
        supposed = another_answer(self.variables, question)
        *instead, still = substitute(self.gates, [*outcome, valid], supposed)
        differ = self.gates.differ(outcome, instead)
        changes = self.gates.every([valid, still, differ])
        if changes == FALSE:
            return False
        found = self.is_found_decisive(question)
        return self.solver.finds(changes) if found is False else found

    def is_found_decisive(self, question: Question) -> bool | Unknown:
        """Return whether the solver finds somebody of whom a variant ends otherwise."""
        steps = [s.id for s in self.tree.steps.values() if question.id in s.ask]
        for step, end in product(steps, self.encoding.ends.values()):
            reach = self.encoding.reach[step]
            found = self.solver.ask(self.encoding.valid, reach, end)
            if found is UNKNOWN:
                return UNKNOWN
            if found is not None:
                group = self.varied(self.patient(found), question.id)
                self.compare(Variants(self.gates, [group]))
            if question.id in self.decisive:
                return True
        return False

    def patient(self, found: Assignment) -> Variant:
        """Return a patient of whom every fact is known, not only what was asked."""
        return Variant(self.variables.encode(self.variables.decode(found)))


def reaches(outcome: Outcome, target: Target) -> bool:
    return target in outcome.trace.edges or target in outcome.here.told


def few(bits: int) -> Iterator[int]:
    """Yield the first and the last of some patients, as bits."""
    if bits:
        yield bits & -bits
        yield 1 << (bits.bit_length() - 1)
