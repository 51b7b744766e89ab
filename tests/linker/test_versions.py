"""Two versions of a tree, of which the newer says what it renamed."""

import re

import pytest

import triage
from triage.base.exceptions import AnswerError
from triage.comparison import compare
from triage.comparison.dataset import counted
from triage.diagram import draw
from triage.linker.versions import Versions, ids_of
from triage.model.renamed import Renamed

OLD = """\
triage: 1
id: leg
title: A leg
version: 1.0
questions:
  leg_pain: {text: Is it sore?, options: {fine: No, bad: Yes}}
  weeks: {text: "Weeks, as it is {leg_pain else so}?", type: integer, min: 0, max: 9}
  signs: {text: Which?, type: any_of, options: {numb: Numb, weak: Weak}}
values:
  how: {options: {mild: A, grave: B}, is: [{when: lasts, is: grave}, {is: mild}]}
  lasts: weeks > 6 or numb in signs
show: [how, lasts]
assume: {that: "not (leg_pain == fine and weeks == 9)", says: "It is {leg_pain}."}
scale: [{id: home, title: At home}, {id: near, title: Soon}]
recommendations:
  rest: {urgency: home, title: Rest, text: [{when: lasts, text: "It is {how}."}]}
  see: {urgency: near, title: Go}
start: one
steps:
  one: {ask: [leg_pain, weeks, signs], go: two}
  two:
    branches: [{when: leg_pain == bad and (lasts or how == grave), go: see}, {go: rest}]
properties:
  safe: {says: "Yes.", given: lasts and leg_pain == bad, then: urgency >= near}
  last: {says: "Yes.", given: lasts and leg_pain == bad, then: ends(see)}
  both: {says: "Yes.", given: not asked(signs), then: not answered(leg_pain)}
  grow: {says: "Yes.", monotone: lasts}
"""

OTHER = {
    "leg_pain": "down_leg",
    "bad": "severe",
    "numb": "no_feeling",
    "how": "course",
    "grave": "heavy",
    "lasts": "lasting",
    "near": "early",
    "see": "seen",
    "two": "judge",
    "safe": "kept",
}

RENAMED = """\
renamed:
  questions: {leg_pain: down_leg}
  options: {down_leg: {bad: severe}, signs: {numb: no_feeling}, course: {grave: heavy}}
  values: {how: course, lasts: lasting}
  levels: {near: early}
  recommendations: {see: seen}
  steps: {two: judge}
  properties: {safe: kept}
"""

NEW = re.sub(r"\w+", lambda word: OTHER.get(word[0], word[0]), OLD) + RENAMED


@pytest.fixture(scope="module")
def old():
    """Return the tree before anything was renamed."""
    return triage.loads(OLD)


def test_nothing_differs_but_what_was_renamed(old):
    """Every kind of thing is told once by both its ids, and nothing else is."""
    new = triage.loads(NEW)

    found = compare(old, new)

    assert (found.same, found.edits, found.refused()) == (True, (), ())
    assert found.to_dict()["renamed"][0] == {
        "kind": "question",
        "old": "leg_pain",
        "new": "down_leg",
    }
    said, told = " ".join(found.text().split()).split(" Renamed: ")
    assert said == (
        "No decision changes for anybody: the logic is the same. leg 1.0 "
        f"({old.logic[:8]}) compared with leg 1.0 ({new.logic[:8]})"
    )
    assert set(told.split("; ")) == {
        "question leg_pain → down_leg",
        "option leg_pain.bad → down_leg.severe",
        "option signs.numb → signs.no_feeling",
        "value how → course",
        "option how.grave → course.heavy",
        "value lasts → lasting",
        "recommendation see → seen",
        "level near → early",
        "property safe → kept",
        "step two → judge",
    }


def test_what_was_edited_besides_is_told_in_the_new_ids(old):
    """The findings are those of the edit alone, of a tree in the new ids."""
    new = triage.loads(NEW.replace("weeks > 6", "weeks > 4").replace("A leg", "Leg"))
    written = triage.loads(NEW.replace(RENAMED, ""))

    found, alone = (compare(tree, new).to_dict() for tree in (old, written))

    for record in (found, alone):
        del record["old"]
        record.pop("renamed", None)
    assert alone["edits"][0]["keys"] == ["title"]
    assert alone["edits"].pop(1)["keys"] == ["renamed"]
    assert found == alone
    assert found["outcomes"][0]["patient"]["answers"]["down_leg"] == "severe"


def test_a_picture_says_what_was_renamed(old):
    """Nothing in it is marked; a line says what has another id."""
    head, steps = draw(triage.loads(NEW), against=old).outline().split("\n\n1. one\n")

    assert "renamed: question leg_pain → down_leg" in head
    assert not re.search("added|removed|changed", steps)


