"""Deep checks: what is dead, what is idle, what falls into a gap, and what is open."""

import sys
from itertools import product
from pathlib import Path

import attrs
import bad_trees
import pytest
from tired import tired
from trees_for_tests import built_in

import triage
from triage.base.limits import LIMITS
from triage.linker.loader import builtins
from triage.lint import check
from triage.verify import reachability
from triage.verify.dead_code import branch_of, deep_check, joined
from triage.verify.reachability import Survey
from triage.verify.thresholds import limits_in
from triage.verify.variables import key_of

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from trees import chain, merging

QUESTIONS = """\
triage: 1
id: small
title: A small tree
questions:
  fever: {text: Fever?, type: yes_no, unsure: true}
  days: {text: Days?, type: integer, min: 0, max: 90, unsure: true}
  heat: {text: Heat?, type: number, min: 35, max: 42}
  kind: {text: Kind?, type: one_of, options: {dull: Dull, sharp: Sharp}}
  signs: {text: Signs?, type: any_of, options: {rash: Rash, ache: Ache}, unsure: true}
recommendations:
  rest: {urgency: self_care, title: Rest}
  visit: {urgency: routine, title: Visit}
  call: {urgency: emergency, title: Call}
"""

ASK_ALL = "ask: [fever, days, heat, kind, signs]"


def small(rest: str) -> triage.Tree:
    """Return a tree with the questions above."""
    return triage.loads(QUESTIONS + rest)


def branching(*branches: str) -> triage.Tree:
    """Return a tree of one step with some branches."""
    rows = [f"      - {branch}" for branch in branches]
    head = ["start: first", "steps:", "  first:", f"    {ASK_ALL}", "    branches:"]
    return small("\n".join([*head, *rows, ""]))


def codes(tree, **options):
    """Return the codes of what is found."""
    return {finding.code for finding in deep_check(tree, **options).findings}


def messages(tree, code):
    """Return what is said under a code."""
    return [f.message for f in deep_check(tree).findings if f.code == code]


@pytest.mark.slow
@pytest.mark.parametrize("name", builtins())
def test_deep_checks_are_silent_about_the_built_in_trees(name):
    """Every branch of a built-in tree has a patient, and nothing is idle."""
    depth = deep_check(triage.load(name))

    assert depth.findings == ()
    assert {branch.verdict for branch in depth.branches} == {"alive"}


@pytest.mark.parametrize("name", [n for n in bad_trees.FILES if n.startswith("T414")])
def test_what_the_cheap_check_calls_dead_is_dead(name):
    """What T414 finds without proof is dead by proof, and said once."""
    tree = triage.load(bad_trees.path_of(name))
    cheap = check(tree)
    found = {f.span for f in deep_check(tree).findings if f.code == "T420"}
    dead = {f.span for f in cheap if f.code == "T414"}

    assert dead
    assert dead <= found
    assert dead.isdisjoint(
        f.span for f in joined(cheap, deep_check(tree).findings) if f.code == "T420"
    )


def test_nobody_comes_to_what_is_behind_a_dead_branch():
    """Steps behind a dead branch are named, and their branches have that reason."""
    tree = small(
        "start: first\nsteps:\n"
        "  first: {ask: fever, answers: {yes: call, no: second, unsure: visit}}\n"
        "  second: {branches: [{when: fever, go: third}, {go: rest}]}\n"
        "  third: {branches: [{when: asked(fever), go: call}, {go: rest}]}\n"
    )
    depth = deep_check(tree)

    assert [f.message for f in depth.findings] == [
        "no patient takes this branch: its condition never holds here",
        "no patient comes to the step `third`",
    ]
    assert [b.verdict for b in depth.branches[-2:]] == ["dead", "dead"]
    assert depth.branches[-1].reason == "no patient comes to the step"
    assert depth.summary == "proved: of 7 branches 4 have a patient, 3 have none"


def test_a_single_branch_is_told_as_one():
    """Of a tree that only leads on, the summary speaks in the singular."""
    tree = small("start: first\nsteps: {first: {ask: fever, go: rest}}\n")

    assert deep_check(tree).summary == "proved: for the 1 branch there is a patient"


def test_an_answer_that_leads_nowhere_again_is_dead():
    """A question asked again by its answers has only the way of the first answer."""
    tree = small(
        "start: first\nsteps:\n"
        "  first: {ask: fever, answers: {yes: again, no: rest, unsure: visit}}\n"
        "  again: {ask: fever, answers: {yes: call, no: rest, unsure: visit}}\n"
    )
    dead = [b for b in deep_check(tree).branches if b.verdict == "dead"]

    assert [b.way.answer for b in dead] == ["no", "unsure"]
    assert {b.reason for b in dead} == {"its condition never holds here"}


