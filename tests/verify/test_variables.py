"""Answers as facts: there and back, and only those that a person can give."""

from random import Random

import pytest
from everybody import answers_to

from triage.base.question import Option, Question
from triage.program.patients import random_answer
from triage.verify.circuit import FALSE, TRUE, Gates, Given
from triage.verify.simulate import Crowd
from triage.verify.solver import Solver
from triage.verify.variables import Variables

OPTIONS = (Option("x", "X"), Option("y", "Y"))
ALONE = Option("z", "Z", alone=True)


def questions():
    """Return a question of each type, with and without "not sure"."""
    made = {
        "yes_no": {"type": "yes_no"},
        "one_of": {"type": "one_of", "options": OPTIONS},
        "any_of": {"type": "any_of", "options": OPTIONS},
        "alone": {"type": "any_of", "options": (*OPTIONS, ALONE)},
        "integer": {"type": "integer", "minimum": -2, "maximum": 3},
        "number": {"type": "number", "minimum": 0, "maximum": 1, "decimals": 1},
    }
    return [
        Question(id=f"{name}{unsure}", text="?", unsure=unsure, **row)
        for name, row in made.items()
        for unsure in (True, False)
    ]


EACH = pytest.mark.parametrize("question", questions(), ids=lambda q: q.id)


@EACH
def test_what_is_told_is_heard(question):
    """Every answer, told as facts and heard, is the same answer."""
    variables = Variables(Gates(), {question.id: question})

    for answer in answers_to(question):
        told = variables.encode({question.id: answer})
        assert variables.decode(told) == {question.id: answer}


@EACH
def test_every_answer_follows_the_rule_and_is_just_itself(question):
    """An answer keeps the rule of its facts, and is exactly itself and no other."""
    gates = Gates()
    variables = Variables(gates, {question.id: question})
    every = answers_to(question)
    crowd = Crowd(gates, [variables.encode({question.id: answer}) for answer in every])

    assert crowd.holds(variables.rule(question)) == crowd.all
    for index, answer in enumerate(every):
        assert crowd.holds(variables.exactly(question, answer)) == 1 << index


@EACH
def test_the_solver_gives_every_answer_and_no_other(question):
    """Answers that are found and then ruled out come to every answer, each once."""
    gates = Gates()
    variables = Variables(gates, {question.id: question})
    solver, found, others = Solver(gates), [], [variables.rule(question)]
    while (told := solver.ask(*others)) is not None:
        [answer] = variables.decode(told).values()
        others.append(-variables.exactly(question, answer))
        found.append(answer)

    assert sorted(map(str, found)) == sorted(map(str, answers_to(question)))


@EACH
def test_of_a_question_that_is_not_told_the_well_patient_is_heard(question):
    """Where nothing is told of a question, the answer is the usual one."""
    variables = Variables(Gates(), {question.id: question})
    usual = {"yes_no": "no", "one_of": "x", "any_of": (), "integer": 0, "number": 0.5}

    [answer] = variables.decode({}).values()

    assert answer == pytest.approx(usual[question.type])


def test_not_sure_is_no_answer_where_it_is_not_offered():
    """Not sure is never told of a question that does not take it."""
    question = Question(id="a", text="?", type="yes_no")

    assert Variables(Gates(), {"a": question}).word("a", "unsure") == FALSE


def test_what_somebody_writes_is_no_fact():
    """Of a text nothing is told: whatever is written, it is what it is."""
    question = Question(id="t", text="?", type="text")

    assert Variables(Gates(), {"t": question}).word("t", "My knee hurts.") == TRUE


def test_a_second_patient_has_facts_of_their_own():
    """Only the listed questions are answered by the second patient themselves."""
    every = {q.id: q for q in questions()}
    one, other = Variables(Gates(), every), Variables(Gates(), every, ["yes_noTrue"])

    for name in every:
        own = {fact.copy for fact in other.facts[name]}
        assert own == {int(name == "yes_noTrue")}
        assert {fact.copy for fact in one.facts[name]} == {0}
    assert other.fact(every["yes_noTrue"], "yes") == Given(
        1, "yes_noTrue yes_no 0", "yes"
    )


@EACH
def test_random_answers_are_answers_and_come_to_all(question):
    """A random answer is one of the answers; in time each of them comes."""
    random = Random(question.id)
    found = {random_answer(question, random) for _ in range(1000)}

    assert found == {*answers_to(question)}
