"""Translating: a tree in another language, whose translations stand beside its files.

Each text is read from the file of translations beside its own, so a module is
translated once for all that run it. What is missing, stale, or shows something else
than its text is found here; no tree is a mixture of languages unless that is allowed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from string import Formatter, Template

import attrs

from triage.base import holes, po
from triage.base.diagnostics import Finding
from triage.base.exceptions import InvalidTree, TriageError
from triage.base.immutable import immutable
from triage.base.pattern import pattern
from triage.base.speech import ENGLISH, Speech, of_catalog, over, speech
from triage.base.text import Source, Span, Text
from triage.base.wording import printable, quoted, shortened
from triage.linker.contacts import CONTACTS, GENERIC, PLACEHOLDERS
from triage.linker.library import LIBRARY
from triage.linker.link import link
from triage.linker.named_files import Surroundings
from triage.model.registry import register
from triage.model.translation import SOURCE, Translation, base_of, is_same
from triage.model.tree import Tree
from triage.treefile.document import Document
from triage.treefile.fields import LANGUAGE, Scalar
from triage.treefile.worded import Change

Texts = dict[str, Text]

OURS = "triage"
"""The name of the file that has what the library itself says."""


@immutable
class Recorder:
    """Gather the texts of a tree, file by file, while it is linked."""

    files: dict[str, Texts] = attrs.Factory(dict)

    def __call__(self, _: Document, name: str) -> Change:
        return partial(self.take, self.files.setdefault(name, {}))

    @staticmethod
    def take(known: Texts, key: str, text: Text, _: Scalar) -> Text:
        known[key] = text
        return text


def texts_by_file(
    document: Document, around: Surroundings
) -> Mapping[str, Mapping[str, Text]]:
    """Return every text that people read of a tree, by its file and its key.

    The file of the tree has no name; modules have those by which they are run.

    Raises:
        InvalidTree: The tree is refused.
    """
    found = Recorder()
    link(document, attrs.evolve(around, reword=found))
    return found.files


def catalog_of(source: Source) -> po.Catalog:
    """Return the translations in a file.

    Raises:
        InvalidTree: T233, it cannot be read.
    """
    try:
        return po.read(source)
    except po.Misread as wrong:
        found = Finding.at("T233", wrong.message, wrong.span, wrong.advice)
        raise InvalidTree.of([found]) from None


def msgid(text: Text) -> str:
    """Return a text as files of translations have it: without blanks around it."""
    return text.value.strip()


@attrs.define
class Translator:
    """Put each text of a tree into another language, noting what is wrong with it."""

    language: str
    around: Surroundings
    allowed: bool  # whether a text without translation is shown as it is
    findings: list[Finding] = attrs.Factory(list)
    said: dict[str, str] = attrs.Factory(dict)
    fallbacks: dict[str, None] = attrs.Factory(dict)
    catalogs: dict[str, po.Catalog | None] = attrs.Factory(dict)
    sources: dict[str, Source] = attrs.Factory(dict)
    is_missing: bool = False

    def __call__(self, document: Document, name: str) -> Change:
        """Return what puts the texts of a file into the language."""
        stem = name or self.around.stem or document.id.value
        known = stem in self.catalogs
        catalog = self.catalog(stem, name or document.id.value)
        if catalog is None and not (self.allowed or known or self.is_missing):
            self.is_missing = not name  # of the tree itself: its modules wait for it
            file = f"{stem.removeprefix(LIBRARY)}.{self.language}.po"
            message = f"`{document.id}` has no translation into `{self.language}`"
            advice = f"write `{file}` beside it: `triage texts update` begins it"
            self.note("T230", message, document.title.span, advice)
        return partial(self.worded, catalog)

    def catalog(self, stem: str, name: str = "") -> po.Catalog | None:
        """Return the translations beside a file: of a country, or of the language."""
        if stem not in self.catalogs:
            ends = dict.fromkeys((self.language, base_of(self.language)))
            found = (self.read(stem, name or stem, f"{end}.po") for end in ends)
            self.catalogs[stem] = next((one for one in found if one), None)
        return self.catalogs[stem]

    def read(self, stem: str, name: str, end: str) -> po.Catalog | None:
        """Return the translations in a file, which a bundle knows by another name."""
        source = self.around.catalog(f"{stem}.{end}")
        if source is None:
            return None
        self.sources[f"{name}.{end}"] = source
        return catalog_of(source)

    def worded(
        self, catalog: po.Catalog | None, key: str, text: Text, form: Scalar
    ) -> Text:
        """Return a text in the language; after noting why not, as it is."""
        message = None if catalog is None else catalog.messages.get(key)
        if message is None or message.obsolete or not message.is_whole:
            return self.kept(key, text, "T230", message, catalog)
        if message.stale or message.source != msgid(text):
            return self.kept(key, text, "T231", message, catalog)
        span = message.span or text.span
        words = {*PLACEHOLDERS, *self.around.contacts}
        for wrong, advice in wrongs(msgid(text), message.text, form, words):
            self.note("T232", f"the translation of `{key}` {wrong}", span, advice)
        self.said[key] = message.text
        return Text(message.text, span)

    def kept(
        self,
        key: str,
        text: Text,
        code: str,
        message: po.Message | None,
        catalog: po.Catalog | None,
    ) -> Text:
        """Return a text as it is, if that is allowed."""
        self.fallbacks[key] = None
        at = text.span if message is None or message.span is None else message.span
        if self.allowed or catalog is None:
            return text
        if code == "T230":
            wrong = f"`{key}` is not translated into `{self.language}`"
            advice = "translate it; `triage texts update` writes where"
        else:
            wrong = f"`{key}` was changed since it was translated"
            advice = "translate it anew, and remove `fuzzy`"
        self.note(code, wrong, at, advice)
        return text

    def note(self, code: str, message: str, at: Span, advice: str) -> None:
        self.findings.append(Finding.at(code, message, at, advice))

    @property
    def speech(self) -> Speech:
        """What the library itself says, in the language if it speaks it.

        Each phrase of a file `triage.fr.po` beside the tree goes before that of ours.
        """
        names = (self.language, base_of(self.language))
        known = next(filter(None, map(speech, names)), ENGLISH)
        own = self.catalog(OURS)
        if own is None:
            return known
        for one in own.messages.values():
            for wrong, advice in faults(one):
                span = one.span or Source(f"{OURS}.{self.language}.po", "").span(0, 0)
                said = f"the translation of `{shortened(one.source)}` {wrong}"
                self.note("T232", said, span, advice)
        return over(known, of_catalog(self.language, own))

    @property
    def places(self) -> tuple[str, ...]:
        """The places whose wordings are shown, the one that goes first before."""
        return tuple(dict.fromkeys((self.around.place or GENERIC, GENERIC)))

    def contacts(self) -> dict[str, str]:
        """Return what placeholders stand for in the language, as far as that is said.

        What has no letter, such as a number, is the same in each.
        """
        found = dict(self.around.contacts)
        for name, text in found.items():
            if any(map(str.isalpha, text)):
                found[name] = self.contact(name, text)
        return found

    def contact(self, name: str, text: str) -> str:
        """Return what a placeholder stands for; without translation as it is."""
        for stem in dict.fromkeys((CONTACTS, f"{LIBRARY}{CONTACTS}")):
            catalog = self.catalog(stem)
            for place in self.places:
                key = f"{CONTACTS}/{place}.{name}"
                one = None if catalog is None else catalog.messages.get(key)
                if one and one.source == text and one.is_whole and not one.stale:
                    self.said[key] = one.text
                    if has_unseen(one.text) and one.span:
                        said = f"the translation of `{key}` has a character unseen"
                        self.note("T232", said, one.span, "remove it")
                    return one.text
        return text

    def check_contacts(self) -> None:
        """Note every placeholder that is shown, and not translated."""
        shown = {
            name
            for key, text in self.said.items()
            if not key.startswith(f"{CONTACTS}/")
            for name in Template(text).get_identifiers()
        }
        for name, text in self.around.contacts.items():
            keys = (f"{CONTACTS}/{place}.{name}" for place in self.places)
            foreign = any(map(str.isalpha, text))
            if name not in shown or not foreign or any(k in self.said for k in keys):
                continue
            key = f"{CONTACTS}/{self.places[0]}.{name}"
            self.fallbacks[key] = None
            if not self.allowed:
                wrong = f"`{text}` has no translation into `{self.language}`"
                advice = f"translate `{key}`"
                at = Source(f"{CONTACTS}.{self.language}.po", "").span(0, 0)
                self.note("T230", wrong, at, advice)


# What a translation shows


LINK = pattern(r"\]\(([^)\s]*)\)")
ITEM = pattern(r"^ *(?:-|\d+\.) ", re.MULTILINE)


def wrongs(
    text: str, other: str, form: Scalar, words: Iterable[str] = PLACEHOLDERS
) -> Iterator[tuple[str, str]]:
    """Yield what a translation shows otherwise than its text, words of a place too."""
    ours, theirs = placeholders(text), placeholders(other)
    must = {f"${name}" for name in words} | {x for x in ours if x[0] == "{"}
    if lost := sorted((ours & must) - theirs):
        yield f"does not show {quoted(lost)}", "show what the text shows"
    if more := sorted(theirs - ours):
        yield f"shows {quoted(more)}", "show what the text shows"
    if LINK.findall(text) != LINK.findall(other):
        yield "links to something else", "keep the links"
    if len(ITEM.findall(text)) != len(ITEM.findall(other)):
        yield "is another list", "keep its items"
    if has_unseen(other):
        yield "has a character that nobody sees", "remove it"
    if not form.accepts(other):
        yield "does not fit", f"write {form.form}"


def has_unseen(text: str) -> bool:
    """Whether a text has a character that nobody sees; a wider space is none.

    >>> has_unseen("Quoi\N{NO-BREAK SPACE}?"), has_unseen("a\N{ZERO WIDTH SPACE}")
    (False, True)
    """
    unknown = "\N{REPLACEMENT CHARACTER}"
    lines = text.splitlines()
    return any(printable(x).count(unknown) > x.count(unknown) for x in lines)


def faults(one: po.Message) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with how a phrase of the library is said."""
    wanted = fields(one.source)
    for text in () if one.obsolete or one.stale or not one.is_whole else one.texts:
        found = fields(text)
        if found is None:
            yield "has a brace alone", "write each hole as the phrase has it"
        elif found != wanted:
            holes_of = quoted(f"{{{name}}}" for name in wanted or ()) or "no hole"
            yield f"does not have the holes of it: {holes_of}", "keep the holes"
        if has_unseen(text):
            yield "has a character that nobody sees", "remove it"
        if one.source.startswith("command: ") and len(text.split()) > 1:
            yield "is more than one word", "write one word"


