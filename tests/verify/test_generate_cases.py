"""Proposed cases: few patients, for every branch and both sides of every limit."""

import shutil
from pathlib import Path

import pytest
from tired import tired
from trees_for_tests import SORE_THROAT, built_in

import triage
import triage.cases
from trees import merging
from triage.cases.loader import NOTHING_BESIDE, Neighbour, neighbour
from triage.cases.writer import file_text
from triage.engine.defaults import ordinary
from triage.linker.loader import builtins, find
from triage.verify.circuit import FALSE, TRUE
from triage.verify.generate_cases import propose
from triage.verify.goals import Goal
from triage.verify.mutation_score import mutation_score
from triage.verify.reachability import Survey


def alone(name):
    """Copy a tree and what it needs here, without its cases; return it and its file."""
    folder = shutil.copytree(find(name).parent, "copy")
    for cases in Path(folder).rglob("*.cases.yaml"):
        cases.unlink()
    file = Path(folder) / f"{name}.yaml"
    return triage.load(file), file


def proposed(tree):
    """Return a whole file of proposed cases."""
    base = ordinary(tree)
    drafts = propose(tree, (), Neighbour(base, frozenset())).drafts
    return file_text(tree, base, drafts)


@pytest.mark.slow
@pytest.mark.parametrize("name", builtins())
def test_proposed_cases_reach_every_branch_and_pass(name):
    """Without its cases, a built-in tree gets new ones that cover all branches."""
    tree, file = alone(name)
    beside = file.with_name(f"{name}.cases.yaml")
    beside.write_text(proposed(tree))
    cases = triage.cases.load(beside)

    assert all(result.passed for result in cases.run())
    assert not cases.coverage().share("branches").gaps
    assert not cases.coverage().share("recommendations").gaps


def test_nothing_is_proposed_that_cases_reach():
    """Cases that were proposed leave nothing to be proposed."""
    tree, file = alone("start")
    beside = file.with_name("start.cases.yaml")
    beside.write_text(proposed(tree))
    cases = triage.cases.load(beside).cases

    assert propose(tree, cases, neighbour(tree, file)).drafts == ()


def test_a_case_that_waits_for_answers_covers_no_side():
    """Only of whom the walk has ended is known on which side of a limit they stand."""
    Path("throat.yaml").write_text(SORE_THROAT)
    Path("throat.cases.yaml").write_text(
        "triage_cases: 1\ntree: throat\ncases:\n"
        "  waits: {says: Not yet., answers: {age: 30}, expect: {missing: drooling}}\n"
    )
    cases = triage.cases.load("throat.yaml")
    with_it = propose(cases.tree, cases.cases, Neighbour({}, frozenset())).drafts
    without = propose(cases.tree, (), Neighbour({}, frozenset())).drafts

    assert [d.id for d in with_it] == [d.id for d in without]


def test_both_sides_of_a_limit_are_proposed():
    """The two neighbouring answers between which a score turns each have a patient."""
    tree = built_in("qsofa")
    drafts = propose(tree, (), Neighbour({}, frozenset())).drafts
    told = {(d.answers["respiratory_rate"], d.decision.urgency) for d in drafts}

    assert {(21, "not_high"), (22, "high")} <= told
    assert {100, 101} <= {d.answers["systolic"] for d in drafts}


def test_a_limit_below_the_least_number_has_no_sides():
    """Where a condition singles out the least number, only the limit above counts."""
    text = TODO.replace("third: {todo: Write it.}", "third: {go: rest}")
    tree = triage.loads(text.replace("days > 3", "days == 0"))
    drafts = propose(tree, (), Neighbour({}, frozenset())).drafts

    assert {d.answers["days"] for d in drafts if "days" in d.answers} == {0, 1}


def test_a_side_that_nobody_can_answer_is_not_proposed():
    """Beyond the end of a range there is no other side."""
    text = TODO.replace("days > 3", "days == 0").replace("todo: Write it.", "go: rest")
    drafts = propose(triage.loads(text), (), Neighbour({}, frozenset())).drafts

    assert {d.answers.get("days", 45) for d in drafts} == {0, 1, 45}


HIDDEN = """\
triage: 1
id: hidden
title: Hidden limits
questions:
  a: {text: A?, type: integer, min: 0, max: 50, ordinary: 5}
  b: {text: B?, type: number, min: 0, max: 9, only_if: a > 10, otherwise: 0}
  c: {text: C?, type: yes_no, only_if: high, otherwise: no}
  s: {text: S?, type: any_of, options: {x: X, y: Y, z: Z}}
values:
  high: b > 5.5
  total: 2 * a + b
recommendations:
  call: {title: Call, urgency: emergency}
  see: {title: See, urgency: soon}
  rest: {title: Rest, urgency: self_care}
start: one
steps:
  one:
    ask: [a, b, c, s]
    branches:
      - {when: c, go: call}
      - {when: total >= 60 or count(s) >= 2, go: see}
      - {go: rest}
"""


