"""Call: one request of a program, its JSON read with care, and whose it is."""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import attrs
from starlette.requests import Request
from starlette.responses import Response

from triage.base.immutable import immutable
from triage.web import guard
from triage.web.refusal import Refusal
from triage.web.store import NOTHING, Row

KEY = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    re.IGNORECASE,
)
"""A key of which nobody can guess another's: a UUID that was made by chance."""

Body = Mapping[str, object]


@immutable
class Call:
    """Hold one request, and the interview that it is about.

    Args:
        request: What was sent.
        body: What its JSON says.
        name: The id of the interview; empty where it is about none.
        row: What is kept of it.
    """

    request: Request
    body: Body = attrs.field(factory=dict, repr=False)
    name: str = ""
    row: Row = NOTHING

    @property
    def root(self) -> str:
        """The address of the API."""
        return guard.root(self.request)

    @property
    def token(self) -> str:
        """The token that opens an interview.

        Raises:
            Refusal: There is none.
        """
        scheme, _, token = self.request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Refusal("no_token", headers={"WWW-Authenticate": "Bearer"})
        return token.strip()

    @property
    def at(self) -> str:
        """Which page is answered.

        Raises:
            Refusal: Nothing says so, or more than one thing.
        """
        tags = ",".join(self.request.headers.getlist("if-match"))
        tag = tags.removeprefix("W/").strip('" ')
        if not tag:
            raise Refusal("no_match")
        if tag == "*" or "," in tag:
            said = "`If-Match` must be one `at`, neither `*` nor a list."
            raise Refusal("malformed", said)
        return tag

    @property
    def key(self) -> str:
        """What tells a request that is sent again; empty for nothing.

        Raises:
            Refusal: Others may guess it.
        """
        key = self.request.headers.get("idempotency-key", "").strip('" ')
        if key and KEY.fullmatch(key) is None:
            raise Refusal("malformed", "`Idempotency-Key` must be a random UUID.")
        return key.lower()

    def only(self, *names: str) -> None:
        """Refuse a body that says anything else.

        Raises:
            Refusal: It does.
        """
        if self.body.keys() - {*names}:
            raise Refusal("malformed", f"The body holds only: {listed(names)}.")

    def text(self, name: str) -> str:
        """Return a text of the body.

        Raises:
            Refusal: There is none.
        """
        value = self.body.get(name)
        if not isinstance(value, str):
            raise Refusal("malformed", f"`{name}` must be there, and be a text.")
        return value

    def number(self, name: str) -> int:
        """Return a whole number of the body.

        Raises:
            Refusal: There is none.
        """
        value = self.body.get(name)
        if type(value) is not int:
            raise Refusal("malformed", f"`{name}` must be there, as a whole number.")
        return value

    def answers(self, name: str) -> dict[str, object]:
        """Return answers of the body, by the ids of questions; none where it has none.

        Raises:
            Refusal: They are something else.
        """
        value = self.body.get(name, {})
        if not isinstance(value, dict):
            raise Refusal("malformed", f"`{name}` must be an object.")
        return value


def listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


async def body_of(request: Request) -> Body:
    """Return the JSON of a request.

    Raises:
        Refusal: It is no object of JSON.
        HTTPException: It is too long.
    """
    text = await guard.received(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refusal("not_json")
    found = parsed(text)
    if not isinstance(found, dict):
        raise Refusal("malformed", "The body must be an object.")
    return found


def parsed(text: bytes) -> object:
    """Return what JSON says, numbers with all their digits.

    Raises:
        Refusal: It is no JSON, or says something twice.

    >>> parsed(b'{"temperature": 38.30}')
    {'temperature': Decimal('38.30')}
    """
    try:
        found: object = json.loads(
            text.decode(),
            parse_float=Decimal,
            parse_constant=refused,
            object_pairs_hook=once,
        )
        if b"\\u" in text:  # half a letter can be written so, and kept by nobody
            json.dumps(found, ensure_ascii=False, default=str).encode()
    except (ValueError, ArithmeticError, RecursionError):
        raise Refusal("malformed", "The body is no JSON.") from None
    return found


def refused(_name: str) -> object:
    """Refuse what is no number of JSON.

    Raises:
        ValueError: It is none.
    """
    raise ValueError


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of which each key stands once.

    Raises:
        Refusal: One stands twice: nobody knows which counts.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refusal("malformed", "A key of an object stands twice.")
    return found


def sent(
    value: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return JSON to be sent."""
    text = json.dumps(value, ensure_ascii=False)
    return Response(
        text, status, {**guard.HEADERS, **(headers or {})}, "application/json"
    )
