"""Parser: from the text of a condition to a syntax tree, over an allow-list.

The grammar is Python's own, in ``eval`` mode; nothing is ever evaluated. Text that is
too long or has a character outside the language is refused before it is parsed,
because Python reads some of them as others (``ﬁ`` as ``fi``).
"""

import ast
import re
from collections.abc import Mapping
from datetime import date

from triage.base.diagnostics import Finding
from triage.base.exceptions import TreeError
from triage.base.limits import LIMITS
from triage.base.pattern import pattern
from triage.base.text import Span, Text
from triage.base.wording import shortened
from triage.language.parse_errors import EXAMPLE, SPLIT, TOO_DEEP, slip

FOREIGN = pattern(r"[^A-Za-z0-9_ \t\r\n().,\[\]<>=!+*/-]")
SHORT = 100
"""How many characters of a condition are too few to be of any harm."""

ISO = pattern(r"(?<![\w.])\d{4}-\d\d-\d\d(?![\w.])", re.ASCII)
DAY = pattern(r"D\d{8}_")
"""A date, and the name that stands for it while Python parses: of the same width."""

DOTTED = pattern(r"(?<![\w.])[a-z]\w*(?:\.[a-z]\w*)+", re.ASCII)
"""The id of something in a copy of a module; Python parses a plain name instead."""

SHORT_DAY = pattern(r"(?<![\w.])(\d{4})-(\d\d?)-(\d\d?)(?![\w.])", re.ASCII)
CALLED = pattern(r"(?<!\w)date\s*\(")

NUMBER = pattern(r"\d{1,15}(\.\d{1,12})?")
GLUED = pattern(r"(?<!\w)\.?\d[\d.]*[A-Za-z_]\w*")

INSTEAD = {
    **dict.fromkeys(
        "'\"\u2018\u2019\u201c\u201d", "write ids and options without quotes"
    ),
    **dict.fromkeys("\u2212\u2013", "write `-`"),
    "\u00d7": "write `*`",
    "&": "write `and`",
    "|": "write `or`",
    "≥": "write `>=`",
    "≤": "write `<=`",
    "≠": "write `!=`",
    "%": "write `a - b * floor(a / b)`, or name what follows in a table by `from`",
}
"""What to write for characters that people try."""

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div)

UNKNOWN: Mapping[type[ast.operator] | None, str] = {
    ast.FloorDiv: "write `floor(a / b)`",
    ast.Pow: "multiply a number with itself: `a * a`",
}
"""What to write for operators that are not part of the language."""

OPERATORS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
}


def parse(text: Text) -> ast.expr:
    """Return the syntax tree of a condition; T301 if unreadable, T302 if foreign.

    >>> from triage.base.text import Source, Span
    >>> source = Source("x", "fever and days > 2")
    >>> type(parse(Text(source.text, Span(source, 0, 18)))).__name__
    'BoolOp'
    """
    refuse_characters(text)
    refuse_dates(text)
    flat = ISO.sub(as_name, re.sub(r"\s", " ", text.value))
    plain = DOTTED.sub(lambda found: found[0].replace(".", "_"), flat)
    skipped = len(flat) - len(flat.lstrip())
    try:
        tree = ast.parse(plain.lstrip(), mode="eval").body
    except SyntaxError:
        raise TreeError(slip(text)) from None
    except (RecursionError, MemoryError):
        raise fail(TOO_DEEP, SPLIT, text.span) from None
    for node in ast.walk(tree) if skipped else ():
        if isinstance(node, ast.expr):
            node.col_offset += skipped
            node.end_col_offset = (node.end_col_offset or 0) + skipped
    for node in ast.walk(tree) if plain != flat else ():
        if isinstance(node, ast.Name):
            node.id = flat[node.col_offset : node.end_col_offset]
    refuse_foreign(tree, text)
    refuse_repetition(tree, text)
    return tree


def fail(message: str, advice: str, span: Span, code: str = "T301") -> TreeError:
    return TreeError(Finding(code, message, span, advice))


