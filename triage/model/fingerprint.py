"""Fingerprints: two hashes of a tree, of what it decides, and of how it is worded.

Comments, layout and the order of keys play no part. A saved session names both
hashes, so the form that is hashed is part of the format: a test pins it.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from triage.base.holes import doubled
from triage.base.lazy import Later
from triage.base.markdown import joined, told
from triage.base.question import DEFAULT_SCALE, Question
from triage.base.wording import filled, folded
from triage.treefile.document import PieceEntry, QuestionEntry
from triage.treefile.texts import present

if TYPE_CHECKING:
    import hashlib
else:
    hashlib = Later("hashlib")  # with a library of ciphers

if TYPE_CHECKING:
    from triage.base.shapes import SpokenJSON, VersionJSON, WordedJSON
    from triage.language.ast import Value
    from triage.model.tree import Step, Tree


S = TypeVar("S", bound="SpokenJSON")
W = TypeVar("W", bound="WordedJSON")

SHORT = 16


def digest(value: object) -> str:
    """Return a hash of a value made of JSON types, as people compare it: 16 digits."""
    return full_digest(value)[:SHORT]


def full_digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> Any:
    """Return a value made of JSON types that says the same, without places.

    >>> canonical(Decimal("1.50"))
    '1.5'
    """
    match value:
        case str() | int() | None:
            return value
        case tuple() | list():
            return [canonical(item) for item in value]
        case Decimal():
            return str(value.normalize())
        case date():
            return value.isoformat()
        case dict():
            return {str(key): canonical(item) for key, item in value.items()}
        case _:
            old, new = fields_that_count(value.__class__)
            parts = [canonical(getattr(value, name)) for name in old]
            said = {name: getattr(value, name) for name, _ in new}
            more = {n: canonical(said[n]) for n, default in new if said[n] != default}
            return [type(value).__name__, *parts, *([more] if more else [])]


@cache
def fields_that_count(
    kind: type[Any],
) -> tuple[tuple[str, ...], tuple[tuple[str, Any], ...]]:
    """Return the fields that are always hashed, and the others with their defaults."""
    fields = [field for field in attrs.fields(kind) if field.eq is not False]
    new = [(f.name, f.default) for f in fields if "new" in f.metadata]
    return tuple(f.name for f in fields if "new" not in f.metadata), tuple(new)


def logic_hash(tree: "Tree") -> str:
    return full_digest(
        {
            "levels": [level.id for level in tree.levels],
            "questions": {
                q.id: [
                    q.type,
                    sorted([o.id, canonical(o.points)] for o in q.options),
                    *canonical((q.minimum, q.maximum, q.decimals, q.unit)),
                    q.unsure,
                    bool(q.again),
                    *([o.id for o in q.options] if q.ordered else ()),
                    *([["alone", *sorted(q.alone)]] if q.alone else ()),
                    *([[q.most, q.lines, q.personal]] if q.is_text else ()),
                ]
                for q in tree.questions.values()
            },
            "guards": canonical(tree.guards),
            "values": {n: canonical(meaning(v)) for n, v in tree.values.items()},
            "assume": canonical(tree.assume),
            "recommendations": {
                r.id: [r.rank, r.alone, r.warning, *filter(None, [r.precedence])]
                for r in tree.recommendations.values()
            },
            "first": tree.first,
            "steps": {step.id: steps_logic(step) for step in tree.steps.values()},
        }
    )


def meaning(value: "Value") -> Any:
    """Return what a value means: also in which order its words are, if in any."""
    options = [option.id for option in value.options]
    return [value.body, options] if value.ordered else value.body


def steps_logic(step: "Step") -> list[Any]:
    ways = [
        [way.to, way.answer, canonical(way.when), canonical(way.advise)]
        for way in step.ways
    ]
    if step.by_answer:
        ways.sort(key=lambda way: str(way[1]))
    whole = ["whole"] if step.whole else []
    return [list(step.ask), step.checklist, canonical(step.advise), ways, *whole]


def version(tree: "Tree") -> "VersionJSON":
    """Return which version of a tree it is, as JSON."""
    found: VersionJSON = {
        "tree": tree.id,
        "version": tree.version,
        "logic": tree.logic,
        "wording": tree.wording,
    }
    return spoken(tree, found)


def spoken(tree: "Tree", found: S) -> S:
    """Return what is said with a tree, and its language where that is another."""
    if tree.translation is not None:
        found["language"] = tree.language
    return worded(tree, found, tree.texts)


def worded(tree: "Tree", found: W, texts: str) -> W:
    """Return what is said with a tree, and a hash of its words where these are others.

    So it names what is not translated.
    """
    if tree.translation is not None:
        found["texts"] = texts
        if tree.translation.fallbacks:
            found["fallbacks"] = [*tree.translation.fallbacks]
    return found


ABOUT = ("words", "disclaimer", "emergency", "url", "publisher", "language")
"""The keys about a tree that are hashed only where its file has them."""


def beside(tree: "Tree", root: object) -> Iterator[tuple[str, Any]]:
    """Yield what is hashed only where there is any of it."""
    coded: list[Any] = [*tree.recommendations.values(), *tree.questions.values()]
    every: list[Any] = [*tree.questions.values(), *tree.values.values()]
    options = [(x.id, option) for x in every for option in x.options]
    found = {
        "accept": [canonical(document.accept) for document in tree.documents],
        "spoken": [[n, canonical(x)] for n in ABOUT if (x := getattr(root, n, None))],
        "signs": [[x.id, [*x.signs]] for x in tree.recommendations.values() if x.signs],
        "if_wrong": [[name, text] for name, text in refusals(tree)],
        "replies": [[*key, text] for key, text in replies(tree)],
        "names": [
            *([q.id, q.name] for q in tree.questions.values() if q.name),
            *([name, x.id, x.name] for name, x in options if x.name),
        ],
        "parts": [*parts(tree)],
        "denials": sorted([x, canonical(c)] for c, x in denials(tree).items()),
        "colours": [[x.id, x.colour] for x in tree.levels if x.colour],
        "codes": [
            *([type(x).__name__, x.id, canonical(x.codes)] for x in coded if x.codes),
            *([name, x.id, canonical(x.codes)] for name, x in options if x.codes),
        ],
    }
    yield from ((name, one) for name, one in found.items() if any(one))


def wording_hash(tree: "Tree") -> str:
    """Return a hash of how a tree is worded, before any placeholder is filled.

    A text is hashed as its file has it, while that is what the tree says: so the hash
    is the same at every place, and a text that was changed since changes it.
    """
    root = tree.documents[0] if tree.documents else None
    questions, advice, stated = (
        declared(tree, kind) for kind in ("questions", "recommendations", "properties")
    )
    titles = {str(level.id): level for level in getattr(root, "scale", ())}
    scale = tree.levels if titles or tree.levels != DEFAULT_SCALE else ()
    texts = partial(written, tree.contacts)
    named = {name: said for name, said in values_worded(tree) if any(said)}
    return full_digest(
        {
            **dict(beside(tree, root)),
            "about": [
                *texts(tree, root, "title", "audience", "not_for"),
                *texts(tree, root, "status", unwritten="draft"),
                *texts(tree, root, "review_by", "version"),
                [str(name) for name in getattr(root, "show", ())],
            ],
            "scale": [[x.id, *texts(x, titles.get(x.id), "title")] for x in scale],
            "questions": {
                name: asked(tree, question, questions.get(name))
                for name, question in tree.questions.items()
            },
            "recommendations": {
                name: [
                    *texts(item, advice.get(name), "title", "text", "watch_for"),
                    list(item.cites),
                ]
                for name, item in tree.recommendations.items()
            },
            "properties": {
                name: written({}, item, stated.get(name), "says")[0]
                for name, item in tree.properties.items()
            },
            "sources": canonical(tree.citations),
            "show": list(tree.show),
            **({"values": named} if named else {}),
        }
    )


def values_worded(tree: "Tree") -> Iterator[tuple[str, list[Any]]]:
    """Yield how each value is called, and its options where it has texts for them."""
    entries = declared(tree, "values")
    for value in tree.values.values():
        own = {str(x.id): x for x in getattr(entries.get(value.id), "options", ())}
        worded = [
            [x.id, *written(tree.contacts, x, own.get(x.id), "text")]
            for x in value.options
        ]
        yield value.id, [value.title, value.unit, *([worded] if own else [])]


def texts_hash(tree: "Tree") -> str:
    """Return a hash of all that decides which words people read."""
    spoken = tree.translation
    said = {} if spoken is None else dict(spoken.said)
    shown = [tree.language, tree.place, dict(tree.contacts), said]
    ours = {name: [*forms] for name, forms in tree.speech.phrases.items()}
    return full_digest([tree.full_wording, *shown, *([ours] if ours else [])])


def asked(tree: "Tree", question: Question, entry: QuestionEntry | None) -> list[Any]:
    """Return the texts of a question; what another lends it by ``like`` is not its."""
    like = tree.questions.get(str(entry.like)) if entry is not None else None
    texts = partial(written, tree.contacts)
    options = {str(option.id): option for option in getattr(entry, "options", ())}
    lent = like is not None and not options and like.options == question.options
    return [
        *texts(question, entry, "text", "help", "why"),
        *texts(question, entry, "unit", unwritten="" if like is None else like.unit),
        list(question.cites),
        [
            [option.id, *texts(option, options.get(option.id), "text")]
            for option in (() if lent else question.options)
        ],
        *texts(question, getattr(entry, "unsure", None), "again"),
    ]


def parts(tree: "Tree") -> Iterator[tuple[str, str]]:
    """Yield what parts of a tree are called, as its files have it, each once."""
    entries = [step for document in tree.documents for step in document.steps]
    copies = [step.as_.title for step in entries if step.as_ is not None]
    titles = [*(step.title for step in entries), *(x.title for x in tree.documents)]
    texts = present(*titles, *copies)
    as_written = {folded(filled(x.value, tree.contacts)): x.value for x in texts}
    called = {x.module: x.section for x in tree.steps.values() if x.module}
    called |= {x.id: x.title for x in tree.steps.values() if x.title}
    yield from ((name, as_written.get(title, title)) for name, title in called.items())


def refusals(tree: "Tree") -> Iterator[tuple[str, str | None]]:
    """Yield what questions say where an answer is refused, by their ids."""
    entries = declared(tree, "questions")
    for name, question in tree.questions.items():
        if question.if_wrong:
            found = written(tree.contacts, question, entries.get(name), "if_wrong")
            yield name, found[0]


def denials(tree: "Tree") -> Mapping[Any, str]:
    """Return what is said where answers deny what is assumed, as it is written."""
    entries = (entry for document in tree.documents for entry in document.assume)
    texts = [entry.says.value for entry in entries if entry.says is not None]
    words = {name: doubled(says) for name, says in tree.contacts.items()}
    as_read = {folded(filled(text, words)): text for text in texts}
    return {c: as_read.get(says, says) for c, says in tree.denials.items()}


def replies(tree: "Tree") -> Iterator[tuple[tuple[str, str], str | None]]:
    """Yield what is said back to answers, by the ids of question and answer."""
    if any(question.responses for question in tree.questions.values()):
        entries = declared(tree, "questions")
        for name, question in tree.questions.items():
            replied = getattr(entries.get(name), "reply", ())
            at = {str(entry.id): entry for entry in replied}
            for one in question.responses:
                said = written(tree.contacts, one, at.get(one.to), "text")
                yield (name, one.to), said[0]


def declared(tree: "Tree", kind: str) -> Mapping[str, Any]:
    """Return what the files of a tree declare, by id; of two with one id the first."""
    found = [entry for document in tree.documents for entry in getattr(document, kind)]
    return {str(entry.id): entry for entry in reversed(found)}


def in_pieces(pieces: tuple[PieceEntry, ...]) -> str:
    """Return a text in pieces as it is written; no text says who reads it like that."""
    found = []
    for piece in pieces:
        heads = (f"{{when {piece.when}}} " if piece.when else "", "{when not so} ")
        parts = zip(heads, (piece.text, piece.otherwise), strict=True)
        found += [f"{head}{part}" for head, part in parts if part is not None]
    return "\n\n".join(found)


def written(
    contacts: Mapping[str, str],
    part: object,
    entry: object,
    *keys: str,
    unwritten: str = "",
) -> list[str | None]:
    """Return texts of a part as its entry has them, where they still say the same.

    What the part says where nothing was written is ``unwritten``, and no text.
    """
    found: list[str | None] = []
    for key in keys:
        said, text = getattr(part, key), getattr(entry, key, None)
        if not text:
            found.append(None if said == unwritten else said)
        elif isinstance(text, tuple):
            same = said == joined(told(x.value, contacts) for x in present(text))
            found.append(in_pieces(text) if same else said)
        else:
            words = {name: doubled(says) for name, says in contacts.items()}
            readings = (filled(text.value, each) for each in (contacts, words))
            same = said in map(folded, readings) or said == told(text.value, contacts)
            found.append(text.value if same else said)
    return found
