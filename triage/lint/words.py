"""Word lists, as data: ``words.yaml`` beside this file, and patterns made of them.

The lists stand here and not among the trees: no tree has them, and a tree of one's own
is judged by them too.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.text import Span, Text
from triage.treefile.decode import read_entries
from triage.treefile.fields import ID, WORD, Few, Record, key, place

Match: TypeAlias = tuple[Text, re.Match[str]]


LIST = r"<(\w+)>"
"""How a template names a list."""


@immutable
class WordList:
    """List words that a check looks for."""

    id: Text
    span: Span = place()
    words: tuple[Text, ...] = key(Few(WORD, least=1), "The words.", required=True)


@cache
def word_lists() -> FrozenMap[str, tuple[str, ...]]:
    file = Path(__file__).with_name("words.yaml")
    lists = read_entries(file, Record(WordList, short="words"), ID)
    return FrozenMap({name: tuple(map(str, one.words)) for name, one in lists.items()})


@cache
def pattern(template: str) -> re.Pattern[str]:
    r"""Return a regular expression in which ``<units>`` is any word of that list.

    >>> pattern(r"\d <units>\b").findall("Take 2 Pills")
    ['2 Pills']
    """

    def any_word(found: re.Match[str]) -> str:
        return f"(?:{'|'.join(map(re.escape, word_lists()[found[1]]))})"

    return re.compile(re.sub(LIST, any_word, template), re.IGNORECASE)


def matches(template: str, texts: Iterable[Text]) -> Iterator[Match]:
    """Yield where texts match; that a text is too long to be looked through is told."""
    for text in texts:
        for found in pattern(template).finditer(text.value, 0, LIMITS.prose):
            yield text, found
