"""Interview: its pages one by one, what is sent from them, and what comes of it."""

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from triage.base.dates import local_day
from triage.base.exceptions import AnswerError
from triage.base.markdown import html
from triage.engine.page import AnswerConflict, Page
from triage.engine.session import Session
from triage.model.tree import Tree
from triage.terminal.report import GOES_ON, result as result_in_words
from triage.web import guard, screens
from triage.web.form import AT, FROM, LEAVE, TREE, Fields, read, standing
from triage.web.keeping import written
from triage.web.visit import Visit, go

if TYPE_CHECKING:
    from triage.web.site import Site

TRIES = 5
"""How often answers are judged again when another window was faster."""

NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


def now(site: "Site", visit: Visit) -> Response:
    """Lead to where the interview stands."""
    return go(visit.where(site.session(visit.row)))


def page(site: "Site", visit: Visit) -> Response:
    """Show a page, or take what was sent from it."""
    session = site.session(visit.row)
    found = page_of(session, number_of(visit.request))
    if found is None:
        return go(visit.where(session))
    if visit.request.method == "POST":
        return take(site, visit, session, found)
    return show(site, visit, session, found)


def number_of(request: Request) -> int:
    """Return the number of a page; 0 for what is none."""
    text = request.path_params["number"]
    return int(text) if NUMBER.fullmatch(text) else 0


def show(site: "Site", visit: Visit, session: Session, page: Page) -> Response:
    """Show a page with what stands on it, or with what was typed and refused."""
    draft = drafted(visit)
    fields, meanwhile = standing(page), ""
    problems: Mapping[str, str] = {}
    if draft.get("asked") == asked(session, page):
        fields, meanwhile = {**fields, **draft["fields"]}, draft["meanwhile"]
        problems = {} if meanwhile else wrong(session, page, fields)
    return site.shown(
        visit,
        "page",
        page=page,
        words=words(session.tree),
        back=page.number - 1,
        fields=screens.fields(page, fields, problems),
        ticks=screens.ticks(page, fields, problems),
        problems=problems,
        heading=screens.heading(page),
        progress=screens.progress(session, page),
        meanwhile=meanwhile,
        stands=[*screens.stands(page)],
        said=[html(text) for text in page.said],
        to=visit.request.query_params.get("to", ""),
        urgent=screens.urgent(session.decision),
        goes_on=session.tree.speech.say(GOES_ON),
        tel=screens.telephone(session.decision),
    )


def words(tree: Tree) -> str:
    """Return what a form says of the tree whose questions it was shown with."""
    return f"{tree.logic}{tree.wording}"


def asked(session: Session, page: Page) -> list[str]:
    """Return by what it is known whether a draft is of a page as it is now."""
    return [words(session.tree), *page.required]


def take(site: "Site", visit: Visit, session: Session, page: Page) -> Response:
    """Lead on from what was sent; what cannot be taken is kept, and shown once more.

    That is a page to be fetched, too: the way back of a browser must not lead to a form
    that was sent.
    """
    number = page.number
    for _ in range(TRIES):
        after, draft = judged(session, page, visit)
        row = attrs.evolve(visit.row, record=written(after or session), draft=draft)
        stays = after is session and draft == visit.row.draft
        if stays or site.store.put(visit.name, row):
            return go(
                on(visit, after) if after else f"{visit.here}/{number}{to(visit)}"
            )
        visit = again(site, visit)
        session = site.session(visit.row)
        page = page_of(session, number) or page
    raise HTTPException(503)


