"""Diagram: a view that can be written in every format, and how a tree becomes one."""

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

import attrs

from triage.base.exceptions import MissingExtra, TriageError
from triage.base.files import Sort, place_for, write
from triage.base.immutable import immutable
from triage.base.lazy import Later
from triage.diagram.build import Reading, part_view, view
from triage.diagram.full import in_full
from triage.diagram.model import SCREEN, View
from triage.diagram.others import folded
from triage.diagram.overview import Overview
from triage.diagram.parts import parts
from triage.model.tree import Tree

if TYPE_CHECKING:
    from triage.diagram import compare, over_map, overlay, shares, stack
    from triage.engine.coverage import Coverage
    from triage.engine.decision import Decision
    from triage.engine.flow import Flow
else:  # most pictures are of a tree alone
    compare = Later("triage.diagram.compare")
    over_map = Later("triage.diagram.over_map")
    overlay = Later("triage.diagram.overlay")
    shares = Later("triage.diagram.shares")
    stack = Later("triage.diagram.stack")

RENDERERS = {
    ".svg": "triage.diagram.svg:svg",
    ".png": "triage.diagram.render:png",
    ".pdf": "triage.diagram.pages:pdf",
    ".dot": "triage.diagram.dot:dot",
    ".mmd": "triage.diagram.mermaid:mermaid",
    ".md": "triage.diagram.mermaid:fence",
    ".txt": "triage.diagram.outline:outline",
}
"""The renderer of each format, by how its files end; imported when it is wanted."""

SHEETS = "triage.diagram.paper:sheets"

BINDER = "triage.diagram.pages:bound"

FENCE = rb"\A```mermaid\r?\n(?:(?! {0,3}```)[^\n]*\n)*```\s*\Z"
"""A file with one flowchart, and nothing before or behind it."""

LARGEST_FENCE = 262_144
"""How many bytes of such a file are read: of what is written, none has as many."""

SORTS = {
    ".svg": Sort.of("SVG picture", rb"<svg\b"),
    ".png": Sort.of("PNG picture", rb"^\x89PNG"),
    ".pdf": Sort.of("PDF", rb"^%PDF"),
    ".dot": Sort.of("DOT picture", rb"(?m)^\s*(?:strict\s+)?(?:di)?graph\b"),
    ".mmd": Sort.of("Mermaid flowchart", rb"(?m)^\s*(?:flowchart|graph)\b"),
    ".md": Sort.of("piece of Markdown with one flowchart", FENCE, LARGEST_FENCE),
    ".txt": Sort.of("outline of a tree", rb"(?m)^\d+ (?:step|part)s?, beginning with "),
}
"""What a picture of each format may be written over."""

REFUSED = "triage.diagram.mermaid:refused_for"


