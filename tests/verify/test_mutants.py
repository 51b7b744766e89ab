"""Mutants and the mutation score: which mistakes are made, and who notices them."""

from collections import Counter
from pathlib import Path

import attrs
import pytest
from condition_texts import SCOPE, typed
from tired import tired
from trees_for_tests import tree_of

import triage
from triage.base.limits import LIMITS
from triage.cases import load as load_cases
from triage.engine.outcome import Outcome
from triage.engine.walk import walk
from triage.language.ast import Sum
from triage.verify import mutation_score as module
from triage.verify.mistakes import Mistakes
from triage.verify.mutants import mutants
from triage.verify.mutation_score import Judge, mutation_score

TREE = """\
triage: 1
id: t
title: T
questions:
  a: {text: A?, type: yes_no, unsure: true}
  n: {text: N?, type: integer, min: 0, max: 9, unsure: true}
  o:
    text: O?
    type: one_of
    options: {x: X, y: Y, z: Z}
    only_if: n_is_high
    otherwise: x
  s: {text: S?, type: any_of, options: {v: V, w: W}}
values:
  n_is_high: surely(n >= 5)
  few: n < 3
  score: count(maybe(a), v in s) + n
recommendations:
  now: {urgency: emergency, title: Now}
  rest: {urgency: self_care, title: Rest}
  note: {title: Note}
start: one
steps:
  one: {ask: [a, n, o, s], advise: [{when: unsure(few), add: note}], go: two}
  two:
    branches:
      - when: surely(score > 4) and not (o in [x, y])
        go: now
        advise: note
      - {when: unsure(score), go: now}
      - {when: maybe(2 <= n < 4) or w in s, go: rest}
      - go: now
"""


def said(text):
    """Return what was done to a tree to make its mutants."""
    return [mutant.says for mutant in mutants(triage.loads(text))]


KINDS = {
    "the limit is one step": 12,  # n < 3, score > 4, 2 <= n, n < 4, and twice n >= 5
    "swapped": 5,  # of four ways, all pairs but those that lead alike
    # two of "and", two of x and y, two of "or", two of 2 <= n < 4, two of the count,
    # and three branches that are not the last
    "is forgotten": 13,
    # surely(n >= 5), surely(score > 4), not (that is o in), maybe(2 <= n < 4),
    # maybe(a), v in s, w in s, and n >= 5 of the guard
    "is taken for": 8,
    "is not advised here": 2,
    "is advised here to everybody": 1,
    "has the urgency": 2,  # the most urgent cannot be more, the least not less
    "is asked of everybody who comes by": 1,
}
"""Each kind of mistake, and how many of it are in the tree."""


def test_every_small_mistake_is_made():
    """Each limit is moved, each part forgotten, each word taken for its like."""
    text = TREE.replace("only_if: n_is_high", "only_if: surely(n >= 5)")

    found = Counter(
        next((kind for kind in KINDS if kind in item), item) for item in said(text)
    )

    assert found == KINDS


ONE_QUESTION = """\
triage: 1
id: t
title: T
questions: {n: {text: N?, type: %s, unsure: %s}}
recommendations:
  now: {urgency: emergency, title: Now}
  rest: {urgency: self_care, title: Rest}
  note: {title: Note}
start: one
steps: {one: {ask: n, %s}}
"""


def changed(kind, steps, unsure="false"):
    """Return what each mistake is, and the answers of those who are told otherwise."""
    tree = triage.loads(ONE_QUESTION % (kind, unsure, steps))
    question = tree.questions["n"]
    answers = range(10) if question.is_number else question.keys
    found = {}
    for mutant in mutants(tree):
        pairs = [
            (answer, Outcome(tree, {"n": answer}), Outcome(mutant.tree, {"n": answer}))
            for answer in answers
        ]
        found[mutant.says] = {
            answer for answer, one, other in pairs if told(one) != told(other)
        }
    return found


def told(outcome):
    """Return what a patient is told."""
    return outcome.trace.rank, outcome.trace.end, outcome.here.told


URGENCY = {
    "`now` has the urgency `same_day`",
    "`rest` has the urgency `pharmacist`",
}


