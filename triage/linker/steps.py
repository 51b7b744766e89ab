"""The steps of a tree: what is asked and advised, and every way on."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import count

import attrs

from triage.base.question import UNSURE, Question
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.base.wording import shortened
from triage.language.ast import Always, Condition, Is, Not, Open, Surely
from triage.linker.convert import line
from triage.linker.modules import Draft
from triage.linker.resolve import Names
from triage.model.graph import arrows, ordered, shortest_cycle
from triage.model.tree import DONE, Advice, Step, Way
from triage.treefile.document import AdviceEntry, BranchEntry, Document, WayEntry


class Steps:
    """Link the steps of a tree.

    Args:
        names: What its names stand for.
    """

    def __init__(self, names: Names) -> None:
        self.names = names
        self.edges = 0

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """The steps by id, in the order written."""
        return {d.id: self.step(d) for d in self.names.parts.drafts.values()}

    def step(self, draft: Draft) -> Step:
        """Return a step; what is known there comes later."""
        self.check_page(draft)
        ask = tuple(
            text.value for text in draft.ask if self.is_asked(text, draft.document)
        )
        return Step(
            id=draft.id,
            ask=tuple(dict.fromkeys(ask)),
            checklist=bool(draft.entry.checklist and draft.ask),
            advise=self.advice(draft.advise, draft.document),
            ways=self.ways(draft, ask),
            module=draft.module,
            span=draft.entry.id.span,
        )

    def check_page(self, draft: Draft) -> None:
        """Note what cannot be asked together."""
        entry, seen = draft.entry, set()
        if entry.ask and entry.checklist:
            message = f"the step `{entry.id}` has `ask` and `checklist`"
            self.names.found.error("T111", message, entry.id, "keep one of them")
        for text in draft.ask:
            if text.value in seen:
                message = f"`{text}` stands on this page twice"
                self.names.found.error("T111", message, text, "keep one of them")
            seen.add(text.value)
        for text in entry.checklist:
            question = self.names.questions.get(text.value)
            if question is not None and question.type != "yes_no":
                message = f"`{text}` is of type {question.type}, not yes_no"
                advice = "only yes_no questions can be ticked: use `ask`"
                self.names.found.error("T111", message, text, advice)

    def is_asked(self, text: Text, home: Document) -> bool:
        """Whether a word names a question; noted when it does not."""
        if text.value in self.names.scopes(home, "step").questions:
            return True
        if text.value not in self.names.parts.questions or home is not self.names.root:
            names = self.names.scopes(home, "step").questions
            self.names.unknown("question", text, names)
        return False

    def advice(
        self, entries: tuple[AdviceEntry, ...], home: Document
    ) -> tuple[Advice, ...]:
        """Return what is collected at one place."""
        found = []
        for entry in entries:
            if entry.add.value in self.names.recommendations:
                when = self.names.condition(entry.when, home)
                found.append(Advice(entry.add.value, when))
            elif entry.add.value not in self.names.parts.recommendations:
                self.names.unknown(
                    "recommendation", entry.add, self.names.recommendations
                )
        return tuple(found)

    def ways(self, draft: Draft, ask: tuple[str, ...]) -> tuple[Way, ...]:
        """Return the ways on of a step."""
        if draft.jump:
            return (self.way(draft, None, to=draft.jump),)
        entry = draft.entry
        kinds = [k for k in ("go", "answers", "branches", "todo") if getattr(entry, k)]
        if len(kinds) != 1:
            written = " and ".join(f"`{kind}`" for kind in kinds) or "no way on"
            message = f"the step `{entry.id}` has {written}"
            advice = "give it exactly one of `go`, `answers`, `branches` or `todo`"
            self.names.found.error("T405", message, entry.id, advice)
            return ()
        if entry.answers:
            return self.by_answer(draft, ask)
        if entry.branches:
            self.check_branches(entry.branches)
            return tuple(self.way(draft, branch) for branch in entry.branches)
        go = BranchEntry(span=entry.span, go=entry.go, todo=entry.todo)
        return (self.way(draft, go),)

    def way(
        self,
        draft: Draft,
        entry: WayEntry | BranchEntry | None,
        *,
        to: str = "",
        when: Condition | None = None,
        answer: str = "",
    ) -> Way:
        """Return one way on, with the next number."""
        self.edges += 1
        number = self.edges - 1
        if entry is None:
            return Way(number, to)
        if isinstance(entry, BranchEntry) and entry.when is not None:
            when = self.names.condition(entry.when, draft.document)
        if (entry.go is None) == (entry.todo is None):
            self.no_way(draft, entry)
        return Way(
            number,
            "" if entry.go is None else self.target(draft, entry.go),
            when,
            answer,
            self.advice(entry.advise, draft.document),
            line(entry.todo),
            entry.span,
        )

    def no_way(self, draft: Draft, entry: WayEntry | BranchEntry) -> None:
        """Note a way that leads nowhere, or to two places."""
        at = attrs.evolve(draft.entry.id, span=entry.span)
        written = "leads nowhere" if entry.go is None else "has `go` and `todo`"
        message = f"this way on from `{draft.entry.id}` {written}"
        self.names.found.error(
            "T405", message, at, "say where it leads, with `go` or with `todo`"
        )

    def target(self, draft: Draft, text: Text) -> str:
        """Return the id in the tree that a target stands for; empty if unknown."""
        if text.value == DONE:
            return draft.done
        inside = draft.prefix + text.value
        if inside in self.names.parts.drafts:
            return inside
        if text.value in self.names.parts.recommendations:
            return text.value
        steps = [step.id.value for step in draft.document.steps]
        names = [*steps, *self.names.recommendations, DONE]
        self.names.unknown("step or recommendation", text, names)
        return ""

    def check_branches(self, branches: tuple[BranchEntry, ...]) -> None:
        """Note branches after which none is tried, and a last one that may fail."""
        for branch in branches[:-1]:
            if branch.when is None:
                at = Text("", branch.span)
                message = "only the last branch is without `when`"
                self.names.found.error(
                    "T402", message, at, "give it a `when`, or move it last"
                )
        if branches[-1].when is not None:
            message = "the last branch has a `when`, so a patient may fit none"
            advice = "add a last branch that has only `go`"
            self.names.found.error("T402", message, branches[-1].when, advice)

    def by_answer(self, draft: Draft, ask: tuple[str, ...]) -> tuple[Way, ...]:
        """Return a way on for every answer of the one question of a step."""
        entry = draft.entry
        question = self.names.questions.get(ask[0]) if len(ask) == 1 else None
        if question is None or question.type not in ("yes_no", "one_of"):
            if len(ask) == len(draft.ask):
                message = "`answers` needs exactly one yes_no or one_of question"
                if entry.run is not None:
                    message = "`answers` cannot stand beside `run`"
                advice = "ask one such question alone, or use `branches`"
                self.names.found.error("T403", message, entry.id, advice)
            return ()
        ways, keys = [], dict.fromkeys(question.keys)
        for way in entry.answers:
            if way.id.value not in keys:
                given = shortened(way.id.value)
                message = f"`{given}` is not an answer to `{question.id}`"
                self.names.found.error(
                    "T401", message, way.id, did_you_mean(way.id.value, keys)
                )
                continue
            when = answered(question, way.id.value)
            ways.append(self.way(draft, way, when=when, answer=way.id.value))
        written = {way.id.value for way in entry.answers}
        for key in keys:
            if key not in written:
                message = f"the answer `{key}` to `{question.id}` has no way on"
                self.names.found.error(
                    "T401", message, entry.id, f"add `{key}: …` to `answers`"
                )
        return tuple(ways)

    def sorted_steps(self) -> Mapping[str, Step]:
        """Return the steps so that each stands before those it leads to."""
        graph = {
            step.id: tuple(way.to for way in step.ways if way.to in self.steps)
            for step in self.steps.values()
        }
        order = ordered(graph)
        if len(order) < len(graph):
            circle = shortest_cycle(graph)
            message = f"the steps go in a circle: {arrows(circle)}"
            at = self.names.parts.drafts[circle[0]].entry.id
            self.names.found.error("T204", message, at, "lead one of them to an end")
        return number_ways(self.steps[name] for name in order)


def number_ways(steps: Iterable[Step]) -> Mapping[str, Step]:
    """Return steps whose ways are numbered in their order."""
    found, number = {}, 0
    for step in steps:
        ways = tuple(map(numbered, step.ways, count(number)))
        number += len(ways)
        found[step.id] = attrs.evolve(step, ways=ways)
    return found


def numbered(way: Way, number: int) -> Way:
    """Return a way with a number."""
    return Way(number, way.to, way.when, way.answer, way.advise, way.todo, way.span)


def answered(question: Question, key: str) -> Condition:
    """Return the condition that the answer to a question is a word."""
    if key == UNSURE:
        return Open(question.id)
    if question.type == "yes_no":
        yes = Is(question.id, ("yes",))
        plain: Condition = yes if key == "yes" else Not(yes)
    elif len(question.options) == 1:
        plain = Always(holds=True) if not question.unsure else Not(Open(question.id))
    else:
        plain = Is(question.id, (key,))
    return Surely(plain) if question.unsure else plain
