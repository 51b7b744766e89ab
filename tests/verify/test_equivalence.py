"""Comparisons: what is told of whom, and of whom nothing is said."""

import attrs
import pytest
from tired import tired

import triage
from triage.base.exceptions import TriageError
from triage.base.limits import LIMITS
from triage.verify import equivalence as module
from triage.verify.circuit import Gates
from triage.verify.dataset import counted
from triage.verify.equivalence import Comparer, compare
from triage.verify.solver import UNKNOWN

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


LOWER = """\
t 1.0 ({old}) compared with t 1.1 ({new})

Less urgent: emergency (now), now self_care (rest)
  - Does it hurt? yes
  - How long? 6 days
  Otherwise as a well patient would answer.
  before: two → now, because a for certain and n over 5 days (a: yes, n: 6 days)
    [old.yaml:20]
  now: two → rest, because no branch above it holds [new.yaml:22]
  allow with: --allow emergency/now:self_care/rest

Less urgent: emergency (now), now same_day (day)
  - Does it hurt? yes
  - How long? 6 days
  - Which? Y
  Otherwise as a well patient would answer.
  before: two → now, because a for certain and n over 5 days (a: yes, n: 6 days)
    [old.yaml:20]
  now: two → day, because o is “Y” (o: Y) [new.yaml:21]
  allowed: emergency/now:same_day/day

Lost: the warning `mind`
  - Does it hurt? yes
  - How long? 6 days
  Otherwise as a well patient would answer.
  allow with: --allow lost/mind

Lost by somebody: `now`

Gained by somebody: `day`, `rest`, `note`

What was edited
- step `two` changed (ways)

2 changes of outcome, 2 less urgent; 2 changes not allowed. These are all there
are.
"""


def test_who_is_worse_off_is_told_with_a_patient():
    """A change of outcome has a patient, both branches, and its name to allow it."""
    old, new = trees(("n > 5", "n > 6"))
    found = compare(old, new)
    said = found.text(allowed=["emergency/now:same_day/day"])

    blocks = LOWER.format(old=old.logic[:8], new=new.logic[:8]).rstrip().split("\n\n")
    assert sorted(said.split("\n\n")) == sorted(blocks)
    assert found.refused() == (
        *(item.name for item in found.outcomes),
        "lost/mind",
    )
    assert found.refused(["lost/mind", "emergency/now:same_day/day"]) == (
        "emergency/now:self_care/rest",
    )


def test_a_more_urgent_outcome_needs_no_leave():
    """Who is told something more urgent, or gains a warning, stops nothing."""
    found = compare(*trees(("n > 5", "n > 4")))
    said = found.text()

    assert found.refused() == ()
    assert {change.direction for change in found.outcomes} == {"up"}
    assert "More urgent: self_care (rest), now emergency (now)\n" in said
    assert "Gained: the warning `mind`\n" in said
    assert "--allow" not in said


def test_nobody_is_told_anything_else():
    """Branches of another layout that decide the same are proved to be the same."""
    same = ("surely(a) and n > 5", "surely(a) and not n <= 5")

    assert compare(*trees(same)).same
    assert text(same).endswith(
        "No decision changes for anybody: proved for every patient."
    )


def test_a_change_of_words_is_known_by_its_hash():
    """Other words, with the same logic, need no proof; what was edited is told."""
    said = text(("title: Rest", "title: Take a rest"))

    assert said.split("\n\n")[1:] == [
        "What was edited\n- recommendation `rest` changed (title)",
        "No decision changes for anybody: the logic is the same, only words differ.",
    ]


def test_equal_endings_of_other_advice_are_told():
    """Advice that somebody gains, with the same outcome, is no change of outcome."""
    found = compare(*trees(("- go: rest", "- {go: rest, advise: note}")))

    assert not found.outcomes
    assert not found.same
    assert [item.name for item in found.exchanges] == ["gained/note"]
    assert "Gained by somebody: `note`" in found.text()


def test_another_ending_of_the_same_urgency_is_neither_up_nor_down():
    """An ending that is as urgent as before is another outcome."""
    renamed = ("day:", "today:"), ("go: day", "go: today")

    [change] = compare(*trees(*renamed)).outcomes

    assert (change.direction, change.name) == ("aside", "same_day/day:same_day/today")


def test_a_new_question_that_matters_is_told():
    """A patient whom only the new tree hears is told with that answer."""
    said = text(
        ("  o: {text", "  new: {text: Is it new?, type: yes_no}\n  o: {text"),
        ("[a, n, o]", "[a, n, o, new]"),
        ("- {when: o == y", "- {when: new, go: now}\n      - {when: o == y"),
    )

    assert (
        "More urgent: self_care (rest), now emergency (now)\n"
        "  - Is it new? yes\n"
        "  Otherwise as a well patient would answer.\n"
    ) in said
    assert "- question `new` added" in said


def test_an_end_that_is_not_written_is_told():
    """Who came to an end and now comes to none is told as such."""
    said = text(("{when: o == y, go: day, advise: note}", "{when: o == y, todo: soon}"))

    assert "Less urgent: same_day (day), now information (not written yet)" in said
    assert "now: two → …, because o is “Y” (o: Y) [new.yaml:21]" in said


def test_the_otherwise_of_a_part_that_is_not_written_is_told():
    """The last branch needs no condition to be told of, written or not."""
    said = text(("      - go: rest", "      - todo: later"))

    assert "now: two → …, because no branch above it holds [new.yaml:22]" in said


