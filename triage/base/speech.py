"""Speech: what the library itself says of questions and answers, in a language.

The phrases are those of the code, in English; ``texts/de.po`` of the package, in the
format of gettext, has them in German. A question carries the speech of its tree.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import attrs

from triage.base import po
from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.base.text import Source
from triage.base.wording import amount

FOLDER = Path(__file__).parents[1] / "texts"

MARK = "decimal mark: ."
"""The phrase that says how whole numbers and decimals are parted."""

ACCEPT = "accept: {}"
"""The phrase that lists what means something where a person types, parted by `|`."""


@immutable
class Speech:
    """Say phrases of the library in a language.

    Args:
        language: The language; empty for English.
        phrases: What each phrase is in it; of what is counted for one and for several.

    >>> ENGLISH.say("Choose {options}.", options="yes or no")
    'Choose yes or no.'
    """

    language: str = ""
    phrases: Mapping[str, tuple[str, ...]] = attrs.field(
        default=FrozenMap(), converter=frozen, repr=False
    )

    def say(self, phrase: str, **holes: str) -> str:
        """Return a phrase with its holes filled."""
        said = self.phrases.get(phrase, (phrase,))[0]
        return said.format(**holes) if holes else said

    def accepted(self, meaning: str, ours: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return what means something where it is typed: ours only in English."""
        if not self.language:
            return ours
        said = self.phrases.get(ACCEPT.format(meaning), ())
        return tuple(form for text in said for form in text.split("|"))

    def number(self, digits: str) -> str:
        """Return a number as it is written.

        >>> Speech("de", {MARK: ("decimal mark: ,",)}).number("38.5")
        '38,5'
        """
        return digits.replace(".", self.mark)

    @property
    def mark(self) -> str:
        """What parts whole numbers and decimals."""
        return self.say(MARK)[-1]

    def unit(self, unit: str) -> str:
        """Return what is counted, of several; what is no unit of ours as it is."""
        return self.phrases.get(unit, (unit,))[-1]

    def amount(self, number: str, unit: str) -> str:
        """Return a number with its unit.

        >>> Speech("de", {"days": ("Tag", "Tage")}).amount("2", "days")
        '2 Tage'
        """
        forms = self.phrases.get(unit)
        if forms is None:
            return amount(self.number(number), unit)
        return f"{self.number(number)} {forms[0 if number == '1' else -1]}"


ENGLISH = Speech()


def of_catalog(language: str, catalog: po.Catalog) -> Speech:
    """Return the speech of a file of translations, as far as it is translated."""
    whole = (one for one in catalog.messages.values() if one.is_whole and not one.stale)
    return Speech(language, {one.plural or one.source: one.texts for one in whole})


@cache
def speech(language: str) -> Speech | None:
    """Return the speech of a language; None where the library does not speak it.

    >>> speech("es").say("Yes"), speech("xx")
    ('Sí', None)
    """
    path = FOLDER / f"{language}.po"
    if not path.is_file():
        return None
    return of_catalog(language, po.read(Source(path.name, path.read_text("utf-8"))))
