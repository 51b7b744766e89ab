"""The apps in `examples` do what they say."""

import asyncio
import runpy
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import triage
import triage.relay
import triage.web
from triage.base.answer import plain
from triage.engine.defaults import ordinary

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem
)
def test_an_example_is_short(path):
    """An app of reference is read in some minutes: it has at most 120 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


def test_a_clinic_calls_the_most_urgent_back_first():
    """Pages and a list of one's own stand beside each other, in two files of SQLite."""
    names = runpy.run_path(str(EXAMPLES / "clinic.py"))
    tree, client = names["TREE"], TestClient(names["site"])
    well = {name: plain(answer) for name, answer in ordinary(tree).items()}

    def ask(telephone, **answers):
        wish = {"telephone": telephone, "answers": {**well, **answers}}
        return client.post("/callbacks", json=wish)

    ask("1")
    urgent = ask("2", saddle_numbness="yes").json()
    wrong = ask("3", age="4711")
    part = client.post("/callbacks", json={"telephone": "4", "answers": {}})
    first, second = client.get("/callbacks").json()
    client.post(f"/callbacks/{first['id']}/done")

    assert urgent["urgency"] == "emergency"
    assert (first["telephone"], second["telephone"]) == ("2", "1")
    assert client.get("/callbacks").json() == [second]
    assert (wrong.status_code, part.status_code) == (422, 409)
    assert "4711" not in wrong.text
    page = client.post("/care/back_pain/start")
    assert page.status_code == 200
    assert page.url.path.startswith("/care/i/")


def test_an_assistant_sends_what_the_person_typed():
    """Whatever the model would like to send; the most urgent is shown first."""
    names = runpy.run_path(str(EXAMPLES / "assistant.py"))
    typed = iter(["perhaps", "back", "no", "/back", "no", "yes", "40"])
    shown = []

    def model(typed, told):
        name, given = names["relay"](typed, told)
        return name, {**given, "words": "no"} if name == "answer" else given

    chat = names["Chat"](model, lambda: next(typed), shown.append)
    tree = triage.loads(URGENT)
    told = asyncio.run(chat.hold(triage.relay.server([tree]), "urgent"))

    assert (told["state"], told["urgency"]) == ("decided", "emergency")
    assert shown[0].startswith("Type /back")
    assert "“perhaps” is not" in shown[2] or "can mean" in shown[2]
    assert shown[-2].startswith("Call now")
    assert [*typed] == ["40"]


def test_an_assistant_opens_a_page_of_ones_own(monkeypatch):
    """When the person likes to; else it asks in the chat."""
    names = runpy.run_path(str(EXAMPLES / "assistant.py"))
    opened, shown = [], []
    monkeypatch.setattr("webbrowser.open", opened.append)
    server = triage.relay.server(
        [triage.loads(URGENT)],
        store=triage.web.Memory(),
        pages="https://care.example",
    )

    def come_of(*typed):
        lines = iter(typed)
        chat = names["Chat"](read=lambda: next(lines), write=shown.append)
        return asyncio.run(chat.hold(server, "urgent"))["state"]

    assert come_of("yes") == "elsewhere"
    assert come_of("no", "no", "yes") == "decided"
    assert len(opened) == 1
    assert opened[0].startswith("https://care.example/r/")


URGENT = """
triage: 1
id: urgent
title: Urgent
questions:
  cough: {text: Cough?}
  choking: {text: Choking?}
recommendations:
  call: {title: Call now, urgency: emergency}
  rest: {title: Rest, urgency: self_care}
start: one
steps:
  one: {ask: cough, go: two}
  two: {ask: choking, answers: {yes: call, no: rest}}
"""
