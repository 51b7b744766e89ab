"""Comparisons: what is told of whom, and of whom nothing is said."""

import attrs
import pytest
from tired import tired

import triage
from triage.base.exceptions import TriageError
from triage.base.limits import LIMITS
from triage.comparison import equivalence as module
from triage.comparison.dataset import counted
from triage.comparison.equivalence import compare
from triage.model.diff import differences
from triage.verify.circuit import FALSE
from triage.verify.counterexample import ProofMismatch

OLD = """\
triage: 1
id: t
version: 1.0
title: T
questions:
  a: {text: Does it hurt?, type: yes_no, unsure: true}
  n: {text: How long?, type: integer, min: 0, max: 9, unit: days}
  o: {text: Which?, type: one_of, options: {x: X, y: Y, z: Z}}
recommendations:
  now: {urgency: emergency, title: Now}
  day: {urgency: same_day, title: Today}
  rest: {urgency: self_care, title: Rest}
  mind: {warning: true, title: Mind}
  note: {title: Note}
start: one
steps:
  one: {ask: [a, n, o], go: two}
  two:
    branches:
      - {when: surely(a) and n > 5, go: now, advise: mind}
      - {when: o == y, go: day, advise: note}
      - go: rest
"""


def trees(*edits):
    """Return the tree, and the tree after some edits of its text."""
    new = OLD.replace("version: 1.0", "version: 1.1")
    for before, after in edits:
        assert before in new
        new = new.replace(before, after)
    return triage.loads(OLD, name="old.yaml"), triage.loads(new, name="new.yaml")


def text(*edits, **options):
    """Return what a comparison says of some edits."""
    return compare(*trees(*edits)).text(**options)


def kind(change):
    """Return both outcomes of a change."""
    return f"{change.before}:{change.after}"


LOWER = """\
Less urgent for some: NOT ALLOWED (1 edit, 3 changes, 2 to be allowed). Nothing
else changes: proved.

t 1.0 ({old}) compared with t 1.1 ({new})

before              now: Be seen today  Care at home
Emergency care now                   1             1

1. Step two, branch 1: n over 5 days → n over 6 days
   Less urgent: Emergency care now (Now) → Care at home (Rest)
     Who: n 6 days
     - Does it hurt? yes
     - How long? 6 days
     Otherwise as a well patient would answer.
     before: two → now, because a for certain and n over 5 days (a: yes, n: 6
       days) [old.yaml:20]
     now: two → rest, because no branch above it holds [new.yaml:22]
     allow with: --allow {0}
   Less urgent: Emergency care now (Now) → Be seen today (Today)
     Who: n 6 days
     - Does it hurt? yes
     - How long? 6 days
     - Which? Y
     Otherwise as a well patient would answer.
     before: two → now, because a for certain and n over 5 days (a: yes, n: 6
       days) [old.yaml:20]
     now: two → day, because o is “Y” (o: Y) [new.yaml:21]
     allowed: {1}
   Lost: the warning “Mind”
     Who: n 6 days
     - Does it hurt? yes
     - How long? 6 days
     Otherwise as a well patient would answer.
     allow with: --allow {2}
   Some are now told: “Note”

What was edited
- step `two` changed (ways)
"""


def test_who_is_worse_off_is_told_with_a_patient():
    """A change has its cause, its people, both branches, and a name to allow it."""
    old, new = trees(("n > 5", "n > 6"))
    found = compare(old, new)
    names = [item.name for item in found.lower]

    said = found.text(allowed=names[1:2])
    logic = {"old": old.logic[:8], "new": new.logic[:8]}
    assert said == LOWER.format(*names, **logic).rstrip()
    assert found.refused() == tuple(names)
    assert found.refused([names[2], names[1]]) == (names[0],)
    assert [name.split("#")[0] for name in names] == [
        "two.1:emergency/now:self_care/rest",
        "two.1:emergency/now:same_day/day",
        "two.1:lost/mind",
    ]


def test_what_is_allowed_is_these_edits_and_these_people():
    """Another edit with the same outcomes is not allowed by the name of the first."""
    one = ("n > 5", "n > 6")
    alone, further, beside = (
        compare(*trees(*edits))
        for edits in (
            [one],
            [("n > 5", "n > 7")],
            [one, ("surely(a)", "surely(a) and o == x")],
        )
    )
    names = alone.refused()

    assert compare(*trees(one)).refused(names) == ()
    assert set(further.refused(names)) == set(further.refused())
    assert set(beside.refused(names)) == set(beside.refused())


HIDES = """\
triage: 1
id: hides
title: Two edits, one change
questions:
  days: {{text: "How many days?", type: integer, min: 0, max: 30, ordinary: 1}}
  age: {{text: "How old?", type: integer, min: 0, max: 100, ordinary: 40, unit: years}}
recommendations:
  doctor: {{title: See a doctor today, urgency: same_day}}
  home: {{title: Rest, urgency: self_care}}
start: s
steps:
  s:
    ask: [days, age]
    branches:
      - {{when: days >= {}, go: doctor}}
      - {{when: age >= {}, go: doctor}}
      - {{go: home}}
"""


