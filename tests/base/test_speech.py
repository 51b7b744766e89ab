"""What the library says of questions and answers, in other languages."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import triage
from triage.base import po
from triage.base.offset import Offset
from triage.base.question import DEFAULT_SCALE, Option, Question
from triage.base.reply import says_none
from triage.base.speech import ENGLISH, FOLDER, Speech, speech
from triage.base.text import Source
from triage.model.notice import IN_AN_EMERGENCY, NO_ADVICE

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.po"))
HOLES = re.compile(r"\{\w*\}")


def asked(kind, language="es", **about):
    """Return a question in a language."""
    return Question("q", "¿?", kind, speech=speech(language), **about)


def refused(question, text):
    """Return what a person is told who typed something."""
    with pytest.raises(triage.AnswerError) as error:
        question.reply(text)
    return error.value.problems[0].message


def catalog(language):
    """Return the phrases of a language."""
    path = FOLDER / f"{language}.po"
    return po.read(Source(path.name, path.read_text("utf-8")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_in_each_language(language):
    """No language lacks a phrase, and each shows what the English one shows."""
    phrases = catalog(language).messages

    assert phrases.keys() == catalog("es").messages.keys()
    for one in phrases.values():
        assert one.is_whole, one.source
        for text in one.texts:
            assert sorted(HOLES.findall(text)) == sorted(HOLES.findall(one.source))


def test_every_phrase_of_the_code_is_in_the_catalog():
    """What the code says is translated: levels, notices, and every phrase."""
    known = catalog("es").messages
    said = [level.title for level in DEFAULT_SCALE]
    said += [NO_ADVICE, IN_AN_EMERGENCY]
    for path in (Path(triage.__file__).parent / "base").rglob("*.py"):
        said += re.findall(r'\bsay\("([^"]+)"', path.read_text("utf-8"))

    assert len(said) > len(DEFAULT_SCALE) + len("ab")
    assert [phrase for phrase in said if phrase not in known] == []


@pytest.mark.parametrize(
    ("language", "yes", "no", "unsure"),
    [
        ("es", ("sí", "si", "S", "1", "yes"), ("no", "N", "2"), ("no sé", "no lo se")),
        ("de", ("ja", "J", "yes"), ("nein", "n", "no"), ("weiß nicht", "Unsicher")),
        ("en", ("y", "yes"), ("nope", "no"), ("dunno", "unsure")),
    ],
)
def test_yes_no_and_not_sure_are_typed_in_the_language(language, yes, no, unsure):
    """Words of one language are understood, with ids, numbers and `?`; no others."""
    spoken = speech(language) or ENGLISH
    question = Question("q", "?", "yes_no", unsure=True, speech=spoken)

    for text in yes:
        assert question.reply(text) == "yes"
    for text in no:
        assert question.reply(text) == "no"
    for text in (*unsure, "?", "unsure", "3"):
        assert question.reply(text) == "unsure"
    foreign = {"es": ("ja", "dunno", "y"), "de": ("sí", "nope"), "en": ("ja", "nein")}
    for text in foreign[language]:
        assert refused(question, text)


def test_what_may_be_either_is_asked_again():
    """Who types "perhaps" is asked what that means, in the language."""
    question = asked("yes_no", unsure=True)

    assert refused(question, "quizás") == (
        "Eso puede significar «Sí», «No» o «No lo sé». Elija «Sí», «No» o «No lo sé»."
    )
    assert refused(asked("yes_no"), "no sé").startswith(
        "Aquí no es posible «No lo sé»."
    )
    assert question.labels == {"yes": "Sí", "no": "No", "unsure": "No lo sé"}


def test_a_number_has_a_comma_and_its_unit():
    """Decimals have a comma, times may be in other units, thousands are refused."""
    ends = {"minimum": Decimal(0), "maximum": Decimal(450)}
    heat = asked("number", unit="°C", decimals=1, unsure=True, **ends)
    weeks = asked("integer", "de", unit="weeks", **ends)

    assert heat.reply("38,5") == Decimal("38.5")
    assert heat.describe(Decimal("38.5")) == "38,5 °C"
    assert refused(heat, "999") == (
        "Escriba un número de 0 a 450 °C, o elija «No lo sé»."
    )
    assert refused(heat, "1.500").startswith("Escriba el número sin separador")
    for text in ("3 Wochen", "3 weeks", "21 Tagen", "3"):
        assert weeks.reply(text) == len("abc")
    assert (weeks.describe(1), weeks.describe(2)) == ("1 Woche", "2 Wochen")
    assert refused(weeks, "3 semanas") == (
        "Geben Sie eine ganze Zahl von 0 bis 450 Wochen ein."
    )


@pytest.mark.parametrize(
    ("forms", "one", "several"),
    [
        (("問",), "1 問", "2 問"),
        (("bod", "body"), "1 bod", "2 body"),
        (("bod", "body", "bodů"), "1 bod", "2 body"),
    ],
)
def test_a_language_counts_in_as_many_forms_as_it_has(forms, one, several):
    """The first form is for one, the second for all other counts, or else the first."""
    counting = Speech("xx", {"points": forms})

    assert counting.many(1, "point") == counting.amount("1", "points") == one
    assert counting.many(2, "point") == counting.amount("2", "points") == several
    assert counting.unit("points") == several.removeprefix("2 ")


@pytest.mark.parametrize(
    ("language", "least", "most", "rule"),
    [
        (
            "de",
            Offset(-3, 0),
            Offset(0, 0),
            "vom Tag 3 Monate vor dem heutigen bis zum heutigen Tag.",
        ),
        (
            "es",
            Offset(-216, 1),
            Offset(12, -2),
            "del día de hace 18 años más 1 día al día de dentro de 1 año menos 2 días.",
        ),
    ],
)
def test_a_day_beside_today_is_said_in_the_language(language, least, most, rule):
    """What can be answered is told without a word of English."""
    question = asked("date", language, since=least, until=most)

    assert refused(question, "x").endswith(rule)


def test_options_are_chosen_in_the_language():
    """What applies, none of it, and what stands alone are said in the language."""
    both = (Option("a", "Tos"), Option("b", "Nada", alone=True))
    some = asked("any_of", options=both, unsure=True)

    assert (some.describe(()), some.describe(("unsure",))) == (
        "ninguna de estas",
        "no lo sé",
    )
    assert some.reply("ninguna") == ()
    pair = (Option("a", "Tos"), Option("b", "Fiebre"))
    assert asked("any_of", options=pair).reply("1 y 2") == ("a", "b")
    assert refused(some, "?x") == (
        "Elija lo que corresponda: «Tos», «Nada», «No lo sé» o ninguna de estas. "
        "«Nada» se elige sin nada más."
    )
    long = tuple(Option(f"o{n}", f"Opción {n} de muchas") for n in range(30))
    assert refused(asked("any_of", options=long), "x") == (
        "Elija lo que corresponda, o ninguna de estas."
    )
    assert refused(asked("one_of", options=long), "x") == (
        "Elija una opción de la lista."
    )
    assert says_none("Ninguna de ellas", speech("es"))
    assert not says_none("Nada mejora", speech("es"))
    two = (Option("a", "A", alone=True), Option("b", "B", alone=True))
    assert refused(asked("any_of", options=two), "x").endswith(
        "Cada una de estas se elige sin nada más: «A» y «B»."
    )


def test_a_tree_says_what_is_ours_in_its_language():
    """Levels and notices are in the language; words beside the tree go before ours."""
    text = "{triage: 1, id: hi, title: Hi, questions: {a: A?}, start: s, steps: "
    text += "{s: {ask: a, todo: later}}}"
    said = "".join(
        f'msgctxt "hi/{key}"\nmsgid "{one}"\nmsgstr "{one}!"\n\n'
        for key, one in {"title": "Hi", "questions.a.text": "A?"}.items()
    )
    spanish = triage.loads(text, modules={"hi.es.po": said}, language="es-MX")
    own = {"hi.fr.po": said, "triage.fr.po": 'msgid "Yes"\nmsgstr "Oui"\n'}
    own["contacts.fr.po"] = (
        'msgctxt "contacts/generic.emergency_number"\n'
        'msgid "your local emergency number"\nmsgstr "le 112"\n'
    )
    french = triage.loads(text, modules=own, language="fr")

    assert spanish.levels[-1].title == "Atención de emergencia ahora mismo"
    assert "llame a emergencias (su número" in spanish.profile.disclaimer
    assert spanish.questions["a"].labels["yes"] == "Sí"
    assert french.questions["a"].labels == {"yes": "Oui", "no": "No"}


def test_days_and_sums_are_written_as_the_language_does():
    """Months, weekdays, the order of a day, and the marks of a sum are its own."""
    german, day = speech("de"), date(2026, 4, 1)

    assert german.day(day) == "1. April 2026"
    assert german.day(day, "weekday") == "Mittwoch, 1. April 2026"
    assert speech("es").day(day, "month") == "abril de 2026"
    assert german.day(day, "iso") == "2026-04-01"
    assert german.money(Decimal("-1250.5"), "EUR") == "-1.250,50 €"


@pytest.mark.parametrize(
    ("last", "word", "said"),
    [
        ("hijo", "and", "e hijo"),
        ("“Infección”", "and", "e “Infección”"),
        ("hielo", "and", "y hielo"),
        ("hierbas", "and", "y hierbas"),
        ("yodo", "and", "y yodo"),
        ("osteoporosis", "or", "u osteoporosis"),
        ("hombro", "or", "u hombro"),
        ("8 horas", "or", "u 8 horas"),
        ("11", "or", "u 11"),
        ("11.000 €", "or", "u 11.000 €"),
        ("110", "or", "o 110"),
        ("dolor", "or", "o dolor"),
    ],
)
def test_a_word_gives_way_to_what_sounds_like_it(last, word, said):
    """In Spanish, "y" is "e" before an i that is no diphthong, and "o" is "u"."""
    assert speech("es").listed(["sí", last], word) == f"sí {said}"
