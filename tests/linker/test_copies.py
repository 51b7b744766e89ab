"""Copies of modules: what has an id for each of them, and what is one thing."""

import pytest
from good_trees import good_tree

import triage
from triage.language.ast import values_in
from triage.language.english import English
from triage.linker.mentions import mentions
from triage.treefile.decode import read

PAIN = """\
triage: 1
kind: module
id: pain
title: Pain
{0}
start: first
steps: {{first: {{ask: severe, {1}}}}}
"""
TREE = """\
triage: 1
id: limbs
title: Limbs
{0}
recommendations: {{rest: {{urgency: self_care, title: Rest}}}}
start: one
steps:
  one: {{run: pain, as: arm, go: two}}
  two: {{run: pain, as: leg, go: last}}
  last: {{go: rest}}
"""


def limbs(declared="", steps="go: done", top="", **modules):
    """Return a tree with two copies of a module, which asks one question."""
    asks = declared or "questions: {severe: Is it severe?}"
    return triage.loads(
        TREE.format(top), modules={"pain": PAIN.format(asks, steps), **modules}
    )


@pytest.fixture(scope="module")
def tree():
    """Return the good tree with copies."""
    return good_tree("copies.yaml")


def test_what_depends_on_what_a_module_asks_has_an_id_for_each_copy(tree):
    """Questions, values, advice and properties; all else is one thing."""
    both = ["severe", "days", "kind", "swollen", "left.stiff"]

    assert [*tree.questions] == [
        "old",
        *(f"arm.{name}" for name in both),
        *(f"leg.{name}" for name in both),
    ]
    assert {*tree.values} == {
        *("arm.bad", "arm.score", "leg.bad", "leg.score", "elderly")
    }
    assert [*tree.recommendations] == [
        *("rest", "call", "arm.doctor", "arm.bandage", "drink"),
        *("leg.doctor", "leg.bandage"),
    ]
    assert {"arm.told", "leg.told"} < {*tree.properties}
    assert tree.renamed.questions == {
        "arm.strong": "arm.severe",
        "leg.strong": "leg.severe",
    }


def test_each_copy_is_answered_by_itself(tree):
    """What was said of the arm is asked of the leg again."""
    arm = {"arm.severe": "yes", "arm.days": 9, "arm.kind": "days", "arm.swollen": "no"}
    session = tree.start()
    for given in ({"old": "no"}, *({n: arm[n]} for n in arm), {"arm.left.stiff": "no"}):
        session = session.answer(given)

    assert session.page.required == ("leg.severe",)
    assert session.section == "your leg"


def test_the_title_of_a_copy_is_told_where_its_texts_say_section(tree):
    """In questions, in the plainer wording, in advice, and as the title of the part."""
    asked = tree.questions["arm.severe"]

    assert asked.text == "Is the pain in your arm severe?"
    assert asked.again == "Does your arm keep you awake?"
    assert tree.recommendations["leg.doctor"].title == "See a doctor about your leg"
    assert tree.steps["leg/pain"].section == "your leg"
    assert tree.questions["arm.days"].name == "days of pain (your arm)"
    assert tree.values["leg.score"].title == "score of the limb (your leg)"


def test_what_a_copy_says_of_answers_shows_its_own():
    """A rule of a module is denied in each copy, in words about its own answers."""
    days = "days: {text: D?, type: integer, min: 0, max: 9}"
    says = 'assume: {that: days < 9, says: "{section}: {days}."}'
    tree = limbs(
        f"questions: {{severe: S?, {days}}}\n{says}",
        "go: second}, second: {ask: days, go: done",
    )

    with pytest.raises(triage.AnswerError) as refused:
        tree.decide({"arm.severe": "no", "arm.days": 9})

    assert [problem.message for problem in refused.value.problems] == ["Pain: 9."]


def test_names_without_a_title_have_the_id_of_the_copy():
    """What people call a thing tells its copies apart."""
    found = limbs("questions: {severe: {text: Is it?, name: pain}}")

    assert [q.name for q in found.questions.values()] == ["pain (arm)", "pain (leg)"]


