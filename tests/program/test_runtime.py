"""The engine for browsers, run by node: what it comes to, and what it refuses."""

import html
import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from runtimes import as_json, assert_leads_alike, needs_node, node, outcome
from trees_for_tests import built_in, every_part

import triage
from triage.linker.loader import builtins
from triage.program import runtime_text
from triage.program.kit import kit
from triage.program.program import checksum

pytestmark = needs_node

ROOT = Path(__file__).parents[2]

TREES = [
    every_part(),
    *map(built_in, ("curb_65", "register_death")),
]
FILES = dict(kit(TREES))


def read(tree, kind):
    """Return a file of the kit, as JSON."""
    return json.loads(FILES[f"{tree.id}.{kind}.json"])


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.id)
def test_it_conforms(tree):
    """It comes to every walk, page, text and value of the kit, and in that order."""
    trials = read(tree, "trials")["trials"]

    made = node("trials", program=read(tree, "program"), trials=trials)

    for trial, found in zip(trials, made["found"], strict=True):
        assert {key: trial[key] for key in found} == found
        assert [*trial["walk"]["asked"]] == [*found["walk"]["asked"]]


@pytest.mark.parametrize("name", builtins())
def test_it_takes_every_built_in_tree(name):
    """Its hash is that of the library, and who answers nothing is asked the same."""
    tree = triage.load(name)
    given = {"today": "2026-11-29"} if "today" in tree.questions else {}
    (made,) = node("decide", program=tree.program().to_dict(), answers=[given])["found"]

    assert made["found"]["missing"] == [*tree.decide(given).missing]


def changed(**parts):
    """Return a program with other parts, and their hash."""
    found = TREES[1].program().to_dict() | parts
    return found | {"sha256": checksum(found)}


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("{", "it is no JSON"),
        ([], "no program of the format"),
        (None, "no program of the format"),
        (changed(format="triage-program/2"), "no program of the format"),
        (changed(nodes=[["true"], ["xor", 0, 0]]), "uses xor"),
        (changed() | {"version": "9"}, "not as it was written"),
        (changed(status="retired"), "retired"),
        (changed(nodes=3), "is not whole"),
        (changed(nodes=[3]), "is not whole"),
        ("[" * 100_000, "it is no JSON"),
        (
            '{"format": "triage-program/1", "a":' + "[" * 9999 + "]" * 9999 + "}",
            "whole",
        ),
    ],
    ids=range(11),
)
def test_what_is_no_program_is_refused(program, said):
    """One of another format, that was changed, that asks too much, or is retired."""
    assert said in node("load", program=program)["message"]


def test_a_mark_of_its_encoding_is_no_part_of_a_program():
    """Some editors write one before the text, which is read as it is without it."""
    text = "\ufeff" + json.dumps(changed())

    assert node("load", program=text) == {"found": "curb_65"}


def test_a_retired_tree_decides_where_that_is_asked_for():
    """Whoever runs it says so."""
    retired = changed(status="retired")

    assert node("load", program=retired, retired=True) == {"found": "curb_65"}


FORMS = """
triage: 1
id: forms
title: Forms
questions:
  sure: {text: Y?, unsure: true}
  which: {text: O?, type: one_of, options: {constructor: C, b: B}}
  many:
    text: S?
    type: any_of
    options: {a: A, b: B, c: {text: C, name: see, alone: true}}
    unsure: true
  few: {text: S?, type: any_of, options: {a: A, d: D}}
  whole:
    text: W?
    type: integer
    min: -3
    max: 30
    unit: weeks
    if_wrong: "{which else Which} weeks?"
  part: {text: P?, type: number, min: 0, max: 999999.999, decimals: 3, unsure: true}
  cost: {text: C?, type: number, min: 0, max: 2000, decimals: 2, unit: GBP}
  born: {text: B?, type: date, min: 2000-02-29, max: 2026-12-31}
  note: {text: N?, type: text, most: 9, personal: yes}
  story: {text: S?, type: text, lines: yes}
assume: [whole < 30 or part < 2]
values: {half: round(whole / 2)}
show: [half]
recommendations:
  end:
    title:
      "{which}, {many else ?}, {few}, {whole | unit}, {part else ?}, {born | weekday},
      {note else ?} {cost}"
    text: "*{note else ?}* {story else ?}"
    urgency: routine
start: all
steps:
  all: {ask: [sure, which, many, few, whole, part, cost, born, note, story], go: end}
"""

