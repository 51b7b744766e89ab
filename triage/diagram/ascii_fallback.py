"""ASCII fallback: DOT for a machine without fonts, in letters Graphviz has itself."""

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

WRITTEN = {
    'style="filled,rounded"': "style=filled",
    "style=rounded": "style=solid",
    "&#160;": " ",
}


def in_ascii(dot: str) -> str:
    """Return DOT whose texts have plain letters only, and no round corners.

    What has no likeness among plain letters becomes a question mark.

    >>> in_ascii("✓ Müll")
    '[x] Mull'
    """
    for written, instead in WRITTEN.items():
        dot = dot.replace(written, instead)
    signs = unicodedata.normalize("NFKD", dot.translate(SIGNS))
    plain = (sign for sign in signs if not unicodedata.combining(sign))
    return "".join(sign if sign.isascii() else "?" for sign in plain)
