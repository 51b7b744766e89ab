"""Own words of whoever embeds a tree: checked, hashed and kept as those of files."""

import json

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

import triage
from triage.cli.main import cli

TREE = """
triage: 1
id: cold
title: A cold
lists: {ways: {wet: Wet, dry: Dry}}
questions:
  fever: {text: Fever?, help: Be sure., unsure: {allowed: true, again: Hot?}}
  cough: {text: Cough?, options: ways}
recommendations:
  go: {title: "Call $emergency_number", urgency: emergency}
  rest: {title: Rest, text: At home., urgency: self_care}
start: one
steps:
  one: {ask: fever, answers: {yes: go, no: two, unsure: go}}
  two: {ask: cough, go: rest}
"""

OWN = {
    "cold/title": "Your cold",
    "cold/questions.fever.text": "Are you hot?",
    "cold/questions.fever.unsure.again": "Really?",
    "cold/lists.ways.options.wet.text": "With slime",
    "cold/recommendations.go.title": "Now call $emergency_number",
    "cold/scale.emergency.title": "At once",
}


def own(**more):
    return triage.loads(TREE, name="cold.yaml", **{"texts": OWN, **more})


def test_own_words_are_read_in_place_of_those_of_the_file():
    """Each text is that which was given for its key; all others are as written."""
    tree = own(place="GB", disclaimer="Ours.")
    fever = tree.questions["fever"]
    assert tree.title == "Your cold"
    assert (fever.text, fever.again, fever.help) == (
        "Are you hot?",
        "Really?",
        "Be sure.",
    )
    assert [x.text for x in tree.questions["cough"].options] == ["With slime", "Dry"]
    assert tree.recommendations["go"].title == "Now call 999"
    assert tree.levels[-1].title == "At once"
    assert tree.levels[0] == triage.loads(TREE).levels[0]
    assert tree.profile.disclaimer == "Ours."
    assert tree.profile.is_clinical


def test_the_logic_is_the_same_and_the_wording_is_another():
    """So a review of the file does not pass for one of these words."""
    before, after = triage.loads(TREE), own()
    assert before.logic == after.logic
    assert before.wording != after.wording
    assert own(texts={}).wording == before.wording
    assert own(disclaimer="Ours.", texts=None).wording != before.wording


def test_records_say_which_words_were_read():
    """A record has the wording, and whom to call; another wording is noticed."""
    session = own(contacts={"emergency_number": "333"}).start().answer({"fever": "yes"})
    record = session.to_dict()
    assert record["wording"] == own().full_wording
    assert record["contacts"]["emergency_number"] == "333"
    assert session.decision.recommendations[0].title == "Now call 333"
    with pytest.raises(triage.TreeChanged):
        triage.resume(triage.loads(TREE), record)


def test_a_bundle_keeps_them():
    """What is packed speaks as before, and can be given other words still."""
    tree = own(disclaimer="Ours.")
    again = triage.loads(tree.bundle())
    assert again == tree
    assert triage.loads(tree.bundle(), texts={"cold/title": "C"}).title == "C"
    assert again.questions["fever"].text == "Are you hot?"


def test_words_for_a_library_tree_reach_its_modules():
    """A key begins with the id of the file that has the text."""
    key = "red_flags/questions.fever.text"
    tree = triage.load("back_pain", texts={key: "Are you hot?"})
    assert tree.questions["fever"].text == "Are you hot?"
    assert tree.logic == triage.load("back_pain").logic


@pytest.mark.parametrize(
    ("texts", "code", "said"),
    [
        ({"cold/questions.fevr.text": "A"}, "T201", "cold/questions.fever.text"),
        ({"cold/scale.emergencies.title": "A"}, "T201", "cold/scale.emergency.title"),
        ({"cold/nothing_alike_at_all": "A"}, "T201", "triage texts extract"),
        ({"cold/title": "$nobody"}, "T211", "known"),
        ({"cold/questions.fever.text": "a {b"}, "T222", "{{"),
        ({"cold/questions.fever.help": "a <b> c"}, "T221", "in words"),
        ({"nowhere": "A"}, "T106", "the key of a text"),
        ({"cold/title": "a\u202e"}, "T109", "remove it"),
        ({"cold/title": " "}, "T106", "a text"),
    ],
)
def test_what_no_file_can_say_is_refused(texts, code, said):
    """Each is checked as if the file said it, and pointed at where it was given."""
    with pytest.raises(triage.InvalidTree) as wrong:
        own(texts=texts)
    [finding] = wrong.value.findings
    assert finding.code == code
    assert said in finding.help
    assert finding.span.source.name == "<texts.yaml>"


def test_a_text_keeps_to_the_form_of_the_one_it_replaces():
    """A name is short, also if it is own."""
    text = TREE.replace("text: Cough?", "text: Cough?, name: cough")
    with pytest.raises(triage.InvalidTree) as wrong:
        triage.loads(text, texts={"cold/questions.cough.name": "x" * 99})
    [finding] = wrong.value.findings
    assert (finding.code, finding.help) == ("T106", "write a short text")


def test_paragraphs_stay_as_they_were_given():
    """Lines of a mapping are not folded, as those of a file are."""
    text = "Stay.\n\n- at home\n- in bed"
    tree = own(texts={"cold/recommendations.rest.text": text})
    assert tree.recommendations["rest"].text == text
    assert triage.loads(tree.bundle()) == tree


def test_options_in_a_csv_file_can_be_own():
    """A list that is a file has the name of the file in its keys."""
    tree = TREE.replace("ways: {wet: Wet, dry: Dry}", "ways: ways.csv")
    files = {"ways.csv": "id,text\nwet,Wet\ndry,Dry\n"}
    texts = {"cold/ways.csv.wet.text": "With slime"}
    found = triage.loads(tree, modules=files, texts=texts)
    assert found.questions["cough"].options[0].text == "With slime"
    assert triage.loads(tree, modules=files).questions["cough"].options[0].text == "Wet"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "cold.yaml").write_text(TREE)
    (tmp_path / "texts.yaml").write_text(json.dumps(OWN))
    numbers = {"GB": {"emergency_number": "333"}}
    (tmp_path / "numbers.yaml").write_text(json.dumps(numbers))
    return tmp_path


def command(name, folder, *options, **more):
    words = [name, folder / "cold.yaml", "--texts", folder, "--disclaimer", "Ours."]
    return CliRunner().invoke(cli, [*map(str, [*words, *options])], **more)


def test_the_command_line_takes_them(folder):
    """They come from files, in the interview as in the page that is written."""
    place = ("--contacts", folder / "numbers.yaml", "--place", "GB")
    page = command("export", folder, *place).output
    for said in ("Your cold", "Now call 333", "Ours.", "Are you hot?"):
        assert said in page
    assert "Now call 333" in command("run", folder, *place, input="yes\n").output


def test_several_trees_are_served_in_the_words_of_none(folder):
    """Texts are of one tree, and are not guessed to be of another."""
    done = command("serve", folder, "start")
    assert "serve each by itself" in done.output
    assert done.exit_code != 0


def test_a_server_tells_own_words(folder, monkeypatch):
    """What is served is the tree in the words of whoever serves it."""
    seen = []
    monkeypatch.setattr("triage.cli.serve.listen", lambda app, *_: seen.append(app))
    done = command("serve", folder)
    assert done.exit_code == 0, done.output
    page = TestClient(seen[0]).get("/cold").text
    assert "Your cold" in page
    assert "Ours." in page
