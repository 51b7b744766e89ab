"""A careless model: what it sends is refused with one clear message, or kept."""

import json
from threading import Barrier, Thread

import pytest
from programs_by_http import FLAGS
from relaying import Model, model_of, typed
from trees_for_tests import tree_of

import triage
from triage.engine.defaults import ordinary
from triage.engine.session import Session
from triage.relay.acts import Client, Reply
from triage.relay.refused import WHY
from triage.relay.relay import LONGEST, Relay
from triage.relay.tools import TOOLS, called


@pytest.fixture
def model():
    return model_of(triage.loads(FLAGS))


@pytest.fixture
def days(model):
    """Return the second page of an interview."""
    return model.reply(model.start("flags"), "0")


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ({"question": "fever"}, "not_asked", "Answer only the `question`"),
        ({"question": "pregnancy"}, "not_asked", "Answer only the `question`"),
        ({"question": "*review"}, "not_asked", "Answer only the `question`"),
        ({"at": "0123456789abcdef"}, "stale", "not that of the page"),
        ({"at": ""}, "stale", "not that of the page"),
        ({"words": "She seems fine"}, "unclear", "“she seems fine” is not an answer"),
        ({"words": ""}, "unclear", "Nothing was typed"),
        ({"words": "3 and no fever"}, "unclear", "is not an answer here"),
        ({"words": "3" * (LONGEST + 1)}, "long", "short reply"),
        ({"words": "x" * 1_000_000}, "long", "short reply"),
        ({"words": 3}, "malformed", "`words` must be there, and be a text"),
        ({"words": None}, "malformed", "`words` must be there"),
        ({"words": "\ud800"}, "malformed", "half a letter"),
        ({"answers": {"days": 3}}, "malformed", "The arguments of this tool are:"),
        ({"at": "", "words": "perhaps"}, "stale", "not that of the page"),
        ({"interview": "invented"}, "gone", "no such interview"),
        ({"interview": "invented", "words": 3}, "malformed", "be a text"),
        ({"interview": "\ud800"}, "malformed", "half a letter"),
    ],
    ids=range(18),
)
def test_what_is_no_answer_to_what_was_asked_is_refused(
    model, days, change, code, message
):
    """It is told what to do, with the page as it stands; nothing is lost or guessed."""
    before = model.session(days)

    told = model.reply(days, **{"words": "3", **change})

    assert (told["refused"], message in told["message"]) == (code, True)
    assert model.session(days) == before
    if "interview" not in change:
        assert {key: told[key] for key in days} == days


def test_a_reply_that_comes_twice_counts_once(model):
    """Also when it comes late; another reply to that page is told, and not taken."""
    first = model.start("flags")
    second = model.reply(first, "1?")
    late = model.reply(first, "1?")
    other = model.reply(first, "0")
    end = model.reply(second, "3")
    twice = model.reply(second, "3")

    assert late == second
    assert other["refused"] == "answered"
    assert twice == end
    assert dict(model.session(first).answers) == {
        "fever": "unsure",
        "shaking": "no",
        "days": 3,
    }


def test_two_replies_at_once_are_one(model, days, monkeypatch):
    """Whichever comes first counts; the other is told what stands."""
    start, met, found = Barrier(2), [], []
    answer = Session.answer

    def meet(session, *given, **more):
        if len(met) < 2:
            met.append(session)
            start.wait(5)
        return answer(session, *given, **more)

    monkeypatch.setattr(Session, "answer", meet)
    sent = [
        Thread(target=lambda words=words: found.append(model.reply(days, words)))
        for words in ("2", "9")
    ]
    for each in sent:
        each.start()
    for each in sent:
        each.join()

    refused = [told for told in found if "refused" in told]
    assert [told["refused"] for told in refused] == ["answered"]
    assert model.session(days).answers["days"] in (2, 9)


def test_a_store_that_is_busy_is_told_and_nothing_of_it(model, days, caplog):
    """No traceback, and no answer in a log."""
    model.relay.store.put = lambda *_: False
    never = model.reply(days, "7")
    model.relay.store.put = lambda *_: 1 / 0
    broken = model.reply(days, "7")

    assert never["refused"] == broken["refused"] == "busy"
    assert never["message"] == WHY["busy"]
    assert not caplog.records


def test_an_answer_is_changed_where_it_was_given(model, days):
    """Its page is shown with what stands; what comes after it stays."""
    review = model.reply(days, "3")
    page = model("page", interview=review["interview"], number=1)
    again = model.reply(page, "2")
    none = model("page", interview=review["interview"], number=9)
    now = model("page", interview=review["interview"])

    assert "Answered before: Fever? no" in page["show"]
    assert again["state"] == "review"
    assert "Page 1: Shaking? yes" in again["show"]
    assert none["refused"] == "no_page"
    assert now == again


