"""Page: one step, judged for the rows that come to it, complete or not."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from triage.base.immutable import immutable
from triage.frames.database.cells import literal, unasked
from triage.frames.database.judging import Judge
from triage.frames.database.logic import Truth, bare, closed, opposite, spelt
from triage.frames.database.statement import case, joined, quoted, text
from triage.frames.database.table import Look
from triage.model.tree import DONE, Advice, Step, Way

if TYPE_CHECKING:
    from triage.base.shapes import StepJSON, WayJSON
    from triage.frames.database.query import Query


SHORT = 25
"""How long a test is that is written in several places, rather than named."""


@immutable
class Told:
    """Say what is collected at a place: a recommendation, and when."""

    item: int
    when: Truth


@immutable
class Path:
    """Say what is known on the way to a step, since its region began."""

    looks: Mapping[int, Look]
    told: tuple[Told, ...] = ()


class Page:
    """Judge one step for the rows that come to it."""

    def __init__(self, query: "Query", step: Step, path: Path) -> None:
        self.query = query
        self.step = step
        self.path = path
        self.looks = dict(path.looks)
        self.json = query.program["steps"][query.places[step.id]]
        whens = [*self.ask()]
        self.number = query.places[step.id] + 1
        define = query.statement.define
        self.missing = define(case(whens), f"_missing{self.number}") if whens else ""
        self.settled = {n: attrs.evolve(x, waits=False) for n, x in self.looks.items()}
        self.judge = self._judge(self.settled if not self.may_go else self.looks)

    def _judge(self, looks: Mapping[int, Look]) -> Judge:
        query = self.query
        roots = [way["when"] for way in self.json["ways"] if "when" in way]
        for place in (self.json, *self.json["ways"]):
            roots += [one["when"] for one in place.get("advise", ()) if "when" in one]
        judge = Judge(query.table, query.dialect, query.statement, looks, self.urgent)
        return judge.prepare(roots)

    def ask(self) -> Iterator[str]:
        """Yield for each question that is asked here where its answer is missing."""
        query = self.query
        for name in self.step.ask:
            number = query.numbers[name]
            before = self.looks.get(number)
            if before and before.sure:
                continue
            fresh, wanted = self.fresh(number)
            if before:
                asked = f"{before.text} = {unasked(query.questions[number])}"
                fresh = self._if_new(asked, fresh, before)
            self.looks[number] = fresh
            also = f" AND {wanted}" if isinstance(wanted, str) else ""
            if wanted is not False:
                yield f"WHEN {fresh.text} IS NULL{also} THEN {text(name)}"

    def _if_new(self, new: str, fresh: Look, before: Look) -> Look:
        define = self.query.statement.define
        value = define(f"CASE WHEN {new} THEN {fresh.text} ELSE {before.text} END")
        put = before.put
        if put is not None:
            now = spelt(fresh.put or False)
            put = f"CASE WHEN {new} THEN {now} ELSE {spelt(put)} END"
        return Look(value, waits=True, put=put, new=True)

    def fresh(self, number: int) -> tuple[Look, Truth]:
        """Return a question as it is asked here, and whether it is wanted."""
        query, question = self.query, self.query.questions[number]
        name = quoted(question.id)
        guard = query.tree.guards.get(question.id)
        if guard is None:
            return Look(name, waits=True, new=True), True
        node = query.program["questions"][number]["only_if"]
        judge = Judge(query.table, query.dialect, query.statement, dict(self.looks))
        wanted = judge.prepare([node]).truth(node)
        usual = literal(question, guard.otherwise)
        if isinstance(wanted, bool):
            told = name if wanted else usual
            return Look(told, waits=wanted, put=wanted, new=True), wanted
        if len(wanted) > len(name) * 2:
            wanted = query.statement.define(wanted)
        whens = f"WHEN {wanted} THEN {name}", f"WHEN {opposite(wanted)} THEN {usual}"
        found = query.statement.define(case(whens))
        return Look(found, waits=True, put=wanted, new=True), wanted

    # Leaving before all is answered, because nothing can be worse

    @cached_property
    def may_go(self) -> bool:
        return bool(self.missing) and self.step.may_be_left and self.last_top >= 0

    @cached_property
    def last_top(self) -> int:
        """The last way that may end with the worst there is; -1 for none."""
        tops = [n for n, way in enumerate(self.step.ways) if self.may_be_top(way)]
        return max(tops, default=-1)

    def may_be_top(self, way: Way) -> bool:
        query, tree = self.query, self.query.tree
        if way.to != DONE and way.to not in query.items:
            return False
        end, top = tree.recommendations.get(way.to), len(tree.levels) - 1
        return top > 0 and (query.warns or bool(end and end.rank == top))

    def left_early(self) -> str:
        """Return whether a page that waits is left; empty where none is."""
        if not self.may_go:
            return ""
        whens = list[str]()
        told, open_ = self.collected(self.json, self.step.advise, ())
        ways = [*zip(self.step.ways, self.json["ways"], strict=True)]
        for way, json in ways[: self.last_top + 1]:
            test = self.test(json, told)
            if isinstance(test, str):
                whens.append(f"WHEN {closed(test)} IS NULL THEN FALSE")
            if test is not False:
                goes = self._is_worst(way, json, told)
                whens.append(f"WHEN {bare(spelt(test))} THEN {goes}")
        if open_:
            whens.insert(0, f"WHEN {joined('OR', open_)} THEN FALSE")
        return self.query.statement.define(case(whens, "FALSE"), f"_left{self.number}")

    def _is_worst(
        self, way: Way, json: "StepJSON | WayJSON", told: tuple[Told, ...]
    ) -> str:
        """Return whether a way ends, and with the worst."""
        if not self.may_be_top(way):
            return "FALSE"
        more, open_ = self.collected(json, way.advise, told)
        end = self.query.end(way.to)
        tests = [f"NOT ({x})" for x in open_]
        worst = self.reaches(len(self.query.tree.levels) - 1, (*told, *more, *end))
        if worst is False:
            return "FALSE"
        return bare(joined("AND", [*tests, spelt(worst)]))

    # Going on

    def ways(self) -> Iterator[tuple[Way, Truth, tuple[Told, ...]]]:
        """Yield the ways that may be taken, when that is, and what they collect."""
        told, _ = self.collected(self.json, self.step.advise, ())
        for way, json in zip(self.step.ways, self.json["ways"], strict=True):
            test = self.test(json, told)
            if test is not False:
                more, _ = self.collected(json, way.advise, told)
                yield way, test, (*told, *more)

    def test(self, json: "WayJSON", told: tuple[Told, ...]) -> Truth:
        self.so_far = told
        test = self.judge.truth(json["when"]) if "when" in json else True
        long = isinstance(test, str) and self.may_go and len(test) > SHORT
        return self.query.statement.define(bare(str(test))) if long else test

    def collected(
        self,
        json: "StepJSON | WayJSON",
        advise: tuple[Advice, ...],
        told: tuple[Told, ...],
    ) -> tuple[tuple[Told, ...], list[str]]:
        """Return what is collected at a place, and where that waits."""
        found, open_ = list[Told](), list[str]()
        for item, one in zip(advise, json.get("advise", ()), strict=True):
            self.so_far = (*told, *found)
            test = self.judge.truth(one["when"]) if "when" in one else True
            if isinstance(test, str):
                if self.may_go and self.judge.waits(one["when"]):
                    open_.append(f"{closed(test)} IS NULL")
                if len(test) > SHORT:
                    test = self.query.statement.define(bare(test))
            if test is not False:
                found.append(Told(self.query.items[item.recommendation], test))
        return tuple(found), open_

    def urgent(self, level: int) -> Truth:
        return self.reaches(level, self.so_far)

    def reaches(self, level: int, told: tuple[Told, ...]) -> Truth:
        """Return whether what was collected reaches a level."""
        worse = [item for item in self.query.told if item.rank >= level]
        found = self.query.noted(worse)
        for each in (*self.path.told, *told):
            if self.query.told[each.item] in worse:
                if each.when is True:
                    return True
                found.append(str(each.when))
        return joined("OR", [*dict.fromkeys(found)]) if found else False
