"""Conditions in words of another language: labels, and what is so of them."""

from pathlib import Path

import attrs
import pytest
from condition_texts import SCOPE, TREE, typed

import triage
from triage.base import po
from triage.base.speech import speech
from triage.base.text import Source
from triage.language import ast as e
from triage.language.ast import Sum
from triage.language.words import HOLDS, voice

NAMES = {
    "fever": "Fieber",
    "sick": "Übelkeit",
    "days": "Tage krank",
    "weight": "Gewicht",
    "cough": "Husten",
    "signs": "Zeichen",
    "born": "Geburt",
    "sent": "gesandt",
}


def german():
    """Return a German voice for the tree of all conditions, as far as it is named."""
    questions = {
        name: attrs.evolve(one, name=NAMES.get(name, ""))
        for name, one in TREE.questions.items()
    }
    titles = {name: one.title for name, one in TREE.recommendations.items()}
    levels = [attrs.evolve(one, title=one.id.capitalize()) for one in TREE.levels]
    return voice(questions, TREE.values, speech("de"), levels, titles)


WORDS = german()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fever", "Fieber: ja"),
        ("not fever", "Fieber: nein"),
        ("maybe(sick)", "Übelkeit: ja oder nicht sicher"),
        ("surely(sick)", "Übelkeit: sicher ja"),
        ("not maybe(sick)", "Übelkeit: sicher nein"),
        ("maybe(not sick)", "Übelkeit: nein oder nicht sicher"),
        ("surely(maybe(sick))", "Übelkeit: ja oder nicht sicher"),
        (
            "fever and not (sick or ill)",
            "Fieber: ja, und nichts davon: (Übelkeit: ja; „ill“: ja)",
        ),
        ("not (fever and ill)", "nicht alles davon: (Fieber: ja; „ill“: ja)"),
        (
            "fever and (ill or deep)",
            "Fieber: ja, und („ill“: ja, oder „Is it deep?“: ja)",
        ),
        (
            "maybe(sick and fever)",
            "Übelkeit: ja oder nicht sicher, und Fieber: ja oder nicht sicher",
        ),
        ("cough == dry", "Husten: „Dry“"),
        ("cough in [wet, none]", "Husten: „Wet“ oder „No“"),
        ("cough != wet", "Husten: etwas anderes als „Wet“"),
        ("maybe(cough == dry)", "Husten: „Dry“ (oder nicht sicher)"),
        ("not maybe(cough == dry)", "Husten: etwas anderes als „Dry“ (sicher)"),
        ("rash in signs", "Zeichen: mit „A rash“"),
        ("rash not in signs", "Zeichen: ohne „A rash“"),
        ("weight >= 40.5", "Gewicht: mindestens 40,5 kg"),
        ("not (weight >= 40)", "Gewicht: weniger als 40 kg"),
        ("surely(days > 3)", "Tage krank: mehr als 3 (sicher)"),
        ("count(fever, sick) >= 1", "mindestens 1 von: (Fieber: ja; Übelkeit: ja)"),
        ("count(signs) == 2", "Anzahl gewählt (Zeichen): genau 2"),
        ("points(signs) - days < 2", "Punkte (Zeichen) - Tage krank: weniger als 2"),
        ("unsure(days)", "Tage krank: nicht bekannt"),
        ("not unsure(sick)", "Übelkeit: bekannt"),
        ("unsure(ill)", "„ill“: nicht bekannt"),
        ("asked(sick)", "Übelkeit: gefragt"),
        ("not answered(sick)", "Übelkeit: nicht beantwortet"),
        ("asked(unwell)", "alles gefragt: (Fieber; Übelkeit; Gewicht)"),
        (
            "urgency >= soon",
            "Dringlichkeit bisher: mindestens „Soon“",
        ),
        (
            "not (urgency >= soon)",
            "Dringlichkeit bisher: geringer als „Soon“",
        ),
        ("advised(see)", "empfohlen: „See somebody“"),
        ("not ends(call)", "endet nicht mit: „Call“"),
        ("born <= 1935-04-06", "Geburt: spätestens 6. April 1935"),
        ("weekday(due) == saturday", "„due“: Samstag"),
        ("weekday(due) != saturday", "„due“: kein Samstag"),
        ("sent + days(30)", "gesandt plus 30 Tage"),
        ("sent - days(days)", "gesandt minus (Tage krank) Tage"),
        ("sent + months(1) - days(2)", "(gesandt plus 1 Monat) minus 2 Tage"),
        ("days(sent, due) > 14", "Tage von gesandt bis „due“: mehr als 14"),
        ("on_or_before(due, sunday)", "letzter Sonntag bis „due“"),
        ("round(weight / 3, 0.1)", "(Gewicht ÷ 3) gerundet auf 0,1"),
        (
            "max(days, 2 * weight)",
            "das Größte von: (Tage krank; 2 \N{MULTIPLICATION SIGN} Gewicht)",
        ),
        ("7 < days", "Tage krank: mehr als 7"),
        (
            "sent + days(days(born, due) + days)",
            "gesandt plus ((Tage von Geburt bis „due“) + Tage krank) Tage",
        ),
        (
            "fever and maybe(sick or ill)",
            (
                "Fieber: ja, und (Übelkeit: ja oder nicht sicher, "
                "oder „ill“: ja oder nicht sicher)"
            ),
        ),
        ("days >= 0", "immer"),
        ("not (days >= 0)", "nie"),
        ("unsure(soft)", "„soft“: nicht bekannt"),
        ("not (fever and not ill)", "nicht alles davon: (Fieber: ja; „ill“: nein)"),
        (
            "fever and not (not ill and sick) ",
            "Fieber: ja, und nicht alles davon: („ill“: nein; Übelkeit: ja)",
        ),
        ("unsure(cough)", "Husten: nicht bekannt"),
        ("soft > 1", "„soft“: mehr als 1"),
        ("days * weight > 3", "Tage krank \N{MULTIPLICATION SIGN} Gewicht: mehr als 3"),
        ("count(fever, sick)", "wie viele von: (Fieber: ja; Übelkeit: ja)"),
        ("weeks(sent + days(1), due)", "Wochen von (gesandt plus 1 Tag) bis „due“"),
        ("sent + months(days + 1)", "gesandt plus (Tage krank + 1) Monate"),
        ("sent + days(days(born, due))", "gesandt plus Tage von Geburt bis „due“"),
        ("days if fever else 3", "Tage krank, wenn Fieber: ja; sonst 3"),
        (
            "accrued(fee, sent, due)",
            (
                "„fee“ (2 ab 1. Januar 2024; 2,5 ab 6. April 2025) je Tag "
                "von gesandt bis „due“"
            ),
        ),
    ],
)
def test_a_condition_is_said_in_german(text, words):
    """Each kind of condition and number is a label with what is so of it."""
    expr = typed(text, SCOPE)

    found = WORDS.number(expr) if isinstance(expr, Sum) else WORDS.of(expr)
    assert found == words


