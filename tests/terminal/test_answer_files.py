"""Answers in files: of one patient, and of many."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from triage.base.exceptions import TriageError
from triage.base.files import FileError
from triage.terminal.answer_files import read_answers, read_table
from triage.terminal.storage import read_record

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
        ("9" * 5000, "a number here has more than 4,300 digits"),
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


def test_a_table_is_read_row_by_row(tmp_path):
    """A row gives its answers; an empty cell gives none, or leaves a text blank."""
    path = tmp_path / "patients.csv"
    path.write_text('\ufeffage,signs\n44,"fever,cough"\n,none\n\n', encoding="utf-8")

    assert [*read_table(str(path))] == [
        {"age": "44", "signs": "fever,cough"},
        {"age": None, "signs": "none"},
    ]
    assert [*read_table(str(path), ["age"])][1] == {"age": "", "signs": "none"}


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


@given(st.binary(max_size=200), st.sampled_from(["json", "yaml"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data, suffix):
    """Whatever a file holds, it is answers or an error of ours."""
    file = Path(tmp_path_factory.getbasetemp()) / f"any.{suffix}"
    file.write_bytes(data)

    for read in (lambda name: read_answers(name, NOTHING), read_record):
        with suppress(TriageError):
            read(str(file))
