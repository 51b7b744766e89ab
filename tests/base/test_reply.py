"""What a person types or taps at a question, and what is said when it is no answer."""

import json
import re
from decimal import Decimal
from itertools import product

import attrs
import pytest
from hypothesis import assume, given, strategies as st

import triage
from triage.base.exceptions import AnswerError
from triage.base.kinds.duration import Turn
from triage.base.parted import MOST, meanings
from triage.base.question import Option, Question
from triage.base.reply import UNSURE_WORDS, folded, menu
from triage.base.speech import ENGLISH, Speech

YES_NO = Question("q", "Fever?", "yes_no", unsure=True)
WORSE = Option("worse", "It is getting worse")
ONE = Question("q", "How is it?", "one_of", (Option("same", "Steady"), WORSE))
ANY = attrs.evolve(ONE, type="any_of", unsure=True)
NONE = attrs.evolve(ANY, options=(WORSE, Option("none", "None of these")))
DULL, CALM = (Option(x, x.capitalize(), alone=True) for x in ("dull", "calm"))
MOOD = attrs.evolve(ANY, options=(DULL, WORSE, CALM))
SALT, PEPPER, BOTH = map(Option, ("s", "p", "b"), ("Salt", "Pepper", "Salt and pepper"))
SPICES = attrs.evolve(ANY, options=(SALT, PEPPER, BOTH))
NO_SIGN = Option("well", "I have none of these", alone=True)
NO_SIGNS = attrs.evolve(ANY, options=(WORSE, NO_SIGN))
WEEKS = Question(
    "q",
    "How long?",
    "number",
    minimum=Decimal(0),
    maximum=Decimal(5200),
    decimals=1,
    unit="weeks",
    unsure=True,
)
AGE = attrs.evolve(WEEKS, type="integer", decimals=0, unit="years", unsure=False)
PULSE = attrs.evolve(AGE, unit="beats a minute")
HEAT = attrs.evolve(WEEKS, unit="°C")
EXACT = attrs.evolve(WEEKS, decimals=3)
ENDS = {"minimum": Decimal(-100), "maximum": Decimal(10000)}
PRICE = Question("q", "How much?", "number", **ENDS, decimals=2, unit="GBP")
DOLLARS = attrs.evolve(PRICE, unit="AUD")


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (YES_NO, "Yes", "yes"),
        (YES_NO, " y ", "yes"),
        (YES_NO, "N", "no"),
        (YES_NO, "yeah", "yes"),
        (YES_NO, "Nope", "no"),
        (YES_NO, "idk", "unsure"),
        (YES_NO, "i dont know", "unsure"),
        (YES_NO, "not sure", "unsure"),
        (YES_NO, "I don\N{RIGHT SINGLE QUOTATION MARK}t know", "unsure"),
        (YES_NO, "?", "unsure"),
        (YES_NO, "3", "unsure"),
        (ONE, "it is  getting WORSE", "worse"),
        (ONE, "worse", "worse"),
        (ONE, "2", "worse"),
        (ANY, "None of these", ()),
        (ANY, "0", ()),
        (ANY, "steady, 2", ("same", "worse")),
        (ANY, "not sure", ("unsure",)),
        (NONE, "None of these", ("none",)),
        (NONE, "none", ("none",)),
        (NONE, "0", ()),
        (MOOD, "calm", ("calm",)),
        (MOOD, "0", ()),
        (NO_SIGNS, "I have none of these", ("well",)),
        (NO_SIGNS, "none of these", ("well",)),
        (NO_SIGNS, "0", ("well",)),
        (WEEKS, "2", 2),
        (WEEKS, "two weeks", 2),
        (WEEKS, "a fortnight", 2),
        (WEEKS, "fortnight", 2),
        (WEEKS, "2 wks", 2),
        (WEEKS, "twenty-one days", 3),
        (AGE, "forty", 40),
        (PULSE, "seventy beats a minute", 70),
        (AGE, "ninety nine years", 99),
        (WEEKS, "a year", Decimal("52.1")),
        (WEEKS, "an hour", 0),
        (WEEKS, "one week and two days", Decimal("1.2")),
        (WEEKS, "3 days", Decimal("0.4")),
        (WEEKS, "prefer not to say", "unsure"),
        (AGE, "nine", 9),
        (HEAT, "38.5", Decimal("38.5")),
        (EXACT, "1.125", Decimal("1.125")),
        (PRICE, "£500", 500),
        (PRICE, "1,250.50", Decimal("1250.5")),
        (PRICE, "£ 1,250", 1250),
        (PRICE, "- £20.5", Decimal("-20.5")),
        (PRICE, "500 GBP", 500),
        (PRICE, "500 pounds", 500),
        (DOLLARS, "$12.50", Decimal("12.5")),
        (DOLLARS, "A$12", 12),
        (attrs.evolve(PRICE, decimals=3), "£1.125", Decimal("1.125")),
    ],
)
def test_what_is_typed_is_understood(question, text, answer):
    """Words, labels, texts of options, units and numbers in words are answers."""
    assert question.reply(text) == answer


