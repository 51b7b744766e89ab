"""API: interviews as JSON, for programs that show them in a way of their own."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

import attrs
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from triage.base.exceptions import AnswerError, SessionError
from triage.base.shapes import TreeJSON
from triage.engine.page import AnswerConflict
from triage.model.tree import Tree
from triage.web import dialogue, guard, steps
from triage.web.call import Call, body_of, sent
from triage.web.openapi import Operation, document
from triage.web.refusal import OF_STATUS, Refusal, refusal, told
from triage.web.site import Site


def api(site: Site) -> Starlette:
    """Return the API of a site, to be mounted beside its pages."""
    known: dict[str, dict[str, Operation]] = {}
    for one in operations(site):
        known.setdefault(one.path, {})[one.method] = one
    routes = [
        Route(path, serving(site, each), methods=[*each])
        for path, each in known.items()
    ]
    made = Starlette(
        routes=routes, exception_handlers={HTTPException: lost, Exception: lost}
    )
    made.router.redirect_slashes = False
    return made


def operations(site: Site) -> Sequence[Operation]:
    """Return what can be asked of a site."""
    return OPERATIONS if site.seal is None else (*OPERATIONS, *STEPS)


def serving(
    site: Site, each: Mapping[str, Operation]
) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers requests by their methods, while others are waited for."""

    async def serve(request: Request) -> Response:
        one = each["GET" if request.method == "HEAD" else request.method]
        try:
            keep_pace(site, request)
            call = Call(request, await body_of(request) if one.takes else {})
            return await run_in_threadpool(answered, site, one, call)
        except (Refusal, AnswerError, AnswerConflict) as error:
            wrong = error
        return told(request, refusal(wrong))  # what fails here is logged without it

    return serve


def keep_pace(site: Site, request: Request) -> None:
    """Refuse a request of an address that has sent many.

    Raises:
        Refusal: It has.
    """
    if wait := site.pace.wait(request):
        raise Refusal("too_many", headers={"Retry-After": str(wait)})


async def lost(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        code = OF_STATUS.get(error.status_code, "malformed")
        return told(request, Refusal(code, headers=error.headers))
    return told(request, refusal(error))


async def bare(request: Request) -> Response:
    """Refuse the address of the API alone, as an address of its own."""
    root = f"{request.scope.get('root_path', '')}/api"
    return told(Request({**request.scope, "root_path": root}), Refusal("lost"))


def answered(site: Site, one: Operation, call: Call) -> Response:
    """Return what comes of a request: of another's interview, nothing is told."""
    try:
        return one.work(site, owned(site, call) if one.own else call)
    except SessionError:  # it was kept by something else
        raise Refusal("gone") from None


def owned(site: Site, call: Call) -> Call:
    """Return a request with the interview that its token opens.

    Raises:
        Refusal: It opens none.
    """
    digest, name = guard.digest(call.token), call.request.path_params["interview"]
    row = site.store.get(name)
    if row is None or row.tree not in site.trees or not guard.same(digest, row.owner):
        raise Refusal("gone")
    return attrs.evolve(call, name=name, row=row)


# What is known of trees


def openapi(site: Site, call: Call) -> Response:
    return sent(document(site.title, call.root, site.trees.values(), operations(site)))


def trees(site: Site, _call: Call) -> Response:
    return sent([about(tree) for tree in site.trees.values()])


def tree(site: Site, call: Call) -> Response:
    return sent(about(dialogue.tree_of(site, call.request.path_params["tree"])))


def about(tree: Tree) -> TreeJSON:
    return {
        "id": tree.id,
        "title": tree.title,
        "version": tree.version,
        "status": tree.status,
        "language": tree.language,
        "place": tree.place,
        "logic": tree.logic,
        "wording": tree.wording,
        "audience": tree.audience,
        "not_for": tree.not_for,
        "disclaimer": tree.profile.disclaimer,
        "emergency": tree.profile.emergency,
    }


def decide(site: Site, call: Call) -> Response:
    """Decide at once, and keep nothing."""
    call.only("tree", "answers")
    decision = dialogue.tree_of(site, call.text("tree")).decide(call.answers("answers"))
    return sent(decision.to_dict())


ONE = "/interviews/{interview}"
PAGE = f"{ONE}/pages/{{number}}"

OPERATIONS = (
    Operation("GET", "/openapi.json", "openapi", "This document.", openapi, "Document"),
    Operation("GET", "/trees", "trees", "All trees that are served.", trees, "Trees"),
    Operation(
        *("GET", "/trees/{tree}", "tree", "What is known of a tree.", tree, "Tree"),
        refuses=("no_tree",),
    ),
    Operation(
        *("POST", "/decide", "decide", "Decide at once, and keep nothing."),
        *(decide, "Decision"),
        takes="decide",
        refuses=("no_tree", "answers"),
    ),
    Operation(
        *("POST", "/interviews", "begin", "Begin an interview."),
        *(dialogue.begin, "Interview", (201, 200)),
        sends=("ETag", "Location"),
        takes="begin",
        refuses=("no_tree", "answers", "key_used", "gone"),
        headers={
            "Idempotency-Key": "A random UUID, to be kept as a secret: the same request"
            " with the same key finds the interview that it began, with status 200."
        },
    ),
    Operation(
        *("GET", ONE, "look", "Where an interview stands."),
        *(dialogue.look, "Interview"),
        sends=("ETag",),
        own=True,
    ),
    Operation(
        *("DELETE", ONE, "delete", "Delete an interview."),
        *(dialogue.delete, "", (204,)),
        own=True,
    ),
    Operation(
        *("GET", PAGE, "page", "A page, as it was answered or is asked."),
        *(dialogue.page, "Page"),
        sends=("ETag",),
        refuses=("no_page",),
        own=True,
    ),
    Operation(
        *("PUT", PAGE, "answer", "Answer a page, or change its answers."),
        *(dialogue.answer, "Interview"),
        sends=("ETag",),
        takes="page",
        refuses=("no_page", "no_match", "answers", "answered", "changed"),
        headers={"If-Match": "The `at` of the page, as it was shown."},
        own=True,
    ),
    Operation(
        *("POST", f"{ONE}/link", "link", "Let the person go on in a browser, once."),
        *(dialogue.link, "Link", (201,)),
        own=True,
    ),
    Operation(
        *("GET", f"{ONE}/decision", "decision", "What is decided by now."),
        *(dialogue.decision, "Decision"),
        own=True,
    ),
    Operation(
        *("GET", f"{ONE}/record", "record", "All of an interview, to be kept."),
        *(dialogue.record, "Session"),
        own=True,
    ),
)
"""What can be asked of the API."""

STEPS = (
    Operation(
        *("POST", "/steps", "begin_step", "Begin an interview that the client keeps."),
        *(steps.begin, "Interview", (201,)),
        sends=("ETag",),
        takes="begin",
        refuses=("no_tree", "answers"),
    ),
    Operation(
        *("POST", "/steps/answer", "answer_step", "Answer a page of it, or change it."),
        *(steps.answer, "Interview"),
        sends=("ETag",),
        takes="step",
        refuses=("gone", "no_page", "answers", "answered", "changed"),
    ),
    Operation(
        *("POST", "/steps/page", "page_step", "A page of it, as it was answered."),
        *(steps.page, "Page"),
        takes="Step",
        refuses=("gone", "no_page"),
    ),
    Operation(
        *("POST", "/steps/record", "record_step", "All of it, to be kept elsewhere."),
        *(steps.record, "Session"),
        takes="Kept",
        refuses=("gone",),
    ),
)
"""What can be asked of a site besides, where it seals interviews."""
