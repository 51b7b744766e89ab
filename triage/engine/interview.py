"""Interview: what a person is asked who answers one question at a time, or by page.

A walk over all answers takes a whole page of them. A person is put the questions one
by one, or a page at once, and the rest of a page is left out once the worst is decided.
"""

from collections.abc import Iterable, Iterator, Mapping, Set as AbstractSet
from itertools import islice

from triage.base.answer import UNSURE, Answer
from triage.base.immutable import immutable
from triage.engine.trace import Trace, steps_of
from triage.engine.walk import walk
from triage.model.traversal import page_questions
from triage.model.tree import Step, Tree


@immutable
class Interview:
    """Hold what a person was asked.

    Args:
        trace: The record of the walk over what was answered.
        answered: The ids of the questions that were put to the person.
    """

    trace: Trace
    answered: frozenset[str]

    @property
    def asked(self) -> AbstractSet[str]:
        """What was put to the person, or passed over because of its ``only_if``."""
        return self.answered.union(self.trace.skipped)

    def pages(self, tree: Tree) -> Iterator[tuple[Step, tuple[str, ...]]]:
        """Yield the steps, each with the questions that came up there."""
        return page_questions(steps_of(tree, self.trace), self.asked)


def interviews(
    tree: Tree, answers: Mapping[str, Answer], made: Trace
) -> tuple[Interview, ...]:
    """Return what a person is asked one question at a time, and page by page.

    A question without an answer is passed by as long as others have one; it is asked
    if the walk still waits for it then.

    Args:
        tree: The tree.
        answers: Accepted answers by question id.
        made: The record of the walk over them.
    """
    if made.end and not tree.is_top(made.rank):  # nobody left a page of it
        return (Interview(made, frozenset(made.answers)),) * 2
    before = set(islice(made.asked, made.asked_before))
    first = {name: a for name, a in made.answers.items() if name in before}
    start = walk(tree, first)
    return tuple(
        last_page(tree, answers, first, start, by_page=by_page)
        for by_page in (False, True)
    )


def last_page(
    tree: Tree,
    answers: Mapping[str, Answer],
    first: Mapping[str, Answer],
    trace: Trace,
    *,
    by_page: bool,
) -> Interview:
    """Return an interview, from its last page on: all before were asked whole."""
    given, put, again = dict(first), set(first), set[str]()
    while left := [name for name in trace.missing if name in answers]:
        now = left if by_page else next_page(tree.steps[trace.step], left, again)
        put.update(now)
        doubts = {n for n in now if doubted(tree, n, answers[n])} - again
        given |= {name: answers[name] for name in now if name not in doubts}
        again |= doubts
        trace = walk(tree, given, trace)
    return Interview(trace, frozenset(put).union(trace.missing))


def next_page(
    step: Step, missing: Iterable[str], again: AbstractSet[str]
) -> tuple[str, ...]:
    """Return what is put to a person next: one question, or a list to tick.

    What was answered "not sure" comes again by itself, after its list.
    """
    asking = tuple(missing)
    fresh = tuple(name for name in asking if name not in again)
    return fresh if step.checklist and len(fresh) > 1 else asking[:1]


def doubted(tree: Tree, name: str, answer: Answer) -> bool:
    """Whether an answer, given for the first time, has its question asked again."""
    return answer in (UNSURE, (UNSURE,)) and bool(tree.questions[name].again)
