"""What a tree file names: beside it, in a package, or given by a caller."""

import json
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from modular import CONTACTS, GIVEN, MODULE, SOURCES, TREE

import triage
from triage.linker import library, shelf


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a tree and all that it names."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/part.yaml").write_text(MODULE)
    (tmp_path / "main.yaml").write_text(TREE)
    (tmp_path / "sources.yaml").write_text(SOURCES)
    (tmp_path / "contacts.yaml").write_text(CONTACTS)
    return tmp_path


def zipped(folder):
    """Return a folder as it stands in an archive."""
    with zipfile.ZipFile(folder / "all.zip", "w") as file:
        for path in folder.rglob("*.yaml"):
            file.write(path, path.relative_to(folder).as_posix())
    return zipfile.Path(folder / "all.zip")


def titles(tree):
    """Return what the recommendations of a tree say."""
    return {name: item.title for name, item in tree.recommendations.items()}


HERE = {"rest": "Rest, or call 112", "talk": "Call 0123"}


def test_modules_sources_and_contacts_stand_beside_a_tree(folder):
    """What a folder holds goes before what the library knows."""
    tree = triage.load(folder / "main.yaml", place="GB")

    assert [*tree.steps] == ["one", "one/a", "one/"]
    assert tree.citations["book"].title == "A book"
    assert titles(tree) == HERE
    assert triage.load(folder / "main.yaml", place="fr").place == "FR"


def test_everything_may_come_from_an_archive(folder):
    """A resource of a package knows what stands beside it."""
    tree = triage.load(folder / "main.yaml", place="GB")
    packed = triage.load(zipped(folder) / "main.yaml", place="GB")

    assert packed == tree


def test_everything_may_come_from_a_database(folder):
    """Texts and tables by their names make the same tree as files."""
    tree = triage.load(folder / "main.yaml", place="GB")

    assert triage.loads(TREE, place="GB", **GIVEN) == tree
    assert triage.loads(TREE.encode(), place="UK", **GIVEN) == tree
    wordings = {"GB": {"emergency_number": "112", "words": {"clinic": "0123"}}}
    assert triage.loads(TREE, place="GB", **GIVEN | {"contacts": wordings}) == tree


@pytest.mark.parametrize("made", [str, Path, zipped])
def test_everything_may_stand_in_another_folder(folder, made):
    """A folder stands for its modules and its tables."""
    where = made(folder)
    tree = triage.loads(TREE, place="GB", modules=where, sources=where, contacts=where)

    assert tree == triage.load(folder / "main.yaml", place="GB")


def test_a_table_may_be_a_file_of_any_name(folder):
    """A path that is no folder is the file."""
    (folder / "sources.yaml").rename(folder / "books.yaml")
    given = GIVEN | {"sources": folder / "books.yaml"}

    assert triage.loads(TREE, **given).citations["book"].year == "2020"


def test_what_is_given_goes_instead_of_what_stands_beside(folder):
    """A tree is made of what its caller says, and of nothing that lies about."""
    with pytest.raises(triage.InvalidTree) as refused:
        triage.load(folder / "main.yaml", modules={})
    [finding] = refused.value.findings

    assert (finding.code, finding.help) == ("T206", "give its text in `modules`")


def test_a_resource_that_knows_no_folder_is_given_the_rest():
    """Nothing stands beside what only has a name and a text."""

    class Resource:
        def joinpath(self, *_names):
            """Know of nothing else."""

        def open(self, _mode):
            return Path("main.yaml").open("rb")

    Path("main.yaml").write_text(TREE)

    assert triage.load(Resource(), **GIVEN).id == "main"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"sources": {"book": {"titel": "A book"}}}, "`titel` is not a key here"),
        ({"sources": {"book": {}}}, "`book` has no `title`"),
        ({"contacts": {"clinic": ""}}, "`clinic` cannot be empty"),
        ({"contacts": {"$clinic": "x"}}, "an id in the file cannot be `$clinic`"),
        ({"contacts": {"gb": {}}}, "an id in the file cannot be `gb`"),
        ({"modules": {"shared/part": "["}}, "ends"),
    ],
)
def test_what_is_given_is_read_with_care(given, message):
    """What is wrong in a table is told as in a file."""
    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(TREE, **GIVEN | given)

    assert message in str(refused.value)


@pytest.mark.parametrize("name", ["sources", "contacts"])
def test_a_table_that_is_not_there_is_said(folder, name):
    """Who gives a file counts on it."""
    with pytest.raises(triage.TreeNotFound, match="cannot be read: No such file"):
        triage.loads(TREE, **GIVEN | {name: folder / "nowhere.yaml"})


