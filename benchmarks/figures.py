"""Figures of triage alone, and the budgets they are held to.

Every figure is a median of one run on one machine; what is compared is measured in the
same run, so that a slow machine does not change the ratios.
"""

from collections.abc import Iterator
from math import isnan, nan, prod
from typing import Any

import attrs

LARGEST = 729
"""How many rows the largest of the published tables has."""

PEOPLE, WHOLE = 262_144, 65_536
"""How many people the tables have of the small tree, and of `back_pain`."""

FILE = 50_000
"""How many people stand in the file that is decided."""

TIMES, PART = "{:.1f} \N{MULTIPLICATION SIGN}", "{:.3f} \N{MULTIPLICATION SIGN}"
S, MS, US, NS = "{:.2f} s", "{:.0f} ms", "{:.0f} µs", "{:,.0f} ns"
KB, MB, COUNT = "{:.1f} kB", "{:.1f} MB", "{:.0f}"


PACE = 46e-6
"""How long the traced table of zen-engine took where budgets in seconds were set."""

ZEN = "a decision table, traced"


class Medians(dict[str, float]):
    """Hold figures by their names; what was not measured is no number."""

    def __missing__(self, name: str) -> float:
        return nan


@attrs.frozen
class Figure:
    """Say how one figure is made of what was measured, and its budget.

    Without a budget it is for information.

    Attributes:
        of: What is measured: a benchmark and what it tells, or a way of a peer.
        times: What it is multiplied by.
        per: What it is divided by, all of it measured, too.
        less: What is taken off first, on both sides of the division.
        seen: What is looked into where the budget is missed, if it is something else.
    """

    what: str
    of: str
    form: str = S
    budget: float | None = None
    times: float = 1
    per: tuple[str, ...] = ()
    less: str = ""
    seen: str = ""

    def row(self, medians: Medians) -> "Row":
        """Return what came of it."""
        off = medians[self.less] if self.less else 0
        beside = prod(medians[name] - off for name in self.per)
        value = (medians[self.of] - off) * self.times / beside
        return Row(self, value)

    @property
    def profile(self) -> str:
        """What is looked into where the budget is missed."""
        return self.seen or self.of

    @property
    def timed(self) -> bool:
        """Whether it is a time, and no size or count."""
        return self.form not in (KB, MB, COUNT)

    @property
    def paced(self) -> bool:
        """Whether a machine that is slower shows more of it: a time, and no ratio."""
        return self.form in (S, MS, US, NS)


@attrs.frozen
class Row:
    """Be one figure as it was measured."""

    figure: Figure
    measured: float
    pace: float = 1.0  # of the machine, as a multiple of where budgets were set

    @property
    def missed(self) -> bool:
        """Whether it is over its budget."""
        return self.over(self.measured)

    @property
    def there(self) -> float:
        """What it comes to on the machine where budgets were set."""
        return self.measured / self.pace if self.figure.paced else self.measured

    def over(self, measured: float) -> bool:
        """Whether a figure is over the budget."""
        budget = self.figure.budget
        return budget is not None and measured > budget

    @property
    def text(self) -> str:
        """The row of the table."""
        figure = self.figure
        limit = figure.budget
        budget = "" if limit is None else f"≤ {figure.form.format(limit)}"
        here, there = (
            "" if isnan(value) else figure.form.format(value)
            for value in (self.measured, self.there if figure.paced else nan)
        )
        return f"| {figure.what} | {here} | {there} | {budget} | {self.verdict} |"

    @property
    def verdict(self) -> str:
        """Whether the budget is kept, in a word."""
        if isnan(self.measured):
            return "not measured"
        if self.figure.budget is None:
            return ""
        if not self.missed:
            return "kept"
        return "**missed**" if self.over(self.there) else "missed here"


