"""What the names of a tree stand for, and what is wrong with them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import TypeVar

import attrs

from triage.base.diagnostics import Finding, Note
from triage.base.exceptions import TreeError
from triage.base.limits import LIMITS
from triage.base.question import Level, Question
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.language import typecheck as types
from triage.language.ast import Always, Condition, Value, nesting
from triage.language.scope import Scope
from triage.linker.convert import (
    RESERVED,
    answer,
    build_question,
    build_recommendation,
    levels,
)
from triage.linker.modules import Parts, Surroundings
from triage.model.graph import arrows, ordered, shortest_cycle
from triage.model.tree import Guard, Recommendation
from triage.treefile.document import Document, ValueEntry

T = TypeVar("T")


class Names:
    """Look up names, noting every finding and going on with the rest.

    Args:
        root: The tree file as written.
        around: What it names but does not hold.
        parts: What it and its modules declare.
    """

    def __init__(self, root: Document, around: Surroundings, parts: Parts) -> None:
        self.root = root
        self.around = around
        self.parts = parts
        self.found = parts.found
        self.broken: set[str] = set()
        self.seen: dict[int, frozenset[str]] = {}
        self.typed: dict[tuple[int, str], Condition | None] = {}

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
            self.found.add(self.with_needs(finding))

    def with_needs(self, finding: Finding) -> Finding:
        """Return a finding that says so when a module overlooked its `needs`."""
        inside = finding.span.source is not self.root.span.source
        known = {*self.parts.questions, *self.parts.values} if inside else ()
        if finding.code == "T201" and finding.span.text in known:
            advice = f"add `{finding.span.text}` to `needs`"
            return attrs.evolve(finding, help=advice)
        return finding

    def unknown(self, kind: str, text: Text, names: Iterable[str]) -> None:
        """Note that a word names nothing."""
        message = f"no {kind} is called `{text}`"
        advice = did_you_mean(text.value, names)
        self.add(Finding("T201", message, text.span, advice))

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
            self.attempt(partial(build_question, e, entries, self.around.contacts))
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
                partial(build_recommendation, e, self.levels, self.around.contacts)
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
            made = self.attempt(partial(types.value, name, entry.is_, scope))
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
        if levels > LIMITS.value_depth:
            message = f"`{entry.id}` is nested deeper than {LIMITS.value_depth} levels"
            self.found.error(
                "T308", message, entry.id, "use fewer values inside one another"
            )
        return levels > LIMITS.value_depth

    def value_order(self) -> tuple[str, ...]:
        """Return the values so that each stands after those it uses."""
        entries = self.parts.values
        uses: dict[str, tuple[str, ...]] = {}
        for name, entry in entries.items():
            names = self.attempt(partial(types.names_in, entry.is_, self.questions))
            uses[name] = tuple(n for n in sorted(names or ()) if n in entries)
        order = ordered(uses)[::-1]
        if len(order) < len(uses):
            circle = shortest_cycle(uses)
            message = f"`{circle[0]}` refers to itself: {arrows(circle)}"
            self.found.error("T205", message, entries[circle[0]].id, "break the circle")
        self.broken |= uses.keys() - set(order)
        return order

    def scope(
        self,
        home: Document,
        values: Mapping[str, Value],
        *,
        urgency: bool = True,
        outcome: bool = False,
    ) -> Scope:
        """Return what the names in a condition of a file stand for."""
        questions = self.questions
        if home is not self.root:
            own = self.visible(home)
            questions = {n: q for n, q in questions.items() if n in own}
        return Scope(
            questions,
            values,
            self.levels if urgency else None,
            frozenset(self.recommendations) if outcome else None,
        )

    def visible(self, home: Document) -> frozenset[str]:
        """Return the names that a file may use: a module what it declares or needs."""
        if id(home) not in self.seen:
            self.seen[id(home)] = frozenset(self.names_of(home))
        return self.seen[id(home)]

    def names_of(self, home: Document) -> Iterator[str]:
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

    def scopes(self, home: Document, kind: str) -> Scope:
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
    def _scopes(self) -> dict[tuple[int, str], Scope]:
        return {}

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
                self.found.error("T111", message, entry.id, advice)
                continue
            when = self.condition(entry.only_if, self.parts.home(entry), "guard")
            counts = self.attempt(partial(answer, entry.otherwise, question))
            if when is not None and counts is not None:
                found[name] = Guard(when, counts)
        return found

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
                self.found.error("T202", message, text, "choose another id")
        for first, second in ((asked, named), (told, steps)):
            for name in first.keys() & second.keys():
                message = f"`{name}` is declared twice, as two things"
                note = Note("first here", first[name].span)
                self.found.error(
                    "T203", message, second[name], "rename one of them", note
                )
