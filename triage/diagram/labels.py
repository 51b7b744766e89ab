"""Labels: texts and tables in the HTML that Graphviz takes."""

from collections.abc import Iterable
from html import escape

from triage.base.immutable import immutable
from triage.base.question import Level
from triage.base.speech import ENGLISH, Speech
from triage.base.wording import clean, wrapped
from triage.diagram import theme
from triage.diagram.phrases import level_text

TITLE = 12  # the size in which widths are counted
HEAD_WIDTH = 90


@immutable
class Style:
    size: int
    bold: bool = False
    indent: int = 0
    struck: bool = False


def swatch(
    level: Level | None, scale: tuple[Level, ...], speech: Speech = ENGLISH
) -> str:
    paint = theme.colours(level, scale)
    return (
        f'<TD BGCOLOR="{paint.fill}" BORDER="1" COLOR="{theme.LINE}" '
        f'CELLPADDING="5"><FONT POINT-SIZE="11" COLOR="{paint.ink}">'
        f"{escape_text(level_text(level, scale, speech))}</FONT></TD>"
    )


def barred(cell: str) -> str:
    """Return a row with a thick bar at its left, as warnings have it."""
    tight = 'CELLBORDER="0" CELLSPACING="0" CELLPADDING="1"'
    bar = f'BORDER="7" SIDES="L" COLOR="{theme.ALARM}"'
    return (
        f'<TR><TD ALIGN="LEFT"><TABLE {bar} {tight}><TR>{cell}</TR></TABLE></TD></TR>'
    )


def escape_text(text: str) -> str:
    """Return a text for an HTML-like label; a backslash would begin an escape."""
    return escape(clean(text)).replace("\\", "\\\\")


def set_lines(lines: Iterable[str], style: Style, ink: str) -> str:
    space = "&#160;" * style.indent
    text = "".join(f'{space}{escape_text(line)}<BR ALIGN="LEFT"/>' for line in lines)
    text = f"<B>{text}</B>" if style.bold else text
    text = f"<S>{text}</S>" if style.struck else text
    return f'<FONT POINT-SIZE="{style.size}" COLOR="{ink}">{text}</FONT>'


def table(
    rows: Iterable[str], padding: int = 3, fill: str = "", width: float = 0
) -> str:
    tight = f'BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="{padding}"'
    wide = f' WIDTH="{width:.0f}"' if width else ""
    return f"<TABLE {tight}{fill}{wide}>{''.join(rows)}</TABLE>"


def aside(rows: Iterable[str]) -> str:
    """Return rows as a label a little to the right, off the line that it stands at."""
    inner = table(rows, fill=f' BGCOLOR="{theme.PAPER}"')
    row = f'<TR><TD WIDTH="8"></TD><TD>{inner}</TD></TR>'
    return f"<{table([row], padding=0)}>"


def head_row(text: str, style: Style, letters: int = HEAD_WIDTH) -> str:
    """Return a paragraph of the heading, high enough even where no font is known."""
    lines = wrapped(text, letters * TITLE // style.size)
    inner = set_lines(lines, style, theme.INK)
    height = len(lines) * style.size * 4 // 3
    return f'<TR><TD ALIGN="LEFT" BALIGN="LEFT" HEIGHT="{height}">{inner}</TD></TR>'