GIVEN = (
    *(None, "", "yes", " YES ", "no", "unsure", True, False, 0, 1, "constructor", "B"),
    *("toString", [], "none", ["a"], "a,b", ["b", "a"], ["a", "c"], ["c"]),
    *([1], ["c", "unsure"], ["a", None], ["none", "a"], {}, "a,,b", 30, 31, -3, -4),
    *("-3", "+7", "30.0", "a, b", "A,B"),
    *(7.0, 7.5, 0.001, 0.0001, 1e-7, 1e300, -1e300, "1.", ".5", "1,5", "1e3", "0x1"),
    *("£5", "5 GBP", "5 pounds", "£1,250.50", "1,250.50", "1.250,50", "1.255", "-£5"),
    *("5 weeks", "5 cats", "999999.999", 999999.999, 1000000, "1" * 16, "x" * 300, "٣"),
    *("2000-02-29", "2000-02-28", "2001-02-29", "2027-01-01", "0000-01-01", "20010101"),
    *("  A *B*\t{c}\n\n1. [x](y) ", "\x1c", "a\u202eb", "a\u200db", "\ufeffa"),
    *("a\u034fb", "\u3164", "a\ufe0f", "1\ufe0f\u20e3", "1\ufe0fb", "\u2764\ufe0f"),
    *("\u2764\ufe0f\ufe0f", "\u845b\U000e0100", "a\U000e0100", "\u1820\u180b"),
    *("\u05d0!\u200f", "\u2067a\u2069", "\u070fa"),
    *("a\x85\x0bb", "\u2003", "x" * 10_001, "é😀" * 6),
    *("--1", "+", "1 2", "1.2.3", 10**20, -(10**20), "2026-13-01", ["2001-01-01"]),
)  # fmt: skip


def test_answers_are_taken_and_refused_alike():
    """In each question, each form of an answer is one or is none, by the same code."""
    tree = triage.loads(FORMS)
    every = [{name: value} for name in tree.questions for value in GIVEN]
    every += [{"whole": 30, "part": 2}, {"whole": 30, "part": 2, "sure": "x"}]
    every += [{"whole": 30, "other": 1, "which": "b"}, [], "yes"]

    made = node("decide", program=tree.program().to_dict(), answers=every)["found"]

    for answers, found in zip(every, made, strict=True):
        wrong, decision = outcome(tree.decide, answers)
        told = found.get("problems", [])
        assert [(p["code"], p["questions"]) for p in told] == wrong, answers
        assert found.get("found", found.get("decision")) == as_json(decision), answers
        assert all(problem["message"] for problem in told)


def test_what_is_said_of_answers_that_do_not_go_together_is_the_trees():
    """Where the author wrote it a person reads it, and else that they do not.

    What is said of one wrong answer is not said of one that goes with no other.
    """
    assume = "{that: whole <= part, says: 'Not {whole | unit}.'}, whole != 30"
    tree = triage.loads(FORMS.replace("whole < 30 or part < 2", assume, 1))

    program = tree.program().to_dict()
    answers = {"whole": 30, "part": 2}
    (found,) = node("decide", program=program, answers=[answers])["found"]

    told = [problem["message"] for problem in found["problems"]]
    assert told == ["Not 30 weeks.", "These answers do not go together."]


