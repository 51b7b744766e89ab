"""Record: the values of a pack as JSON."""

from typing import Any

import attrs


def plain(value: object) -> Any:
    """Return a value as JSON: by its own words, else part by part.

    >>> plain((1, None, "x"))
    [1, None, 'x']
    """
    match value:
        case str() | int() | float() | None:
            return value
        case tuple() | list():
            return [*map(plain, value)]
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return {name: plain(found) for name, found in parts(value).items()}


def parts(value: Any) -> dict[str, object]:
    """Return the parts of a value that were given to it, by name."""
    fields = attrs.fields(value.__class__)
    return {field.name: getattr(value, field.name) for field in fields if field.init}
