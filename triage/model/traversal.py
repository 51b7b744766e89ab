"""Where the things of a tree were written, and what they say."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Protocol, TypeVar

from triage.base.diagnostics import Finding, Severity
from triage.base.text import Span, Text
from triage.model.tree import Tree
from triage.treefile.document import QuestionEntry, RecommendationEntry, ValueEntry


class Entry(Protocol):
    """Be something that was declared under an id."""

    @property
    def id(self) -> Text:
        """The id."""


E = TypeVar("E", bound=Entry)

READ = 10_000
"""How many characters of a text are looked through; that it is too long is told."""


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


def asked(entry: QuestionEntry) -> tuple[Text, ...]:
    """Return the texts of a question: what is asked first, then what goes with it."""
    again = entry.unsure.again if entry.unsure is not None else None
    options = (option.text for option in entry.options)
    return present(entry.text, again, entry.help, entry.why, *options)


def told(entry: RecommendationEntry) -> tuple[Text, ...]:
    """Return the texts of a recommendation."""
    return present(entry.title, entry.text, entry.watch_for)


def present(*texts: Text | None) -> tuple[Text, ...]:
    """Return the texts that are there."""
    return tuple(text for text in texts if text is not None)


def part(text: Text, start: int, end: int) -> Span:
    r"""Return the span of some characters of a text, also where its lines are folded.

    Where escapes change what was written, the whole text is returned.

    >>> from triage.base.text import Source
    >>> whole = Source("a.yaml", "text: >-\n  take\n  rest\n").span(6, 22)
    >>> part(Text("take rest", whole), 5, 9).text
    'rest'
    """
    written = text.span.text
    begin = written.find("\n") if written[0] in "|>" else written[0] in "'\""
    solid = (n for n in range(begin, len(written)) if not written[n].isspace())
    wanted = "".join(text.value[:end].split())
    places = [*islice(solid, len(wanted))]
    if "".join(written[place] for place in places) != wanted:
        return text.span
    first = places[len("".join(text.value[:start].split()))]
    offset = text.span.start
    return Span(text.span.source, offset + first, offset + places[-1] + 1)
