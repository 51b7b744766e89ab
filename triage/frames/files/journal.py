"""Journal: how far a file has come, so that whoever is stopped can go on from there.

What is written stands in files beside those that it becomes. How much of them counts
is kept in the journal after each part; whatever was written behind that is cut off.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import attrs

from triage.base.files import FileError
from triage.base.immutable import immutable
from triage.base.wording import listed
from triage.frames.files.counts import Counts
from triage.frames.files.part import Mark

NO_JOURNAL = "this is no journal of this version"
AGAIN = "`--force` begins anew"


@immutable
class Place:
    """Say how far a file has come.

    Args:
        mark: Where its next part begins.
        written: How many bytes are written of each file.
        counts: How many rows came to what.
        whole: Whether nothing is left but to put the files in their places.
    """

    mark: Mark = Mark()
    written: Sequence[int] = (0, 0)
    counts: Counts = attrs.field(factory=Counts)
    whole: bool = False


@immutable
class Journal:
    """Keep how far a file has come.

    Args:
        places: Where the results, and the rows that are refused, will stand.
        mode: Who may read them.
        made: Whether the results are made of their parts, once these are all there.
    """

    places: Sequence[Path]
    mode: int
    made: bool = False

    @property
    def path(self) -> Path:
        return beside(self.places[0], ".part.json")

    @property
    def parts(self) -> Sequence[Path]:
        """Where results and refused rows stand until all of them are there."""
        return [beside(place, ".part") for place in self.places]

    @property
    def ready(self) -> Sequence[Path]:
        """What is put in the places."""
        results, refused = self.parts
        return [beside(results, ".whole") if self.made else results, refused]

    @property
    def new(self) -> Path:
        """Where the next journal stands until it is whole."""
        return beside(self.path, ".new")

    @property
    def locks(self) -> Sequence[Path]:
        """What is locked by the run that writes all this, for each place."""
        return [beside(place, ".part.lock") for place in self.places]

    @property
    def others(self) -> Sequence[Path]:
        """What stands beside the places until all is there."""
        made = self.ready[:1] if self.made else []
        return [*self.parts, *made, self.path, self.new, *self.locks]

    def read(self) -> tuple[Mapping[str, Any], Place] | None:
        """Return what is decided how, and how far it came; None where nothing is kept.

        Raises:
            FileError: The journal cannot be read.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        try:
            data = json.loads(text)
            kept, run = data["place"], data["run"]
            read = {"mark": Mark(**kept["mark"]), "counts": Counts.of(kept["counts"])}
            place = Place(**kept | read)
        except (ValueError, KeyError, TypeError):
            raise FileError(f"{self.path}: {NO_JOURNAL}: {AGAIN}") from None
        return run, place

    def refuse_lost(self, place: Place) -> None:
        """Refuse to go on where what was written is not there.

        Raises:
            FileError: It is not.
        """
        sizes = map(size, self.parts)
        short = any(has < had for has, had in zip(sizes, place.written, strict=True))
        files = zip(self.ready, self.places, strict=True)
        gone = not all(ready.exists() or where.exists() for ready, where in files)
        if gone if place.whole else short:
            raise FileError(f"{self.path}: a part of the results is missing: {AGAIN}")

    def keep(self, run: Mapping[str, Any], place: Place) -> None:
        """Keep how far it came, at once or not at all."""
        kept = attrs.asdict(place) | {"counts": place.counts.to_dict()}
        with self.opened(self.new, os.O_TRUNC) as file:
            file.write(json.dumps({"run": run, "place": kept}).encode())
            settle(file)
        self.new.replace(self.path)

    def opened(self, path: Path, how: int = 0) -> BinaryIO:
        """Open a file that is written, and made if it is not there."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | how, self.mode)
        return os.fdopen(handle, "r+b")

    @contextmanager
    def going_on(self, place: Place) -> Iterator[Sequence[BinaryIO]]:
        """Give the files to write, each at the end of what counts."""
        results, refused = self.parts
        with self.opened(results) as one, self.opened(refused) as other:
            for file, end in zip((one, other), place.written, strict=True):
                file.truncate(end)
                file.seek(end)
            yield one, other

    def refuse_present(self, place: Place | None) -> None:
        """Refuse to write over what is not of this run.

        Args:
            place: How far it came; None where it only begins.

        Raises:
            FileError: Something stands where a file is to be put.
        """
        kept = place is not None and place.whole
        found = [
            where
            for where, ready in zip(self.places, self.ready, strict=True)
            if where.exists() and (ready.exists() or not kept)
        ]
        if place is None:
            found += [part for part in self.parts if part.exists()]
        if found:
            raise FileError(f"{found[0]} is there already: `--force` replaces it")

    def publish(self) -> None:
        """Put each file in its place, that of the results last, and forget the rest."""
        for ready, place in reversed([*zip(self.ready, self.places, strict=True)]):
            if ready.exists():
                ready.replace(place)
        for part in self.parts:
            part.unlink(missing_ok=True)
        self.path.unlink()


def refuse_other(path: Path, kept: Mapping[str, Any], run: Mapping[str, Any]) -> None:
    """Refuse to go on with what was begun otherwise.

    Raises:
        FileError: Something is not as it was.
    """
    if other := [name for name, what in run.items() if kept.get(name) != what]:
        one = len(other) == 1 and not other[0].endswith("s")
        verb = "differs" if one else "differ"
        what = listed([f"the {name}" for name in other], "and")
        raise FileError(f"{path} was begun otherwise: {what} {verb}; {AGAIN}")


def beside(path: Path, end: str) -> Path:
    """Return the path of what stands beside a file."""
    return path.with_name(path.name + end)


def size(path: Path) -> int:
    """Return how many bytes a file has; none where there is no file."""
    return path.stat().st_size if path.exists() else 0


def settle(file: BinaryIO) -> None:
    """Let a file be on disk."""
    file.flush()
    os.fsync(file.fileno())
