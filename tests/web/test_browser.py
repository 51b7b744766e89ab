"""A real browser: whole interviews by keyboard, without scripts, in every look."""

import threading
from contextlib import closing

import pytest
import uvicorn
from paging import KIND_ANSWERS, KINDS, chromium, hindrances, needs_chromium

import triage
import triage.web
from triage.cli.serving import listening
from triage.engine.defaults import ordinary

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture(scope="module")
def tree():
    return triage.load("back_pain", place="GB")


@pytest.fixture(scope="module")
def address(tree):
    """Return where a real server listens."""
    with listening("127.0.0.1", 0) as ear:
        site = triage.web.app([tree, triage.loads(KINDS)])
        config = uvicorn.Config(site, log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [ear]})
        thread.start()
        yield f"http://127.0.0.1:{ear.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


def visit(browser, address, **look):
    """Return a page of a new window without scripts, at the first question."""
    context = browser.new_context(java_script_enabled=False, **look)
    page = context.new_page()
    page.goto(f"{address}/back_pain")
    follow(page, "Start")
    return page


def follow(page, name):
    """Press a button by keys, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).press("Enter")


def press(page, name, answer):
    """Answer one question by keys alone."""
    box = page.locator(f"#q-{name}")
    if box.get_attribute("type") == "text":
        box.focus()
        page.keyboard.type(str(answer))
    else:
        values = list(answer) or ["none"] if isinstance(answer, tuple) else [answer]
        for value in values:
            field = page.locator(f'input[name="{name}"][value="{value}"]')
            field.focus()
            page.keyboard.press("Space")


def fill(page, answers):
    """Answer a page by keys alone, and send it."""
    if page.locator('input[name="*"]').count():
        names = {x.get_attribute("name") for x in page.locator("form input").all()}
        ticked = [n for n in names if answers.get(n) == "yes"]
        for name in ticked:
            press(page, name, "yes")
        if not ticked:
            page.locator('[id="q-*"]').focus()
            page.keyboard.press("Space")
    else:
        name = page.locator('form input:not([type="hidden"])').first.get_attribute(
            "name"
        )
        press(page, name, answers[name])
    follow(page, "Continue")


PHONE, ENLARGED = {"width": 320, "height": 640}, {"width": 320, "height": 256}
LOOKS = (
    {"viewport": PHONE},
    {"viewport": ENLARGED},
    {"viewport": PHONE, "color_scheme": "dark"},
    {"viewport": PHONE, "forced_colors": "active"},
)
"""How people see pages: on a phone, four times as large, dark, in their own colours."""

ENDS = (
    {},
    {"overdose_signs": "yes"},
    {"saddle_numbness": "yes"},
    {"major_trauma": "yes"},
    {"confused": "yes"},
    {"black_stools": "yes"},
    {"fit_or_visions": "yes"},
    {"suicide_plan": "yes"},
    {"course": "worse"},
    {"sexual_change": "yes"},
)
"""What somebody answers who is well but for that: each comes to another end."""


@pytest.mark.parametrize("number", range(len(ENDS)))
def test_an_interview_is_finished_by_keyboard_without_scripts(
    browser, address, tree, number
):
    """To ten ends of `back_pain` nobody needs a mouse, JavaScript or a wide screen."""
    answers, look = {**ordinary(tree), **ENDS[number]}, LOOKS[number % len(LOOKS)]
    page = visit(browser, address, **look)

    with closing(page.context):
        while not page.url.endswith("/result"):
            fill(page, answers)
            assert not page.evaluate(
                "document.documentElement.scrollWidth > innerWidth"
            )
        first = tree.decide(answers).told[0].title
        assert first in page.locator("main").inner_text()


def test_ten_interviews_have_ten_ends(tree):
    """What is tried by keyboard is not one result ten times."""
    ends = {tree.decide({**ordinary(tree), **more}).end for more in ENDS}

    assert len(ends) == len(ENDS) == 10


def test_every_kind_of_page_can_be_used_by_everyone(browser, address):
    """No audit finds a hindrance on any kind of page, nor does one scroll sideways."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    seen = {}

    with closing(context):
        page.goto(f"{address}/kinds")
        seen["start"] = hindrances(page)
        follow(page, "Start")
        while not page.url.endswith("/result"):
            name = page.url.rpartition("/")[2]
            seen[name] = hindrances(page)
            follow(page, "Continue")
            page.wait_for_function("document.activeElement.className == 'summary'")
            assert page.title().startswith("Error: ")
            seen[f"{name} refused"] = hindrances(page)
            fill(page, KIND_ANSWERS)
        seen["result"] = hindrances(page)
        with page.expect_navigation():
            page.get_by_role("link", name="Check or change").click()
        seen["check"] = hindrances(page)
        follow(page, "Go on later")
        seen["link"] = hindrances(page)

    assert seen == {kind: [] for kind in seen}
    assert len(seen) == len(["start", "result", "check", "link"]) + 2 * 5


def test_the_way_back_of_the_browser_is_ours(browser, address):
    """Back, forward and reloading show pages, never a form to be sent again."""
    page = visit(browser, address)
    with closing(page.context):
        first = page.url
        follow(page, "Continue")  # refused
        press(page, "who", "myself")
        follow(page, "Continue")
        second = page.url
        page.go_back()
        assert page.url == first
        page.go_back()
        assert page.locator("h1").is_visible()
        page.go_forward()
        page.reload()
        assert page.url == first
        page.goto(second)
        assert page.locator("h1").is_visible()
