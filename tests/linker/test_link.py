"""From a Document to a Tree: names, steps, ways and properties."""

import pytest
from good_trees import GOOD, good_tree
from trees_for_tests import tree_of

import triage
from triage.base.limits import LIMITS
from triage.language.ast import Advised, Always, Answered, Asked, Is, Not, Open, Surely
from triage.model.tree import DONE

HEAD = "triage: 1\nid: small\ntitle: Small\n"
RECS = "recommendations: {rest: {title: Rest, urgency: self_care}}\n"
END = "start: one\nsteps: {one: {go: rest}}\n"


def findings(text):
    """Return the findings for which a tree is refused."""
    with pytest.raises(triage.InvalidTree) as caught:
        triage.loads(text)
    return caught.value.findings


def told(text):
    """Return the code and the underlined text of each finding."""
    return [(found.code, found.span.text) for found in findings(text)]


def test_every_way_has_a_number_in_the_order_of_the_walk():
    """Ways are numbered as edges, step by step, each step before its targets."""
    tree = tree_of(
        "  two: {go: rest}\n  one: {ask: b, answers: {no: two, yes: go_now}}"
    )

    assert [*tree.steps] == ["one", "two"]
    assert [way.number for _, way in tree.edges] == [0, 1, 2]
    assert [way.to for _, way in tree.edges] == ["two", "go_now", "rest"]


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("type: yes_no", "yes", Is("q", ("yes",))),
        ("type: yes_no", "no", Not(Is("q", ("yes",)))),
        ("type: yes_no, unsure: true", "yes", Surely(Is("q", ("yes",)))),
        ("type: yes_no, unsure: true", "unsure", Open("q")),
        ("type: one_of, options: {o: O, p: P}", "p", Is("q", ("p",))),
        (
            "type: one_of, options: {o: O, p: P}, unsure: true",
            "o",
            Surely(Is("q", ("o",))),
        ),
        ("type: one_of, options: {o: O}", "o", Always(holds=True)),
        ("type: one_of, options: {o: O}, unsure: true", "o", Surely(Not(Open("q")))),
    ],
)
def test_an_answer_is_a_condition(question, answer, expected):
    """A way that is listed by answer is taken when that is the answer."""
    keys = "yes: rest, no: rest" if "yes_no" in question else "o: rest, p: rest"
    keys = (
        keys.replace(", p: rest", "")
        if "p: P" not in question and "o: O" in question
        else keys
    )
    keys += ", unsure: rest" if "unsure" in question else ""
    tree = triage.loads(
        f"{HEAD}questions: {{q: {{text: Q?, {question}}}}}\n{RECS}start: one\n"
        f"steps: {{one: {{ask: q, answers: {{{keys}}}}}}}\n"
    )

    assert tree.steps["one"].by_answer[answer].when == expected


def test_a_module_is_inlined_with_the_ids_of_its_steps():
    """The steps of a module follow the step that runs it, under its id."""
    tree = good_tree("modules.yaml")

    assert {"before", "before/ask", "before/", "after/run/ask"} <= tree.steps.keys()
    assert tree.steps["before"].ask == ("fever",)
    assert tree.steps["before"].ways[0].to == "before/ask"
    assert tree.steps["before/"].advise[0].recommendation == "drink"
    assert tree.steps["before/"].ask == ()
    assert tree.steps["before/ask"].module == "before"
    assert {way.to for way in tree.steps["before/ask"].ways} == {
        "before/call_somebody",
        "before/",
    }


def test_a_module_may_go_to_a_recommendation():
    """Going to a recommendation ends the whole walk, also from a module."""
    tree = good_tree("modules.yaml")

    assert {way.to for way in tree.steps["after/end"].ways} == {"rest", "after/"}


def test_done_at_the_top_is_the_end():
    """At the top `done` ends with what was advised."""
    tree = tree_of("  one: {advise: rest, go: done}")

    assert tree.steps["one"].ways[0].to == DONE


def test_what_several_files_declare_alike_is_declared_once():
    """A recommendation that a module repeats word for word is the same one."""
    tree = good_tree("modules.yaml")

    assert [*tree.recommendations] == ["rest", "call", "drink"]
    assert len(tree.documents) == 3


def test_properties_are_linked():
    """A property keeps its kind, its names and its conditions."""
    tree = good_tree("properties.yaml")

    assert tree.properties["signs"].worse == ("faint", "signs", "soft")
    assert tree.properties["shorter"].of == Advised("drink")
    assert tree.properties["order"].before == ("days", "signs")
    assert tree.properties["advised"].given.items[:2] == (
        Answered(("days",)),
        Asked(("faint",)),
    )


def test_all_errors_of_linking_are_told_at_once():
    """One refusal names every unknown id, in the order of the file."""
    text = (
        f"{HEAD}questions: {{a: {{text: A?, type: one_of}}}}\n"
        "values: {v: nope, w: v and a}\n"
        "recommendations: {rest: {title: Rest, urgency: none_such}}\n"
        "start: two\nsteps:\n"
        "  one: {ask: b, advise: c, branches: [{when: d, go: e}, {go: rest}]}\n"
        "properties: {p: {says: P, reachable: f, then: urgency > g}}\n"
    )

    assert told(text) == [
        ("T111", "a"),
        ("T201", "nope"),
        ("T201", "none_such"),
        ("T201", "two"),
        ("T201", "b"),
        ("T201", "c"),
        ("T201", "d"),
        ("T201", "e"),
        ("T111", "p"),
        ("T201", "f"),
        ("T201", "g"),
    ]


