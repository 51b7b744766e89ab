"""`triage serve`: interviews as pages in a browser."""

from typing import Any

import click

from triage.cli.options import place_option
from triage.cli.serving import (
    host_option,
    needing,
    port_option,
    serve as listen,
    store_option,
)


@click.command("serve")
@click.argument("trees", nargs=-1, required=True, metavar="TREE...")
@place_option
@store_option
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
@host_option
@port_option
def command(
    *, trees: tuple[str, ...], store: str, host: str, port: int, **seen: Any
) -> None:
    """Lead people through interviews in a browser.

    Each TREE has a page by its id. Nobody but this machine reaches it unless --host
    says so; what is to be done before people use it, the page on the web says in the
    docs. Ctrl-C ends it.
    """
    with needing("web", "pages need a web server"):
        from triage.web import Files, Memory, app  # noqa: PLC0415  an extra

        kept = Files(store) if store else Memory()
        listen(app(trees, store=kept, **seen), host, port)