@pytest.mark.parametrize("name", ["sources.yaml", "contacts.yaml", "shared/part.yaml"])
def test_no_line_is_shown_of_what_is_no_table(folder, name):
    """A link to another file of the machine does not print that file."""
    (folder / name).unlink()
    (folder / "secret").write_text("root:hunter2:0:0\n")
    (folder / name).symlink_to(folder / "secret")

    with pytest.raises(triage.InvalidTree) as refused:
        triage.load(folder / "main.yaml")

    assert "hunter2" not in str(refused.value)


def test_a_changed_table_is_read_again(folder):
    """What was read once is not remembered against the file."""
    triage.load(folder / "main.yaml")
    (folder / "sources.yaml").write_text(SOURCES.replace("A book", "B book"))
    (folder / "contacts.yaml").write_text(CONTACTS.replace("the clinic", "a clinic"))
    tree = triage.load(folder / "main.yaml")

    assert tree.citations["book"].title == "B book"
    assert titles(tree)["talk"] == "Call a clinic"


# The built-in library


def test_a_forgotten_module_is_never_one_of_the_library(tmp_path):
    """Nobody is asked what another's module asks because a file was forgotten."""
    path = tmp_path / "main.yaml"
    path.write_text(TREE.replace("shared/part", "mood"))

    with pytest.raises(triage.InvalidTree) as refused:
        triage.load(path, sources=GIVEN["sources"])
    [finding] = refused.value.findings

    assert finding.code == "T206"
    assert finding.help == (
        "put `mood.yaml` beside this file, or write `library/mood` for the built-in one"
    )


def test_the_library_is_run_by_its_name():
    """A tree says where a module comes from."""
    needed = """
questions:
  age: {text: "How old?", type: integer, min: 0, max: 120}
  who: {text: Who answers?, options: {myself: I do, someone: Somebody for me}}
values: {to_a_parent: age < 12}
"""
    first = "start: zero\nsteps:\n  zero: {ask: [age, who], go: one}\n"
    text = TREE.replace("start: one\nsteps:\n", first) + needed
    text = text.replace("shared/part", "library/mood")
    tree = triage.loads(text, sources=GIVEN["sources"])

    assert "suicidal_thoughts" in tree.questions


def test_a_file_cannot_stand_for_the_library(folder):
    """The name of a built-in module means one thing."""
    (folder / "library").mkdir()
    (folder / "library/mood.yaml").write_text(MODULE)
    (folder / "main.yaml").write_text(TREE.replace("shared/part", "library/mood"))

    with pytest.raises(triage.InvalidTree) as refused:
        triage.load(folder / "main.yaml")

    assert "`library/mood` is a built-in module, and" in str(refused.value)


@pytest.mark.parametrize("name", ["library/nowhere", "a" * 300])
def test_a_module_that_is_nowhere_is_told(folder, name):
    """Also one whose name no file can have."""
    (folder / "main.yaml").write_text(TREE.replace("shared/part", name))

    with pytest.raises(triage.InvalidTree) as refused:
        triage.load(folder / "main.yaml")

    assert [finding.code for finding in refused.value.findings] == ["T206"]


def test_a_module_that_cannot_be_read_is_told_where_it_is_run(folder, monkeypatch):
    """The other mistakes of the file are told with it."""
    monkeypatch.setattr(shelf, "contents", unreadable)
    source = shelf.source_from("main.yaml", TREE)

    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(source.text, modules=folder, contacts=GIVEN["contacts"])
    [finding] = refused.value.findings

    assert (finding.code, finding.span.text) == ("T206", "shared/part")
    assert "Permission denied" in finding.message


def unreadable(path):
    """Refuse to read a file."""
    raise triage.TreeNotFound(f"`{path}` cannot be read: Permission denied")


def test_the_library_is_read_again_when_it_changed(tmp_path, monkeypatch):
    """An upgrade below a running process is seen, and else nothing is read twice."""
    for name in ("sources.yaml", "contacts.yaml"):
        (tmp_path / name).write_text((library.trees_folder() / name).read_text())
    (tmp_path / "README.txt").write_text("no tree")
    tree = tmp_path / "mine.yaml"
    tree.write_text("#\n" + TREE.replace("shared/part", "library/mood"))
    monkeypatch.setattr(library, "trees_folder", lambda: tmp_path)

    assert library.library() is library.library()
    assert [*library.library().trees] == ["mine"]
    before = library.library()
    contacts = tmp_path / "contacts.yaml"
    contacts.write_text(contacts.read_text().replace('"999"', '"998"'))
    os.utime(contacts, ns=(1, 1))

    assert library.library() is not before
    assert str(library.library().contacts["GB"].emergency_number) == "998"


