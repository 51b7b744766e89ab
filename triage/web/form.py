"""Form: what the fields of a page say, as answers and as problems.

Nothing that was left empty is read as "no": of a list to tick, somebody says that none
of it is so.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import attrs

from triage.base.answer import NO_OPTION, UNSURE, Answer
from triage.base.exceptions import AnswerError
from triage.base.immutable import immutable
from triage.base.kinds import Free, Range, Subset
from triage.base.question import Question
from triage.base.speech import Speech
from triage.engine.page import Page

LIST = "*"
"""The field of a list to tick that says that none of it is so."""

AT, FROM, LEAVE, TREE = "*at", "*to", "*leave", "*tree"
"""Other fields that are no question: no id has a star."""

Fields = Mapping[str, Sequence[str]]
"""What was sent, by the names of the fields."""

BOTH = "Choose an answer, or “Not sure”, but not both."
NONE_BESIDE = "Choose what applies, or “None of these”, but not both."
EMPTY = "Choose what applies, or “None of these”."


@immutable
class Filled:
    """Hold what was filled in, as it was filled in, and what it says.

    Args:
        fields: What was sent, of the fields that the page has.
        answers: The answers, by the ids of the questions.
        problems: What is wrong, by the names of the fields.
    """

    fields: Fields = attrs.field(factory=dict, repr=False)
    answers: Mapping[str, object] = attrs.field(factory=dict, repr=False)
    problems: Mapping[str, str] = attrs.field(factory=dict)


def read(page: Page, fields: Fields) -> Filled:
    """Return what was filled in on a page."""
    own = [*page.required, *([LIST] if page.checklist else [])]
    sent = {name: [x for x in fields.get(name, ()) if x.strip()] for name in own}
    return listed(page, sent) if page.checklist else each(page, sent)


def listed(page: Page, sent: Fields) -> Filled:
    """Return what was filled in on a list to tick."""
    say = page.question.speech.say
    problems = {name: say(BOTH) for name, said in sent.items() if len({*said}) > 1}
    ticked = [name for name in page.required if sent[name]]
    if sent[LIST] and ticked:
        problems[LIST] = say(NONE_BESIDE)
    elif not sent[LIST] and not ticked:
        problems[LIST] = say(EMPTY)
    answers = {name: sent[name][0] if sent[name] else "no" for name in page.required}
    return Filled(sent, answers, problems)


def each(page: Page, sent: Fields) -> Filled:
    """Return what was filled in, question by question."""
    answers, problems = dict[str, object](), dict[str, str]()
    for question in page.questions:
        try:
            answers[question.id] = answer(question, sent[question.id])
        except AnswerError as error:
            problems[question.id] = error.problems[0].message
        except Unclear as unclear:
            problems[question.id] = question.speech.say(str(unclear))
    return Filled(sent, answers, problems)


class Unclear(ValueError):
    """Say what is wrong with fields that do not go together."""


def answer(question: Question, said: Sequence[str]) -> Answer:
    """Return the answer that some fields say.

    Raises:
        AnswerError: It is none that the question takes.
        Unclear: The fields do not go together.
    """
    match question.domain:
        case Free():  # blank is an answer; a browser sends its own ends of lines
            return question.accept("".join(said[:1]).replace("\r\n", "\n") or UNSURE)
        case Range():
            numbers = [text for text in said if text != UNSURE]
            if numbers and len(numbers) < len(said):
                raise Unclear(BOTH)
            return question.reply(said[0]) if said else question.accept(None)
        case Subset() if not said:
            raise Unclear(EMPTY)
        case Subset():
            return question.accept(several(said))
        case _:
            return question.accept(said[-1] if said else None)


def several(said: Sequence[str]) -> object:
    """Return what was ticked of the options of a question.

    Raises:
        Unclear: "None of these" was ticked beside others.
    """
    if len(said) == 1:
        return said[0]
    if NO_OPTION in said:
        raise Unclear(NONE_BESIDE)
    return [*said]


def standing(page: Page) -> Fields:
    """Return the fields as they would be filled in with what a page was answered."""
    asked, given = {one.id: one for one in page.questions}, page.given
    found = {name: [*words(given[name], asked[name].speech)] for name in given}
    if page.checklist and page.given:
        ticked = {name: [x for x in said if x != "no"] for name, said in found.items()}
        return {**ticked, LIST: [] if any(ticked.values()) else [NO_OPTION]}
    return found


def words(answer: Answer, speech: Speech) -> Iterable[str]:
    """Yield what the fields of a question hold where it has an answer."""
    if isinstance(answer, tuple):
        return answer or (NO_OPTION,)
    if isinstance(answer, Decimal):
        return (speech.number(str(answer)),)
    return (str(answer),)
