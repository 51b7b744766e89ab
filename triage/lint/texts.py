"""Texts that people read in a tree."""

from collections.abc import Iterator

from triage.model.traversal import questions, recommendations
from triage.model.tree import Tree
from triage.treefile.texts import Worded


def worded(tree: Tree) -> Iterator[Worded]:
    yield from questions(tree)
    yield from recommendations(tree)
