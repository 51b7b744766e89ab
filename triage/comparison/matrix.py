"""Matrix of levels: how many changes lead from each urgency to each other."""

from collections import Counter
from collections.abc import Iterable, Iterator

from triage.base.immutable import immutable
from triage.comparison.entries import Change
from triage.comparison.results import ranks
from triage.model.tree import Tree

HERE, NONE = "-", "·"
"""What a cell says where a level stays what it is, or nobody changes so."""


@immutable
class Matrix:
    """Count changes by the level before, in rows, and the level now, in columns.

    Args:
        columns: The titles of the levels now, the most urgent first.
        rows: The title of each level before, with its cells.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, then: Tree, new: Tree, outcomes: Iterable[Change]) -> "Matrix | None":
        """Return the matrix of some changes; None if there are none."""
        pairs = Counter((x.before.urgency, x.after.urgency) for x in outcomes)
        if not pairs:
            return None
        scale = [*scale_of(then, new)]
        before = [name for name in scale if any(name == x for x, _ in pairs)]
        now = [name for name in scale if any(name == x for _, x in pairs)]
        titles = {"": "Information"}
        titles |= {level.id: level.title for level in (*then.levels, *new.levels)}
        rows = (
            tuple(str(pairs[row, x] or (HERE if row == x else NONE)) for x in now)
            for row in before
        )
        columns = tuple(titles[name] for name in now)
        named = zip((titles[name] for name in before), rows, strict=True)
        return cls(columns, tuple(named))

    def text(self) -> str:
        """Return it in lines, its columns aligned."""
        first = max(len("before"), *(len(title) for title, _ in self.rows))
        widths = [max(len(title), 3) for title in self.columns]
        head = aligned(self.columns, widths)
        lines = [f"{'before':<{first}}  now: {head}"]
        for title, cells in self.rows:
            lines.append(f"{title:<{first}}       {aligned(cells, widths)}")
        return "\n".join(line.rstrip() for line in lines)


def aligned(cells: Iterable[str], widths: Iterable[int]) -> str:
    return "  ".join(x.rjust(wide) for x, wide in zip(cells, widths, strict=True))


def scale_of(then: Tree, new: Tree) -> Iterator[str]:
    """Yield the levels of both trees, the most urgent first, information last."""
    known = {**ranks(then), **ranks(new)}
    yield from sorted(known, key=lambda name: -known[name])
