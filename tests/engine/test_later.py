"""Sessions and decisions in other processes, and what finds a later stage."""

import copy
import gc
import json
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from pkgutil import resolve_name

import attrs
import pytest
import workers
from trees_for_tests import ANSWERS, SORE_THROAT, built_in, throat

import triage
from triage.engine.defaults import ordinary
from triage.engine.later import BUILTIN, WHY_NOT
from triage.engine.page import Page

STARTS = sorted({"fork", "spawn"} & {*multiprocessing.get_all_start_methods()})
"""The two ways to start a process: with what is here, and with nothing."""


def elsewhere(start, do, *arguments, first=None, given=()):
    """Return what a function returns in another process.

    Args:
        start: How the process is started.
        do: The function.
        arguments: Its arguments.
        first: What is done in that process before.
        given: The arguments of that.
    """
    context = multiprocessing.get_context(start)
    pool = ProcessPoolExecutor(1, context, initializer=first, initargs=given)
    with pool:
        return pool.submit(do, *arguments).result(timeout=100)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("first", [workers.load, workers.keep], ids=["load", "send"])
def test_a_session_goes_on_in_another_process(start, first):
    """Where its tree is loaded, or was sent before, a session goes on, and returns."""
    tree = throat()
    session = tree.start({"age": 30})
    given = SORE_THROAT if first is workers.load else tree

    after, decision = elsewhere(
        start, workers.answer, session, {"drooling": "yes"}, first=first, given=(given,)
    )

    assert after == session.answer({"drooling": "yes"})
    assert after.tree is tree
    assert decision == after.decision
    assert decision.to_dict() == after.decision.to_dict()


@pytest.mark.parametrize("start", STARTS)
def test_a_built_in_tree_is_loaded_where_it_is_needed(start):
    """A session of a built-in tree needs nothing else, and calls the same number."""
    session = triage.load("back_pain", place="GB").start()

    after, decision = elsewhere(
        start, workers.answer, session, {"overdose_signs": "yes"}
    )

    assert after.tree == session.tree
    assert "999" in decision.recommendations[0].title + decision.recommendations[0].text


@pytest.mark.parametrize("name", ["throat", "nexus"], ids=["own", "changed"])
def test_a_tree_that_is_not_there_is_named(name):
    """Where the tree is not loaded, or is built-in but another, the error says so."""
    tree = triage.loads(SORE_THROAT.replace("id: throat", f"id: {name}"))

    told = elsewhere("spawn", workers.read, pickle.dumps(tree.start()))

    assert f"the tree `{name} 1.2.0` (logic {tree.logic}) is not loaded" in told
    assert "load the same file" in told


def test_an_error_in_this_process_is_the_same():
    """A session whose tree nobody holds any more is refused."""
    pickled = pickle.dumps(triage.loads(SORE_THROAT.replace("throat", "neck")).start())
    gc.collect()

    with pytest.raises(triage.TreeNotFound, match=r"`neck 1\.2\.0`"):
        pickle.loads(pickled)  # noqa: S301  our own bytes


def test_a_built_in_tree_is_loaded_once():
    """A tree at a place of its own comes back with its words, however often."""
    words = {"emergency_number": "000"}
    pickled = pickle.dumps(attrs.evolve(built_in("curb_65"), contacts=words).start())
    gc.collect()

    one, two = (pickle.loads(pickled).tree for _ in "12")  # noqa: S301  our own bytes

    assert one is two
    assert one.contacts == words


@pytest.mark.parametrize("name", ["back_pain", "curb_65", "start"])
def test_a_pickled_session_is_as_small_as_its_record(name):
    """The tree stays at home: what travels is what was answered, and of which tree."""
    tree = triage.load(name, place="GB")
    answers, session = ordinary(tree), tree.start()
    while session.page:
        session = session.answer({n: answers[n] for n in session.page.required})

    record = len(json.dumps(session.to_dict()))

    assert len(pickle.dumps(session)) < record + 300
    assert len(pickle.dumps(session.decision)) < record + 1000
    assert len(pickle.dumps(tree)) > 10 * record


@pytest.mark.parametrize(
    "read",
    [
        lambda decision: decision.trace,
        lambda decision: decision.path,
        lambda decision: decision.recommendations,
        lambda decision: Page(tuple(decision.tree.questions.values())),
    ],
    ids=["trace", "path", "recommendations", "page"],
)
def test_parts_are_values_too(read):
    """What a decision shows can be a key, copied and pickled, and is equal after."""
    part = read(throat().decide(ANSWERS | {"age": 8}))

    for again in (pickle.loads(pickle.dumps(part)), copy.deepcopy(part)):  # noqa: S301
        assert again == part
        assert {part: 1}[again] == 1


def test_what_is_frozen_is_not_copied():
    """A deep copy of a session or a decision is itself, with the same tree."""
    session = throat().start(ANSWERS)
    decision = session.decision

    assert copy.deepcopy(session) is session
    assert copy.deepcopy(decision) is decision
    assert copy.copy(session).tree is session.tree


def test_a_decision_is_a_value():
    """Decisions from the same answers are equal, and hash alike."""
    one, two = throat().decide(ANSWERS), throat().decide(ANSWERS)

    assert one == two
    assert {one: 1}[two] == 1
    assert one != throat().decide({})


@pytest.mark.parametrize("name", [WHY_NOT, BUILTIN])
def test_later_stages_are_where_they_are_said_to_be(name):
    """Each name that a value of the engine looks up stands for a function."""
    assert callable(resolve_name(name))
