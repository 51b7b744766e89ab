"""The element in a page of somebody else: it shows what the server's pages do."""

import json
from contextlib import closing

import pytest
from paging import (
    HELPERS,
    KIND_ANSWERS,
    KINDS,
    answer,
    chromium,
    hindrances,
    hosted,
    needs_chromium,
    press,
)
from shown import anybody, assert_shows_the_same
from trees_for_tests import ON_THE_WAY

import triage
import triage.web
from triage.engine.defaults import ordinary
from triage.program.kit import EVERY_PART, beside

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def back_pain():
    return triage.load("back_pain", place="GB")


def element(name, **attributes):
    """Return the markup of an element for the content of a name."""
    more = "".join(f' {key}="{value}"' for key, value in attributes.items())
    known = f'id="{name}" src="{name}.json"{more}'
    return f"<triage-interview {known}>Call 111.</triage-interview>"


def begun(context, elements, trees):
    """Return a window with some elements, as soon as all of them can begin."""
    page = hosted(context, elements, trees)
    page.locator("[data-act=start]").nth(2 * len(trees) - 1).wait_for(state="attached")
    return page


@pytest.mark.parametrize(
    ("text", "people"),
    [(beside(EVERY_PART), 6), (KINDS, 3), (ON_THE_WAY, 2)],
    ids=["parts", "kinds", "urgent"],
)
def test_every_page_is_shown_as_the_server_shows_it(browser, text, people):
    """Page by page, the element has the markup of the server, but for its ids."""
    tree = triage.loads(text, name=EVERY_PART)
    context = browser.new_context(bypass_csp=True)  # for what compares markup
    with closing(context):
        page = begun(context, element("tree"), {"tree.json": tree})
        page.evaluate(
            "text => (content = JSON.parse(text))", triage.web.component(tree)
        )
        page.evaluate(HELPERS)
        for answers in filter(None, (anybody(tree, seed) for seed in range(people))):
            assert_shows_the_same(page, tree, answers)


def test_an_interview_is_finished_by_keyboard_in_a_strict_page(browser, back_pain):
    """A page that runs nothing inline, and makes no markup of text, can have it."""
    with closing(browser.new_context()) as context:
        page = begun(context, element("one"), {"one.json": back_pain})
        answers = {**ordinary(back_pain), "saddle_numbness": "yes"}
        page.evaluate(LISTEN)
        press(page, "Start")
        while page.locator("form").count():
            page.locator("#one h1:focus").wait_for()
            answer(page, answers)

        heading = page.locator("#one h1:focus").inner_text()
        assert heading.lower().startswith("go to your nearest a&e now")
        assert not page.locator("header").is_visible()
        assert page.title() == "Our clinic"
        assert page.url == "http://clinic.example/"
        *before, last = page.evaluate("told")
        assert {*before} == {'["triage-page",null]'}
        assert last == '["triage-decision",null]'
        assert page.wrong == []

        record = page.evaluate("document.querySelector('#one').record")
        session = triage.resume(back_pain, record)
        assert session.decision.urgency == "emergency"
        assert session.answers["saddle_numbness"] == "yes"


LISTEN = """() => {
  window.told = [];
  const note = ({ type, detail }) => told.push(JSON.stringify([type, detail]));
  for (const name of ["triage-page", "triage-decision", "triage-error"])
    addEventListener(name, note);
}"""


def test_two_elements_do_not_disturb_each_other(browser, back_pain):
    """Each has ids, answers and a page of its own, also if both ask the same."""
    kinds = triage.loads(KINDS)
    trees = {"one.json": kinds, "two.json": kinds, "three.json": back_pain}
    elements = "".join(element(name.removesuffix(".json")) for name in trees)
    with closing(browser.new_context()) as context:
        page = begun(context, elements, trees)
        for name in ("one", "two", "three"):
            press(page.locator(f"#{name}"), "Start")
        press(page.locator("#two"), "Continue")
        page.locator("#two .summary a").first.press("Enter")

        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(({id}) => id)")
        assert len(ids) == len({*ids})
        named = "document.activeElement.closest('triage-interview').id"
        assert page.evaluate(named) == "two"
        page.locator("#one").get_by_label("Cough?").check()
        assert not page.locator("#two").get_by_label("Cough?").is_checked()
        press(page.locator("#one"), "Continue")
        assert page.locator("#one .summary").count() == 0
        assert page.locator("#two .summary").count() == 1
        assert page.locator("#summary").inner_text() == "Welcome"
        assert page.wrong == []


def test_every_kind_of_page_can_be_used_by_everyone_in_foreign_style(browser):
    """No audit finds a hindrance on any kind of page, nor does one scroll sideways."""
    tree, seen = triage.loads(KINDS), {}
    context = browser.new_context(bypass_csp=True)  # for the audit
    with closing(context):
        page = begun(context, element("one"), {"one.json": tree})
        seen["start"] = hindrances(page)
        press(page, "Start")
        while page.locator("form").count():
            seen[f"{len(seen)}"] = hindrances(page)
            press(page, "Continue")
            page.locator(".summary:focus").wait_for()
            seen[f"{len(seen)} refused"] = hindrances(page)
            answer(page, KIND_ANSWERS)
            page.locator("h1:focus").wait_for()
        seen["result"] = hindrances(page)
        page.get_by_role("link", name="Check or change").click()
        seen["check"] = hindrances(page)

    assert seen == {kind: [] for kind in seen}
    assert len(seen) == len(["start", "result", "check"]) + 2 * 5


