"""A module by itself: what stands in for what it needs, and where it ends."""

from datetime import date

import pytest

import triage
from triage.cases.loader import run
from triage.cases.writer import DraftCase
from triage.verify.dead_code import deep_check

MODULE = """\
triage: 1
kind: module
id: part
title: A part
needs: [x]
{0}
recommendations: {{go: {{urgency: emergency, title: Go}}}}
start: first
steps:
  first: {1}
"""
DONE = "{go: done}"


def alone(declared="", step=DONE, **given):
    """Return a module by itself."""
    return triage.loads(MODULE.format(declared, step), **given)


def when(condition):
    """Return a step with a branch."""
    return f"{{branches: [{{when: '{condition}', go: go}}, {{go: done}}]}}"


@pytest.mark.parametrize(
    ("condition", "kind", "keys"),
    [
        ("x", "yes_no", ("yes", "no")),
        ("not x", "yes_no", ("yes", "no")),
        ("x == yes", "yes_no", ("yes", "no")),
        ("count(x, low) > 1", "yes_no", ("yes", "no")),
        ("maybe(x)", "yes_no", ("yes", "no", "unsure")),
        ("unsure(x)", "yes_no", ("yes", "no", "unsure")),
        ("asked(x)", "yes_no", ("yes", "no")),
        ("x == b or x in [a, b]", "one_of", ("b", "a", "anything_else")),
        ("surely(x == b)", "one_of", ("b", "anything_else", "unsure")),
        ("x in some", "one_of", ("p", "q", "anything_else")),
        ("x in ids", "one_of", ("p", "anything_else")),
        ("low == no or x", "yes_no", ("yes", "no")),
        ("x >= b", "one_of", ("anything_less", "b", "anything_more")),
        ("a in x", "any_of", ("a",)),
        ("count(x) > 0 and a in x", "any_of", ("a",)),
        ("x > 3", "integer", ()),
        ("3 < x and x < 5", "integer", ()),
        ("-x < -3", "integer", ()),
        ("2 * x + 1 > age", "integer", ()),
        ("max(x, age) > 3", "integer", ()),
        ("(x if low else 2) > 1", "integer", ()),
        ("x == age", "integer", ()),
        ("x > 2.25", "number", ()),
        ("x > 2020-01-01", "date", ()),
        ("days(x, 2020-01-01) > 3", "date", ()),
        ("x + days(3) > 2020-01-01", "date", ()),
        ("2020-01-01 + years(x) > 2030-01-01", "integer", ()),
        ("weekday(x) == saturday", "date", ()),
        ("on_or_before(x, sunday) > 2020-01-01", "date", ()),
        ("2020-01-01 + days(age) > x", "date", ()),
    ],
)
def test_of_what_kind_it_is_follows_from_how_it_is_used(condition, kind, keys):
    """What a need is held against says what can be answered."""
    asks = (
        "lists: {some: {p: P, q: Q}, ids: [p]}\n"
        "questions: {low: Low?, age: {text: How old?, type: integer, min: 0, max: 9}}"
    )
    found = alone(asks, f"{{ask: [low, age], {when(condition)[1:]}").questions["x"]

    assert (found.type, found.keys) == (kind, keys)


def test_numbers_are_wide_enough_and_dates_too():
    """Numbers go below zero, and have digits, where the module speaks of such."""
    both = alone(step=when("x > -2.5")).questions["x"]
    day = alone(step=when("x > 2020-01-01")).questions["x"]

    assert both.decimals == 1
    assert both.minimum < -2.5 < both.maximum
    assert day.minimum < date(2020, 1, 1) < day.maximum


