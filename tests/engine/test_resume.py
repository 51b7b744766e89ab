"""Saved interviews: going on with them, and refusing what is none."""

import json
import pickle
from contextlib import suppress
from datetime import UTC, datetime
from time import process_time

import attrs
import pytest
from trees_for_tests import ANSWERS, SORE_THROAT, throat, tree_of

import triage
from triage.engine import DamagedRecord, ForeignRecord, LaterRecord
from triage.linker.loader import loads


def saved(text=SORE_THROAT):
    """Return the record of an interview, as it comes back from a file."""
    tree = loads(text)
    session = tree.start({"age": 40}).answer({"drooling": "no"}).answer({"days": 6})
    return json.loads(json.dumps(session.to_dict()))


def test_resume_needs_the_tree_and_the_record():
    """A saved interview goes on where it was."""
    tree = throat()

    session = triage.resume(tree, saved())

    assert session.decision.missing == ("pregnant", "cough", "signs")
    assert session.back().back().asking == tree.start({"age": 40}).asking


def test_a_new_wording_of_what_was_not_answered_does_not_matter():
    """A tree whose other words changed resumes the session."""
    tree = loads(SORE_THROAT.replace("Do you cough?", "Have you a cough?"))

    session = triage.resume(tree, saved())

    assert session.decision.missing == ("pregnant", "cough", "signs")


def test_a_new_logic_is_refused_with_what_changed():
    """A tree that decides otherwise does not silently go on with old answers."""
    text = SORE_THROAT.replace("max: 365, unit: days", "max: 5, unit: days").replace(
        "days < 7", "days < 4"
    )

    with pytest.raises(triage.SessionError, match="has changed since") as refused:
        triage.resume(loads(text), saved())

    assert refused.value.differences == (
        "the greatest number at `days` was “365” and is “5”",
        "the answer to `days` is no longer taken",
        "`days` is asked next",
    )


def test_a_new_logic_can_be_accepted():
    """On request, the answers that are still taken are kept under the new logic."""
    text = SORE_THROAT.replace("max: 365, unit: days", "max: 5, unit: days").replace(
        "days < 7", "days < 4"
    )

    session = triage.resume(loads(text), saved(), accept_changes=True)

    assert session.answers == {"age": 40, "drooling": "no"}


def test_a_changed_outcome_is_reported():
    """The report says how the urgency changed."""
    tree = throat()
    record = tree.start(ANSWERS | {"days": 6}).to_dict()
    after = loads(SORE_THROAT.replace("days < 7", "days < 5"))

    with pytest.raises(triage.SessionError) as refused:
        triage.resume(after, record)

    assert refused.value.differences == (
        "the urgency was self_care and is soon",
        "the advice was: drink, rest, no_antibiotics; it is: drink, swab",
    )
    assert "- the urgency was self_care and is soon" in str(refused.value)


def test_a_change_elsewhere_is_reported_too():
    """When nothing differs for these answers, the report says that."""
    after = loads(SORE_THROAT.replace("likely and days > 2", "likely and days > 3"))

    with pytest.raises(triage.SessionError) as refused:
        triage.resume(after, throat().start(ANSWERS).to_dict())

    assert refused.value.differences == ("the answers still lead to the same result",)


BROKEN = {
    "nothing": (None, ForeignRecord),
    "a list": ([], ForeignRecord),
    "no session": ({"hello": 1}, ForeignRecord),
    "a decision": ({"format": "triage-record/1"}, ForeignRecord),
    "another format": ({"triage_session": 9}, LaterRecord),
    "a later format": ({"format": "triage-session/3"}, LaterRecord),
    "no number": ({"format": "triage-session/new"}, DamagedRecord),
    "truncated": ({"triage_session": 1, "tree": "throat"}, DamagedRecord),
    "cut": ({"format": "triage-session/2", "tree": "throat"}, DamagedRecord),
}


