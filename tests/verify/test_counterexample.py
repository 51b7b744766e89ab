"""Patients made as ordinary as they can be and still show something."""

import subprocess
import sys
from decimal import Decimal

import attrs
import pytest
from trees_for_tests import tree_of

import triage
from triage.base.question import Option, Question
from triage.comparison.causes import Causes
from triage.engine.outcome import Outcome
from triage.engine.walk import walk
from triage.linker.loader import find
from triage.verify import possible, why_not
from triage.verify.circuit import FALSE, TRUE, Gates
from triage.verify.counterexample import (
    Patient,
    ProofMismatch,
    Search,
    nearer,
    shrunk,
    unusual,
)
from triage.verify.dead_code import deep_check
from triage.verify.encode import encode
from triage.verify.mutation_score import mutation_score
from triage.verify.properties import Prover
from triage.verify.reachability import Survey
from triage.verify.solver import Solver
from triage.verify.variables import Variables

TEN = {"type": "integer", "minimum": Decimal(0), "maximum": Decimal(10)}


def test_fewer_unusual_answers_are_asked_of_the_solver():
    """Where no single answer can be made usual, another patient with fewer is found."""
    tree = tree_of(
        """\
  one: {ask: [a, b, c], branches: [{when: maybe(a) and b or c, go: see}, {go: rest}]}
"""
    )
    gates = Gates()
    encoding = encode(tree, Variables(gates, tree.questions))
    found = {"a": "yes", "b": "yes", "c": "no"}

    search = Search(
        Solver(gates),
        "who sees somebody",
        (encoding,),
        (encoding.ends["see"],),
        lambda outcome: outcome.trace.end == "see",
    )
    [simplest] = search.fewest_unusual((Outcome(tree, found),))

    assert unusual(simplest) == {"c": "yes"}


def test_what_a_skipped_question_would_have_said_is_not_unusual():
    """An answer counts as unusual, heard or not, but not where it is skipped."""
    tree = tree_of(
        "  one: {ask: [b, d], go: rest}\n",
        questions="  d: {text: D?, type: yes_no, only_if: b, otherwise: no}",
    )
    patient = Patient(tree, {"a": "yes", "b": "no", "c": "no", "d": "yes"})

    assert patient.unusual == {"a": "yes"}
    assert patient.told == {"b": "no", "a": "yes"}
    assert patient.unheard == ("a",)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (9, 2, (6, 5)),
        (10, 0, (6, 5)),
        (6, 5, (6, 5)),
    ],
)
def test_two_who_must_differ_differ_as_little_as_they_can(one, other, wanted):
    """Of two patients who show something together, each is brought near the usual."""
    question = Question(id="n", text="?", **TEN)

    def differ(pair):
        return pair[0]["n"] > 5 >= pair[1]["n"]

    found = shrunk([question], ({"n": one}, {"n": other}), differ)

    assert (found[0]["n"], found[1]["n"]) == wanted


@pytest.mark.parametrize("has", [(True, False), (False, True)])
def test_a_question_of_one_tree_is_made_usual_in_that_tree(has):
    """A question that only one of two trees asks keeps its place."""
    question = Question(id="n", text="?", **TEN)
    pair = tuple({"n": 9} if asks else {} for asks in has)

    found = shrunk([question], pair, lambda both: {**both[0], **both[1]}["n"] > 6)

    assert found == tuple({"n": 7} if asks else {} for asks in has)


def test_options_of_the_well_patient_stay():
    """Options are taken away one by one, but not those that a well patient chooses."""
    question = Question(
        id="s",
        text="?",
        type="any_of",
        options=(Option("x", "X"), Option("y", "Y"), Option("z", "Z")),
        ordinary=("x",),
    )

    assert [*nearer(question, ("x", "y", "z"))] == [("x",), ("x", "z"), ("x", "y")]
    assert [*nearer(question, ("x",))] == []


def test_numbers_are_brought_half_way_again_and_again():
    """From the number of the well patient on, half of what is left is tried."""
    question = Question(id="n", text="?", **TEN)

    assert [*nearer(question, 10)] == [5, 7, 8, 9]
    assert [*nearer(question, "unsure")] == [5]


