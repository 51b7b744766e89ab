"""JSON Schema: what a file may say, made from the declarations of its classes.

Editors use it for completion. That of trees is published as ``schema.json`` beside this
module; a test fails when that file is not what this module makes.
"""

import inspect
import json
import re
from typing import Any, assert_never

from triage.treefile import fields as f
from triage.treefile.document import (
    Document,
    PieceEntry,
    QuestionEntry,
    ValueEntry,
)
from triage.treefile.extras import OTHERS

Schema = dict[str, Any]

NEEDS_TYPE = {"anyOf": [{"required": ["type"]}, {"required": ["like"]}]}
DEPENDING = {QuestionEntry: {"min": NEEDS_TYPE, "max": NEEDS_TYPE}}
"""What must hold where a key is there."""

FOR_OTHERS: Schema = {f"^{OTHERS}": {}}
"""What stands under keys for others can be anything."""

EITHER = {
    PieceEntry: [{"required": ["text"]}, {"required": ["use"]}],
    ValueEntry: [{"required": [one]} for one in ("is", "from", "column")],
}
"""Of what keys a record has one."""

ANY_SCALAR = ["string", "number", "boolean"]
"""Parsers read `no` or `1.0` as they like; triage reads what was written."""

TREES = "A decision tree of triage, format 1"


def schema(root: type[Any] = Document, title: str = TREES) -> Schema:
    """Return the JSON Schema (draft 2020-12) of files, of which a class is the root."""
    definitions: dict[str, Schema] = {}
    whole = record(f.Record(root), definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text(root: type[Any] = Document, title: str = TREES) -> str:
    return json.dumps(schema(root, title), indent=2, ensure_ascii=False) + "\n"


def of(shape: f.Shape, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a shape, adding what it refers to."""
    match shape:
        case f.Scalar():
            return scalar(shape)
        case f.Each(item, least):
            some = {"minItems": least} if least else {}
            return {"type": "array", "items": of(item, definitions), **some}
        case f.Few(item, least):
            return {
                "anyOf": [of(item, definitions), of(f.Each(item, least), definitions)]
            }
        case f.Record():
            return record(shape, definitions)
        case f.Keyed(item, names):
            return {
                "type": "object",
                "propertyNames": {"pattern": f"^({names.pattern}|{OTHERS}.*)$"},
                "patternProperties": FOR_OTHERS,
                "additionalProperties": of(item, definitions),
            }
        case f.Either(other, listed):
            return {"anyOf": [of(other, definitions), of(listed, definitions)]}
        case _:
            assert_never(shape)


def scalar(shape: f.Scalar) -> Schema:
    if shape.name == "choice":
        words: list[str | int] = [w.replace("\\", "") for w in shape.pattern.split("|")]
        numbers = [int(word) for word in words if str(word).isdigit()]
        return {"enum": [*words, *numbers]}
    if shape is f.FLAG:
        return {"enum": [True, False, *shape.pattern.split("|")]}
    kinds = ["string", "number"] if shape in (f.NUMBER, f.DIGIT) else ANY_SCALAR
    pattern = re.sub(r"\.(?=[*+{])", lambda _: r"[\s\S]", shape.pattern)
    return {"type": kinds, "pattern": f"^({pattern})$"}


def record(shape: f.Record, definitions: dict[str, Schema]) -> Schema:
    short = shape.table[shape.short].shape if shape.short else None
    if isinstance(short, f.Keyed):
        return of(short, definitions)
    if (
        isinstance(short, f.Either) and not shape.is_short
    ):  # a mapping has the keys of the record
        short = short.listed
    name = shape.type.__name__.removesuffix("Entry")
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = mapping(shape.type, definitions)
    reference = {"$ref": f"#/$defs/{name}"}
    return {"anyOf": [of(short, definitions), reference]} if short else reference


def mapping(record_type: type[Any], definitions: dict[str, Schema]) -> Schema:
    keys = f.keys_of(record_type)
    depending = DEPENDING.get(record_type)
    return {
        "type": "object",
        "description": (inspect.getdoc(record_type) or "").partition("\n")[0],
        "properties": {
            key.name: {"description": key.doc, **of(key.shape, definitions)}
            for key in keys
        },
        "required": [key.name for key in keys if key.required],
        "patternProperties": FOR_OTHERS,
        "additionalProperties": False,
        **({"dependentSchemas": depending} if depending else {}),
        **({"oneOf": EITHER[record_type]} if record_type in EITHER else {}),
    }
