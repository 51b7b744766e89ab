"""Interviews as gates: what a person is asked one question at a time, or by page.

Whatever lies before the last page of a path was asked whole. The last page may be left
once the worst is decided, so it is followed act by act, as ``engine.interview`` does:
what has been put by then, what waits, and whether that is reason enough to leave it.
"""

from collections import ChainMap, Counter
from collections.abc import Container, Iterator, Mapping
from itertools import accumulate

import attrs

from triage.base.answer import UNSURE
from triage.base.exceptions import TriageError
from triage.base.kinds import Subset
from triage.base.limits import LIMITS
from triage.language.ast import questions_in
from triage.model.tree import DONE, Advice, Step, Tree
from triage.verify import sums
from triage.verify.circuit import FALSE, TRUE
from triage.verify.counterexample import ProofMismatch
from triage.verify.encode import Arrival, Encoder, Encoding, GateAlgebra, Heard
from triage.verify.simulate import Crowd
from triage.verify.variables import Variables
from triage.verify.waiting import Waiting

Literals = dict[str, int]
"""A literal for each question of a page."""


class PageTooLong(TriageError):
    """Say that a page may take too many acts for what it asks to be followed."""


def heard(encoding: Encoding, wanted: Container[str]) -> tuple[Heard, ...]:
    """Return what a person is asked one question at a time, and page by page.

    Args:
        encoding: The tree as gates, for the person.
        wanted: The questions that are of interest; of others nothing is said.

    Raises:
        ProofMismatch: Walking says something else of a patient drawn at random.
    """
    tree, variables = encoding.tree, encoding.variables
    ways = tuple(
        Listener(tree, variables, wanted, by_page=by_page).heard()
        for by_page in (False, True)
    )
    for outcome in encoding.drawn:
        crowd = Crowd(encoding.gates, [Counter(variables.encode(outcome.answers))])
        for way, made in zip(ways, outcome.interviews, strict=True):
            held = {name for name, x in way.asked.items() if crowd.holds(x)}
            over = {name for name, x in way.passed.items() if crowd.holds(x)}
            met = {name for name in made.asked if name in wanted}
            if (held, over) != (met, met.intersection(made.trace.skipped)):
                raise ProofMismatch(tree, "what patients drawn at random are asked")
    return ways


@attrs.frozen
class Act:
    """Say how a page stands after some answers.

    Args:
        leaves: Whether that is reason enough to leave it.
        put: Whether each question was put by then.
        passed: Whether each is passed over, as is clear by then.
    """

    leaves: int
    put: Mapping[str, int]
    passed: Mapping[str, int]


class Listener(Encoder):
    """Follow what is asked, beside where everybody goes."""

    def __init__(
        self, tree: Tree, variables: Variables, wanted: Container[str], *, by_page: bool
    ) -> None:
        super().__init__(tree, variables)
        self.by_page = by_page
        self.comes: dict[tuple[str, str], int] = {}
        self.came: dict[str, list[int]] = {n: [] for n in tree.questions if n in wanted}
        self.over: dict[str, list[int]] = {name: [] for name in self.came}

    def heard(self) -> Heard:
        for step in self.tree.steps.values():
            self.encode_step(step)
        for (_, name), literal in self.comes.items():
            self.came[name].append(literal)
        asked, passed = (
            {name: self.gates.some(found) for name, found in each.items()}
            for each in (self.came, self.over)
        )
        return Heard(asked, passed, self.comes)

    def ask(self, step: Step, here: int, arrival: Arrival) -> None:
        fresh = {name: -arrival.asked(name) for name in step.ask}
        mine = [n for n in step.ask if n in self.came and fresh[n] != FALSE]
        before = {name: self.skipped[name] for name in mine}
        page = Page(self, step, fresh, arrival)
        found = {name: page.heard(name) for name in mine if self.may_leave(step)}
        super().ask(step, here, arrival)
        for name in mine:
            skips = self.both(self.skipped[name], -before[name])
            came, over = found.get(name, (TRUE, skips))
            new = self.both(here, fresh[name])
            self.comes[step.id, name] = self.both(new, came)
            self.over[name].append(self.both(new, over))

    def both(self, one: int, other: int) -> int:
        return self.gates.every([one, other])

    def may_leave(self, step: Step) -> bool:
        """Return whether the worst may be decided on the page of a step."""
        found, advise = self.tree.recommendations, [*step.advise]
        for way in step.ways:
            advise += [*way.advise, *([Advice(way.to)] if way.to in found else [])]
        ranks = (found[item.recommendation].rank for item in advise)
        reached = self.urgent[-1] != FALSE or any(map(self.tree.is_top, ranks))
        return reached and step.may_be_left and len(self.urgent) > 1


