"""`triage rename`: another id wherever a thing is named, and nothing else."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from strategies import documents

import triage
from triage.base.exceptions import TriageError
from triage.cli.exit_codes import ExitCode
from triage.cli.main import main
from triage.cli.rename import Renaming, check
from triage.linker.mentions import Mention, mentions, words
from triage.treefile import read, source_from

TREE = """\
# A tree with comments, and a layout of its own.
triage: 1
id: cough
title: A cough, and the age   # the word age stays here
questions:
  signs: {text: Which of these?, type: any_of, options: {fever: Fever, rash: Rash}}
  more:
    like: signs
    text: "And the child?"
  age: {text: "How old are you?", type: integer, min: 0, max: 120}   # age
  rash: {text: "Is it red?", type: yes_no, only_if: rash in signs, otherwise: no}
values:
  old: >-
    age > 64
    or
    age < 1
scale: [{id: low, title: Low}, {id: high, title: High}]
recommendations: {see: {title: See, urgency: high}, rest: {title: Rest, urgency: low}}
start: rash
steps:
  rash:
    ask: [signs, more, age, rash]
    branches:
      - {when: "rash in signs or signs == none or more in [fever, rash]", go: see}
      - {when: old or rash, go: see}
      - {go: rest}
properties:
  aged: {says: The old are seen., given: old, then: urgency >= high and not ends(rest)}
""".replace("signs == none or more in [fever, rash]", "fever in more")

CASES = """\
triage_cases: 1
tree: cough
base: {signs: [], more: [], age: 30}   # age
cases:
  rash: {says: A rash., answers: {signs: [rash], rash: yes}, expect: {ends: see}}
  well: {says: Well., expect: {urgency: low, ends: rest, not_asks: rash}}
