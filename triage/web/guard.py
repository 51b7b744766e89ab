"""Guard: whose interview it is, whether a form came from our own pages, what is sent.

The path of a page holds the public id of an interview, and a cookie the secret of the
browser: neither alone opens anything.
"""

import hashlib
import re
import secrets
from collections.abc import Collection
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "triage"
YEARS = 400 * 24 * 60 * 60
"""How many seconds a browser keeps a cookie at most."""
SECRET = re.compile(r"[\w-]{43}", re.ASCII)

LEAST = 32
"""How many characters a secret has at least, of those that seal."""

LIMIT = 200_000
"""How many bytes may be sent to us at once."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with `no-referrer` our own forms had no origin
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""What goes with every page: it is kept nowhere, and runs and loads nothing foreign."""


def new_id() -> str:
    """Return an id of an interview that nobody can guess."""
    return secrets.token_urlsafe(12)


def new_secret() -> str:
    """Return a secret of 256 bits."""
    return secrets.token_urlsafe(32)


def secret_of(request: Request) -> str:
    """Return the secret of a browser, or a new one for it."""
    secret = request.cookies.get(cookie(request), "")
    return secret if SECRET.fullmatch(secret) else new_secret()


def digest(secret: str) -> str:
    """Return what a store may know of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_owner(request: Request, owner: str) -> bool:
    """Whether a browser has the secret of an interview."""
    secret = request.cookies.get(cookie(request), "")
    return same(digest(secret), owner)


def same(one: str, other: str) -> bool:
    """Whether two digests are one, in a time that tells nothing of them."""
    return secrets.compare_digest(one, other)


async def received(request: Request) -> bytes:
    """Return what was sent.

    Raises:
        HTTPException: It is too long.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LIMIT:
            raise HTTPException(413)
    return bytes(body)


def is_own_form(request: Request, origins: Collection[str], *, https: bool) -> bool:
    """Whether a form was sent from our own pages, as the browser says.

    What says nothing of itself is an old browser, or no browser: a page elsewhere
    cannot make it send the cookie, which is ``SameSite``.

    Args:
        request: What was sent.
        origins: Addresses under which people see these pages, besides that to which
            the request was sent: behind a proxy it can be another.
        https: Whether a proxy speaks TLS.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    sender = request.headers.get("origin")
    return sender is None or sender in {origin(request, https=https), *origins}


def give(
    response: Response, request: Request, secret: str, seconds: float, *, https: bool
) -> None:
    """Let a browser keep its secret, for the pages of this app alone.

    Args:
        response: What is sent.
        request: What it answers.
        secret: The secret.
        seconds: How long it is kept.
        https: Whether a proxy speaks TLS.
    """
    response.set_cookie(
        cookie(request),
        secret,
        max_age=int(min(seconds, YEARS)),
        path=root(request) or "/",
        secure=https or request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def cookie(request: Request) -> str:
    """Return the name of the cookie, which another mount of a site has not."""
    path = root(request)
    return f"{COOKIE}-{digest(path)[:8]}" if path else COOKIE


def origin(request: Request, *, https: bool) -> str:
    """Return the address under which a site is seen, as far as a request tells."""
    scheme = "https" if https else request.url.scheme
    return f"{scheme}://{request.url.netloc}"


def root(request: Request) -> str:
    """Return the path under which the app is mounted, as an address writes it."""
    return quote(str(request.scope.get("root_path", "")).rstrip("/"), safe="/")
