"""Summary: what came of a file, in words and counts, and never an answer."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from triage.frames.files.counts import Counts
from triage.model.tree import Tree

if TYPE_CHECKING:
    from triage.base.shapes import BatchJSON


def summary(tree: Tree, counts: Counts, results: str, rejects: str) -> str:
    """Return what came of the rows of a file.

    Args:
        tree: The tree.
        counts: How many rows came to what.
        results: The file of those that were decided.
        rejects: The file of the others.
    """
    read = counts.rows + counts.refused
    parts = (
        ("urgency", urgencies(tree, counts)),
        ("ends", most(counts, "ends")),
        ("undecided, for want of", most(counts, "undecided")),
        ("undecided, for what `problems` says", {"": counts.open}),
        ("problems", most(counts, "problems")),
    )
    return "\n".join(
        (
            f"{read:,} {'row' if read == 1 else 'rows'} read",
            f"  {counts.rows:,} in {results}",
            f"  {counts.refused:,} in {rejects}",
            *(line for title, each in parts for line in table(title, each)),
        )
    )


def as_json(tree: Tree, counts: Counts, results: str, rejects: str) -> "BatchJSON":
    """Return the same as JSON."""
    found, levels = counts.found, urgencies(tree, counts)
    return {
        "format": "triage-batch/1",
        "tree": tree.id,
        "version": tree.version,
        "logic": tree.logic,
        "results": results,
        "rejects": rejects,
        "rows": counts.rows,
        "refused": counts.refused,
        "urgency": {level.id: levels[level.id] for level in reversed(tree.levels)},
        "without_urgency": found["ends"].total() - found["urgency"].total(),
        "ends": most(counts, "ends"),
        "undecided": most(counts, "undecided"),
        "held_up": counts.open,
        "problems": most(counts, "problems"),
    }


def urgencies(tree: Tree, counts: Counts) -> Mapping[str, int]:
    """Return how many rows that came to an end have each level, the worst first."""
    found, ended = counts.found["urgency"], counts.found["ends"].total()
    levels = {level.id: found[level.id] for level in reversed(tree.levels)}
    return levels | {"none": ended - found.total()}


def most(counts: Counts, name: str) -> dict[str, int]:
    """Return how many rows have each word of a column, the most frequent first."""
    return dict(sorted(counts.found[name].items(), key=lambda pair: (-pair[1], pair)))


def table(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    """Yield the lines of some counts, nothing where all of them are 0."""
    shown = {name: f"{count:,}" for name, count in counts.items() if count}
    if shown:
        yield ""
        yield title
    wide = max(map(len, shown.values()), default=0)
    for name, count in shown.items():
        yield f"  {count:>{wide}}  {name}".rstrip()
