"""Verdicts: what the laws of random trees do not say."""

from itertools import count

import attrs
import pytest
from everybody import everybody, verdict
from tired import tired
from trees_for_tests import tree_of

import triage
from triage.verify.circuit import Gates
from triage.verify.counterexample import ProofMismatch
from triage.verify.interviews import Page
from triage.verify.properties import Prover
from triage.verify.solver import UNKNOWN, Budget, Solver

TREE = """\
triage: 1
id: t
title: T
questions:
  a: {text: A?, type: yes_no}
  n: {text: N?, type: integer, min: 0, max: 9}
  m: {text: M?, type: integer, min: 0, max: 9}
  s: {text: S?, type: any_of, options: {x: X, y: Y, z: Z}}
recommendations:
  now: {urgency: emergency, title: Now}
  rest: {urgency: self_care, title: Rest}
  never: {urgency: soon, title: Never}
start: one
steps:
  one: {ask: [a, n, m, s], go: two}
  two:
    branches:
      - {when: a and n > 5, go: now}
      - {when: a and n > 7, go: never}
      - go: rest
properties:
  holds: {says: A., given: a and n > 6, then: ends(now)}
  fails: {says: B., given: n > 6, then: ends(now)}
  nobody: {says: C., given: n > m and n < m, then: ends(now)}
  always: {says: D., then: not ends(now) or a}
  advice: {says: J., given: a and n > 6, then: advised(now) and not advised(rest)}
  worse: {says: E., monotone: a, rising: n}
  better: {says: F., falling: n}
  lost: {says: G., rising: n, of: advised(rest)}
  before: {says: H., asked: a, before: n}
  told: {says: I., reachable: [now, never, rest]}
"""


def verdicts(tree, prover=None):
    """Return the verdict of each property."""
    prover = prover or Prover(tree)
    return {name: prover.prove(p).verdict for name, p in tree.properties.items()}


def test_each_kind_of_property_has_its_verdict():
    """What holds is proved, what does not is violated, and of nobody it is vacuous."""
    assert verdicts(triage.loads(TREE)) == {
        "holds": "proved",
        "fails": "violated",
        "nobody": "vacuous",
        "always": "proved",
        "advice": "proved",
        "worse": "proved",
        "better": "violated",
        "lost": "violated",
        "before": "violated",
        "told": "violated",
    }


def test_what_is_missing_is_named():
    """Of recommendations that somebody must get, those are named that nobody gets."""
    tree = triage.loads(TREE)

    proof = Prover(tree).prove(tree.properties["told"])

    assert (proof.missing, proof.patient) == (("never",), None)


def test_who_is_shown_is_as_ordinary_as_can_be():
    """A patient has the fewest unusual answers; two differ only where they must."""
    tree = triage.loads(TREE)
    prover = Prover(tree)

    broken = prover.prove(tree.properties["fails"]).patient
    pair = prover.prove(tree.properties["better"])

    assert broken.unusual == {"n": 7}
    assert (broken.told, broken.unheard) == ({"a": "no", "m": 4, "n": 7, "s": ()}, ())
    assert pair.patient.unusual == {"a": "yes", "n": 6}
    assert pair.worse.unusual == {"a": "yes"}


def test_nothing_is_proved_of_nobody():
    """Where no patient is as the tree assumes, a property says nothing: of any kind."""
    tree = triage.loads(TREE + "assume: [n > m, m > n]\n")

    found = verdicts(tree)

    assert found.pop("told") == "violated"
    assert set(found.values()) == {"vacuous"}
    said = {item.message: item.help for item in triage.prove(tree).findings}
    name = "the property `before`"
    assert said[f"no patient is as the tree assumes, so {name} says nothing"] == (
        "mend `assume`"
    )


def test_what_the_tree_assumes_is_assumed():
    """Patients who cannot be do not break a property."""
    tree = triage.loads(TREE + "assume: [n < 7 or a, n == m]\n")

    found = verdicts(tree)

    assert (found["fails"], found["before"]) == ("proved", "violated")
    shown = Prover(tree).prove(tree.properties["before"]).patient
    assert shown.unusual == {}