@pytest.mark.parametrize(("record", "error"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_record_is_refused(record, error):
    """Whatever is not a whole session record is refused in one sentence."""
    with pytest.raises(triage.SessionError) as refused:
        triage.resume(throat(), record)

    assert type(refused.value) is error
    assert "\n" not in str(refused.value)


def test_a_record_of_another_tree_is_refused():
    """A session of another tree is named as such."""
    record = saved() | {"tree": "ankle"}

    with pytest.raises(triage.SessionError, match="of the tree `ankle`, not `throat`"):
        triage.resume(throat(), record)


@pytest.mark.parametrize(
    "damage",
    [
        {"pages": [1]},
        {"pages": [{"age": "old"}]},
        {"pages": [{"nobody": 1}]},
        {"prefill": {"age": [1]}},
        {"prefill": []},
        {"pages": "x"},
        {"pages": [{}]},
        {"pages": [{1: "no"}]},
        {"pages": [{"days": 6}, {"drooling": "no"}]},
        {"pages": [{"drooling": "no"}, {"drooling": "no"}]},
        {"aside": {"days": [7, 8]}},
        {"aside": {"cough": ["loud"]}},
        {"aside": {"drooling": "no"}},
        {"questions": {}},
        {"asked_by": "a parrot"},
    ],
    ids=lambda damage: str(damage)[:40],
)
def test_a_damaged_record_is_refused(damage):
    """A record with impossible answers is called damaged, whatever is in it."""
    with pytest.raises(triage.SessionError, match="damaged"):
        triage.resume(throat(), saved() | damage)


@pytest.mark.parametrize(
    "damage",
    [{"urgency": "emergency"}, {"advice": ["ambulance"]}],
    ids=["urgency", "advice"],
)
def test_a_record_that_does_not_follow_from_its_answers_is_refused(damage):
    """A record whose answers lead elsewhere than it says was tampered with."""
    with pytest.raises(triage.SessionError, match="its answers lead elsewhere"):
        triage.resume(throat(), saved() | damage)


def test_new_advice_of_the_same_urgency_is_reported():
    """A tree that tells something else at the same urgency has another outcome."""
    other = SORE_THROAT.replace("rest: {urgency", "sleep: {urgency").replace(
        "no_antibiotics, go: rest}", "no_antibiotics, go: sleep}"
    )

    with pytest.raises(triage.SessionError) as refused:
        triage.resume(loads(other), throat().start(ANSWERS).to_dict())

    assert refused.value.differences == (
        (
            "the advice was: drink, rest, no_antibiotics; "
            "it is: drink, sleep, no_antibiotics"
        ),
    )


NUMBERS = """\
  n: {text: N?, type: integer, min: 0, max: 9}
  m: {text: M?, type: integer, min: 0, max: 9}"""


PAGES = "  one: {ask: n, go: two}\n  two: {ask: m, go: rest}"


def test_a_new_assumption_is_no_damage():
    """Answers that a new assumption rules out are reported, and left out on request."""
    before = tree_of(PAGES, questions=NUMBERS)
    after = tree_of(PAGES, questions=NUMBERS + "\nassume: n <= m")
    record = before.start().answer({"n": 5}).answer({"m": 3}).to_dict()

    with pytest.raises(triage.SessionError, match="has changed since") as refused:
        triage.resume(after, record)

    assert "the answer to `m` is no longer taken" in refused.value.differences
    assert triage.resume(after, record, accept_changes=True).answers == {"n": 5}


def test_small_decimals_survive_a_save():
    """A decimal that Python would write with an exponent is resumed unchanged."""
    more = "  n: {text: N?, type: number, min: 0, max: 1, decimals: 6}"
    tree = tree_of("  one: {ask: n, go: rest}", questions=more)
    session = tree.start().answer({"n": "0.00001"})

    assert triage.resume(tree, json.loads(json.dumps(session.to_dict()))) == session


def test_a_record_says_what_it_rests_on():
    """Tree, hashes with all their digits, engine, place, time, questions, answers."""
    when = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
    tree = throat()
    session = tree.start({"age": 40}).answer({"drooling": "unsure"}).answer({"days": 6})

    record = session.to_dict(when)

    assert record["format"] == "triage-session/2"
    assert (record["engine"], record["when"]) == (
        triage.__version__,
        "2026-11-28T10:00:00+00:00",
    )
    assert (record["tree"], record["version"]) == ("throat", "1.2.0")
    assert (len(record["logic"]), len(record["wording"])) == (64, 64)
    assert record["contacts"]["emergency_number"] == "your local emergency number"
    assert record["pages"] == [{"drooling": "unsure"}]
    assert record["aside"] == {"days": ["6"]}
    assert (
        record["questions"]["drooling"]["again"] == "Does spit run out of your mouth?"
    )
    assert record["questions"]["days"] == {
        "text": "For how many days?",
        "type": "number",
        "unit": "days",
        "unsure": False,
        "min": "0",
        "max": "365",
        "decimals": "1",
    }
    assert {*record["questions"]} == {"age", "drooling", "days"}
    with pytest.raises(ValueError, match="time zone"):
        session.to_dict(when.replace(tzinfo=None))


def test_a_record_says_that_a_model_asked():
    """Whatever becomes of the interview, and only then."""
    tree = throat()
    by_hand = tree.start()
    asked = attrs.evolve(by_hand, asked_by="model")

    after = asked.answer({"drooling": "no"}).back().answer({"drooling": "no"}).apart()
    record = json.loads(json.dumps(after.to_dict()))

    assert "asked_by" not in by_hand.to_dict()
    assert asked != by_hand
    assert record["asked_by"] == "model"
    assert triage.resume(tree, record) == pickle.loads(pickle.dumps(after)) == after  # noqa: S301
    assert triage.migrate(tree, record).session.asked_by == "model"


FIRST = {
    "triage_session": 1,
    "tree": "throat",
    "version": "1.2.0",
    "logic": throat().logic,
    "wording": throat().wording,
    "prefill": {"age": 40, "days": 3},
    "pages": [
        {"drooling": "unsure"},
        {},
        {"drooling": "yes"},
        {"days": 6, "drooling": "no"},
    ],
    "asked": ["drooling", "age", "days"],
    "urgency": None,
    "recommendations": [],
}
"""A record as format 1 had it: what was given, call by call."""


def test_a_record_of_the_first_format_is_read():
    """Of each question the last answer stands, on the page of the path that asks it."""
    session = triage.resume(throat(), FIRST)

    assert session.prefill == {"age": 40}
    assert session.pages == ({"drooling": "unsure"}, {"drooling": "no"}, {"days": 6})
    assert session.decision.missing == ("pregnant", "cough", "signs")


def test_the_first_format_does_not_say_what_was_reworded():
    """Where any word has changed since, such a record is refused, unless accepted."""
    tree = loads(SORE_THROAT.replace("Do you cough?", "Have you a cough?"))

    with pytest.raises(triage.TreeChanged, match="does not say where"):
        triage.resume(tree, FIRST)

    assert triage.resume(tree, FIRST, accept_changes=True).answers["days"] == 6


OTHERWISE = {
    "text": ("Are you drooling?", "Can you swallow your spit?"),
    "unit": ("unit: days", "unit: weeks"),
    "max": ("max: 365", "max: 300"),
    "decimals": ("unit: days}", "unit: days, decimals: 2}"),
    "help": ("text: Are you drooling?", "text: Are you drooling?, help: Look"),
}


@pytest.mark.parametrize(("kind", "change"), OTHERWISE.items(), ids=OTHERWISE)
def test_what_was_answered_and_says_something_else_is_told(kind, change):
    """Words, unit, range and decimals of what was answered are told, as data too."""
    text = SORE_THROAT.replace(*change).replace(
        "drooling:\n    text: Are you drooling?, help: Look",
        "drooling:\n    help: Look\n    text: Are you drooling?",
    )

    with pytest.raises(triage.TreeChanged) as refused:
        triage.resume(loads(text), saved())

    change = next(c for c in refused.value.changes if c.kind == kind)
    assert change.question in ("drooling", "days")
    assert str(change) in refused.value.differences
    assert change.before != change.after


def test_another_place_is_told():
    """An interview does not go on with the emergency number of another country."""
    record = loads(SORE_THROAT, place="GB").start().to_dict()

    with pytest.raises(triage.TreeChanged, match="the place was GB and is US"):
        triage.resume(loads(SORE_THROAT, place="US"), record)
    with pytest.raises(triage.TreeChanged, match="whom the texts say to call"):
        triage.resume(loads(SORE_THROAT, place="GB"), record | {"contacts": {}})


def test_a_record_that_says_no_questions_goes_on_while_every_word_is_the_same():
    """A program does not know how questions are written: its records leave them out."""
    tree = loads(SORE_THROAT, place="GB")
    session = tree.start().answer({"drooling": "no"})
    record = session.to_dict()
    del record["questions"], record["contacts"]
    other = loads(SORE_THROAT.replace("max: 365", "max: 360"), place="GB")

    assert triage.resume(tree, record) == session
    with pytest.raises(triage.TreeChanged, match="wording or the place"):
        triage.resume(loads(SORE_THROAT, place="US"), record)
    with pytest.raises(triage.TreeChanged):
        triage.resume(other, record)
    with pytest.raises(triage.TreeChanged, match="wording or the place"):
        triage.resume(tree, record | {"wording": "0" * 64})


def test_nothing_that_was_answered_is_in_the_text_of_a_refusal():
    """What differs is said of questions, never with an answer."""
    tree = throat()
    record = tree.start().answer({"drooling": "no"}).answer({"days": 137}).to_dict()
    after = loads(SORE_THROAT.replace("max: 365", "max: 100"))

    with pytest.raises(triage.TreeChanged) as refused:
        triage.resume(after, record)

    assert "137" not in str(refused.value) + repr(refused.value)


def seconds(pages):
    """Return how long it takes to refuse a record with many pages."""
    start = process_time()
    with suppress(triage.SessionError):
        triage.resume(throat(), saved() | {"pages": pages})
    with suppress(triage.SessionError):
        triage.resume(throat(), FIRST | {"pages": pages})
    return process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", [{}, {"drooling": "no"}, {"nobody": "no"}], ids=["empty", "same", "unknown"]
)
def test_the_time_to_read_a_record_grows_with_its_size(page):
    """Twice as many pages take about twice as long, not four times."""
    once = min(seconds([page] * 15_000) for _ in range(3))
    twice = min(seconds([page] * 30_000) for _ in range(3))

    assert twice < 3 * once + 0.1


def test_what_was_known_before_and_is_not_asked_yet_is_no_damage():
    """An interview may begin with answers that rule each other out, unless it asks."""
    first = "  one: {ask: a, answers: {yes: two, no: rest, unsure: rest}}"
    steps = f"{first}\n  two: {{ask: [n, m], go: rest}}"
    questions = NUMBERS + "\nassume: n <= m"
    session = tree_of(steps, questions=questions).start({"n": 5, "m": 3})

    assert triage.resume(session.tree, session.to_dict()) == session
    rest = session.answer({"a": "no"})
    assert triage.resume(session.tree, rest.to_dict()) == rest


def test_answers_that_do_not_go_together_are_damage():
    """A record says nothing that the tree assumes of nobody."""
    tree = tree_of(PAGES, questions=NUMBERS + "\nassume: n <= m")
    wrong = tree.start().answer({"n": 5, "m": 6}).to_dict()

    with pytest.raises(DamagedRecord, match="do not go together"):
        triage.resume(tree, wrong | {"pages": [{"n": 5}, {"m": 3}]})
    with pytest.raises(DamagedRecord, match="do not go together"):
        triage.resume(tree, wrong | {"pages": [], "prefill": {"n": 5, "m": 3}})


def test_another_end_is_damage():
    """A record that names another end than its answers lead to was tampered with."""
    with pytest.raises(DamagedRecord, match="lead elsewhere"):
        triage.resume(throat(), saved() | {"end": "rest"})
