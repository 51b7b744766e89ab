"""Bundle: a tree and all that it names, as one text that loads anywhere."""

from itertools import chain

import attrs

from triage.base.exceptions import InvalidTree, TriageError
from triage.base.immutable import immutable
from triage.base.pattern import pattern
from triage.base.text import NOWHERE, UNWRITTEN, Source, Span, Text
from triage.linker import convert
from triage.linker.contacts import contacts, known_place, worded, wording
from triage.linker.library import OwnTextEntry, WordEntry
from triage.linker.named_files import Surroundings
from triage.linker.shelf import NOTHING_GIVEN, Given, module_source, own_contacts
from triage.linker.translate import as_written, spoken
from triage.model.traversal import files_run
from triage.model.tree import Citation, Tree
from triage.treefile.decode import Reader, read
from triage.treefile.document import Document, SourceEntry
from triage.treefile.dump import dump
from triage.treefile.fields import (
    ID,
    LANGUAGE,
    PLACE as NAME,
    PLACE_CODE,
    TABLE_FILE,
    TEXT,
    TEXT_KEY,
    TRANSLATED,
    Keyed,
    Record,
    choice,
    key,
    place,
)
from triage.treefile.files import source_from
from triage.treefile.sheet import Sheet, read_sheet

IS_BUNDLE = pattern(r"(?m)^[\"']?triage_bundle[\"']?\s*:")


@immutable
class ModuleEntry:
    """Hold the file of a module, under the name by which it is run."""

    id: Text
    span: Span = place()
    text: Text = key(TEXT, "The whole file.", required=True)


@immutable
class Bundle:
    """Hold a tree file and what it names."""

    span: Span = place()
    triage_bundle: Text = key(choice("1"), "The version of the format.", required=True)
    id: Text = key(ID, "The id of the tree.", required=True)
    place: Text | None = key(PLACE_CODE, "The place that its wordings are for.")
    contacts: tuple[WordEntry, ...] = key(
        Keyed(Record(WordEntry, short="text"), ID), "What its placeholders stand for."
    )
    sources: tuple[SourceEntry, ...] = key(
        Keyed(Record(SourceEntry), ID), "The sources that its files do not declare."
    )
    tree: Text = key(TEXT, "The whole file of the tree.", required=True)
    modules: tuple[ModuleEntry, ...] = key(
        Keyed(Record(ModuleEntry, short="text"), NAME), "The files of its modules."
    )
    tables: tuple[ModuleEntry, ...] = key(
        Keyed(Record(ModuleEntry, short="text"), TABLE_FILE),
        "The CSV files of its tables.",
    )
    language: Text | None = key(LANGUAGE, "The language in which it speaks.")
    fallback: Text | None = key(LANGUAGE, "That of what is not translated.")
    translations: tuple[ModuleEntry, ...] = key(
        Keyed(Record(ModuleEntry, short="text"), TRANSLATED),
        "The files of its translations.",
    )

    texts: tuple[OwnTextEntry, ...] = key(
        Keyed(Record(OwnTextEntry, short="text"), TEXT_KEY),
        "Own words for its texts.",
    )

    @property
    def source(self) -> Source:
        """The file of the tree."""
        return source_from(f"{self.id}.yaml", self.tree.value)

    @property
    def spoken(self) -> tuple[str, str]:
        """The language in which it speaks, and that of the rest; both may be empty."""
        return convert.line(self.language), convert.line(self.fallback)

    def surroundings(self, given: Given) -> Surroundings:
        """Return what the tree names: all is inside, for its own place."""
        if given.modules is not None or given.sources is not None:
            message = "a bundle has its modules and sources in it: give no others"
            raise TriageError(message)
        home = "" if self.place is None else self.place.value
        inside = {entry.id.value: entry.text.value for entry in self.modules}
        entries, words = own_contacts(given.contacts)
        own = (home, *entries) if home else entries
        code = known_place(given.place, own) or home
        if code == home:
            known = {**contacts()}  # general wordings for what somebody cut out
            known |= {entry.id.value: wording(entry.text) for entry in self.contacts}
            known |= worded(entries[code]) if code in entries else {}
        else:
            known = {**contacts(code, entries)}

        def module(name: str) -> Document | None:
            source = module_source(inside, name)
            return None if source is None else read(source)

        def table(name: str) -> Sheet | None:
            entry = sheets.get(name)
            return None if entry is None else read_sheet(source_from(name, entry))

        def catalog(name: str) -> Source | None:
            text = translations.get(name)
            return None if text is None else source_from(name, text)

        translations = {one.id.value: one.text.value for one in self.translations}
        sources = {entry.id.value: entry for entry in self.sources}
        sheets = {entry.id.value: entry.text.value for entry in self.tables}
        words = {**known, **words}
        return Surroundings(
            *(module, (sources,), words, code, MISSING, table, catalog),
            stem=str(self.id),
            own={entry.id.value: entry.text for entry in self.texts},
        )


