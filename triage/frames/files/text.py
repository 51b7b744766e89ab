"""Texts of values: what stands for a value in a cell of text, and in JSON."""

import json
import math
from collections.abc import Mapping
from typing import Any, Self

from triage.base.distinct import integer


class Number(float):
    """Be a number of JSON, which is written again with its own characters.

    >>> str(Number("1.50")), Number("1.50") == 1.5
    ('1.50', True)
    """

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        made = super().__new__(cls, text)
        made.text = text
        return made

    def __str__(self) -> str:
        return self.text


def whole(text: str) -> int | Number:
    """Return a whole number of JSON, of which Python knows but one zero."""
    return Number(text) if text == "-0" else integer(text)


def as_text(value: object) -> str:
    """Return what stands for a value in a cell of text; nothing for None.

    >>> as_text(None), as_text(True), as_text(3.5), as_text(["a", 1])
    ('', 'true', '3.5', '["a", 1]')
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return f"[{', '.join(map(inner, value))}]"
    if isinstance(value, dict):
        pairs = (f"{as_json(str(key))}: {inner(x)}" for key, x in value.items())
        return f"{{{', '.join(pairs)}}}"
    return as_json(value) if isinstance(value, bool) else str(value)


def inner(value: object) -> str:
    """Return what stands for a value inside another one."""
    written = isinstance(value, list | dict | Number)
    return as_text(value) if written else as_json(value)


def as_json(value: object) -> str:
    """Return a value as JSON; what JSON has no form for is a text.

    >>> as_json({"born": None, "ratios": [float("inf"), 0.5]})
    '{"born": null, "ratios": ["inf", 0.5]}'
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