APART = [
    (("max: 9", "max: 12"), "n", "every patient of both"),
    (("y: Y, z: Z}", "y: Y, w: W}"), "o", "every patient of both"),
    (("yes_no, unsure: true", "yes_no"), "a", "every patient of both"),
]


@pytest.mark.parametrize(("edit", "name", "proved"), APART, ids=str)
def test_patients_of_one_tree_only_are_not_compared(edit, name, proved):
    """Where the trees allow different answers it is said that some are not compared."""
    plain = ("surely(a)", "a") if name == "a" else ("surely(a)", "surely(a)")
    found = compare(*trees(edit, plain))
    said = found.text()

    assert found.apart == (name,)
    assert found.same
    assert said.endswith(
        "Compared are only patients of both: the trees allow different answers to "
        f"`{name}`.\n\nNo decision changes for anybody: proved for {proved}."
    )
    assert found.to_dict()["answered_apart"] == [name]


def test_other_assumptions_are_told():
    """Who cannot be a patient of one tree is not compared, and that is said."""
    said = text(("start: one", "assume: n > 0\nstart: one"))

    assert (
        "Compared are only patients of both: the trees assume different things of "
        "every\npatient."
    ) in said


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
    assert {change.name for change in found.outcomes} == {"self_care/rest:same_day/day"}
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

    found = {change.name: change.direction for change in compare(old, new).outcomes}

    assert found == {
        "emergency/now:urgent/now": "down",
        "same_day/day:self_care/day": "down",
    }


@pytest.mark.parametrize("left", [1, 3, 7, 8])
def test_what_is_not_settled_is_not_the_same(monkeypatch, left):
    """When the time is up, what was found is told, and that there may be more."""
    monkeypatch.setattr(module, "Solver", tired(left))
    found = compare(*trees(("n > 5", "n > 6")))

    assert not found.settled
    assert not found.same
    assert found.text().endswith(
        "There may be more than these: the time was up, or they are very many."
    )


def test_without_time_to_find_anybody_nothing_is_the_same(monkeypatch):
    """That nobody is told anything else is open until somebody is found at all."""
    old, new = trees(("surely(a) and n > 5", "n > 5 and surely(a)"))
    assert compare(old, new).same
    monkeypatch.setattr(module, "Solver", tired())

    found = compare(old, new)

    assert (found.settled, found.outcomes, found.exchanges) == (False, (), ())


def test_what_is_unknown_is_the_last_that_is_looked_for():
    """Where the time is up for one question, no other is asked."""
    old, new = trees(("n > 5", "n > 6"))
    comparer = Comparer(old, new, tired()(Gates()))

    assert [*comparer.changes()] == [UNKNOWN]
    assert [*comparer.exchanges()] == [UNKNOWN]


def test_more_changes_than_anybody_reads_are_not_settled(monkeypatch):
    """Where there are very many changes, it is said that these are not all."""
    monkeypatch.setattr(module, "LIMITS", attrs.evolve(LIMITS, changes=1))
    found = compare(*trees(("n > 5", "n > 6")))

    assert (len(found.outcomes), len(found.exchanges)) == (1, 1)
    assert not found.settled


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


def test_equal_trees_need_no_solver():
    """Of two trees of one logic, each of whose gates is shared, nothing is asked."""
    old, new = trees(("title: Rest", "title: Take a rest"))
    comparer = Comparer(old, new)

    assert [*comparer.changes(), *comparer.exchanges()] == []
    assert not comparer.solver.known
    assert compare(old, old).text().split("\n\n")[1:] == [
        "No decision changes for anybody: the logic is the same."
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
    assert said.split("\n\n")[-2] == (
        "Of 4 patients, 2 change\n"
        "- 1: emergency (now), now self_care (rest)\n"
        "- 1: emergency (now), now same_day (day)\n"
        "- 1 cannot be decided: answers are missing\n"
        "Not used: `who`, which is no question of these trees"
    )
    assert population.to_dict() == {
        "patients": 4,
        "undecided": 1,
        "changed": 2,
        "ignored_columns": ["who"],
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


def test_a_population_in_which_all_are_decided():
    """Where no answers are missing, nothing is said of that."""
    old, new = trees(("n > 5", "n > 6"))
    population = counted(old, new, ROWS[2:3])

    assert population.changed == 0
    assert "Of 1 patient, 0 change\n\n" in compare(old, new).text(population=population)


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
    found = compare(old, new).to_dict(allowed=["lost/mind"])

    assert found["old"] == {
        "tree": "t",
        "version": "1.0",
        "logic": old.logic,
        "wording": old.wording,
    }
    assert (found["same"], found["settled"]) == (False, True)
    first = {row["name"]: row for row in found["outcomes"]}[
        "emergency/now:self_care/rest"
    ]
    assert first["direction"] == "down"
    assert first["before"] == {"urgency": "emergency", "ends": "now"}
    assert first["after"] == {"urgency": "self_care", "ends": "rest"}
    assert first["patient"]["recommendations"] == ["mind", "now"]
    assert first["patient_now"]["recommendations"] == ["rest"]
    lost = next(r for r in found["recommendations"] if r["name"] == "lost/mind")
    assert (lost["warning"], lost["lost"]) == (True, True)
    assert lost["patient_now"]["recommendations"] == ["rest"]
    assert found["edits"] == [
        {"part": "step", "id": "two", "edit": "changed", "keys": ["ways"]}
    ]
    assert "lost/mind" not in found["not_allowed"]
