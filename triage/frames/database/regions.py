"""Regions: steps that are judged together, because one way alone leads to each.

Where ways meet, a region begins; and where one has become deep, for each end of it
says all that lies on its path. Regions of one level never lead to each other.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from triage.base.immutable import immutable
from triage.model.tree import Step, Tree

DEPTH = 8
"""How many steps lie on the longest path in a region."""


@immutable
class Regions:
    """Say which step each step is judged with, and in which order that is done.

    Args:
        root: The first step of the region of each step.
        levels: The roots that are judged at once, in order.
    """

    root: Mapping[str, str]
    levels: Sequence[Sequence[str]]


def reached(tree: Tree) -> Mapping[str, Step]:
    """Return the steps that ways lead to, in order; there may be others."""
    names = {tree.first}
    found = dict[str, Step]()
    for name, step in tree.steps.items():
        if name in names:
            found[name] = step
            names.update(way.to for way in step.ways)
    return found


def cut(steps: Mapping[str, Step]) -> Regions:
    """Cut a tree into regions; its steps come before all that they lead to."""
    ways = Counter(way.to for step in steps.values() for way in step.ways)
    into = defaultdict[str, list[str]](list)
    root, depth = dict[str, str](), dict[str, int]()
    for name, step in steps.items():
        before = into[name]
        joins = ways[name] == 1 and depth[before[0]] + 1 < DEPTH
        root[name] = root[before[0]] if joins else name
        depth[name] = depth[before[0]] + 1 if joins else 0
        for way in step.ways:
            into[way.to].append(name)
    level = dict[str, int]()
    for name in steps:
        own = root[name]
        outside = (level[root[other]] + 1 for other in into[name] if root[other] != own)
        level[own] = max([level.get(own, 0), *outside])
    levels = [
        [r for r, n in level.items() if n == k] for k in range(max(level.values()) + 1)
    ]
    return Regions(root, levels)
