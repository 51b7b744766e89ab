"""Text: what a person writes in own words; it is only read, and decides nothing."""

from typing import TYPE_CHECKING

from triage.base.answer import UNSURE, Answer
from triage.base.foreign import Native
from triage.base.kinds.kind import Free, Kind, Refusal
from triage.base.limits import LIMITS
from triage.base.wording import ISOLATES, folded, printable

if TYPE_CHECKING:
    from triage.base.question import Question


def parse(question: "Question", value: Native) -> Answer:
    """Return a text without needless blanks or lines; in one line, if it has no more.

    Blank lines go, as YAML adds some to a text that is not behind a `|`.
    """
    if not isinstance(value, str):
        raise Refusal("not_a_text")
    if len(value) > LIMITS.written:
        raise too_long(question)
    rows = [folded(row) for row in value.strip().splitlines()]
    text = ("\n" if question.lines else " ").join(filter(None, rows))
    if any(printable(row) != row or set(row) & {*ISOLATES} for row in rows):
        hint = "Some characters in it cannot be kept."
        raise Refusal("not_a_text", "without characters that nobody sees", hint)
    if len(text) > question.most:
        raise too_long(question)
    return text or UNSURE


def too_long(question: "Question") -> Refusal:
    most = question.speech.many(question.most, "character")
    return Refusal("too_long", hint=question.speech.say(TOO_LONG, most=most))


TOO_LONG = "That is more than {most}."


TEXT = Kind(
    name="text",
    noun="a text",
    domain_type=Free,
    domain=lambda question: Free(question.most),
    parse=parse,
    format=lambda _, answer: folded(str(answer)),
    default=lambda _: UNSURE,
    form="what is written decides nothing; ask whether it was asked: `asked({0})`",
    takes=("most", "lines", "personal"),
)