@pytest.mark.parametrize(
    ("condition", "higher", "lower"),
    [
        ("n > 5", {6}, {5}),
        ("n >= 5", {5}, {4}),
        ("n < 5", {5}, {4}),
        ("5 <= n", {5}, {4}),
        ("2 * n > 9", {5}, {4}),
        ("n == 5", {5, 6}, {5, 4}),
    ],
)
def test_a_moved_limit_counts_on_its_other_side(condition, higher, lower):
    """At the limit, and only there, a mutant decides otherwise, on either side."""
    found = changed(
        "integer, min: 0, max: 9",
        f"branches: [{{when: {condition}, go: now}}, {{go: rest}}]",
    )

    moved = {says: who for says, who in found.items() if "one step" in says}
    assert [*moved.values()] == [higher, lower]
    assert [says.rpartition("one step ")[2] for says in moved] == ["higher", "lower"]
    swapped = found["the ways to `now` and `rest` are swapped"]
    assert swapped == {*range(10)}
    assert found.keys() >= URGENCY


@pytest.mark.parametrize(
    ("condition", "moved"),
    [
        ("n >= b", {"higher": {"b"}, "lower": {"a"}}),
        ("n > b", {"higher": {"c"}, "lower": {"b"}}),
        ("n < b", {"higher": {"b"}, "lower": {"a"}}),
        ("n <= b", {"higher": {"c"}, "lower": {"b"}}),
        ("n >= d", {"higher": {"d"}, "lower": {"c"}}),
        ("n in [b, c]", {}),
    ],
)
def test_a_limit_among_options_with_an_order_is_moved(condition, moved):
    """As of a number, who is on its other side is told otherwise; it is made once."""
    kind = "one_of, ordered: true, options: {a: A, b: B, c: C, d: D}"
    branches = f"branches: [{{when: '{condition}', go: now}}, {{go: rest}}]"
    found = changed(kind, branches)

    limits = {says: who for says, who in found.items() if "one option" in says}
    assert {says.split()[-1]: who for says, who in limits.items()} == moved
    forgotten = [who for says, who in found.items() if "forgotten among" in says]
    assert not [who for who in moved.values() if who in forgotten]


def test_what_is_not_sure_is_taken_for_what_is_and_led_elsewhere():
    """Only who is not sure notices `maybe` for `surely`, and where that leads."""
    asked = changed(
        "yes_no", "branches: [{when: maybe(n), go: now}, {go: rest}]", "true"
    )
    listed = changed("yes_no", "answers: {yes: now, no: rest, unsure: now}", "true")

    assert asked["`n (or not sure)` is taken for `n for certain`"] == {"unsure"}
    assert listed["not sure leads to `rest`, as `no` does"] == {"unsure"}


def test_advice_is_lost_and_given_to_everybody():
    """Advice that was forgotten is missed by some, and too much of it by others."""
    found = changed(
        "yes_no",
        "advise: [{when: n, add: note}], "
        "branches: [{when: not n, go: rest}, {go: now}]",
    )

    assert found["`note` is not advised here"] == {"yes"}
    assert found["`note` is advised here to everybody"] == {"no"}
    assert found["`no n` is taken for `n`"] == {"yes", "no"}
    assert found["the branch to `rest` is forgotten"] == {"no"}


OPTIONS = "one_of, options: {x: X, y: {text: Y, points: 1.5}, z: {text: Z, points: 3}}"


def test_points_are_worth_more_and_less_wherever_they_are_added():
    """An option is worth a point more or less in every sum of its points."""
    found = changed(
        OPTIONS,
        "advise: [{when: points(n) >= 2, add: note}], "
        "branches: [{when: 2 * points(n) - 1 > 2, go: now}, {go: rest}]",
    )

    points = {says: who for says, who in found.items() if "worth" in says}
    assert points == {
        "`x` of `n` is worth one point more": set(),
        "`x` of `n` is worth one point less": set(),
        "`y` of `n` is worth one point more": {"y"},
        "`y` of `n` is worth one point less": set(),
        "`z` of `n` is worth one point more": set(),
        "`z` of `n` is worth one point less": set(),
    }


def test_an_option_is_taken_for_every_other():
    """A word of a list that is compared is mistaken for its opposite."""
    found = changed(OPTIONS, "branches: [{when: n == y, go: now}, {go: rest}]")

    opposite = [who for says, who in found.items() if "is taken for" in says]
    assert opposite == [{"x", "y", "z"}]


def test_a_question_is_asked_of_everybody():
    """Where a question is not skipped any more, its answer counts."""
    tree = tree_of(
        "  one: {ask: [b, d], branches: [{when: d, go: see}, {go: rest}]}\n",
        questions="  d: {text: D?, type: yes_no, only_if: b, otherwise: no}",
    )
    [mutant] = [m for m in mutants(tree) if "asked of everybody" in m.says]
    patient = {"a": "no", "b": "no", "c": "no", "d": "yes"}

    ends = [Outcome(t, patient).trace.end for t in (tree, mutant.tree)]
    assert (mutant.says, ends) == (
        "`d` is asked of everybody who comes by",
        ["rest", "see"],
    )
    assert mutant.span.line == tree.guards["d"].when.span.line


