"""Figures of triage alone, and the budgets they are held to.

Every figure is a median of one run on one machine; what is compared is measured in the
same run, so that a slow machine does not change the ratios.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from math import isnan, nan
from pathlib import Path
from typing import Any

import attrs

ROOT = Path(__file__).parent.parent

LARGEST = 729
"""How many rows the largest of the published tables has."""

PEOPLE, WHOLE = 262_144, 65_536
"""How many people the tables have of the small tree, and of `back_pain`."""

FILE = 50_000
"""How many people stand in the file that is decided."""

TIMES, US = "{:.1f} \N{MULTIPLICATION SIGN}", "{:.0f} µs"


class Medians(dict[str, float]):
    """Hold figures by their names; what was not measured yet is no number."""

    def __missing__(self, name: str) -> float:
        return nan


@attrs.frozen
class Row:
    """Compare one figure with its budget; without one it is for information."""

    what: str
    measured: float
    budget: float | None
    form: str

    @property
    def text(self) -> str:
        """The row of the table."""
        budget = "" if self.budget is None else f"≤ {self.form.format(self.budget)}"
        measured = "" if isnan(self.measured) else self.form.format(self.measured)
        cells = (self.what, measured, budget, self.verdict)
        return f"| {' | '.join(cells)} |"

    @property
    def verdict(self) -> str:
        """Whether the budget is kept, in a word."""
        if isnan(self.measured):
            return "not measured yet"
        if self.budget is None:
            return ""
        return "kept" if self.measured <= self.budget else "**missed**"


def rows(median: dict[str, float], peers: list[dict[str, Any]]) -> Iterator[Row]:
    """Yield the rows of the table."""
    yield from peer_rows(peers)
    bare = median["test_import[pass]"]
    others = median["test_import[import attrs, click]"] - bare
    own = median["test_import[import triage]"] - bare
    yield Row("`import triage` / `import attrs, click`", own / others, 1.5, TIMES)
    whole = median["test_import[from triage import *]"] - bare
    what = "`from triage import *` / `import attrs, click`"
    yield Row(what, whole / others, None, TIMES)
    for arguments in ("--version", "check start", "decide start", "draw start -o -"):
        seconds = median[f"test_command[{arguments}]"]
        yield Row(f"`triage {arguments}`, processor", seconds, 0.25, "{:.2f} s")
    load = median["test_load_1000"]
    yield Row(
        "load 1,000 steps / PyYAML's C `compose` of the same text",
        load / median["test_compose_1000"],
        6,
        TIMES,
    )
    ratio = median["test_load_1000_grown"] / load
    yield Row(
        "the same 1,000 steps with tables, sums, texts / without", ratio, 1.3, TIMES
    )
    answer = median["test_answer_100"]
    yield Row(
        "one `session.answer` and the next page, at 100 steps",
        answer * 1e6,
        100,
        "{:.0f} µs",
    )
    decide = median["test_decide_100"]
    yield Row("one `tree.decide` with 100 answers", decide * 1e6, None, "{:.0f} µs")
    for kind in ("chain", "merging"):
        link = median[f"test_link_10000[{kind}]"]
        yield Row(f"link 10,000 steps ({kind})", link, 60, "{:.1f} s")
    yield Row(
        "load `back_pain`", median["test_load_back_pain"] * 1e3, None, "{:.0f} ms"
    )
    yield from engine_rows(median)
    yield Row("draw `back_pain` as SVG", median["test_draw_back_pain"], 2, "{:.2f} s")
    yield from frame_rows(median)
    yield from table_rows(median)
    yield from proof_rows(median)


def peer_rows(peers: list[dict[str, Any]]) -> Iterator[Row]:
    """Yield how often triage decides while zen-engine decides once, and tells why."""
    least = {one["way"]: one["sizes"][0] for one in peers}
    share = {
        way: one["seconds"] / one["beside"]
        for way, one in least.items()
        if "seconds" in one
    }
    what = "25 steps: {} / a decision table of zen-engine, traced"
    for way, times in (
        ("the functions alone, over codes", 35),
        ("`tree.decide`, what is asked given", 8),
        ("`tree.decide`, all answers given", 6),
    ):
        part = share[way] / share["a decision table, traced"]
        yield Row(what.format(way), part, 1 / times, "{:.3f} \N{MULTIPLICATION SIGN}")


def engine_rows(median: dict[str, float]) -> Iterator[Row]:
    """Yield the rows about one decision, a program, a query and a file."""
    for what, name, times, budget, form in (
        ("decide by `back_pain`, all answers given", "decide_back_pain", 1e6, 30, US),
        ("the same, with path and reasons", "explain_back_pain", 1e6, 300, US),
        (
            "first run of functions, 1,000 merging steps",
            "compile_1000",
            1,
            0.5,
            "{:.2f} s",
        ),
        ("`back_pain` as a program, gzip", "program kilobytes", 1, 20, "{:.1f} kB"),
        ("groups of tables in the query of `back_pain`", "sql groups", 1, 30, "{:.0f}"),
        ("this query of 1,000 people in DuckDB, a row", "sql", 1e3, None, US),
        (
            "`triage batch` by `curb_65`, CSV to CSV, a row",
            "batch[csv]",
            1e6 / FILE,
            None,
            US,
        ),
        ("the same, Parquet to Parquet", "batch[parquet]", 1e6 / FILE, None, US),
    ):
        yield Row(what, median[f"test_{name}"] * times, budget, form)


def frame_rows(median: dict[str, float]) -> Iterator[Row]:
    """Yield the rows about tables of people."""
    people, hand = median["test_people[polars]"], median["test_people_by_hand"]
    what = "262,144 people by 25 questions, 3 % unanswered: all columns, polars"
    yield Row(f"{what} / one column, by hand", people / hand, 2, TIMES)
    each = {"polars": people, "pandas": median["test_people[pandas]"]}
    for library, seconds in each.items():
        nanoseconds = seconds / PEOPLE * 1e9
        yield Row(f"the same in {library}, a row", nanoseconds, 100, "{:.0f} ns")
    for library in each:
        nanoseconds = median[f"test_words[{library}]"] / WHOLE * 1e9
        what = f"65,536 people by `back_pain`, in words: all columns, {library}, a row"
        yield Row(what, nanoseconds, None, "{:,.0f} ns")
    names = ("back_pain", "merging")
    rows = {name: median[f"test_codes[{name}] rows"] for name in names}
    codes = {name: median[f"test_codes[{name}]"] / rows[name] for name in names}
    for name, budget in (("back_pain", 700), ("merging", None)):
        shown = f"`{name}`" if budget else "1,000 merging steps"
        what = f"decide codes by {shown}, a row"
        yield Row(what, codes[name] * 1e9, budget, "{:.0f} ns")
        memory = median[f"test_codes[{name}] megabytes"]
        yield Row(
            f"memory for the rows decided at once by {shown}",
            memory,
            20,
            "{:.1f} MB",
        )
    steps = codes["merging"] / median["test_codes[merging] visited"]
    yield Row(
        "1,000 merging steps: a row and step that it visits",
        steps * 1e9,
        35,
        "{:.0f} ns",
    )


def table_rows(median: dict[str, float]) -> Iterator[Row]:
    """Yield the rows about decision tables, each also written as branches."""
    load, decide, prove = "load", "decide", "prove"
    for kind, kept in (("tables", True), ("branches", False)):
        found = {
            verb: median[f"test_{verb}_published[{kind}]"]
            for verb in (load, decide, prove)
        }
        what = f"16 published tables, 1,574 rows, as {kind}"
        limits = (150, 50, 1) if kept else (None, None, None)
        yield Row(f"load {what}", found[load] * 1e3, limits[0], "{:.0f} ms")
        one = f"one `tree.decide` by the largest, 729 rows, as {kind}"
        yield Row(one, found[decide] / LARGEST * 1e6, limits[1], "{:.0f} µs")
        yield Row(f"prove their order, as {kind}", found[prove], limits[2], "{:.2f} s")


def proof_rows(median: dict[str, float]) -> Iterator[Row]:
    """Yield the rows about proofs."""
    budgets = {
        "prove every property of `back_pain`": ("test_prove_back_pain", 2),
        "every branch of `back_pain`, alive or dead": ("test_deep_back_pain", 10),
        "prove 40 merging diamonds, 40 questions compared": ("test_prove_diamonds", 2),
        "prove 2,000 merging steps, 40 questions compared": (
            "test_prove_merging[2000]",
            30,
        ),
        "every branch of 2,000 merging steps": ("test_deep_merging[2000]", 60),
        "compare 2,000 merging steps with an edit of them": (
            "test_compare_merging[2000]",
            30,
        ),
        "new cases of 200 merging steps": ("test_new_cases[200]", None),
        "new cases of 1,500 merging steps": ("test_new_cases[1500]", 60),
        "compare `back_pain` with 20 edits of it": ("test_compare_20_edits", 10),
        **{
            f"compare `back_pain` with 20 wild edits, seed {seed}": (
                f"test_compare_20_wild_edits[{seed}]",
                10,
            )
            for seed in range(3)
        },
        "compare 500 merging steps with 5 edits of them": ("test_compare_5_edits", 20),
    }
    for what, (name, budget) in budgets.items():
        yield Row(what, median[name], budget, "{:.2f} s")
    confirm = "patients drawn at random and walked, 2,000 merging steps"
    yield Row(confirm, median["test_confirm[2000]"], None, "{:.2f} s")
    for what, name in (
        ("a solver with its own context", "test_solver"),
        ("one `why_not` of qSOFA", "test_why_not"),
    ):
        yield Row(what, median[name] * 1e3, None, "{:.0f} ms")
    for steps in (100, 500):
        for verb in ("prove", "deep", "compare"):
            seconds = median[f"test_{verb}_merging[{steps}]"]
            yield Row(f"{verb}, {steps} merging steps", seconds, None, "{:.2f} s")


def measured(*files: str) -> dict[str, float]:
    """Run benchmarks and return what each takes, in seconds, and what it tells."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.json"
        paths = [f"benchmarks/test_{name}.py" for name in files]
        command = [sys.executable, "-m", "pytest", "-q", "--dist=no", *paths]
        env = os.environ | {"PYTHONPYCACHEPREFIX": folder}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        options = [f"--benchmark-json={found}", "--benchmark-columns=median,min,rounds"]
        subprocess.run([*command, *options], cwd=ROOT, env=env, check=True)
        benchmarks = json.loads(found.read_text(encoding="utf-8"))["benchmarks"]
    return {
        name: figure
        for item in benchmarks
        for name, figure in (
            (item["name"], item["stats"]["median"]),
            *((f"{item['name']} {key}", x) for key, x in item["extra_info"].items()),
        )
    }
