"""Immutable classes: those of attrs, which share one equality, hash and ``repr``.

A class that attrs writes these for takes twice as long to be made, and a command makes
about two hundred before it does anything.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import attrs

__all__ = ["HashOnce", "immutable"]


class HashOnce:
    """Keep the hash once it was asked for; it stays behind when a value is pickled."""

    __slots__ = ("_hash",)

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            found = hashed(self)
        object.__setattr__(self, "_hash", found)
        return found

    _hash: int


def equal(self: Any, other: object) -> Any:
    compared = self.__compared__
    if other.__class__ is not self.__class__:
        return NotImplemented
    return compared(self) == compared(other)


def hashed(self: Any) -> int:
    return hash(self.__compared__(self))


def shown(self: Any) -> str:
    """Return what would make the value, without the fields that are not shown."""
    fields = [
        f"{field.name}={repr(value) if field.repr is True else field.repr(value)}"
        for field in attrs.fields(self.__class__)
        if field.repr
        for value in [getattr(self, field.name)]
    ]
    name = self.__class__.__qualname__.rpartition(">.")[2]
    return f"{name}({', '.join(fields)})"


SHARED: dict[str, Callable[..., Any]] = {
    "__eq__": equal,
    "__hash__": hashed,
    "__repr__": shown,
}

if TYPE_CHECKING:
    from attrs import frozen as immutable
else:

    def immutable(cls: type[Any]) -> type[Any]:
        """Make a class as ``attrs.frozen`` does: it is compared by its fields.

        What a class writes itself, or inherits, stays.

        >>> @immutable
        ... class Point:
        ...     x: int
        ...     y: int = 0
        >>> Point(1), Point(1) == Point(1, 0), len({Point(1), Point(1), Point(2)})
        (Point(x=1, y=0), True, 2)
        """
        for name, method in SHARED.items():
            own = getattr(cls, name)
            setattr(cls, name, method if own is getattr(object, name) else own)
        made = attrs.frozen(eq=False, repr=False)(cls)
        compared = [field.name for field in attrs.fields(made) if field.eq]
        made.__compared__ = attrgetter("__class__", *compared)
        return made
