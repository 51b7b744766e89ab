"""A language model that passes an interview on, carefully; and what a person types."""

import asyncio

from mcp import Client as McpClient

from triage.base.answer import UNSURE
from triage.relay.acts import Client
from triage.relay.relay import Relay
from triage.relay.tools import called
from triage.terminal.prompt import numbered
from triage.web import Memory

NO_CLIENT = Client()


def typed(page, answers):
    """Return what a person types who answers a page so."""
    if page.checklist:
        marks = {"yes": "", UNSURE: "?"}
        said = [
            label + marks[answers[question.id]]
            for label, question in numbered(page).items()
            if answers[question.id] in marks
        ]
        return " ".join(said) or "0"
    question, answer = page.question, answers[page.question.id]
    if question.is_text:
        return "" if answer == UNSURE else answer
    if answer == UNSURE:
        return "not sure" if question.unit or question.is_number else UNSURE
    if isinstance(answer, tuple):
        return ", ".join(answer) or "0"
    return f"{answer} {question.unit}".strip() if question.is_number else str(answer)


class Model:
    """Call tools without a protocol between."""

    def __init__(self, relay, client=NO_CLIENT):
        self.relay, self.client = relay, client

    def __call__(self, name, **given):
        return called(self.relay, name, given, self.client)

    def start(self, tree):
        return self("start", tree=tree)

    def reply(self, state, words, **other):
        """Pass a reply on, to what a state says is asked."""
        given = {key: state[key] for key in ("interview", "at", "question")}
        return self("answer", **{**given, "words": words, **other})

    def session(self, state):
        """Return the interview, as it is kept."""
        return self.relay.find(state["interview"]).session


def model_of(*trees):
    """Return one that begins, with interviews in memory."""
    return Model(Relay({tree.id: tree for tree in trees}, Memory()))


def over(server, scenario, **options):
    """Return what comes of a scenario, which a client of the SDK plays."""

    async def play():
        async with McpClient(server, **options) as client:
            return await scenario(client)

    return asyncio.run(play())


async def answered(client, state, words):
    """Pass a reply on by a client of the SDK."""
    given = {key: state[key] for key in ("interview", "at", "question")}
    return await client.call_tool("answer", {**given, "words": words})


async def interviewed(client, tree, answers):
    """Relay a whole interview of somebody with some answers; return its last result."""
    result = await client.call_tool("start", {"tree": tree.id})
    session = tree.start()
    while session.page is not None:
        state = result.structured_content
        words = typed(session.page, answers)
        result = await answered(client, state, words)
        here = {name: answers[name] for name in session.page.required}
        session = session.answer(here, at=session.page.at)
    return result
