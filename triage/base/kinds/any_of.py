"""Any of: some of the options of the question, all of them, or none."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from triage.base.answer import UNSURE, Answer
from triage.base.foreign import Native
from triage.base.kinds import one_of
from triage.base.kinds.kind import Kind, Refusal, Subset

if TYPE_CHECKING:
    from triage.base.question import Question


def parse(question: "Question", value: Native) -> Answer:
    given = set(items(value))
    if unknown := given.difference(question.keys):
        raise Refusal("not_an_option", about=min(unknown))
    return together(question, given)


def together(question: "Question", given: Collection[str]) -> tuple[str, ...]:
    """Return keys in their order; refuse what stands alone beside others."""
    keys = tuple(key for key in question.keys if key in given)
    if not question.can_stand(keys):
        about = next(key for key in keys if key in question.alone)
        hint = "These do not go together."
        raise Refusal("alone_with_others", hint=hint, about=about)
    return keys


def items(value: Native) -> Iterable[str]:
    """Return the words in a list or a text; "none" is none of the options."""
    if isinstance(value, str):
        if value == "none":
            return ()
        value = tuple(value.split(","))
    words = value if isinstance(value, tuple) else (value,)
    if value is words and all(isinstance(item, str) for item in words):
        return [str(item).strip().lower() for item in words]
    raise Refusal("not_an_option")


def text(question: "Question", answer: Answer) -> str:
    keys = answer if isinstance(answer, tuple) else (str(answer),)
    say = question.speech.say
    words = (say("not sure") if k == UNSURE else one_of.text(question, k) for k in keys)
    return "; ".join(words) or say("none of these")


ANY_OF = Kind(
    name="any_of",
    noun="any of the options",
    domain_type=Subset,
    domain=lambda question: Subset(tuple(question.choices)),
    parse=parse,
    format=text,
    default=lambda _: (),
    form="ask for an option: `{1} in {0}`, or count them: `count({0}) > 0`",
    needs=("options",),
)