"""

FILES = {"cough.yaml": TREE, "cough.cases.yaml": CASES}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder with a tree and its cases."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text)


@pytest.fixture
def run(capsys):
    """Run the command line; return exit status, output and messages."""

    def call(*arguments):
        try:
            main(["rename", *arguments])
        except SystemExit as left:
            code = left.code
        return code, *capsys.readouterr()

    return call


def contents():
    """Return the text of each file in the folder."""
    return {path.name: path.read_text() for path in Path().iterdir() if path.is_file()}


def without_record(text):
    """Return the text of a tree without what it says was renamed."""
    return re.sub(r"\nrenamed: .*\n\Z", "", text)


@pytest.mark.parametrize(
    ("arguments", "record", "places"),
    [
        (["age"], "questions: {age: new}", 5),
        (["signs"], "questions: {signs: new}", 7),
        (["rash", "--of", "question"], "questions: {rash: new}", 5),
        (["rash", "--of", "step"], "steps: {rash: new}", 2),
        (["signs.rash"], "options: {signs: {rash: new}, more: {rash: new}}", 4),
        (["see"], "recommendations: {see: new}", 4),
        (["high"], "levels: {high: new}", 3),
        (["old"], "", 3),
    ],
)
def test_each_place_has_the_new_id_and_nothing_else_is_changed(
    run, arguments, record, places
):
    """With the old id put back the files are as they were, comments and layout too."""
    old, *options = arguments

    code, out, err = run(old, "new", "cough.yaml", *options)

    assert (code, out) == (0, "")
    assert f"in {places} places of cough.yaml" in err
    found = contents()
    said = re.search(r"\nrenamed: \{(.*)\}\n\Z", found["cough.yaml"])
    kept = {*re.findall(r"\w+: \{?\w+: \w+", record)}
    assert {*re.findall(r"\w+: \{?\w+: \w+", said[1] if said else "")} == kept
    name = old.rpartition(".")[2]
    back = {n: re.sub(r"\bnew\b", name, without_record(t)) for n, t in found.items()}
    assert (
        back == {n: t.removesuffix("\n\n") for n, t in FILES.items()} or back == FILES
    )


def test_a_second_renaming_is_recorded_beside_the_first(run):
    """What is recorded already stays, however it is written."""
    Path("cough.yaml").write_text(f"{TREE}renamed:\n  questions:\n    years: age\n")
    for old, new in (("signs", "found"), ("see", "go_see"), ("found", "these")):
        assert run(old, new, "cough.yaml")[0] == 0

    renamed = triage.load("cough.yaml").renamed
    assert renamed.questions == {"years": "age", "signs": "these", "found": "these"}
    assert renamed.recommendations == {"see": "go_see"}


def test_a_file_without_a_last_line_break_gets_one(run):
    """What is said at the end of a file begins a line of its own."""
    Path("cough.yaml").write_text(TREE.rstrip("\n"))

    assert run("age", "new", "cough.yaml")[0] == 0
    end = "ends(rest)}\n\nrenamed: {questions: {age: new}}\n"
    assert Path("cough.yaml").read_text().endswith(end)


def test_an_interview_goes_on_after_a_renaming(run):
    """What was answered before counts under the new id."""
    before = (
        triage.load("cough.yaml")
        .start()
        .answer({"signs": ["fever"], "more": [], "age": 70})
    )
    record = json.loads(json.dumps(before.to_dict()))
    for old, new in (("age", "years"), ("signs.fever", "hot")):
        assert run(old, new, "cough.yaml")[0] == 0

    found = triage.migrate(triage.load("cough.yaml"), record).session

    assert found.answers["years"] == 70
    assert found.answers["signs"] == ("hot",)


def test_modules_are_edited_with_their_tree(run):
    """A question of a module has its new id there, and in the tree that runs it."""
    Path("part.yaml").write_text(
        "triage: 1\nkind: module\nid: part\ntitle: A part\n"
        "questions: {pain: {text: Does it hurt?, type: yes_no}}\n"
        "start: one\nsteps: {one: {ask: pain, go: done}}\n"
    )
    text = TREE.replace("start: rash", "start: first").replace(
        "steps:\n", "steps:\n  first: {run: part, go: rash}\n"
    )
    Path("cough.yaml").write_text(text.replace("old or rash", "old or rash or pain"))

    code, _, err = run("pain", "ache", "cough.yaml")

    assert (code, err.split(", in ")[1]) == (0, "3 places of cough.yaml\n")
    assert "ask: ache" in Path("part.yaml").read_text()
    assert "rash or ache" in Path("cough.yaml").read_text()


def test_the_real_command_keeps_a_mark_at_the_beginning_and_line_breaks():
    """Bytes that stand for no text stay: the mark of UTF-8, and breaks of Windows."""
    data = b"\xef\xbb\xbf" + TREE.replace("\n", "\r\n").encode()
    Path("cough.yaml").write_bytes(data)
    words_ = [sys.executable, "-m", "triage", "rename", "old", "aged_", "cough.yaml"]

    done = subprocess.run(words_, capture_output=True, check=False)

    assert (done.returncode, done.stdout) == (0, b"")
    assert Path("cough.yaml").read_bytes().replace(b"aged_", b"old") == data


def test_where_no_cases_stand_the_tree_alone_is_edited(run):
    """A tree without cases is renamed all the same."""
    Path("cough.cases.yaml").unlink()

    assert run("age", "years", "cough.yaml")[0] == 0
    assert "years" in triage.load("cough.yaml").questions


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["age", "New"], "`New` is no id: write lower-case letters"),
        (["nothing", "new"], "`cough` has no id called `nothing`"),
        (["age", "new", "--of", "step"], "`cough` has no step called `age`"),
        (["rash", "new"], "`rash` is a question and a step: say which by --of"),
        (["signs.cold", "new"], "`cough` has no option `signs.cold`"),
        (["cold.rash", "new"], "`cough` has no option `cold.rash`"),
        (["more.rash", "new"], "`more` takes its options from `signs`: name that"),
        (["age", "see"], "something is called `see` already"),
        (["age", "signs"], "nothing is changed"),
        (["age", "count"], "nothing is changed"),
    ],
)
def test_what_cannot_be_renamed_is_refused_and_nothing_changed(run, arguments, message):
    """A wrong name, or one that is taken, has status 2, and all files stay."""
    code, out, err = run(*arguments[:2], "cough.yaml", *arguments[2:])

    assert (code, out) == (ExitCode.BAD_INPUT, "")
    assert message in err
    assert contents() == FILES


def test_a_name_that_is_written_otherwise_is_refused(run):
    """Where a name is written by escapes it is not found, so nothing is changed."""
    text = TREE.replace("go: see}", 'go: "s\\x65e"}', 1)
    Path("cough.yaml").write_text(text)

    code, _, err = run("see", "new", "cough.yaml")

    assert code == ExitCode.BAD_INPUT
    assert "`see` cannot be renamed, and nothing is changed" in err
    assert Path("cough.yaml").read_text() == text


def test_no_built_in_tree_is_edited(run):
    """The id of a built-in tree stands for no file of one's own."""
    code, out, err = run("age", "years", "back_pain")

    assert (code, out) == (ExitCode.BAD_INPUT, "")
    assert "`back_pain` is built in: rename in a copy of its file." in err


