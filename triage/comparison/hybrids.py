"""Trees between two others, as gates: the old tree with some edits of the new one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache, partial

from triage.base.limits import LIMITS
from triage.comparison.aspects import Aspect, Told, Turned
from triage.comparison.details import Detail, details
from triage.comparison.merge import Merge, Set
from triage.comparison.results import Pair, outcomes_differ
from triage.engine.defaults import ordinary
from triage.engine.outcome import Outcome
from triage.model.traversal import advice_sites
from triage.model.tree import Step, Tree
from triage.verify.agreement import confirmed
from triage.verify.circuit import FALSE, Given, Number
from triage.verify.counterexample import Answers
from triage.verify.encode import Encoding, encode
from triage.verify.simulate import Crowd
from triage.verify.solver import Solver
from triage.verify.variables import Variables


class Hybrids:
    """Hold two trees, and those between them, each made when it is first wanted.

    Attributes:
        old: The old tree, aligned with the new one.
        new: The new tree.
        valid: What holds of patients who can answer both.
    """

    def __init__(self, merge: Merge, solver: Solver) -> None:
        self.merge = merge
        self.solver = solver
        self.gates = solver.gates
        self.tree = lru_cache(LIMITS.hybrids)(merge.tree)
        self.known: dict[Set, Encoding | None] = {}
        self.old = self.known[frozenset()] = confirmed(self.encoded(merge.old))
        self.new = self.known[merge.all] = confirmed(self.encoded(merge.new))
        self.sides = self.old, self.new
        for fact in self.foreign():
            self.gates.rule([fact], -self.gates.literal(fact))
        facts = (fact for name in self.apart for fact in self.facts(name))
        rules = dict.fromkeys(map(self.gates.rule_of, facts))
        self.valid = self.old.valid, self.new.valid, *rules

    def encoded(self, tree: Tree) -> Encoding:
        return encode(tree, Variables(self.gates, tree.questions))

    @property
    def apart(self) -> frozenset[str]:
        """The questions to which both trees allow answers, but not the same."""
        return self.merge.narrowed

    def facts(self, name: str) -> Iterator[Given | Number]:
        for side in self.sides:
            yield from side.variables.facts[name]

    def foreign(self) -> Iterator[Given]:
        """Yield answers to questions of both trees that only one of them takes."""
        for name in self.apart:
            one, other = (side.variables.facts[name] for side in self.sides)
            for fact in (*one, *other):
                if isinstance(fact, Given) and not (fact in one and fact in other):
                    yield fact

    def find(self, on: Set) -> Encoding | None:
        """Return the tree with some edits; None where there is no such tree."""
        if on not in self.known:
            tree = self.tree(on)
            self.known[on] = None if tree is None else self.encoded(tree)
        return self.known[on]

    # Whom edits concern

    @cached_property
    def exchanges(self) -> list[Told]:
        """What may be lost or gained."""
        names = dict.fromkeys([*self.old.told, *self.new.told])
        every = [Told(name, lost) for name in names for lost in (True, False)]
        return [told for told in every if self.holds(told) != FALSE]

    @cached_property
    def details(self) -> list[Detail]:
        """What may be told otherwise beside an outcome that stays."""
        return [x for x in details(*self.sides) if self.holds(x) != FALSE]

    def refresh(self) -> None:
        """Forget what was asked about other edits, once that is most of what is known.

        A solver takes longer to answer the more it was told, also of what is over.
        """
        if len(self.solver.known) > 2 * self.size:
            self.solver.forget()

    @cached_property
    def size(self) -> int:
        """How many gates say who is told anything else in one of the two trees."""
        return len(self.gates.below([self.told_otherwise(*self.sides)]))

    def told_otherwise(self, one: Encoding, other: Encoding) -> int:
        """Return who is told anything else in one of two trees."""
        beside = (detail.changes(one, other) for detail in details(one, other))
        return one.gates.some([outcomes_differ(one, other), *beside])

    def holds(self, aspect: Aspect) -> int:
        """Return of whom an aspect is another in the new tree."""
        return aspect.changes(*self.sides)

    def region(self, on: Set, aspect: Aspect) -> int:
        """Return for whom some edits are a cause: enough, and none to spare."""
        enough, fewer = self.find(on), map(self.find, less(on))
        if enough is None:
            raise AssertionError(on)
        sides = [side for side in fewer if side is not None]
        needed = (-aspect.held_now(side, self.sides) for side in sides)
        held = aspect.held_now(enough, self.sides)
        return self.gates.every([self.holds(aspect), held, *needed])

    def is_main(self, aspect: Aspect) -> bool:
        """Whether it is another outcome or a warning: each cause of it is told."""
        return isinstance(aspect, Turned) or self.is_warning(aspect)

    def is_warning(self, aspect: Aspect) -> bool:
        if not isinstance(aspect, Told):
            return False
        giver = self.merge.old if aspect.lost else self.merge.new
        return giver.recommendations[aspect.recommendation].warning

    def has_people(self, aspect: Aspect) -> bool:
        """Whether it is told of whom it is so: not of advice that is no warning."""
        return not isinstance(aspect, Told) or self.is_warning(aspect)

    # Walking

    @property
    def drawn(self) -> Iterator[Answers]:
        """Yield the answers of patients of both trees who were drawn at random."""
        usual = ordinary(self.merge.new) | ordinary(self.merge.old)
        for one in (outcome for side in self.sides for outcome in side.drawn):
            answers = {**usual, **one.answers}
            facts = [side.variables.encode(answers) for side in self.sides]
            crowd = Crowd(self.gates, [Counter({**facts[0], **facts[1]})])
            if all(map(crowd.holds, self.valid)):
                yield answers

    def outcome(self, tree: Tree, answers: Answers) -> Outcome:
        return Outcome(tree, {name: answers[name] for name in tree.questions})

    def suffices(
        self, aspect: Aspect, answers: Answers, pair: Pair, on: Iterable[int]
    ) -> bool:
        """Return whether some edits give a patient what the new tree gives."""
        tree = self.tree(frozenset(on))
        return tree is not None and aspect.is_now(self.outcome(tree, answers), pair)

    def is_cause(self, on: Set, aspect: Aspect, old: Outcome, new: Outcome) -> bool:
        """Return whether walking says the same as a region."""
        answers = {**old.answers, **new.answers}
        suffices = partial(self.suffices, aspect, answers, (old, new))
        return suffices(on) and not any(map(suffices, less(on)))


def less(on: Set) -> Iterator[Set]:
    """Yield some edits without each of them; of one alone there is no less."""
    return (on - {number} for number in on if len(on) > 1)


def parting(one: Encoding, other: Encoding, step: str) -> int:
    """Return who leaves a step of two trees in another way, or is told else there."""
    sides = one, other
    if any(step not in side.reach for side in sides):
        return one.gates.some(side.reach.get(step, FALSE) for side in sides)
    steps = [side.tree.steps[step] for side in sides]
    if steps[0].ask != steps[1].ask or advised(steps[0]) != advised(steps[1]):
        return one.gates.some(side.reach[step] for side in sides)
    places = dict.fromkeys(way.to for each in steps for way in each.ways)
    rows = [
        [*leaving(side, own, places), *collecting(side, own)]
        for side, own in zip(sides, steps, strict=True)
    ]
    return one.gates.differ(*rows)


def leaving(side: Encoding, step: Step, places: Iterable[str]) -> Iterator[int]:
    """Yield who goes to each of some places from a step."""
    for place in places:
        taken = (side.takes[way.number] for way in step.ways if way.to == place)
        yield side.gates.some(taken)


def collecting(side: Encoding, step: Step) -> Iterator[int]:
    """Yield who is advised at a step, piece by piece."""
    yield from (side.collects[site.place] for site in advice_sites([step]))


def advised(step: Step) -> list[str]:
    """Return what is advised at a step, in its order."""
    return [site.advice.recommendation for site in advice_sites([step])]
