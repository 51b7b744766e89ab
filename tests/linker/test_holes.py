"""Holes of texts: where what they show is known, and what is shown."""

import pytest

import triage
from triage.linker.mentions import shown

TREE = """
triage: 1
id: holes
title: Holes
questions:
  fever: {text: Have you a fever?, type: yes_no, unsure: true}
  cough: {text: How do you cough?, type: one_of, options: {dry: Dry, wet: "*Wet*"}}
  signs: {text: Which of these?, type: any_of, options: {a: Aches, b: Bites}}
  days:
    text: For how many days?
    type: integer
    min: 0
    max: 60
    unit: days
    unsure: true
  kilos: {text: How heavy?, type: number, min: 1, max: 200, unit: kg}
  again: {text: "Still AFTER? {{}}", help: "*AFTER*", type: yes_no}
values: {half: 0.25 * kilos}
recommendations:
  call: {urgency: emergency, title: "Call EARLY"}
  rest: {urgency: self_care, title: "Rest AFTER", watch_for: "*AFTER*"}
start: first
steps:
  first:
    ask: [fever, cough, signs, days, kilos]
    branches:
      - {when: WHEN, go: call}
      - {go: second}
  second: {ask: again, go: rest}
"""
WELL = {"fever": "no", "cough": "dry", "signs": [], "days": 1, "kilos": 70}


def load(early="now", after="well", when="maybe(fever)"):
    """Return a tree that shows something on an early end, and something afterwards."""
    text = TREE.replace("EARLY", early).replace("AFTER", after).replace("WHEN", when)
    return triage.loads(text)


@pytest.mark.parametrize(
    ("name", "look", "words"),
    [
        ("cough", "", "Dry"),
        ("cough", " | lower", "dry"),
        ("signs", " | capital", "None of these"),
        ("kilos", "|unit", "70 kg"),
        ("half", "", "17.5"),
    ],
)
def test_what_an_emergency_leaves_out_needs_other_words(name, look, words):
    """An emergency ends its page: other words stand there; afterwards all is known."""
    tree = load(f"{{{name}{look} else at once}}", f"{{{name}{look}}}")

    assert tree.decide({"fever": "yes"}).recommendations[0].title == "Call at once"
    later = tree.start(WELL).page.question
    assert (later.text, later.help) == (f"Still {words}? {{}}", f"*{words}*")
    rested = tree.decide(WELL | {"again": "no"}).recommendations[0]
    assert (rested.title, rested.watch_for) == (f"Rest {words}", f"*{words}*")


@pytest.mark.parametrize(
    "when",
    [
        "cough == wet",
        "not (cough == dry)",
        "kilos < 50 and cough == wet",
        "not (kilos < 50 or cough == dry)",
        "surely(days > 3) and cough == wet",
        "not maybe(days < 3) and cough == wet",
        "not unsure(days) and cough == wet",
    ],
)
def test_what_a_way_cannot_be_taken_without_is_known_on_it(when):
    """What the condition of an early end looks at is known in its text."""
    load("{cough}", when=when)
    with pytest.raises(triage.InvalidTree):
        load("{cough}", when=f"maybe(fever) or {when}")
    if "days" in when:
        load("{days | unit}", when=when)


@pytest.mark.parametrize(
    ("when", "is_known"),
    [
        ("half < 10", True),
        ("half - 10 < half / 2", True),
        ("kilos * kilos > 100 + count(signs)", True),
        ("kilos * count(signs) < 1", False),
        ("kilos + 100 * count(signs) < 250", False),
    ],
)
def test_a_number_that_alone_turns_a_comparison_is_known_on_its_way(when, is_known):
    """Nobody can compare without it, whatever else was answered."""
    if is_known:
        load("{kilos}", when=when)
    else:
        with pytest.raises(triage.InvalidTree) as refused:
            load("{kilos}", when=when)
        (found,) = refused.value.findings
        assert found.message.startswith("`kilos` may be left unasked")


@pytest.mark.parametrize(
    ("rule", "hole", "is_known"),
    [
        ("kilos <= 3 * days", "kilos", False),
        ("not (kilos > 100 or days > 50)", "kilos", False),
        ("not (kilos > 100 and days > 50)", "days", True),
        ("half <= 20 or cough == dry", "half", True),
        ("half <= 20 or cough == dry", "cough", True),
        ("days <= 15 * kilos", "kilos", True),
        ("days <= 15 * kilos", "signs else none", True),
        ("not maybe(days > 50 and cough == wet)", "days | unit", False),
        ("not surely(days > 50 and cough == wet)", "days | unit", True),
        ("maybe(days < 50) or cough == dry", "days", True),
        ("unsure(days) or days < 50", "days", True),
    ],
)
def test_what_is_said_of_a_denied_rule_shows_what_denies_it(rule, hole, is_known):
    """All is known without which nobody can deny it; else other words stand there."""
    said = f'assume:\n  - {{that: "{rule}", says: "{{{hole}}}"}}\nrecommendations:'
    text = TREE.replace("recommendations:", said).replace("WHEN", "maybe(fever)")
    if is_known:
        triage.loads(text)
    else:
        with pytest.raises(triage.InvalidTree) as refused:
            triage.loads(text)
        (found,) = refused.value.findings
        assert found.message.endswith("when this is said")


