"""Building: a site of some trees, as an app for any server that speaks ASGI."""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route

from triage.base.exceptions import MissingExtra, TriageError
from triage.base.speech import ENGLISH, Speech
from triage.base.wording import printable
from triage.linker.loader import load
from triage.model.tree import Tree
from triage.web.api import api, bare
from triage.web.pace import Pace
from triage.web.site import Site
from triage.web.store import Memory, Store
from triage.web.templating import environment

if TYPE_CHECKING:
    from triage.web.seal import Seal

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d+)?|https?://\[[0-9a-f:]+\](:\d+)?")
"""How a browser names where a page is from."""

TAKEN = ("api", "i", "r")
"""Ids of trees that no page can have, as other addresses begin so."""


def app(  # noqa: PLR0913  each is named, and few are needed
    trees: Iterable[Tree | str],
    *,
    store: Store | None = None,
    title: str = "",
    place: str = "",
    language: str = "",
    origins: Iterable[str] = (),
    https: bool = False,
    templates: str | Path = "",
    secrets: Iterable[str] = (),
    rate: int = 0,
) -> Starlette:
    """Return an app that leads people through interviews, and programs by JSON.

    It can be served by itself or mounted in another app, under any path. No page needs
    a script, holds what was answered in its address, or is kept by a browser. Under
    ``/api`` the same is done in JSON; ``/api/openapi.json`` says how.

    Args:
        trees: The trees, or their names or paths; each gets a page by its id.
        store: Where interviews are kept; by default in memory, until the process ends.
        title: What the site is called; by default as its only tree is.
        place: Country whose emergency numbers are shown by trees that are named.
        language: The language of trees that are named, such as ``es``, where it is not
            their own; it has to be whole.
        origins: The addresses under which people see it, such as
            ``https://care.example``, where a proxy changes the host; links that are
            kept begin with the first.
        https: Whether a proxy speaks TLS, so that cookies are for that alone.
        templates: A folder with pages of your own, each in place of one of ours.
        secrets: What seals interviews that only their clients keep, in JSON; the first
            seals, and the others open what they have sealed. None are offered without.
        rate: How many requests a minute one address may send to this process; 0 for
            any number.

    Raises:
        TriageError: A tree cannot be loaded, is retired, or has the id of another; an
            origin is none; there is no such folder of templates; a secret is short.

    >>> import triage.web
    >>> site = triage.web.app(["start"])
    >>> sorted({route.path for route in site.routes})[:3]
    ['/', '/api', '/i/{name}']
    """
    seen = (origins,) if isinstance(origins, str) else tuple(origins)
    known = by_id(trees, place, language)
    if taken := known.keys() & TAKEN:
        raise TriageError(f"no page can be called `{min(taken)}`: give it another id")
    if wrong := [x for x in seen if ORIGIN.fullmatch(x) is None]:
        message = f"`{printable(wrong[0])}` is no origin"
        raise TriageError(f"{message}: write one such as `https://care.example`")
    kept = Memory() if store is None else store
    site = Site(
        known,
        kept,
        title or titled(known.values()),
        seen,
        https,
        environments(known.values(), templates),
        Pace(rate),
        seal_of(secrets, kept.seconds),
    )
    made = Starlette(
        routes=[Mount("/api", api(site)), Route("/api", bare), *site.routes()],
        exception_handlers={HTTPException: site.lost, Exception: site.lost},
    )
    made.router.redirect_slashes = False
    return made


def environments(
    trees: Iterable[Tree], templates: str | Path
) -> Mapping[Speech, Environment]:
    """Return where templates are found, for each language that is spoken."""
    speeches = {ENGLISH, *(tree.speech for tree in trees)}
    return {one: environment(templates, speech=one) for one in speeches}


def by_id(
    trees: Iterable[Tree | str], place: str, language: str = ""
) -> dict[str, Tree]:
    """Return trees that can be asked of people, by their ids.

    Args:
        trees: The trees, or their names or paths.
        place: The country for those that are named.
        language: Their language.

    Raises:
        TriageError: One cannot be loaded, is retired, or has the id of another; there
            is none.
    """
    told = {"place": place, "language": language}
    loaded = [load(t, **told) if isinstance(t, str) else t for t in trees]
    for tree in loaded:
        tree.refuse_retired(allowed=False)
    known = {tree.id: tree for tree in loaded}
    if len(known) != len(loaded):
        raise TriageError("two trees have one id: give one of them another")
    if not known:
        raise TriageError("name a tree to serve")
    return known


def titled(trees: Collection[Tree]) -> str:
    if len(trees) == 1:
        return next(iter(trees)).title
    speeches = {tree.speech for tree in trees}
    return (speeches.pop() if len(speeches) == 1 else ENGLISH).say("Interviews")


def seal_of(secrets: Iterable[str], seconds: float) -> "Seal | None":
    words = (secrets,) if isinstance(secrets, str) else tuple(secrets)
    if not words:
        return None
    try:
        from triage.web.seal import Seal  # noqa: PLC0415  an extra
    except ModuleNotFoundError as error:
        message = f"tokens that clients keep need `{error.name}`, which is not here"
        raise MissingExtra(f'{message}: pip install "triage-trees[seal]"') from None
    return Seal.of(words, seconds)
