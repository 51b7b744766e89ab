"""DOT for a machine without fonts: what Graphviz can draw with letters of its own."""

import unicodedata

SIGNS = str.maketrans(
    {
        "\N{CHECK MARK}": "[x]",
        "\N{BALLOT BOX}": "[ ]",
        "\N{WHITE CIRCLE}": "( )",
        "\N{RIGHTWARDS ARROW}": "->",
        "\N{LEFT DOUBLE QUOTATION MARK}": "&quot;",
        "\N{RIGHT DOUBLE QUOTATION MARK}": "&quot;",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{MIDDLE DOT}": "-",
        "\N{DEGREE SIGN}": "",
        "\N{MULTIPLICATION SIGN}": "x",
        "\N{LESS-THAN OR EQUAL TO}": "&lt;=",
        "\N{GREATER-THAN OR EQUAL TO}": "&gt;=",
    }
)


CORNERS = (
    ('style="filled,rounded"', "style=filled"),
    ("style=rounded", "style=solid"),
    ("&#160;", " "),
)


def bare(dot: str) -> str:
    """Return DOT whose texts have plain letters only, and no round corners.

    What has no likeness among plain letters becomes a question mark.

    >>> bare("✓ Müll")
    '[x] Mull'
    """
    for written, instead in CORNERS:
        dot = dot.replace(written, instead)
    signs = unicodedata.normalize("NFKD", dot.translate(SIGNS))
    plain = (c for c in signs if not combines(c))
    return "".join(c if c.isascii() else "?" for c in plain)


def combines(character: str) -> bool:
    """Whether a character is only an accent on the one before."""
    return unicodedata.combining(character) > 0
