"""Coverage: every part of a tree that no case reaches is named, and no other."""

from trees_for_tests import built_in, tree_of

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
    tree = built_in("back_pain")
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


PAGE = """\
  one: {ask: [b, c], branches: [{when: b, go: go_now}, {when: c, go: see}, {go: rest}]}
"""


def test_what_an_interview_leaves_out_is_not_covered():
    """An answer that nobody would have been asked for covers no question."""
    tree = tree_of(PAGE)

    asked = covered(tree, {"b": "yes", "c": "no"}, {"b": "no", "c": "no"}).questions

    assert asked == {("one", "b"): 2, ("one", "c"): 1}


def test_a_comparison_is_tested_once_all_that_it_compares_was_asked():
    """A value stands for the questions behind it; several cases may share them."""
    assert "worse" in untested({"a": "yes"})
    assert "worse" not in untested({"a": "yes"}, {"a": "no", "b": "no", "c": "no"})


def test_what_is_reachable_is_tested_once_all_was_reached():
    """Each recommendation of the list, by one case or another."""
    rest = {"a": "no", "b": "no", "c": "no"}

    assert "heard" in untested(rest)
    assert "heard" not in untested(rest, {"a": "yes"})
