"""The page that lists the decisions."""

from making.places import DOCS, MADE

__all__ = ["decisions_page"]

DECISIONS_HEAD = """\
# Decisions

Choices that are not obvious from the code, each with its context and its price.

"""


def decisions_page() -> str:
    """Return the page that lists the decisions."""
    rows = []
    for path in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        heading = path.read_text(encoding="utf-8").partition("\n")[0]
        number, _, name = heading.removeprefix("# ").partition(" ")
        rows.append(f"{int(number)}. [{name}]({path.name})\n")
    return MADE + DECISIONS_HEAD + "".join(rows)
