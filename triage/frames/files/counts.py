"""Counts: how many rows of a file came to what."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from triage.frames.output import Column, Words

COUNTED = ("urgency", "ends", "undecided", "problems")
"""The columns of results whose words are counted."""


@attrs.define
class Counts:
    """Count what comes of rows.

    Args:
        rows: How many rows were decided.
        refused: How many rows were not.
        open: How many rows come to no end, though nothing is missing: what is wrong
            stands in the way, or the tree is not written there.
        found: How many rows have each word, by the column of results.
    """

    rows: int = 0
    refused: int = 0
    open: int = 0
    found: dict[str, Counter[str]] = attrs.field(
        factory=lambda: {name: Counter() for name in COUNTED}
    )

    def add(self, results: Mapping[str, Column], refused: int) -> None:
        """Count rows by the columns of what came of them, and what is refused."""
        words = {
            name: word for name, word in results.items() if isinstance(word, Words)
        }
        ended, waiting = words["ends"].rows >= 0, words["undecided"].rows >= 0
        self.rows += len(ended)
        self.refused += refused
        self.open += int(np.sum(~ended & ~waiting))
        for name, found in self.found.items():
            for text, count in counted(words[name]):
                found.update(dict.fromkeys(text.split("; "), count))

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as JSON."""
        return attrs.asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Counts":
        """Return counts that were kept as JSON."""
        found = {name: Counter(data["found"][name]) for name in COUNTED}
        return cls(data["rows"], data["refused"], data["open"], found)


def counted(column: Words) -> Iterator[tuple[str, int]]:
    """Yield each word that some rows have, and how many."""
    labels: Sequence[str] = column.labels
    rows = column.rows
    numbers, counts = np.unique(rows[rows >= 0], return_counts=True)
    for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
        yield labels[number], count
