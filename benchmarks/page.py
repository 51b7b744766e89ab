"""The page of what was measured: `docs/performance.md`."""

from typing import Any

from beside import tables
from figures import Medians, rows
from losses import bullets, losses, shares
from machine import said

PAGE = """\
<!-- Written by benchmarks/__main__.py: change the program, not this page. -->
# Performance

What triage takes, beside other engines and by itself. `python benchmarks` measures all
of it again, in some ten minutes, and writes this page, its pictures, and
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

| what | measured | budget | |
|---|---|---|---|
{figures}

## What is missed, and why

{missed}
"""

MISSED = """\
- **Commands** load the tree, and what they need of this package, each time anew; the
  smallest tree costs them no less than that.
- **One `session.answer`.** With each answer the whole path is laid out anew: on which
  page each answer before stands, and whether what was set aside comes back. The walk is
  a small part of it.
- **Path and reasons** are words for each step: see above.
- **A program** in one language is {texts} texts, by what gzip makes of it: all that
  is asked, told and said as a reason, each once. The rest is well within the budget.
- **Tables of 25 questions.** By hand, one column comes out, and cells are taken as they
  are. Of the time go: {table_profile}.
- **Tables in words.** `back_pain` has 88 questions, so that a row is 88 cells, whose
  words polars numbers by column. Of the time go: {words_profile}.
- **1,000 merging steps over rows.** A step costs calls of numpy, however few rows are
  there; and of 1,000 questions fewer rows are decided at once, so that their answers
  have room.
- **New cases** grow faster than the tree: there are more of them, and each is walked
  along a longer path, by the tree and by those in which a limit is moved. Of the time
  for 200 steps go: {cases_profile}.
- **Edits of `back_pain`.** Twenty edits at once are told apart by trying each alone,
  and in the company of others.
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
    peers, figures, proofs = found["peers"], found["figures"], found["proofs"]
    medians = Medians(figures["found"] | proofs["found"])
    profiles = found["profiles"]["found"]
    said = shares(profiles)
    if (texts := medians.get("test_program texts")) is not None:
        said["texts"] = f"{texts:.0%}"
    return PAGE.format(
        peers_machine=where(peers["machine"]),
        figures_machine=where(figures["machine"]),
        proofs_machine=where(proofs["machine"]),
        people="\n".join(tables(peers["found"], rows=False)),
        rows="\n".join(tables(peers["found"], rows=True)),
        losses=losses(peers["found"], profiles).rstrip(),
        missed=bullets(MISSED.format_map(said).rstrip()),
        figures="\n".join(row.text for row in rows(medians, peers["found"])),
    )