def refuse_characters(text: Text) -> None:
    if not text.value.strip():
        raise fail("the condition is empty", "write a condition", text.span)
    if len(text.value) > LIMITS.condition:
        message = f"the condition is longer than {LIMITS.condition} characters"
        raise fail(message, SPLIT, text.span)
    if found := FOREIGN.search(text.value):
        char, span = found[0], text.part(*found.span())
        if char.isalpha():
            message = f"`{char}` (U+{ord(char):04X}) is not one of the letters a to z"
            raise fail(message, "write ids in plain letters; some look alike", span)
        message = f"`{char}` has no meaning in a condition"
        raise fail(message, INSTEAD.get(char, EXAMPLE), span)
    if found := GLUED.search(text.value):
        message = f"`{shortened(found[0])}` is neither a number nor a name"
        advice = "write plain digits, and a space behind them"
        raise fail(message, advice, text.part(*found.span()))


def refuse_dates(text: Text) -> None:
    """Refuse what looks like a date, and is none as the language writes them."""
    for found in SHORT_DAY.finditer(text.value):
        year, month, day = map(int, found.groups())
        try:
            written = date(year, month, day).isoformat()
        except ValueError:
            message = f"`{found[0]}` is no day of the calendar"
            advice = "write a day such as `2026-04-01`"
            raise fail(message, advice, text.part(*found.span())) from None
        if written != found[0]:
            message = f"`{found[0]}` is not a date as written here"
            raise fail(message, f"write `{written}`", text.part(*found.span()))
    if called := CALLED.search(text.value):
        message = "`date(…)` is not needed"
        advice = "write the day as it is read, as in `2026-04-01`"
        raise fail(message, advice, text.part(*called.span()))


def as_name(found: re.Match[str]) -> str:
    return f"D{found[0].replace('-', '')}_"


def refuse_foreign(tree: ast.expr, text: Text) -> None:
    level = [tree]
    for _ in range(LIMITS.condition_depth):
        level = [child for node in level for child in parts_of(node, text)]
        if not level:
            return
    raise fail(TOO_DEEP, SPLIT, text.span)


def refuse_repetition(tree: ast.expr, text: Text) -> None:
    """Refuse a condition that is far longer written out than as it stands."""
    parts = written_out(tree)
    if parts > LIMITS.condition_parts * (len(text.value) + SHORT):
        message = (
            "comparisons stand inside one another so often that the condition, "
            f"written out, has {parts:,} parts"
        )
        raise fail(message, SPLIT, text.span)


def written_out(node: ast.AST) -> int:
    """Return how many parts a condition has, each as often as it is written out.

    A comparison is its sides and their difference; a side in the middle of a chain is
    one of two comparisons.
    """
    if not isinstance(node, ast.Compare):
        return 1 + sum(map(written_out, ast.iter_child_nodes(node)))
    sides = [written_out(item) for item in (node.left, *node.comparators)]
    return 1 + 2 * (sum(sides) + sum(sides[1:-1]))


def parts_of(node: ast.expr, text: Text) -> list[ast.expr]:
    """Return the parts that a part of the language is made of; T302 for others."""
    written = text.value[node.col_offset : node.end_col_offset]
    match node:
        case ast.Name():
            return []
        case ast.BoolOp(values=items) | ast.List(elts=items):
            return items
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=item):
            return [item]
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, ARITHMETIC):
            return [left, right]
        case ast.IfExp(test=test, body=body, orelse=other):
            return [test, body, other]
        case ast.Compare(left=left, ops=ops, comparators=rights) if all(
            type(operator) in OPERATORS for operator in ops
        ):
            return [left, *rights]
        case ast.Call(func=ast.Name(), args=arguments, keywords=[]):
            return arguments
        case ast.Constant() if NUMBER.fullmatch(written):
            return []
        case ast.Constant(value=value) if type(value) in (int, float):
            message = "is not a plain number"
            advice = "write it like `12` or `0.5`, with at most 15 digits"
        case _:
            message = "is not part of the condition language"
            operator = type(node.op) if isinstance(node, ast.BinOp) else None
            advice = UNKNOWN.get(operator) or (
                "use names, plain numbers, dates, `and or not`, `< <= == != > >=`, "
                "`in`, `+ - * /`, `if else`, `min max round floor ceil count points`, "
                "`days weeks months years weekday on_or_before on_or_after accrued`, "
                "`asked answered unsure maybe surely`; `triage explain T302` shows them"
            )
    span = text.part(node.col_offset, node.end_col_offset or node.col_offset + 1)
    raise fail(f"`{shortened(written)}` {message}", advice, span, "T302")
