"""Phrases: what the library itself says in a language, and in a file beside a tree."""

from collections.abc import Iterator, Mapping

from triage.base import po
from triage.base.diagnostics import Finding
from triage.base.exceptions import InvalidTree
from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.base.speech import ENGLISH, Speech, of_catalog, over, speech
from triage.base.text import Source
from triage.base.wording import shortened
from triage.linker.faults import faults
from triage.linker.named_files import Surroundings
from triage.model.translation import base_of

OURS = "triage"
"""The name of the file that has what the library itself says."""


@immutable
class Phrases:
    """Say what the library says in a language.

    Args:
        speech: What it says.
        catalog: The file beside the tree, whose phrases go first, if there is one.
        files: The same file, as it was read, by its name.
        findings: What is wrong with it.
    """

    speech: Speech
    catalog: po.Catalog | None = None
    files: Mapping[str, Source] = FrozenMap()
    findings: tuple[Finding, ...] = ()


def phrases(language: str, around: Surroundings) -> Phrases:
    """Return what the library says in a language, as far as it or a file knows it.

    Raises:
        InvalidTree: T233, the file cannot be read.
    """
    languages = tuple(dict.fromkeys((language, base_of(language))))
    known = next(filter(None, map(speech, languages)), ENGLISH)
    for name in (f"{OURS}.{each}.po" for each in languages):
        source = around.catalog(name)
        if source is not None:
            own = catalog_of(source)
            said = over(known, of_catalog(language, own))
            wrong = tuple(wrong_phrases(own, name))
            return Phrases(said, own, FrozenMap({name: source}), wrong)
    return Phrases(known)


def wrong_phrases(own: po.Catalog, name: str) -> Iterator[Finding]:
    """Yield what is wrong with a file of phrases."""
    for one in own.messages.values():
        span = one.span or Source(name, "").span(0, 0)
        for wrong, advice in faults(one):
            said = f"the translation of `{shortened(one.source)}` {wrong}"
            yield Finding.at("T232", said, span, advice)


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
