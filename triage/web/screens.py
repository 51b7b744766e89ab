"""Screens: what each page shows, as values that a template only sets.

Every text of a tree is made HTML here, once, so that no template can forget to.
"""

from collections.abc import Iterator, Mapping, Sequence

from triage.base.answer import NO_OPTION, UNSURE
from triage.base.immutable import immutable
from triage.base.kinds import Free, Range, Subset
from triage.base.markdown import html
from triage.base.question import Question
from triage.base.reply import says_none
from triage.engine.decision import Decision
from triage.engine.page import Page
from triage.engine.part import place
from triage.engine.session import Session
from triage.model.tree import Recommendation
from triage.terminal.prompt import another_unit, in_words, is_long
from triage.terminal.report import (
    is_knowledge,
    lead_of,
    most_urgent,
    reasoned,
    result,
    shown,
    sources,
)
from triage.terminal.speech import part_of
from triage.web.form import LIST, Fields
from triage.web.templating import number_to_call

NONE_OF_THESE = "None of these"
NO_TO_ALL = "None of these: no to all"
LISTED = "Do any of these apply?"


@immutable
class Choice:
    """Offer one radio button or box to tick.

    Args:
        id: The id of the field on its page.
        value: What is sent.
        text: What a person reads.
        chosen: Whether it is chosen.
    """

    id: str
    value: str
    text: str
    chosen: bool = False


@immutable
class Field:
    """Ask one question.

    Args:
        id: The id of the question, and the name of its field.
        text: What is asked.
        form: ``radio``, ``checkbox``, ``select``, ``text`` or ``lines``.
        choices: What can be chosen.
        last: What is chosen instead, beside nothing else.
        typed: What was typed.
        unit: What a number counts.
        keyboard: What a phone shows to type with: ``numeric``, ``decimal``, ``text``.
        help: What helps to answer, as HTML; may be empty.
        why: Why this is asked, as HTML; may be empty.
        problem: What is wrong with what was sent; may be empty.
        short: Whether the choices fit in a row.
        doubt: Of an item of a list to tick, how to say that one is not sure.
    """

    id: str
    text: str
    form: str
    choices: tuple[Choice, ...]
    last: tuple[Choice, ...] = ()
    typed: str = ""
    unit: str = ""
    keyboard: str = "text"
    help: str = ""
    why: str = ""
    problem: str = ""
    short: bool = False
    doubt: Choice | None = None

    @property
    def by(self) -> str:
        """The ids of what describes its fields; may be empty."""
        said = {f"h-{self.id}": self.help, f"e-{self.id}": self.problem}
        return " ".join(name for name, text in said.items() if text)

    @property
    def invalid(self) -> str:
        """What its fields say of themselves where there is a problem."""
        return "true" if self.problem else ""

    @property
    def looks(self) -> str:
        return "question wrong" if self.problem else "question"

    @property
    def way(self) -> str:
        """How the choices stand."""
        return "row" if self.short else "column"


def fields(page: Page, sent: Fields, problems: Mapping[str, str]) -> list[Field]:
    """Return what a page asks, each with what is filled in."""
    make = ticked if page.checklist else asked
    return [
        make(question, sent.get(question.id, ()), problems.get(question.id, ""))
        for question in page.questions
    ]


def ticks(page: Page, sent: Fields, problems: Mapping[str, str]) -> Field:
    """Return what is asked of a list to tick as a whole."""
    say = page.question.speech.say
    none = Choice(f"q-{LIST}", NO_OPTION, say(NO_TO_ALL), bool(sent.get(LIST)))
    problem = problems.get(LIST, "")
    return Field(LIST, say(LISTED), "checkbox", (none,), problem=problem)


def heading(page: Page) -> str:
    """Return what stands at the head of a page."""
    question = page.question
    return question.speech.say(LISTED) if page.checklist else question.text


def ticked(question: Question, said: Sequence[str], problem: str) -> Field:
    """Return an item of a list to tick."""
    name, text = f"q-{question.id}", question.text
    doubt = Choice(f"{name}-unsure", UNSURE, text, UNSURE in said)
    return Field(
        question.id,
        text,
        "checkbox",
        (Choice(name, "yes", text, "yes" in said),),
        help=html(question.help),
        problem=problem,
        doubt=doubt if question.unsure else None,
    )


def asked(question: Question, said: Sequence[str], problem: str) -> Field:
    """Return a question that stands alone."""
    typed = isinstance(question.domain, Range | Free)
    return Field(
        question.id,
        question.text,
        form(question),
        *choices(question, said),
        typed=next((text for text in said if text != UNSURE), "") if typed else "",
        unit="" if question.is_date else question.speech.unit(question.unit),
        keyboard=keyboard(question),
        help=html(question.help),
        why=html(question.why),
        problem=problem,
        short=question.kind.stands_alone,
    )


def keyboard(question: Question) -> str:
    """Return what an answer is typed with: "3 days" and "1 April" need letters."""
    number = isinstance(question.domain, Range) and not question.is_date
    if not number or another_unit(question) or question.range[0] < 0:
        return "text"
    return "decimal" if question.decimals else "numeric"