MISSING = "make the bundle again: `{name}` is not in it"


def is_bundle(source: Source) -> bool:
    return IS_BUNDLE.search(source.text) is not None


def read_bundle(source: Source) -> Bundle:
    found: Bundle = Reader(source).whole(Record(Bundle))
    return found


def bundle(tree: Tree) -> str:
    """Return a tree and all that it names as one text; see ``Tree.bundle``."""
    changed = f"`{tree.id}` was changed after it was loaded, so no file says what it is"
    try:
        text = dump(packed(tree))
        made = read_bundle(source_from(tree.id, text))
        document, around = read(made.source), made.surroundings(NOTHING_GIVEN)
        again = as_written(document, around)
        if made.language is not None:
            again = spoken(again, document, around, *made.spoken)
        same = again == tree
    except (InvalidTree, ValueError) as error:
        raise TriageError(f"`{tree.id}` fits in no bundle: {error}") from None
    if not same:
        raise TriageError(changed)
    return text


def packed(tree: Tree) -> Bundle:
    """Return a tree with all that it names; of a translated one its own wordings."""
    said = tree.translation
    own = tree if said is None else said.original
    spoken_by = {**own.phrase_files, **(said.catalogs if said else {})}
    listed = chain(*(document.sources for document in tree.documents))
    inside = {one.id.value for one in listed if isinstance(one, SourceEntry)}
    texts = {name: written(one) for name, one in files_run(tree.documents)}
    outside = (c for name, c in tree.citations.items() if name not in inside)
    return Bundle(
        triage_bundle=Text.of("1"),
        id=Text.of(tree.id),
        place=Text.of(tree.place) if tree.place else None,
        contacts=tuple(
            WordEntry(Text.of(name), text=Text.of(text))
            for name, text in own.contacts.items()
        ),
        sources=tuple(map(source_entry, outside)),
        tree=Text.of(written(tree.documents[0])),
        modules=tuple(
            ModuleEntry(Text.of(name), text=Text.of(text))
            for name, text in texts.items()
        ),
        tables=tuple(
            ModuleEntry(Text.of(name), text=Text.of(plain_text(sheet.span.source.text)))
            for name, sheet in tree.sheets.items()
        ),
        language=Text.of(tree.language) if said else None,
        fallback=Text.of(said.fallback) if said and said.fallback else None,
        translations=tuple(
            ModuleEntry(Text.of(name), text=Text.of(plain_text(source.text)))
            for name, source in spoken_by.items()
        ),
        texts=tuple(
            OwnTextEntry(Text.of(key), text=Text.of(text))
            for key, text in tree.own_texts.items()
        ),
    )


def source_entry(citation: Citation) -> SourceEntry:
    said = {
        name: Text.of(text) for name, text in attrs.asdict(citation).items() if text
    }
    return SourceEntry(said.pop("id"), NOWHERE, **said)


def written(document: Document) -> str:
    """Return the text of a file: as it was read, or as it would be written."""
    source = document.span.source
    return plain_text(dump(document) if source.name == UNWRITTEN else source.text)


def plain_text(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
