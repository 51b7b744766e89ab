"""Scores: the points of a page, beside what gives them, and their total below."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias, cast

from triage.base.answer import tidy
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.base.speech import ENGLISH, Speech
from triage.diagram.model import Line
from triage.diagram.notation import PictureVoice
from triage.language import ast as e
from triage.language.evaluate import Context
from triage.model.tree import Step, Tree


@immutable
class Scored:
    """Hold what a page gives points for.

    Args:
        beside: The points of a "yes", or of what somebody answered, by question.
        foot: What else gives points, and the totals.
    """

    beside: Mapping[str, str]
    foot: tuple[Line, ...] = ()


def scored(
    tree: Tree, step: Step, words: PictureVoice, known: Context | None = None
) -> Scored:
    """Return the points of a page, where every number added up is asked there.

    With what is known of somebody, they are the points that it gives them.
    """
    sums = ((value, score(tree, step, value)) for value in tree.values.values())
    found = [(value, items) for value, items in sums if items]
    if len(found) != 1:
        lines = {
            words.named(x.id): total(tree, words, x, words.meaning(x), known)
            for x, _ in found
        }
        return Scored({}, tuple(lines[name] for name in sorted(lines)))
    [(value, items)] = found
    beside: dict[str, str] = {}
    rows = []
    for points, item in items:
        given = gives(tree, points, item, known)
        if isinstance(item, e.PointsOf):  # its options have their own
            beside |= {item.question: given} if known else {}
        elif isinstance(item, e.Is) and tree.questions[item.question].kind.stands_alone:
            beside[item.question] = given
        else:
            text = words.exact.of(item)
            rows.append(Line(text, choice="points", points=(given,)))
    said = tree.speech.say("the sum of these points")
    foot = total(tree, words, value, said, known)
    return Scored(beside, (*rows, foot))


def total(
    tree: Tree, words: PictureVoice, value: e.Value, what: str, known: Context | None
) -> Line:
    ends = {"low": f"{value.low}", "high": f"{value.high}"}
    text = tree.speech.say("{sum}, from {low} to {high}", sum=what, **ends)
    if known:
        found = tree.compiled.number(cast("e.Sum", value.body), known)
        text = between(*found, tree.speech)
    return Line(f"{words.named(value.id)} = {text}", choice="points")


def gives(
    tree: Tree, points: int, item: "e.Condition | e.PointsOf", known: Context | None
) -> str:
    """Return the points that something counts, or counted for somebody."""
    if known is None:
        return signed(Decimal(points))
    term = item if isinstance(item, e.PointsOf) else e.Count((item,))
    ends = tree.compiled.number(e.Sum(((points, term),)), known)
    low, high = (signed(Decimal(int(n))) for n in ends)
    return between(low, high, tree.speech)


def between(low: object, high: object, speech: Speech = ENGLISH) -> str:
    """Return a number, or between what it lies as long as something is open.

    >>> between(3, 3), between("0", "+1")
    ('3', '0 to +1')
    """
    if low == high:
        return str(low)
    return speech.say("{low} to {high}", low=f"{low}", high=f"{high}")


Item: TypeAlias = tuple[int, e.Condition | e.PointsOf]
"""What is counted, and its points."""


def score(tree: Tree, step: Step, value: e.Value) -> list[Item]:
    """Return what a value counts; nothing if points of the page do not give it."""
    body = value.body
    if not isinstance(body, e.Sum) or body.constant or body.scale or body.dated:
        return []
    asked = e.questions_in(body, tree.values)
    terms = [[*counted(factor, term)] for factor, term in body.terms]
    if not asked or not asked <= {*step.ask} or not all(terms):
        return []
    return [item for items in terms for item in items]


def counted(factor: int, term: e.Term) -> Iterator[Item]:
    """Yield what a term counts; nothing where no column could show its points."""
    match term:
        case e.Count(items) if len({*items}) == len(items):
            yield from ((factor, item) for item in items)
        case e.PointsOf(_, _, 0) if factor == 1:
            yield factor, term


def option_points(question: Question) -> tuple[str, ...]:
    """Return the points of options; nothing where none has any."""
    if not any(option.points for option in question.options):
        return ()
    return tuple(signed(option.points) for option in question.options)


def signed(points: Decimal) -> str:
    """Return points as a column shows them.

    >>> signed(Decimal(1)), signed(Decimal("-0.5")), signed(Decimal(0))
    ('+1', '-0.5', '0')
    """
    return f"{tidy(points):+f}" if points else "0"
