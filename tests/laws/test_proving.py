"""The laws of proving: a verdict is what trying every patient of a small tree shows."""

import re
from contextlib import contextmanager
from decimal import Decimal
from itertools import product
from random import Random

import attrs
import pytest
from everybody import (
    everybody,
    has_few_pairs,
    is_small,
    is_worse_and_lower,
    load,
    small_trees,
    verdict,
)
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from strategies import condition, documents

from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.language.ast import Sum, ValueIs
from triage.verify.circuit import FALSE, TRUE, Gates, Given, Number
from triage.verify.counterexample import Patient
from triage.verify.encode import encode
from triage.verify.properties import Prover
from triage.verify.simulate import Crowd
from triage.verify.solver import UNKNOWN, Solver
from triage.verify.substitute import another_answer, exact_number, substitute
from triage.verify.sums import at_most, one_if, picked, total
from triage.verify.variables import Variables

thorough = settings(
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
    max_examples=settings.default.max_examples // 2,
)
"""Of what takes half a second each: how many there are, at random more."""


# Sums

FACTS = tuple(Given(0, f"q{n} yes_no 0", "yes") for n in range(4))
NUMBERS = tuple(Number(0, f"n{n} integer 0") for n in range(2))
VALUES = range(-1, 3)
"""What each number may be."""

small = st.integers(-3, 3)


@st.composite
def sums(draw):
    """Return gates, a sum of points, constants and open numbers, and how to add it."""
    gates = Gates()
    facts = [gates.literal(fact) for fact in FACTS]
    literals = st.sampled_from([*facts, *(-fact for fact in facts), TRUE, FALSE])
    terms, adds = [], []
    for _ in range(draw(st.integers(0, 4))):
        factor, literal = draw(small), draw(literals)
        terms.append((factor, one_if(literal)))
        adds.append((factor, ((literal, 1), (TRUE, 0))))
    for _ in range(draw(st.integers(0, 2))):
        factor, test = draw(small), draw(st.sampled_from(facts))
        cases = [(test, draw(small)), (-test, draw(st.sampled_from(NUMBERS)))]
        terms.append((factor, picked(cases)))
        adds.append((factor, tuple(cases)))
    constant = draw(small)
    return gates, total([(1, total(terms, 0))], constant), adds, constant


def added(adds, constant, holds, told):
    """Return a sum for one patient, by plain arithmetic."""
    values = (
        factor * next(told.get(value, value) for test, value in cases if holds(test))
        for factor, cases in adds
    )
    return constant + sum(values)


@contextmanager
def left_to_the_solver(few):
    """Bound the gates of a sum such that none of them, or some, are allowed."""
    limits = attrs.evolve(LIMITS, sums=few, sum_cases=few)
    with pytest.MonkeyPatch.context() as patch:
        if few is not None:
            patch.setattr("triage.verify.sums.LIMITS", limits)
        yield


few = st.sampled_from([None, 0, 1, 4])
"""How many gates are allowed of one sum; as many as usual, if None."""


@given(sums(), st.integers(-8, 8), few)
def test_at_most_is_arithmetic(made, bound, few):
    """Whether a sum is at most a bound is what adding up says, for all patients.

    It is so, too, of a sum that is left to the solver because of its many gates.
    """
    gates, amount, adds, constant = made
    with left_to_the_solver(few):
        literal = at_most(gates, amount, bound)
    told = [
        dict(zip((*FACTS, *NUMBERS), row, strict=True))
        for row in product(*[range(2)] * len(FACTS), *[VALUES] * len(NUMBERS))
    ]
    found = Crowd(gates, told)

    for index, patient in enumerate(told):

        def holds(test, index=index):
            return bool(found.holds(test) >> index & 1)

        wanted = added(adds, constant, holds, patient) <= bound
        assert holds(literal) == wanted


@given(sums(), st.integers(-8, 8), few)
def test_the_solver_adds_up_as_well(made, bound, few):
    """A solver finds a patient for a sum and a bound just where there is one."""
    gates, amount, *_ = made
    with left_to_the_solver(few):
        literal = at_most(gates, amount, bound)
        nearby = at_most(gates, amount, bound + 1)
    for number in NUMBERS:
        low, high = (gates.at_most({number: 1}, end) for end in (-2, 2))
        gates.rule([number], gates.every([-low, high]))
    told = [
        dict(zip((*FACTS, *NUMBERS), row, strict=True))
        for row in product(*[range(2)] * len(FACTS), *[VALUES] * len(NUMBERS))
    ]
    crowd, solver = Crowd(gates, told), Solver(gates)

    for wanted in ([literal], [-literal], [literal, -nearby], [-literal, nearby]):
        assert solver.finds(*wanted) == bool(crowd.holds(gates.every(wanted)))