@pytest.mark.parametrize(
    ("forms", "one", "three"),
    [
        (("W",), "1 W", "3 W"),
        (("W", "Ws"), "1 W", "3 Ws"),
        (("W", "Ws", "Wz"), "1 W", "3 Ws"),
    ],
    ids=["one form", "two", "three"],
)
def test_what_is_counted_has_as_many_forms_as_the_language(forms, one, three):
    """One form stands for one and for several, where a language has no other."""
    lines = [f'msgstr[{n}] "{form}"\n' for n, form in enumerate(forms)]
    own = f'msgid "week"\nmsgid_plural "weeks"\n{"".join(lines)}'
    spoken = {"language": "ja", "fallback": "en", "modules": {"triage.ja.po": own}}
    tree = triage.loads(FORMS.replace('"{which}, ', '"{whole | unit}, ', 1), **spoken)
    given = {"sure": "no", "which": "b", "many": [], "few": [], "part": 1, "cost": 1}
    given |= {"born": "2020-01-01", "note": "", "story": ""}
    asked = [given | {"whole": number} for number in (1, 3)]

    made = node("decide", program=tree.program().to_dict(), answers=asked)["found"]

    titles = [each["found"]["recommendations"][0]["title"] for each in made]
    assert [title.split(",")[0] for title in titles] == [one, three]
    assert titles == [tree.decide(each).recommendations[0].title for each in asked]


def test_a_refusal_says_what_the_tree_says_of_it():
    """What the author wrote for a wrong answer is read, with other answers in it."""
    program = triage.loads(FORMS).program().to_dict()
    answers = {"which": "b", "whole": "x"}

    (decided,) = node("decide", program=program, answers=[answers])["found"]
    acts = [["answer", {"sure": "no"}], ["answer", {"which": "b"}], ["answer", answers]]
    acts += [["answer", None, 3]]
    *_, led, none = node("lead", program=program, prefill={}, acts=acts)["found"]

    assert [problem["code"] for problem in none["problems"]] == ["not_a_mapping"]
    for made in (decided, led):
        (problem,) = made["problems"]
        assert problem["questions"] == ["whole"]
        assert problem["message"] == "Write a number. B weeks?"


CLASHING = """
triage: 1
id: clashing
title: Clashing
questions:
  way: {text: Which?, type: one_of, options: {x: X, y: Y, z: Z}}
  a: {text: A?, ordinary: yes, unsure: {again: "A, {way | lower}?"}}
  b: {text: B?, ordinary: yes, unsure: {again: B again?}}
  c: {text: C?, ordinary: yes}
assume: [not a or not b, not b or not c, not a or not c]
recommendations:
  end: {title: End, urgency: routine}
  worst: {title: Worst, urgency: emergency}
start: first
steps:
  first: {ask: way, answers: {x: one, y: two, z: three}}
  one: {ask: [a, b], branches: [{when: surely(a), go: worst}, {go: more}]}
  two: {ask: [b, c], go: more}
  three: {ask: [c, a], go: more}
  more: {ask: [a, b, c], go: end}
"""


def test_it_leads_interviews_alike():
    """What is aside comes back, unless it contradicts what was answered meanwhile."""
    tree = triage.loads(CLASHING)

    for seed in range(60):
        assert_leads_alike(tree, random.Random(seed))


@pytest.mark.parametrize(
    "changed",
    [
        {"format": "triage-session/3"},
        {"tree": "other"},
        {"logic": "0" * 64},
        {"place": "GB"},
        {"prefill": None},
        {"pages": {}},
        {"pages": [None]},
        {"pages": [{"way": "x"}, {"c": "no"}]},
        {"pages": [{"way": "w"}, {"a": "no"}]},
        {"pages": [{"way": "x"}, {"a": None}]},
        {"pages": [{"a": "no"}, {"way": "x"}]},
        {"pages": [{"way": "x"}, {"a": "yes"}]},
        {"pages": [{"way": "x"}, {"a": "no"}, {"a": "yes"}]},
        {"aside": []},
        {"aside": {"c": "no"}},
        {"aside": {"c": ["no", "yes"]}},
        {"aside": {"a": ["no"]}},
        {"end": "end"},
        {"advice": ["worst"]},
        {"asked_by": "nobody"},
    ],
    ids=range(20),
)
def test_what_is_no_record_of_a_tree_is_refused(changed):
    """One of another tree, or that was cut: by the library, and by the runtime."""
    tree = triage.loads(CLASHING)
    record = tree.start().answer({"way": "x"}).answer({"a": "no"}).to_dict()
    program = tree.program().to_dict()

    asked = {"asked_by": "model"}
    state = node("resume", program=program, record=record | asked)["found"]
    assert state["record"]["asked_by"] == "model"
    made = node("resume", program=program, record=record | changed)
    assert "record" in made["message"] or "changed since" in made["message"]
    with pytest.raises(triage.SessionError):
        triage.resume(tree, record | changed)


