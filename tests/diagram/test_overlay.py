"""Overlays: what a decision took and what cases reach, marked in a finished view."""

import attrs
import pytest
from everybody import load
from hypothesis import given, settings, strategies as st
from strategies import documents
from trees_for_tests import ANSWERS, throat, tree_of

from triage.diagram import draw
from triage.diagram.build import view
from triage.diagram.model import PLAIN, Mark, View
from triage.diagram.overlay import Overlay
from triage.engine.coverage import Coverage

STEPS = """\
  one:
    ask: a
    answers: {yes: go_now, unsure: {advise: warn, go: see}, no: two}
  two:
    ask: [b, c]
    advise: {when: c, add: note}
    branches:
      - {when: b, todo: Later}
      - go: rest
"""


def node(picture: View, name: str):
    """Return the node with an id."""
    return next(node for node in picture.nodes if node.id == name)


def covered(tree, *answers) -> Coverage:
    """Return what some answers come by."""
    return Coverage.of(tree, map(tree.decide, answers))


# Any overlay

MARKS = st.builds(
    Mark,
    st.sampled_from(["plain", "strong", "faded", "missed", "unused"]),
    st.text(max_size=3),
)


def unmarked(part):
    """Return a node or an edge, and all in it, without marks."""
    kinds = ("lines", "notes") if hasattr(part, "lines") else ("notes",)
    inner = {
        kind: tuple(attrs.evolve(item, mark=PLAIN) for item in getattr(part, kind))
        for kind in kinds
    }
    return attrs.evolve(part, mark=PLAIN, **inner)


