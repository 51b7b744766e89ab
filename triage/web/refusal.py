"""Refusal: why the API does not do what it is asked, as problem details of RFC 9457.

No message repeats the answer that is wrong. A refusal may tell of health all the same:
by the page as it stands, by what other answers come to, by a text of the author that
shows one, by a limit that goes by one. So a log may hold its code, and not its body.
"""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from triage.base.exceptions import AnswerError, AnswerProblem
from triage.base.shapes import ProblemJSON, RefusalCode, RefusalJSON
from triage.base.wording import shortened
from triage.engine.page import AnswerConflict
from triage.web import guard

WHY: Mapping[RefusalCode, tuple[int, str]] = {
    "answered": (409, "This page was answered otherwise meanwhile."),
    "answers": (422, "Some answers are missing, or are not possible."),
    "busy": (503, "That did not work. Nothing was changed; try again in a moment."),
    "changed": (409, "What this page rests on has changed meanwhile."),
    "gone": (404, "There is no such interview, or it is another's."),
    "key_used": (409, "Another interview began with this idempotency key."),
    "lost": (404, "There is nothing at this address."),
    "malformed": (400, "What was sent cannot be read."),
    "method": (405, "This cannot be done at this address."),
    "no_match": (428, "Say by `If-Match` which page is answered: its `at`."),
    "no_page": (404, "The interview has no such page, or not yet."),
    "no_token": (401, "Send the token of the interview: `Authorization: Bearer …`."),
    "no_tree": (404, "There is no such tree here."),
    "not_json": (415, "Send JSON, as `Content-Type: application/json`."),
    "too_long": (413, "What was sent is too long."),
    "too_many": (
        429,
        "Too much is asked from here. Wait as `Retry-After` says.",
    ),
}
"""What is wrong: the status of the answer, and one sentence."""

SENT: Mapping[RefusalCode, str] = {
    "method": "Allow",
    "no_token": "WWW-Authenticate",
    "too_many": "Retry-After",
}
"""The header that goes with a refusal."""

OF_STATUS: Mapping[int, RefusalCode] = {404: "lost", 405: "method", 413: "too_long"}


class Refusal(Exception):
    """Refuse to do something.

    Args:
        code: Why.
        detail: What is wrong with this request; it repeats nothing of it.
        headers: What is said by headers.
        more: What else is said, such as the page as it is now.
    """

    def __init__(
        self,
        code: RefusalCode,
        detail: str = "",
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(code)
        self.code, self.detail, self.more = code, detail, more
        self.headers = headers or {}


def refusal(error: Exception) -> Refusal:
    """Return an error as it is told to a program.

    >>> refusal(ValueError()).code
    'busy'
    """
    match error:
        case Refusal():
            return error
        case AnswerError():
            problems = [said(problem) for problem in error.problems]
            found = Refusal("answers", problems=problems)
            if error.decision:
                found.more["decision"] = error.decision.to_dict()
            return found
        case AnswerConflict():
            page = error.page and error.page.to_dict()
            code: RefusalCode = "answered" if error.code == "answered" else "changed"
            return Refusal(code, page=page)
    return Refusal("busy")


def said(problem: AnswerProblem) -> ProblemJSON:
    """Return what is wrong; of a name that is no question here, only its beginning."""
    found = problem.to_dict()
    if problem.code in ("not_asked", "unknown_question"):
        found["questions"] = [*map(shortened, problem.questions)]
    return found


def told(request: Request, found: Refusal) -> Response:
    """Return what is sent of a refusal."""
    status, title = WHY[found.code]
    page = f"{guard.root(request)}/openapi.json"
    body: RefusalJSON = {
        "type": f"{page}#/components/responses/{found.code}",
        "title": title,
        "status": status,
        "code": found.code,
        **found.more,  # type: ignore[typeddict-item]
    }
    if found.detail:
        body["detail"] = found.detail
    text = json.dumps(body, ensure_ascii=False)
    headers = {**guard.HEADERS, **found.headers}
    return Response(text, status, headers, "application/problem+json")