def test_two_edits_of_one_outcome_are_two_changes():
    """Each edit has its own people, and so have both where neither is enough."""
    old, new = triage.loads(HIDES.format(5, 65)), triage.loads(HIDES.format(6, 80))
    found = compare(old, new)

    assert [
        ([switch.place for switch in change.cause], [x.words for x in change.numbers])
        for change in found.outcomes
    ] == [
        (["s.1"], ["days 5"]),
        (["s.2"], ["age 65 to 79 years"]),
        (["s.1", "s.2"], ["days 5", "age 65 to 79 years"]),
    ]
    first, *rest = found.refused()
    assert found.refused([first]) == tuple(rest)
    assert [change.old.told for change in found.outcomes] == [
        {"days": 5, "age": 40},
        {"days": 1, "age": 65},
        {"days": 5, "age": 65},
    ]
    assert found.text().startswith(
        "Less urgent for some: NOT ALLOWED (2 edits, 3 changes, 3 to be allowed)."
    )


def test_an_edit_that_matters_to_nobody_is_told():
    """What no patient comes to, alone or with all other edits, is said to be so."""
    found = compare(
        *trees(
            ("n > 5", "n > 6"),
            (
                "- {when: o == y",
                "- {when: n > 7 and n < 7, go: now}\n      - {when: o == y",
            ),
        )
    )

    assert [switch.place for switch in found.silent] == ["two.2"]
    assert (
        "Changes nobody, by itself or as the last of all: proved\n"
        "- Step two, branch 2 added: n over 7 days and n under 7 days → “Now”"
    ) in found.text()


def test_a_more_urgent_outcome_needs_no_leave():
    """Who is told something more urgent, or gains a warning, stops nothing."""
    found = compare(*trees(("n > 5", "n > 4")))
    said = found.text()

    assert found.refused() == ()
    assert {change.direction for change in found.outcomes} == {"up"}
    assert said.startswith("More urgent for some (1 edit, 3 changes). Nothing else")
    assert "More urgent: Care at home (Rest) → Emergency care now (Now)\n" in said
    assert "Gained: the warning “Mind”\n" in said
    assert "--allow" not in said


def test_nobody_is_told_anything_else():
    """Branches of another layout that decide the same are proved to be the same."""
    same = ("surely(a) and n > 5", "surely(a) and not n <= 5")

    assert compare(*trees(same)).same
    assert text(same).startswith(
        "No decision changes for anybody: proved for every patient.\n"
    )


def test_a_change_of_words_is_no_change_of_logic_and_has_to_be_seen():
    """Other words, with the same logic, need no proof; old and new are printed."""
    old, new = trees(("title: Rest", "title: Take a rest"))
    found = compare(old, new)
    words = found.words_id

    assert (found.same_logic, found.same) == (True, False)
    assert found.refused() == (f"words#{words}",)
    assert found.refused(allowed_words=words) == ()
    assert found.refused(allowed_words=new.wording) == ()
    assert found.refused(allowed_words=old.wording) == (f"words#{words}",)
    verdict, _, reads, edits = found.text().split("\n\n")
    assert verdict == (
        "No decision changes for anybody: the logic is the same. 1 text reads "
        f"otherwise:\na person must look (--allow-words {words})."
    )
    assert reads == (
        "What reads otherwise\n"
        "- advice `rest`, title (Care at home)\n"
        "  before: Rest\n"
        "  now: Take a rest"
    )
    assert edits == "What was edited\n- recommendation `rest` changed (title)"
    assert "1 text reads otherwise:\nallowed." in found.text(allowed_words=words)


CALLING = OLD.replace("title: Now", 'title: "Call $emergency_number"')


def test_whom_to_call_is_allowed_by_its_own_hash_only():
    """The wording of a tree says nothing of contacts, so it cannot allow them."""
    old, new = (
        triage.loads(CALLING, contacts={"emergency_number": number})
        for number in ("dial 112", "dial 000")
    )
    other = triage.loads(CALLING, contacts={"emergency_number": "nobody"})
    found = compare(old, new)
    words = found.words_id

    assert old.wording == new.wording == other.wording
    assert found.refused(allowed_words=new.wording) == (f"words#{words}",)
    assert found.refused(allowed_words=words) == ()
    assert compare(old, other).refused(allowed_words=words)


def test_a_contact_is_not_allowed_along_with_a_text():
    """Where a text reads otherwise too, the wording hash is still not enough."""
    old = triage.loads(CALLING, contacts={"emergency_number": "dial 112"})
    worded = CALLING.replace("title: Rest", "title: Stay in bed")
    there = triage.loads(worded, contacts={"emergency_number": "dial 000"})
    here = triage.loads(worded, contacts={"emergency_number": "dial 112"})

    assert compare(old, there).refused(allowed_words=there.wording)
    assert compare(old, here).refused(allowed_words=here.wording) == ()


SHOWING = """\
triage: 1
id: s
title: S
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no, only_if: a, otherwise: no}
  o: {text: O?, type: one_of, options: {x: {text: X, points: 1}, y: Y}}
values: {inner: "count(a, b) + points(o)", sum: "inner + 1", sure: "inner > 1"}
show: [sum, sure]
recommendations: {rest: {urgency: self_care, title: Rest}}
start: s
steps: {s: {ask: [a, b, o], go: rest}}
"""


