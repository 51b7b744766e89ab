"""Try every engine on many people, and count for whom it differs from a walk.

    python benchmarks/agreement.py                 100,000 people of each tree
    python benchmarks/agreement.py 5000            or so many
    python benchmarks/agreement.py 5000 curb_65    by this tree, or several; what was
                                                   tried of the others before stays

People are drawn at random: some answers are left out, some are "not sure", and some
contradict each other. It writes `docs/agreement.md`, which names each engine that was
not here to be tried, from `docs/agreement.json`.
"""

import json
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs
import polars as pl
from machine import machine, said

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests" / "support"))

import postgres  # noqa: E402  what tests stand on is beside them
from databases import RUN, expected, in_postgres, row, told  # noqa: E402
from runtimes import as_answer, as_json, node, outcome  # noqa: E402

import triage  # noqa: E402
from trees import chain, diamonds, merging  # noqa: E402
from triage.engine.decision import Decision  # noqa: E402
from triage.engine.walk import walk  # noqa: E402
from triage.frames import decide, sql  # noqa: E402
from triage.model.tree import TODAY  # noqa: E402
from triage.program.kit import EVERY_PART, beside, patient  # noqa: E402

PAGE, FOUND = (ROOT / "docs" / f"agreement.{kind}" for kind in ("md", "json"))
PEOPLE, CHUNK = 100_000, 10_000
DAY = date(2026, 5, 31)

HEAD = """\
<!-- Written by benchmarks/agreement.py: change the program, not this page. -->
# Engines that agree

Of each tree, people were drawn at random, with answers left out, "not sure", and
answers that contradict each other. Each engine decided all of them; a cell says for how
many it came to something else than a walk through the tree. Compared is all that an
engine tells: urgency, end, recommendations, shown values, the question that is missing,
and what is refused. `python benchmarks/agreement.py` tries it again.

`every_part` is the tree of the [conformance kit](program.md), which uses every part of
the format: dates, money, products, tables. The last three trees are generated: a chain,
ways that part and meet, and a diamond at each question.

{table}

## What is tried with every change

The tests hold each engine against the walk, or against the trials of the conformance
kit, which were made by it. A law has other random trees each time.

| engine | with the kit | by a law over random trees |
|---|---|---|
| compiled Python | every trial | yes, interviews too |
| JavaScript, in node | every trial | yes, interviews too |
| JavaScript, in Chromium | its tree, page by page | yes, page by page |
| columns of numpy | every trial | by each library |
| polars, pandas, pyarrow, DuckDB as frames | its tree, by rows at random | yes |
| queries in DuckDB and SQLite | its tree, by rows at random | yes |
| queries in PostgreSQL | its tree, by rows at random | |
| Dask | its tree, in partitions | |
| PySpark | its tree, in batches handed to what workers run | |

PySpark itself is tried where it and Java are installed; it is no part of the tools, as
it takes half a gigabyte. Other databases get their query by a translator: then what is
translated is read back and run in DuckDB.
"""

Answers = dict[str, Any]


@attrs.frozen(slots=False)
class Person:
    """Keep what somebody answers, and what a decision comes to."""

    tree: triage.Tree
    answers: Answers

    @cached_property
    def outcome(self) -> tuple[list[Any], triage.Decision | None]:
        """What is refused of the answers, and what is decided."""
        return outcome(lambda a: self.tree.decide(a, today=DAY), self.answers)

    @cached_property
    def row(self) -> dict[str, Any]:
        """What a row of results has to say."""
        return expected(self.tree, self.answers, DAY)

    def is_told(self, found: dict[str, Any]) -> bool:
        """Return whether a row of results says it."""
        return told(self.tree, found) == self.row


Engine = Callable[[triage.Tree, list[Person]], Iterator[bool]]


def loaded() -> Iterator[triage.Tree]:
    """Yield the trees that are tried."""
    yield triage.load("back_pain")
    yield triage.load("curb_65")
    yield triage.loads(beside(EVERY_PART), name=EVERY_PART)
    for made, size in ((chain, 60), (merging, 60), (diamonds, 40)):
        text = made(size).replace("id: generated", f"id: {made.__name__}")
        yield triage.loads(text)


def compiled(tree: triage.Tree, people: list[Person]) -> Iterator[bool]:
    """Yield whether the functions of a tree come to what walking comes to."""
    for person in people:
        refused, decision = person.outcome
        if decision is None:
            yield bool(refused)
            continue
        walked = Decision.of(tree, walk(tree, decision.given), decision.given)
        yield walked == decision and walked.trace == decision.trace