def test_what_a_built_in_module_names_is_refused(run):
    """A built-in module is not edited, so what it names keeps its id."""
    tree = triage.load("back_pain").documents[0].span.source.text
    Path("pain.yaml").write_text(tree)

    code, _, err = run("fever", "hot", "pain.yaml")

    assert code == ExitCode.BAD_INPUT
    assert "`red_flags.yaml` names it too, which is a built-in module" in err


def test_ctrl_c_puts_back_what_was_written(run, monkeypatch):
    """Whatever ends the command midway, the files are what they were."""

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("triage.cli.rename.check", stopped)

    assert run("age", "years", "cough.yaml")[0] == ExitCode.INTERRUPTED
    assert contents() == FILES


def test_cases_that_would_come_out_otherwise_are_noticed(run, monkeypatch):
    """The cases are tried before and after, and must come out alike."""
    outcomes = iter([[("rash", True)], [("rash", False)]])
    monkeypatch.setattr("triage.cli.rename.results", lambda _: next(outcomes))

    code, _, err = run("age", "years", "cough.yaml")

    assert code == ExitCode.BAD_INPUT
    assert "the cases would come out otherwise" in err
    assert contents() == FILES


def test_a_tree_that_means_something_else_is_noticed():
    """What differs by more than an id is no renaming."""
    old, what = triage.load("cough.yaml"), Renaming("age", "years", "question")
    text = TREE.replace("age > 64", "age > 65")

    with pytest.raises(TriageError, match="it is named where it cannot be found"):
        check(old, triage.loads(text), what)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), documents())
def test_whatever_a_random_tree_names_can_be_renamed(data, document):
    """Each name of a random tree can have another id, and what it means stays."""
    Path("random.yaml").write_text(json.dumps(document))
    kind, names = data.draw(
        st.sampled_from(
            [
                ("question", sorted(document["questions"])),
                ("recommendation", sorted(document["recommendations"])),
                ("step", sorted(document["steps"])),
                ("value", sorted(document["values"]) or None),
            ]
        ).filter(lambda pair: pair[1])
    )
    old = data.draw(st.sampled_from(names))

    with pytest.raises(SystemExit) as left:
        main(["rename", old, "quite_new", "random.yaml", "--of", kind])

    assert left.value.code == 0
    assert "quite_new" in Path("random.yaml").read_text()


def test_mentions_are_words_with_places():
    """Every mention points at the name that it is of, and says of what kind it is."""
    found = [*mentions(read(source_from("cough.yaml", TREE)))]

    assert {m.span.text == m.name for m in found} == {True}
    ends = [m for m in found if m.name == "rest" and m.kinds == ("recommendation",)]
    assert [type(m) for m in ends] == [Mention] * 2