@pytest.mark.parametrize(
    ("declared", "step", "kind"),
    [
        ("", "{ask: x, answers: {yes: done, no: go}}", "yes_no"),
        ("", "{ask: x, answers: {a: done, b: go, unsure: go}}", "one_of"),
        ("", "{checklist: [x], go: done}", "yes_no"),
        ("values: {v: {by: x, is: {a: 1, b: 2}}}", DONE, "one_of"),
        ("values: {v: {by: x, is: {yes: 1, no: 2}}}", DONE, "yes_no"),
        ("values: {v: {by: x, from: {0: 1, 5: 2}}}", DONE, "integer"),
        ("values: {v: {by: x, from: {1800-01-01: 1, 2000-01-01: 2}}}", DONE, "date"),
        ("questions: {q: 'Is {x} so?'}", "{ask: q, go: done}", "integer"),
        ("questions: {q: 'Is {x else it} so?'}", "{ask: q, go: done}", "integer"),
        ("questions: {q: 'Is {x | lower} so?'}", "{ask: q, go: done}", "one_of"),
        ("questions: {q: 'Is {x | month} so?'}", "{ask: q, go: done}", "date"),
        ("properties: {p: {says: P, monotone: x}}", DONE, "yes_no"),
        ("properties: {p: {says: P, rising: x}}", DONE, "integer"),
    ],
)
def test_every_place_of_a_file_says_what_is_needed(declared, step, kind):
    """Answers, lists to tick, tables, texts and properties, as conditions do."""
    assert alone(declared, step).questions["x"].type == kind


@pytest.mark.parametrize(
    "condition",
    [
        *(
            "x > 5000000",
            "2 * x == 3",
            "x - 2000000 > 0",
            "x + age > 3000000",
            "v == 7",
        ),
        *("x + 5 < 3", "10 - x > 20", "100 / x > 2", "100 / (x - 5) > 2", "w == 7"),
    ],
)
def test_what_nobody_knows_the_range_of_is_not_refused_for_it(condition):
    """What stands in goes further than all numbers of the module together."""
    declared = (
        "questions: {age: {text: How old?, type: integer, min: 0, max: 9}}\n"
        "values: {v: {by: x - 3000000, from: {-3000000: 5, 1: 7}},"
        " w: {by: x + 3, from: {2: 3, 5: 7}}, z: {by: -x, from: {-9: 3, 4: 7}}}"
    )
    step = f"{{ask: age, {when(condition)[1:]}"

    assert alone(declared, step)
    with pytest.raises(triage.InvalidTree) as refused:
        alone(declared, f"{{ask: age, {when('x > 1 and age == 10')[1:]}")
    assert [one.message for one in refused.value.findings] == ["`age` is never 10"]


def test_a_table_begins_where_its_first_row_does():
    """What it goes by is never less, as in a tree that runs the module."""
    values = "values: {v: {by: x, from: {3: 1, 10: 2}}, w: {by: x, from: {5: 1, 9: 2}}}"

    found = alone(values).questions["x"]

    assert (found.minimum, found.maximum) == (5, 999_999)


def test_a_sign_is_a_question_of_yes_or_no():
    """A safety net names what may be answered yes."""
    told = MODULE.replace("title: Go}", "title: Go, watch_for: Pain., signs: x}")

    assert triage.loads(told.format("", DONE)).questions["x"].type == "yes_no"


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ("[[yes, go], [no, done]]", "yes_no"),
        ("[[a, go], ['-', done]]", "one_of"),
        ("['3..7', go], [-, done]", "integer"),
        ("[['>= 2020-01-01', go], ['-', done]]", "date"),
        ("[[a or unsure, go], ['-', done]]", "one_of"),
    ],
)
def test_the_cells_of_a_table_say_what_is_needed(rows, kind):
    """A table stands in the file, or beside it."""
    rows = rows if rows.startswith("[[") else f"[{rows}]"
    step = f"{{table: {{inputs: x, rows: {rows}, hit: first}}}}"

    assert alone(step=step).questions["x"].type == kind


def test_a_table_of_which_one_row_fits_says_all_there_is():
    """Nothing else stands in than what some row fits."""
    asks = "questions: {y: {text: Y?, type: integer, min: 0, max: 9}}"
    step = "{ask: y, table: {inputs: [x, y], rows: [[%s, '-', go], [%s, '-', done]]}}"

    whole = alone(asks, step % ("3..4", "5..6")).questions["x"]
    open_ = alone(asks, step % ("'<= 2'", "'> 2'")).questions["x"]
    words = alone(asks, step % ("a", "b")).questions["x"]

    assert (whole.minimum, whole.maximum, whole.ordinary) == (3, 6, 3)
    assert (open_.minimum, open_.maximum) == (0, 999999)
    assert words.keys == ("a", "b")


