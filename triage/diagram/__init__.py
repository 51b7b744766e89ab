"""Drawing: a tree as a picture, a chart in text, or an outline to be read aloud."""

from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path

import attrs

from triage.base.exceptions import MissingExtra, TriageError
from triage.diagram.compare import view_against
from triage.diagram.model import ONE_THING, View, view
from triage.diagram.outline import outline
from triage.engine.coverage import Coverage
from triage.engine.decision import Decision
from triage.model.tree import Tree

__all__ = ["Diagram", "draw"]


@attrs.frozen
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
        from triage.diagram.dot import dot  # noqa: PLC0415  graphviz loads late

        return dot(self.view)

    def mermaid(self) -> str:
        """Return the picture as a Mermaid flowchart."""
        from triage.diagram.mermaid import mermaid  # noqa: PLC0415  seldom wanted

        return mermaid(self.view)

    def outline(self) -> str:
        """Return the picture as indented text, which a screen reader can read."""
        return outline(self.view)

    def svg(self) -> str:
        """Return the picture as SVG.

        Raises:
            MissingExtra: Nothing here can draw it.
        """
        from triage.diagram.render import render  # noqa: PLC0415  seldom wanted
        from triage.diagram.svg import accessible  # noqa: PLC0415  seldom wanted

        return accessible(render(self.dot, "svg").decode(), self.view)

    def png(self) -> bytes:
        """Return the picture as PNG.

        Raises:
            MissingExtra: Nothing here can draw it.
        """
        from triage.diagram.render import render  # noqa: PLC0415  seldom wanted

        return render(self.dot, "png")

    def pdf(self) -> bytes:
        """Return the picture as PDF.

        Raises:
            MissingExtra: Nothing here can draw it.
            TriageError: This machine has no fonts.
        """
        from triage.diagram.render import render  # noqa: PLC0415  seldom wanted

        return render(self.dot, "pdf")

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file, in the format that its name ends with.

        Args:
            path: A name ending with .svg, .png, .pdf, .dot, .mmd or .txt.

        Raises:
            TriageError: The name ends otherwise.
            MissingExtra: Nothing here can draw it.
        """
        target = Path(path)
        make = FORMATS.get(target.suffix.lower())
        if make is None:
            known = ", ".join(FORMATS)
            raise TriageError(f"`{target.name}` does not end with one of {known}")
        content = make(self)
        data = content.encode() if isinstance(content, str) else content
        target.write_bytes(data)

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


FORMATS: Mapping[str, Callable[[Diagram], str | bytes]] = {
    ".svg": Diagram.svg,
    ".png": Diagram.png,
    ".pdf": Diagram.pdf,
    ".dot": lambda diagram: diagram.dot,
    ".mmd": Diagram.mermaid,
    ".txt": Diagram.outline,
}


def draw(
    tree: Tree,
    *,
    decision: Decision | None = None,
    coverage: Coverage | None = None,
    against: Tree | None = None,
    start: str | None = None,
    depth: int | None = None,
) -> Diagram:
    """Draw a tree.

    Args:
        tree: The tree.
        decision: A decision whose path is set apart.
        coverage: What cases have come by, instead of a path.
        against: An older version of the tree: what was added, changed and removed
            is set apart, instead of a path.
        start: The id of the step to begin with, when only the part below it is
            wanted.
        depth: How many steps below the first are shown; 0 shows the first alone.

    Raises:
        TriageError: There is no such step, the depth is negative, the decision or
            the coverage is of another tree, or several of these are given.

    >>> import triage
    >>> tree = triage.load("back_pain")
    >>> print(triage.draw(tree).mermaid().splitlines()[5])
    flowchart TD
    """
    if against is None:
        shown = view(
            tree, decision=decision, coverage=coverage, start=start, depth=depth
        )
    elif decision is None and coverage is None:
        shown = view_against(tree, against, start=start, depth=depth)
    else:
        raise TriageError(ONE_THING)
    return Diagram(shown)
