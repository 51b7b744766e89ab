"""Forms: a page as a form of the client, so that no model sees what is answered."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from triage.base.exceptions import AnswerError
from triage.base.immutable import immutable
from triage.base.kinds import Words
from triage.base.markdown import lines
from triage.base.question import Question
from triage.engine.page import Page
from triage.relay import telling
from triage.relay.refused import Refused
from triage.relay.relay import Held, heard
from triage.relay.telling import REVIEW, Json, right
from triage.terminal.prompt import allowed, is_long

REPLY = "reply"
"""The field of a form that asks one thing."""


@immutable
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
        fields = {REPLY: field(right(session.tree.speech), "")}
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
    page = held.session.page
    if at != held.session.at:
        raise Refused("stale")
    if page is None:
        [words] = texts(content, [REPLY])
        return held.answered(at, REVIEW, words)
    return attrs.evolve(held, session=held.after(page, read(page, content)))


def texts(content: Mapping[str, Any], names: Iterable[str]) -> Iterator[str]:
    """Yield what stands in each field.

    Raises:
        Refused: One is not there, or no text.
    """
    for name in names:
        if not isinstance(content.get(name), str):
            raise Refused("unfilled")
        yield content[name]


def read(page: Page, content: Mapping[str, Any]) -> Mapping[str, object]:
    """Return the answers of a form; an error has nothing of what stands in it."""
    try:
        if not page.checklist:
            [words] = texts(content, [REPLY])
            return heard(page, words)
        ticks = zip(page.questions, texts(content, page.required), strict=True)
        return {question.id: question.reply(tick) for question, tick in ticks}
    except (AnswerError, Refused):
        raise Refused("unfilled") from None
