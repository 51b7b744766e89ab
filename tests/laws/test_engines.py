"""The law of engines: whatever walks a tree, or its program, comes to the same."""

import random
from decimal import Decimal

import naive
import pytest
from headless import answered
from hypothesis import given, settings, strategies as st
from programs import assert_runs_alike
from runtimes import assert_decides_alike, assert_leads_alike, needs_node
from strategies import answer_sets, trees, trees_with_answers, trees_with_gaps

import triage
from triage.engine.decision import Decision, decide
from triage.engine.defaults import ordinary
from triage.engine.session import start
from triage.engine.walk import walk
from triage.language.ast import Sum, Term, Worded
from triage.language.evaluate import Context
from triage.linker.loader import builtins
from triage.lint.structure import all_parts
from triage.program.fast import Functions
from triage.program.kit import patient


def same(one, other):
    """Whether two traces are equal, the order of their questions included."""
    return one == other and [*one.asked] == [*other.asked]


def alike(quick, decision):
    """Whether two decisions are equal, what is read of one without its trace too."""
    made, trace = quick.made, decision.trace
    found = made.end, made.rank, made.advice, quick.complete
    assert found == (trace.end, trace.rank, trace.advice, decision.complete)
    assert [*quick.given] == [*decision.given]
    return quick == decision and same(quick.trace, trace)


MANY = 500 if settings.get_current_profile_name() == "random" else None
"""Mistakes on pages that wait show in one tree of hundreds."""


@settings(settings.default, max_examples=MANY or settings.default.max_examples)
@given(trees_with_answers() | trees_with_gaps())
def test_engines_decide_alike(case):
    """On every tree and all answers, complete or not, each engine returns one trace.

    A program is run from its JSON alone, and says what the person reads, too. Functions
    come to the same wherever one ends and the next begins.
    """
    tree, answers = case
    functions, chance = Functions(tree), random.Random(tree.logic)
    each_alone = Functions(tree, room=1)
    for other in [patient(tree, chance) for _ in range(12)]:
        trace = walk(tree, other)
        assert same(functions(tree, other), trace)
        assert same(each_alone(tree, other), trace)

    made, decision = decide(tree, answers, engine=naive.walk), tree.decide(answers)

    assert same(made.trace, decision.trace)
    assert same(functions(tree, decision.given), decision.trace)
    assert alike(functions.decided(answers), decision)
    assert_runs_alike(tree.program().to_dict(), decision)


EACH = 20
"""How many patients a tree has that is tried: 10,000 on new examples."""


@needs_node
@settings(settings.default, max_examples=MANY or settings.default.max_examples // 2)
@given(trees_with_gaps(), st.integers(0, 2**32))
def test_javascript_decides_and_asks_alike(case, seed):
    """The engine for browsers walks, decides, tells and refuses what the library does.

    Answers are given as JSON; the walk goes over their codes, question by question. An
    interview stands alike after each page, change, refusal and step back.
    """
    tree, answers = case
    chance = random.Random(seed)
    patients = [patient(tree, chance) for _ in range(EACH - 1)]

    assert_decides_alike(tree, [answers, *patients])
    assert_leads_alike(tree, chance)


def somebody(tree, chance):
    """Return the answers of a nearly well patient, a few of them missing."""
    answers = ordinary(tree)
    for question in chance.sample([*tree.questions.values()], len(answers) // 8):
        low, high = question.range
        number = Decimal(chance.randint(low, high)).scaleb(-question.decimals)
        keys = question.keys and chance.choice(question.keys)
        answers[question.id] = number if question.is_number else keys
    missing = chance.sample([*answers], chance.randrange(3))
    return {name: a for name, a in answers.items() if name not in missing}


@pytest.mark.parametrize("name", builtins())
def test_engines_decide_alike_on_the_built_in_trees(name):
    """On a tree as people write it, each engine returns one trace."""
    tree, chance = triage.load(name), random.Random(name)
    program, functions = tree.program().to_dict(), Functions(tree)

    for _ in range(40):
        answers = somebody(tree, chance)
        accepted = {n: tree.questions[n].accept(a) for n, a in answers.items()}
        trace = walk(tree, accepted)
        assert same(naive.walk(tree, accepted), trace)
        assert same(functions(tree, accepted), trace)
        assert_runs_alike(program, Decision.of(tree, trace, accepted))


@given(trees_with_answers(complete=True))
def test_engines_lead_interviews_alike(case):
    """Page by page, each engine asks the same and comes to the same end."""
    tree, answers = case
    one, other = tree.start(), start(tree, {}, engine=naive.walk)

    while one.asking:
        assert other.page == one.page
        page = {question.id: answers[question.id] for question in one.asking}
        one, other = one.answer(page), other.answer(page)
        assert same(other.trace, one.trace)

    assert other == one


@given(trees_with_gaps())
def test_going_on_is_walking_anew(case):
    """A walk that goes on from an earlier one is the walk from the start."""
    tree, answers = case
    session = answered(tree.start(), answers)

    assert same(session.trace, walk(tree, session.answers))


NUMBERS_AND_WORDS = Sum | Term | Worded


@given(st.data(), trees, st.integers(-1, 5))
def test_what_waits_is_judged_alike(data, tree, rank):
    """A page half answered leaves the same undecided, whatever judges it."""
    full = data.draw(answer_sets(tree, complete=True))
    asked = {name: tree.questions[name].accept(a) for name, a in full.items()}
    waiting = data.draw(st.sets(st.sampled_from(sorted(asked)), min_size=1))
    known = {name: a for name, a in asked.items() if name not in waiting}
    context = Context(tree.questions, known, waiting, rank)
    moment = naive.Moment(tree, known, waiting, rank)

    for part in all_parts(tree):
        if not isinstance(part, NUMBERS_AND_WORDS):
            assert moment.sides(part) == tree.compiled.condition(part, context)
