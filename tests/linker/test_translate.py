"""Trees in other languages: what is refused, and what falls back."""

import pytest

import triage
from triage.linker.faults import wrongs
from triage.treefile.fields import MARKDOWN, WORD

TREE = """\
triage: 1
id: fever
title: Fever
language: en-GB
lists: {areas: areas.csv}
questions:
  stiff: {text: Is your neck stiff?, type: yes_no}
  area: {text: Where?, options: areas}
recommendations:
  call: {title: "Call $emergency_number or go to $emergency_place", urgency: emergency}
start: ask
steps:
  ask: {ask: [stiff, area], go: call}
"""
MODULES = {"areas.csv": "id,text,points\nneck,The neck,1\nhead,The head,2\n"}
SAID = {
    "title": ("Fever", "Fiebre"),
    "questions.stiff.text": ("Is your neck stiff?", "¿Tiene el cuello rígido?"),
    "questions.area.text": ("Where?", "¿Dónde?"),
    "areas.csv.neck.text": ("The neck", "El cuello"),
    "areas.csv.head.text": ("The head", "La cabeza"),
    "recommendations.call.title": (
        "Call $emergency_number or go to $emergency_place",
        "Llame a emergencias ($emergency_number) o vaya a urgencias ($emergency_place)",
    ),
}


def po_of(said, head="Language: es"):
    """Return a file of translations."""
    found = [f'msgid ""\nmsgstr "{head}\\n"\n']
    for key, (text, other) in said.items():
        found.append(f'msgctxt "fever/{key}"\nmsgid "{text}"\nmsgstr "{other}"\n')
    return "\n".join(found)


def spoken(said=SAID, *, text=TREE, language="es", **given):
    """Return a tree in a language."""
    modules = MODULES | {"fever.es.po": po_of(said)}
    return triage.loads(text, modules=modules, language=language, **given)


def codes(**given):
    """Return the codes of what a translation is refused for."""
    with pytest.raises(triage.InvalidTree) as refused:
        spoken(**given)
    return [one.code for one in refused.value.findings]


def without(key):
    """Return the translations but one."""
    return {name: pair for name, pair in SAID.items() if name != key}


def test_a_tree_speaks_another_language():
    """All texts are in it, options of a CSV file and wordings of a place among them."""
    tree = spoken(place="IE")

    assert (tree.language, tree.translation.fallbacks) == ("es", ())
    assert tree.translation.reviewed is False
    assert tree.questions["area"].choices["head"].text == "La cabeza"
    assert tree.recommendations["call"].title == (
        "Llame a emergencias (112 o 999) "
        "o vaya a urgencias (las urgencias más cercanas)"
    )
    assert tree.contacts["emergency_number"] == "112 o 999"
    assert spoken(place="GB").contacts["emergency_number"] == "999"


def test_options_of_a_file_without_ids_are_refused_as_ever():
    """Own words for a tree change nothing of what is said of it."""
    files = {"areas.csv": "text\nNeck\n"}
    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(TREE, modules=files, texts={"fever/title": "Hot"})

    assert "has no column `id`" in str(refused.value)


def test_the_own_language_of_a_tree_needs_no_translation():
    """In whatever country it is spoken, a tree says what its file says."""
    for language in ("en", "en-GB", "en-US"):
        assert spoken(language=language).translation is None


def test_a_country_speaks_its_language():
    """Where there is no file for the country, the one of the language serves."""
    tree = spoken(language="es-MX")

    assert tree.language == "es-MX"
    assert tree.title == "Fiebre"


def test_a_missing_text_refuses_a_tree():
    """No tree is half in another language unawares."""
    assert codes(said=without("title")) == ["T230"]
    assert codes(said={}) == ["T230"] * len(SAID)


def test_a_tree_without_a_translation_is_refused_once():
    """Where there is no file at all, its texts are not told one by one."""
    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(TREE, modules=MODULES, language="es")

    (found,) = refused.value.findings
    assert found.message == "`fever` has no translation into `es`"
    assert "`fever.es.po`" in found.help


def test_what_is_not_translated_falls_back_by_name():
    """Where that is allowed, it is shown as it is written, and named everywhere."""
    tree = spoken(said=without("title"), fallback="en")

    assert (tree.title, tree.translation.fallback) == ("Fever", "en-GB")
    assert tree.translation.fallbacks == ("fever/title",)
    decision = tree.decide({"stiff": "no", "area": "head"})
    for record in (decision.to_dict(), decision.record(), tree.start().to_dict()):
        assert record["fallbacks"] == ["fever/title"]
        assert record["language"] == "es"
    assert triage.loads(tree.bundle()) == tree


def test_a_record_of_another_language_says_so():
    """Whoever goes on in another language is told, and asked nothing anew."""
    then = spoken().start().answer({"stiff": "no", "area": "head"}).to_dict()

    found = triage.migrate(triage.loads(TREE, modules=MODULES), then)

    assert found.session.answers == {"stiff": "no", "area": "head"}
    assert [(x.kind, x.before, x.after) for x in found.changed] == [
        ("language", "es", "en-GB")
    ]


