"""Entries: the records of a file of the library, each read when it is asked for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from triage.base.pattern import pattern
from triage.base.text import Source, Span
from triage.treefile.decode import Reader
from triage.treefile.fields import Keyed, Record, Scalar
from triage.treefile.files import contents, source_from
from triage.treefile.yaml_events import compose

BEGINS = pattern(r"^(\w+):", re.MULTILINE)


def places(source: Source) -> Mapping[str, Span]:
    """Return where each key begins a line of a file, up to the next one."""
    found = [*BEGINS.finditer(source.text)]
    ends = pairwise([*(one.start() for one in found), len(source.text)])
    return {
        one[1]: Span(source, *place) for one, place in zip(found, ends, strict=True)
    }


def said_at_top(path: Path, keys: Iterable[str]) -> Mapping[str, str]:
    """Return the texts behind some keys of a file of the library, without its rest."""
    source = source_from(path.name, contents(path))
    found = places(source)
    parts = (Source(path.name, found[key].text) for key in keys if key in found)
    pairs = (pair for part in parts for pair in compose(part, "").pairs())
    return {str(key.scalar): str(said.scalar) for key, said in pairs}


class Entries(Mapping[str, Any]):
    """Map the ids in a file to records, where each id begins a line.

    A command cites few of the sources, and explains few of the checks. Files of authors
    are read whole, so that all that is wrong with them is told.
    """

    def __init__(self, path: Path, item: Record, names: Scalar) -> None:
        self.shape = Keyed(item, names)
        self.source = source_from(path.name, contents(path))
        self.places = places(self.source)
        self.read = cache(self.entry)

    def entry(self, name: str) -> Any:
        [entry] = Reader(self.source).part(self.shape, self.places[name])
        return entry

    def __getitem__(self, name: str) -> Any:
        return self.read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __contains__(self, name: object) -> bool:
        return name in self.places
