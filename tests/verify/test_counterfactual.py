"""Why not: the fewest other answers that lead to a recommendation, if any do."""

import sys

import pytest
from bad_trees import BAD
from trees_for_tests import ANSWERS, throat, tree_of

import triage
from triage.verify.counterfactual import why_not
from triage.verify.solver import UNKNOWN, Solver

CHAIN = """\
  one: {ask: a, answers: {yes: go_now, no: two, unsure: see}}
  two: {ask: [b, c], branches: [{when: b and c, go: see}, {go: three}]}
  three: {ask: d, branches: [{when: d > 6, go: rest}, {go: note}]}
"""
NUMBER = "  d: {text: D?, type: integer, min: 0, max: 10, unit: days, unsure: true}\n"
CHAIN = CHAIN.replace("when: d > 6", "when: surely(d > 6)")


def chain(**answers):
    """Return a decision in a small tree."""
    return tree_of(CHAIN, questions=NUMBER).decide(answers)


def test_the_fewest_changes_are_found():
    """Only the answers that stand in the way change, and the walk confirms it."""
    found = chain(a="no", b="no", c="yes", d=2).why_not("see")

    assert found.changes == {"b": ("no", "yes")}
    assert (found.impossible, found.smallest, found.also) == (False, True, {})
    assert found.decision.end == "see"
    assert found.decision.given == {"a": "no", "b": "yes", "c": "yes", "d": 2}


def test_a_number_changes_as_little_as_it_can():
    """Of the numbers that lead there, the one nearest to what was given is named."""
    assert chain(a="no", b="no", c="no", d=2).why_not("rest").changes == {"d": (2, 7)}


def test_a_sure_answer_is_named_before_an_unsure_one():
    """Where "yes" leads there as well as "not sure", it is "yes" that is named."""
    steps = CHAIN.replace("unsure: see", "unsure: go_now")
    decision = tree_of(steps, questions=NUMBER).decide({"a": "no"})

    assert decision.why_not("go_now").changes == {"a": ("no", "yes")}


def test_an_unsure_answer_is_named_where_no_other_leads_there():
    """Being unsure is a change like any other."""
    decision = chain(a="no", b="yes", c="no")

    assert decision.why_not("see", ["b", "c"]).changes == {"a": ("no", "unsure")}


def test_what_it_takes_is_told_in_the_language_of_the_tree():
    """Also what cannot be, and what is asked then besides."""
    tree = triage.load("fast_stroke", language="de", place="GB")
    decision = tree.decide({"face": "no"})
    call, watch = tree.recommendations

    told = decision.why_not(call).text().splitlines()
    assert told[0].startswith("„Rufen Sie jetzt den Notruf (999)“ ist noch möglich")
    told = tree.decide({"face": "yes"}).why_not(watch).text(200).splitlines()
    assert told == [
        "„Dies kann trotzdem ein Schlaganfall sein“ verlangt eine andere Antwort:",
        "- Hängt das Gesicht auf einer Seite herab? nein (statt: ja)",
        "Dann außerdem gefragt, mit gewöhnlichen Antworten: 2.",
        "Ergebnis dann: Keines der drei Zeichen",
    ]
    told = tree.decide({"face": "yes"}).why_not(watch, ["face"]).text(200).splitlines()
    assert told[0].startswith("Es ist bewiesen, dass niemand „Dies kann trotzdem")


def test_answers_that_were_not_given_are_free():
    """A question without an answer is no change; what it needs to be is told."""
    found = chain(a="no").why_not("rest")

    assert found.changes == {}
    assert found.also == {"b": "no", "c": "no", "d": 7}
    assert found.decision.complete


def test_what_is_told_already_takes_nothing():
    """A recommendation that is given needs no change."""
    found = chain(a="yes").why_not("go_now")

    assert (found.changes, found.also) == ({}, {})
    assert found.text().splitlines()[0] == "“Go now” is told with these answers."


def test_an_answer_that_must_stay_does():
    """With the nearest change ruled out, the next one is found, or none."""
    decision = chain(a="no", b="yes", c="no", d=2)

    assert decision.why_not("go_now", fixed=["b"]).changes == {"a": ("no", "yes")}
    assert decision.why_not("go_now", fixed=["a"]).impossible


def test_an_unused_answer_changes_only_where_it_counts():
    """Answers beyond the path stay, unless the new path needs others."""
    decision = chain(a="yes", b="no", d=2)

    assert decision.why_not("rest").changes == {"a": ("yes", "no"), "d": (2, 7)}
    assert decision.why_not("note").changes == {"a": ("yes", "no")}


def test_a_skipped_question_is_no_change():
    """Whatever was said to a question that the new path skips, it stays."""
    decision = throat().decide(ANSWERS | {"pregnant": "yes", "age": 30})

    found = decision.why_not("swab")

    assert found.changes.keys().isdisjoint({"pregnant", "age"})
    assert found.decision.end == "swab"


def test_what_the_tree_assumes_holds():
    """A change never makes a patient who cannot be."""
    decision = throat().decide(ANSWERS | {"age": 3, "days": 3})

    found = decision.why_not("swab", fixed=["age", "cough", "signs"])

    assert found.changes == {"days": (3, 7)}


# What cannot be asked


def test_an_unknown_recommendation_is_refused():
    """What is not a recommendation of the tree is an error, with what was meant."""
    with pytest.raises(triage.TriageError, match=r"`small` .* `ret`: did you mean `re"):
        chain(a="no").why_not("ret")


