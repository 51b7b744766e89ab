"""Answers and saved interviews in files."""

import io
import json
import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from triage.base.exceptions import TriageError
from triage.terminal.storage import (
    FileError,
    claim,
    read_answers,
    read_record,
    read_table,
    write_private,
)

NOTHING = io.BytesIO()


def written(folder, name, data):
    """Write a file and return its path as text."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def test_answers_are_json(tmp_path):
    """A JSON object maps question ids to answers."""
    file = written(tmp_path, "a.json", '\ufeff{"age": 44, "signs": ["fever"]}')

    assert read_answers(file, NOTHING) == {"age": 44, "signs": ["fever"]}


def test_answers_come_through_a_pipe():
    """A minus stands for standard input."""
    assert read_answers("-", io.BytesIO(b'{"age": 44}')) == {"age": 44}


@pytest.mark.parametrize("name", ["a.yaml", "a.yml"])
def test_answers_in_yaml_are_read_as_text(tmp_path, name):
    """In YAML, no is the answer no, and 1.10 stays as it was written."""
    file = written(tmp_path, name, "fever: no\ndays: 1.10\nsigns: [nodes, yes]\n")

    assert read_answers(file, NOTHING) == {
        "fever": "no",
        "days": "1.10",
        "signs": ["nodes", "yes"],
    }


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "this is not JSON"),
        ("{", "this is not JSON"),
        ("[1]", "answers are a JSON object"),
        ("null", "answers are a JSON object"),
        ('{"a": 1, "a": 2}', "'a' is there twice"),
        ('{"a": ' + "[" * 9 + "]" * 9 + "}", "nested too deep"),
        ('{"a": ' + "[" * 200_000, "nested too deep"),
        ("9" * 5000, "this is not JSON"),
        (b"\xff", "this is not UTF-8 text"),
        (b" " * 5_000_001, "larger than 5,000,000 bytes"),
    ],
)
def test_what_is_not_answers_is_refused(tmp_path, data, message):
    """Anything else is refused in one sentence that begins with the file."""
    file = written(tmp_path, "a.json", data)

    with pytest.raises(FileError, match=message) as refused:
        read_answers(file, NOTHING)

    assert str(refused.value).startswith(file)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("a: 1\na: 2", "'a' is there twice"),
        ("- a", "answers are a JSON object"),
        ("a: {b: c}", "an answer is a text or a list of texts"),
        ("a: [[b]]", "an answer is a text or a list of texts"),
        ("? [a]\n: b", "an answer is a text or a list of texts"),
        ("a: *b", "T107"),
        ("", "write answers such as `age: 44`"),
        ("a: [", "T101"),
    ],
)
def test_yaml_that_is_not_answers_is_refused(tmp_path, data, message):
    """YAML answers are plain: one text or list of texts for each question."""
    with pytest.raises(TriageError, match=message):
        read_answers(written(tmp_path, "a.yaml", data), NOTHING)


@pytest.mark.parametrize("name", ["missing.json", ".", "nul\0byte.json", "x" * 300])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, name):
    """A missing file, a folder and an impossible name are refused in words."""
    with pytest.raises(FileError, match="cannot be read"):
        read_record(f"{tmp_path}/{name}")


def test_a_record_is_private_and_complete(tmp_path):
    """Answers are written for their owner's eyes only, as one file."""
    file = tmp_path / "mine.json"

    write_private(str(file), {"a": "é"})

    assert json.loads(file.read_text(encoding="utf-8")) == {"a": "é"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["mine.json"]  # noqa: PTH208


def test_a_link_stays_a_link(tmp_path):
    """Writing through a symbolic link replaces the file that it names."""
    file, link = tmp_path / "mine.json", tmp_path / "link.json"
    link.symlink_to(file)

    write_private(str(link), {})

    assert link.is_symlink()
    assert file.is_file()


def test_a_write_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    """A full disk costs the new text, never the old one."""
    file = tmp_path / "mine.json"
    file.write_text("before")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left on device"):
        write_private(str(file), {})

    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["/dev/null", "/", "/no/such/folder/x", "nul\0byte"])
def test_what_is_no_place_for_a_file_is_refused(name):
    """A device, a folder, a missing folder and an impossible name are refused."""
    with pytest.raises(FileError, match="cannot be written"):
        write_private(name, {})


def test_a_new_or_empty_file_can_be_claimed(tmp_path, monkeypatch):
    """A name that is free, or an empty file, may be used; ~ is the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path))

    assert claim("~/new.json") == str(tmp_path / "new.json")
    assert claim(written(tmp_path, "empty.json", "")) == str(tmp_path / "empty.json")


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        ("dear diary", "choose another name$"),
        ("[]", "choose another name$"),
        ('{"triage_session": 1}', "go on with that interview by --resume"),
    ],
)
def test_a_file_that_holds_something_is_never_claimed(tmp_path, data, hint):
    """Nothing is written over; a saved interview can be gone on with."""
    with pytest.raises(FileError, match=hint):
        claim(written(tmp_path, "there.json", data))


@pytest.mark.parametrize("name", ["~nobody_of_this_name/x", "x" * 300])
def test_an_impossible_name_cannot_be_claimed(name):
    """A name that the system refuses is refused in words."""
    with pytest.raises(FileError, match="cannot be written"):
        claim(name)


@given(st.binary(max_size=200), st.sampled_from(["json", "yaml"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data, suffix):
    """Whatever a file holds, it is answers or an error of ours."""
    file = Path(tmp_path_factory.getbasetemp()) / f"any.{suffix}"
    file.write_bytes(data)

    for read in (lambda name: read_answers(name, NOTHING), read_record):
        with suppress(TriageError):
            read(str(file))


def test_a_table_is_read_row_by_row(tmp_path):
    """A row gives its answers; an empty cell gives none."""
    path = tmp_path / "patients.csv"
    path.write_text('\ufeffage,signs\n44,"fever,cough"\n,none\n\n', encoding="utf-8")

    assert [*read_table(str(path))] == [
        {"age": "44", "signs": "fever,cough"},
        {"signs": "none"},
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "the first line of a table names its columns"),
        (b"age;signs\n44;fever\n", "separate the cells with commas"),
        (b"age\tsigns\n44\tfever\n", "separate the cells with commas"),
        (b"age,age\n1,2\n", "the column 'age' is there twice"),
        (b"age\n1,2\n", "row 1 has too many cells"),
        (b"age\n\xff\n", "this is not UTF-8 text"),
        (b'age\n"1" 2\n', "this is not CSV"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path, text, message):
    """Whatever is no table is told, with its name."""
    path = tmp_path / "patients.csv"
    path.write_bytes(text)

    with pytest.raises(FileError, match=message) as caught:
        [*read_table(str(path))]
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize("name", ["nowhere.csv", "a\0b", "."])
def test_a_table_that_is_not_there_is_told(name):
    """A path that leads nowhere is one plain error."""
    with pytest.raises(FileError, match="cannot be read"):
        [*read_table(name)]
