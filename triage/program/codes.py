"""Codes of answers: whole numbers in the place of words, the same in every engine."""

from triage.base.answer import UNSURE, Answer
from triage.base.question import Question
from triage.base.shapes import CodeJSON


def code(question: Question, answer: Answer) -> CodeJSON:
    """Return the code of an accepted answer.

    An option is its index, a number is in units of the last decimal of the question,
    a day is its number in the calendar, and "not sure" is said as it is.

    >>> import triage
    >>> tree = triage.load("curb_65")
    >>> urea, confusion = tree.questions["urea"], tree.questions["confusion"]
    >>> code(urea, urea.accept("7.5")), code(confusion, "no")
    (75, 1)
    """
    match answer:
        case tuple():
            return [_word(question, key) for key in answer]
        case str():
            return _word(question, answer)
        case _:
            return question.scaled(answer)


def _word(question: Question, key: str) -> int | str:
    return UNSURE if key == UNSURE else question.keys.index(key)
