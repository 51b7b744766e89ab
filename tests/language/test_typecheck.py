"""From a syntax tree to a typed condition: names resolved, numbers exact."""

from decimal import Decimal

import attrs
import pytest
from good_trees import good_tree

from triage.base.exceptions import TreeError
from triage.base.question import Option, Question
from triage.base.text import Source, Span, Text
from triage.language import scope as names, typecheck as types
from triage.language.ast import (
    Always,
    And,
    Answered,
    Asked,
    Chosen,
    Compare,
    Count,
    CountOf,
    Is,
    Maybe,
    Not,
    NumberOf,
    Open,
    Or,
    PointsOf,
    Sum,
    Surely,
    Unsure,
    UnsureNumber,
    Urgent,
    Value,
    ValueHolds,
    ValueNumber,
    parts,
)
from triage.language.forms import Form, value
from triage.language.scope import Scope

TREE = good_tree("conditions.yaml")
STEP = Scope(TREE.questions, TREE.values, {level.id: level for level in TREE.levels})
OUTCOME = Scope(
    TREE.questions,
    TREE.values,
    {level.id: level for level in TREE.levels},
    frozenset(TREE.recommendations),
)

FEVER, SICK = Is("fever", ("yes",)), Is("sick", ("yes",))
DRY = Is("cough", ("dry",))


def text_of(written):
    """Return a condition as it would stand in a file."""
    source = Source("a.yaml", f"when: {written}\n")
    return Text(written, Span(source, 6, 6 + len(written)))


def typed(written, scope=STEP):
    """Return the condition that a text says."""
    return types.condition(text_of(written), scope)


def refused(written, scope=STEP):
    """Return the code of the refusal of a condition, and what is underlined."""
    with pytest.raises(TreeError) as caught:
        typed(written, scope)
    return caught.value.finding.code, caught.value.finding.span.text


def value_of(text, scope):
    """Return the value that a text says."""
    return value(Form(Text.of("v"), ((None, text),)), scope)


def number(written):
    """Return the number that a text says."""
    return value_of(text_of(written), STEP)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("fever", FEVER),
        ("not fever", Not(FEVER)),
        ("fever == yes", FEVER),
        ("no == fever", Not(FEVER)),
        ("fever != no", Not(Not(FEVER))),
        ("ill == no", Not(ValueHolds("ill"))),
        ("(fever and sick) == yes", And((FEVER, SICK))),
        ("fever and sick", And((FEVER, SICK))),
        ("fever or sick or cough == dry", Or((FEVER, SICK, DRY))),
        ("dry == cough", DRY),
        ("cough != dry", Not(DRY)),
        ("cough in [dry, wet, dry]", Is("cough", ("dry", "wet"))),
        ("cough not in [dry]", Not(DRY)),
        ("cough in [none, dry, wet]", Always(holds=True)),
        ("cough not in [none, dry, wet]", Always(holds=False)),
        ("rash in signs", Chosen("signs", "rash")),
        ("rash not in signs", Not(Chosen("signs", "rash"))),
        ("ill", ValueHolds("ill")),
        ("maybe(ill)", Maybe(ValueHolds("ill"))),
        ("surely(not sick)", Surely(Not(SICK))),
        ("asked(sick)", Asked(("sick",))),
        ("asked(unwell)", Asked(("fever", "sick", "weight"))),
        ("answered(sick)", Answered(("sick",))),
        ("answered(unwell)", Answered(("fever", "sick", "weight"))),
        ("asked(soft)", Asked(("cough", "fever", "weight"))),
        ("unsure(sick)", Open("sick")),
        ("unsure(ill)", Unsure(ValueHolds("ill"))),
        ("unsure(soft)", UnsureNumber(Sum(((1, ValueNumber("soft")),)))),
    ],
)
def test_names_stand_for_what_they_are(written, expected):
    """Each name becomes what it stands for: a question, an option, a value."""
    assert typed(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("urgency >= soon", Urgent(3, "soon")),
        ("soon <= urgency", Urgent(3, "soon")),
        ("urgency > soon", Urgent(4, "same_day")),
        ("urgency < soon", Not(Urgent(3, "soon"))),
        ("urgency <= soon", Not(Urgent(4, "same_day"))),
        ("urgency == soon", And((Urgent(3, "soon"), Not(Urgent(4, "same_day"))))),
        ("urgency != soon", Not(And((Urgent(3, "soon"), Not(Urgent(4, "same_day")))))),
        ("urgency > emergency", Always(holds=False)),
        ("urgency <= emergency", Always(holds=True)),
        ("urgency == emergency", Urgent(5, "emergency")),
    ],
)
def test_levels_are_compared_by_their_place(written, expected):
    """A comparison with a level asks whether a rank was reached."""
    assert typed(written) == expected