def test_another_file_of_contacts_is_asked_for():
    """What a project says of whom to call is translated, too, where it is shown."""
    said = {"emergency_place": "the clinic at the station", "advice_line": "Ann"}
    with pytest.raises(triage.InvalidTree) as refused:
        spoken(contacts=said)

    (found,) = refused.value.findings
    assert found.message == "`the clinic at the station` has no translation into `es`"
    tree = spoken(contacts=said, fallback="en")
    assert tree.translation.fallbacks == ("contacts/generic.emergency_place",)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"language": "Spanish!"}, "`Spanish!` is no language"),
        ({"fallback": "de"}, "written in `en-GB`, so nothing falls back to `de`"),
    ],
)
def test_what_is_no_language_is_refused(given, message):
    """A language has a code, and a fallback is the language of the tree."""
    with pytest.raises(triage.TriageError, match=message):
        spoken(**given)


def test_mistakes_of_a_tree_are_told_with_those_of_its_translation():
    """A hole that is spoilt in a translation is told at its place there."""
    said = SAID | {"questions.area.text": ("Where?", "¿{stiff")}

    assert codes(said=said) == ["T222"]


@pytest.mark.parametrize(
    ("text", "other", "wrong"),
    [
        ("Call $emergency_number", "Llame", ["does not show `$emergency_number`"]),
        ("About {days}", "Unos {dias}", ["does not show `{days}`", "shows `{dias}`"]),
        ("Your $tummy", "Su barriga", []),
        ("{{a}} {x", "b", []),
        ("[a](https://a.org)", "[a](https://b.org)", ["links to something else"]),
        ("- a\n- b", "- a", ["is another list"]),
        ("now", "ahora\u202e", ["has a character that nobody sees"]),
        ("{a | unit else b}", "{a | unit else c}", []),
    ],
)
def test_a_translation_shows_what_its_text_shows(text, other, wrong):
    """Whom to call, answers, links and items are the same; other words may be."""
    assert [what for what, _ in wrongs(text, other, MARKDOWN)] == wrong


def test_a_name_stays_short():
    """A translation keeps to the form of its text."""
    ((wrong, advice),) = wrongs("neck", "x" * 65, WORD)

    assert (wrong, advice) == ("does not fit", f"write {WORD.form}")


def test_a_module_of_the_library_has_its_translations_there():
    """Where a tree runs a module of the library, that is not translated beside it."""
    text = TREE.replace("start: ask", "start: part").replace(
        "steps:\n", "steps:\n  part: {run: library/red_flags, go: ask}\n"
    )
    for modules, named in (({}, "fever"), ({"fever.fr.po": po_of(SAID)}, "red_flags")):
        with pytest.raises(triage.InvalidTree) as refused:
            triage.loads(text, modules=MODULES | modules, language="fr")

        missing = f"`{named}` has no translation into `fr`"
        assert missing in str(refused.value)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "es"])
@pytest.mark.parametrize("name", ["back_pain", "fast_stroke"])
def test_a_built_in_tree_is_whole_in_its_languages(name, language):
    """It loads without falling back, and shows no text of its source language."""
    source, spoken = triage.load(name), triage.load(name, language=language)

    assert spoken.translation is not None
    assert not spoken.translation.fallbacks
    assert spoken.logic == source.logic
    texts = {question.text for question in source.questions.values()}
    texts |= {item.title for item in source.recommendations.values()}
    assert texts.isdisjoint(question.text for question in spoken.questions.values())
    assert texts.isdisjoint(item.title for item in spoken.recommendations.values())


PLAIN = "{triage: 1, id: hi, title: Hi, start: s, steps: {s: {todo: later}}}"
HI = 'msgctxt "hi/title"\nmsgid "Hi"\nmsgstr "Hallo"\n'
"""A tree, and its translation."""


def loaded(own):
    """Return the tree in German, with phrases of its own."""
    modules = {"hi.de.po": HI, "triage.de.po": own}
    return triage.loads(PLAIN, modules=modules, language="de")


@pytest.mark.parametrize(
    ("phrase", "said", "wrong"),
    [
        ("Result: {level}", "Ergebnis: {stufe}", "holes of it: `{level}`"),
        ("Result: {level}", "Ergebnis: {level", "brace alone"),
        ("Result: {level}", "Ergebnis: {level:d}", "holes of it: `{level}`"),
        ("Result: {level}", "Ergebnis: {level!x}", "holes of it: `{level}`"),
        ("Yes", "Ja {level}", "holes of it: no hole"),
        ("Yes", "J\N{ZERO WIDTH SPACE}a", "nobody sees"),
        ("command: back", "geh zurück", "more than one word"),
    ],
)
def test_a_phrase_that_cannot_be_said_refuses_a_tree(phrase, said, wrong):
    """What is wrong in words of one's own is told with its place, and never breaks."""
    own = f'msgid "{phrase}"\nmsgstr "{said}"\n'

    with pytest.raises(triage.InvalidTree) as refused:
        loaded(own)

    assert "triage.de.po:1" in str(refused.value)
    assert wrong in str(refused.value)


