"""What is told beside an outcome that stays: levels, the order, shown values."""

import pytest
from trees_for_tests import built_in

import triage
from triage.comparison.blocks import said
from triage.comparison.dataset import counted
from triage.comparison.equivalence import compare
from triage.comparison.results import Result
from triage.engine.decision import Decision

OLD = """\
triage: 1
id: t
version: 1.0
title: T
questions:
  a: {text: Does it hurt?, type: yes_no, unsure: true}
  b: {text: Is it red?, type: yes_no}
  n: {text: How long?, type: integer, min: 0, max: 9, unit: days}
values: {score: "count(a, b)", high: "maybe(a) and maybe(b)"}
show: [score, high]
recommendations:
  day: {urgency: same_day, title: Today}
  more: {urgency: same_day, title: More today}
  rest: {urgency: self_care, title: Rest}
  note: {title: Note}
  mind: {title: Mind}
start: one
steps:
  one: {ask: [a], go: two}
  two:
    ask: [n]
    branches:
      - {when: surely(a) and n > 5, go: day, advise: more}
      - {when: n > 3, go: three, advise: [note, mind]}
      - go: rest
  three:
    ask: [b]
    go: rest
"""

LEVEL = "more: {urgency: same_day", "more: {urgency: self_care"
ORDER = "[note, mind]", "[mind, note]"
UNASKED = "three:\n    ask: [b]\n", "three:\n"
ASKED = "two:\n    ask: [n]", "two:\n    ask: [n, b]"


def trees(*edits):
    """Return the tree, and the tree after some edits of its text."""
    new = OLD
    for before, after in edits:
        assert before in new
        new = new.replace(before, after)
    return triage.loads(OLD, name="old.yaml"), triage.loads(new, name="new.yaml")


def seen(patient):
    """Return what a patient is shown: the advice, its levels, and the values."""
    outcome = patient.outcome
    decision = Decision.of(outcome.tree, outcome.trace, outcome.answers)
    advice = [(x.id, x.urgency and x.urgency.id) for x in decision.recommendations]
    return advice, decision.shows


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (LEVEL, {"level/more": ("same_day", "self_care")}),
        (
            ORDER,
            {"order": (["rest", "note", "mind"], ["rest", "mind", "note"])},
        ),
        (UNASKED, {"value/score": (0, [0, 1]), "value/high": ("no", "yes")}),
        (ASKED, {"value/score": ([1, 2], 1), "value/high": ("yes", "no")}),
    ],
    ids=["level", "order", "unasked", "asked"],
)
def test_what_is_told_beside_an_outcome_is_an_entry(edit, told):
    """It has its cause and a patient, is never the same, and has to be allowed."""
    found = compare(*trees(edit))
    names = [item.name for item in found.retold]

    assert found.same_decisions
    assert not found.same_logic
    assert {n.partition(":")[2].partition("#")[0] for n in names} == {*told}
    for item in found.retold:
        key = f"{item.part}/{item.of}".rstrip("/")
        assert (item.before, item.after) == told[key]
        assert item.cause == found.places
        assert seen(item.old) != seen(item.new)
    assert found.refused() == (*names,)
    assert found.refused(names) == ()
    assert [x["name"] for x in found.to_dict()["retold"]] == names
    beside = "What is told beside an outcome that stays differs for some"
    assert f"{beside}: NOT ALLOWED." in found.text(200)
    assert f"{beside}: allowed." in found.text(200, allowed=names)


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (LEVEL, "“More today” is told as Be seen today → Care at home"),
        (ORDER, "in another order: “Rest”; “Note”; “Mind” → “Rest”; “Mind”; “Note”"),
        (UNASKED, "`score` is shown as 0 → 0 to 1"),
    ],
    ids=["level", "order", "value"],
)
def test_it_is_told_in_words(edit, line):
    """The text has what was told before, and what is told now, by their titles."""
    assert line in compare(*trees(edit)).text(200)


def test_a_higher_level_needs_no_allowance():
    """Advice that is more urgent now is told, and passes."""
    old, new = trees(LEVEL)
    found = compare(new, old)

    assert [item.before for item in found.retold] == ["self_care"]
    assert found.refused() == ()