@given(documents(), st.data())
@settings(max_examples=settings.default.max_examples // 4)
def test_an_overlay_changes_nothing_but_marks(document, data):
    """Whatever is laid over a view, without its marks it is the same view."""
    plain = view(load(document))
    names = st.sampled_from([node.id for node in plain.nodes])
    numbers = st.integers(0, len(plain.edges))
    places = st.tuples(names, st.just(0))
    marks = Overlay(
        data.draw(st.dictionaries(names | numbers | places, MARKS)),
        rest=data.draw(MARKS),
    )

    shown = marks.over(plain)

    assert tuple(map(unmarked, shown.nodes)) == plain.nodes
    assert tuple(map(unmarked, shown.edges)) == plain.edges


def test_what_no_mark_is_for_is_marked_as_the_rest():
    """A question is marked as its step if it has no mark of its own; so is a text."""
    shown = Overlay(
        {
            "two": Mark(text="3 cases"),
            ("two", "c"): Mark(text="2 cases"),
            (1, 0): Mark("strong"),
        },
        rest=Mark("faded", "no case"),
    ).over(view(tree_of(STEPS)))

    one, two = node(shown, "one"), node(shown, "two")
    assert one.mark == shown.edges[1].mark == Mark("faded", "no case")
    assert [line.mark.text for line in two.lines] == ["3 cases", "2 cases"]
    assert two.notes[0].mark == node(shown, "todo:3").mark == one.mark
    assert shown.edges[1].notes[0].mark == Mark("strong")


# The path of a decision


def marks(picture: View) -> dict[str, Mark]:
    """Return the marks of the nodes by id."""
    return {node.id: node.mark for node in picture.nodes}


def test_without_a_decision_nothing_is_marked():
    """A picture without a decision has only plain parts."""
    picture = view(throat())

    assert set(marks(picture).values()) == {PLAIN}
    assert {edge.mark for edge in picture.edges} == {PLAIN}
    assert not picture.path


def test_the_path_is_strong_and_the_rest_faded():
    """What was taken is strong and ticked; what was not is faded."""
    tree = throat()

    picture = draw(tree, decision=tree.decide(ANSWERS)).view

    assert picture.path
    strong = {name for name, mark in marks(picture).items() if mark.tone == "strong"}
    assert strong == {
        "drooling",
        "about_you",
        "decide",
        "rest",
        "drink",
        "no_antibiotics",
    }
    assert [(e.target, e.mark) for e in picture.edges if e.mark.text] == [
        ("about_you", Mark("strong", "✓")),
        ("decide", Mark("strong", "✓")),
        ("rest", Mark("strong", "✓")),
    ]
    assert marks(picture)["ambulance"] == Mark("faded")


def test_answers_stand_at_the_questions():
    """Each question of the path shows its answer, or that it was not asked."""
    tree = throat()

    picture = draw(tree, decision=tree.decide(ANSWERS | {"age": 70})).view

    lines = {line.text: line.mark for line in node(picture, "about_you").lines}
    assert lines["How old are you?"] == Mark("strong", "✓ 70 years")
    assert lines["Do you cough?"] == Mark("strong", "✓ No cough")
    assert lines["Are you pregnant?"] == Mark("faded", "not asked, counts as: no")


def test_advice_is_ticked_where_it_was_collected():
    """A note is ticked only if its condition held there."""
    tree = throat()

    picture = draw(tree, decision=tree.decide(ANSWERS)).view

    drink, midwife = node(picture, "about_you").notes
    assert drink.mark == Mark("strong", "✓")
    assert midwife.mark == Mark("faded")
    way = next(e for e in picture.edges if e.target == "rest")
    assert way.notes[0].mark == Mark("strong", "✓")


def test_an_unfinished_path_shows_where_it_waits():
    """Where answers are missing, the step and the questions to ask next say so."""
    tree = throat()

    picture = draw(tree, decision=tree.decide({"drooling": "no", "age": 30})).view

    assert marks(picture)["about_you"] == Mark("strong", "waiting for an answer")
    lines = {line.name: line.mark for line in node(picture, "about_you").lines}
    assert lines["age"] == Mark("strong", "✓ 30 years")
    assert lines["pregnant"] == Mark("strong", "to be asked next")


def test_a_page_left_early_shows_what_was_not_asked():
    """Questions of a page that was left before they were answered say so."""
    tree = tree_of(
        """\
  one:
    ask: [b, c]
    branches: [{when: b, go: go_now}, {go: rest}]"""
    )

    picture = draw(tree, decision=tree.decide({"b": "yes"})).view

    assert [line.mark for line in node(picture, "one").lines] == [
        Mark("strong", "✓ yes"),
        Mark("faded", "not asked"),
    ]


def test_a_path_may_end_where_nothing_is_written_yet():
    """A walk that comes to unwritten work marks that end."""
    tree = tree_of("  one: {ask: b, answers: {yes: rest, no: {todo: who?}}}")

    picture = draw(tree, decision=tree.decide({"b": "no"})).view

    assert marks(picture) == {
        "one": Mark("strong", "✓"),
        "rest": Mark("faded"),
        "todo:1": Mark("strong", "✓"),
    }


def test_a_path_may_end_with_done():
    """A walk that ends with what was advised marks that end."""
    tree = tree_of("  one: {ask: b, advise: see, go: done}")

    picture = draw(tree, decision=tree.decide({"b": "no"})).view

    assert marks(picture)["done"] == Mark("strong", "✓")


def test_a_path_leads_through_a_cut():
    """A cut on the path is marked like the step behind it."""
    tree = throat()

    picture = draw(tree, decision=tree.decide(ANSWERS), depth=0).view

    assert marks(picture)["cut:about_you"] == Mark("strong", "✓")


# Coverage


def test_a_picture_says_how_many_cases_reach_what():
    """Steps, ways and recommendations carry their counts; what is missed says so."""
    tree = tree_of(STEPS)
    picture = draw(tree, coverage=covered(tree, {"a": "yes"}, {"a": "yes"})).view

    assert picture.cases == 2
    found = marks(picture)
    assert found["one"] == found["go_now"] == Mark("plain", "2 cases")
    assert found["two"] == found["rest"] == Mark("missed", "no case")
    assert [edge.mark for edge in picture.edges[:2]] == [
        Mark("plain", "2 cases"),
        Mark("missed", "no case"),
    ]


def test_an_end_without_advice_of_its_own_is_counted():
    """`done` has the cases of all the ways that lead to it."""
    tree = tree_of("  one: {ask: b, advise: rest, answers: {yes: done, no: done}}")

    picture = draw(tree, coverage=covered(tree, {"b": "yes"}, {"b": "no"})).view

    assert marks(picture)["done"].text == "2 cases"


def test_what_a_reached_page_leaves_out_is_marked_there():
    """A question never answered and advice never given stand out on their page."""
    tree = tree_of(STEPS)

    picture = draw(tree, coverage=covered(tree, {"a": "no", "b": "no"})).view

    one, two = (node(picture, name) for name in ("one", "two"))
    assert [line.mark.text for line in two.lines] == ["", "no case"]
    assert [line.mark.text for line in one.lines] == [""]
    assert [note.mark.text for note in two.notes] == ["no case"]
    assert [note.mark.text for way in picture.edges for note in way.notes] == [""]


@pytest.mark.parametrize("suffix", ["dot", "mermaid", "outline"])
def test_every_text_says_what_no_case_reaches(suffix):
    """The words are there in every format, and a hint how to read them."""
    tree = throat()
    picture = draw(tree, coverage=covered(tree, ANSWERS))
    text = (
        {
            "dot": picture.dot,
            "mermaid": picture.mermaid(),
            "outline": picture.outline(),
        }[suffix]
        .replace("#40;", "(")
        .replace("#41;", ")")
    )

    assert "yes (no case)" in text
    assert "no (1 case)" in text
    assert "how many of 1 case" in text


def test_answers_that_no_case_gives_stand_by_themselves():
    """Of two answers with one line, the one that is missed is not hidden."""
    tree = tree_of("  one: {ask: a, answers: {yes: see, unsure: see, no: rest}}")
    text = draw(tree, coverage=covered(tree, {"a": "yes"})).mermaid()

    assert "yes (1 case)<br/>not sure (no case)" in text
