"""Notation: conditions in the short words of pictures."""

from collections.abc import Mapping
from typing import TypeAlias

import attrs

from triage.base.frozen import FrozenMap
from triage.base.holes import filled_in
from triage.base.immutable import immutable
from triage.language import ast as e
from triage.language.english import English
from triage.language.words import LabelWords
from triage.model.tree import Tree


@immutable
class Notation(English):
    """Say conditions as pictures do: "fever?" where it may be, "fever" where it is.

    A bare name is certain only where nothing is made of it but "and" and "or": in what
    is denied or counted, and in what names stand for, "for certain" is said.
    """

    levels: Mapping[str, str] = FrozenMap()
    is_short: bool = True

    def of(self, condition: e.Condition) -> str:
        match condition:
            case e.Maybe(item):
                return f"{self.exact.grouped(item)}?"
            case e.Surely(item) if self.is_short and is_plain(item):
                return self.grouped(item)
            case e.Urgent(_, level):
                return f"urgency so far at least “{self.levels[level]}”"
            case e.And() | e.Or():
                return English.of(self, condition)
        return English.of(self.exact, condition)

    def negated(self, item: e.Condition) -> str:
        if isinstance(item, e.Urgent):
            return f"urgency so far below “{self.levels[item.level]}”"
        return English.negated(self, item)

    def with_holes(self, text: str) -> str:
        """Return a text that shows answers, with the names of these instead."""
        return filled_in(text, lambda hole: f"[{self.named(hole.name)}]")

    def meaning(self, value: e.Value) -> str:
        return English.meaning(self.exact, value)

    @property
    def exact(self) -> "Notation":
        return attrs.evolve(self, is_short=False)


def is_plain(condition: e.Condition) -> bool:
    """Whether a condition is certain just where all names in it are that count."""
    match condition:
        case e.And(items) | e.Or(items):
            return all(map(is_plain, items))
        case e.Compare(left, _, right):
            terms = [term for _, term in (*left.terms, *right.terms)]
            return all(isinstance(term, NUMBERS) for term in terms)
        case e.Is() | e.ValueIs() | e.Chosen() | e.ValueHolds():
            return True
    return False


PictureVoice: TypeAlias = Notation | LabelWords
"""What says the conditions in a picture."""

NUMBERS = (e.NumberOf, e.ValueNumber)
"""Numbers that are known or not, as a whole."""


def notation(tree: Tree) -> PictureVoice:
    """Return how the conditions of a tree are said: in short words only in English."""
    if isinstance(tree.words, LabelWords):
        return tree.words
    levels = FrozenMap({level.id: level.title for level in tree.levels})
    return Notation(tree.questions, tree.values, levels)
