"""What typed text means."""

from contextlib import suppress
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, strategies as st

from triage.base.question import Option, Question
from triage.base.speech import speech
from triage.engine.page import Page
from triage.terminal.prompt import Unclear, allowed, choices, noted, reply


def yes_no(name="fever", *, unsure=True):
    return Question(id=name, text=f"{name}?", type="yes_no", unsure=unsure)


def choice(*texts, several=False, unsure=False):
    kind = "any_of" if several else "one_of"
    options = tuple(Option(f"o{n}", text) for n, text in enumerate(texts))
    return Question(id="q", text="Q?", type=kind, options=options, unsure=unsure)


def number(kind="integer", unit="years", *, unsure=False):
    ends = {"minimum": Decimal(0), "maximum": Decimal(120)}
    digits = 1 if kind == "number" else 0
    return Question(
        id="q", text="Q?", type=kind, unit=unit, unsure=unsure, decimals=digits, **ends
    )


def one(question):
    return Page((question,))


TICKS = Page((yes_no("a"), yes_no("b"), yes_no("c", unsure=False)), checklist=True)
TICKS_UNSURE_OF_3 = Page(
    (yes_no("a", unsure=False), yes_no("b", unsure=False), yes_no("c")), checklist=True
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1", "yes"),
        ("2", "no"),
        ("3", "unsure"),
        ("yes", "yes"),
        (" YES ", "yes"),
        ("y", "yes"),
        ("n", "no"),
        ("Not  sure", "unsure"),
        ("unsure", "unsure"),
        ("?", "unsure"),
        ("don\N{RIGHT SINGLE QUOTATION MARK}t know", "unsure"),
        ("prefer not to say", "unsure"),
    ],
)
def test_a_yes_no_question_takes_numbers_and_words(text, answer):
    """Yes, no and not sure can be typed as a number, a letter or words."""
    assert reply(one(yes_no()), text) == {"fever": answer}


@pytest.mark.parametrize(
    "text", ["", "  ", "\t", "0", "4", "maybe", "1 2", "yes no", "-1"]
)
def test_what_is_no_answer_says_what_is(text):
    """Nothing else is an answer, an empty line least of all; the rule is said."""
    with pytest.raises(Unclear, match="Please type yes, no or not sure"):
        reply(one(yes_no()), text)


@pytest.mark.parametrize("page", [one(yes_no(unsure=False)), one(number())])
def test_not_sure_counts_only_where_it_is_offered(page):
    """Not being sure is refused where the question does not allow it."""
    with pytest.raises(Unclear, match="“Not sure” is not possible here"):
        reply(page, "not sure")


@pytest.mark.parametrize("text", ["2", "leg", "LEG", "o1"])
def test_an_option_can_be_named_by_number_text_or_id(text):
    """One option is named by its number, its text, or its id."""
    assert reply(one(choice("Back", "Leg")), text) == {"q": "o1"}


def test_a_text_of_two_options_names_none():
    """A text that two options share is not taken for either."""
    with pytest.raises(Unclear):
        reply(one(choice("Leg", "leg")), "leg")


def test_options_that_begin_with_numbers_are_labelled_by_letters():
    """A typed 1 is never taken for the option in first place when texts are numbers."""
    page = one(choice("0", "1 or 2", "3 or more"))

    assert choices(page) == [("a", "0"), ("b", "1 or 2"), ("c", "3 or more")]
    assert reply(page, "b") == {"q": "o1"}
    assert reply(page, "0") == {"q": "o0"}
    with pytest.raises(Unclear, match="from the list, a to c"):
        reply(page, "1")


def test_there_are_letters_for_any_number_of_options():
    """After z comes aa."""
    labels = [label for label, _ in choices(one(choice(*map(str, range(30)))))]

    assert labels[25:28] == ["z", "aa", "ab"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1", ("o0",)),
        ("3 1", ("o0", "o2")),
        ("1,3", ("o0", "o2")),
        ("1 and 3", ("o0", "o2")),
        ("1 1", ("o0",)),
        ("heat, or cold", ("o1",)),
        ("fever, rest", ("o0", "o2")),
        ("0", ()),
        ("none", ()),
        ("None of these", ()),
        ("none of these: no to all", None),
        ("1 4", ("o0", "unsure")),
        ("1, not sure", ("o0", "unsure")),
        ("4", ("unsure",)),
        ("not sure", ("unsure",)),
        ("0 1", None),
        ("5", None),
        ("1 5", None),
        (",", None),
        ("2?", None),
    ],
)
def test_several_options_can_be_typed_in_many_ways(text, answer):
    """Several options come by spaces, commas or "and"; none must be said alone."""
    page = one(choice("Fever", "Heat, or cold", "Rest", several=True, unsure=True))

    if answer is None:
        with pytest.raises(Unclear):
            reply(page, text)
    else:
        assert reply(page, text) == {"q": answer}


def test_an_option_named_none_goes_before_none_of_these():
    """Where an option has the id `none`, the word means that option."""
    options = (Option("none", "No treatment"), Option("heat", "Heat"))
    page = one(Question(id="q", text="Q?", type="any_of", options=options))

    assert reply(page, "none") == {"q": ("none",)}
    assert reply(page, "0") == {"q": ()}


@pytest.mark.parametrize(
    ("page", "text", "answer"),
    [
        (one(number()), "44", 44),
        (one(number("number", "weeks")), "3 days", Decimal("0.4")),
        (one(number("number", "weeks", unsure=True)), "not sure", "unsure"),
    ],
)
def test_a_number_comes_with_or_without_its_unit(page, text, answer):
    """A number is taken in its unit or in another unit of time."""
    assert reply(page, text) == {"q": answer}


