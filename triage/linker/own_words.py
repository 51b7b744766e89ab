"""Own words: texts of whoever embeds a tree, in place of those of its files.

They are put in as the files are read, so each is checked, hashed, compared and reviewed
as if its file said it.
"""

from collections.abc import Mapping
from typing import Any

import attrs

from triage.base.diagnostics import Diagnostics
from triage.base.question import DEFAULT_SCALE
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.base.wording import shortened
from triage.model.profile import CLINICAL
from triage.treefile.document import Document, LevelEntry
from triage.treefile.fields import Scalar
from triage.treefile.sheet import Sheet
from triage.treefile.worded import reworded, sheet_reworded

GIVEN = ("disclaimer", "emergency")
"""What can be said of a tree whose file leaves it to the library."""


@attrs.define
class OwnWords:
    """Put own words into the files of a tree, and know which keys these have."""

    texts: Mapping[str, Text]  # by their keys
    found: Diagnostics
    keys: dict[str, None] = attrs.Factory(dict)

    def put_in(self, document: Document, *, is_root: bool) -> Document:
        """Return a file with own words for its texts."""
        if not self.texts:
            return document
        front = f"{document.id}/"
        if is_root:
            document = self.completed(document, front)
        return reworded(document, front, self.change)

    def put_in_list(self, document: Document, file: Text, sheet: Sheet) -> Sheet:
        """Return the options in a CSV file that a file names, with own words."""
        if not self.texts:
            return sheet
        name = file.value.rpartition("/")[2]
        return sheet_reworded(sheet, f"{document.id}/{name}.", self.change)

    def completed(self, document: Document, front: str) -> Document:
        """Return a file that says itself what it left to us, where that is own."""
        left = {f"{front}{name}": name for name in GIVEN}
        left = {key: n for key, n in left.items() if getattr(document, n) is None}
        self.keys |= dict.fromkeys(left)
        said: dict[str, Any] = {
            name: self.texts[key] for key, name in left.items() if key in self.texts
        }
        document = attrs.evolve(document, **said)
        return document if document.scale else self.scaled(document, front)

    def scaled(self, document: Document, front: str) -> Document:
        """Return a file with the usual scale written out, if a level is called anew."""
        keys = {level.id: f"{front}scale.{level.id}.title" for level in DEFAULT_SCALE}
        self.keys |= dict.fromkeys(keys.values())
        if self.texts.keys().isdisjoint(keys.values()):
            return document
        scale = (
            LevelEntry(id=Text.of(level.id), title=Text.of(level.title))
            for level in DEFAULT_SCALE
        )
        profile = document.profile or Text.of(CLINICAL)
        return attrs.evolve(document, scale=tuple(scale), profile=profile)

    def change(self, key: str, text: Text, form: Scalar) -> Text:
        self.keys[key] = None
        own = self.texts.get(key, text)
        if not form.accepts(own.value):
            shown = shortened(own.value)
            advice = f"write {form.form}"
            self.found.error("T106", f"`{key}` cannot be `{shown}`", own, advice)
        return own

    def check(self) -> None:
        """Note every key that no text of the tree has."""
        for key, text in self.texts.items():
            if key not in self.keys:
                message = f"no text has the key `{shortened(key)}`"
                advice = did_you_mean(key, self.keys) or OTHER_KEYS
                self.found.error("T201", message, text, advice)


OTHER_KEYS = "`triage texts extract` shows the keys of the texts that its files have"
