"""Inlining: a tree file and the modules it runs, gathered into one flat set of entries.

The steps of a module take the id of the running step in front of their own
(``mood/gad``); ``done`` in it leads to the step that goes on (``mood/``). All else of
a module joins the tree; what is declared twice must be declared identically.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from triage.base.diagnostics import Diagnostics, Note
from triage.base.exceptions import TreeError
from triage.base.immutable import immutable
from triage.base.lazy import Later
from triage.base.limits import LIMITS
from triage.base.text import Text
from triage.linker.convert import RESERVED
from triage.linker.copies import Copy, naming, told_of_itself
from triage.linker.named_files import Files, Surroundings
from triage.model.tree import DONE, TODAY
from triage.treefile import document as entries
from triage.treefile.decode import read
from triage.treefile.sheet import Sheet

if TYPE_CHECKING:
    from triage.linker import stand_in
else:
    stand_in = Later("triage.linker.stand_in")  # of a module by itself

Document = entries.Document


@immutable
class UnlinkedStep:
    """Hold a step whose names are not looked up yet."""

    id: str  # in the linked tree
    entry: entries.StepEntry
    document: Document
    module: str  # the id of the step that runs this module; empty at the top
    section: Text  # what that is called
    done: str  # what ``done`` means here
    ask: tuple[Text, ...] = ()
    advise: tuple[entries.AdviceEntry, ...] = ()
    jump: str = ""  # where it leads without a choice; empty when ``entry`` says
    sheet: str = ""  # the file of its table; empty where that is written out
    copy: Copy | None = None  # the copy of a module that it stands in


@immutable
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
    free: frozenset[str]  # those that stand in for what a module by itself needs

    @property
    def root(self) -> Document:
        return self.documents[0]


@immutable
class Within:
    """Say what a file is run by: the names of modules, and the copy it belongs to."""

    running: tuple[str, ...] = ()
    copy: Copy | None = None

    @property
    def key(self) -> str:
        """What tells the copies of one file apart."""
        top = "" if self.copy is None else self.copy.files[0].id.value
        return f"{self.copy.id} {top}" if self.copy is not None else ""


NO_COPY = RESERVED | {TODAY, "case", "expect", "shows"}
"""What no copy is called: ids would begin as words, or columns, of other meaning."""


def is_module(document: Document) -> bool:
    return document.kind is not None and document.kind.value == "module"


DECLARED = ("questions", "values", "recommendations", "properties", "sources")


def gather(document: Document, around: Surroundings, found: Diagnostics) -> Parts:
    files = Files(around, found, document.scale)
    gathering = Gathering(files, found)
    document = files.spelled_out(document, ())
    needs = document.needs
    if is_module(document):
        document = stand_in.standing_in(told_of_itself(document), files)
    gathering.join(document)
    gathering.inline(document, "", document.title, DONE, Within())
    parts = Parts(
        tuple(gathering.documents),
        gathering.steps,
        sheets={name: one for name, one in files.sheets.items() if one},
        broken=frozenset(files.broken),
        free=frozenset(map(str, needs)) - frozenset(map(str, document.needs)),
        **gathering.declared,
    )
    check_needs(parts, found)
    files.own.check()
    return parts


class Gathering:
    def __init__(self, files: Files, found: Diagnostics) -> None:
        self.files = files
        self.error = found.error
        self.documents: list[Document] = []
        self.declared: dict[str, dict[str, Any]] = {kind: {} for kind in DECLARED}
        self.steps: dict[str, UnlinkedStep] = {}
        self.loaded: dict[tuple[str, str], Document | None] = {}
        self.copies: dict[tuple[str, str], Copy] = {}

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
        self, document: Document, module: str, section: Text, done: str, within: Within
    ) -> None:
        """Add the steps of a file; a module takes the place of the step that runs it.

        Of that step two are left: one enters the module, and one goes on behind it.
        """
        prefix = f"{module}/" if module else ""
        for entry in document.steps:
            name, ask = prefix + entry.id.value, entry.ask or entry.checklist
            step = UnlinkedStep(
                name,
                entry,
                document,
                module,
                section,
                done,
                ask,
                entry.advise,
                sheet=self.files.sheet(entry, within.running),
                copy=within.copy,
            )
            if len(self.steps) >= LIMITS.steps:
                message = f"the tree has more than {LIMITS.steps:,} steps"
                raise TreeError.at("T210", message, entry.id, "split the tree")
            run, inside = entry.run, self.entered(entry, within)
            called = self.module(run, inside) if run and inside else None
            if inside is None or called is None:
                self.steps[name] = step
                continue
            rest = f"{name}/"
            jump = rest + called.start.value
            self.steps[name] = attrs.evolve(step, advise=(), jump=jump)
            self.inline(called, name, entry.title or called.title, rest, inside)
            self.steps[rest] = attrs.evolve(step, id=rest, ask=())

    def entered(self, entry: entries.StepEntry, within: Within) -> Within | None:
        """Return what a step runs; None where it is nothing, or nothing that can be."""
        name, made = entry.run, entry.as_
        if name is None:
            if made is not None:
                message = f"the step `{entry.id}` has `as`, and runs no module"
                self.error("T111", message, made.id, "write `run` beside it")
            return None
        if made is not None and entry.title is not None:
            message = f"the step `{entry.id}` has a `title`, and runs a copy"
            advice = "write it under `as`, so that its texts can say it too"
            self.error("T111", message, entry.title, advice)
        running = within.running
        if name.value in running:
            circle = " → ".join((*running[running.index(name.value) :], name.value))
            message = f"`{name}` runs itself: {circle}"
            self.error("T209", message, name, "break the circle")
            return None
        if len(running) >= LIMITS.module_depth:
            message = f"modules run modules more than {LIMITS.module_depth} deep here"
            self.error("T210", message, name, "run fewer modules inside one another")
            return None
        copy = within.copy if made is None else self.copy(name, made, within)
        return Within((*running, name.value), copy)

    def copy(self, name: Text, entry: entries.CopyEntry, within: Within) -> Copy | None:
        """Return a copy of a module; that of its caller where there can be none."""
        caller = within.copy
        if entry.id.value in NO_COPY:
            message = f"`{entry.id}` is a word of the language, or of tables"
            self.error("T202", message, entry.id, "choose another id")
            return caller
        made = entry.id.value if caller is None else f"{caller.id}.{entry.id}"
        key = made, name.value
        if key in self.copies:
            first = self.copies[key].entry
            if first.title != entry.title:
                message = f"`{entry.id}` has another title elsewhere"
                note = Note("first here", first.id.span)
                advice = "give both the same title, or another id"
                self.error("T207", message, entry.id, advice, note)
            return self.copies[key]
        files = tuple(self.files.in_one_copy(name, {}).values())
        if not files:
            return caller
        known = self.declared["questions"], self.declared["values"]
        needs = map(str, files[0].needs)
        fronts = {
            need: "" if caller is None else caller.front(naming(need)) for need in needs
        }
        self.copies[key] = Copy(
            made,
            entry,
            files,
            caller,
            known[0].get,
            frozenset(
                need
                for need, front in fronts.items()
                if any(f"{front}{need}" in kind for kind in known)
            ),
        )
        return self.copies[key]

    def module(self, name: Text, within: Within) -> Document | None:
        """Return the module that a step runs, joined to the tree; None without one."""
        key = name.value, within.key
        if key not in self.loaded:
            module = self.files.module(name)
            self.loaded[key] = module and self.joined(module, within)
        return self.loaded[key]

    def joined(self, module: Document, within: Within) -> Document:
        """Return a module after it has joined the tree, or a copy of it."""
        if within.copy is None:
            made = told_of_itself(module)
        else:
            source = attrs.evolve(module.span.source, copy=within.key)
            again = self.files.spelled_out(read(source), within.running)
            made = within.copy.of(again)
            self.files.carry_broken(again, made)
        self.join(made)
        return made


def check_needs(parts: Parts, found: Diagnostics) -> None:
    """Note every id that a module needs and nobody, or it itself, declares."""
    known = {*parts.questions, *parts.values, *parts.recommendations}
    for document in parts.documents:
        declared = (document.questions, document.values, document.recommendations)
        own = {entry.id.value for kind in declared for entry in kind}
        for name in document.needs:
            if document is parts.root and not is_module(document):
                found.error("T208", "only a module has `needs`", name, "remove it")
            elif name.value in own:
                message = f"`{name}` is declared here too"
                found.error("T208", message, name, "remove it")
            elif name.value not in known:
                message = f"`{name}` is needed, and no caller declares it"
                advice = "declare it in the tree that runs this module"
                found.error("T208", message, name, advice)
