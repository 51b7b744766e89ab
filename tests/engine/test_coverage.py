"""Coverage: every part of a tree that no case reaches is named, and no other."""

import pytest
from trees_for_tests import ANSWERS, throat, tree_of

import triage
from triage.diagram.layout import Bundle
from triage.diagram.model import Edge, view
from triage.diagram.overlay import Mark, coverage_marks
from triage.engine.coverage import Coverage, Share


def covered(tree, *answers) -> Coverage:
    """Return what some answers come by."""
    return Coverage.of(tree, map(tree.decide, answers))


def gaps(coverage, kind) -> list[object]:
    """Return the ids of what is not reached of one kind."""
    return [gap.id for gap in coverage.share(kind).gaps]


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


def test_nothing_is_reached_by_no_case():
    """Without cases, every step, way and recommendation is a gap."""
    coverage = covered(tree_of(STEPS))

    assert coverage.cases == 0
    assert gaps(coverage, "steps") == ["one", "two"]
    assert gaps(coverage, "branches") == [0, 1, 2, 3, 4]
    assert gaps(coverage, "recommendations") == [*coverage.tree.recommendations]
    assert [share.percent for share in coverage.shares] == [0, 0, 0, 100]
    assert coverage.percent == 0


def test_what_cases_reach_is_counted():
    """Each part has the number of cases that come by, waiting ones included."""
    coverage = covered(
        tree_of(STEPS),
        {"a": "unsure"},
        {"a": "no", "b": "no", "c": "yes"},
        {"a": "no", "b": "no"},
    )

    assert coverage.cases == 3
    assert coverage.steps == {"one": 3, "two": 2}
    assert coverage.edges == {0: 0, 1: 1, 2: 2, 3: 0, 4: 1}
    assert gaps(coverage, "recommendations") == ["go_now"]
    assert coverage.recommendations["note"] == 1
    assert coverage.advice[1, 0] == coverage.advice["two", 0] == 1
    assert coverage.questions["two", "b"] == 2
    assert coverage.questions["two", "c"] == 1


def test_a_gap_says_what_is_missing_and_where():
    """A way is named by its ends and its answer or condition."""
    coverage = covered(tree_of(STEPS), {"a": "no"})

    assert [str(gap) for gap in coverage.share("branches").gaps] == [
        "<text>:19: no case takes the way from `one` to `go_now` (yes)",
        "<text>:19: no case takes the way from `one` to `see` (not sure)",
        "<text>:24: no case takes the way from `two` to what is not written yet (b)",
        "<text>:25: no case takes the way from `two` to `rest` (otherwise)",
    ]
    assert str(coverage.share("recommendations").gaps[0]) == (
        "<text>:10: no case reaches the recommendation `go_now`"
    )


def test_a_way_without_a_choice_has_no_label():
    """A step with one way on is not asked for its reason."""
    coverage = covered(tree_of("  one: {ask: b, go: rest}"))

    [gap] = coverage.share("branches").gaps
    assert gap.message == "no case takes the way from `one` to `rest`"


def test_a_step_that_runs_a_module_is_a_place():
    """The way into a module is written where the module is run."""
    tree = triage.load("back_pain")
    into = next(way for _, way in tree.edges if way.span is None)

    [gap] = [g for g in covered(tree).share("branches").gaps if g.id == into.number]
    assert gap.span.text == "danger"


def test_a_share_is_rounded_down():
    """A hundred in a hundred means all."""
    coverage = covered(tree_of(STEPS))
    [gap, *_] = coverage.share("steps").gaps

    assert Share("steps", 300, (gap,)).percent == 99
    assert str(Share("steps", 300, (gap,))) == "299 of 300 steps (99 %)"
    assert str(Share("steps", 300, ())) == "300 of 300 steps"
    assert str(Share("properties", 0, ())) == "no properties"


def test_coverage_is_json():
    """Each kind says how much is reached, and names every gap with its place."""
    found = covered(tree_of(STEPS), {"a": "unsure"}).to_dict()

    assert [*found] == ["steps", "branches", "recommendations", "properties"]
    assert found["steps"] == {
        "reached": 1,
        "total": 2,
        "percent": 50,
        "gaps": [
            {
                "id": "two",
                "message": "no case reaches the step `two`",
                "file": "<text>",
                "line": 20,
            }
        ],
    }


# Properties

PROPERTIES = """\
values:
  worst: b and c
properties:
  told: {says: S., given: "maybe(a) and c", then: urgency >= self_care}
  everyone: {says: S., then: urgency >= self_care}
  first_c: {says: S., given: not asked(c), then: urgency >= self_care}
  order: {says: S., asked: a, before: [b, c]}
  worse: {says: S., monotone: [a, worst]}
  heard: {says: S., reachable: [go_now, rest]}
"""


def untested(*answers) -> set[object]:
    """Return the properties that some answers do not put to the test."""
    return {*gaps(covered(tree_of(STEPS + PROPERTIES), *answers), "properties")}