@given(sums(), st.integers(-8, 8), few)
def test_a_sum_is_supposed_as_the_solver_adds_it_up(made, bound, few):
    """With a number supposed, or that of a second patient, a sum is what it then is."""
    gates, amount, adds, constant = made
    question = Question("n0", "?", "integer", minimum=Decimal(-1), maximum=Decimal(2))
    variables = Variables(gates, {"n0": question})
    with left_to_the_solver(few):
        literal = at_most(gates, amount, bound)
        [known] = substitute(gates, [literal], exact_number(variables, question, 2))
        [other] = substitute(gates, [literal], another_answer(variables, question))
    one = variables.number("n0")
    two = Number(1, one.question)
    told = [
        {**dict(zip((*FACTS, *NUMBERS), row[:-1], strict=True)), two: row[-1]}
        for row in product(*[range(2)] * len(FACTS), *[VALUES] * 2, VALUES)
    ]
    crowd = Crowd(gates, told)
    for index, patient in enumerate(told):

        def holds(test, index=index):
            return bool(crowd.holds(test) >> index & 1)

        for literal, value in ((known, 2), (other, patient[two])):
            wanted = added(adds, constant, holds, {**patient, one: value}) <= bound
            assert holds(literal) == wanted


# Everybody


def literals_of(encoding):
    """Return all that an encoding says of a patient."""
    found = [*encoding.reach.values(), *encoding.takes, *encoding.collects.values()]
    found += [*encoding.asked.values(), *encoding.skipped.values()]
    found += [*encoding.urgent, *encoding.ends.values(), *encoding.told.values()]
    for value in encoding.tree.values.values():
        if value.options:
            found += encoding.pair(ValueIs(value.id, tuple(value.choices)[:1]))
        elif not isinstance(value.body, Sum):
            found += encoding.pair(value.body)
    return found


@pytest.mark.slow
@thorough
@given(small_trees, st.integers())
def test_the_solver_finds_whoever_there_is(tree, seed):
    """Of random trees, somebody is found just where one of all patients is so."""
    random, gates = Random(seed), Gates()
    variables = Variables(gates, tree.questions)
    encoding, solver = encode(tree, variables), Solver(gates)
    crowd = Crowd(gates, [variables.encode(o.answers) for o in everybody(tree)])
    literals = literals_of(encoding)
    for _ in range(25):
        asked = random.sample(literals, random.randint(1, 3))
        wanted = [random.choice([1, -1]) * literal for literal in asked]
        there_is = crowd.holds(gates.every(wanted)) != 0

        told = solver.ask(*wanted)

        assert (told is not None) == there_is
        if told is not None:
            patient = variables.encode(variables.decode(told))
            assert Crowd(gates, [patient]).holds(gates.every(wanted))


# Properties


def plainly(text):
    """Return a condition that can be assumed of every patient."""
    about_answers = re.sub(
        r"urgency >= routine|(unsure|asked|answered)\(\w+\)", "b0", text
    )
    return about_answers.replace("surely(", "maybe(")


def choose(draw, names, most=2):
    """Return some names."""
    return draw(st.lists(st.sampled_from(sorted(names)), max_size=most, unique=True))


def properties(draw, document):
    """Return a random property of each kind."""
    asked, uses = document["questions"], ("v0", "v1 >= 1")
    drawn = {name: made for name, made in asked.items() if name.startswith("q")}
    about = condition(draw, drawn, uses).replace("urgency >= routine", "not b0")
    ends = ["urgency >= soon", "advised(warn)", "not ends(r2)", "not advised(note)"]
    kinds = {name: made["type"] for name, made in asked.items()}
    plain = [name for name in asked if kinds[name] in ("yes_no", "any_of")]
    other = [name for name in asked if kinds[name] not in ("yes_no", "any_of", "text")]
    rising = choose(draw, other, 1)
    falling = choose(draw, [name for name in other if name not in rising], 1)
    of = draw(st.sampled_from([{}, {"of": "advised(note)"}, {"of": "advised(r1)"}]))
    listed = [*choose(draw, plain, 1), *choose(draw, ["v0", "v1"], 1)] or ["b0"]
    first, second = choose(draw, asked, 2) or ["b0"], choose(draw, drawn, 2) or ["q0"]
    heard = draw(st.sampled_from(["asked({})", "not asked({})", "not answered({})"]))
    reach = draw(st.sampled_from([["warn", "only"], ["r0"], ["note", "r5"]]))
    return {
        "always": {"says": "A.", "given": about, "then": draw(st.sampled_from(ends))},
        "ever": {"says": "B.", "then": f"not b0 or {draw(st.sampled_from(ends))}"},
        "heard": {
            "says": "H.",
            "given": draw(st.sampled_from(["b0", f"asked({second[0]})"])),
            "then": heard.format(draw(st.sampled_from(sorted(drawn)))),
        },
        "worse": {"says": "C.", "monotone": listed} | of,
        "more": {"says": "D.", "monotone": ["b0"], "rising": rising} | of,
        "less": {"says": "E.", "falling": [*falling, "b1"][:1], "monotone": "b0"},
        "order": {"says": "F.", "asked": first, "before": second},
        "reach": {"says": "G.", "reachable": reach},
    }


