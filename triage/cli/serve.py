"""`triage serve`: interviews as pages in a browser."""

import socket
from typing import Any

import click

from triage.base.exceptions import MissingExtra
from triage.base.files import failed
from triage.cli.options import file_option, place_option
from triage.cli.output import note

SETTINGS: dict[str, Any] = {
    "log_level": "warning",
    "server_header": False,
    "proxy_headers": False,
}
"""How it is served: whoever asks can write any address into a header."""


@click.command("serve")
@click.argument("trees", nargs=-1, required=True, metavar="TREE...")
@place_option
@file_option(
    "--store", help="Keep interviews in FILE, until they expire; else in memory."
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="URL",
    help="Where people see it, such as https://care.example, if behind a proxy.",
)
@click.option("--https", is_flag=True, help="A proxy before it speaks TLS.")
@click.option(
    "--rate",
    default=0,
    metavar="N",
    type=click.IntRange(0),
    help="Take at most N requests a minute from one address; 0 for any number.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="The port; 0 for one that is free.",
)
def command(
    *, trees: tuple[str, ...], store: str, host: str, port: int, **seen: Any
) -> None:
    """Lead people through interviews in a browser.

    Each TREE has a page by its id. Nobody but this machine reaches it unless --host
    says so; what is to be done before people use it, the page on the web says in the
    docs. Ctrl-C ends it.
    """
    try:
        import uvicorn  # noqa: PLC0415  an extra, as the next

        from triage.web import Files, Memory, app  # noqa: PLC0415

        kept = Files(store) if store else Memory()
        site = app(trees, store=kept, **seen)
    except ModuleNotFoundError as error:
        message = f"pages need a web server, and `{error.name}` is not here"
        raise MissingExtra(f'{message}: pip install "triage-trees[web]"') from None
    with listening(host, port) as ear:
        note(f"serving http://{host}:{ear.getsockname()[1]}/: Ctrl-C ends it")
        uvicorn.Server(uvicorn.Config(site, **SETTINGS)).run(sockets=[ear])


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        FileError: Nothing can listen there, such as where something else does.
    """
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise failed(f"{host}:{port}", "served", error) from None
