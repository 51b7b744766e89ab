"""Codes of answers: whole numbers in the place of words, the same in every engine."""

from typing import TYPE_CHECKING

from triage.base.answer import UNSURE, Answer
from triage.base.immutable import immutable
from triage.base.kinds import Free, Range, Subset, Words
from triage.base.question import Question

if TYPE_CHECKING:
    from triage.base.shapes import CodeJSON


def code(question: Question, answer: Answer) -> "CodeJSON":
    """Return the code of an accepted answer.

    An option is its index, a number is in units of the last decimal of the question,
    a day is its number in the calendar, a text and "not sure" are said as they are.

    >>> import triage
    >>> tree = triage.load("curb_65")
    >>> urea, confusion = tree.questions["urea"], tree.questions["confusion"]
    >>> code(urea, urea.accept("7.5")), code(confusion, "no")
    (75, 1)
    """
    match answer:
        case str() if question.is_text:
            return answer
        case tuple():
            return [_word(question, key) for key in answer]
        case str():
            return _word(question, answer)
        case _:
            return question.scaled(answer)


def _word(question: Question, key: str) -> int | str:
    return UNSURE if key == UNSURE else question.keys.index(key)


@immutable
class Mark:
    """Say which numbers stand for "not sure" and for "not asked" among packed answers.

    Both lie outside the others: below those of options and numbers, above all sets.
    """

    unsure: int
    unasked: int


def marks(question: Question) -> Mark:
    match question.domain:
        case Subset(keys):
            return Mark(1 << len(keys), 3 << len(keys))
        case Range(low):
            return Mark(low - 1, low - 2)
        case _:
            return Mark(-1, -2)


def packed(question: Question, answer: Answer) -> int:
    """Return the code of an answer as one whole number: options as bits of it.

    All texts have one, as they decide nothing.

    >>> import triage
    >>> signs = triage.load("back_pain").questions["overdose_signs"]
    >>> packed(signs, "no"), packed(signs, "unsure")
    (1, -1)
    """
    if question.is_text:
        return 0
    found = code(question, answer)
    mark = marks(question).unsure
    if isinstance(found, list):
        return sum(mark if part == UNSURE else 1 << int(part) for part in found)
    return mark if found == UNSURE else int(found)


def unpacked(question: Question, number: int) -> Answer:
    """Return the answer of a packed code; of a text, that it is blank.

    >>> import triage
    >>> signs = triage.load("back_pain").questions["overdose_signs"]
    >>> unpacked(signs, packed(signs, "no"))
    'no'
    """
    mark = marks(question).unsure
    match question.domain:
        case Subset(keys):
            named = enumerate((*keys, UNSURE))
            return tuple(key for bit, key in named if number >> bit & 1)
        case Words(keys):
            return UNSURE if number == mark else keys[number]
        case Free():
            return UNSURE
        case _:
            return UNSURE if number == mark else question.from_scaled(number)
