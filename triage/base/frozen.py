"""Frozen map: a dict that cannot be changed, so that it can be hashed and shared."""

from collections.abc import Mapping
from typing import Any, NoReturn, Self, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenMap(dict[K, V]):
    """Map keys to values, for reading only.

    It is a ``dict``, as fast and as welcome to ``json``, that refuses every change;
    it equals any dict of the same items, in whatever order, and hashes as they do.

    >>> answers = FrozenMap({"fever": "no"})
    >>> answers["fever"] = "yes"
    Traceback (most recent call last):
    TypeError: a FrozenMap cannot be changed; copy it with `dict(…)`
    >>> answers | {"cough": "yes"}
    {'fever': 'no', 'cough': 'yes'}
    """

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]  # of a dict it is None
        return hash(frozenset(self.items()))

    def __repr__(self) -> str:
        return f"FrozenMap({super().__repr__()})"

    def __copy__(self) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a FrozenMap cannot be changed; copy it with `dict(…)`")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


def frozen(items: Mapping[Any, Any]) -> FrozenMap[Any, Any]:
    """Return a map for reading only; one that is so already is not copied."""
    return items if isinstance(items, FrozenMap) else FrozenMap(items)
