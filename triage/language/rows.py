"""Rows: the first of many conditions that holds, found without trying each.

Rows of a table have their parts in common. Each part is judged once; which rows it is a
part of is a whole number, with a bit for each row.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from triage.language.ast import And, Condition
from triage.language.evaluate import Context, Predicate


class Rows:
    """Hold some conditions, each of which is of others or of one part only."""

    def __init__(
        self,
        conditions: Iterable[Condition | None],
        compiled: Callable[[Condition], Predicate],
    ) -> None:
        parts, row = Counter[Condition](), 1
        for condition in conditions:
            for part in conjuncts(condition):
                parts[part] |= row
            row <<= 1
        self.all = row - 1
        self.tests = [(compiled(part), rows) for part, rows in parts.items()]

    def first(self, context: Context) -> int | None:
        """Return the first condition that holds, None while that is open.

        There is one that holds in any case.
        """
        fitting, vague = self.all, 0
        for test, rows in self.tests:
            truth = test(context)
            if truth is False:
                fitting &= ~rows
            elif truth is None:
                vague |= rows
        first = fitting & -fitting
        return None if first & vague else first.bit_length() - 1


def conjuncts(condition: Condition | None) -> tuple[Condition, ...]:
    """Return what must hold for a condition to hold; nothing for one that always does.

    >>> from triage.language.ast import Open
    >>> conjuncts(And((Open("fever"), Open("rash"))))
    (Open(question='fever'), Open(question='rash'))
    """
    if condition is None:
        return ()
    return condition.items if isinstance(condition, And) else (condition,)
