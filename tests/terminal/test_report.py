"""A decision in words."""

from pathlib import Path

import attrs
import pytest
from good_trees import good_tree

import triage
from triage.base.wording import paragraph
from triage.model.tree import Citation
from triage.terminal.report import citation, heading, reasoned, report, target

TREES = Path(__file__).parents[1] / "trees"
SORE_THROAT = triage.load(TREES / "good/sore_throat.yaml", place="GB")
EVERY_PROMPT = triage.load(TREES / "talk/every_prompt.yaml")

WELL = {
    "drooling": "no",
    "stiff_neck": "no",
    "muffled_voice": "no",
    "rash": "no",
    "age": 60,
    "days": 3,
    "cough": "some",
    "signs": [],
}
PROMPTS = {
    "where": "leg",
    "drinks": "few",
    "weight": 70,
    "stairs": 20,
    "tried": [],
    "sleep": "no",
    "joints": "no",
}


def told(tree=SORE_THROAT, **answers):
    """Return the report of a decision, every space as one."""
    return " ".join(report(tree.decide(answers)).split())


def test_the_result_comes_first_and_the_disclaimer_last():
    """The report goes from the result to why and to the disclaimer."""
    text = told(**WELL)

    places = [
        text.index(words)
        for words in (
            "Result: Care at home",
            "Rest and drink Most sore throats",
            "Watch for:",
            "Good to know: Antibiotics",
            "low score: 0",
            "Why - Are you drooling because you cannot swallow? no",
            "Example for education and testing.",
        )
    ]
    assert places == sorted(places)


def test_a_warning_is_first_and_says_how_urgent_it_is():
    """A warning with a level of its own is told with that level when it is another."""
    level = PROMPTS | {"joints": "yes"}

    assert told(EVERY_PROMPT, **level).startswith(
        "Result: See a clinician within two weeks Warning: Mind your joints They need "
        "a look. Care at home: Rest well"
    )


def test_a_warning_before_the_end_says_its_level():
    """While nothing is decided, what was collected is told with its urgency."""
    tree = triage.loads(
        """
triage: 1
id: two
title: Two questions
questions:
  a: {text: "A?", type: yes_no}
  b: {text: "B?", type: yes_no}
recommendations:
  now: {title: Now, urgency: emergency, warning: true}
  later: {title: Later, urgency: routine}
start: first
steps:
  first: {ask: a, advise: now, go: second}
  second: {ask: b, answers: {yes: later, no: later}}
"""
    )

    assert "Warning, Emergency care now: Now" in told(tree, a="no")
    certain = "can change nothing: Emergency care now (Later)."
    assert certain in told(tree, a="no")


def test_missing_answers_are_named_with_what_is_allowed():
    """An incomplete decision says what can still come, and what to answer."""
    text = told(drooling="no", signs=["fever"])

    assert text.startswith("Not decided yet. With the answers so far it can still be: ")
    assert "from “Care at home” to “Emergency care now”" in text
    assert "Still to answer - stiff_neck: Is it too painful" in text
    assert "Give one of `yes`, `no`, `unsure`." in text
    assert "Given, but not asked for on this path - signs" in text
    assert "low score" not in text


def test_a_tree_that_may_end_without_urgency_says_so():
    """Where information alone may be the end, the level is none."""
    tree = triage.loads(
        """
triage: 1
id: info
title: Information
questions:
  a: {text: "A?", type: yes_no}
recommendations:
  fact: {title: A fact}
start: first
steps:
  first: {ask: a, answers: {yes: fact, no: fact}}
"""
    )

    assert told(tree).startswith("Not decided yet, but")
    assert "can change nothing: no urgency (A fact)." in told(tree)
    assert told(tree, a="no").startswith("Result: information Good to know: A fact")


def test_a_score_that_is_not_known_is_told_as_a_range():
    """When an answer is not sure, a score lies between two numbers."""
    text = told(**WELL | {"signs": ["fever", "unsure"]})

    assert "low score: between 1 and 3" in text


