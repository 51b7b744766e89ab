"""The steps of a tree: what is asked and advised, and every way on."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import attrs

from triage.base.kinds import Words
from triage.base.lazy import Later
from triage.base.pattern import pattern
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.base.wording import shortened
from triage.language.ast import Condition
from triage.linker.answered import (
    answered,
    check_answers,
    check_otherwise,
    left_over,
)
from triage.linker.convert import flag, line
from triage.linker.mentions import Naming, listed
from triage.linker.modules import UnlinkedStep
from triage.linker.resolve import Names
from triage.model.graph import arrows, ordered, shortest_cycle
from triage.model.reasons import OTHERWISE
from triage.model.traversal import step_graph
from triage.model.tree import DONE, Advice, Step, Way
from triage.treefile.document import (
    AdviceEntry,
    BranchEntry,
    StepEntry,
    TableEntry,
    WayEntry,
)
from triage.treefile.fields import NAME

if TYPE_CHECKING:
    from triage.linker import tables
else:
    tables = Later("triage.linker.tables")  # most trees have no table

LISTED = pattern(rf"{NAME.pattern}(?:\s+and\s+{NAME.pattern})*", re.ASCII)
"""Recommendations as a cell of a table lists them."""


def link_steps(names: Names, contacts: Mapping[str, str]) -> Mapping[str, Step]:
    """Return the steps by id, each before those it leads to, their ways numbered."""
    linker = StepLinker(names, contacts)
    steps = {step.id: linker.step(step) for step in names.parts.steps.values()}
    graph = step_graph(steps)
    order = ordered(graph)
    if len(order) < len(graph):
        circle = shortest_cycle(graph)
        message = f"the steps go in a circle: {arrows(circle)}"
        at = names.parts.steps[circle[0]].entry.id
        names.found.error("T204", message, at, straightened(circle))
    numbers, made = count(), {}
    for name in order:
        ways = tuple(map(numbered, steps[name].ways, numbers))
        made[name] = attrs.evolve(steps[name], ways=ways)
    return made


def straightened(circle: Sequence[str]) -> str:
    """Return what to do about steps in a circle, the first of which is the last too."""
    first, last = circle[0], circle[-2]
    if first == last:
        return f"lead `{first}` to another step, or to an end"
    return (
        "lead one of them to an end; if no walk goes round, let "
        f"`{last}` lead to a copy of `{first}` with another id, which asks nothing "
        f"twice, or move that branch of `{last}` to `{first}`"
    )


def numbered(way: Way, number: int) -> Way:
    """Return a way with its number; there are many, and to evolve one takes long."""
    rest = way.advise, way.todo, way.span, way.cells, way.others
    return Way(number, way.to, way.when, way.answer, *rest)


class StepLinker:
    """Link steps one by one; what is known there, and numbers, come later."""

    def __init__(self, names: Names, contacts: Mapping[str, str]) -> None:
        self.names = names
        self.contacts = contacts
        self.look_up = names.found.look_up
        self.error = names.found.error
        self.inputs: dict[str, tuple[str, ...]] = {}  # of the tables, by their steps

    def step(self, step: UnlinkedStep) -> Step:
        self.check_page(step)
        scope = self.names.scope(step.document.span.source, "step")
        self.look_up("question", step.ask, scope.questions)
        ask = tuple(text.value for text in step.ask if text.value in scope.questions)
        return Step(
            id=step.id,
            ask=tuple(dict.fromkeys(ask)),
            checklist=bool(step.entry.checklist and step.ask),
            whole=flag(step.entry.whole),
            advise=self.advice(step.advise),
            ways=self.ways(step, ask),
            table=self.inputs.get(step.id, ()),
            module=step.module,
            section=line(step.section, self.contacts),
            title="" if step.entry.run else line(step.entry.title, self.contacts),
            span=step.entry.id.span,
        )

    def check_page(self, step: UnlinkedStep) -> None:
        entry, seen = step.entry, set()
        if entry.ask and entry.checklist:
            message = f"the step `{entry.id}` has `ask` and `checklist`"
            self.error("T111", message, entry.id, "keep one of them")
        for text in step.ask:
            if text.value in seen:
                message = f"`{text}` stands on this page twice"
                self.error("T111", message, text, "keep one of them")
            seen.add(text.value)
        for text in entry.checklist:
            question = self.names.questions.get(text.value)
            if question is not None and not question.kind.stands_alone:
                message = f"`{text}` is of type {question.type}, not yes_no"
                advice = "only yes_no questions can be ticked: use `ask`"
                self.error("T111", message, text, advice)
        if entry.whole is not None and (step.jump or entry.run is None):
            self.check_whole(entry, entry.whole)

    def check_whole(self, entry: StepEntry, whole: Text) -> None:
        """Note a step whose page could not be left early anyway."""
        if not (entry.ask or entry.checklist):
            message = f"the step `{entry.id}` asks nothing, so there is no whole page"
        elif entry.run is not None or not (entry.branches[1:] or entry.table):
            message = f"the page of `{entry.id}` is asked whole in any case"
        else:
            return
        kinds = "`branches` or a `table`"
        advice = f"remove `whole`: only a step with {kinds} can leave its page early"
        self.error("T111", message, whole, advice)

    def advice(self, entries: tuple[AdviceEntry, ...]) -> tuple[Advice, ...]:
        known = self.names.recommendations
        self.look_up("recommendation", [entry.add for entry in entries], known)
        return tuple(
            Advice(entry.add.value, self.names.maybe(entry.when))
            for entry in entries
            if entry.add.value in known
        )

    def ways(self, step: UnlinkedStep, ask: tuple[str, ...]) -> tuple[Way, ...]:
        if step.jump:
            return (Way(0, step.jump),)
        entry = step.entry
        keys = "go", "answers", "branches", "table", "todo"
        kinds = [key for key in keys if getattr(entry, key)]
        if len(kinds) != 1:
            written = " and ".join(f"`{kind}`" for kind in kinds) or "no way on"
            message = f"the step `{entry.id}` has {written}"
            listed = ", ".join(f"`{key}`" for key in keys[:-1])
            advice = f"give it exactly one of {listed} or `todo`"
            self.error("T405", message, entry.id, advice)
            return ()
        if entry.answers:
            return self.by_answer(step, ask)
        if entry.table is not None:
            return self.by_row(step, entry.table)
        if entry.branches:
            self.check_branches(entry.branches)
        only = BranchEntry(span=entry.span, go=entry.go, todo=entry.todo)
        ways = entry.branches or (only,)
        return tuple(self.way(step, way, self.names.maybe(way.when)) for way in ways)

    def by_row(self, step: UnlinkedStep, entry: TableEntry) -> tuple[Way, ...]:
        sheet = self.names.parts.sheets.get(step.sheet)
        if step.sheet and sheet is None:
            return ()
        leads, advised = partial(self.target, step), partial(self.collected, step)
        table = tables.link_table(entry, sheet, self.names, leads, advised)
        self.inputs[step.id] = table.inputs
        return table.ways

    def collected(self, step: UnlinkedStep, cell: Text) -> tuple[Advice, ...]:
        """Return what a cell of a row collects: `-`, or some recommendations."""
        if cell.value == "-":
            return ()
        if not LISTED.fullmatch(cell.value):
            message = f"`{shortened(cell.value)}` is not what is collected"
            if not cell.value:
                message = "it is not said what is collected here"
            advice = "write recommendations with `and` between them, `-` for none"
            self.error("T112", message, cell, advice)
            return ()
        adds = (
            Text(self.told(step, name), cell.part(at, at + len(name)))
            for name, at in listed(cell.value)
        )
        return self.advice(tuple(AdviceEntry(add=add) for add in adds))

    def told(self, step: UnlinkedStep, name: str) -> str:
        """Return the id in the tree of a recommendation that a table speaks of."""
        if step.copy is not None and step.sheet:  # what a file says of the module
            return step.copy.front(Naming(name, 0, ("recommendation",))) + name
        return name

    def way(
        self,
        step: UnlinkedStep,
        entry: WayEntry | BranchEntry,
        when: Condition | None = None,
        answer: str = "",
    ) -> Way:
        if (entry.go is None) == (entry.todo is None):
            written = "leads nowhere" if entry.go is None else "has `go` and `todo`"
            message = f"this way on from `{step.entry.id}` {written}"
            advice = "say where it leads, with `go` or with `todo`"
            self.error("T405", message, entry.span, advice)
        to = "" if entry.go is None else self.target(step, entry.go)
        advise, todo = self.advice(entry.advise), line(entry.todo)
        return Way(0, to, when, answer, advise, todo, entry.span)

    def target(self, step: UnlinkedStep, text: Text) -> str:
        """Return the id in the tree that a target stands for; empty if unknown."""
        if text.value == DONE:
            return step.done
        inside = f"{step.module}/{text}" if step.module else text.value
        if inside in self.names.parts.steps:
            return inside
        told = self.told(step, text.value)
        if told in self.names.parts.recommendations:
            return told
        steps = [step.id.value for step in step.document.steps]
        known = [*steps, *self.names.parts.recommendations, DONE]
        self.look_up("step or recommendation", [text], known)
        return ""

    def check_branches(self, branches: tuple[BranchEntry, ...]) -> None:
        """Note branches after which none is tried, and a last one that may fail."""
        for branch in branches[:-1]:
            if branch.when is None:
                message = "only the last branch is without `when`"
                advice = "give it a `when`, or move it last"
                self.error("T402", message, branch.span, advice)
        if branches[-1].when is not None:
            message = "the last branch has a `when`, so somebody may fit none"
            advice = "add a last branch that has only `go`"
            self.error("T402", message, branches[-1].when, advice)

    def by_answer(self, step: UnlinkedStep, ask: tuple[str, ...]) -> tuple[Way, ...]:
        entry = step.entry
        question = self.names.questions.get(ask[0]) if len(ask) == 1 else None
        if question is None or not isinstance(question.domain, Words):
            if len(ask) == len(step.ask):
                message = "`answers` needs exactly one yes_no or one_of question"
                if entry.run is not None:
                    message = "`answers` cannot stand beside `run`"
                advice = "ask one such question alone, or use `branches`"
                self.error("T403", message, entry.id, advice)
            return ()
        left = left_over(question, entry)
        ways = []
        for way in entry.answers:
            key = way.id.value
            keys: tuple[str, ...] = (key,) if key in question.keys else ()
            if key == OTHERWISE and not keys:
                check_otherwise(self.names.found, question, way.id, left)
                keys, left = left, ()
            elif not keys:
                message = f"`{shortened(key)}` is not an answer to `{question.id}`"
                self.error("T401", message, way.id, did_you_mean(key, question.keys))
            others = len(keys) if key not in question.keys else 0
            for one in keys:
                made = self.way(step, way, answered(question, one), one)
                ways.append(attrs.evolve(made, others=others) if others else made)
        check_answers(self.names.found, question, entry, left)
        return tuple(ways)