def test_what_is_not_settled_is_open():
    """Without time, each property is open: neither proved nor violated."""
    tree = triage.loads(TREE)

    found = verdicts(tree, Prover(tree, tired()(Gates())))

    assert set(found.values()) == {"open"}


def test_that_anybody_is_meant_may_be_open():
    """A property of which nobody is known to meet its `given` is not proved."""
    tree = triage.loads(TREE)
    prover = Prover(tree, tired(1)(Gates()))

    assert prover.prove(tree.properties["holds"]).verdict == "open"


class Stopped(Solver):
    """Be stopped by Ctrl-C at once."""

    def finds(self, *_literals, allowance=None):
        del allowance
        raise KeyboardInterrupt


@pytest.mark.parametrize("name", list(triage.loads(TREE).properties))
def test_ctrl_c_is_passed_on(name):
    """Whoever stops a proof gets no verdict."""
    tree = triage.loads(TREE)

    with pytest.raises(KeyboardInterrupt):
        Prover(tree, Stopped(Gates())).prove(tree.properties[name])


SMALL = {
    "steps": lambda: Budget(shrink_steps=1),
    "walks": lambda: Budget(shrink_walks=0),
    "seconds": lambda: Budget(clock=count().__next__, shrink_seconds=0),
}


@pytest.mark.parametrize("budget", SMALL)
@pytest.mark.parametrize("name", ["fails", "better"])
def test_without_a_budget_whoever_was_found_is_shown(budget, name):
    """A patient who could not be made more ordinary still breaks the property."""
    tree = triage.loads(TREE)
    stated = tree.properties[name]

    proof = Prover(tree, Solver(Gates(), SMALL[budget]())).prove(stated)

    first = proof.patient.outcome
    if proof.worse is None:
        assert first.breaks(stated)
    else:
        assert first.drops(proof.worse.outcome, stated)


@pytest.mark.parametrize(
    ("advise", "verdict"), [("now", "violated"), ("rest", "proved")]
)
def test_a_wrong_answer_of_a_page_is_seen(advise, verdict):
    """A question asked only on some paths is proved about for all patients.

    Who is never asked counts with the answer that they would give.
    """
    tree = tree_of(
        f"""\
  one: {{ask: b, answers: {{yes: see, no: two}}}}
  two: {{branches: [{{when: maybe(c), go: {"go_now" if advise == "rest" else "rest"}}},
         {{go: rest}}]}}
properties:
  c_is_urgent: {{says: C., given: c, then: urgency >= soon}}
"""
    )

    proof = Prover(tree).prove(tree.properties["c_is_urgent"])

    assert proof.verdict == verdict
    if proof.patient:
        assert proof.patient.unheard == ("c",)


def test_options_and_sets_are_made_ordinary_one_by_one():
    """Of the options chosen, only those stay that must."""
    tree = triage.loads(
        TREE.replace("n > 5", "z in s and x in s").replace(
            "given: n > 6, then: ends(now)", "then: not ends(now)"
        )
    )

    proof = Prover(tree).prove(tree.properties["fails"])

    assert proof.patient.unusual == {"a": "yes", "s": ("x", "z")}


KINDS = """\
triage: 1
id: kinds
title: Kinds
questions:
  a: {text: A?, type: yes_no, unsure: true}
  o: {text: O?, type: one_of, unsure: true, options: {x: X, y: Y, z: Z}}
  s: {text: S?, type: any_of, unsure: true, options: {v: V, w: W}}
  n: {text: N?, type: integer, unsure: true, min: 0, max: 3}
values:
  bad: maybe(a) and maybe(v in s)
  score: count(maybe(a), maybe(o in [y, z])) + n
recommendations:
  now: {urgency: emergency, title: Now}
  rest: {urgency: self_care, title: Rest}
start: one
steps:
  one:
    ask: [a, o, s, n]
    branches:
      - {when: bad, go: now}
      - {when: maybe(score > 3), go: now}
      - {when: surely(n < 1) and surely(o == z), go: now}
      - go: rest
properties:
  yes_no: {says: A., monotone: a}
  any_of: {says: B., monotone: s}
  one_of: {says: C., rising: o}
  not_one_of: {says: D., falling: o}
  value: {says: E., monotone: bad}
  score: {says: F., monotone: score}
  number: {says: G., rising: n}
  both: {says: H., monotone: [a, s], rising: o}
  advice: {says: I., monotone: a, of: advised(rest)}
"""


