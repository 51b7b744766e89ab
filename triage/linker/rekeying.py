"""Rekeying: translations whose texts have other keys, as ids in them were renamed."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from triage.base.holes import names_in
from triage.base.immutable import immutable
from triage.base.pattern import pattern
from triage.base.po import Message
from triage.base.text import Source, Span
from triage.linker.mentions import Mention
from triage.linker.phrases import catalog_of
from triage.linker.recording import Edit, replaced
from triage.linker.renaming import Renaming
from triage.linker.roles import ASKED
from triage.treefile.texts import without_placeholders

CONTEXT = pattern(r'^[ \t]*msgctxt((?:\s+"[^"\n]*")+)', re.MULTILINE)
"""The key of a message, which may stand in several lines."""


@immutable
class Rekeyed:
    """Hold the keys of the texts in a file of a tree, before and after a renaming.

    Args:
        keys: The key of each text, by its key before.
        what: What gets another id, which texts may show.
    """

    keys: Mapping[str, str]
    what: Renaming

    def text(self, source: Source) -> tuple[str, int]:
        """Return the text of a file of translations, and how many places are edited.

        What is obsolete stays as it is.

        Raises:
            InvalidTree: T233, it cannot be read.
        """
        messages = catalog_of(source).messages.values()
        edits = {edit for one in messages for edit in self.edits(one)}
        return replaced(source.text, edits), len(edits)

    def edits(self, message: Message) -> Iterator[Edit]:
        new, span = self.keys.get(message.key), message.span
        if new is None or span is None or message.obsolete:
            return
        key = CONTEXT.search(span.text)
        if key is not None and new != message.key:
            yield span.start + key.start(1), span.start + key.end(1), f' "{new}"'
        for name, at in names_in(without_placeholders(span.text)):
            start = span.start + at
            place = Span(span.source, start, start + len(name))
            if found := self.what.place(Mention(name, place, ASKED)):
                yield *found, self.what.new


def translations(stem: Path) -> Iterator[Path]:
    """Yield the files of translations of a file, which stands without what it ends in.

    >>> list(translations(Path("nowhere/fever")))
    []
    """
    for path in sorted(stem.parent.glob("*.po")):
        name, _, language = path.name.removesuffix(".po").rpartition(".")
        if language and name == stem.name:
            yield path
