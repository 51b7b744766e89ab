"""Saved: what a record says, read with care, before any tree judges it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from triage.engine.changes import DamagedRecord, ForeignRecord, LaterRecord, short
from triage.engine.record import DECISION, FORMATS, SESSION, Json
from triage.model.renamed import Renamed

Answers = Mapping[str, object]
"""Answers by question id as a record has them; none of them is judged yet."""


@attrs.frozen
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
    place: str = ""
    contacts: Mapping[str, str] | None = None
    calls: bool = False  # whether it was made before pages were those of the path

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
    )


def about(record: Json) -> Json:
    return {
        "questions": questions(record),
        "place": take(record, "place", str),
        "contacts": mapping(record, "contacts", str),
    }


def decision(record: Json) -> Saved:
    outcome = mapping(record, "decision")
    return Saved(
        DECISION,
        **version(record),
        **about(record),
        prefill=mapping(record, "given"),
        pages=(),
        outcome=outcome,
        asked=(),
    )


# Renaming


def renamed(saved: Saved, now: Renamed) -> Saved:
    """Return what a record says, in the words of a later version of its tree."""
    chosen = words_by_question(saved)
    ids = carried((*chosen, *saved.asked, *saved.missing), now.questions)
    options = {
        name: carried(chosen.get(old, ()), now.options[name])
        for old, name in ids.items()
        if name in now.options
    }
    outcome = dict(saved.outcome)
    for key, names in (("urgency", now.levels), ("end", now.recommendations)):
        if key in outcome:
            outcome[key] = called(outcome[key], names)
    if "advice" in outcome:
        outcome["advice"] = called(outcome["advice"], now.recommendations)

    def answers(given: Answers) -> dict[str, Any]:
        new = {ids[name]: item for name, item in given.items()}
        return {n: called(item, options.get(n, {})) for n, item in new.items()}

    said_of = {ids[name]: dict(it) for name, it in (saved.questions or {}).items()}
    for name, names in options.items():
        said = said_of.get(name, {}).get("options")
        if isinstance(said, dict):
            said_of[name]["options"] = {names[k]: v for k, v in said.items()}
    return attrs.evolve(
        saved,
        prefill=answers(saved.prefill),
        pages=tuple(map(answers, saved.pages)),
        outcome=outcome,
        asked=tuple(ids[name] for name in saved.asked),
        aside=answers(saved.aside),
        missing=tuple(ids[name] for name in saved.missing),
        questions=None if saved.questions is None else said_of,
    )


def words_by_question(saved: Saved) -> dict[str, dict[str, None]]:
    """Return the words that a record has for each question: options, and answers."""
    found: dict[str, dict[str, None]] = {}
    for name, said in (saved.questions or {}).items():
        options = said.get("options")
        found[name] = dict.fromkeys(options if isinstance(options, dict) else ())
    for name, value in saved.given:
        words = value if isinstance(value, list) else [value]
        chosen = (word for word in words if isinstance(word, str))
        found.setdefault(name, {}).update(dict.fromkeys(chosen))
    return found


def carried(then: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """Return what each id of a record is called now.

    An id that was another's then, and two that are one now, are called what nothing
    is: they are never read as what has the id now.
    """
    found = {name: names.get(name, name) for name in then}
    count = Counter(now for old, now in found.items() if old in names)
    return {
        old: f"{old} (earlier)" if count[now] > (old in names) else now
        for old, now in found.items()
    }


def called(value: object, names: Mapping[str, str]) -> Any:
    """Return an id, or those of a list, or of lists in it, as they are called now."""
    if isinstance(value, list):
        return [
            [word_of(inner, names) for inner in item]
            if isinstance(item, list)
            else word_of(item, names)
            for item in value
        ]
    return word_of(value, names)


def word_of(value: object, names: Mapping[str, str]) -> object:
    return names.get(value, value) if isinstance(value, str) else value
