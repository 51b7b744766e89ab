"""Finding trees, and filling in whom to call."""

import re
from pathlib import Path

import pytest
from trees_for_tests import SORE_THROAT

import triage
from triage.linker.contacts import PLACEHOLDERS, contact_entries, contacts
from triage.linker.loader import builtin_ids

CALL = SORE_THROAT.replace("title: Call now", "title: Call $emergency_number")


def title(tree):
    """Return the title of the emergency recommendation."""
    return tree.recommendations["ambulance"].title


@pytest.mark.parametrize("name", builtin_ids())
def test_every_builtin_tree_loads_without_a_finding(name):
    """Every tree of the library loads by its id, and no check says a word."""
    tree = triage.load(name)

    assert tree.id == name
    assert triage.check(tree) == ()


def test_a_path_and_a_text_make_the_same_tree(tmp_path):
    """A tree is loaded from a path, a text path or a text."""
    path = tmp_path / "throat.yaml"
    path.write_text(SORE_THROAT)

    assert triage.load(path).logic == triage.loads(SORE_THROAT).logic
    assert triage.load(str(path)).wording == triage.loads(SORE_THROAT).wording


def test_a_missing_file_is_said():
    """A path without a file is refused with the path."""
    with pytest.raises(triage.TreeNotFound, match=r"`nowhere.yaml` cannot be read"):
        triage.load("nowhere.yaml")


def test_a_folder_is_no_tree(tmp_path):
    """A folder is refused as such."""
    folder = tmp_path / "tree.yaml"
    folder.mkdir()

    with pytest.raises(triage.TreeNotFound, match="cannot be read: Is a directory"):
        triage.load(folder)


def test_an_unknown_id_is_answered_with_the_closest():
    """A misspelt id of the library is answered with the right one."""
    with pytest.raises(triage.TreeNotFound, match="did you mean `back_pain`"):
        triage.load("back_pian")
    with pytest.raises(triage.TreeNotFound, match="`triage list` shows them"):
        triage.load("zzz")


def test_a_module_is_no_tree():
    """A module of the library cannot be loaded as a tree by its id."""
    with pytest.raises(triage.TreeNotFound):
        triage.load("red_flags")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("BACK_PAIN", "did you mean `back_pain`?"),
        ("curb", "did you mean `curb_65`?"),
        ("zzz", "`triage list` shows them"),
    ],
)
def test_a_misspelt_tree_is_told_from_an_unknown_one(name, hint):
    """Capitals and a part of an id suggest the tree; nothing like one says where."""
    with pytest.raises(triage.TreeNotFound, match=re.escape(hint)):
        triage.load(name)


def test_a_place_has_its_number():
    """Placeholders are filled for the place that is named."""
    assert title(triage.loads(CALL, place="GB")) == "Call 999"
    assert title(triage.loads(CALL, place="us")) == "Call 911"


@pytest.mark.parametrize("place", ["", "XX", "generic", "nowhere at all"])
def test_an_unknown_place_has_no_number(place):
    """For an unknown place the wording is generic, never a wrong number."""
    assert title(triage.loads(CALL, place=place)) == "Call your local emergency number"


def test_the_generic_wording_has_no_digit():
    """The generic wording names every placeholder, and no number at all."""
    words = contacts()

    assert set(words) == set(PLACEHOLDERS)
    assert not any(char.isdigit() for text in words.values() for char in text)


@pytest.mark.parametrize("place", contact_entries())
def test_every_place_has_an_emergency_number_and_a_day(place):
    """Each place says whom to call, and when that was verified."""
    entry = contact_entries()[place]

    assert entry.emergency_number is not None
    assert entry.verified_on is not None
    assert entry.status is not None


def test_the_place_does_not_change_the_hashes():
    """One file has one logic and one wording, wherever it is shown."""
    here, there = triage.loads(CALL), triage.loads(CALL, place="GB")

    assert (here.logic, here.wording) == (there.logic, there.wording)


def test_a_tree_finds_modules_and_sources_beside_it(tmp_path):
    """Modules and `sources.yaml` beside a file come before those of the library."""
    (tmp_path / "sources.yaml").write_text("book: {title: A book}\n")
    (tmp_path / "mood.yaml").write_text(
        "triage: 1\nkind: module\nid: mood\ntitle: Mood\n"
        "questions: {low: {text: Low?, type: yes_no}}\n"
        "start: ask\nsteps: {ask: {ask: low, go: done}}\n"
    )
    path = tmp_path / "tree.yaml"
    path.write_text(
        "triage: 1\nid: tree\ntitle: Tree\nsources: [book]\n"
        "recommendations: {rest: {urgency: self_care, title: Rest}}\n"
        "start: one\nsteps: {one: {run: mood, go: rest}}\n"
    )

    tree = triage.load(path)

    assert list(tree.steps) == ["one", "one/ask", "one/"]
    assert tree.citations["book"].title == "A book"


def test_messages_name_the_library_file_alone():
    """Places in the built-in trees do not show where the package is installed."""
    tree = triage.load("back_pain")

    assert tree.documents[0].span.source.name == "back_pain.yaml"
    assert Path(tree.documents[0].span.source.name).parent == Path()


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000], ids=["a zero byte", "long"])
def test_a_name_that_no_file_can_have_is_no_tree(name):
    """What the system refuses to look for is not there, and nothing else is raised."""
    with pytest.raises(triage.TreeNotFound, match="no built-in tree is called"):
        triage.load(name)
