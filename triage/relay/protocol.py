"""Protocol: the tools for language models, as the Model Context Protocol has them.

The one module that knows its SDK. What a person fills in comes back in one of two ways:
a client of the protocol of 2026 calls once more, with it; one before that is asked
while its call waits.
"""

import asyncio
import json
import re
from collections.abc import Iterable
from typing import cast

from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ElicitRequest,
    ElicitRequestFormParams,
    ElicitRequestURLParams,
    ElicitResult,
    InputRequiredResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from starlette.applications import Starlette

from triage import __version__
from triage.base.exceptions import TriageError
from triage.base.wording import printable
from triage.model.tree import Tree
from triage.relay.acts import Client, Link, Reply
from triage.relay.forms import Form
from triage.relay.relay import Relay
from triage.relay.telling import Json
from triage.relay.tools import PURPOSE, TOOLS, called
from triage.web import Memory, Store, guard
from triage.web.building import ORIGIN, by_id

Context = ServerRequestContext[dict[str, object]]
Answer = CallToolResult | InputRequiredResult

SITE = re.compile(rf"(?:{ORIGIN.pattern})(?:/[\w.~-]+)*/?", re.ASCII)
"""Where pages are: an origin, and the path below which they are mounted."""

NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:]+\]")
"""The name of a host, without a port; a header in other letters is not it."""

PERSON = "person"
"""Under which name something is put to the person."""


def server(
    trees: Iterable[Tree | str],
    *,
    store: Store | None = None,
    place: str = "",
    language: str = "",
    pages: str = "",
    forms: bool = False,
) -> Server[dict[str, object]]:
    """Return a server by which a language model passes an interview on.

    It is an ``mcp.server.lowlevel.Server``, for any transport of the SDK.

    Args:
        trees: The trees, or their names or paths.
        store: Where interviews are kept; by default in memory, until the process ends.
        place: Country whose emergency numbers are shown by trees that are named.
        language: The language of trees that are named, such as ``es``, where it is not
            their own; it has to be whole.
        pages: The address of a site of ``triage.web.app`` with the same trees and
            store, so that people can answer there; empty for none.
        forms: Whether clients show forms also where their protocol, before that of
            2026, keeps sensitive answers out of them.

    Raises:
        TriageError: A tree cannot be loaded, is retired, or has the id of another;
            pages have no address, or no store.

    >>> import triage.relay
    >>> triage.relay.server(["start"]).name
    'triage'
    """
    if pages and store is None:
        raise TriageError("pages show what is in a store: name that, too")
    if pages and not SITE.fullmatch(pages):
        message = f"`{printable(pages)}` is no address"
        raise TriageError(f"{message}: write one such as `https://care.example`")
    kept = Memory() if store is None else store
    relay = Relay(by_id(trees, place, language), kept, pages.rstrip("/"))

    async def call(ctx: Context, params: CallToolRequestParams) -> Answer:
        return await answer(relay, ctx, params, forms=forms)

    return Server(
        "triage",
        version=__version__,
        title="Interviews that a decision tree decides",
        instructions=PURPOSE,
        on_list_tools=listed_tools,
        on_call_tool=call,
    )


async def listed_tools(
    _ctx: Context, _params: PaginatedRequestParams | None
) -> ListToolsResult:
    """Return what the tools are."""
    return ListToolsResult(
        tools=[
            Tool(
                name=tool.name,
                description=tool.text,
                input_schema=tool.schema,
                annotations=ToolAnnotations(
                    read_only_hint=tool.looks,
                    destructive_hint=tool.name == "delete",
                    open_world_hint=False,
                ),
            )
            for tool in TOOLS.values()
        ]
    )


