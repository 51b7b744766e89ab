"""`triage rename`: another id wherever a thing is named, and nothing else."""

import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from strategies import documents
from trees_for_tests import built_in

import triage
import triage.hazards
from triage.base.exceptions import TriageError
from triage.cli.exit_codes import ExitCode
from triage.cli.main import main
from triage.cli.rename import check
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
def run(run):
    """Run the command; return its status, output and messages."""
    return partial(run, "rename")


def contents():
    """Return the text of each file in the folder."""
    return {path.name: path.read_text() for path in Path().iterdir() if path.is_file()}


def in_files(said):
    """Return in how many places of all files an id is said to be edited."""
    return sum(map(int, re.findall(r"(\d+) places? of", said)))


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
        (["old"], "values: {old: new}", 3),
        (["aged"], "properties: {aged: new}", 1),
    ],
)
def test_each_place_has_the_new_id_and_nothing_else_is_changed(
    run, arguments, record, places
):
    """With the old id put back the files are as they were, comments and layout too."""
    old, *options = arguments

    code, out, err = run(old, "new", "cough.yaml", *options)

    assert (code, out) == (0, "")
    assert in_files(err) == places + record.count(": new")
    found = contents()
    said = re.search(r"\nrenamed: \{(.*)\}\n\Z", found["cough.yaml"])
    kept = {*re.findall(r"\w+: \{?\w+: \w+", record)}
    assert {*re.findall(r"\w+: \{?\w+: \w+", said[1] if said else "")} == kept
    name = old.rpartition(".")[2]
    back = {n: re.sub(r"\bnew\b", name, without_record(t)) for n, t in found.items()}
    assert (
        back == {n: t.removesuffix("\n\n") for n, t in FILES.items()} or back == FILES
    )


GERMAN = """\
msgid ""
msgstr "Language: de\\n"

# so it is said
#, fuzzy
#| msgctxt "cough/questions.age.text"
#| msgid "Your age?"
msgctxt ""
"cough/questions.age.text"
msgid "How old are you?"
msgstr "Wie alt sind Sie, {rash else niemand}?"

msgctxt "cough/recommendations.see.title"
msgid "See, at {age else any age}"
msgstr "Hin, mit {age else jedem}, wegen age"

#~ msgctxt "cough/questions.age.help"
#~ msgid "In years"
#~ msgstr "In Jahren"
"""


def test_translations_are_edited_alike_and_back(run):
    """Keys and what texts show have the new id; words, and what is obsolete, do not."""
    shown = TREE.replace("title: See,", 'title: "See, at {age else any age}",')
    Path("cough.yaml").write_text(shown)
    Path("cough.de.po").write_text(GERMAN)
    Path("other.de.po").write_text("of another file")
    code, _, err = run("age", "years", "cough.yaml")
    made = Path("cough.de.po").read_text()

    assert (code, "3 places of cough.de.po" in err) == (0, True)
    assert made.count('"cough/questions.years.text"') == 1
    assert made.count("{years else") == 2
    assert "wegen age" in made
    assert made.endswith(GERMAN[GERMAN.index("#~") :])
    assert run("years", "age", "cough.yaml")[0] == 0
    whole = GERMAN.replace('msgctxt ""\n"', 'msgctxt "')
    assert Path("cough.de.po").read_text() == whole


def test_translations_that_cannot_be_read_are_left_with_all_else(run):
    """The file is named, and nothing is changed."""
    Path("cough.de.po").write_text("What?")
    code, _, err = run("age", "years", "cough.yaml")

    assert (code, "cough.de.po:1:1" in err) == (2, True)
    assert contents() == {**FILES, "cough.de.po": "What?"}


def test_a_second_renaming_is_recorded_beside_the_first(run):
    """What is recorded already stays, however it is written."""
    Path("cough.yaml").write_text(f"{TREE}renamed:\n  questions:\n    years: age\n")
    for old, new in (("signs", "found"), ("see", "go_see"), ("found", "these")):
        assert run(old, new, "cough.yaml")[0] == 0

    renamed = triage.load("cough.yaml").renamed
    assert renamed.questions == {"years": "age", "signs": "these", "found": "these"}
    assert renamed.recommendations == {"see": "go_see"}