@pytest.mark.parametrize(
    ("edit", "parts"),
    [
        (("inner + 1", "inner + 2"), ["value/sum"]),
        (("inner > 1", "inner > 2"), ["value/sure"]),
        (("+ points", "- points"), ["value/inner"]),
        (("points: 1", "points: 2"), ["value/inner"]),
        (("otherwise: no", "otherwise: yes"), ["condition of a question/b"]),
        (("[sum, sure]", "[sure, sum]"), ["show/tree"]),
        (("[sum, sure]", "[sum]"), ["show/tree", "value/sure"]),
    ],
)
def test_what_is_shown_otherwise_is_never_the_same(edit, parts):
    """A value may change nobody's decision: who sees it is told something else."""
    old, new = (triage.loads(x) for x in (SHOWING, SHOWING.replace(*edit)))
    found, back = compare(old, new), compare(new, old)

    assert not found.entries
    assert (found.same, found.same_logic) == (False, False)
    assert [f"{item.part}/{item.id}" for item in found.shown] == parts
    assert {(x.part, x.id) for x in back.shown} == {(x.part, x.id) for x in found.shown}
    name = found.shown_name
    assert found.refused() == (name,)
    assert found.refused([name]) == ()
    assert back.refused([name])
    assert found.to_dict()["shown"] == [item.to_dict() for item in found.shown]
    assert f"allow with: --allow {name}" in found.text()
    assert "What is shown differs: NOT ALLOWED." in found.text(200)
    assert "What is shown differs: allowed." in found.text(200, allowed=[name])


def test_values_that_nobody_is_shown_are_no_part_of_what_is_shown():
    """A formula that nothing shows or decides by is an edit, and changes nobody."""
    hidden = SHOWING.replace("show: [sum, sure]\n", "show: sum\n")
    old, new = (triage.loads(hidden.replace("> 1", at)) for at in ("> 1", "> 2"))

    assert compare(old, new).same


WARNED = """\
triage: 1
id: w
title: W
questions: {a: {text: A?, type: yes_no}}
recommendations:
  stop: {title: Do not mix, warning: true}
  rest: {title: Rest, urgency: self_care}
start: s
steps: {s: {ask: a, advise: [{add: stop, when: a}], go: rest}}
"""


def test_a_warning_that_is_none_any_more_has_to_be_allowed():
    """The same people are told the same, but no more first, and it may be dropped."""
    old, new = (
        triage.loads(x) for x in (WARNED, WARNED.replace(", warning: true", ""))
    )
    found, back = compare(old, new), compare(new, old)
    [item] = found.shown

    assert not found.entries
    assert (found.same, found.same_logic) == (False, False)
    assert (item.part, item.id) == ("advice", "stop")
    assert (item.old, item.new) == (
        "a warning: listed first, never dropped",
        "no warning",
    )
    assert found.refused() == (found.shown_name,)
    assert found.refused([found.shown_name]) == ()
    assert back.refused([found.shown_name]) == (back.shown_name,)


def test_a_warning_of_another_rank_has_to_be_allowed():
    """The same people are told the same, but in another order."""
    old, new = (
        triage.loads(x)
        for x in (WARNED, WARNED.replace("warning: true", "warning: true, rank: 3"))
    )
    found = compare(old, new)
    [item] = found.shown

    assert not found.entries
    assert (found.same, found.same_logic) == (False, False)
    assert (item.part, item.id, item.new) == ("advice", "stop", "rank 3")
    assert item.old == "no rank: after those of its like that have one"
    assert found.refused() == (found.shown_name,)
    assert [str(edit) for edit in differences(old, new)] == [
        "recommendation `stop` changed (rank)"
    ]


def test_points_of_shown_values_are_said():
    """Where only points differ, a formula says them, or it would read the same."""
    old, new = (
        triage.loads(x) for x in (SHOWING, SHOWING.replace("points: 1", "points: 2"))
    )
    [item] = compare(old, new).shown

    assert (item.old[-19:], item.new[-19:]) == (
        " (points: x 1, y 0)",
        " (points: x 2, y 0)",
    )


def test_equal_endings_of_other_advice_are_told():
    """Advice that somebody gains, with the same outcome, is no change of outcome."""
    found = compare(*trees(("- go: rest", "- {go: rest, advise: note}")))

    assert not found.outcomes
    assert not found.same
    assert [item.name for item in found.exchanges] == ["gained/note"]
    assert found.text().startswith("Other advice for some; no outcome changes.")
    assert (
        "1. Step two, branch 3, advice 1 added: “Note”\n   Some are now told: “Note”"
    ) in found.text()


def test_another_ending_of_the_same_urgency_is_neither_up_nor_down():
    """An ending that is as urgent as before is another outcome."""
    renamed = ("day:", "today:"), ("go: day", "go: today")

    [change] = compare(*trees(*renamed)).outcomes

    assert change.direction == "aside"
    assert change.name.startswith("two.2:same_day/day:same_day/today#")
    said = compare(*trees(*renamed)).text()
    assert (
        "before         now: Be seen today\nBe seen today                   1\n" in said
    )
    assert "1. Step two, branch 2: `day` → `today`\n" in said


def test_a_new_question_that_matters_is_told():
    """A patient whom only the new tree hears is told with that answer."""
    said = text(
        ("  o: {text", "  new: {text: Is it new?, type: yes_no}\n  o: {text"),
        ("[a, n, o]", "[a, n, o, new]"),
        ("- {when: o == y", "- {when: new, go: now}\n      - {when: o == y"),
    )

    assert (
        "More urgent: Care at home (Rest) → Emergency care now (Now)\n"
        "     - Is it new? yes\n"
        "     Otherwise as a well patient would answer.\n"
    ) in said
    assert "1. Together: Step one, questions: " in said
    assert "- question `new` added" in said


