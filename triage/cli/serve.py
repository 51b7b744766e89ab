"""`triage serve`: interviews as pages in a browser."""

from pathlib import Path
from typing import Any

import click

from triage.base.files import FileError, failed
from triage.cli.options import Own, file_option, own_options, place_option
from triage.cli.serving import (
    database_option,
    host_option,
    needing,
    opened,
    port_option,
    serve as listen,
    store_option,
)
from triage.cli.trees import opened as loaded
from triage.model.tree import Tree


@click.command("serve")
@click.argument("trees", nargs=-1, required=True, metavar="TREE...")
@place_option
@own_options
@store_option
@database_option
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="URL",
    help="Where people see it, such as https://care.example, if behind a proxy.",
)
@click.option("--https", is_flag=True, help="A proxy before it speaks TLS.")
@file_option(
    "--secrets",
    help="Let clients keep interviews themselves, in JSON, sealed by the first secret "
    "of FILE, which has one a line; the others open what they have sealed.",
)
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
    *,
    trees: tuple[str, ...],
    own: Own,
    store: str,
    database: str,
    secrets: str,
    host: str,
    port: int,
    **seen: Any,
) -> None:
    """Lead people through interviews in a browser.

    Each TREE has a page by its id. Nobody but this machine reaches it unless --host
    says so; what is to be done before people use it, the page on the web says in the
    docs. Ctrl-C ends it.
    """
    with needing("web", "pages need a web server"):
        from triage.web import app  # noqa: PLC0415  an extra

        kept, words = opened(store, database), words_in(secrets)
        found = worded(trees, seen["place"], own)
        listen(app(found, store=kept, secrets=words, **seen), host, port)


def worded(
    trees: tuple[str, ...], place: str, own: Own
) -> tuple[str, ...] | tuple[Tree, ...]:
    """Return trees in the words of whoever serves them.

    Raises:
        UsageError: Texts are those of one tree, and several are named.
    """
    if not any(own.values()):
        return trees
    if len(trees) > 1 and (own["texts"] or own["disclaimer"]):
        message = "--texts and --disclaimer are of one tree: serve each by itself."
        raise click.UsageError(message)
    return tuple(loaded(name, place=place, **own) for name in trees)


def words_in(file: str) -> list[str]:
    """Return the secrets of a file, one a line; none where none is named.

    Raises:
        FileError: It cannot be read, or has none, or a line with several.
    """
    if not file:
        return []
    from triage.web.guard import LEAST  # noqa: PLC0415  an extra

    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise failed(file, "read", error) from None
    words = {n: line.strip() for n, line in enumerate(lines, 1) if line.strip()}
    for number, word in words.items():
        if len(word.split()) > 1:
            message = "write one secret a line, without spaces"
            raise FileError(f"{file}:{number}: {message}")
        if len(word) < LEAST:
            message = f"a secret needs {LEAST} characters or more"
            raise FileError(f"{file}:{number}: {message}")
    if not words:
        raise FileError(f"{file}: has no secret: write one a line")
    return [*words.values()]
