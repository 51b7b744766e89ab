"""Titles of advice are easy to read, as they may be all that somebody reads."""

import re

import pytest

import triage
from triage.linker.contacts import contact_entries

HIGHEST_GRADE = 8
NAMES = re.compile(
    r"\b(benzodiazepine|paracetamol|acetaminophen|opioid|naloxone)\b", re.IGNORECASE
)
"""What stands on a box or is said by whoever prescribed it: it has no plainer name."""

HERE, THERE = (contact_entries()[place].words for place in ("generic", "US"))
ANY_WORD = "|".join(re.escape(str(word.text)) for word in HERE)
BRITISH = re.compile(rf"\b(?:{ANY_WORD})\b(?! (?:you|a stone)\b)")
"""Words that are others in America; what "fits you" is none of them."""


def syllables(word):
    """Return about how many syllables a word has."""
    word = word.lower()
    silent = word.endswith("e") and not word.endswith("le")
    return max(1, len(re.findall(r"[aeiouy]+", word)) - silent)


def grade(title):
    """Return the school year of a title by Flesch and Kincaid."""
    text = NAMES.sub("it", title)
    words = re.findall(r"[\w'-]+", text)
    sentences = len([part for part in re.split(r"[.!?:;]", text) if part.strip()])
    each = sum(map(syllables, words)) / len(words)
    return round(0.39 * len(words) / sentences + 11.8 * each - 15.59)


@pytest.mark.parametrize("place", ["GB", "US"])
def test_titles_are_of_grade_eight_or_below(place):
    """Someone of 13 years can read what to do; names of medicines apart."""
    advice = triage.load("back_pain", place=place).recommendations.values()

    assert [x.title for x in advice if grade(x.title) > HIGHEST_GRADE] == []


def test_each_place_reads_its_own_words():
    """What has another name in America is called by it there, in every text."""
    tree = triage.load("back_pain", place="US")
    asked = [
        text
        for question in tree.questions.values()
        for text in (
            *(question.text, question.again, question.help, question.why),
            *(option.text for option in question.options),
        )
    ]
    told = [
        text
        for advice in tree.recommendations.values()
        for text in (advice.title, advice.text, advice.watch_for)
    ]

    assert [word.id for word in HERE] == [word.id for word in THERE]
    assert [text for text in (*asked, *told) if BRITISH.search(text)] == []
    assert "trouble with pee or poop" in " ".join(told)
