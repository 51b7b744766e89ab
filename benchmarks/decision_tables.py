"""Published decision tables of vulnerability triage, as trees: with tables or branches.

The files in `ssvc/` are as CERT/CC published them, under the licence beside them: the
Stakeholder-Specific Vulnerability Categorization, equivalence sets of CVSS v4, and
tables of CISA. The last column of each is what is decided.
"""

import csv
import io
import re
from pathlib import Path
from typing import TypeAlias

import attrs

FOLDER = Path(__file__).parent / "ssvc"

RANKS = (
    ("low", "medium", "high", "very high", "critical"),
    ("track", "track*", "attend", "act"),
    ("decline", "track", "coordinate"),
    ("defer", "scheduled", "out-of-cycle", "immediate"),
    ("do not publish", "publish"),
    ("minimal", "significant"),
    ("laborious", "efficient", "super effective"),
    (
        "fix on system upgrade",
        "60 days",
        "14 days",
        "3 days",
        "3 days & forensic investigation",
    ),
)
"""What is decided in each table, the least first."""

Answers: TypeAlias = dict[str, str]


@attrs.frozen
class Published:
    """Hold one table: the ids of its columns, and its rows, what is decided last."""

    name: str
    inputs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def levels(self) -> list[str]:
        """What can be decided, the least first."""
        found = {row[-1] for row in self.rows}
        ranks = next(r for r in RANKS if found <= {*map(word, r)})
        return [word(rank) for rank in ranks]

    @property
    def decided(self) -> list[tuple[Answers, str]]:
        """What is decided of every combination of answers."""
        return [
            (dict(zip(self.inputs, row, strict=False)), row[-1]) for row in self.rows
        ]

    @property
    def csv(self) -> str:
        """The rows as the file of a table."""
        lines = [(*self.inputs, "go"), *self.rows]
        return "".join(f"{','.join(line)}\n" for line in lines)

    def tree(self, *, branches: bool = False) -> str:
        """Return a tree that decides by the table, or by a branch for each row."""
        lines = ["triage: 1", f"id: {self.name}", f"title: {self.name}", "scale:"]
        lines += [f"  - {{id: {x}, title: {x}}}" for x in self.levels]
        lines.append("questions:")
        for number, name in enumerate(self.inputs):
            keys = dict.fromkeys(row[number] for row in self.rows)
            options = ", ".join(f"{key}: {key}" for key in keys)
            lines += [f"  {name}:", f"    text: {name}?", "    type: one_of"]
            lines.append(f"    options: {{{options}}}")
        lines.append("recommendations:")
        lines += [f"  {x}: {{title: {x}, urgency: {x}}}" for x in self.levels]
        lines += ["start: decide", "steps:", "  decide:"]
        lines.append(f"    ask: [{', '.join(self.inputs)}]")
        if branches:
            lines.append("    branches:")
            for row in self.rows[:-1]:
                pairs = zip(self.inputs, row, strict=False)
                when = " and ".join(f"{name} == {key}" for name, key in pairs)
                lines.append(f"      - {{when: {when}, go: {row[-1]}}}")
            lines.append(f"      - go: {self.rows[-1][-1]}")
        else:
            listed = ", ".join(self.inputs)
            lines.append(f"    table: {{inputs: [{listed}], rows: {self.name}.csv}}")
        lines += ["properties:", "  worse:", "    says: More is never decided lower."]
        lines.append(f"    rising: [{', '.join(self.inputs)}]")
        return "\n".join([*lines, ""])


def word(text: str) -> str:
    """Return a heading or a value as an id."""
    text = re.sub(r" v[0-9.]+.*", "", text).replace("*", " star")
    made = re.sub("[^a-z0-9]+", "_", text.lower()).strip("_")
    made = f"v_{made}" if made in ("yes", "no", "none") or made[0].isdigit() else made
    return made[:60]


def published() -> list[Published]:
    """Return the tables."""
    return [read(path) for path in sorted(FOLDER.glob("*.csv"))]


def read(path: Path) -> Published:
    """Return the table of a file; its first column only counts the rows."""
    head, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    cells = (tuple(map(word, row[1:])) for row in rows)
    return Published(path.stem, tuple(map(word, head[1:-1])), tuple(cells))
