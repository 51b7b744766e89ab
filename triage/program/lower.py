"""Lowering to Python: what steps do while no answer is missing, as source text.

A step that waits is always the last of a walk, and is left to the reference.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from triage.base.limits import LIMITS
from triage.model.tree import Advice, Step, Tree, Way
from triage.program.codes import packed
from triage.program.plan import Plan, is_wide
from triage.program.written import HELPERS, Look, Written

ENDED = -1
"""What a function returns if the walk ends; below that, minus two, where it waits."""

LEVELS, ROOM = 14, 40
"""How deep ways stand in each other in one function, and how many steps it has."""


class Lowered:
    """Write the steps of a tree as functions of what is known on arrival.

    ``g`` has the codes of what was given, and ``v`` of late answers so far; ``p``,
    ``c`` and ``k`` list the ways taken, the sites of advice, and which questions were
    skipped. Each returns the number of the step that goes on, or a mark.

    Args:
        tree: The tree.
        room: How many steps a function has at most.

    Attributes:
        heads: The numbers of the steps with which a function begins.
    """

    def __init__(self, tree: Tree, room: int = ROOM) -> None:
        self.room = room
        self.plan = Plan(tree)
        several = (name for name, ways in self.plan.entries().items() if ways > 1)
        places = self.plan.places
        self.heads = {places[name] for name in several if name in places}
        self.space = {**HELPERS, "rank_of": self.plan.ranks.__getitem__}

    def function(self, head: int) -> Callable[..., int]:
        """Return the function that begins with a step."""
        lines = Piece(self).lines(head)
        return self.made(f"<{self.plan.steps[head].id}>", "g, v, p, c, k", lines)

    def made(self, name: str, state: str, lines: Iterable[str]) -> Callable[..., Any]:
        """Return a function of some lines."""
        source = "\n ".join((f"def made({state}):", *lines))
        space: dict[str, Any] = dict(self.space)
        exec(compile(source, name, "exec"), space)  # noqa: S102  our own
        found: Callable[..., Any] = space["made"]
        return found

    def assumed(self) -> Callable[[Sequence[int]], bool]:
        """Return a function of codes that says whether the assumptions can be so.

        It may say that they cannot where they wait: then the reference is asked.
        """
        possible = [self.plan.lowering.condition(x)[1] for x in self.plan.tree.assume]
        text = Assumed(self.plan, lambda number: f"g[{number}]", possible)
        tests = [*map(text.of, possible)]
        lines = [*text.named, *(f"if not {test}: return False" for test in tests)]
        return self.made("<assume>", "g", [*lines, "return True"])


class Assumed(Written):
    """Write what is assumed of everybody: whatever is not answered may be asked."""

    def _open(self, question: int) -> list[int]:
        mark = self.plan.marks[question]
        return [mark.unasked, mark.unsure]


class Piece:
    """Write one function: steps, each but the first reached by one way only."""

    def __init__(self, lowered: Lowered) -> None:
        self.lowered = lowered
        self.plan = lowered.plan
        self.room = lowered.room

    def lines(self, head: int) -> Iterator[str]:
        yield from self.step(head, (), frozenset(), 0)

    def step(
        self, number: int, path: tuple[int, ...], here: frozenset[int], level: int
    ) -> Iterator[str]:
        """Yield the lines of a step: ask, collect, take the first way that holds."""
        self.room -= 1
        step, plan = self.plan.steps[number], self.plan
        waits = "; ".join((*put(path), f"return {-2 - number}"))
        if is_wide(step, LIMITS.tried_rows):
            yield waits
            return
        last = self.asked_last(step)
        for name in step.ask:
            yield from self.asking(name, "" if last else waits, self.looking(here))
            here |= {plan.numbers[name]} - plan.slots.keys()
        text = Written(plan, self.looking(here), [*self.roots(step)])
        yield from text.named
        yield from self.collecting(text, step.id, step.advise)
        for way in step.ways:
            test = self.test(step, way)
            inner = level + (test is not None)
            found = [*self.collecting(text, way.number, way.advise)]
            found += self.leaving(way, (*path, way.number), here, inner)
            yield from (found if test is None else block(text.of(test), found))
        if last:
            yield waits

    def asked_last(self, step: Step) -> bool:
        """Return whether an answer is missed soon enough if none of the ways fits."""
        late = self.plan.slots.keys()
        return bool(
            step.by_answer
            and not step.advise
            and late.isdisjoint(self.plan.numbers[name] for name in step.ask)
        )

    def looking(self, here: frozenset[int]) -> Look:
        """Return how answers are written where some have names of their own."""
        slots = self.plan.slots

        def look(number: int) -> str:
            if number in here:
                return f"x{number}"
            return f"v[{slots[number]}]" if number in slots else f"g[{number}]"

        return look

    def leaving(
        self, way: Way, path: tuple[int, ...], here: frozenset[int], level: int
    ) -> Iterable[str]:
        """Return the lines that follow a way: those of its step, or the end."""
        place, heads = self.plan.places.get(way.to), self.lowered.heads
        if place is None:
            return [*put(path), f"return {ENDED}"]
        if place not in heads and level < LEVELS and self.room > 0:
            return self.step(place, path, here, level)
        heads.add(place)
        return [*put(path), f"return {place}"]

    def asking(self, name: str, waits: str, look: Look) -> Iterator[str]:
        """Yield the lines that ask a question, unless it was asked before."""
        number = self.plan.numbers[name]
        mark, guard = self.plan.marks[number].unasked, self.plan.tree.guards.get(name)
        taken = [f"x{number} = g[{number}]"]
        if waits:
            taken.append(f"if x{number} == {mark}: {waits}")
        if guard is not None:
            test = self.plan.lowering.plain(guard.when)
            text = Written(self.plan, look, [test])
            usual = packed(self.plan.questions[number], guard.otherwise)
            passed = [f"x{number} = {usual}", f"k.append({number})"]
            taken = [*text.named, *block(text.of(test), taken), *block("", passed)]
        if number in self.plan.slots:
            taken.append(f"{look(number)} = x{number}")
            if self.plan.pages[name] > 1:
                taken = block(f"{look(number)} == {mark}", taken)
        yield from taken

    def collecting(
        self, text: Written, where: str | int, advise: tuple[Advice, ...]
    ) -> Iterator[str]:
        for index, item in enumerate(advise):
            line = f"c.append({self.plan.sites[where, index]})"
            if item.when is None:
                yield line
            else:
                yield f"if {text.of(self.plan.lowering.plain(item.when))}: {line}"

    def test(self, step: Step, way: Way) -> int | None:
        """Return the node of when a way is taken; None for always."""
        if way.answer:
            return self.plan.nodes.answered(step.ask[0], way.answer)
        return None if way.when is None else self.plan.lowering.plain(way.when)

    def roots(self, step: Step) -> Iterator[int]:
        """Yield the nodes that are judged once a page is complete."""
        found = (self.test(step, way) for way in step.ways)
        yield from (test for test in found if test is not None)
        for advise in (step.advise, *(way.advise for way in step.ways)):
            tests = (item.when for item in advise)
            plain = self.plan.lowering.plain
            yield from (plain(test) for test in tests if test is not None)


def put(path: tuple[int, ...]) -> tuple[str, ...]:
    """Return the line that notes the ways taken, if there are any."""
    listed = "".join(f"{number}, " for number in path)
    return (f"p += ({listed})",) if path else ()


def block(test: str, lines: Iterable[str]) -> list[str]:
    """Return lines that run if a test holds, or where that before them did not."""
    head = f"if {test}:" if test else "else:"
    return [head, *(f" {line}" for line in lines)]
