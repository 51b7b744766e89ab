"""Screen: a decision in as many lines as a person sees at once, the worst first.

What does not fit is told by its title, the least important first, and what does not fit
even so is counted. What is to be done first is always told in full.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import attrs

from triage.base.immutable import immutable
from triage.base.wording import paragraph
from triage.engine.decision import Decision
from triage.model.tree import Recommendation
from triage.terminal.report import (
    blocks,
    first_told,
    is_knowledge,
    recommended,
    report,
    result,
    shown_values,
    title,
)

LINES = 22
"""How many lines are filled of the 24 that the smallest terminal has."""

FULL, TITLE, COUNTED = range(3)
"""How much is told of a recommendation."""


@immutable
class Screen:
    """Hold what is told at once, and what is left to be read."""

    text: str = attrs.field(repr=False)
    left: tuple[Recommendation, ...] = ()


def whole_or_screen(decision: Decision, width: int, more: Mapping[bool, str]) -> str:
    """Return all of a decision where it fits, or what fits and where the rest is.

    What says where is chosen by whether there are other texts to read, ``count`` of
    them.
    """
    whole = report(decision, width)
    if not decision.complete or height(whole) <= LINES:
        return whole

    def said(left: int) -> str:
        speech = decision.tree.speech
        count = speech.many(left, "more text")
        return paragraph(speech.say(more[left > 0], count=count), width)

    found = screen(decision, width, LINES - height(said(MANY)) - 1)
    return blocks(found.text, said(len(found.left)))


MANY = 99
"""How many texts are left at most, as far as room for their number is needed."""


def screen(decision: Decision, width: int, room: int) -> Screen:
    """Return what of a complete decision fits in a number of lines."""
    first, *others = decision.told
    begin = (
        paragraph(result(decision), width),
        first_told(decision, first, width),
        shown_values(decision, width),
    )
    end = paragraph(decision.tree.profile.disclaimer, width)
    found = Screen("")
    for forms in foldings(others):
        told = list(zip(others, forms, strict=True))
        text = blocks(*begin, *rest(decision, told, width), end)
        found = Screen(text, tuple(item for item, form in told if form != FULL))
        if height(text) <= room:
            break
    return found


def foldings(items: Sequence[Recommendation]) -> Iterator[list[int]]:
    """Yield how much is told of each, from everything to nothing.

    What is only to be known goes first, then what else to do, then the warnings.
    """
    forms = [FULL] * len(items)
    backwards = range(len(items) - 1, -1, -1)
    known = [n for n in backwards if is_knowledge(items[n])]
    to_do = [n for n in backwards if not is_knowledge(items[n])]
    to_do.sort(key=lambda n: items[n].warning)
    yield forms
    for form, numbers in ((COUNTED, known), (TITLE, to_do), (COUNTED, to_do)):
        for number in numbers:
            forms[number] = form
            yield forms


def rest(
    decision: Decision, told: Sequence[tuple[Recommendation, int]], width: int
) -> Iterator[str]:
    for form, items in groupby(told, key=lambda pair: pair[1]):
        if form == FULL:
            yield from (recommended(decision, item, width) for item, _ in items)
        elif form == TITLE:
            yield "\n".join(title(decision, item, width) for item, _ in items)


def page(
    decision: Decision, left: Sequence[Recommendation], width: int, room: int
) -> Screen:
    """Return the next of what is left to be read that fit, one of them at least."""
    told = [recommended(decision, left[0], width)]
    for item in left[1:]:
        text = recommended(decision, item, width)
        if height(blocks(*told, text)) > room:
            break
        told.append(text)
    return Screen(blocks(*told), tuple(left[len(told) :]))


def height(text: str) -> int:
    return len(text.splitlines())
