"""Markdown: the paragraphs, lists, emphasis, links, headings and tables of long texts.

This is the one module that knows the library that parses it. A text without marks is
never parsed: its blank lines part paragraphs, and that is all.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import cycle
from typing import TYPE_CHECKING, TypeAlias, cast

from triage.base import holes
from triage.base.holes import Hole, doubled, has_braces
from triage.base.immutable import immutable
from triage.base.lazy import Later
from triage.base.pattern import pattern
from triage.base.wording import filled, folded, paragraphs, shortened

if TYPE_CHECKING:
    import html as markup

    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
else:
    markup = Later("html")  # with the names of all characters

Lead: TypeAlias = str
"""What stands before the first line of something, such as a dash."""

MARKS = pattern(
    r"[\\`*\[|]|<(?=[a-z/!?])|(?<!\w)_|_(?!\w)|^\s*(?:[#>+-]|\d+[.)]|~~~)",
    re.MULTILINE | re.IGNORECASE,
)
"""What can make a text more than plain paragraphs; a text may have it for nothing."""

ADDRESS = pattern(
    r"https://[\w-]+(\.[\w-]+)+(:\d+)?([/?#][!-~]*)?"
    r"|mailto:[\w.+-]+@[\w-]+(\.[\w-]+)+"
    r"|tel:\+?\d[\d-]*"
    r"|/([!-.0-~][!-~]*)?",
    re.ASCII,
)
FILLED = pattern(r"[{}]|\$[A-Za-z_{]")
ADDRESSES = "`https:`, `mailto:`, `tel:`, or a path that begins with `/`"

DEEPEST = 2
"""How many lists may stand inside one another."""

REFUSED = {
    "html_inline": "raw HTML",
    "html_block": "raw HTML",
    "image": "a picture",
    "code_inline": "code",
    "fence": "code",
    "blockquote": "a quotation",
    "hr": "a rule",
}

NOUNS = {"list_item": "item of a list", "heading": "heading", "table": "table"}

ACTIVE = pattern(r"[\\`*_\[\]<>|~!]|&(?=[#\w]+;)|^[#+=-]|^\d+[.)](?=\s|$)")
"""What stands for something else than itself in Markdown, in words on one line."""


HOLE = pattern(r"\{[^{}]*\}")

ITEM = pattern(r"[*+-] |\d+[.)] ")
"""How an item of a list begins."""

NUMBERED = pattern(r"^([\s*+-]*(?:\$\w+|\$?\{[^{}]*\}))([.)])(?=\s|$)", re.MULTILINE)
"""What would begin a list if a number were filled in: it never does."""


@immutable
class Mistake:
    """Say what cannot stand in a text, and what to write instead.

    Args:
        message: What is wrong.
        advice: What to do.
        near: The characters that it is about; empty for the whole text.
    """

    message: str
    advice: str
    near: str = ""


def is_plain(text: str) -> bool:
    r"""Return whether a text has no mark of Markdown.

    >>> is_plain("Rest, and drink a lot."), is_plain("- rest\n- drink")
    (True, False)
    """
    return MARKS.search(text) is None


def laid_out(text: str) -> str:
    """Return a text as trees keep it: folded if it is plain, else as it is written."""
    if is_plain(HOLE.sub("", text)):
        return paragraphs(text)
    return "\n".join(map(str.rstrip, text.strip().splitlines()))


def told(text: str, words: Mapping[str, str]) -> str:
    """Return a text with each ``$name`` filled in, as trees keep it."""
    if "$" not in text:
        return laid_out(text)
    shown = {name: doubled(escaped(word)) for name, word in words.items()}
    return laid_out(filled(numbered(text), shown))


def joined(parts: Iterable[str]) -> str:
    r"""Return one text of several; neighbours that are items are one list.

    >>> joined(["Take:", "- water", "- salt", "And rest."])
    'Take:\n\n- water\n- salt\n\nAnd rest.'
    """
    found: list[str] = []
    for part in filter(None, parts):
        if found and ITEM.match(part) and ITEM.match(found[-1]):
            found[-1] += f"\n{part}"
        else:
            found += part.split("\n\n")
    return "\n\n".join(found)


@lru_cache(maxsize=256)
def escaped(words: str) -> str:
    r"""Return words on one line, as Markdown that says just them.

    >>> escaped("2 * 3 <b>")
    '2 \\* 3 \\<b\\>'
    """
    return ACTIVE.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", folded(words))


def filled_in(text: str, words: Callable[[Hole], str]) -> str:
    r"""Return a text with every hole filled, as Markdown that says just these words.

    >>> filled_in("*{sign}* {n}", lambda hole: "2 * 3")
    '*2 \\* 3* 2 \\* 3'
    """
    if not has_braces(text):
        return text
    return holes.filled_in(numbered(text), lambda hole: escaped(words(hole)))


def numbered(text: str) -> str:
    return NUMBERED.sub(r"\1\\\2", text)


def masked(text: str, *masks: str) -> str:
    """Return a text with words in the place of its holes, by turns."""
    turns = cycle(masks)
    return filled_in(text, lambda _: next(turns))


MASKS = (("x",), ("%",), ("x", "%"), ("%", "x"))
"""Words and other signs, of which emphasis begins and ends elsewhere."""


def is_sturdy(text: str) -> bool:
    """Return whether a text is read alike, whatever its holes are filled with."""
    return len({structure(masked(text, *masks)) for masks in MASKS}) == 1


def structure(text: str) -> tuple[tuple[str, object], ...]:
    """Return what a text is besides its words."""
    nodes = parsed(text).walk(include_self=False)
    return tuple(
        (node.type, node.attrs.get("href")) for node in nodes if node.type != "text"
    )


UNREAD = ("code", "entity", "lheading", "reference")
"""What is Markdown elsewhere, and plain words here."""


@cache
def parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415  few texts have marks

    found = MarkdownIt("commonmark").enable("table")
    found.disable([*UNREAD, "text_join"])
    # What is no address is refused by name, not shown as it is written
    found.validateLink = bool  # type: ignore[assignment,method-assign]
    found.normalizeLink = str  # type: ignore[assignment,method-assign]
    return found


@lru_cache(maxsize=256)
def parsed(text: str) -> "SyntaxTreeNode":
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415  few texts have marks

    return SyntaxTreeNode(parser().parse(text))


def html(text: str) -> str:
    r"""Return a text as HTML, in which nothing of it is a tag.

    >>> html("Rest,\n\nand *drink*: 1 < 2")
    '<p>Rest,</p>\n<p>and <em>drink</em>: 1 &lt; 2</p>\n'
    """
    if is_plain(text):
        parts = filter(None, text.split("\n\n"))
        return "".join(f"<p>{markup.escape(part)}</p>\n" for part in parts)
    return cast("str", renderer().render(text))


@cache
def renderer() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415  few texts have marks

    found = MarkdownIt("commonmark", {"html": False}).enable("table")
    return found.disable([*UNREAD, "image"])


# What is refused


def mistakes(text: str) -> Iterator[Mistake]:
    """Yield what cannot stand in a text."""
    if not is_plain(text):
        for node in parsed(text).walk(include_self=False):
            yield from wrong(node)


def wrong(node: "SyntaxTreeNode") -> Iterator[Mistake]:
    kind, markup = node.type, node.markup
    if kind in REFUSED:
        content = node.content.partition("\n")[0] or markup
        advice = "write it in words; a `\\` before a mark makes it a plain character"
        yield Mistake(f"{REFUSED[kind]} cannot stand in a text", advice, content)
    elif kind == "heading" and node.tag not in ("h2", "h3"):
        advice = "begin a heading with `##` or `###`"
        yield Mistake(f"a heading cannot begin with `{markup}`", advice, markup)
    elif kind in ("em", "strong") and "_" in markup:
        stars = markup.replace("_", "*")
        advice = f"write `{stars}` on both sides, or `\\_` for a plain `_`"
        yield Mistake(f"`{markup}` does not emphasise", advice, markup)
    elif kind == "link":
        yield from wrong_link(node)
    elif kind in ("bullet_list", "ordered_list") and depth(node) > DEEPEST:
        advice = "write the innermost list as a sentence, or as a text of its own"
        yield Mistake("a list can stand in a list, and not deeper", advice)
    elif kind in ("list_item", "heading", "table") and is_empty(node):
        advice = "write what belongs there, or `\\` before the mark"
        yield Mistake(f"this {NOUNS[kind]} says nothing", advice, markup)
    elif kind == "text" and "](" in node.content:
        advice = "write `[words](address)`, without a space in the address"
        yield Mistake("`](` looks like a link, and is none", advice, "](")


def wrong_link(node: "SyntaxTreeNode") -> Iterator[Mistake]:
    address = str(node.attrs["href"])
    named = shortened(address)
    if node.markup == "autolink":
        advice = f"write `[words]({named})`"
        yield Mistake("an address in `<…>` cannot stand in a text", advice, address)
    elif FILLED.search(address):
        message = f"nothing is filled in in an address, as in `{named}`"
        yield Mistake(message, "write the address itself", address)
    elif ADDRESS.fullmatch(address) is None:
        message = f"`{named}` is not an address that can be followed"
        yield Mistake(message, f"give one with {ADDRESSES}", address)
    elif not "".join(words(node)).strip():
        yield Mistake("this link has no words", "write `[words](address)`", address)


def is_empty(node: "SyntaxTreeNode") -> bool:
    """Whether nothing is read of a node; of a table, what is below its head."""
    return not any(line.strip() for line, _ in shown(node))


def depth(node: "SyntaxTreeNode | None") -> int:
    found = 0
    while node is not None:
        found += node.type in ("bullet_list", "ordered_list")
        node = node.parent
    return found


# How it is read where there is no Markdown


def lines(text: str, label: str = "") -> Iterator[tuple[str, Lead]]:
    r"""Yield the lines of a text, each with what stands before it.

    Args:
        text: The text.
        label: What the first line begins with; a list begins on a line of its own.

    >>> list(lines("Do *both*:\n\n- rest\n- [call](tel:999)"))
    [('Do both:', ''), ('rest', '- '), ('call (tel:999)', '- ')]
    """
    plain = is_plain(text)
    found = [(x, "") for x in text.splitlines()] if plain else [*shown(parsed(text))]
    if label and found:
        first, lead = found[0]
        found[:1] = [(label, ""), found[0]] if lead else [(f"{label} {first}", "")]
    yield from found


def shown(node: "SyntaxTreeNode") -> Iterator[tuple[str, Lead]]:
    match node.type:
        case "bullet_list" | "ordered_list":
            for number, item in enumerate(node.children, first_number(node)):
                mark = "- " if node.type == "bullet_list" else f"{number}. "
                yield from under(item, mark)
        case "table":
            parts = (row for part in node.children for row in part.children)
            names, *rows = map(cells, parts)
            yield from ((row_text(names, row), "- ") for row in rows)
        case "inline":
            yield from ((line, "") for line in "".join(words(node)).split("\n"))
        case _:
            for child in node.children:
                yield from shown(child)


def first_number(node: "SyntaxTreeNode") -> int:
    return int(node.attrs.get("start", 1))


def under(item: "SyntaxTreeNode", mark: str) -> Iterator[tuple[str, Lead]]:
    """Yield the lines of an item of a list: the mark stands before the first."""
    for number, (line, lead) in enumerate(shown(item)):
        yield line, (" " * len(mark) if number else mark) + lead


def cells(row: "SyntaxTreeNode") -> list[str]:
    return ["".join(words(cell.children[0])) for cell in row.children]


def row_text(names: list[str], row: list[str]) -> str:
    """Return a row as it can be heard: what it is about, then column by column."""
    first, *others = row
    pairs = zip(names[1:], others, strict=True)
    rest = ", ".join(filter(None, (f"{name} {cell}".strip() for name, cell in pairs)))
    return f"{first}: {rest}" if rest else first


def words(node: "SyntaxTreeNode") -> Iterator[str]:
    """Yield the words of a line; a link also says where it leads."""
    for child in node.children:
        match child.type:
            case "softbreak":
                yield " "
            case "hardbreak":
                yield "\n"
            case "em" | "strong":
                yield from words(child)
            case "link":
                said = "".join(words(child))
                yield f"{said}{leads_to(said, str(child.attrs['href']))}"
            case _:
                yield child.content


def leads_to(said: str, address: str) -> str:
    """Return an address behind its words, unless these say it already."""
    scheme, _, bare = address.rpartition("//" if "//" in address else ":")
    told = re.sub(r"[^+\d]", "", said) if scheme == "tel" else said
    return "" if told in (bare, address) else f" ({address})"
