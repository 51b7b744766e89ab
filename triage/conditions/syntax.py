"""From the text of a condition to a syntax tree, over an allow-list.

The parser is Python's own, in ``eval`` mode; nothing is ever evaluated. Text that is
too long or has a character outside the language is refused before it is parsed,
because the parser reads some of them as others (``ﬁ`` as ``fi``).
"""

import ast
import re

from triage.errors import Finding, TreeError
from triage.source import Span, Text

__all__ = ["parse", "span_of"]

LONGEST = 2000
DEEPEST = 40
ALPHABET = re.compile(r"[A-Za-z0-9_ \t\r\n().,\[\]<>=!+*-]*")
NUMBER = re.compile(r"\d{1,15}(\.\d{1,12})?")

ALLOWED = (
    ast.BoolOp | ast.UnaryOp | ast.BinOp | ast.Compare | ast.Call | ast.Name | ast.List
)
OPERATORS = (
    ast.And
    | ast.Or
    | ast.Not
    | ast.USub
    | ast.Add
    | ast.Sub
    | ast.Mult
    | ast.Lt
    | ast.LtE
    | ast.Gt
    | ast.GtE
    | ast.Eq
    | ast.NotEq
    | ast.In
    | ast.NotIn
    | ast.Load
)


def parse(text: Text) -> ast.expr:
    """Return the syntax tree of a condition.

    Args:
        text: The condition as written.

    Raises:
        TreeError: T301 when the text cannot be read, T302 when it uses something
            that is not part of the language.

    >>> from triage.source import Source, Span
    >>> source = Source("x", "fever and days > 2")
    >>> type(parse(Text(source.text, Span(source, 0, 18)))).__name__
    'BoolOp'
    """
    refuse_characters(text)
    flat = re.sub(r"\s", " ", text.value)
    skipped = len(flat) - len(flat.lstrip())
    try:
        tree = ast.parse(flat.lstrip(), mode="eval").body
    except SyntaxError as error:
        start = skipped + max(0, (error.offset or 1) - 1)
        raise TreeError(unreadable(text, start)) from None
    except (RecursionError, MemoryError):
        raise TreeError(too_deep(text)) from None
    for node in ast.walk(tree):
        if hasattr(node, "col_offset"):
            node.col_offset += skipped
            node.end_col_offset += skipped  # type: ignore[attr-defined]
    refuse_foreign(tree, text, DEEPEST)
    return tree


def span_of(node: ast.expr, text: Text) -> Span:
    """Return where a part of a condition was written."""
    return text.part(node.col_offset, node.end_col_offset or node.col_offset + 1)


def refuse_characters(text: Text) -> None:
    """Refuse text that is empty, too long, or outside the alphabet."""
    if not text.value.strip():
        raise TreeError(
            Finding("T301", "the condition is empty", text.span, "write a condition")
        )
    if len(text.value) > LONGEST:
        message = f"the condition is longer than {LONGEST} characters"
        raise TreeError(
            Finding("T301", message, text.span, "name parts of it under `values`")
        )
    match = ALPHABET.match(text.value)
    end = match.end() if match else 0
    if end < len(text.value):
        raise TreeError(
            Finding(
                "T301",
                f"`{text.value[end]}` has no meaning in a condition",
                text.part(end, end + 1),
                "options and ids are written bare, without quotes",
            )
        )


def unreadable(text: Text, start: int) -> Finding:
    """Return the finding for a condition that is not well formed."""
    lone = re.search(r"(?<![<>=!])=(?!=)", text.value)
    if lone:
        return Finding(
            "T301",
            "`=` does not compare",
            text.part(lone.start(), lone.end()),
            "write `==`",
        )
    start = min(start, max(0, len(text.value) - 1))
    return Finding(
        "T301",
        "the condition cannot be read from here",
        text.part(start, start + 1),
        "a condition is built like `fever in signs and days > 2`; "
        "a word in front of a condition is missing or too many",
    )


def too_deep(text: Text) -> Finding:
    """Return the finding for a condition with too many levels."""
    return Finding(
        "T301",
        f"the condition is nested deeper than {DEEPEST} levels",
        text.span,
        "name parts of it under `values`",
    )


def refuse_foreign(node: ast.AST, text: Text, levels: int) -> None:
    """Refuse every part that is not in the language."""
    if levels == 0:
        raise TreeError(too_deep(text))
    if isinstance(node, ast.Constant):
        refuse_constant(node, text)
    elif isinstance(node, ast.Call):
        refuse_call(node, text)
    elif isinstance(node, ast.expr) and not isinstance(node, ALLOWED):
        raise TreeError(foreign(node, text))
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.operator | ast.cmpop | ast.unaryop) and not (
            isinstance(child, OPERATORS)
        ):
            raise TreeError(foreign(node, text))
        refuse_foreign(child, text, levels - 1)


def refuse_constant(node: ast.Constant, text: Text) -> None:
    """Refuse everything but plain whole numbers and decimals."""
    written = text.value[node.col_offset : node.end_col_offset]
    if not NUMBER.fullmatch(written):
        finding = foreign(node, text)
        raise TreeError(finding)


def refuse_call(node: ast.Call, text: Text) -> None:
    """Refuse calls with keywords, and calls of anything but a name."""
    if node.keywords or not isinstance(node.func, ast.Name):
        raise TreeError(foreign(node, text))


def foreign(node: ast.AST, text: Text) -> Finding:
    """Return the finding for something outside the language."""
    if not isinstance(node, ast.expr):
        return Finding("T302", "this is not part of the condition language", text.span)
    span = span_of(node, text)
    written = text.value[node.col_offset : node.end_col_offset]
    return Finding(
        "T302",
        f"`{written}` is not part of the condition language",
        span,
        "use names, plain numbers, `and or not`, `< <= == != > >=`, `in`, `+ - *`, "
        "`count points asked unsure maybe surely`; `triage explain T302` shows them",
    )
