"""Ways on by answer: which answers must be named, and when each way is taken."""

from triage.base.answer import UNSURE
from triage.base.question import Question
from triage.base.text import Text
from triage.language.ast import Always, Condition, Is, Not, Open, Surely
from triage.linker.resolve import Report
from triage.model.reasons import OTHERWISE
from triage.treefile.document import StepEntry


def left_over(question: Question, entry: StepEntry) -> tuple[str, ...]:
    """Return the answers, "not sure" apart, that a step does not name."""
    named = {way.id.value for way in entry.answers} | {UNSURE}
    return tuple(key for key in question.keys if key not in named)


def answered(question: Question, key: str) -> Condition:
    if key == UNSURE:
        return Open(question.id)
    if question.kind.stands_alone:
        yes = Is(question.id, ("yes",))
        plain: Condition = yes if key == "yes" else Not(yes)
    elif len(question.options) == 1:
        plain = Not(Open(question.id)) if question.unsure else Always(holds=True)
    else:
        plain = Is(question.id, (key,))
    return Surely(plain) if question.unsure else plain


def check_otherwise(
    found: Report, question: Question, at: Text, left: tuple[str, ...]
) -> None:
    """Note an `otherwise` that stands for less than two options."""
    if question.kind.stands_alone:
        message = "`otherwise` does not stand for yes or no"
        advice = "name both answers"
    elif not left:
        message = "`otherwise` stands for no option: all are named"
        advice = "remove it"
    elif len(left) == 1:
        message = f"`otherwise` stands for one option only, `{left[0]}`"
        advice = f"write `{left[0]}: …` instead"
    else:
        return
    found.error("T401", message, at, advice)


def check_answers(
    found: Report, question: Question, entry: StepEntry, left: tuple[str, ...]
) -> None:
    """Note answers without a way on; `otherwise` stands for no "not sure"."""
    written = {way.id.value for way in entry.answers}
    has_rest = OTHERWISE in written and OTHERWISE not in question.keys
    for key in (*left, *([UNSURE] if question.unsure else [])):
        if key not in written:
            message = f"the answer `{key}` to `{question.id}` has no way on"
            if has_rest:
                message += ", as `otherwise` does not stand for it"
            found.error("T401", message, entry.id, f"add `{key}: …` to `answers`")
