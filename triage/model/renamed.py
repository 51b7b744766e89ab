"""Renamed: what had another id in an earlier version of a tree."""

from collections.abc import Mapping

import attrs

from triage.base.frozen import FrozenMap


@attrs.frozen
class Renamed:
    """Say what the ids of earlier versions are called now.

    Each map leads from an old id to that of the tree, through all versions between.

    Args:
        questions: Questions.
        options: Options, by the id that their question has now.
        recommendations: Recommendations.
        steps: Steps of the tree's own file.
        levels: Levels of the scale.
        words: What the words of values can be that are those of a question, by value.
    """

    questions: Mapping[str, str] = FrozenMap()
    options: Mapping[str, Mapping[str, str]] = FrozenMap()
    recommendations: Mapping[str, str] = FrozenMap()
    steps: Mapping[str, str] = FrozenMap()
    levels: Mapping[str, str] = FrozenMap()
    words: Mapping[str, Mapping[str, str]] = FrozenMap()
