"""The cases of the built-in trees: each has some, they pass, and they miss nothing."""

import re
from functools import cache

import attrs
import pytest
from trees_for_tests import built_in

from triage.cases import CaseResult, beside, judge, load
from triage.engine.coverage import Coverage
from triage.linker.loader import builtins, find
from triage.model.tree import Step, Tree, Way

SPEAKS_OF_A_CHILD = re.compile(r"\b(?:the child|the child's|the person)\b")
RANK_OF_TODAY = 4


@cache
def results_of(name: str) -> tuple[CaseResult, ...]:
    """Return what comes of the cases of a built-in tree, run once."""
    return load(beside(find(name))).run()


def tree_of(results: tuple[CaseResult, ...]) -> Tree:
    """Return the tree that some results are about."""
    return results[0].decision.tree


def redirected(tree: Tree, step: Step, way: Way) -> Tree:
    """Return a tree in which one way ends with another recommendation."""
    other = next(name for name in tree.recommendations if name != way.to)
    ways = tuple(attrs.evolve(w, to=other) if w is way else w for w in step.ways)
    steps = {**tree.steps, step.id: attrs.evolve(step, ways=ways)}
    return attrs.evolve(tree, steps=steps)


def is_noticed(results: tuple[CaseResult, ...], wrong: Tree, way: Way) -> bool:
    """Whether some case that takes a way fails when that way is wrong."""
    taking = (r.case for r in results if way.number in r.decision.trace.edges)
    return any(not judge(wrong, case).passed for case in taking)


@pytest.mark.parametrize("name", builtins())
def test_every_builtin_tree_has_cases_that_pass(name):
    """Cases stand beside every built-in tree, and each comes out as told."""
    results = results_of(name)

    assert results
    assert [failure for result in results for failure in result.failures] == []


@pytest.mark.parametrize("name", builtins())
def test_cases_reach_every_part(name):
    """Every step, branch, recommendation and property of a tree is met by a case."""
    results = results_of(name)
    coverage = Coverage.of(tree_of(results), (r.decision for r in results))

    assert [str(gap) for share in coverage.shares for gap in share.gaps] == []


@pytest.mark.parametrize("name", builtins())
def test_no_story_is_told_twice(name):
    """Each case has a story of its own."""
    stories = [result.case.says for result in results_of(name)]

    assert len(set(stories)) == len(stories)


@pytest.mark.slow
@pytest.mark.parametrize("name", builtins())
def test_a_wrong_way_is_noticed(name):
    """If any way ended with another recommendation, a case would fail."""
    results = results_of(name)
    tree = tree_of(results)
    unnoticed = [
        f"{step.id} -> {way.to}"
        for step, way in tree.edges
        if not is_noticed(results, redirected(tree, step, way), way)
    ]

    assert unnoticed == []


def test_the_well_patient_is_not_asked_too_much():
    """Someone well with two weeks of pain gives at most 30 answers on 13 pages."""
    results = {result.case.id: result for result in results_of("back_pain")}
    effort = results["well_with_two_weeks_of_pain"].effort

    assert effort.answers <= 30
    assert effort.pages <= 13


@pytest.mark.parametrize(
    "sign",
    [
        "saddle_numbness",
        "bladder_change",
        "bowel_change",
        "both_legs",
        "weakness_progressive",
        "cord_signs",
        "pregnancy_warning_signs",
        "confused",
    ],
)
def test_a_danger_sign_ends_the_questions_at_once(sign):
    """With a yes to such a sign nothing more is asked, not even of its page."""
    told = {"age": "30", "pregnant": "yes", "pregnancy_weeks": "20"}
    told |= {"who": "myself", "pain_weeks": "2", "course": "same", sign: "yes"}
    session = built_in("back_pain").start()
    while sign not in session.answers:
        page = session.page
        session = session.answer({name: told.get(name, "no") for name in page.required})

    assert session.page is None
    assert session.decision.urgency == "emergency"


@pytest.mark.slow
def test_what_cannot_wait_speaks_to_the_grown_up():
    """What a child of 8 needs today is told to whoever helps, in every case made so."""
    results = results_of("back_pain")
    tree = tree_of(results)
    told = {}
    for result in results:
        given = {**result.decision.given, "who": "child", "age": 8}
        for item in tree.decide(given).recommendations:
            told[item.id] = item
    urgent = [item for item in told.values() if item.rank >= RANK_OF_TODAY]

    assert {"emergency_nerves", "today_child", "today_interaction"} <= told.keys()
    assert [x.id for x in urgent if not SPEAKS_OF_A_CHILD.search(x.text)] == []