SHORT = """
triage: 1
id: short
title: Short
questions:
  note: {text: N?, type: text, most: 3}
  sure: {text: Y?}
recommendations:
  end: {title: End, urgency: routine}
start: first
steps:
  first: {ask: note, go: more}
  more: {ask: sure, go: end}
"""


@pytest.mark.parametrize("note", ["", "unsure"])
def test_a_short_text_may_be_left_blank(note):
    """What says so is longer than the text may be, and is read again all the same."""
    tree = triage.loads(SHORT)
    program = tree.program().to_dict()

    *_, led = node(
        "lead", program=program, prefill={}, acts=[["answer", {"note": ""}]]
    )["found"]
    (decided,) = node("decide", program=program, answers=[{"note": note}])["found"]

    for record in (led["found"]["record"], tree.start().answer({"note": ""}).to_dict()):
        assert "found" in node("resume", program=program, record=record)
    assert [*decided["found"]["missing"]][:1] == ["sure"]


MOVING = """
triage: 1
id: moving
title: Moving
valid: {from: 2024-01-01, until: 2028-12-31}
questions:
  born: {text: "B?", type: date, min: today - years(4), max: today, if_wrong: Look.}
  red: {text: "R?"}
recommendations:
  s: {urgency: emergency, title: S}
  r: {urgency: routine, title: R}
start: one
steps:
  one: {ask: [born, red], branches: [{when: red, go: s}, {go: two}]}
  two: {branches: [{when: born < today, go: r}, {go: s}]}
"""


@pytest.mark.parametrize("born", ["2020-02-28", "2020-02-29", "2024-03-01"])
@pytest.mark.parametrize("red", ["yes", "no"])
def test_a_day_outside_of_limits_by_today_counts_as_none(born, red):
    """It alone is refused, by its code, and never hides an emergency."""
    tree, today = triage.loads(MOVING), {"today": "2024-02-29"}
    answers = {"born": born, "red": red}
    program = tree.program().to_dict()
    wrong, decision = outcome(tree.decide, today | answers)

    (made,) = node("decide", program=program, answers=[today | answers])["found"]
    acts = [["answer", answers]]
    *_, led = node("lead", program=program, prefill=today, acts=acts)["found"]

    for found in (made, led):
        told = found.get("problems") or []
        assert [(p["code"], p["questions"]) for p in told] == wrong
        assert all(problem["message"].endswith(" Look.") for problem in told)
    assert made.get("found", made.get("decision")) == as_json(decision)


@pytest.mark.parametrize("day", ["2024-02-29", "2025-03-31"])
def test_a_page_shows_the_days_that_can_be_answered_on_that_day(day):
    """Its least and greatest day are those of the interview, as they are in Python."""
    tree, today = triage.loads(MOVING), {"today": day}
    page = tree.start(today).page.to_dict()

    led = node("lead", program=tree.program().to_dict(), prefill=today, acts=[])

    shown = led["found"][0]["page"]["questions"][0]
    same = page["questions"][0]
    assert (shown["min"], shown["max"]) == (same["min"], same["max"])
    assert same["max"] == day


