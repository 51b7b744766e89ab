"""Test case: the story of one patient, the answers, and what must come of them."""

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

import attrs

from triage.base.answer import Answer
from triage.base.frozen import frozen
from triage.base.immutable import immutable
from triage.base.text import Span

Key: TypeAlias = Literal[
    "urgency",
    "ends",
    "recommends",
    "not_recommends",
    "reads",
    "not_reads",
    "asks",
    "not_asks",
    "shows",
    "missing",
]

KEYS: tuple[Key, ...] = get_args(Key)

NONE = "none"
"""How a case expects that nothing with an urgency is recommended."""


@immutable
class Expectation:
    """Expect one thing of a decision.

    Args:
        key: What is looked at.
        wanted: The id that is expected there; the words that are read; what a value
            shows; or the questions that are missing.
        span: Where it was written.
        value: The value that is looked at; empty for the other keys.
    """

    key: Key
    wanted: tuple[str, ...]
    span: Span = attrs.field(eq=False, repr=False)
    value: str = ""


@immutable
class Case:
    """Tell the story of one patient, and what is expected.

    Args:
        id: The id.
        says: The story.
        answers: The answers, those that all cases of the file share included.
        expects: What must come of them.
        span: Where it was written.
    """

    id: str
    says: str
    answers: Mapping[str, Answer] = attrs.field(converter=frozen)
    expects: tuple[Expectation, ...]
    span: Span = attrs.field(eq=False, repr=False)

    @property
    def may_wait(self) -> bool:
        """Whether the walk need not end: questions are expected to be missing."""
        return any(item.key == "missing" for item in self.expects)