@pytest.mark.parametrize("names", [("age", "years"), ("signs.fever", "signs.hot")])
def test_what_is_renamed_back_after_two_renamings_is_found_by_every_id(run, names):
    """Interviews go on that were saved under any id that it had."""
    old, new = names
    field, _, option = old.rpartition(".")
    before = {"signs": ["fever"], "age": 44}
    saved = [triage.load("cough.yaml").start(before).to_dict()]
    for one, other in ((old, new), (new, f"{old}s"), (f"{old}s", old)):
        code, _, err = run(one, other.rpartition(".")[2], "cough.yaml")
        assert (code, "places of cough.yaml" in err) == (0, True)
        tree = triage.load("cough.yaml")
        saved.append(triage.migrate(tree, saved[-1]).session.to_dict())

    found = [triage.migrate(tree, one).session.answers for one in saved]
    assert [dict(answers) for answers in found] == [{**before, "signs": ("fever",)}] * 4
    own = tree.renamed.options[field] if field else tree.renamed.questions
    end = new.rpartition(".")[2]
    assert own == {end: option, f"{option}s": option}


def test_an_id_that_was_of_something_else_is_not_given_again(run):
    """An answer that was saved under it would be read as one to this."""
    run("age", "years", "cough.yaml")
    before = contents()
    code, _, err = run("more", "age", "cough.yaml")

    assert (code, contents()) == (2, before)
    assert "`age` is what `years` was called before, as `renamed` says" in err


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

    places = "2 places of cough.yaml and 2 places of part.yaml"
    assert (code, err.split(", in ")[1]) == (0, f"{places}\n")
    assert "ask: ache" in Path("part.yaml").read_text()
    assert "rash or ache" in Path("cough.yaml").read_text()


def test_the_real_command_keeps_a_mark_at_the_beginning_and_line_breaks():
    """Bytes that stand for no text stay: the mark of UTF-8, and breaks of Windows."""
    data = b"\xef\xbb\xbf" + TREE.replace("\n", "\r\n").encode()
    Path("cough.yaml").write_bytes(data)
    words_ = [sys.executable, "-m", "triage", "rename", "old", "aged_", "cough.yaml"]

    done = subprocess.run(words_, capture_output=True, check=False)

    assert (done.returncode, done.stdout) == (0, b"")
    text, end, _ = Path("cough.yaml").read_bytes().partition(b"\nrenamed: ")
    assert end
    assert text.replace(b"aged_", b"old") == data


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
        (["signs.fever", "none"], "nothing is changed"),
    ],
)
def test_what_cannot_be_renamed_is_refused_and_nothing_changed(run, arguments, message):
    """A wrong name, or one that is taken, has status 2, and all files stay."""
    code, out, err = run(*arguments[:2], "cough.yaml", *arguments[2:])

    assert (code, out) == (ExitCode.BAD_INPUT, "")
    assert message in err
    assert contents() == FILES


def test_an_option_keeps_its_id_from_nothing_else(run):
    """A question gets the id of an option, and another again: they are told apart."""
    assert run("age", "fever", "cough.yaml")[0] == 0
    assert triage.load("cough.yaml").questions["fever"].type == "integer"
    assert run("fever", "age", "cough.yaml")[0] == 0
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
    tree = built_in("back_pain").documents[0].span.source.text
    Path("pain.yaml").write_text(tree)
    Path("red_flags.yaml").write_text("another file")

    code, _, err = run("fever", "hot", "pain.yaml")

    assert code == ExitCode.BAD_INPUT
    assert "`library/red_flags.yaml` names it too, which is a built-in module" in err
    assert "put a copy of it beside the tree, and `run: red_flags`" in err


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
    old = triage.load("cough.yaml")
    text = TREE.replace("age > 64", "age > 65")

    with pytest.raises(TriageError, match="it is named where it cannot be found"):
        check(old, triage.loads(text), "question")


@settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data(), documents())
def test_whatever_a_random_tree_names_can_be_renamed(data, document):
    """Each name can have another id, as the tree means the same, and its own again."""
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

    before = Path("random.yaml").read_bytes()

    for names in ([old, "quite_new"], ["quite_new", old]):
        with pytest.raises(SystemExit) as left:
            main(["rename", *names, "random.yaml", "--of", kind])
        assert left.value.code == 0
        assert ("quite_new" in Path("random.yaml").read_text()) is (names[0] == old)

    assert Path("random.yaml").read_bytes() == before


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
        ("bad", "values", ["arm.bad", "leg.bad"], 2),
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
    assert in_files(err) == places + len(renamed)
    found = getattr(triage.load("limbs.yaml").renamed, kind)
    assert sorted(found) == renamed


OTHER = """\
triage: 1
id: other
title: Other
recommendations: {rest: {urgency: self_care, title: Rest}}
start: one
steps:
  one: {run: pain, go: two}
  two: {branches: [{when: severe, go: rest}, {go: doctor}]}
"""


def test_other_trees_that_run_a_module_are_edited_alike(run):
    """What runs an edited file, beside the tree or below, has the new id as well."""
    texts = {
        "pain": PAIN,
        "limbs": LIMBS,
        "other": OTHER,
        "broken": "triage: 1\nx: 1\n",
    }
    for name, text in texts.items():
        Path(f"{name}.yaml").write_text(text)
    Path("bundle.yaml").write_text(triage.load("other.yaml").bundle())
    before = contents()

    code, _, err = run("severe", "new", "limbs.yaml")

    assert code == 0, err
    assert "and 2 places of other.yaml" in err
    assert triage.load("other.yaml").renamed.questions == {"severe": "new"}
    after = contents()
    assert {n for n in before if before[n] != after[n]} == {
        "pain.yaml",
        "limbs.yaml",
        "other.yaml",
    }
    assert run("new", "severe", "other.yaml")[0] == 0
    assert contents() == before


def test_what_another_tree_cannot_have_is_refused(run):
    """Where it cannot be renamed in a tree that runs the module, nothing is changed."""
    Path("pain.yaml").write_text(PAIN)
    Path("limbs.yaml").write_text(LIMBS)
    Path("other.yaml").write_text(OTHER.replace("two", "new"))
    before = contents()

    for option in ("severe", "kind.cut"):
        code, _, err = run(option, "new", "limbs.yaml")
        assert code == ExitCode.BAD_INPUT
        assert f"`{option}` cannot be renamed: `other.yaml` reads a file" in err
        assert "something is called `new` already" in err
    assert contents() == before


def test_a_module_is_renamed_in_with_what_runs_it(run):
    """By itself it does not know what names it from outside, so it is refused."""
    Path("pain.yaml").write_text(PAIN)

    code, _, err = run("severe", "new", "pain.yaml")

    assert code == ExitCode.BAD_INPUT
    assert "`pain.yaml` is a module: rename in a tree that runs it" in err


def test_a_copy_alone_has_no_other_ids(run):
    """What a module declares is renamed there, not where it is run."""
    Path("pain.yaml").write_text(PAIN)
    Path("limbs.yaml").write_text(LIMBS)

    code, _, err = run("arm.severe", "new", "limbs.yaml")

    assert code == ExitCode.BAD_INPUT
    assert "`arm.severe` is of a module that runs as `arm`: rename `severe`" in err


SSVC = """\
triage: 1
id: rates
title: Rates
lists:
  places: places.csv
  cold: [north, pole]
questions:
  place: {text: Where?, options: places}
  born: {text: And born?, options: places}
  wind: {text: Is it windy?, unsure: true}
  years: {text: How long?, type: integer, min: 0, max: 9}
values:
  rate: {by: place, column: rate}
  kind: {options: {dear: Dear, cheap: Cheap}, by: place, column: kind}
  icy: place in cold
  fee: {by: years, rows: fees.csv, column: fee}
scale: [{id: low, title: Low}, {id: high, title: High}]
recommendations:
  stay: {urgency: low, title: Stay}
  go: {urgency: high, title: Go}
  warn: {title: Mind}
start: first
steps:
  first: {ask: [place, born, wind, years], go: second}
  second: {branches: [{when: rate > fee and icy, go: stay}, {go: third}]}
  third:
    table: {inputs: [kind, place, wind], hit: first, advise: true, rows: table.csv}
"""