def test_an_end_that_is_not_written_is_told():
    """Who came to an end and now comes to none is told as such."""
    said = text(("{when: o == y, go: day, advise: note}", "{when: o == y, todo: soon}"))

    assert "Less urgent: Be seen today (Today) → Information (not written yet)" in said
    assert "now: two → …, because o is “Y” (o: Y) [new.yaml:21]" in said


def test_the_otherwise_of_a_part_that_is_not_written_is_told():
    """The last branch needs no condition to be told of, written or not."""
    said = text(("      - go: rest", "      - todo: later"))

    assert "now: two → …, because no branch above it holds [new.yaml:22]" in said


APART = [
    (
        [("max: 9", "max: 12")],
        "n",
        {
            "n+10..12": {
                ("emergency/now", "self_care/rest"),
                ("emergency/now", "same_day/day"),
            }
        },
    ),
    (
        [("y: Y, z: Z}", "y: Y, w: W}")],
        "o",
        {
            "o-z": {("self_care/rest", "same_day/day")},
            "o+w": {("self_care/rest", "same_day/day")},
        },
    ),
    ([("y: Y, z: Z}", "y: Y}")], "o", {"o-z": {("self_care/rest", "same_day/day")}}),
    (
        [("yes_no, unsure: true", "yes_no"), ("surely(a)", "a")],
        "a",
        {
            "a-unsure": {
                ("self_care/rest", "emergency/now"),
                ("same_day/day", "emergency/now"),
            }
        },
    ),
]


@pytest.mark.parametrize(
    ("edits", "name", "wanted"), APART, ids=[" ".join(wanted) for *_, wanted in APART]
)
def test_what_becomes_of_answers_that_one_tree_takes_is_told(edits, name, wanted):
    """Each pair of outcomes, with such an answer and without, has to be allowed."""
    found = compare(*trees(*edits))

    told: dict[str, set[tuple[str, str]]] = {}
    for item in found.answers:
        key = item.name.split(":")[0]
        told.setdefault(key, set()).add((str(item.here), str(item.another)))
        assert item.patient.answers | {name: 0} == item.other.answers | {name: 0}
    assert found.apart == (name,)
    assert not found.outcomes
    assert told == wanted
    assert found.same_logic == (not wanted)
    assert len(found.refused()) == len(found.answers) + bool(found.words)
    assert found.text().endswith(
        f"Compared are only patients of both: the trees allow different answers to "
        f"`{name}`."
    )


@pytest.mark.parametrize(("most", "is_apart"), [(100, True), (300, True), (200, False)])
def test_a_text_that_may_be_of_another_length_is_another_answer(most, is_apart):
    """Nothing is said of who writes more than one of the trees takes."""
    free = "note: {text: What else?, type: text, most: 200, lines: %s}"
    old = OLD.replace("questions:", f"questions:\n  {free % 'false'}")
    old = old.replace("ask: [a,", "ask: [note, a,").replace(
        "note: {title", "more: {title"
    )
    old = old.replace("advise: note", "advise: more")
    new = old.replace("most: 200, lines: false", f"most: {most}, lines: true")

    found = compare(triage.loads(old), triage.loads(new))

    assert found.apart == (("note",) if is_apart else ())
    assert found.same
    assert ("every patient of both." in found.text()) == is_apart
    assert found.text().endswith("different answers to `note`.") == is_apart


FLAG = """\
triage: 1
id: flag
title: A red flag
questions:
  numb: {{text: Numb between the legs?, type: yes_no{}}}
  temp: {{text: Temperature?, type: number, decimals: 1, min: 30, max: {}, unit: {}}}
recommendations:
  ambulance: {{urgency: emergency, title: Call an ambulance}}
  doctor: {{urgency: same_day, title: See a doctor today}}
  rest: {{urgency: self_care, title: Rest}}
start: one
steps:
  one: {{ask: numb, answers: {{yes: ambulance, no: two{}}}}}
  two: {{ask: temp, branches: [{{when: temp >= {}, go: doctor}}, {{go: rest}}]}}
"""


def flag(unsure="", to="", top="45", unit="C", limit="38", more=""):
    """Return a tree with a red flag and a limit."""
    return triage.loads(FLAG.format(unsure, top, unit, to, limit) + more)


NOT_SURE = (", unsure: true", ", unsure: rest")
SAFE = (", unsure: true", ", unsure: ambulance")

TAKEN = {
    "not sure added, and taken for no": (
        flag(),
        flag(*NOT_SURE),
        {
            "numb+unsure:self_care/rest:emergency/ambulance": True,
            "numb+unsure:self_care/rest:same_day/doctor": True,
        },
    ),
    "not sure taken away": (
        flag(*SAFE),
        flag(),
        {
            "numb-unsure:emergency/ambulance:self_care/rest": True,
            "numb-unsure:emergency/ambulance:same_day/doctor": True,
        },
    ),
    "not sure added, and taken for yes": (
        flag(),
        flag(*SAFE),
        {
            "numb+unsure:emergency/ambulance:self_care/rest": False,
            "numb+unsure:emergency/ambulance:same_day/doctor": False,
        },
    ),
    "a shorter range": (
        flag(),
        flag(top="40"),
        {"temp-40.1..45:same_day/doctor:self_care/rest": True},
    ),
    "a longer range": (
        flag(),
        flag(top="50"),
        {"temp+45.1..50:same_day/doctor:self_care/rest": False},
    ),
    "fewer patients": (
        flag(),
        flag(more="assume: temp < 38\n"),
        {"assume-:same_day/doctor": None, "assume-:emergency/ambulance": None},
    ),
    "more patients": (
        flag(more="assume: temp < 38\n"),
        flag(),
        {"assume+:same_day/doctor": None, "assume+:emergency/ambulance": None},
    ),
}