@immutable
class Diagram:
    """Hold a picture, ready to be drawn in any format.

    In a notebook it shows itself. Equal pictures give equal bytes.

    Args:
        view: What it shows.

    >>> import triage
    >>> diagram = triage.draw(triage.load("back_pain"), start="back/", depth=0)
    >>> print(diagram.outline().splitlines()[0])
    Back pain, and whether Xanax can help
    """

    view: View = attrs.field(repr=lambda view: f"<{view.id}>")

    @property
    def dot(self) -> str:
        """The picture in DOT, the language of Graphviz."""
        return str(self._drawn(".dot"))

    def mermaid(self) -> str:
        """Return the picture as a Mermaid flowchart."""
        return str(self._drawn(".mmd"))

    def outline(self) -> str:
        """Return the picture as indented text, which a screen reader can read."""
        return str(self._drawn(".txt"))

    def svg(self) -> str:
        """Return the picture as SVG.

        Raises:
            MissingExtra: Nothing here can draw it.
        """
        return str(self._drawn(".svg"))

    def png(self, dpi: int = SCREEN) -> bytes:
        """Return the picture as PNG.

        Args:
            dpi: How many pixels make an inch; print needs 200 or more.

        Raises:
            MissingExtra: Nothing here can draw it.
            TriageError: There are no such pixels, or too many.
        """
        renderer: Callable[[View, int], bytes] = resolve_name(RENDERERS[".png"])
        return renderer(self.view, dpi)

    def pdf(self, paper: str = "", *, landscape: bool = False) -> bytes:
        """Return the picture as PDF: on one page of its size, or on sheets of paper.

        Args:
            paper: ``a4``, ``a3`` or ``letter``; empty for one page. On sheets every
                step stands whole, and says in words where its ways lead.
            landscape: Whether sheets lie on their long side.

        Raises:
            MissingExtra: Nothing here can draw it, or bind its pages.
            TriageError: This machine has no fonts, or there is no such paper.
        """
        if not paper:
            return self._encoded(".pdf")
        lay: Callable[..., bytes] = resolve_name(SHEETS)
        return lay(self.view, paper, landscape=landscape)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file, in the format that its name ends with.

        Args:
            path: A name ending with .svg, .png, .pdf, .dot, .mmd, .md or .txt.

        Raises:
            TriageError: The name ends otherwise, or the file cannot be written, or
                something stands there that is no such picture: it is unchanged.
            MissingExtra: Nothing here can draw it.
        """
        write(str(path), self.drawn_for(path), sort_of(path))

    def drawn_for(self, path: str | PathLike[str]) -> bytes:
        """Return what ``save`` would write to a file, once it is sure that it may.

        Args:
            path: The name of the file, as ``save`` takes it.

        Raises:
            TriageError: As ``save`` does.
            MissingExtra: Nothing here can draw it.
        """
        return self._encoded(ending_of(path))

    def _drawn(self, suffix: str) -> str | bytes:
        renderer: Callable[[View], str | bytes] = resolve_name(RENDERERS[suffix])
        return renderer(self.view)

    def _encoded(self, suffix: str) -> bytes:
        drawn = self._drawn(suffix)
        return drawn.encode() if isinstance(drawn, str) else drawn

    def _repr_svg_(self) -> str | None:
        try:
            return self.svg()
        except MissingExtra:
            return None

    def _repr_mimebundle_(
        self,
        include: object = None,  # noqa: ARG002  notebooks pass it
        exclude: object = None,  # noqa: ARG002  notebooks pass it
    ) -> Mapping[str, str]:
        svg = self._repr_svg_()
        shown = {} if svg is None else {"image/svg+xml": svg}
        return {**shown, "text/plain": self.outline()}


def refused_by(diagram: Diagram, suffix: str, drawn: bytes) -> str:
    """Say which programs will not show a picture; empty where all of them do."""
    if suffix != ".mmd":
        return ""
    refused_for: Callable[[View, str], str] = resolve_name(REFUSED)
    return refused_for(diagram.view, drawn.decode())


def bound_for(path: str | PathLike[str], diagrams: Sequence[Diagram]) -> bytes:
    """Return a PDF for a file, with a page for each diagram.

    Raises:
        TriageError: Nothing can be written there, or a picture cannot be drawn.
        MissingExtra: Nothing here can draw or bind them.
    """
    ending_of(path)
    bind: Callable[[list[View]], bytes] = resolve_name(BINDER)
    return bind([diagram.view for diagram in diagrams])


def ending_of(path: str | PathLike[str]) -> str:
    """Return how the name of a file ends, if a picture can be drawn there.

    Raises:
        TriageError: It ends otherwise, or nothing can be written there.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in RENDERERS:
        known = ", ".join(RENDERERS)
        raise TriageError(f"`{target.name}` does not end with one of {known}")
    place_for(str(target), sort_of(target))
    return suffix


def sort_of(path: str | PathLike[str]) -> Sort | None:
    return SORTS.get(Path(path).suffix.lower())


def draw_parts(
    tree: Tree,
    *,
    decision: "Decision | None" = None,
    coverage: "Coverage | None" = None,
    flow: "Flow | None" = None,
) -> tuple[Diagram, ...]:
    """Draw the parts of a tree, each as a picture that can be read.

    Args:
        tree: The tree.
        decision: A decision whose path is set apart.
        coverage: What cases have come by, instead of a path.
        flow: How many people take which way, instead of a path.

    Raises:
        TriageError: What is given is of another tree, or it is several.

    >>> import triage
    >>> from triage.diagram import draw_parts
    >>> [part.view.title for part in draw_parts(triage.load("start"))]
    ['Part 1 of 1: START, sorting adults in a mass casualty incident']
    """
    return tuple(
        draw(tree, decision=decision, coverage=coverage, flow=flow, part=part.number)
        for part in parts(tree)
    )


def draw_map(
    tree: Tree,
    *,
    decision: "Decision | None" = None,
    flow: "Flow | None" = None,
    against: Tree | None = None,
    breaks: str = "",
) -> Diagram:
    """Draw a map of a tree: titles and numbers alone, on one page.

    Of a tree that is too large for a page its parts are shown, and it says so.

    Args:
        tree: The tree.
        decision: A decision whose path is set apart.
        flow: How many people come by each step, instead of a path.
        against: An older version of the tree: the steps that were added, changed and
            removed are set apart, instead of a path.
        breaks: What the decision breaks, in words, such as what a property says.

    Raises:
        TriageError: What is given is of another tree, or it is several, or shares are
            wished of a tree whose map shows parts, or something is broken and no
            decision given.

    >>> import triage
    >>> from triage.diagram import draw_map
    >>> print(draw_map(triage.load("start")).outline().splitlines()[-1])
        Down to: Delayed (Level 3 of 4)
    """
    refuse_several(decision, flow, against)
    refuse_of_others(tree, decision=decision, flow=flow)
    if breaks and decision is None:
        raise TriageError("what is broken is said of a decision: give `decision`, too")
    here = Overview(Reading.of(tree))
    if flow is not None:
        return Diagram(over_map.people_on_map(here, flow))
    if decision is not None:
        return Diagram(breaking(over_map.path_on_map(here, decision), breaks))
    if against is not None:
        return Diagram(over_map.changes_on_map(here, against))
    return Diagram(here.view())