def test_a_level_that_the_outcome_tells_is_not_told_twice():
    """Where the outcome goes from the one level to the other, that is all there is."""
    edits = ("day: {urgency: same_day", "day: {urgency: self_care"), LEVEL
    found = compare(*trees(*edits))

    assert len(found.outcomes) == 1
    assert not found.retold


IN_BETWEEN = """
triage: 1
id: t
title: T
questions: {b: {text: B?, type: yes_no}, c: {text: C?, type: yes_no}}
recommendations: {rest: {urgency: self_care, title: Rest}, note: Note, also: Also}
start: one
steps:
  one: {ask: [b, c], advise: [{when: %s, add: note}], go: two}
  two: {advise: [also], go: three}
  three: {advise: [note], go: rest}
"""


def test_advice_that_is_given_at_several_places_counts_where_it_comes_first():
    """Before what stands between, and after it where the first place tells nobody."""
    old, new = (triage.loads(IN_BETWEEN % name) for name in "bc")

    [entry] = compare(old, new).retold

    assert entry.before == ["rest", "note", "also"]
    assert entry.after == ["rest", "also", "note"]
    assert dict(entry.old.outcome.answers) == {"b": "yes", "c": "no"}


def test_an_allowance_is_of_these_edits_alone():
    """With another edit beside it, or of other people, it is not the same name."""
    names = {
        item.name
        for edits in ([ORDER], [ORDER, LEVEL], [ORDER, ("n > 3", "n > 2")])
        for item in compare(*trees(*edits)).retold
        if item.part == "order"
    }

    assert len(names) == 3


def test_an_edit_that_only_tells_otherwise_is_not_silent():
    """What is proved to change nobody changes nothing that anybody reads."""
    for edit in (LEVEL, ORDER, UNASKED, ASKED):
        assert not compare(*trees(edit)).silent


def test_an_answer_that_changes_a_shown_value_has_to_be_allowed():
    """Nobody is decided about by it, and who gives it sees another score."""
    more = "red?, type: yes_no}", "red?, type: yes_no, unsure: true}"
    found = compare(*trees(more))

    assert [item.key for item in found.answers] == ["unsure"] * len(found.answers)
    assert found.answers
    assert {item.here for item in found.answers} == {x.another for x in found.answers}


def test_patients_of_a_table_who_are_told_otherwise_are_counted():
    """Another order or level counts as being told something else."""
    rows = [{"a": "yes", "b": "no", "n": n} for n in (2, 5, 7)]

    assert counted(*trees(LEVEL), rows).changed == 1
    assert counted(*trees(ORDER), rows).changed == 1
    assert counted(*trees(UNASKED), rows).changed == 1


def test_a_value_that_only_one_tree_shows_is_no_other_way_of_asking():
    """What is shown only now is compared with nothing."""
    old = triage.loads(OLD.replace("show: [score, high]", "show: [score]"))
    new = triage.loads(OLD.replace("n > 3", "n > 2"))

    assert "high" not in {entry.of for entry in compare(old, new).retold}


PIECES = (
    "rest: {urgency: self_care, title: Rest}",
    (
        'rest: {urgency: self_care, title: "Rest {n | unit}", '
        'text: [{when: maybe(b), text: "{b2 else Cool} it."}, End.]}'
    ),
)
RED = "questions:", "questions:\n  b2: {text: How?, options: {wet: Wet, dry: Dry}}"
FROM, SHOWN = ("ask: [b]", "ask: [b, b2]"), ("show: [score, high]\n", "")


def told_in_texts(*edits):
    """Return a comparison of trees that show nothing beside their texts."""
    base = triage.loads(trees(PIECES, RED, SHOWN)[1].documents[0].span.source.text)
    return compare(base, trees(PIECES, RED, SHOWN, *edits)[1])


