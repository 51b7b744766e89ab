"""Steps: an interview of which the server keeps nothing between two requests."""

import json
from typing import TYPE_CHECKING

from starlette.responses import Response

from triage.engine.page import Page
from triage.engine.session import Session
from triage.web import guard
from triage.web.call import Call, sent
from triage.web.dialogue import after_page, state, tree_of
from triage.web.interview import page_of
from triage.web.keeping import written
from triage.web.refusal import Refusal
from triage.web.store import Row

if TYPE_CHECKING:
    from triage.web.seal import Seal
    from triage.web.site import Site

MOST = guard.LIMIT // 2
"""How long a token may be, so that answers have room beside it."""


def begin(site: "Site", call: Call) -> Response:
    """Begin an interview that the client keeps."""
    call.only("tree", "prefill")
    session = tree_of(site, call.text("tree")).start(call.answers("prefill"))
    return told(site, session, 201)


def told(site: "Site", session: Session, status: int = 200) -> Response:
    """Return where an interview stands, with its token.

    Raises:
        Refusal: No request could hold the token.
    """
    token = seal_of(site).sealed(written(session))
    if len(token) > MOST:
        raise Refusal("too_long", "The interview would not fit into a request.")
    return state("", session, status, token)


def seal_of(site: "Site") -> "Seal":
    if site.seal is None:  # the operations are not there
        raise AssertionError
    return site.seal


def kept(site: "Site", call: Call) -> Session:
    """Return the interview of a token.

    Raises:
        Refusal: It is none of ours, too old, or of a tree that is not served.
        SessionError: It cannot be read any more.
    """
    text = seal_of(site).opened(call.text("token"))
    tree = json.loads(text)["tree"]
    if tree not in site.trees:
        raise Refusal("gone")
    return site.session(Row("", tree, text))


def answer(site: "Site", call: Call) -> Response:
    """Answer a page of an interview that the client keeps, or change its answers."""
    call.only("token", "number", "at", "answers")
    session = kept(site, call)
    page = page_in(session, call)
    after = after_page(session, page, call.answers("answers"), call.text("at"))
    return told(site, after)


def page_in(session: Session, call: Call) -> Page:
    found = page_of(session, call.number("number"))
    if found is None:
        raise Refusal("no_page")
    return found


def page(site: "Site", call: Call) -> Response:
    """Show a page, as it was answered, or as it is asked."""
    call.only("token", "number")
    return sent(page_in(kept(site, call), call).to_dict())


def record(site: "Site", call: Call) -> Response:
    """Send all of an interview, to be kept elsewhere."""
    call.only("token")
    return sent(kept(site, call).to_dict())
