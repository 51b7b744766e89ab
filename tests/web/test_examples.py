"""The apps in `examples` do what they say."""

import asyncio
import csv
import json
import os
import re
import runpy
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from browsing import Form
from serving import served
from trees_for_tests import built_in
from werkzeug.serving import make_server

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


@contextmanager
def visiting(address):
    """Visit a server that listens, as a browser does."""
    where = {"base_url": f"http://{address}", "follow_redirects": True}
    with httpx2.Client(**where) as client:
        yield client


def test_a_clinic_calls_the_most_urgent_back_first():
    """Pages and a list of one's own stand beside each other, in two files of SQLite."""
    names = runpy.run_path(str(EXAMPLES / "clinic.py"))
    with served(names["site"]) as address, visiting(address) as client:
        is_run_by_urgency(client, names["TREE"])


def is_run_by_urgency(client, tree):
    """See who is called back first, what is refused, and that pages are there."""
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


def test_a_clinic_tells_an_emergency_first_whatever_else_is_wrong():
    """The call comes before warnings; it is kept where a value is wrong or missing."""
    names = runpy.run_path(str(EXAMPLES / "clinic.py"))
    signs = {"who": "myself", "overdose_signs": "yes"}
    with served(names["site"]) as address, visiting(address) as client:
        whole, wrong, part = (
            client.post("/callbacks", json={"telephone": "1", "answers": answers})
            for answers in (
                signs,
                {**signs, "age": 999},
                {"major_trauma": "unsure", "overdose_signs": "yes", "who": "???"},
            )
        )
        kept = client.get("/callbacks").json()

    for answer in (whole, wrong, part):
        assert answer.status_code == 201
        assert answer.json()["urgency"] == "emergency"
        first, *more = answer.json()["tell_them_now"]
        assert first.startswith("Call 999 now")
        assert any("naloxone" in title for title in more)
    assert wrong.json()["problems"][0]["questions"] == ["age"]
    assert "999" not in json.dumps(wrong.json()["problems"])
    assert [one["advice"] for one in kept] == [first] * 3


@contextmanager
def run(*words, **more):
    """Run an example in a process of its own, and yield where it listens."""
    server = [sys.executable, "-m", "uvicorn", *words, "--port", "0", "--app-dir"]
    with subprocess.Popen(
        [*server, EXAMPLES],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **more},
    ) as process:
        try:
            said = (re.search(r"running on http://(\S+)", x) for x in process.stderr)
            yield next(filter(None, said))[1]
        finally:
            process.kill()


@pytest.mark.slow
def test_a_desk_asks_by_the_forms_of_django(tmp_path):
    """Whoever answers is told what the tree decides, and nobody else sees it."""
    tree = triage.load("back_pain", place="GB")
    well = {name: plain(answer) for name, answer in ordinary(tree).items()}
    numb = {**well, "saddle_numbness": "yes"}
    made = run("desk:site", DJANGO_SECRET="s" * 50, SESSIONS=str(tmp_path))
    with made as address, visiting(address) as one, visiting(address) as other:
        refused = filled(one, {**well, "age": "4711"}, until="4711")
        assert "Enter a whole number" in refused.text or "120" in refused.text
        assert "Care at home" in filled(one, well).text
        assert "A&amp;E" in filled(other, numb).text
        assert "<h1>Care at home</h1>" in one.get("/").text
        gone = Form(one.get("/").text).held
        assert "Who has the pain?" in one.post("/delete", data=gone).text
        assert one.post("/delete").status_code == 403
        assert "A&amp;E" in other.get("/").text


def filled(client, answers, until="<h1>"):
    """Return the page to which answers lead, form by form."""
    page, before = client.get("/"), ""
    while until not in page.text:
        assert page.text != before
        before, form = page.text, Form(page.text)
        asked = {**form.offered, **dict.fromkeys(form.texts)}
        said = {name: answers[name] or "none" for name in asked}
        page = client.post("/", data={**form.held, **said})
        assert "errorlist" not in page.text or until in page.text, page.text
    return page


def test_a_ward_works_a_score_out_and_draws_how():
    """What is missing is asked for, and what is wrong is told with what can be."""
    site = runpy.run_path(str(EXAMPLES / "ward.py"))["site"]
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    values = {"confusion": "yes", "urea": "9.1", "respiratory_rate": "32"}
    values |= {"systolic": "85", "diastolic": "60", "age": "80"}
    with visiting(f"127.0.0.1:{server.server_port}") as client:
        whole = client.post("/", data=values)
        calm = {"urea": "5", "respiratory_rate": "16", "systolic": "120", "age": ""}
        part = client.post("/", data={**values, **calm, "diastolic": "80"})
        wrong = client.post("/", data={**values, "age": "4711"})
        page = client.post("/ask/curb_65/start")
    server.shutdown()
    server.server_close()
    thread.join()

    assert "<li>score: 5</li>" in whole.text
    assert "<svg" in whole.text
    assert whole.headers["cache-control"] == "no-store"
    assert part.text.count("is needed") == 1
    assert "<svg" not in part.text
    assert "from 0 to 120" in wrong.text
    assert page.url.path.startswith("/ask/i/")


def test_a_night_calls_the_most_urgent_and_whoever_is_not_decided(capsys):
    """A value that is missing is nobody's "no", and no row is lost."""
    job = runpy.run_path(str(EXAMPLES / "night.py"))["main"]
    Path("people.csv").write_text(
        "name,confusion,urea,respiratory_rate,systolic,diastolic,age\n"
        "A,no,5,16,120,80,40\nB,yes,9.1,32,85,60,80\nC,,6.5,18,125,75,71\n"
    )

    assert job("people.csv", "decided.csv", "calls.csv") == 0
    with Path("calls.csv").open() as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["C", "B"]
    about = json.loads(Path("decided.csv.json").read_text())
    assert about["logic"] == built_in("curb_65").logic
    assert capsys.readouterr().out == "3 rows, 0 refused, 2 to call\n"


def test_a_night_says_before_it_decides_where_it_cannot_write():
    """A folder that is not there is said before all the work, and not after it."""
    job = runpy.run_path(str(EXAMPLES / "night.py"))["main"]
    Path("people.csv").write_text("confusion\nno\n")

    for calls in ("nowhere/calls.csv", "."):
        with pytest.raises(triage.TriageError, match="in a folder that is there"):
            job("people.csv", "decided.csv", calls)
    assert not Path("decided.csv").exists()


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
