"""Finding trees, and filling in whom to call."""

import os
import re
from pathlib import Path

import pytest
from trees_for_tests import SORE_THROAT

import triage
from triage.linker.contacts import PLACEHOLDERS, contact_entries, contacts
from triage.linker.loader import builtins

CALL = SORE_THROAT.replace("title: Call now", "title: Call $emergency_number")


def title(tree):
    """Return the title of the emergency recommendation."""
    return tree.recommendations["ambulance"].title


@pytest.mark.parametrize("name", builtins())
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


@pytest.mark.parametrize("name", ["back_pain", "start"])
def test_the_working_directory_hides_no_built_in_tree(name, tmp_path, monkeypatch):
    """A text without a suffix is an id; a path without one is a `Path`."""
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(SORE_THROAT)

    assert triage.load(name).id == name
    assert triage.load(Path(name)).id == "throat"


@pytest.mark.parametrize("name", ["/etc/passwd", "./throat", "a/b"])
def test_a_text_without_a_suffix_is_no_path(name, tmp_path, monkeypatch):
    """An id that came from anywhere reads no file, and the way out is told."""
    monkeypatch.chdir(tmp_path)
    Path("throat").write_text(SORE_THROAT)

    with pytest.raises(triage.TreeNotFound, match=r"a file ends with `.yaml`"):
        triage.load(name)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"password: hunter2\n", "the file has no `triage`"),
        (b"hunter2", "the file has no `triage`"),
        (b"hunter2: [\n", "the file has no `triage`"),
        (b"hunter2: \x00\n", "the character U+0000 is not allowed"),
        (b"hunter2: \xff\n", "this is not UTF-8 text"),
        (b"# hunter2\n\n", "the file is empty"),
    ],
)
def test_no_line_is_shown_of_a_file_that_is_no_tree(tmp_path, data, message):
    """Whoever names a file that is not a tree learns nothing of what it says."""
    path = tmp_path / "config.yaml"
    path.write_bytes(data)

    with pytest.raises(triage.InvalidTree) as refused:
        triage.load(path)
    [finding] = refused.value.findings

    assert finding.message == message
    assert "hunter2" not in str(refused.value)
    assert finding.to_dict()["text"] == ""
    assert finding.span.source.text == ""


@pytest.mark.parametrize(
    "data",
    ["triage: [x]\nid: x", '{"triage": 1, id: [x]}', "\ufefftriage: [", "- triage: 1"],
)
def test_lines_of_what_says_it_is_a_tree_are_shown(tmp_path, data):
    """A tree file with mistakes is told with its own lines, in any style."""
    path = tmp_path / "tree.yaml"
    path.write_text(data)

    with pytest.raises(triage.InvalidTree) as refused:
        triage.load(path)

    assert "| " + data.removeprefix("\ufeff").splitlines()[0] in str(refused.value)


def test_a_pipe_is_no_tree(tmp_path):
    """Nobody waits for what a pipe may say one day."""
    path = tmp_path / "tree.yaml"
    os.mkfifo(path)

    with pytest.raises(triage.TreeNotFound, match="not an ordinary file"):
        triage.load(path)


def test_the_built_in_trees_are_listed():
    """What can be loaded by its id is listed, as whoever serves trees must know."""
    assert {"back_pain", "start"} <= {*triage.builtins()}
    assert "mood" not in triage.builtins()


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


@pytest.mark.parametrize("place", ["", "generic"])
def test_no_place_has_no_number(place):
    """Without a place the wording is generic, never a wrong number."""
    assert title(triage.loads(CALL, place=place)) == "Call your local emergency number"


@pytest.mark.parametrize("place", ["XX", "DE", "de_DE", "nowhere at all", "G", "\0"])
def test_an_unknown_place_is_refused(place):
    """Who names a place counts on its numbers, so those that are known are told."""
    with pytest.raises(triage.PlaceNotFound, match="one of GB, US, IE") as refused:
        triage.loads(CALL, place=place)

    assert "\0" not in str(refused.value)


@pytest.mark.parametrize(
    "place",
    ["gb", "UK", "uk", "GBR", "en_GB", "en-GB", "en_GB.UTF-8", "en-Latn-GB", " GB "],
)
def test_a_place_is_known_by_the_names_that_people_write(place):
    """The codes of languages in a country, and what people say for it, mean it."""
    tree = triage.loads(CALL, place=place)

    assert (tree.place, title(tree)) == ("GB", "Call 999")


def test_the_places_are_listed():
    """A front end that offers places has a list of them."""
    assert triage.places()[:2] == ("GB", "US")
    assert "generic" not in triage.places()
    for place in triage.places():
        assert triage.loads(CALL, place=place).place == place


def test_the_generic_wording_has_no_digit():
    """The generic wording names every placeholder, and no number at all."""
    words = contacts()

    assert {*words} >= {*PLACEHOLDERS}
    assert not any(char.isdigit() for text in words.values() for char in text)


@pytest.mark.parametrize("place", contact_entries())
def test_every_place_has_an_emergency_number_and_a_day(place):
    """Each place says whom to call, when that was verified, and no word of its own."""
    entry = contact_entries()[place]

    assert entry.emergency_number is not None
    assert entry.verified_on is not None
    assert entry.status is not None
    assert {word.id.value for word in entry.words} <= {*contacts()}


def test_the_place_does_not_change_the_hashes():
    """One file has one logic and one wording, wherever it is shown."""
    here, there = triage.loads(CALL), triage.loads(CALL, place="GB")

    assert (here.logic, here.wording) == (there.logic, there.wording)


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
    with pytest.raises(triage.TreeNotFound, match="cannot be read"):
        triage.load(f"{name}.yaml")


def test_a_file_that_is_meant_is_named(tmp_path, monkeypatch):
    """An id that no built-in tree has, beside a file of that name, names the file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "garden.yaml").write_text("triage: 1\n")

    with pytest.raises(triage.TreeNotFound, match=r"mean the file `garden\.yaml`\?"):
        triage.load("garden")


def test_cases_are_told_from_a_tree(tmp_path):
    """Who checks a file of cases is told what runs them, and nothing of the file."""
    path = tmp_path / "garden.cases.yaml"
    path.write_text("triage_cases: 1\ntree: garden\ncases: {}\n")

    with pytest.raises(triage.InvalidTree) as refused:
        triage.load(path)

    (found,) = refused.value.findings
    assert found.help == "it holds cases of a tree: `triage test` runs them"
    assert found.span.text == ""