async def answer(
    relay: Relay, ctx: Context, params: CallToolRequestParams, *, forms: bool
) -> Answer:
    """Return what comes of a call, after what is put to the person, if anything."""
    client, given = able(ctx, forms=forms), params.arguments or {}
    sent = (params.input_responses or {}).get(PERSON)
    reply = replied(sent) if isinstance(sent, ElicitResult) else None

    async def work(reply: Reply | None) -> Json | Form | Link:
        return await asyncio.to_thread(called, relay, params.name, given, client, reply)

    found = await work(reply)
    if isinstance(found, dict):
        return result(found)
    if ctx.protocol_version in MODERN_PROTOCOL_VERSIONS:
        return InputRequiredResult(input_requests={PERSON: request(found)})
    told = await work(await put(ctx, found))
    return result(cast("Json", told))  # after a reply, nothing is put once more


def able(ctx: Context, *, forms: bool) -> Client:
    """Return what a client can put to the person."""
    said = ctx.session.client_capabilities
    can = said.elicitation if said else None
    if can is None:
        return Client()
    may = forms or ctx.protocol_version in MODERN_PROTOCOL_VERSIONS
    shows = can.form is not None or can.url is None  # as it was said before 2025-11-25
    return Client(forms=may and shows, links=can.url is not None)


def request(found: Form | Link) -> ElicitRequest:
    """Return what a client is asked to put to the person."""
    if isinstance(found, Form):
        params = ElicitRequestFormParams(
            message=found.message, requested_schema=found.schema
        )
        return ElicitRequest(params=params)
    return ElicitRequest(
        params=ElicitRequestURLParams(
            message=found.message, url=found.address, elicitation_id=guard.new_id()
        )
    )


async def put(ctx: Context, found: Form | Link) -> Reply:
    """Put something to the person while a call waits; nothing done is nothing said."""
    session, wait = ctx.session, ctx.request_id
    try:
        if isinstance(found, Form):
            return replied(await session.elicit_form(found.message, found.schema, wait))
        name = guard.new_id()
        return replied(
            await session.elicit_url(found.message, found.address, name, wait)
        )
    except MCPError:
        return Reply(accepted=False)


def replied(sent: ElicitResult) -> Reply:
    return Reply(sent.action == "accept", sent.content or {})


def result(told: Json) -> CallToolResult:
    """Return what a model reads: the most urgent by itself, and then all."""
    texts = [told["urgent"]] if "urgent" in told else []
    texts.append(json.dumps(told, ensure_ascii=False))
    return CallToolResult(
        content=[TextContent(text=text) for text in texts],
        structured_content=told,
        is_error="refused" in told and "urgent" not in told,
    )


# Transports


def run(made: Server[dict[str, object]]) -> None:
    """Serve one client that has started this process, until it goes.

    It speaks by the standard input and output.

    Args:
        made: What ``server`` returned.
    """

    async def serve() -> None:
        async with stdio_server() as (read, write):
            await made.run(read, write, made.create_initialization_options())

    asyncio.run(serve())


def app(made: Server[dict[str, object]], *, hosts: Iterable[str] = ()) -> Starlette:
    """Return an app that serves clients over HTTP at ``/mcp``.

    Args:
        made: What ``server`` returned.
        hosts: Under which names it is reached, such as ``care.example``; by default
            this machine alone.

    Raises:
        TriageError: A name is none, such as an address.

    >>> import triage.relay
    >>> served = triage.relay.app(triage.relay.server(["start"]))
    >>> [route.path for route in served.routes]
    ['/mcp']
    """
    here = ["127.0.0.1:*", "localhost:*", "[::1]:*"]
    known = [host.lower() for host in hosts]
    if wrong := [host for host in known if not NAME.fullmatch(host)]:
        message = f"`{printable(wrong[0])}` is no name of a host"
        raise TriageError(f"{message}: write one such as `care.example`")
    names = [name for host in known for name in (host, f"{host}:*")]
    security = TransportSecuritySettings(
        allowed_hosts=[*here, *names],
        allowed_origins=[
            *(f"http://{name}" for name in here),
            *(f"https://{name}" for name in names),
        ],
    )
    return made.streamable_http_app(
        transport_security=security,
        max_request_body_size=guard.LIMIT,
    )
