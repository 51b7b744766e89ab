"""The apps in `examples` do what they say."""

import runpy
from pathlib import Path

import pytest
from starlette.testclient import TestClient

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
