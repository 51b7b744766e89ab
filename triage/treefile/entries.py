"""Entries: the records of a file of the library, each read when it is asked for."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from triage.base.pattern import pattern
from triage.base.text import Span
from triage.treefile.decode import Reader
from triage.treefile.fields import Keyed, Record, Scalar
from triage.treefile.files import contents, source_from

BEGINS = pattern(r"^(\w+):", re.MULTILINE)


class Entries(Mapping[str, Any]):
    """Map the ids in a file to records, where each id begins a line.

    A command cites few of the sources, and explains few of the checks. Files of authors
    are read whole, so that all that is wrong with them is told.
    """

    def __init__(self, path: Path, item: Record, names: Scalar) -> None:
        self.shape = Keyed(item, names)
        self.source = source_from(path.name, contents(path))
        found = [*BEGINS.finditer(self.source.text)]
        ends = pairwise([*(one.start() for one in found), len(self.source.text)])
        self.places = {one[1]: place for one, place in zip(found, ends, strict=True)}
        self.read = cache(self.entry)

    def entry(self, name: str) -> Any:
        place = Span(self.source, *self.places[name])
        [entry] = Reader(self.source).part(self.shape, place)
        return entry

    def __getitem__(self, name: str) -> Any:
        return self.read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __contains__(self, name: object) -> bool:
        return name in self.places
