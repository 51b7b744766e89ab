"""The page of a review in a real browser: read, searched, signed, and audited."""

import json
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from paging import answer, chromium, hindrances, needs_chromium, press
from reviews_for_tests import pack
from trees_for_tests import built_in

import triage.review
from triage.cli.main import main

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


def opened(context, found, folder):
    """Return a window with the page of a pack, which notes what it should not do."""
    path = folder / "review.html"
    path.write_text(found.html(), encoding="utf-8")
    page = context.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda said: page.wrong.append(said.text))
    page.goto(path.as_uri())
    return page


@pytest.fixture
def page(browser, tmp_path):
    with closing(opened(browser.new_context(), pack(), tmp_path)) as found:
        yield found
        assert found.wrong == []


@pytest.fixture(scope="module")
def long(browser, tmp_path_factory):
    found, folder = triage.review.pack("start"), tmp_path_factory.mktemp("long")
    with closing(opened(browser.new_context(), found, folder)) as page:
        yield page
        assert page.wrong == []


def test_nothing_on_the_page_hinders_anybody(page):
    """Light, dark, at every width: an audit finds nothing, and nothing sticks out."""
    assert hindrances(page) == []


def test_a_step_shows_what_leads_to_it_and_from_it(long):
    """It is chosen by keys alone, and a link goes to it whole."""
    box = long.get_by_role("button", name="2.")
    box.focus()
    long.keyboard.press("Enter")
    said = long.locator("#about").inner_text()

    assert "comes from: 1; goes on at: 3" in said
    assert long.locator("#about a").get_attribute("href") == "#sheet-2"


def test_a_word_is_found_in_the_steps(long):
    """What is typed is looked for in all that a step asks and says."""
    long.fill("#find", "breath")

    assert "boxes" in long.locator("#about").inner_text()
    faded = long.locator("#picture .dim")
    assert faded.count() > 0
    words = faded.locator("text").first
    for part in (faded.first, words):  # of which the words stay as they are
        assert part.evaluate("e => getComputedStyle(e).opacity") == "1"
    long.fill("#find", "")
    assert long.locator("#picture .dim").count() == 0


def test_the_map_is_made_larger_and_whole_again(long):
    """Buttons change what is seen of the map, and put it back."""
    whole = long.locator("#picture svg").get_attribute("viewBox")
    long.get_by_role("button", name="Larger").click()
    larger = long.locator("#picture svg").get_attribute("viewBox")
    long.get_by_role("button", name="Whole").click()
    again = long.locator("#picture svg").get_attribute("viewBox")

    assert float(larger.split()[2]) < float(whole.split()[2])
    assert [*map(float, again.split())] == [*map(float, whole.split())]


def test_on_a_phone_the_map_begins_with_a_part_that_can_be_read(browser, tmp_path):
    """It says that it is a part, and nothing of that when it is whole."""
    phone = browser.new_context(viewport={"width": 300, "height": 700})
    with closing(opened(phone, triage.review.pack("start"), tmp_path)) as page:
        svg, about = page.locator("#picture svg"), page.locator("#about")
        width = float(svg.get_attribute("viewBox").split()[2])
        assert "This is a part of the map" in about.inner_text()
        assert width == svg.evaluate("one => one.clientWidth / 0.8")
        page.get_by_role("button", name="Whole").click()
        assert about.inner_text() == ""
        assert float(svg.get_attribute("viewBox").split()[2]) > 2 * width * 0.8
        assert page.wrong == []


def test_a_link_opens_the_case_that_it_leads_to(page):
    """What is folded is unfolded where somebody goes to it."""
    page.locator('a[href="#case-drools"]').first.click()

    assert page.locator("#case-drools").get_attribute("open") is not None


