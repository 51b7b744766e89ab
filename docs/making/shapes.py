"""The reference of the JSON that programs get, made from the types that it is."""

import inspect
from collections.abc import Iterator
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

from making.places import MADE
from making.text import table
from triage.base.shapes import SHAPES, VERSIONS

__all__ = ["json_page"]

HEAD = """\
# JSON for programs

What `to_dict` returns and the commands print with `--json`. Each has a name and a
version, such as `triage-page/1`: those that travel by themselves say it under `format`.
Keys may be added to a version, so ignore those that you do not know; when one is taken
away or changes its meaning, the version rises.

`triage schema --of page` prints the [JSON Schema](https://json-schema.org) (draft
2020-12) of one of them, and `triage.base.shapes` has them as types:

```python
>>> import triage
>>> from triage.base.shapes import PageJSON
>>> page: PageJSON = triage.load("start").start().page.to_dict()
>>> page["format"], [question["id"] for question in page["questions"]]
('triage-page/1', ['walks'])
>>> page["answers_schema"]["properties"]
{'walks': {'enum': ['yes', 'no']}}
```

Keys with a `*` are always there.
"""

WORDS: dict[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    float: "number",
    NoneType: "null",
    Any: "anything",
}


def json_page() -> str:
    """Return the reference of the JSON shapes."""
    found = dict.fromkeys(all_shapes())
    return "".join((MADE, HEAD, *(f"\n{section(shape)}" for shape in found)))


def all_shapes() -> Iterator[Any]:
    """Yield the shapes that have a schema, each before what it is made of."""
    for shape in SHAPES.values():
        yield from within(shape)


def within(shape: Any) -> Iterator[Any]:
    """Yield a shape and what it is made of."""
    if is_typeddict(shape):
        yield shape
        for key in get_type_hints(shape, include_extras=True).values():
            yield from within(key)
    for part in get_args(shape):
        yield from within(part)


def section(shape: Any) -> str:
    """Return the description of a shape and the table of its keys."""
    keys = get_type_hints(shape, include_extras=True)
    rows = [
        row(name, key, needed=name in shape.__required_keys__)
        for name, key in keys.items()
    ]
    names = [f"`triage-{n}/{VERSIONS[n]}`: " for n, s in SHAPES.items() if s is shape]
    says = (inspect.getdoc(shape) or "").partition("\n")[0]
    title = shape.__name__.removesuffix("JSON")
    head = f"## {title}\n\n{''.join(names)}{says}\n\n"
    return head + table(("key", "what stands there", "meaning"), rows)


def row(name: str, key: Any, *, needed: bool) -> tuple[str, str, str]:
    """Return a key with what stands there and what it means."""
    if get_origin(key) is NotRequired:
        key = get_args(key)[0]
    means = ""
    if get_origin(key) is Annotated:
        key, means = get_args(key)
    return f"`{name}`{' *' if needed else ''}", said(key), means


def said(shape: Any) -> str:
    """Return a type in words."""
    origin, parts = get_origin(shape), get_args(shape)
    if is_typeddict(shape):
        title = shape.__name__.removesuffix("JSON")
        return f"[{title}](#{title.lower()})"
    if origin is Literal:
        return " or ".join(f"`{part}`" for part in parts)
    if origin is UnionType:
        least = int if float in parts else None  # a number may be whole
        return " or ".join(said(part) for part in parts if part is not least)
    if origin is list:
        return f"list of {said(parts[0])}"
    if origin is dict:
        return f"mapping to {said(parts[1])}"
    return WORDS[shape]
