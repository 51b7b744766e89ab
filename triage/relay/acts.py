"""Acts: what each tool does with an interview."""

from collections.abc import Mapping
from typing import Any

import attrs

from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.wording import listed
from triage.relay import telling
from triage.relay.forms import Form, filled, form
from triage.relay.refused import Refused
from triage.relay.relay import Held, Relay
from triage.relay.telling import Json


@immutable
class Link:
    """Lead a person to a page.

    Args:
        message: Why.
        address: Where it is; it opens the interview once.
    """

    message: str
    address: str = attrs.field(repr=False)


@immutable
class Reply:
    """Say what a person did with a form or a link.

    Args:
        accepted: Whether they did what was asked.
        content: What they filled in.
    """

    accepted: bool
    content: Mapping[str, Any] = attrs.field(factory=dict, repr=False)


@immutable
class Client:
    """Say what the program can do that shows things to the person.

    Args:
        forms: Whether it may show forms.
        links: Whether it opens pages.
    """

    forms: bool = False
    links: bool = False


def list_trees(relay: Relay, _client: Client) -> Json:
    return {"trees": [telling.about(tree) for tree in relay.trees.values()]}


def start(relay: Relay, client: Client, tree: str) -> Json:
    held = relay.begin(tree)
    if relay.pages and client.links:
        offer = {"state": "offer", "rule": telling.OFFER}
        return offer | {"interview": held.secret, "tree": tree}
    return held.told


def page(relay: Relay, _client: Client, interview: str, number: int = 0) -> Json:
    held = relay.find(interview).here()
    if not number:
        return held.told
    found = telling.asked(held.session, held.page(number))
    return telling.urgent(held.session.decision) | found | {"interview": interview}


def answer(
    relay: Relay, _client: Client, interview: str, at: str, question: str, words: str
) -> Json:
    def work(held: Held) -> Held:
        return held.here().answered(at, question, words)

    return relay.change(interview, work).told


def back(relay: Relay, _client: Client, interview: str, at: str) -> Json:
    return relay.change(interview, lambda held: held.here().back(at)).told


def decision(relay: Relay, _client: Client, interview: str) -> Json:
    held = relay.find(interview).here()
    if held.session.page is None:
        return held.told
    return telling.so_far(held.session.decision) | {"interview": interview}


def ended(relay: Relay, interview: str) -> Held:
    """Return an interview that has come to a result which the person knows.

    Raises:
        Refused: It has not.
    """
    held = relay.find(interview).here()
    if held.session.page is not None:
        raise Refused("not_decided")
    if held.told["state"] == "review":
        raise Refused("unconfirmed")
    return held


def explain(relay: Relay, _client: Client, interview: str) -> Json:
    return telling.explained(ended(relay, interview).session.decision)


def why_not(relay: Relay, _client: Client, interview: str, recommendation: str) -> Json:
    decided = ended(relay, interview).session.decision
    if recommendation not in decided.tree.recommendations:
        known = listed([f"`{name}`" for name in decided.tree.recommendations], "and")
        raise Refused("no_advice", f"The recommendations are: {known}.")
    try:
        found = decided.why_not(recommendation)
    except TriageError as error:  # no solver, or no time
        raise Refused("unsolved", str(error)) from None
    text = found.text(telling.WIDE)
    first = telling.urgent(decided)
    return first | {"state": "explained", "show": text, "rule": telling.TELL}


def delete(relay: Relay, _client: Client, interview: str) -> Json:
    relay.drop(interview)
    return {"state": "deleted", "show": "Your answers are deleted."}


def put_form(relay: Relay, client: Client, interview: str, at: str) -> Form:
    held = relay.find(interview).here()
    if not client.forms:
        raise Refused("no_form")
    if at != held.session.at:
        raise Refused("stale")
    return form(held)


def ask(relay: Relay, _client: Client, reply: Reply, interview: str, at: str) -> Json:
    if not reply.accepted:
        raise Refused("declined")

    def work(held: Held) -> Held:
        return filled(held.here(), at, reply.content)

    return unseen(relay.change(interview, work).told)


def unseen(told: Json) -> Json:
    """Return where an interview stands without what is asked and was answered."""
    if told.get("state") not in ("asking", "review"):
        return told
    seen = ("urgent", "refused", "message", "state", "at", "interview", "tree")
    closed = told.get("refused") == "declined"
    rule = telling.CLOSED if closed else telling.FORM
    return {key: told[key] for key in seen if key in told} | {"rule": rule}


def put_link(relay: Relay, client: Client, interview: str) -> Link:
    if not client.links:
        raise Refused("no_link")
    say = relay.find(interview).session.tree.speech.say
    return Link(say(ON_A_PAGE), relay.link(interview))


ON_A_PAGE = "Answer on a page of your own: no assistant sees it there."


def open_page(relay: Relay, _client: Client, reply: Reply, interview: str) -> Json:
    try:
        held = relay.change(interview, lambda held: held.led(away=reply.accepted))
    except Refused as refused:
        if refused.code != "gone" or not reply.accepted:
            raise
        return {"state": "elsewhere", "interview": interview, "rule": telling.OPENED}
    return held.told
