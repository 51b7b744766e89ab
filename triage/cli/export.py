"""`triage export`: an interview as one page that needs no server."""

from pathlib import Path

import click

from triage.base.exceptions import needing
from triage.base.files import FileError, Sort, write
from triage.cli.options import Told, output_option, told_options
from triage.cli.output import note
from triage.cli.trees import note_no_number, opened
from triage.model.tree import Tree

PAGE = Sort.of("page of HTML", rb"(?i)\A\s*<!doctype html")
CONTENT = Sort.of("content of an element", rb'\A\{"format":"triage-component/')
MODULE = Sort.of("module of the element", rb"\Aconst STYLE = ")

SCRIPT = "triage-interview.js"


@click.command("export")
@click.argument("tree")
@output_option(help="Write the page to FILE, over a page at most.")
@click.option(
    "--component",
    is_flag=True,
    help="Write an element for pages of your own into a folder, which -o names.",
)
@told_options
def command(*, tree: str, output: str, component: bool, told: Told) -> None:
    """Write an interview as one page that needs no server.

    A browser opens it from a disk, without a network: it asks for nothing from
    anywhere, and what is answered stays in its window. Without -o, it is printed. With
    --component it is an element of any page: the module triage-interview.js, and the
    tree as JSON, with the place in the name of its file.
    """
    if component and not output:
        raise click.UsageError("--component writes two files: name a folder with -o.")
    with needing("web", "pages need templates"):
        from triage.web import export  # noqa: PLC0415  an extra

        loaded = opened(tree, **told)
        note_no_number(loaded)
        if component:
            write_component(loaded, Path(output))
            return
        text = export(loaded)
    if output:
        write(output, text.encode(), PAGE)
        note(f"{output} is written")
    else:
        click.echo(text, nl=False)


def write_component(tree: Tree, folder: Path) -> None:
    """Write the module of the element, and what it is filled with for a tree.

    Raises:
        FileError: There is no such folder, or something else stands in it.
    """
    from triage.web import component, component_script  # noqa: PLC0415  an extra

    if not folder.is_dir():
        raise FileError(f"{folder}: there is no such folder: make it first")
    language = tree.language if tree.translation else ""
    name = ".".join(filter(None, (tree.id, language, tree.place, "json")))
    for file, text, sort in (
        (name, component(tree), CONTENT),
        (SCRIPT, component_script(), MODULE),
    ):
        write(str(folder / file), text.encode(), sort)
        note(f"{folder / file} is written")
