"""The forms of a value, and what tests around a number say of the names in it."""

from fractions import Fraction

import attrs
import pytest
from condition_texts import SCOPE, TREE, typed
from good_trees import GOOD

import triage
from triage.base.exceptions import TreeError
from triage.base.question import Option
from triage.base.text import Text
from triage.language.ast import (
    Choose,
    Is,
    Not,
    NumberOf,
    Quotient,
    Sum,
    UnsureWord,
    ValueIs,
    ValueWord,
    Within,
    Word,
)
from triage.language.computed import met, narrowed
from triage.language.english import English
from triage.language.evaluate import Compiled, Context
from triage.language.forms import Form, value
from triage.language.ranges import range_of
from triage.language.scope import Scope

ORDERED = Scope(
    {**TREE.questions, "cough": attrs.evolve(TREE.questions["cough"], ordered=True)},
    TREE.values,
)


@pytest.mark.parametrize(
    ("written", "options"),
    [
        ("cough > none", ("dry", "wet")),
        ("cough >= wet", ("wet",)),
        ("dry < cough", ("wet",)),
        ("cough <= dry", ("none", "dry")),
        ("cough < wet", ("none", "dry")),
    ],
)
def test_options_with_an_order_are_compared_by_their_place(written, options):
    """A comparison with an option is true of those on one side of it in the list."""
    assert typed(written, ORDERED) == Is("cough", options)


@pytest.mark.parametrize(
    ("test", "low", "high"),
    [
        ("days > 3", 4, 90),
        ("not (days > 3)", 0, 3),
        ("7 >= days", 0, 7),
        ("days == 5", 5, 5),
        ("days != 5", 0, 90),
        ("3 < days and days <= 8", 4, 8),
        ("not (days < 3 or days > 8)", 3, 8),
        ("days < 3 or fever", 0, 90),
        ("surely(days > 3)", 4, 90),
        ("not maybe(days > 3)", 0, 3),
        ("maybe(days > 3)", 0, 90),
        ("2 * days >= 7", 4, 90),
        ("-3 * days >= -7", 0, 2),
        ("days > weight", 0, 90),
        ("days + weight > 9", 0, 90),
        ("long > 3", 0, 90),
        ("fever", 0, 90),
    ],
)
def test_a_branch_knows_what_its_test_says_of_a_name(test, low, high):
    """Behind a test with plain numbers a name has the range that this leaves."""
    found = narrowed(typed(test), SCOPE, holds=True)

    assert found.get("days", (0, 90)) == (low, high)


def test_bounds_of_several_tests_are_met():
    """What two tests say holds together."""
    assert met([{"a": (0, 9)}, {"a": (3, 12), "b": (1, 2)}]) == {
        "a": (3, 9),
        "b": (1, 2),
    }


def test_inner_tests_narrow_further():
    """A test within the branch of another narrows what that has left."""
    whole = typed("(1 if days < 9 else days) if days > 3 else 0")
    ((_, outer),) = whole.terms
    assert isinstance(outer, Choose)
    ((_, inner),) = outer.items[0].terms
    (test,) = inner.tests

    assert test.difference.terms == ((1, Within(NumberOf("days"), 4, 90)),)
    assert inner.items[1].terms == ((1, Within(NumberOf("days"), 9, 90)),)


def test_a_test_that_is_always_so_chooses_at_load():
    """Where nothing can change a test, the number is the one that it leads to."""
    assert typed("(days if days < 9 else 100) if days >= 0 else 7") == typed(
        "days if days < 9 else 100"
    )
    assert typed("7 if days < 0 else days") == typed("days")


def test_a_divisor_below_zero_is_turned():
    """A quotient has a divisor above zero, whatever is written."""
    whole = typed("floor(weight / (-3 - days))")
    ((_, rounded),) = whole.terms
    ((_, quotient),) = rounded.item.terms

    assert isinstance(quotient, Quotient)
    assert range_of(quotient.denominator, SCOPE) == (3, 93)


def test_a_divisor_counts_as_one_where_no_tree_would_load():
    """In a tree with a mistake in it a divisor may be 0, and counts as 1 at least."""
    days = Sum(((1, NumberOf("days")),))
    made = Sum(((1, Quotient(Sum((), 6), days)),))

    for given, ends in ((0, (6, 6)), (3, (2, 2)), ("unsure", (Fraction(6, 90), 6))):
        context = Context(TREE.questions, {"days": given})
        assert TREE.compiled.number(made, context) == ends
    assert range_of(made, SCOPE) == (Fraction(6, 90), 6)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("days * weight", "days times weight"),
        ("2 * (days * weight)", "2 times days times weight"),
        ("(days + 1) * weight", "(days + 1) times weight"),
        ("round(days / 7, 0.1)", "(days divided by 7) rounded to 0.1"),
        ("floor(weight / 2)", "(0.5 times weight) rounded down to a whole number"),
        ("ceil(weight, 5) * 2", "2 times (weight rounded up to 5)"),
        ("min(days, 4)", "the least of (days; 4)"),
        ("max(days, 4, long)", "the greatest of (days; 4; long)"),
        ("1 if fever else days", "1 if fever, else days"),
        ("3 + (1 if fever else days)", "(1 if fever, else days) + 3"),
        (
            "(1 if fever else 2) if days > 3 else 4",
            "(1 if fever, else 2) if days over 3, else 4",
        ),
        (
            "1 if fever else 2 if days > 3 else 4",
            "1 if fever, 2 if days over 3, else 4",
        ),
        ("ceil(4 / days) if days > 0 else 0", "(4 divided by days) rounded up to a"),
    ],
)
def test_numbers_are_said_in_words(written, words):
    """A computed number is a phrase, with brackets where it would fall apart."""
    assert English(TREE.questions).number(typed(written)).startswith(words)