def form(question: Question) -> str:
    match question.domain:
        case Free():
            return "lines" if question.lines else "text"
        case Range():
            return "text"
        case Subset():
            return "checkbox"
        case _:
            return "select" if is_long(question) else "radio"


def choices(
    question: Question, said: Sequence[str]
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Return what can be chosen, and what excludes all others."""
    begin, labels, alone = f"q-{question.id}", dict(question.labels), set[str]()
    match question.domain:
        case Free():
            labels = {}
        case Range():
            begin = ""
            labels = {UNSURE: question.labels[UNSURE]} if question.unsure else {}
            alone = {UNSURE}
        case Subset():
            if not any(says_none(x, question.speech) for x in labels.values()):
                labels[NO_OPTION] = question.speech.say(NONE_OF_THESE)
            alone = {*question.alone, NO_OPTION}
    found: list[Choice] = []
    for key in sorted(labels, key=alone.__contains__):
        name, begin = begin or f"q-{question.id}-{key}", ""
        found.append(Choice(name, key, labels[key], key in said))
    count = sum(one.value not in alone for one in found)
    return tuple(found[:count]), tuple(found[count:])


@immutable
class Told:
    """Tell one recommendation.

    Args:
        id: The id of the recommendation.
        lead: What stands before the title, such as "Warning"; may be empty.
        title: What to do, in a few words.
        reason: Which answers lead to it; may be empty.
        text: More about it, as HTML.
        watch_for: When to come back, as HTML; may be empty.
        level: The id of its level; may be empty.
        warning: Whether it is a warning.
    """

    id: str
    lead: str
    title: str
    reason: str
    text: str
    watch_for: str
    level: str
    warning: bool

    @property
    def heading(self) -> str:
        return ": ".join(filter(None, (self.lead, self.title)))

    @property
    def looks(self) -> str:
        return "told warning" if self.warning else "told"


@immutable
class Outcome:
    """Tell what was decided, the most urgent first.

    Args:
        heading: The result in a few words.
        top: Whether it is of the highest level.
        first: What to do.
        others: What else to do, and what to mind.
        more: What is good to know.
        values: What the tree shows of what it worked out.
        sources: The sources of what is told.
    """

    heading: str
    top: bool
    first: tuple[Told, ...]
    others: tuple[Told, ...]
    more: tuple[Told, ...]
    values: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def count(self) -> int:
        """How much more there is to read."""
        return len(self.more)


def so_far(decision: Decision) -> tuple[Told, ...]:
    """Return what is certain of an interview that goes on."""
    return tuple(of_advice(decision, item, first=False) for item in decision.told)


def urgent(decision: Decision) -> tuple[Told, ...]:
    """Return what is told on each page, whatever it asks: what cannot wait."""
    items = most_urgent(decision)
    return tuple(of_advice(decision, item, first=False) for item in items)


def outcome(decision: Decision) -> Outcome:
    """Return what a decision tells."""
    items = decision.told
    told = [of_advice(decision, item, first=item is items[0]) for item in items]
    known = [is_knowledge(item) for item in items]
    pairs = list(zip(told, known, strict=True))
    return Outcome(
        heading=result(decision),
        top=decision.tree.is_top(decision.trace.rank),
        first=tuple(told[:1]),
        others=tuple(one for one, is_known in pairs[1:] if not is_known),
        more=tuple(one for one, is_known in pairs[1:] if is_known),
        values=tuple(shown(decision)),
        sources=tuple(sources(decision)),
    )


def of_advice(decision: Decision, item: Recommendation, *, first: bool) -> Told:
    return Told(
        item.id,
        lead_of(decision, item),
        item.title,
        reasoned(decision, item.id) if first else "",
        html(item.text),
        html(item.watch_for),
        item.urgency.id if item.urgency else "",
        item.warning,
    )


@immutable
class Given:
    """Show one answer, with where it can be changed.

    Args:
        text: What was asked.
        answer: What was answered, in words.
        number: The page on which it can be changed.
        question: The id of the question.
    """

    text: str
    answer: str
    number: int
    question: str


def review(session: Session) -> Iterator[Given]:
    """Yield the answers of an interview, page by page."""
    for number, answers in enumerate(session.pages, start=1):
        page = session.shown(number)
        for question in page.questions:
            answer = in_words(question, answers[question.id])
            yield Given(question.text, answer, number, question.id)


def progress(session: Session, page: Page) -> str:
    """Return where in the interview a page is, in words; empty where it is short."""
    here = place(session.tree, session.trace)
    if here is None or page.number <= len(session.pages):
        return ""
    return part_of(session.tree.speech, *here)


def stands(page: Page) -> Iterator[Given]:
    """Yield what a page was answered."""
    for question in page.questions:
        if question.id in page.given:
            answer = in_words(question, page.given[question.id])
            yield Given(question.text, answer, page.number, question.id)


def said_last(session: Session) -> list[str]:
    """Return what is said back to the last page of an interview that ended."""
    found = session.decision.responses
    last = session.pages[-1] if session.pages else {}
    return [found[name] for name in last if name in found]


def telephone(decision: Decision) -> str:
    """Return the number that is to be called by what was decided; may be empty."""
    number = number_to_call(decision.tree)
    called = any(number in item.title + item.text for item in decision.told[:1])
    return number if called else ""
