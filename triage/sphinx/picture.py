"""Picture: the directive `triage`, a diagram in a page, and the same in words."""

import re
from collections.abc import Collection, Iterator
from html import escape
from typing import cast
from xml.etree import ElementTree as ET

from docutils import nodes
from docutils.parsers.rst.directives import flag, nonnegative_int, unchanged_required
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from triage.base.exceptions import TriageError
from triage.diagram import Diagram, draw, draw_map
from triage.linker.loader import load
from triage.sphinx.directive import TreeDirective, add_node, written

WIDE = 900
"""The points from which on a picture is too wide to be fitted into a page."""

NAMES = ("id", "aria-labelledby", "aria-describedby")
LINKS = ("href", "{http://www.w3.org/1999/xlink}href")

HEAD = """\
<figure class="triage-diagram{wide}">
<div role="region" tabindex="0" aria-label="{title}: diagram">{svg}</div>
<figcaption>
<a href="{file}">Open the diagram alone</a>
<details><summary>The same in words</summary>
"""

TAIL = "</details>\n</figcaption>\n</figure>\n"


class tree_picture(nodes.General, nodes.Element):  # noqa: N801  docutils names nodes so
    """Hold a picture as SVG, and in it the same in words."""


class TriageDirective(TreeDirective):
    """Show a tree, a map of it, or a part."""

    option_spec = {  # noqa: RUF012  docutils has it so
        "map": flag,
        "part": nonnegative_int,
        "from": unchanged_required,
        "depth": nonnegative_int,
        "place": unchanged_required,
        "language": unchanged_required,
    }

    def shown(self) -> Iterator[nodes.Node]:
        """Yield the picture."""
        diagram, ids = self.diagram(), self.state.document.ids
        alone, words = diagram.svg(), diagram.outline()
        svg = apart(alone, ids, "map-" if "map" in self.options else "")
        found = tree_picture(
            svg=svg,
            alone=alone,
            file=self.file_name(diagram.view.id, alone, ".svg"),
            title=words.partition("\n")[0],
        )
        found += nodes.literal_block(words, words, language="none")
        ids.update(dict.fromkeys(ids_of(svg), found))
        yield found

    def diagram(self) -> Diagram:
        """Return what is to be shown.

        Raises:
            TriageError: There is no such tree or part, or the options do not agree.
        """
        told = {key: self.options.get(key, "") for key in ("place", "language")}
        tree = load(self.tree_name, **told)
        limits = {key: self.options.get(key) for key in ("part", "depth")}
        start = self.options.get("from")
        if "map" not in self.options:
            return draw(tree, start=start, **limits)
        if start is not None or any(x is not None for x in limits.values()):
            raise TriageError(
                "a map is of a whole tree: leave out part, from and depth"
            )
        return draw_map(tree)


def ids_of(svg: str) -> Collection[str]:
    """Return the ids in a picture."""
    return re.findall(r'(?<= id=")[^"]*', svg)


def apart(svg: str, taken: Collection[str], prefix: str) -> str:
    """Return a picture with no id that its page has already.

    The ids of steps and ends are those by which a page leads to them. With a prefix
    they have that one, so that another picture of the same steps has them plain.
    """
    root = ET.fromstring(svg)  # noqa: S314  we drew it
    new = {name: free(f"{prefix}{name}", taken) for name in ids_of(svg)}
    for element in root.iter():
        for key in NAMES:
            if (name := element.get(key)) in new:
                element.set(key, new[name])
        for key in LINKS:
            if (name := element.get(key, "").removeprefix("#")) in new:
                element.set(key, f"#{new[name]}")
        if element.tag.endswith("}style"):
            own = root.attrib["id"]
            element.text = (element.text or "").replace(svg_id(svg), own)
    return ET.tostring(root, encoding="unicode")


def svg_id(svg: str) -> str:
    """Return the id of a picture itself, which its style names."""
    return next(iter(ids_of(svg)))


def free(name: str, taken: Collection[str]) -> str:
    """Return a name, with a number behind it if it is taken."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def begin(writer: HTML5Translator, node: tree_picture) -> None:
    """Show a picture, and write it into a file of its own."""
    svg = apart(node["svg"], taken := ids_on(writer), "")
    taken.update(ids_of(svg))
    shown = {
        "wide": " wide" if width(node["svg"]) > WIDE else "",
        "title": escape(node["title"]),
        "file": written(writer, node["file"], node["alone"]),
        "svg": svg,
    }
    writer.body.append(HEAD.format_map(shown))


def ids_on(writer: HTML5Translator) -> set[str]:
    """Return the ids of earlier pictures: of all, where a site is one page."""
    return cast("set[str]", vars(writer).setdefault("triage_ids", set()))


def end(writer: HTML5Translator, _node: tree_picture) -> None:
    writer.body.append(TAIL)


def width(svg: str) -> float:
    """Return how wide a picture is, in points."""
    found = re.search(r' width="([\d.]+)pt"', svg)
    return float(found[1]) if found else 0


def add_to(app: Sphinx) -> None:
    """Add the directive to Sphinx."""
    add_node(app, tree_picture, begin, end)
    app.add_directive("triage", TriageDirective)
