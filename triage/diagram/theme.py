"""Theme: every colour of a picture, in one place; each is always joined by words."""

from triage.base.immutable import immutable
from triage.base.question import Level

PAPER = "#ffffff"
INK = "#1a1a1a"
BLACK = "#000000"  # where a colour is chosen by the author of a tree
ALARM = "#a30019"  # the bar of a warning
LINE = "#33475b"  # outlines and arrows

# What is not on the path; frames too
PALE_INK = "#6b6b6b"
PALE_LINE = "#8a8a8a"


@immutable
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

AT_NIGHT = {
    PAPER: "#15191e",
    LINE: "#9db2c7",
    PALE_LINE: "#8a8a8a",
    STEP.fill: "#222b35",
    INFORMATION.fill: "#34343f",
    LOWEST.fill: "#3b3556",
    **dict(
        zip(
            (paint.fill for paint in RAMP[:-1]),
            ("#1d4a22", "#14405a", "#4f4510", "#5e3d08", "#742f12"),
            strict=True,
        )
    ),
}
"""What boxes and lines have on a dark screen instead; alarm stays as it is."""

AT_NIGHT_INK = {INK: "#eceff2", PALE_INK: "#a9b0b7"}
"""What texts have there instead."""

AT_HOME = "self_care"


def colours(level: Level | None, scale: tuple[Level, ...]) -> Colours:
    """Paint the highest level of any scale the strongest, and only care at home green.

    A tree can choose the colour of a level itself. Where a scale has more levels than
    there are colours, neighbours share one.
    """
    if level is None:
        return INFORMATION
    if level.colour:
        return Colours(level.colour, readable(level.colour))
    if level.rank == 0 and len(scale) > 1 and level.id != AT_HOME:
        return LOWEST
    below_top = (len(scale) - 1 - level.rank) / max(len(scale) - 1, 1)
    return RAMP[len(RAMP) - 1 - round(below_top * (len(RAMP) - 1))]


def readable(fill: str) -> str:
    """Return which ink can be read better on a colour.

    >>> readable("#ffff00"), readable("#102060")
    ('#000000', '#ffffff')
    """
    return max((BLACK, PAPER), key=lambda ink: contrast(fill, ink))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2.2 defines it: from 1 to 21."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


DARK = 0.04045
"""Up to here sRGB is linear."""


def luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= DARK else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