def rows(medians: Medians, peers: list[dict[str, Any]]) -> list[Row]:
    """Return the rows of the table."""
    beside = {
        one["way"]: first["seconds"] / first["beside"]
        for one in peers
        if "seconds" in (first := one["sizes"][0])
    }
    known, rate = Medians(medians | beside), pace(peers)
    return [attrs.evolve(figure.row(known), pace=rate) for figure in FIGURES]


def pace(peers: list[dict[str, Any]]) -> float:
    """Return how long this machine takes, as a multiple of where budgets were set."""
    sizes = (one["sizes"][0] for one in peers if one["way"] == ZEN)
    return next((x["seconds"] / PACE for x in sizes if "seconds" in x), 1.0)


def of_peers() -> Iterator[Figure]:
    """Yield how often triage decides while zen-engine decides once, and tells why."""
    for way, times in (
        ("the functions alone, over codes", 35),
        ("`tree.decide`, what is asked given", 8),
        ("`tree.decide`, all answers given", 6),
    ):
        what = f"25 steps: {way} / a decision table of zen-engine, traced"
        yield Figure(what, way, PART, 1 / times, per=(ZEN,))


def of_starts() -> Iterator[Figure]:
    """Yield what comes before anything is done: imports, commands, loading."""
    bare, others = "test_import[pass]", ("test_import[import attrs, click]",)
    for code, budget in (("import triage", 1.5), ("from triage import *", None)):
        what, of = f"`{code}` / `import attrs, click`", f"test_import[{code}]"
        yield Figure(what, of, TIMES, budget, per=others, less=bare)
    for words in ("--version", "check start", "decide start", "draw start -o -"):
        what = f"`triage {words}`, processor"
        yield Figure(what, f"test_command[{words}]", S, 0.25)
    what = "load 1,000 steps / PyYAML's C `compose` of the same text"
    yield Figure(what, "test_load_1000", TIMES, 6, per=("test_compose_1000",))
    what = "the same 1,000 steps with tables, sums, texts / without"
    yield Figure(what, "test_load_1000_grown", TIMES, 1.3, per=("test_load_1000",))


def of_frames() -> Iterator[Figure]:
    """Yield what tables of people take."""
    polars, hand = "test_people[polars]", ("test_people_by_hand",)
    what = "262,144 people by 25 questions, 3 % unanswered: all columns, polars"
    yield Figure(f"{what} / one column, by hand", polars, TIMES, 2, per=hand)
    for library in ("polars", "pandas"):
        what, of = f"the same in {library}, a row", f"test_people[{library}]"
        yield Figure(what, of, NS, 100, 1e9 / PEOPLE)
    for library in ("polars", "pandas"):
        what = f"65,536 people by `back_pain`, in words: all columns, {library}, a row"
        yield Figure(what, f"test_words[{library}]", NS, None, 1e9 / WHOLE)
    for name, shown, budget in (
        ("back_pain", "`back_pain`", 700),
        ("merging", "1,000 merging steps", None),
    ):
        of = f"test_codes[{name}]"
        yield Figure(
            f"decide codes by {shown}, a row", of, NS, budget, 1e9, (f"{of} rows",)
        )
        what = f"memory for the rows decided at once by {shown}"
        yield Figure(what, f"{of} megabytes", MB, 20)
    of, what = "test_codes[merging]", "1,000 merging steps: a row and step it visits"
    yield Figure(what, of, NS, 35, 1e9, (f"{of} rows", f"{of} visited"))


def of_tables() -> Iterator[Figure]:
    """Yield what decision tables take, each also written as branches."""
    for kind, limits in (("tables", (150, 50, 1)), ("branches", (None,) * 3)):
        load, decide, prove = (
            f"test_{verb}_published[{kind}]" for verb in ("load", "decide", "prove")
        )
        what = f"load 16 published tables, 1,574 rows, as {kind}"
        yield Figure(what, load, MS, limits[0], 1e3)
        what = f"one `tree.decide` by the largest, 729 rows, as {kind}"
        yield Figure(what, decide, US, limits[1], 1e6 / LARGEST)
        yield Figure(f"prove their order, as {kind}", prove, S, limits[2])


