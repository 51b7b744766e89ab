"""Parts: the numbers of the steps of a tree, and the stretches it is drawn in."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from triage.base.immutable import immutable
from triage.diagram.phrases import MAIN
from triage.language.english import humanise
from triage.model.tree import Step, Tree

MOST = 20
"""The most steps of a stretch that are drawn as one part."""


@immutable
class Part:
    """Name a stretch of a tree: a module, what lies between two, or a piece of them.

    Args:
        number: Its place among the parts, from 1.
        title: What it is about.
        module: The id of the step that runs the module; empty between modules.
        steps: The ids of its steps.
    """

    number: int
    title: str
    module: str
    steps: tuple[str, ...]


def joint_ways(tree: Tree) -> Mapping[str, str]:
    """Return where each step leads that only leads into a module, or out of one.

    Such steps are not drawn: the frame of the module is.
    """
    found = {step.id: step.ways[0].to for step in tree.steps.values() if joins(step)}
    for name in reversed([*found]):
        while found[name] in found:
            found[name] = found[found[name]]
    return found


def joins(step: Step) -> bool:
    if step.ask or step.advise or len(step.ways) != 1:
        return False
    way = step.ways[0]
    inside = step.id.endswith("/") or way.to.startswith(f"{step.id}/")
    return inside and way.when is None and not way.advise and not way.todo


def numbers(tree: Tree) -> Mapping[str, int]:
    """Return the numbers of the steps that are drawn, as the tree is read."""
    joints = joint_ways(tree)
    drawn = (name for name in in_order(tree) if name not in joints)
    return {name: number for number, name in enumerate(drawn, start=1)}


def in_order(tree: Tree) -> tuple[str, ...]:
    """Return the ids of all steps, the first first."""
    return tuple(dict.fromkeys([tree.first, *tree.steps]))


def parts(tree: Tree) -> tuple[Part, ...]:
    """Return the parts of a tree, in order."""
    found = (part for stretch in stretches(tree) for part in pieces(tree, stretch))
    return tuple(Part(number, *part) for number, part in enumerate(found, start=1))


def stretches(tree: Tree) -> Iterator[tuple[str, list[str]]]:
    """Yield the modules at the top and what lies between them, with their steps."""
    found: dict[tuple[str, int], list[str]] = {}
    runs = groupby(numbers(tree), key=lambda name: top_of(tree.steps[name]))
    for place, (module, steps) in enumerate(runs):
        found.setdefault((module, 0 if module else place), []).extend(steps)
    yield from ((module, steps) for (module, _), steps in found.items())


def top_of(step: Step) -> str:
    """Return the outermost module that a step lies in."""
    return step.module.partition("/")[0]


def pieces(
    tree: Tree, stretch: tuple[str, Sequence[str]]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield a stretch as a title, a module and steps; a long one in several pieces."""
    module, steps = stretch
    is_all = not module and len(steps) == len(numbers(tree))
    say = tree.speech.say
    main = tree.title if is_all else say(MAIN)
    title = module_title(tree, module) if module else main
    count = -(-len(steps) // MOST)
    size = -(-len(steps) // count)
    for n in range(count):
        some = tuple(steps[n * size : (n + 1) * size])
        first, last = f"{n * size + 1}", f"{n * size + len(some)}"
        between = say("steps {first} to {last}", first=first, last=last)
        nth = say(
            "{title} ({number} of {all})",
            title=title,
            number=f"{n + 1}",
            all=f"{count}",
        )
        piece = between if is_all else nth
        yield piece if count > 1 else title, module, some


def module_title(tree: Tree, module: str) -> str:
    """Return the title of the file, or of the copy of it, that a step runs."""
    titles = (step.section for step in tree.steps.values() if step.module == module)
    return next(titles, "") or humanise(module.rpartition("/")[2]).capitalize()