def test_what_follows_from_a_mistake_is_not_told():
    """A hole that shows what is not well declared is no second mistake."""
    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(TREE.replace("max: 200", "max: 0").replace("AFTER", "{half}"))

    assert "T222" not in {finding.code for finding in refused.value.findings}


def test_a_doubt_takes_other_words():
    """Who is not sure reads the words that stand for it."""
    tree = load(after="{days | unit else some days}")

    assert tree.start(WELL).page.question.text == "Still 1 day? {}"
    doubt = WELL | {"days": "unsure"}
    assert tree.start(doubt).page.question.text == "Still some days? {}"


def test_what_is_settled_before_it_is_known_is_open():
    """Before a page is whole, what is certain of it can show what nobody knows yet."""
    tree = load("{days else soon}", when="maybe(days >= 0)")
    settled = tree.decide({"fever": "no"}).settled

    assert settled is not None
    assert settled.recommendations[0].title == "Call soon"


def test_a_page_shown_again_reads_as_it_was_asked():
    """A page that was answered, and one to change, show what is known now."""
    session = load(after="{cough}").start().answer(WELL).answer({"again": "no"})

    assert session.shown(2).question.text == "Still Dry? {}"
    assert session.changing("again").question.text == "Still Dry? {}"
    assert session.decision.path[1].because == ""


def test_a_loaded_text_is_kept_as_it_is_written():
    """The tree has the holes as they are written; its pictures, names in brackets."""
    tree = load(after="{cough}")

    assert tree.recommendations["rest"].title == "Rest {cough}"
    assert "Rest [cough]" in triage.draw(tree).outline()


def test_a_hole_behind_an_escape_is_no_place_to_rename():
    """A hole whose brace is written with an escape is read like any other."""
    tree = triage.loads(
        "triage: 1\nid: t\ntitle: T\nstart: s\n"
        "questions: {q: {text: Which, options: {a: One, b: Two}}}\n"
        'recommendations: {r: {title: "Take \\x7bq\\x7d", urgency: routine}}\n'
        "steps: {s: {ask: q, go: r}}\n"
    )

    decision = tree.decide({"q": "a"})

    assert decision.recommendations[0].title == "Take One"
    [entry] = tree.documents[0].recommendations
    assert [*shown(entry.title)] == []


def test_a_brace_that_is_no_hole_is_told_once_beside_marks():
    """A text with marks and a brace that is no hole is refused for the brace."""
    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(
            "triage: 1\nid: t\ntitle: T\nstart: s\n"
            "questions: {q: {text: Which, options: {a: One, b: Two}}}\n"
            'recommendations: {r: {title: R, text: "*Take* {q", urgency: routine}}\n'
            "steps: {s: {ask: q, go: r}}\n"
        )

    assert [found.code for found in refused.value.findings] == ["T222"]


@pytest.mark.parametrize(
    ("unit", "hole", "words"),
    [
        ("GBP", "{twice}", "Pay £2,020.80"),
        ("kg", "{twice}", "Pay 2020.8"),
        ("kg", "{twice | unit}", "Pay 2020.8 kg"),
    ],
)
def test_a_value_is_read_as_an_answer_in_its_unit_would_be(unit, hole, words):
    """Money has its sign, also where it is computed; another unit is read on demand."""
    tree = triage.loads(
        f"""
triage: 1
id: twice
title: Twice
scale: [{{id: told, title: Told}}]
questions: {{n: {{text: N?, type: number, min: 0, max: 9999}}}}
values: {{twice: {{is: 2 * n, unit: {unit}}}}}
recommendations: {{pay: {{urgency: told, title: "Pay {hole}"}}}}
start: first
steps: {{first: {{ask: n, go: pay}}}}
"""
    )

    assert tree.decide({"n": "1010.4"}).recommendations[0].title == words


def test_a_step_that_nobody_comes_to_opens_no_hole():
    """Only where somebody reads a text is what it shows held to be known."""
    tree = triage.loads(
        """
triage: 1
id: lost
title: Lost
questions:
  n: {text: How many?, type: integer, min: 0, max: 9}
  b: {text: B?, type: yes_no}
recommendations: {rest: {urgency: self_care, title: "Rest {n} days"}}
start: first
steps:
  first: {ask: n, go: rest}
  lost: {ask: b, go: rest}
"""
    )

    assert tree.decide({"n": 3}).recommendations[0].title == "Rest 3 days"
