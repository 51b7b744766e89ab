"""From a Document to a Tree: names looked up, conditions typed, the flow checked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import count
from typing import TypeVar

import attrs

from triage.assemble import Draft, Parts, Surroundings, assemble
from triage.build import (
    RESERVED,
    answer,
    build_citation,
    build_question,
    build_recommendation,
    levels,
    value as said,
)
from triage.conditions import types
from triage.conditions.expr import (
    Advised,
    Always,
    Condition,
    Is,
    Not,
    Open,
    Surely,
    Value,
    nesting,
)
from triage.document import (
    AdviceEntry,
    BranchEntry,
    Document,
    PropertyEntry,
    ValueEntry,
    WayEntry,
)
from triage.errors import (
    MOST_FINDINGS,
    Finding,
    InvalidTree,
    Note,
    TooMany,
    TreeError,
    did_you_mean,
    shortened,
)
from triage.fingerprint import logic_hash, wording_hash
from triage.flow import check_flow, follow
from triage.graph import arrows, ordered, shortest_cycle
from triage.questions import UNSURE, Level, Question
from triage.source import Text
from triage.tree import (
    DONE,
    Advice,
    Citation,
    Guard,
    Property,
    Recommendation,
    Step,
    Tree,
    Way,
)

__all__ = ["link"]

T = TypeVar("T")

DEEPEST = 100
"""The most levels of a value, those of the values in it included."""


def link(document: Document, around: Surroundings) -> Tree:
    """Return the tree that a document describes.

    Args:
        document: The tree file as written.
        around: What it names but does not hold: modules, sources, wordings.

    Raises:
        InvalidTree: The T2xx, T3xx and T4xx errors, all at once.
    """
    if document.kind is not None and document.kind.value == "module":
        message = f"`{document.id}` is a module, and no tree by itself"
        advice = "load a tree that runs it"
        raise InvalidTree.of([Finding("T206", message, document.kind.span, advice)])
    try:
        parts = assemble(document, around)
    except TreeError as error:
        raise InvalidTree.of([error.finding]) from None
    linker = Linker(document, around, parts)
    try:
        tree = linker.tree()
    except TooMany:
        raise InvalidTree.of(linker.findings) from None
    if linker.findings:
        raise InvalidTree.of(linker.findings)
    return tree


class Linker:
    """Link one tree, noting every finding and going on with the rest."""

    def __init__(self, root: Document, around: Surroundings, parts: Parts) -> None:
        self.root = root
        self.around = around
        self.parts = parts
        self.findings = list(parts.findings)
        self.broken: set[str] = set()
        self.seen: dict[int, frozenset[str]] = {}
        self.typed: dict[tuple[int, str], Condition | None] = {}
        self.edges = 0

    # Noting

    def note(
        self, code: str, message: str, at: Text, advice: str = "", *notes: Note
    ) -> None:
        """Add a finding at a word."""
        self.add(Finding(code, message, at.span, advice, notes=notes))

    def attempt(self, make: Callable[[], T]) -> T | None:
        """Return what a function makes, or None after noting its finding."""
        try:
            return make()
        except TreeError as error:
            self.add(error.finding)
            return None

    def add(self, finding: Finding) -> None:
        """Add a finding, unless it only follows from another one.

        A name that is declared, but not well, is reported where it is declared.
        """
        if finding.code != "T201" or finding.span.text not in self.broken:
            self.findings.append(self.with_needs(finding))
        if len(self.findings) >= MOST_FINDINGS:
            raise TooMany

    def with_needs(self, finding: Finding) -> Finding:
        """Return a finding that says so when a module overlooked its `needs`."""
        inside = finding.span.source is not self.root.span.source
        known = {*self.parts.questions, *self.parts.values} if inside else ()
        if finding.code == "T201" and finding.span.text in known:
            advice = f"add `{finding.span.text}` to `needs`"
            return attrs.evolve(finding, help=advice)
        return finding

    # Names

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """The urgency scale by id."""
        scale = self.attempt(lambda: levels(self.root.scale)) or levels(())
        return {level.id: level for level in scale}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions by id, without those that cannot be made."""
        entries = self.parts.questions
        built = (
            self.attempt(lambda e=e: build_question(e, entries, self.around.fill))  # type: ignore[misc]
            for e in entries.values()
        )
        found = {q.id: self.with_ordinary(q) for q in built if q is not None}
        self.broken |= entries.keys() - found
        return found

    def with_ordinary(self, question: Question) -> Question:
        """Return a question with the answer of the well patient."""
        written = self.parts.questions[question.id].ordinary
        if not written:
            return question
        given = self.attempt(lambda: answer(written, question))
        return attrs.evolve(question, ordinary="" if given is None else given)

    @cached_property
    def recommendations(self) -> Mapping[str, Recommendation]:
        """The recommendations by id."""
        built = (
            self.attempt(
                lambda e=e: build_recommendation(e, self.levels, self.around.fill)  # type: ignore[misc]
            )
            for e in self.parts.recommendations.values()
        )
        found = {item.id: item for item in built if item is not None}
        self.broken |= self.parts.recommendations.keys() - found
        return found

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """The values by id, each after those it uses."""
        found: dict[str, Value] = {}
        levels: dict[str, int] = {}
        known: dict[int, dict[str, Value]] = {id(d): {} for d in self.parts.documents}
        scopes = {
            id(document): self.scope(document, known[id(document)], urgency=False)
            for document in self.parts.documents
        }
        for name in self.value_order():
            entry = self.parts.values[name]
            scope = scopes[id(self.parts.home(entry))]
            made = self.attempt(
                lambda n=name, e=entry, s=scope: types.value(n, e.is_, s)  # type: ignore[misc]
            )
            levels[name] = 0 if made is None else nesting(made.body, levels)
            if made is None or self.is_too_deep(entry, levels[name]):
                self.broken.add(name)
                continue
            found[name] = made
            for document in self.parts.documents:
                if name in self.visible(document):
                    known[id(document)][name] = made
        return found

    def is_too_deep(self, entry: ValueEntry, levels: int) -> bool:
        """Whether a value has too many levels; noted when it has."""
        if levels > DEEPEST:
            message = f"`{entry.id}` is nested deeper than {DEEPEST} levels"
            self.note("T308", message, entry.id, "use fewer values inside one another")
        return levels > DEEPEST

    def value_order(self) -> tuple[str, ...]:
        """Return the values so that each stands after those it uses."""
        entries = self.parts.values
        uses: dict[str, tuple[str, ...]] = {}
        for name, entry in entries.items():
            names = self.attempt(lambda e=entry: types.names_in(e.is_, self.questions))  # type: ignore[misc]
            uses[name] = tuple(n for n in sorted(names or ()) if n in entries)
        order = ordered(uses)[::-1]
        if len(order) < len(uses):
            circle = shortest_cycle(uses)
            message = f"`{circle[0]}` refers to itself: {arrows(circle)}"
            self.note("T205", message, entries[circle[0]].id, "break the circle")
        return order

    def scope(
        self,
        home: Document,
        values: Mapping[str, Value],
        *,
        urgency: bool = True,
        outcome: bool = False,
    ) -> types.Scope:
        """Return what the names in a condition of a file stand for."""
        questions = self.questions
        if home is not self.root:
            own = self.visible(home)
            questions = {n: q for n, q in questions.items() if n in own}
        return types.Scope(
            questions,
            values,
            self.levels if urgency else None,
            frozenset(self.recommendations) if outcome else None,
        )

    def visible(self, home: Document) -> frozenset[str]:
        """Return the names that a file may use: a module what it declares or needs."""
        if id(home) not in self.seen:
            self.seen[id(home)] = frozenset(self.names(home))
        return self.seen[id(home)]

    def names(self, home: Document) -> Iterator[str]:
        """Yield the names that a file may use."""
        if home is self.root:
            yield from (*self.parts.questions, *self.parts.values)
        yield from (entry.id.value for entry in home.questions)
        yield from (entry.id.value for entry in home.values)
        yield from map(str, home.needs)

    def condition(
        self, text: Text | None, home: Document, kind: str = "step"
    ) -> Condition | None:
        """Return a typed condition; None when there is none, or a bad one."""
        if text is None:
            return None
        key = (id(text), kind)
        if key not in self.typed:
            scope = self.scopes(home, kind)
            self.typed[key] = self.attempt(lambda: types.condition(text, scope))
            if self.typed[key] is None:
                self.typed[key] = Always(holds=True, span=text.span)
        return self.typed[key]

    def scopes(self, home: Document, kind: str) -> types.Scope:
        """Return the scope for a kind of condition, made once for each file."""
        key = (id(home), kind)
        if key not in self._scopes:
            own = self.visible(home)
            self._scopes[key] = self.scope(
                home,
                {name: value for name, value in self.values.items() if name in own},
                urgency=kind in ("step", "then"),
                outcome=kind == "then",
            )
        return self._scopes[key]

    @cached_property
    def _scopes(self) -> dict[tuple[int, str], types.Scope]:
        return {}

    # The parts of a tree

    @cached_property
    def guards(self) -> Mapping[str, Guard]:
        """For questions that may be skipped, when they are asked."""
        found = {}
        for name, question in self.questions.items():
            entry = self.parts.questions[name]
            if entry.only_if is None and not entry.otherwise:
                continue
            if entry.only_if is None or not entry.otherwise:
                message = f"`{name}` has only one of `only_if` and `otherwise`"
                advice = "write both: when it is asked, and what counts if it is not"
                self.note("T111", message, entry.id, advice)
                continue
            when = self.condition(entry.only_if, self.parts.home(entry), "guard")
            counts = self.attempt(
                lambda q=question, e=entry: answer(e.otherwise, q)  # type: ignore[misc]
            )
            if when is not None and counts is not None:
                found[name] = Guard(when, counts)
        return found

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """The steps by id, in the order written."""
        return {d.id: self.step(d) for d in self.parts.drafts.values()}

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
            self.note("T111", message, entry.id, "keep one of them")
        for text in draft.ask:
            if text.value in seen:
                message = f"`{text}` stands on this page twice"
                self.note("T111", message, text, "keep one of them")
            seen.add(text.value)
        for text in entry.checklist:
            question = self.questions.get(text.value)
            if question is not None and question.type != "yes_no":
                message = f"`{text}` is of type {question.type}, not yes_no"
                advice = "only yes_no questions can be ticked: use `ask`"
                self.note("T111", message, text, advice)

    def is_asked(self, text: Text, home: Document) -> bool:
        """Whether a word names a question; noted when it does not."""
        if text.value in self.scopes(home, "step").questions:
            return True
        if text.value not in self.parts.questions or home is not self.root:
            names = self.scopes(home, "step").questions
            self.unknown("question", text, names)
        return False

    def unknown(self, kind: str, text: Text, names: Iterable[str]) -> None:
        """Note that a word names nothing."""
        advice = did_you_mean(text.value, names)
        self.note("T201", f"no {kind} is called `{text}`", text, advice)

    def advice(
        self, entries: tuple[AdviceEntry, ...], home: Document
    ) -> tuple[Advice, ...]:
        """Return what is collected at one place."""
        found = []
        for entry in entries:
            if entry.add.value in self.recommendations:
                when = self.condition(entry.when, home)
                found.append(Advice(entry.add.value, when))
            elif entry.add.value not in self.parts.recommendations:
                self.unknown("recommendation", entry.add, self.recommendations)
        return tuple(found)

    # Ways on

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
            self.note("T405", message, entry.id, advice)
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
            when = self.condition(entry.when, draft.document)
        if (entry.go is None) == (entry.todo is None):
            self.no_way(draft, entry)
        return Way(
            number,
            "" if entry.go is None else self.target(draft, entry.go),
            when,
            answer,
            self.advice(entry.advise, draft.document),
            said(entry.todo),
            entry.span,
        )

    def no_way(self, draft: Draft, entry: WayEntry | BranchEntry) -> None:
        """Note a way that leads nowhere, or to two places."""
        at = attrs.evolve(draft.entry.id, span=entry.span)
        written = "leads nowhere" if entry.go is None else "has `go` and `todo`"
        message = f"this way on from `{draft.entry.id}` {written}"
        self.note("T405", message, at, "say where it leads, with `go` or with `todo`")

    def target(self, draft: Draft, text: Text) -> str:
        """Return the id in the tree that a target stands for; empty if unknown."""
        if text.value == DONE:
            return draft.done
        inside = draft.prefix + text.value
        if inside in self.parts.drafts:
            return inside
        if text.value in self.parts.recommendations:
            return text.value
        steps = [step.id.value for step in draft.document.steps]
        names = [*steps, *self.recommendations, DONE]
        self.unknown("step or recommendation", text, names)
        return ""

    def check_branches(self, branches: tuple[BranchEntry, ...]) -> None:
        """Note branches after which none is tried, and a last one that may fail."""
        for branch in branches[:-1]:
            if branch.when is None:
                at = Text("", branch.span)
                message = "only the last branch is without `when`"
                self.note("T402", message, at, "give it a `when`, or move it last")
        if branches[-1].when is not None:
            message = "the last branch has a `when`, so a patient may fit none"
            advice = "add a last branch that has only `go`"
            self.note("T402", message, branches[-1].when, advice)

    def by_answer(self, draft: Draft, ask: tuple[str, ...]) -> tuple[Way, ...]:
        """Return a way on for every answer of the one question of a step."""
        entry = draft.entry
        question = self.questions.get(ask[0]) if len(ask) == 1 else None
        if question is None or question.type not in ("yes_no", "one_of"):
            if len(ask) == len(draft.ask):
                message = "`answers` needs exactly one yes_no or one_of question"
                if entry.run is not None:
                    message = "`answers` cannot stand beside `run`"
                advice = "ask one such question alone, or use `branches`"
                self.note("T403", message, entry.id, advice)
            return ()
        ways, keys = [], dict.fromkeys(question.keys)
        for way in entry.answers:
            if way.id.value not in keys:
                given = shortened(way.id.value)
                message = f"`{given}` is not an answer to `{question.id}`"
                self.note("T401", message, way.id, did_you_mean(way.id.value, keys))
                continue
            when = answered(question, way.id.value)
            ways.append(self.way(draft, way, when=when, answer=way.id.value))
        written = {way.id.value for way in entry.answers}
        for key in keys:
            if key not in written:
                message = f"the answer `{key}` to `{question.id}` has no way on"
                self.note("T401", message, entry.id, f"add `{key}: …` to `answers`")
        return tuple(ways)

    # Properties

    def property(self, entry: PropertyEntry) -> Property:
        """Return a property."""
        home = self.parts.home(entry)
        kinds = (
            entry.then is not None,
            bool(entry.monotone or entry.rising or entry.falling),
            bool(entry.asked and entry.before),
            bool(entry.reachable),
        )
        if sum(kinds) != 1:
            message = f"the property `{entry.id}` must be of exactly one kind"
            advice = (
                "give one of: `then` (with `given`); `monotone`, `rising` or "
                "`falling`; `asked` with `before`; `reachable`"
            )
            self.note("T111", message, entry.id, advice)
        elif entry.given is not None and entry.then is None:
            message = "`given` belongs to `then`, which is not there"
            self.note("T111", message, entry.id, "remove `given`")
        elif entry.of is not None and not kinds[1]:
            message = "`of` belongs to `monotone`, which is not there"
            self.note("T111", message, entry.id, "remove `of`")
        return Property(
            id=entry.id.value,
            says=said(entry.says),
            given=self.condition(entry.given, home, "given"),
            then=self.condition(entry.then, home, "then"),
            worse=self.ordered_names(entry.monotone),
            rising=self.counting_names(entry.rising),
            falling=self.counting_names(entry.falling),
            of=self.never_dropped(entry, home),
            asked=self.question_names(entry.asked),
            before=self.question_names(entry.before),
            reachable=self.recommendation_names(entry.reachable),
            span=entry.id.span,
        )

    def never_dropped(self, entry: PropertyEntry, home: Document) -> Condition | None:
        """Return the advice that a monotone property speaks of."""
        text, scope = entry.of, self.scopes(home, "then")
        if text is None:
            return None
        found = self.attempt(lambda: types.condition(text, scope))
        if found is not None and not isinstance(found, Advised):
            message = f"`{shortened(text.value)}` is not of the form `advised(…)`"
            self.note("T303", message, text, "write `advised(recommendation)`")
        return found

    def ordered_names(self, texts: tuple[Text, ...]) -> tuple[str, ...]:
        """Return questions and values whose answers have an order by themselves."""
        for text in texts:
            question = self.questions.get(text.value)
            if question is not None and question.type not in ("yes_no", "any_of"):
                message = f"`{text}` has no order of its own"
                advice = "list it under `rising` or `falling`"
                self.note("T303", message, text, advice)
            elif question is None and text.value not in self.values:
                names = [*self.questions, *self.values]
                self.unknown("question or value", text, names)
        return tuple(map(str, texts))

    def counting_names(self, texts: tuple[Text, ...]) -> tuple[str, ...]:
        """Return questions whose answers have an order that must be said."""
        for text in texts:
            question = self.questions.get(text.value)
            if question is not None and question.type in ("yes_no", "any_of"):
                message = f"`{text}` has an order of its own"
                self.note("T303", message, text, "list it under `monotone`")
        return self.question_names(texts)

    def question_names(self, texts: tuple[Text, ...]) -> tuple[str, ...]:
        """Return the ids of questions, noting those that are unknown."""
        for text in texts:
            if text.value not in self.parts.questions:
                self.unknown("question", text, self.questions)
        return tuple(map(str, texts))

    def recommendation_names(self, texts: tuple[Text, ...]) -> tuple[str, ...]:
        """Return the ids of recommendations, noting those that are unknown."""
        for text in texts:
            if text.value not in self.parts.recommendations:
                self.unknown("recommendation", text, self.recommendations)
        return tuple(map(str, texts))

    # The whole

    def check_names(self) -> None:
        """Note ids that are reserved, or stand for two things."""
        parts = self.parts
        steps = {d.entry.id.value: d.entry.id for d in parts.drafts.values()}
        asked = {e.id.value: e.id for e in parts.questions.values()}
        named = {e.id.value: e.id for e in parts.values.values()}
        told = {e.id.value: e.id for e in parts.recommendations.values()}
        for name, text in (asked | named | told | steps).items():
            if name in RESERVED:
                message = f"`{name}` is a word of the language"
                self.note("T202", message, text, "choose another id")
        for first, second in ((asked, named), (told, steps)):
            for name in first.keys() & second.keys():
                message = f"`{name}` is declared twice, as two things"
                note = Note("first here", first[name].span)
                self.note("T203", message, second[name], "rename one of them", note)

    def first(self) -> str:
        """Return the id of the first step."""
        start = self.root.start
        if start.value not in self.parts.drafts:
            self.unknown("step", start, [step.id.value for step in self.root.steps])
        return start.value

    def shown(self) -> tuple[str, ...]:
        """Return the values that a decision shows."""
        texts = [text for document in self.parts.documents for text in document.show]
        for text in texts:
            if text.value not in self.parts.values:
                self.unknown("value", text, self.values)
        return tuple(dict.fromkeys(map(str, texts)))

    def assumed(self) -> tuple[Condition, ...]:
        """Return what is true of every patient."""
        found = (
            self.condition(text, document, "assume")
            for document in self.parts.documents
            for text in document.assume
        )
        return tuple(item for item in found if item is not None)

    def citations(self) -> Mapping[str, Citation]:
        """Return the sources that are listed or cited, where they are known."""
        known = {**self.around.sources, **self.parts.sources}
        listed = [
            text.id if not isinstance(text, Text) else text
            for document in self.parts.documents
            for text in document.sources
        ]
        asked = self.parts.questions.values()
        told = self.parts.recommendations.values()
        cited = [
            *(text for entry in asked for text in entry.cites),
            *(text for entry in told for text in entry.cites),
        ]
        names = dict.fromkeys(text.value for text in (*listed, *cited))
        return {n: build_citation(known[n]) for n in names if n in known}

    def tree(self) -> Tree:
        """Return the tree; only good when nothing was noted."""
        self.check_names()
        root, first = self.root, self.first()
        tree = Tree(
            id=root.id.value,
            title=said(root.title, self.around.fill),
            version=said(root.version),
            status=said(root.status) or "draft",
            review_by=said(root.review_by),
            audience=said(root.audience, self.around.fill),
            not_for=said(root.not_for, self.around.fill),
            levels=tuple(self.levels.values()),
            questions=self.questions,
            guards=self.guards,
            values=self.values,
            assume=self.assumed(),
            show=self.shown(),
            recommendations=self.recommendations,
            citations=self.citations(),
            first=first,
            steps=self.sorted_steps(),
            properties={n: self.property(e) for n, e in self.parts.properties.items()},
            logic="",
            wording="",
            documents=tuple(self.parts.documents),
        )
        if self.findings:
            return tree
        tree = follow(tree)
        self.findings += check_flow(tree)
        logic = logic_hash(tree)
        return attrs.evolve(
            tree, logic=logic, wording=wording_hash(self.parts, self.citations())
        )

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
            at = self.parts.drafts[circle[0]].entry.id
            self.note("T204", message, at, "lead one of them to an end")
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