def test_every_wrong_fixed_question_is_told_at_once():
    """An unknown question and one without an answer are errors, each said."""
    with pytest.raises(triage.AnswerError) as refused:
        chain(a="no").why_not("rest", fixed=["aa", "b", "a", "unlike_any"])

    assert str(refused.value).splitlines() == [
        "`aa`: no question has this id; did you mean `a`?",
        "`b`: has no answer that could stay; give one",
        "`unlike_any`: no question has this id; known: `a`, `b`, `c`, `d`",
    ]


def test_without_the_solver_it_is_said_what_to_install(monkeypatch):
    """Where the extra is missing, one sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "z3", None)

    with pytest.raises(triage.MissingExtra):
        chain(a="no").why_not("rest")


def test_what_takes_too_long_is_said():
    """Where nothing is found in time, that is an error, and no answer."""
    hard = triage.load(BAD / "T603_open.yaml")
    text = hard.documents[0].span.source.text
    condition = hard.documents[0].properties[0].given.value
    tree = triage.loads(
        text.replace(
            "go: rest", f"branches: [{{when: {condition}, go: other}}, {{go: rest}}]"
        ).replace("start:", "  other: {title: Other}\nstart:")
    )

    with pytest.raises(triage.TriageError, match=r"`other` was not settled in 0.01"):
        why_not(tree.decide({}), "other", seconds=0.01)


def test_fewer_changes_that_were_not_ruled_out_are_admitted(monkeypatch):
    """Where the time is up, what was found is not called the smallest."""
    asked, left = Solver.ask, [1]

    def slow(self, *literals, allowance=None):
        left[0] -= 1
        if left[0] < 0:
            return UNKNOWN
        return asked(self, *literals, allowance=allowance)

    monkeypatch.setattr(Solver, "ask", slow)
    found = chain(a="no", b="no", c="no").why_not("see", fixed=["a"])

    assert not found.smallest
    assert found.changes == {"b": ("no", "yes"), "c": ("no", "yes")}
    assert found.text().splitlines()[0] == (
        "“See somebody” takes 2 other answers (perhaps fewer would do):"
    )


# In words


def test_changes_are_told_with_what_was_said_before():
    """Each change names the question, the new answer and the old one."""
    assert chain(a="yes", d=2).why_not("rest").text().splitlines() == [
        "“Rest” takes 2 other answers:",
        "- A? no (instead of: yes)",
        "- D? 7 days (instead of: 2 days)",
        "2 more questions are asked then, answered as a well patient would.",
        "Result then: Care at home",
    ]


def test_what_is_asked_then_is_told():
    """Unusual answers to questions that come up then are named, the others counted."""
    assert chain(a="no", b="no").why_not("rest").text().splitlines() == [
        "“Rest” can still be told: no answer stands in its way.",
        "And, asked then:",
        "- D? 7 days",
        "1 more question is asked then, answered as a well patient would.",
        "Result then: Care at home",
    ]


def test_one_change_is_called_that():
    """A single change is told in the singular."""
    text = chain(a="no").why_not("go_now").text()

    assert text.startswith("“Go now” takes one other answer:\n")


def test_a_proof_that_nothing_leads_there_is_told():
    """What nobody is told is said, with the answers that stay, if some do."""
    decision = chain(a="no")

    assert decision.why_not("warn").text() == "It is proved that nobody is told “Mind”."
    assert decision.why_not("go_now", ["a"]).text().splitlines() == [
        "It is proved that nobody is told “Go now” while these answers stay:",
        "- A? no",
    ]


def test_an_answer_is_json():
    """A program gets the changes, what is asked then, and the decision."""
    found = chain(a="yes", c="no", d=2).why_not("rest", fixed=["c"])
    record = found.to_dict()

    assert record.pop("decision") == found.decision.to_dict()
    assert record == {
        "recommendation": "rest",
        "fixed": {"c": "no"},
        "impossible": False,
        "smallest": True,
        "changes": {"a": ["yes", "no"], "d": [2, 7]},
        "also": {"b": "no"},
    }
    assert chain(a="no").why_not("warn").to_dict()["decision"] is None


ASSUMING = """
triage: 1
id: assuming
version: 1.0.0
title: Assuming
questions:
  a: {text: A?, type: yes_no}
  d: {text: D?, type: yes_no}
  e: {text: E?, type: yes_no}
assume: a or not d
recommendations:
  see: {urgency: emergency, title: See a doctor}
  rest: {urgency: self_care, title: Rest}
start: first
steps:
  first: {ask: a, answers: {no: see, yes: second}}
  second: {ask: [d, e], branches: [{when: d and e, go: see}, {go: rest}]}
"""


def test_what_is_assumed_speaks_of_what_the_path_asked():
    """An answer that no path asks for rules nothing out: it is told all the same."""
    decision = triage.loads(ASSUMING).decide({"a": "no", "d": "yes"})

    found = decision.why_not("see", fixed=["a", "d"])

    assert (decision.end, decision.unused) == ("see", ("d",))
    assert (found.impossible, found.changes, found.also) == (False, {}, {})


def test_what_the_path_asked_has_to_go_together():
    """Whoever is asked both can still not answer what is assumed not to be."""
    tree = triage.loads(ASSUMING.replace("a or not d", "e or not d"))
    decision = tree.decide({"a": "yes", "d": "no", "e": "no"})

    assert decision.why_not("see", fixed=["a", "e"]).impossible
    assert not decision.why_not("see", fixed=["a"]).impossible
