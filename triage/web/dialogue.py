"""Dialogue: an interview that a program leads: begun, answered, looked at, deleted."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs
from starlette.responses import Response

from triage.base.exceptions import AnswerError, AnswerProblem
from triage.base.foreign import is_gap
from triage.base.shapes import InterviewJSON, LinkJSON
from triage.engine.decision import unanswered
from triage.engine.page import AnswerConflict, Page
from triage.engine.record import exactly
from triage.engine.session import Session
from triage.model.tree import Tree
from triage.terminal.report import most_urgent
from triage.web import guard
from triage.web.call import Call, sent
from triage.web.interview import TRIES, number_of, page_of
from triage.web.keeping import written
from triage.web.refusal import Refusal
from triage.web.store import Row

if TYPE_CHECKING:
    from triage.web.site import Site


def tree_of(site: "Site", name: str) -> Tree:
    if name not in site.trees:
        raise Refusal("no_tree")
    return site.trees[name]


def begin(site: "Site", call: Call) -> Response:
    """Begin an interview; the same request a second time finds it."""
    call.only("tree", "prefill")
    tree, secret = tree_of(site, call.text("tree")), call.key or guard.new_secret()
    session = tree.start(call.answers("prefill"))
    name, token = derived("name", secret)[:16], derived("token", secret)
    row = Row(guard.digest(token), tree.id, written(session))
    where = f"{call.root}/interviews/{name}"
    if site.store.add(name, row):
        return state(name, session, 201, token, where)
    return state(name, begun(site, name, row, session), 200, token, where)


def derived(what: str, secret: str) -> str:
    """Return what follows from a secret, and tells nothing of it."""
    digest = hashlib.sha256(f"{what} {secret}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def begun(site: "Site", name: str, row: Row, session: Session) -> Session:
    """Return the interview that began by an equal request.

    Raises:
        Refusal: It began otherwise, or is another's by now.
    """
    kept = site.store.get(name)
    if kept is None or kept.owner != row.owner:
        raise Refusal("gone")
    same = json.loads(kept.record)["prefill"] == exactly(session.prefill)
    if kept.tree != row.tree or not same:
        raise Refusal("key_used")
    return site.session(kept)


def look(site: "Site", call: Call) -> Response:
    return state(call.name, site.session(call.row))


def state(
    name: str, session: Session, status: int = 200, token: str = "", where: str = ""
) -> Response:
    """Return where an interview stands."""
    page, left = session.page, session.progress
    found: InterviewJSON = {
        "format": "triage-interview/1",
        "interview": name,
        "tree": session.tree.id,
        "answered": len(session.pages),
        "section": session.section,
        "left": {"least": left.least, "most": left.most},
        "urgent": [item.to_dict() for item in most_urgent(session.decision)],
        "page": page.to_dict() if page else None,
        "decision": None if page else session.decision.to_dict(),
    }
    if token:
        found["token"] = token
    return sent(
        found, status, tagged(session.at) | ({"Location": where} if where else {})
    )


def tagged(at: str) -> dict[str, str]:
    return {"ETag": f'"{at}"'}


def page(site: "Site", call: Call) -> Response:
    """Show a page, as it was answered, or as it is asked."""
    found = page_in(site.session(call.row), call)
    return sent(found.to_dict(), headers=tagged(found.at))


def page_in(session: Session, call: Call) -> Page:
    found = page_of(session, number_of(call.request))
    if found is None:
        raise Refusal("no_page")
    return found


def answer(site: "Site", call: Call) -> Response:
    """Answer a page, or change what it was answered."""
    for _ in range(TRIES):
        session = site.session(call.row)
        after = after_page(session, page_in(session, call), call.body, call.at)
        row = attrs.evolve(call.row, record=written(after))
        if after is session or site.store.put(call.name, row):
            return state(call.name, after)
        call = again(site, call)
    raise Refusal("busy")


def again(site: "Site", call: Call) -> Call:
    """Return a request with what another has made of the interview.

    Raises:
        Refusal: It is deleted, or another's by now.
    """
    row = site.store.get(call.name)
    if row is None or not guard.same(row.owner, call.row.owner):
        raise Refusal("gone")
    return attrs.evolve(call, row=row)


def after_page(
    session: Session, page: Page, answers: Mapping[str, object], at: str
) -> Session:
    """Return an interview after answers to a page, which are to it and whole.

    Raises:
        AnswerError: They are not, or not possible.
        AnswerConflict: The page is no longer as it was, and they do not stand there.
    """
    if at != page.at:
        some = not all(is_gap(answer) for answer in answers.values())
        if session.answer(answers, at=at) is session and some:
            return session
        why = "changed" if some or not page.given else "answered"
        raise AnswerConflict(why, page, {})
    wrong = [not_asked(name) for name in answers if name not in page.required]
    wrong += [unanswered(q) for q in page.questions if is_gap(answers.get(q.id))]
    told = {name for problem in wrong for name in problem.questions}
    right = {name: value for name, value in answers.items() if name not in told}
    try:
        after = session.answer(right, at=at)
    except AnswerError as error:
        also = [p for p in error.problems if not told.intersection(p.questions)]
        raise AnswerError((*wrong, *also)) from None
    if wrong:
        raise AnswerError(tuple(wrong))
    return after.apart()


def not_asked(name: str) -> AnswerProblem:
    message = "This is not asked on this page."
    return AnswerProblem("not_asked", (name,), message, "is not on this page")


def decision(site: "Site", call: Call) -> Response:
    return sent(site.session(call.row).decision.to_dict())


def record(site: "Site", call: Call) -> Response:
    return sent(site.session(call.row).to_dict())


def link(site: "Site", call: Call) -> Response:
    """Return an address of our pages that moves the interview to a browser, once."""
    token = guard.new_secret()
    if not site.store.link(guard.digest(token), call.name, call.row.owner):
        raise Refusal("gone")
    pages = call.root.removesuffix("/api")
    address = f"{site.seen_at(call.request)}{pages}/r/{token}"
    found: LinkJSON = {"format": "triage-link/1", "address": address}
    return sent(found, 201)


def delete(site: "Site", call: Call) -> Response:
    if not site.store.drop(call.name, call.row.owner):
        raise Refusal("gone")
    return Response(status_code=204, headers=guard.HEADERS)