LEFT = """
triage: 1
id: left
title: A page that is left
questions:
  a: {text: "A?", type: yes_no}
  b: {text: "B?", type: yes_no}
  c: {text: "C?", type: yes_no}
values: {score: "count(a, b, c)", both: a and c, some: b or c, last: count(c)}
show: [score, both, some, last]
recommendations:
  now: {title: Now, urgency: emergency}
  rest: {title: Rest, urgency: self_care}
start: page
steps:
  page: {ask: [a, b, c], branches: [{when: score >= 2, go: now}, {go: rest}]}
"""


PRICES = triage.loads("""
triage: 1
id: pay
title: What does it cost?
questions:
  cost: {text: How much?, type: number, min: 0, max: 9000, decimals: 2, unit: GBP}
  nights: {text: How many?, type: integer, min: 1, max: 30, unsure: true}
values:
  total: {is: cost * nights, unit: GBP, title: In all}
  stay: {is: nights + 1, unit: days, title: Stay}
show: [total, stay]
recommendations: {pay: {urgency: soon, title: Pay}}
start: s
steps: {s: {ask: [cost, nights], go: pay}}
""")


@pytest.mark.parametrize(
    ("nights", "lines"),
    [
        ("3", ("In all: £3,900", "Stay: 4 days")),
        (
            "unsure",
            ("In all: between £1,300 and £39,000", "Stay: between 2 and 31 days"),
        ),
    ],
)
def test_a_value_is_told_with_what_it_counts(nights, lines):
    """Money has its sign, another number its unit, which is said once."""
    decision = PRICES.decide({"cost": 1300, "nights": nights})

    assert {*lines} <= {*report(decision).splitlines()}


def test_a_value_that_is_a_day_is_told_as_people_say_it():
    """Also the first and the last day that it can be are."""
    answers = {"today": "2026-06-01", "sent": "2024-03-01", "weeks": 3}
    answers |= {"born": "1980-05-17"}

    known = report(good_tree("dates.yaml").decide(answers | {"asked_on": "2026-03-03"}))
    text = report(good_tree("dates.yaml").decide(answers | {"asked_on": "unsure"}))

    assert "due: 22 March 2024" in known
    assert "reminded: 28 February 2026" in known
    assert "reminded: between 29 December 2023 and 28 December 2026" in text


def test_a_score_of_a_page_that_was_left_is_told_as_a_range():
    """What the rest of the page could have added is not known, and said to be so."""
    tree = triage.loads(LEFT)

    left, whole = told(tree, a="yes", b="yes"), told(tree, a="yes", b="no", c="no")

    assert "Now score: between 2 and 3 some: yes Why" in left
    assert "score: 1 both: no some: no last: 0" in whole
    assert "score" not in told(tree, a="yes")


def test_a_value_is_told_that_needs_no_more_answers():
    """What a page that was never asked could not change is shown, and nothing else."""
    page, second = (
        "{ask: a, answers: {yes: second, no: rest}}",
        "{ask: [b, c], go: now}",
    )
    steps = f"steps:\n  page: {page}\n  second: {second}\n"
    text = LEFT[: LEFT.index("steps:")].replace("both: a and c", "both: not a or c")
    tree = triage.loads(text.replace("count(a, b, c)", "count(a, b)") + steps)

    assert "Rest both: yes Why" in told(tree, a="no")


@pytest.mark.parametrize(
    ("answer", "words"), [("yes", "ill: yes"), ("unsure", "ill: not sure")]
)
def test_a_condition_is_told_in_words(answer, words):
    """A shown condition is yes, no or not sure."""
    tree = triage.loads(
        """
triage: 1
id: shown
title: Shown
questions:
  a: {text: "A?", type: yes_no, unsure: true}
values: {ill: surely(a)}
show: [ill]
recommendations:
  rest: {title: Rest, urgency: self_care}
start: first
steps:
  first: {ask: a, branches: [{when: ill, go: rest}, {go: rest}]}
""".replace("surely(a)", "a").replace("when: ill", "when: maybe(ill)")
    )

    assert words in told(tree, a=answer)


