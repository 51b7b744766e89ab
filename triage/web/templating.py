"""Templating: the markup of pages, for a server that fills it, or a page that does."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader
from markupsafe import Markup

from triage.base.exceptions import TriageError
from triage.model.tree import Tree


def environment(templates: str | Path = "", *, marked: bool = False) -> Environment:
    """Return where templates are found: in a folder of one's own, then in ours.

    Args:
        templates: The folder; may be empty.
        marked: Whether elements say what they repeat for, and without what they go, for
            a script that fills them; else these marks are nothing.

    Raises:
        TriageError: There is no such folder.
    """
    if templates and not Path(templates).is_dir():
        raise TriageError(f"{templates}: there is no such folder of templates")
    own = [FileSystemLoader(templates)] if templates else []
    found = Environment(
        loader=ChoiceLoader([*own, PackageLoader("triage.web")]),
        autoescape=True,
        auto_reload=bool(templates),  # ours are looked for once, and not each time
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["called"] = called
    found.globals["each"] = mark("each") if marked else unmarked
    found.globals["only"] = mark("only") if marked else unmarked
    return found


def mark(kind: str) -> Callable[[str], Markup]:
    """Return what marks an element by the name of what it stands for, if it has one."""

    def marked(name: str) -> Markup:
        return Markup(' data-{}="{}"').format(kind, name) if name else Markup("")

    return marked


def called(text: str, tree: Tree) -> Markup:
    """Return a text in which the number to call in an emergency is a link that does."""
    number = number_to_call(tree)
    link = Markup('<a href="tel:{0}">{0}</a>').format(number)
    parts = re.split(rf"(?<!\w){number}(?!\w)", text) if number else [text]
    return link.join(parts)


def call_now(trees: Iterable[Tree]) -> Markup:
    """Return what to do without the advice that was given; empty where none is urgent.

    Of trees that differ in the number to call, none is named.
    """
    urgent = [tree for tree in trees if tree.profile.emergency]
    numbers = {number_to_call(tree) for tree in urgent}
    if not urgent:
        return Markup("")
    if len(numbers) > 1 or "" in numbers:
        return Markup("If you were told to get help, get it now.")
    text = f"If you were told to call {numbers.pop()}, call now."
    return called(text, urgent[0])


def number_to_call(tree: Tree) -> str:
    """Return the number to call in an emergency; empty where it is none to dial."""
    number = tree.contacts.get("emergency_number", "")
    return number if number.isdigit() else ""


def unmarked(_name: str) -> str:
    return ""
