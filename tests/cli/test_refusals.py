"""Refusals in the language of a tree, and what is said of a tree without a number."""

import json
from pathlib import Path

import pytest

import triage
from triage.model.tree import TODAY

DE = ["--language", "de"]
DATED = """\
triage: 1
id: when
title: Wann
language: de
questions:
  since: {text: Seit wann?, type: date, min: today - days(9), max: today}
recommendations:
  rest: {title: Ruhen, urgency: routine}
  see: {title: Sehen, urgency: soon}
start: a
steps:
  a: {ask: since, branches: [{when: since < today - days(3), go: see}, {go: rest}]}
"""

VALID = "valid: {from: 2026-01-01, until: 2026-12-31}\nlanguage:"


@pytest.fixture(name="file")
def _file(tmp_path):
    """Return a file with an interview of a German tree that is not over."""
    path = tmp_path / "mine.json"
    session = triage.load("fast_stroke", language="de").start()
    path.write_text(json.dumps(session.to_dict()))
    return path


def test_an_answer_is_refused_in_the_language_of_the_tree(run):
    """What can be answered is said in it, and which question was meant."""
    code, _, err = run("decide", "fast_stroke", *DE, "--answer", "face=qqq")

    assert (code, err) == (
        2,
        (
            "Fehler: `face`: 'qqq' wird so nicht angenommen. "
            "Wählen Sie „Ja“, „Nein“ oder „Nicht sicher“. "
            "In einer Datei geben Sie IDs an: `yes`, `no`, `unsure`.\n"
        ),
    )
    err = run("decide", "fast_stroke", *DE, "--answer", "fase=ja", "--answer", "q=1")[2]
    assert err == (
        "Fehler: `fase`: Diese Frage gibt es nicht. Meinten Sie `face`?\n"
        "`q`: Diese Frage gibt es nicht.\n"
    )


def test_the_text_of_an_option_in_a_file_is_refused_with_the_ids(run, tmp_path):
    """A file takes ids: whoever gave what a person reads is told which there are."""
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"who": "Ich selbst"}))

    code, _, err = run("decide", "back_pain", *DE, "--answers", str(path))
    assert code == 2
    assert "'Ich selbst' wird so nicht angenommen." in err
    assert "IDs an: `myself`, `child`, `other`." in err


def test_who_must_answer_first_is_told_in_the_language(run):
    """What is to stay, and was not answered, is named in it."""
    answers = ["--answer", "face=nein", "--why-not", "emergency_call", "--fixed", "arm"]
    code, _, err = run("decide", "fast_stroke", *DE, *answers)

    assert code == 2
    assert err.startswith("Fehler: `arm`: Beantworten Sie zuerst diese Frage, oder ")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "other/1"}, "sind keine Antworten auf diese Fragen"),
        ({"format": "triage-session/9"}, "einer späteren Version"),
        ({"pages": 1}, "Diese Datei ist beschädigt"),
        ({"language": "es"}, "ihre Sprache oder der Ort sind andere"),
    ],
)
def test_a_record_is_refused_in_the_language_of_the_tree(run, file, change, message):
    """What it is not, and what to do, is said in it, with the name of the file."""
    file.write_text(json.dumps(json.loads(file.read_text()) | change))

    code, _, err = run("run", "fast_stroke", *DE, "--resume", str(file))
    assert code == 2
    assert err.startswith(f"Fehler: {file}: ")
    assert message in err


def test_changes_that_are_accepted_are_told_in_the_language(run, file):
    """What may have changed is all that is said: a language is no question."""
    file.write_text(json.dumps(json.loads(file.read_text()) | {"language": "es"}))

    code, _, err = run(
        "run", "fast_stroke", *DE, "--resume", str(file), "--accept-changes"
    )
    assert code == 3
    assert err.startswith(
        "Diese Fragen, ihre Sprache oder der Ort sind andere als beim Speichern.\n"
    )


def test_an_answer_of_another_day_is_refused_in_the_language(run, tmp_path):
    """The question is named, and what to do; not the answer."""
    Path("when.yaml").write_text(DATED)
    session = (
        triage.loads(DATED).start(today="2026-04-01").answer({"since": "2026-03-31"})
    )
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(session.to_dict()))

    given = ["--resume", str(path), "--today", "2026-05-01"]
    code, _, err = run("run", "when.yaml", *given)
    assert code == 2
    assert f"Fehler: {path}: Am Tag 1. Mai 2026 ist nicht erlaubt" in err
    assert "`since`" in err
    assert "31" not in err.replace(str(path), "")
    assert f"`{TODAY}`" not in err

    code, _, err = run("run", "when.yaml", *given, "--accept-changes")
    assert code == 3
    assert "`since` geantwortet wurde. Es wird neu gefragt." in err


def test_a_day_of_which_a_tree_says_nothing_is_refused_in_the_language(run, tmp_path):
    """So it is by one message, whatever is done on that day."""
    Path("when.yaml").write_text(DATED.replace("language:", VALID))
    path = tmp_path / "mine.json"
    session = triage.load("when.yaml").start(today="2026-04-01")
    path.write_text(json.dumps(session.to_dict()))
    message = "Hierin steht nichts zum 1. Januar 2030: Es gilt bis 31. Dezember 2026."

    for given in (
        ["decide", "when.yaml"],
        ["run", "when.yaml"],
        ["run", "when.yaml", "--resume", str(path)],
        ["run", "when.yaml", "--resume", str(path), "--accept-changes"],
    ):
        refused = run(*given, "--today", "2030-01-01")
        assert (refused[0], refused[2]) == (2, f"Fehler: `today`: {message}\n")
    with pytest.raises(triage.AnswerError) as refused:
        session.answer({TODAY: "2025-12-31"})
    assert refused.value.problems[0].code == "too_early"
    assert "Es gilt ab 1. Januar 2026." in refused.value.problems[0].message


def test_the_day_has_the_words_of_the_language(run):
    """In reasons it is asked, and compared with, in it; so are programs made of it."""
    Path("when.yaml").write_text(DATED)
    given = ["--answer", "since=2026-03-25", "--today", "2026-04-01", "--full"]

    said = run("decide", "when.yaml", *given)[1]
    assert "- Welcher Tag ist heute? 1. April 2026\n" in said
    assert "„Seit wann?“: früher als heute minus 3 Tage" in said
    assert "Welcher Tag ist heute?" in run("compile", "when.yaml")[1]


def test_what_is_no_recommendation_is_refused_in_the_language(run):
    """One that was meant is named."""
    why = ["decide", "fast_stroke", *DE, "--answer", "face=nein", "--why-not"]

    code, _, err = run(*why, "emergency_cal")
    assert code == 2
    assert err == (
        "Fehler: Die Empfehlung `emergency_cal` gibt es nicht. "
        "Meinten Sie `emergency_call`?\n"
    )
    assert run(*why, "qqqq")[2] == "Fehler: Die Empfehlung `qqqq` gibt es nicht.\n"


def test_a_page_without_a_number_to_call_is_noted(run):
    """Who makes it for people is told to say the place; with one, nothing is said."""
    err = run("export", "start", "-o", "page.html")[2]
    assert err == (
        "start shows no emergency number, only “your local emergency number”: say "
        "where with --place, such as --place GB, or name it by --contacts FILE\n"
        "page.html is written\n"
    )
    assert run("export", "start", "--place", "GB", "-o", "page.html")[2] == (
        "page.html is written\n"
    )