@pytest.mark.parametrize("name", list(triage.loads(KINDS).properties))
def test_every_kind_of_answer_has_its_order(name):
    """Each kind of question and value is compared as trying everybody compares it."""
    tree = triage.loads(KINDS)
    stated, prover = tree.properties[name], Prover(tree)

    proof = prover.prove(stated)

    assert proof.verdict == verdict(tree, stated, everybody(tree))
    assert prover.fails(stated) == (proof.verdict == "violated")


def test_whether_a_property_fails_is_what_its_proof_says():
    """Whether there is anybody against a property is asked without showing them."""
    tree = triage.loads(TREE)
    prover = Prover(tree)

    for stated in tree.properties.values():
        failed = prover.prove(stated).verdict == "violated"
        assert prover.fails(stated) == failed


class Hasty(Prover):
    """Have no time to look at several questions of a property together."""

    def search(self, stated, listed=None):
        found = super().search(stated, listed)
        no_time = tired()(self.gates)
        return found if listed else attrs.evolve(found, solver=no_time)


@pytest.mark.parametrize(
    ("name", "assume", "wanted"),
    [
        ("worse", "", "proved"),
        ("better", "", "violated"),
        ("worse", "assume: n > 1\n", "open"),
    ],
)
def test_one_by_one_where_that_comes_to_the_same(name, assume, wanted):
    """For want of time questions are taken one by one, if all are patients."""
    tree = triage.loads(TREE + assume)

    assert Hasty(tree).prove(tree.properties[name]).verdict == wanted


def test_two_patients_are_both_as_the_tree_assumes():
    """Two who break a monotone property are no more ordinary than patients can be."""
    tree = triage.loads(TREE + "assume: m > 4\n")

    proof = Prover(tree).prove(tree.properties["better"])

    assert proof.patient.unusual == {"a": "yes", "n": 6, "m": 5}
    assert proof.worse.unusual == {"a": "yes", "m": 5}


# What is asked

PAGE = """\
  one:
    ask: [b, c]
    branches: [{{when: b, go: {}}}, {{when: c, go: see}}, {{go: rest}}]
properties:
  asked: {{says: A., then: asked(c)}}
  answered: {{says: B., then: answered(c)}}
  unasked: {{says: C., given: b, then: not asked(c)}}
  after: {{says: D., given: asked(c), then: not b}}
"""


def of_page(end):
    """Return the verdicts about a page that one answer may decide."""
    return verdicts(tree_of(PAGE.format(end)))


def test_asked_is_what_an_interview_asks():
    """What one question at a time leaves out, or a page shown whole asks, is seen."""
    assert of_page("rest") == {
        "asked": "proved",
        "answered": "proved",
        "unasked": "violated",
        "after": "violated",
    }
    assert set(of_page("go_now").values()) == {"violated"}


GUARDED = """\
  one: {ask: b, go: two}
  two: {ask: c, go: rest}
properties:
  asked: {says: A., then: asked(c)}
  unasked: {says: B., given: not b, then: not asked(c)}
  answered: {says: C., given: b, then: answered(c)}
  unanswered: {says: D., given: not b, then: not answered(c)}
"""


