"""The matrix: each hazard, its controls, and what shows that they hold."""

import csv
import io
from copy import deepcopy

import pytest
from hazards_for_tests import CASES, DAY, HAZARD, THROAT, throat, traced

import triage
import triage.hazards
from triage.engine.outcome import Outcome
from triage.hazards import markdown, table_file
from triage.hazards.text import COLUMNS

RESTS = THROAT.replace("yes: ambulance,", "yes: rest,")
"""The tree with the mistake that the hazard is about."""

ACCEPTED = f"{THROAT}accept: [{{check: T504, because: Nothing can get worse.}}]\n"


def rows(trace):
    """Return the rows of a trace as CSV, each as a mapping."""
    return [*csv.DictReader(io.StringIO(table_file(trace)))]


def test_a_control_says_whether_it_holds_and_what_shows_it():
    """A property is proved, a case passes, a check finds nothing."""
    trace = traced()
    [one] = trace.traced

    assert [(c.kind, c.id, c.verdict, c.holds, c.cases) for c in one.controls] == [
        ("property", "airway_first", "proved", True, ("drools",)),
        ("case", "drools", "passes", True, ("drools",)),
        ("check", "T416", "no warnings", True, ()),
    ]
    assert trace.holds
    assert trace.summary == "throat: 1 hazard, every control holds"
    assert {control.mistakes for control in one.controls} == {None}


def test_a_control_of_two_hazards_shows_the_same_at_both():
    """What shows that it holds does not depend on the hazard that names it."""
    hazards = {"missed": HAZARD, "late": deepcopy(HAZARD)}  # no alias in YAML
    one, two = traced(hazards=hazards).traced

    assert one.controls == two.controls
    assert [control.cases for control in two.controls] == [("drools",), ("drools",), ()]


def test_a_mistake_in_the_tree_shows_at_every_control_of_its_hazard():
    """What no longer holds is said, by a property and by a case alike."""
    trace = traced(tree=RESTS)
    [one] = trace.traced

    assert [(c.verdict, c.holds) for c in one.controls] == [
        ("violated", False),
        ("fails", False),
        ("no warnings", True),
    ]
    assert not trace.holds
    assert trace.summary == "throat: 1 hazard, 1 with a control that does not hold"
    page = markdown(trace)
    assert "| nobody yet | 2 of 3 do not hold |" in page
    assert "| **no: violated** | 1: `drools` |" in page
    assert [row["holds"] for row in rows(trace)] == ["no", "no", "yes"]


@pytest.mark.parametrize(
    ("tree", "verdict", "holds"),
    [(THROAT, "1 warning", False), (ACCEPTED, "no warnings, 1 accepted", True)],
)
def test_a_warning_that_is_accepted_is_still_told(tree, verdict, holds):
    """A check does not hold where it warns; what its tree accepts is counted."""
    [one] = traced({"controls": {"checks": "T504"}}, tree=airless(tree)).traced

    assert [(c.verdict, c.holds) for c in one.controls] == [(verdict, holds)]


def airless(tree):
    """Return the tree without its properties, none of which has a hazard here."""
    head, _, rest = tree.partition("properties:\n")
    kept = rest.partition("  both_can_happen")
    return f"{head}properties:\n{kept[1]}{kept[2]}"


def test_a_mistake_counts_where_it_was_noticed_first():
    """All that cases and properties notice is found again at the controls."""
    trace = traced(mutate=True)
    first, second, third = trace.traced[0].controls

    assert trace.mutants > 0
    assert first.mistakes >= second.mistakes > frozenset()
    assert third.mistakes is None
    assert f"**Mistakes:** {trace.mutants}" in markdown(trace)
    found = [row["mistakes_noticed"] for row in rows(trace)]
    assert found == [str(len(first.mistakes)), str(len(second.mistakes)), ""]


@pytest.mark.slow
def test_the_cases_of_a_property_are_of_those_of_whom_it_speaks():
    """In a large tree, a case stands behind a property if its patient meets `given`."""
    hazards = triage.hazards.load("back_pain")
    trace = triage.hazards.trace(hazards, today=DAY)
    tree, patients = hazards.tree, {case.id: case for case in hazards.cases}
    controls = [c for one in trace.traced for c in one.controls if c.kind == "property"]

    assert trace.holds
    assert {c.id for c in controls} == tree.properties.keys() - {
        "a_helper_raises_nothing",
        "outcomes_can_happen",
    }
    alone = [c.id for c in controls if not c.cases]
    assert all(tree.properties[name].then is None for name in alone)
    for control in controls:
        for name in control.cases[:1]:
            who = Outcome(tree, tree.decide(patients[name].answers).given)
            assert not who.breaks(tree.properties[control.id])


def test_the_table_says_of_each_control_all_that_the_page_says():
    """A row stands alone: the hazard, its risks, and one of its controls."""
    trace = traced({"owner": "nobody | yet", "says": "=1+1"})
    first, *_ = found = rows(trace)

    assert tuple(first) == COLUMNS
    assert [row["id"] for row in found] == ["airway_first", "drools", "T416"]
    assert first["says"] == "'=1+1"
    assert (first["likelihood_before"], first["severity_after"]) == (
        "medium",
        "catastrophic",
    )
    assert "| nobody \\| yet |" in markdown(trace)


def test_a_page_says_of_whom_it_is_and_what_it_leaves_out():
    """The version, the notice of the tree, who rated it, and what is excepted."""
    page = markdown(traced())

    assert page.startswith("# Hazards of throat\n\nSore throat: `throat` 1.0.0, draft")
    assert "Not medical advice" in page
    assert "**Rated by:** Us." in page
    assert "| `both_can_happen` | It only says that no end is dead. |" in page


def test_a_general_tree_without_exceptions_has_a_shorter_page():
    """Nothing is said that there is not."""
    general = THROAT.replace("version: 1.0.0\n", "profile: general\n")
    hazards = throat(tree=general)
    trace = triage.hazards.Trace(hazards, ())
    bare = triage.hazards.Trace(
        triage.hazards.Hazards(hazards.tree, "x", "Us.", (), (), ()), ()
    )

    assert "`throat`, draft" in markdown(trace)
    assert "medical" not in markdown(trace)
    assert "no safety properties" not in markdown(bare)


def test_hazards_show_no_answers():
    """What is shown of hazards in a log holds no case, and so no patient."""
    hazards = throat(cases=CASES.replace("A man drools.", "Secret."))

    assert "Secret" not in repr(hazards)
