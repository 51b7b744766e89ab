"""Registry: the trees of this process, to be found again by a reference to them.

What holds a tree travels between processes with a reference, not with the tree: a
session would be a few hundred times as large as what was answered.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import attrs

if TYPE_CHECKING:
    from triage.model.tree import Tree

LOADED: "WeakValueDictionary[int, Tree]" = WeakValueDictionary()


def register(tree: "Tree") -> "Tree":
    """Let references find a tree while anybody holds it, of equals the latest."""
    LOADED.pop(id(tree), None)
    LOADED[id(tree)] = tree
    return tree


@attrs.frozen
class Reference:
    """Say which tree is meant, at which place."""

    id: str
    version: str
    logic: str
    wording: str
    place: str
    contacts: Mapping[str, str]

    @classmethod
    def to(cls, tree: "Tree") -> "Reference":
        said = tree.logic, tree.wording, tree.place, tree.contacts
        return cls(tree.id, tree.version, *said)

    def found(self) -> "Tree | None":
        """Return the tree, if it is in this process."""
        trees = (found() for found in reversed(LOADED.valuerefs()))
        fitting = (tree for tree in trees if tree and tree.id == self.id)
        return next((tree for tree in fitting if Reference.to(tree) == self), None)