def test_a_question_that_only_shows_a_value_is_not_idle():
    """What a shown value looks at is asked for that."""
    steps = "start: first\nsteps:\n  first: {ask: [fever], go: rest}\n"
    shown = "values: {hot: maybe(fever)}\nshow: [hot]\n"

    assert "T421" in codes(small(steps))
    assert "T421" not in codes(small(shown + steps))


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ("values: {twice: 2 * days}", "'For {twice else some} days.'"),
        ("", "'For {days else some} days.'"),
        ("values: {long: maybe(days > 9)}", "[Hello., {when: long, text: Go.}]"),
        ("", "[Hello., {when: maybe(days > 9), text: Go.}]"),
    ],
)
def test_a_question_of_which_a_text_tells_is_not_idle(values, text):
    """Who answers it otherwise reads something else.

    So does who answers that by which it hangs whether it is asked.
    """
    steps = "start: first\nsteps:\n  first: {ask: [days], go: rest}\n"
    plain = small(steps)
    told = QUESTIONS.replace("title: Rest", f"title: Rest, text: {text}")

    assert "T421" in {finding.code for finding in deep_check(plain).findings}
    assert "T421" not in codes(triage.loads(f"{told}{values}\n{steps}"))

    asked = told.replace("max: 90", "max: 90, only_if: maybe(fever), otherwise: 0")
    steps = steps.replace("[days]", "[fever, days]")
    assert "T421" not in codes(triage.loads(f"{asked}{values}\n{steps}"))


def test_a_gap_needs_a_branch_on_both_sides():
    """A limit that the branches share, or an answer singled out, leaves no gap."""
    assert "T422" in codes(
        branching(
            "{when: heat < 38, go: visit}", "{when: heat > 38, go: call}", "{go: rest}"
        )
    )
    for branches in product(
        ["{when: heat <= 38, go: visit}", "{when: heat == 38, go: call}"],
        ["{when: heat > 38, go: call}", "{when: heat > 40, go: call}"],
    ):
        assert "T422" not in codes(branching(*branches, "{go: rest}"))


def test_an_answer_singled_out_between_two_limits_leaves_no_gap():
    """What a branch of its own takes is not said to fall between the conditions."""
    tree = branching(
        "{when: heat < 38, go: visit}",
        "{when: heat > 38, go: call}",
        "{when: heat == 38, go: call}",
        "{go: rest}",
    )

    assert "T422" not in codes(tree)


def test_a_gap_that_nobody_falls_into_is_none():
    """Where other answers take one side elsewhere, nothing falls between."""
    tree = branching(
        "{when: heat < 38 and surely(fever), go: visit}",
        "{when: heat > 38 and not maybe(fever), go: call}",
        "{go: rest}",
    )

    assert "T422" not in codes(tree)


def test_a_gap_names_the_simplest_patient():
    """The help of a gap shows an answer in it, and whatever else it takes."""
    tree = branching(
        "{when: surely(fever) and surely(days < 5), go: visit}",
        "{when: surely(fever) and surely(days > 5), go: call}",
        "{go: rest}",
    )
    [gap] = [f for f in deep_check(tree).findings if f.code == "T422"]

    assert gap.message.startswith("whoever answers `days` with 5 falls")
    assert gap.help.endswith("for example with days: 5, fever: yes")
    assert [note.span.text for note in gap.notes] == ["days < 5", "days > 5"]


def test_a_comparison_with_its_constant_in_front_has_the_same_limit():
    """Limits are found whichever side the number stands on, in values too."""
    tree = small(
        "values: {long: surely(7 < days)}\nstart: first\nsteps:\n  first:\n"
        f"    {ASK_ALL}\n    branches:\n"
        "      - {when: long or long or heat == 38 or 2 * heat == 75, go: call}\n"
        "      - {when: surely(days + heat > 40), go: visit}\n"
        "      - {go: rest}\n"
    )
    conditions = [way.when for _, way in tree.edges if way.when is not None]
    found = limits_in(conditions, tree.values)

    assert {(limit.question, limit.below) for limit in found} == {
        ("days", 7),
        ("heat", 374),
        ("heat", 375),
        ("heat", 379),
        ("heat", 380),
    }


def test_what_takes_too_long_is_said(monkeypatch):
    """Branches, recommendations, gaps and questions that are open are named."""
    monkeypatch.setattr("triage.verify.reachability.Solver", tired())
    tree = branching(
        "{when: heat < 38, go: visit}",
        "{when: heat > 38, go: call}",
        "{when: heat < 36 and kind == dull, go: rest}",
        "{go: rest}",
    )
    depth = deep_check(tree)

    unsettled = [f.message for f in depth.findings if f.code == "T424"]
    assert depth.summary.endswith("1 was not settled in time")
    assert [message.partition(" was not")[0] for message in unsettled] == [
        "whether the answer to `kind` changes the outcome",
        "whether a patient takes this branch",
        "whether `heat` leaves a gap at 38",
    ]


