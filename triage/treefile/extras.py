"""Extension keys: what a file holds for other programs, under keys that begin so."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from triage.base.frozen import FrozenMap, frozen
from triage.base.text import UNWRITTEN, Source
from triage.treefile.yaml_events import Node, compose

OTHERS = "x-"
"""How a key begins that is not ours: it is kept, and means nothing here."""

Kept: TypeAlias = str | tuple["Kept", ...] | Mapping[str, "Kept"]


def extras(source: Source) -> Mapping[str, Mapping[str, Kept]]:
    """Return what a file holds for others, by where it stands.

    Texts are as they were written. A document that was built in code holds nothing.
    """
    if source.name == UNWRITTEN:
        return FrozenMap({})
    found: dict[str, dict[str, Kept]] = {}
    for place, key, extra in within(compose(source, "")):
        found.setdefault(place, {})[key] = extra
    return frozen({place: frozen(extra) for place, extra in found.items()})


def within(node: Node, place: str = "") -> Iterator[tuple[str, str, Kept]]:
    """Yield the keys for others below a node: where they stand, and what is there."""
    if not node.mapping:
        for index, item in enumerate(node.items):
            yield from within(item, joined(place, str(index)))
        return
    for key, child in node.pairs():
        name = key.scalar or ""
        if name.startswith(OTHERS):
            yield place, name, plain(child)
        else:
            yield from within(child, joined(place, name))


def joined(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def plain(node: Node) -> Kept:
    """Return what a node says, as texts, lists of them, and mappings."""
    if node.scalar is not None:
        return node.scalar
    if node.mapping:
        pairs = ((key.scalar or "", plain(child)) for key, child in node.pairs())
        return FrozenMap(dict(pairs))
    return tuple(map(plain, node.items))
