"""Fields: what may stand at a place of a file, as shapes that classes declare.

The reader follows the shapes to read a file, the writer to write it, and the JSON
Schema is made from them, so the three cannot differ.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

import attrs

from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.base.offset import FROM_TODAY, Offset
from triage.base.text import NOWHERE


@immutable
class Scalar:
    """Expect one word or text that matches a pattern, whole, and is valid."""

    name: str
    pattern: str
    form: str  # how to write it, for messages
    prose: bool = False  # running text, in which YAML trips people
    valid: Callable[[str], bool] = lambda _: True

    def accepts(self, text: str) -> bool:
        return self._regex.fullmatch(text) is not None and self.valid(text)

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.ASCII | re.DOTALL)


@immutable
class Each:
    """Expect a list that has at least so many items."""

    item: "Shape"
    least: int = 0


@immutable
class Few:
    """Expect one item, or a list of them that has at least so many."""

    item: "Shape"
    least: int = 0


@immutable
class Record:
    """Expect a mapping with the keys of a class.

    Where there is a short key, a bare text stands for it, or a list if it takes one.
    A short key with ids below it always stands for the record; so does the only key,
    unless it is written.
    """

    type: type[Any]
    short: str = ""

    @property
    def is_short(self) -> bool:
        """Whether what stands for the short key always stands for the record."""
        return self._is_alone or isinstance(self._shape, Keyed)

    def is_written(self, keys: Iterable[str | None]) -> bool:
        """Whether a mapping of keys has the only key, and is not what stands for it."""
        return self._is_alone and [*keys] == [self.short]

    @cached_property
    def _shape(self) -> "Shape | None":
        return self.table[self.short].shape if self.short else None

    @cached_property
    def _is_alone(self) -> bool:
        return isinstance(self._shape, Either) and len(self.table) == 1

    @cached_property
    def table(self) -> Mapping[str, "Key"]:
        return FrozenMap({key.name: key for key in keys_of(self.type)})


@immutable
class Keyed:
    """Expect a mapping from ids to records; the id is the record's first field."""

    item: Record
    names: Scalar


@immutable
class Either:
    """Expect a mapping of records or one word, or else something in another form."""

    other: "Keyed | Scalar"
    listed: "Few | Each | Keyed | Either"

    def is_other(self, *, mapping: bool, scalar: bool) -> bool:
        """Whether something of a kind is read as what is no list."""
        return mapping if isinstance(self.other, Keyed) else scalar


Shape: TypeAlias = Scalar | Each | Few | Record | Keyed | Either


def is_visible(text: str) -> bool:
    """Whether a text has anything in it that can be read.

    >>> is_visible("fever"), is_visible("\u200b")
    (True, False)
    """
    return any(char.isprintable() and not char.isspace() for char in text)


def is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


ID = Scalar(
    "id",
    r"[a-z][a-z0-9_]{0,63}",
    "lower-case letters, digits and `_`, beginning with a letter, at most 64",
)
NAME = Scalar(
    "name",
    rf"{ID.pattern}(\.{ID.pattern})*",
    ID.form,
)
"""An id of the linked tree: in a copy of a module that of the copy is in front."""