@pytest.mark.parametrize(
    ("question", "text", "code", "sentence"),
    [
        (YES_NO, "", "missing", "Choose “Yes”, “No” or “Not sure”."),
        (YES_NO, "not really", "not_an_option", "can mean “Yes”, “No” or “Not sure”."),
        (ONE, "maybe", "not_an_option", "Choose"),
        (YES_NO, "yes please", "not_an_option", "Choose “Yes”, “No” or “Not sure”."),
        (ONE, "not sure", "not_an_option", "“Not sure” is not possible here. Choose"),
        (AGE, "?", "not_a_number", "“Not sure” is not possible here. Enter a whole"),
        (AGE, "44 kg", "other_unit", "Enter a whole number from 0 to 5200 years."),
        (AGE, "9999", "too_large", "Enter a whole number from 0 to 5200 years."),
        (AGE, "-1", "too_small", "Enter a whole number from 0 to 5200 years."),
        (AGE, "1.5", "too_many_digits", "Enter a whole number from 0 to 5200 years."),
        (AGE, "lots", "not_a_number", "Enter a whole number"),
        (AGE, "5 m", "ambiguous_number", "Write “min” for minutes or “months” for"),
        (AGE, "1,5", "ambiguous_number", "Write the number without a comma."),
        (HEAT, "38,5", "ambiguous_number", "Write the number with a point, as in 1.5."),
        (HEAT, "1,500", "ambiguous_number", "without a mark for thousands. Enter a"),
        (HEAT, "1.500", "ambiguous_number", "without a mark for thousands."),
        (PRICE, "1.250,50", "ambiguous_number", "like “1250.50” or “1,250.50”. Enter"),
        (
            PRICE,
            "1.250",
            "ambiguous_number",
            "“1,250.50”. Enter a number from -£100 to",
        ),
        (PRICE, "12,50", "ambiguous_number", "Write the number with a point, as in"),
        (PRICE, "€500", "not_a_number", "Enter a number from -£100 to £10,000."),
        (PRICE, "£-5-", "not_a_number", "Enter a number"),
        (PRICE, "lots", "not_a_number", "Enter a number"),
        (PRICE, "1.255", "ambiguous_number", "Write the sum like"),
        (HEAT, "38.55", "too_many_digits", "Give a number with at most 1 digit after"),
        (HEAT, "hot", "not_a_number", "5200 °C, or choose “Not sure”."),
        (ANY, "0 1", "none_with_others", "“None of these” cannot stand beside others"),
        (MOOD, "1 3", "alone_with_others", "“Dull” and “Calm” each stand alone."),
        (MOOD, "calm, not sure", "alone_with_others", "These do not go together."),
        (NO_SIGNS, "1 0", "alone_with_others", "“I have none of these” stands alone."),
        (ANY, "1 7", "not_an_option", "“Steady”, “It is getting worse”, “Not sure” or"),
        (ANY, ",", "not_an_option", "Choose what applies: "),
        (SPICES, "salt and pepper", "not_an_option", "That can mean “"),
    ],
)
def test_what_is_no_answer_is_refused_in_plain_words(question, text, code, sentence):
    """The message is for the person: no ids, no backticks, nothing that was typed."""
    with pytest.raises(AnswerError) as refused:
        question.reply(text)

    (problem,) = refused.value.problems
    assert (problem.code, problem.questions) == (code, ("q",))
    assert sentence in problem.message
    assert "`" not in problem.message


