"""Registry: the trees of this process, to be found again by a reference to them.

What holds a tree travels between processes with a reference, not with the tree: a
session would be a few hundred times as large as what was answered.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from triage.base.immutable import immutable

if TYPE_CHECKING:
    from triage.model.tree import Tree

LOADED: "WeakValueDictionary[int, Tree]" = WeakValueDictionary()


def register(tree: "Tree") -> "Tree":
    """Let references find a tree while anybody holds it, of equals the latest."""
    LOADED.pop(id(tree), None)
    LOADED[id(tree)] = tree
    return tree


@immutable
class Reference:
    """Say which tree is meant, at which place."""

    id: str
    version: str
    logic: str
    wording: str
    place: str
    contacts: Mapping[str, str]  # of the tree in its own language
    language: str = ""  # the other one that it speaks
    fallback: str = ""  # the language of what is not translated
    texts: str = ""  # what it says in these

    @classmethod
    def to(cls, tree: "Tree") -> "Reference":
        said = tree.translation
        own = tree if said is None else said.original
        spoken = () if said is None else (said.language, said.fallback, tree.texts)
        place = own.logic, own.wording, own.place, own.contacts
        return cls(tree.id, tree.version, *place, *spoken)

    def found(self) -> "Tree | None":
        """Return the tree, if it is in this process."""
        trees = (found() for found in reversed(LOADED.valuerefs()))
        fitting = (tree for tree in trees if tree and tree.id == self.id)
        return next((tree for tree in fitting if Reference.to(tree) == self), None)
