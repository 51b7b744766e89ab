"""Interview: what a person is asked who answers one question at a time, or by page.

A walk over all answers takes a whole page of them. A person is put the questions one
by one, or a page at once, and the rest of a page is left out once the worst is decided.
"""

from collections.abc import Iterable, Iterator, Mapping, Set as AbstractSet

import attrs

from triage.base.answer import UNSURE, Answer
from triage.engine.trace import Trace, steps_of
from triage.engine.walk import walk
from triage.model.traversal import page_questions
from triage.model.tree import Step, Tree


@attrs.frozen
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


def interviews(tree: Tree, answers: Mapping[str, Answer]) -> tuple[Interview, ...]:
    """Return what a person is asked one question at a time, and page by page.

    A question without an answer is passed by as long as others have one; it is asked
    if the walk still waits for it then.

    Args:
        tree: The tree.
        answers: Accepted answers by question id.
    """
    return interview(tree, answers), interview(tree, answers, by_page=True)


def interview(
    tree: Tree, answers: Mapping[str, Answer], *, by_page: bool = False
) -> Interview:
    """Return what a person is asked, one question or list at a time, or by page."""
    given, put, again = dict[str, Answer](), set[str](), set[str]()
    trace = walk(tree, given)
    while left := [name for name in trace.missing if name in answers]:
        step = tree.steps[trace.step]
        whole = by_page or not step.may_be_left  # then nothing of it is left out
        for name in left if whole else next_page(step, left, again):
            put.add(name)
            if name not in again and doubted(tree, name, answers[name]):
                again.add(name)
            else:
                given[name] = answers[name]
        trace = walk(tree, given, trace)
    put.update(trace.missing)
    return Interview(trace, frozenset(put))


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
