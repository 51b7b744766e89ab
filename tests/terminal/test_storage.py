"""Saved interviews in files."""

import json
import os
import stat

import pytest

from triage.base.files import FileError
from triage.terminal import storage
from triage.terminal.storage import claim, create, read_record, write_record


def written(folder, name, data):
    """Write a file and return its path as text."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


@pytest.mark.parametrize("name", ["missing.json", ".", "nul\0byte.json", "x" * 300])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, name):
    """A missing file, a folder and an impossible name are refused in words."""
    with pytest.raises(FileError, match="cannot be read"):
        read_record(f"{tmp_path}/{name}")


def test_a_record_is_private_and_complete(tmp_path):
    """Answers are written for their owner's eyes only, as one file."""
    file = tmp_path / "mine.json"

    write_record(str(file), {"a": "é"})

    assert json.loads(file.read_text(encoding="utf-8")) == {"a": "é"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["mine.json"]  # noqa: PTH208


def test_a_link_stays_a_link(tmp_path):
    """Writing through a symbolic link replaces the file that it names."""
    file, link = tmp_path / "mine.json", tmp_path / "link.json"
    link.symlink_to(file)

    write_record(str(link), {})

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
        write_record(str(file), {})

    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["/dev/null", "/", "/no/such/folder/x", "nul\0byte"])
def test_what_is_no_place_for_a_file_is_refused(name):
    """A device, a folder, a missing folder and an impossible name are refused."""
    with pytest.raises(FileError, match="cannot be written"):
        write_record(name, {})


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


def test_a_new_file_is_written_once(tmp_path):
    """A file that is new, or empty, is written; one that holds something is not."""
    file = tmp_path / "new.yaml"

    create(str(file), "é")
    with pytest.raises(FileError, match="is there already"):
        create(str(file), "again")

    assert file.read_text(encoding="utf-8") == "é"


def test_what_comes_up_while_a_file_is_opened_stays(tmp_path, monkeypatch):
    """Also between the look at a name and the writing nothing is lost."""
    file = tmp_path / "new.yaml"
    file.write_text("precious")
    monkeypatch.setattr(storage, "claim", lambda name: name)

    with pytest.raises(FileError, match="is there already"):
        create(str(file), "new")

    assert file.read_text() == "precious"


def test_a_new_file_in_no_folder_is_refused():
    """A folder that is not there is told."""
    with pytest.raises(FileError, match="cannot be written: No such file"):
        create("no/where.yaml", "new")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_with_a_name_is_not_waited_for():
    """A pipe that nobody writes to is refused; one of the shell can be read."""
    os.mkfifo("p.json")
    with pytest.raises(FileError, match=r"^p\.json: .* not an ordinary file$"):
        read_record("p.json")
    reader, writer = os.pipe()
    os.write(writer, b"{}")
    os.close(writer)

    assert read_record(f"/dev/fd/{reader}") == {}
    os.close(reader)


def test_a_protected_file_is_not_replaced(tmp_path, monkeypatch):
    """A file that may not be written to is not replaced by another either."""
    file = tmp_path / "mine.json"
    file.write_text("{}")
    monkeypatch.setattr(os, "access", lambda *_given: False)

    with pytest.raises(FileError, match="it is protected"):
        write_record(str(file), {"a": 1})

    assert file.read_text() == "{}"
