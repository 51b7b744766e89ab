"""Saved: what a record says, read with care, before any tree judges it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

import attrs

from triage.base.immutable import immutable
from triage.engine.changes import DamagedRecord, ForeignRecord, LaterRecord, short
from triage.engine.record import DECISION, FORMATS, SESSION, Json

if TYPE_CHECKING:
    from triage.base.shapes import AskedBy

Answers = Mapping[str, object]
"""Answers by question id as a record has them; none of them is judged yet."""


@immutable
class Saved:
    """Hold what a record says, whatever its format."""

    kind: str
    tree: str
    version: str
    logic: str
    wording: str
    prefill: Answers
    pages: tuple[Answers, ...]  # where ``calls``, in the order they were given
    outcome: Json  # urgency, advice and, where it is said, the end
    asked: tuple[str, ...]
    aside: Mapping[str, list[object]] = attrs.field(factory=dict)
    missing: tuple[str, ...] = ()
    questions: Mapping[str, Json] | None = None  # None where the record does not say
    language: str = ""
    is_spoken: bool = False  # whether that is another than the one of its files
    place: str = ""
    contacts: Mapping[str, str] | None = None
    calls: bool = False  # whether it was made before pages were those of the path
    asked_by: "AskedBy" = ""
    wordless: bool = False  # whether reasons in words are left out, as ids changed

    @property
    def given(self) -> Iterator[tuple[str, object]]:
        """All that was answered: beforehand, on pages, and aside."""
        for answers in (self.prefill, *self.pages):
            yield from answers.items()
        for name, items in self.aside.items():
            yield from ((name, item) for item in items)


def read(record: object, kind: str) -> Saved:
    """Return what a record of some kind says.

    Raises:
        ForeignRecord: It is no record, or one of another kind.
        LaterRecord: It has a later format.
        DamagedRecord: Something is missing in it, or is of another type.
    """
    if not isinstance(record, dict):
        raise ForeignRecord(OTHER[""].format(NAMES[kind]))
    found, number = form(record)
    if found != kind:
        raise ForeignRecord(OTHER[found].format(NAMES[kind]))
    if number > FORMATS[kind]:
        message = f"this record has the format {number}"
        raise LaterRecord(f"{message}; this version of triage reads {FORMATS[kind]}")
    if kind == DECISION:
        return decision(record)
    return session(record) if number > 1 else first_session(record)


def is_interview(record: object) -> bool:
    """Whether something is the record of an interview, of whatever format."""
    return isinstance(record, dict) and form(record)[0] == SESSION


NAMES = {SESSION: "session", DECISION: "decision"}
OTHER = {
    "": "this is not a {} record of triage",
    SESSION: "this is the record of an interview; `triage.resume` reads it",
    DECISION: "this is the record of a decision; `triage.replay` reads it",
}


LAST = 999_999  # no format has a higher number


def form(record: Json) -> tuple[str, int]:
    """Return the kind and the format of a record."""
    if "triage_session" in record:  # as format 1 had it
        number = record["triage_session"]
        return SESSION, min(number, LAST) if isinstance(number, int) else 1
    named = record.get("format")
    kind, _, digits = (named if isinstance(named, str) else "")[:40].partition("/")
    if kind not in FORMATS:
        return "", 0
    if not (digits.isascii() and digits.isdigit()):
        raise DamagedRecord("the record is damaged: `format` cannot be read")
    return kind, int(digits)


# Fields


def take(record: Json, name: str, kind: type) -> Any:
    value = record.get(name)
    if not isinstance(value, kind):
        raise DamagedRecord(f"the record is damaged: `{name}` is missing")
    return value


def mapping(record: Json, name: str, kind: type = object) -> dict[str, Any]:
    found: dict[Any, Any] = take(record, name, dict)
    for key, value in found.items():
        if not isinstance(key, str) or not isinstance(value, kind):
            message = f"`{name}` cannot be read at `{short(repr(key))}`"
            raise DamagedRecord(f"the record is damaged: {message}")
    return found


def words(record: Json, name: str) -> tuple[str, ...]:
    return tuple(item for item in take(record, name, list) if isinstance(item, str))


def word(record: Json, name: str) -> str | None:
    """Return a word that may not be there."""
    return None if record.get(name) is None else str(take(record, name, str))


def questions(record: Json) -> dict[str, Json]:
    """Return what questions said: words, flags, and texts of options."""
    found = mapping(record, "questions", dict)
    for said in found.values():
        for key, value in mapping({"questions": said}, "questions").items():
            if isinstance(value, dict):
                mapping(said, key, str)
            elif not isinstance(value, str | bool):
                take(said, key, str)
    return found


def pages(record: Json) -> tuple[Answers, ...]:
    found: list[Any] = take(record, "pages", list)
    return tuple(mapping({"pages": page}, "pages") for page in found)


def version(record: Json) -> Json:
    return {name: take(record, name, str) for name in VERSION}


VERSION = ("tree", "version", "logic", "wording")


# Formats


def first_session(record: Json) -> Saved:
    """Read an interview of format 1, which said nothing of its questions."""
    return Saved(
        SESSION,
        **version(record),
        prefill=mapping(record, "prefill"),
        pages=pages(record),
        outcome={
            "urgency": word(record, "urgency"),
            "advice": list(words(record, "recommendations")),
        },
        asked=words(record, "asked"),
        calls=True,
    )


def session(record: Json) -> Saved:
    return Saved(
        SESSION,
        **version(record),
        **about(record),
        prefill=mapping(record, "prefill"),
        pages=pages(record),
        outcome={
            "end": take(record, "end", str),
            "urgency": word(record, "urgency"),
            "advice": list(words(record, "advice")),
        },
        asked=words(record, "asked"),
        aside={
            n: items for n, items in mapping(record, "aside", list).items() if items
        },
        missing=words(record, "missing"),
        asked_by=asker(record),
    )


def asker(record: Json) -> "AskedBy":
    """Return who put the questions, where a record says it."""
    found = record.get("asked_by", "")
    if found not in ("", "model"):
        raise DamagedRecord("the record is damaged: `asked_by` cannot be read")
    return cast("AskedBy", found)


def about(record: Json) -> Json:
    """Read what a record says of questions and contacts; that of a program does not."""
    return {
        "questions": questions(record) if "questions" in record else None,
        "language": word(record, "language") or "",
        "is_spoken": "texts" in record,
        "place": take(record, "place", str),
        "contacts": mapping(record, "contacts", str) if "contacts" in record else None,
    }


def decision(record: Json) -> Saved:
    outcome = mapping(record, "decision")
    missing = outcome.get("missing")
    return Saved(
        DECISION,
        **version(record),
        **about(record),
        prefill=mapping(record, "given"),
        pages=(),
        outcome=outcome,
        asked=(),
        missing=words(outcome, "missing") if isinstance(missing, list) else (),
    )
