"""Given: what rows answer, by question; truths are bitmaps until codes are wanted."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from triage.frames.arrays import Mask, both, negated
from triage.frames.bitmaps import Bitmap, unpacked
from triage.frames.walked import Codes

UNASKED = -2
"""The code of no answer to a question of yes or no, whose answers are 0 and 1."""


@attrs.frozen(eq=False, slots=False)
class Truths:
    """Hold the answers of rows to a question of yes or no.

    Args:
        yes: Where they are yes; where there is none, this means nothing.
        known: Where there is one.
        count: How many rows there are.
    """

    yes: Bitmap
    known: Mask
    count: int

    @cached_property
    def codes(self) -> NDArray[np.int8]:
        """The codes of the answers."""
        found = (~unpacked(self.yes, self.count)).view(np.int8)
        if not isinstance(self.known, bool):
            np.copyto(found, UNASKED, where=~unpacked(self.known, self.count))
        return found

    def has(self, option: int) -> Mask:
        """Return where an answer is yes, or where it is no, as a bitmap."""
        return both(self.known, self.yes if option == 0 else negated(self.yes))


Answers: TypeAlias = "Codes | Truths"
"""The answers of rows to one question."""


def codes_of(answers: Answers) -> Codes:
    """Return the codes of answers."""
    return answers.codes if isinstance(answers, Truths) else answers


class Given:
    """Hold the codes of what rows answer, by question, each made when it is wanted.

    Args:
        answers: The answers to each question.
    """

    def __init__(self, answers: Iterable[Answers]) -> None:
        self.answers = (*answers,)

    def __iter__(self) -> Iterator[Codes]:
        return map(codes_of, self.answers)

    def __getitem__(self, question: int) -> Codes:
        return codes_of(self.answers[question])
