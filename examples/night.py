"""A batch job: each night, everybody on a list is decided, and a call list comes of it.

    pip install 'triage-trees[frames]'
    python night.py people.csv decided.csv calls.csv

`people.csv` has a column for each question under its id, and any others. `decided.csv`
has all of them, with what was decided; `calls.csv` the most urgent, and whoever could
not be decided: a value that is missing is nobody's "no". `decided.csv.json` says by
which tree. Stopped at any moment, it goes on when it runs again.

It ends with 0 where each row was read, with 1 where some were refused (they are in a
file beside the results), and with 2 where nothing could be done.
"""

import csv
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import triage
import triage.frames

TREE = triage.load("curb_65", place="GB")
CALLED = "moderate"
"""From which level on somebody is called."""


def to_call(path: str) -> Iterator[dict[str, str]]:
    """Yield the rows of whoever is to be called, as they stand."""
    least = TREE.level(CALLED)
    with Path(path).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["urgency"] or TREE.level(row["urgency"]) >= least:
                yield row


def urgency(row: dict[str, str]) -> int:
    """Return what rows are sorted by: who is not decided may be as urgent as any."""
    return -TREE.level(row["urgency"]).rank if row["urgency"] else -len(TREE.levels)


def main(people: str, decided: str, calls: str) -> int:
    """Decide a file, and write who is to be called."""
    if Path(calls).is_dir() or not os.access(Path(calls).parent, os.W_OK):
        raise triage.TriageError(f"{calls}: name a file, in a folder that is there")
    counts = triage.frames.decide_file(TREE, people, decided, force=True)
    about = {
        "tree": TREE.id,
        "version": TREE.version,
        "logic": TREE.logic,
        "wording": TREE.wording,
        "rows": counts.rows,
        "refused": counts.refused,
    }
    Path(f"{decided}.json").write_text(json.dumps(about, indent=2), encoding="utf-8")
    rows = sorted(to_call(decided), key=urgency)
    with Path(calls).open("w", encoding="utf-8", newline="") as file:
        fields = [*rows[0]] if rows else ["urgency"]
        writer = csv.DictWriter(file, fields)
        writer.writeheader()
        writer.writerows(rows)
    print(f"{counts.rows} rows, {counts.refused} refused, {len(rows)} to call")
    return int(counts.refused > 0)


if __name__ == "__main__":
    if len(sys.argv) != len(("night.py", "people", "decided", "calls")):
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    try:
        sys.exit(main(*sys.argv[1:]))
    except (triage.TriageError, OSError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
