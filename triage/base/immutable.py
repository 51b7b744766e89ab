"""Immutable classes: those of attrs, which share one equality, hash and ``repr``.

A command makes about two hundred classes before it does anything, and values of a third
of them: so attrs writes the rest of a class when the first value of it is made.
"""

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

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


def shared(cls: type[Any]) -> dict[str, Callable[..., Any]]:
    """Return how values of a class are compared and shown: in their own way, if any."""
    own = {name: getattr(cls, name) for name in SHARED}
    return {
        name: method if own[name] is getattr(object, name) else own[name]
        for name, method in SHARED.items()
    }


def written(cls: type[Any]) -> type[Any]:
    """Return a class as attrs writes it, but for what all share."""
    return attrs.frozen(eq=False, repr=False)(cls)


class Example:
    """Show what attrs writes of a class."""

    field: int


WRITTEN = vars(written(Example))

REFUSING = {name: WRITTEN[name] for name in ("__setattr__", "__delattr__")}
"""What refuses a change, the same for all classes."""


class Later:
    """Stand for a part of a class that attrs writes, until a part of it is used."""

    def __set_name__(self, cls: type[Any], name: str) -> None:
        self.cls, self.name = cls, name

    def __get__(self, value: object, owner: type[Any]) -> Any:
        part = vars(self.cls)[self.name]
        if part is self:
            finish(self.cls)
            part = vars(self.cls)[self.name]
        return part.__get__(value, owner) if hasattr(part, "__get__") else part


AT_ONCE = {*vars(Example), *REFUSING, "__slots__", "field"}
LATER = {"__compared__", *WRITTEN} - AT_ONCE
"""The names of what is written later."""


def can_wait(cls: type[Any]) -> bool:
    """Whether attrs would write nothing else, as where a method calls ``super``."""
    codes = (
        getattr(getattr(part, "func", part), "__code__", None)
        for part in vars(cls).values()
    )
    calls_super = any("__class__" in getattr(x, "co_freevars", ()) for x in codes)
    is_kept_twice = any(kept_by(cls)) and hasattr(cls, "__getattr__")
    return LATER.isdisjoint(vars(cls)) and not (calls_super or is_kept_twice)


def kept_by(cls: type[Any]) -> dict[str, Callable[[Any], Any]]:
    """Return the properties that values of a class work out once, and keep."""
    parts = vars(cls).items()
    return {name: x.func for name, x in parts if isinstance(x, cached_property)}


def keeping(kept: dict[str, Callable[[Any], Any]]) -> Callable[[Any, str], Any]:
    """Return what works out properties, each of which is kept in a slot."""

    def worked_out(self: Any, name: str) -> Any:
        if name not in kept:
            return object.__getattribute__(self, name)  # which says that there is none
        found = kept[name](self)
        object.__setattr__(self, name, found)
        return found

    return worked_out


def is_class_variable(kind: object) -> bool:
    return getattr(kind, "__origin__", kind) is ClassVar


def begin(cls: Any) -> type[Any]:
    """Return a class with slots for its fields, of which the rest is written later."""
    kinds = cls.__annotations__.items()
    fields = [name for name, kind in kinds if not is_class_variable(kind)]
    bases = [vars(base) for base in cls.__mro__[1:]]
    taken = {name for base in bases for name in base.get("__slots__", ())}
    has_references = any("__weakref__" in base for base in bases)
    kept = kept_by(cls)
    slots = [name for name in fields if name not in taken]
    left_out = {*fields, *kept, "__dict__", "__weakref__"}
    body = {name: part for name, part in vars(cls).items() if name not in left_out}
    body |= {**shared(cls), **REFUSING, **{name: Later() for name in LATER}}
    body |= {"__source__": cls, "__qualname__": cls.__qualname__}
    if kept:
        body["__getattr__"] = keeping(kept)
        said = (
            (name, part.__annotations__.get("return")) for name, part in kept.items()
        )
        types = {name: kind for name, kind in said if kind is not None}
        body["__annotations__"] = {**cls.__annotations__, **types}
    body["__slots__"] = (*slots, *(() if has_references else ("__weakref__",)), *kept)
    made: type[Any] = type(cls)(cls.__name__, cls.__bases__, body)
    return made


def finish(cls: Any) -> None:
    """Let attrs write the rest of a class, from what its author wrote."""
    source, kept = cls.__source__, kept_by(cls.__source__)
    fields = {n: kind for n, kind in source.__annotations__.items() if n not in kept}
    source.__annotations__ = {**fields}  # to which attrs adds what is kept
    made = written(source)
    source.__annotations__ = fields
    for name in LATER & vars(made).keys():
        setattr(cls, name, vars(made)[name])
    compare(cls)


def compare(cls: Any) -> None:
    compared = [field.name for field in attrs.fields(cls) if field.eq]
    cls.__compared__ = attrgetter("__class__", *compared)


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
        if can_wait(cls):
            return begin(cls)
        for name, method in shared(cls).items():
            setattr(cls, name, method)
        made = written(cls)
        compare(made)
        return made
