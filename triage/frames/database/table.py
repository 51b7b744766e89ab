"""Table: the nodes of a program, and what is known of the questions that they read."""

from collections.abc import Iterable, Sequence

from triage.base.immutable import immutable
from triage.base.question import Question
from triage.frames.database.logic import Truth
from triage.model.tree import Tree
from triage.program.nodes import Row, parts


@immutable
class Look:
    """Say what is known of a question at one place.

    Args:
        text: Its code.
        sure: Whether it was asked, on every way here.
        waits: Whether its page waits for it where that is NULL.
        put: Whether it was asked and not skipped, where it can be skipped.
        new: Whether it was asked since the region began.
    """

    text: str
    sure: bool = True
    waits: bool = False
    put: Truth | None = None
    new: bool = False


class Table:
    """Hold the nodes of a program, and what is known of them everywhere."""

    def __init__(self, tree: Tree, rows: Iterable[Sequence[int | str]]) -> None:
        self.questions: tuple[Question, ...] = tuple(tree.questions.values())
        self.rows: list[Row] = [(str(op), (*map(int, rest),)) for op, *rest in rows]
        self.behind: list[int] = []
        self.rising = set[int]()
        for number, (operator, operands) in enumerate(self.rows):
            inner = [*parts(self.rows[number])]
            asked = operator in ("is", "open", "lo", "hi", "put")
            found = 1 << operands[0] if asked else 0
            for each in inner:
                found |= self.behind[each]
            self.behind.append(found)
            if operator == "urgent" or not self.rising.isdisjoint(inner):
                self.rising.add(number)

    def reads(self, roots: Iterable[int]) -> frozenset[int]:
        """Return the questions that some nodes read."""
        found = 0
        for root in roots:
            found |= self.behind[root]
        return frozenset(n for n in range(len(self.questions)) if found >> n & 1)
