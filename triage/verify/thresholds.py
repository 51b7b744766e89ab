"""The limits of conditions: where a comparison of one number with a constant turns."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from triage.language.ast import (
    Compare,
    Expr,
    NumberOf,
    Value,
    ValueHolds,
    ValueNumber,
    parts,
)


@attrs.frozen
class Limit:
    """Stand between two neighbouring answers that a comparison tells apart.

    Args:
        question: The question that is answered with a number.
        below: The lower of the two, in units of its last decimal; the other is one
            more.
        comparison: The comparison.
    """

    question: str
    below: int
    comparison: Compare

    @property
    def is_exact(self) -> bool:
        """Whether one answer is singled out, and not lower ones told from higher."""
        return self.comparison.operator == "=="


def limits_in(
    conditions: Iterable[Expr], values: Mapping[str, Value]
) -> tuple[Limit, ...]:
    """Return the limits of conditions, each once, those of the values they use too.

    Args:
        conditions: The conditions.
        values: The values of the tree by id.

    >>> import triage
    >>> tree = triage.load("qsofa")
    >>> found = limits_in([value.body for value in tree.values.values()], tree.values)
    >>> [(limit.question, limit.below) for limit in found]
    [('respiratory_rate', 21), ('systolic', 100)]
    """
    found = (
        Limit(question, below, comparison)
        for comparison in comparisons(conditions, values)
        for question, below in turns(comparison)
    )
    return tuple(dict.fromkeys(found))


def comparisons(
    conditions: Iterable[Expr], values: Mapping[str, Value]
) -> Iterator[Compare]:
    """Yield the comparisons in conditions, and in the values that they use."""
    left, seen = list(conditions), set[str]()
    while left:
        for part in parts(left.pop(0)):
            match part:
                case Compare():
                    yield part
                case ValueHolds(name) | ValueNumber(name) if name not in seen:
                    seen.add(name)
                    left.append(values[name].body)
                case _:
                    pass


def turns(comparison: Compare) -> Iterator[tuple[str, int]]:
    """Yield a question, and each answer after which a comparison of it turns."""
    difference, operator = comparison.difference, comparison.operator
    match difference.terms:
        case ((factor, NumberOf(name)),):
            if operator == "==":
                answer = -difference.constant // factor
                yield from ((name, answer - 1), (name, answer))
            else:
                room = -difference.constant - ("=" not in operator)
                yield name, room // factor if factor > 0 else -(room // -factor) - 1
        case _:
            pass
