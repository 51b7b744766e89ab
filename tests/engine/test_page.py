"""What a session shows at one time."""

import json

import pytest
from headless import answered
from published import assert_fits
from trees_for_tests import ANSWERS, throat, tree_of

import triage
from triage.engine.defaults import ordinary
from triage.linker.loader import builtins

LIST = """\
  d: {text: D?, type: yes_no, unsure: {again: "D, plainly?"}}
  e: {text: E?, type: yes_no}"""


def ticks():
    """Return a tree that shows a list to tick, with a question that has two words."""
    return tree_of("  one: {checklist: [b, c, d, e], go: rest}", questions=LIST)


def test_one_question_at_a_time():
    """Of several questions on a step, the first comes by itself."""
    session = throat().start().answer({"drooling": "no"})

    assert session.page.required == ("age",)
    assert session.page.question is session.asking[0]
    assert (session.page.checklist, session.page.again) == (False, False)


def test_pages_are_counted():
    """The first page is 1, and each answer leads to the next number."""
    session = throat().start({"age": 30})

    assert session.page.number == 1
    assert session.answer({"drooling": "no"}).page.number == 2
    assert session.answer({"drooling": "no"}).back().page.number == 1


def test_when_decided_there_is_no_page():
    """The end of an interview shows nothing to answer."""
    assert throat().start(ANSWERS).page is None


def test_a_list_to_tick_comes_as_a_whole():
    """A checklist asks its questions on one page, as long as there are two."""
    session = ticks().start()

    assert session.page.checklist
    assert session.page.required == ("b", "c", "d", "e")
    assert session.answer({"b": "no", "c": "no", "d": "no"}).page.required == ("e",)
    assert not session.answer({"b": "no", "c": "no", "d": "no"}).page.checklist


def test_what_is_asked_again_comes_after_its_list():
    """What a list left "not sure" is asked again alone, in its plainer words."""
    session = ticks().start().answer({"d": "unsure"})

    assert session.page.required == ("b", "c", "e")
    session = session.answer(dict.fromkeys("bce", "no"))
    assert session.page.again
    assert session.page.question.text == "D, plainly?"


def test_an_answer_is_changed_on_the_page_where_it_was_given():
    """The page to change an answer asks it in its first words; prefill is page 0."""
    session = ticks().start({"b": "no"}).answer({"d": "unsure"}).answer({"d": "yes"})

    assert session.changing("d").number == 2
    assert session.changing("d").question.text == "D?"
    assert not session.changing("d").again
    assert session.changing("b").number == 0


def test_a_front_end_needs_the_page_only():
    """Whoever answers each page comes to the decision."""
    session = answered(throat().start(), ANSWERS)

    assert session.decision.to_dict() == throat().decide(ANSWERS).to_dict()


@pytest.mark.parametrize("name", builtins())
def test_every_page_has_the_documented_form(name):
    """Each page of an interview about a built-in tree fits the published schema."""
    tree = triage.load(name)
    session, answers = tree.start(), ordinary(tree)
    seen = {question.id: question.to_dict() for question in tree.questions.values()}

    while session.page:
        page = json.loads(json.dumps(session.page.to_dict()))
        assert_fits("page", page)
        for question in page["questions"]:
            assert question == seen[question["id"]] | {
                "required": True,
                "given": None,
            }
        session = session.answer(
            {name: answers[name] for name in session.page.required}
        )


ASKED = {
    "yes_no": ("d", ["yes", "no", "unsure"], ["Yes", "No", "Not sure"]),
    "any_of": ("k", ["x", "y", "unsure"], ["Ex", "y", "Not sure"]),
}


@pytest.mark.parametrize(("name", "ids", "texts"), ASKED.values(), ids=ASKED)
def test_options_are_what_can_be_answered(name, ids, texts):
    """Every option of a question as JSON is an answer that it takes, with its text."""
    more = "  k: {text: K?, type: any_of, unsure: true, options: {x: Ex, y: y}}"
    question = tree_of(
        f"  one: {{ask: {name}, go: rest}}", questions=f"{LIST}\n{more}"
    ).questions[name]

    options = question.to_dict()["options"]

    assert [option["id"] for option in options] == ids
    assert [option["text"] for option in options] == texts
    assert all(question.accept(option["id"]) for option in options)


def test_the_limits_of_a_number_are_exact():
    """Least and greatest are text, without exponents and without rounding."""
    more = "  n: {text: N?, type: number, min: 0.1, max: 0.30, decimals: 7, unit: mm}"
    question = tree_of("  one: {ask: n, go: rest}", questions=more).questions["n"]

    assert question.to_dict() == {
        "id": "n",
        "kind": "number",
        "text": "N?",
        "help": "",
        "why": "",
        "unsure": False,
        "min": "0.1",
        "max": "0.3",
        "decimals": 7,
        "unit": "mm",
    }


def test_a_corrected_page_that_arrives_twice_changes_nothing():
    """A page stands as it was corrected, whatever was asked again after it."""
    list_ = {"b": "no", "c": "no", "d": "unsure", "e": "no"}
    session = ticks().start().answer(list_).answer({"d": "yes"})
    at = session.shown(1).at

    after = session.answer(list_ | {"e": "yes"}, at=at)

    assert after.pages[0]["e"] == "yes"
    assert after.answer(list_ | {"e": "yes"}, at=at) is after
    with pytest.raises(triage.AnswerConflict):
        after.answer(list_, at=at)


def test_an_answer_taken_back_does_not_stand():
    """Sent again from a page that is no longer there, it is refused, and not lost."""
    session = ticks().start().answer({"b": "no"}).answer({"c": "no"})
    old = session.shown(2).at
    back = session.back().back()

    with pytest.raises(triage.AnswerConflict):
        back.answer({"c": "no"}, at=old)
    whole = dict.fromkeys(back.page.required, "no")
    assert back.answer(whole, at=back.at).answers["b"] == "no"


def test_a_part_of_a_list_is_refused_as_its_page():
    """A list to tick is put whole, so it comes back whole; each gap in it is named."""
    session = ticks().start()
    at, whole = session.page.at, {"b": "no", "c": "no", "d": "yes", "e": "no"}

    for part, gaps in [
        ({"b": "yes"}, ["c", "d", "e"]),
        ({"b": "no", "c": None, "d": "yes", "e": "no"}, ["c"]),
        ({"b": "no", "d": "perhaps", "e": "no"}, ["d", "c"]),
    ]:
        with pytest.raises(triage.AnswerError) as refused:
            session.answer(part, at=at)
        named = [problem.questions for problem in refused.value.problems]
        assert named == [(name,) for name in gaps]
        assert refused.value.problems[-1].code == "missing"
        assert refused.value.accepted["b"] == part["b"]
    assert session.answer({"b": None}, at=at) is session
    assert session.answer({"b": "no"}).answers == {"b": "no"}
    after = session.answer(whole, at=at)
    assert after.answer({"e": "yes"}, at=after.shown(1).at).answers["e"] == "yes"


def test_back_leads_to_a_page_to_answer():
    """What was answered beyond an early end is taken back with what decided it."""
    tree = tree_of(
        "  one: {ask: [b, c], branches: [{when: b, go: go_now}, {go: rest}]}"
    )
    session = tree.start().answer({"b": "yes"}).answer({"c": "no"})

    back = session.back()

    assert back.page.required == ("b",)
    assert back.page.given == {"b": "yes"}
    assert triage.replay(back.decision.record(), tree).same
    assert back.answer({"b": "no"}).answers == {"b": "no", "c": "no"}
    assert back.back() is back
