"""Today: the day of a decision, asked of nobody, and known at the first step.

A tree that reads `today`, or is valid for some days only, has one question more, and a
step before all others that asks it. Whoever decides answers it with the day.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import attrs

from triage.base.diagnostics import Diagnostics
from triage.base.exceptions import TreeError
from triage.base.holes import names_in as names_in_holes
from triage.base.pattern import pattern
from triage.base.question import Question
from triage.base.speech import Speech
from triage.base.text import Text
from triage.language.typecheck import names_in
from triage.linker.modules import Parts, UnlinkedStep
from triage.model.tree import DONE, TODAY, TODAY_STEP
from triage.treefile import document as d
from triage.treefile.fields import CONDITION, Few, keys_of
from triage.treefile.texts import holed, part, showing, without_placeholders

CONDITIONS = (CONDITION, Few(CONDITION))

WORD = pattern(r"\btoday\b", re.ASCII)

FIRST, LAST = Text.of("2000-01-01"), Text.of("2099-12-31")
"""The days of a tree that does not say for which it is valid."""

ASKED, DATE = "Which day is today?", Text.of("date")


def with_today(
    parts: Parts,
    questions: Mapping[str, Question],
    found: Diagnostics,
    speech: Speech,
) -> Parts:
    """Return the parts of a tree, in which `today` is asked first if it matters."""
    valid = parts.root.valid
    for document in parts.documents[1:]:
        if document.valid is not None:
            advice = "say it in the tree that runs the module"
            span = document.valid.span
            at = Text("valid", span)
            found.error("T111", "a module has no `valid`", at, advice)
    read = next(mentions(parts, questions), None)
    if read is None and valid is None:
        return parts
    first, last = days_of(valid, found)
    name = read or Text(TODAY, parts.root.id.span)
    text = Text.of(speech.say(ASKED))
    asked = d.QuestionEntry(
        id=name, span=name.span, text=text, type=DATE, min=first, max=last
    )
    entry = d.StepEntry(id=name, ask=(name,))
    step = UnlinkedStep(
        TODAY_STEP,
        entry,
        parts.root,
        "",
        parts.root.title,
        DONE,
        (name,),
        jump=parts.root.start.value,
    )
    return attrs.evolve(
        parts,
        questions={TODAY: asked, **parts.questions},
        steps={TODAY_STEP: step, **parts.steps},
    )


def days_of(valid: d.ValidEntry | None, found: Diagnostics) -> tuple[Text, Text]:
    """Return the first and the last day of which a tree says something."""
    if valid is None:
        return FIRST, LAST
    first, last = valid.from_ or FIRST, valid.until or LAST
    if first.value <= last.value:
        return first, last
    message = "`valid` ends before it begins"
    advice = "let `from` be at most `until`"
    found.error("T111", message, valid.until or first, advice)
    return FIRST, LAST


def mentions(parts: Parts, questions: Mapping[str, Question]) -> Iterator[Text]:
    """Yield where `today` is read: as a date, and not as an option."""
    for document in parts.documents:
        if WORD.search(document.span.source.text) or not document.span.text:
            yield from bounds(document)
            yield from columns_and_holes(document)
            for text in conditions_in(document):
                found = WORD.search(text.value)
                if found and TODAY in names(text, questions):
                    yield Text(TODAY, text.part(*found.span()))


def bounds(document: d.Document) -> Iterator[Text]:
    """Yield where the first or last day that a question takes goes by the day."""
    for entry in document.questions:
        for text in filter(None, (entry.min, entry.max)):
            if text.value.startswith(TODAY):
                yield Text(TODAY, text.part(0, len(TODAY)))


def columns_and_holes(document: d.Document) -> Iterator[Text]:
    """Yield where a table has a column for the day, and where a text shows it."""
    tables = (step.table for step in document.steps if step.table)
    for text in chain.from_iterable(table.inputs for table in tables):
        if text.value == TODAY:
            yield text
    for text in chain.from_iterable(map(holed, showing(document))):
        for name, start in names_in_holes(without_placeholders(text.value)):
            if name == TODAY:
                yield Text(TODAY, part(text, start, start + len(TODAY)))


def names(text: Text, questions: Mapping[str, Question]) -> frozenset[str]:
    try:
        return names_in(text, questions)
    except TreeError:  # told where it is typed
        return frozenset()


def conditions_in(part: Any) -> Iterator[Text]:
    """Yield every condition and value of a part of a file."""
    for key in keys_of(type(part)):
        value = getattr(part, key.field)
        if not value or (isinstance(value, Text) and key.shape is not CONDITION):
            continue
        items = value if isinstance(value, tuple) else (value,)
        if key.shape in CONDITIONS:
            yield from items
            continue
        for item in items:
            if attrs.has(type(item)) and not isinstance(item, Text):
                yield from conditions_in(item)
