"""Texts of values: what stands for a value in a cell of text, and in JSON."""

import json
import math
from collections.abc import Mapping
from typing import Any


def as_text(value: object) -> str:
    """Return what stands for a value in a cell of text; nothing for None.

    >>> as_text(None), as_text(True), as_text(3.5), as_text(["a", 1])
    ('', 'true', '3.5', '["a", 1]')
    """
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        return as_json(value)
    return str(value)


def as_json(value: object) -> str:
    """Return a value as JSON; what JSON has no form for is a text.

    >>> as_json({"born": None, "ratio": float("inf")})
    '{"born": null, "ratio": "inf"}'
    """
    return json.dumps(finite(value), ensure_ascii=False, default=str)


def finite(value: Any) -> Any:
    """Return a value without numbers that JSON does not have; NaN is none at all."""
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    if isinstance(value, list):
        return [*map(finite, value)]
    if isinstance(value, Mapping):
        return {key: finite(item) for key, item in value.items()}
    return value