@attrs.frozen
class Page:
    """Be the page of a step, of which some questions are new to the person."""

    listener: Listener
    step: Step
    fresh: Mapping[str, int]
    arrival: Arrival
    known: dict[int, Act] = attrs.Factory(dict)

    def heard(self, name: str) -> tuple[int, int]:
        """Return whether a question comes up, and whether it is then passed over.

        What is reason enough to leave stays so, whatever else is answered.
        """
        if not (self.step.checklist or self.listener.by_page):
            return self.singly(name)
        if self.behind(name):
            return self.in_turn(name)
        first, _ = self.judged(self.nothing, self.nothing)
        return self.some(-first.leaves, first.passed[name]), first.passed[name]

    @property
    def nothing(self) -> Literals:
        return dict.fromkeys(self.step.ask, FALSE)

    def behind(self, name: str) -> frozenset[str]:
        """Return the questions of the page that decide whether one is passed over."""
        tree, found, left = self.listener.tree, set[str](), [name]
        while left:
            guard = tree.guards.get(left.pop())
            if guard is not None:
                new = questions_in(guard.when, tree.values).intersection(self.fresh)
                left += new - found
                found |= new
        return frozenset(found)

    def singly(self, name: str) -> tuple[int, int]:
        """Return that of one question at a time: it comes up in its turn.

        That it is passed over may be clear before, when one of those is answered that
        decide it.
        """
        order = {question: turn for turn, question in enumerate(self.step.ask)}
        last = self.after(order[name])
        over = [self.both(-last.leaves, last.passed[name])]
        for turn in {0, *(order[other] + 1 for other in self.behind(name))}:
            stays = -self.after(turn - 1).leaves if turn else TRUE
            over.append(self.both(stays, self.after(turn).passed[name]))
        return self.some(-last.leaves, *over), self.some(*over)

    def after(self, count: int) -> Act:
        """Return how the page stands once so many of its questions are answered."""
        if count not in self.known:
            answered = dict.fromkeys(self.step.ask[:count], TRUE)
            put = {**self.nothing, **answered}
            self.known[count], _ = self.judged(put, put)
        return self.known[count]

    def in_turn(self, name: str) -> tuple[int, int]:
        """Return that of lists and forms: what they open is asked after them."""
        acts = [*self.acts(name)]
        stays = [
            *accumulate((-act.leaves for act in acts[:-1]), self.both, initial=TRUE)
        ]
        came, over = [stays[-1]], [self.both(stays[-1], acts[-1].passed[name])]
        for act, stayed in zip(acts, stays, strict=False):
            passed = self.both(act.leaves, stayed, act.passed[name])
            came += [self.both(act.leaves, stayed, act.put[name]), passed]
            over.append(passed)
        return self.some(*came), self.some(*over)

    def acts(self, name: str) -> Iterator[Act]:
        """Yield how the page stands at first, and after each act."""
        known = put = self.nothing
        for _ in range(self.most_acts(name)):
            act, missing = self.judged(known, put)
            yield act
            now = missing if self.listener.by_page else self.listed(missing, put)
            told = {q: self.both(now[q], -self.doubts(q, put[q])) for q in now}
            known = {q: self.some(known[q], told[q]) for q in now}
            put = {q: self.some(put[q], now[q]) for q in now}
        yield self.judged(known, put)[0]

    def most_acts(self, name: str) -> int:
        """Return after how many acts a question has come up: lists come at first.

        Raises:
            PageTooLong: They are too many.
        """
        tree = self.listener.tree
        late = self.behind(name) | {name} if self.listener.by_page else self.fresh
        most = 1 + sum((n in tree.guards) + bool(tree.questions[n].again) for n in late)
        if most > LIMITS.acts:
            raise PageTooLong(f"the page of the step `{self.step.id}` is too long")
        return most

    def some(self, *literals: int) -> int:
        return self.listener.gates.some(literals)

    def both(self, *literals: int) -> int:
        return self.listener.gates.every(literals)

    def doubts(self, name: str, put: int) -> int:
        """Return whether a first answer has the question asked again."""
        question = self.listener.tree.questions[name]
        if not question.again:
            return FALSE
        unsure = (UNSURE,) if isinstance(question.domain, Subset) else UNSURE
        return self.both(-put, self.listener.variables.exactly(question, unsure))

    def listed(self, missing: Literals, put: Literals) -> Literals:
        """Return what is asked next where what is new comes as a list, and no more."""
        new = {q: self.both(missing[q], -put[q]) for q in missing}
        amount = sums.total([(1, sums.one_if(literal)) for literal in new.values()], 0)
        gates, none = self.listener.gates, TRUE
        few, found = sums.at_most(gates, amount, 1), {}
        for name, literal in missing.items():
            found[name] = gates.either(few, self.both(none, literal), new[name])
            none = self.both(none, -literal)
        return found

    def judged(self, known: Literals, put: Literals) -> tuple[Act, Literals]:
        """Return how the page stands, and what is asked next, with answers known."""
        gates, tree = self.listener.gates, self.listener.tree
        asked, waits, missing, passed = Literals(), Literals(), Literals(), Literals()
        skipped = ChainMap(Literals(), self.listener.skipped)
        facts = GateAlgebra(
            tree,
            self.listener.variables,
            lambda q: asked[q] if q in asked else self.arrival.asked(q),
            skipped,
            tuple(self.listener.urgent),
        )
        for name, new in self.fresh.items():
            guard = tree.guards.get(name)
            when = None if guard is None else guard.when
            wanted, not_so = Waiting(facts, waits).holds(when)
            passed[name] = self.both(new, not_so)
            has = self.both(new, wanted, known[name])
            missing[name] = self.both(new, wanted, -known[name])
            waits[name] = self.both(new, -not_so, -has)
            asked[name] = gates.some([-new, passed[name], has])
            skipped[name] = gates.some([skipped[name], passed[name]])
        return Act(self.leaves(Waiting(facts, waits)), put, passed), missing

    def leaves(self, here: Waiting) -> int:
        """Return whether it is certain which way ends the walk at the worst."""
        tree, found, left = self.listener.tree, [], TRUE
        here, certain = self.collected(here, self.step.advise)
        for way in self.step.ways:
            holds, fails = here.holds(way.when)
            if way.to == DONE or way.to in tree.recommendations:
                end = [] if way.to == DONE else [Advice(way.to)]
                there, told = self.collected(here, (*way.advise, *end))
                found.append(self.both(left, holds, told, there.facts.ranks[-1]))
            left = self.both(left, fails)
        return self.both(certain, self.listener.gates.some(found))

    def collected(
        self, here: Waiting, advise: tuple[Advice, ...]
    ) -> tuple[Waiting, int]:
        """Return what is so after some advice, and whether that is certain."""
        certain, gates = TRUE, self.listener.gates
        for item in advise:
            holds, fails = here.holds(item.when)
            certain = self.both(certain, gates.some([holds, fails]))
            rank = self.listener.tree.recommendations[item.recommendation].rank
            ranks = [
                gates.some([reached, holds]) if level <= rank else reached
                for level, reached in enumerate(here.facts.ranks)
            ]
            facts = attrs.evolve(here.facts, ranks=tuple(ranks))
            here = attrs.evolve(here, facts=facts)
        return here, certain