def fields(phrase: str) -> list[str] | None:
    """Return the holes of a phrase as written; None where braces are not in pairs."""
    try:
        return sorted(
            f"{name}{f'!{turn}' if turn else ''}{f':{form}' if form else ''}"
            for _, name, form, turn in Formatter().parse(phrase)
            if name is not None
        )
    except ValueError:
        return None


def placeholders(text: str) -> set[str]:
    """Return what a text shows: words of a place, and what was answered."""
    found = {f"${name}" for name in Template(text).get_identifiers()}
    try:
        shown = holes.template(text) if holes.has_braces(text) else ()
    except holes.Misread:  # it is told where holes are
        return found
    return found | {hole_of(one) for one in shown if isinstance(one, holes.Hole)}


def hole_of(hole: holes.Hole) -> str:
    look = f" | {hole.look}" if hole.look else ""
    return f"{{{hole.name}{look}}}"


# Trees


def spoken(
    tree: Tree,
    document: Document,
    around: Surroundings,
    language: str,
    fallback: str = "",
) -> Tree:
    """Return a tree in a language.

    Raises:
        InvalidTree: T230 to T233 where it is not translated, all at once.
        TriageError: It is no language, or the fallback is not that of the tree.
    """
    own = tree.language or SOURCE
    if not LANGUAGE.accepts(language):
        shown = printable(shortened(language))
        raise TriageError(f"`{shown}` is no language: write {LANGUAGE.form}")
    if fallback and not is_same(fallback, own):
        shown = printable(shortened(fallback))
        message = f"`{tree.id}` is written in `{own}`, so nothing falls back to"
        raise TriageError(f"{message} `{shown}`")
    if is_same(language, own):
        return tree
    translator = Translator(language, around, bool(fallback))
    found = linked(document, around, translator)
    reviewed = [one for one in translator.catalogs.values() if one is not None]
    return register(
        attrs.evolve(
            found,
            translation=Translation(
                language,
                tree,
                translator.said,
                tuple(translator.fallbacks),
                bool(reviewed) and all(one.reviewed_by for one in reviewed),
                translator.sources,
            ),
        )
    )


def linked(document: Document, around: Surroundings, translator: Translator) -> Tree:
    contacts = translator.contacts()
    wrong: list[Finding] = []
    try:
        found = link(
            document,
            attrs.evolve(
                around,
                reword=translator,
                contacts=contacts,
                speech=translator.speech,
            ),
        )
    except InvalidTree as refused:
        wrong = [*refused.findings]
    translator.check_contacts()
    if wrong or translator.findings:
        raise InvalidTree.of([*translator.findings, *wrong])
    return found