def test_a_text_in_other_words_has_no_places():
    """Where a text is written with escapes, nothing is taken for its words."""
    document = read(
        source_from("x.yaml", TREE.replace("start: rash", 'start: "\\x72ash"'))
    )

    assert words(document.start) == {}


def test_what_a_text_shows_is_renamed(tmp_path):
    """Holes of texts name a thing too: they get the new id."""
    good = Path(__file__).parents[1] / "trees" / "good" / "texts.yaml"
    tree = tmp_path / "texts.yaml"
    rule = 'assume: {that: cough == dry, says: "Not {cough}."}\n'
    text = good.read_text(encoding="utf-8")
    tree.write_text(text.replace("recommendations:", f"{rule}recommendations:", 1))

    with pytest.raises(SystemExit) as left:
        main(["rename", "cough", "cold", str(tree)])
    assert left.value.code == ExitCode.OK
    text = tree.read_text()
    assert "See a doctor: {cold | lower}" in text
    assert "| {cold} | {days | unit else not known} |" in text
    assert "example.org/cough" in text
    assert 'that: cold == dry, says: "Not {cold}."' in text


PAIN = """\
triage: 1
kind: module
id: pain
title: Pain
questions:
  severe: Is it severe?
  kind: {text: Which is it?, options: {cut: A cut, burn: A burn}}
  sort: {text: And that?, like: kind}
values: {bad: "severe and kind == cut or sort in [cut]"}
recommendations: {doctor: {urgency: same_day, title: "A doctor for {kind}"}}
start: first
steps:
  first:
    ask: [severe, kind, sort]
    branches: [{when: bad, advise: doctor, go: done}, {go: done}]
accept: [{check: T501, for: [doctor], because: It is known.}]
"""
LIMBS = """\
triage: 1
id: limbs
title: Limbs
recommendations: {rest: {urgency: self_care, title: Rest}}
start: arm
steps:
  arm: {run: pain, as: arm, go: leg}
  leg: {run: pain, as: leg, go: last}
  last: {branches: [{when: arm.severe and leg.kind == cut, go: rest}, {go: arm.doctor}]}
"""
STORY = """\
triage_cases: 1
tree: limbs
cases:
  one:
    says: A cut.
    answers:
      {arm.severe: no, arm.kind: cut, arm.sort: burn, leg.severe: no, leg.kind: cut}
    expect: {missing: leg.sort, asks: [arm.severe]}
"""


@pytest.mark.parametrize(
    ("old", "kind", "renamed", "places"),
    [
        ("severe", "questions", ["arm.severe", "leg.severe"], 7),
        ("doctor", "recommendations", ["arm.doctor", "leg.doctor"], 4),
        ("bad", "questions", [], 2),
        ("kind.cut", "options", [*("arm.kind", "arm.sort", "leg.kind", "leg.sort")], 6),
    ],
)
def test_what_a_module_declares_is_renamed_in_each_copy(
    run, old, kind, renamed, places
):
    """The module has the new id, and whoever names a copy of it does so by that."""
    for name, text in {"pain": PAIN, "limbs": LIMBS, "limbs.cases": STORY}.items():
        Path(f"{name}.yaml").write_text(text)

    code, out, err = run(old, "new", "limbs.yaml")

    assert (code, out) == (0, ""), err
    assert f"in {places} places" in err
    found = getattr(triage.load("limbs.yaml").renamed, kind)
    assert sorted(found) == renamed


def test_a_copy_alone_has_no_other_ids(run):
    """What a module declares is renamed there, not where it is run."""
    Path("pain.yaml").write_text(PAIN)
    Path("limbs.yaml").write_text(LIMBS)

    code, _, err = run("arm.severe", "new", "limbs.yaml")

    assert code == ExitCode.BAD_INPUT
    assert "`arm.severe` is of a module that runs as `arm`: rename `severe`" in err
