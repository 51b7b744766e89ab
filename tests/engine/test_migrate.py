"""Interviews that go on with another version of their tree."""

import json
from datetime import date

import pytest
from trees_for_tests import tree_of

import triage
from triage.engine.changes import Change

QUESTIONS = """\
  swallow: {text: Can you swallow?, type: yes_no, unsure: true}
  days: {text: For how many days?, type: integer, min: 0, max: 60, unit: days}
  fever: {text: Fever?, type: yes_no}
  kind: {text: Which?, type: one_of, options: {mild: Mild, bad: Severe}}"""
STEPS = """\
  one: {ask: swallow, go: two}
  two: {ask: [days, fever, kind], go: last}
  last:
    branches:
      - {when: not surely(swallow) or days > 40 or fever and kind == bad, go: go_now}
      - go: rest"""


def tree(*change, more=""):
    """Return the tree with some words of it changed."""
    pairs = list(zip(change[::2], change[1::2], strict=True))
    questions, steps = QUESTIONS, STEPS
    for old, new in pairs:
        questions, steps = questions.replace(old, new), steps.replace(old, new)
    return tree_of(steps, questions=questions + more)


def record():
    """Return the record of an interview that came to its end."""
    answers = {"days": 6, "fever": "no", "kind": "mild"}
    session = tree().start().answer({"swallow": "yes"}).answer(answers)
    return json.loads(json.dumps(session.to_dict()))


def test_six_days_never_become_six_weeks():
    """An answer whose unit is another now is asked again."""
    found = triage.migrate(tree("unit: days", "unit: weeks"), record())

    assert found.dropped == ("days",)
    assert found.kept == ("swallow", "fever", "kind")
    assert found.session.page.required == ("days",)
    assert found.session.page.given == {}
    assert "the unit of `days` was “days” and is “weeks”" in map(str, found.changed)


def test_a_question_turned_round_is_asked_again():
    """An answer to other words is never read as an answer to these."""
    after = tree("Can you swallow?", "Is it hard to swallow?")

    found = triage.migrate(after, record())

    assert ([*found.reworded], found.dropped) == (["swallow"], ())
    assert found.session.page.question.text == "Is it hard to swallow?"
    with pytest.raises(triage.TreeChanged, match="Is it hard to swallow"):
        triage.resume(after, record())
    accepted = triage.resume(after, record(), accept_changes=True)
    assert accepted == found.session


def test_options_that_changed_places_are_asked_again():
    """Who chose "Mild" did not choose what now has its id."""
    after = tree("{mild: Mild, bad: Severe}", "{mild: Severe, bad: Mild}")

    assert triage.migrate(after, record()).dropped == ("kind",)


def test_what_is_asked_again_is_all_that_is_asked():
    """The answers to the other questions stay in force, on their pages."""
    found = triage.migrate(tree("unit: days", "unit: weeks"), record())

    after = found.session.answer({"days": 1})

    assert after.decision.end == "rest"
    assert after.pages[0] == {"swallow": "yes"}


def test_a_question_that_is_gone():
    """Its answer is dropped, the others stay, and the outcome is compared."""
    after = tree_of(
        STEPS.replace("days, fever", "fever").replace(" or days > 40", ""),
        questions=QUESTIONS.replace(QUESTIONS.splitlines()[1] + "\n", ""),
    )

    found = triage.migrate(after, record())

    assert found.dropped == ("days",)
    assert "`days` is no longer a question of the tree" in map(str, found.changed)
    assert [c.question for c in found.changed if c.kind == "unasked"] == ["days"]
    assert found.session.decision.end == "rest"


def test_only_what_contradicts_is_asked_again():
    """A new assumption costs the answer that it rules out, not its whole page."""
    found = triage.migrate(tree(more="\nassume: days <= 5"), record())

    assert found.dropped == ("days",)
    assert found.session.answers == {"swallow": "yes", "fever": "no", "kind": "mild"}
    assert found.session.page.given == {"days": 6}


def test_what_was_known_before_may_contradict_too():
    """Prefilled answers that do not go together now do not end the interview."""
    old = tree().start({"fever": "yes", "days": 40}).answer({"swallow": "yes"})

    found = triage.migrate(
        tree(more="\nassume: not (fever and days > 30)"), old.to_dict()
    )

    assert found.dropped == ("fever",)
    assert found.session.answer({"fever": "no", "kind": "bad"}).decision.complete