def test_a_branch_that_never_holds_cannot_be_forgotten():
    """What changes nothing of a tree is no mistake."""
    found = changed(
        "integer, min: 0, max: 9",
        "branches: [{when: n < 0, go: now}, {go: rest}]",
    )

    assert {"the ways to `now` and `rest` are swapped", *URGENCY} == {*found}


def test_ways_that_lead_alike_are_not_swapped():
    """A swap that changes nothing is no mistake."""
    tree = tree_of("  one: {ask: b, answers: {yes: see, no: see}}\n")

    assert not any("swapped" in mutant.says for mutant in mutants(tree))


def test_what_ways_advise_is_swapped_with_them():
    """Of ways to one end, what is advised on the way is swapped."""
    tree = tree_of(
        "  one: {ask: b, branches: [{when: b, go: see, advise: note}, {go: see}]}\n"
    )

    [mutant] = [mutant for mutant in mutants(tree) if "swapped" in mutant.says]

    told = [item.id for item in mutant.tree.decide({"b": "no"}).recommendations]
    assert told == ["see", "note"]


def test_a_count_may_lose_its_last_but_one():
    """A count of several loses one of them, and stays a count."""
    tree = triage.loads(TREE)
    before = tree.values["score"].body
    changed = [
        mutant.tree.values["score"].body
        for mutant in mutants(tree)
        if "forgotten" in mutant.says and mutant.tree.values["score"].body != before
    ]

    assert len(changed) == 2
    assert all(isinstance(body, Sum) for body in changed)


def test_every_mutant_can_be_walked():
    """Each mutant decides for the ordinary patient and for an unusual one."""
    tree = triage.loads(TREE)
    patients = (
        {"a": "no", "n": 4, "o": "x", "s": ()},
        {"a": "unsure", "n": "unsure", "o": "z", "s": ("v", "w")},
    )
    for mutant in mutants(tree):
        for patient in patients:
            assert Outcome(mutant.tree, patient).trace.end


# The score

CASES = """\
triage_cases: 1
tree: small
cases:
  b: {says: B., answers: {b: yes}, expect: {urgency: soon}}
  wrong: {says: W., answers: {b: no}, expect: {urgency: soon}}
"""
STEPS = """\
  one: {ask: b, answers: {yes: see, no: two}}
  two: {ask: c, branches: [{when: c, go: go_now}, {go: rest}]}
"""
PROPERTY = """\
properties:
  c: {says: C., given: c and not b, then: ends(go_now)}
"""


@pytest.fixture
def only_swaps(monkeypatch):
    """Let ways be swapped, and make no other mistakes."""

    def swapping(tree):
        return (mutant for mutant in mutants(tree) if "swapped" in mutant.says)

    monkeypatch.setattr(module, "mutants", swapping)


def scored(text, cases=()):
    """Return the mutation score of a tree."""
    return mutation_score(tree_of(text), cases)


def cases_of(tree, text):
    """Return cases of a tree."""
    Path(f"{tree.id}.yaml").write_text(tree.documents[0].id.span.source.text)
    Path(f"{tree.id}.cases.yaml").write_text(text)
    return load_cases(f"{tree.id}.yaml").cases


def fates(score):
    """Return what became of each mutant, and what noticed it."""
    return [(item.mutant.says, item.fate, item.by) for item in score.judged]


SWAPS = (
    "the ways to `see` and `two` are swapped",
    "the ways to `go_now` and `rest` are swapped",
)


@pytest.mark.usefixtures("only_swaps")
def test_a_case_notices_before_a_property():
    """A mutant is noticed by a case that fails, else by a property that does."""
    tree = tree_of(STEPS + PROPERTY)
    score = mutation_score(tree, cases_of(tree, CASES))

    assert fates(score) == [(SWAPS[0], "case", "b"), (SWAPS[1], "property", "c")]
    assert (score.noticed, score.counted, score.percent) == (2, 2, 100.0)


@pytest.mark.usefixtures("only_swaps")
def test_what_fails_already_notices_nothing():
    """What does not hold of the tree itself notices no mutant: property or case."""
    tree = tree_of(STEPS + PROPERTY.replace("c and not b", "c or b"))
    wrong = CASES.replace(
        "  b: {says: B., answers: {b: yes}, expect: {urgency: soon}}\n", ""
    )

    score = mutation_score(tree, cases_of(tree, wrong))

    assert [item.fate for item in score.judged] == ["survived", "survived"]
    assert (score.noticed, score.counted, score.percent) == (0, 2, 0.0)


