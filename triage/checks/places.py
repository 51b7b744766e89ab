"""Where the things of a tree were written."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol, TypeVar

from triage.document import QuestionEntry, RecommendationEntry, ValueEntry
from triage.errors import Finding, Severity
from triage.source import Span, Text
from triage.tree import Tree

__all__ = ["questions", "recommendations", "values", "warning"]


class Entry(Protocol):
    """Be something that was declared under an id."""

    @property
    def id(self) -> Text:
        """The id."""


E = TypeVar("E", bound=Entry)


def warning(code: str, message: str, span: Span, advice: str) -> Finding:
    """Return a warning."""
    return Finding(code, message, span, advice, Severity.WARNING)


def once(entries: Iterable[E]) -> Iterator[E]:
    """Yield entries, of those with one id the first."""
    return iter({entry.id.value: entry for entry in reversed([*entries])}.values())


def questions(tree: Tree) -> Iterator[QuestionEntry]:
    """Yield the questions of a tree and its modules as written, each id once."""
    return once(chain.from_iterable(d.questions for d in tree.documents))


def values(tree: Tree) -> Iterator[ValueEntry]:
    """Yield the values of a tree and its modules as written, each id once."""
    return once(chain.from_iterable(d.values for d in tree.documents))


def recommendations(tree: Tree) -> Iterator[RecommendationEntry]:
    """Yield the recommendations of a tree and its modules as written, each id once."""
    return once(chain.from_iterable(d.recommendations for d in tree.documents))
