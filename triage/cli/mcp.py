"""`triage mcp`: interviews that a language model passes on."""

import click
from click.core import ParameterSource

from triage.base.exceptions import needing
from triage.cli.options import language_option, place_option
from triage.cli.serving import (
    database_option,
    host_option,
    named,
    opened,
    port_option,
    serve,
    store_option,
)


@click.command("mcp")
@click.argument("trees", nargs=-1, required=True, metavar="TREE...")
@place_option
@language_option
@store_option
@database_option
@click.option(
    "--pages",
    default="",
    metavar="URL",
    help="Where `triage serve` shows these trees from the same --store, so that people "
    "can answer there, unseen by a model.",
)
@click.option(
    "--forms",
    is_flag=True,
    help="Ask by forms of the client also where its protocol, before that of 2026, "
    "keeps sensitive answers out of them.",
)
@click.option("--http", is_flag=True, help="Listen at /mcp, not at the standard input.")
@click.option(
    "--name",
    "hosts",
    multiple=True,
    metavar="HOST",
    help="With --http: a name under which it is reached, such as care.example.",
)
@host_option
@port_option
def command(  # noqa: PLR0913  each is an option
    *,
    trees: tuple[str, ...],
    place: str,
    language: str,
    store: str,
    database: str,
    pages: str,
    forms: bool,
    http: bool,
    hosts: tuple[str, ...],
    host: str,
    port: int,
) -> None:
    """Let a language model pass interviews on.

    By the Model Context Protocol: a client starts this command, and speaks to it by the
    standard input and output; with --http, many reach one. The model relays what is
    asked, and what people reply. The tree decides, and the model never does. What is to
    be done before people use it, the page on language models says in the docs.
    """
    for option in () if http else ("hosts", "host", "port"):
        if named(option) != ParameterSource.DEFAULT:
            raise click.UsageError("--name, --host and --port are for --http alone.")
    with needing("mcp", "the protocol needs its SDK"):
        from triage import relay  # noqa: PLC0415  an extra

        kept = opened(store, database)
        told = {"place": place, "language": language}
        made = relay.server(trees, **told, store=kept, pages=pages, forms=forms)
        if http:
            serve(relay.app(made, hosts=hosts), host, port, "/mcp")
        else:
            relay.run(made)
