"""Titles of advice are easy to read, as they may be all that somebody reads."""

import re

import pytest

import triage

HIGHEST_GRADE = 8
NAMES = re.compile(r"\b(benzodiazepine|paracetamol|opioid|naloxone)\b", re.IGNORECASE)
"""What stands on a box or is said by whoever prescribed it: it has no plainer name."""


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