@pytest.mark.usefixtures("only_swaps")
def test_a_survivor_has_a_patient():
    """For a mutant that nothing notices, a patient is shown who is told otherwise."""
    score = scored(STEPS)

    [first, second] = score.judged
    assert (first.fate, first.by) == ("survived", "")
    assert second.patient.answers == {"a": "no", "b": "no", "c": "no"}
    assert second.mutant.tree.decide({"b": "no", "c": "no"}).urgency == "emergency"


def test_a_mutant_that_nobody_notices_is_not_counted():
    """A mistake that changes nothing for anybody should be noticed by nothing."""
    score = scored(
        """\
  one: {ask: [b, c], branches: [{when: b and (b or c), go: see}, {go: rest}]}
"""
    )

    same = [i.mutant.says for i in score.judged if i.fate == "equivalent"]
    assert same == [
        "`b or c` is forgotten",
        "`c` is forgotten",
        "`go_now` has the urgency `same_day`",
        "`go_now` is told beside others: it does not stand alone",
    ]
    assert score.counted == len(score.judged) - 4


def test_a_tree_without_anything_to_mistake_is_perfect():
    """Where no mistake can be made, all are noticed."""
    tree = tree_of("  one: {ask: b, go: note}\n")
    bare = attrs.evolve(
        tree, recommendations={"note": tree.recommendations["note"]}, steps=tree.steps
    )

    score = mutation_score(bare)

    assert (score.judged, score.percent) == ((), 100.0)


def test_expectations_of_what_is_shown_or_missing_are_always_tried():
    """A case that expects a value, or questions to be missing, is tried on all."""
    tree = triage.loads(TREE.replace("start: one", "show: [score]\nstart: one"))
    cases = cases_of(
        tree,
        """\
triage_cases: 1
tree: t
cases:
  shows:
    says: S.
    answers: {a: yes, n: 2, s: v}
    expect: {shows: {score: 4}}
  waits:
    says: W.
    answers: {a: yes}
    expect: {missing: [n, s]}
""",
    )

    judged = mutation_score(tree, cases).judged

    counts = [j for j in judged if "is forgotten" in j.mutant.says and j.by == "shows"]
    assert len(counts) == 2


@pytest.mark.usefixtures("only_swaps")
def test_a_mutant_that_is_not_settled_is_open(monkeypatch):
    """Without time, a mutant is neither noticed nor equivalent, but counted."""
    monkeypatch.setattr(module, "Solver", tired())
    told = []

    score = mutation_score(
        tree_of(STEPS), progress=lambda done, total: told.append((done, total))
    )

    assert [item.fate for item in score.judged] == ["open", "open"]
    assert (score.noticed, score.counted) == (0, 2)
    assert told == [(1, 2), (2, 2)]


def test_a_judge_forgets_what_does_not_matter_any_more(monkeypatch):
    """What the solver is told of earlier mutants is forgotten, with the same result."""
    tree = tree_of(STEPS + PROPERTY)
    before = [Judge(tree, ()).judged(mutant).fate for mutant in mutants(tree)]
    monkeypatch.setattr(module, "LIMITS", attrs.evolve(LIMITS, gates=0))
    judge = Judge(tree, ())

    assert [judge.judged(mutant).fate for mutant in mutants(tree)] == before


@pytest.mark.parametrize("name", ["qsofa", "start"])
def test_small_built_in_trees_are_noticed_in_full(name):
    """Of a small built-in tree, every mistake is noticed."""
    found = load_cases(name)

    assert mutation_score(found.tree, found.cases).percent == 100.0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("years(born, sent)", "years from sent to born"),
        ("on_or_before(due, sunday)", "the first Sunday from due"),
        ("on_or_after(due, sunday)", "the last Sunday up to due"),
        ("accrued(fee, sent, due)", "for each day from due to sent"),
    ],
)
def test_what_is_counted_by_the_calendar_is_counted_the_other_way(text, says):
    """A day is taken for the other end, and before for after."""
    edits = Mistakes(SCOPE.questions, SCOPE.values).of(typed(text))

    taken = [edit.says for edit in edits if "is taken for" in edit.says]
    assert any(edit.endswith(f"{says}`") for edit in taken)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "round(weight)",
            [
                "weight rounded down to a whole number",
                "weight rounded up to a whole number",
            ],
        ),
        ("min(days, 3)", ["the greatest of (days; 3)"]),
        ("max(days, 3)", ["the least of (days; 3)"]),
        ("days if fever else 3", ["3 if fever, else days"]),
    ],
)
def test_what_is_computed_is_computed_the_other_way(text, says):
    """It is rounded otherwise, the least is the greatest, and choices are swapped."""
    edits = Mistakes(SCOPE.questions, SCOPE.values).of(typed(text))

    taken = [e.says.partition("` is taken for `")[2].rstrip("`") for e in edits]
    assert [one for one in taken if one] == says


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("due + days(28)", ["day"]),
        ("due + days(aged)", []),
        ("due - years(18)", ["year"]),
        ("due + months(7)", ["month"]),
        ("due + years(1) - days(1)", ["day", "year"]),
        ("min(due, 2026-04-05)", ["day"]),
        ("due + days(28) < sent", []),
        ("due + months(1) < sent + days(7)", ["month"]),
        ("years(born, sent - days(1)) >= 18", ["day"]),
    ],
)
def test_a_date_is_moved_by_a_day_a_month_or_a_year(text, moved):
    """A date is later and earlier where that moves no limit of a comparison as well."""
    edits = [*Mistakes(SCOPE.questions, SCOPE.values).of(typed(text))]

    said = [edit.says.partition(": the date is a ")[2] for edit in edits]
    ways = [f"{unit} {way}" for unit in moved for way in ("later", "earlier")]
    assert sorted(filter(None, said)) == sorted(ways)
    assert len({edit.new for edit in edits}) == len(edits)


