"""Site: the addresses of interviews, and what answers at each."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from math import isinf
from typing import TYPE_CHECKING, Any

import attrs
from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from triage.base.exceptions import AnswerError, SessionError
from triage.base.immutable import immutable
from triage.base.speech import ENGLISH, Speech
from triage.engine.session import Session
from triage.model.translation import SOURCE
from triage.model.tree import Tree
from triage.web import guard, interview
from triage.web.keeping import kept, written
from triage.web.pace import Pace
from triage.web.store import Row, Store
from triage.web.templating import call_now, spoken_in
from triage.web.visit import Visit, fields_of, go

if TYPE_CHECKING:
    from triage.web.seal import Seal

Work = Callable[["Site", Visit], Response]


@immutable
class Site:
    trees: Mapping[str, Tree]
    store: Store
    title: str
    origins: tuple[str, ...]
    https: bool
    templates: Mapping[Speech, Environment]
    pace: Pace
    seal: "Seal | None" = None

    def routes(self) -> list[Route]:
        """Return what answers at each address."""
        free, own = partial(self.served, own=False), partial(self.served, own=True)
        both, post = ["GET", "POST"], ["POST"]
        return [
            Route("/", free(Site.home)),
            Route("/style.css", self.style),
            Route("/i/{name}", own(interview.now)),
            Route("/i/{name}/check", own(interview.check)),
            Route("/i/{name}/result", own(interview.result)),
            Route("/i/{name}/record", own(interview.record)),
            Route("/i/{name}/delete", own(interview.delete), methods=post),
            Route("/i/{name}/link", own(Site.link), methods=post),
            Route("/i/{name}/{number}", own(interview.page), methods=both),
            Route("/r/{token}", free(Site.follow), methods=both),
            Route("/{tree}", free(Site.tree)),
            Route("/{tree}/start", free(Site.start), methods=post),
        ]

    def served(
        self, work: Work, *, own: bool
    ) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers a request, away from where others are waited for."""

        async def serve(request: Request) -> Response:
            if wait := self.pace.wait(request):
                return self.held(request, wait)
            fields = await fields_of(request) if request.method == "POST" else {}
            visit = Visit(request, fields)
            return await run_in_threadpool(self.answered, work, visit, own=own)

        return serve

    def answered(self, work: Work, visit: Visit, *, own: bool) -> Response:
        """Return what comes of a request: of another's interview, nothing is told."""
        request = visit.request
        is_form = request.method == "POST"
        if is_form and not guard.is_own_form(request, self.origins, https=self.https):
            return self.say(visit, "foreign", 403)
        if not own:
            return work(self, visit)
        name = request.path_params["name"]
        row = self.store.get(name)
        if row is None or row.tree not in self.trees:
            return self.say(visit, "gone", 404)
        if not guard.is_owner(request, row.owner):
            return self.say(visit, "gone", 404)
        try:
            response = work(self, attrs.evolve(visit, name=name, row=row))
        except SessionError:  # it was kept by something else
            return self.say(visit, "gone", 404)
        if is_form:
            self.remember(response, visit, guard.secret_of(request))
        return response

    def remember(self, response: Response, visit: Visit, secret: str) -> None:
        """Let a browser keep its secret as long as its interview is kept."""
        seconds = self.store.seconds
        guard.give(response, visit.request, secret, seconds, https=self.https)

    def session(self, row: Row) -> Session:
        """Return an interview; of a tree that has changed, what means the same."""
        return kept(self.trees[row.tree], row.record)

    # Before an interview

    def home(self, visit: Visit) -> Response:
        if len(self.trees) == 1:
            [tree] = self.trees.values()
            return self.beginning(visit, tree)
        return self.shown(visit, "home", trees=self.trees.values())

    def tree(self, visit: Visit) -> Response:
        found = self.trees.get(visit.request.path_params["tree"])
        if found is None:
            return self.say(visit, "lost", 404)
        return self.beginning(visit, found)

    def beginning(self, visit: Visit, tree: Tree) -> Response:
        lasts = lasting(self.store.seconds, tree.speech)
        return self.shown(visit, "start", tree=tree, kept=lasts)

    def start(self, visit: Visit) -> Response:
        tree = self.trees.get(visit.request.path_params["tree"])
        if tree is None:
            return self.say(visit, "lost", 404)
        name, secret = guard.new_id(), guard.secret_of(visit.request)
        try:
            record = written(tree.start())
        except AnswerError:  # nobody was asked yet: it is the day that is wrong
            return self.say(visit, "over", 503)
        self.store.add(name, Row(guard.digest(secret), tree.id, record))
        response = go(f"{visit.root}/i/{name}/1")
        self.remember(response, visit, secret)
        return response

    # Later

    def link(self, visit: Visit) -> Response:
        """Return a page with a link that leads here once, from any browser."""
        token = guard.new_secret()
        if not self.store.link(guard.digest(token), visit.name, visit.row.owner):
            return self.say(visit, "gone", 404)
        address = f"{self.seen_at(visit.request)}{visit.root}/r/{token}"
        return self.shown(visit, "link", address=address)

    def seen_at(self, request: Request) -> str:
        """Return the address under which people see the site, without its path."""
        return next(iter(self.origins), guard.origin(request, https=self.https))

    def follow(self, visit: Visit) -> Response:
        """Return a page with a button, as programs open links; a button uses one."""
        digest = guard.digest(visit.request.path_params["token"])
        if visit.request.method != "POST":
            if self.store.linked(digest):
                return self.shown(visit, "follow")
            return self.say(visit, "gone", 410)
        secret = guard.secret_of(visit.request)
        name = self.store.follow(digest, guard.digest(secret))
        if not name:
            return self.say(visit, "gone", 410)
        response = go(f"{visit.root}/i/{name}")
        self.remember(response, visit, secret)
        return response

    # What is sent

    def shown(
        self, visit: Visit, template: str, status: int = 200, **values: Any
    ) -> Response:
        """Return a page made of a template."""
        tree = values.get("tree") or self.trees.get(visit.row.tree)
        shared = {
            "language": spoken_in(self.language(tree)),
            "root": visit.root,
            "here": visit.here,
            "site": self.title,
            "tree": tree,
            "profile": tree.profile if tree else None,
            "heading": "",
        }
        page = self.templates[self.speech(tree)].get_template(f"{template}.html")
        return HTMLResponse(page.render({**shared, **values}), status, guard.HEADERS)

    def say(self, visit: Visit, what: str, status: int = 200) -> Response:
        """Return a page that says one thing."""
        tree = self.trees.get(visit.row.tree)
        speech = self.speech(tree)
        heading, text = map(speech.say, SAID[what])
        call = call_now([tree] if tree else self.trees.values(), speech)
        said = {"heading": heading, "text": text, "call": call}
        return self.shown(visit, "say", status, **said)

    def speech(self, tree: Tree | None) -> Speech:
        """Return what is said beside a tree; of several, if all speak one language."""
        found = {one.speech for one in ([tree] if tree else self.trees.values())}
        return found.pop() if len(found) == 1 else ENGLISH

    def language(self, tree: Tree | None) -> str:
        """Return the language of a page."""
        own = tree.language if tree else ""
        return own or self.speech(tree).language or SOURCE

    def held(self, request: Request, wait: int) -> Response:
        """Return a page that says to wait."""
        page = self.say(Visit(request, {}), "often", 429)
        page.headers["Retry-After"] = str(wait)
        return page

    async def lost(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 503
        what = {404: "lost", 413: "long", 503: "busy"}.get(status, "refused")
        page = self.say(Visit(request, {}), what, status)
        page.headers.update(getattr(error, "headers", None) or {})
        return page

    async def style(self, _request: Request) -> Response:
        text = self.templates[ENGLISH].get_template("style.css").render()
        return Response(text, headers=guard.HEADERS, media_type="text/css")


SAID = {
    "gone": (
        "This interview is not here",
        "It may have been deleted, or have expired, or belong to another browser.",
    ),
    "lost": ("There is no such page", "Go to the beginning, or back."),
    "foreign": (
        "This was not sent from our own page",
        "Nothing was changed. Go back, and send it from there.",
    ),
    "long": ("That is too long", "Nothing was changed. Go back, and write less."),
    "busy": ("That did not work", "Nothing was changed. Try again in a moment."),
    "often": (
        "Too much is asked from your network",
        "Nothing was changed. Wait a minute, and try again.",
    ),
    "over": (
        "These questions are out of date",
        "Nothing is asked until they have been looked through again.",
    ),
    "refused": ("That is not possible here", "Nothing was changed. Go back."),
    "deleted": ("Your answers are deleted", "Nothing of them is kept."),
}


def lasting(seconds: float, speech: Speech = ENGLISH) -> str:
    """Return a time in words, in whole days, hours or minutes that it surely lasts.

    >>> lasting(7 * 86_400), lasting(5_400), lasting(1_800), lasting(float("inf"))
    ('7 days', '1 hour', '30 minutes', '')
    """
    if isinf(seconds):
        return ""
    for size, unit in ((86_400, "day"), (3_600, "hour")):
        if seconds >= size:
            return speech.many(int(seconds // size), unit)
    return speech.many(int(seconds // 60), "minute")