def judged(session: Session, page: Page, visit: Visit) -> tuple[Session | None, str]:
    """Return the interview after what was sent, and what is to be shown once more.

    There is no interview after it where it cannot be taken.
    """
    here = asked(session, page)
    other = "" if drafted(visit).get("asked") == here else visit.row.draft
    if visit.sent(LEAVE):
        return session, other
    draft: dict[str, Any] = {"asked": here, "fields": {}, "meanwhile": "changed"}
    if visit.sent(TREE) != words(session.tree):
        return None, json.dumps(draft)
    found = read(page, visit.fields)
    draft |= {"fields": found.fields, "meanwhile": ""}
    if not found.problems:
        try:
            after = session.answer(found.answers, at=visit.sent(AT) or "none")
            return after.apart(), other
        except AnswerConflict:
            draft["meanwhile"] = "answered" if page.given else "earlier"
        except AnswerError:
            pass  # it is judged again when it is shown
    return None, json.dumps(draft)


def drafted(visit: Visit) -> dict[str, Any]:
    """Return what was filled in and refused last, with what was asked then."""
    found: dict[str, Any] = json.loads(visit.row.draft or "{}")
    return found


def again(site: "Site", visit: Visit) -> Visit:
    """Return a request with what another window has made of the interview.

    Raises:
        HTTPException: It is deleted, or another's by now.
    """
    row = site.store.get(visit.name)
    if row is None or not guard.same(row.owner, visit.row.owner):
        raise HTTPException(404)
    return attrs.evolve(visit, row=row)


def on(visit: Visit, session: Session) -> str:
    """Return the address of what comes next; the very worst is told at once."""
    is_worst = session.tree.is_top(session.trace.rank)
    if to(visit) and session.page is None and not is_worst:
        return f"{visit.here}/check"
    return visit.where(session)


def to(visit: Visit) -> str:
    """Return what leads back to the answers to be checked, if it was from there."""
    return "?to=check" if visit.sent(FROM) == "check" else ""


def page_of(session: Session, number: int) -> Page | None:
    """Return a page by its number; None where there is none, or not yet."""
    if 1 <= number <= len(session.pages):
        return session.shown(number)
    page = session.page
    return page if page and page.number == number else None


def wrong(session: Session, page: Page, fields: Fields) -> Mapping[str, str]:
    """Return what is wrong with what was filled in, by the names of fields."""
    found = read(page, fields)
    if found.problems:
        return found.problems
    try:
        session.answer(found.answers, at=page.at)
    except AnswerError as error:
        return {
            next((q for q in one.questions if q in page.required), page.required[0]): (
                one.message
            )
            for one in error.problems
        }
    return {}


def check(site: "Site", visit: Visit) -> Response:
    """Show all answers, each with a way to change it."""
    session = site.session(visit.row)
    decision, say = session.decision, session.tree.speech.say
    return site.shown(
        visit,
        "check",
        rows=[*screens.review(session)],
        so_far="" if decision.complete else result_in_words(decision),
        certain=() if decision.complete else screens.so_far(decision),
        where=visit.where(session).rpartition("/")[2],
        onward=say("See the result") if decision.complete else say("Go on"),
    )


def result(site: "Site", visit: Visit) -> Response:
    """Show what was decided."""
    session = site.session(visit.row)
    if session.page is not None:
        return go(visit.where(session))
    decision = session.decision
    return site.shown(
        visit,
        "result",
        outcome=screens.outcome(decision),
        said=[html(text) for text in screens.said_last(session)],
        tel=screens.telephone(decision),
        back=len(session.pages),
        day=session.tree.speech.day(local_day()),
        rows=[*screens.review(session)],
    )


def record(_site: "Site", visit: Visit) -> Response:
    """Send the interview as a file for the person to keep."""
    name = f'attachment; filename="{visit.row.tree}.json"'
    headers = {**guard.HEADERS, "Content-Disposition": name}
    text = json.dumps(json.loads(visit.row.record), indent=2, ensure_ascii=False)
    return Response(text, 200, headers, "application/json")


def delete(site: "Site", visit: Visit) -> Response:
    """Delete the interview, and say so."""
    if not site.store.drop(visit.name, visit.row.owner):
        return site.say(visit, "gone", 404)
    return site.say(attrs.evolve(visit, name=""), "deleted")
