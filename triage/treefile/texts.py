"""Texts of a file that people read, and where a part of one was written."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, takewhile
from typing import TypeAlias

from triage.base.limits import LIMITS
from triage.base.pattern import pattern
from triage.base.text import Lengthened, Span, Text
from triage.treefile.document import (
    AssumeEntry,
    Document,
    OptionEntry,
    PieceEntry,
    Prose,
    QuestionEntry,
    RecommendationEntry,
    ValueEntry,
    WordEntry,
)

BRACED = pattern(r"(\$\$)|\$\{\w+\}")

Worded: TypeAlias = QuestionEntry | RecommendationEntry
Showing: TypeAlias = Worded | AssumeEntry
Called: TypeAlias = QuestionEntry | ValueEntry


def prose(document: Document) -> Iterator[Text]:
    yield from present(document.title, document.audience, document.not_for)
    yield from present(document.disclaimer, document.emergency)
    yield from chain.from_iterable(map(texts_of, worded_in(document)))
    yield from present(*(step.title for step in document.steps))
    yield from (option.text for value in document.values for option in words_of(value))
    yield from present(*(entry.says for entry in document.assume))


def worded_in(document: Document) -> tuple[Worded, ...]:
    """Return the entries with texts, also those that another file says again."""
    return (*document.questions, *document.recommendations)


def texts_of(entry: Worded) -> tuple[Text, ...]:
    """Return the texts of an entry: what is asked first, then what is told."""
    if isinstance(entry, RecommendationEntry):
        return told_by(entry)
    options = (option.text for option in options_of(entry))
    wrong = present(entry.if_wrong)
    return (*asked_by(entry), *told_by(entry), *wrong, *options)


def options_of(entry: QuestionEntry) -> tuple[OptionEntry, ...]:
    """Return the options that an entry says itself."""
    return () if isinstance(entry.options, Text) else entry.options


def words_of(entry: ValueEntry) -> tuple[WordEntry, ...]:
    """Return the words that a value can be, where it says them itself."""
    return () if isinstance(entry.options, Text) else entry.options


def asked_by(entry: QuestionEntry) -> tuple[Text, ...]:
    return present(entry.text, entry.unsure.again if entry.unsure else None)


def told_by(entry: Worded) -> tuple[Text, ...]:
    if isinstance(entry, QuestionEntry):
        return present(entry.help, entry.why, *(one.text for one in entry.reply))
    return present(entry.title, entry.text, entry.watch_for)


def marked(document: Document) -> Iterator[Text]:
    """Yield the texts that may have marks of Markdown."""
    yield from chain.from_iterable(map(told_by, document.questions))
    for item in document.recommendations:
        yield from present(item.text, item.watch_for)


def showing(document: Document) -> tuple[Showing, ...]:
    """Return the entries whose texts may have holes."""
    return (*worded_in(document), *document.assume)


def holed(entry: Showing) -> Iterator[Text]:
    """Yield the texts of an entry that may have holes."""
    if isinstance(entry, AssumeEntry):
        yield from present(entry.says)
        return
    yield from told_by(entry)
    if isinstance(entry, QuestionEntry):
        yield from (*asked_by(entry), *present(entry.if_wrong))


def without_placeholders(text: str) -> str:
    """Return a text as long, in which no ``${name}`` looks like a hole.

    >>> without_placeholders("${a} {b}")
    'xxxx {b}'
    """
    if "${" not in text:
        return text
    return BRACED.sub(lambda found: found[1] or "x" * len(found[0]), text)


def braceless(document: Document) -> Iterator[tuple[str, Text]]:
    """Yield the texts in which no hole can be, each with what it is."""
    for text in present(document.title, document.audience, document.not_for):
        yield "a text about the whole tree", text
    yield from (("the title of a level", level.title) for level in document.scale)
    titles = present(*(step.title for step in document.steps))
    yield from (("the title of a step", text) for text in titles)
    yield from (("a name", text) for text in names(document))
    for entry in document.questions:
        yield from (("an option", option.text) for option in options_of(entry))
    for value in document.values:
        yield from (("an option", option.text) for option in words_of(value))


def names(document: Document) -> tuple[Text, ...]:
    entries: tuple[Called, ...] = (*document.questions, *document.values)
    options = chain.from_iterable(map(options_of, document.questions))
    words = chain.from_iterable(map(words_of, document.values))
    return present(*map(name_of, (*entries, *options, *words)))


def name_of(entry: Called | OptionEntry | WordEntry) -> Text | None:
    """Return what people call a question, a value or an option, if the file says it."""
    return entry.title if isinstance(entry, ValueEntry) else entry.name


def pieces_of(entry: RecommendationEntry) -> Iterator[PieceEntry]:
    """Yield the pieces of the texts of an entry, where these are in pieces."""
    for text in (entry.text, entry.watch_for):
        if not isinstance(text, Text):
            yield from text


def present(*texts: Prose | None) -> tuple[Text, ...]:
    """Return the texts that are there, each piece by itself."""
    return tuple(chain.from_iterable(map(in_pieces, texts)))


def in_pieces(text: Prose | None) -> Iterator[Text]:
    match text:
        case Text():
            yield text
        case tuple():
            for piece in text:
                yield from present(piece.text, piece.otherwise)


def part(text: Text, start: int, end: int) -> Span:
    r"""Return the span of some characters of a text, also where its lines are folded.

    Where escapes change what was written, the whole text is returned.

    >>> from triage.base.text import Source
    >>> whole = Source("a.yaml", "text: >-\n  take\n  rest\n").span(6, 22)
    >>> part(Text("take rest", whole), 5, 9).text
    'rest'
    """
    if isinstance(text, Lengthened):
        return part(text.written, text.before(start), text.before(end))
    before, behind = (bisect_left(solid(text.value), n) for n in (start, end))
    places = written_at(text.value, text.span)
    if behind > len(places):
        return text.span
    return Span(text.span.source, places[before], places[behind - 1] + 1)


@lru_cache(maxsize=2)
def written_at(value: str, span: Span) -> Sequence[int]:
    """Return where the solid characters of a text were written, as far as they were."""
    written = span.text
    begin = written.find("\n") if written[0] in "|>" else written[0] in "'\""
    meant = (value[place] for place in solid(value))
    pairs = zip(meant, solid(written, max(begin, 0)), strict=False)
    same = takewhile(lambda pair: pair[0] == written[pair[1]], pairs)
    return [span.start + place for _, place in same]


@lru_cache(maxsize=4)
def solid(text: str, begin: int = 0) -> Sequence[int]:
    """Return where a text has characters that are no space, as far as it is read."""
    places = (place for place in range(begin, len(text)) if not text[place].isspace())
    return [*islice(places, LIMITS.prose)]