# Where the formula and the walk differ

STEPS = """\
  one: {ask: [b, c], branches: [{when: b, go: see}, {when: c, go: go_now}, {go: rest}]}
"""
STATED = """\
properties:
  p: {says: P., given: b, then: ends(see)}
  q: {says: Q., given: c, then: ends(go_now)}
  r: {says: R., given: b, then: ends(rest)}
"""
TREE = tree_of(STEPS + STATED)
OTHER = tree_of(STEPS.replace("when: b", "when: b and c") + STATED)

ASKED = {
    "the property `p`": lambda: triage.prove(TREE, properties=["p"]),
    "the property `q`": lambda: triage.prove(TREE, properties=["q"]),
    "what changes for the patients": lambda: triage.compare(TREE, OTHER),
    "what is still possible": lambda: possible(TREE.decide({})),
    "why not `see`": lambda: why_not(CALM, "see"),
    "what a mistake changes": lambda: mutation_score(BARE),
    "the branch to `see`": lambda: dict(deep_check(TREE).branches[0].answers()),
}
NOBODY = {
    "check --deep": lambda: deep_check(TREE),
    "why not": lambda: why_not(CALM, "see"),
    "possible": lambda: possible(TREE.decide({})),
    "a mistake": lambda: mutation_score(BARE),
    "compare": lambda: triage.compare(TREE, OTHER),
}
"""What asks whether there is somebody, of whom some are drawn at random."""

BARE = attrs.evolve(TREE, properties={})
CALM = TREE.decide({"b": "no", "c": "no"})


def mismatch(about):
    """Return what is raised when a proof is asked for."""
    with pytest.raises(ProofMismatch) as raised:
        ASKED[about]()
    return str(raised.value)


def said(about):
    """Return what is said of a proof that is not to be trusted."""
    return (
        f"the proof and the walk differ on {about} of `small`: this proof is not to be "
        "trusted; please report it"
    )


@pytest.fixture
def undrawn(monkeypatch):
    """Draw nobody at random, so that a wrong formula is found out by a patient."""
    monkeypatch.setattr("triage.verify.agreement.drawn", lambda _encoding: ())


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("about", [*ASKED][1:])
def test_a_walk_that_differs_from_the_formula_is_an_error(monkeypatch, about):
    """Where walking takes everybody to one end, no patient is shown: that is said."""
    wrong = walk(TREE, {"b": "no", "c": "yes"})
    for module in ("engine.outcome", "verify.dead_code"):
        monkeypatch.setattr(f"triage.{module}.walk", lambda _tree, _answers: wrong)

    assert mismatch(about) == said(about)


def test_a_patient_is_found_whoever_walks_wrongly_on_the_way(monkeypatch):
    """Others are tried by functions; who is told of is walked by the reference."""
    wrong = walk(TREE, {"b": "no", "c": "yes"})
    monkeypatch.setattr("triage.program.fast.Fast.__call__", lambda *_: wrong)

    [proof] = triage.prove(TREE, properties=["r"]).proofs

    assert proof.patient.outcome.breaks(TREE.properties["r"])


def lying(tree, variables):
    """Return a tree as gates in which two endings are mistaken for each other."""
    told = encode(tree, variables)
    change = {"see": "rest", "rest": "see"}
    ends, shown = (
        {name: found[change.get(name, name)] for name in found}
        for found in (told.ends, told.told)
    )
    return attrs.evolve(told, ends=ends, told=shown)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("about", [a for a in [*ASKED][:5] if a[-2] != "q"])
def test_a_formula_that_differs_from_the_walk_is_an_error(monkeypatch, about):
    """Where a gate is wrong, whoever is found because of it is not shown."""
    for module in (
        "verify.properties",
        "comparison.hybrids",
        "verify.possible_outcomes",
        "verify.counterfactual",
    ):
        monkeypatch.setattr(f"triage.{module}.encode", lying)

    assert mismatch(about) == said(about)