def form(**written):
    """Return the body of a value in some form, as texts."""
    texts = {
        key: tuple((None if a is None else Text.of(a), Text.of(b)) for a, b in rows)
        if isinstance(rows, list)
        else rows
        for key, rows in written.items()
    }
    if "by" in texts:
        texts["by"] = Text.of(texts["by"])
    return value(Form(Text.of("v"), **texts), SCOPE).body


def test_cases_and_tables_are_choices():
    """Cases and tables are what a chain of `if` and `else` would be."""
    cases = form(cases=[("fever", "1"), ("days > 3", "days"), (None, "2")])
    assert cases == typed("1 if fever else days if days > 3 else 2")
    rows = form(by="days", thresholds=[("0", "1"), ("3", "2 * days"), ("9", "4")])
    assert rows == typed("4 if days >= 9 else 2 * days if days >= 3 else 1")
    words = form(by="cough", options=[("wet", "1"), ("otherwise", "2")])
    assert words == typed("1 if cough == wet else 2")
    both = form(by="fever", options=[("no", "1"), ("yes", "2")])
    assert both == typed("1 if not fever else 2")


def test_decimals_round_what_needs_it():
    """`decimals` rounds to the nearest, and leaves alone what has no more digits."""
    assert form(cases=[(None, "days / 3")], decimals=1) == typed("round(days / 3, 0.1)")
    assert form(cases=[(None, "days * 2")], decimals=1) == typed("days * 2")


def test_a_case_that_never_comes_is_left_out():
    """A test that nothing can meet has no row; one that always holds is the last."""
    cases = [("0 > 1", "1"), ("fever", "5"), ("1 > 0", "2"), (None, "3")]
    assert form(cases=cases) == typed("5 if fever else 2")
    assert form(cases=[("1 > 0", "2"), (None, "3")]) == typed("2")


def test_rows_of_conditions_are_refused():
    """The rows of a value are numbers."""
    with pytest.raises(TreeError, match="not integer or number"):
        form(cases=[("fever", "sick"), (None, "ill")])


def test_what_people_call_a_number_is_worded_and_decides_nothing():
    """A title and a unit are in the hash of the wording, not in that of the logic."""
    text = (GOOD / "numbers.yaml").read_text()
    plain, titled = (
        triage.loads(text.replace("strength: {", f"strength: {{{more}"))
        for more in ("", "title: How strong it is, unit: mg, ")
    )
    assert plain.logic == titled.logic
    assert plain.wording != titled.wording
    named = titled.values["strength"]
    assert (named.title, named.unit) == ("How strong it is", "mg")


def band(**keys):
    """Return a value that is low, mid or high by a number of days."""
    words = tuple(Option(name, name.capitalize()) for name in ("low", "mid", "high"))
    rows = [("0", "low"), ("3", "mid if fever else low"), ("14", "high")]
    thresholds = tuple((Text.of(key), Text.of(item)) for key, item in rows)
    by = {"by": Text.of("days"), "thresholds": thresholds}
    return value(Form(Text.of("band"), words=words, **(by | keys)), SCOPE)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"days": 2}, {"low"}),
        ({"days": 5, "fever": "yes"}, {"mid"}),
        ({"days": 5}, {"low", "mid"}),
        ({"fever": "no"}, {"low", "high"}),
        ({}, {"low", "mid", "high"}),
    ],
)
def test_a_word_is_a_set_while_it_is_open(answers, words):
    """Just the words of the rows that can still be reached are possible."""
    made = band()
    values = {**TREE.values, "band": made}
    compiled = Compiled(TREE.questions, values)
    here = Context(TREE.questions, answers)

    assert {*compiled.possible("band", here)} == words
    for word in made.choices:
        surely, maybe = compiled.condition(ValueIs("band", (word,)), here)
        assert (surely, maybe) == (words == {word}, word in words)


def test_a_choice_behind_a_choice_is_one_choice():
    """So a table, a list of cases and one expression make the same value."""
    cases = {
        "by": None,
        "thresholds": (),
        "cases": (
            (Text.of("days >= 14"), Text.of("high")),
            (Text.of("days >= 3"), Text.of("mid if fever else low")),
            (None, Text.of("low")),
        ),
    }
    inline = "high if days >= 14 else mid if days >= 3 and fever else low"
    flat = cases | {"cases": ((None, Text.of(inline)),)}

    assert band(**cases).body == band().body
    assert {type(part) for part in band(**flat).body.items} == {Word}


@pytest.mark.parametrize(
    ("cases", "word"),
    [
        ([(None, "low if 1 == 1 else high")], "low"),
        ([(None, "low if 1 == 2 else high")], "high"),
        ([(Text.of("1 == 2"), "low"), (None, "mid")], "mid"),
    ],
)
def test_what_is_always_one_word_is_that_word(cases, word):
    """A test that nothing can change leaves no choice."""
    written = tuple((test, Text.of(item)) for test, item in cases)

    assert band(by=None, thresholds=(), cases=written).body == Word(word)


def test_words_are_said_by_what_they_read():
    """A comparison and its opposite say the text of the option."""
    words = English(TREE.questions, {"band": band()})
    here = ValueIs("band", ("low", "high"))

    assert words.of(here) == "band is “Low” or “High”"
    assert words.of(Not(here)) == "band is not “Low” or “High”"
    assert words.of(UnsureWord(ValueWord("band"))) == "band not known"
    assert words.meaning(band()).startswith("“High” if days at least 14")
