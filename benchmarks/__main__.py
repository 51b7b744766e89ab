"""Measure what must be fast, beside other engines, and write `docs/performance.md`.

    python benchmarks            measure all, in some twenty minutes
    python benchmarks figures    triage alone and its budgets; `proofs` of it; `peers`:
                                 the engines; `pictures` of them; `profiles`: where
                                 the time goes of what misses its budget
    python benchmarks page       nothing: write the page of what was measured last

What was measured stands in `docs/performance.json`, by its part, with the machine.
What fails is named, there and in the end; all else is measured and written, and the
exit status is 1.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import beside
import charts
from figures import Medians, rows
from machine import machine
from page import page
from profiles import profiles
from running import HERE, Failed, measured

DOCS = HERE.parent / "docs"
FOUND = DOCS / "performance.json"

Parts = dict[str, Any]


def looked_into(found: Parts) -> tuple[dict[str, dict[str, float]], Failed]:
    """Return where the time goes of all that misses its budget."""
    parts = {name: found[name]["found"] for name in ("figures", "proofs", "peers")}
    peers = parts.pop("peers")
    medians = Medians(parts["figures"] | parts["proofs"])
    missed = [row.figure for row in rows(medians, peers) if row.missed]
    return profiles([figure.profile for figure in missed if figure.timed])


PARTS: dict[str, Callable[[Parts], tuple[Any, Failed]]] = {
    "figures": lambda _: measured("engines", "frames", "speed", "tables"),
    "proofs": lambda _: measured("proofs"),
    "peers": lambda _: beside.measured(),
    "pictures": lambda found: drawn(found["peers"]["found"]),
    "profiles": looked_into,
}
"""What measures each part, and what else failed; given what was found before."""


def drawn(peers: list[dict[str, Any]]) -> tuple[list[str], Failed]:
    """Draw the pictures of the page, and return their names."""
    names = {"people": False, "rows": True}
    for name, of_rows in names.items():
        path = DOCS / "pictures" / f"performance_{name}.svg"
        charts.draw(peers, path, rows=of_rows)
    return [*names], {}


def measure(name: str, found: Parts) -> dict[str, Any]:
    """Return what a part measures, on which machine, and what failed."""
    here = machine()
    try:
        some, failed = PARTS[name](found)
    except Exception as error:  # noqa: BLE001  the other parts are wanted all the same
        traceback.print_exc()
        empty: Any = [] if name == "peers" else {}
        some, failed = empty, {name: f"{type(error).__name__}: {error}"}
    here["load_after"] = round(os.getloadavg()[0], 1)
    return {"machine": here, "found": some, "failed": failed}


def main(*wanted: str) -> int:
    """Measure some parts, or all, write what came of them, and return how it ended."""
    found: Parts = json.loads(FOUND.read_text("utf-8"))
    parts = [name for name in PARTS if name in (wanted or PARTS)]
    for name in parts:
        found[name] = measure(name, found)
        FOUND.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    (DOCS / "performance.md").write_text(page(found), "utf-8")
    failed = {x: y for name in parts for x, y in found[name]["failed"].items()}
    for name, why in failed.items():
        print(f"{name} failed: {why}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
