"""Forms: a page as a form of the client, so that no model sees what is answered."""

from collections.abc import Mapping
from typing import Any

import attrs

from triage.base.exceptions import AnswerError
from triage.base.kinds import Words
from triage.base.markdown import lines
from triage.base.question import Question
from triage.engine.page import Page
from triage.relay import telling
from triage.relay.refused import Refused
from triage.relay.relay import Held, heard
from triage.relay.telling import REVIEW, RIGHT, Json
from triage.terminal.prompt import allowed, is_long

REPLY = "reply"
"""The field of a form that asks one thing."""


@attrs.frozen
class Form:
    """Ask a person for some texts.

    Args:
        message: What is said before the fields.
        schema: The fields, as a schema of JSON.
    """

    message: str = attrs.field(repr=False)
    schema: Json = attrs.field(repr=False)


def form(held: Held) -> Form:
    """Return where an interview stands as a form.

    Raises:
        Refused: Nothing is asked any more.
    """
    session = held.session
    told = telling.stands(session, confirmed=held.confirmed)
    if told["state"] == "decided":
        raise Refused("not_asked")
    page = session.page
    if page is None:
        fields = {REPLY: field(RIGHT, "")}
    elif page.checklist:
        fields = {question.id: field(question, "") for question in page.questions}
    else:
        fields = {REPLY: field(page.question, allowed(page))}
    return Form(
        told["show"], {"type": "object", "properties": fields, "required": [*fields]}
    )


def field(question: Question, how: str) -> Json:
    """Return the field of a question: a choice, or a text."""
    found: Json = {"type": "string", "title": question.text}
    if isinstance(question.domain, Words) and not is_long(question):
        found["enum"] = [*question.labels.values()]
        how = " ".join(line for line, _ in lines(question.help))
    return found | ({"description": how} if how else {})


def filled(held: Held, at: str, content: Mapping[str, Any]) -> Held:
    """Return an interview after what a person filled in.

    Raises:
        Refused: It is no answer, or the page is no longer as it was.
    """
    page, words = held.session.page, {n: str(text) for n, text in content.items()}
    if at != held.session.at:
        raise Refused("stale")
    if page is None:
        return held.answered(at, REVIEW, words.get(REPLY, ""))
    return attrs.evolve(held, session=held.after(page, read(page, words)))


def read(page: Page, words: Mapping[str, str]) -> Mapping[str, object]:
    if not page.checklist:
        return heard(page, words.get(REPLY, ""))
    try:
        return {q.id: q.reply(words.get(q.id, "")) for q in page.questions}
    except AnswerError as error:
        raise Refused("unclear", error.problems[0].message) from None
