"""`triage run`: the interview in a terminal."""

import shlex
import sys

import click

from triage.base.wording import printable
from triage.cli.options import file_option, place_option, retired_option, stdin
from triage.cli.output import columns, leave, note_missing
from triage.cli.trees import opened
from triage.engine.resume import resume
from triage.terminal.interview import Talk, interview
from triage.terminal.storage import Keeper, claim, read_record


@click.command("run")
@click.argument("tree")
@place_option
@retired_option
@file_option("--save", help="Keep the answers in FILE, one by one.")
@file_option(
    "--resume",
    "record",
    help="Continue the interview in FILE; it is kept there, unless --save names "
    "another file.",
)
def command(
    *, tree: str, place: str, allow_retired: bool, save: str, record: str
) -> None:
    """Interview a person, one question at a time.

    Answers are numbers of a list. At any time you can type help, why, back, review,
    save or quit. The exit status is 0 after a result, 3 when answers are missing.
    """
    loaded = opened(tree, place=place)
    session = (
        resume(loaded, read_record(record), allow_retired=allow_retired)
        if record
        else loaded.start(allow_retired=allow_retired)
    )
    file = record if save in ("", record) else claim(save)
    words = ["triage", "run", tree, *(["--place", place] if place else [])]
    words += ["--allow-retired"] if allow_retired else []
    keeper = Keeper(file, lambda name: shlex.join([*words, "--resume", name]))
    keeper.keep(session)
    number = loaded.contacts["emergency_number"]
    decision = interview(session, talk(), keeper, number).decision
    note_missing(decision)
    leave(decision)


def talk() -> Talk:
    source = stdin()
    typed = source.isatty()
    encoding = getattr(sys.stdin, "encoding", None) or "utf-8"

    def line(prompt: str) -> str:
        click.echo(prompt, nl=False)
        try:
            data = source.readline()
        except OSError:  # the terminal was closed
            data = b""
        if not data:
            raise EOFError
        text = data.decode(encoding, "replace").strip().removeprefix("\ufeff")
        if not typed:
            click.echo(printable(text))
        return text

    return Talk(line, lambda text: click.echo(text, nl=False), columns(), typed)