DAYS, WEIGHT = NumberOf("days"), NumberOf("weight")


@pytest.mark.parametrize(
    ("written", "terms", "constant", "scale"),
    [
        ("days > 3", ((-1, DAYS),), 3, 0),
        ("days < 3", ((1, DAYS),), -3, 0),
        ("3 < days", ((-1, DAYS),), 3, 0),
        ("days < 2.5", ((10, DAYS),), -25, 1),
        ("weight < 70.25", ((10, WEIGHT),), -7025, 2),
        ("2 * days - days < 7 + 1", ((1, DAYS),), -8, 0),
        ("days * 0.5 < weight", ((5, DAYS), (-1, WEIGHT)), 0, 1),
        ("-days < -3", ((-1, DAYS),), 3, 0),
        ("days + weight < 9", ((10, DAYS), (1, WEIGHT)), -90, 1),
        ("count(signs) < 2", ((1, CountOf("signs")),), -2, 0),
        ("count(fever) < 1", ((1, Count((FEVER,))),), -1, 0),
        ("count(fever, sick) < 2", ((1, Count((FEVER, SICK))),), -2, 0),
        ("heavy < weight + 9", ((1, ValueNumber("heavy", 1)), (-1, WEIGHT)), -90, 1),
    ],
)
def test_numbers_are_whole_numbers_of_a_scale(written, terms, constant, scale):
    """A comparison is a sum against zero, in whole units of its last decimal."""
    found = typed(written)

    assert isinstance(found, Compare)
    assert found.difference == Sum(terms, constant, scale)


def test_points_keep_every_digit():
    """Points of options become whole numbers of one scale."""
    found = typed("points(cough) > 1")

    points = PointsOf("cough", (("dry", 10), ("none", 0), ("wet", 25)), 1)
    assert found.difference.terms == ((-1, points),)


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("days >= 0", True),
        ("days < 0", False),
        ("days <= 90", True),
        ("days > 90", False),
        ("days == days", True),
        ("days != days", False),
        ("0 * days < 1", True),
        ("1 < 2", True),
        ("2 == 3", False),
        ("0.1 * 3 <= 0.3", True),
        ("0.1 + 0.2 == 0.3", True),
        ("count(signs) >= 0", True),
        ("points(cough) <= 2.5", True),
        ("days >= 0 or fever", True),
        ("days < 0 and fever", False),
        ("not (days >= 0)", False),
        ("maybe(days >= 0)", True),
        ("surely(days < 0)", False),
    ],
)
def test_what_nothing_can_change_is_folded(written, holds):
    """A comparison that the ranges decide is always or never so."""
    assert typed(written) == Always(holds=holds)


def test_what_always_holds_leaves_the_rest():
    """In a larger condition only what decides something is left."""
    assert typed("fever and days >= 0") == FEVER
    assert typed("fever or days < 0 or sick") == Or((FEVER, SICK))
    assert typed("0 <= days < 5") == typed("days < 5")


@pytest.mark.parametrize(
    ("written", "code", "word"),
    [
        ("fevr", "T201", "fevr"),
        ("fever and nope(sick)", "T201", "nope"),
        ("nope(sick) > 1", "T201", "nope"),
        ("cough == nope", "T201", "nope"),
        ("nope in signs", "T201", "nope"),
        ("rash in nope", "T201", "nope"),
        ("asked(nope)", "T201", "nope"),
        ("nope > 3", "T201", "nope"),
        ("urgency > nope", "T201", "nope"),
        ("days", "T303", "days"),
        ("fever > 1", "T303", "fever"),
        ("1 > fever", "T303", "fever"),
        ("ill + 1 > 1", "T303", "ill"),
        ("soft", "T303", "soft"),
        ("cough == dry or dry", "T303", "dry"),
        ("cough == yes", "T303", "yes"),
        ("5", "T303", "5"),
        ("days + 1", "T303", "days + 1"),
        ("[fever]", "T303", "[fever]"),
        ("asked(1)", "T303", "1"),
        ("fever in signs == dry", "T201", "fever"),
        ("urgency", "T303", "urgency"),
        ("maybe", "T303", "maybe"),
        ("cough in [1]", "T303", "1"),
        ("maybe(fever) + 1 > 1", "T303", "maybe(fever)"),
        ("weight / days > 3", "T310", "days"),
        ("weight / 0 > 3", "T310", "0"),
        ("min(days) > 3", "T303", "min(days)"),
        ("ceil(days, weight) > 3", "T303", "weight"),
        ("asked(fever) + 1 > 1", "T303", "asked(fever)"),
        ("fever if sick else ill", "T303", "fever if sick else ill"),
        ("cough in []", "T301", "[]"),
        ("days > 91", "T304", "91"),
        ("-1 > days", "T304", "-1"),
        ("days == 1.5", "T304", "1.5"),
        ("2 * days != 3", "T304", "3"),
        ("days * 99999999999999 > 1", "T309", "days * 99999999999999"),
        ("advised(rest)", "T307", "advised(rest)"),
    ],
)
def test_the_word_that_does_not_fit_is_underlined(written, code, word):
    """What has no meaning is refused at its word."""
    assert refused(written) == (code, word)