def test_what_was_taken_back_is_still_offered():
    """An answer that was taken back does not come into force by a new version."""
    old = tree().start().answer({"swallow": "no"}).back()

    found = triage.migrate(tree("max: 60", "max: 70"), old.to_dict())

    assert found.session.page.given == {"swallow": "no"}
    assert [c.kind for c in found.changed] == ["logic"]


def test_an_end_that_changed_is_told():
    """What comes of the same answers now is part of what changed."""
    found = triage.migrate(tree("days > 40", "days > 4"), record())

    assert [c.kind for c in found.changed] == ["logic", "urgency", "advice"]
    assert (found.kept, found.dropped) == (("swallow", "days", "fever", "kind"), ())


def test_not_sure_may_be_no_answer_any_more():
    """That "not sure" is no longer offered is told; a plain answer stays."""
    found = triage.migrate(tree("type: yes_no, unsure: true", "type: yes_no"), record())

    assert found.kept == ("swallow", "days", "fever", "kind")
    assert str(found.changed[0]) == (
        "whether “not sure” is an answer to `swallow` was “yes” and is “no”"
    )


def test_hostile_records_do_not_break_it():
    """Whatever stands aside, at most an answer and one before it is kept."""
    wild = record() | {"aside": {"fever": ["no", "yes", "no"], "kind": [7], "x": ["y"]}}

    found = triage.migrate(tree("max: 60", "max: 70"), wild)

    assert found.session.decision.complete


def renamed():
    """Return the tree after everything in it was called otherwise, twice."""
    return tree(
        *("swallow", "swallows", "swallows?", "swallow?"),
        *("kind", "sort", "mild: Mild", "weak: Mild"),
        more="\nrenamed:\n"
        "  questions: {swallow: can_swallow, can_swallow: swallows, kind: sort}\n"
        "  options: {sort: {mild: weak}}\n"
        "  recommendations: {relax: rest}\n  levels: {home: self_care}\n"
        "  steps: {first: one}",
    )


def test_what_is_called_otherwise_is_carried_over():
    """Questions and options that were renamed keep their answers, over any versions."""
    found = triage.migrate(renamed(), record())

    assert found.session.answers == {
        "swallows": "yes",
        "days": 6,
        "fever": "no",
        "sort": "weak",
    }
    assert [change.kind for change in found.changed] == ["logic"]


def test_an_outcome_that_is_called_otherwise_is_the_same():
    """Advice, end and urgency of a record are read by their new names."""
    old = record() | {"advice": ["relax"], "end": "relax", "urgency": "home"}

    assert [c.kind for c in triage.migrate(renamed(), old).changed] == ["logic"]


def test_a_list_of_options_is_carried_over():
    """Of an answer with several options each is called as it is now."""
    options = "  k: {text: K?, type: any_of, unsure: true, options: {x: X, y: Y}}"
    steps = "  one: {ask: k, go: rest}"
    old = tree_of(steps, questions=options).start().answer({"k": ["x", "y", "unsure"]})
    names = "\nrenamed: {options: {k: {x: z}, b: {}}}"
    after = tree_of(steps, questions=options.replace("x: X", "z: X") + names)

    found = triage.migrate(after, json.loads(json.dumps(old.back().to_dict())))

    assert found.session.aside == {"k": (("z", "y", "unsure"),)}


def test_a_wording_with_the_same_meaning_is_kept():
    """The author says of a wording, and of no other, that it asks the same."""
    reworded = "Can you swallow?", "Can you swallow well?"
    wording = triage.migrate(tree(*reworded), record()).reworded["swallow"]
    after = tree(*reworded, more=f"\nsame_meaning: {{swallow: {wording}}}")

    assert triage.resume(after, record()).answers["swallow"] == "yes"
    turned = record()
    turned["questions"]["swallow"]["text"] = "Is it hard to swallow?"
    assert [*triage.migrate(after, turned).reworded] == ["swallow"]


def test_options_that_are_none_are_renamed_nowhere():
    """Where a record says no mapping of options, none is renamed."""
    old = record()
    old["questions"]["kind"]["options"] = "mild"

    assert "kind" not in triage.migrate(renamed(), old).kept


