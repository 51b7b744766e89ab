"""Writing: nodes as expressions of Python, while no answer is missing.

So every condition is true or false here, and every number is one number.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from triage.base.kinds import Range, Subset, Words
from triage.language.exact import ROUNDINGS, divided
from triage.language.months import CALENDAR
from triage.program.nodes import NODES, kinds, parts
from triage.program.plan import Plan

DEEPEST = 20
"""How deep a line of source is nested at most, before a part of it gets a name."""

HELPERS: Mapping[str, Callable[..., Any]] = {"div": divided, **ROUNDINGS, **CALENDAR}
"""What the source calls by the name of an operator, besides ``min`` and ``max``."""

LEAVES = frozenset({"true", "false", "is", "open", "asked", "urgent", "lo", "hi"})
"""The operators that are no more work than to look a name up."""

Look: TypeAlias = Callable[[int], str]
"""Return how the answer to a question is written."""


class Written:
    """Write nodes as expressions; what is used often, or is deep, once with a name.

    What asks for the urgency has no name, as that rises while advice is collected.
    """

    def __init__(self, plan: Plan, look: Look, roots: list[int]) -> None:
        self.plan = plan
        self.look = look
        self.rows = plan.nodes.rows
        self.names: dict[int, str] = {}
        self.named: list[str] = []
        below = sorted(self._below(roots))
        uses = Counter([*roots, *(part for n in below for part in parts(self.rows[n]))])
        depth, rising = dict[int, int](), set[int]()
        for node in below:
            inner = [*parts(self.rows[node])]
            depth[node] = 1 + max(map(depth.__getitem__, inner), default=0)
            if self.rows[node][0] == "urgent" or not rising.isdisjoint(inner):
                rising.add(node)
            elif self._is_work(node) and (uses[node] > 1 or depth[node] > DEEPEST):
                self.named.append(f"t{node} = {self.of(node)}")
                self.names[node], depth[node] = f"t{node}", 0

    def _below(self, roots: Iterable[int]) -> set[int]:
        """Return nodes and all that they are made of."""
        found, left = set[int](), [*roots]
        while left:
            node = left.pop()
            if node not in found:
                found.add(node)
                left += parts(self.rows[node])
        return found

    def _is_work(self, node: int) -> bool:
        return self.rows[node][0] not in LEAVES

    def of(self, node: int) -> str:
        """Return a node as an expression in brackets, or its name."""
        if node in self.names:
            return self.names[node]
        operator, operands = self.rows[node]
        return f"({self._written(operator, operands)})"

    def _written(self, operator: str, operands: tuple[int, ...]) -> str:  # noqa: C901, PLR0911, PLR0912  one case an operator
        match operator, operands:
            case (("true" | "false"), _):
                return operator.capitalize()
            case (("is" | "open"), (question, *options)):
                return self._among(question, options, opened=operator == "open")
            case "asked", (question,):
                return self._asked(question)
            case "put", (question,):
                return f"{self._asked(question)} and {question} not in k"
            case "urgent", (rank,):
                return f"max(map(rank_of, c), default=-1) >= {rank}"
            case (("lo" | "hi"), (question,)):
                return self._number(question, at_end=operator == "hi")
            case "not", (item,):
                return f"not {self.of(item)}"
            case "and", items:
                return " and ".join(map(self.of, items))
            case "or", items:
                return " or ".join(self._alternatives(items))
            case "lt0", (item,):
                return f"{self.of(item)} < 0"
            case "le0", (item,):
                return f"{self.of(item)} <= 0"
            case "if", (item,):
                return f"1 if {self.of(item)} else 0"
            case "sum", (constant, *pairs):
                terms = zip(pairs[::2], map(self.of, pairs[1::2]), strict=True)
                return added([str(constant), *(f"{f} * {x}" for f, x in terms)])
            case "pick", (test, then, other):
                return f"{self.of(then)} if {self.of(test)} else {self.of(other)}"
            case "mul", (one, other):
                return f"{self.of(one)} * {self.of(other)}"
            case _:
                return f"{operator}({', '.join(self._arguments(operator, operands))})"

    def _arguments(self, operator: str, operands: tuple[int, ...]) -> Iterator[str]:
        for kind, each in zip(kinds((operator, operands)), operands, strict=True):
            yield self.of(each) if kind in NODES else str(each)

    def _asked(self, question: int) -> str:
        if question not in self.plan.slots:
            return "True"
        return f"{self.look(question)} != {self.plan.marks[question].unasked}"

    def _number(self, question: int, *, at_end: bool) -> str:
        """Return the answer; while it is open, the least or the greatest there is."""
        answer = self.look(question)
        if not self._open(question):
            return answer
        ends = self.plan.questions[question].range
        return f"{answer} if {answer} >= {ends[0]} else {ends[at_end]}"

    def _open(self, question: int) -> list[int]:
        """Return the codes of an open answer that can be met, in their order."""
        mark = self.plan.marks[question]
        if question in self.plan.slots:
            return [mark.unasked, mark.unsure]
        return [mark.unsure] if self.plan.questions[question].unsure else []

    def _alternatives(self, items: tuple[int, ...]) -> Iterator[str]:
        """Yield what one of some nodes is; what they say of one answer, together."""
        words: dict[int, list[int]] = {}
        for item in items:
            operator, operands = self.rows[item]
            if operator in ("is", "open") and self._has_words(operands[0]):
                words.setdefault(operands[0], []).append(item)
        for question, same in words.items():
            options = [self.rows[x][1][1] for x in same if self.rows[x][0] == "is"]
            among = self._among(question, options, opened=len(options) < len(same))
            yield f"({among})"
        together = {item for same in words.values() for item in same}
        yield from (self.of(item) for item in items if item not in together)

    def _has_words(self, question: int) -> bool:
        return not isinstance(self.plan.questions[question].domain, Range)

    def _among(self, question: int, options: list[int], *, opened: bool) -> str:
        """Return whether an answer is, or has, one of some options, or is open."""
        answer, unsure = self.look(question), self.plan.marks[question].unsure
        codes = self._open(question) if opened else []
        match self.plan.questions[question].domain:
            case Subset():
                bits = sum(1 << option for option in options)
                return f"{answer} & {bits | unsure if codes else bits}"
            case Words():
                return one_of(answer, [*codes, *sorted(options)])
            case _:
                return f"{answer} <= {unsure}" if codes else "False"


def one_of(answer: str, codes: list[int]) -> str:
    """Return whether an answer is one of some codes.

    >>> one_of("x", [2]), one_of("x", [-2, -1, 0]), one_of("x", [0, 2]), one_of("x", [])
    ('x == 2', 'x < 1', 'x in (0, 2)', 'False')
    """
    if not codes:
        return "False"
    if len(codes) == 1:
        return f"{answer} == {codes[0]}"
    if codes == [*range(min(codes[0], -1), codes[-1] + 1)]:
        return f"{answer} < {codes[-1] + 1}"
    return f"{answer} in ({', '.join(map(str, codes))})"


def added(terms: list[str]) -> str:
    """Return a sum, which is as deep as it is long where it is written with "+"."""
    if len(terms) <= DEEPEST:
        return " + ".join(terms)
    return f"sum(({', '.join(terms)}))"
