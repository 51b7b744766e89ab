"""Bitwise: conditions judged over all rows at once, with bitmaps as masks."""

from collections import defaultdict
from collections.abc import Collection, Container
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triage.frames.arrays import Mask, both, either, negated
from triage.frames.bitmaps import packed, unpacked, whole
from triage.frames.given import Given, Truths
from triage.frames.judge import Judge, has, is_known, is_open
from triage.frames.plan import Plan
from triage.frames.walked import Codes, Rows

NOWHERE: Mask = False
"""A mask that holds for no row."""

Masks = defaultdict[Any, Mask]
"""Where each of some things is so; nowhere to begin with."""


class Everybody:
    """Be all rows, and know of late questions who was asked them so far.

    Args:
        plan: The plan.
        given: What rows answer.
        count: How many rows there are.
        late: The questions of which not everybody was asked each where it is read.
    """

    def __init__(
        self, plan: Plan, given: Given, count: int, late: Collection[int]
    ) -> None:
        self.plan, self.given, self.count = plan, given, count
        self.asked, self.skipped = Masks(bool), Masks(bool)
        self.late, self.waiting = late, dict[int, Mask]()

    def look(self, question: int) -> Codes:
        """Return the answers to a question, those of who was asked it."""
        found, asked = self.given[question], self.plan.questions[question]
        if question not in self.late or self.asked[question] is True:
            return found
        found = found.copy()
        np.copyto(found, asked.unasked, where=~self.truths(self.asked[question]))
        if question in self.skipped:
            skipped = self.truths(self.skipped[question])
            np.copyto(found, asked.otherwise, where=skipped)
        return found

    def passed(self, question: int) -> Mask:
        return self.skipped[question]

    def truths(self, mask: Mask) -> Any:
        """Return a mask as one truth for each row."""
        return unpacked(whole(mask, self.count), self.count)

    def bitmap(self, rows: Rows) -> Mask:
        """Return a bitmap of some rows."""
        found = np.zeros(self.count, np.bool_)
        found[rows] = True
        return packed(found)

    def met(self, question: int) -> Mask:
        """Return where a late question was asked or skipped."""
        return either(self.asked[question], self.skipped[question])


class Bitwise(Judge):
    """Judge nodes over all rows, with bitmaps as masks.

    The urgency is where something was collected of each rank.
    """

    crowd: Everybody

    def has(self, question: int, option: int) -> Mask:
        asked, answers = self.of(question)
        found = (
            answers.has(option)
            if isinstance(answers, Truths)
            else packed(has(asked, answers, option))
        )
        return self.seen(question, found, otherwise=has(asked, asked.otherwise, option))

    def is_open(self, question: int) -> Mask:
        asked, answers = self.of(question)
        found = (
            negated(answers.known)
            if isinstance(answers, Truths)
            else packed(is_open(asked, answers))
        )
        found = self.seen(question, found, otherwise=is_open(asked, asked.otherwise))
        if question in self.crowd.late:
            return either(found, negated(self.crowd.met(question)))
        return found

    def is_known(self, question: int) -> Mask:
        return self.seen(question, self.is_given(question), otherwise=True)

    def is_given(self, question: int) -> Mask:
        """Return where there is an answer to a question, whether it is asked or not."""
        asked, answers = self.of(question)
        if isinstance(answers, Truths):
            return answers.known
        return packed(is_known(asked, answers))

    def is_urgent(self, rank: int) -> Mask:
        found = [mask for each, mask in self.rank.items() if each >= rank]
        return reduce(either, found, NOWHERE)

    def ranks(self, rows: Rows) -> NDArray[np.int8]:
        """Return the rank of the most urgent of what some rows collected."""
        found = np.full(len(rows), -1, np.int8)
        for rank, mask in sorted(self.rank.items()):
            found[self.crowd.truths(mask)[rows]] = rank
        return found

    def collect(self, rank: int, here: Mask) -> None:
        self.raised({**self.rank, rank: either(self.rank.get(rank, False), here)})

    def of(self, question: int) -> Any:
        """Return how a question stands in an array, and what rows answer."""
        return self.plan.questions[question], self.crowd.given.answers[question]

    def seen(self, question: int, found: Mask, *, otherwise: bool) -> Mask:
        """Return what is so of answers, among those who were asked.

        Args:
            question: The question.
            found: Where it is so of what is given.
            otherwise: Whether it is so of the answer of who skips the question.
        """
        if question not in self.crowd.late:
            return found
        found = both(found, self.crowd.asked[question])
        return either(found, self.crowd.skipped[question]) if otherwise else found

    def kept(self, mask: Mask) -> Mask:
        return mask if isinstance(mask, bool) else packed(mask)

    def spread(self, mask: Mask) -> Mask:
        return mask if isinstance(mask, bool) else unpacked(mask, self.crowd.count)

    def forget(self, nodes: Container[int]) -> None:
        """Keep nodes no longer."""
        for node in [node for node in self.known if node in nodes]:
            del self.known[node]