SIGNS = """\
triage: 1
id: signs
title: Signs
questions:
  signs:
    text: What have you noticed?
    type: any_of
    options: {{numb: Numbness, fever: Fever, fine: {{text: I am fine{}}}}}
recommendations:
  doctor: {{urgency: same_day, title: See a doctor today}}
  rest: {{urgency: self_care, title: Rest}}
start: one
steps:
  one: {{ask: signs, branches: [{{when: fine in signs, go: rest}}, {{go: doctor}}]}}
"""


def test_what_can_no_more_be_chosen_beside_others_is_told():
    """Who was fine, and numb, was told to rest; now nobody is taken who says both."""
    before, after = (triage.loads(SIGNS.format(x)) for x in ("", ", alone: true"))

    (gone,) = compare(before, after).answers
    (new,) = compare(after, before).answers

    assert gone.name.split("#")[0] == "signs-fine+:self_care/rest:same_day/doctor"
    assert new.name.split("#")[0] == "signs+fine+:self_care/rest:same_day/doctor"
    assert (gone.may_miss, new.may_miss) == (False, True)
    assert set(gone.patient.answers["signs"]) > {"fine"}
    assert "“I am fine” beside others" in compare(before, after).text()
    assert not compare(before, after).outcomes
    assert before.logic != after.logic


@pytest.mark.parametrize("what", [*TAKEN])
def test_changed_answers_to_a_red_flag_are_never_the_same(what):
    """Nobody who can answer both is told anything else, and still it is refused."""
    old, new, wanted = TAKEN[what]
    found = compare(old, new)

    assert {
        item.name.split("#")[0]: getattr(item, "may_miss", None)
        for item in found.answers
    } == wanted
    assert (found.same, found.settled) == (False, True)
    names = found.refused()
    assert set(names) >= {item.name for item in found.answers}
    words = found.words_id
    assert compare(old, new).refused(names, words) == ()
    assert "What can be answered changes: NOT ALLOWED." in found.text()
    allowed = found.text(allowed=names, allowed_words=words)
    assert "What can be answered changes: allowed." in allowed


def test_what_becomes_of_an_answer_is_told_in_words():
    """The answer, where it leads, and another answer of the same person."""
    old, new, _ = TAKEN["not sure added, and taken for no"]
    found = compare(old, new)

    first = next(x for x in found.answers if x.another.urgency == "emergency")
    assert (
        "“Numb between the legs?” now takes not sure: it leads to Care at home (Rest)\n"
        "   The same person answering yes: Emergency care now (Call an ambulance)\n"
        f"   allow with: --allow {first.name}"
    ) in found.text()


def test_those_whom_one_tree_does_not_assume_are_told_of():
    """Patients who are refused now are shown with what they were told."""
    old, new, _ = TAKEN["fewer patients"]
    said = compare(old, new).text()

    assert (
        "No more assumed to exist: patients who were told Be seen today (See a doctor "
        "today)\n   - Temperature? "
    ) in said.replace("\n  today", " today")
    assert "the trees assume different things of every\npatient." in said
    assert "Now assumed to exist too: patients who are told" in compare(new, old).text()


def test_a_question_in_another_unit_is_another_question():
    """An old limit in a new unit is never the same, whichever way it goes."""
    found = compare(flag(), flag(unit="F"))

    assert {change.direction for change in found.outcomes} == {"up", "down"}
    assert all(change.is_lower for change in found.outcomes)
    assert {x.cause[0].place for x in found.outcomes} == {"temp"}
    assert found.outcomes[0].old.answers["temp"] >= 38
    assert found.outcomes[0].new.answers["temp"] < 38
    assert found.apart == ("temp",)
    assert found.outcomes[0].numbers[0].to_dict() == {
        "question": "temp",
        "ranges": [[38, 45]],
        "unsure": False,
        "exact": True,
        "words": "temp before 38 to 45 C",
    }


def test_trees_without_a_common_patient_are_not_called_the_same():
    """Where nobody can answer both trees, nothing is said to be proved of them."""
    edits = ("x: X, y: Y, z: Z", "u: U, v: V"), ("o == y", "o == v")

    with pytest.raises(TriageError) as refused:
        compare(*trees(*edits))

    assert str(refused.value) == (
        "nobody can answer both trees, so they cannot be compared: "
        "they allow different answers to `o`"
    )


def test_trees_that_assume_the_opposite_are_not_called_the_same():
    """Where what one tree assumes is what the other rules out, nothing is proved."""
    old, _ = trees()
    few, many = (
        triage.loads(OLD.replace("start: one", f"assume: {what}\nstart: one"))
        for what in ("n > 5", "n < 3")
    )

    assert not compare(old, few).outcomes
    with pytest.raises(TriageError, match="what they assume does not go together"):
        compare(few, many)


