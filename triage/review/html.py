"""HTML: a pack as one page that needs no server, to be read, printed and signed."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from triage import __version__
from triage.base.dates import said
from triage.base.exceptions import RetiredTree
from triage.base.limits import LIMITS
from triage.base.markdown import html
from triage.base.question import Level
from triage.base.speech import ENGLISH
from triage.base.wording import many
from triage.comparison.equivalence import Changes
from triage.comparison.matrix import Matrix
from triage.diagram import draw, draw_map, fold, theme
from triage.diagram.build import Reading
from triage.diagram.overview import Overview
from triage.diagram.phrases import explained, level_text
from triage.model.tree import Tree
from triage.program.nodes import Unportable
from triage.review.sheets import Sheet
from triage.terminal.report import opened
from triage.verify.text import stories
from triage.web.element import component, component_script
from triage.web.file import harmless, hashed

if TYPE_CHECKING:
    from triage.review.gathering import Pack

DRAWN_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
"""The style that a picture brings with it, for screens that are dark."""

SCRIPT, STYLE, PAGE = "review.js", "review.css", "review.html"


def page(pack: "Pack", *, on_paper: bool = False) -> str:
    """Return a pack as one page, which asks for nothing from anywhere.

    On paper nothing moves, so that a browser that prints it need not read how, and
    nothing is folded, as no browser could be trusted to open it.
    """
    found = environment()
    tree = pack.tree
    style = found.get_template(STYLE).render(
        paints=[*paints(tree)], running=css_text(running(tree)), on_paper=on_paper
    )
    drawn = pack.picture.svg()
    content = "" if on_paper else tried(tree)
    scripts = [] if on_paper else [found.get_template(SCRIPT).render(content=content)]
    return found.get_template(PAGE).render(
        pack=pack,
        tree=tree,
        library=__version__,
        style=style,
        content=content,
        scripts=[component_script(), *scripts] if content else scripts,
        on_paper=on_paper,
        styles=[style, *map(unescape, DRAWN_STYLE.findall(drawn))],
        paths=dict(failing(pack)),
        edited=edited(pack),
        matrix=matrix(pack.changes),
        map=Markup(drawn),  # noqa: S704  drawn by us, and escaped there
        paint=paint_of,
        level_text=level_text,
        explained=explained(tree.speech),
        opened=partial(opened, speech=ENGLISH),
        boxes={name: box.id for name, box in Overview(Reading.of(tree)).home.items()},
        numbers={one.source.id: one.number for one in pack.evidence},
        steps={name: sheet for sheet in pack.sheets for name in asked_at(sheet)},
    )


def matrix(changes: Changes | None) -> Matrix | None:
    """Return which levels take whose place; None where none does."""
    if changes is None:
        return None
    return Matrix.of(changes.then, changes.new, changes.outcomes)


def failing(pack: "Pack") -> Iterator[tuple[str, list[str]]]:
    """Yield each property that somebody breaks, with the path of whoever does, drawn.

    A picture is an address that holds it: nothing in it can be taken for a part of the
    page.
    """
    tree = pack.tree
    for proof in pack.proofs.proofs:
        says = proof.property.says
        paths = [
            draw_map(tree, decision=story.decision, breaks=says, worse=story.instead)
            for story in stories(proof)
        ]
        if paths:
            yield proof.property.id, [data_uri(path.svg()) for path in paths]


def edited(pack: "Pack") -> tuple[str, str]:
    """Return a picture of what changed and what is next to it, and the same in words.

    Both are empty where there is no other version, or it would be too large a picture.
    """
    if pack.changes is None:
        return "", ""
    picture = fold(draw(pack.tree, against=pack.changes.old))
    size = len(picture.view.nodes) + len(picture.view.edges)
    is_drawn = size <= LIMITS.picture_parts
    return (data_uri(picture.svg()), picture.outline()) if is_drawn else ("", "")


def data_uri(svg: str) -> str:
    """Return the address of a picture that is the picture itself."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def tried(tree: Tree) -> str:
    """Return what an interview on the page is filled with; empty where none can be."""
    try:
        return harmless(component(tree))
    except (RetiredTree, Unportable):
        return ""


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
        "hashed": hashed,
        "prose": prose,
        "day": said,
        "count": many,
    }
    found.filters.update(filters)
    return found


def prose(text: str) -> Markup:
    """Return a text in Markdown as HTML, in which nothing of it is a tag."""
    return Markup(html(text))  # noqa: S704  what reads Markdown escapes


def running(tree: Tree) -> str:
    """Return what stands at the foot of each printed page: which version it is of."""
    named = " ".join(filter(None, (tree.id, tree.version)))
    return f"{named} · {tree.status} · logic {tree.logic} · words {tree.wording}"


def css_text(text: str) -> Markup:
    r"""Return a text as it stands in quotes in a style sheet.

    >>> css_text('a "b" <c>')
    Markup('a \\22 b\\22  \\3c c\\3e ')
    """
    plain = (c if c.isalnum() or c in " ·.-_" else rf"\{ord(c):x} " for c in text)
    return Markup("".join(plain))  # noqa: S704  nothing in it ends the quotes


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