RISKS = """\
  first: {text: Is it for you?, type: yes_no}
  danger: {text: Are you in danger?, type: yes_no}
  wheezing: {text: Is it hard to breathe?, type: yes_no}
  choking: {text: Do you choke?, type: yes_no}"""
ASKED = """\
  one: {ask: first, answers: {yes: two, no: last}}
  two: {ask: wheezing, go: last}
  last: {ask: danger, go: end}
  end: {ask: choking, go: rest}"""


def breath(renames):
    """Return a tree in which an id that another question had asks for the breath."""
    return tree_of(
        "  one:\n    ask: [first, danger]\n"
        "    branches: [{when: danger, go: go_now}, {go: rest}]",
        questions="  first: {text: Is it for you?, type: yes_no}\n"
        "  danger: {text: Is it hard to breathe?, type: yes_no}\n"
        f"renamed: {{questions: {{{renames}}}}}",
    )


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("aside", [False, True])
def test_an_id_that_another_question_had_is_never_read_as_this_one(aside, reverse):
    """Whatever the order of a store and wherever an answer was, none is taken over."""
    old = tree_of(ASKED, questions=RISKS).start().answer({"first": "yes"})
    old = old.answer({"wheezing": "yes"}).answer({"danger": "no"})
    old = old.answer({"first": "no"}) if aside else old
    saved = json.loads(json.dumps(old.to_dict(), sort_keys=True))
    if reverse:
        saved["pages"] = [dict(reversed(page.items())) for page in saved["pages"]]
        saved["questions"] = dict(reversed(saved["questions"].items()))

    found = triage.migrate(breath("wheezing: danger"), saved)

    assert found.session.answers == {"first": "no" if aside else "yes", "danger": "yes"}
    assert found.session.decision.urgency == "emergency"
    assert (found.kept, found.dropped) == (("first", "danger"), ("danger (earlier)",))
    replayed = triage.replay(saved, breath("wheezing: danger")).decision.given
    assert replayed.get("danger") == (None if aside else "yes")


def test_of_two_that_are_one_question_now_neither_is_taken():
    """Where a record has both, nobody can say which counts: it is asked again."""
    old = tree_of(ASKED, questions=RISKS).start().answer({"first": "yes"})
    old = old.answer({"wheezing": "yes"}).answer({"danger": "yes"})
    old = old.answer({"choking": "no"})

    found = triage.migrate(breath("choking: wheezing, wheezing: danger"), old.to_dict())

    assert found.kept == ("first",)
    assert found.session.page.required == ("danger",)


@pytest.mark.parametrize("kind", ["one_of", "any_of"])
def test_an_id_that_another_option_had_is_never_read_as_this_one(kind):
    """An option's id that is used again for a renamed one keeps no answer."""

    def pain(options, more=""):
        line = f"  pain: {{text: Where?, type: {kind}, options: {{{options}}}}}"
        return tree_of("  one: {ask: pain, go: rest}", questions=line + more)

    before = pain("chest: Chest, limb: A leg, head: Head")
    more = "\nrenamed: {options: {pain: {limb: chest}}}"
    after = pain("chest: A leg, head: Head", more)

    def saved(option):
        session = before.start().answer({"pain": option})
        return json.loads(json.dumps(session.to_dict()))

    found = triage.migrate(after, saved("chest"))

    assert (found.dropped, found.session.answers) == (("pain",), {})
    assert found.session.page.given == {}
    assert triage.replay(saved("chest"), after).decision.given == {}
    with pytest.raises(triage.TreeChanged):
        triage.resume(after, saved("chest"))


def again(words='{again: "A, plainly?"}', end="rest", more=""):
    """Return a tree with a question that is asked again in plainer words."""
    line = f"  d: {{text: D?, type: yes_no, unsure: {words}}}"
    return tree_of(f"  one: {{ask: [d, b], go: {end}}}", questions=line + more)


def test_a_plainer_question_that_was_taken_back_is_asked_again():
    """The first "not sure" stays where its second answer was taken back."""
    old = again().start().answer({"d": "unsure"}).answer({"d": "yes"}).back()

    assert triage.migrate(again(), old.to_dict()).session == old
    other = triage.migrate(again(end="go_now"), old.to_dict()).session
    assert (other.page.question.text, other.page.given) == ("A, plainly?", {"d": "yes"})