def for_review(diagram: Diagram, tree: Tree) -> Diagram:
    """Return a picture with all that people read at the steps and ends it shows.

    That is help, second questions, what is said back, advice with what to watch for,
    and the sources, numbered, with how far each can be trusted.

    Args:
        diagram: A picture of the tree.
        tree: The tree.

    >>> import triage
    >>> from triage.diagram import draw, for_review
    >>> tree = triage.load("start")
    >>> shown = for_review(draw(tree), tree).outline().splitlines()
    >>> [line for line in shown if line.startswith("Sources")]
    ['Sources']
    """
    return Diagram(in_full(diagram.view, tree))


def draw(
    tree: Tree,
    *,
    decision: "Decision | None" = None,
    coverage: "Coverage | None" = None,
    flow: "Flow | None" = None,
    against: Tree | None = None,
    start: str | None = None,
    depth: int | None = None,
    part: int | None = None,
) -> Diagram:
    """Draw a tree.

    Args:
        tree: The tree.
        decision: A decision whose path is set apart.
        coverage: What cases have come by, instead of a path.
        flow: How many people take which way, instead of a path: each has its share, and
            its line is as wide.
        against: An older version of the tree: what was added, changed and removed
            is set apart, instead of a path.
        start: The id of the step to begin with, when only the part below it is
            wanted.
        depth: How many steps below the first are shown; 0 shows the first alone.
        part: The number of a part, when only that is wanted: parts are the modules,
            and what lies between them.

    Raises:
        TriageError: There is no such step or part, the depth is negative, the decision
            or the coverage is of another tree, or what is given does not go together.

    >>> import triage
    >>> tree = triage.load("back_pain")
    >>> print(triage.draw(tree).mermaid().splitlines()[5])
    flowchart TD
    """
    refuse_several(decision, coverage, flow, against)
    if part is not None and (start, depth, against) != (None, None, None):
        raise TriageError("a part is drawn whole, and alone: give only its number")
    refuse_of_others(tree, decision=decision, coverage=coverage, flow=flow)
    if against is not None:
        return Diagram(
            folded(compare.view_against(tree, against, start=start, depth=depth))
        )
    if part is None:
        shown = view(tree, start=start, depth=depth)
    else:
        shown = part_view(Reading.of(tree), part)
    if decision is not None:
        shown = overlay.with_path(shown, decision)
    if coverage is not None:
        shown = overlay.with_coverage(shown, coverage)
    if flow is not None:
        shown = shares.with_flow(shown, flow)
    return Diagram(folded(shown))


def draw_path(decision: "Decision", *, breaks: str = "", worse: str = "") -> Diagram:
    """Draw the path of a decision alone: a short stack of the steps that it took.

    Each step has what was answered, what counts where nothing was asked, and what was
    advised there; each way has what of its condition decided.

    Args:
        decision: The decision.
        breaks: What it breaks, in words, such as what a property says; empty for
            nothing.
        worse: What is worse than in another picture, in words; empty for nothing.

    >>> import triage
    >>> from triage.diagram import draw_path
    >>> decision = triage.load("start").decide({"walks": "yes"})
    >>> print(draw_path(decision).outline().splitlines()[1])
    version 1.0.0 · draft · logic 40df6f1a · only the path: 1 of 6 steps
    """
    whole = overlay.with_path(view(decision.tree), decision)
    shown = stack.stacked(whole, decision)
    if worse:
        shown = attrs.evolve(shown, details=(f"worse off: {worse}", *shown.details))
    return Diagram(folded(breaking(shown, breaks)))


def breaking(view: View, breaks: str) -> View:
    """Return a picture of a path that says, before all else, what the path breaks."""
    said = breaks.strip().rstrip(".").rstrip()
    if not said:
        return view
    return attrs.evolve(view, details=(f"breaks “{said}”", *view.details))


def refuse_several(*given: object) -> None:
    """Refuse to lay several things over one picture.

    Raises:
        TriageError: More than one is given.
    """
    if sum(one is not None for one in given) > 1:
        raise TriageError(
            "a picture shows one of a decision, coverage, people and changes: give one "
            "of them"
        )


def refuse_of_others(tree: Tree, **given: "Decision | Coverage | Flow | None") -> None:
    """Refuse what is laid over a picture of another tree.

    Raises:
        TriageError: It is of another one.
    """
    for name, found in given.items():
        if found is not None and found.tree.logic != tree.logic:
            made = "was made with" if name == "decision" else "is of"
            raise TriageError(f"the {name} {made} another tree")
