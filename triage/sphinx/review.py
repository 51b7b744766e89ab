"""Review: the directive `triage-review`, which leads to the page to sign."""

from collections.abc import Iterator, Mapping
from html import escape

from docutils import nodes
from docutils.parsers.rst.directives import unchanged_required
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from triage.base.dates import said
from triage.review import Pack, pack
from triage.sphinx.directive import TreeDirective, add_node, written

TRIAL = 'id="trial"'
"""What a page has by which it can be tried; the page of a retired tree has none."""


class review_page(nodes.Inline, nodes.TextElement):  # noqa: N801  as docutils names
    """Hold the page of a review, and the words that lead to it."""


class ReviewDirective(TreeDirective):
    """Show what is known of a tree, and lead to its review as one page."""

    option_spec = {  # noqa: RUF012  docutils has it so
        "place": unchanged_required,
        "against": unchanged_required,
    }

    def trees(self) -> Iterator[str]:
        """Yield the tree, and the other version."""
        yield from super().trees()
        if against := self.options.get("against"):
            yield self.named(against)

    def shown(self) -> Iterator[nodes.Node]:
        """Yield the facts, and the way to the page."""
        against = self.options.get("against")
        gathered = pack(
            self.tree_name,
            place=self.options.get("place", ""),
            against=against and self.named(against),
        )
        page, tree = gathered.html(), gathered.tree
        ways = {"": f"Review of {tree.title}, on one page"}
        if TRIAL in page:
            ways["#trial"] = "Try it: answer, and see the way that is taken on the map"
        for place, words in ways.items():
            link = review_page(words, words, page=page, place=place)
            link["file"] = self.file_name(f"{tree.id}_review", page, ".html")
            yield nodes.paragraph("", "", link)
        yield fields(facts(gathered))


def facts(gathered: Pack) -> Mapping[str, str]:
    """Return what is known of a tree at a glance."""
    tree = gathered.tree
    due = f", to be looked at again by {tree.review_by}" if tree.review_by else ""
    return {
        "Version": f"{tree.version or 'none'}, {tree.status}{due}",
        "Hashes": f"logic {tree.logic}, words {tree.wording}",
        "Properties": gathered.proofs.summary.removeprefix(f"{tree.id}: "),
        "Beside it": gathered.counts,
        "Gathered on": said(gathered.on),
    }


def fields(shown: Mapping[str, str]) -> nodes.field_list:
    """Return facts as a list of names and what is said of each."""
    found = nodes.field_list()
    for name, text in shown.items():
        body = nodes.field_body("", nodes.paragraph(text, text))
        found += nodes.field("", nodes.field_name(name, name), body)
    return found


def begin(writer: HTML5Translator, node: review_page) -> None:
    """Write the page beside the others, and begin the link to it; a book has none."""
    if is_book(writer):
        return
    file = written(writer, node["file"], node["page"])
    where = escape(f"{file}{node['place']}")
    writer.body.append(f'<a class="triage-review" href="{where}">')


def end(writer: HTML5Translator, _node: review_page) -> None:
    if not is_book(writer):
        writer.body.append("</a>")


def is_book(writer: HTML5Translator) -> bool:
    """Whether what is written is no site: a book holds no page with a script."""
    return writer.builder.name == "epub"


def add_to(app: Sphinx) -> None:
    """Add the directive to Sphinx."""
    add_node(app, review_page, begin, end)
    app.add_directive("triage-review", ReviewDirective)
