"""Groups: regions that are left at once, and what is known when they are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from triage.base.immutable import immutable
from triage.frames.database.cells import SEPARATOR
from triage.frames.database.logic import bare, spelt
from triage.frames.database.page import Page, Path, Told
from triage.frames.database.statement import case, comment, joined, one_of, quoted, text
from triage.frames.database.table import Look
from triage.model.tree import Step, Way

if TYPE_CHECKING:
    from triage.frames.database.query import Query

BITS = 60
"""How many recommendations are noted in one column, each as a bit."""


@immutable
class Exit:
    """Say how a region is left by a way, or where a row stays on a page."""

    path: Path
    to: str = ""
    missing: str = ""


@attrs.define
class State:
    """Hold the names of the columns that say how far a row is."""

    told: list[str]
    step: str = ""
    end: str = "NULL"
    undecided: str = "NULL"
    todo: str = ""
    stored: dict[int, str] = attrs.Factory(dict)
    put: dict[int, str] = attrs.Factory(dict)


class Group:
    """Take rows from the first steps of some regions to where they leave these."""

    def __init__(self, query: "Query", number: int, roots: Sequence[str]) -> None:
        self.query = query
        self.number = number
        self.roots = roots
        self.define = query.statement.define
        self.first = not query.state.step
        self.exits: dict[int, Exit] = {}

    def write(self) -> None:
        """Define the columns of this group."""
        root, steps = self.query.regions.root, self.query.reached
        inside = (name for name in steps if root[name] in self.roots)
        self.query.statement.begin(f"{self.number}. {', '.join(inside)}")
        found = {name: self.region(steps[name]) for name in self.roots}
        whens = (f"WHEN {text(name)} THEN {taken}" for name, taken in found.items())
        listed = "\n".join(whens)
        taken = f"CASE {self.query.state.step}\n{listed}\nEND"
        if self.first:
            (taken,) = found.values()
        self.way = self.define(taken, f"_way{self.number}")
        self.moved()

    def region(self, root: Step) -> str:
        """Return by which way rows leave a region, or where they stay in it."""
        query, looks = self.query, dict[int, Look]()
        must, may = query.before[root.id]
        for question in sorted(may):
            name = query.questions[question].id
            guarded, sure = name in query.tree.guards, question in must
            put = query.state.put[question] if guarded else None
            plain = sure and not guarded
            told = quoted(name) if plain else query.state.stored[question]
            looks[question] = Look(told, sure, put=put)
        return self.leave(root, Path(looks))

    def leave(self, step: Step, path: Path) -> str:
        """Return the number of the way by which rows leave a step, or where they stay.

        A row that stays has a number below zero, that of its step.
        """
        here = Page(self.query, step, path)
        whens, otherwise = list[str](), ""
        if here.missing:
            gone, stayed = here.left_early(), Path(here.looks, path.told)
            self.exits[-here.number] = Exit(stayed, missing=here.missing)
            unless = f" AND NOT {gone}" if gone else ""
            stays = f"WHEN {here.missing} IS NOT NULL{unless} THEN {-here.number}"
            whens.append(stays)
        for way, test, told in here.ways():
            found = self.onward(step, way, here, (*path.told, *told))
            words = self.query.tree.reasons.label(step, way)
            found = noted(found, comment(words)) if words and whens else found
            if test is True:
                otherwise = found
                break
            whens.append(f"WHEN {bare(spelt(test))} THEN {found}")
        return case(whens, otherwise) if whens else otherwise

    def onward(self, step: Step, way: Way, here: Page, told: tuple[Told, ...]) -> str:
        """Return the number of a way; of one within a region, what follows it."""
        root = self.query.regions.root
        if root.get(way.to) == root[step.id]:
            return self.leave(self.query.reached[way.to], Path(here.settled, told))
        self.exits[way.number] = Exit(Path(here.looks, told), way.to)
        return str(way.number)

    # What is known once rows have left

    def moved(self) -> None:
        """Define what has changed."""
        state, steps = self.query.state, self.query.reached
        roots, ends, stay, todo = (defaultdict[str, list[int]](list) for _ in "1234")
        for number, each in self.exits.items():
            if each.missing:
                stay[each.missing].append(number)
            elif each.to:
                kind = roots if each.to in steps else ends
                kind[text(each.to)].append(number)
            else:
                step = self.query.tree.edges[number][0].id
                todo[text(f"{SEPARATOR}{step}: not written yet")].append(number)
        state.step = self.changed("step", roots, state.step or "NULL")
        state.end = self.changed("end", ends, state.end)
        state.todo = self.changed("todo", todo, state.todo or "''")
        state.undecided = self.changed("undecided", stay, state.undecided)
        for column, before in enumerate(state.told):
            bits = self.collected(column, before)
            state.told[column] = self.changed(f"told{column + 1}", bits, before)
        self.store()

    def changed(self, name: str, found: Mapping[str, list[int]], before: str) -> str:
        """Return the column that has a new value for rows that left by some ways."""
        if not found:
            return before
        name = f"_{name}_{self.number}"
        if self.first and len(found) == 1:
            ((value, ways),) = found.items()
            if len(ways) == len(self.exits):
                return self.define(value, name)  # so it is for every row
        whens = [
            f"WHEN {one_of(self.way, ways)} THEN {value}"
            for value, ways in found.items()
        ]
        return self.define(case(whens, "" if before == "NULL" else before), name)

    def collected(self, column: int, before: str) -> dict[str, list[int]]:
        """Return the bits of what rows have collected by now, with their ways."""
        found = defaultdict[str, list[int]](list)
        for number, each in self.exits.items():
            parts = defaultdict[str, dict[int, None]](dict)
            for told in (*each.path.told, *self.query.end(each.to)):
                if told.item // BITS == column:
                    parts[spelt(told.when)][told.item] = None
            if parts:
                old = [] if before == "0" else [before]
                bits = (self.bits(test, [*items]) for test, items in parts.items())
                found[joined("|", [*old, *bits])].append(number)
        return found

    def bits(self, test: str, items: Sequence[int]) -> str:
        """Return the bits of some recommendations, with their ids as a comment."""
        mask = sum(1 << item % BITS for item in items)
        ids = ", ".join(self.query.told[item].id for item in items)
        always = f"{mask} /* {ids} */"
        return (
            always if test == "TRUE" else f"CASE WHEN {test} THEN {always} ELSE 0 END"
        )

    def store(self) -> None:
        """Define the answers to what was asked, as far as others read them."""
        looks = (each.path.looks.items() for each in self.exits.values())
        asked = {number for each in looks for number, look in each if look.new}
        for question in sorted(asked):
            name = self.query.questions[question].id
            for kind, stored in (("", "stored"), ("_put", "put")):
                known: dict[int, str] = getattr(self.query.state, stored)
                found = defaultdict[str, list[int]](list)
                for number, each in self.exits.items():
                    look = each.path.looks.get(question)
                    if look and look.new:
                        value = spelt(look.put or False) if kind else look.text
                        found[value].append(number)
                known[question] = self.changed(f"{name}{kind}", found, known[question])


def noted(found: str, words: str) -> str:
    """Return what a way comes to, with its words behind it, or on top of many lines."""
    return f"{words}\n{found}" if "\n" in found else f"{found} {words}"