def test_what_is_not_known_yet_is_refused():
    """Where there is no urgency or no outcome, both are refused."""
    nowhere = Scope(TREE.questions, TREE.values)

    assert refused("urgency > soon", nowhere) == ("T307", "urgency")
    assert refused("ends(rest)", nowhere)[0] == "T307"
    assert refused("advised(nope)", OUTCOME) == ("T201", "nope")
    assert typed("advised(rest) or ends(call)", OUTCOME)


def test_every_part_of_a_condition_knows_its_place():
    """Whatever is underlined later is underlined where it was written."""
    written = "fever and (maybe(sick) or cough == dry) and count(signs) > 1"

    for part in parts(typed(written)):
        assert part.span is not None or isinstance(part, Sum | CountOf)
        assert part.span is None or part.span.text in written


def test_where_the_text_is_folded_all_of_it_is_the_place():
    """A condition over several lines is underlined as a whole."""
    source = Source("a.yaml", "when: >-\n  fever\n  and nope\n")
    text = Text("fever and nope", Span(source, 6, 27))

    with pytest.raises(TreeError) as caught:
        types.condition(text, STEP)
    assert caught.value.finding.span == text.span


@pytest.mark.parametrize(
    ("written", "low", "high", "scale"),
    [
        ("days", 0, 90, 0),
        ("days * 2 + 1", 1, 181, 0),
        ("-days", -90, 0, 0),
        ("weight - days", 20 - 900, 3000, 1),
        ("points(cough)", 0, 25, 1),
        ("points(signs)", 0, 2, 0),
        ("count(fever, sick, days > 2)", 0, 3, 0),
        ("soft * 0.5", 0, 15, 1),
        ("7.25", 725, 725, 2),
    ],
)
def test_the_range_of_a_value_is_known(written, low, high, scale):
    """The least and greatest that a number can be follow from its parts."""
    found = number(written)

    assert isinstance(found.body, Sum)
    assert (found.low, found.high, found.body.scale) == (low, high, scale)


def test_points_may_be_taken_away():
    """The least of several options is reached by choosing those below zero."""
    options = tuple(Option(f"o{n}", "O", Decimal(n)) for n in ("-2", "3", "-0.5"))
    question = Question("q", "?", "any_of", options=options)
    scope = Scope({"q": question}, {})

    found = value_of(text_of("points(q)"), scope)

    assert (found.low, found.high, found.body.scale) == (-25, 30, 1)


def test_a_value_is_a_condition_or_a_number():
    """A value is what its text says."""
    assert number("fever and sick") == Value("v", And((FEVER, SICK)))
    assert number("days").body == Sum(((1, NumberOf("days")),))
    assert number("soft").body == Sum(((1, ValueNumber("soft")),))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("fever and ill", {"fever", "ill"}),
        ("ill in signs", {"signs"}),
        ("cough in [ill, dry]", {"cough"}),
        ("cough == ill", {"cough"}),
        ("ill == cough", {"cough"}),
        ("urgency >= ill", {"urgency"}),
        ("days < soft < weight", {"days", "soft", "weight"}),
        ("count(ill, days > soft)", {"ill", "days", "soft"}),
        ("fever == ill", {"fever"}),
    ],
)
def test_an_option_is_not_a_value_of_the_same_name(written, names):
    """What a value depends on are the names that are not options or levels."""
    assert types.names_in(text_of(written), TREE.questions) == names


def test_a_name_that_is_broken_is_not_looked_for(monkeypatch):
    """What only follows from another mistake costs no search for what was meant."""
    monkeypatch.setattr(names, "did_you_mean", None)
    scope = attrs.evolve(STEP, broken={"gone"})

    for text in ("gone", "not gone", "asked(gone)", "gone + 1 > 2"):
        with pytest.raises(TreeError) as refused:
            typed(text, scope)
        finding = refused.value.finding
        assert (finding.code, finding.span.text, finding.help) == ("T201", "gone", "")


def test_a_long_name_is_not_repeated_whole():
    """A name of any length is told by its beginning."""
    with pytest.raises(TreeError) as refused:
        typed("a" * 1900)

    assert len(refused.value.finding.message) < 100
