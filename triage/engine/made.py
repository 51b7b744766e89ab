"""Made: what was made of answers, whatever made it, and whenever."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

import attrs

from triage.base.answer import Answer
from triage.base.frozen import frozen
from triage.engine.trace import Trace


class Made(ABC):
    """Be a walk over some answers; what is not read of it need not be there.

    Two are equal if their walks and their answers are, however they were made.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def trace(self) -> Trace:
        """The record of the walk."""

    @property
    @abstractmethod
    def given(self) -> Mapping[str, Answer]:
        """Every accepted answer, whether the path asked for it or not."""

    @property
    def end(self) -> str:
        """The recommendation that ended the walk, ``done``, or empty."""
        return self.trace.end

    @property
    def rank(self) -> int:
        """The highest rank collected; -1 for none."""
        return self.trace.rank

    @property
    def advice(self) -> tuple[str, ...]:
        """The ids of the recommendations collected, in order; the end included."""
        return self.trace.advice

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Made):
            return NotImplemented
        return (self.trace, self.given) == (other.trace, other.given)

    def __hash__(self) -> int:
        return hash((self.trace, self.given))


@attrs.frozen(eq=False)
class Walked(Made):
    """Hold a walk and what it was over."""

    trace: Trace = attrs.field(repr=False)
    given: Mapping[str, Answer] = attrs.field(converter=frozen, repr=False)