def test_what_stands_in_it_is_shown_where_nothing_can_be_asked(browser):
    """Without questions its own words stay, and the page is told why."""
    with closing(browser.new_context()) as context:
        page = hosted(context, element("none"), {})
        page.evaluate(LISTEN)
        for source in ("other.json", "triage-interview.js", "host.css"):
            before = page.evaluate("told.length")
            change = f"document.querySelector('#none').setAttribute('src', '{source}')"
            page.evaluate(change)
            page.wait_for_function("length => told.length > length", arg=before)
        assert page.locator("#none").inner_text() == "Call 111."
        assert {one[:15] for one in page.evaluate("told")} == {'["triage-error"'}


def test_language_and_place_choose_the_content(browser, back_pain):
    """`place` is a part of the name of the file, and can change."""
    trees = {
        "one.GB.json": back_pain,
        "one.US.json": triage.load("back_pain", place="US"),
    }
    with closing(browser.new_context()) as context:
        page = hosted(context, element("one", place="GB"), trees)
        page.locator('#one a[href="tel:999"]').wait_for()
        page.evaluate("document.querySelector('#one').setAttribute('place', 'US')")
        page.locator('#one a[href="tel:911"]').wait_for()


def test_ordinary_style_of_a_page_neither_hides_nor_moves_anything(browser, back_pain):
    """Colour, place and look of what is inside are its own, whatever tags are given."""
    with closing(browser.new_context()) as context:
        page = begun(context, element("one"), {"one.json": back_pain})
        page.evaluate(
            """() => {
          const own = new CSSStyleSheet();
          own.replaceSync(`p, h1, h2, label, a { color: #eee; opacity: .1 }
            header, footer { position: fixed; float: left }
            input { appearance: none }`);
          document.adoptedStyleSheets = [own, ...document.adoptedStyleSheets];
        }"""
        )
        style = "(node, name) => getComputedStyle(node)[name]"
        call = page.locator("#one .emergency")
        ink = page.locator("#one").evaluate(style, "color")
        assert call.evaluate(style, "color") == ink
        assert call.evaluate(style, "opacity") == "1"
        assert page.locator("#one header").evaluate(style, "position") == "static"
        press(page, "Start")
        box = page.locator("#one form input:not([type=hidden])").first
        assert box.evaluate(style, "appearance") != "none"


def test_questions_for_elsewhere_go_where_there_are_none(browser, back_pain):
    """Its own words come back with a place that has no file, and without `src`."""
    missing = "one => one.setAttribute('place', 'US')"
    with closing(browser.new_context()) as context:
        page = begun(context, element("one"), {"one.json": back_pain})
        one = page.locator("#one")
        page.evaluate(LISTEN)
        for length in (1, 2):  # and it is asked for again
            one.evaluate(missing)
            page.wait_for_function("length => told.length === length", arg=length)
            assert one.inner_text() == "Call 111."
        one.evaluate("one => one.removeAttribute('place')")
        one.locator("[data-act=start]").first.wait_for(state="attached")
        one.evaluate("one => one.removeAttribute('src')")
        assert one.inner_text() == "Call 111."
        assert page.evaluate("told.length") == 2
        assert page.wrong == []


def test_nothing_is_said_of_what_is_wanted_no_more(browser, back_pain):
    """An address that failed after another was asked for is no error."""
    with closing(browser.new_context()) as context:
        page = begun(context, element("one"), {"one.json": back_pain})
        page.evaluate(LISTEN)
        change = "one.setAttribute('place', 'US'); one.removeAttribute('place')"
        page.locator("#one").evaluate(f"one => {{ {change} }}")
        page.locator("#one [data-act=start]").first.wait_for(state="attached")
        page.evaluate("fetch('one.US.json')")
        assert page.evaluate("told") == []


@pytest.mark.parametrize("part", ["start", "page", "ticklist", "ready"])
def test_markup_that_lacks_parts_is_an_error_that_is_told(browser, back_pain, part):
    """Nothing is replaced by what is not whole, and the page is told why."""
    content = json.loads(triage.web.component(back_pain))
    if part == "ready":
        content["markup"]["start"] = [["section", {}, ["div", {"class": "main"}]]]
    else:
        del content["markup"][part]
    with closing(browser.new_context()) as context:
        page = hosted(context, element("one"), {})
        page.evaluate(LISTEN)
        page.route("**/half.json", lambda route: route.fulfill(json=content))
        page.locator("#one").evaluate("one => one.setAttribute('src', 'half.json')")
        page.wait_for_function("() => told.some((one) => one.includes('markup'))")
        assert page.locator("#one").inner_text() == "Call 111."
        assert page.wrong == []
