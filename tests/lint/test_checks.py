"""What is said against a tree that loads, and where each check is explained."""

from datetime import date

import pytest
from bad_trees import BAD, DAYS, FILES, code_of
from good_trees import GOOD
from trees_for_tests import tree_of

import triage
from triage.base.diagnostics import Severity
from triage.lint.catalogue import CATALOGUE, ENTRIES, explain

TODAY = date(2026, 11, 22)


def codes(tree, today=TODAY):
    """Return the codes of what is said against a tree."""
    return [finding.code for finding in triage.check(tree, today=today)]


def test_warnings_stand_in_source_order():
    """All that is said is said once, in the order of the file."""
    tree = tree_of("  one: {ask: b, answers: {yes: go_now, no: {todo: later}}}")

    places = [finding.span.start for finding in triage.check(tree, today=TODAY)]

    assert places == sorted(places)
    assert len(places) > 5


def test_a_review_is_overdue_the_day_after():
    """A tree may be used on the day of its review, and is stale after it."""
    tree = triage.load(BAD / "T505_review.yaml")

    assert codes(tree, date(2020, 1, 31)) == []
    assert codes(tree, date(2020, 2, 1)) == ["T505"]


def test_a_source_is_stale_after_a_year():
    """A source has to be looked up again when more than a year has passed."""
    tree = triage.load(BAD / "T506_source.yaml")

    assert codes(tree, date(2021, 1, 30)) == []
    assert codes(tree, date(2021, 2, 1)) == ["T506"]


def test_whom_to_call_is_stale_after_a_year():
    """Numbers have to be looked up again when a text of the tree needs them."""
    tree = triage.load(BAD / "T515_contacts.yaml")

    assert codes(tree, date(2027, 11, 22)) == []
    assert set(codes(tree, date(2027, 11, 23))) == {"T515"}
    assert "T515" not in codes(triage.load(BAD / "T514_nowhere.yaml"), date(2030, 1, 1))


def test_what_a_list_of_sources_holds_may_be_recalled():
    """A recalled source is told where people are told something, and only there."""
    tree = triage.load(BAD / "T512_recalled.yaml")

    assert [f.span.text for f in triage.check(tree, today=TODAY)] == ["lore"]
    assert list(tree.citations) == ["book", "lore"]


def test_without_a_day_it_is_today():
    """A tree is judged on the day on which it is checked."""
    assert [f.code for f in triage.check(triage.load(BAD / "T505_review.yaml"))] == [
        "T505"
    ]


def test_what_a_module_leaves_unused_is_told_once_in_its_file(tmp_path):
    """A module that runs twice is warned of once, with places in its own file."""
    (tmp_path / "m.yaml").write_text(
        "triage: 1\nkind: module\nid: m\ntitle: M\n"
        "questions: {q: {text: Q?, type: yes_no}}\nvalues: {v: 1 < 2}\n"
        "recommendations: {n: {title: N}}\nstart: a\nsteps: {a: {go: done}}\n"
    )
    path = tmp_path / "tree.yaml"
    path.write_text(
        "triage: 1\nid: t\ntitle: T\n"
        "recommendations: {r: {title: R, urgency: soon}}\n"
        "start: a\nsteps: {a: {run: m, go: b}, b: {run: m, go: r}}\n"
    )

    found = triage.check(triage.load(path), today=TODAY)

    of_module = [f.code for f in found if f.span.source.name.endswith("m.yaml")]
    assert of_module == ["T411", "T412", "T413", "T501"]


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        ("answers: {yes: rest, no: rest}", []),
        ("branches: [{when: b, go: rest}, {go: rest}]", ["T415"]),
        ("branches: [{when: b, advise: note, go: rest}, {go: rest}]", []),
        ("branches: [{when: b, go: see}, {when: c, go: rest}, {go: rest}]", ["T415"]),
        (
            "branches: [{when: b, go: see}, {when: 1 < 2, go: rest}, {go: see}]",
            ["T414"],
        ),
        (
            "branches: [{when: 1 > 2, go: see}, {when: b, go: see}, {go: rest}]",
            ["T414"],
        ),
        ("branches: [{when: b, todo: one}, {todo: two}]", ["T417", "T417"]),
    ],
)
def test_branches_that_decide_nothing(ways, said):
    """Branches that are never taken, lead to one place or nowhere are told."""
    ask = "[b]" if "answers" in ways else "[b, c]"
    tree = tree_of(f"  one: {{ask: {ask}, {ways}}}")

    assert [code for code in codes(tree) if code in ("T414", "T415", "T417")] == said


