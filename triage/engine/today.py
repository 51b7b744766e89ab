"""Today: the day of a decision, which the caller gives, or else the machine."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

import attrs

from triage.base.answer import Code
from triage.base.dates import EARLIEST, LATEST, local_day
from triage.base.exceptions import AnswerError, AnswerProblem
from triage.base.foreign import is_gap
from triage.base.question import Question
from triage.model.tree import TODAY, Tree

A_DAY = Question(TODAY, "Which day is today?", "date")
"""What is asked of a tree that does not ask for the day."""


def on_day(
    tree: Tree, answers: Mapping[str, object], today: date | None
) -> Mapping[str, object]:
    """Return answers with the day on which it is decided, where a tree asks for it.

    Raises:
        AnswerError: The tree says nothing of that day.
    """
    question = tree.questions.get(TODAY)
    if question is None or not isinstance(answers, Mapping):
        return answers
    given = answers.get(TODAY) if today is None else today
    day = local_day() if is_gap(given) else given
    refuse_outside(question, day)
    return {**answers, TODAY: day}


def only_on(tree: Tree, day: date) -> Tree:
    """Return a tree that decides on one day; itself, if it is the same on every day.

    Raises:
        AnswerError: It is no day, or the tree says nothing of it.
    """
    question = tree.questions.get(TODAY)
    if question is None:
        any_day(A_DAY).accept(day)
        return tree
    refuse_outside(question, day)
    only = cast("date", question.accept(day))
    asked = attrs.evolve(question, minimum=only, maximum=only)
    return attrs.evolve(tree, questions={**tree.questions, TODAY: asked})


def day_of(tree: Tree, given: object) -> date | None:
    """Return a day, whatever a tree that asks for it says of it; None for none.

    Raises:
        AnswerError: It is no day.
    """
    question = tree.questions.get(TODAY)
    if question is None or is_gap(given):
        return None
    return cast("date", any_day(question).accept(given))


def any_day(question: Question) -> Question:
    """Return a question that takes every day."""
    return attrs.evolve(question, minimum=EARLIEST, maximum=LATEST)


def refuse_outside(question: Question, given: object) -> None:
    """Refuse a day of which a tree says nothing; what is none is refused as it is."""
    if problem := outside(question, given):
        raise AnswerError((problem,))


def outside(question: Question, given: object) -> AnswerProblem | None:
    """Return what is wrong with a day of which a tree says nothing; else None."""
    try:
        day = any_day(question).accept(given)
    except AnswerError:
        return None
    first, last = (date.fromordinal(end) for end in question.range)
    if not isinstance(day, date) or first <= day <= last:
        return None
    early, speech = day < first, question.speech
    verb, end = ("begins", first) if early else ("ends", last)
    message = speech.say(
        NOT_BEGUN if early else ENDED, day=speech.day(day), end=speech.day(end)
    )
    reason = f"this tree says nothing of {day}: it {verb} {end}"
    code: Code = "too_early" if early else "too_late"
    return AnswerProblem(code, (TODAY,), message, reason, limits=question.limits)


NOT_BEGUN = "This says nothing of {day}: it begins on {end}."
ENDED = "This says nothing of {day}: it ends on {end}."


def as_asked(tree: Tree, *given: Mapping[Any, object]) -> Mapping[str, Question]:
    """Return the questions of a tree as they are asked on the day that answers say."""
    if TODAY not in tree.questions:
        return tree.questions
    said = (answers[TODAY] for answers in given if not is_gap(answers.get(TODAY)))
    try:
        day = tree.questions[TODAY].accept(next(said, None))
    except AnswerError:
        return tree.questions
    on = cast("date", day)  # of whom nobody is unsure
    return {name: question.on(on) for name, question in tree.questions.items()}
