"""Measure what must be fast, beside other engines, and write `docs/performance.md`.

    python benchmarks            measure all, in some ten minutes
    python benchmarks figures    triage alone and its budgets; `proofs` of it; `peers`:
                                 the engines; `profiles`: where time goes
    python benchmarks page       nothing: write the page of what was measured last

What was measured stands in `docs/performance.json`, by its part, with the machine.
"""

import json
import os
import sys
from functools import partial
from typing import Any

import beside
import charts
import figures
import losses
from machine import machine
from page import page

DOCS = figures.ROOT / "docs"
FOUND = DOCS / "performance.json"
PARTS = {
    "figures": partial(figures.measured, "engines", "frames", "speed", "tables"),
    "proofs": partial(figures.measured, "proofs"),
    "peers": beside.measured,
    "profiles": losses.profiles,
}


def draw(measured: list[dict[str, Any]]) -> None:
    """Draw the pictures of the page."""
    for rows, name in ((False, "people"), (True, "rows")):
        path = DOCS / "pictures" / f"performance_{name}.svg"
        charts.draw(measured, path, rows=rows)


def main(*wanted: str) -> None:
    """Measure some parts, or all, and write what came of them."""
    found = json.loads(FOUND.read_text("utf-8")) if FOUND.exists() else {}
    for name in wanted or PARTS:
        if name in PARTS:
            here = machine()
            measured = PARTS[name]()
            here["load_after"] = round(os.getloadavg()[0], 1)
            found[name] = {"machine": here, "found": measured}
            FOUND.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
            if name == "peers":
                draw(measured)
    (DOCS / "performance.md").write_text(page(found), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
