"""Overview: a whole tree on one page, as a map of its steps or of its parts."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from triage.base.immutable import immutable
from triage.base.question import Level
from triage.base.speech import ENGLISH, Speech
from triage.diagram.build import Reading, details
from triage.diagram.lines import step_title
from triage.diagram.model import Edge, Group, Node, Told, View
from triage.diagram.parts import Part
from triage.diagram.phrases import WARNED_BEFORE, WARNS
from triage.language.english import humanise
from triage.model.traversal import advice_sites
from triage.model.tree import Recommendation, Step, Tree

MOST_STEPS = 72
"""The most steps that a page shows; of a larger tree it shows the parts."""

MOST_PARTS = 72
"""The most parts that a page shows; how many are left out is said."""

COLUMN = 9
"""The most parts below each other."""


@immutable
class Box:
    """Be a place on a map: a step, or a part with all its steps."""

    id: str
    number: int
    title: str
    steps: tuple[str, ...]
    column: int


@immutable
class Extent:
    """Hold between which levels lies what some steps may tell.

    Args:
        highest: The highest level of all that is told; None where it has none.
        lowest: The lowest level of what ends there; the highest where nothing does.
        warns: Whether a warning is among it.
    """

    highest: Level | None
    lowest: Level | None
    warns: bool


@attrs.frozen(slots=False)
class Overview:
    """Picture a tree by titles and numbers alone, in columns side by side."""

    here: Reading

    def view(self) -> View:
        tree, boxes = self.here.tree, self.boxes
        told = [item for box in boxes for item in self.told(box.steps)]
        near = ((box, to) for box in boxes for to in self.onward(box, beside=False))
        return View(
            id=tree.id,
            title=tree.title,
            details=(*details(tree, None, None), *self.left_out()),
            first=boxes[0].id,
            nodes=tuple(map(self.node, boxes)),
            edges=tuple(Edge(n, a.id, b.id) for n, (a, b) in enumerate(near)),
            groups=tuple(self.frames()),
            scale=tree.levels,
            speech=tree.speech,
            notice=tree.profile.disclaimer,
            hashes=(tree.logic, tree.wording),
            is_map=True,
            levels=levels(told),
            noun="step" if self.is_whole else "part",
        )

    @cached_property
    def is_whole(self) -> bool:
        """Whether steps are shown, not parts."""
        return len(self.here.numbers) <= MOST_STEPS

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        if not self.is_whole:
            return tuple(map(part_box, self.here.parts[:MOST_PARTS]))
        tree = self.here.tree
        return tuple(
            Box(name, self.here.numbers[name], title(tree, step), (name,), part.number)
            for part in self.here.parts
            for name in part.steps
            for step in [tree.steps[name]]
        )

    @cached_property
    def home(self) -> Mapping[str, Box]:
        return {name: box for box in self.boxes for name in box.steps}

    def onward(self, box: Box, *, beside: bool) -> Sequence[Box]:
        """Return where ways lead from a box, in its own column or beside it."""
        joints, steps = self.here.joints, self.here.tree.steps
        ways = [way.to for name in box.steps for way in steps[name].ways]
        names = (joints.get(name, name) for name in ways)
        found = {
            self.home[name].id: self.home[name] for name in names if name in self.home
        }
        found.pop(box.id, None)
        others = (to for to in found.values() if (to.column != box.column) is beside)
        return sorted(others, key=lambda to: to.number)

    def node(self, box: Box) -> Node:
        return Node(
            box.id,
            "step",
            group=self.frame(box),
            title=box.title,
            number=box.number,
            onward=tuple(to.number for to in self.onward(box, beside=True)),
            told=tuple(
                may_be_told(self.extent(box.steps), speech=self.here.tree.speech)
            ),
        )

    def extent(self, steps: Sequence[str]) -> Extent:
        """Return between which levels lies what some steps may tell."""
        told, ends = self.told(steps), levels(self.ends(steps))
        high = next(iter(levels(told)), None)
        low = ends[-1] if ends else high
        return Extent(high, low, any(item.warning for item in told))

    def told(self, steps: Sequence[str]) -> Sequence[Recommendation]:
        """Return what is told at some steps, or that ends there."""
        told, shown = self.here.tree.recommendations, self.here.tree.steps
        sites = advice_sites(shown[name] for name in steps)
        names = dict.fromkeys(site.advice.recommendation for site in sites)
        return [*map(told.__getitem__, names), *self.ends(steps)]

    def ends(self, steps: Sequence[str]) -> Sequence[Recommendation]:
        """Return what the ways of some steps end with."""
        told, shown = self.here.tree.recommendations, self.here.tree.steps
        names = dict.fromkeys(way.to for name in steps for way in shown[name].ways)
        return [told[name] for name in names if name in told]

    def frame(self, box: Box) -> str:
        """Return the id of the frame that a box is in; one part alone has none."""
        return str(box.column) if self.is_whole and len(self.here.parts) > 1 else ""

    def frames(self) -> Iterator[Group]:
        if self.is_whole and len(self.here.parts) > 1:
            for part in self.here.parts:
                number = str(part.number)
                yield Group(number, part.title, number=number)

    def left_out(self) -> Iterator[str]:
        """Yield what does not fit on a page."""
        speech = self.here.tree.speech
        if not self.is_whole:
            steps = speech.many(len(self.here.numbers), "step")
            yield speech.say("{steps} left out: the numbers are of parts", steps=steps)
        if (more := len(self.here.parts) - len(self.boxes)) > 0 and not self.is_whole:
            parts = speech.many(more, "part")
            yield speech.say("{parts} left out too", parts=parts)


def levels(told: Sequence[Recommendation]) -> tuple[Level, ...]:
    """Return the levels of what is told, highest first."""
    found = {item.urgency for item in told if item.urgency is not None}
    return tuple(sorted(found, key=lambda level: -level.rank))


def may_be_told(
    now: Extent, then: Extent | None = None, speech: Speech = ENGLISH
) -> Iterator[Told]:
    """Yield between which levels lies what may be told, and whether it warns.

    Where it was otherwise in an older tree, that stands before it, with an arrow.
    """
    was = then or now
    pairs = ("up", was.highest, now.highest), ("down", was.lowest, now.lowest)
    said, nothing = set[str](), speech.say("nothing")
    for way, before, level in pairs:
        titles = (x.title if x else nothing for x in (before, level))
        text = " → ".join(dict.fromkeys(titles))
        if text not in {nothing, *said}:
            yield Told(speech.say(EXTENT[way], level=text), level)
        said.add(text)
    if now.warns:
        yield Told(speech.say(WARNS), warning=True)
    elif was.warns:
        yield Told(speech.say(WARNED_BEFORE))


EXTENT = {"up": "up to: {level}", "down": "down to: {level}"}


def part_box(part: Part) -> Box:
    column = (part.number - 1) // COLUMN
    return Box(f"part {part.number}", part.number, part.title, part.steps, column)


def title(tree: Tree, step: Step) -> str:
    """Return what a step is called, in words."""
    own = step.id.removesuffix("/").rpartition("/")[2]
    name = step.title or step_title(tree, step) or humanise(own)
    return name[:1].upper() + name[1:]
