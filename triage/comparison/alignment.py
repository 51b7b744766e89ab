"""Alignment: two trees over one scale, in which no name has two meanings.

Then their conditions can stand beside one another in a third tree.
"""

from collections.abc import Mapping

import attrs

from triage.base.immutable import immutable
from triage.base.question import Level, Question
from triage.model.carried import Ids, carried
from triage.model.tree import Tree

BEFORE = "{} before"
"""What a question of the old tree is called there, if its name means another now."""


@immutable
class Alignment:
    """Hold two trees, aligned.

    Args:
        old: The old tree, its questions of another meaning renamed.
        new: The new tree.
        renamed: What those are called in the aligned tree, by their own name.
    """

    old: Tree
    new: Tree
    renamed: Mapping[str, str]


def align(old: Tree, new: Tree) -> Alignment:
    renamed = {
        name: BEFORE.format(name)
        for name, question in old.questions.items()
        if name in new.questions and meaning(question) != meaning(new.questions[name])
    }
    scale = merged_scale(old, new)
    return Alignment(over(old, scale, renamed), over(new, scale, {}), renamed)


def meaning(question: Question) -> tuple[str, int, str]:
    """Return what makes a question another one, whatever its name."""
    return question.type, question.decimals, question.unit


def merged_scale(old: Tree, new: Tree) -> tuple[Level, ...]:
    """Return the levels of two trees that rank those of both in one order."""
    known = {level.id for level in new.levels}
    before: dict[str, list[Level]] = {}
    waiting: list[Level] = []
    for level in old.levels:
        if level.id in known:
            before[level.id], waiting = waiting, []
        else:
            waiting.append(level)
    placed = [x for level in new.levels for x in (*before.get(level.id, ()), level)]
    return tuple(attrs.evolve(x, rank=n) for n, x in enumerate([*placed, *waiting]))


def over(tree: Tree, scale: tuple[Level, ...], renamed: Mapping[str, str]) -> Tree:
    """Return a tree over a longer scale, and with some questions renamed."""
    if not renamed and scale == tree.levels:
        return tree
    found = carried(tree, Ids(questions=renamed), scale)
    said = {
        name: attrs.evolve(one, name=BEFORE.format(one.name))
        for name in renamed.values()
        if (one := found.questions[name]).name
    }
    return attrs.evolve(found, questions={**found.questions, **said})
