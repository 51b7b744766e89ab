"""Entries of the library: each is what it is in the whole file, and read when asked."""

from pathlib import Path

import pytest

import triage.lint
from triage.linker.library import ContactEntry, library, trees_folder
from triage.lint.catalogue import CatalogueEntry
from triage.treefile.decode import Reader, read, read_entries
from triage.treefile.document import SourceEntry
from triage.treefile.entries import Entries, said_at_top
from triage.treefile.fields import CODE, ID, PLACE_CODE, Record
from triage.treefile.files import source_from

FILES = [
    (trees_folder() / "sources.yaml", SourceEntry, ID),
    (trees_folder() / "contacts.yaml", ContactEntry, PLACE_CODE),
    (Path(triage.lint.__file__).with_name("catalogue.yaml"), CatalogueEntry, CODE),
]


def spans(entry):
    """Return where each word of an entry was written."""
    return repr(entry), str(entry.id.span), str(entry.span), entry.span.text


@pytest.mark.parametrize(("path", "kind", "names"), FILES)
def test_each_entry_is_what_it_is_in_the_whole_file(path, kind, names):
    """Read by itself or with all others, an entry says the same at the same place."""
    whole = read_entries(path, Record(kind), names)
    each = Entries(path, Record(kind), names)

    assert [*each] == [*whole]
    assert len(each) == len(whole)
    assert [*map(spans, each.values())] == [*map(spans, whole.values())]


def test_an_entry_is_read_when_it_is_asked_for(monkeypatch):
    """What a tree does not cite is not read; what it cites is read once."""
    read = []
    part = Reader.part
    monkeypatch.setattr(
        Reader,
        "part",
        lambda self, shape, place: (read.append(place), part(self, shape, place))[1],
    )
    entries = Entries(trees_folder() / "sources.yaml", Record(SourceEntry), ID)

    assert "policy_triage" in entries
    assert "nothing_of_the_kind" not in entries
    assert read == []
    assert entries["policy_triage"] is entries["policy_triage"]
    assert [place.text.partition(":")[0] for place in read] == ["policy_triage"]


@pytest.mark.parametrize("path", library().trees.values(), ids=lambda path: path.stem)
def test_what_is_said_at_the_top_is_what_the_whole_file_says(path):
    """A few words of a file, read alone, are those that the whole file says there."""
    whole = read(source_from(path.name, path.read_bytes()))

    found = said_at_top(path, ("title", "status", "review_by", "nothing_of_the_kind"))

    words = {key: getattr(whole, key) for key in ("title", "status", "review_by")}
    assert found == {key: word.value for key, word in words.items() if word}


def test_a_tree_is_found_by_its_id_as_among_all():
    """Looked up by its id, a tree is the file that the list of all trees names."""
    trees = library().trees

    assert {name: library().tree(name) for name in trees} == trees
    assert library().tree("sources") is None
    assert library().tree("nothing_of_the_kind") is None