def test_a_module_that_is_run_as_itself_is_called_by_its_title():
    """Without `as`, `{section}` is the title of the module."""
    asks = 'questions: {severe: "Is {section} bad, and {{section}}?"}'
    text = TREE.format("").replace(", as: arm", "").replace(", as: leg", "")
    found = triage.loads(text, modules={"pain": PAIN.format(asks, "go: done")})

    assert found.questions["severe"].text == "Is Pain bad, and {{section}}?"


def test_a_section_of_ones_own_is_what_it_is():
    """A module may have a question of that name, and show its answer."""
    asks = (
        "questions: {section: {text: Which?, type: integer, min: 0, max: 9}, "
        'severe: "Is {section else it} severe?"}'
    )
    found = limbs(asks, "go: last}, last: {ask: section, go: done")

    assert found.questions["arm.severe"].text == "Is {arm.section else it} severe?"


def test_one_copy_may_be_run_at_two_steps():
    """It asks once, as a module that is run twice does."""
    text = TREE.format("").replace("as: leg", "as: arm")
    found = triage.loads(
        text, modules={"pain": PAIN.format("questions: {severe: Bad?}", "go: done")}
    )

    assert [*found.questions] == ["arm.severe"]
    assert len(found.documents) == 2


def test_two_modules_may_be_copies_of_one_name():
    """The parts of one arm may stand in several modules."""
    text = TREE.format("").replace("{run: pain, as: leg", "{run: other, as: arm")
    pain = PAIN.format("questions: {severe: Bad?}", "go: done")
    other = pain.replace("id: pain", "id: other").replace("severe", "other")
    found = triage.loads(text, modules={"pain": pain, "other": other})

    assert [*found.questions] == ["arm.severe", "arm.other"]


def test_what_is_wrong_in_a_module_is_told_once_at_its_word():
    """However many copies there are, and wherever the word stands in its text."""
    asks = "questions: {severe: Bad?}\nvalues: {bad: severe and  sevre}"
    with pytest.raises(triage.InvalidTree) as caught:
        limbs(asks)
    (found,) = caught.value.findings

    assert (found.code, found.span.text) == ("T201", "sevre")


def test_a_missing_module_is_told_once():
    """It is missed where it is run first, whether as a copy or not."""
    with pytest.raises(triage.InvalidTree) as caught:
        triage.loads(TREE.format(""), modules={})

    assert [found.code for found in caught.value.findings] == ["T206"]


def test_a_module_in_a_circle_is_no_copy_without_end():
    """A module that runs itself as a copy is refused as any that runs itself."""
    with pytest.raises(triage.InvalidTree) as caught:
        limbs(steps="go: again}, again: {run: pain, as: it, go: done")

    assert {found.code for found in caught.value.findings} == {"T209"}


def test_an_option_is_no_question_of_the_same_name():
    """What stands beside a question with options is one of them."""
    asks = (
        "questions: {severe: Bad?, kind: {text: Which?, options: {severe: A, b: B}}, "
        "sort: {text: Which?, like: kind}}\n"
        'values: {odd: kind == severe and severe, even: "sort in [severe] or severe"}'
    )
    found = limbs(asks, "go: k}, k: {ask: [kind, sort], go: done")

    said = English(found.questions, found.values).of
    assert said(found.values["arm.odd"].body) == "kind (arm) is “A” and severe (arm)"
    assert said(found.values["leg.even"].body) == "sort (leg) is “A” or severe (leg)"


def test_a_question_that_nothing_asks_is_one_for_all_copies():
    """Its caller may ask it, under the id that it has."""
    asks = (
        "questions: {severe: Bad?, age: Old?}\nvalues: {old: age, bad: age or severe}"
    )
    found = limbs(asks)

    assert [*found.questions] == ["arm.severe", "age", "leg.severe"]
    assert {*found.values} == {"old", "arm.bad", "leg.bad"}


