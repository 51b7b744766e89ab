"""The limits of conditions: where a comparison of one number with a constant turns."""

from collections.abc import Iterable, Iterator, Mapping

import triage.language.ast as e
from triage.base.immutable import immutable
from triage.base.question import Question


@immutable
class Limit:
    """Stand between two neighbouring answers that a comparison tells apart.

    ``below`` is the lower, in units of the last decimal; the other is one more.
    """

    question: str
    below: int
    comparison: e.Compare


def limits_in(
    conditions: Iterable[e.Expr], values: Mapping[str, e.Value]
) -> tuple[Limit, ...]:
    """Return the limits of conditions, each once, those of the values they use too.

    >>> import triage
    >>> tree = triage.load("qsofa")
    >>> found = limits_in([value.body for value in tree.values.values()], tree.values)
    >>> [(limit.question, limit.below) for limit in found]
    [('respiratory_rate', 21), ('systolic', 100)]
    """
    parts = e.parts_through(conditions, values)
    compared = (part for part in parts if isinstance(part, e.Compare))
    return tuple(dict.fromkeys(limit for part in compared for limit in limits(part)))


def limits(comparison: e.Compare) -> Iterator[Limit]:
    difference, operator = comparison.difference, comparison.operator
    match difference.terms:
        case ((factor, e.NumberOf(name)),) if operator == "==":
            answer = -difference.constant // factor
            yield Limit(name, answer - 1, comparison)
            yield Limit(name, answer, comparison)
        case ((factor, e.NumberOf(name)),):
            room = -difference.constant - ("=" not in operator)
            below = room // factor if factor > 0 else -(room // -factor) - 1
            yield Limit(name, below, comparison)


def told_apart(
    old: Iterable[e.Expr], new: Iterable[e.Expr], questions: Mapping[str, Question]
) -> tuple[str, frozenset[int]] | None:
    """Return a question, and the numbers that conditions with a moved limit tell apart.

    None where more than one number has a say, or where a limit stands at an end of a
    range: then conditions may be decided before the question is asked.
    """
    before, after = (
        {x for expr in exprs for x in e.parts(expr) if isinstance(x, e.Compare)}
        for exprs in (old, new)
    )
    found = [[*limits(comparison)] for comparison in before ^ after]
    names = {limit.question for several in found for limit in several}
    if len(names) != 1 or not all(found):
        return None
    [name] = names
    low, high = questions[name].range
    numbers = {one.below + n for several in found for one in several for n in (0, 1)}
    inside = low < min(numbers) and max(numbers) < high
    return (name, frozenset(numbers)) if inside else None
