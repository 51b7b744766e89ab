"""Phrases: the words that all formats of a picture have."""

from collections.abc import Iterable, Iterator

from triage.base.question import Level
from triage.diagram.model import (
    TICK,
    AdviceNote,
    Edge,
    Group,
    Mark,
    Node,
    Reference,
    View,
)

PANEL = "Advice and ends named in the steps"
NAMES = "Names used in conditions"
SOURCES = "Sources"
TOLD = "What people are told, warnings first, then the most urgent"
SIGNED = "Read by: name, role and number, date, signature"
GONE_ON = "{}, goes on"
UP_TO = (
    "A map. Up to: the highest level of all advice and ends at a step. "
    "Down to: the lowest of its ends."
)
"""What a map says of each step."""

EDITED = "Thick: added or changed, as it says. Dashed and struck through: removed."
"""What the marks of a comparison mean."""

UNEDITED = "Nothing of what is shown was added, changed or removed."
AS_IT_WAS = "What does not say that it was added, changed or removed is as it was."
WORDS = " [- …] are words that were there before, [+ …] new ones."
"""What is said of words, which a map does not show."""

UNCHANGED = "unchanged"
FOLDED = (
    "Unchanged: steps as they were, with no change next to them; only their numbers "
    "and titles are shown. Up to and down to: the highest and the lowest level that "
    "people are told there."
)
"""What is said of steps that are folded."""

WARNING = "Warning"
WARNED = "Warning: shown beside other advice"
SIGN = "! "  # before a warning, which no level of urgency need have
WARNS = "a warning may be shown here"  # of a place on a map
WARNED_BEFORE = "no warning is shown here any more"

EXPLAINED = "“fever?” means yes or not sure; “fever” means yes for certain."
"""How certainty is written, once for a whole picture."""

TOP = "emergency"  # the highest level of urgency; other scales rank other things


def meanings(view: View) -> Iterator[str]:
    """Yield what names mean, each with the steps that use it."""
    for name, meaning in view.definitions.items():
        places = runs(view.places.get(name, ()))
        yield f"{name} = {meaning}" + (f" (used in {places})" if places else "")
    asked = (f"{name} at {runs(places)}" for name, places in view.asked.items())
    if text := ", ".join(asked):
        yield f"Asked elsewhere: {text}"


def shared(view: View) -> str:
    """Return what the shares are of that a picture shows."""
    return f"In brackets: which share of {view.people} comes this way"


def referred(source: Reference) -> str:
    """Return a source as a list has it."""
    return f"{source.number}. {source.text}"


def goal(target: Node) -> str:
    """Return where a way leads, in words."""
    if target.kind == "step":
        return f"goes on at {target.number or target.name}"
    return told(target.lines[0].text, target.level, warning=target.warning)


def told(text: str, level: Level | None, *, warning: bool = False) -> str:
    """Return what is told, with its urgency unless that is the same words."""
    urgency = f" ({level.title})" if level is not None and adds(level, text) else ""
    return f"{SIGN if warning else ''}{text}{urgency}"


def adds(level: Level | None, text: str) -> bool:
    """Whether the title of a level says something that a text does not."""
    return level is not None and level.title.casefold() != text.casefold()


def step_name(node: Node) -> str:
    """Return the number of a step, and what it is called."""
    return f"{node.number}. {node.name}" if node.number else node.name


def end_heading(node: Node, scale: tuple[Level, ...]) -> str:
    """Return what stands above the title of a recommendation."""
    text = node.lines[0].text
    level = (
        level_text(node.level, scale)
        if adds(node.level, text)
        else place_text(node.level, scale)
    )
    if node.warning:
        return f"{SIGN}{WARNING} · {level}" if node.level else f"{SIGN}{WARNING}"
    return level


def comes_from(node: Node) -> str:
    return f"Comes from {runs(node.sources)}"


def goes_on(node: Node) -> str:
    return f"Goes on at {runs(node.onward)}"


def group_title(group: Group) -> str:
    """Return what is written at the frame of a module."""
    if not group.number:
        return group.title
    return f"Part{'s' * (',' in group.number)} {group.number}: {group.title}"


def marked(mark: Mark, text: str) -> str:
    """Return a text with a tick before it, or with other words of a mark behind.

    >>> marked(Mark("strong", "✓"), "yes"), marked(Mark(text="3 cases"), "yes")
    ('✓ yes', 'yes (3 cases)')
    """
    if mark.text == TICK:
        return f"{TICK} {text}".strip()
    return f"{text} ({mark.text})".strip() if mark.text else text


def numbered(edge: Edge) -> str:
    return f"({edge.order}) {edge.label}" if edge.order else edge.label


def apart(edge: Edge) -> str:
    """Return the label of an edge where it stands beside others."""
    return f"“{edge.label}”" if edge.is_option else numbered(edge)


def advised(note: AdviceNote) -> str:
    when = f", if {note.when}" if note.when else ""
    text = told(note.text, note.level)
    sign = SIGN if note.warning else ""
    return marked(note.mark, f"{sign}Advise: {text}{when}")


def numbers(orders: Iterable[int]) -> str:
    """Return numbers in brackets, with their runs shortened: "(1 to 3, 5)"."""
    return f"({runs(orders)})"


def runs(orders: Iterable[int]) -> str:
    """Return numbers with their runs shortened.

    >>> runs([1, 2, 3, 5])
    '1 to 3, 5'
    """
    found: list[list[int]] = []
    for order in orders:
        if found and found[-1][-1] == order - 1:
            found[-1].append(order)
        else:
            found.append([order])
    parts = (str(r[0]) if len(r) == 1 else f"{r[0]} to {r[-1]}" for r in found)
    return ", ".join(parts)


def level_text(level: Level | None, scale: tuple[Level, ...]) -> str:
    """Return an urgency, or the level of another scale, with its place there."""
    place = place_text(level, scale)
    return f"{place}: {level.title}" if level else place


def place_text(level: Level | None, scale: tuple[Level, ...]) -> str:
    """Return the place of a level on its scale, without its title."""
    if level is None:
        return "Information"
    kind = "Urgency" if scale[-1].id == TOP else "Level"
    return f"{kind} {level.rank + 1} of {len(scale)}"
