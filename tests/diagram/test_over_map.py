"""What is laid over a map: a path, the shares of people, and what was edited."""

import pytest
from trees_for_tests import TWO_STEPS, tree_of
from views_for_tests import chain

import triage
from triage.base.exceptions import TriageError
from triage.diagram import draw_map, draw_path
from triage.diagram.layout import lay_out
from triage.diagram.model import PLAIN, Mark
from triage.diagram.over_map import together
from triage.diagram.overview import MOST_STEPS
from triage.diagram.phrases import UNEDITED
from triage.engine import Flow

THEN = """\
  one:
    ask: a
    answers: {yes: go_now, unsure: between, no: between}
  between: {ask: b, go: far}
  far: {ask: b, go: two}
  two:
    ask: b
    answers: {yes: {todo: Later}, no: rest}
"""

NOW, OLD = tree_of(TWO_STEPS), tree_of(THEN)


KNOWLEDGE = tree_of("""\
  one:
    ask: b
    answers: {yes: rest, no: note}
""")


def marks(view):
    """Return what is said of each box, and how each line is drawn."""
    lines = {(edge.source, edge.target): edge.mark.tone for edge in view.edges}
    return {node.id: node.mark.text for node in view.nodes}, lines


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"a": "yes"}, ({"one": "✓", "two": ""}, {("one", "two"): "faded"})),
        (
            {"a": "no", "b": "no"},
            ({"one": "✓", "two": "✓"}, {("one", "two"): "strong"}),
        ),
        (
            {"a": "no"},
            ({"one": "✓", "two": "waiting for an answer"}, {("one", "two"): "strong"}),
        ),
        (
            {"a": "no", "b": "yes"},
            ({"one": "✓", "two": "✓"}, {("one", "two"): "strong"}),
        ),
    ],
)
def test_a_path_is_set_apart_on_a_map(answers, said):
    """Its boxes and the lines between them are; what it waits for says so."""
    view = draw_map(NOW, decision=NOW.decide(answers)).view

    assert marks(view) == said
    assert view.path


def test_what_a_path_breaks_is_said_first():
    """On a map and on the path alone; where it breaks nothing, nothing is said."""
    decision = NOW.decide({"a": "yes"})
    for draw in (
        draw_path,
        lambda *_, **said: draw_map(NOW, decision=decision, **said),
    ):
        for said in ("Nobody goes.", " Nobody goes ...\n"):
            assert draw(decision, breaks=said).view.details[0] == "breaks “Nobody goes”"
        for nothing in ("", "  ..."):
            shown = draw(decision, breaks=nothing).view
            assert not shown.details[0].startswith("breaks")


def test_what_is_broken_is_said_of_a_decision():
    """A map without one has nobody who breaks it, so it is not passed over."""
    with pytest.raises(TriageError, match="give `decision`, too"):
        draw_map(NOW, breaks="Nobody goes.")


def test_whoever_is_worse_off_is_told_apart_on_a_map():
    """Two maps of one broken property differ in more than their captions."""
    decision = NOW.decide({"a": "no", "b": "no"})
    view = draw_map(decision.tree, decision=decision, breaks="B.", worse="b: no").view

    assert view.details[:2] == ("breaks “B”", "worse off: b: no")
    with pytest.raises(TriageError, match="give `decision`, too"):
        draw_map(NOW, worse="b: no")


def test_people_are_shown_on_a_map():
    """Each step has the share of those who come by, and each line is as wide."""
    people = [{"a": "no", "b": "no"}, {"a": "no"}, {"a": "yes"}, {"a": "yes"}]
    picture = draw_map(NOW, flow=Flow.of(NOW, map(NOW.decide, people)))
    [line] = picture.view.edges

    assert marks(picture.view)[0] == {"one": "100 %", "two": "50 %"}
    assert (line.mark.share, line.mark.text) == (0.5, "")
    assert "which share of 4 rows comes this way" in picture.outline()


def test_people_are_shown_on_a_map_of_parts():
    """Each part has the share of those who come into it, each of them once."""
    tree = chain(MOST_STEPS + 1)
    well = dict.fromkeys(tree.questions, "no")
    people = [{"q0": "yes"}, {**well, "q30": "yes"}, well, well]
    view = draw_map(tree, flow=Flow.of(tree, map(tree.decide, people))).view

    assert marks(view)[0] == {
        "part 1": "100 %",
        "part 2": "75 %",
        "part 3": "50 %",
        "part 4": "50 %",
    }
    assert [edge.mark.share for edge in view.edges] == [0.75, 0.5, 0.5]