def test_people_of_a_table_may_be_told_of_under_either_id(old):
    """A column, and an answer, has the id of one version or of the other."""
    new = triage.loads(NEW)
    rows = [
        {"leg_pain": "bad", "weeks": "7", "signs": "none"},
        {"down_leg": "severe", "weeks": 7, "signs": []},
        {"down_leg": "bad", "leg_pain": "fine", "weeks": 7, "signs": []},
        {"down_leg": "worse", "weeks": 7, "signs": []},
        {"leg_pain": "worse", "weeks": 7, "signs": []},
        {"leg_pain": "bad", "down_leg": "severe", "weeks": 7, "signs": []},
        {"leg_pain": "bad", "down_leg": "worse", "weeks": 7, "signs": []},
    ]

    found = counted(old, new, rows)
    assert Versions.of(old, old).answers(rows[0]) == rows[0]

    assert (found.patients, found.changed, found.refused) == (3, 0, 4)
    assert found.problems[0] == (
        "row 3: `leg_pain, down_leg`: they are one question, and have two answers: "
        "keep one"
    )
    assert [str(now) for _, now in found.pairs] == ["early/seen"]
    assert found.ignored == {}
    with pytest.raises(AnswerError):
        Versions.of(old, new).answers({"leg_pain": "worse"})


FREE = """\
triage: 1
id: cold
title: A cold
questions:
  fever: {text: Fever?}
  cough: {text: Cough?}
  kind: {text: Which?, options: {wet: Wet, dry: Dry}}
recommendations: {rest: {urgency: self_care, title: A}, see: {urgency: soon, title: B}}
start: one
steps:
  one:
    ask: [fever, cough, kind]
    branches: [{when: fever or cough and kind == dry, go: see}, {go: rest}]
"""


def test_a_column_whose_id_was_given_away_is_read_as_the_others_are():
    """What may be of either version is of that of which the other columns are."""
    old = triage.loads(FREE)
    text = FREE.replace("  cough: {text: Cough?}\n", "").replace(", dry: Dry", "")
    text = text.replace("fever, cough", "fever").replace(
        " or cough and kind == dry", ""
    )
    text = text.replace("fever", "cough").replace("wet", "dry")
    now = "renamed: {questions: {fever: cough}, options: {kind: {wet: dry}}}\n"
    versions = Versions.of(old, triage.loads(text + now))

    def read(**given):
        try:
            return versions.answers(given)
        except AnswerError as error:
            return str(error)

    then = {"cough": "no", "cough_earlier": "yes", "kind": "dry_earlier"}
    assert read(fever="no", cough="yes", kind="dry") == then
    assert read(cough_earlier="yes", cough="no", kind="dry") == {
        "cough_earlier": "yes",
        "cough": "no",
        "kind": "dry",
    }
    assert read(cough="yes", kind="wet") == (
        "`cough`: it is another question in each of these trees: call that of the old "
        "one `cough_earlier`, and that of the new one by its id before"
    )
    assert read(kind="dry") == (
        "`kind`: it names another option in each of these trees: use its id before"
    )
    assert read(fever="no", cough_earlier="yes", other=1)["other"] == 1
    assert "another question" in read(fever="no", cough="yes", cough_earlier="no")
    assert read(fever="no", kind="no") == {"cough": "no", "kind": "no"}


def test_an_id_that_was_given_away_is_another_thing(old):
    """What had the id before, and two that are one now, are nothing that is there."""
    ids = ids_of(old, Renamed({"leg_pain": "weeks"}, levels={"home": "x", "near": "x"}))

    assert ids.questions["leg_pain"] == "weeks"
    assert ids.questions["weeks"] == "weeks_earlier"
    assert ids.levels == {"home": "home_earlier", "near": "near_earlier"}


def test_a_free_id_is_found():
    """What has to make way never takes an id that is there."""
    names = {"how": "lasts", "lasts_earlier": "x"}

    ids = ids_of(
        triage.loads(
            OLD.replace("  lasts: weeks", "  lasts_earlier: weeks > 1\n  lasts: weeks")
        ),
        Renamed(values=names | {"lasts_earlier": "lasts_earlier"}),
    )

    assert ids.values["how"] == "lasts"
    assert ids.values["lasts"] == "lasts_earlier_"


PART = """\
triage: 1
kind: module
id: part
title: Part
questions: {sore: Sore?, stiff: Stiff?}
start: inward
steps: {inward: {ask: sore, go: more}, more: {ask: stiff, go: done}}
"""

LIMBS = """\
triage: 1
id: limbs
title: Limbs
scale: [{id: low, title: Low}, {id: high, title: High}]
recommendations: {rest: {urgency: low, title: Rest}, see: {urgency: high, title: See}}
start: one
steps:
  one: {run: part, as: arm, go: two}
  two: {run: part, as: leg, go: last}
  last: {branches: [{when: arm.sore and leg.stiff, go: see}, {go: rest}]}
"""


def test_a_step_of_a_module_has_the_ids_of_what_runs_it():
    """What modules renamed is so in each copy; a step in one is told once for each."""
    part = re.sub(r"\bsore\b", "aching", PART.replace("inward", "inner"))
    part += "renamed: {questions: {sore: aching}, steps: {inward: inner}}\n"
    limbs = LIMBS.replace("one", "first").replace("arm.sore", "arm.aching")
    limbs += "renamed: {steps: {one: first}}\n"
    old = triage.loads(LIMBS, modules={"part": PART})
    new = triage.loads(limbs, modules={"part": part})

    found = compare(old, new)

    assert (found.same, found.edits, found.then.steps) == (True, (), new.steps)
    assert [*map(str, found.renamed)] == [
        "question arm.sore → arm.aching",
        "question leg.sore → leg.aching",
        "step one → first",
        "step one/inward → first/inner",
        "step two/inward → two/inner",
    ]
    assert new.renamed.step("one/") == "first/"
