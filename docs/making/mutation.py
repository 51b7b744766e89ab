"""The page that says how many small mistakes in the built-in trees are noticed."""

from collections.abc import Iterator

from making.places import MADE
from making.text import table
from triage.cases import load
from triage.linker.loader import builtins
from triage.verify.mutation_score import Score, mutation_score

__all__ = ["mutation_page"]

HEAD = """\
# What notices a mistake

`triage test TREE --mutate` makes small mistakes in a tree, one at a time, such as an
author might make:

- in a condition, a limit is one step, or one option, higher or lower, a part or a
  listed answer is forgotten, `maybe` is taken for `surely` or the reverse, a `not` is
  forgotten, and what equals a word or a number is taken for all that does not;
- a date is a day later or earlier, or a month or a year where that is added to it;
- in a step, two ways are swapped, a branch is forgotten, and "not sure" is led where
  another answer leads;
- advice is not given, or is given to everybody;
- a recommendation is one level more urgent, or less, or no longer stands `alone`;
- an option is worth one point more or less, and an `only_if` is forgotten.

A mistake is noticed when a case fails, or when a property no longer holds of every
patient. Mistakes that change neither urgency nor ending nor advice for any patient are
not counted; that, too, is proved. So neither `alone` of an option is forgotten, which
decides what can be answered, nor `whole: true`, which decides what is asked. Properties
with `asked` or `answered` hold what is asked, and so does `asks` of a case.

These are the built-in trees. With cases as dense as theirs, the properties are a second
net below the first.

"""

COLUMNS = (
    "tree",
    "mistakes",
    "no difference",
    "by a case",
    "only by a property",
    "by nothing",
    "noticed",
)


def mutation_page() -> str:
    """Return the page."""
    scores = [scored(name) for name in builtins()]
    return MADE + HEAD + table(COLUMNS, map(row, scores)) + "".join(rest(scores))


def scored(name: str) -> Score:
    """Return the score of a built-in tree."""
    cases = load(name)
    return mutation_score(cases.tree, cases.cases)


def row(score: Score) -> tuple[str, ...]:
    """Return the row of a tree."""
    name = score.tree.id
    numbers = (
        len(score.judged),
        score.count("equivalent"),
        score.count("case"),
        score.count("property"),
        score.count("survived", "open"),
    )
    percent = f"{score.percent:.1f} %"
    return f"[{name}](library/{name}.md)", *map(str, numbers), percent


def rest(scores: list[Score]) -> Iterator[str]:
    """Yield the mistakes that nothing notices."""
    lines = [
        f"- `{score.tree.id}`: {item.mutant.says}\n"
        for score in scores
        for item in score.judged
        if item.fate in ("survived", "open")
    ]
    if lines:
        yield "\nWhat nothing notices:\n\n"
        yield from lines
