"""Yes or no: the only kind that is a condition by itself."""

from typing import TYPE_CHECKING

from triage.base.answer import Answer
from triage.base.foreign import Native
from triage.base.kinds import one_of
from triage.base.kinds.kind import Kind, Words

if TYPE_CHECKING:
    from triage.base.question import Question


def parse(question: "Question", value: Native) -> Answer:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return one_of.parse(question, value)


YES_NO = Kind(
    name="yes_no",
    noun="yes or no",
    domain_type=Words,
    domain=lambda _: Words(("yes", "no")),
    parse=parse,
    format=lambda question, answer: question.speech.say(str(answer)),
    default=lambda _: "no",
    form="write `{0}` or `not {0}`",
    stands_alone=True,
)
