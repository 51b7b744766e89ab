"""Template: a text with holes, in which what a name stands for is filled in.

A hole is ``{name}``, ``{name | look}``, ``{name else words}`` or both; ``{{`` and
``}}`` are plain braces. A template is read once, and what is filled in never again.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

import attrs

from triage.base.immutable import immutable
from triage.base.pattern import pattern

TOKEN = pattern(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
NAME = pattern(r"[a-z]\w*(?:\.[a-z]\w*)*", re.ASCII)
INSIDE = pattern(
    rf"\s*({NAME.pattern})\s*(?:\|\s*([a-z]+)\s*)?(?:\belse\b\s*(.*?)\s*)?",
    re.ASCII | re.DOTALL,
)
FORMS = "write `{name}`, `{name | look}` or `{name else words}`"


@immutable
class Hole:
    """Show what a name stands for.

    Args:
        name: The id of a question or of a value.
        look: How it is shown, such as ``unit``; empty for the usual way.
        otherwise: What is shown while it is open; None if it never may be.
        start: Where it begins in the text.
        end: Where it ends.
    """

    name: str
    look: str = ""
    otherwise: str | None = None
    start: int = attrs.field(default=0, eq=False, repr=False)
    end: int = attrs.field(default=0, eq=False, repr=False)


@immutable
class Misread(Exception):
    """Refuse a text whose braces are no holes."""

    message: str
    advice: str
    start: int
    end: int


def has_braces(text: str) -> bool:
    return "{" in text or "}" in text


def doubled(words: str) -> str:
    """Return words of which no brace is a hole."""
    return words.replace("{", "{{").replace("}", "}}")


@lru_cache(maxsize=1_024)
def template(text: str) -> tuple[str | Hole, ...]:
    """Return the parts of a text in their order.

    Raises:
        Misread: A brace is neither doubled nor part of a hole.

    >>> template("{{x}} is {x | unit else open}")
    ('{', 'x', '}', ' is ', Hole(name='x', look='unit', otherwise='open'))
    """
    return tuple(parts(text))


def parts(text: str) -> Iterator[str | Hole]:
    at = 0
    for found in TOKEN.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        at = found.end()
        yield found[0][0] if found[0] in ("{{", "}}") else hole(found)
    if at < len(text):
        yield text[at:]


def hole(found: re.Match[str]) -> Hole:
    if found[1] is None:
        message = f"this `{found[0]}` belongs to no hole"
        advice = f"{FORMS}, or `{found[0] * 2}` for a plain brace"
        raise Misread(message, advice, *found.span())
    inside = INSIDE.fullmatch(found[1])
    if inside is None:
        raise Misread("this is no hole", f"{FORMS}; braces are doubled", *found.span())
    name, look, otherwise = inside.groups()
    if otherwise == "":
        message, advice = (
            "this `else` says nothing",
            "write what is read while it is open",
        )
        raise Misread(message, advice, *found.span())
    return Hole(name, look or "", otherwise, *found.span())


def holes(text: str) -> tuple[Hole, ...]:
    """Return the holes of a text that has been read before."""
    if not has_braces(text):
        return ()
    return tuple(part for part in template(text) if isinstance(part, Hole))


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return a text whose holes name some things otherwise.

    >>> with_names("{a | unit} and {{a}} {b else a}", {"a": "c"})
    '{c | unit} and {{a}} {b else a}'
    """

    def named(token: re.Match[str]) -> str:
        if token[1] is None:
            return token[0]
        return NAME.sub(lambda name: names.get(name[0], name[0]), token[0], count=1)

    return TOKEN.sub(named, text)


def with_words(text: str, name: str, words: str) -> str:
    """Return a text whose plain holes of one name are filled.

    >>> with_words("{a}, {{a}}, {b}", "a", "{x}")
    '{{x}}, {{a}}, {b}'
    """

    def said(token: re.Match[str]) -> str:
        found = token[1] is not None and token[1].strip() == name
        return doubled(words) if found else token[0]

    return TOKEN.sub(said, text)


def names_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield what the holes of a text name, and where the name begins.

    >>> list(names_in("{{a}} { b else a}"))
    [('b', 8)]
    """
    for token in TOKEN.finditer(text):
        name = NAME.search(token[1] or "")
        if name is not None:
            yield name[0], token.start(1) + name.start()


def filled_in(text: str, words: Callable[[Hole], str]) -> str:
    """Return a text with every hole filled, in one pass.

    >>> filled_in("{{n}} is {n}", lambda hole: "{n}")
    '{n} is {n}'
    """
    if not has_braces(text):
        return text
    found = template(text)
    return "".join(words(part) if isinstance(part, Hole) else part for part in found)
