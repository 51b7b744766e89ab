"""Inlining: a tree file and the modules it runs, gathered into one flat set of entries.

The steps of a module take the id of the running step in front of their own
(``mood/gad``); ``done`` in it leads to the step that goes on (``mood/``). All else of
a module joins the tree; what is declared twice must be declared identically.
"""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from triage.base.diagnostics import Diagnostics, Note
from triage.base.exceptions import TreeError, TreeNotFound
from triage.base.limits import LIMITS
from triage.base.text import Text
from triage.linker.defaults import written_out
from triage.linker.library import LIBRARY, is_builtin
from triage.linker.lists import spelled_out
from triage.model.tree import DONE
from triage.treefile import document as entries
from triage.treefile.sheet import Sheet

Document = entries.Document


@attrs.frozen
class Surroundings:
    """Give a tree file what it names but does not hold."""

    module: Callable[[str], Document | None]  # by its name
    sources: Mapping[str, entries.SourceEntry]
    contacts: Mapping[str, str]  # what placeholders stand for
    place: str = ""  # the code of the place where they stand for it
    missing: str = "give its text in `modules`"  # what to do about a module or table
    sheet: Callable[[str], Sheet | None] = lambda _: None  # by the name of its file


@attrs.frozen
class UnlinkedStep:
    """Hold a step whose names are not looked up yet."""

    id: str  # in the linked tree
    entry: entries.StepEntry
    document: Document
    module: str  # the id of the step that runs this module; empty at the top
    done: str  # what ``done`` means here
    ask: tuple[Text, ...] = ()
    advise: tuple[entries.AdviceEntry, ...] = ()
    jump: str = ""  # where it leads without a choice; empty when ``entry`` says
    sheet: str = ""  # the file of its table; empty where that is written out


@attrs.frozen
class Parts:
    """Hold everything that a tree and its modules declare, by id."""

    documents: tuple[Document, ...]  # the tree's own first, each once
    steps: Mapping[str, UnlinkedStep]  # of modules for each step that runs them
    questions: Mapping[str, entries.QuestionEntry]
    values: Mapping[str, entries.ValueEntry]
    recommendations: Mapping[str, entries.RecommendationEntry]
    properties: Mapping[str, entries.PropertyEntry]
    sources: Mapping[str, entries.SourceEntry]
    sheets: Mapping[str, Sheet]  # by the names of their files
    broken: frozenset[str]  # the questions whose list is none

    @property
    def root(self) -> Document:
        return self.documents[0]


DECLARED = ("questions", "values", "recommendations", "properties", "sources")


def gather(document: Document, around: Surroundings, found: Diagnostics) -> Parts:
    gathering = Gathering(around, found)
    document = gathering.spelled_out(written_out(document), ())
    gathering.join(document)
    gathering.inline(document, "", DONE, ())
    parts = Parts(
        tuple(gathering.documents),
        gathering.steps,
        sheets={name: one for name, one in gathering.sheets.items() if one},
        broken=frozenset(gathering.broken),
        **gathering.declared,
    )
    check_needs(parts, found)
    return parts