def test_a_page_is_taken_back_once(model, days):
    """The same call again, with the `at` of before, is refused."""
    here = {"interview": days["interview"], "at": days["at"]}
    before = model("back", **here)
    twice = model("back", **here)
    first = model("back", interview=before["interview"], at=before["at"])

    assert before["number"] == 1
    assert "Answered before: Fever? no" in before["show"]
    assert twice["refused"] == "stale"
    assert first["state"] == "asking"


def test_answers_that_contradict_are_told():
    """With the sentence of the author, and nothing is changed."""
    model = model_of(triage.loads(CLASH))
    state = model.reply(model.start("clash"), "3")

    told = model.reply(state, "5")

    assert told["refused"] == "contradiction"
    assert "later than it ended" in told["message"]
    assert told["question"] == "began"


CLASH = """
triage: 1
id: clash
title: Clash
questions:
  ended: {text: Ended?, type: integer, min: 0, max: 9}
  began: {text: Began?, type: integer, min: 0, max: 9}
assume: [{that: began <= ended, says: It cannot begin later than it ended.}]
recommendations: {go: {title: Go, urgency: soon}}
start: one
steps:
  one: {ask: [ended, began], go: go}
"""


def test_the_result_waits_for_the_person(model, days):
    """Explanations, too; whoever stops is told what is certain by then."""
    early = model("decision", interview=days["interview"])
    open_still = model("explain", interview=days["interview"])
    review = model.reply(days, "7")
    seen = model("decision", interview=review["interview"])
    unclear = model.reply(review, "I suppose")
    stale = model.reply(review, "yes", at="other")
    end = model.reply(review, "yes")
    twice = model.reply(review, "Yes")
    why = model("explain", interview=end["interview"])

    assert "can still be" in early["show"]
    assert open_still["refused"] == "not_decided"
    assert seen == review
    assert (unclear["refused"], stale["refused"]) == ("unclear", "stale")
    assert end["urgency"] == "soon"
    assert twice == end
    assert "Because you said “7”" in why["show"]


def test_what_else_would_have_to_be_answered_is_told(model, days, monkeypatch):
    """It needs a result, a recommendation of the tree, and the solver."""
    review = model.reply(days, "7")
    here = {"interview": review["interview"]}
    early = model("why_not", **here, recommendation="stay")
    model.reply(review, "yes")
    found = model("why_not", **here, recommendation="stay")
    none = model("why_not", **here, recommendation="leave")

    def late(*_):
        raise triage.TriageError("the time was up")

    monkeypatch.setattr(triage.Decision, "why_not", late)
    late_one = model("why_not", **here, recommendation="stay")

    assert early["refused"] == "unconfirmed"
    assert "(instead of: 7)" in found["show"]
    assert none["message"] == "The recommendations are: `go` and `stay`."
    assert late_one["message"] == "the time was up"


def test_an_emergency_on_the_way_is_told_at_once():
    """Before the next question; nobody has to look through answers for it."""
    tree = tree_of(
        "  one: {ask: b, branches: [{when: b, advise: go_now, go: two}, {go: two}]}\n"
        "  two: {ask: c, go: rest}"
    )
    model = model_of(tree)
    state = model.reply(model.start(tree.id), "yes")
    refused = model.reply(state, "perhaps")
    so_far = model("decision", interview=state["interview"])
    end = model.reply(state, "no")

    for told in (state, refused, so_far, end):
        assert next(iter(told)) == "urgent"
    assert state["rule"].startswith("Show `urgent` to the person now")
    assert (state["state"], end["state"]) == ("asking", "decided")


def test_trees_are_those_that_are_served(model):
    """No path opens another file; what a tree is for is told before it is begun."""
    [tree] = model("list_trees")["trees"]
    none = [model("start", tree=name) for name in ("/etc/passwd", "back_pain", "")]

    assert tree["id"] == "flags"
    assert tree["disclaimer"] in model.start("flags")["show"]
    assert {told["refused"] for told in none} == {"no_tree"}


def test_a_tree_that_is_out_of_date_asks_nobody():
    """What it is to be asked on is over."""
    model = model_of(triage.loads(OLD))

    assert model.start("old")["refused"] == "out_of_date"


OLD = """
triage: 1
id: old
title: Old
valid: {from: 2020-01-01, until: 2020-12-31}
questions: {born: {text: Born?, type: date, min: 2000-01-01, max: 2020-12-31}}
recommendations: {go: {title: Go, urgency: soon}}
start: one
steps: {one: {ask: born, branches: [{when: born < today, go: go}, {go: go}]}}
"""


def test_what_is_deleted_or_foreign_is_gone(model, days):
    """Nobody is told that it was ever there."""
    here = {"interview": days["interview"]}
    deleted = model("delete", **here)
    after = [model(name, **here) for name in ("page", "delete", "decision")]

    state = model.start("flags")
    row = model.relay.find(state["interview"]).row
    store = model.relay.store
    secret = state["interview"]
    store.base.execute("update interview set owner = 'another'")
    other = model("page", interview=secret)
    store.base.execute("update interview set owner = ?, record = '{}'", [row.owner])
    damaged = model("page", interview=secret)

    assert deleted["state"] == "deleted"
    assert {told["refused"] for told in (*after, other, damaged)} == {"gone"}


