"""The limits of conditions: where a comparison of one number with a constant turns."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

import triage.language.ast as e


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
    comparison: e.Compare

    @property
    def is_exact(self) -> bool:
        """Whether one answer is singled out, and not lower ones told from higher."""
        return self.comparison.operator == "=="


def limits_in(
    conditions: Iterable[e.Expr], values: Mapping[str, e.Value]
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
        Limit(question, below, part)
        for part in e.parts_through(conditions, values)
        if isinstance(part, e.Compare)
        for question, below in turns(part)
    )
    return tuple(dict.fromkeys(found))


def turns(comparison: e.Compare) -> Iterator[tuple[str, int]]:
    """Yield a question, and each answer after which a comparison of it turns."""
    difference, operator = comparison.difference, comparison.operator
    match difference.terms:
        case ((factor, e.NumberOf(name)),):
            if operator == "==":
                answer = -difference.constant // factor
                yield from ((name, answer - 1), (name, answer))
            else:
                room = -difference.constant - ("=" not in operator)
                yield name, room // factor if factor > 0 else -(room // -factor) - 1
        case _:
            pass