def columns(tree: triage.Tree, people: list[Person]) -> Iterator[bool]:
    """Yield whether a data frame comes to what a decision comes to."""
    names = [name for name in tree.questions if name != TODAY]
    cells = {n: [as_cell(each.answers.get(n)) for each in people] for n in names}
    frame = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String))
    found = decide(tree, frame, today=DAY).drop(names).with_row_index("id").to_dicts()
    for person, each in zip(people, found, strict=True):
        yield person.is_told(as_query(each))


def as_query(found: dict[str, Any]) -> dict[str, Any]:
    """Return a row as a query has it, which tells no more of who contradicts itself."""
    if "contradiction" not in (found["problems"] or ""):
        return found
    return dict.fromkeys(found) | {name: found[name] for name in ("id", "problems")}


def as_cell(answer: Any) -> str | None:
    """Return an answer as a cell of text."""
    if answer is None:
        return None
    return ",".join(answer) or "none" if isinstance(answer, tuple) else str(answer)


def database(dialect: str, run: Callable[..., list[dict[str, Any]]]) -> Engine:
    """Return the engine that is a database."""

    def engine(tree: triage.Tree, people: list[Person]) -> Iterator[bool]:
        rows = [row(tree, each.answers, dialect, n) for n, each in enumerate(people)]
        found = run(tree, rows, sql(tree, dialect, today=DAY))
        yield from map(Person.is_told, people, found)

    return engine


def browsers(tree: triage.Tree, people: list[Person]) -> Iterator[bool]:
    """Yield whether the engine for browsers decides, tells and refuses the same."""
    day = {TODAY: DAY} if TODAY in tree.questions else {}
    given = [
        {n: as_answer(a) for n, a in (day | each.answers).items()} for each in people
    ]
    made = node("decide", program=tree.program().to_dict(), answers=given)["found"]
    for person, found in zip(people, made, strict=True):
        refused, decision = person.outcome
        said = [(p["code"], p["questions"]) for p in found.get("problems", [])]
        same = found.get("found", found.get("decision")) == as_json(decision)
        yield same and said == refused


def main(people: int = PEOPLE, *wanted: str) -> int:
    """Try all engines on some trees, or on all of them, and write the page."""
    kept = json.loads(FOUND.read_text("utf-8")) if FOUND.exists() else {}
    with ExitStack() as stack:
        engines: dict[str, Engine | None] = {
            "compiled Python": compiled,
            "data frame": columns,
            "DuckDB": database("duckdb", RUN["duckdb"]),
            "SQLite": database("sqlite", RUN["sqlite"]),
            "PostgreSQL": None,
            "JavaScript": browsers if shutil.which("node") else None,
        }
        if postgres.programs():
            server = stack.enter_context(postgres.server())
            engines["PostgreSQL"] = database("postgres", in_postgres(server))
        for tree in loaded():
            if wanted and tree.id not in wanted:
                continue
            here, counts = machine(), differing(tree, engines, people)
            here["load_after"] = round(os.getloadavg()[0], 1)
            kept[tree.id] = {"people": people, "differ": counts, "machine": here}
            FOUND.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
            PAGE.write_text(page(kept), "utf-8")
    return int(any(any(one["differ"].values()) for one in kept.values()))


def page(kept: dict[str, Any]) -> str:
    """Return the page of what was tried, whenever that was."""
    engines = next(iter(kept.values()))["differ"]
    lines = [f"| tree | people | {' | '.join(engines)} |"]
    lines.append("|---|" + "---:|" * (len(engines) + 1))
    for name, one in kept.items():
        cells = ["not tried" if n is None else f"{n:,}" for n in one["differ"].values()]
        lines.append(f"| `{name}` | {one['people']:,} | {' | '.join(cells)} |")
    lines += [
        "",
        *(f"- `{name}`: {said(one['machine'])}." for name, one in kept.items()),
    ]
    return HEAD.format(table="\n".join(lines))


def differing(
    tree: triage.Tree, engines: dict[str, Engine | None], people: int
) -> dict[str, int | None]:
    """Return for how many people each engine differs; None if it is not here."""
    chance = random.Random(tree.id)  # noqa: S311  it keeps no secret
    counts = dict.fromkeys(engines, 0)
    for start in range(0, people, CHUNK):
        some = [someone(tree, chance) for _ in range(min(CHUNK, people - start))]
        for name, engine in engines.items():
            if engine:
                counts[name] += sum(not same for same in engine(tree, some))
        print(tree.id, start + len(some), counts, file=sys.stderr)
    return {n: counts[n] if engine else None for n, engine in engines.items()}


def someone(tree: triage.Tree, chance: random.Random) -> Person:
    """Return somebody at random; what day it is, is not theirs to say."""
    answers = {n: a for n, a in patient(tree, chance).items() if n != TODAY}
    return Person(tree, answers)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2]), *sys.argv[2:]))
