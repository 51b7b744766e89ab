"""What is still possible: exactly the outcomes that some patient reaches."""

import sys

import pytest
from trees_for_tests import throat, tree_of

import triage
from triage.verify.possible_outcomes import Possible, possible
from triage.verify.solver import UNKNOWN, Solver


def test_at_first_everything_that_can_happen_is_possible():
    """Before any answer, each outcome that some patient reaches is possible."""
    assert possible(throat().start()) == Possible(
        ("self_care", "routine", "soon", "emergency"), ("ambulance", "swab", "rest")
    )


def test_an_answer_rules_out_what_it_cannot_lead_to():
    """Only outcomes of patients with the answers so far are left."""
    session = throat().start().answer({"drooling": "no"}).answer({"days": 10})

    assert possible(session) == Possible(("soon",), ("swab",))


def test_what_each_condition_leaves_open_may_be_impossible():
    """The bounds of a decision take each part by itself; these follow from all."""
    steps = "  one: {ask: b, go: two}\n  two: {ask: c, go: three}\n"
    steps += (
        "  three: {branches: "
        "[{when: c and not c, go: go_now}, {when: c, go: see}, {go: rest}]}\n"
    )
    decision = tree_of(steps).decide({"b": "no"})

    found = possible(decision)

    assert decision.bounds == ("self_care", "emergency")
    assert (found.lowest, found.highest) == ("self_care", "soon")


def test_a_complete_decision_has_one_outcome():
    """When nothing is open, what was decided is what is possible."""
    decision = throat().decide({"drooling": "yes"})

    assert possible(decision) == Possible(("emergency",), ("ambulance",))


def test_an_answer_that_does_not_count_yet_rules_out_nothing():
    """Answers beyond the path wait: they may still be changed before they count."""
    tree = throat()

    assert possible(tree.decide({"days": 10})) == possible(tree.decide({}))


def test_no_urgency_is_an_outcome():
    """Information only stands below all levels."""
    tree = tree_of("  one: {ask: b, answers: {yes: rest, no: note}}")

    found = possible(tree.decide({}))

    assert (found.urgencies, found.lowest) == ((None, "self_care"), None)


def test_an_unfinished_part_is_no_end():
    """Where the tree is not written yet, no walk ends."""
    tree = tree_of("  one: {ask: b, branches: [{when: b, go: see}, {todo: ask}]}")

    assert possible(tree.decide({})).ends == ("see",)


def test_nobody_can_be_left():
    """Where no patient has such answers, nothing is possible."""
    found = Possible((), ())

    assert (found.lowest, found.highest) == (None, None)


def test_what_is_not_settled_in_time_counts_as_possible(monkeypatch):
    """When the time is up, nothing is ruled out, and that is said."""

    def slow(*_, **__):
        return UNKNOWN

    monkeypatch.setattr(Solver, "ask", slow)
    found = possible(
        tree_of("  one: {ask: b, answers: {yes: go_now, no: rest}}").start()
    )

    assert not found.proved
    assert {"go_now", "rest"} <= {*found.ends}
    assert found.highest == "emergency"


def test_without_the_solver_it_is_said_what_to_install(monkeypatch):
    """Where the extra is missing, one sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "z3", None)

    with pytest.raises(triage.MissingExtra):
        possible(throat().start())


def test_what_is_possible_is_json():
    """A program gets the bounds, the levels and the ends."""
    assert possible(throat().decide({"drooling": "yes"})).to_dict() == {
        "lowest": "emergency",
        "highest": "emergency",
        "urgencies": ["emergency"],
        "ends": ["ambulance"],
        "proved": True,
    }
