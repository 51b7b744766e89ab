"""Say how long each command takes to start, and how long in all, as a table.

    python benchmarks/seconds.py               of this checkout
    python benchmarks/seconds.py ../other      of another one

A command has started once it opens its first file of data, and so does something. All
are seconds of the processor, the least of several times, with files that are compiled.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TIMES = 3

COMMANDS = {
    "--help": "",
    "batch": "start.yaml people.csv -o out.csv --partial",
    "bundle": "start.yaml",
    "check": "start.yaml",
    "compare": "start.yaml start.yaml",
    "compile": "start.yaml",
    "conformance": "start.yaml -o kit",
    "decide": "start.yaml --answer walks=yes",
    "draw": "start.yaml",
    "explain": "T201",
    "export": "start.yaml",
    "list": "",
    "mcp": "start.yaml",
    "migrate": "start.yaml kept.json",
    "new": "mine --title T --question Q? --yes Go",
    "new-cases": "start.yaml",
    "prove": "start.yaml",
    "rename": "walks moves start.yaml",
    "review": "start.yaml -o page.html",
    "run": "start.yaml",
    "schema": "",
    "serve": "start.yaml",
    "sign": "start.yaml --by A --decision approved",
    "simulate": "start.yaml",
    "sql": "start.yaml",
    "test": "start.yaml",
    "texts": "update start.yaml es",
    "trace": "start.yaml",
    "watch": "start.yaml",
}
"""Each command, and what it is given."""

KEEPING = ("run", "start.yaml", "--save", "kept.json")
ENDLESS = ("serve", "watch")

STARTED = """
import os, runpy, sys, time

def seen(event, given):
    if event == "open" and str(given[0]).endswith((".yaml", ".json", ".csv", ".po")):
        print(time.process_time(), file=sys.stderr, flush=True)
        os._exit(0)

sys.addaudithook(seen)
sys.argv = ["triage", *{words}]
try:
    runpy.run_module("triage", run_name="__main__", alter_sys=True)
finally:
    print(time.process_time(), file=sys.stderr)
"""
"""Runs a command until it opens a file of data, and says how long that took."""


def fill(place: Path, root: Path, kept: str = "") -> None:
    """Leave in a folder the files that commands are given, and nothing else."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name in ("start.yaml", "start.cases.yaml"):
        shutil.copy(root / "trees" / "rules" / name, place)
    (place / "people.csv").write_text("walks\nyes\n", encoding="utf-8")
    (place / "kept.json").write_text(kept, encoding="utf-8")


def run(arguments: list[str], place: Path, root: Path, compiled: str) -> str:
    """Run Python, and return the last line of its messages."""
    left = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=place,
        env=left | {"PYTHONPATH": str(root), "PYTHONPYCACHEPREFIX": compiled},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return done.stderr.rpartition("\n")[0].rpartition("\n")[2]


def used() -> float:
    """Return the seconds that all processes took that have ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def main(folder: str = ".") -> None:
    """Print the table."""
    root = Path(folder).resolve()
    print("| `triage` | until its first file | in all |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as parent, tempfile.TemporaryDirectory() as made:
        place = Path(parent, "place")
        fill(place, root)
        run(["-m", "triage", *KEEPING], place, root, made)
        kept = (place / "kept.json").read_text(encoding="utf-8")
        for name, rest in COMMANDS.items():
            words = [name, *rest.split()]
            begun, whole = list[float](), list[float]()
            for _ in range(1 + TIMES):  # the first compiles
                fill(place, root, kept)
                program = STARTED.format(words=words)
                begun.append(float(run(["-c", program], place, root, made)))
                before = used()
                if name not in ENDLESS:
                    run(["-m", "triage", *words], place, root, made)
                whole.append(used() - before)
            told = "" if name in ENDLESS else f"{min(whole):.2f}"
            print(f"| `{name}` | {min(begun):.2f} | {told} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
