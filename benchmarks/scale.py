"""Decide more rows than memory should hold, and write the table of `docs/scale.md`.

    python benchmarks/scale.py                5,000,000 rows, and ten times as many
    python benchmarks/scale.py 50000          or so many
    python benchmarks/scale.py 50000 Spark    by the ways that begin so

Each way is a process of its own. All of them read the same file of people, and must
come to the same counts of urgency; those that need what is not here are left out, and
what was measured of them before stays.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from multiprocessing import Process
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import polars as pl
from machine import machine

DOCS = Path(__file__).parent.parent / "docs"
PAGE, FOUND = DOCS / "scale.md", DOCS / "scale.json"
ROWS, MORE = 5_000_000, 10

HEAD = """\
from sys import argv
import triage, triage.frames
t = triage.load('curb_65')
"""
SHOWN = "print({str(k): n for k, n in counts})\n"
LAZY = """\
import polars as pl
people = pl.scan_parquet([argv[1]] * {times})
found = triage.frames.decide(t, people).group_by('urgency').len()
counts = found.collect(engine='streaming').rows()
"""
DASK = """\
import dask, dask.dataframe as dd
people = dd.read_parquet(argv[1], split_row_groups=True)
with dask.config.set(scheduler='threads', num_workers=2):
    found = triage.frames.decide(t, people)['urgency'].astype(object)
    counts = found.fillna('None').value_counts().compute().items()
"""
SPARK = """\
from pyspark.sql import SparkSession
options = {'spark.ui.enabled': 'false', 'spark.ui.showConsoleProgress': 'false'}
session = SparkSession.builder.master('local[2]').config(map=options).getOrCreate()
people = session.read.parquet(argv[1])
counts = triage.frames.decide(t, people).groupBy('urgency').count().collect()
"""
BATCH = """\
import polars as pl
triage.frames.decide_file(t, argv[1], argv[2])
counts = pl.scan_parquet(argv[2]).group_by('urgency').len().collect().rows()
"""

WAYS = {
    "polars, a lazy frame, streaming": LAZY.format(times=1),
    f"the same, the file {MORE} times over": LAZY.format(times=MORE),
    "`triage batch`, Parquet to Parquet": BATCH,
    "Dask, two threads": DASK,
    "Spark, `local[2]`": SPARK,
}


@attrs.frozen
class Measured:
    """Hold what a way took: seconds of the processor and by the clock, and memory."""

    rows: int
    seconds: float
    clock: float
    megabytes: float
    machine: Mapping[str, Any]


def people(path: Path, rows: int) -> None:
    """Write people of whom some answers are missing."""
    chance = np.random.default_rng(1)
    cells = {"confusion": chance.random(rows) < 1 / 5}
    cells |= {"urea": np.round(chance.uniform(1, 20, rows), 1)}
    for name, low, high in (
        ("respiratory_rate", 10, 45),
        ("systolic", 70, 180),
        ("diastolic", 40, 110),
        ("age", 18, 99),
    ):
        cells[name] = chance.integers(low, high, rows)
    frame = pl.DataFrame(cells).with_columns(
        pl.Series(name, cells[name]).set(pl.Series(chance.random(rows) < 0.03), None)
        for name in cells
    )
    frame.write_parquet(path, row_group_size=65_536)


def measured(code: str, source: Path, rows: int) -> tuple[Measured, object] | None:
    """Return what a way takes, and its counts; None where it cannot be run."""
    here, began = machine(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        told, target = Path(folder) / "told", Path(folder) / "out.parquet"
        words = [sys.executable, "-c", f"{HEAD}{code}{SHOWN}", str(source), str(target)]
        with told.open("wb") as out:
            to_file = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
            process = os.posix_spawn(
                sys.executable, words, os.environ, file_actions=to_file
            )
            _, status, used = os.wait4(process, 0)
        if status:
            return None
        lines = told.read_text("utf-8").splitlines()
    clock, seconds = time.perf_counter() - began, used.ru_utime + used.ru_stime
    found = Measured(rows, seconds, clock, used.ru_maxrss / 1000, here)
    return found, eval(lines[-1])  # noqa: S307  our own line


def main(rows: int = ROWS, *wanted: str) -> int:
    """Measure some ways, or all, and write the table; return how many count others."""
    kept = json.loads(FOUND.read_text("utf-8")) if FOUND.exists() else {}
    expected, other = None, 0
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "people.parquet"
        made = Process(target=people, args=(source, rows))  # this one stays small, as
        made.start()  # each process that it runs counts as no smaller
        made.join()
        for way, code in WAYS.items():
            if wanted and not way.startswith(wanted):
                continue
            times = MORE if str(MORE) in way else 1
            if (found := measured(code, source, rows * times)) is None:
                continue
            one, counts = found
            counts = {name: count // times for name, count in counts.items()}
            expected = expected or counts
            other += counts != expected
            kept[way] = attrs.asdict(one)
            print(way, kept[way], counts, file=sys.stderr, flush=True)
            FOUND.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    write(kept)
    return other


def on(here: Mapping[str, Any]) -> str:
    """Return where something was measured, of ways that were measured one by one."""
    return (
        f"On {here['day']}, {here['processor']}, {here['cores']} cores, "
        f"{here['memory_gb']} GB, Python {here['python']}, beside other programs."
    )


def write(kept: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the table where it stands on the page."""
    before, mark, rest = PAGE.read_text("utf-8").partition("<!-- measured -->\n")
    _, end, after = rest.partition("<!-- end -->\n")
    lines = ["| what decides them | rows | CPU s | s by the clock | memory, at most |"]
    lines.append("|---|---:|---:|---:|---:|")
    for way in filter(kept.__contains__, WAYS):
        one = kept[way]
        seconds = "" if "Spark" in way else f"{one['seconds']:.0f}"
        memory = "" if "Spark" in way else f"{one['megabytes']:,.0f} MB"
        cells = f"{one['rows']:,} | {seconds} | {one['clock']:.0f} | {memory}"
        lines.append(f"| {way} | {cells} |")
    lines += [
        "",
        *dict.fromkeys(on(kept[way]["machine"]) for way in WAYS if way in kept),
    ]
    text = "".join([before, mark, "\n".join(lines), "\n", end, after])
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2]), *sys.argv[2:]))