QUESTION = "questions: {a: {text: A?, type: integer}}\n"
LEVEL = "recommendations: {rest: {title: R, urgency: x}}\n"
USE = "start: one\nsteps: {one: {branches: [{when: v, go: rest}, {go: rest}]}}\n"
PROPERTY = "properties: {p: {says: P, reachable: rest}}\n"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"{QUESTION}values: {{v: a > 3}}\n{RECS}{USE}", "a"),
        (f"values: {{v: w, w: v}}\n{RECS}{USE}", "v"),
        (f"{LEVEL}{END}{PROPERTY}", "x"),
        (f"{LEVEL}start: one\nsteps: {{one: {{advise: rest, go: rest}}}}\n", "x"),
    ],
)
def test_what_follows_from_an_error_is_not_told(text, word):
    """Who uses what is declared, but not well, is not told that it is missing."""
    assert [underlined for _, underlined in told(HEAD + text)] == [word]


def test_linking_stops_at_a_hundred_findings():
    """A tree of very many wrong steps is refused for the first hundred."""
    steps = "".join(f"  s{n}: {{go: nowhere_{n}}}\n" for n in range(1000))

    assert len(findings(f"{HEAD}{RECS}start: s0\nsteps:\n{steps}")) == LIMITS.findings


def test_loose_uses_stop_at_a_hundred_findings():
    """So do questions that may not have been asked, each with its path."""
    steps = "".join(
        f"  s{n}: {{branches: [{{when: q, go: rest}}, {{go: s{n + 1}}}]}}\n"
        for n in range(300)
    )
    text = f"{HEAD}questions: {{q: {{text: Q?, type: yes_no}}}}\n{RECS}start: s0\n"

    found = findings(f"{text}steps:\n{steps}  s300: {{go: rest}}\n")

    assert len(found) == LIMITS.findings
    assert {finding.code for finding in found} == {"T306"}


def test_a_question_is_told_once_at_each_place():
    """One use of a value is one finding for each open question in it."""
    text = (
        f"{HEAD}questions:\n  a: {{text: A?, type: yes_no, unsure: true}}\n"
        "  b: {text: B?, type: yes_no, unsure: true}\n"
        "values: {v: a and b and a}\n"
        f"{RECS}start: one\nsteps:\n  one:\n    ask: [a, b]\n    branches:\n"
        "      - {when: v or v, go: rest}\n      - {go: rest}\n"
    )

    assert [(f.code, f.message[:3], f.span.column) for f in findings(text)] == [
        ("T305", "`a`", 16),
        ("T305", "`b`", 16),
        ("T305", "`a`", 21),
        ("T305", "`b`", 21),
    ]


def test_what_no_path_reaches_is_not_judged():
    """In a step that nobody reaches, nothing is known, and nothing is wrong."""
    tree = tree_of(
        "  one: {go: rest}\n  two: {branches: [{when: a, go: rest}, {go: rest}]}"
    )

    assert [finding.code for finding in triage.check(tree)].count("T410") == 1


def test_conditions_as_deep_as_can_be_work_everywhere():
    """The deepest values and conditions can be walked, drawn and explained."""
    rows = ["v0: a", *(f"v{n}: not v{n - 1}" for n in range(1, 50))]
    deepest = "not " * 38 + "v49"
    tree = triage.loads(
        f"{HEAD}questions: {{a: {{text: A?, type: yes_no}}}}\nvalues:\n"
        + "".join(f"  {row}\n" for row in rows)
        + f"{RECS}start: one\nsteps:\n  one:\n    ask: a\n    branches:\n"
        f"      - {{when: {deepest}, go: rest}}\n      - {{go: rest}}\n"
    )

    decision = tree.decide({"a": "yes"})

    assert decision.complete
    assert decision.to_dict()["path"]
    assert triage.draw(tree).outline()
    assert triage.check(tree) != ()


def test_a_tree_knows_its_files():
    """The documents of a tree come in order: its own file, then modules as they run."""
    documents = good_tree("modules.yaml").documents

    assert [str(document.id) for document in documents] == ["modules", "sleep", "outer"]
    assert documents[1].span.source.name == str(GOOD / "modules" / "sleep.yaml")


def test_a_module_that_runs_twice_is_told_once(tmp_path):
    """A question used bare in a module is one finding, however often it runs."""
    module = (
        "triage: 1\nkind: module\nid: part\ntitle: Part\nneeds: [fever]\n"
        "recommendations: {call: {urgency: emergency, title: Call}}\n"
        "start: a\nsteps: {a: {branches: [{when: fever, go: call}, {go: done}]}}\n"
    )
    tree = (
        "triage: 1\nid: tree\ntitle: Tree\n"
        "questions: {fever: {text: Fever?, type: yes_no, unsure: true}}\n"
        "recommendations: {rest: {urgency: self_care, title: Rest}}\n"
        "start: ask\nsteps:\n  ask: {ask: fever, go: one}\n"
        "  one: {run: part, go: two}\n  two: {run: part, go: rest}\n"
    )
    (tmp_path / "part.yaml").write_text(module)
    (tmp_path / "tree.yaml").write_text(tree)

    with pytest.raises(triage.InvalidTree) as refused:
        triage.load(tmp_path / "tree.yaml")
    assert [f.code for f in refused.value.findings] == ["T305"]


def test_a_day_that_counts_instead_is_an_answer_on_every_day():
    """Where limits go by today, it lies within them from the first day to the last."""
    tree = tree_of(
        "  one: {ask: [b, born], go: rest}",
        questions="""
  born:
    text: When were you born?
    type: date
    min: today - years(5)
    max: today
    only_if: b
    otherwise: 2022-01-01
valid: {from: 2024-04-06, until: 2026-04-05}
""",
    )

    assert str(tree.guards["born"].otherwise) == "2022-01-01"