def test_a_comma_is_a_decimal_mark_where_the_language_has_it():
    """Whoever knows the language says so; thousands are refused in every one."""
    assert HEAT.reply("38,5", comma=True) == Decimal("38.5")
    assert HEAT.reply("38.5", comma=True) == Decimal("38.5")
    assert WEEKS.reply("1,5 weeks", comma=True) == Decimal("1.5")
    assert PRICE.reply("£38,5", comma=True) == Decimal("38.5")
    for text in ("1,500", "1.500", "1.000.000"):
        with pytest.raises(AnswerError, match="without a mark for thousands"):
            HEAT.reply(text, comma=True)


def test_a_point_between_thousands_is_no_decimal_mark_where_a_comma_is():
    """Who writes a comma for decimals may mean 1250 by 1.250, which is refused."""
    assert EXACT.reply("1,125", comma=True) == Decimal("1.125")
    assert EXACT.reply("1.12", comma=True) == Decimal("1.12")
    for text in ("1.250", "1.250,5", "1.250.000"):
        with pytest.raises(AnswerError, match="without a mark for thousands"):
            EXACT.reply(text, comma=True)


def test_a_word_for_and_that_is_a_label_chooses_its_option():
    """Where "and" is a word of the list it is no "and", or refused where it may be."""
    days = tuple(Option(name, f"{n} dny") for n, name in enumerate("xyz", 1))
    speech = Speech("cs", {"and": ("a",)})
    question = attrs.evolve(ANY, options=days, unsure=False, speech=speech)
    numbered = attrs.evolve(ANY, speech=speech)

    assert question.reply("a b") == ("x", "y")
    assert question.reply("b, a, c") == ("x", "y", "z")
    assert numbered.reply("1 a 2") == ("same", "worse")
    with pytest.raises(AnswerError) as refused:
        question.reply("b a c")
    (problem,) = refused.value.problems
    assert "That can mean “2 dny; 1 dny; 3 dny” or “2 dny; 3 dny”." in problem.message


def test_a_time_that_a_limit_is_too_near_is_asked_for_in_its_unit():
    """The person is told which unit will do."""
    adult = attrs.evolve(AGE, turns=(Turn(at=18, above=False),))

    assert adult.reply("17 years 11 months") == 17
    with pytest.raises(AnswerError) as refused:
        adult.reply("6574 days")
    assert refused.value.problems[0].code == "inexact"
    assert "Give it in years: a limit is too near" in refused.value.problems[0].message


def test_what_is_wrong_is_data():
    """Codes, limits and the texts of options are for programs, as JSON too."""
    with pytest.raises(AnswerError) as refused:
        HEAT.accept("x")
    assert refused.value.problems[0].to_dict() == {
        "code": "not_a_number",
        "questions": ["q"],
        "message": "Enter a number from 0 to 5200 °C, or choose “Not sure”.",
        "limits": {"min": "0", "max": "5200", "decimals": "1", "unit": "°C"},
        "options": [{"id": "unsure", "text": "Not sure"}],
    }
    with pytest.raises(AnswerError) as refused:
        ONE.accept("x")
    assert refused.value.problems[0].to_dict() == {
        "code": "not_an_option",
        "questions": ["q"],
        "message": "Choose “Steady” or “It is getting worse”.",
        "options": [
            {"id": "same", "text": "Steady"},
            {"id": "worse", "text": "It is getting worse"},
        ],
    }


def test_long_lists_are_not_repeated():
    """Where there are many options, or long ones, the message does not list them."""
    many = tuple(Option(f"o{n}", f"Option {n}") for n in range(20))
    long = (Option("a", "x" * 300), Option("b", "B"))
    for options in (many, long):
        for kind in ("one_of", "any_of"):
            question = Question("q", "Q?", kind, options)
            with pytest.raises(AnswerError) as refused:
                question.reply("none at all")
            assert len(refused.value.problems[0].message) < 80


@given(st.sampled_from([YES_NO, ONE, ANY, NONE, WEEKS, AGE, HEAT]), st.text())
def test_any_text_is_an_answer_or_an_answer_error(question, text):
    """Whatever is typed is an answer that the question takes, or refused."""
    try:
        answer = question.reply(text)
    except AnswerError as refused:
        assert text not in str(refused) or len(text) < 20  # noqa: PT017
    else:
        assert question.accept(answer) == answer


CALLED = (
    *("Yes", "No", "Unsure", "I don't know", "?", "0", "None", "None of these", "1"),
    *("2 days", "A", "b", "Salt", "Pepper", "Salt and pepper", "Salt, pepper", "Dry"),
)