LEFT = """
triage: 1
id: left
title: Left
questions:
  chest: {text: Chest pain?}
  breath: {text: Short of breath?}
values:
  put: "count(chest, asked(breath))"
recommendations:
  go:
    urgency: emergency
    title: "Go now, of {put}"
    text: [{when: maybe(breath), text: Hurry., otherwise: Go.}]
  see: {urgency: soon, title: See}
start: one
steps:
  one:
    ask: [chest, breath]
    branches: [{when: chest, go: go}, {go: see}]
"""


@pytest.mark.parametrize(
    ("more", "said", "shown"),
    [({}, "some, for much", [0, 2]), ({"breath": "no", "arm": "yes"}, "1, for few", 1)],
)
def test_a_text_counts_nothing_of_what_was_left_unasked(more, said, shown):
    """Nobody who was not asked said no: a text shows what is shown beside it."""
    values = """values:
  put: count(surely(breath), surely(arm))
  much:
    options: {much: much, few: few}
    is: [{when: maybe(breath), is: much}, {is: few}]
show: [put]"""
    text = LEFT.replace('values:\n  put: "count(chest, asked(breath))"', values)
    text = text.replace("of {put}", "with {put else some}, for {much else much}")
    text = text.replace("ask: [chest, breath]", "ask: [chest, breath, arm]")
    text = text.replace("  breath:", "  arm: In the arm?\n  breath:")
    tree, answers = triage.loads(text), {"chest": "yes", **more}
    program = tree.program().to_dict()

    (made,) = node("decide", program=program, answers=[answers])["found"]

    decision = tree.decide(answers)
    assert decision.recommendations[0].title == f"Go now, with {said}"
    assert decision.shows == {"put": shown}
    assert made["found"] == as_json(decision)


@pytest.mark.parametrize(("more", "text"), [({}, "Hurry."), ({"breath": "no"}, "Go.")])
def test_a_text_counts_what_was_put_to_a_person_whose_page_was_left(more, text):
    """What an end leaves unanswered was asked, and is not known."""
    tree, answers = triage.loads(LEFT), {"chest": "yes", **more}
    program = tree.program().to_dict()

    (made,) = node("decide", program=program, answers=[answers])["found"]

    (told,) = tree.decide(answers).recommendations
    assert (told.title, told.text) == ("Go now, of 2", text)
    assert made["found"] == as_json(tree.decide(answers))


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)

DRIVE = """<script>
addEventListener("load", () => {
  while (document.querySelector("form")) {
    for (const input of document.querySelectorAll("form input")) {
      const given = GIVEN[input.name];
      const isTyped = ["text", "date"].includes(input.type);
      if (isTyped) input.value = given === "unsure" ? "" : given;
      else if ([given].flat().includes(input.value)) input.click();
    }
    document.querySelector("form button").click();
  }
});
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_a_page_asks_and_decides_without_a_server(tmp_path):
    """The page of the docs, opened as a file in a real browser, comes to the end."""
    given = {"sure": "no", "which": "b", "many": ["a", "b"], "few": "none"}
    given |= {"whole": 7, "part": "unsure", "cost": "1250.50", "born": "2026-04-01"}
    given |= {"note": "A <b> *c*", "story": "unsure"}
    tree = triage.loads(FORMS)
    template = (ROOT / "docs/examples/page.html").read_text(encoding="utf-8")
    page = tmp_path / "page.html"
    filled = template.replace("@runtime@", runtime_text()).replace(
        "@program@", tree.program().text.replace("<", r"\u003c")
    )
    drive = DRIVE.replace("GIVEN", json.dumps(given))
    page.write_text(filled + drive, encoding="utf-8")

    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu"]
    command += [f"--user-data-dir={tmp_path}", "--virtual-time-budget=9000"]
    command += ["--dump-dom", page.as_uri()]
    shown = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")

    titles = re.findall("<h2>(.*?)</h2>", shown.stdout)
    told = tree.decide(given).recommendations
    assert [*map(html.unescape, titles)] == [item.title for item in told]
