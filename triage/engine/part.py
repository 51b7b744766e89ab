"""Part: where in a long interview a person is, and how much of that part is left."""

from collections.abc import Mapping

from triage.base.answer import Answer
from triage.base.immutable import immutable
from triage.engine.interview import next_page
from triage.engine.trace import Trace
from triage.engine.walk import walk
from triage.model.tree import TODAY_STEP, Tree


@immutable
class Part:
    """Say which part of an interview is asked.

    A part is a file of the tree that asks questions, or all steps of one title in it.

    Args:
        title: The title of the part.
        number: Which of the parts it is, from 1.
        of: How many parts there are; a person may be asked fewer.
        about: How often the well patient answers from here to its end.
    """

    title: str
    number: int
    of: int
    about: int


def part(tree: Tree, trace: Trace, known: Mapping[str, Answer]) -> Part | None:
    """Return the part where a walk waits; None where there is only one, or an end.

    Args:
        tree: The tree.
        trace: The record of the walk.
        known: What is answered, where the walk has come or further on.
    """
    here = place(tree, trace)
    return Part(*here, left(tree, trace, known, here[0])) if here else None


def titles(tree: Tree) -> tuple[str, ...]:
    """Return the titles of the parts that ask; the day is asked in none of them."""
    asking = (step for step in tree.steps.values() if step.ask)
    return tuple(dict.fromkeys(x.part for x in asking if x.id != TODAY_STEP))


def place(tree: Tree, trace: Trace) -> tuple[str, int, int] | None:
    """Return the title of the part where a walk waits, its number, and of how many."""
    every, title = titles(tree), tree.steps[trace.step].part
    if not trace.missing or len(every) < len("ab") or title not in every:
        return None
    return title, every.index(title) + 1, len(every)


def left(tree: Tree, trace: Trace, known: Mapping[str, Answer], title: str) -> int:
    """Return how often the well patient answers until another part begins."""
    given, count = {**known, **trace.answers}, 0
    while trace.missing and tree.steps[trace.step].part == title:
        now = next_page(tree.steps[trace.step], trace.missing, frozenset())
        given |= {name: tree.questions[name].usual for name in now}
        trace, count = walk(tree, given, trace), count + 1
    return count
