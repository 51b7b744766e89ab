"""Lowering to Python: what a step does while no answer is missing, as source text.

A step that waits is always the last of a walk, and is left to the reference. So every
condition here is true or false, and every number is one number.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from triage.base.kinds import Range, Subset
from triage.language.exact import ROUNDINGS, divided
from triage.language.lower import Lowering
from triage.language.months import CALENDAR
from triage.model.traversal import Place, advice_sites
from triage.model.tree import Advice, Step, Tree, Way
from triage.program.codes import Mark, marks, packed
from triage.program.nodes import NODES, Nodes, kinds, parts

ENDED, WAITS = -1, -2
"""What a step returns if the walk ends here, and if an answer is missing."""

DEEPEST = 20
"""How deep a line of source is nested at most, before a part of it gets a name."""

HELPERS: Mapping[str, Callable[..., Any]] = {"div": divided, **ROUNDINGS, **CALENDAR}
"""What the source calls by the name of an operator, besides ``min`` and ``max``."""

LEAVES = frozenset({"true", "false", "is", "open", "asked", "urgent"})
"""The operators that are no more work than to look a name up."""


class Lowered:
    """Write the steps of a tree as functions of what is known on arrival.

    ``a`` has the codes of all answers so far, and ``g`` of those given; ``p``, ``c``,
    ``o`` and ``k`` list the ways taken, the sites of advice, and which questions were
    asked and skipped. Each returns the number of the next step, or a mark.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.nodes = Nodes(tree.questions)
        self.lowering: Lowering[int, int] = Lowering(
            self.nodes, tree.questions, tree.values
        )
        self.questions = tuple(tree.questions.values())
        self.marks: tuple[Mark, ...] = tuple(map(marks, self.questions))
        self.numbers = {name: number for number, name in enumerate(tree.steps)}
        found = [*advice_sites(tree.steps.values())]
        self.sites: dict[Place, int] = {site.place: n for n, site in enumerate(found)}
        told = (tree.recommendations[site.advice.recommendation] for site in found)
        self.ranks = [item.rank for item in told]
        self.pages = Counter(q for step in tree.steps.values() for q in step.ask)

    def function(self, step: Step) -> Callable[..., int]:
        """Return the function of a step."""
        source = "\n ".join(("def step(a, g, p, c, o, k):", *self.lines(step)))
        space: dict[str, Any] = {**HELPERS, "rank_of": self.ranks.__getitem__}
        exec(compile(source, f"<{step.id}>", "exec"), space)  # noqa: S102  our own
        found: Callable[..., int] = space["step"]
        return found

    def lines(self, step: Step) -> Iterator[str]:
        """Yield the lines of a step: ask, collect, take the first way that holds."""
        for name in step.ask:
            yield from self.asking(name)
        text = Written(self, [*self.roots(step)])
        yield from text.named
        yield from self.collecting(text, step.id, step.advise)
        for way in step.ways:
            test = self.test(step, way)
            found = [*self.collecting(text, way.number, way.advise)]
            found += [f"p.append({way.number})"]
            found += [f"return {self.numbers.get(way.to, ENDED)}"]
            yield from (found if test is None else block(text.of(test), found))

    def asking(self, name: str) -> Iterator[str]:
        """Yield the lines that ask a question, unless it was asked before."""
        number = self.nodes.numbers[name]
        mark, guard = self.marks[number], self.tree.guards.get(name)
        taken = [
            f"x = g[{number}]",
            f"if x == {mark.unasked}: return {WAITS}",
            f"a[{number}] = x",
            f"o.append({number})",
        ]
        if guard is not None:
            test = self.lowering.plain(guard.when)
            text = Written(self, [test])
            usual = packed(self.questions[number], guard.otherwise)
            passed = [f"a[{number}] = {usual}", f"o.append({number})"]
            passed += [f"k.append({number})"]
            taken = [*text.named, *block(text.of(test), taken), *block("", passed)]
        if self.pages[name] > 1:
            taken = block(f"a[{number}] == {mark.unasked}", taken)
        yield from taken

    def collecting(
        self, text: "Written", where: str | int, advise: tuple[Advice, ...]
    ) -> Iterator[str]:
        for index, item in enumerate(advise):
            line = f"c.append({self.sites[where, index]})"
            if item.when is None:
                yield line
            else:
                yield f"if {text.of(self.lowering.plain(item.when))}: {line}"

    def test(self, step: Step, way: Way) -> int | None:
        """Return the node of when a way is taken; None for always."""
        if way.answer:
            return self.nodes.answered(step.ask[0], way.answer)
        return None if way.when is None else self.lowering.plain(way.when)

    def roots(self, step: Step) -> Iterator[int]:
        """Yield the nodes that are judged once a page is complete."""
        found = (self.test(step, way) for way in step.ways)
        yield from (test for test in found if test is not None)
        for advise in (step.advise, *(way.advise for way in step.ways)):
            tests = (item.when for item in advise)
            yield from (self.lowering.plain(test) for test in tests if test is not None)


def block(test: str, lines: Iterable[str]) -> list[str]:
    """Return lines that run if a test holds, or where that before them did not."""
    head = f"if {test}:" if test else "else:"
    return [head, *(f" {line}" for line in lines)]


class Written:
    """Write nodes as expressions; what is used often, or is deep, once with a name.

    What asks for the urgency has no name, as that rises while advice is collected.
    """

    def __init__(self, lowered: Lowered, roots: list[int]) -> None:
        self.lowered = lowered
        self.rows = lowered.nodes.rows
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
            case "is", (question, option):
                return self._is(question, option)
            case "open", (question,):
                return self._open(question)
            case "asked", (question,):
                return f"a[{question}] != {self.lowered.marks[question].unasked}"
            case "put", (question,):
                mark = self.lowered.marks[question].unasked
                return f"a[{question}] != {mark} and {question} not in k"
            case "urgent", (rank,):
                return f"max(map(rank_of, c), default=-1) >= {rank}"
            case (("lo" | "hi"), (question,)):
                ends = self.lowered.questions[question].range
                end = ends[operator == "hi"]
                return f"a[{question}] if a[{question}] >= {ends[0]} else {end}"
            case "not", (item,):
                return f"not {self.of(item)}"
            case (("and" | "or"), items):
                return f" {operator} ".join(map(self.of, items))
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

    def _is(self, question: int, option: int) -> str:
        if isinstance(self.lowered.questions[question].domain, Subset):
            return f"a[{question}] & {1 << option}"
        return f"a[{question}] == {option}"

    def _open(self, question: int) -> str:
        match self.lowered.questions[question].domain:
            case Subset():
                return f"a[{question}] >= {self.lowered.marks[question].unsure}"
            case Range(low):
                return f"a[{question}] < {low}"
            case _:
                return f"a[{question}] < 0"


def added(terms: list[str]) -> str:
    """Return a sum, which is as deep as it is long where it is written with "+"."""
    if len(terms) <= DEEPEST:
        return " + ".join(terms)
    return f"sum(({', '.join(terms)}))"
