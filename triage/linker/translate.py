"""Translating: a tree in another language, whose translations stand beside its files.

Each text is read from the file of translations beside its own, so a module is
translated once for all that run it. What is missing, stale, or shows something else
than its text is found here; no tree is a mixture of languages unless that is allowed.
"""

from functools import partial
from string import Template

import attrs

from triage.base import po
from triage.base.diagnostics import Finding
from triage.base.exceptions import InvalidTree, TriageError
from triage.base.speech import Speech
from triage.base.text import Source, Span, Text
from triage.base.wording import printable, shortened
from triage.linker.contacts import CONTACTS, GENERIC, PLACEHOLDERS
from triage.linker.faults import has_unseen, msgid, wrongs
from triage.linker.library import LIBRARY
from triage.linker.link import link
from triage.linker.named_files import Surroundings
from triage.linker.phrases import OURS, catalog_of, phrases
from triage.model.registry import register
from triage.model.translation import SOURCE, Translation, base_of, is_same
from triage.model.tree import Tree
from triage.treefile.document import Document
from triage.treefile.fields import LANGUAGE, Scalar
from triage.treefile.worded import Change


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

    def phrases(self) -> Speech:
        """Return what the library itself says, in the language if it speaks it."""
        found = phrases(self.language, self.around)
        self.catalogs[OURS] = found.catalog
        self.sources.update(found.files)
        self.findings += found.findings
        return found.speech

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


def as_written(document: Document, around: Surroundings) -> Tree:
    """Return a tree in the language of its file, in which the library speaks, too.

    Raises:
        InvalidTree: It is refused, or a phrase beside it, with every finding at once.
    """
    language = SOURCE if document.language is None else document.language.value
    if is_same(language, SOURCE):
        return link(document, around)
    translator = Translator(language, around, allowed=True)
    tree = linked(document, around, translator)
    files = {n: x for n, x in translator.sources.items() if n.startswith(f"{OURS}.")}
    return register(attrs.evolve(tree, phrase_files=files))


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
    found = linked(document, attrs.evolve(around, reword=translator), translator)
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
    """Return a tree to which the library adds what it says in a language."""
    contacts, speech = translator.contacts(), translator.phrases()
    wrong: list[Finding] = []
    try:
        found = link(document, attrs.evolve(around, contacts=contacts, speech=speech))
    except InvalidTree as refused:
        wrong = [*refused.findings]
    translator.check_contacts()
    if wrong or translator.findings:
        raise InvalidTree.of([*translator.findings, *wrong])
    return found