def test_what_passed_to_another_is_neither_deleted_nor_opened(model, days):
    """Not even in the moment after it was looked up."""
    store, here = model.relay.store, {"interview": days["interview"]}
    store.drop = store.link = lambda *_: False
    linked = Model(Relay(model.relay.trees, store, "https://a"), Client(links=True))

    assert model("delete", **here)["refused"] == "gone"
    assert linked("open_page", **here)["refused"] == "gone"


def test_a_tool_that_is_none_is_told(model):
    """With the names of those that there are."""
    told = model("diagnose", symptoms="all")

    assert told["refused"] == "no_tool"
    assert all(f"`{name}`" in told["message"] for name in TOOLS)


def test_a_record_says_that_a_model_asked(model, days):
    """From the first answer that it passed on."""
    assert model.session(model.start("flags")).asked_by == ""
    assert model.session(days).to_dict()["asked_by"] == "model"
    row = model.relay.find(days["interview"]).row
    assert json.loads(row.record)["asked_by"] == "model"


def test_what_is_said_back_is_passed_on():
    """Before the next question, and before the result."""
    text = FLAGS.replace("min: 0, max: 9}", "min: 0, max: 9, unsure: true}")
    text = text.replace("unsure: true}\n  shaking", "reply: {no: Good.}}\n  shaking")
    text = text.replace(
        "max: 9, unsure: true}", "max: 9, unsure: true, reply: {unsure: Fine.}}"
    )
    model = model_of(triage.loads(text.replace("days > 3", "maybe(days > 3)")))
    days = model.reply(model.start("flags"), "0")
    end = model.reply(model.reply(days, "not sure"), "yes")

    assert days["show"].startswith("Good.")
    assert end["show"].startswith("Fine.")


def test_a_form_of_a_page_that_has_changed_is_not_taken(model, days):
    """Somebody answered in the chat while it was open."""
    given = {"interview": days["interview"], "at": days["at"]}
    model.reply(days, "3")
    reply = Reply(accepted=True, content={"reply": "9"})
    told = called(model.relay, "ask", given, Client(forms=True), reply)

    assert told["refused"] == "stale"
    assert model.session(days).answers["days"] == 3


@pytest.mark.parametrize("content", [{}, {"reply": None}, {"note": "x"}, {"reply": 3}])
def test_a_form_that_lacks_a_text_leaves_nothing_blank(content):
    """Required is required: who leaves a text blank sends it empty."""
    tree = tree_of("  one: {ask: [note, a], go: rest}", questions=NOTE)
    model = model_of(tree)
    state = model.start(tree.id)
    given = {"interview": state["interview"], "at": state["at"]}

    def sent(content):
        reply = Reply(accepted=True, content=content)
        return called(model.relay, "ask", given, Client(forms=True), reply)

    told = sent(content)

    assert (told["refused"], "show" in told) == ("unfilled", False)
    assert not model.session(state).answers
    sent({"reply": ""})
    assert model.session(state).answers["note"] == "unsure"


NOTE = "  note: {text: N?, type: text, most: 900}"


def test_who_cannot_use_a_page_is_asked_here_again(model, days):
    """When they decline the next one; what they had looked through stays so."""
    end = model.reply(model.reply(days, "7"), "yes")
    relay = Relay(model.relay.trees, model.relay.store, "https://care.example")
    here, client = {"interview": end["interview"]}, Client(links=True)

    def led(**reply):
        return called(relay, "open_page", here, client, Reply(**reply))

    away, twice = led(accepted=True), led(accepted=True)
    now = model("decision", **here)
    back = led(accepted=False)

    assert (away["state"], twice, now["refused"]) == ("elsewhere", away, "elsewhere")
    assert back == end == led(accepted=False)
    model.relay.store.put = lambda *_: False
    assert led(accepted=True)["refused"] == "busy"
    model("delete", **here)
    assert led(accepted=True)["state"] == "elsewhere"
    assert led(accepted=False)["refused"] == "gone"


def test_texts_of_any_length_that_a_tree_takes_are_passed_on():
    """A question that takes a story takes all of it, and a blank."""
    tree = tree_of("  one: {ask: [note, a], go: rest}", questions=NOTE)
    model = model_of(tree)
    story = "It began in May. " * 50
    state = model.reply(model.start(tree.id), story)
    blank = model.reply(model.start(tree.id), "")

    assert model.session(state).answers["note"].strip() == story.strip()
    assert model.session(blank).answers["note"] == "unsure"
    assert typed(model.session(state).page, ordinary(tree))
