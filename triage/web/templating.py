"""Templating: the markup of pages, for a server that fills it, or a page that does."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader
from markupsafe import Markup

from triage.base.exceptions import TriageError
from triage.base.speech import ENGLISH, Speech
from triage.model.tree import Tree


def environment(
    templates: str | Path = "", *, marked: bool = False, speech: Speech = ENGLISH
) -> Environment:
    """Return where templates are found: in a folder of one's own, then in ours.

    Args:
        templates: The folder; may be empty.
        marked: Whether elements say what they repeat for, and without what they go, for
            a script that fills them; else these marks are nothing.
        speech: What is said beside the texts of a tree.

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
    found.globals["say"] = speech.say
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


def call_now(trees: Iterable[Tree], speech: Speech = ENGLISH) -> Markup:
    """Return what to do without the advice that was given; empty where none is urgent.

    Of trees that differ in the number to call, none is named.
    """
    urgent = [tree for tree in trees if tree.profile.emergency]
    numbers = {number_to_call(tree) for tree in urgent}
    if not urgent:
        return Markup("")
    if len(numbers) > 1 or "" in numbers:
        return Markup("{}").format(speech.say(GET_HELP))
    text = speech.say(CALL, number=numbers.pop())
    return called(text, urgent[0])


GET_HELP = "If you were told to get help, get it now."
CALL = "If you were told to call {number}, call now."


def number_to_call(tree: Tree) -> str:
    """Return the number to call in an emergency; empty where it is none to dial."""
    number = tree.contacts.get("emergency_number", "")
    return number if number.isdigit() else ""


def spoken_in(language: str) -> Markup:
    """Return what an element says of its language, and in which direction it is read.

    >>> spoken_in("ar-EG"), spoken_in("")
    (Markup(' lang="ar-EG" dir="rtl"'), Markup(''))
    """
    if not language:
        return Markup("")
    base, *more = language.lower().split("-")
    is_leftward = base in LEFTWARD or LEFTWARD_SCRIPTS & {*more}
    direction = Markup(' dir="rtl"') if is_leftward else Markup("")
    return Markup(' lang="{}"').format(language) + direction


LEFTWARD = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
"""Languages that are read from right to left."""

LEFTWARD_SCRIPTS = {"adlm", "arab", "hebr", "nkoo", "syrc", "thaa"}


def unmarked(_name: str) -> str:
    return ""
