"""`triage serve`: interviews as pages in a browser."""

from pathlib import Path
from typing import Any

import click

from triage.base.exceptions import needing
from triage.base.files import FileError, failed
from triage.cli.options import Told, file_option, told_options
from triage.cli.serving import (
    database_option,
    host_option,
    opened as kept_in,
    port_option,
    serve as listen,
    store_option,
)
from triage.cli.trees import note_no_number, opened
from triage.model.tree import Tree


@click.command("serve")
@click.argument("trees", nargs=-1, required=True, metavar="TREE...")
@told_options
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
    told: Told,
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

        kept, words = kept_in(store, database), words_in(secrets)
        found = worded(trees, told)
        for one in found:
            note_no_number(one)
        listen(app(found, store=kept, secrets=words, **seen), host, port)


def worded(trees: tuple[str, ...], told: Told) -> tuple[Tree, ...]:
    """Return trees as who serves them wants them told: where, in which words.

    Raises:
        UsageError: Texts are those of one tree, and several are named.
    """
    if len(trees) > 1 and (told["texts"] or told["disclaimer"]):
        message = "--texts and --disclaimer are of one tree: serve each by itself."
        raise click.UsageError(message)
    return tuple(opened(name, **told) for name in trees)


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
