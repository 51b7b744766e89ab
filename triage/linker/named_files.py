"""Files that a tree names: its modules and CSV files, each read once."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import attrs

from triage.base.diagnostics import Diagnostics
from triage.base.exceptions import TreeError, TreeNotFound
from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.base.speech import ENGLISH, Speech
from triage.base.text import Source, Text
from triage.language.english import humanise
from triage.linker.columns import Columns
from triage.linker.defaults import written_out
from triage.linker.library import LIBRARY, is_builtin
from triage.linker.lists import spelled_out
from triage.linker.own_words import OwnWords
from triage.linker.shared_texts import with_texts
from triage.treefile.document import Document, LevelEntry, SourceEntry, StepEntry
from triage.treefile.sheet import Sheet
from triage.treefile.worded import Change, reworded, sheet_reworded


@immutable
class Surroundings:
    """Give a tree file what it names but does not hold."""

    module: Callable[[str], Document | None]  # by its name
    sources: tuple[Mapping[str, SourceEntry], ...]  # the first that has it counts
    contacts: Mapping[str, str]  # what placeholders stand for
    place: str = ""  # the code of the place where they stand for it
    missing: str = "give its text in `modules`"  # what to do about a module or table
    sheet: Callable[[str], Sheet | None] = lambda _: None  # by the name of its file
    catalog: Callable[[str], Source | None] = lambda _: None  # by the name of its file
    reword: Callable[[Document, str], Change] | None = None  # of a file, by its name
    stem: str = ""  # the name of the tree file itself, by which it is translated
    speech: Speech = ENGLISH  # what the library itself says to people
    own: Mapping[str, Text] = FrozenMap()  # own words for texts, by their keys

    def worded(self, document: Document, name: str) -> Document:
        """Return a file in other words, if it is to be in others."""
        if self.reword is None:
            return document
        named = with_names(document)
        return reworded(named, f"{document.id}/", self.reword(document, name))

    def worded_list(self, document: Document, name: str, sheet: Sheet) -> Sheet:
        """Return the options in a CSV file that a file names, in other words."""
        if self.reword is None:
            return sheet
        before = f"{document.id}/{Path(sheet.span.source.name).name}."
        return sheet_reworded(sheet, before, self.reword(document, name))


def with_names(document: Document) -> Document:
    """Return a file that says what each value is called: by its id, unless it is said.

    So that can be said in another language.
    """
    values = tuple(
        entry if entry.title else attrs.evolve(entry, title=name_of(entry.id))
        for entry in document.values
    )
    return attrs.evolve(document, values=values)


def name_of(entry: Text) -> Text:
    return Text(humanise(entry.value), entry.span)


class Files:
    """Read what a tree and its modules name, noting what cannot be read."""

    def __init__(
        self, around: Surroundings, found: Diagnostics, scale: tuple[LevelEntry, ...]
    ) -> None:
        self.around = around
        self.found = found
        self.error = found.error
        self.scale = scale  # that of the tree
        self.modules: dict[str, Document | None] = {}
        self.sheets: dict[str, Sheet | None] = {}
        self.broken: set[str] = set()  # whose list or column is none
        self.own = OwnWords(around.own, found)

    def module(self, name: Text) -> Document | None:
        """Return a module as it is written, None after noting why there is none."""
        if name.value not in self.modules:
            self.modules[name.value] = self.read_module(name)
        return self.modules[name.value]

    def read_module(self, name: Text) -> Document | None:
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
        module = self.spelled_out(found, (name.value,))
        if module.kind is None or module.kind.value != "module":
            advice = f"write `kind: module` in `{module.span.source.name}`"
            self.error("T206", f"`{name}` is not a module", name, advice)
            return None
        if module.scale and module.scale != self.scale:
            advice = "leave `scale` to the trees that run the module"
            message = f"the module `{module.id}` has a scale of its own"
            self.error("T207", message, module.scale[0].id, advice)
        if not any(step.id == module.start for step in module.steps):
            self.error("T201", f"no step is called `{module.start}`", module.start)
            return None
        return module

    def in_one_copy(self, name: Text, seen: dict[str, Document]) -> dict[str, Document]:
        """Return a module and those that it runs in the same copy, by their names."""
        module = None if name.value in seen else self.module(name)
        if module is not None:
            seen[name.value] = module
            for step in module.steps:
                if step.run is not None and step.as_ is None:
                    self.in_one_copy(step.run, seen)
        return seen

    def sheet(self, entry: StepEntry, running: tuple[str, ...]) -> str:
        """Return the name of the file of a step's table, read by now if it can be."""
        if entry.table is None or not isinstance(entry.table.rows, Text):
            return ""
        return self.file(entry.table.rows, running)

    def sheet_of(self, running: tuple[str, ...], file: Text) -> Sheet | None:
        """Return a CSV file that a file names which is run so."""
        return self.sheets[self.file(file, running)]

    def spelled_out(self, document: Document, running: tuple[str, ...]) -> Document:
        """Return a file whose entries say all themselves: options, and defaults."""
        name = running[-1] if running else ""
        worded = self.around.worded(document, name)
        written = written_out(self.own.put_in(worded, is_root=not running))
        sheet = partial(self.sheet_of, running)

        def listed(file: Text) -> Sheet | None:
            found = sheet(file)
            if found is None:
                return None
            listed = self.around.worded_list(document, name, found)
            return self.own.put_in_list(document, file, listed)

        found = spelled_out(written, listed, self.found)
        columns = Columns(written, found.document, sheet, self.found)
        made, broken = columns.filled()
        self.broken |= found.broken | broken
        return with_texts(made, self.found)

    def carry_broken(self, file: Document, copy: Document) -> None:
        """Note of a copy what is none in its file, by the names that it has there."""
        pairs = zip(called(file), called(copy), strict=True)
        self.broken |= {new for old, new in pairs if old in self.broken}

    def file(self, file: Text, running: tuple[str, ...]) -> str:
        """Return the name of a CSV file, read by now if it can be.

        It stands beside the file that names it, be that in a folder of its own.
        """
        folder, slash, _ = running[-1].rpartition("/") if running else ("", "", "")
        name = f"{folder}{slash}{file}"
        if name not in self.sheets:
            self.sheets[name] = self.table(file, name)
        return name

    def table(self, rows: Text, name: str) -> Sheet | None:
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
            advice = self.around.missing.format(name=name, file=rows)
            self.error("T206", f"no file is called `{rows}`", rows, advice)
        return sheet


def called(file: Document) -> Iterator[str]:
    """Yield what the questions and values of a file are called."""
    yield from (entry.id.value for entry in file.questions)
    yield from (entry.id.value for entry in file.values)