def test_who_is_not_sure_is_a_patient_of_both():
    """Two ranges without a common number have patients in common: the unsure."""
    _, old = trees(("max: 9,", "max: 9, unsure: true,"), ("n > 5", "surely(n > 5)"))
    _, new = trees(
        ("min: 0, max: 9,", "min: 20, max: 29, unsure: true,"),
        ("n > 5", "surely(n > 25)"),
        ("go: rest", "go: day"),
    )

    found = compare(old, new)

    assert found.apart == ("n",)
    assert {kind(change) for change in found.outcomes} == {
        "self_care/rest:same_day/day"
    }
    assert found.outcomes[0].old.answers["n"] == "unsure"


def test_a_question_of_another_type_is_another_question():
    """Where a type changed, any answer to the old goes with any to the new."""
    old, new = trees(
        (
            "a: {text: Does it hurt?, type: yes_no, unsure: true}",
            "a: {text: How bad?, type: one_of, options: {low: Low, high: High}}",
        ),
        ("surely(a)", "a == high"),
    )

    found = compare(old, new)

    assert found.apart == ("a",)
    directions = {change.direction for change in found.outcomes}
    assert directions == {"up", "down"}


def test_a_level_that_one_scale_lacks_may_be_a_down_grade():
    """Urgency that the other scale does not know has to be allowed by name."""
    old, _ = trees()
    scale = "scale: [{id: self_care, title: S}, {id: urgent, title: U}]\n"
    new = triage.loads(
        OLD.replace("questions:", f"{scale}questions:")
        .replace("urgency: emergency", "urgency: urgent")
        .replace("urgency: same_day", "urgency: self_care")
    )

    found = {kind(change): change.direction for change in compare(old, new).outcomes}

    assert found == {
        "emergency/now:urgent/now": "down",
        "same_day/day:self_care/day": "down",
    }


@pytest.mark.parametrize("left", range(3))
def test_what_is_not_settled_is_not_the_same(monkeypatch, left):
    """When the time is up, what was found is told, and where there may be more."""
    monkeypatch.setattr(module, "Solver", tired(left))
    found = compare(*trees(("n > 5", "n > 6")))

    assert not found.settled
    assert not found.same
    assert [switch.place for switch in found.open] == ["two.1"]
    said = found.text(200)
    more = "There may be more than these: the time was up"
    nothing = "Nothing is settled: the time was up before anybody was found"
    assert (more if found.outcomes else nothing) in said
    assert "(look at two.1)" in said
    assert found.silent == ()


def test_without_time_a_patient_who_was_met_is_shown(monkeypatch):
    """Where there is no time for a simpler patient, the one of the search is shown."""
    monkeypatch.setattr(module, "Solver", tired(2))
    [change, *_] = compare(*trees(("n > 5", "n > 6"))).outcomes

    assert change.old.outcome.trace.end == "now"
    assert change.numbers == ()


def test_without_time_to_find_anybody_nothing_is_the_same(monkeypatch):
    """That nobody is told anything else is open until somebody is found at all."""
    old, new = trees(("surely(a) and n > 5", "n > 5 and surely(a)"))
    assert compare(old, new).same
    monkeypatch.setattr(module, "Solver", tired())

    found = compare(old, new)

    assert (found.settled, found.outcomes, found.exchanges) == (False, (), ())


def test_more_changes_than_are_told_in_full_are_told_in_brief(monkeypatch):
    """The worst have the simplest patient; of the rest the text has what allows it."""
    pair = trees(("n > 5", "n > 6"))
    whole = compare(*pair)
    few = attrs.evolve(LIMITS, in_full=1)
    monkeypatch.setattr("triage.comparison.entries.LIMITS", few)
    found = compare(*pair)

    assert [x.in_full for x in found.outcomes] == [True, False]
    assert [x.name for x in found.entries] == [x.name for x in whole.entries]
    assert found.settled
    for item in found.outcomes:
        assert item.before.end == item.old.outcome.trace.end
        assert item.after.end == item.new.outcome.trace.end
    text = found.text(200)
    assert "Told in brief, without a patient: 1 change, none worse" in text
    assert all(f"--allow {item.name}" in text for item in found.lower)
    assert len(text) < len(whole.text(200))


def test_more_changes_than_anybody_reads_are_not_settled(monkeypatch):
    """Where there are very many changes, it is said that these are not all."""
    monkeypatch.setattr(
        "triage.comparison.causes.LIMITS", attrs.evolve(LIMITS, changes=1)
    )
    found = compare(*trees(("n > 5", "n > 6")))

    assert len([*found.outcomes, *found.exchanges]) < 4
    assert (found.settled, found.open) == (False, ())
    assert "they are very many.\n" in found.text()


def test_how_far_a_comparison_is_is_told():
    """Each level, ending and recommendation is counted when its turn comes."""
    told = []
    compare(*trees(("n > 5", "n > 6")), progress=lambda *now: told.append(now))

    done, totals = zip(*told, strict=True)
    assert [*done] == [*range(totals[0])]
    assert len({*totals}) == 1


def test_scales_in_another_order_are_not_compared():
    """Where the same levels rank otherwise, no outcome is more or less urgent."""
    scale = "{id: self_care, title: A}, {id: routine, title: B}"
    low, high = "{id: emergency, title: C}", "{id: soon, title: D}"
    old = triage.loads(SCALED.format(f"[{scale}, {high}, {low}]"))
    new = triage.loads(SCALED.format(f"[{scale}, {low}, {high}]"))

    with pytest.raises(triage.TriageError, match="in another order"):
        compare(old, new)


