"""Switches: each place that was edited between two trees, and what stood there."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

import triage.language.ast as e
from triage.base.immutable import immutable
from triage.base.question import Level, Question
from triage.model.fingerprint import canonical
from triage.model.tree import Advice, Guard, Recommendation, Step, Way

if TYPE_CHECKING:
    from triage.base.shapes import SwitchJSON

Slot: TypeAlias = tuple[Any, Any, int]
"""What stood at one place of a list, and what stands there; and which place it is."""


@immutable
class Place:
    """Say where an edit was made: in short, as ``danger.2``, and in words."""

    short: str
    words: str
    step: str = ""

    def inside(self, short: str, words: str) -> "Place":
        return Place(f"{self.short}.{short}", f"{self.words}, {words}", self.step)


@immutable
class Switch:
    """Name one place that was edited: a tree between two others has it, or not.

    Args:
        number: Its place among the edits of the two trees.
        place: Where it is, in short, such as ``danger.2``.
        where: The same in words, such as "Step danger, branch 2".
        old: What stood there, in words; empty if nothing did.
        new: What stands there now.
        content: Both, as they count for what is decided.
        looks_at: The questions on whose answers it depends.
        reinterprets: Whether a question is another one now, under the same name.
        step: The step at which it was made; empty for what stands at none.
    """

    number: int
    place: str
    where: str
    old: str = ""
    new: str = ""
    content: str = attrs.field(default="", repr=False)
    looks_at: tuple[str, ...] = attrs.field(default=(), repr=False)
    reinterprets: bool = attrs.field(default=False, repr=False)
    step: str = attrs.field(default="", repr=False)

    def __str__(self) -> str:
        if self.old == self.new:
            return self.where
        if not self.old:
            return f"{self.where} added: {self.new}"
        if not self.new:
            return f"{self.where} removed: {self.old}"
        return f"{self.where}: {self.old} → {self.new}"

    def to_dict(self) -> "SwitchJSON":
        """Return the edit as JSON."""
        return {
            "place": self.place,
            "where": self.where,
            "old": self.old or None,
            "new": self.new or None,
        }


def core(part: Any) -> Any:
    """Return of a part what decides: no texts, no numbers of ways, no places."""
    match part:
        case Way():
            return (part.to, part.when, part.answer, part.advise)
        case Step():
            return (part.ask, part.advise, tuple(map(core, part.ways)))
        case Recommendation():
            return (core(part.urgency), part.alone, part.warning)
        case Level():
            return part.id
        case Question():
            return (part.type, part.unit, part.decimals, *domain(part))
        case e.Value():
            return part.body
        case _:
            return part


def domain(question: Question) -> tuple[Any, ...]:
    """Return what can be answered to a question, in one order."""
    alone = (tuple(sorted(question.alone)),) if question.alone else ()
    return tuple(sorted(question.keys)), question.range, *alone


def content(part: Any) -> Any:
    return canonical(core(part))


# Lists


def slots(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Slot]:
    """Yield the places of two lists side by side, by what they have in common.

    Where they differ, what is about the same thing stands at the same place.
    """
    for (i1, i2), (j1, j2), same in runs([*map(core, old)], [*map(core, new)]):
        if same or i2 - i1 == j2 - j1:
            yield from zip(old[i1:i2], new[j1:j2], range(j1, j2), strict=True)
        else:
            topics = [[*map(topic, x)] for x in (old[i1:i2], new[j1:j2])]
            for (a1, a2), (b1, b2), _ in runs(*topics):
                for n in range(max(a2 - a1, b2 - b1)):
                    one = old[i1 + a1 + n] if a1 + n < a2 else None
                    other = new[j1 + b1 + n] if b1 + n < b2 else None
                    at = i1 + a1 + n if other is None else j1 + b1 + n
                    yield one, other, at


Stretch: TypeAlias = tuple[int, int]


def runs(
    old: Sequence[Any], new: Sequence[Any]
) -> Iterator[tuple[Stretch, Stretch, bool]]:
    """Yield stretches of two lists, and whether they are the same."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield (i1, i2), (j1, j2), tag == "equal"


def topic(part: Any) -> Any:
    """Return what a part of a list is about, for want of anything better."""
    match part:
        case Way(to=to):
            return to
        case Advice(recommendation=recommendation):
            return recommendation
        case _:
            return tuple(mentioned(part))


# What is looked at


def mentioned(part: Any) -> Iterator[str]:
    """Yield the questions that a part names itself."""
    match part:
        case e.Node():
            for expr in e.parts(part):  # type: ignore[arg-type]
                yield from e.own_questions(expr)
        case e.Value(body=inner) | Guard(when=inner):
            yield from mentioned(inner)
        case Advice(when=when):
            yield from mentioned(when)
        case Way():
            yield from mentioned((part.when, *part.advise))
        case Step():
            yield from (*part.ask, *mentioned((*part.advise, *part.ways)))
        case Question():
            yield part.id
        case tuple():
            for item in part:
                yield from mentioned(item)
        case _:
            return  # names of steps, recommendations and answers


def expressions(part: Any) -> Iterator[e.Expr]:
    """Yield the conditions and sums in a part of a tree."""
    match part:
        case e.Node():
            yield part  # type: ignore[misc]
        case e.Value(body=inner) | Guard(when=inner) | Advice(when=inner):
            yield from expressions(inner)
        case Way():
            yield from expressions((part.when, *part.advise))
        case Step():
            yield from expressions((*part.advise, *part.ways))
        case tuple():
            for item in part:
                yield from expressions(item)
        case _:
            return
