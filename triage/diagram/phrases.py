"""Phrases: the words that all formats of a picture have."""

from collections.abc import Iterable, Iterator

from triage.base.question import Level
from triage.base.speech import ENGLISH, Speech
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
from triage.language.words import CERTAIN

PANEL = "Advice and ends named in the steps"
MAIN = "Main tree"
NAMES = "Names used in conditions"
SOURCES = "Sources"
TOLD = "What people are told, warnings first, then the most urgent"
SIGNED = "Read by: name, role and number, date, signature"
GONE_ON = "{name}, goes on"
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
"""How certainty is written in English."""

TOP = "emergency"  # the highest level of urgency; other scales rank other things


def explained(speech: Speech) -> str:
    """Return how certainty is written, once for a whole picture."""
    return speech.say(CERTAIN) if speech.language else EXPLAINED


def meanings(view: View) -> Iterator[str]:
    """Yield what names mean, each with the steps that use it."""
    say = view.speech.say
    for name, meaning in view.definitions.items():
        places = runs(view.places.get(name, ()), view.speech)
        used = f" {say('(used in {places})', places=places)}" if places else ""
        yield f"{name} = {meaning}{used}"
    asked = (
        say("{name} at {places}", name=name, places=runs(places, view.speech))
        for name, places in view.asked.items()
    )
    if text := ", ".join(asked):
        yield say("Asked elsewhere: {names}", names=text)


def shared(view: View) -> str:
    """Return what the shares are of that a picture shows."""
    return f"In brackets: which share of {view.people} comes this way"


def referred(source: Reference) -> str:
    """Return a source as a list has it."""
    return f"{source.number}. {source.text}"


def goal(target: Node, speech: Speech = ENGLISH) -> str:
    """Return where a way leads, in words."""
    if target.kind == "step":
        place = f"{target.number or target.name}"
        return speech.say("goes on at {place}", place=place)
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


def begun_in(node: Node) -> str:
    """Return the number and the name of the first step of a box that is folded.

    >>> begun_in(Node("4 to 5", "step", folded=("4. Pain", "5. Age")))
    '4 (Pain)'
    """
    number, _, name = node.folded[0].partition(". ")
    return f"{number} ({name})"


def end_heading(node: Node, scale: tuple[Level, ...], speech: Speech = ENGLISH) -> str:
    """Return what stands above the title of a recommendation."""
    text = node.lines[0].text
    level = (
        level_text(node.level, scale, speech)
        if adds(node.level, text)
        else place_text(node.level, scale, speech)
    )
    if node.warning:
        warning = f"{SIGN}{speech.say(WARNING)}"
        return f"{warning} · {level}" if node.level else warning
    return level


def comes_from(node: Node, speech: Speech = ENGLISH) -> str:
    return speech.say("Comes from {places}", places=runs(node.sources, speech))


def goes_on(node: Node, speech: Speech = ENGLISH) -> str:
    return speech.say("Goes on at {places}", places=runs(node.onward, speech))


def group_title(group: Group, speech: Speech = ENGLISH) -> str:
    """Return what is written at the frame of a module."""
    if not group.number:
        return marked(group.mark, group.title)
    said = PARTS if "," in group.number else PART
    text = speech.say(said, number=group.number, title=group.title)
    return marked(group.mark, text)


PART, PARTS = "Part {number}: {title}", "Parts {number}: {title}"


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


def advised(note: AdviceNote, speech: Speech = ENGLISH) -> str:
    text = told(note.text, note.level)
    sign, when = SIGN if note.warning else "", note.when
    said = speech.say(ADVISE_IF if when else ADVISE, text=text, condition=when)
    return marked(note.mark, f"{sign}{said}")


ADVISE, ADVISE_IF = "Advise: {text}", "Advise: {text}, if {condition}"


def numbers(orders: Iterable[int], speech: Speech = ENGLISH) -> str:
    """Return numbers in brackets, with their runs shortened: "(1 to 3, 5)"."""
    return f"({runs(orders, speech)})"


def runs(orders: Iterable[int], speech: Speech = ENGLISH) -> str:
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
    parts = (
        str(r[0]) if len(r) == 1 else speech.say(TO, low=f"{r[0]}", high=f"{r[-1]}")
        for r in found
    )
    return ", ".join(parts)


TO = "{low} to {high}"


def level_text(
    level: Level | None, scale: tuple[Level, ...], speech: Speech = ENGLISH
) -> str:
    """Return an urgency, or the level of another scale, with its place there."""
    place = place_text(level, scale, speech)
    return f"{place}: {level.title}" if level else place


def place_text(
    level: Level | None, scale: tuple[Level, ...], speech: Speech = ENGLISH
) -> str:
    """Return the place of a level on its scale, without its title."""
    if level is None:
        return speech.say("Information")
    place = {"place": f"{level.rank + 1}", "all": f"{len(scale)}"}
    return speech.say(URGENCY if scale[-1].id == TOP else LEVEL, **place)


URGENCY, LEVEL = "Urgency {place} of {all}", "Level {place} of {all}"