@pytest.mark.parametrize(
    "use",
    [
        "branches: [{when: b, go: see}, {go: rest}]",
        "branches: [{when: asked(b), go: see}, {go: rest}]",
        "branches: [{when: unsure(b), go: see}, {go: rest}]",
        "advise: {when: b, add: note}, go: rest",
        "answers: {yes: see, no: rest}",
    ],
)
def test_a_question_decides_something_wherever_it_is_used(use):
    """A question in a condition, under advice or with answers is not idle."""
    idle = [
        f.span.text
        for f in triage.check(tree_of(f"  one: {{ask: b, {use}}}"))
        if f.code == "T418"
    ]

    assert idle == []


def test_a_question_that_decides_nothing_is_told():
    """A question that is asked and never used again is told."""
    found = triage.check(tree_of("  one: {ask: [b, c], go: rest}"))

    assert [f.span.text for f in found if f.code == "T418"] == ["b", "c"]


@pytest.mark.parametrize(
    ("condition", "idle"),
    [
        ("x in q", ["y", "z"]),
        ("x in q or y in q", ["z"]),
        ("count(q) > 1", []),
        ("x in q and count(q) > 1", []),
        ("points(q) > 0", []),
    ],
)
def test_options_that_decide_nothing(condition, idle):
    """Of an any_of question, options are told that no condition looks at."""
    question = (
        "{text: Q?, type: any_of, options: {x: {text: X, points: 1}, y: Y, z: Z}}"
    )
    tree = tree_of(
        f"  one: {{ask: q, branches: [{{when: {condition}, go: see}}, {{go: rest}}]}}",
        questions=f"  q: {question}",
    )

    found = triage.check(tree, today=TODAY)

    assert [f.span.text for f in found if f.code == "T419"] == idle


def test_maybe_of_an_unasked_question_is_told_once_and_not_where_it_was_asked():
    """`maybe` of a question that some are never asked is told; a guard silences it."""
    steps = (
        "  one: {ask: b, answers: {yes: two, no: three}}\n"
        "  two: {ask: c, go: three}\n"
        "  three: {branches: [{when: {0}, go: see}, {go: rest}]}"
    )

    loose = codes(tree_of(steps.replace("{0}", "maybe(c)")))
    guarded = codes(tree_of(steps.replace("{0}", "asked(c) and maybe(c)")))

    assert loose.count("T416") == 1
    assert "T416" not in guarded


def test_every_check_is_explained():
    """Each entry of the catalogue says what, why, what to avoid and what to write."""
    for entry in ENTRIES:
        text = explain(entry.code)

        assert text.startswith(f"{entry.code} ({entry.severity}): {entry.title}\n")
        assert entry.why in text
        assert "Avoid:\n\n    " in text
        assert "Prefer:\n\n    " in text
        assert not entry.title.endswith(".")
        assert entry.why.endswith(".")


def test_the_catalogue_has_each_code_once_in_order():
    """Codes are unique, and stand in their order."""
    assert [entry.code for entry in ENTRIES] == sorted(CATALOGUE)


def test_a_code_may_be_written_small():
    """A check is found in lower case and with blanks around it."""
    assert explain(" t204 ") == explain("T204")


@pytest.mark.parametrize(
    ("code", "hint"), [("T24", "did you mean `T"), ("x", "has the code `x`")]
)
def test_an_unknown_code_is_answered(code, hint):
    """A code that no check has is refused, with the closest."""
    with pytest.raises(triage.TriageError, match=hint):
        explain(code)


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("T101", Severity.ERROR),
        ("T309", Severity.ERROR),
        ("T405", Severity.ERROR),
        ("T410", Severity.WARNING),
        ("T507", Severity.WARNING),
    ],
)
def test_errors_refuse_and_warnings_do_not(code, severity):
    """T41x and T5xx warn; all others refuse."""
    assert CATALOGUE[code].severity == severity


WARNED = [n for n in FILES if code_of(n)[:3] == "T41" or code_of(n)[:2] == "T5"]


@pytest.mark.parametrize("name", WARNED)
def test_each_warning_stands_alone(name):
    """A file that shows a warning shows no other one."""
    found = codes(triage.load(BAD / name), DAYS.get(name, TODAY))

    assert set(found) == {code_of(name)}


def test_a_good_tree_stays_good_when_it_is_checked_twice():
    """Checking changes nothing."""
    tree = triage.load(GOOD / "steps.yaml")

    assert triage.check(tree, today=TODAY) == triage.check(tree, today=TODAY) == ()