def test_a_property_needs_a_case_of_whom_it_speaks():
    """It is tested once its `given` surely holds; without one, by any case."""
    assert untested() == {"told", "everyone", "first_c", "order", "worse", "heard"}
    assert "everyone" not in untested({"a": "yes"})
    assert "told" in untested({"a": "yes"})
    assert "told" in untested({"a": "no", "b": "no", "c": "yes"})
    assert "told" not in untested({"a": "unsure", "c": "yes"})


def test_a_given_sees_answers_that_the_path_did_not_ask_for():
    """All answers of a patient count, but only the path asks."""
    assert "first_c" not in untested({"a": "yes", "c": "yes"})
    assert "first_c" in untested({"a": "no", "b": "no", "c": "yes"})


def test_an_order_is_tested_where_the_second_is_asked():
    """Asked, or to be asked next: both show the order."""
    assert "order" in untested({"a": "yes", "c": "yes"})
    assert "order" not in untested({"a": "no"})


def test_a_comparison_is_tested_once_all_that_it_compares_was_asked():
    """A value stands for the questions behind it; several cases may share them."""
    assert "worse" in untested({"a": "yes"})
    assert "worse" not in untested({"a": "yes"}, {"a": "no", "b": "no", "c": "no"})


def test_what_is_reachable_is_tested_once_all_was_reached():
    """Each recommendation of the list, by one case or another."""
    rest = {"a": "no", "b": "no", "c": "no"}

    assert "heard" in untested(rest)
    assert "heard" not in untested(rest, {"a": "yes"})


# Pictures


def test_a_picture_says_how_many_cases_reach_what():
    """Steps, ways and recommendations carry their counts; what is missed says so."""
    tree = tree_of(STEPS)
    picture = view(tree, coverage=covered(tree, {"a": "yes"}, {"a": "yes"}))
    marks = {node.id: (node.mark.tone, node.mark.text) for node in picture.nodes}

    assert picture.cases == 2
    assert marks["one"] == marks["go_now"] == ("plain", "2 cases")
    assert marks["two"] == marks["rest"] == ("missed", "no case")
    assert [(e.mark.tone, e.mark.text) for e in picture.edges[:2]] == [
        ("plain", "2 cases"),
        ("missed", "no case"),
    ]


def test_an_end_without_advice_of_its_own_is_counted():
    """`done` has the cases of all the ways that lead to it."""
    tree = tree_of("  one: {ask: b, advise: rest, answers: {yes: done, no: done}}")
    marks = coverage_marks(covered(tree, {"b": "yes"}, {"b": "no"}))

    assert marks.node("done").text == "2 cases"


def test_what_a_reached_page_leaves_out_is_marked_there():
    """A question never answered and advice never given stand out on their page."""
    tree = tree_of(STEPS)
    marks = coverage_marks(covered(tree, {"a": "no", "b": "no"}))

    assert marks.question("two", "b").text == ""
    assert marks.question("two", "c").text == "no case"
    assert marks.advised("two", 0).text == "no case"
    assert marks.advised(1, 0).text == marks.question("one", "a").text == ""


@pytest.mark.parametrize("suffix", ["dot", "mermaid", "outline"])
def test_every_text_says_what_no_case_reaches(suffix):
    """The words are there in every format, and a hint how to read them."""
    tree = throat()
    picture = triage.draw(tree, coverage=covered(tree, ANSWERS))
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


def test_coverage_belongs_to_its_tree():
    """A picture shows coverage of the tree it is of, and not a path beside it."""
    tree, other = throat(), tree_of(STEPS)
    coverage = covered(tree, ANSWERS)

    with pytest.raises(triage.TriageError, match="of another tree"):
        triage.draw(other, coverage=coverage)
    with pytest.raises(
        triage.TriageError, match="one of a decision, coverage and changes"
    ):
        triage.draw(tree, coverage=coverage, decision=tree.decide(ANSWERS))


def listed(*texts) -> str:
    """Return what is written at a line for ways whose node lists them."""
    tones = {"no case": "missed"}
    marks = [Mark(tones.get(text, "plain"), text) for text in texts]
    edges = [Edge(n, "a", "b", "if", n, mark=mark) for n, mark in enumerate(marks, 1)]
    [written] = Bundle("a", "b", tuple(edges), listed=True).paragraphs
    return written.text


def test_a_line_for_several_ways_claims_no_count():
    """Each way has its own count; the line says only that no case takes any."""
    assert listed("2 cases", "no case") == listed("4 cases", "4 cases") == "(1 to 2)"
    assert listed("no case", "no case") == "(1 to 2) (no case)"


def test_answers_that_no_case_gives_stand_by_themselves():
    """Of two answers with one line, the one that is missed is not hidden."""
    tree = tree_of("  one: {ask: a, answers: {yes: see, unsure: see, no: rest}}")
    text = triage.draw(tree, coverage=covered(tree, {"a": "yes"})).mermaid()

    assert "yes (1 case)<br/>not sure (no case)" in text