def test_both_sides_of_hidden_limits_are_proposed():
    """A limit of `only_if`, of a sum or of a count has a patient on either side.

    Such cases notice every limit that is moved, and have the answers that only a tree
    with a moved limit would hear.
    """
    tree = triage.loads(HIDDEN)
    drafts = propose(tree, (), Neighbour({}, frozenset())).drafts
    score = mutation_score(tree, [draft.as_case() for draft in drafts])

    moved = [item for item in score.judged if item.mutant.limit]
    assert len(moved) == 8
    assert {item.fate for item in moved} == {"case"}
    totals = {2 * d.answers["a"] + d.answers.get("b", 0) for d in drafts}
    assert {60} <= totals
    assert {len(draft.answers["s"]) for draft in drafts} >= {1, 2}
    assert all(draft.id.replace("_", "").isalnum() for draft in drafts)


def test_both_sides_of_a_limit_among_options_are_proposed():
    """Of options with an order, cases have the one on either side of a limit."""
    options = "options: {none: N, mild: M, bad: B, worst: W}"
    text = HIDDEN.replace(
        "c: {text: C?", f"p: {{text: P?, ordered: true, {options}}}\n  c: {{text: C?"
    )
    text = text.replace("[a, b, c, s]", "[a, b, c, s, p]").replace(
        "when: c,", "when: c or p >= bad,"
    )
    drafts = propose(triage.loads(text), (), Neighbour({}, frozenset())).drafts

    assert {"mild", "bad"} <= {draft.answers["p"] for draft in drafts}


def test_cases_on_both_sides_are_not_proposed_again(tmp_path):
    """Cases that were proposed for hidden limits leave nothing to be proposed."""
    (tmp_path / "hidden.yaml").write_text(HIDDEN)
    tree = triage.load(tmp_path / "hidden.yaml")
    (tmp_path / "hidden.cases.yaml").write_text(proposed(tree))
    cases = triage.cases.load(tmp_path / "hidden.cases.yaml").cases

    assert propose(tree, cases, Neighbour(ordinary(tree), frozenset())).drafts == ()


def test_stories_are_drafts_of_what_is_unusual():
    """A story names the answers that a well patient would not give, to be told."""
    drafts = propose(built_in("start"), (), Neighbour({}, frozenset())).drafts

    assert all(d.says.startswith("TODO: tell the story. ") for d in drafts)
    assert len({d.id for d in drafts}) == len(drafts)


TODO = """\
triage: 1
id: small
title: A small tree
questions:
  fever: {text: Fever?, type: yes_no}
  days: {text: Days?, type: integer, min: 0, max: 90}
recommendations:
  rest: {urgency: self_care, title: Rest}
start: first
steps:
  first: {ask: fever, answers: {yes: second, no: rest}}
  second: {ask: days, advise: [{when: days > 3, add: rest}], go: third}
  third: {todo: Write it.}
"""


def test_no_case_is_proposed_for_what_is_not_written():
    """A path that comes to an unfinished step gets no case: none could pass."""
    [draft] = propose(triage.loads(TODO), (), Neighbour({}, frozenset())).drafts

    assert draft.says == "TODO: tell the story. All as a well patient answers."


PAIRED = """\
triage: 1
id: paired
title: Two signs together
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no}
recommendations:
  call: {title: Call, urgency: emergency}
  rest: {title: Rest, urgency: self_care}
start: one
steps:
  one: {ask: [a, b], branches: [{when: a and b, go: call}, {go: rest}]}
"""


def test_who_answers_two_questions_of_a_page_is_found_by_the_solver():
    """Who comes to a way only by two unusual answers at once is found all the same."""
    drafts = propose(triage.loads(PAIRED), (), NOTHING_BESIDE).drafts

    assert {draft.decision.end for draft in drafts} == {"call", "rest"}


def test_what_takes_too_long_is_counted(monkeypatch):
    """Goals of which it is not known whether somebody reaches them are counted.

    Those that somebody reaches by one answer a page need no solver.
    """
    monkeypatch.setattr("triage.verify.reachability.Solver", tired(left=1))
    proposal = propose(triage.loads(HIDDEN), (), NOTHING_BESIDE)

    assert proposal.drafts
    assert proposal.unsettled > 0


def test_most_goals_of_a_large_tree_need_no_solver(monkeypatch):
    """Of ways that part and meet, almost all are found page by page, all at once."""
    asked = []
    find = Goal.find
    monkeypatch.setattr(Goal, "find", lambda *a: (asked.append(a), find(*a))[1])
    proposal = propose(triage.loads(merging(20)), (), NOTHING_BESIDE)

    assert len(proposal.drafts) > 15
    assert len(asked) <= 15


def test_patients_that_there_is_no_time_to_simplify_stay_as_they_were_found(
    monkeypatch,
):
    """Cases of a tree that is too large to make each of them simpler reach as much."""
    monkeypatch.setattr("triage.verify.generate_cases.AT_ONCE", 0)
    tree = triage.loads(HIDDEN)
    drafts = propose(tree, (), NOTHING_BESIDE).drafts
    score = mutation_score(tree, [draft.as_case() for draft in drafts])

    assert {item.fate for item in score.judged if item.mutant.limit} == {"case"}


def test_whoever_only_seems_to_reach_a_goal_is_not_believed():
    """Where walking does not confirm it, the whole other tree is asked about."""
    goal = Goal("nothing", lambda _: False, TRUE, settles=False, wanted=lambda: [FALSE])

    assert goal.find(Survey(triage.loads(PAIRED))) is None
