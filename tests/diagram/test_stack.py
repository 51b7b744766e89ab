"""The stack: the path of a decision alone, step by step."""

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from strategies import trees_with_gaps
from trees_for_tests import ANSWERS, built_in, throat, tree_of

import triage
from triage.cli.main import cli
from triage.diagram import draw_path
from triage.diagram.parts import joint_ways
from triage.engine.trace import steps_of


def texts(node):
    """Return what is written at the lines of a node, with what was answered."""
    return {line.text: line.mark.text for line in node.lines}


def step(view, name):
    return next(node for node in view.nodes if node.id == name)


@given(trees_with_gaps())
@settings(max_examples=settings.default.max_examples // 4)
def test_a_stack_is_the_path_and_nothing_else(made):
    """Of any tree and answers, its steps and ways are those of the trace."""
    tree, answers = made
    decision = tree.decide(answers)
    view, trace, joints = draw_path(decision).view, decision.trace, joint_ways(tree)

    drawn = [node.id for node in view.nodes if node.kind == "step"]
    walked = {one.id for one in steps_of(tree, trace)} | {trace.step}
    assert {*drawn} == walked - joints.keys()
    ways = {edge.number for edge in view.edges}
    assert ways == {n for n in trace.edges if tree.edges[n][0].id not in joints}
    assert {edge.target for edge in view.edges} <= {node.id for node in view.nodes}
    told = {node.id for node in view.nodes if node.kind == "recommendation"}
    assert told == {*trace.advice}


def test_each_step_has_what_was_answered_and_what_counts():
    """Options that were not chosen are gone; what was not asked says what counts."""
    view = draw_path(throat().decide(ANSWERS | {"age": 70})).view
    about = step(view, "about_you")

    assert texts(about)["Do you cough?"] == "✓ No cough"
    assert texts(about)["Are you pregnant?"] == "not asked, counts as: no"
    assert [line.options for line in about.lines] == [()] * len(about.lines)
    assert [note.target for note in about.notes] == ["drink"]


def test_what_was_left_unasked_is_not_on_it():
    """Questions of a page that was left before they were answered say nothing."""
    tree = tree_of(
        """\
  one:
    ask: [b, c]
    branches: [{when: b, go: go_now}, {go: rest}]"""
    )
    view = draw_path(tree.decide({"b": "yes"})).view

    assert [line.mark.text for line in step(view, "one").lines] == ["✓ yes"]


def test_a_path_that_waits_says_for_what():
    """The step where it waits has the question, and what could be answered."""
    view = draw_path(throat().decide({"drooling": "no", "age": 70, "days": 1})).view
    about = step(view, "about_you")

    assert about.mark.text == "waiting for an answer"
    assert texts(about)["Do you cough?"] == "to be asked next"
    cough = next(line for line in about.lines if line.question == "cough")
    assert len(cough.options) == 2


def test_points_are_those_that_were_given():
    """What gave none says so, what is open may give some, and so the sum is true."""
    tree = built_in("curb_65")
    given = {"confusion": "yes", "urea": 8, "respiratory_rate": 16, "systolic": 120}
    waits = draw_path(tree.decide(given))
    ends = draw_path(tree.decide(given | {"diastolic": 60, "age": 40}))

    foot = [
        {x.text: "".join(x.points) for x in path.view.nodes[0].lines if x.points}
        for path in (waits, ends)
    ]
    assert [*foot[1].values()] == ["+1", "+1", "0", "+1", "0"]
    assert [*foot[0].values()] == ["+1", "+1", "0", "0 to +1", "0 to +1"]
    assert "  score = 2 to 4" in waits.outline().splitlines()
    assert "  score = 3" in ends.outline().splitlines()


def test_a_way_that_is_left_says_what_decided():
    """Without the ways above it, "otherwise" would say nothing."""
    given = {"walks": "no", "breathing": "yes", "respiratory_rate": 16}
    path = draw_path(built_in("start").decide(given), worse="age 65 instead of 40")

    assert [edge.label for edge in path.view.edges] == [
        "no",
        "yes",
        "respiratory rate at most 30",
    ]
    assert path.view.details[0] == "worse off: age 65 instead of 40"


def test_points_of_an_answer_are_beside_it():
    """Where options have points, the one that was chosen says how many it gave."""
    tree = triage.loads("""
triage: 1
id: t
title: T
questions:
  one: {text: O?, type: one_of, options: {p: {text: P, points: 2}, q: Q}}
values: {s: points(one)}
recommendations: {rest: {title: Rest, urgency: self_care}}
start: s
steps: {s: {ask: one, go: rest}}
""")
    shown = [draw_path(tree.decide({"one": key})).outline() for key in ("p", "q")]

    assert [("O? [+2]" in text, "s = 2" in text) for text in shown] == [
        (True, True),
        (False, False),
    ]


def test_only_names_that_are_spoken_of_are_explained():
    """A short picture explains no names that it does not use."""
    view = draw_path(built_in("start").decide({"walks": "yes"})).view

    assert view.definitions == {}
    assert "only the path: 1 of 6 steps" in view.details
    assert not view.path


def draw(*words):
    return CliRunner().invoke(cli, ["draw", *words])


def test_the_command_draws_the_path_alone():
    """In words, it ends with what is told."""
    shown = draw("start", "--answer", "walks=yes", "--only-path")

    assert shown.exit_code == 0
    assert "yes: Minor [Level 2 of 4]" in shown.output
    assert "Breath" not in shown.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only-path"], "give it with answers"),
        (
            ["--only-path", "--answer", "walks=yes", "--depth", "1"],
            "without --coverage",
        ),
        (["--only-path", "--answer", "walks=yes", "--map"], "--part and --only-path"),
    ],
)
def test_what_does_not_go_with_a_path_alone_is_refused(words, said):
    """It is told what to leave out, or to add."""
    assert said in str(draw("start", *words).exception)
