"""The `diagram` directive: a command that draws, and on the site what it draws."""

import re
import shlex
from html import escape
from pathlib import Path

from click.testing import CliRunner
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

from triage.cli.main import cli

__all__ = ["setup"]

WIDE = 900
"""The points from which on a picture is too wide to be fitted into a page."""

FIGURE = """\
<figure class="diagram {width}">
<div><img src="{source}" alt="{title}: diagram. The same in words follows."></div>
<figcaption>
<a href="{source}">Open the diagram alone</a> &middot; <code>{command}</code>
<details><summary>The same in words</summary><pre>{outline}</pre></details>
</figcaption>
</figure>
"""


class diagram(nodes.General, nodes.Element):  # noqa: N801  docutils names nodes so
    """Stand for a picture: by the command that draws it."""


class Diagram(Directive):
    """Show what a `triage draw` command draws."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the node of the picture."""
        return [diagram(command=" ".join(self.content))]


def visit(writer: HTML5Translator, node: diagram) -> None:
    """Draw the picture among those of the site, and show it."""
    command = node["command"]
    *draw, _, name = shlex.split(command)[1:]
    folder = Path(writer.builder.outdir, writer.builder.imagedir)
    folder.mkdir(exist_ok=True)
    picture = folder / name
    run([*draw, "-o", str(picture)])
    outline = run([*draw, "-o", "-"])
    shown = {
        "width": "wide" if width(picture) > WIDE else "",
        "source": f"{writer.builder.imgpath}/{name}",
        "title": outline.partition("\n")[0],
        "command": command,
        "outline": outline,
    }
    texts = {key: escape(text) for key, text in shown.items()}
    writer.body.append(FIGURE.format_map(texts))
    raise nodes.SkipNode


def run(arguments: list[str]) -> str:
    """Run a command of triage and return what it prints.

    Raises:
        ExtensionError: It fails.
    """
    done = CliRunner().invoke(cli, arguments)
    if done.exit_code:
        raise ExtensionError(f"triage {shlex.join(arguments)}: {done.output}")
    return done.stdout


def width(picture: Path) -> float:
    """Return how wide an SVG is, in points."""
    found = re.search(r'<svg[^>]* width="([\d.]+)pt"', picture.read_text("utf-8"))
    return float(found[1]) if found else 0


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive to Sphinx."""
    app.add_directive("diagram", Diagram)
    app.add_node(diagram, html=(visit, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