class Gathering:
    def __init__(self, around: Surroundings, found: Diagnostics) -> None:
        self.around = around
        self.error = found.error
        self.found = found
        self.documents: list[Document] = []
        self.declared: dict[str, dict[str, Any]] = {kind: {} for kind in DECLARED}
        self.steps: dict[str, UnlinkedStep] = {}
        self.loaded: dict[str, Document | None] = {}
        self.sheets: dict[str, Sheet | None] = {}
        self.broken: set[str] = set()

    def join(self, document: Document) -> None:
        """Add what a file declares; what is there already must be identical."""
        self.documents.append(document)
        advice = "declare it identically, or in one file and list it in `needs`"
        for kind, known in self.declared.items():
            for entry in getattr(document, kind):
                if isinstance(entry, Text):  # a source that is declared elsewhere
                    continue
                first = known.setdefault(entry.id.value, entry)
                if first != entry:
                    message = f"`{entry.id}` is declared differently in another file"
                    note = Note("first here", first.id.span)
                    self.error("T207", message, entry.id, advice, note)

    def inline(
        self, document: Document, module: str, done: str, running: tuple[str, ...]
    ) -> None:
        """Add the steps of a file; a module takes the place of the step that runs it.

        Of that step two are left: one enters the module, and one goes on behind it.
        """
        prefix = f"{module}/" if module else ""
        for entry in document.steps:
            name, ask = prefix + entry.id.value, entry.ask or entry.checklist
            sheet = self.sheet(entry, running)
            step = UnlinkedStep(
                name, entry, document, module, done, ask, entry.advise, sheet=sheet
            )
            if len(self.steps) >= LIMITS.steps:
                message = f"the tree has more than {LIMITS.steps:,} steps"
                raise TreeError.at("T210", message, entry.id, "split the tree")
            run = entry.run
            called = None if run is None else self.module(run, running)
            if run is None or called is None:
                self.steps[name] = step
                continue
            rest = f"{name}/"
            jump = rest + called.start.value
            self.steps[name] = attrs.evolve(step, advise=(), jump=jump)
            self.inline(called, name, rest, (*running, run.value))
            self.steps[rest] = attrs.evolve(step, id=rest, ask=())

    def sheet(self, entry: entries.StepEntry, running: tuple[str, ...]) -> str:
        """Return the name of the file of a step's table, read by now if it can be."""
        if entry.table is None or not isinstance(entry.table.rows, Text):
            return ""
        return self.file(entry.table.rows, running)

    def spelled_out(self, document: Document, running: tuple[str, ...]) -> Document:
        """Return a file whose questions have their options, instead of a list."""

        def sheet(file: Text) -> Sheet | None:
            return self.sheets[self.file(file, running)]

        found = spelled_out(document, sheet, self.found)
        self.broken |= found.broken
        return found.document

    def file(self, file: Text, running: tuple[str, ...]) -> str:
        """Return the name of a CSV file, read by now if it can be."""
        is_ours = bool(running) and running[-1].startswith(LIBRARY)
        name = f"{LIBRARY}{file}" if is_ours else file.value
        if name not in self.sheets:
            self.sheets[name] = self.read(file, name)
        return name

    def read(self, rows: Text, name: str) -> Sheet | None:
        """Return a CSV file, or None after noting why not."""
        try:
            sheet = self.around.sheet(name)
        except TreeNotFound as error:
            self.error("T206", str(error), rows, "rename it, or let it be read")
            return None
        except TreeError as error:
            self.found.add(error.finding)
            return None
        if sheet is None:
            advice = self.around.missing.format(name=name, file=name)
            self.error("T206", f"no file is called `{rows}`", rows, advice)
        return sheet

    def module(self, name: Text, running: tuple[str, ...]) -> Document | None:
        """Return the module that a step runs, or None after noting why not."""
        if name.value in running:
            circle = " → ".join((*running[running.index(name.value) :], name.value))
            message = f"`{name}` runs itself: {circle}"
            self.error("T209", message, name, "break the circle")
            return None
        if len(running) >= LIMITS.module_depth:
            message = f"modules run modules more than {LIMITS.module_depth} deep here"
            self.error("T210", message, name, "run fewer modules inside one another")
            return None
        if name.value not in self.loaded:
            self.loaded[name.value] = self.load(name)
        return self.loaded[name.value]

    def load(self, name: Text) -> Document | None:
        """Return a module after it has joined the tree."""
        try:
            found = self.around.module(name.value)
        except TreeNotFound as error:
            self.error("T206", str(error), name, "rename it, or let it be read")
            return None
        if found is None:
            advice = self.around.missing.format(name=name, file=f"{name}.yaml")
            if is_builtin(name.value):
                advice += f", or write `{LIBRARY}{name}` for the built-in one"
            self.error("T206", f"no module is called `{name}`", name, advice)
            return None
        module = self.spelled_out(written_out(found), (name.value,))
        if module.kind is None or module.kind.value != "module":
            advice = f"write `kind: module` in `{module.span.source.name}`"
            self.error("T206", f"`{name}` is not a module", name, advice)
            return None
        if module.scale and module.scale != self.documents[0].scale:
            advice = "leave `scale` to the trees that run the module"
            message = f"the module `{module.id}` has a scale of its own"
            self.error("T207", message, module.scale[0].id, advice)
        self.join(module)
        if not any(step.id == module.start for step in module.steps):
            self.error("T201", f"no step is called `{module.start}`", module.start)
            return None
        return module


def check_needs(parts: Parts, found: Diagnostics) -> None:
    """Note every id that a module needs and nobody, or it itself, declares."""
    known = {*parts.questions, *parts.values, *parts.recommendations}
    for document in parts.documents:
        declared = (document.questions, document.values, document.recommendations)
        own = {entry.id.value for kind in declared for entry in kind}
        for name in document.needs:
            if document is parts.root:
                found.error("T208", "only a module has `needs`", name, "remove it")
            elif name.value in own:
                message = f"`{name}` is declared here too"
                found.error("T208", message, name, "remove it")
            elif name.value not in known:
                message = f"`{name}` is needed, and no caller declares it"
                advice = "declare it in the tree that runs this module"
                found.error("T208", message, name, advice)