def test_a_recommendation_that_takes_too_long_is_said():
    """Whether somebody is told a recommendation may be open as well."""
    tree = triage.load(bad_trees.path_of("T424_open.yaml"))
    with bad_trees.tired():
        said = deep_check(tree).findings

    assert any("is told `call` was not settled" in f.message for f in said)


def test_a_recommendation_beside_one_that_stands_alone_is_never_told():
    """Who hides a recommendation is said: it is advised, and yet not told."""
    stops = "  stop: {urgency: emergency, alone: true, title: Stop}\n"
    tree = triage.loads(
        f"{QUESTIONS}{stops}start: first\nsteps:\n  first:\n    ask: kind\n"
        "    branches:\n"
        "      - {when: kind == dull, go: stop, advise: [call, visit]}\n"
        "      - {go: rest}\n"
    )
    alone = ": one that stands alone always takes its place"

    assert messages(tree, "T423") == [
        f"no patient is ever told `visit`{alone}",
        f"no patient is ever told `call`{alone}",
    ]


def test_why_nobody_is_told_something_may_take_too_long(monkeypatch):
    """That nobody is told a recommendation is said all the same."""
    monkeypatch.setattr("triage.verify.reachability.Solver", tired())
    tree = triage.load(bad_trees.path_of("T423_alone.yaml"))

    assert messages(tree, "T423") == ["no patient is ever told `visit`"]


def test_a_step_behind_a_branch_that_is_proved_dead_has_no_patients():
    """What the solver proves of a branch, it need not be asked of what is behind it."""
    tree = triage.load(bad_trees.path_of("T420_unmet.yaml"))
    verdicts = [branch.verdict for branch in deep_check(tree).branches]

    assert verdicts == ["alive", "dead", "alive", "dead", "dead"]


def test_somebody_not_sure_falls_into_no_gap():
    """A patient in a gap answers with a number, also where the well one does not."""
    text = QUESTIONS.replace(
        "max: 90, unsure: true", "max: 90, unsure: true, ordinary: unsure"
    )
    tree = triage.loads(
        f"{text}start: first\nsteps:\n  first:\n    {ASK_ALL}\n    branches:\n"
        "      - {when: surely(days < 5), go: visit}\n"
        "      - {when: surely(days > 5), go: call}\n"
        "      - {go: rest}\n"
    )
    [gap] = [f for f in deep_check(tree).findings if f.code == "T422"]

    assert gap.help.endswith("for example with days: 5")


def test_crowds_are_kept_to_a_size(monkeypatch):
    """However few are judged together, the same is found."""
    small = attrs.evolve(LIMITS, variants=3)
    monkeypatch.setattr("triage.verify.simulate.LIMITS", small)
    depth = deep_check(built_in("start"))

    assert depth.findings == ()
    assert depth.summary == "proved: for each of 12 branches there is a patient"


@pytest.mark.parametrize("breath", [0, 1])
def test_a_reason_that_takes_too_long_is_left_out(breath):
    """A branch is known to be dead before it is known why."""
    tree = branching(
        "{when: heat < 38, go: visit}", "{when: heat < 37, go: call}", "{go: rest}"
    )
    survey = Survey(tree)
    survey.settle()
    survey.solver = tired(breath)(survey.gates)
    found = branch_of(survey, *tree.edges[1])

    assert (found.verdict, found.reason) == ("dead", "")


@pytest.mark.slow
def test_the_record_gives_a_patient_for_each_live_branch():
    """The answers in the JSON of a live branch lead along it."""
    tree = built_in("back_pain")
    depth = deep_check(tree)

    for branch, record in zip(depth.branches, depth.to_dict(), strict=True):
        trace = tree.decide(record["patient"]).trace
        assert branch.way.number in trace.edges


@pytest.mark.parametrize("make", [merging, chain])
def test_a_long_tree_is_settled_by_crowds(make):
    """Of a tree of 200 steps few questions are left to the solver."""
    survey = Survey(triage.loads(make(200)))
    asked = []
    ask = survey.solver.ask
    survey.solver.ask = lambda *literals: asked.append(literals) or ask(*literals)
    survey.settle()
    survey.find_decisive()

    assert {*survey.found} | survey.never == {
        *range(400),
        "ambulance",
        "same_day",
        "home",
        "note",
    }
    assert not survey.open
    assert len(asked) < 20


