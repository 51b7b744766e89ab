"""What misses its budget, and why, by what was measured."""

from collections.abc import Iterator, Sequence
from math import isnan

from figures import Medians, Row
from losses import bullets
from profiles import NONE, Shares, shares

TIME = "Of the time go: {profile}."

WHY = {
    "test_command": "**`triage {profiled}`** loads the tree, and what it needs of this "
    "package, each time anew. " + TIME,
    "test_answer_100": "**One `session.answer`.** With each answer a session is made, "
    "whose path goes on from the one before; the pages before it stay where they are. "
    + TIME,
    "test_explain_back_pain": "**Path and reasons** are words for each step. " + TIME,
    "test_program": "**A program.** The bare words that people read, packed without "
    "any form around them, take {words} kB; all but the texts, {rest} kB.",
    "test_people[polars]": "**Tables of 25 questions, in polars.** By hand, one column "
    "comes out, and cells are taken as they are. " + TIME,
    "test_people[pandas]": "**The same in pandas.** " + TIME,
    "test_sql": "**The query of `back_pain`** has a group for each level of its steps.",
    "test_codes": "**Memory for rows decided at once, by `{profiled}`.** They are "
    "{rows}, with some bitmaps for each step, question and end.",
    "test_new_cases": "**New cases** grow faster than the tree: there are more of "
    "them, and each is walked along a longer path, by the tree and by those in which a "
    "limit is moved. Of the time for 200 steps go: {profile}.",
    "test_prove_back_pain": "**The properties of `back_pain`.** " + TIME,
    "test_compare_20_edits": "**Twenty edits of `back_pain`** at once are told apart "
    "by trying each alone, and in the company of others. " + TIME,
    "test_compare_20_wild_edits": "**Wild edits** change places, too, so that more of "
    "the tree differs. " + TIME,
}
"""What is said of a benchmark, or of all with its name before the bracket."""


def missed(rows: Sequence[Row], medians: Medians, profiles: dict[str, Shares]) -> str:
    """Return why budgets are missed, each reason once."""
    said = [*dict.fromkeys(reasons(rows, medians, profiles))]
    return bullets("\n".join(f"- {one}" for one in said)) if said else "Nothing."


def reasons(
    rows: Sequence[Row], medians: Medians, profiles: dict[str, Shares]
) -> Iterator[str]:
    """Yield why each budget is missed that is."""
    time = shares(profiles)
    for row in rows:
        if row.missed:
            benchmark = row.figure.of.partition("] ")[0]
            kind, _, profiled = benchmark.rstrip("]").partition("[")
            usual = f"**{row.figure.what}.** {TIME}"
            why = WHY.get(row.figure.of) or WHY.get(kind.split()[0]) or usual
            yield why.format(
                profile=time[row.figure.profile],
                profiled=profiled,
                words=number(medians["test_program words"]),
                rest=number(medians["test_program rest"]),
                rows=number(medians[f"test_codes[{profiled}] rows"]),
            )


def number(measured: float) -> str:
    """Return a number in words; one below a hundred with a digit behind the point."""
    if isnan(measured):
        return NONE
    return f"{measured:.1f}" if measured < 100 else f"{measured:,.0f}"