def test_edits_are_set_apart_on_a_map():
    """What was removed stands where it was, with the lines that are no more."""
    view = draw_map(NOW, against=OLD).view
    boxes, lines = marks(view)

    assert boxes == {
        "one": "changed",
        "two": "",
        "between": "removed",
        "far": "removed",
    }
    assert lines == {
        ("one", "two"): "strong",
        ("one", "between"): "gone",
        ("between", "far"): "gone",
        ("far", "two"): "gone",
    }
    assert [node.title for node in view.nodes] == ["One", "Two", "Between", "Far"]
    assert {node.group for node in view.nodes} == {""}


def test_a_removed_first_step_stands_on_a_map():
    """It stands beside the step that is the first now, with a line to it."""
    before = "  zero: {ask: a, answers: {yes: go_now, no: one, unsure: one}}\n"
    view = draw_map(NOW, against=tree_of(before + TWO_STEPS, start="zero")).view
    boxes, lines = marks(view)

    assert boxes == {"one": "", "two": "", "zero": "removed"}
    assert lines == {("one", "two"): "plain", ("zero", "one"): "gone"}
    assert {node.group for node in view.nodes} == {""}


def test_what_was_added_is_thick_on_a_map():
    """A step is added, that which leads there is changed, and others are as before."""
    boxes, lines = marks(draw_map(OLD, against=NOW).view)

    assert boxes == {"one": "changed", "between": "added", "far": "added", "two": ""}
    assert lines == {
        ("one", "between"): "strong",
        ("between", "far"): "strong",
        ("far", "two"): "strong",
        ("one", "two"): "gone",
    }


SOURCE = NOW.documents[0].span.source.text


def told(view):
    """Return what each box of a map says that is told there."""
    return {node.id: [item.text for item in node.told] for node in view.nodes}


def test_a_step_is_changed_where_what_it_tells_was_edited():
    """A map has no ends: the steps that lead there say so, though no way is another."""
    other = triage.loads(SOURCE.replace("title: Rest", "title: Lie down"))
    picture = draw_map(other, against=NOW)

    assert marks(picture.view)[0] == {"one": "", "two": "changed"}
    assert told(picture.view) == told(draw_map(NOW).view)
    assert "words" not in picture.outline().split("\n\n")[0]


def test_a_step_that_tells_a_lower_level_says_what_it_was():
    """What was an emergency stands before what it is now."""
    lower = SOURCE.replace("urgency: emergency", "urgency: same_day")
    view = draw_map(triage.loads(lower), against=NOW).view

    assert marks(view)[0]["one"] == "changed"
    assert told(view)["one"][0] == "up to: Emergency care now → Be seen today"


def test_a_warning_that_is_none_any_more_is_seen_on_a_map():
    """What is said there no longer is said to be gone."""
    silent = SOURCE.replace("advise: warn, go: see", "go: see")
    view = draw_map(triage.loads(silent), against=NOW).view

    assert "a warning may be shown here" in told(draw_map(NOW).view)["one"]
    assert "no warning is shown here any more" in told(view)["one"]


def test_a_path_on_a_map_says_what_was_told():
    """The result stands above all; each step has what was told there, not what may."""
    away, see, waits, nothing = (
        draw_map(tree, decision=tree.decide(answers)).view
        for tree, answers in (
            (NOW, {"a": "no", "b": "no"}),
            (NOW, {"a": "unsure"}),
            (NOW, {"a": "no"}),
            (KNOWLEDGE, {"b": "no"}),
        )
    )

    assert away.details[0] == "result: Care at home"
    assert told(away) == {"one": [], "two": ["told: Rest (Care at home)"]}
    assert see.details[0] == "result: See a clinician within two weeks"
    assert told(see)["one"] == [
        "told: Mind",
        "told: See somebody (See a clinician within two weeks)",
    ]
    assert waits.details[0] == "no result yet"
    assert told(waits) == {"one": [], "two": ["up to: Care at home"]}
    assert nothing.details[0] == "result: information"


def test_a_map_on_which_nothing_is_edited_says_so():
    """Where a property alone differs, no legend explains what is nowhere."""
    property = "properties: {p: {says: P., reachable: [rest]}}\n"  # noqa: A001
    text = NOW.documents[0].span.source.text
    new = triage.loads(f"{text}\n{property}")
    shown = draw_map(new, against=NOW)

    assert UNEDITED in shown.outline()
    assert UNEDITED in [*lay_out(shown.view).about()]
    assert "properties edited, which are not drawn: `p`" in shown.view.details
    assert UNEDITED not in draw_map(NOW, against=OLD).outline()


def test_a_map_of_parts_counts_what_was_edited():
    """A part says how many of its steps were; what was removed is counted."""
    new, old = chain(MOST_STEPS + 1), chain(MOST_STEPS + 2)
    view = draw_map(new, against=old).view

    assert [node.mark.text for node in view.nodes if node.mark != PLAIN] == ["changed"]
    assert "1 removed step not shown" in view.details
    assert together([Mark("strong", "added")] * 2).text == "2 edited steps"