SCALED = """\
triage: 1
id: scaled
title: Scaled
scale: {}
recommendations: {{rest: {{urgency: soon, title: Rest}}}}
start: a
steps: {{a: {{go: rest}}}}
"""


def test_equal_trees_need_no_solver(monkeypatch):
    """Of two trees of one logic nothing is asked."""
    old, _ = trees()
    monkeypatch.setattr(module, "Solver", None)

    assert compare(old, old).text().split("\n\n") == [
        "No decision changes for anybody: the logic is the same.",
        f"t 1.0 ({old.logic[:8]}) compared with t 1.0 ({old.logic[:8]})",
    ]


# Populations

ADVISING = """
triage: 1
id: advising
title: Advising
questions:
  a: {text: Is it so?, type: yes_no}
recommendations:
  tea: {title: Tea}
  walk: {title: Walk}
  home: {title: Home, urgency: self_care}
start: s
steps:
  s: {ask: a, branches: [{when: a, advise: tea, go: home}, {go: home}]}
"""

ROWS = [
    {"a": "yes", "n": "6", "o": "x", "who": "1"},
    {"a": "yes", "n": 6, "o": "y"},
    {"a": "no", "n": 2, "o": "x"},
    {"a": "no", "n": 2},
]


def test_a_population_is_counted_by_outcome():
    """Rows are counted by both outcomes; those that lack answers are told apart."""
    old, new = trees(("n > 5", "n > 6"))
    population = counted(old, new, ROWS)

    assert (population.patients, population.undecided) == (4, 1)
    assert (population.changed, population.ignored) == (2, {"who": ""})
    said = compare(old, new).text(population=population)
    assert said.split("\n\n")[-1] == (
        "Of 4 patients, 2 change\n"
        "- 1: Emergency care now (Now) → Care at home (Rest)\n"
        "- 1: Emergency care now (Now) → Be seen today (Today)\n"
        "- 1 cannot be decided: answers are missing\n"
        "Not used: `who`, which is no question of these trees"
    )
    assert population.to_dict() == {
        "patients": 4,
        "undecided": 1,
        "changed": 2,
        "ignored_columns": ["who"],
        "missing_columns": [],
        "pairs": [
            {"before": f"{a}", "after": f"{b}", "patients": 1}
            for a, b in [
                ("emergency/now", "self_care/rest"),
                ("emergency/now", "same_day/day"),
                ("self_care/rest", "self_care/rest"),
            ]
        ],
        "recommendations": [],
        "refused": 0,
        "problems": [],
    }


def test_a_question_without_a_column_is_named():
    """Nobody answers it, which is not to be taken for what patients are like."""
    population = counted(*trees(("n > 5", "n > 6")), [{"a": "yes"}, {"a": "no"}])

    assert population.to_dict()["missing_columns"] == ["n", "o"]
    assert "No column: `n`, `o`, which nobody answers then" in [*population.remarks]


RENAMED = [
    ("start: one", "renamed: {questions: {n: days}}\nstart: one"),
    ("  n: {text", "  days: {text"),
    ("ask: [a, n, o]", "ask: [a, days, o]"),
    (" n > 5", " days > 5"),
]


@pytest.mark.parametrize(
    ("column", "edits"), [("n", []), ("n", RENAMED), ("days", RENAMED)]
)
def test_a_column_that_nobody_filled_in_is_not_missing(column, edits):
    """It is there, under the id of now or before; of no rows nothing is missing."""
    rows = [{"a": "no", column: None, "who": None}] * 2

    population = counted(*trees(*edits), rows)

    assert population.unknown == ("o",)
    assert population.undecided == 2
    assert [*population.ignored] == ["who"]
    assert not counted(*trees(*edits), []).unknown


def test_a_population_in_which_all_are_decided():
    """Where no answers are missing, nothing is said of that."""
    old, new = trees(("n > 5", "n > 6"))
    population = counted(old, new, ROWS[2:3])

    assert population.changed == 0
    assert (
        compare(old, new)
        .text(population=population)
        .endswith("\n\nOf 1 patient, 0 change")
    )


def test_who_comes_to_what_is_not_written_is_decided():
    """A row that ends where the tree is not written yet has that as its outcome."""
    old, new = trees(("      - go: rest", "      - todo: later"))

    population = counted(old, new, ROWS[2:3])

    assert [(str(a), str(b)) for a, b in population.pairs] == [
        ("self_care/rest", "none/todo")
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"a": "yes", "n": "many"},
            "row 2: `n`: this is not an answer: give a whole number",
        ),
        ({"a": "yes", "n": 1}, "row 2: `n`: these answers do not go together"),
    ],
)
def test_a_row_that_cannot_be_is_left_out(row, said):
    """An answer that is not allowed, or rules another out, costs no other row."""
    old, new = trees(("start: one", "assume: n != 1\nstart: one"))

    found = counted(old, new, [ROWS[0], row, ROWS[2]])

    assert (found.patients, found.refused) == (2, 1)
    assert found.problems[0].startswith(said)
    assert "Not counted: 1 row with wrong answers" in found.remarks


