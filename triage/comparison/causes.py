"""Causes: the least sets of edits by which patients are told something else.

Between two trees stand those with some of the edits only. Edits are a cause of what
becomes of a patient if the old tree with just these tells that already, and with none
of them left out. Each edit is looked at by itself; then, in a chain of trees from the
old to the new by one edit at a time, whatever is not explained yet: whoever is told
something else in the end is told something else at some link.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from itertools import pairwise
from typing import TypeAlias

from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.comparison.aspects import Aspect, Told, Turned, aspects
from triage.comparison.details import Detail
from triage.comparison.hybrids import Hybrids, parting
from triage.comparison.merge import Set
from triage.comparison.results import results_differ
from triage.verify.circuit import FALSE, TRUE
from triage.verify.counterexample import Answers, ProofMismatch
from triage.verify.encode import Encoding
from triage.verify.solver import UNKNOWN

Suffices: TypeAlias = Callable[[Iterable[int]], bool]
"""Whether a patient is told by some edits what the new tree tells."""


CHANGES = "what changes for the patients"


@immutable
class Cause:
    """Hold a least set of edits, and what becomes of some patients by it.

    Args:
        on: The numbers of the edits.
        aspect: What is another thing in the new tree.
        answers: The answers of one of them.
        region: Of whom it is so, as a literal; of advice it is not asked.
    """

    on: Set
    aspect: Aspect
    answers: Answers
    region: int = FALSE


class Causes:
    """Find the causes of what differs between two trees.

    Attributes:
        found: The causes, in the order in which they were found.
        open: The sets of edits that may be more, or other, causes: the time was up.
        full: Whether there are more causes than are listed.
    """

    def __init__(
        self,
        hybrids: Hybrids,
        progress: Callable[[int, int], object] = lambda _done, _total: None,
    ) -> None:
        self.hybrids = hybrids
        self.progress = progress
        self.found: list[Cause] = []
        self.named: set[Aspect] = set()
        self.open: list[Set] = []
        self.full = False

    def search(self) -> None:
        """Look at each edit by itself, then at what they do together."""
        looks = [*self.looks()]
        for done, look in enumerate(looks):
            self.progress(done, len(looks))
            self.explain(look)

    def looks(self) -> Iterator["Look"]:
        find, numbers = self.hybrids.find, range(len(self.hybrids.merge.switches))
        for on in (frozenset([number]) for number in numbers):
            if (side := find(on)) is not None:
                yield Alone(self, on, (self.hybrids.old, side))
        chain = (frozenset(range(n)) for n in range(len(numbers) + 1))
        made = [(on, side) for on in chain if (side := find(on)) is not None]
        for (before, one), (after, other) in pairwise(made) if len(numbers) > 1 else ():
            yield Link(self, after - before, (one, other))

    def explain(self, look: "Look") -> None:
        """Look for patients until all are explained, or the time is up."""
        self.hybrids.refresh()
        while not self.full and (literal := look.unexplained()) != FALSE:
            found = self.hybrids.solver.ask(*self.hybrids.valid, literal)
            if found is None:
                return
            if found is UNKNOWN:
                self.open.append(look.edits)
                return
            old, new = (side.variables.decode(found) for side in self.hybrids.sides)
            self.learn({**old, **new}, look)
            self.full = sum(c.region != FALSE for c in self.found) >= LIMITS.changes

    def hold_against_drawn(self) -> None:
        """Hold what was found against patients who were drawn at random.

        Raises:
            ProofMismatch: One is told something else, which no cause is about.
        """
        hybrids, named = self.hybrids, {cause.aspect for cause in self.found}
        for answers in () if self.open or self.full else hybrids.drawn:
            old, new = (hybrids.outcome(side.tree, answers) for side in hybrids.sides)
            if not named.issuperset(aspects(old, new, hybrids.details)):
                raise ProofMismatch(hybrids.merge.new, CHANGES)

    def changes_nobody(self, number: int) -> bool:
        """Whether an edit changes nobody, by itself and as the last of all."""
        self.hybrids.refresh()
        every, find = self.hybrids.merge.all, self.hybrids.find
        pairs = [(frozenset(), {number}), (every - {number}, every)]
        for before, after in pairs:
            one, other = find(frozenset(before)), find(frozenset(after))
            if one is None or other is None:
                return False
            literal = self.hybrids.told_otherwise(one, other)
            if self.hybrids.solver.finds(*self.hybrids.valid, literal) is not False:
                return False
        return True

    def learn(self, answers: Answers, look: "Look") -> None:
        """Take in the causes that a patient shows, as walking finds them.

        Raises:
            ProofMismatch: By what is known, the patient was explained already.
        """
        hybrids, found = self.hybrids, len(self.found)
        known = {(cause.on, cause.aspect) for cause in self.found}
        before, after = (hybrids.outcome(x.tree, answers) for x in hybrids.sides)
        for aspect in aspects(before, after, hybrids.details):
            if aspect in self.named and not hybrids.is_main(aspect):
                continue
            suffices = partial(hybrids.suffices, aspect, answers, (before, after))
            on = look.least(aspect, suffices)
            if on is not None and (on, aspect) not in known:
                people = hybrids.has_people(aspect)
                region = hybrids.region(on, aspect) if people else FALSE
                self.found.append(Cause(on, aspect, answers, region))
                self.named.add(aspect)
        empty = (cause.aspect for cause in self.found if cause.region == FALSE)
        wrong = any(map(hybrids.has_people, empty))
        if len(self.found) == found or wrong:
            raise ProofMismatch(hybrids.merge.new, CHANGES)


# What is looked at


@immutable
class Look(ABC):
    """Look at some edits: who is told something else by them, and why.

    Args:
        edits: Their numbers.
        ends: The trees between which nothing but these edits differs.
    """

    causes: Causes
    edits: Set
    ends: tuple[Encoding, Encoding]

    @property
    def hybrids(self) -> Hybrids:
        return self.causes.hybrids

    def unexplained(self) -> int:
        """Return who is told something else by the edits, and is not explained."""
        main, named = self.hybrids.is_main, self.causes.named
        rows = [self.turned(self.blocked(Turned))]
        warnings = filter(main, self.hybrids.exchanges)
        rows += (self.told(item, self.blocked(item)) for item in warnings)
        rows += (who for item, who in self.once.items() if item not in named)
        return self.hybrids.gates.every([self.hybrids.gates.some(rows), self.met()])

    @cached_property
    def once(self) -> dict[Told | Detail, int]:
        """What is named with one cause only, and of whom it is so by the edits."""
        items = (*self.hybrids.exchanges, *self.hybrids.details)
        return {x: self.told(x, []) for x in items if not self.hybrids.is_main(x)}

    def met(self) -> int:
        """Return who comes to what was edited: nobody else is told anything else.

        That follows from the rest, and is much easier to see.
        """
        switches = [self.hybrids.merge.switches[n] for n in self.edits]
        if not all(switch.step for switch in switches):
            return TRUE
        steps = dict.fromkeys(switch.step for switch in switches)
        return self.hybrids.gates.some(parting(*self.ends, step) for step in steps)

    def blocked(self, kind: Aspect | type[Aspect]) -> list[int]:
        """Return who is explained already, as literals that do not hold."""
        return [
            -cause.region
            for cause in self.known()
            if cause.aspect == kind or type(cause.aspect) is kind
        ]

    @abstractmethod
    def known(self) -> Iterable[Cause]:
        """Return the causes that explain patients already."""

    @abstractmethod
    def turned(self, blocked: list[int]) -> int:
        """Return who has another outcome by the edits."""

    @abstractmethod
    def told(self, told: Told | Detail, blocked: list[int]) -> int:
        """Return who is told, or no more told, a recommendation by the edits."""

    @abstractmethod
    def least(self, aspect: Aspect, suffices: Suffices) -> Set | None:
        """Return a least set of edits that suffices for a patient, if there is one."""


class Alone(Look):
    """Look at one edit by itself: the old tree, and the old tree with it."""

    def known(self) -> Iterable[Cause]:
        return (cause for cause in self.causes.found if cause.on == self.edits)

    def turned(self, blocked: list[int]) -> int:
        differ = results_differ(*self.hybrids.sides)
        as_now = -results_differ(self.ends[1], self.hybrids.new)
        return self.hybrids.gates.every([differ, as_now, *blocked])

    def told(self, told: Told | Detail, blocked: list[int]) -> int:
        return FALSE if blocked else self.hybrids.region(self.edits, told)

    def least(self, _aspect: Aspect, suffices: Suffices) -> Set | None:
        return self.edits if suffices(self.edits) else None


class Link(Look):
    """Look at two trees of the chain, and what differs there and in the end."""

    def known(self) -> Iterable[Cause]:
        return self.causes.found

    def turned(self, blocked: list[int]) -> int:
        differ = results_differ(*self.hybrids.sides), results_differ(*self.ends)
        return self.hybrids.gates.every([*differ, *blocked])

    def told(self, told: Told | Detail, blocked: list[int]) -> int:
        here = self.hybrids.holds(told), told.moves(*self.ends)
        return self.hybrids.gates.every([*here, *blocked])

    def least(self, aspect: Aspect, suffices: Suffices) -> Set | None:
        for cause in self.causes.found:
            if cause.aspect == aspect and len(cause.on) == 1 and suffices(cause.on):
                return cause.on
        return frozenset(fewer(sorted(self.hybrids.merge.all), suffices))


def fewer(items: list[int], suffices: Suffices) -> list[int]:
    """Return some of many items that suffice, of which none can be left out."""
    size = max(1, len(items) // 2)
    while True:
        rests = (items[:n] + items[n + size :] for n in range(0, len(items), size))
        rest = next(filter(suffices, rests), None)
        if rest is not None:
            items = rest
        elif size == 1:
            return items
        else:
            size //= 2