def test_own_phrases_are_laid_over_ours():
    """A file of some phrases changes these alone; what is out of use says nothing."""
    own = 'msgid "Yes"\nmsgstr "Jawohl"\n\n'
    own += '#~| msgid "Oh"\n#~ msgid "Old"\n#~ msgstr "{a"\n'
    tree = loaded(own)

    assert (tree.speech.say("Yes"), tree.speech.say("No")) == ("Jawohl", "Nein")
    assert tree.texts != loaded("").texts


def test_another_script_is_another_language():
    """Chinese in one script is no Chinese in the other."""
    text = PLAIN.replace("id: hi", "id: hi, language: zh-Hans")
    modules = {"hi.zh-Hant.po": HI}
    tree = triage.loads(text, modules=modules, language="zh-Hant")

    assert tree.title == "Hallo"


def test_an_own_placeholder_is_kept():
    """What a project says of itself is shown in every language, too."""
    text = PLAIN.replace("title: Hi", "title: Hi $phone")
    said = HI.replace('"Hi"', '"Hi $phone"')

    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(
            text, modules={"hi.de.po": said}, language="de", contacts={"phone": "5"}
        )

    assert "does not show `$phone`" in str(refused.value)


def test_a_word_of_a_place_has_nothing_unseen():
    """What a placeholder stands for is looked at as other translations are."""
    text = PLAIN.replace("title: Hi", "title: Hi $emergency_place")
    place = "the nearest emergency department"
    modules = {
        "hi.de.po": HI.replace('"Hi"', '"Hi $emergency_place"').replace(
            '"Hallo"', '"Hallo $emergency_place"'
        ),
        "contacts.de.po": 'msgctxt "contacts/generic.emergency_place"\n'
        f'msgid "{place}"\nmsgstr "die Not\N{ZERO WIDTH SPACE}aufnahme"\n',
    }

    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(
            text, modules=modules, language="de", contacts={"emergency_place": place}
        )

    assert "has a character unseen" in str(refused.value)


def test_a_contradiction_is_told_in_words_of_the_language():
    """What must be so is said as a Spanish reader reads it."""
    text = TREE.replace(
        "questions:\n",
        "assume: stiff or area == neck\nquestions:\n",
    )

    with pytest.raises(triage.AnswerError) as refused:
        spoken(text=text).decide({"stiff": "no", "area": "head"})

    [problem] = refused.value.problems
    assert problem.message == (
        "Estas respuestas no concuerdan. Lo que debe cumplirse: "
        "«¿Tiene el cuello rígido?»: sí, o «¿Dónde?»: «El cuello»."
    )


GERMAN = """\
triage: 1
id: hals
title: Hals
language: de-AT
questions: {fever: {text: Fieber?, unsure: true}}
recommendations: {call: {title: "Rufen Sie $emergency_number", urgency: emergency}}
start: ask
steps: {ask: {ask: fever, go: call}}
"""


def test_a_tree_speaks_the_language_in_which_it_is_written():
    """Buttons, notices and wordings of a place are those of it, not English ones."""
    tree = triage.loads(GERMAN)
    assert tree.translation is None
    assert [*tree.questions["fever"].labels.values()] == ["Ja", "Nein", "Nicht sicher"]
    assert (
        tree.recommendations["call"].title == "Rufen Sie die Notrufnummer an Ihrem Ort"
    )
    assert "Kein ärztlicher Rat" in tree.profile.disclaimer
    assert tree == triage.loads(GERMAN, language="de")
    assert tree.texts == triage.loads(tree.bundle()).texts


def test_own_phrases_are_those_of_a_tree_that_is_written_so():
    """What the library does not speak, a file beside the tree does, bundled, too."""
    phrases = 'msgid "Yes"\nmsgstr "Oui"'
    text = GERMAN.replace("de-AT", "fr")
    tree = triage.loads(text, modules={"triage.fr.po": phrases})
    again = triage.loads(tree.bundle())
    for each in (tree, again):
        assert each.questions["fever"].labels["yes"] == "Oui"
    assert triage.loads(text).questions["fever"].labels["yes"] == "Yes"


def test_what_is_wrong_with_own_phrases_is_told_with_the_rest():
    """A phrase that lost its hole refuses a tree, beside its other errors."""
    phrases = 'msgid "Choose {options}."\nmsgstr "Choisissez."'
    for text, codes in (
        (GERMAN, ["T232"]),
        (GERMAN.replace("go: call", "go: nowhere"), ["T201", "T232"]),
    ):
        modules = {"triage.fr.po": phrases}
        with pytest.raises(triage.InvalidTree) as refused:
            triage.loads(text.replace("de-AT", "fr"), modules=modules)
        assert sorted(one.code for one in refused.value.findings) == codes