def test_without_plainer_words_what_was_taken_back_is_asked_from_the_start():
    """That "not sure" is no last word of who was still being asked."""
    old = again().start().answer({"d": "unsure"}).answer({"d": "yes"}).back()
    wording = triage.migrate(again("true"), old.to_dict()).reworded["d"]
    after = again("true", more=f"\nsame_meaning: {{d: {wording}}}")

    found = triage.migrate(after, old.to_dict()).session

    assert (found.page.required, found.page.given) == (("d",), {"d": "yes"})
    assert triage.resume(after, found.to_dict()) == found


def test_what_was_taken_back_is_not_kept():
    """What is kept are answers that the interview has."""
    old = again().start().answer({"d": "no"}).answer({"b": "no"}).back()

    found = triage.migrate(again(end="go_now"), old.to_dict())

    assert (found.kept, found.dropped) == (("d",), ())
    assert found.session.page.given == {"b": "no"}


def test_an_option_that_was_called_none_is_not_none_of_them():
    """Whoever chose it chose what it is called now; whoever chose nothing, nothing.

    A tree cannot call it so any more, but records of before do.
    """
    asked = "  m: {{text: M?, type: any_of, options: {{{}: Never, b: Often}}}}\n"
    old = tree_of("  one: {ask: m, go: rest}", questions=asked.format("former"))
    new = tree_of(
        "  one: {ask: m, go: rest}\nrenamed: {options: {m: {none: never}}}",
        questions=asked.format("never"),
    )

    for chosen, now in ([["former"], ("never",)], [[], ()], [["b"], ("b",)]):
        record = json.dumps(old.start().answer({"m": chosen}).to_dict())
        saved = json.loads(record.replace("former", "none"))
        assert triage.migrate(new, saved).session.answers == {"m": now}


def test_a_limit_that_moves_is_told_by_how_far_it_is_from_today():
    """It is no other limit on another day, and one is told beside a day that stays."""
    asked = "  d: {{text: D?, type: date, min: {}, max: today + days(1)}}\n"
    old, new, fixed = (
        tree_of("  one: {ask: d, go: rest}", questions=asked.format(first))
        for first in ("today - years(1)", "today - months(13)", "1999-01-01")
    )
    made = old.start(today=date(2026, 6, 1)).answer({"d": "2026-05-01"}).to_dict()

    assert triage.migrate(old, made).changed == ()
    for tree, now in ((new, "13 months before today"), (fixed, "1 January 1999")):
        assert str(triage.migrate(tree, made).changed[0]) == (
            f"the first day that `d` can be was 1 year before today and is {now}"
        )


def test_a_record_may_say_a_limit_that_moves_as_the_day_it_never_passes():
    """So earlier records say it, which is no change; another day is one."""
    asked = "  d: {text: D?, type: date, min: today - years(1), max: 2100-12-31}\n"
    tree = tree_of("  one: {ask: d, go: rest}", questions=asked)
    made = tree.start(today=date(2026, 6, 1)).answer({"d": "2026-05-01"}).to_dict()

    for first, changed in (("1999-01-01", 0), ("1999-01-02", 1)):
        made["questions"]["d"]["min"] = first
        assert len(triage.migrate(tree, made).changed) == changed


def test_a_limit_of_a_date_is_told_as_a_day():
    """Of a date it is no number, and what is no day in a record is none."""
    asked = "  d: {{text: D?, type: date, min: {}, max: {}}}\n"
    old, new = (
        tree_of("  one: {ask: d, go: rest}", questions=asked.format(*days))
        for days in (("2026-01-01", "2027-12-31"), ("2026-02-01", "2028-12-31"))
    )

    found = triage.migrate(new, old.start().answer({"d": "2026-05-01"}).to_dict())

    assert [str(change) for change in found.changed][:2] == [
        "the first day that `d` can be was 1 January 2026 and is 1 February 2026",
        "the last day that `d` can be was 31 December 2027 and is 31 December 2028",
    ]
    assert str(Change("min", "d", "2026-99-01", "2026-01-01")) == (
        "the first day that `d` can be was none and is 1 January 2026"
    )
