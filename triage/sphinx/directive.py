"""Directive: the tree that a page names, and what becomes of a mistake about it."""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.logging import getLogger
from sphinx.writers.html5 import HTML5Translator

from triage.base.exceptions import TriageError
from triage.linker.loader import find
from triage.sphinx.kept import FOLDER, beside, folder_of, page

LOG = getLogger(__name__)

Visit: TypeAlias = Callable[[HTML5Translator, Any], None]


class TreeDirective(SphinxDirective):
    """Be about one tree, whose mistakes are warnings at its place in the page."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return what is shown; nothing where that cannot be."""
        try:
            for name in self.trees():
                self.depend_on(find(name).parent)
            return [*self.shown()]
        except TriageError as error:
            LOG.warning("%s", error, location=self.get_location(), type="triage")
            self.env.note_reread()
            return []

    @property
    def tree_name(self) -> str:
        """The tree of the page, as ``load`` finds it."""
        return self.named(self.arguments[0])

    def trees(self) -> Iterator[str]:
        """Yield the trees that are read, as ``load`` finds them."""
        yield self.tree_name

    def depend_on(self, folder: Path) -> None:
        """Let the page be read anew when other files of trees stand in a folder."""
        names = beside(folder)
        page(self.env).folders[folder] = names
        for name in names:
            self.env.note_dependency(str(folder / name))

    def file_name(self, stem: str, text: str, suffix: str) -> str:
        """Return a name for a file of the site that no other text has."""
        digest = sha256(text.encode()).hexdigest()
        name = f"{stem}-{digest[:8]}{suffix}"
        page(self.env).files.add(name)
        return name

    def named(self, given: str) -> str:
        """Return a tree as ``load`` finds it; a path goes from the page."""
        return self.env.relfn2path(given)[1] if Path(given).suffix else given

    @abstractmethod
    def shown(self) -> Iterator[nodes.Node]:
        """Yield what is shown.

        Raises:
            TriageError: It cannot be.
        """


def written(writer: HTML5Translator, name: str, text: str) -> str:
    """Write a file beside the pages, and return where it is from the page."""
    folder = folder_of(writer.builder.outdir)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return f"{writer.builder.dlpath}/{FOLDER}/{name}"


def as_children(_writer: nodes.NodeVisitor, _node: nodes.Element) -> None:
    """Show what is in a node, and nothing of itself."""


def add_node(app: Sphinx, node: type[nodes.Element], begin: Visit, end: Visit) -> None:
    """Add a node to Sphinx, of which all that is no HTML shows what is in it."""
    plain = (as_children, as_children)
    app.add_node(
        node, html=(begin, end), latex=plain, man=plain, texinfo=plain, text=plain
    )