def test_a_recommendation_stands_alone_no_more():
    """Who is told one that stands alone is told others beside it by mistake."""
    text = TREE.replace("title: Now}", "title: Now, alone: yes}")
    found = [m for m in mutants(triage.loads(text)) if "alone" in m.says]

    assert [one.says for one in found] == [
        "`now` is told beside others: it does not stand alone"
    ]
    answers = {"a": "unsure", "n": 9, "o": "z", "s": ()}
    assert [
        found[0].tells(Outcome(triage.loads(text), answers | {"n": n})) for n in (9, 0)
    ] == [True, False]


def test_words_are_swapped_where_they_differ():
    """Two neighbours in what a value can be trade places, unless they are one word."""
    kind = "one_of, options: {a: A, b: B, c: C}"
    words = "options: {x: X, y: Y}, by: q, is: {a: x, b: x, c: y}"
    tree = triage.loads(f"""\
triage: 1
id: t
title: T
questions: {{q: {{text: Q?, type: {kind}}}}}
values: {{v: {{{words}}}}}
show: [v]
recommendations: {{rest: {{urgency: self_care, title: Rest}}}}
start: one
steps: {{one: {{ask: q, go: rest}}}}
""")
    found = [m.says for m in mutants(tree) if "swapped" in m.says]

    assert found == ["“x” and “y” are swapped"]


def test_a_word_that_a_value_is_is_taken_for_another():
    """A value that is one of some words is mistaken as an answer is."""
    tree = triage.loads("""\
triage: 1
id: t
title: T
questions: {n: {text: N?, type: integer, min: 0, max: 9}}
values:
  stage:
    options: {early: Early, later: Later, late: Late}
    ordered: true
    is: early if n < 3 else later if n < 6 else late
recommendations: {now: {urgency: emergency, title: Now}, rest: {title: Rest}}
start: one
steps:
  one: {ask: n, branches: [{when: stage <= later, go: rest}, {go: now}]}
""")
    found = [m.says for m in mutants(tree) if m.part[0] == "steps"]

    it = "stage is “Early” or “Later”"
    assert found[:5] == [
        f"{it}: the limit is one option higher",
        f"{it}: the limit is one option lower",
        "`early` is forgotten among the answers to `stage`",
        f"`{it}` is taken for `stage is not “Early” or “Later”`",
        "the branch to `rest` is forgotten",
    ]


def test_a_mistake_of_which_several_steps_hear_is_walked_from_the_first_of_them():
    """A value that is read at two steps leads elsewhere at either of them."""
    tree = tree_of(
        """
  one: {ask: [b], go: two}
  two: {ask: [n], branches: [{when: high, go: three}, {go: four}]}
  three: {ask: [c], branches: [{when: c, go: see}, {go: four}]}
  four: {branches: [{when: high and b, go: go_now}, {go: rest}]}
values: {high: n > 4}
""",
        questions="  n: {text: N?, type: integer, min: 0, max: 9}",
    )
    moved = [m for m in mutants(tree) if m.part == ("values", "high") and m.limit]

    assert [sorted(m.at) for m in moved] == [["four", "two"]] * 2
    for n in range(10):
        answers = {"b": "yes", "n": n, "c": "no"}
        for mutant in moved:
            instead = mutant.instead(Outcome(tree, answers))
            assert instead.trace == walk(mutant.tree, answers)
