"""Telling: where an interview stands, in words that a model passes on.

Whatever a person is to read is in one text, ``show``, which a model need not put
together itself. The most urgent advice comes first, before anything else.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from triage.base.markdown import lines
from triage.base.question import Question
from triage.base.speech import Speech
from triage.engine.decision import Decision
from triage.engine.page import Page
from triage.engine.session import Session
from triage.model.tree import Tree
from triage.terminal import speech
from triage.terminal.prompt import answered
from triage.terminal.report import (
    blocks,
    heading,
    most_urgent,
    recommended,
    report,
)
from triage.web import screens
from triage.web.form import LIST

Json = dict[str, Any]

WIDE = 10_000
"""How many letters a line may have: a client breaks lines itself."""

REVIEW = "*review"
"""What is asked when all else is answered; no id has a star."""

ROW = "Page {number}: {text} {answer}"

ASK = (
    "Show `show` to the person word for word, and wait for their reply. Send it as they"
    " wrote it, as `words`, with this `question` and `at`. Never answer for them, not"
    " even from what they said before."
)
LOOK = (
    "Show `show` to the person word for word, and wait for their reply. Send it as they"
    " wrote it, as `words`. To change an answer, call `page` with its number."
)
TELL = "Show `show` word for word: leave out, soften and add nothing."
FIRST = (
    "Show `urgent` to the person now, first, alone and word for word. Keep nothing"
    " back for another question."
)
OFFER = (
    "Call `open_page` now: the person answers on a page of their own, and you need not"
    " see it. Where they do not want that, call `page`."
)
FORM = "Call `ask` again: the person answers in a form, and you need not see it."
OPENED = (
    "The person answers on that page, and reads the result there. Ask nothing. If they"
    " cannot use it, call `open_page` again: they can decline it, and are asked here."
)
CLOSED = (
    "Ask whether they want to go on, by `ask`, or by `page`, where you see what is"
    " asked and answered; or to stop."
)


def stands(session: Session, *, confirmed: bool) -> Json:
    """Return where an interview stands: what is asked, to be confirmed or decided."""
    first = urgent(session.decision)
    if page := session.page:
        found = asked(session, page)
    elif confirmed or first:
        found = decided(session)
    else:
        return reviewed(session)
    if first:
        found["rule"] = f"{FIRST} {found['rule']}"
    return first | found


def right(speech: Speech) -> Question:
    """Return the question whether all answers are right, in a language."""
    text = speech.say("Is all of this right?")
    return Question("right", text, "yes_no", speech=speech)


def urgent(decision: Decision) -> Json:
    """Return all advice of the highest level, what to do before warnings; else none."""
    found = most_urgent(decision)
    told = blocks(*(recommended(decision, item, WIDE) for item in found))
    return {"urgent": told} if told else {}


def name_of(page: Page) -> str:
    """Return what a model calls that which a page asks."""
    return LIST if page.checklist else page.question.id


def elsewhere(decision: Decision) -> Json:
    """Return that a person answers on a page of their own."""
    return urgent(decision) | {"state": "elsewhere", "rule": OPENED}


def asked(session: Session, page: Page) -> Json:
    """Return what a page asks."""
    return {
        "state": "asking",
        "number": page.number,
        "question": name_of(page),
        "at": page.at,
        "show": "\n".join(written(session, page)),
        "rule": ASK,
    }


def written(session: Session, page: Page) -> Iterator[str]:
    """Yield the lines of a page, the first after what is to be known of the tree."""
    if page.number == 1:
        yield from opening(session.tree)
    if part := screens.progress(session, page):
        yield part
    for text in page.said:
        yield from lines_of(text)
    for text, lead in speech.asked(page, None):
        yield lead + text
    for question in page.questions:
        if question.id in page.given:
            before = answered(question, page.given[question.id])
            yield question.speech.say("Answered before: {answer}", answer=before)


def opening(tree: Tree) -> Iterator[str]:
    """Yield what is said before an interview begins."""
    yield heading(tree)
    yield from speech.preface(tree)
    yield ""


def lines_of(text: str) -> Iterable[str]:
    return (mark + line for line, mark in lines(text))


def reviewed(session: Session) -> Json:
    """Return all answers, to be looked through before anything is decided of them."""
    speech_of = session.tree.speech
    given = [
        speech_of.say(ROW, number=f"{row.number}", text=row.text, answer=row.answer)
        for row in screens.review(session)
    ]
    said = [speech_of.say("You answered:"), *given, right(speech_of).text]
    return {
        "state": "review",
        "question": REVIEW,
        "at": session.at,
        "show": "\n".join(said),
        "rule": LOOK,
    }


def decided(session: Session) -> Json:
    """Return what is decided."""
    decision = session.decision
    said = [line for text in screens.said_last(session) for line in lines_of(text)]
    return {
        "state": "decided",
        "urgency": decision.urgency,
        "advice": titles(decision),
        "show": blocks("\n".join(said), report(decision, WIDE, path=False)),
        "rule": TELL,
    }


def so_far(decision: Decision) -> Json:
    """Return what is certain before the end, and what it can still be."""
    return urgent(decision) | {
        "state": "open",
        "advice": titles(decision),
        "show": report(decision, WIDE, path=False),
        "rule": TELL,
    }


def titles(decision: Decision) -> Mapping[str, str]:
    return {item.id: item.title for item in decision.told}


def explained(decision: Decision) -> Json:
    """Return which answers led to what, and where the advice comes from."""
    why = [lead + text for text, lead in speech.why(decision)]
    cited = [lead + text for text, lead in speech.cited(decision)]
    return urgent(decision) | {
        "state": "explained",
        "show": "\n".join([*why, *cited]),
        "rule": TELL,
    }


def about(tree: Tree) -> Json:
    """Return what is known of a tree."""
    return {
        "id": tree.id,
        "title": tree.title,
        "version": tree.version,
        "status": tree.status,
        "audience": tree.audience,
        "not_for": tree.not_for,
        "disclaimer": tree.profile.disclaimer,
        "emergency": tree.profile.emergency,
    }
