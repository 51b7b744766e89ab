"""One file in a real browser: it decides, asks and shows what the server's pages do."""

import json
from contextlib import closing
from pathlib import Path

import headless
import pytest
import serving
from hypothesis import HealthCheck, given, settings
from paging import (
    KIND_ANSWERS,
    KINDS,
    answer,
    chromium,
    hindrances,
    needs_chromium,
    opened,
    press,
    walked,
)
from pseudo import in_marks, unmarked
from shown import anybody, assert_shows_the_same, sayable
from trees_for_tests import ON_THE_WAY

import triage
import triage.web
from tests.support.strategies import trees_with_answers
from triage.base.answer import plain
from triage.engine.defaults import ordinary
from triage.program.kit import EVERY_PART, beside

TREES = Path(__file__).parents[1] / "trees"

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def urgent():
    return triage.loads(ON_THE_WAY, place="GB")


@pytest.fixture(scope="module")
def address(urgent):
    with serving.served(triage.web.app([urgent])) as found:
        yield f"http://{found}"


@pytest.fixture(scope="module")
def context(browser):
    """A browser for which every other site is there, and empty: none is asked."""
    made = browser.new_context()
    made.route("https://example.org/**", lambda asked: asked.fulfill(body="elsewhere"))
    return made


@pytest.fixture(scope="module")
def back_pain():
    return triage.load("back_pain", place="GB")


@pytest.fixture
def file(context, back_pain, tmp_path):
    with closing(opened(context, back_pain, tmp_path)) as found:
        yield found
        assert found.wrong == []


@pytest.mark.parametrize(
    ("text", "people"),
    [(beside(EVERY_PART), 24), (KINDS, 6), (ON_THE_WAY, 4)],
    ids=["parts", "kinds", "urgent"],
)
def test_every_part_of_a_tree_is_shown_as_the_server_shows_it(
    context, tmp_path, text, people
):
    """All kinds of questions, texts, values and titles, with marks, lists and holes."""
    tree = triage.loads(text, name=EVERY_PART)
    page = opened(context, tree, tmp_path)
    with closing(page):
        for answers in filter(None, (anybody(tree, seed) for seed in range(people))):
            assert_shows_the_same(page, tree, answers)


@pytest.mark.parametrize("name", ["talk/every_prompt.yaml", "good/sore_throat.yaml"])
def test_no_text_of_a_file_is_in_another_language(context, tmp_path, name):
    """It says what the server says, of which a law is that it is all translated."""
    tree = in_marks(TREES / name)
    page = opened(context, tree, tmp_path)
    with closing(page):
        assert page.locator("html").get_attribute("lang") == tree.language
        for seed in range(3):
            assert_shows_the_same(page, tree, anybody(tree, seed))
        page.reload()
        press(page, "«Start»")
        press(page, "«Continue»")
        assert unmarked(tree, page.locator("body").inner_text()) == []


