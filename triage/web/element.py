"""Element: an interview in anybody's page, and what the element is filled with."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from triage.base.exceptions import TriageError
from triage.model.tree import Tree
from triage.web.fragments import fragments, more, prose
from triage.web.script import script
from triage.web.templating import environment, spoken_in

FORMAT = "triage-component/2"

EMPTY = {"br", "col", "hr", "img", "input", "wbr"}
"""The elements that have nothing in them, and no end."""

NO_MARKUP = {"base", "embed", "iframe", "link", "meta", "object", "script", "style"}
"""The elements that do something, which no page of an interview needs."""


def component(tree: Tree, *, templates: str | Path = "") -> str:
    """Return an interview as JSON, for the element ``<triage-interview>`` to lead.

    Args:
        tree: The tree.
        templates: A folder with pages of your own, as ``app`` takes it.

    Raises:
        TriageError: The tree is retired; there is no such folder; a page of your own
            is not whole, or has more than markup in it.

    >>> import triage.web
    >>> made = json.loads(triage.web.component(triage.load("start")))
    >>> made["format"], made["program"]["tree"]
    ('triage-component/2', 'start')
    """
    tree.refuse_retired(allowed=False)
    marked = environment(templates, marked=True, speech=tree.speech)
    start = marked.get_template("here.html").render(
        layout="component.html",
        tree=tree,
        site=tree.title,
        language=spoken_in(tree.language),
    )
    markup = {"start": start, **dict([*fragments(marked, tree.speech), *prose(tree)])}
    found = {
        "format": FORMAT,
        "program": json.loads(tree.program().text),
        "more": more(tree),
        "markup": {name: nodes(name, html) for name, html in markup.items()},
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def component_script(*, templates: str | Path = "") -> str:
    """Return the module that makes ``<triage-interview>`` an element of a page.

    It is the same for every tree, loads nothing but what ``src`` names, and has its
    style in it.

    Args:
        templates: A folder with pages of your own, as ``app`` takes it; of these, it
            has ``component.css`` in it.

    Raises:
        TriageError: There is no such folder.

    >>> import triage.web
    >>> "triage-interview" in triage.web.component_script()
    True
    """
    style = environment(templates).get_template("component.css").render()
    return f"const STYLE = {json.dumps(style)};\n{script('component')}"


class Nodes(HTMLParser):
    """Read markup as nodes: a text, or a name with attributes and what is inside."""

    def __init__(self, name: str, html: str) -> None:
        super().__init__()
        self.name = name
        self.open: list[list[Any]] = [["", {}]]
        self.feed(html)
        self.close()
        if len(self.open) > 1:
            self.refuse(f"`<{self.open[-1][0]}>` has no end")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: text or "" for name, text in attrs}
        if tag in NO_MARKUP or any(name.startswith("on") for name in found):
            self.refuse(f"`<{tag}>` does something, and is no markup")
        element: list[Any] = [tag, found]
        self.open[-1].append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            return
        if self.open[-1][0] != tag:
            self.refuse(f"`</{tag}>` ends what did not begin there")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].append(data)

    def refuse(self, wrong: str) -> None:
        message = f"the template of `{self.name}` cannot be filled in: {wrong}"
        raise TriageError(f"{message}; see what ours has there")


def nodes(name: str, html: str) -> list[Any]:
    """Return markup as JSON, from which elements are made without reading any markup.

    >>> nodes("p", '<p class="a">One<br>two</p>')
    [['p', {'class': 'a'}, 'One', ['br', {}], 'two']]
    """
    return Nodes(name, html).open[0][2:]
