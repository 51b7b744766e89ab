"""Translation: in which language a tree speaks, and what it says in its own."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.base.text import Source

if TYPE_CHECKING:
    from triage.model.tree import Tree

SOURCE = "en"
"""The language of a tree whose file does not say it."""


@immutable
class Translation:
    """Say how a tree speaks another language than its files.

    Args:
        language: The language, such as ``es``.
        original: The tree in the language of its files.
        said: Each text as it is shown, by its key.
        fallbacks: The keys of texts that are shown in the language of the files.
        reviewed: Whether somebody is named who read every translation over.
        catalogs: The files of translations, as they were read, by their names.

    >>> import triage
    >>> triage.load("start").translation is None
    True
    """

    language: str
    original: "Tree"
    said: Mapping[str, str] = attrs.field(converter=frozen, repr=False)
    fallbacks: tuple[str, ...] = ()
    reviewed: bool = False
    catalogs: Mapping[str, Source] = attrs.field(
        default=FrozenMap(), converter=frozen, repr=False, eq=False
    )

    @property
    def fallback(self) -> str:
        """The language of what is not translated; empty where all is."""
        return (self.original.language or SOURCE) if self.fallbacks else ""


def base_of(language: str) -> str:
    """Return a language without its country: ``de`` of ``de-AT``.

    >>> base_of("de-AT"), base_of("de")
    ('de', 'de')
    """
    return language.partition("-")[0]


def is_same(one: str, other: str) -> bool:
    """Whether two are one language, in whatever country, and not in other scripts.

    >>> is_same("en", "en-GB"), is_same("zh-Hans", "zh-Hant")
    (True, False)
    """
    scripts = {script for x in (one, other) if (script := script_of(x))}
    return base_of(one).lower() == base_of(other).lower() and len(scripts) < len("ab")


def script_of(language: str) -> str:
    """Return the script that a language says; empty where it says none.

    >>> script_of("zh-Hant-TW"), script_of("de-AT")
    ('hant', '')
    """
    _, *parts = language.lower().split("-")
    return next((x for x in parts if len(x) == len("Hant") and x.isalpha()), "")
