"""Theme: every colour of a picture, in one place; each is always joined by words."""

import attrs

from triage.base.question import Level

PAPER = "#ffffff"
INK = "#1a1a1a"
LINE = "#33475b"  # outlines and arrows

# What is not on the path; frames too
PALE_INK = "#6b6b6b"
PALE_LINE = "#8a8a8a"


@attrs.frozen
class Colours:
    """Paint with two colours of which one can be read on the other."""

    fill: str
    ink: str = INK


PLAIN = Colours(PAPER)
STEP = Colours("#f4f7fb")
FADED = Colours(PAPER, PALE_INK)
INFORMATION = Colours("#ececf1")

LOWEST = Colours("#dcd9e8")
"""The lowest level of a scale that does not begin with care at home: maybe grave."""

RAMP = (  # from the lowest level to the highest
    Colours("#d6efd4"),
    Colours("#cfe8f5"),
    Colours("#fdf3bf"),
    Colours("#fbd491"),
    Colours("#f6a97f"),
    Colours("#a30019", PAPER),
)

AT_HOME = "self_care"


def colours(level: Level | None, scale: tuple[Level, ...]) -> Colours:
    """Paint the highest level of any scale the strongest, and only care at home green.

    Where a scale has more levels than there are colours, neighbours share one.
    """
    if level is None:
        return INFORMATION
    if level.rank == 0 and len(scale) > 1 and level.id != AT_HOME:
        return LOWEST
    below_top = (len(scale) - 1 - level.rank) / max(len(scale) - 1, 1)
    return RAMP[len(RAMP) - 1 - round(below_top * (len(RAMP) - 1))]