def test_what_is_passed_over_is_asked_and_not_answered():
    """That somebody is never asked can be said of what `only_if` passes over."""
    questions = "  c: {text: C?, type: yes_no, only_if: b, otherwise: no}"
    tree = triage.loads(
        "triage: 1\nid: t\ntitle: T\nstart: one\n"
        f"questions:\n  b: {{text: 'B?', type: yes_no}}\n{questions}\n"
        "recommendations: {rest: {urgency: self_care, title: Rest}}\n"
        f"steps:\n{GUARDED}"
    )

    assert verdicts(tree) == {
        "asked": "proved",
        "unasked": "violated",
        "answered": "proved",
        "unanswered": "proved",
    }


ORDERED = """\
  one:
    ask: [b, c]
    branches: [{when: b, go: go_now}, {go: two}]
  two: {ask: a, answers: {yes: see, no: rest, unsure: rest}}
properties:
  page: {says: A., asked: c, before: a}
  same: {says: B., asked: b, before: c}
"""


def test_order_is_of_what_comes_up():
    """What is left out comes before nothing; what shares a page is not before it."""
    assert verdicts(tree_of(ORDERED)) == {"page": "proved", "same": "violated"}


def test_what_is_left_out_is_told():
    """Beside who speaks against it stands what one question at a time leaves out."""
    tree = tree_of(PAGE.format("go_now"))

    said = triage.prove(tree, properties=["asked"]).text()

    left_out = f"- {tree.questions['c'].text}"
    assert "Left out where one question is asked at a time:\n" + left_out in said


def test_a_formula_that_hears_wrong_is_found_out(monkeypatch):
    """Gates that leave nothing out, where an interview does, are not to be trusted."""
    tree = tree_of(PAGE.format("go_now"))
    monkeypatch.setattr(Page, "may_leave", False)

    with pytest.raises(ProofMismatch, match="are asked"):
        Prover(tree).prove(tree.properties["asked"])


def long_page(count):
    """Return a tree with a list of which the last item lies behind the first."""
    unsure = "unsure: {again: 'Plainly?'}"
    asked = [f"i{n}: {{text: 'I?', type: yes_no, {unsure}}}" for n in range(count)]
    names = ", ".join(f"i{n}" for n in range(count))
    return triage.loads(
        "triage: 1\nid: t\ntitle: T\nstart: one\nquestions:\n"
        + "".join(f"  {line}\n" for line in asked)
        + "  last: {text: 'L?', type: yes_no, only_if: surely(i0), otherwise: no}\n"
        "recommendations: {now: {urgency: emergency, title: N},"
        " rest: {urgency: self_care, title: R}}\n"
        f"steps: {{one: {{checklist: [{names}, last],"
        " branches: [{when: maybe(i1), go: now}, {go: rest}]}}\n"
        "properties:\n  asked: {says: A., then: asked(last)}\n"
        "  urgent: {says: B., given: surely(i1), then: ends(now)}\n"
    )


def test_a_page_that_takes_too_many_acts_leaves_its_property_open():
    """What would be followed for too long is not settled, and holds nothing up."""
    long, short = long_page(60), long_page(3)

    assert verdicts(long) == {"asked": "open", "urgent": "proved"}
    assert Prover(long).fails(long.properties["asked"]) is UNKNOWN
    assert verdicts(short) == {"asked": "violated", "urgent": "proved"}


@pytest.mark.parametrize(("operator", "holds"), [(">=", True), ("<=", False)])
def test_words_with_an_order_are_worse_further_down(operator, holds):
    """A value of words is monotone in its place, as an option is that rises."""
    words = "options: {low: Low, mid: Mid, high: High}, ordered: true"
    text = TREE.replace(
        "recommendations:",
        f"values: {{v: {{{words}, by: n, from: {{0: low, 3: mid, 6: high}}}}}}\n"
        "recommendations:",
        1,
    ).partition("properties:")[0]
    text = text.replace("a and n > 5", f"v {operator} mid")
    stated = "properties: {up: {says: Up., monotone: [v]}}\n"
    (proof,) = triage.prove(triage.loads(text + stated)).proofs

    assert (proof.verdict == "proved") is holds
