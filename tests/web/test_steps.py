"""Interviews that only their clients keep, as tokens that nobody else can read."""

import base64
import math
import sys
import time

import pytest
from browsing import visitor
from programs_by_http import FLAGS, SECRET, Program

import triage
from triage.web.refusal import Refusal
from triage.web.seal import Seal

OTHER = "t" * 32
STEP = {"number": 1, "at": ""}


@pytest.fixture(scope="module")
def flags():
    return triage.loads(FLAGS)


@pytest.fixture
def keeper(flags):
    return Program(visitor(flags, "start", secrets=[SECRET]))


def step(program, name, state, **more):
    return program.call(name, {"token": state["token"], **more})


def test_an_interview_can_be_kept_by_its_client(keeper, flags):
    """Pages are shown, changed and recorded with a token; the server keeps nothing."""
    first = keeper.call("begin_step", {"tree": "flags"}).json()
    second = keeper.step(first, fever="no", shaking="no").json()
    twice = keeper.step({**second, "page": first["page"]}, fever="no", shaking="no")
    page = step(keeper, "page_step", second, number=1).json()
    late = keeper.step({**second, "page": first["page"]}, fever="yes", shaking="no")
    ahead = step(keeper, "page_step", second, number=3)
    end = keeper.step({**second, "page": page}, fever="no", shaking="yes").json()
    record = step(keeper, "record_step", end).json()

    assert first["interview"] == ""
    assert (second["page"]["number"], page["questions"][1]["given"]) == (2, "no")
    assert twice.json()["page"] == second["page"]
    assert (late.json()["code"], ahead.json()["code"]) == ("answered", "no_page")
    assert end["decision"]["urgency"] == "soon"
    assert triage.resume(flags, record).decision.urgency == "soon"
    assert keeper.takes("answer_step", {"token": "", **STEP, "answers": {"days": 1}})
    assert not keeper.takes("answer_step", {"token": "", **STEP, "answers": {}})


def test_a_token_tells_nothing_and_cannot_be_changed(keeper):
    """Nobody reads answers in it; what was not sealed here, or long ago, is none."""
    first = keeper.call("begin_step", {"tree": "flags", "prefill": {"days": 7}}).json()
    token, text = first["token"], '{"tree": "gone"}'
    seal = Seal.of([SECRET], 60)
    wrong = [
        *("", token[:-4], token.swapcase(), "é", Seal.of([OTHER], 60).sealed(text)),
        *(seal.sealed(text), seal.sealed('{"tree": "flags"}')),
    ]

    said = [step(keeper, "record_step", {"token": one}) for one in wrong]

    assert {one.json()["code"] for one in said} == {"gone"}
    assert "days" not in str(base64.urlsafe_b64decode(token))
    with pytest.raises(Refusal):
        seal.opened(seal.sealed(text, time.time() - 61))
    assert Seal.of([SECRET], math.inf).opened(seal.sealed(text, 0)) == text
    assert Seal.of([OTHER, SECRET], 60).opened(seal.sealed(text)) == text
    assert step(keeper, "page_step", first, number="1").json()["code"] == "malformed"


def test_a_token_fits_into_a_request(keeper, monkeypatch):
    """What would make it too long is refused; the token before goes on."""
    first = keeper.call("begin_step", {"tree": "flags"}).json()
    with monkeypatch.context() as few:
        few.setattr("triage.web.steps.MOST", len(first["token"]) - 1)
        long = keeper.step(first, fever="no", shaking="no")

    assert (long.status_code, long.json()["code"]) == (413, "too_long")
    assert keeper.step(first, fever="no", shaking="no").status_code == 200


def test_a_secret_is_long(flags):
    """What can be guessed is refused; a text is one secret."""
    with pytest.raises(triage.TriageError, match="32 characters or more"):
        triage.web.app([flags], secrets=["short"])
    assert triage.web.app([flags], secrets=SECRET)


def test_what_seals_may_not_be_installed(flags, monkeypatch):
    """Who asks for tokens without what makes them is told what to install."""
    monkeypatch.delitem(sys.modules, "triage.web.seal", raising=False)
    monkeypatch.setitem(sys.modules, "cryptography.fernet", None)

    with pytest.raises(triage.MissingExtra, match=r"triage-trees\[seal\]"):
        triage.web.app([flags], secrets=[SECRET])


def test_without_a_secret_nothing_is_sealed(flags):
    """A site that has none does not offer it."""
    program = Program(visitor(flags))

    assert "begin_step" not in program.known
    assert program.client.post("/api/steps", json={}).json()["code"] == "lost"
