"""Colours of urgency; each is always joined by words."""

import attrs

from triage.base.question import Level


@attrs.frozen
class Colours:
    """Paint with two colours of which one can be read on the other."""

    fill: str
    ink: str


DARK = "#1a1a1a"

RAMP = (
    Colours("#d6efd4", DARK),
    Colours("#cfe8f5", DARK),
    Colours("#fdf3bf", DARK),
    Colours("#fbd491", DARK),
    Colours("#f6a97f", DARK),
    Colours("#a30019", "#ffffff"),
)
"""From the lowest level to the highest."""

INFORMATION = Colours("#ececf1", DARK)

LOWEST = Colours("#dcd9e8", DARK)
"""The lowest level of a scale that does not begin with care at home: maybe grave."""

AT_HOME = "self_care"


def colours(level: Level | None, scale: tuple[Level, ...]) -> Colours:
    """Return the colours of an urgency.

    The highest level of any scale has the strongest; where a scale has more levels
    than there are colours, neighbours share one. Only care at home is green.
    """
    if level is None:
        return INFORMATION
    if level.rank == 0 and len(scale) > 1 and level.id != AT_HOME:
        return LOWEST
    below_top = (len(scale) - 1 - level.rank) / max(len(scale) - 1, 1)
    return RAMP[len(RAMP) - 1 - round(below_top * (len(RAMP) - 1))]