def test_how_far_it_is_is_told():
    """Progress never goes back, and ends with everything settled."""
    told = []
    deep_check(built_in("start"), progress=lambda *pair: told.append(pair))

    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_what_nothing_looks_at_costs_nothing(monkeypatch):
    """A question that no outcome depends on is idle, and no formula is made for it."""
    questions = "".join(f"  q{n}: {{text: Is it?, type: yes_no}}\n" for n in range(50))
    page = ", ".join(f"q{n}" for n in range(50))
    tree = triage.loads(
        QUESTIONS.replace("recommendations:", f"{questions}recommendations:")
        + f"start: s\nsteps:\n  s:\n    ask: [{page}, fever]\n    branches:\n"
        "      - {when: maybe(fever), go: call}\n      - {go: rest}\n"
    )
    monkeypatch.setattr(reachability, "substitute", None)

    found = [f for f in deep_check(tree).findings if f.code == "T421"]

    assert len(found) == 50
    assert not any("`fever`" in finding.message for finding in found)


def test_pairs_of_signs_are_found_to_matter_without_the_solver():
    """Where only two answers together lead away, each is tried beside the other."""
    pairs = [(f"q{n}", f"q{n + 1}") for n in range(0, 40, 2)]
    asked = "".join(
        f"  {q}: {{text: Is it?, type: yes_no}}\n" for p in pairs for q in p
    )
    steps = "".join(
        f"  s{n}:\n    ask: [{a}, {b}]\n    branches:\n"
        f"      - {{when: {a} and {b}, go: call}}\n      - {{go: s{n + 1}}}\n"
        for n, (a, b) in enumerate(pairs)
    )
    tree = triage.loads(
        QUESTIONS.replace("recommendations:", f"{asked}recommendations:")
        + f"start: s0\nsteps:\n{steps}  s{len(pairs)}: {{go: rest}}\n"
    )
    survey = Survey(tree)
    survey.settle()
    survey.solver.ask = None

    survey.find_decisive()

    assert survey.decisive == {name for pair in pairs for name in pair}


def test_an_answer_that_leads_elsewhere_is_found_where_nobody_was_tried():
    """The solver finds somebody of whom a variant ends otherwise, as a crowd does."""
    survey = Survey(branching("{when: maybe(fever), go: call}", "{go: rest}"))

    assert survey.matters(survey.tree.questions["fever"]) is True
    assert survey.decisive == {"fever"}


def test_an_answer_by_which_two_ways_lead_alike_matters_to_nobody():
    """A formula may depend on it, and still the solver finds nobody whom it leads."""
    tree = branching(
        "{when: heat > 38 and kind == dull, go: call}",
        "{when: heat > 38 and kind != dull, go: call}",
        "{go: rest}",
    )
    survey = Survey(tree)

    assert survey.is_found_decisive(tree.questions["kind"]) is False
    assert survey.matters(tree.questions["kind"]) is False
    assert survey.decisive == set()


def test_what_nothing_looks_at_matters_to_no_formula_either():
    """The formula of a question on which no outcome depends says what is said of it."""
    tree = branching("{when: maybe(fever), go: call}", "{go: rest}")
    survey = Survey(tree)
    survey.settle()
    shortly = [survey.matters(question) for question in tree.questions.values()]

    survey.shaping = frozenset(map(key_of, tree.questions.values()))

    assert shortly == [True, False, False, False, False]
    assert shortly == [survey.matters(question) for question in tree.questions.values()]


LIMB = """\
triage: 1
kind: module
id: limb
title: A limb
needs: [old]
questions:
  hurts: {text: Does it hurt?, type: yes_no}
  long: {text: For long?, type: yes_no}
recommendations:
  look: {urgency: routine, title: Let somebody look}
  rest: {urgency: self_care, title: Rest}
start: a
steps:
  a: {ask: [hurts, long], branches: [{when: old, go: b}, {go: done}]}
  b:
    branches:
      - {when: hurts, advise: look, go: done}
      - {when: old and long, go: c}
      - {go: done}
  c: {advise: rest, go: done}
"""


def test_what_somebody_meets_in_one_copy_of_a_module_is_not_dead():
    """What is said of a module holds of all its copies: its text is but one."""
    tree = """\
triage: 1
id: both
title: Both
questions: {old: {text: Old?, type: yes_no}}
recommendations: {end: {urgency: self_care, title: End}}
start: first
steps:
  first: {ask: old, branches: [{when: old, go: arm}, {go: leg}]}
  leg: {run: limb, as: leg, go: end}
"""
    arm = "  arm: {run: limb, as: arm, go: end}\n"
    made = [
        triage.loads(text, modules={"limb": LIMB})
        for text in (tree + arm, tree.replace("old, go: arm", "old, go: end"))
    ]

    assert [codes(one) & {"T420", "T421", "T423"} for one in made] == [
        set(),
        {"T420", "T421", "T423"},
    ]
