"""Two hashes of a tree: what is asked and decided, and how it is worded.

Comments, layout and the order of keys play no part. A saved session names the logic
hash, so the form that is hashed is part of the format: a test pins it.
"""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import attrs

from triage.base.text import Text
from triage.linker.modules import Parts
from triage.model.tree import Citation, Step, Tree
from triage.treefile.document import QuestionEntry


def digest(value: object) -> str:
    """Return a short hash of a value made of JSON types."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


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
        case dict():
            return {str(key): canonical(item) for key, item in value.items()}
        case _:
            names = fields_that_count(value.__class__)
            parts = [canonical(getattr(value, name)) for name in names]
            return [type(value).__name__, *parts]


@cache
def fields_that_count(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a class that decide whether two of it are equal."""
    return tuple(f.name for f in attrs.fields(kind) if f.eq is not False)


def logic_hash(tree: Tree) -> str:
    """Return a hash of what a tree asks and decides."""
    return digest(
        {
            "levels": [level.id for level in tree.levels],
            "questions": {
                q.id: [
                    q.type,
                    sorted([o.id, canonical(o.points)] for o in q.options),
                    *canonical((q.minimum, q.maximum, q.decimals, q.unit)),
                    q.unsure,
                    bool(q.again),
                ]
                for q in tree.questions.values()
            },
            "guards": canonical(tree.guards),
            "values": {n: canonical(v.body) for n, v in tree.values.items()},
            "assume": canonical(tree.assume),
            "recommendations": {
                r.id: [r.rank, r.alone, r.warning]
                for r in tree.recommendations.values()
            },
            "first": tree.first,
            "steps": {step.id: steps_logic(step) for step in tree.steps.values()},
        }
    )


def steps_logic(step: Step) -> list[Any]:
    """Return what a step asks, collects and decides."""
    ways = [
        [way.to, way.answer, canonical(way.when), canonical(way.advise)]
        for way in step.ways
    ]
    if step.by_answer:
        ways.sort(key=lambda way: str(way[1]))
    return [list(step.ask), step.checklist, canonical(step.advise), ways]


PROSE = ("title", "audience", "not_for", "status", "review_by", "version", "show")
ASKED = ("text", "help", "why", "unit", "cites")
TOLD = ("title", "text", "watch_for", "cites")


def wording_hash(parts: Parts, citations: Mapping[str, Citation]) -> str:
    """Return a hash of how a tree is worded, before any placeholder is filled."""
    root = parts.documents[0]
    return digest(
        {
            "about": written(root, PROSE),
            "scale": [[level.id.value, level.title.value] for level in root.scale],
            "questions": {n: asked(q) for n, q in parts.questions.items()},
            "recommendations": {
                n: written(r, TOLD) for n, r in parts.recommendations.items()
            },
            "properties": {n: p.says.value for n, p in parts.properties.items()},
            "sources": canonical(citations),
            "show": [
                name.value for document in parts.documents for name in document.show
            ],
        }
    )


def asked(entry: QuestionEntry) -> list[Any]:
    """Return the texts of a question and its options as they were written."""
    options = [[option.id.value, option.text.value] for option in entry.options]
    again = None if entry.unsure is None else plain(entry.unsure.again)
    return [*written(entry, ASKED), options, again]


def written(entry: object, keys: tuple[str, ...]) -> list[Any]:
    """Return some fields of an entry as they were written."""
    return [plain(getattr(entry, key)) for key in keys]


def plain(value: Text | tuple[Text, ...] | None) -> Any:
    """Return a text or a list of texts as JSON types."""
    if isinstance(value, tuple):
        return [text.value for text in value]
    return None if value is None else value.value