def test_only_the_first_wrong_rows_are_told():
    """A table in which all is wrong makes no report of its length."""
    old, new = trees(("n > 5", "n > 6"))

    found = counted(old, new, [{"n": "many"}] * 1000)

    assert (found.refused, len(found.problems)) == (1000, LIMITS.findings)


def test_what_is_told_beside_the_outcome_counts():
    """Somebody who hears other advice with the same outcome is told something else."""
    text = ADVISING.replace("advise: tea", "advise: walk")
    old, new = triage.loads(ADVISING), triage.loads(text)

    found = counted(old, new, [{"A": "yes"}, {"a": "no"}, {"a": "yes"}, {"a": "yes"}])

    assert (found.patients, found.changed, found.undecided) == (4, 2, 1)
    assert found.exchanged == {"tea": (2, 0), "walk": (0, 2)}
    assert [*found.remarks] == [
        "- 2: the same outcome, and no longer `tea`",
        "- 2: the same outcome, and now also `walk`",
        "- 1 cannot be decided: answers are missing",
        "Not used: `A` (did you mean `a`?), which is no question of these trees",
    ]


def test_columns_that_are_no_questions_are_all_told():
    """Several columns are listed."""
    old, new = trees(("n > 5", "n > 6"))

    [remark] = counted(old, new, [ROWS[0] | {"name": "A"}]).remarks

    assert remark == "Not used: `who` and `name`, which are no questions of these trees"


# JSON


def test_a_comparison_as_json():
    """What a reader is told, a program is told too."""
    old, new = trees(("n > 5", "n > 6"))
    changes = compare(old, new)
    names = [item.name for item in changes.lower]
    found = changes.to_dict(allowed=names[2:])

    assert found["old"] == {
        "tree": "t",
        "version": "1.0",
        "logic": old.logic,
        "wording": old.wording,
    }
    assert (found["same"], found["settled"]) == (False, True)
    assert (found["same_logic"], found["same_words"]) == (False, True)
    first = found["outcomes"][0]
    assert (first["name"], first["direction"]) == (names[0], "down")
    assert first["before"] == {"urgency": "emergency", "ends": "now"}
    assert first["after"] == {"urgency": "self_care", "ends": "rest"}
    place = {
        "place": "two.1",
        "where": "Step two, branch 1",
        "old": "n over 5 days",
        "new": "n over 6 days",
    }
    assert first["cause"] == found["places"] == [place]
    assert [row["ranges"] for row in first["numbers"]] == [[[6, 6]]]
    assert first["patient"]["recommendations"] == ["mind", "now"]
    assert first["patient_now"]["recommendations"] == ["rest"]
    lost, *_, note = found["recommendations"]
    assert (lost["name"], lost["warning"], lost["lost"]) == (names[2], True, True)
    assert lost["patient_now"]["recommendations"] == ["rest"]
    assert (note["name"], note["patient"]) == ("gained/note", None)
    assert found["edits"] == [
        {"part": "step", "id": "two", "edit": "changed", "keys": ["ways"]}
    ]
    assert found["not_allowed"] == names[:2]


def test_changed_answers_and_words_as_json():
    """Answers that one tree takes, and texts, are data too."""
    old, new, _ = TAKEN["a shorter range"]
    other = attrs.evolve(new, title="Another", contacts={"emergency_number": "999"})
    found = compare(old, other)
    record = found.to_dict()

    [answer] = record["answers"]
    assert (answer["question"], answer["side"], answer["answer"]) == (
        "temp",
        "gone",
        "40.1 to 45 C",
    )
    assert answer["outcome"] == {"urgency": "same_day", "ends": "doctor"}
    assert answer["another_outcome"] == {"urgency": "self_care", "ends": "rest"}
    assert answer["patient"]["answers"]["temp"] > 40
    assert answer["another_answer"] < 38
    assert [(row["part"], row["key"], row["urgency"]) for row in record["words"]] == [
        ("contact", "says", "emergency"),
        ("tree", "title", None),
    ]
    assert record["words_id"] == found.words_id
    [*_, assumed] = compare(*TAKEN["fewer patients"][:2]).to_dict()["answers"]
    assert (assumed["question"], assumed["side"]) == (None, "gone")


@pytest.mark.parametrize(
    "edit", [("max: 9", "max: 12"), ("start: one", "assume: n > 0\nstart: one")]
)
def test_what_was_found_before_is_not_found_without_end(monkeypatch, edit):
    """Where a gate does not say of outcomes what walking does, that is an error."""
    monkeypatch.setattr("triage.comparison.answers.has_result", lambda *_: FALSE)

    with pytest.raises(ProofMismatch, match="answers that only one tree takes"):
        compare(*trees(edit))


SEEN = """\
triage: 1
id: seen
title: Seen
valid: {from: 2026-01-01, until: 2026-12-31}
questions: {seen: {text: When?, type: date, min: today - days(9), max: today}}
recommendations: {rest: {urgency: self_care, title: Rest}}
start: one
steps: {one: {ask: seen, go: rest}}
"""


def test_a_limit_that_goes_by_today_is_an_edit_of_its_question():
    """Nobody wrote that it is assumed; what both take is said of the question, too."""
    old, new = (triage.loads(SEEN.replace("9", days)) for days in "95")

    found = compare(old, new)

    assert [*map(str, found.edits)] == ["question `seen` changed (min)"]
    said = " ".join(found.text().split())
    assert said.endswith("of both: the trees allow different answers to `seen`.")