def test_what_the_page_saves_is_what_sign_takes(page):
    """Filled in and saved, a review is written into the tree."""
    page.fill("#by", "Ann Ö'Neill")
    page.select_option("#decision", "approved")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a file").click()
    saved.value.save_as("saved.json")
    assert "role" not in json.loads(Path("saved.json").read_text())["review"]

    with pytest.raises(SystemExit) as left:
        main(["sign", "throat.yaml", "--from", "saved.json"])

    assert not left.value.code
    [review] = triage.load("throat.yaml").documents[0].reviews
    assert (review.by.value, review.decision.value) == ("Ann Ö'Neill", "approved")


PEOPLE = [
    {
        "walks": "no",
        "breathing": "yes",
        "respiratory_rate": 20,
        "perfusion_ok": "yes",
        "obeys": "no",
    },
    {"walks": "yes"},
    {"walks": "no", "breathing": "no", "breathing_after_airway": "no"},
]
"""People whom START sorts, each on another way; what is not asked is not said."""


@pytest.mark.parametrize("number", range(len(PEOPLE)))
def test_the_way_that_is_tried_is_the_way_that_is_decided(long, number):
    """Answers given by keys lead over the same steps and ways to the same end."""
    answers, tree = PEOPLE[number], built_in("start")
    if number:
        long.reload()
    long.get_by_role("button", name="Try it").press("Enter")
    trial = long.locator("#trial")
    press(trial, "Start")
    while long.locator("#trial form").count():
        before = long.locator("#trial h1").inner_text()
        answer(long, answers)
        long.locator("#trial h1:focus").wait_for()
        assert long.locator("#trial h1").inner_text() != before

    decision = tree.decide(answers)
    path = long.locator("triage-interview").evaluate("one => one.path")
    ways = [*decision.trace.edges]
    steps = [tree.edges[way][0].id for way in ways]
    assert path == {"steps": steps, "ways": ways, "end": decision.trace.end}
    lit = long.locator("#picture .node.taken title").all_text_contents()
    assert {*lit} == {*steps}
    arrows = long.locator("#picture .edge.taken title").all_text_contents()
    assert {*arrows} == {f"{a} → {b}" for a, b in pairwise(steps)}
    said = long.locator("#taken li").all_inner_texts()
    assert len(said) == len(steps)
    assert tree.recommendations[decision.trace.end].title in said[-1]


def test_a_link_leads_into_the_trial(browser, tmp_path):
    """Whoever comes to try it finds the questions beside the map, ready to begin."""
    with closing(opened(browser.new_context(), pack(), tmp_path)) as page:
        page.goto(f"{page.url}#trial")
        page.reload()

        assert page.evaluate("document.activeElement.id") == "trial-title"
        button = page.get_by_role("button", name="Try it")
        assert button.get_attribute("aria-expanded") == "true"
        assert page.locator("#trial [data-act=start]").first.is_visible()
        assert page.wrong == []


def test_a_trial_hinders_nobody_and_is_put_away(page):
    """It passes the audit that the page passes, and leaves the map as it was."""
    page.get_by_role("button", name="Try it").click()
    assert page.evaluate("document.activeElement.id") == "trial-title"
    assert hindrances(page) == []
    page.locator("#trial [data-act=start]").first.click()
    assert page.locator("#picture .taken").count() == 1
    assert hindrances(page) == []

    page.get_by_role("button", name="Try it").click()
    assert page.locator("#picture .taken, #picture .dim").count() == 0
    assert page.locator("#trial").is_hidden()


def test_without_scripts_all_of_it_is_read(browser, tmp_path):
    """Whoever has no JavaScript reads the same; only the form is on paper."""
    context = browser.new_context(java_script_enabled=False)
    with closing(opened(context, pack(), tmp_path)) as page:
        assert page.get_by_text("Rest", exact=True).first.is_visible()
        assert page.locator("#signature").is_hidden()
        assert page.locator("#trial").is_hidden()
        assert page.locator("table.paper").is_visible()
        page.locator("#case-drools summary").click()
        assert page.locator("#case-drools").get_by_text("Call now").is_visible()