def test_who_reads_something_else_is_an_entry():
    """A text that shows what is asked now, or goes by it, is told with a patient."""
    for edit, texts in (
        (FROM, ("Rest 4 days Cool it.\n\nEnd.", "Rest 4 days Wet it.\n\nEnd.")),
        (UNASKED, ("Rest 4 days End.", "Rest 4 days Cool it.\n\nEnd.")),
    ):
        found = told_in_texts(edit)
        [item] = found.retold

        assert (item.part, item.of) == ("text", "rest")
        assert (item.before, item.after) == texts
        assert found.same_decisions
        assert not found.same_logic
        assert found.refused() == (item.name,)
        line = "“Rest {n | unit}” reads “Rest 4 days"
        assert line in found.text(200)


def test_a_value_in_a_text_that_is_made_otherwise_is_told():
    """A formula that only texts show, or go by, is no silent edit."""
    value = "values: {score: ", "values: {more: maybe(b) and n > 2, score: "
    uses = ("when: maybe(b),", "when: more,"), value
    other = ("n > 2, score", "n > 3, score")
    old, new = (trees(PIECES, RED, SHOWN, *uses, *x)[1] for x in ((), (other,)))

    found = compare(old, new)

    assert [(item.part, item.id) for item in found.shown] == [("value", "more")]
    assert not found.same_logic
    assert found.refused() == (found.shown_name,)


def test_a_piece_that_was_edited_reads_otherwise():
    """Its condition is part of the text, as it is written."""
    found = told_in_texts(("when: maybe(b)", "when: surely(b)"))

    assert [x.new for x in found.words] == [
        "{when surely(b)} {b2 else Cool} it.\n\nEnd."
    ]
    assert found.same_logic


def test_a_text_may_show_what_is_another_question_now():
    """Of a question with another unit, the texts of both trees show their own."""
    hours = "max: 9, unit: days", "max: 9, unit: hours"
    found = told_in_texts(hours, UNASKED, LEVEL)

    assert {item.part for item in found.retold} == {"level"}
    assert "n" in found.apart


def test_a_text_that_reads_otherwise_has_its_own_cause():
    """Beside another edit, the one that changes what is read is named."""
    found = told_in_texts(UNASKED, LEVEL)

    causes = {item.part: [x.place for x in item.cause] for item in found.retold}
    assert causes["text"] == ["three.ask"]
    assert causes["text"] != causes["level"]


SIZE = "size: {options: {s: Small, l: Large}, by: n, from: {0: s, 6: l}}"
WORDS = OLD.replace("values: {", f"values:\n  {SIZE}\n  #").replace(
    "show: [score, high]", "show: [size]"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [("{0: s, 6: l}", "{0: s, 7: l}"), ("6: l", "6: l if maybe(b) else s")],
)
@pytest.mark.parametrize("shown", ["show: [size]", "show: []"])
def test_another_word_is_told_beside_an_outcome_that_stays(before, after, shown):
    """Who is shown another word, or reads it in a text, is found with the edit."""
    text = WORDS.replace("show: [size]", shown).replace(
        "title: Rest}", 'title: "Rest, {size | lower}"}'
    )
    old, new = triage.loads(text), triage.loads(text.replace(before, after))
    found = compare(old, new)

    assert not found.same
    assert [place.place for place in found.places] == ["size"]
    assert "“Large” if n at least 6 days" in found.places[0].old


@pytest.mark.parametrize("shown", ["show: [size]", "show: []"])
def test_a_word_that_is_open_now_is_told_beside_an_outcome_that_stays(shown):
    """A value stays what it is, and its word is not known where nobody asks."""
    text = WORDS.replace("show: [size]", shown).replace(
        "title: Rest}", 'title: "Rest, {size | lower else so}"}'
    )
    text = text.replace("6: l}", "2: l if b else s}")
    old, new = triage.loads(text), triage.loads(text.replace(*UNASKED))
    found = compare(old, new)

    assert not found.same
    assert [place.place for place in found.places] == ["three.ask"]


def test_an_end_that_is_called_as_its_level_is_said_once():
    """What people are told is in brackets only where it says more."""
    tree = built_in("start")

    assert said(tree, Result("immediate", "immediate")) == "Immediate"
    assert said(tree, Result("minor", "deceased")) == "Minor (Deceased)"