def test_a_table_in_a_file_says_what_is_needed():
    """Its column is called as the need."""
    step = "{table: {inputs: [x], rows: rows.csv, hit: first}}"
    found = alone(step=step, modules={"rows.csv": "x,go\n<3,go\n-,done\n"})

    assert found.questions["x"].type == "integer"


def test_what_a_module_runs_needs_and_has_too(tmp_path):
    """Needs go through to modules inside, found from the folder of their callers."""
    (tmp_path / "parts").mkdir()
    inner = MODULE.format("questions: {y: Y?}", f"{{ask: y, {when('x > 3')[1:]}")
    outer = MODULE.replace("[x]", "[x, y, left.y]").format(
        "",
        "{run: parts/inner, go: again}\n  again: {run: parts/inner, as: left, go: l}"
        "\n  l: {branches: [{when: y and left.y, go: go}, {go: done}]}",
    )
    (tmp_path / "parts" / "inner.yaml").write_text(
        inner.replace("id: part", "id: inner")
    )
    (tmp_path / "parts" / "outer.yaml").write_text(outer)
    tree = triage.load(tmp_path / "parts" / "outer.yaml")

    assert [*tree.questions] == ["x", "y", "left.y"]
    assert tree.questions["x"].type == "integer"


def test_a_module_that_needs_nothing_is_asked_for_nothing_first():
    """Nothing stands in where nothing is needed."""
    text = MODULE.replace("needs: [x]\n", "").format(
        "questions: {y: Y?}", "{ask: y, go: go}"
    )
    tree = triage.loads(text)

    assert (tree.stands_alone, tree.first, [*tree.questions]) == (True, "first", ["y"])


def test_the_step_that_asks_has_an_id_of_its_own():
    """Where the module has a step called `needs`, another word is found."""
    tree = triage.loads(MODULE.format("", when("x")).replace("first", "needs"))

    assert [*tree.steps] == ["needs_", "needs"]


def test_nothing_is_said_of_what_callers_may_use_or_have():
    """What is not used by the module alone, or accepted in a caller, is no finding."""
    text = (
        "questions: {y: Y?}\nvalues: {v: y}\n"
        "accept: [{check: T428, because: It is one thing.}, "
        "{check: T501, because: It is known.}]"
    )
    tree = alone(text, "{ask: y, go: done}")
    urgent = alone(
        "accept: [{check: T501, because: It is known.}]",
        "{ask: x, answers: {yes: go, no: done}}",
    )

    assert (triage.check(tree), triage.check(urgent)) == ((), ())
    assert deep_check(tree).findings == ()


def test_a_module_by_itself_travels_and_decides():
    """It is a tree as others are, whose end is `done`."""
    tree = alone(step=when("x"))

    assert triage.loads(tree.bundle()) == tree
    assert tree.decide({"x": "no"}).end == "done"
    assert tree.decide({"x": "yes"}).end == "go"
    draft = str(DraftCase("one", "One.", {"x": "no"}, tree.decide({"x": "no"})))
    assert draft.rstrip().endswith("urgency: none\n      ends: done")


def test_what_is_wrong_in_a_module_is_told_of_it_by_itself():
    """A text or a condition that says nothing is refused as it is in a tree."""
    with pytest.raises(triage.InvalidTree) as caught:
        alone("questions: {q: 'Is {x so?'}", when("x > > 3"))

    assert {"T222", "T301"} <= {found.code for found in caught.value.findings}


def test_a_module_has_cases_beside_it(tmp_path):
    """They name what it needs, and `done` where it ends."""
    (tmp_path / "part.yaml").write_text(MODULE.format("", when("x")))
    (tmp_path / "part.cases.yaml").write_text(
        "triage_cases: 1\ntree: part\ncases:\n"
        "  no: {says: No., answers: {x: no}, expect: {ends: done}}\n"
        "  yes: {says: Yes., answers: {x: yes}, expect: {ends: go, asks: x}}\n"
    )

    assert [r.passed for r in run(tmp_path / "part.cases.yaml").results] == [True] * 2