def of_proofs() -> Iterator[Figure]:
    """Yield what proofs take."""
    yield Figure("prove every property of `back_pain`", "test_prove_back_pain", S, 2)
    what = "every branch of `back_pain`, alive or dead"
    yield Figure(what, "test_deep_back_pain", S, 10)
    what = "prove 40 merging diamonds, 40 questions compared"
    yield Figure(what, "test_prove_diamonds", S, 2)
    what = "prove 2,000 merging steps, 40 questions compared"
    yield Figure(what, "test_prove_merging[2000]", S, 30)
    for steps in (1_500, 2_000):
        what = f"`check --deep`: every branch of {steps:,} merging steps"
        yield Figure(what, f"test_deep_merging[{steps}]", S, 60)
    what = "compare 2,000 merging steps with an edit of them"
    yield Figure(what, "test_compare_merging[2000]", S, 30)
    cases = "test_new_cases[200]"
    yield Figure("new cases of 200 merging steps", cases)
    what = "new cases of 1,500 merging steps"
    yield Figure(what, "test_new_cases[1500]", S, 60, seen=cases)
    edits = "compare `back_pain` with 20 edits of it"
    yield Figure(edits, "test_compare_20_edits", S, 10)
    for seed in range(3):
        what = f"compare `back_pain` with 20 wild edits, seed {seed}"
        of = "test_compare_20_wild_edits"
        yield Figure(what, f"{of}[{seed}]", S, 10, seen=f"{of}[0]")
    what = "compare 500 merging steps with 5 edits of them"
    yield Figure(what, "test_compare_5_edits", S, 20)
    what = "patients drawn at random and walked, 2,000 merging steps"
    yield Figure(what, "test_confirm[2000]")
    yield Figure("a solver with its own context", "test_solver", MS, times=1e3)
    yield Figure("one `why_not` of qSOFA", "test_why_not", MS, times=1e3)
    for steps in (100, 500):
        for verb in ("prove", "deep", "compare"):
            yield Figure(
                f"{verb}, {steps} merging steps", f"test_{verb}_merging[{steps}]"
            )


FIGURES = (
    *of_peers(),
    *of_starts(),
    Figure(
        "one `session.answer` and the next page, at 100 steps",
        *("test_answer_100", US, 100, 1e6),
    ),
    Figure("one `tree.decide` with 100 answers", "test_decide_100", US, None, 1e6),
    Figure("link 10,000 steps (chain)", "test_link_10000[chain]", S, 60),
    Figure("link 10,000 steps (merging)", "test_link_10000[merging]", S, 60),
    Figure("load `back_pain`", "test_load_back_pain", MS, None, 1e3),
    Figure(
        "decide by `back_pain`, all answers given",
        *("test_decide_back_pain", US, 30, 1e6),
    ),
    Figure("the same, with path and reasons", "test_explain_back_pain", US, 300, 1e6),
    Figure("first run of functions, 1,000 merging steps", "test_compile_1000", S, 0.5),
    Figure("`back_pain` as a program, gzip", "test_program kilobytes", KB, 20),
    Figure(
        "groups of tables in the query of `back_pain`", "test_sql groups", COUNT, 30
    ),
    Figure("this query of 1,000 people in DuckDB, a row", "test_sql", US, None, 1e3),
    Figure(
        "`triage batch` by `curb_65`, CSV to CSV, a row",
        *("test_batch[csv]", US, None, 1e6 / FILE),
    ),
    Figure("the same, Parquet to Parquet", "test_batch[parquet]", US, None, 1e6 / FILE),
    Figure("draw `back_pain` as SVG", "test_draw_back_pain", S, 2),
    *of_frames(),
    *of_tables(),
    *of_proofs(),
)