PLACE = Scalar(
    "file",
    r"[a-z0-9_]+(/[a-z0-9_]+)*",
    "the name of a tree file without `.yaml`, such as `mood` or `shared/mood`",
)
TABLE_FILE = Scalar(
    "csv",
    r"[a-z0-9_]+(/[a-z0-9_]+)*\.csv",
    "the name of a CSV file beside the tree, such as `rows.csv`",
)
CELL = Scalar("cell", r".+", "what is answered, such as `yes`, `3..7` or `-` for any")
PLACE_CODE = Scalar("place", r"[A-Z]{2}|generic", "a country code such as `GB`")
VERSION = Scalar("version", r"\d+(\.\d+){0,3}", "numbers and points, such as `1.2.0`")
TEXT = Scalar("text", r".*\S.*", "a text", prose=True, valid=is_visible)
MARKDOWN = Scalar(
    "markdown",
    TEXT.pattern,
    "a text in Markdown",
    prose=True,
    valid=is_visible,
)
WORD = Scalar("word", r"\S.{0,63}", "a short text", prose=True, valid=is_visible)
FLAG = Scalar("flag", r"true|false|yes|no", "`true` or `false`")
RANK = Scalar("rank", r"[1-9]\d?", "a whole number from 1 to 99")
LENGTH = Scalar("length", r"[1-9]\d{0,3}", "a whole number from 1 to 9999")
DIGIT = Scalar("digit", r"\d", "a whole number from 0 to 9")
NUMBER = Scalar("number", r"-?\d{1,12}(\.\d{1,9})?", "a number such as `12` or `0.5`")
DATE = Scalar(
    "date",
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "a date such as `2027-11-01`",
    valid=is_date,
)
OPENED = Scalar(
    "opened",
    rf"never|{DATE.pattern}",
    "a date such as `2027-11-01`, or `never`",
    valid=lambda text: text == "never" or DATE.accepts(text),
)
THRESHOLD = Scalar(
    "threshold",
    rf"{NUMBER.pattern}|{DATE.pattern}",
    "a number such as `12` or `0.5`, or a date such as `2027-11-01`",
    valid=lambda text: NUMBER.accepts(text) or DATE.accepts(text),
)
BOUND = Scalar(
    "bound",
    rf"{THRESHOLD.pattern}|{re.sub('[?]P<[a-z]+>', '?:', FROM_TODAY)}",
    f"{THRESHOLD.form} or `today - years(18) + days(1)`",
    valid=lambda text: THRESHOLD.accepts(text) or Offset.read(text) is not None,
)
YEAR = Scalar("year", r"(19|20)\d\d", "a year such as `2017`")
WORDING = Scalar("wording", r"[0-9a-f]{8}", "8 digits that `triage migrate` shows")
CODE = Scalar("code", r"T[1-9]\d\d", "a code such as `T201`")
HASH = Scalar(
    "hash",
    r"[0-9a-f]{16}|[0-9a-f]{64}",
    "a hash of 16 digits, as `triage explain T531` says",
)
COLOUR = Scalar("colour", r"#[0-9a-fA-F]{6}", "a colour such as `#a30019`")
LANGUAGE = Scalar(
    "language", r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language such as `en` or `en-GB`"
)
TRANSLATED = Scalar(
    "po",
    rf"{PLACE.pattern}\.{LANGUAGE.pattern}\.po",
    "the name of a file of translations beside the tree, such as `fever.es.po`",
)
TEXT_KEY = Scalar(
    "key",
    rf"{ID.pattern}/\S.{{0,399}}",
    "the key of a text, such as `fever/questions.tired.help`",
)
CONDITION = Scalar(
    "condition", r".+", "a condition such as `fever in signs and days > 2`"
)
ANSWER = Scalar("answer", r".+", "an answer to the question")


def choice(*words: str) -> Scalar:
    pattern = "|".join(map(re.escape, words))
    form = ", ".join(f"`{word}`" for word in words)
    return Scalar("choice", pattern, f"one of {form}" if len(words) > 1 else form)


@immutable
class Key:
    """Describe one key of a mapping, and the field of the class that holds it."""

    name: str
    field: str
    shape: Shape
    doc: str
    required: bool = False
    absent: tuple[()] | None = None  # what stands in the field then
    worded: bool = False  # whether people who answer read it


def key(
    shape: Shape,
    doc: str,
    *,
    required: bool = False,
    name: str = "",
    has_default: bool = False,
    worded: bool = False,
) -> Any:
    """Declare a field that is a key of the file; absent, it is None or empty.

    Where a file can give a default, an empty list is not the same as no list: absent,
    such a field is None. What is worded is what people who answer read, and what is
    translated.
    """
    several = isinstance(shape, Each | Few | Keyed | Either) and not has_default
    absent = () if several else None
    metadata = {"key": Key(name, "", shape, doc, required, absent, worded)}
    if required:
        return attrs.field(metadata=metadata, kw_only=True)
    return attrs.field(default=absent, metadata=metadata, kw_only=True)


def place() -> Any:
    """Declare a field that says where a record was written; built ones are nowhere."""
    return attrs.field(default=NOWHERE, eq=False, repr=False)


KEYS: dict[type[Any], tuple[Key, ...]] = {}
"""The keys of records that were looked at: a large file has thousands of them."""


def keys_of(record: type[Any]) -> tuple[Key, ...]:
    if record not in KEYS:
        found = ((f.name, f.metadata.get("key")) for f in attrs.fields(record))
        KEYS[record] = tuple(
            attrs.evolve(key, name=key.name or field, field=field)
            for field, key in found
            if key is not None
        )
    return KEYS[record]
