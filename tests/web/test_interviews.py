"""Interviews as pages: what is asked, sent, refused, changed and told."""

import re

import pytest
from browsing import Form, as_fields, begin, here, record, send, visitor, walked
from hypothesis import given, settings
from trees_for_tests import ANSWERS, ON_THE_WAY, throat, tree_of

import triage
from tests.support.strategies import trees_with_answers
from triage.engine.defaults import ordinary
from triage.web.form import standing

SADDLE = {"saddle_numbness": "yes"}


@pytest.fixture(scope="module")
def back_pain():
    return triage.load("back_pain", place="GB")


@settings(max_examples=max(3, settings.default.max_examples // 3))
@given(trees_with_answers(complete=True))
def test_pages_decide_what_the_tree_decides(case):
    """Whoever answers page by page is told what `decide` says of the same answers."""
    tree, answers = case
    client, decision = visitor(tree), tree.decide(answers)

    kept = record(client, walked(client, tree, answers))

    assert kept["urgency"] == decision.urgency
    assert kept["advice"] == [item.id for item in decision.recommendations]


def test_a_well_person_is_led_to_care_at_home(back_pain):
    """The whole of `back_pain` can be answered by forms alone."""
    page = walked(visitor(back_pain), back_pain, ordinary(back_pain))

    assert "<h1>Result: Care at home</h1>" in page.text


def test_an_emergency_stands_first_and_alone(back_pain):
    """What to do is the heading of the page, before it stands nothing to read."""
    page = walked(visitor(back_pain), back_pain, {**ordinary(back_pain), **SADDLE})
    main = page.text.partition("<main")[2]

    assert "<header>" not in page.text
    assert re.search(r"<h1>(.*?)</h1>", main)[1].startswith(
        "Go to your nearest A&amp;E"
    )
    assert 'href="tel:999"' in main
    assert re.search(r"</h1>\s*<p><a class=\"tel\" href=\"tel:999\"", main)
    assert main.index("tel:999") < main.index("Result: ")


def test_an_emergency_on_the_way_is_told_before_anything_else_is_asked():
    """It stands above each question from then on, with what else cannot wait."""
    client = visitor(triage.loads(ON_THE_WAY, place="GB"))
    page = begin(client, "on_the_way")
    assert 'class="urgent"' not in page.text

    for said in ({"gasping": "yes"}, {"note": ""}):
        page = send(client, page, **said)
        main = page.text.partition("<main")[2]
        assert main.index("Call 999 now") < main.index("tel:999")
        assert main.index("tel:999") < main.index("Stay with somebody")
        assert main.index("Stay with somebody") < main.index("<form")
        assert main.count("autofocus") == main.count("Call 999</a>") == 1
    refused = client.post(page.url.path, data=Form(page.text).held).text
    assert re.search(r'"summary" role="alert" tabindex="-1" autofocus', refused)
    assert refused.count("autofocus") == 1
    assert refused.count('class="urgent"') == 1
    before = client.get(f"{here(page)}/1")
    assert 'class="urgent"' not in send(client, before, gasping="no").text


def test_the_number_to_call_is_a_link_on_every_page():
    """Before the first question, and beside each; where nobody dials, there is none."""
    desk = triage.loads(ELSEWHERE, contacts={"emergency_number": "the desk"})
    client = visitor("back_pain", desk)
    link = '<a href="tel:999">999</a>'

    assert link in client.get("/back_pain").text.partition("<main")[0]
    assert link in begin(client, "back_pain").text.partition("<main")[0]
    assert "tel:" not in begin(client, "elsewhere").text


ELSEWHERE = """
triage: 1
id: elsewhere
title: Elsewhere
questions: {a: {text: A?, type: yes_no}}
recommendations: {go: {title: Go, urgency: routine}}
start: one
steps: {one: {ask: a, go: go}}
"""


def test_nothing_is_read_as_no():
    """A page that is sent empty asks once more, and keeps its place."""
    client = visitor("back_pain")
    page = begin(client, "back_pain")

    again = send(client, page)

    assert again.url.path == page.url.path
    assert "<title>Error: " in again.text
    assert record(client, again)["pages"] == []


def listed(client):
    """Return a page with a list to tick."""
    page = begin(client, "red_flags_list")
    assert 'name="*"' in page.text
    return page


LIST = """
triage: 1
id: red_flags_list
title: Flags
questions:
  fever: {text: Fever?, type: yes_no, unsure: true}
  shaking: {text: Shaking?, type: yes_no}
recommendations:
  go: {title: Go, urgency: soon}
  stay: {title: Stay, urgency: self_care}
start: one
steps:
  one:
    checklist: [fever, shaking]
    branches: [{when: maybe(fever) or shaking, go: go}, {go: stay}]
"""


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({}, "Choose what applies"),
        ({"*": "none", "fever": "yes"}, "but not both"),
        ({"fever": ["yes", "unsure"]}, "but not both"),
    ],
)
def test_a_list_needs_one_clear_answer(said, problem):
    """Nothing ticked, none beside something, and both of one item are refused."""
    client = visitor(triage.loads(LIST))

    page = send(client, listed(client), **said)

    assert problem in page.text
    assert record(client, page)["pages"] == []
    held = Form(page.text).held
    assert all(
        held[name] == [*([x] if isinstance(x, str) else x)] for name, x in said.items()
    )


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ({"*": "none"}, {"fever": "no", "shaking": "no"}),
        ({"fever": "unsure"}, {"fever": "unsure", "shaking": "no"}),
        ({"fever": "yes", "shaking": "yes"}, {"fever": "yes", "shaking": "yes"}),
    ],
)
def test_a_list_says_no_for_what_was_not_ticked(said, answers):
    """Once something is ticked, or none of it, the rest of a list is a no."""
    client = visitor(triage.loads(LIST))

    page = send(client, listed(client), **said)

    assert record(client, page)["pages"] == [answers]
    shown = Form(client.get(f"{here(page)}/1").text).held
    assert {n: v for n, v in shown.items() if n not in ("*at", "*tree")} == {
        name: [x] for name, x in said.items()
    }


