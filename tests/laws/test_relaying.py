"""The law of the tools for language models: whatever is sent, only answers count."""

from random import Random

import pytest
from hypothesis import given, settings, strategies as st
from relaying import Model, typed
from strategies import ticked_trees, trees

from triage.base.exceptions import AnswerError
from triage.engine.page import Page
from triage.program.patients import random_answer
from triage.relay.relay import Held, Relay
from triage.relay.telling import name_of
from triage.terminal.prompt import Unclear, reply
from triage.web import Memory

NONSENSE = (
    *("", "yes", "no", "0", "1", "1 2", "2?", "none", "not sure", "perhaps", "-1"),
    *("99999999", "38,5", "2026-02-30", "\N{UNICORN FACE}", "yes\u202e", "y" * 2_000),
)


def said(page: Page, words: str) -> dict:
    """Return what a reply to a page means; nothing where it means nothing."""
    try:
        return reply(page, words)
    except Unclear:
        return {}


def sent(held: Held, state: dict, random: Random) -> dict:
    """Return the arguments of an answer: right, or wrong in some way."""
    pages = held.pages
    page = random.choice(pages[-2:]) if pages else None
    given = {"interview": held.secret, "at": "", "question": "*review", "words": "yes"}
    if page is not None:
        tree = held.session.tree
        answers = {n: random_answer(q, random) for n, q in tree.questions.items()}
        words = typed(page, answers) if random.random() < 0.8 else None
        given |= {"at": page.at, "question": name_of(page)}
        given["words"] = random.choice(NONSENSE) if words is None else words
    if random.random() < 0.3:
        names = ("*", "*review", "nothing", *held.session.tree.questions)
        other = {
            "at": random.choice((state.get("at", ""), "0" * 16, held.session.at)),
            "question": random.choice(names),
            "words": random.choice(NONSENSE),
        }
        wrong = random.choice([*other])
        given[wrong] = other[wrong]
    return given


@settings(max_examples=settings.default.max_examples // 2)
@given(st.one_of(trees, ticked_trees), st.integers(0, 2**32))
def test_only_replies_to_what_was_asked_count(tree, seed):
    """A random model leaves no answer that it did not pass on to its own page.

    What is refused changes nothing, and what is decided is what the tree decides.
    """
    random, model = Random(seed), Model(Relay({tree.id: tree}, Memory()))
    told, heard = model.start(tree.id), set()
    secret, state = told["interview"], told
    for _ in range(30):
        held = model.relay.find(secret)
        match random.randrange(12):
            case 0:
                told = model("back", interview=secret, at=state.get("at", ""))
            case 1:
                told = model("page", interview=secret, number=random.randrange(4))
            case 2:
                told = model("decision", interview=secret)
            case _:
                given = sent(held, state, random)
                for page in held.pages:
                    if page.at == given["at"] and name_of(page) == given["question"]:
                        heard |= said(page, given["words"]).items()
                told = model("answer", **given)
        session = model.relay.find(secret).session
        assert told.get("refused") != "busy"
        if "refused" in told:
            assert (session, "message" in told) == (held.session, True)
        assert {*session.answers.items()} <= heard
        if told.get("state") == "decided":
            decision = tree.decide(session.answers)
            assert told["urgency"] == decision.urgency
            assert {*told["advice"]} == {x.id for x in decision.recommendations}
        state = told


@settings(max_examples=settings.default.max_examples // 2)
@given(st.one_of(trees, ticked_trees), st.integers(0, 2**32))
def test_whoever_relays_with_care_comes_to_what_the_tree_decides(tree, seed):
    """What people type to each page in turn is taken, as far as it goes together."""
    random, model = Random(seed), Model(Relay({tree.id: tree}, Memory()))
    answers = {n: random_answer(q, random) for n, q in tree.questions.items()}
    told = model.start(tree.id)
    while told["state"] == "asking" and "refused" not in told:
        told = model.reply(told, typed(model.session(told).page, answers))
    if told["state"] == "review":
        told = model.reply(told, "yes")

    if told.get("refused") == "contradiction":
        with pytest.raises(AnswerError):
            tree.decide(answers)
        return
    decision = tree.decide(answers)
    assert told["urgency"] == decision.urgency
    assert {*told["advice"]} == {x.id for x in decision.recommendations}
