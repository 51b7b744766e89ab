"""Lists of options: the same tree as with options in each question."""

import json

import pytest
from good_trees import good_tree
from hypothesis import given
from strategies import documents

import triage
from triage.base.limits import LIMITS

OPTIONS = {"dry": "Dry", "wet": {"text": "Wet", "points": "2"}}


def document(options="coughs", condition="cough in bad", **lists):
    """Return a tree with a question about coughs, and one like it."""
    return {
        "triage": "1",
        "id": "coughing",
        "title": "Coughing",
        "lists": {"bad": ["wet"]} | lists,
        "questions": {
            "cough": {"text": "How do you cough?", "options": options},
            "later": {"text": "And later?", "like": "cough"},
        },
        "recommendations": {
            "call": {"title": "Call", "urgency": "emergency"},
            "rest": {"title": "Rest", "urgency": "self_care"},
        },
        "start": "first",
        "steps": {
            "first": {
                "ask": ["cough", "later"],
                "branches": [{"when": condition, "go": "call"}, {"go": "rest"}],
            }
        },
    }


def loaded(file, **modules):
    """Return the tree of a document."""
    return triage.loads(json.dumps(file), modules=modules or None)


def hashes(tree):
    """Return both hashes of a tree."""
    return tree.full_logic, tree.full_wording


@given(documents())
def test_a_list_is_options_in_each_question(made):
    """A tree with lists is the tree without, and so are its hashes."""
    lists = made.pop("lists", {})
    written = {
        name: entry | {"options": lists.get(entry["options"], entry["options"])}
        if isinstance(entry.get("options"), str)
        else entry
        for name, entry in made["questions"].items()
    }

    with_lists = loaded(made | {"lists": lists})

    assert hashes(with_lists) == hashes(loaded(made | {"questions": written}))
    assert triage.loads(with_lists.bundle()) == with_lists


def test_a_file_is_as_good_as_a_list():
    """Options come from a file, with their points, in its order."""
    rows = "x-note,points,id,text\n,,dry,Dry\nbad,2,wet,Wet\n"

    filed = loaded(document(coughs="coughs.csv"), **{"coughs.csv": rows})

    assert hashes(filed) == hashes(loaded(document(coughs=OPTIONS)))
    assert hashes(filed) == hashes(loaded(document(options=OPTIONS)))
    assert triage.loads(filed.bundle()) == filed


def test_an_option_of_a_file_may_stand_alone():
    """A column says of which options, and an empty cell says nothing."""
    rows = "id,text,alone\nfever,Fever,\nrash,A rash,no\nfine,I am fine,yes\n"
    file = document(coughs="coughs.csv")
    file["questions"] |= {"signs": {"text": "?", "type": "any_of", "options": "coughs"}}
    file["questions"]["cough"] = {"text": "?", "options": {"dry": "Dry", "wet": "Wet"}}

    assert loaded(file, **{"coughs.csv": rows}).questions["signs"].alone == ("fine",)


def test_an_answer_is_in_a_list():
    """A condition asks for one of a list as for one of options written out."""
    tree = loaded(document(coughs=OPTIONS))
    plain = loaded(document(condition="cough in [wet]", coughs=OPTIONS))
    never = loaded(document(condition="cough not in coughs", coughs=OPTIONS))

    assert tree.logic == plain.logic
    assert tree.decide({"cough": "wet", "later": "dry"}).end == "call"
    assert tree.decide({"cough": "dry", "later": "dry"}).end == "rest"
    assert never.decide({"cough": "wet", "later": "dry"}).end == "rest"


def test_a_question_without_its_list_breaks_none_besides():
    """Of a question whose list is missing nothing else is said, nor of one like it."""
    with pytest.raises(triage.InvalidTree) as refused:
        loaded(document())

    assert [finding.code for finding in refused.value.findings] == ["T201"]


def test_a_module_has_lists_of_its_own():
    """A list is known in its file alone, and its file stands beside the tree."""
    part = document(coughs="coughs.csv") | {"kind": "module"}
    part["steps"]["first"]["branches"] = [{"when": "cough in bad", "go": "done"}]
    part["steps"]["first"]["branches"].append({"go": "done"})
    whole = {
        "triage": "1",
        "id": "whole",
        "title": "Whole",
        "start": "a",
        "steps": {"a": {"run": "part", "go": "rest"}},
    }
    files = {"part": json.dumps(part), "coughs.csv": "id,text\ndry,Dry\nwet,Wet\n"}

    assert [*loaded(whole, **files).sheets] == ["coughs.csv"]
    whole["steps"]["a"]["go"] = "b"
    branches = [{"when": "cough in bad", "go": "rest"}, {"go": "call"}]
    whole["steps"]["b"] = {"branches": branches}
    with pytest.raises(triage.InvalidTree) as refused:
        loaded(whole, **files)
    assert "bad" in refused.value.findings[0].message


def test_a_thousand_options_are_proved_about():
    """A proof about two questions with a long list comes to an end in its time."""
    pytest.importorskip("z3")
    many = {f"place_{n}": f"Place {n}" for n in range(LIMITS.options)}
    made = document(options="many", many=many, bad=[f"place_{n}" for n in range(9)])
    stated = {
        "says": "Who is in a bad place calls.",
        "given": "cough in bad",
        "then": "advised(call)",
    }

    tree = loaded(made | {"properties": {"bad_places": stated}})

    assert triage.prove(tree).proved


def test_a_list_in_a_file_is_a_list_of_the_good_tree():
    """What the good tree shares is what each of its questions has."""
    tree = good_tree("lists.yaml")

    assert tree.questions["cough"].options == tree.questions["pain"].options
    assert [o.points for o in tree.questions["room"].options] == [3, 0]


def test_one_file_serves_two_lists():
    """A CSV file that two lists name is read once, and gives both their options."""
    file = document(
        "good", good="coughs.csv", bad="coughs.csv", condition="cough == wet"
    )

    tree = loaded(file, **{"coughs.csv": "id,text\ndry,Dry\nwet,Wet\n"})

    assert list(tree.questions["cough"].choices) == ["dry", "wet"]
