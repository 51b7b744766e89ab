"""Renamed: what had another id in an earlier version of a tree."""

from collections import Counter
from collections.abc import Iterable, Mapping

from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable

EARLIER = "{} (earlier)"
"""What an id is called that was another's then; nothing has such an id."""


@immutable
class Renamed:
    """Say what the ids of earlier versions are called now.

    Each map leads from an old id to that of the tree, through all versions between.

    Args:
        questions: Questions.
        options: Options, by the id that their question or value has now.
        recommendations: Recommendations.
        steps: Steps; those of a module by their whole ids.
        levels: Levels of the scale.
        values: Values.
        properties: Properties.
    """

    questions: Mapping[str, str] = FrozenMap()
    options: Mapping[str, Mapping[str, str]] = FrozenMap()
    recommendations: Mapping[str, str] = FrozenMap()
    steps: Mapping[str, str] = FrozenMap()
    levels: Mapping[str, str] = FrozenMap()
    values: Mapping[str, str] = FrozenMap()
    properties: Mapping[str, str] = FrozenMap()

    def step(self, name: str) -> str:
        """Return what a step is called now: those of a module begin with its step.

        >>> Renamed(steps={"arm": "limb", "limb/one": "limb/first"}).step("arm/one")
        'limb/first'
        """
        module, inside, own = name.rpartition("/")
        found = f"{self.step(module)}/{own}" if inside else name
        return self.steps.get(found, found)


def now_called(then: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """Return what each of some ids is called now.

    An id that was another's then, and two that are one now, are called what nothing
    is: they are never read as what has the id now.

    >>> now_called(["a", "b"], {"a": "b"})
    {'a': 'b', 'b': 'b (earlier)'}
    """
    found = {name: names.get(name, name) for name in then}
    count = Counter(now for old, now in found.items() if old in names)
    return {
        old: EARLIER.format(old) if count[now] > (old in names) else now
        for old, now in found.items()
    }
