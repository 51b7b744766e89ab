"""Stories: a patient told, and as a case that a person can confirm."""

from pathlib import Path

import pytest
from trees_for_tests import SORE_THROAT, throat, tree_of

import triage
import triage.cases
from triage.cases.loader import NOTHING_BESIDE, Neighbour, neighbour
from triage.engine.defaults import ordinary
from triage.verify.counterexample import Patient
from triage.verify.explain import Story, result_of


def story(other=None, **answers):
    """Return the story of a patient with a sore throat."""
    tree = throat()
    return Story(patient(tree, answers), patient(tree, other) if other else None)


def patient(tree, answers):
    """Return a patient who is well but for some answers."""
    return Patient(tree, ordinary(tree) | answers)


def test_a_story_tells_what_is_unusual_and_where_that_led():
    """Unusual answers, the branches off the well patient's way, and the result."""
    assert story(signs=("fever", "nodes"), cough="some").text().splitlines() == [
        "- Do you cough? A little",
        "- Which of these? Fever; Lumps",
        "Otherwise as a well patient would answer.",
        "What led there:",
        "- decide → swab, because likely and days over 2 (days: 182.5 days, cough: A",
        "  little, signs: Fever; Lumps) [throat.yaml:54]",
        "Result: See a clinician within two weeks",
        "- Keep drinking",
        "- Ask for a swab",
    ]


def test_what_is_never_asked_stands_apart():
    """An unusual answer that the path never hears is told as that."""
    lines = story(drooling="yes", cough="some").text().splitlines()

    assert lines[:4] == [
        "- Are you drooling? yes",
        "Otherwise as a well patient would answer.",
        "Never asked:",
        "- Do you cough? A little",
    ]


def test_a_well_patient_is_called_that():
    """Someone with no unusual answer is told by one sentence and the last branch."""
    said, head, last, *_ = story().text().splitlines()

    assert said == "A patient who answers everything as a well patient would."
    assert head == "What led there:"
    assert last.startswith("- decide → swab, because not likely; days at least 7 (")


def test_a_second_patient_is_told_by_what_differs():
    """Beside another patient only the answers are told that are not the same."""
    lines = story({"signs": ("fever",)}, signs=("fever", "nodes")).text().splitlines()

    assert lines[:2] == [
        "- Which of these? Fever; Lumps",
        "All other answers are the same.",
    ]


def test_what_is_worse_is_said_beside_what_was():
    """In the words of the answers, for the heading of a picture."""
    worse = story({"days": 3}, days=8)

    assert worse.instead == "days 8 days instead of 3 days"
    assert story(days=3).instead == ""


def test_an_answer_to_a_skipped_question_is_no_part_of_a_story():
    """Whatever is said to a question that is skipped does not differ."""
    told = story({"age": 70}, age=70, pregnant="yes")

    assert told.different == {}


def test_a_story_says_that_a_part_is_not_written():
    """Where the tree is not finished, the story says so, and is no case."""
    tree = tree_of("  one: {todo: ask the ward}")
    told = Story(patient(tree, {}))

    assert told.text().splitlines()[-2:] == [
        "- one → … [<text>:17]",
        "Result: none, this part is not written yet: ask the ward",
    ]
    assert told.case("nobody") == ""


def test_a_result_without_urgency_is_information():
    """What has no level is information."""
    tree = tree_of("  one: {advise: [note, rest], go: done}")
    plain = tree_of("  one: {go: note}")

    assert result_of(tree.decide({})) == "Care at home"
    assert result_of(plain.decide({})) == "information"


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"drooling": "unsure", "cough": "some"},
        {"signs": ("fever", "nodes"), "cough": "some"},
        {"age": 30, "pregnant": "yes", "days": 3},
        {"age": 80, "pregnant": "yes", "signs": ()},
    ],
)
@pytest.mark.parametrize(
    "base",
    ["", "base: {drooling: no, age: 20, pregnant: yes, signs: [nodes], days: 1}"],
)
def test_a_story_as_a_case_passes(answers, base):
    """A pasted case loads, has the patient's answers, passes, and is not confirmed."""
    Path("throat.yaml").write_text(SORE_THROAT)
    file = Path("throat.cases.yaml")
    opening = f"triage_cases: 1\ntree: throat\n{base}\ncases:\n"
    file.write_text(f"{opening}  new: {{says: Old., expect: {{urgency: emergency}}}}\n")
    told = story(**answers)

    case = told.case("new", "It is new.", neighbour(throat(), Path("throat.yaml")))
    file.write_text(f"{opening}{case}\n")
    [result] = triage.cases.load("throat.cases.yaml").run()

    assert result.failures == ()
    assert result.case.id == "new_2"
    assert result.case.says == "TODO: tell the story of this patient. It is new."
    assert "# confirm" in case
    assert result.decision.trace.edges == told.decision.trace.edges
    assert result.case.answers.items() >= told.patient.told.items()


def test_a_case_leaves_out_what_the_base_says():
    """An answer that every case of the file starts from is not repeated."""
    base = Neighbour({"drooling": "no", "days": 3}, frozenset())
    told = story(days=3, signs=("fever",))

    assert told.answers(base.base).keys() == {"age", "cough", "signs"}
    assert told.answers(NOTHING_BESIDE.base).keys() == {
        "drooling",
        "age",
        "days",
        "cough",
        "signs",
    }


def test_a_story_is_json():
    """A program gets the answers, what was never asked, the end and the branches."""
    assert story(drooling="yes", cough="some").to_dict() == {
        "answers": {"drooling": "yes", "cough": "some"},
        "unusual": ["drooling", "cough"],
        "never_asked": ["cough"],
        "urgency": "emergency",
        "ends": "ambulance",
        "recommendations": ["ambulance"],
        "branches": [
            {
                "step": "drooling",
                "to": "ambulance",
                "because": "Are you drooling? yes",
                "why": ["drooling"],
                "file": "throat.yaml",
                "line": 45,
            }
        ],
    }
