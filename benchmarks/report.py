"""Measure, compare with the budgets, and write `docs/benchmarks.md`.

    python benchmarks/report.py

Every figure is a median of one run on one machine; what is compared is measured in the
same run, so that a slow machine does not change the ratios.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import attrs

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"

HEAD = """\
<!-- Written by benchmarks/report.py: change the program, not this page. -->
# What was measured

`python benchmarks/report.py` measures this again. Medians of one run with Python
{python} on {cores} cores; what is compared was measured in the same run.

| what | measured | budget | |
|---|---|---|---|
"""


LARGEST = 729
"""How many rows the largest of the published tables has."""

PEOPLE, CHUNK = 262_144, 65_536
"""How many people are decided at once in the benchmarks of frames and of codes."""

TIMES = "{:.1f} \N{MULTIPLICATION SIGN}"


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
        cells = (self.what, self.form.format(self.measured), budget, self.verdict)
        return f"| {' | '.join(cells)} |"

    @property
    def verdict(self) -> str:
        """Whether the budget is kept, in a word."""
        if self.budget is None:
            return ""
        return "kept" if self.measured <= self.budget else "**missed**"


def rows(median: dict[str, float]) -> Iterator[Row]:
    """Yield the rows of the table."""
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
        500,
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
    explain = median["test_explain_back_pain"] * 1e6
    yield Row("decide by `back_pain`, with the reasons", explain, None, "{:.0f} µs")
    yield Row("draw `back_pain` as SVG", median["test_draw_back_pain"], 2, "{:.2f} s")
    yield from peer_rows(median)
    yield from frame_rows(median)
    yield from table_rows(median)
    yield from proof_rows(median)


def peer_rows(median: dict[str, float]) -> Iterator[Row]:
    """Yield the rows about a peer: what part of its time is taken for the same."""
    what = "a tree of 25 steps / the same as a table of zen-engine, traced: {}"
    for part, name, times in (
        ("the walk with its path", "walk_alone", 35),
        ("`tree.decide`, the asked answers given", "decide_asked", 8),
        ("`tree.decide`, all 13 answers given", "decide_all", 6),
    ):
        share = median[f"test_{name}"] / median["test_zen_traced"]
        yield Row(what.format(part), share, 1 / times, "{:.3f} \N{MULTIPLICATION SIGN}")


def frame_rows(median: dict[str, float]) -> Iterator[Row]:
    """Yield the rows about tables of people."""
    people, hand = median["test_people[polars]"], median["test_people_by_hand"]
    what = "262,144 people by 25 questions, 3 % unanswered: all columns, polars"
    yield Row(f"{what} / one column, by hand", people / hand, 2, TIMES)
    each = {"polars": people, "pandas": median["test_people[pandas]"]}
    for library, seconds in each.items():
        nanoseconds = seconds / PEOPLE * 1e9
        yield Row(f"the same in {library}, a row", nanoseconds, 100, "{:.0f} ns")
    codes = {name: median[f"test_codes[{name}]"] for name in ("back_pain", "merging")}
    for name, budget in (("back_pain", 700), ("merging", None)):
        shown = f"`{name}`" if budget else "1,000 merging steps"
        what = f"decide codes by {shown}, a row"
        yield Row(what, codes[name] / CHUNK * 1e9, budget, "{:.0f} ns")


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
        "every branch of 2,000 merging steps": ("test_deep_merging[2000]", 180),
        "compare 2,000 merging steps with an edit of them": (
            "test_compare_merging[2000]",
            90,
        ),
        "compare `back_pain` with 20 edits of it": ("test_compare_20_edits", 10),
        **{
            f"compare `back_pain` with 20 wild edits, seed {seed}": (
                f"test_compare_20_wild_edits[{seed}]",
                10,
            )
            for seed in range(8)
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


def measured() -> dict[str, float]:
    """Run the benchmarks and return the median time of each, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.json"
        command = [sys.executable, "-m", "pytest", "-q", "--dist=no", "benchmarks"]
        env = os.environ | {"PYTHONPYCACHEPREFIX": folder}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        options = [f"--benchmark-json={found}", "--benchmark-columns=median,min,rounds"]
        subprocess.run([*command, *options], cwd=ROOT, env=env, check=True)
        benchmarks = json.loads(found.read_text(encoding="utf-8"))["benchmarks"]
    return {item["name"]: item["stats"]["median"] for item in benchmarks}


def main() -> None:
    """Measure and write the page."""
    table = [row.text for row in rows(measured())]
    head = HEAD.format(python=platform.python_version(), cores=os.cpu_count())
    PAGE.write_text(head + "\n".join(table) + "\n", encoding="utf-8")
    print("\n".join(table))


if __name__ == "__main__":
    main()