@st.composite
def questions(draw):
    """Return a question that a tree can ask, its options called as answers are."""
    names = st.lists(st.sampled_from(CALLED), min_size=2, max_size=5, unique=True)
    texts = draw(names)
    ids = draw(st.permutations(["a", "b", "dry", "salt", "zero"]))
    kind, unsure = draw(st.sampled_from(["one_of", "any_of"])), draw(st.booleans())
    alone = kind == "any_of" and draw(st.booleans())
    options = {
        name: {"text": text} | ({"alone": "true"} if alone and "None" in text else {})
        for name, text in zip(ids, texts, strict=False)
    }
    asked = {"text": "Q?", "type": kind, "options": options, "unsure": str(unsure)}
    tree = {"triage": "1", "id": "t", "title": "T", "recommendations": {"r": "R"}}
    tree |= {"questions": {"q": asked | {"unsure": "true" if unsure else "false"}}}
    tree |= {"start": "s", "steps": {"s": {"ask": "q", "go": "r"}}}
    try:
        return triage.loads(json.dumps(tree)).questions["q"]
    except triage.InvalidTree as refused:
        assume({x.code for x in refused.findings} != {"T203"})
        raise


def spelled(question):
    """Return each spelling that people are shown or told of, with what it means."""
    found = [*menu(question).items()]
    found += [(folded(option.text), option.id) for option in question.options]
    found += [(word, "unsure") for word in UNSURE_WORDS if question.unsure]
    if question.type == "any_of":
        none = {x.id for x in question.options if x.alone and "None" in x.text}
        means = min(none, default="")
        own = {word for word, _ in found if word.startswith("none")}  # is told as T425
        found += [(x, means) for x in ("none", "none of these", "0") if x not in own]
    return found


@given(questions(), st.data())
def test_what_is_typed_never_means_two_things(question, data):
    """A label is always its option; what can be read as two answers is refused."""
    for label, key in menu(question).items():
        several = (key,) if key else ()
        assert question.reply(label) == (several if question.type == "any_of" else key)

    shown = spelled(question)
    words = [word for word, _ in shown]
    typed = data.draw(st.sampled_from(words) | st.sampled_from(CALLED).map(folded))
    ways = [[typed], typed.split(","), re.split(r"[\s,;]+(?:and )?", typed)]
    meant = {
        frozenset(keys)
        for way in (ways if question.type == "any_of" else ways[:1])
        for keys in product(*({k for w, k in shown if w == x.strip()} for x in way))
    }
    try:
        answer = question.reply(typed)
    except AnswerError:
        return
    if meant:
        one = answer if isinstance(answer, tuple) else (answer,)
        assert {keys - {""} for keys in meant} == {frozenset(one)}


def test_an_option_may_be_called_as_nobody_answers():
    """Where "not sure" is no answer, an option can say so, and is meant by it."""
    doubt = attrs.evolve(ONE, options=(WORSE, Option("doubt", "Not sure")))

    assert doubt.reply("not sure") == "doubt"


NAMES = [" and ".join(x) for n in (1, 2, 3) for x in product("abc", repeat=n)]


@given(st.sets(st.sampled_from(NAMES), min_size=1), st.lists(st.sampled_from("abc")))
def test_a_text_means_every_choice_that_its_names_can_be(names, words):
    """Whatever holds "and" itself, each way to part a text is found, and no other."""
    known, words = {name: name for name in names}, words[:4]

    def ways(rest):
        if not rest:
            return {frozenset()}
        first = [(n, " and ".join(rest[:n])) for n in range(1, len(rest) + 1)]
        first = [(n, name) for n, name in first if name in names]
        return {
            frozenset({name}) | more for n, name in first for more in ways(rest[n:])
        }

    found, stuck = meanings(" and ".join(words), ENGLISH, known)
    assert {*map(frozenset, found)} == ways(words) - {frozenset()}
    assert bool(found) or not words or stuck in words


def test_of_many_meanings_some_are_enough_to_refuse():
    """However often a text can be parted, a few of its meanings are held."""
    pairs = {f"{one} {other}": one + other for one, other in ("ab", "cd", "ef", "gh")}
    known = pairs | {letter: letter for letter in "abcdefgh"}
    found, _ = meanings("a b c d e f g h", ENGLISH, known)

    assert 1 < len(found) <= MOST < 2 ** len(pairs)
