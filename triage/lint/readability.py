"""Readability checks: texts hard to read, and questions hard to answer.

These are smoke tests: a text that passes them may still be hard to understand.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from triage.base.text import Text
from triage.lint.catalogue import Problem
from triage.model.traversal import (
    READ,
    asked,
    part,
    present,
    questions,
    recommendations,
    told,
)
from triage.model.tree import Tree
from triage.treefile.document import QuestionEntry

MOST_WORDS = 25
"""The most words of a sentence."""

MOST_CHARACTERS = 600
"""The most characters of one text."""

HIGHEST_GRADE = 8
"""The school year, of about 13 years of age, that should be able to read a text."""

FEWEST_WORDS = 20
"""The fewest words from which a grade says anything."""

SENTENCE = re.compile(r"[^.!?\s](?:[^.!?]|[.!?](?=\S))*")
WORD = re.compile(r"\$?\w[\w'\u2019-]*")

NEGATIVE = re.compile(
    r"\b(?:not(?: un\w+)?|cannot|never|no|none|nobody|nothing|neither|nor|without|"
    r"unless|unable)\b|\w+n['\u2019]t\b",
    re.IGNORECASE,
)

SECOND_QUESTION = re.compile(
    r"\band/or\b"
    r"|\b(?:and|or) (?:am|is|are|was|were|do|does|did|has|have|had|can|could|will|"
    r"would|should|may|might) (?:you|it|he|she|they|there|this|that|the|your|someone)\b"
    r"|(?<=\?)\s[^?]*\?",
    re.IGNORECASE,
)


def long_sentence(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield sentences with too many words."""
    for text in everything(tree):
        for sentence in SENTENCE.finditer(text.value, 0, READ):
            count = len(WORD.findall(sentence[0]))
            if count > MOST_WORDS:
                message = f"a sentence of {count} words"
                advice = f"make two of it, of at most {MOST_WORDS} words each"
                yield message, part(text, *sentence.span()), advice


def hard_to_read(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield questions and recommendations whose words and sentences are long."""
    entries = chain(
        ((entry.id, asked(entry)) for entry in questions(tree)),
        ((entry.id, told(entry)) for entry in recommendations(tree)),
    )
    for name, texts in entries:
        grade = reading_grade(" ".join(f"{text}." for text in texts))
        if grade > HIGHEST_GRADE:
            message = f"the texts of `{name}` are hard to read: reading grade {grade}"
            advice = f"use shorter words and sentences, down to grade {HIGHEST_GRADE}"
            yield message, name.span, advice


def reading_grade(text: str) -> int:
    """Return the school year of a text by the Automated Readability Index.

    Placeholders are left out; a text of a few words has no grade, which is 0.

    >>> reading_grade("Is it new? " * 9)
    0
    """
    words = [word for word in WORD.findall(text) if not word.startswith("$")]
    if len(words) < FEWEST_WORDS:
        return 0
    letters = sum(map(len, words)) / len(words)
    length = len(words) / len(SENTENCE.findall(text))
    return max(0, round(4.71 * letters + 0.5 * length - 21.43))


def long_text(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield texts that are too long to be read at once."""
    for text in everything(tree):
        if len(text.value) > MOST_CHARACTERS:
            message = f"a text of {len(text.value)} characters"
            advice = f"cut it to {MOST_CHARACTERS}, or make two recommendations of it"
            span = part(text, 0, MOST_CHARACTERS)
            yield message, span, advice


def double_negative(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield questions in which two negatives have to be worked out."""
    for text in wordings(tree):
        for sentence in SENTENCE.finditer(text.value, 0, READ):
            found = [*NEGATIVE.finditer(sentence[0])]
            words = " ".join(match[0].lower() for match in found).split()
            if len(words) > 1:
                start = sentence.start()
                span = part(text, start + found[0].start(), start + found[-1].end())
                message = f"two negatives in one question: `{words[0]}`, `{words[1]}`"
                yield message, span, "ask it the other way round"


def two_questions(tree: Tree, _: date) -> Iterator[Problem]:
    """Yield questions that ask two things at once."""
    for text in wordings(tree):
        for found in SECOND_QUESTION.finditer(text.value, 0, READ):
            message = "this asks a second thing in the same question"
            advice = "make two questions of it, or one that a single yes answers"
            yield message, part(text, *found.span()), advice


def everything(tree: Tree) -> Iterator[Text]:
    """Yield every text of questions and recommendations."""
    yield from chain.from_iterable(map(asked, questions(tree)))
    yield from chain.from_iterable(map(told, recommendations(tree)))


def wordings(tree: Tree) -> Iterator[Text]:
    """Yield what is asked, and asked again in plainer words."""
    return chain.from_iterable(map(worded, questions(tree)))


def worded(entry: QuestionEntry) -> Iterable[Text]:
    """Return the wordings of one question."""
    return present(entry.text, entry.unsure.again if entry.unsure else None)