TABLES = {
    "rates.yaml": SSVC,
    "places.csv": """\
id,text,rate,kind
north,"The north, or so",3,dear
south,The south,1,cheap
pole,The pole,9,dear
""",
    "fees.csv": "from,fee\n0,1\n5,2\n",
    "table.csv": """\
place,kind,wind,advise,go,x-note
north or south,dear,yes,warn,stay,dear north
-,-,-,-,go,warn
""",
    "rates.cases.yaml": """\
triage_cases: 1
tree: rates
cases:
  up:
    says: Up north.
    answers: {place: north, born: north, wind: yes, years: 7}
    expect: {ends: stay, shows: {kind: dear}}
""".replace(", shows: {kind: dear}", ""),
    "rates.hazards.yaml": """\
triage_hazards: 1
tree: rates
rated: By nobody.
hazards:
  cold:
    says: Somebody freezes.
    harm: Frost.
    causes: Ice.
    before: {likelihood: low, severity: major}
    controls: {properties: warm, cases: up}
    after: {likelihood: low, severity: minor}
    owner: nobody yet
not_safety: {seen: It is for comfort.}
""",
}
SSVC_STATED = """\
properties:
  warm: {says: Ice keeps one in., given: icy, then: urgency == low}
  seen: {says: Somebody goes., reachable: go}
"""


@pytest.fixture
def tables(run):
    """Write a tree that reads CSV files, with cases and hazards beside it."""
    TABLES["rates.yaml"] = SSVC + SSVC_STATED
    for name in FILES:
        Path(name).unlink()
    for name, text in TABLES.items():
        Path(name).write_text(text)
    return run


@pytest.mark.parametrize(
    ("old", "words"),
    [
        (
            "place",
            {"table.csv": ["new,kind,wind,advise"], "rates.cases.yaml": ["new: n"]},
        ),
        ("wind", {"table.csv": ["place,kind,new"]}),
        (
            "place.north",
            {
                "table.csv": ["new or south", "stay,dear north"],
                "places.csv": ['new,"The north'],
                "rates.yaml": ["cold: [new, pole]", "place: {north: new}"],
                "rates.cases.yaml": ["place: new, born: new"],
            },
        ),
        ("kind", {"table.csv": ["place,new"]}),
        (
            "kind.dear",
            {"table.csv": [",new,yes", "dear north"], "places.csv": ["3,new"]},
        ),
        ("warn", {"table.csv": ["yes,new,stay", "go,warn"]}),
        ("stay", {"table.csv": ["warn,new,dear"]}),
        ("warm", {"rates.hazards.yaml": ["properties: new"]}),
        ("seen", {"rates.hazards.yaml": ["{new: It"]}),
        ("third", {"rates.yaml": ["{go: new}", "  new:\n    table"]}),
    ],
)
def test_what_stands_beside_a_tree_is_edited_with_it(tables, old, words):
    """CSV files, cases and hazards have the new id; renamed back they are as before."""
    code, out, err = tables(old, "new", "rates.yaml")

    assert (code, out) == (0, ""), err
    found = contents()
    for name, parts in words.items():
        assert [part for part in parts if part not in found[name]] == []
    assert {name for name, text in TABLES.items() if found[name] != text} >= {*words}
    assert triage.hazards.load("rates.yaml").hazards
    front = f"{old.rpartition('.')[0]}." if "." in old else ""
    assert tables(f"{front}new", old.removeprefix(front), "rates.yaml")[0] == 0
    assert contents() == TABLES


def test_what_is_of_one_version_is_told(tables):
    """A certificate and reviews are of hashes, in which ids are: they stay."""
    review = (
        "{by: A, role: B, on: 2026-01-02, decision: approved, logic: 0123456789abcdef"
    )
    review += ", wording: 0123456789abcdef}"
    Path("rates.yaml").write_text(f"{SSVC}reviews: [{review}]\n")
    Path("rates.hazards.yaml").unlink()
    Path("rates.proof.json").write_text("{}")

    _, _, err = tables("wind", "new", "rates.yaml")

    assert "`rates.proof.json` is a certificate of the ids before: make it anew" in err
    assert "each of `reviews` is a review of the ids before: make it anew" in err


