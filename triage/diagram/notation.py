"""Notation: conditions in the short words of pictures."""

from collections.abc import Mapping

import attrs

from triage.base.frozen import FrozenMap
from triage.language import ast as e
from triage.language.english import English
from triage.model.tree import Tree

CERTAIN = " for certain"


@attrs.frozen
class Notation(English):
    """Say conditions as pictures do: "fever?" where it may be, "fever" where it is.

    What names stand for may be unsure as a whole, so there "for certain" is said.
    """

    levels: Mapping[str, str] = FrozenMap()
    certain: str = ""

    def of(self, condition: e.Condition) -> str:
        match condition:
            case e.Maybe(item):
                return f"{self.exact.grouped(item)}?"
            case e.Surely(item):
                return f"{self.grouped(item)}{self.certain}"
            case e.Urgent(_, level):
                return f"urgency so far at least “{self.levels[level]}”"
        return English.of(self, condition)

    def negated(self, item: e.Condition) -> str:
        if isinstance(item, e.Urgent):
            return f"urgency so far below “{self.levels[item.level]}”"
        return English.negated(self, item)

    def meaning(self, value: e.Value) -> str:
        return English.meaning(self.exact, value)

    @property
    def exact(self) -> "Notation":
        return attrs.evolve(self, certain=CERTAIN)


def notation(tree: Tree) -> Notation:
    """Return how the conditions of a tree are said."""
    levels = FrozenMap({level.id: level.title for level in tree.levels})
    return Notation(tree.questions, tree.values, levels)