@settings(
    max_examples=max(5, settings.default.max_examples // 2),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(trees_with_answers(complete=True))
def test_a_file_decides_and_shows_what_the_server_does(context, tmp_path, case):
    """Of random trees, each screen is the same, and so is what comes of it."""
    tree, answers = case
    page = opened(context, tree, tmp_path)
    with closing(page):
        assert_shows_the_same(page, tree, sayable(tree, answers))


def test_the_file_of_back_pain_asks_and_decides_for_many_people(
    file, back_pain, pytestconfig
):
    """People at random are asked the pages that a session asks, and told the same.

    So many as `--interviews` says; Python goes on from what the file saves of them.
    """
    seeds = range(pytestconfig.getoption("interviews"))
    people = [*filter(None, (anybody(back_pain, seed) for seed in seeds))]
    for group in batched(people, 50):
        plainly = [{n: plain(answer) for n, answer in one.items()} for one in group]
        made = file.evaluate("people => walkAll(people)", plainly)

        assert file.wrong == []
        for answers, record in zip(group, made, strict=True):
            session = headless.answered(back_pain.start(), answers)
            kept = triage.resume(back_pain, record).to_dict()
            told = [item.id for item in back_pain.decide(answers).recommendations]
            assert kept == session.to_dict()
            assert [record[key] for key in DECIDED] == [kept[key] for key in DECIDED]
            assert record["advice"] == told
    assert len(people) > len(seeds) / 2


DECIDED = ("pages", "urgency", "end", "advice")
"""What a record says of an interview, whoever made it."""


def batched(things, count):
    """Return some things in groups."""
    return [things[n : n + count] for n in range(0, len(things), count)]


def fill(page, answers):
    """Answer a page by keys alone, and send it."""
    before = page.url
    answer(page, answers)
    assert page.url != before
    page.locator("h1:focus").wait_for()


ENDS = {
    "well": ({}, "Result: Care at home"),
    "numb": ({"saddle_numbness": "yes"}, "Go to your nearest A&E now"),
    "overdose": ({"overdose_signs": "yes"}, "Call 999"),
}


@pytest.mark.parametrize("name", ENDS)
def test_an_interview_is_finished_by_keyboard(file, back_pain, name):
    """Nobody needs a mouse, and what is new is where the focus is."""
    more, heading = ENDS[name]
    answers = {**ordinary(back_pain), **more}
    press(file, "Start")

    while not file.url.endswith("/result"):
        file.locator("h1:focus").wait_for()
        fill(file, answers)

    assert heading in file.locator("h1:focus").inner_text()
    assert file.title().startswith("Result: ")
    is_worst = name != "well"
    assert file.locator("header").is_visible() != is_worst
    assert file.locator('main a[href="tel:999"]').is_visible() == is_worst


def test_every_kind_of_page_can_be_used_by_everyone(browser, tmp_path):
    """No audit finds a hindrance on any kind of page, nor does one scroll sideways."""
    context = browser.new_context(bypass_csp=True)
    page = opened(context, triage.loads(KINDS), tmp_path)
    seen = {}

    with closing(context):
        seen["start"] = hindrances(page)
        press(page, "Start")
        while not page.url.endswith("/result"):
            name = page.url.rpartition("/")[2]
            seen[name] = hindrances(page)
            press(page, "Continue")
            page.wait_for_function("document.activeElement.className == 'summary'")
            assert page.title().startswith("Error: ")
            seen[f"{name} refused"] = hindrances(page)
            page.locator(".summary a").first.press("Enter")
            focus = "document.activeElement.closest('form') !== null"
            assert page.evaluate(focus)
            fill(page, KIND_ANSWERS)
        seen["result"] = hindrances(page)
        page.get_by_role("link", name="Check or change").click()
        seen["check"] = hindrances(page)
        press(page, "Delete")
        seen["deleted"] = hindrances(page)

    assert seen == {kind: [] for kind in seen}
    assert len(seen) == len(["start", "result", "check", "deleted"]) + 2 * 5


def test_an_answer_can_be_changed_kept_taken_up_and_deleted(file, back_pain, tmp_path):
    """Back is the browser's; what a person saves goes on here, and in Python."""
    press(file, "Start")
    for _ in range(3):
        fill(file, ordinary(back_pain))
    assert file.url.endswith("#/4")
    file.go_back()
    assert file.locator("input:checked, input[type=text]").count() == 1
    file.go_forward()

    file.get_by_role("link", name="or stop here").click()
    assert "Not decided yet." in file.locator(".sofar").inner_text()
    with file.expect_download() as kept:
        press(file, "Save")
    record = json.loads(kept.value.path().read_text(encoding="utf-8"))
    session = triage.resume(back_pain, record)
    assert [*session.answers] == [*record["pages"][0], *record["pages"][1], "age"]

    file.get_by_role("link", name="Change").first.click()
    file.locator("input[value=child]").check()
    press(file, "Continue")
    assert file.url.endswith("#/4")
    press(file, "Continue")  # refused: nothing is chosen
    file.get_by_role("link", name="or stop here").click()
    assert "My child" in file.locator("dl").inner_text()
    press(file, "Delete")
    assert file.locator("h1").inner_text() == "Your answers are deleted"
    file.go_back()
    assert file.get_by_role("button", name="Start", exact=True).is_visible()

    for text, said in (("{", "No answers"), (json.dumps({"format": 1}), "No answers")):
        (tmp_path / "other.json").write_text(text)
        file.set_input_files("#open", tmp_path / "other.json")
        file.locator("#refused").get_by_text(said).wait_for()
    (tmp_path / "kept.json").write_text(json.dumps(record))
    file.set_input_files("#open", tmp_path / "kept.json")
    file.wait_for_url("**#/4")


def test_an_answer_that_becomes_an_emergency_is_told_at_once(file, back_pain):
    """Who changes an answer is not led past what is most urgent."""
    walked(file, {n: plain(a) for n, a in ordinary(back_pain).items()})
    file.get_by_role("link", name="Check or change").click()
    file.get_by_role("link", name="Change").nth(1).click()
    file.locator("input[value=yes]").check()

    press(file, "Continue")

    file.wait_for_url("**#/result")
    assert "Call 999" in file.locator("h1").inner_text()
    file.get_by_role("link", name="Check or change").click()
    file.get_by_role("link", name="Change").nth(1).click()
    file.locator("input[value=no]").check()
    press(file, "Continue")
    file.wait_for_url("**#/check")  # it was a slip, and nothing is lost
    links = file.locator("dl a").evaluate_all("all => all.map((a) => a.hash)")
    numbers = {link.partition("?")[0] for link in links}
    assert len(numbers) > len(ENDS)
    for number in numbers:
        file.evaluate("to => { location.hash = to; }", number)
        file.locator("form h1:focus").wait_for()
        assert file.url.endswith(number)
    file.evaluate("location.hash = '#/result'")
    file.get_by_role("heading", name="Result: Care at home").wait_for()


NEIGHBOURS = """
triage: 1
id: neighbours
title: Neighbours
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no}
  c: {text: C?, type: yes_no}
  d: {text: D?, type: yes_no}
  note: {text: Note?, type: text}
recommendations:
  call:
    title: "Call $emergency_number"
    text: "[More](https://example.org)."
    urgency: emergency
  stay: {title: Stay, text: "[More](https://example.org).", urgency: self_care}
start: one
steps:
  one: {checklist: [a, b], go: two}
  two: {checklist: [c, d], branches: [{when: c or d, go: call}, {go: three}]}
  three: {ask: note, go: stay}
"""


@pytest.fixture
def neighbours(context, tmp_path):
    tree = triage.loads(NEIGHBOURS, place="GB")
    with closing(opened(context, tree, tmp_path)) as found:
        press(found, "Start")
        yield found


TWICE = {
    "in one task": """() => {
        document.getElementById("q-*").click();
        const button = document.querySelector("form button");
        button.click(); button.click();
    }""",
    "a double click": """() => {
        document.getElementById("q-*").click();
        const more = { bubbles: true, cancelable: true };
        for (const detail of [1, 2])
            document.querySelector("form button")
                .dispatchEvent(new MouseEvent("click", { detail, ...more }));
    }""",
}


@pytest.mark.parametrize("way", TWICE)
def test_a_page_that_is_sent_twice_counts_once(neighbours, way):
    """The next list, whose fields have the same names, is neither sent nor refused."""
    neighbours.evaluate(TWICE[way])

    assert neighbours.url.endswith("#/2")
    assert "C?" in neighbours.locator("main").inner_text()
    assert neighbours.locator("input:checked, .summary").count() == 0
    neighbours.wait_for_timeout(50)  # whatever comes of it later
    assert neighbours.url.endswith("#/2")
    assert neighbours.locator("input:checked, .summary").count() == 0


def test_a_hand_that_shakes_does_not_answer_the_next_page(
    browser, address, urgent, tmp_path
):
    """Two quick taps send one page, and not the next, which may be left blank.

    So it is in a file, and on the pages of a server, which run no script. Time goes
    slowly, as a machine may be slower than a hand.
    """
    file = tmp_path / "file.html"
    file.write_text(triage.web.export(urgent), encoding="utf-8")
    for start in (file.as_uri(), f"{address}/{urgent.id}"):
        with closing(browser.new_context(has_touch=True)) as context:
            page = context.new_page()
            time = context.new_cdp_session(page)
            page.goto(start)
            press(page, "Start")
            page.locator("input[value=no]").tap()
            time.send("Animation.enable")
            time.send("Animation.setPlaybackRate", {"playbackRate": 0.01})
            tap(page)
            page.wait_for_url("**/2")
            tap(page)
            page.wait_for_timeout(100)
            assert page.url.endswith("/2")
            time.send("Animation.setPlaybackRate", {"playbackRate": 100})
            page.get_by_role("button", name="Continue").tap()
            page.wait_for_url("**/3")


def tap(page):
    """Tap on Continue at once, whether it can be tapped or not."""
    button = page.get_by_role("button", name="Continue")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    page.touchscreen.tap(box["x"] + 9, box["y"] + 9)


def test_what_is_most_urgent_is_read_first(browser, urgent, tmp_path):
    """On the page that comes next, above what it asks; nobody is hindered by it."""
    page = opened(browser.new_context(bypass_csp=True), urgent, tmp_path)
    with closing(page.context):
        press(page, "Start")
        page.locator("input[value=yes]").check()
        press(page, "Continue")

        assert page.locator(".urgent:focus").count() == 1
        assert page.locator(".urgent .tel").inner_text() == "Call 999"
        assert hindrances(page) == []


def test_a_key_that_is_pressed_twice_counts_once(neighbours):
    """Enter on a field sends its page, and not the next one."""
    box = neighbours.locator('[id="q-*"]')
    box.check()
    box.focus()
    for _ in range(3):
        neighbours.keyboard.press("Enter")

    assert neighbours.url.endswith("#/2")
    assert neighbours.locator("input:checked, .summary").count() == 0


def test_a_form_answers_the_page_that_it_was_read_on(neighbours):
    """Also where the address is that of another page by now."""
    neighbours.locator('[id="q-*"]').check()
    press(neighbours, "Continue")
    neighbours.evaluate(
        """() => {
            document.getElementById("q-*").click();
            location.hash = "#/1";
            document.querySelector("form button").click();
        }"""
    )

    assert neighbours.url.endswith("#/3")


def answered(page, *, worst):
    """Answer the pages of a tree of neighbours."""
    page.locator('[id="q-*"]').check()
    press(page, "Continue")
    page.locator('[id="q-c"]' if worst else '[id="q-*"]').check()
    press(page, "Continue")
    if not worst:
        press(page, "Continue")
    assert page.url.endswith("#/result")


def test_who_is_to_call_sees_the_link_at_once(neighbours):
    """It is on the first screen of a small phone, right below what it is about."""
    neighbours.set_viewport_size({"width": 320, "height": 480})
    link = neighbours.locator("header").get_by_role("link", name="999")
    assert link.get_attribute("href") == "tel:999"

    answered(neighbours, worst=True)

    box = neighbours.get_by_role("link", name="Call 999").bounding_box()
    assert box["y"] + box["height"] < 240
    assert neighbours.locator("h1 + p a.tel").count() == 1


ASKED = "!dispatchEvent(new Event('beforeunload', { cancelable: true }))"


def test_a_call_leaves_answers_where_they_are(neighbours):
    """A browser asks nobody who is on the way to call for help."""
    answered(neighbours, worst=True)
    assert neighbours.evaluate(ASKED)

    called = f"() => {{ document.querySelector('.tel').click(); return {ASKED}; }}"

    assert not neighbours.evaluate(called)
    assert neighbours.get_by_role("link", name="Call 999").is_visible()


def test_answers_are_not_lost_unawares(neighbours):
    """A browser asks before they are, and a link leaves them where they are."""
    for of in (False, True):
        answered(neighbours, worst=of)
        assert neighbours.evaluate(ASKED)
        with neighbours.expect_popup() as other:
            neighbours.get_by_role("link", name="More").click()
        other.value.close()
        with neighbours.expect_download():
            neighbours.evaluate("document.querySelector('[data-act=save]').click()")
        assert not neighbours.evaluate(ASKED)
        neighbours.reload()
        said = neighbours.locator("#refused:focus").inner_text()
        assert said.startswith("There are no answers in this window now.")
        assert said.endswith("If you were told to call 999, call now.")
        press(neighbours, "Start")
        neighbours.evaluate("location.hash = '#/'")
        neighbours.locator("#fresh").wait_for()
        assert not neighbours.locator("#refused").is_visible()
        assert neighbours.title() == "Neighbours"
        press(neighbours, "Start")


def test_a_character_that_nobody_sees_is_named_as_what_is_wrong(neighbours):
    """Who pasted it is not told that the text is too long."""
    for _ in range(2):
        neighbours.locator('[id="q-*"]').check()
        press(neighbours, "Continue")
    neighbours.locator("input").fill("good\u202eevil")
    press(neighbours, "Continue")

    assert "Some characters" in neighbours.locator(".summary").inner_text()


def test_nothing_can_be_pressed_in_vain_without_scripts(browser, tmp_path):
    """Beside the word that it needs JavaScript, there is no button."""
    path = tmp_path / "page.html"
    path.write_text(triage.web.export(triage.loads(KINDS)), encoding="utf-8")
    with closing(browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(path.as_uri())

        assert page.locator("button:visible, input:visible").count() == 0


OVER = KINDS.replace(
    "id: kinds", "id: over\nvalid: {from: 2020-01-01, until: 2020-12-31}"
).replace("max: 2030-01-01", "max: today")


def test_questions_that_are_out_of_date_are_not_asked(context, tmp_path):
    """Who opens an old file is told so, and nothing is decided."""
    page = opened(context, triage.loads(OVER), tmp_path)
    with closing(page):
        press(page, "Start")
        page.locator("#refused:focus").get_by_text("out of date").wait_for()
        assert page.locator("form").count() == 0
        assert page.wrong == []


HOSTILE = """
triage: 1
id: hostile
title: Flags <img src=x onerror=alert(1)> </script><script>alert(2)</script>
questions:
  note: {text: "N <b>?", help: "*{who else <i>}* \\\\<u>", type: text, lines: true}
  who: {text: "{note else ?} <b>?", options: {a: "<script>alert(3)</script>", b: "-->"}}
  days: {text: Days?, type: integer, min: 0, max: 9}
recommendations:
  go: {title: "{note else ?}", text: "- *{note else ?}* <!-- \\\\<b>", urgency: routine}
start: one
steps: {one: {ask: [note, who, days], go: go}}
"""


def test_hostile_texts_and_answers_are_shown_and_not_run(context, tmp_path):
    """Neither a tree nor a person puts a tag into the page, whatever they write."""
    page = opened(context, triage.loads(HOSTILE), tmp_path)
    note = "<img src=x onerror=alert(4)> \\ue000words\\ue001 {0} javascript:alert(5)"
    with closing(page):
        press(page, "Start")
        page.locator("textarea").fill("x" * 2_000_000)
        press(page, "Continue")
        assert page.locator(".summary").is_visible()
        page.locator("textarea").fill(note)
        press(page, "Continue")
        page.wait_for_url("**#/2")
        assert note in page.locator("h1").inner_text()
        page.locator("input").first.check()
        press(page, "Continue")
        page.locator("input").first.fill("<b>1</b>")
        press(page, "Continue")
        assert page.locator("input").first.input_value() == "<b>1</b>"
        page.locator("input").first.fill("1")
        press(page, "Continue")
        page.wait_for_url("**#/result")
        assert page.locator(".told em").inner_text() == note
        assert page.locator("main img, main script, main b, main u").count() == 0
    assert page.wrong == []
