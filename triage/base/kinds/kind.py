"""Kind: all that a type of question is, as one record of functions.

Whoever handles answers goes by the domain of a question, one of four, and never by
the name of its type.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from triage.base.answer import Answer, Code
from triage.base.foreign import Native
from triage.base.immutable import immutable

if TYPE_CHECKING:
    from triage.base.question import Question


@immutable
class Words:
    """Let exactly one of some words be answered; each can have a way on."""

    keys: tuple[str, ...]


@immutable
class Subset:
    """Let any of some words be answered, or none of them."""

    keys: tuple[str, ...]


@immutable
class Range:
    """Let a number be answered, within limits in units of its last decimal."""

    low: int
    high: int
    decimals: int = 0  # how many digits after the point are kept


@immutable
class Free:
    """Let anything be written, or nothing: no condition can tell one from another."""

    most: int  # how many characters


Domain: TypeAlias = Words | Subset | Range | Free
"""What can be answered, "not sure" apart."""


def described(question: "Question") -> tuple[str, str]:
    low, high = map(question.from_scaled, question.range)
    return question.describe(low), question.describe(high)


@immutable
class Kind:
    """Say all that a type of question is.

    Args:
        name: What stands behind ``type``, such as ``yes_no``.
        noun: What an answer is, such as "a whole number".
        domain_type: Which of the four domains its questions have.
        domain: Returns the domain of a question.
        parse: Returns a value as an answer in its one form, "not sure" apart; it comes
            as ``native`` returns it, text in lower case. Raises a ``Refusal`` where it
            is none.
        format: Returns an answer as a person reads it, "not sure" apart.
        default: Returns the answer of the well patient, where the file gives none.
        form: How a condition uses it: ``{0}`` is the question, ``{1}`` an option.
        needs: The keys of the file that a question must have.
        takes: The keys that it may have besides.
        decimals: How many digits after the point are kept, where the file says none.
        stands_alone: Whether a question is a condition by itself, and can be ticked.
        dated: Whether its numbers are days of the calendar.
        ends: Returns the least and greatest number as a person reads them.
    """

    name: str
    noun: str
    domain_type: type[Domain]
    domain: "Callable[[Question], Domain]"
    parse: "Callable[[Question, Native], Answer]"
    format: "Callable[[Question, Answer], str]"
    default: "Callable[[Question], Answer]"
    form: str
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    decimals: int = 0
    stands_alone: bool = False
    dated: bool = False
    ends: "Callable[[Question], tuple[str, str]]" = described


class Refusal(Exception):
    """Refuse what is not an answer to a question.

    Args:
        code: Which entry of the codes of answers it is.
        form: In which form it would be one, as a phrase after what is allowed.
        hint: The same as a sentence for the person who was asked.
        about: The part of what was given that is wrong; None for all of it.
        advice: What to do, for programmers; empty where it is to give what is allowed.
    """

    def __init__(
        self,
        code: Code,
        form: str = "",
        hint: str = "",
        about: str | None = None,
        advice: str = "",
    ) -> None:
        super().__init__(code)
        self.code, self.form, self.hint, self.about = code, form, hint, about
        self.advice = advice


class Ambiguous(Refusal):
    """Refuse what has several meanings, of which nobody can know the right one."""
