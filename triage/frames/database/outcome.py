"""Outcome: the columns of the result, of what the walks of all rows came to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from triage.engine.decision import place
from triage.frames.database.cells import SEPARATOR, unasked
from triage.frames.database.judging import Judge
from triage.frames.database.logic import bare, opposite, spelt
from triage.frames.database.moving import told
from triage.frames.database.statement import case, joined, quoted, text
from triage.frames.database.table import Look
from triage.language.distance import refusals
from triage.model.tree import Recommendation

if TYPE_CHECKING:
    from triage.base.shapes import ShowJSON
    from triage.frames.database.query import Query


COMMA = ","
"""What stands between the ids of what is told."""


class Outcome:
    """Write what is read of the rows, once all of them have come to an end."""

    def __init__(self, query: "Query", wrong: str) -> None:
        self.query = query
        self.tree = query.tree
        self.define = query.statement.define
        query.statement.begin("what came of it")
        self.wrong = wrong
        apart = [*self.contradictions()]
        self.apart = self.define(joined("||", apart)) if apart else ""

    def columns(self) -> dict[str, str]:
        """Return the columns of the result, by name."""
        query, state = self.query, self.query.state
        found = {
            "urgency": self.once_decided(self.urgency()),
            "ends": state.end,
            "advised": self.advised(),
            "undecided": state.undecided,
            "so_far": self.urgency(),
        }
        shows = {name: self.once_decided(shown) for name, shown in self.shows()}
        todo = state.todo and self.unless_apart(state.todo, "''")
        parts = [p for p in (self.wrong, *told(query), self.apart, todo) if p]
        problems = joined("||", parts or ["''"])
        listed = f"NULLIF(SUBSTR({bare(problems)}, {len(SEPARATOR) + 1}), '')"
        return {
            query.key: quoted("_key"),
            **{name: self.unless_apart(column) for name, column in found.items()},
            "problems": listed,
            **{name: self.unless_apart(column) for name, column in shows.items()},
        }

    def once_decided(self, column: str) -> str:
        return f"CASE WHEN {self.query.state.end} IS NOT NULL THEN {column} END"

    def unless_apart(self, column: str, otherwise: str = "") -> str:
        """Return a column, with nothing where answers do not go together."""
        if not self.apart:
            return column
        return case([f"WHEN {self.apart} = '' THEN {column}"], otherwise)

    def collected(self, items: Iterable[Recommendation]) -> str:
        """Return whether any of some recommendations was collected; empty for never."""
        found = self.query.noted(items)
        return joined("OR", found) if found else ""

    def urgency(self) -> str:
        """Return the highest level that was collected."""
        whens = list[str]()
        for level in reversed(self.tree.levels):
            of_it = (item for item in self.query.told if item.rank == level.rank)
            if test := self.collected(of_it):
                whens.append(f"WHEN {bare(test)} THEN {text(level.id)}")
        return case(whens) if whens else "CAST(NULL AS TEXT)"

    def advised(self) -> str:
        """Return the ids of what is told, in order, with a comma between them."""
        items, parts = self.query.told, list[str]()
        for item in sorted(items, key=place):
            over = (one for one in items if one.alone and one.rank >= item.rank)
            test = self.collected([item])
            if not test:
                continue
            if not (item.warning or item.alone) and (hides := self.collected(over)):
                test = f"{test} AND NOT ({hides})"
            told = text(f"{COMMA}{item.id}")
            parts.append(f"CASE WHEN {test} THEN {told} ELSE '' END")
        listed = bare(joined("||", parts or ["''"]))
        return f"NULLIF(SUBSTR({listed}, {len(COMMA) + 1}), '')"

    # Values, of those that are decided; what the end left unasked on its page waits

    def looks(self, *, assumed: bool) -> dict[int, Look]:
        """Return the questions as they are known in the end.

        Args:
            assumed: Whether what was not asked waits, too.
        """
        state, found = self.query.state, dict[int, Look]()
        for number, question in enumerate(self.query.questions):
            value = state.stored[number]
            if assumed:
                value = f"NULLIF({value}, {unasked(question)})"
            guarded = question.id in self.tree.guards
            put = state.put[number] if guarded else None
            found[number] = Look(value, assumed, waits=True, put=put)
        return found

    def judge(self, *, assumed: bool, roots: list[int]) -> Judge:
        query = self.query
        looks = self.looks(assumed=assumed)
        read = query.table.reads(roots)
        used = {}
        for n, look in looks.items():
            value = self.define(look.text) if n in read else look.text
            used[n] = Look(value, look.sure, waits=True, put=look.put)
        made = Judge(query.table, query.dialect, query.statement, used)
        return made.prepare(roots)

    def contradictions(self) -> Iterator[str]:
        """Yield what is said of rows that are not as the tree assumes of everybody."""
        tree, assumed = self.tree, self.query.program["assume"]
        found = refusals(tree.assume, tree.questions, tree.values)
        apart = defaultdict[tuple[str, ...], list[int]](list)
        for node, (names, code) in zip(assumed, found, strict=True):
            if code == "contradiction":
                apart[names].append(node)
        judge = self.judge(assumed=True, roots=[*chain(*apart.values())])
        for names, nodes in apart.items():
            truths = [truth for truth in map(judge.truth, nodes) if truth is not True]
            if truths:
                said = text(f"{SEPARATOR}{', '.join(names)}: contradiction")
                test = bare(joined("OR", [spelt(opposite(one)) for one in truths]))
                yield case([f"WHEN {test} THEN {said}"], "''")

    def shows(self) -> Iterator[tuple[str, str]]:
        shows = self.query.program["show"]
        roots = [node for show in shows for node in show["nodes"]]
        judge = self.judge(assumed=False, roots=roots)
        for show in shows:
            yield show["id"], self.shown(judge, show)

    def shown(self, judge: Judge, show: "ShowJSON") -> str:
        if show["kind"] == "number":
            return self.number(judge, show)
        truths = [judge.truth(node) for node in show["nodes"]]
        if show["kind"] == "truth":
            yes = [f"WHEN {spelt(truths[0])} THEN 'yes'"]
            no = [f"WHEN {spelt(opposite(truths[1]))} THEN 'no'"]
            return case([*yes, *no], "'unsure'")
        possible = [self.define(f"COALESCE({spelt(truth)}, TRUE)") for truth in truths]
        words = zip(possible, show["words"], strict=True)
        whens = [f"WHEN {fits} THEN {text(word)}" for fits, word in words]
        count = joined("+", [f"CASE WHEN {x} THEN 1 ELSE 0 END" for x in possible])
        return case([f"WHEN {count} = 1 THEN {case(whens)}"])

    def number(self, judge: Judge, show: "ShowJSON") -> str:
        """Return a number where it is known; NULL where it may be several."""
        least, most = (judge.ends(node) for node in show["nodes"])
        low, high = least[0].top, most[1].top
        dialect, found = self.query.dialect, self.define(low.text)
        if show.get("dated"):
            told = dialect.dated(found)
        elif show["scale"]:
            told = dialect.exact(found, show["scale"])
        else:
            told = found
        if low == high:
            return told
        return case([f"WHEN {found} = {high.text} THEN {told}"])