def test_what_was_refused_stands_in_its_field():
    """What was typed is shown again, beside what is wrong with it."""
    client = visitor(throat())
    page = begin(client, "throat")
    while "days" not in Form(page.text).texts:
        page = send(client, page, **as_fields(Form(page.text), ANSWERS))

    page = send(client, page, days="a <b>while</b>")

    assert 'value="a &lt;b&gt;while&lt;/b&gt;"' in page.text
    assert 'href="#q-days"' in page.text


def test_a_page_can_be_changed_and_the_rest_stays(back_pain):
    """Who changes an answer from the list of all comes back to it; nothing is lost."""
    client = visitor(back_pain)
    end = walked(client, back_pain, ordinary(back_pain))
    where = here(end)
    before = record(client, end)

    page = client.get(f"{where}/3?to=check")
    after = send(client, page, age="36")

    assert after.url.path == f"{where}/check"
    kept = record(client, after)
    assert len(kept["pages"]) == len(before["pages"])
    assert kept["pages"][2] == {"age": 36}


@pytest.mark.slow
def test_a_slip_loses_nothing(back_pain):
    """An emergency said by mistake and taken back leads on to where one was."""
    client = visitor(back_pain)
    end = walked(client, back_pain, ordinary(back_pain))
    where = here(end)

    slip = send(client, client.get(f"{where}/2"), overdose_signs="yes")
    mended = send(client, client.get(f"{where}/2"), overdose_signs="no")

    assert slip.url.path == mended.url.path == f"{where}/result"
    pages = record(client, end)["pages"]
    assert record(client, mended)["pages"] == pages
    told = [text.partition("<h1>")[2] for text in (end.text, mended.text, slip.text)]
    assert told[0] == told[1] != told[2]
    for number in range(1, len(record(client, mended)["pages"]) + 1):
        page = client.get(f"{where}/{number}")
        assert send(client, page).url.path == f"{where}/result"


