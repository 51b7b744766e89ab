"""`triage new`: a tree to begin with, its cases, and what an editor needs."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from triage.base.wording import printable
from triage.cases.casefile import schema_text as cases_schema_text
from triage.cases.loader import SUFFIX
from triage.cases.writer import DraftCase, file_text
from triage.cli.options import stdin
from triage.cli.output import note
from triage.linker.loader import loads
from triage.terminal.storage import claim, create
from triage.treefile.dump import scalar
from triage.treefile.json_schema import schema_text

TABLES = ("contacts", "sources")
"""What stands beside trees in files of these names."""

EDITOR = "# yaml-language-server: $schema={}\n"

SCHEMAS = {"tree.schema.json": schema_text, "cases.schema.json": cases_schema_text}
"""The files by which an editor knows the formats."""

TREE = """\
triage: 1
id: {id}
version: 0.1.0
title: {title}
status: draft

sources:
  ours:
    title: Agreed among the authors
    status: policy

questions:
  first:
    text: {question}
    type: yes_no

recommendations:
  to_do:
    title: {to_do}
    cites: ours
  nothing:
    title: {nothing}
    cites: ours

start: begin

steps:
  begin:
    ask: first
    answers:
      yes: to_do
      no: nothing
"""

STORIES = {"yes": "Somebody answers yes.", "no": "Somebody answers no."}


@click.command("new")
@click.argument("id_", metavar="ID")
@click.option("--title", default="", help="The title of the tree.")
@click.option("--question", default="", help="What is asked first, yes or no.")
@click.option("--yes", "to_do", default="", help="What to do after a yes.")
@click.option(
    "--no",
    "nothing",
    default="Nothing needs to be done",
    show_default=True,
    help="What to do after a no.",
)
def command(*, id_: str, title: str, question: str, to_do: str, nothing: str) -> None:
    """Write a small tree to begin with, and its cases.

    Asks for a title, a first question, and what to do after a yes, unless options say
    so. Writes ID.yaml and ID.cases.yaml here, which pass `triage check` and `triage
    test`, and the schemas by which an editor completes keys. No file is replaced.
    """
    if id_ in TABLES:
        raise click.UsageError(f"`{id_}.yaml` is no tree beside trees: choose another.")
    given = {
        "title": title or asked("What is the tree called?", "--title"),
        "question": question or asked("What is asked first, yes or no?", "--question"),
        "to_do": to_do or asked("What should be done after a yes?", "--yes"),
        "nothing": nothing,
    }
    files = texts(id_, given)
    for name in files:
        claim(name)
    new = {name: make() for name, make in SCHEMAS.items() if not Path(name).exists()}
    for name, text in (files | new).items():
        create(name, text)
    tree, cases = files
    note(f"{tree} and {cases} are written; `triage run {tree}` tries the tree")


def asked(words: str, option: str) -> str:
    """Return what a person types, a line that says something."""
    source = stdin()
    encoding = getattr(sys.stdin, "encoding", None) or "utf-8"
    click.echo(f"{words} ", nl=False, err=True)
    while line := source.readline():
        if text := line.decode(encoding, "replace").strip().removeprefix("\ufeff"):
            return text
    raise click.UsageError(f"Nothing was answered: give {option}.")


def texts(name: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the text of a tree and of its cases, by the names of their files.

    Raises:
        InvalidTree: Something given cannot stand in a tree.
    """
    file = f"{name}.yaml"
    body = TREE.format(id=name, **{key: written(text) for key, text in given.items()})
    text = EDITOR.format("tree.schema.json") + body
    tree = loads(text, name=printable(file))
    drafts = (
        DraftCase(answer, says, {"first": answer}, tree.decide({"first": answer}))
        for answer, says in STORIES.items()
    )
    cases = EDITOR.format("cases.schema.json") + file_text(tree, {}, drafts)
    return {file: text, f"{name}{SUFFIX}": cases}


def written(text: str) -> str:
    """Return a text as it stands behind a key, in as many lines as it takes."""
    try:
        head, below = scalar(" ".join(text.split()), prose=True)
    except ValueError as error:
        raise click.UsageError(f"{error}.".capitalize()) from None
    return "\n".join([head, *(f"      {line}" for line in below)])
