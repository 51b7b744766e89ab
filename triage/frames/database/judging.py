"""Judging: the truths of a program as SQL, at one place of a walk.

A truth that waits is NULL, which the logic of SQL carries on as a page does. A number
that waits is not: it is held by its least and its greatest, so that three points and a
gap are three at least.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from triage.base.kinds import Range, Subset
from triage.frames.database.arithmetic import Arithmetic
from triage.frames.database.cells import unasked
from triage.frames.database.dialects import Dialect
from triage.frames.database.logic import Truth, opposite, spelt
from triage.frames.database.measuring import Ends, Measure
from triage.frames.database.statement import Statement, case, joined, text
from triage.frames.database.table import Look, Table
from triage.frames.database.wholes import Whole, against_zero, total
from triage.program.codes import marks
from triage.program.nodes import parts

NAMED = 50
"""How long a text that is used twice is before it gets a column."""

LONG = 2_000
"""How long any text is before it gets a column."""


@attrs.frozen(slots=False)
class Judge:
    """Write nodes as SQL, as they are judged at one place."""

    table: Table
    dialect: Dialect
    statement: Statement
    looks: Mapping[int, Look]
    urgent: Callable[[int], Truth] = lambda _: False
    uses: Counter[int] = attrs.field(factory=Counter)
    truths: dict[int, Truth] = attrs.field(factory=dict)

    @cached_property
    def measure(self) -> Measure:
        return Measure(self, Arithmetic(self.dialect, self.statement))

    @cached_property
    def waiting(self) -> int:
        """The questions that may wait, as bits."""
        return sum(1 << n for n, look in self.looks.items() if look.waits)

    def ends(self, node: int) -> Ends:
        """Return the least and the greatest of a node."""
        return self.measure.ends(node)

    def prepare(self, roots: Iterable[int]) -> "Judge":
        """Count how often each node is used to judge some."""
        found, left = set[int](), [*roots]
        self.uses.update(left)
        while left:
            node = left.pop()
            if node not in found:
                found.add(node)
                inner = [*parts(self.table.rows[node])]
                self.uses.update(inner)
                left += inner
        return self

    def waits(self, node: int) -> bool:
        """Return whether a node may wait for an answer."""
        return bool(self.table.behind[node] & self.waiting)

    def named(self, node: int, found: str) -> str:
        twice = self.uses[node] > 1 and len(found) > NAMED
        return self.statement.define(found) if twice or len(found) > LONG else found

    def truth(self, node: int) -> Truth:
        """Return whether a node holds; NULL while that waits."""
        if node in self.truths:
            return self.truths[node]
        found = self._truth(node)
        if node in self.table.rising:
            return found
        if isinstance(found, str):
            found = self.named(node, found)
        self.truths[node] = found
        return found

    def _truth(self, node: int) -> Truth:
        match self.table.rows[node]:
            case (("true" | "false") as word, _):
                return word == "true"
            case "is", (question, option):
                return self._is(question, option)
            case "open", (question,):
                return self._open(question)
            case "asked", (question,):
                return self._asked(question)
            case "put", (question,):
                return self._put(question)
            case "urgent", (level,):
                return self.urgent(level)
            case "not", (item,):
                return opposite(self.truth(item))
            case (("and" | "or") as word, items):
                return self._joined(word, items)
            case (("lt0" | "le0") as how, (item,)):
                return self._compared(item, strict=how == "lt0")
            case row:
                raise AssertionError(row)

    def _joined(self, word: str, items: Sequence[int]) -> Truth:
        decisive, found = word == "or", dict[str, None]()
        for item in items:
            if self._adds_nothing(word, item, items):
                continue
            truth = self.truth(item)
            if truth is decisive:
                return decisive
            if isinstance(truth, str):
                found[truth] = None
        return joined(word.upper(), [*found]) if found else not decisive

    def _adds_nothing(self, word: str, item: int, items: Sequence[int]) -> bool:
        """Return whether an item only waits, for what another waits for as well.

        Once answered, the question is not open: that decides an AND, and no OR.
        """
        if (self.table.rows[item][0] == "not") != (word == "and"):
            return False
        question = self._asks(item, "open")
        look = self.looks.get(question)
        if look is None or not look.sure or self.table.questions[question].unsure:
            return False
        return any(self._asks(other, "is") == question for other in items)

    def _asks(self, item: int, how: str) -> int:
        """Return the question that an item asks for; -1 if it is no such."""
        operator, operands = self.table.rows[item]
        if operator == "not":
            operator, operands = self.table.rows[operands[0]]
        return operands[0] if operator == how else -1

    def _is(self, question: int, option: int) -> Truth:
        look, asked = self.looks.get(question), self.table.questions[question]
        if look is None:
            return False
        if isinstance(asked.domain, Subset):
            return f"({look.text} & {1 << option} /* {asked.keys[option]} */) <> 0"
        return f"{look.text} = {text(asked.keys[option])}"

    def _open(self, question: int) -> Truth:
        look, asked = self.looks.get(question), self.table.questions[question]
        if look is None:
            return True
        if look.sure and not asked.unsure:
            known = f"CASE WHEN {look.text} IS NOT NULL THEN FALSE END"
            return known if look.waits else False
        match asked.domain:
            case Subset():
                return f"{look.text} >= {marks(asked).unsure}"
            case Range(low):
                return f"{look.text} < {low}"
            case _:
                words = [text("unsure")] if asked.unsure else []
                words += [] if look.sure else [unasked(asked)]
                if len(words) == 1:
                    return f"{look.text} = {words[0]}"
                return f"{look.text} IN ({', '.join(words)})"

    def _asked(self, question: int) -> Truth:
        look = self.looks.get(question)
        if look is None or look.sure:
            return look is not None
        found = f"{look.text} <> {unasked(self.table.questions[question])}"
        return f"COALESCE({found}, TRUE)" if look.waits else found

    def _put(self, question: int) -> Truth:
        look = self.looks.get(question)
        if look is None:
            return False
        if look.put is None:  # it is never skipped
            if look.sure:
                known = f"CASE WHEN {look.text} IS NOT NULL THEN TRUE END"
                return known if look.waits else True
            return f"{look.text} <> {unasked(self.table.questions[question])}"
        if look.waits and look.put is not False:
            put = spelt(look.put)
            return f"CASE WHEN {look.text} IS NOT NULL THEN {put} END"
        return look.put

    def _compared(self, item: int, *, strict: bool) -> Truth:
        """Return whether a number is below zero, or at most zero."""
        below, above = ("<", ">=") if strict else ("<=", ">")
        least, greatest = self.ends(item)
        limit = 0 if strict else 1
        if greatest.top.high < limit:
            return True
        if least.top.low >= limit:
            return False
        if least is greatest:
            return against_zero(least.top, below)
        if alone := self._alone(item):
            return against_zero(alone, below)
        sure = against_zero(greatest.top, below)
        never = against_zero(least.top, above)
        return case([f"WHEN {sure} THEN TRUE", f"WHEN {never} THEN FALSE"])

    def _alone(self, item: int) -> Whole | None:
        """Return one number that waits, or is NULL: its ends are on either side."""
        factor, more, row = 1, 0, self.table.rows[item]
        if row[0] == "sum" and len(row[1]) == len(("k", "factor", "n")):
            more, factor, inner = row[1]
            row = self.table.rows[inner]
        if row[0] not in ("lo", "hi"):
            return None
        question = row[1][0]
        told = self.measure.told(question, greatest=row[0] == "hi")
        found = Whole(told, *self.table.questions[question].range)
        return total([(factor, found)], more)