FEVER, DAYS = e.Is("fever", ("yes",)), e.NumberOf("days")
CHOSEN = e.Choose((FEVER,), (Sum(((1, DAYS),)), Sum((), 3)))


LIMITED = Sum(((1, e.Within(DAYS, 0, 9)),))
OTHER = Sum(((1, e.ValueNumber("x")),))
THREE = Sum((), 3)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (
            e.Unsure(e.And((FEVER, e.Open("sick")))),
            "(Fieber: ja, und Übelkeit: nicht bekannt): nicht bekannt",
        ),
        (e.UnsureNumber(Sum(((1, DAYS),))), "Tage krank: nicht bekannt"),
        (e.UnsureWord(e.AnswerOf("cough")), "Husten: nicht bekannt"),
        (e.Compare(LIMITED, "<", THREE), "Tage krank: weniger als 3"),
        (e.Compare(OTHER, "<", THREE), "x: weniger als 3"),
    ],
)
def test_what_is_made_on_the_way_has_words(condition, words):
    """What no author writes, but a tree is made of, is said as well."""
    assert WORDS.of(condition) == words


def test_a_choice_in_a_choice_is_in_brackets():
    """Which test decides what can be seen."""
    outer = e.Choose((e.Not(FEVER),), (Sum(((1, CHOSEN),)), Sum((), 5)))

    inner = "Tage krank, wenn Fieber: ja; sonst 3"
    assert WORDS.term(outer) == f"({inner}), wenn Fieber: nein; sonst 5"


