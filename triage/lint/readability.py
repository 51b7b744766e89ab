"""Readability checks: texts hard to read, and questions hard to answer.

These are smoke tests: a text that passes them may still be hard to understand.
"""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from triage.base.limits import LIMITS
from triage.base.text import Text
from triage.lint.catalogue import Problem
from triage.lint.texts import worded
from triage.lint.words import matches, pattern
from triage.model.traversal import questions
from triage.model.tree import Tree
from triage.treefile.texts import asked_by, part, texts_of

MOST_WORDS = 25
MOST_CHARACTERS = 600

HIGHEST_GRADE = 8
"""The school year, of about 13 years of age, that should be able to read a text."""

FEWEST_WORDS = 20
"""The fewest words from which a grade says anything."""

SENTENCE = r"[^.!?\s](?:(?!\n[ \t]*(?:[-*+|#]|\d+[.)]))[^.!?]|[.!?](?=\S))*"
"""Up to a full stop, or to the next item of a list, row of a table, or heading."""

UNREAD = r"\]\([^()\s]*\)|\{[^{}]*\}"
WORD = r"\$?\w[\w'\u2019-]*"

NEGATIVE = (
    r"\b(?:not(?: un\w+)?|cannot|never|no|none|nobody|nothing|neither|nor|without|"
    r"unless|unable)\b|\b\w+n['\u2019]t\b"
)

SECOND_QUESTION = (
    r"\band/or\b"
    r"|\b(?:and|or) (?:am|is|are|was|were|do|does|did|has|have|had|can|could|will|"
    r"would|should|may|might) (?:you|it|he|she|they|there|this|that|the|your|someone)\b"
    r"|(?<=\?)\s[^?]*\?"
)


def long_sentence(tree: Tree, _: date) -> Iterator[Problem]:
    for text, sentence in matches(SENTENCE, everything(tree)):
        count = len(words_of(sentence[0]))
        if count > MOST_WORDS:
            advice = f"make two of it, of at most {MOST_WORDS} words each"
            yield f"a sentence of {count} words", part(text, *sentence.span()), advice


def hard_to_read(tree: Tree, _: date) -> Iterator[Problem]:
    for entry in worded(tree):
        texts = [f"{text.value[: LIMITS.prose]}." for text in texts_of(entry)]
        grade = reading_grade(" ".join(texts))
        if grade > HIGHEST_GRADE:
            problem = f"hard to read: reading grade {grade}"
            advice = f"use shorter words and sentences, down to grade {HIGHEST_GRADE}"
            yield f"the texts of `{entry.id}` are {problem}", entry.id.span, advice


def reading_grade(text: str) -> int:
    """Return the school year of a text by the Automated Readability Index.

    Placeholders are left out; a text of a few words has no grade, which is 0.
    """
    words = [word for word in words_of(text) if not word.startswith("$")]
    if len(words) < FEWEST_WORDS:
        return 0
    letters = sum(map(len, words)) / len(words)
    length = len(words) / len(pattern(SENTENCE).findall(text))
    return max(0, round(4.71 * letters + 0.5 * length - 21.43))


def words_of(text: str) -> list[str]:
    """Return the words of a text; addresses and holes are none."""
    return pattern(WORD).findall(pattern(UNREAD).sub(" ", text))


def long_text(tree: Tree, _: date) -> Iterator[Problem]:
    for text in everything(tree):
        if len(text.value) > MOST_CHARACTERS:
            message = f"a text of {len(text.value)} characters"
            advice = f"cut it to {MOST_CHARACTERS}, or make two recommendations of it"
            yield message, part(text, 0, MOST_CHARACTERS), advice


def double_negative(tree: Tree, _: date) -> Iterator[Problem]:
    for text, sentence in matches(SENTENCE, asked(tree)):
        found = [*pattern(NEGATIVE).finditer(sentence[0])]
        words = " ".join(match[0].lower() for match in found).split()
        if len(words) > 1:
            start = sentence.start()
            span = part(text, start + found[0].start(), start + found[-1].end())
            message = f"two negatives in one question: `{words[0]}`, `{words[1]}`"
            yield message, span, "ask it the other way round"


def two_questions(tree: Tree, _: date) -> Iterator[Problem]:
    for text, found in matches(SECOND_QUESTION, asked(tree)):
        message = "this asks a second thing in the same question"
        advice = "make two questions of it, or one that a single yes answers"
        yield message, part(text, *found.span()), advice


def everything(tree: Tree) -> Iterator[Text]:
    return chain.from_iterable(map(texts_of, worded(tree)))


def asked(tree: Tree) -> Iterator[Text]:
    return chain.from_iterable(map(asked_by, questions(tree)))