def test_a_page_that_is_sent_twice_changes_nothing():
    """A double click answers one page, not two."""
    client = visitor(triage.loads(LIST))
    page = listed(client)

    once, twice = (send(client, page, fever="yes") for _ in range(2))

    assert once.text == twice.text
    assert record(client, twice)["pages"] == [{"fever": "yes", "shaking": "no"}]


def test_two_windows_are_shown_both_answers():
    """A page answered otherwise meanwhile shows what stands, and what was sent."""
    client = visitor(triage.loads(LIST))
    page = listed(client)
    send(client, page, fever="yes")

    late = send(client, page, **{"*": "none"})

    assert "You have answered this page already" in late.text
    assert "Fever? <strong>" in late.text
    assert Form(late.text).held["*"] == ["none"]
    assert record(client, late)["pages"] == [{"fever": "yes", "shaking": "no"}]
    chosen = send(client, late)
    assert record(client, chosen)["pages"] == [{"fever": "no", "shaking": "no"}]


def test_what_was_sent_otherwise_can_be_left_as_it_stands():
    """Who leaves a page as it stands is not asked again what they sent."""
    client = visitor(triage.loads(LIST))
    page = listed(client)
    send(client, page, fever="yes")
    late = send(client, page, **{"*": "none"})

    left = send(client, late, **{"*leave": "yes"})

    assert left.url.path.endswith("/result")
    again = client.get(f"{here(left)}/1")
    assert "already" not in again.text
    assert record(client, again)["pages"] == [{"fever": "yes", "shaking": "no"}]


def test_what_was_refused_goes_once_its_page_is_answered_as_before():
    """An answer that stands is shown again once it is sent again."""
    client = visitor(triage.loads(APART))
    page = begin(client, "apart")
    for fields in ({"young": "no"}, {"old": "no"}, {"days": "3"}):
        page = send(client, page, **fields)
    third = client.get(f"{here(page)}/3")

    refused = send(client, third, days="abc")
    send(client, refused, days="3")

    assert "abc" in refused.text
    assert "abc" not in client.get(f"{here(page)}/3").text


def test_a_page_stands_in_its_fields_as_it_was_answered():
    """Each option that was ticked is, also where none was; a number is in its field."""
    tree = tree_of(
        "  one: {ask: [q, r, n, b], go: two}\n  two: {ask: c, go: rest}",
        questions="""
  q: {text: Q?, type: any_of, options: {x: X, y: Y}}
  r: {text: R?, type: any_of, options: {x: X, y: Y}}
  n: {text: N?, type: integer, min: 0, max: 9}
""",
    )
    answers = {"q": ["x", "y"], "r": [], "n": 3, "b": "no"}

    fields = standing(tree.start().answer(answers).shown(1))

    assert fields == {"q": ["x", "y"], "r": ["none"], "n": ["3"], "b": ["no"]}


def test_an_answer_to_an_earlier_page_changes_what_a_later_one_rests_on():
    """A page from before a change is shown with what was sent from it, and why."""
    client = visitor(triage.loads(APART))
    page = send(client, begin(client, "apart"), young="no")
    send(client, client.get(f"{here(page)}/1"), young="yes")

    late = send(client, page, old="no")

    assert "Something before this page has changed" in late.text
    assert Form(late.text).held["old"] == ["no"]


def test_ids_of_questions_are_no_fields_of_ours():
    """Questions called `at`, `to` and `none` are asked as any others."""
    text = LIST.replace("fever", "at").replace("shaking", "none")
    client = visitor(triage.loads(text))
    page = listed(client)

    assert page.text.count('id="q-none"') == 1
    after = send(client, page, at="yes")
    assert record(client, after)["pages"] == [{"at": "yes", "none": "no"}]


