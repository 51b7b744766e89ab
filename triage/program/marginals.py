"""Marginals: how often each answer is given, of which people are drawn at random."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from random import Random
from typing import TypeAlias

from triage.base.answer import Answer
from triage.base.exceptions import AnswerError, TriageError
from triage.base.immutable import immutable
from triage.base.kinds import Range
from triage.base.question import Question
from triage.base.suggest import did_you_mean
from triage.base.wording import shortened

Choice: TypeAlias = Answer | range
"""One answer, or the numbers of a stretch as they are counted, all alike."""

TO = " to "
"""What stands between the ends of a stretch of numbers or days."""


@immutable
class Marginal:
    """Say how often each answer to a question is given.

    Args:
        question: The question.
        choices: The answers.
        weights: How often each of them is given, beside the others.
    """

    question: Question
    choices: Sequence[Choice]
    weights: Sequence[float]

    def draw(self, random: Random) -> Answer:
        """Return an answer at random."""
        (choice,) = random.choices(self.choices, self.weights)
        if isinstance(choice, range):
            return self.question.from_scaled(
                random.randrange(choice.start, choice.stop)
            )
        return choice


def marginals(
    name: str, questions: Mapping[str, Question], data: Mapping[str, object]
) -> Mapping[str, Marginal]:
    """Return how often answers are given.

    Args:
        name: The name of the file that says so.
        questions: The questions.
        data: For each of some questions one answer, or the weights of several.

    Raises:
        TriageError: Some of it cannot be so; all of that at once.

    >>> import triage
    >>> questions = triage.load("curb_65").questions
    >>> said = {"confusion": {"yes": 1, "no": 9}, "age": {"65 to 90": 1}}
    >>> drawn = marginals("old.json", questions, said)
    >>> drawn["confusion"].weights, drawn["age"].choices
    ((1.0, 9.0), (range(65, 91),))
    """
    problems = list[str]()
    found = {
        key: marginal(questions[key], value, problems)
        for key, value in data.items()
        if key in questions
    }
    problems += unknown(data, questions)
    if problems:
        lines = "".join(f"\n- {line}" for line in problems)
        raise TriageError(f"{name}: nobody can be drawn by this:{lines}")
    return found


def unknown(
    data: Mapping[str, object], questions: Mapping[str, Question]
) -> Iterator[str]:
    """Yield what is no question."""
    for name in (key for key in data if key not in questions):
        advice = did_you_mean(name, questions)
        yield f"`{shortened(name)}` is no question" + (f"; {advice}" if advice else "")


def marginal(question: Question, said: object, problems: list[str]) -> Marginal:
    """Return how often answers to a question are given, and add what is wrong."""
    shares = [*said.items()] if isinstance(said, Mapping) else [(said, 1)]
    choices, weights = list[Choice](), list[float]()
    for answer, share in shares:
        try:
            choices.append(choice(question, answer))
            weights.append(weight(share))
        except AnswerError as error:
            problems.append(str(error.problems[0]))
        except TriageError as error:
            problems.append(f"`{question.id}`: {error}")
    if not shares:
        problems.append(f"`{question.id}`: no answer is given")
    if sum(weights) == inf:
        problems.append(f"`{question.id}`: the weights together are too large")
    return Marginal(question, tuple(choices), tuple(weights))


def choice(question: Question, said: object) -> Choice:
    """Return an answer, or a stretch of numbers such as ``18 to 64``."""
    low, to, high = said.partition(TO) if isinstance(said, str) else ("", "", "")
    if not (to and isinstance(question.domain, Range)):
        return question.accept(said)
    first, last = (end(question, text) for text in (low, high))
    if first > last:
        raise TriageError(f"{low} comes after {high}")
    return range(first, last + 1)


def end(question: Question, text: str) -> int:
    """Return an end of a stretch, as it is counted."""
    found = question.accept(text)
    if isinstance(found, str | tuple):
        raise TriageError(f"a stretch ends with numbers, or days, not with {text!r}")
    return question.scaled(found)


def weight(said: object) -> float:
    """Return how often an answer is given, beside others."""
    try:
        found = float(said) if isinstance(said, str | int | float) else 0
    except ValueError:
        found = 0
    if not 0 < found < inf:
        raise TriageError("how often is a number above 0, such as 0.25")
    return found
