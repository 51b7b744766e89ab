"""Causes: what edits do alone and together, of whom, and when that is not settled."""

import subprocess
import sys

import attrs
import pytest
from tired import tired

import triage
from triage.base.limits import LIMITS
from triage.comparison.alignment import align
from triage.comparison.answers import AnswersApart
from triage.comparison.causes import Causes, fewer
from triage.comparison.entries import Entries
from triage.comparison.equivalence import compare
from triage.comparison.hybrids import Hybrids
from triage.comparison.merge import merge
from triage.verify import ProofMismatch, sums
from triage.verify.circuit import FALSE, Gates
from triage.verify.encode import encode
from triage.verify.solver import Budget, Solver

TREE = """\
triage: 1
id: t
title: T
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no}
  n: {text: N?, type: integer, min: 0, max: 20, unit: days}
  m: {text: M?, type: integer, min: 0, max: 20, unit: days, unsure: true}
  c:
    {text: C?, type: any_of, options: {x: {text: X, points: 1}, y: {text: Y}}}
recommendations:
  go: {urgency: emergency, title: Go}
  see: {urgency: same_day, title: See}
  rest: {urgency: self_care, title: Rest}
  mind: {warning: true, title: Mind}
start: one
steps:
  one: {ask: [a, b, n, m, c], go: two}
  two:
    branches:
      - {when: a and n > 5, go: go}
      - {when: b and n > 5, go: go}
      - {when: surely(n + m > 30), go: see}
      - go: three
  three: {go: four}
  four: {go: rest}
"""


def both(*edits, old=TREE):
    """Return the tree, and the tree after some edits of its text."""
    new = old
    for before, after in edits:
        assert before in new, before
        new = new.replace(before, after)
    return triage.loads(old), triage.loads(new)


def told(found):
    """Return each change with its places."""
    return {
        ("+".join(s.place for s in x.cause), x.name.split(":", 1)[1].split("#")[0])
        for x in (*found.outcomes, *found.exchanges)
        if x.id
    }


def test_what_one_edit_does_is_told_beside_what_two_do_together():
    """Of one patient, a warning has one cause and the outcome another."""
    found = compare(
        *both(
            ("{when: a and n > 5, go: go}", "{when: a and n > 6, go: go}"),
            ("{when: b and n > 5, go: go}", "{when: b and n > 6, go: go}"),
            (
                "one: {ask: [a, b, n, m, c], go: two}",
                (
                    "one: {ask: [a, b, n, m, c], advise: {add: mind, when: n == 6}, "
                    "go: two}"
                ),
            ),
        )
    )

    assert told(found) == {
        ("two.1", "emergency/go:self_care/rest"),
        ("two.2", "emergency/go:self_care/rest"),
        ("two.1+two.2", "emergency/go:self_care/rest"),
        ("one.advice.1", "gained/mind"),
    }
    assert all(x.words == "n 6 days" for c in found.outcomes for x in c.numbers)


def test_edits_of_which_some_go_in_a_circle_are_looked_at_without_these():
    """Steps that change places lead to each other, where only one was edited."""
    found = compare(
        *both(
            ("- go: three", "- go: four"),
            ("three: {go: four}", "three: {advise: mind, go: rest}"),
            ("four: {go: rest}", "four: {go: three}"),
        )
    )

    assert {name for _, name in told(found)} == {"gained/mind"}
    assert found.settled


def test_steps_that_changed_places_change_nobody():
    """Where a tree between the two cannot be, nothing is said of an edit."""
    found = compare(
        *both(
            ("- go: three", "- go: four"),
            ("three: {go: four}", "three: {go: rest}"),
            ("four: {go: rest}", "four: {go: three}"),
        )
    )

    assert found.same
    assert [switch.place for switch in found.silent] == ["two.4"]


def test_of_numbers_that_are_added_up_the_least_and_the_greatest_are_told():
    """The limit is that of a sum: what lies between is not looked at one by one."""
    found = compare(*both(("n + m > 30", "n + m > 34")))

    [change] = found.outcomes
    assert [(x.question, x.ranges, x.unsure, x.exact) for x in change.numbers] == [
        ("n", ((11, 20),), False, False),
        ("m", ((11, 20),), False, False),
    ]


def test_who_are_all_not_sure_have_no_numbers():
    """Where everybody concerned is not sure of a number, that is what is told."""
    found = compare(
        *both(
            (
                "- {when: surely(n + m > 30), go: see}",
                "- {when: unsure(m) and maybe(n + m > 30), go: see}",
            )
        )
    )
    gained = next(x for x in found.outcomes if x.direction == "up")

    assert [x.words for x in gained.numbers if x.question == "m"] == ["m not sure"]