def test_an_answer_never_moves_to_another_question():
    """What was sent to a question of before is not filled in below the new one."""
    store = triage.web.Memory()
    client = visitor(triage.loads(LIST), store=store)
    page = listed(client)
    later = visitor(triage.loads(LIST.replace("Fever?", "No fever?")), store=store)
    later.cookies = client.cookies

    shown = send(later, page, fever="yes")

    assert "These questions have changed meanwhile" in shown.text
    assert "checked" not in shown.text
    assert record(later, shown)["pages"] == []


def test_a_form_without_its_token_is_no_answer():
    """Whoever sends a page must have seen it."""
    client = visitor(triage.loads(LIST))
    page = listed(client)

    late = send(client, page, **{"*at": None, "fever": "yes"})

    assert record(client, late)["pages"] == []


def test_a_page_ahead_leads_to_the_one_that_is_asked():
    """No page can be skipped, and no result seen before its end."""
    client = visitor(triage.loads(LIST))
    page = listed(client)
    where = here(page)

    for later in ("/2", "/99", "/result", "/0", ""):
        assert client.get(where + later).url.path == page.url.path


def test_stopping_early_tells_what_it_can_still_be(back_pain):
    """Who stops is told what is not decided yet, with every answer so far."""
    client = visitor(back_pain)
    page = send(client, begin(client, "back_pain"), who="myself")

    check = client.get(f"{here(page)}/check")

    assert "Not decided yet." in check.text
    assert "Who has the pain?" in check.text


AHEAD = """
triage: 1
id: ahead
title: Ahead
questions:
  limping: {text: Limping?, type: yes_no}
  tired: {text: Tired?, type: yes_no}
recommendations:
  seen: {title: Have the leg looked at, urgency: soon}
  stay: {title: Stay, urgency: self_care}
start: one
steps:
  one: {ask: limping, advise: [{when: limping, add: seen}], go: two}
  two: {ask: tired, go: stay}
"""


def test_stopping_early_tells_what_is_certain_and_how_soon():
    """What is advised already has its level beside it: the result is not known yet."""
    client = visitor(triage.loads(AHEAD))
    page = send(client, begin(client, "ahead"), limping="yes")

    check = client.get(f"{here(page)}/check").text
    result = send(client, page, tired="no").text

    assert "<h2>See a clinician within two weeks: Have the leg looked at</h2>" in check
    assert "<h2>Have the leg looked at</h2>" in result


APART = """
triage: 1
id: apart
title: Apart
questions:
  young: {text: Young?, type: yes_no}
  old: {text: Old?, type: yes_no}
  days: {text: Days?, type: integer, min: 0, max: 9, unsure: true}
  sore: {text: Sore?, type: any_of, options: {ear: Ear, toe: Toe}, unsure: true}
  well: {text: Well?, type: any_of, options: {head: Head, none_of: None of these}}
recommendations: {stay: {title: Stay, urgency: self_care}}
start: one
assume: [not (young and old)]
steps: {one: {ask: [young, old, days, sore, well], go: stay}}
"""


def test_what_does_not_go_together_is_said_and_kept():
    """A contradiction stands beside its answer, also after another page was changed."""
    client = visitor(triage.loads(APART))
    page = send(client, begin(client, "apart"), young="yes")

    refused = send(client, page, old="yes")
    earlier = send(client, client.get(f"{here(page)}/1"), young="no")

    assert "There is a problem" in refused.text
    assert Form(refused.text).held["old"] == ["yes"]
    assert "There is a problem" not in earlier.text
    assert Form(earlier.text).held["old"] == ["yes"]
    assert send(client, earlier).url.path.endswith("/3")