def test_what_a_module_runs_as_is_renamed(run):
    """All that has the id of a copy in front has the new one, in the cases as well."""
    for name, text in {"pain": PAIN, "limbs": LIMBS, "limbs.cases": STORY}.items():
        Path(f"{name}.yaml").write_text(text)
    before = contents()

    assert run("arm", "upper", "limbs.yaml", "--of", "copy")[0] == 0

    text = Path("limbs.yaml").read_text()
    assert "as: upper" in text
    assert "upper.severe and leg.kind" in text
    assert "arm.severe" not in Path("limbs.cases.yaml").read_text()
    tree = triage.load("limbs.yaml")
    assert tree.renamed.recommendations == {"arm.doctor": "upper.doctor"}
    assert run("upper", "arm", "limbs.yaml", "--of", "copy")[0] == 0
    assert contents() == before


def test_a_step_that_runs_a_module_is_renamed_with_all_that_is_in_it(run):
    """Steps of a module have the new id in front, and saved interviews go on."""
    for name, text in {"pain": PAIN, "limbs": LIMBS}.items():
        Path(f"{name}.yaml").write_text(text)
    session = triage.load("limbs.yaml").start()
    first = {"arm.severe": "no", "arm.kind": "cut", "arm.sort": "burn"}
    record = json.loads(json.dumps(session.answer(first).decision.record()))

    assert run("arm", "upper", "limbs.yaml", "--of", "step")[0] == 0

    tree = triage.load("limbs.yaml")
    assert [*tree.steps][:2] == ["upper", "upper/first"]
    kinds = {change.kind for change in triage.replay(record, tree).changes}
    assert kinds <= {"logic"}


@pytest.mark.parametrize(
    ("text", "old", "message"),
    [
        ("as: arm", "arm", "give it a `title` first"),
        ("as: {id: arm, title: Arm}", "leg", "a module runs a copy called `leg`, too"),
    ],
)
def test_a_copy_that_cannot_be_renamed_says_what_to_do(run, text, old, message):
    """Where people read its id, or a module has such a copy, nothing is changed."""
    named = PAIN.replace("severe: Is it severe?", "severe: {text: Is it?, name: pains}")
    inner = "  second: {run: ache, as: leg, go: done}\n"
    if old == "leg":
        named = named.replace("start: first", "start: second").replace(
            "accept:", inner.replace("go: done", "go: first") + "accept:"
        )
        Path("ache.yaml").write_text(
            "triage: 1\nkind: module\nid: ache\ntitle: Ache\nquestions: {so: So?}\n"
            "start: one\nsteps: {one: {ask: so, go: done}}\n"
        )
    Path("pain.yaml").write_text(named)
    Path("limbs.yaml").write_text(LIMBS.replace("as: arm", text))
    before = contents()

    code, _, err = run(old, "new", "limbs.yaml", "--of", "copy")

    assert code == ExitCode.BAD_INPUT
    assert message in err
    assert contents() == before


def test_what_stands_elsewhere_or_is_hidden_is_refused(tables):
    """A file outside the folder is not edited; where an id is not found, nothing is."""
    Path("away").mkdir()
    Path("table.csv").rename("away/table.csv")
    Path("here").mkdir()
    for name in ("rates.yaml", "places.csv", "fees.csv"):
        Path(name).rename(f"here/{name}")
    Path("here/table.csv").symlink_to("../away/table.csv")
    Path("here/rates.hazards.yaml").write_text(
        TABLES["rates.hazards.yaml"].replace("warm", '"w\\x61rm"')
    )

    _, _, err = tables("stay", "new", "here/rates.yaml")
    assert "table.csv` names it too, which is not below the tree's folder" in err

    _, _, err = tables("warm", "new", "here/rates.yaml")
    assert "the hazards would be refused: `rates` has no property called `warm`" in err
    assert Path("here/rates.yaml").read_text() == TABLES["rates.yaml"]


def test_a_bundle_is_refused(tables):
    """What was made of files is made anew of them, and not edited."""
    Path("bundle.yaml").write_text(triage.load("rates.yaml").bundle())
    for name in TABLES:
        Path(name).unlink()

    code, _, err = tables("stay", "new", "bundle.yaml")

    assert code == ExitCode.BAD_INPUT
    assert "is a bundle: rename in the files that it was made of" in err
