"""Schemas of shapes: JSON Schema 2020-12, made from the types."""

import inspect
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from triage.base.shapes import SHAPES, VERSIONS

Schema = dict[str, Any]

SIMPLE: dict[Any, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    NoneType: "null",
}


def shape_schema(name: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of one of the shapes.

    Args:
        name: Which: a key of ``SHAPES``, such as ``page``.

    >>> shape_schema("problem")["title"]
    'triage-problem/1'
    """
    definitions: dict[str, Schema] = {}
    found = of(SHAPES[name], definitions)
    if "$ref" in found:
        found = definitions.pop(SHAPES[name].__name__)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"triage-{name}/{VERSIONS[name]}",
        **found,
        **({"$defs": dict(sorted(definitions.items()))} if definitions else {}),
    }


def of(shape: Any, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a type, adding what it refers to."""
    if is_typeddict(shape):
        if shape.__name__ not in definitions:
            definitions[shape.__name__] = {}
            definitions[shape.__name__] = record(shape, definitions)
        return {"$ref": f"#/$defs/{shape.__name__}"}
    origin, parts = get_origin(shape), get_args(shape)
    if origin is Annotated:
        return {"description": parts[1], **of(parts[0], definitions)}
    if origin is NotRequired:
        return of(parts[0], definitions)
    if origin is Literal:
        return {"enum": list(parts)}
    if origin is UnionType:
        return {"anyOf": [of(part, definitions) for part in parts]}
    if origin is list:
        return {"type": "array", "items": of(parts[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": of(parts[1], definitions)}
    return {"type": SIMPLE[shape]} if shape in SIMPLE else {}


def record(shape: Any, definitions: dict[str, Schema]) -> Schema:
    keys = get_type_hints(shape, include_extras=True)
    return {
        "type": "object",
        "description": (inspect.getdoc(shape) or "").partition("\n")[0],
        "properties": {name: of(key, definitions) for name, key in keys.items()},
        "required": sorted(shape.__required_keys__),
    }