@pytest.mark.parametrize("text", ["1,5", "1.5", "3"])
def test_a_bare_number_with_a_comma_is_asked_for_its_unit(text):
    """Where decimals have a comma, no number is taken that lacks its unit."""
    question = attrs.evolve(number("number", "days"), speech=speech("de"))

    with pytest.raises(Unclear, match=f"„{text} Tage“ oder „{text} Wochen“"):
        reply(one(question), text)


@pytest.mark.parametrize("text", ["121", "-1", "1.5", "lots", "1e1", "٣", "4" * 500])
def test_a_number_out_of_range_is_refused_in_one_sentence(text):
    """A number that cannot be is refused, with the range; long text is cut."""
    with pytest.raises(
        Unclear, match="a whole number of years from 0 to 120"
    ) as refused:
        reply(one(number()), text)

    assert len(str(refused.value)) < 150


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        (one(number(unit="")), "a whole number from 0 to 120."),
        (
            one(number("number", "days", unsure=True)),
            "from 0 to 120, or “not sure”. Another unit will do, such as “3 weeks”.",
        ),
        (
            one(choice("A", "B", several=True)),
            "what applies from the list, such as “1” or “1 2”, or 0 for none of these.",
        ),
        (Page((yes_no(unsure=False),) * 2, checklist=True), "“1 2”. None? Type 0."),
        (TICKS, "Not sure of 2? Type “2?”."),
        (TICKS_UNSURE_OF_3, "“1 2”. Not sure of 3? Type “3?”. None? Type 0."),
    ],
)
def test_what_may_be_typed_is_said_in_one_sentence(page, rule):
    """Every kind of page has a sentence that says what may be typed."""
    assert rule in allowed(page)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("0", ("no", "no", "no")),
        ("none", ("no", "no", "no")),
        ("1", ("yes", "no", "no")),
        ("1 3", ("yes", "no", "yes")),
        ("3, 1?", ("unsure", "no", "yes")),
        ("1 ? and 2", ("unsure", "yes", "no")),
        ("1? 1?", ("unsure", "no", "no")),
    ],
)
def test_a_list_to_tick_takes_numbers(text, answers):
    """Ticked is yes, with a question mark not sure, and the rest is no."""
    assert reply(TICKS, text) == dict(zip("abc", answers, strict=True))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Nothing was typed"),
        ("no", "“no” is not an answer here"),
        ("4", "“4” is not an answer here"),
        ("?", "“Not sure” is not possible here"),
        ("0 1", "0 means none of these, and stands alone"),
        ("3?", "“Not sure” is not possible for 3"),
        ("1 1?", "1 is there twice, once with a question mark"),
    ],
)
def test_a_list_to_tick_refuses_what_is_unclear(text, sentence):
    """Nothing, contradictions and unknown numbers are refused in plain words."""
    with pytest.raises(Unclear) as refused:
        reply(TICKS, text)

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("page", "text", "sentence"),
    [
        (one(yes_no()), "3", "Noted: not sure."),
        (one(number()), "44", "Noted: 44 years."),
        (one(number("number", "weeks")), "2 wk", "Noted: 2 weeks."),
        (one(number("number", "weeks")), "2 Hours", "Noted: 2 hours (0 weeks)."),
        (one(number("number", "weeks")), "two days", "Noted: two days (0.2 weeks)."),
        (one(choice("A", "B, or C", several=True)), "1 2", "Noted: A; B, or C."),
        (one(choice("A", "B", several=True)), "0", "Noted: none of these."),
        (TICKS, "0", "Noted: no to all of these."),
        (TICKS, "1 2? 3", "Noted: yes to 1 and 3; not sure about 2."),
        (TICKS, "1?", "Noted: not sure about 1; no to the rest."),
    ],
)
def test_what_was_understood_is_said_back(page, text, sentence):
    """An answer is repeated in words, so that a slip is noticed."""
    assert noted(page, reply(page, text), text) == sentence


PAGES = (
    TICKS,
    one(yes_no()),
    one(number("number", "weeks", unsure=True)),
    one(choice("0", "1", several=True, unsure=True)),
    one(choice("Back", "Leg, arm")),
)


@given(st.sampled_from(PAGES), st.text() | st.text("0123? ,ab"))
def test_any_text_is_an_answer_or_unclear(page, text):
    """Whatever is typed is an answer that the questions accept, or refused in words."""
    answers = {}
    with suppress(Unclear):
        answers = reply(page, text)

    for question in page.questions if answers else ():
        assert text.strip()
        assert question.accept(answers[question.id]) == answers[question.id]


def test_what_stands_alone_is_marked_and_says_so():
    """An option that stands alone says so; one that says none takes the place of 0."""
    texts = ("Cross", "Calm", "None of these")
    made = choice(*texts, several=True)
    alone = (made.options[0], *(attrs.evolve(o, alone=True) for o in made.options[1:]))
    page = one(attrs.evolve(made, options=alone))

    assert choices(page) == [
        ("1", "Cross"),
        ("2", "Calm (by itself)"),
        ("3", "None of these"),
    ]
    assert reply(page, "0") == {"q": ("o2",)}
    with pytest.raises(Unclear, match=r"These do not go together\. Please type what"):
        reply(page, "1 2")
