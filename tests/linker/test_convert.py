"""Questions, recommendations and sources, made from what was written."""

from decimal import Decimal

import pytest
from good_trees import good_tree

import triage
from triage.base.question import Level, Option
from triage.linker.convert import RESERVED

HEAD = "triage: 1\nid: small\ntitle: Small\n"
END = "start: one\nsteps: {one: {go: rest}}\n"
REST = "recommendations: {rest: {title: Rest, urgency: self_care}}\n"
QUESTIONS = good_tree("questions.yaml").questions


def tree_with(questions):
    """Return a tree with some questions."""
    return triage.loads(f"{HEAD}questions:\n{questions}{REST}{END}")


def test_a_question_has_what_was_written():
    """Every key of a question is found again, numbers as exact decimals."""
    warmth = QUESTIONS["warmth"]

    assert (warmth.minimum, warmth.maximum) == (Decimal("34.5"), Decimal(43))
    assert (warmth.decimals, warmth.unit, warmth.range) == (1, "°C", (345, 430))
    assert warmth.ordinary == Decimal("36.8")
    assert QUESTIONS["dose"].decimals == 3
    assert QUESTIONS["dizzy"].help == "Dizzy means: the room turns, or you may fall."
    assert QUESTIONS["dizzy"].why == "It can come from the medicine."
    assert QUESTIONS["fever"].cites == ("book",)


def test_options_stand_in_the_order_written():
    """Options keep their order, and their points as exact decimals."""
    assert QUESTIONS["cough"].options == (
        Option("none", "No"),
        Option("dry", "Dry", Decimal("0.5")),
        Option("wet", "Wet", Decimal(-2)),
    )


@pytest.mark.parametrize(
    ("name", "unsure", "again"),
    [
        ("fever", False, ""),
        ("dizzy", True, ""),
        (
            "confused",
            True,
            "Does somebody who knows you say that you are not yourself?",
        ),
        ("awake", False, "Do you nod off?"),
    ],
)
def test_not_being_sure_is_allowed_by_a_flag_or_a_wording(name, unsure, again):
    """`unsure` is true, or a plainer wording; `allowed: false` takes it back."""
    assert (QUESTIONS[name].unsure, QUESTIONS[name].again) == (unsure, again)


def test_a_question_is_like_another_in_all_but_its_texts():
    """Type, options, points, range and unsure come from the model; texts do not."""
    tree = tree_with(
        "  one: {text: One?, type: number, min: 1, max: 9, unit: kg, decimals: 2,"
        " unsure: true, help: H}\n"
        "  two: {text: Two?, like: one}\n"
        "  three: {text: Three?, like: one, max: 5, unsure: false}\n"
    )
    two, three = tree.questions["two"], tree.questions["three"]

    assert (two.text, two.help) == ("Two?", "")
    assert (two.type, two.range, two.unit, two.unsure) == (
        "number",
        (100, 900),
        "kg",
        True,
    )
    assert (three.range, three.unsure) == ((100, 500), False)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("dizzy", "no"),
        ("awake", "yes"),
        ("days", 2),
        ("cough", "none"),
        ("sneeze", "dry"),
        ("signs", ()),
        ("warmth", Decimal("36.8")),
    ],
)
def test_the_ordinary_answer_is_that_of_a_well_person(name, answer):
    """The answer of the well person is read as any answer to the question is."""
    assert QUESTIONS[name].ordinary == answer


def test_what_counts_when_a_question_is_skipped():
    """The answer of a skipped question is kept with the condition."""
    guards = good_tree("questions.yaml").guards

    assert guards["chills"].otherwise == "no"
    assert guards["sweats"].otherwise == "unsure"
    assert guards["triggers"].otherwise == ("cold", "dust")


def test_texts_are_folded_and_paragraphs_kept():
    """Line breaks in a text are blanks; a blank line parts two paragraphs."""
    rest = good_tree("about.yaml").recommendations["rest"]

    first, second = rest.text.split("\n\n")
    assert first.endswith(
        "A text may go on over several lines, and it may have paragraphs."
    )
    assert second == "This is the second one."
    assert rest.watch_for == "A fever, or a faint: call."


def test_a_scale_replaces_the_usual_one():
    """Levels are ranked as they are listed, from the lowest."""
    assert good_tree("about.yaml").levels == (
        Level("home", "Stay at home", 0, "#204080"),
        Level("doctor", "See a doctor", 1),
        Level("now", "Now", 2),
    )
    assert [level.id for level in good_tree("steps.yaml").levels] == [
        *("self_care", "pharmacist", "routine", "soon", "same_day", "emergency")
    ]


def test_a_source_is_found_where_it_is_given():
    """Sources in the tree are known with all that is said of them."""
    book = good_tree("about.yaml").citations["book"]

    assert (book.title, book.year, book.status) == ("A book", "2017", "verified")
    assert book.url == "https://example.org/a/book?page=4#top"


@pytest.mark.parametrize("word", sorted(RESERVED - {"True", "False", "None"}))
def test_reserved_words_are_no_ids(word):
    """No question can have a name that a condition could not tell apart."""
    with pytest.raises(triage.InvalidTree) as caught:
        tree_with(f"  {word}: {{text: A?, type: yes_no}}\n")
    assert caught.value.findings[0].code == "T202"


@pytest.mark.parametrize("word", ["none", "done", "count", "urgency", "ends", "match"])
def test_options_may_have_words_of_the_language(word):
    """An option is looked up with its question only, so it may be `none`."""
    tree = tree_with(f"  q: {{text: A?, type: one_of, options: {{{word}: A, b: B}}}}\n")

    assert word in tree.questions["q"].choices
