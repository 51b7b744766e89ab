"""What is certain while the rest of a page waits."""

import pytest
from trees_for_tests import built_in, tree_of

from triage.base.question import Option, Question
from triage.engine.settled import every_answer, how_many

TWO = "  one:\n    ask: [b, c]\n    branches: [{}]\n  last: {}"
URGENT = "{advise: see, branches: [{when: urgency >= soon, go: see}, {go: rest}]}"


def certain(branches, answers, last="{go: see}"):
    """Return the end that is certain of a page with these branches."""
    found = tree_of(TWO.format(branches, last)).decide(answers).settled
    return found and found.end


@pytest.mark.parametrize(
    ("branches", "end"),
    [
        ("{when: b, go: see}, {go: rest}", "see"),
        ("{when: not b, go: see}, {go: rest}", "rest"),
        ("{when: c, go: see}, {go: rest}", None),
        ("{when: c, go: see}, {go: see}", "see"),
        ("{when: b, go: last}, {go: rest}", "see"),
        ("{when: c, go: last}, {go: rest}", None),
        ("{when: b, advise: see, go: done}, {go: rest}", "done"),
        ("{when: b, advise: {add: note, when: c}, go: see}, {go: rest}", None),
        ("{when: b, todo: Later.}, {go: rest}", None),
    ],
)
def test_what_every_answer_leads_to(branches, end):
    """An outcome is certain where each way of answering the rest leads to it."""
    assert certain(branches, {"b": "yes"}) == end


@pytest.mark.parametrize(("no", "end"), [("see", "see"), ("rest", None)])
def test_what_every_answer_of_a_step_by_answer_leads_to(no, end):
    """Where ways are listed by answer, they may all lead to the same."""
    tree = tree_of(f"  one: {{ask: b, answers: {{yes: see, no: {no}}}}}")

    settled = tree.decide({}).settled

    assert (settled and settled.end) == end


@pytest.mark.parametrize(
    ("last", "end"),
    [
        ("{ask: a, go: see}", None),
        ("{advise: {add: note, when: c}, go: see}", None),
        ("{ask: c, branches: [{when: c, go: see}, {go: rest}]}", None),
        ("{ask: c, branches: [{when: b, go: see}, {go: rest}]}", "see"),
        (URGENT, "see"),
    ],
)
def test_what_the_steps_behind_the_page_lead_to(last, end):
    """Steps that have all their answers are gone through; others leave it open."""
    assert certain("{when: b, go: last}, {go: rest}", {"b": "yes"}, last) == end


def test_answers_known_for_later_pages_count():
    """A record with one item missing is told what is certain, pages further on too."""
    last = "{ask: a, answers: {yes: go_now, no: see, unsure: rest}}"
    known = {"b": "yes", "a": "no"}

    assert certain("{when: b, go: last}, {go: rest}", known, last) == "see"


def test_advice_collected_before_is_certain_again():
    """What may be advised twice is certain when it was advised once."""
    twice = "{when: b, advise: [note, {add: note, when: c}], go: see}, {go: rest}"

    assert certain(twice, {"b": "yes"}) == "see"


@pytest.mark.parametrize(
    ("branches", "end"),
    [
        ("{when: c or not c, go: see}, {go: rest}", "see"),
        ("{when: c, advise: see, go: done}, {advise: see, go: done}", "done"),
        ("{when: c, advise: see, go: done}, {when: b, go: see}, {go: rest}", None),
    ],
)
def test_where_conditions_depend_on_one_another_every_answer_is_tried(branches, end):
    """What no condition says by itself is seen where the ways are few."""
    assert certain(branches, {"b": "yes"}) == end


KINDS = """\
  k: {text: K?, type: any_of, unsure: true, options: {x: X, y: Y}}
  n: {text: N?, type: integer, min: 0, max: 9, unsure: true}
  m: {text: M?, type: integer, min: 0, max: 90}"""


@pytest.mark.parametrize(
    ("name", "condition", "end"),
    [
        ("k", "maybe(x in k) or surely(x not in k)", "see"),
        ("n", "maybe(n > 4) or surely(n < 5)", "see"),
        ("n", "maybe(n > 4) or surely(n < 4)", None),
        ("m", "m > 4 or m < 5", None),
    ],
)
def test_every_answer_of_a_kind_is_tried(name, condition, end):
    """Sets, and numbers not sure among them; of too many answers, nothing is said."""
    branches = f"[{{when: {condition}, go: see}}, {{go: rest}}]"
    step = f"  one: {{ask: {name}, branches: {branches}}}"
    settled = tree_of(step, questions=KINDS).decide({}).settled

    assert (settled and settled.end) == end


def test_it_is_told_whole():
    """Urgency, end and recommendations are those of every decision that is left."""
    tree = built_in("curb_65")
    known = {"confusion": "yes", "urea": 9, "respiratory_rate": 16, "age": 40}
    waiting = tree.decide(known | {"systolic": 120})
    settled = waiting.settled

    assert settled is None  # a low diastolic pressure would be a third point
    settled = tree.decide(known | {"systolic": 120, "diastolic": 80}).settled
    assert settled.to_dict() == {
        "urgency": "moderate",
        "end": "moderate",
        "recommendations": ["moderate"],
    }


def test_nothing_is_certain_where_the_tree_is_not_written():
    """A walk at a way to be written waits for no answer, and is not decided."""
    answers = {"b": "yes", "c": "no"}

    assert certain("{when: b, todo: Later.}, {go: rest}", answers) is None


def test_every_answer_is_one_that_is_accepted():
    """What stands alone is counted by itself, as it is never beside others."""
    options = tuple(Option(x, x.upper(), alone=x in "bd") for x in "abcd")
    asked = Question("q", "Which?", "any_of", options, unsure=True)

    every = [*every_answer(asked)]

    assert how_many(asked) == len(every) == 10
    assert [asked.accept(answer) for answer in every] == every