@pytest.mark.parametrize("about", [*ASKED])
def test_a_formula_is_held_against_patients_drawn_at_random(monkeypatch, about):
    """A wrong gate is found out before anything is asked of the solver."""
    for module in (
        "verify.properties",
        "comparison.hybrids",
        "verify.possible_outcomes",
        "verify.counterfactual",
        "verify.reachability",
    ):
        monkeypatch.setattr(f"triage.{module}.encode", lying)
    monkeypatch.setattr(Solver, "finds", None)

    assert mismatch(about) == said("patients drawn at random")


def with_part(part, wrong):
    """Return what makes gates of a tree with one literal of a part the opposite."""

    def broken(tree, variables):
        made = encode(tree, variables)
        right = getattr(made, part)
        if part == "valid":
            return attrs.evolve(made, **{part: -right})
        if isinstance(right, tuple):
            changed = (*right[:wrong], -right[wrong], *right[wrong + 1 :])
        else:
            key = [*right][wrong]
            changed = {**right, key: -right[key]}
        return attrs.evolve(made, **{part: changed})

    return broken


@pytest.mark.parametrize(
    "part",
    [
        "valid",
        "takes",
        "urgent",
        "collects",
        "asked",
        "skipped",
        "ends",
        "told",
    ],
)
@pytest.mark.parametrize("wrong", [0, -1])
def test_each_part_of_a_formula_is_held_against_walking(monkeypatch, part, wrong):
    """One literal that is the opposite of what it should be is found out."""
    tree = tree_of(
        """\
  one:
    ask: [b, d]
    branches: [{when: b, advise: warn, go: see}, {advise: warn, go: rest}]
""",
        questions="  d: {text: D?, type: yes_no, only_if: b, otherwise: no}",
    )
    monkeypatch.setattr("triage.verify.properties.encode", with_part(part, wrong))

    with pytest.raises(ProofMismatch):
        Prover(tree)


def test_whom_a_decision_takes_is_held_against_walking(monkeypatch):
    """So is the literal of what the path asked and of what is assumed of it."""
    monkeypatch.setattr("triage.verify.agreement.accepted", lambda _: FALSE)

    with pytest.raises(ProofMismatch):
        Prover(TREE)


def test_a_wrong_property_is_held_against_those_drawn_at_random(monkeypatch):
    """Where the condition of a property is mistaken, "proved" is not believed."""
    monkeypatch.setattr(
        "triage.verify.encode.Encoding.holds", lambda _self, *_conditions: TRUE
    )

    with pytest.raises(ProofMismatch, match="the property `r`"):
        triage.prove(TREE, properties=["r"])


LIE = """\
import triage, triage.engine.outcome as outcome
from triage.engine.walk import walk
tree = triage.load("qsofa")
other = triage.loads({text!r})
outcome.walk = lambda _tree, answers: walk(tree, answers)
try:
    triage.compare(tree, other)
except triage.TriageError as error:
    print(type(error).__name__)
"""


def test_an_optimised_interpreter_confirms_patients_too():
    """The check is no `assert`, which `python -O` leaves out."""
    text = find("qsofa").read_text().replace("score >= 2", "score >= 3")
    command = [sys.executable, "-O", "-c", LIE.format(text=text)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")

    assert done.stdout == "ProofMismatch\n"


@pytest.mark.parametrize("about", [*NOBODY])
def test_that_there_is_nobody_is_held_against_who_was_drawn(monkeypatch, about):
    """Where a solver finds nobody, patients drawn at random are walked and tell so."""
    monkeypatch.setattr(Solver, "finds", lambda *_, **__: False)
    monkeypatch.setattr(Survey, "judge", lambda *_: None)
    monkeypatch.setattr(Causes, "search", lambda _: None)

    with pytest.raises(ProofMismatch):
        NOBODY[about]()


def test_that_an_answer_never_matters_is_held_against_who_was_drawn(monkeypatch):
    """A question by which somebody drawn at random ends elsewhere is not idle."""
    survey = Survey(TREE)
    monkeypatch.setattr(Survey, "is_found_to_matter", lambda *_: False)

    with pytest.raises(ProofMismatch, match="whether `b` matters"):
        survey.matters(TREE.questions["b"])
