"""`triage texts`: the translations beside a tree, from the first to the checked one."""

from pathlib import Path

import pytest

from triage.base import po
from triage.base.text import Source
from triage.cli.main import main
from triage.linker.library import trees_folder

TREE = """\
triage: 1
id: fever
title: Fever
questions: {stiff: Is your neck stiff?}
recommendations: {call: {title: Call now, urgency: emergency}}
start: part
steps:
  part: {run: part, go: ask}
  ask: {ask: stiff, go: call}
"""
PART = """\
triage: 1
id: part
kind: module
title: A part
questions: {tired: Are you tired?}
start: a
steps: {a: {ask: tired, go: done}}
"""
CONTACTS = "generic: {emergency_place: the clinic, words: {line: 0123}}"


@pytest.fixture
def texts(capsys):
    """Return a function that runs a command: its status and all that it prints."""
    Path("fever.yaml").write_text(TREE)
    Path("part.yaml").write_text(PART)

    def called(*arguments):
        with pytest.raises(SystemExit) as left:
            main(["texts", *arguments])
        out, err = capsys.readouterr()
        return left.value.code, out + err

    return called


def catalog(name):
    """Return the translations in a file."""
    return po.read(Source(name, Path(name).read_text()))


def translate(name):
    """Translate each text of a file."""
    old = Path(name).read_text()
    Path(name).write_text(old.replace('msgstr ""\n\n', 'msgstr "Hola"\n\n'))


def test_all_texts_are_extracted(texts):
    """A template holds each text of a tree and its modules by its key."""
    code, printed = texts("extract", "fever.yaml")
    assert (code, texts("extract", "fever.yaml", "-o", "all.pot")) == (
        0,
        (0, "all.pot is written: 5 texts\n"),
    )

    assert Path("all.pot").read_text() == printed
    assert {key: one.source for key, one in catalog("all.pot").messages.items()} == {
        "fever/title": "Fever",
        "fever/questions.stiff.text": "Is your neck stiff?",
        "fever/recommendations.call.title": "Call now",
        "part/title": "A part",
        "part/questions.tired.text": "Are you tired?",
    }


def test_translations_are_begun_filled_and_kept_up(texts):
    """From nothing to a checked translation, and on with a changed text."""
    assert texts("update", "fever.yaml", "es") == (
        0,
        "fever.es.po: 3 texts, 3 missing\npart.es.po: 2 texts, 2 missing\n",
    )
    code, printed = texts("check", "fever.yaml", "es")
    assert (code, printed.count("T230")) == (1, 5)

    for name in ("fever.es.po", "part.es.po"):
        Path(name).write_text(Path(name).read_text() + "\n")
        translate(name)
    assert texts("check", "fever.yaml") == (
        0,
        "fever.yaml in es: no errors, no warnings\n",
    )

    Path("part.yaml").write_text(PART.replace("Are you", "Do you feel"))
    written = Path("fever.es.po").stat().st_mtime_ns
    assert texts("update", "fever.yaml", "es") == (
        0,
        "fever.es.po: 3 texts, all there\npart.es.po: 2 texts, 1 stale\n",
    )
    assert Path("fever.es.po").stat().st_mtime_ns == written
    code, printed = texts("check", "fever.yaml")
    assert code == 1
    assert "T231: `part/questions.tired.text` was changed" in printed


def test_whom_to_call_is_translated_beside_its_file(texts):
    """Wordings of a place have translations of their own, but for bare numbers."""
    Path("contacts.yaml").write_text(CONTACTS)

    code, printed = texts("update", "fever.yaml", "de")

    assert (code, "contacts.de.po: 1 text, 1 missing" in printed) == (0, True)
    assert [*catalog("contacts.de.po").messages] == ["contacts/generic.emergency_place"]


def test_what_is_no_file_of_translations_is_not_replaced(texts):
    """A file that is something else stays, and one that cannot be read is told."""
    Path("fever.es.po").write_text("notes: 1\n")

    code, printed = texts("update", "fever.yaml", "es")

    assert (code, "T233" in printed) == (2, True)
    assert Path("fever.es.po").read_text() == "notes: 1\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check", "fever.yaml"), "`triage texts update fever.yaml es` begins one"),
        (("update", "fever.yaml", "Spanish!"), "write a language such as"),
        (("check", "nothing"), "no built-in tree is called `nothing`"),
    ],
)
def test_what_cannot_be_is_told(texts, arguments, told):
    """A tree without translations, and what is no language, are told in one line."""
    code, printed = texts(*arguments)

    assert (code, told in printed) == (2, True)


@pytest.mark.parametrize("name", ["fever.yaml", "other.yaml"])
def test_a_tree_with_fallbacks_says_so(capsys, texts, name):
    """Commands speak the language, and say how much of it is not translated."""
    Path("other.yaml").write_text(
        TREE.replace("  part: {run: part, go: ask}\n", "").replace(
            "start: part", "start: ask"
        )
    )
    texts("update", name, "es")
    with pytest.raises(SystemExit):
        main(["decide", name, "--language", "es", "--fallback", "en"])

    texts_left = {"fever.yaml": 5, "other.yaml": 3}[name]
    assert (
        f"{texts_left} texts of fever in en, as not translated"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("missing.yaml", None, "`missing.yaml` cannot be read: No such file"),
        ("empty.yaml", "", "the file is empty"),
        ("binary.yaml", "\0", "the character U+0000 is not allowed"),
    ],
)
def test_a_tree_that_cannot_be_read_is_told_before_it_lacks_translations(
    texts, name, data, told
):
    """What is no tree has no translation either, which helps nobody."""
    if data is not None:
        Path(name).write_text(data)

    status, said = texts("check", name)

    assert status == 2
    assert told in said
    assert "translation" not in said


def test_files_of_the_library_are_left_as_they_are(texts):
    """A tree of one's own that runs a module of the library is translated beside it."""
    Path("fever.yaml").write_text(TREE.replace("run: part", "run: library/red_flags"))

    status, out = texts("update", "fever.yaml", "fr")

    assert status == 0
    assert "red_flags.fr.po: of the installed library, left as it is" in out
    assert Path("fever.fr.po").exists()
    assert [*trees_folder().glob("*.fr.po")] == []
