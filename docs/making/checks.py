"""The page with every check."""

from collections.abc import Iterator
from itertools import groupby

from making.places import MADE
from making.text import table
from triage.lint.catalogue import CatalogueEntry, catalogue

__all__ = ["checks_page"]

FAMILIES = {
    "T1": "The text",
    "T2": "Names",
    "T3": "Conditions",
    "T4": "The flow",
    "T5": "What is said",
    "T6": "Proofs",
    "T7": "Cases",
    "T8": "Hazards",
}
"""What the checks of a hundred are about."""

HEAD = """\
# Checks

Everything that `triage` can say about a file. Errors refuse it; warnings do not, unless
`--strict` is given. `triage explain T201` prints an entry of this page.

"""


def checks_page() -> str:
    """Return the page with every check."""
    rows = [
        (
            f"[{entry.id}](#{str(entry.id).lower()})",
            str(entry.severity),
            str(entry.title),
        )
        for entry in catalogue().values()
    ]
    overview = table(("code", "severity", "finds"), rows)
    return MADE + HEAD + overview + "".join(families())


def families() -> Iterator[str]:
    """Yield the entries, by what they are about."""
    for family, entries in groupby(catalogue().values(), key=lambda e: str(e.id)[:2]):
        yield f"\n## {FAMILIES[family]}\n"
        yield from map(described, entries)


def described(entry: CatalogueEntry) -> str:
    """Return an entry; its heading is its code, so that links to it last."""
    return (
        f"\n### {entry.id}\n\n"
        f"**{entry.title}** ({entry.severity})\n\n"
        f"{entry.why}\n\n"
        f"Avoid:\n\n```yaml\n{entry.avoid.value.rstrip()}\n```\n\n"
        f"Prefer:\n\n```yaml\n{entry.prefer.value.rstrip()}\n```\n"
    )
