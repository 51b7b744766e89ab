"""One of: exactly one of the options of the question."""

from typing import TYPE_CHECKING

from triage.base.answer import Answer
from triage.base.foreign import Native
from triage.base.kinds.kind import Kind, Refusal, Words

if TYPE_CHECKING:
    from triage.base.question import Question


def parse(question: "Question", value: Native) -> Answer:
    if isinstance(value, str) and value in question.keys:
        return value
    raise Refusal("not_an_option")


def text(question: "Question", answer: Answer) -> str:
    key = str(answer)
    return question.choices[key].text if key in question.choices else key


ONE_OF = Kind(
    name="one_of",
    noun="one of the options",
    domain_type=Words,
    domain=lambda question: Words(tuple(question.choices)),
    parse=parse,
    format=text,
    default=lambda question: question.options[0].id,
    form="compare it with an option: `{0} == {1}`",
    needs=("options",),
    takes=("ordered",),
)
