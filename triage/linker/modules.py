"""A tree file and the modules it runs, gathered into one flat set of entries.

The steps of a module take the id of the running step in front of their own
(``mood/gad``); ``done`` in it leads to the step that goes on (``mood/``). All else of
a module joins the tree; what is declared twice must be declared identically.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from triage.base.diagnostics import Diagnostics, Finding, Note
from triage.base.exceptions import TreeError
from triage.base.limits import LIMITS
from triage.base.text import Text
from triage.model.tree import DONE
from triage.treefile.document import (
    AdviceEntry,
    Document,
    PropertyEntry,
    QuestionEntry,
    RecommendationEntry,
    SourceEntry,
    StepEntry,
    ValueEntry,
)


@attrs.frozen
class Surroundings:
    """Give a tree file what it names but does not hold.

    Args:
        module: Returns the document of a module by its name, or None.
        sources: The shared sources by id.
        contacts: What placeholders stand for.
    """

    module: Callable[[str], Document | None]
    sources: Mapping[str, SourceEntry]
    contacts: Mapping[str, str]


@attrs.frozen
class Draft:
    """Hold a step whose names are not looked up yet.

    Args:
        id: The id in the linked tree.
        entry: What was written.
        document: The file it was written in.
        module: The id of the step that runs this module; empty at the top.
        done: What ``done`` means here.
        ask: The questions of the page.
        advise: What is collected.
        jump: Where it leads without a choice; empty when ``entry`` says.
    """

    id: str
    entry: StepEntry
    document: Document
    module: str
    done: str
    ask: tuple[Text, ...] = ()
    advise: tuple[AdviceEntry, ...] = ()
    jump: str = ""

    @property
    def prefix(self) -> str:
        """What stands before the ids of the steps of this module."""
        return f"{self.module}/" if self.module else ""


@attrs.define
class Parts:
    """Hold everything that a tree and its modules declare.

    Args:
        documents: The files, the tree's own first, each once.
        found: What is wrong with the way they fit together.
        drafts: The steps by id.
    """

    documents: list[Document]
    found: Diagnostics
    questions: dict[str, QuestionEntry] = attrs.Factory(dict)
    values: dict[str, ValueEntry] = attrs.Factory(dict)
    recommendations: dict[str, RecommendationEntry] = attrs.Factory(dict)
    properties: dict[str, PropertyEntry] = attrs.Factory(dict)
    sources: dict[str, SourceEntry] = attrs.Factory(dict)
    homes: dict[int, Document] = attrs.Factory(dict)
    drafts: dict[str, Draft] = attrs.Factory(dict)

    def join(self, document: Document) -> None:
        """Add what a file declares besides its steps."""
        sources = [s for s in document.sources if isinstance(s, SourceEntry)]
        for known, entries in (
            (self.questions, document.questions),
            (self.values, document.values),
            (self.recommendations, document.recommendations),
            (self.properties, document.properties),
            (self.sources, sources),
        ):
            self.merge(known, entries, document)

    def merge(
        self, known: dict[str, Any], entries: Iterable[Any], document: Document
    ) -> None:
        """Add entries of one kind; what is there already must be identical."""
        for entry in entries:
            first = known.setdefault(entry.id.value, entry)
            self.homes.setdefault(id(first), document)
            if first != entry:
                message = f"`{entry.id}` is declared differently in another file"
                advice = "declare it identically, or in one file and list it in `needs`"
                note = Note("first here", first.id.span)
                self.found.error("T207", message, entry.id, advice, note)

    def home(self, entry: object) -> Document:
        """Return the file that an entry was declared in."""
        return self.homes[id(entry)]


def assemble(document: Document, around: Surroundings, found: Diagnostics) -> Parts:
    """Gather a tree file and the modules it runs.

    Args:
        document: The tree file as written.
        around: What it names but does not hold.
        found: Where what is wrong with them is put.

    Raises:
        TreeError: T210 when the steps are too many.
    """
    parts = Parts([document], found)
    parts.join(document)
    Assembly(parts, around).add(document, "", DONE, ())
    check_needs(parts)
    return parts


class Assembly:
    """Inline modules, and the modules that these run."""

    def __init__(self, parts: Parts, around: Surroundings) -> None:
        self.parts = parts
        self.around = around
        self.loaded: dict[str, Document | None] = {}

    def add(
        self, document: Document, module: str, done: str, running: tuple[str, ...]
    ) -> None:
        """Add the steps of a file."""
        prefix = f"{module}/" if module else ""
        for entry in document.steps:
            name, ask = prefix + entry.id.value, entry.ask or entry.checklist
            draft = Draft(name, entry, document, module, done, ask, entry.advise)
            self.refuse_more(entry)
            called = self.module(entry, running) if entry.run is not None else None
            if called is None:
                self.parts.drafts[draft.id] = draft
            else:
                self.inline(draft, called, (*running, entry.run.value))  # type: ignore[union-attr]

    def inline(self, draft: Draft, called: Document, running: tuple[str, ...]) -> None:
        """Put a module in place of a step: enter, its steps, go on."""
        rest = f"{draft.id}/"
        enter = attrs.evolve(draft, advise=(), jump=rest + called.start.value)
        self.parts.drafts[draft.id] = enter
        self.add(called, draft.id, rest, running)
        self.parts.drafts[rest] = attrs.evolve(draft, id=rest, ask=())

    def refuse_more(self, entry: StepEntry) -> None:
        """Refuse a tree that modules make too large."""
        if len(self.parts.drafts) >= LIMITS.steps:
            message = f"the tree has more than {LIMITS.steps:,} steps"
            raise TreeError(Finding("T210", message, entry.id.span, "split the tree"))

    def module(self, entry: StepEntry, running: tuple[str, ...]) -> Document | None:
        """Return the module that a step runs, or None after noting why not."""
        name = entry.run
        assert name is not None  # noqa: S101
        if name.value in running:
            circle = " → ".join((*running[running.index(name.value) :], name.value))
            message = f"`{name}` runs itself: {circle}"
            self.parts.found.error("T209", message, name, "break the circle")
            return None
        if len(running) >= LIMITS.module_depth:
            message = f"modules run modules more than {LIMITS.module_depth} deep here"
            self.parts.found.error(
                "T210", message, name, "run fewer modules inside one another"
            )
            return None
        if name.value not in self.loaded:
            self.loaded[name.value] = self.load(name)
        return self.loaded[name.value]

    def load(self, name: Text) -> Document | None:
        """Return a module after it has joined the tree."""
        found = self.around.module(name.value)
        if found is None:
            advice = f"put `{name}.yaml` beside this file"
            self.parts.found.error(
                "T206", f"no module is called `{name}`", name, advice
            )
            return None
        if found.kind is None or found.kind.value != "module":
            advice = f"write `kind: module` in `{found.span.source.name}`"
            self.parts.found.error("T206", f"`{name}` is not a module", name, advice)
            return None
        if found.scale and found.scale != self.parts.documents[0].scale:
            advice = "leave `scale` to the trees that run the module"
            message = f"the module `{found.id}` has a scale of its own"
            self.parts.found.error("T207", message, found.scale[0].id, advice)
        self.parts.documents.append(found)
        self.parts.join(found)
        if not any(step.id == found.start for step in found.steps):
            message = f"no step is called `{found.start}`"
            self.parts.found.error("T201", message, found.start, "")
            return None
        return found


def check_needs(parts: Parts) -> None:
    """Note every id that a module needs and nobody, or it itself, declares."""
    for document in parts.documents:
        own = {entry.id.value for entry in declared(document)}
        known = {*parts.questions, *parts.values, *parts.recommendations}
        for name in document.needs:
            if document is parts.documents[0]:
                message, advice = "only a module has `needs`", "remove it"
            elif name.value in own:
                message, advice = f"`{name}` is declared here too", "remove it"
            elif name.value not in known:
                message = f"`{name}` is needed, and no caller declares it"
                advice = "declare it in the tree that runs this module"
            else:
                continue
            parts.found.error("T208", message, name, advice)


def declared(document: Document) -> Iterator[Any]:
    """Yield what a file declares that others may name."""
    yield from document.questions
    yield from document.values
    yield from document.recommendations
