"""Count the instructions of a command, by what they are for, and print them as a table.

    python benchmarks/start.py                   of this checkout
    python benchmarks/start.py ../other          of another one
    python benchmarks/start.py . decide start    of another command
    python benchmarks/start.py each . ../other   of many commands, in two checkouts

The seconds of a command differ by a third from one time to the next; its instructions,
which `valgrind` counts, by less than a hundredth. Files are compiled before.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise

LIBRARIES = ("attrs", "click", "yaml")

COMMANDS = [
    *("--help", "list", "schema", "check start", "decide start --answer walks=yes"),
    *("test start", "compile start", "sql start", "draw start", "draw start -o -"),
    *("prove start", "compare start start", "export start"),
]
"""What is counted of small trees."""

LOADED = """
import json, sys
sys.argv[1:] = {words}
from importlib import import_module
import triage.__main__, triage.cli.main
import_module("triage.cli." + sys.argv[1].replace("-", "_"))
print(json.dumps([*sys.modules]))
"""


def imports(names: list[str]) -> list[str]:
    """Return how Python is run to import some modules, and nothing else."""
    return ["-c", f"import {', '.join(names)}" if names else "pass"]


def steps(folder: str, words: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield what is done on the way to what a command says, each with all before it."""
    run = LOADED.format(words=words)
    done = subprocess.run(
        [sys.executable, "-c", run], cwd=folder, check=True, capture_output=True
    )
    names = [name for name in json.loads(done.stdout) if name != "__main__"]
    ours = [name for name in names if name.partition(".")[0] == "triage"]
    standard = sorted(
        sys.stdlib_module_names & {name.partition(".")[0] for name in names}
    )
    yield "Python itself", imports([])
    yield "attrs, click and PyYAML", imports([*LIBRARIES])
    yield "what else of Python is imported", imports([*LIBRARIES, *standard])
    yield f"the {len(ours)} modules of the command", imports([*LIBRARIES, *ours])
    yield f"`triage {' '.join(words)}`", ["-m", "triage", *words]


def instructions(folder: str, arguments: list[str], compiled: str) -> int:
    """Return how many instructions Python takes, when all files are compiled."""
    setting = {"PYTHONHASHSEED": "0", "PYTHONPYCACHEPREFIX": compiled}
    left = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, *arguments]
    counting = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    for prefix in ([], counting):
        done = subprocess.run(
            [*prefix, *command],
            cwd=folder,
            env=left | setting,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
    found = re.search(r"Collected : (\d+)", done.stderr)
    if found is None:
        raise SystemExit(f"no count in what valgrind said:\n{done.stderr}")
    return int(found[1])


def each(folders: list[str]) -> None:
    """Print how many millions of instructions each command takes, in each checkout."""
    print(f"| `triage` | {' | '.join(folders)} |\n|---{'|---' * len(folders)}|")
    for words in COMMANDS:
        arguments = ["-m", "triage", *words.split()]
        with tempfile.TemporaryDirectory() as compiled:
            counts = [instructions(name, arguments, compiled) for name in folders]
        told = " | ".join(f"{count / 1e6:,.0f}" for count in counts)
        print(f"| `{words}` | {told} |", flush=True)


def main(folder: str = ".", *words: str) -> None:
    """Print how many millions of instructions each step adds."""
    if folder == "each":
        each([*words])
        return
    with tempfile.TemporaryDirectory() as compiled:
        counts = [
            (name, instructions(folder, arguments, compiled))
            for name, arguments in steps(folder, [*words] or ["check", "start"])
        ]
    print("| step | millions of instructions |\n|---|---|")
    for (_, before), (name, count) in pairwise([("", 0), *counts]):
        print(f"| {name} | {(count - before) / 1e6:,.0f} |")
    print(f"| in all | {counts[-1][1] / 1e6:,.0f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
