"""An interview in a notebook: in a kernel, in a browser, and never in its file."""

import json
from contextlib import closing

import nbformat
import pytest
from nbclient import NotebookClient
from paging import KIND_ANSWERS, KINDS, answer, chromium, needs_chromium, press
from trees_for_tests import built_in

import triage
from triage.notebook import Widget


@pytest.fixture
def start():
    return built_in("start")


def record(tree, **answers):
    return json.loads(json.dumps(tree.start().answer(answers).to_dict()))


def send(shown, content):
    """Let a widget hear what comes from a browser."""
    data = {"method": "custom", "content": content}
    shown._handle_msg({"content": {"data": data}, "buffers": []})  # noqa: SLF001


def test_python_decides_by_what_was_answered(start):
    """What a browser sends is an interview that Python checks, and decides from."""
    shown = triage.widget(start)
    assert isinstance(shown, Widget)
    assert not shown.decision.complete

    send(shown, {"record": record(start, walks="yes")})

    assert shown.decision.urgency == start.decide({"walks": "yes"}).urgency
    assert shown.session.answers == {"walks": "yes"}
    send(shown, {"record": None})
    assert shown.session.answers == {}


@pytest.mark.parametrize(
    "content", [{"record": {"tree": "other"}}, {"record": 1}, {}, [], [1], "x", None]
)
def test_what_is_no_interview_changes_nothing(start, content):
    """A record that is damaged, or of another tree, is not taken; nor is no record."""
    shown = triage.widget(start)
    send(shown, {"record": record(start, walks="yes")})
    send(shown, content)
    assert shown.session.answers == {"walks": "yes"}


def test_no_state_of_it_has_answers(start):
    """Notebooks save the state of widgets, which is the tree alone."""
    shown = triage.widget(start)
    before = shown.get_state()
    send(shown, {"record": record(start, walks="yes")})
    assert shown.get_state() == before


def test_without_its_packages_it_says_what_to_install(start, monkeypatch):
    """Who has no anywidget is told how to get it."""
    monkeypatch.setitem(__import__("sys").modules, "triage.notebook.cell", None)
    with pytest.raises(triage.MissingExtra, match=r"triage-trees\[notebook\]"):
        triage.widget(start)


CELLS = (
    "import triage\ntree = triage.load('start')\ntree",
    "shown = triage.widget(tree)\nshown",
    "tree.decide({'walks': 'yes'})",
)


@pytest.mark.slow
def test_a_kernel_runs_a_notebook(tmp_path):
    """In a real kernel, trees show themselves, and a widget is a view to be drawn."""
    book = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, CELLS)])
    client = NotebookClient(
        book, timeout=120, resources={"metadata": {"path": tmp_path}}
    )
    client.execute()

    tree, shown, decision = (cell["outputs"][-1]["data"] for cell in book.cells)
    assert "mass casualty" in tree["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert "Minor" in decision["text/html"]


@pytest.mark.browser
@needs_chromium
def test_a_person_is_led_in_a_cell():
    """In a browser, the cell shows the element, and sends what Python goes on from."""
    tree = triage.loads(KINDS)
    shown = Widget(tree)
    with chromium() as browser, closing(browser.new_page()) as page:
        page.expose_function("heard", lambda content: send(shown, content))
        page.route(
            "**/*", lambda route: route.fulfill(body="", content_type="text/html")
        )
        page.goto("http://notebook.example/")
        page.evaluate(RENDER, [shown.get_state()["_esm"], shown.content])
        press(page, "Start")
        while page.locator("form").count():
            answer(page, KIND_ANSWERS)
            page.locator("h1:focus").wait_for()
        assert page.locator("h1:focus").inner_text().startswith("Result: ")

    assert shown.decision.complete
    assert shown.decision.urgency == tree.decide(shown.session.answers).urgency


RENDER = """async ([module, content]) => {
  const address = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  const { default: widget } = await import(address);
  const model = { get: () => content, send: (content) => heard(content) };
  widget.render({ model, el: document.body });
}"""
