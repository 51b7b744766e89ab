"""The theme: colours that can be read and rank urgency, all in one place."""

import re
from pathlib import Path

import pytest
from views_for_tests import HIGH, LOW

import triage
import triage.diagram
from triage.base.question import Level
from triage.diagram.theme import (
    AT_NIGHT,
    AT_NIGHT_INK,
    FADED,
    INFORMATION,
    LINE,
    LOWEST,
    PALE_LINE,
    PAPER,
    PLAIN,
    RAMP,
    STEP,
    colours,
)

ROOM = Path(triage.diagram.__file__).parent


def test_no_colour_is_written_elsewhere():
    """Every colour of a picture is in the theme, and has a name there."""
    coloured = re.compile("#[0-9a-f]{6}", re.IGNORECASE)

    found = [
        path.stem for path in ROOM.rglob("*.py") if coloured.search(path.read_text())
    ]

    assert found == ["theme"]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_text_can_be_read():
    """All texts have the contrast that WCAG AA asks for."""
    pairs = [
        (paint.ink, paint.fill) for paint in (*RAMP, LOWEST, STEP, FADED, INFORMATION)
    ]

    assert min(contrast(ink, fill) for ink, fill in pairs) >= 4.5
    assert contrast(PALE_LINE, PAPER) >= 3


def test_every_text_can_be_read_on_a_dark_screen():
    """So have texts in the dark, where lines are seen on what is below them."""
    pairs = [
        (
            AT_NIGHT_INK.get(paint.ink, paint.ink),
            AT_NIGHT.get(paint.fill, paint.fill),
        )
        for paint in (*RAMP, LOWEST, STEP, FADED, INFORMATION, PLAIN)
    ]

    assert min(contrast(ink, fill) for ink, fill in pairs) >= 4.5
    for line in (AT_NIGHT[LINE], AT_NIGHT[PALE_LINE]):
        assert contrast(line, AT_NIGHT[PAPER]) >= 3


@pytest.mark.parametrize("length", [1, 2, 3, 6, 7, 12])
def test_the_highest_urgency_has_the_strongest_colour(length):
    """Scales of any length end with the strongest colour, and never go back."""
    names = ["self_care", *(f"l{rank}" for rank in range(1, length))]
    scale = tuple(Level(name, "L", rank) for rank, name in enumerate(names))

    places = [RAMP.index(colours(level, scale)) for level in scale]

    assert places == sorted(places)
    assert places[-1] == len(RAMP) - 1


@pytest.mark.parametrize("name", ["start", "jumpstart"])
def test_colours_of_a_tree_are_those_of_its_world(name):
    """In a mass casualty incident, green may walk; each can be read as any other."""
    tree = triage.load(name)

    assert [level.colour for level in tree.levels] == [
        "#000000",
        "#7ac47f",
        "#ffd700",
        "#c00010",
    ]
    painted = [colours(level, tree.levels) for level in tree.levels]
    assert min(contrast(paint.ink, paint.fill) for paint in painted) >= 4.5


def test_only_care_at_home_is_green():
    """The lowest level of another scale does not look as if all were well."""
    dead, hurt = Level("dead", "Dead", 0), Level("hurt", "Hurt", 1)

    assert colours(LOW, (LOW, HIGH)) == RAMP[0]
    assert colours(dead, (dead, hurt)) not in RAMP
    assert colours(hurt, (dead, hurt)) == colours(HIGH, (LOW, HIGH)) == RAMP[-1]
