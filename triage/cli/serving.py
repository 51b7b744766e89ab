"""Serving: what commands share that listen for a browser, or for a program."""

import socket
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from triage.base.exceptions import needing
from triage.base.files import failed
from triage.base.pattern import pattern
from triage.cli.options import file_option
from triage.cli.output import note

if TYPE_CHECKING:
    from triage.web import Store

SETTINGS: dict[str, Any] = {
    "log_level": "warning",
    "server_header": False,
    "proxy_headers": False,
}
"""How it is served: whoever asks can write any address into a header."""

REDIS = pattern(r"rediss?://|unix://")
"""How addresses of Redis begin."""

store_option = file_option(
    "--store", help="Keep interviews in FILE, until they expire; else in memory."
)
database_option = click.option(
    "--database",
    default="",
    metavar="URL",
    envvar="TRIAGE_DATABASE",
    show_envvar=True,
    help="Keep them in a database, such as postgresql+psycopg://host/name, or in a "
    "server of Redis, such as redis://host.",
)


def an_address(_context: object, _option: object, text: str) -> str:
    """Return an address to listen at; an empty one would be every one there is."""
    if not text.strip():
        raise click.BadParameter("name an address, such as 127.0.0.1.")
    return text


host_option = click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    callback=an_address,
    help="The address.",
)
port_option = click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="The port; 0 for one that is free.",
)


def named(option: str) -> ParameterSource | None:
    """Return where an option of the command that runs was named."""
    return click.get_current_context().get_parameter_source(option)


def opened(store: str, database: str) -> "Store | None":
    """Return where interviews are kept; None for memory.

    A file that is named goes before a database of the environment.

    Raises:
        UsageError: Two places are named.
        TriageError: It cannot be opened.
    """
    if store and named("database") == ParameterSource.ENVIRONMENT:
        database = ""
    if store and database:
        raise click.UsageError("name --store or --database, and not both.")
    if REDIS.match(database):
        with needing("redis", "a server of Redis needs its client"):
            from triage.web import Redis  # noqa: PLC0415  an extra

            return Redis(database)
    if database:
        with needing("database", "a database needs SQLAlchemy"):
            from triage.web import Database  # noqa: PLC0415  an extra

            return Database(database)
    from triage.web import Files  # noqa: PLC0415  an extra

    return Files(store) if store else None


def serve(app: Any, host: str, port: int, path: str = "/") -> None:
    """Serve an app until it is stopped, and say where.

    Args:
        app: The app.
        host: The address.
        port: The port; 0 for one that is free.
        path: Where it begins.

    Raises:
        FileError: Nothing can listen there.
    """
    import uvicorn  # noqa: PLC0415  an extra

    with listening(host, port) as ear:
        note(f"serving http://{host}:{ear.getsockname()[1]}{path}: Ctrl-C ends it")
        uvicorn.Server(uvicorn.Config(app, **SETTINGS)).run(sockets=[ear])


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        FileError: Nothing can listen there, such as where something else does.
    """
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise failed(f"{host}:{port}", "served", error) from None
