"""Parted: a text as names of what can be chosen, in every way in which it can be."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from triage.base.pattern import pattern
from triage.base.speech import Speech

BLANK = " ,;"
"""What stands between words of a text whose blanks are folded."""

WORD = pattern(rf"[^{BLANK}]+")

MOST = 8
"""How many meanings of the beginning of a text are held apart."""

Ways: TypeAlias = dict[frozenset[str], tuple[str, ...]]
"""What the beginning of a text can mean, by what is chosen."""


def partings(text: str, speech: Speech, known: Container[str]) -> list[str]:
    """Return the words of a text; of those for "and" only what is known.

    >>> from triage.base.speech import ENGLISH
    >>> partings("1, 2 and 3", ENGLISH, {"1", "2", "3"})
    ['1', '2', '3']
    """
    ands = ands_in(speech)
    words = (found[0] for found in WORD.finditer(text))
    return [word for word in words if word not in ands or word in known]


def ands_in(speech: Speech) -> frozenset[str]:
    """Return the words for "and" in a language, and in English."""
    return frozenset({"and", speech.say("and").casefold()})


def meanings(
    text: str, speech: Speech, known: Mapping[str, str]
) -> tuple[Sequence[Sequence[str]], str]:
    """Return the choices that a text can mean, or the word from which it means none.

    Blanks, commas and "and" part names, which may hold these themselves. An "and" that
    is a name, too, may be either where it stands between blanks.

    Args:
        text: What was typed, folded.
        speech: The language in which it was.
        known: The key that each name stands for.

    >>> from triage.base.speech import ENGLISH
    >>> known = {"arm": "a", "leg": "l", "arm and leg": "b", "y": "y"}
    >>> meanings("leg, arm", ENGLISH, known), meanings("arm hand", ENGLISH, known)
    (([('l', 'a')], ''), ([], 'hand'))
    >>> meanings("arm and leg", ENGLISH, known)[0]
    [('b',), ('a', 'l')]
    >>> meanings("leg y arm", Speech("es", {"and": ("y",)}), known)[0]
    [('l', 'y', 'a'), ('l', 'a')]
    """
    starts = sorted({0, *(found.start() for found in WORD.finditer(text))})
    ways: dict[int, Ways] = {0: {frozenset(): ()}}
    ands, last = ands_in(speech), 0
    for start in starts:
        if here := ways.get(start):
            last = start
            for end, key in steps(text, start, known, ands):
                after = bisect_left(starts, end)
                place = starts[after] if after < len(starts) else len(text)
                add(ways.setdefault(place, {}), here.values(), key)
    found = [keys for keys in ways.get(len(text), {}).values() if keys]
    return found, "" if found else word_at(text, last)


def steps(
    text: str, start: int, known: Mapping[str, str], ands: Container[str]
) -> Iterator[tuple[int, str | None]]:
    """Yield where something that begins at a place ends, with its key; "and" has none.

    The longest name is first.
    """
    names = (name for name in known if text.startswith(name, start))
    for name in sorted(names, key=len, reverse=True):
        end = start + len(name)
        if end == len(text) or not {*text[end - 1 : end + 1]}.isdisjoint(BLANK):
            yield end, known[name]
    word = word_at(text, start)
    end = start + len(word)
    if not word or (
        word in ands and (word not in known or f" {word} " == text[start - 1 : end + 1])
    ):
        yield end, None


def word_at(text: str, start: int) -> str:
    """Return the word that begins at a place; may be none.

    >>> word_at("arm, leg", 5), word_at("arm, leg", 3)
    ('leg', '')
    """
    found = WORD.match(text, start)
    return found[0] if found else ""


def add(ways: Ways, before: Iterable[tuple[str, ...]], key: str | None) -> None:
    """Add what is meant before a place, with one key more, to what is meant there."""
    for keys in before:
        more = keys if key is None or key in keys else (*keys, key)
        if len(ways) < MOST:
            ways.setdefault(frozenset(more), more)