def test_a_copy_travels_in_a_bundle(tree):
    """The module is in it once, and each copy is made of it again."""
    text = tree.bundle()

    assert triage.loads(text) == tree
    assert text.count("id: limb\n") == 1


def test_a_warning_holds_of_all_copies_or_is_none(tree):
    """What one copy uses is used; what is accepted once is accepted in all."""
    asks = (
        "questions: {severe: Bad?}\nvalues: {bad: severe}\n"
        "recommendations: {doctor: {urgency: same_day, title: Go, "
        "text: [{when: severe, text: Now}]}}\n"
        "accept: [{check: T501, because: It is known.}, {check: T504, because: It is.}]"
    )
    text = TREE.format("").replace(
        "last: {go: rest}",
        "last: {branches: [{when: leg.bad, go: arm.doctor}, {go: rest}]}",
    )
    found = triage.loads(text, modules={"pain": PAIN.format(asks, "go: done")})

    assert [
        x.code for x in triage.check(found) if x.span.source.name == "pain.yaml"
    ] == []
    assert triage.check(tree) == ()


def test_the_words_of_a_value_are_those_of_every_copy():
    """A value of words has an id for each copy, and its words stay what they are."""
    declared = """\
questions: {severe: Is it severe?, mild: Is it mild?}
values: {grade: {options: {mild: Mild, bad: Bad}, is: bad if severe else mild}}"""
    steps = "branches: [{when: grade == mild, go: second}, {go: done}]"
    found = limbs(declared, steps + "}, second: {ask: mild, go: done")

    words = English(found.questions, found.values)

    grade = words.meaning(found.values["arm.grade"])
    assert grade == "“Bad” if severe (arm), else “Mild”"
    assert [*found.values["leg.grade"].choices] == ["mild", "bad"]


def test_rates_are_those_of_every_copy():
    """What adds up rates by the day names the table of its own copy."""
    declared = (
        "questions: {severe: {text: Since?, type: date, min: 2025-02-01,"
        " max: 2025-02-09}}\n"
        "values:\n"
        "  daily: {by: severe, from: {2025-01-01: 2}}\n"
        "  owed: {is: 'accrued(daily, severe, severe + days(3))'}"
    )
    tree = limbs(declared)

    assert "arm.daily" in values_in(tree.values["arm.owed"].body)
    assert "leg.daily" in values_in(tree.values["leg.owed"].body)


def test_a_table_of_a_module_is_refused_in_a_copy_as_in_itself():
    """Rows with too few cells, too many or none are told, each at its place."""
    rows = "[[], [done], [yes, yes, done], [yes, rest]]"
    with pytest.raises(triage.InvalidTree) as caught:
        limbs(steps=f"table: {{inputs: severe, rows: {rows}}}")

    assert {found.code for found in caught.value.findings} == {"T112"}


def test_between_escapes_a_hole_has_no_place():
    """A hole whose brace is written as an escape is in the copy, and not underlined."""
    asks = (
        'questions: {severe: Bad?, how: "\\x7bseverity} {severity}?", '
        "severity: {text: How bad?, type: integer, min: 0, max: 9}}"
    )
    steps = "go: two}, two: {ask: severity, go: three}, three: {ask: how, go: done"
    found = limbs(asks, steps)

    assert found.questions["arm.how"].text == "{arm.severity} {arm.severity}?"
    module = read(found.documents[1].span.source)
    named = [mention.span.text for mention in mentions(module)]
    assert named.count("severity") == len(["its id", "the step"])


def test_a_stroke_between_a_copy_and_an_id_is_a_division():
    """What is called by a dot is told where it is divided by."""
    text = TREE.format("").replace("last: {go: rest}", LAST)

    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(text, modules={"pain": PAIN.format(ASKS, "go: done")})

    assert refused.value.findings[0].message == "`arm/severe` is a division"


ASKS = "questions: {severe: Is it severe?}"
LAST = "last: {branches: [{when: arm/severe, go: rest}, {go: rest}]}"
