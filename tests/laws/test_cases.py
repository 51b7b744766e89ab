"""The laws of cases, of coverage and of effort, for random trees and answers."""

import json
from pathlib import Path

from hypothesis import given, strategies as st
from strategies import answer_sets, any_trees, documents, trees_with_answers
from trees_for_tests import SORE_THROAT

import triage
import triage.cases
from triage.base.answer import plain
from triage.engine.coverage import Coverage
from triage.engine.length import Effort, effort
from triage.lint.catalogue import catalogue


def expected_of(decision):
    """Return everything that a case could expect of a decision."""
    told = {item.id for item in decision.recommendations}
    singly, by_page = (
        {*decision.missing, *interview.answered} for interview in decision.interviews
    )
    found = {
        "urgency": decision.urgency or "none",
        "ends": decision.end,
        "recommends": sorted(told),
        "not_recommends": sorted(decision.tree.recommendations.keys() - told),
        "asks": sorted(singly),
        "not_asks": sorted(decision.tree.questions.keys() - by_page),
        "shows": dict(decision.shows),
        "missing": list(decision.missing),
    }
    return {key: value for key, value in found.items() if value}


def loaded(document, answers, expect):
    """Write a tree and one case, and load them."""
    case = {"says": "Somebody.", "answers": answers, "expect": expect}
    file = {"triage_cases": "1", "tree": "random", "cases": {"one": case}}
    Path("random.yaml").write_text(json.dumps(document))
    Path("random.cases.yaml").write_text(json.dumps(file))
    return triage.cases.load("random.cases.yaml")


@given(documents(), st.data())
def test_a_case_that_expects_what_is_decided_passes(document, data):
    """Whatever a decision says can be expected, and is met by that decision."""
    tree = triage.loads(json.dumps(document))
    decision = tree.decide(data.draw(answer_sets(tree)))
    answers = {name: plain(answer) for name, answer in decision.given.items()}

    [result] = loaded(document, answers, expected_of(decision)).run()

    assert [*map(str, result.failures)] == []
    assert result.decision.trace == decision.trace


@given(documents(), st.data())
def test_another_urgency_or_end_fails(document, data):
    """A case that expects anything else of its answers fails, once for each thing."""
    tree = triage.loads(json.dumps(document))
    given_answers = data.draw(answer_sets(tree, complete=True))
    decision = tree.decide(given_answers)
    answers = {name: plain(answer) for name, answer in decision.given.items()}
    level = data.draw(st.sampled_from([level.id for level in tree.levels]))
    end = data.draw(st.sampled_from([*tree.recommendations]))

    [result] = loaded(document, answers, {"urgency": level, "ends": end}).run()

    wrong = (level != decision.urgency) + (end != decision.end)
    assert len(result.failures) == wrong


@given(trees_with_answers(complete=True))
def test_effort_is_what_an_interview_asks(case):
    """Answers and pages are those of an interview, one question or list at a time."""
    tree, answers = case
    session, steps, names = tree.start(), set(), set()
    while page := session.page:
        step = tree.steps[session.trace.step]
        steps.add(step.id)
        asked = {question.id for question in page.questions}
        names |= {(step.id, step.checklist, name) for name in asked}
        session = session.answer({name: answers[name] for name in asked})

    ticked = {(i, c, n) for i, c, n in names if not c or session.answers[n] != "no"}
    empty = steps - {step for step, _, _ in ticked}
    assert effort(tree.decide(answers)) == Effort(len(ticked) + len(empty), len(steps))


@given(any_trees, st.data())
def test_whoever_comes_to_a_step_comes_by_a_way(tree, data):
    """Each step is reached as often as the ways to it are taken, the first always."""
    sets = data.draw(st.lists(answer_sets(tree), max_size=4))
    coverage = Coverage.of(tree, map(tree.decide, sets))
    arrived = dict.fromkeys(tree.steps, 0) | {tree.first: len(sets)}
    for _, way in tree.edges:
        if way.to in arrived:
            arrived[way.to] += coverage.edges[way.number]

    assert coverage.steps == arrived


@given(any_trees, st.data())
def test_more_cases_never_cover_less(tree, data):
    """Whatever some cases reach, they reach together with others."""
    sets = data.draw(st.lists(answer_sets(tree), min_size=1, max_size=4))
    decisions = [tree.decide(answers) for answers in sets]
    some, more = (Coverage.of(tree, part) for part in (decisions[:-1], decisions))

    for one, other in zip(some.shares, more.shares, strict=True):
        assert {gap.id for gap in other.gaps} <= {gap.id for gap in one.gaps}


GOOD = """\
triage_cases: 1
tree: throat
base: {age: 30, pregnant: no, cough: none, signs: []}
cases:
  drools:
    says: A woman of 40 drools.
    answers: {drooling: yes}
    expect: {urgency: emergency, recommends: [ambulance], not_asks: age}
  half:
    says: A man of 30 says little.
    answers: {drooling: no, signs: [fever]}
    expect: {missing: days, shows: {score: [0, 3], likely: unsure}}
"""

PARTS = st.sampled_from(
    [*GOOD.replace("\n", " \n ").split(" "), "[]", "{}", "unsure", "- ", '"', "\t"]
)


def told_of(text):
    """Return what comes of a cases file: results, or the findings that refuse it."""
    Path("throat.yaml").write_text(SORE_THROAT)
    Path("throat.cases.yaml").write_text(text)
    try:
        return triage.cases.load("throat.cases.yaml").run(), ()
    except triage.InvalidTree as refused:
        return (), refused.findings


@given(st.integers(0, len(GOOD)), st.integers(0, 30), st.lists(PARTS, max_size=4))
def test_any_text_is_loaded_or_refused_with_a_place(start, length, parts):
    """A spoilt cases file is run, or refused with findings of the catalogue."""
    spoilt = GOOD[:start] + " ".join(parts) + GOOD[start + length :]
    results, findings = told_of(spoilt)

    assert bool(results) is not bool(findings)
    assert {finding.code for finding in findings} <= catalogue().keys()
    assert all("^" in finding.span.excerpt() for finding in findings)