MEANT = """
triage: 1
id: meant
title: Bedeutung
language: de
questions:
  paid: {text: Wie viel?, name: Betrag, type: number, min: 0, max: 9000, unit: EUR}
  sort: {text: Welche?, name: Sorte, options: {old: Alt, new: {text: Neu, name: neue}}}
  again: {text: Welche?, options: {old: Alt, new: Neu}}
values:
  fee: {is: VALUE, unit: EUR}
  much: {is: paid > 1200.5, title: viel}
  kind: {like: sort, by: again, is: {old: new, new: old}}
  same: {like: sort, by: sort, is: {old: kind, new: again}}
  rounded: {is: paid * 2, decimals: 0}
recommendations: {rest: {title: Ruhen, urgency: routine}}
start: one
steps: {one: {ask: [paid, sort, again], go: rest}}
"""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1250.5", "1.250,50 €"),
        ("paid * 2 - 500", "2 \N{MULTIPLICATION SIGN} Betrag - 500 €"),
        ("'min(paid, 12.5)'", "das Kleinste von: (Betrag; 12,50 €)"),
        ("5 if much else 1200", "5 €, wenn viel: ja; sonst 1.200 €"),
    ],
)
def test_what_a_value_means_is_said_in_german(value, said):
    """Plain numbers are sums where the value is money."""
    tree = triage.loads(MEANT.replace("VALUE", value))
    words = tree.words

    assert words.meaning(tree.values["fee"]) == said
    assert words.meaning(tree.values["much"]) == "Betrag: mehr als 1.200,50 €"
    assert words.meaning(tree.values["kind"]).startswith("neue, wenn „Welche?“: „Alt“")
    assert "„kind“" in words.meaning(tree.values["same"])
    assert words.meaning(tree.values["rounded"]).endswith("eine ganze Zahl")
    assert words.exact is words
    assert words.with_holes("Um {paid}") == "Um [Betrag]"


def test_two_names_that_are_the_same_are_told_apart():
    """By their ids, where questions have one text."""
    text = MEANT.replace("VALUE", "1").replace("name: Sorte, ", "")
    words = triage.loads(text).words

    assert words.named("sort") == "„Welche?“ (sort)"
    assert words.named("again") == "„Welche?“ (again)"


SPOKEN = ["de", "es"]
LIBRARY = Path(triage.__file__).parents[1] / "trees"
MEANT_BY = {
    "": ({"yes"}, {"no"}),
    "maybe": ({"yes", "not sure"}, {"no"}),
    "surely": ({"yes"}, {"no", "not sure"}),
}
"""Which answers are meant, and which by what is denied, by how sure it is."""


@pytest.mark.parametrize("language", SPOKEN)
def test_a_mood_is_said_in_the_words_of_the_answers_that_are_meant(language):
    """No mood has a word that means another answer, or no answer at all."""
    words = speech(language)
    for mood, phrase in HOLDS.items():
        said = words.say(phrase, name="").removeprefix(": ")
        meant = MEANT_BY[mood.certainty][mood.denied]
        unsure = words.say("not sure")

        assert (unsure in said) == ("not sure" in meant)
        [sure] = meant - {"not sure"}
        assert words.say(sure) in said.replace(unsure, "").split()


@pytest.mark.parametrize("name", ["hält an, ab 60", "Haut und Haar", "Fieber?", "a; b"])
def test_a_name_that_reads_as_several_is_in_quotes(name):
    """A comma, or a word that joins, is then within one name."""
    question = attrs.evolve(TREE.questions["fever"], name=name)
    words = voice({"fever": question}, {}, speech("de"))

    assert words.of(FEVER) == f"„{name}“: ja"


def test_an_option_that_reads_as_several_is_in_quotes():
    """In Spanish also where "e" or "u" joins it, and not within a word."""
    words = speech("es")

    assert words.one_name("dolor e hinchazón") == "«dolor e hinchazón»"
    assert words.one_name("uno u otro") == "«uno u otro»"
    assert words.one_name("yodo") == "yodo"


@pytest.mark.parametrize("language", SPOKEN)
def test_no_name_of_a_value_says_that_it_may_be(language):
    """Its mood says so, and would say it twice."""
    doubts = {"denkbar", "vielleicht", "möglich", "mögliche", "quizá", "posible"}
    files = [*LIBRARY.glob(f"*.{language}.po")]
    read = (po.read(Source(x.name, x.read_text("utf-8"))).messages for x in files)
    titles = [
        one.text for found in read for key, one in found.items() if "/values" in key
    ]

    assert titles
    assert all(doubts.isdisjoint(title.split()) for title in titles)