def test_json_is_yaml_enough():
    """What json writes of a table, the reader reads."""
    odd = {"book": {"title": '“A”: {b} #c \U0001f9a0 \\ " \n d', "url": "x\ty"}}
    tree = triage.loads(TREE, **GIVEN | {"sources": odd})

    assert tree.citations["book"].title == " ".join(odd["book"]["title"].split())
    assert json.loads(json.dumps(odd)) == odd


class Opens:
    """Open, and be nothing else that a file is."""

    def open(self, _mode):
        """Return nothing."""


@pytest.mark.parametrize("given", [None, 3, b"start.yaml", Opens(), ["start"], dict])
def test_what_is_no_file_is_said_to_be_none(given):
    """A value of a wrong kind is told by its kind, and with the way out."""
    for load in (
        lambda: triage.load(given),
        lambda: triage.loads(TREE, **GIVEN | {"sources": given or 1}),
        lambda: triage.loads(TREE, **GIVEN | {"contacts": given or 1}),
        lambda: triage.loads(TREE, **GIVEN | {"modules": given or 1}),
    ):
        with pytest.raises(triage.TriageError, match="is no file: give a path"):
            load()


@pytest.mark.parametrize("given", [None, 3, Path("start.yaml"), ["start"]])
def test_what_is_no_text_is_said_to_be_none(given):
    """So is what should be the text of a file."""
    with pytest.raises(triage.TriageError, match="is no text of a file: `load` takes"):
        triage.loads(given)
    with pytest.raises(triage.TriageError, match="is no text of a file"):
        triage.loads(TREE, **GIVEN | {"modules": {"shared/part": given or 1}})


DEEP: dict[str, object] = {}
DEEP["clinic"] = DEEP


@pytest.mark.parametrize("word", [True, object(), ["0123"], 1.5, DEEP])
def test_what_is_no_wording_reaches_nobody(word):
    """Nobody reads `None` or an object of Python where a number to call should be."""
    with pytest.raises(triage.TriageError, match="a table has texts in it"):
        triage.loads(TREE, **GIVEN | {"contacts": {"clinic": word}})
    with pytest.raises(triage.TriageError, match="a table has texts in it"):
        triage.loads(TREE, **GIVEN | {"sources": {"book": {"title": word}}})


def test_what_a_row_of_a_database_lacks_is_not_there():
    """None in a table is nothing: without a wording, a placeholder is refused."""
    books = {"book": {"title": "A book", "year": None, "checked_on": date(2026, 1, 2)}}
    tree = triage.loads(TREE, **GIVEN | {"sources": books, "place": None})

    assert tree.citations["book"].checked_on == "2026-01-02"
    assert tree.citations["book"].year == ""
    with pytest.raises(triage.InvalidTree, match="1 error"):
        triage.loads(TREE, **GIVEN | {"contacts": {"clinic": None}})


@pytest.mark.parametrize("place", [3, ["GB"], object()])
def test_what_is_no_place_is_unknown(place):
    """A value of a wrong kind is no place, and those that are known are told."""
    with pytest.raises(triage.PlaceNotFound, match="give one of GB, US"):
        triage.loads(TREE, **GIVEN | {"place": place})


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_a_database_are_a_text(kind):
    """A text may come as any bytes."""
    assert triage.loads(kind(TREE.encode()), **GIVEN).id == "main"


@pytest.mark.parametrize(
    "given",
    [
        {"clinic": "call $crisis_line"},
        {"generic": {"words": {"clinic": "${clinic}"}}},
        {"GB": {"words": {"clinic": "0123"}, "emergency_number": "$number"}},
    ],
)
def test_no_placeholder_is_filled_with_another(given):
    """What is filled in is read as it is, so a placeholder in it would stay there."""
    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(TREE, **GIVEN | {"contacts": given, "place": "GB"})
    [finding] = refused.value.findings

    assert finding.code == "T211"
    assert finding.span.source.name.startswith("<contacts")
    tree = triage.loads(TREE, **GIVEN | {"contacts": {"clinic": "$5 a minute"}})
    assert titles(tree)["talk"] == "Call $5 a minute"
