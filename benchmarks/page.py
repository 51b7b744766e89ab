"""The page of what was measured: `docs/performance.md`."""

from collections.abc import Iterator
from typing import Any

from beside import tables
from figures import PACE, Medians, pace, rows
from losses import losses
from machine import said
from missed import missed

PAGE = """\
<!-- Written by benchmarks/__main__.py: change the program, not this page. -->
# Performance

What triage takes, beside other engines and by itself. `python benchmarks` measures all
of it again, in some twenty minutes, and writes this page, its pictures, and
[the figures as JSON](performance.json); `CONTRIBUTING.md` says how it is set up.
Two other questions have pages of their own: whether all engines of triage come to the
same, in [agreement](agreement.md), and what becomes of more rows than one machine has
room for, in [past one machine](scale.md).

Read the figures as ratios. Times are those of the processor, all threads together, and
medians of some rounds; what is compared was measured in the same run.

## Beside other engines

{peers_machine}

Each engine has the same tree, in the form that suits it: one drawn at random, that asks
yes or no, and never the same twice on one way. Trees of 25, 100, 1,000 and 10,000 steps
choose from 13, 30, 45 and 64 questions. Before anything is timed, what is decided is
compared with what was drawn; an engine that decides otherwise has no time. All answers
are there and right: most of the others neither check them nor know what it means that
an answer is missing, which here is part of the time.

`beside` is the time for 25 steps as a multiple of what triage took for them in the same
process: `tree.decide` with all answers given, or `frames.decide` in polars. Above 1, it
is slower than that.

### People one by one

Microseconds a person.

{people}

![The time for one person, by steps of the tree](pictures/performance_people.svg)

### Rows of a table

Nanoseconds a row, of 100,000 rows. By hand, the number of the end is found and nothing
else. `frames.decide` and `frames.sql` also check cells, and make columns of urgency,
advice, what is missing and what is wrong.

{rows}

![The time for one row, by steps of the tree](pictures/performance_rows.svg)

## Where others are faster, and why

{losses}

## Alone, and held to budgets

{figures_machine}

Of proofs, comparisons and cases: {proofs_machine}

Budgets in seconds were set on a machine where the traced table of zen-engine takes
{there} µs for 25 steps. Here it takes {pace:.2f} times as long. The column "there" is
what was measured, divided by that; what is "missed here" is kept there.

| what | measured | there | budget | |
|---|---|---|---|---|
{figures}

## What is missed, and why

{missed}
"""


def where(here: dict[str, Any]) -> str:
    """Return on which machine it was, and whether that had time."""
    if here["load_before"] <= here["cores"]:
        return f"{said(here)}."
    return (
        f"{said(here)}.\nOther programs were waiting, too: so times come out longer "
        "than on an idle\nmachine, up to twice as long, and ratios less so."
    )


def page(found: dict[str, Any]) -> str:
    """Return the page."""
    peers, profiles = (found[name]["found"] for name in ("peers", "profiles"))
    medians = Medians(found["figures"]["found"] | found["proofs"]["found"])
    measured = rows(medians, peers)
    return PAGE.format(
        peers_machine=where(found["peers"]["machine"]),
        figures_machine=where(found["figures"]["machine"]),
        proofs_machine=where(found["proofs"]["machine"]),
        people="\n".join(tables(peers, rows=False)),
        rows="\n".join(tables(peers, rows=True)),
        losses=losses(peers, profiles).rstrip(),
        there=round(PACE * 1e6),
        pace=pace(peers),
        figures="\n".join(row.text for row in measured),
        missed="\n".join([missed(measured, medians, profiles), *failures(found)]),
    )


def failures(found: dict[str, Any]) -> Iterator[str]:
    """Yield what was not measured as it failed, if anything did."""
    failed = {
        name: why
        for part in found.values()
        for name, why in part.get("failed", {}).items()
    }
    if failed:
        yield from ("", "## What failed", "")
        yield from (f"- `{name}`: {why}" for name, why in failed.items())
