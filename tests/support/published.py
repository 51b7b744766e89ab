"""The published shapes of JSON, to hold against what programs get."""

import json
from functools import cache

from jsonschema import Draft202012Validator

from triage.base.shape_schema import shape_schema


@cache
def validator(name, *, strict=True):
    """Return the validator of a shape; a strict one lets no undeclared key pass."""
    schema = shape_schema(name)
    if strict:
        for part in [schema, *schema.get("$defs", {}).values()]:
            if "properties" in part:
                part["additionalProperties"] = False
    return Draft202012Validator(schema)


def assert_fits(name, value):
    """Assert that a value, as JSON, has a shape."""
    found = json.loads(json.dumps(value))
    assert [str(error) for error in validator(name).iter_errors(found)] == []
    if isinstance(found, dict) and "format" in found:
        assert found["format"] == shape_schema(name)["title"]
