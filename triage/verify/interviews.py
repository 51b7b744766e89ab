"""Interviews as gates: what a person is asked one question at a time, or by page.

Whatever lies before the last page of a path was asked whole. The last page may be left
once the worst is decided, so it is followed act by act, as ``engine.interview`` does:
what has been put by then, what waits, and whether that is reason enough to leave it.
"""

from collections import ChainMap, Counter
from collections.abc import Container, Iterator, Mapping
from functools import cached_property
from itertools import accumulate

import attrs

from triage.base.answer import UNSURE
from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.kinds import Subset
from triage.base.limits import LIMITS
from triage.language.ast import questions_in
from triage.model.tree import DONE, Advice, Step
from triage.verify import sums
from triage.verify.circuit import FALSE, TRUE
from triage.verify.counterexample import ProofMismatch
from triage.verify.encode import Arrival, Encoder, Encoding, GateAlgebra, Heard
from triage.verify.simulate import Crowd
from triage.verify.waiting import Waiting

Literals = dict[str, int]
"""A literal for each question of a page."""


class PageTooLong(TriageError):
    """Say that a page may take too many acts for what it asks to be followed."""


@immutable
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
    """Follow where everybody goes, and hear at each page what is asked of them."""

    def __init__(self, encoding: Encoding) -> None:
        super().__init__(encoding.tree, encoding.variables)
        self.drawn = encoding.drawn
        self.pages: list[Page] = []
        for step in self.tree.steps.values():
            self.encode_step(step)

    def ask(self, step: Step, here: int, arrival: Arrival) -> None:
        before = dict(self.skipped)
        page = Page(
            listener=self,
            step=step,
            here=here,
            fresh={name: -arrival.asked(name) for name in step.ask},
            arrival=attrs.evolve(arrival, running=dict(self.asked)),
            skipped=before,
            urgent=tuple(self.urgent),
            skips={},
        )
        self.pages.append(page)
        super().ask(step, here, arrival)
        for name in step.ask:
            page.skips[name] = self.gates.every([self.skipped[name], -before[name]])

    def heard(self, wanted: Container[str]) -> tuple[Heard, ...]:
        """Return what a person is asked one question at a time, and page by page.

        Args:
            wanted: The questions that are of interest; of others nothing is said.

        Raises:
            PageTooLong: A page may take too many acts for what it asks to be followed.
            ProofMismatch: Walking says something else of a patient drawn at random.
        """
        ways = tuple(self.way(wanted, by_page=by_page) for by_page in (False, True))
        encode = self.variables.encode
        crowd = Crowd(self.gates, [Counter(encode(x.answers)) for x in self.drawn])
        for number, outcome in enumerate(self.drawn):
            for way, made in zip(ways, outcome.interviews, strict=True):
                held, over = (
                    {name for name, x in each.items() if crowd.holds(x) >> number & 1}
                    for each in (way.asked, way.passed)
                )
                met = {name for name in made.asked if name in wanted}
                if (held, over) != (met, met.intersection(made.trace.skipped)):
                    about = "what patients drawn at random are asked"
                    raise ProofMismatch(self.tree, about)
        return ways

    def way(self, wanted: Container[str], *, by_page: bool) -> Heard:
        """Return what a person is asked in one of the two ways."""
        came: dict[str, list[int]] = {n: [] for n in self.tree.questions if n in wanted}
        over: dict[str, list[int]] = {name: [] for name in came}
        comes: dict[tuple[str, str], int] = {}
        for page in self.pages:
            for name, fresh in page.fresh.items():
                if name in came and fresh != FALSE:
                    comes_up, passed = page.heard(name, by_page=by_page)
                    literal = self.gates.every([page.here, fresh, comes_up])
                    comes[page.step.id, name] = literal
                    came[name].append(literal)
                    over[name].append(self.gates.every([page.here, fresh, passed]))
        return Heard(self.united(came), self.united(over), comes)

    def united(self, found: Mapping[str, list[int]]) -> Literals:
        return {name: self.gates.some(literals) for name, literals in found.items()}


@immutable
class Page:
    """Be the page of a step, of which some questions are new to the person.

    Args:
        here: Whether somebody comes to it.
        fresh: Whether each of its questions is new.
        arrival: What was asked before it.
        skipped: Whether each question was passed over before it.
        urgent: Whether the urgency reaches each rank before it.
        skips: Whether each of its questions is passed over on it, answered whole.
    """

    listener: Listener
    step: Step
    here: int
    fresh: Mapping[str, int]
    arrival: Arrival
    skipped: Literals
    urgent: tuple[int, ...]
    skips: Literals
    known: dict[int, Act] = attrs.Factory(dict)

    @cached_property
    def may_leave(self) -> bool:
        """Whether the worst may be decided on the page."""
        tree, advise = self.listener.tree, [*self.step.advise]
        found = tree.recommendations
        for way in self.step.ways:
            advise += [*way.advise, *([Advice(way.to)] if way.to in found else [])]
        ranks = (found[item.recommendation].rank for item in advise)
        reached = self.urgent[-1] != FALSE or any(map(tree.is_top, ranks))
        return reached and self.step.may_be_left and len(self.urgent) > 1

    def heard(self, name: str, *, by_page: bool) -> tuple[int, int]:
        """Return whether a question comes up, and whether it is then passed over.

        What is reason enough to leave stays so, whatever else is answered.
        """
        if not self.may_leave:
            return TRUE, self.skips[name]
        if not (self.step.checklist or by_page):
            return self.singly(name)
        if self.behind(name):
            return self.in_turn(name, by_page=by_page)
        first = self.after(0)
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

    def in_turn(self, name: str, *, by_page: bool) -> tuple[int, int]:
        """Return that of lists and forms: what they open is asked after them."""
        acts = [*self.acts(name, by_page=by_page)]
        stays = [
            *accumulate((-act.leaves for act in acts[:-1]), self.both, initial=TRUE)
        ]
        came, over = [stays[-1]], [self.both(stays[-1], acts[-1].passed[name])]
        for act, stayed in zip(acts, stays, strict=False):
            passed = self.both(act.leaves, stayed, act.passed[name])
            came += [self.both(act.leaves, stayed, act.put[name]), passed]
            over.append(passed)
        return self.some(*came), self.some(*over)

    def acts(self, name: str, *, by_page: bool) -> Iterator[Act]:
        """Yield how the page stands at first, and after each act."""
        known = put = self.nothing
        for _ in range(self.most_acts(name, by_page=by_page)):
            act, missing = self.judged(known, put)
            yield act
            now = missing if by_page else self.listed(missing, put)
            told = {q: self.both(now[q], -self.doubts(q, put[q])) for q in now}
            known = {q: self.some(known[q], told[q]) for q in now}
            put = {q: self.some(put[q], now[q]) for q in now}
        yield self.judged(known, put)[0]

    def most_acts(self, name: str, *, by_page: bool) -> int:
        """Return after how many acts a question has come up: lists come at first.

        Raises:
            PageTooLong: They are too many.
        """
        tree = self.listener.tree
        late = self.behind(name) | {name} if by_page else self.fresh
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
        skipped = ChainMap(Literals(), self.skipped)
        facts = GateAlgebra(
            tree,
            self.listener.variables,
            lambda q: asked[q] if q in asked else self.arrival.asked(q),
            skipped,
            self.urgent,
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
