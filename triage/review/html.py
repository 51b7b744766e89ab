"""HTML: a pack as one page that needs no server, to be read, printed and signed."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from triage import __version__
from triage.base.dates import said
from triage.base.markdown import html
from triage.base.question import Level
from triage.base.wording import many
from triage.diagram import theme
from triage.diagram.phrases import EXPLAINED, level_text
from triage.model.tree import Tree
from triage.review.sheets import Sheet
from triage.terminal.report import opened
from triage.web.file import hashed

if TYPE_CHECKING:
    from triage.review.gathering import Pack

SCRIPT, STYLE, PAGE = "review.js", "review.css", "review.html"


def page(pack: "Pack") -> str:
    """Return a pack as one page, which asks for nothing from anywhere."""
    found = environment()
    tree = pack.tree
    style = found.get_template(STYLE).render(paints=[*paints(tree)])
    return found.get_template(PAGE).render(
        pack=pack,
        tree=tree,
        library=__version__,
        style=style,
        script=found.get_template(SCRIPT).render(),
        hashed=hashed,
        map=Markup(pack.picture.svg()),  # noqa: S704  drawn by us, and escaped there
        paint=paint_of,
        level_text=level_text,
        explained=EXPLAINED,
        opened=opened,
        numbers={one.source.id: one.number for one in pack.evidence},
        steps={name: sheet for sheet in pack.sheets for name in asked_at(sheet)},
    )


def environment() -> Environment:
    found = Environment(
        loader=PackageLoader("triage.review"),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    filters: dict[str, Callable[..., object]] = {
        "prose": prose,
        "day": said,
        "count": many,
    }
    found.filters.update(filters)
    return found


def prose(text: str) -> Markup:
    """Return a text in Markdown as HTML, in which nothing of it is a tag."""
    return Markup(html(text))  # noqa: S704  what reads Markdown escapes


def paints(tree: Tree) -> Iterator[tuple[str, theme.Colours]]:
    """Yield the colours of each level, by its class."""
    for level in (*tree.levels, None):
        yield paint_of(level), theme.colours(level, tree.levels)


def paint_of(level: Level | None) -> str:
    return "plain" if level is None else f"level-{level.rank}"


def asked_at(sheet: Sheet) -> Iterator[str]:
    """Yield the ids of the questions of a step."""
    for one in sheet.asked:
        yield one.question.id
