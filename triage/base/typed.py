"""Typed: an answer as it is typed where no list is shown, by its id or in words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from triage.base.answer import NO_OPTION, Answer
from triage.base.kinds.kind import Ambiguous, Refusal
from triage.base.reply import either_of, heard, quoted

if TYPE_CHECKING:
    from triage.base.question import Question


class Typed(str):
    """Hold what was typed: an id or a number, as of a program, or words of a person.

    >>> import triage
    >>> fever = triage.Question("fever", "Fever?", "yes_no", unsure=True)
    >>> fever.accept(Typed("not sure"))
    'unsure'
    """

    __slots__ = ()


def meant(question: "Question", text: str, exact: Callable[[str], Answer]) -> Answer:
    """Return what is meant by what was typed.

    Args:
        question: What is answered.
        text: What was typed.
        exact: What reads the answer of a program.

    Raises:
        Refusal: It is no answer, or one of a program and another of a person.
    """
    found = attempt(exact, text)
    said = attempt(lambda text: heard(question, text, listed=False), text)
    if isinstance(said, Ambiguous):
        raise said
    if isinstance(found, Refusal):
        if isinstance(said, Refusal):
            raise said
        return said
    if not isinstance(said, Refusal) and said != found:
        raise either(question, found, said)
    return found


def attempt(read: Callable[[str], Answer], text: str) -> Answer | Refusal:
    try:
        return read(text)
    except Refusal as refusal:
        return refusal


def either(question: "Question", *answers: Answer) -> Refusal:
    """Return why what has several meanings is no answer."""
    texts = quoted(question, (question.kind.format(question, x) for x in answers))
    hint = question.speech.say(
        "That can mean {options}.", options=question.speech.listed(texts, "or")
    )
    return Refusal("not_an_option", hint=hint, advice=either_of(map(by_id, answers)))


def by_id(answer: Answer) -> str:
    """Return an answer as it is typed by ids.

    >>> by_id(("tea", "cold")), by_id(()), by_id("tea")
    ('tea,cold', 'none', 'tea')
    """
    if isinstance(answer, tuple):
        return ",".join(answer) or NO_OPTION
    return str(answer)