def test_reasons_are_told_in_the_order_of_the_path():
    """After the answers of a step comes what followed from them."""
    text = told(**WELL | {"cough": "none", "signs": ["fever", "nodes"]})

    assert (
        "lumps at the front of the neck - Then: Ask for a throat swab, because" in text
    )


def test_a_skipped_question_is_not_told_as_answered():
    """Whoever is past the age is not said to have answered about pregnancy."""
    assert "Are you pregnant" not in told(**WELL)


def test_ways_are_told_by_the_last_part_of_their_name():
    """The steps of a module go by their own names; leaving it is said in words."""
    decision = SORE_THROAT.decide({})

    assert target(decision, "mood/how_often") == "how often"
    assert target(decision, "mood/") == "mood is done"
    steps = SORE_THROAT.steps
    titled = attrs.evolve(steps["about_you"], title="Who you are")
    tree = attrs.evolve(SORE_THROAT, steps={**steps, "about_you": titled})
    assert target(tree.decide({}), "about_you") == "“Who you are”"


@pytest.mark.parametrize(
    ("status", "opened", "told"),
    [
        ("verified", "never", " (never opened at its publisher)"),
        ("secondary", "never", " (secondary, never opened at its publisher)"),
        ("verified", "2026-11-28", " (opened on 28 November 2026)"),
        ("verified", "", ""),
        ("recalled", "", " (recalled)"),
    ],
)
def test_a_source_says_whether_it_was_opened(status, opened, told):
    """Nobody takes for opened what nobody opened; without a mark nothing is said."""
    assert citation(Citation("a", "A book", status=status, opened=opened)) == (
        f"A book{told}"
    )


def test_an_unfinished_part_is_admitted():
    """A way that is not written yet is named, with its reason."""
    text = told(EVERY_PROMPT, **PROMPTS | {"where": "arm"})

    assert text.startswith("Not decided: this part of the tree is not written yet: Nob")


def test_without_the_path_the_report_does_not_say_why():
    """The interview leaves the path out: the person has just walked it."""
    assert "Why" not in report(SORE_THROAT.decide(WELL), path=False)


def test_a_tree_without_a_version_has_a_short_heading():
    """The heading holds what the tree says of itself, and no empty brackets."""
    assert heading(EVERY_PROMPT) == "Every kind of prompt (version 1.0, draft)"
    assert heading(attrs.evolve(EVERY_PROMPT, version="")).endswith("prompt (draft)")


def test_lines_of_a_text_stay_lines():
    """A line break in a text is kept; what upsets a terminal is replaced."""
    assert paragraph("one\ntwo \x1b[31m", 20, "- ", "  ") == "- one\n  two \ufffd[31m"


@pytest.mark.parametrize(
    ("answers", "line"),
    [({"age": 20}, "the age group: an adult"), ({"cough": "dry"}, "")],
)
def test_a_word_is_shown_by_what_it_reads(answers, line):
    """A shown value that is a word says its text, once it is known."""
    found = report(good_tree("words.yaml").decide(answers))

    assert ("the age group:" in found) is bool(line)
    assert line in found


def test_of_many_reasons_the_first_are_told_and_the_others_counted():
    """A person who gave many answers that lead there hears three of them."""
    names = "abcde"
    asked = "".join(f"  {n}: {{text: {n.upper()}?, type: yes_no}}\n" for n in names)
    tree = triage.loads(f"""\
triage: 1
id: five
title: Five
questions:
{asked}recommendations:
  see: {{title: See, urgency: soon}}
  rest: {{title: Rest, urgency: self_care}}
start: one
steps:
  one:
    ask: [{", ".join(names)}]
    branches: [{{when: {" and ".join(names)}, go: see}}, {{go: rest}}]
""")

    decision = tree.decide(dict.fromkeys(names, "yes"))

    assert reasoned(decision, "see") == (
        "Because you said yes to “A?”, “B?” and “C?”, and because of 2 more answers."
    )