@pytest.mark.parametrize(
    ("number", "said", "problem"),
    [
        (3, {"days": ["3", "unsure"]}, "but not both"),
        (3, {"days": "many"}, "whole number from 0 to 9"),
        (4, {"sore": ["ear", "none"]}, "but not both"),
        (4, {}, "Choose what applies"),
        (5, {}, "Choose what applies"),
    ],
)
def test_fields_that_say_nothing_clear_are_refused(number, said, problem):
    """An answer beside "not sure" or "none of these" is asked for again."""
    client = visitor(triage.loads(APART))
    page = begin(client, "apart")
    for fields in ({"young": "no"}, {"old": "no"}, {"days": "3"}, {"sore": "none"}):
        if page.url.path.endswith(f"/{number}"):
            break
        page = send(client, page, **fields)

    refused = send(client, page, **said)

    assert problem in refused.text
    assert refused.url.path == page.url.path
    if number == 5:
        assert refused.text.count("None of these</label>") == 1


def test_several_can_be_ticked():
    """What is ticked beside other things is an answer with all of them."""
    client = visitor(triage.loads(APART))
    page = begin(client, "apart")
    for fields in ({"young": "no"}, {"old": "no"}, {"days": "3"}):
        page = send(client, page, **fields)

    after = send(client, page, sore=["ear", "toe"])

    assert record(client, after)["pages"][-1] == {"sore": ["ear", "toe"]}


def test_a_long_list_and_a_long_text_have_fields_of_their_own():
    """Forty options are a list to open, and several lines a field of several lines."""
    options = ", ".join(f"o{n}: Option {n}" for n in range(40))
    text = APART.replace(
        "  old: {text: Old?, type: yes_no}",
        f"  old: {{text: Old?, options: {{{options}}}}}",
    ).replace("not (young and old)", "not (young and old == o1)")
    text = text.replace(
        "young: {text: Young?, type: yes_no}", "young: {text: Y?, type: yes_no}"
    ).replace(
        "  days: {text: Days?, type: integer, min: 0, max: 9, unsure: true}",
        "  days: {text: Say more, type: text, lines: true}",
    )
    client = visitor(triage.loads(text))
    page = send(client, begin(client, "apart"), young="no")

    assert "<select " in page.text
    page = send(client, page, old="o7")
    assert "<textarea " in page.text
    page = send(client, page, days="One <b>\r\nTwo")
    assert record(client, page)["pages"][1:] == [
        {"old": "o7"},
        {"days": "One <b>\nTwo"},
    ]
    earlier = client.get(f"{here(page)}/3").text
    assert "One &lt;b&gt;\nTwo</textarea>" in earlier
    assert '<option value="o7" selected>' in client.get(f"{here(page)}/2").text


def test_hostile_texts_are_shown_and_not_run():
    """A tag in a text of a tree is letters on a page."""
    text = LIST.replace("Fever?", "Fever <script>alert(1)</script>?").replace(
        "title: Flags", "title: Flags <img src=x>"
    )
    client = visitor(triage.loads(text))

    page = begin(client, "red_flags_list")

    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "&lt;script&gt;" in page.text


def test_a_tree_that_changed_asks_again_what_means_something_else():
    """An interview goes on under a new version, and no answer changes its meaning."""
    store = triage.web.Memory()
    client = visitor(triage.loads(LIST), store=store)
    page = send(client, listed(client), fever="yes")
    new = LIST.replace(
        "{text: Shaking?, type: yes_no}", "{text: Sweating?, type: yes_no}"
    )
    later = visitor(triage.loads(new), store=store)
    later.cookies = client.cookies

    page = later.get(page.url.path)

    assert "Sweating?" in page.text
    assert record(later, page)["tree"] == "red_flags_list"


def test_a_page_of_ones_own_stands_in_place_of_ours(tmp_path):
    """A template in a folder is taken instead of that of its name."""
    (tmp_path / "start.html").write_text("<h1>Ours: {{ tree.title }}</h1>")

    page = visitor("start", templates=tmp_path).get("/")

    assert page.text.startswith("<h1>Ours: ")


def test_a_record_can_be_kept_and_resumed(back_pain):
    """What a person saves is a record of the library."""
    client = visitor(back_pain)
    end = walked(client, back_pain, ordinary(back_pain))

    kept = record(client, end)

    assert triage.resume(back_pain, kept).decision.urgency == "self_care"
