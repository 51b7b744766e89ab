"""Engines side by side: each way of each peer in a process of its own, one by one."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from machine import used, versions
from peers import PEERS
from peers.problem import SIZES
from running import Failed

LIMIT = 15
"""How many seconds of the processor a way has for all sizes together."""

Found = dict[str, Any]


def measured() -> tuple[list[Found], Failed]:
    """Return what each way of each peer takes, or why none, and what has no ways."""
    found, failed = list[Found](), Failed()
    for module, name in PEERS.items():
        known = versions(name)
        if not known:
            failed[name] = "not installed: see CONTRIBUTING.md"
        try:
            ways = import_module(f"peers.{module}").WAYS
        except Exception as error:  # noqa: BLE001  whatever an engine says, it is told
            failed[name] = f"{type(error).__name__}: {error}"
            continue
        for number, way in enumerate(ways):
            about = {"peer": name, "version": known.get(name), "way": way.says}
            about |= {"rows": way.rows, "told": way.told}
            none = {"steps": min(SIZES), "why": "not installed"}
            sizes = run(module, number) if known else [none]
            print(name, way.says, sizes, file=sys.stderr, flush=True)
            found.append(about | {"sizes": sizes})
    return found, failed


def run(module: str, number: int) -> list[Found]:
    """Return what a way takes; a last one that came to no end says so."""
    command = [sys.executable, "-W", "ignore", "-m", "peers.measure", module]
    with subprocess.Popen(
        [*command, str(number)],
        cwd=Path(__file__).parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        said = None
        while said is None:
            try:
                said, _ = process.communicate(timeout=1)
            except subprocess.TimeoutExpired:
                if used(process.pid) > LIMIT:
                    process.kill()
    found = [json.loads(line) for line in said.splitlines()]
    if len(found) < len(SIZES) and not any("why" in one for one in found):
        after = [*SIZES][len(found)]
        why = (
            f"takes too long: it has {LIMIT} s"
            if process.returncode < 0
            else "broke off"
        )
        found.append({"steps": after, "why": why})
    return found


def tables(found: list[Found], *, rows: bool) -> Iterator[str]:
    """Yield the lines of a table in Markdown, and the notes below it."""
    sizes = [f"{steps:,}" for steps in SIZES]
    yield f"| engine | how | {' | '.join(sizes)} | beside | tells why |"
    yield "|---|---|" + "---:|" * (len(sizes) + 1) + "---|"
    notes = []
    for one in found:
        if one["rows"] != rows:
            continue
        cells = [cell(each, 1e9 if rows else 1e6) for each in one["sizes"]]
        cells += [""] * (len(SIZES) - len(cells))
        engine = f"{one['peer']} {one['version'] or ''}".strip()
        told = "yes" if one["told"] else ""
        yield f"| {' | '.join((engine, one['way'], *cells, ratio(one), told))} |"
        notes += [
            f"- {one['peer']}, {one['way']}, {each['steps']:,} steps: {each['why']}"
            for each in one["sizes"]
            if "why" in each
        ]
    yield from ("", "What has no time:", "", *notes) if notes else ()


def cell(each: Found, times: float) -> str:
    """Return a time."""
    return "none" if "why" in each else digits(each["seconds"] * times)


def digits(value: float) -> str:
    """Return a number in three digits, or as many as it has before the point."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def ratio(one: Found) -> str:
    """Return how long it takes for 25 steps, beside triage in the same process."""
    first = one["sizes"][0]
    if "why" in first:
        return ""
    return f"{digits(first['seconds'] / first['beside'])} \N{MULTIPLICATION SIGN}"
