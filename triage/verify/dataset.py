"""How many patients of a table are told something else."""

from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from triage.base.exceptions import AnswerError, TriageError
from triage.engine.decision import decide
from triage.model.tree import Tree
from triage.verify.equivalence import Result


class RowError(TriageError):
    """Say which row of a table has an answer that is not allowed."""


@attrs.frozen
class Population:
    """Count the patients of a table by what they are told before and after.

    Args:
        patients: How many rows the table has.
        undecided: How many of them one of the trees cannot decide: answers are missing.
        pairs: How many patients have each outcome before and after.
        ignored: The columns that are a question of neither tree.
    """

    patients: int
    undecided: int
    pairs: Mapping[tuple[Result, Result], int]
    ignored: tuple[str, ...]

    @property
    def changed(self) -> int:
        """How many patients are told something else."""
        return sum(n for (old, new), n in self.pairs.items() if old != new)

    def to_dict(self) -> dict[str, object]:
        """Return the counts as JSON."""
        return {
            "patients": self.patients,
            "undecided": self.undecided,
            "changed": self.changed,
            "ignored_columns": list(self.ignored),
            "pairs": [
                {"before": str(old), "after": str(new), "patients": count}
                for (old, new), count in self.pairs.items()
            ],
        }


def counted(old: Tree, new: Tree, rows: Iterable[Mapping[str, object]]) -> Population:
    """Return how many patients are told what, before and after.

    Each row has the answers of one patient, and may have what a tree does not ask.
    """
    pairs: Counter[tuple[Result, Result]] = Counter()
    columns: dict[str, None] = {}
    undecided = 0
    for number, row in enumerate(rows, 1):
        columns.update(dict.fromkeys(row))
        before, after = (decided(tree, row, number) for tree in (old, new))
        if before is None or after is None:
            undecided += 1
        else:
            pairs[before, after] += 1
    patients, asked = pairs.total() + undecided, {*old.questions, *new.questions}
    ignored = tuple(name for name in columns if name not in asked)
    return Population(patients, undecided, dict(pairs.most_common()), ignored)


def decided(tree: Tree, row: Mapping[str, object], number: int) -> Result | None:
    """Return the outcome of a patient; None where answers are missing."""
    known = {name: answer for name, answer in row.items() if name in tree.questions}
    try:
        trace = decide(tree, known).trace
    except AnswerError as error:
        raise RowError(f"row {number}: {error.problems[0]}") from None
    return Result.of(tree, trace) if trace.end or trace.todo else None
