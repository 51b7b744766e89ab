"""A survey of a tree: what some patient does, and what nobody ever does.

Crowds come first. Whoever comes to a step is tried with other answers to what the
step asks and looks at, and all of these patients are judged at once. Only what no one
of them shows is left to the solver, the deepest of it first, and whomever the solver
finds begins the next crowd.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from random import Random
from typing import TypeAlias

from triage.base.question import Question
from triage.engine.defaults import ordinary, usual
from triage.language.ast import questions_in
from triage.language.lower import Lowering
from triage.model.tree import Step, Tree, Way
from triage.verify.circuit import FALSE, Assignment, Gates
from triage.verify.encode import Encoder
from triage.verify.simulate import (
    Group,
    Trials,
    Variants,
    Witness,
    batches,
    facts_of,
    random_answer,
)
from triage.verify.solver import SECONDS, OutOfTime, Solver
from triage.verify.substitute import another_answer, suppose
from triage.verify.sums import Amount
from triage.verify.variables import Answers

Target: TypeAlias = int | str
"""What somebody may do: take a way, by its number; be told a recommendation."""

Progress: TypeAlias = Callable[[int, int], object]
"""Is told how many of how many questions about a tree are settled."""

RANDOM = 200
"""How many random patients the first crowd has at most."""

CHANCES = 400_000
"""So many random patients over the square of the questions: they take their time."""

WORTH = 100
"""One in how many targets a crowd has to settle to be followed by another at once."""


class WithOpenings(Encoder):
    """Encode a tree, and keep whether each way would be taken, were it the first."""

    def __init__(self, tree: Tree, answers: Answers) -> None:
        super().__init__(tree, answers)
        self.opens: dict[int, int] = {}

    def is_open(self, step: Step, way: Way, pairs: Lowering[int, Amount]) -> int:
        """Return whether a way would be taken, were it the first."""
        self.opens[way.number] = found = super().is_open(step, way, pairs)
        return found


class Survey:
    """Find out which ways are taken, what is told, and which answers matter.

    Args:
        tree: The tree.
        seconds: How long one question to the solver may take.
        progress: Is told how far it is.

    Attributes:
        found: For each target that somebody reaches, such a patient.
        never: The targets that nobody reaches.
        open: The targets of which that was not settled in time.
        unmet: The steps that nobody comes to.
    """

    def __init__(
        self,
        tree: Tree,
        seconds: float = SECONDS,
        progress: Progress = lambda _settled, _total: None,
    ) -> None:
        self.tree = tree
        self.gates = Gates()
        encoder = WithOpenings(tree, Answers(self.gates, tree.questions))
        self.encoding = encoder.encoded()
        self.opens: Mapping[int, int] = encoder.opens
        self.answers = self.encoding.answers
        self.solver = Solver(self.gates, seconds)
        self.progress = progress
        self.trials = Trials(self.answers)
        self.wanted: dict[Target, int] = dict(enumerate(self.encoding.takes))
        self.wanted.update(self.encoding.told)
        self.total = len(self.wanted)
        self.found: dict[Target, Witness] = {}
        self.never: set[Target] = set()
        self.open: set[Target] = set()
        self.met: dict[str, Witness] = {}
        self.unmet: set[str] = set()
        self.waiting: dict[str, Witness] = {}
        self.decisive: set[str] = set()
        self.leading_to = defaultdict[str, set[Target]](set)
        for _, way in tree.edges:
            self.leading_to[way.to].add(way.number)

    # Ways and recommendations

    def settle(self) -> None:
        """Settle every target that can be settled in time."""
        for target in [t for t, literal in self.wanted.items() if literal == FALSE]:
            self.give_up(target, self.never)
        self.bury()
        self.judge(Variants(self.gates, [*self.first_crowd()]))
        met = True
        while self.wanted or self.waiting:
            enough = len(self.wanted) / WORTH
            if self.waiting and self.try_variants() >= enough:
                continue
            met = self.ask(self.choose(deepest=met or bool(self.waiting)))

    def first_crowd(self) -> Iterator[Group]:
        """Yield the well patient, and random ones."""
        random = Random(0)  # noqa: S311  chance here keeps no secret
        well = dict(self.answers.told(ordinary(self.tree)))
        yield Group(Witness(well))
        for _ in range(min(RANDOM, CHANCES // (len(self.tree.questions) ** 2 + 1))):
            yield Group(Witness(well, self.random_change(random)))

    def random_change(self, random: Random) -> Assignment:
        """Return what a random patient tells that a well patient does not."""
        found: Assignment = {}
        for question in self.tree.questions.values():
            answer = random_answer(question, random)
            if answer != usual(question):
                found.update(facts_of(self.answers, question, answer))
        return found

    def judge(self, crowd: Variants) -> int:
        """Note what somebody in a crowd shows; return how many targets that settles."""
        valid = crowd.holds(self.encoding.valid)
        for step, reach in self.encoding.reach.items():
            if step not in self.met and (bits := crowd.holds(reach) & valid):
                self.met[step] = self.waiting[step] = crowd.first(bits)
        before = len(self.wanted)
        for target, literal in [*self.wanted.items()]:
            if bits := crowd.holds(literal) & valid:
                self.found[target] = crowd.first(bits)
                del self.wanted[target]
        self.tell()
        return before - len(self.wanted)

    def tell(self) -> None:
        """Tell how far it is."""
        self.progress(self.total - len(self.wanted), self.total)

    def try_variants(self) -> int:
        """Try variants of whoever came to a step; return how much that settles."""
        groups = [self.group(step, other) for step, other in self.waiting.items()]
        self.waiting.clear()
        settled = 0
        for some in batches(groups):
            crowd = Variants(self.gates, some)
            self.compare(crowd)
            settled += self.judge(crowd)
        return settled

    def group(self, name: str, witness: Witness) -> Group:
        """Return variants of a patient in what a step asks and looks at."""
        step = self.tree.steps[name]
        looks = [questions_in(w.when, self.tree.values) for w in step.ways if w.when]
        names = dict.fromkeys([*step.ask, *sorted(frozenset[str]().union(*looks))])
        return self.varied(witness, *names)

    def varied(self, witness: Witness, *names: str) -> Group:
        """Return variants of a patient, each in the answer to one of some questions."""
        questions = [self.tree.questions[name] for name in names]
        return Group(
            witness,
            tuple((q.id, facts) for q in questions for facts in self.trials.of(q)),
        )

    def choose(self, *, deepest: bool) -> Target:
        """Return what to ask the solver about.

        Args:
            deepest: Whether that is the deepest, and not what somebody comes near to.
        """
        ways = [target for target in self.wanted if isinstance(target, int)]
        near = [way for way in ways if self.tree.edges[way][0].id in self.met]
        return next(
            reversed(ways if deepest or not near else near), next(iter(self.wanted))
        )

    def ask(self, target: Target) -> bool:
        """Settle one target by the solver; return whether somebody reaches it."""
        try:
            told = self.solver.ask(self.encoding.valid, self.wanted[target])
        except OutOfTime:
            self.give_up(target, self.open)
            return False
        if told is None:
            self.give_up(target, self.never)
            self.bury()
            return False
        self.judge(Variants(self.gates, [Group(self.witness(told))]))
        return True

    def give_up(self, target: Target, verdict: set[Target]) -> None:
        """Note that nobody reaches a target, or that it is not known."""
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

    # Questions

    def compare(self, crowd: Variants) -> None:
        """Note the questions by which somebody and a variant have other outcomes."""
        valid = crowd.holds(self.encoding.valid)
        judged = [crowd.holds(literal) for literal in self.outcome]
        for group, start in zip(crowd.groups, crowd.starts, strict=False):
            whole, differ = (1 << len(group)) - 1, 0
            for bits in judged:
                own = bits >> start & whole
                differ |= own ^ (whole if own & 1 else 0)
            possible = valid >> start
            differ &= possible if possible & 1 else 0
            self.decisive.update(
                name
                for index, (name, _) in enumerate(group.trials, 1)
                if differ >> index & 1
            )

    @property
    def outcome(self) -> tuple[int, ...]:
        """What the outcome consists of: urgency, ending and advice."""
        encoding = self.encoding
        return (*encoding.urgent, *encoding.ends.values(), *encoding.told.values())

    def find_decisive(self) -> None:
        """Try other answers of patients who meet each question and end differently."""
        ways = {w: n for n, w in self.found.items() if isinstance(n, int)}
        takers = [Group(other) for other in sorted(ways, key=ways.__getitem__)]
        for some in batches(takers):
            crowd = Variants(self.gates, some)
            numbers = [ways[group.witness] for group in some]
            for trying in batches([*self.who_end_differently(crowd, numbers)]):
                self.compare(Variants(self.gates, trying))

    def who_end_differently(
        self, crowd: Variants, numbers: Sequence[int]
    ) -> Iterator[Group]:
        """Yield patients who are asked a question, some for each ending, and variants.

        Args:
            crowd: Patients who take a way each.
            numbers: The numbers of the ways, in order.
        """
        ends = [crowd.holds(end) for end in self.encoding.ends.values()]
        for step in self.tree.steps.values():
            names = [name for name in step.ask if name not in self.decisive]
            arrival = self.met.get(step.id)
            if names and arrival is not None and arrival.patient is crowd.patient:
                later = -1 << bisect(numbers, step.ways[-1].number)
                for bits in {some for end in ends for some in few(end & later)}:
                    other = crowd.first(bits).but(arrival.change)
                    yield self.varied(other, *names)

    def matters(self, question: Question) -> bool:
        """Return whether some patient's outcome changes with one answer.

        Raises:
            OutOfTime: That was not settled in time.
        """
        if question.id in self.decisive:
            return True
        changes = self.changing(question)
        if changes == FALSE:
            return False
        return self.is_found_decisive(question) or self.solver.finds(changes)

    def changing(self, question: Question) -> int:
        """Return whether the outcome of a patient changes with one answer."""
        gates, valid = self.gates, self.encoding.valid
        supposed = another_answer(self.answers, question)
        here = self.outcome
        *there, still = suppose(gates, [*here, valid], supposed)
        pairs = zip(here, there, strict=True)
        differ = gates.some(gates.differ(one, other) for one, other in pairs)
        return gates.every([valid, still, differ])

    def is_found_decisive(self, question: Question) -> bool:
        """Return whether the solver finds somebody of whom a variant ends otherwise."""
        steps = [s.id for s in self.tree.steps.values() if question.id in s.ask]
        for step, end in product(steps, self.encoding.ends.values()):
            reach = self.encoding.reach[step]
            told = self.solver.ask(self.encoding.valid, reach, end)
            if told is not None:
                group = self.varied(self.witness(told), question.id)
                self.compare(Variants(self.gates, [group]))
            if question.id in self.decisive:
                return True
        return False

    def witness(self, told: Assignment) -> Witness:
        """Return a patient that the solver found."""
        return Witness(dict(self.answers.told(self.answers.heard(told))))


def few(bits: int) -> Iterator[int]:
    """Yield the first and the last of some patients, as bits."""
    if bits:
        yield bits & -bits
        yield 1 << (bits.bit_length() - 1)
