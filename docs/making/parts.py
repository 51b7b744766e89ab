"""The parts in which a tree is drawn, so that each can be read."""

from collections.abc import Iterator
from itertools import groupby

import attrs

from triage.diagram.build import module_title, steps_below
from triage.model.tree import Step, Tree

__all__ = ["Part", "parts"]

MOST = 12
"""The most steps that are drawn in one picture."""


@attrs.frozen
class Part:
    """Name a stretch of a tree that is drawn as one picture.

    Args:
        title: What it is about.
        start: The id of its first step; empty for the whole tree.
        depth: How many steps below that are drawn.
        number: Its place among the parts; 0 for the whole.
    """

    title: str
    start: str = ""
    depth: int = 0
    number: int = 0


def parts(tree: Tree) -> tuple[Part, ...]:
    """Return the parts of a tree in order: its modules, and what lies between them."""
    if len(tree.steps) <= MOST:
        return (Part(tree.title),)
    return tuple(
        Part(title(tree, steps), steps[0].id, depth(tree, steps), number)
        for number, steps in enumerate(stretches(tree), start=1)
    )


def stretches(tree: Tree) -> Iterator[list[Step]]:
    """Yield the steps of each module, and those between two modules."""
    steps = [step for step in tree.steps.values() if not is_joint(step)]
    for _, stretch in groupby(steps, key=lambda step: step.module.partition("/")[0]):
        yield list(stretch)


def is_joint(step: Step) -> bool:
    """Whether a step only leads into a module or out of it."""
    return not (step.ask or step.advise or len(step.ways) > 1)


def title(tree: Tree, steps: list[Step]) -> str:
    """Return what a stretch is about."""
    module = steps[0].module.partition("/")[0]
    return module_title(tree, module) if module else "Between the modules"


def depth(tree: Tree, steps: list[Step]) -> int:
    """Return how deep a picture must be to show all steps of a stretch."""
    wanted = {step.id for step in steps}
    for deep in range(len(tree.steps)):
        if wanted <= steps_below(tree, steps[0].id, deep):
            return deep
    return len(tree.steps)