def test_sums_that_are_left_to_the_solver_have_an_identity_too(monkeypatch):
    """A name is the same where points are added up by the solver."""
    monkeypatch.setattr(sums, "LIMITS", attrs.evolve(LIMITS, sums=0, sum_cases=0))
    edit = (
        "{when: surely(n + m > 30), go: see}",
        "{when: 'count(a, b) + 3 * points(c) > 3 and n > 0', go: see}",
    )
    further = edit[0], edit[1].replace("> 3 ", "> 4 ")
    names = [x.refused() for x in (compare(*both(e)) for e in (edit, edit, further))]

    assert names[0] == names[1]
    assert not {*names[0]} & {*names[2]}


SAME = """\
import sys, triage
old, new = map(triage.loads, sys.argv[1:])
print(*triage.compare(old, new).refused(), sep="\\n")
"""


def test_names_are_the_same_in_every_process():
    """What was allowed on one machine is allowed on the next."""
    texts = (
        TREE,
        TREE.replace("b and n > 5", "b and n > 6").replace("> 30", "> 34"),
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", SAME, *texts],
            check=True,
            capture_output=True,
            encoding="utf-8",
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }

    assert len(runs) == 1
    assert runs.pop().count("#") > 1


def causes_of(*edits):
    """Return the causes of some edits, and what makes entries of them."""
    old, new = both(*edits)
    trees = align(old, new)
    hybrids = Hybrids(merge(trees), Solver(Gates()))
    found = Causes(hybrids)
    found.search()
    return found, Entries(hybrids, old, new, trees)


def test_a_region_without_the_patient_who_showed_it_is_an_error():
    """Whom walking found has to be among those whom the formula is about."""
    found, entries = causes_of(("a and n > 5", "a and n > 6"))

    with pytest.raises(ProofMismatch, match="what changes for the patients"):
        entries.patients(attrs.evolve(found.found[0], region=FALSE), simplest=True)


def test_a_region_that_holds_of_nobody_is_an_error(monkeypatch):
    """A search that learns nothing from a patient does not go on for ever."""
    monkeypatch.setattr(Hybrids, "region", lambda *_: FALSE)

    with pytest.raises(ProofMismatch, match="what changes for the patients"):
        causes_of(("a and n > 5", "a and n > 6"))


MORE = ("{text: C?, type: any_of,", "{text: C?, type: any_of, unsure: true,")
LONGER = ("max: 20, unit: days}", "max: 30, unit: days}")


@pytest.mark.parametrize("left", [0, 1])
def test_answers_that_are_not_settled_are_not_the_same(monkeypatch, left):
    """When the time is up for what one tree takes, that is not called settled."""
    monkeypatch.setattr("triage.comparison.answers.Solver", tired(left))
    found = compare(*both(LONGER))

    assert (found.same, found.settled) == (False, False)
    assert len(found.answers) == left


def test_answers_apart_are_held_against_patients_drawn_at_random(monkeypatch):
    """The gates of one tree by itself are checked before they are asked."""

    def lying(tree, variables):
        side = encode(tree, variables)
        return attrs.evolve(side, takes=tuple(-literal for literal in side.takes))

    monkeypatch.setattr("triage.comparison.answers.encode", lying)

    with pytest.raises(ProofMismatch, match="patients drawn at random"):
        compare(*both(LONGER))


def test_more_answers_than_anybody_reads_are_not_settled(monkeypatch):
    """Where answers change very much, it is said that these are not all."""
    few = attrs.evolve(LIMITS, changes=1)
    monkeypatch.setattr("triage.comparison.answers.LIMITS", few)
    apart = compare(*both(LONGER, ("a and n > 5, go: go", "a and n > 25, go: see")))
    assumed = compare(*both(("start: one", "assume: n > 7\nstart: one")))

    assert (len(apart.answers), apart.settled) == (1, False)
    assert (len(assumed.answers), assumed.settled) == (1, False)


def test_an_answer_beside_options_is_held_against_others():
    """Not sure among options that are chosen together is an answer like any other."""
    old, new = both(
        MORE,
        ("- go: three", "- {when: unsure(c), go: see}\n      - go: three"),
    )
    names = {x.name.split("#")[0] for x in compare(old, new).answers}

    assert names == {"c+unsure:same_day/see:self_care/rest"}


def test_only_what_both_take_is_compared():
    """The facts of an answer that one tree takes hold of no patient of both."""
    old, new = both(LONGER)
    hybrids = Hybrids(merge(align(old, new)), Solver(Gates(), Budget()))
    apart = AnswersApart(hybrids, old, new)

    assert hybrids.apart == {"n"}
    assert {x.key for x in apart.found(Budget())} == {"21..30"}
    assert not apart.open


def test_edits_are_left_out_by_halves_and_then_one_by_one():
    """Those that are kept suffice, and none of them can be left out."""
    for needed in ({5}, {1, 2}, {0, 7}, {2, 4, 6}, set(range(8))):
        assert set(fewer([*range(8)], needed.issubset)) == needed