HEARD = re.compile(r"asked|answered|unsure")
"""What nothing that is assumed of everybody may speak of."""


@st.composite
def stated_trees(draw):
    """Return a random tree with properties, and sometimes with what it assumes."""
    document = draw(documents())
    extra = {"properties": properties(draw, document)}
    if draw(st.booleans()):
        drawn = {n: q for n, q in document["questions"].items() if n.startswith("q")}
        uses = {"v0": "v0", "v1": "v1 >= 1"}
        heard = {n for n in uses if HEARD.search(str(document["values"][n]))}
        held = condition(draw, drawn, tuple(uses[n] for n in uses if n not in heard), 1)
        extra["assume"] = f"maybe({plainly(held)}) or b1 == 5"
    return load(document | extra)


small_stated_trees = stated_trees().filter(is_small)


def check_patient(tree, proof, outcomes):
    """Prove that who is shown is possible, fails, and is as ordinary as can be."""
    stated, shown = proof.property, proof.patient.outcome
    assert shown.is_possible
    if proof.worse is not None:
        worse = proof.worse.outcome
        assert worse.is_possible
        assert is_worse_and_lower(tree, stated, shown, worse)
        apart = stated.compared(tree.values)
        answers = zip(shown.answers.items(), worse.answers.values(), strict=True)
        assert all(a == b or name in apart for (name, a), b in answers)
        return
    fails = shown.breaks if stated.then is not None else shown.misorders
    assert fails(stated)
    others = (
        Patient(tree, outcome.answers)
        for outcome in outcomes
        if (outcome.breaks if stated.then is not None else outcome.misorders)(stated)
    )
    fewest = min(len(patient.unusual) for patient in others)
    assert len(proof.patient.unusual) == fewest


@pytest.mark.slow
@thorough
@given(small_stated_trees)
def test_a_verdict_is_what_trying_everybody_comes_to(tree):
    """Of random trees, each kind of property has the verdict of all its patients."""
    outcomes, prover = everybody(tree), Prover(tree)
    for stated in tree.properties.values():
        if stated.compared(tree.values):
            assume(has_few_pairs(tree, stated, outcomes))
        proof = prover.prove(stated)

        assert (stated.id, proof.verdict) == (
            stated.id,
            verdict(tree, stated, outcomes),
        )
        assert prover.fails(stated) == (proof.verdict == "violated")
        if proof.patient is not None:
            check_patient(tree, proof, outcomes)
        told = set().union(*(outcome.here.told for outcome in outcomes))
        assert {*proof.missing} == {*stated.reachable} - told


class OutOfTime(Solver):
    """Has no time for any question."""

    def finds(self, *_literals, allowance=None):
        del allowance
        return UNKNOWN


class Hasty(Prover):
    """Has no time to look at several questions of a monotone property together."""

    def search(self, stated, listed=None):
        found = super().search(stated, listed)
        return found if listed else attrs.evolve(found, solver=OutOfTime(self.gates))


@pytest.mark.slow
@thorough
@given(small_stated_trees)
def test_one_by_one_comes_to_the_same(tree):
    """Where answers are compared one by one for want of time, the verdict is the same.

    Where that would not come to the same, the property stays open.
    """
    for stated in tree.properties.values():
        if not (stated.worse or stated.rising or stated.falling):
            continue
        found = Hasty(tree).prove(stated).verdict
        if tree.assume or tree.values.keys() & {*stated.worse}:
            assert found == "open"
        else:
            assert found == Prover(tree).prove(stated).verdict
