"""Saved interviews in files."""

import json
import os
import stat

import pytest

from triage.terminal.storage import FileError, claim, read_record, write_private


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
