"""`triage run`: the interview in a terminal."""

import shlex
import sys
from collections.abc import Iterable, Iterator
from datetime import date

import click

from triage.base.exceptions import AnswerError, TriageError
from triage.base.limits import LIMITS
from triage.base.wording import listed, printable
from triage.cli.options import (
    Terms,
    Told,
    file_option,
    stdin,
    term_options,
    told_options,
)
from triage.cli.output import columns, leave, note
from triage.cli.refusals import (
    RefusedInWords,
    record_refused_in_words,
    refused_in_words,
)
from triage.cli.trees import opened
from triage.engine.changes import TreeChanged
from triage.engine.migrate import migrate
from triage.engine.resume import resume
from triage.engine.session import Session
from triage.model.tree import TODAY, Tree
from triage.terminal.interview import interview
from triage.terminal.storage import Keeper, claim, read_record
from triage.terminal.talk import Talk


@click.command("run")
@click.argument("tree")
@told_options
@term_options
@file_option("--save", help="Keep the answers in FILE, one by one.")
@file_option(
    "--resume",
    "record",
    help="Continue the interview in FILE; it is kept there, unless --save names "
    "another file.",
)
@click.option(
    "--accept-changes",
    "accept",
    is_flag=True,
    help="Continue although the tree has changed; what no longer means the same is "
    "asked again.",
)
def command(
    *,
    tree: str,
    told: Told,
    terms: Terms,
    save: str,
    record: str,
    accept: bool,
) -> None:
    """Interview a person, one question at a time.

    Answers are numbers of a list. At any time you can type help, why, back, review,
    save or quit. An interview that is continued keeps the day on which it began, unless
    --today names another. The exit status is 0 after a result, 3 when answers are
    missing.
    """
    loaded = opened(tree, **told)
    allow_retired = terms["allow_retired"]
    if record:
        session = resumed(loaded, record, allow_retired=allow_retired, accept=accept)
        with refused_in_words(loaded):
            session = on(session, terms["today"], record, accept=accept)
    else:
        with refused_in_words(loaded):
            session = loaded.start(**terms)
    file = record if save in ("", record) else claim(save)
    words = ["triage", "run", tree, *typed(told)]
    words += ["--allow-retired"] if allow_retired else []
    keeper = Keeper(file, lambda name: shlex.join([*words, "--resume", name]))
    keeper.keep(session)
    decision = interview(session, talk(), keeper).decision
    leave(decision)


def typed(told: Told) -> Iterator[str]:
    """Yield the options that say how a tree speaks, as they are typed."""
    for name, value in told.items():
        if value:
            yield from (f"--{name}", str(value))


def resumed(tree: Tree, file: str, *, allow_retired: bool, accept: bool) -> Session:
    """Return an interview that goes on; say what has changed where that is accepted."""
    record, speech = read_record(file), tree.speech
    with record_refused_in_words(tree, file):
        try:
            return resume(tree, record, allow_retired=allow_retired)
        except TreeChanged as changed:
            if not accept:
                raise
            note(speech.say(CHANGED) if speech.language else str(changed))
        return migrate(tree, record, allow_retired=allow_retired).session


def on(session: Session, today: date | None, file: str, *, accept: bool) -> Session:
    """Return an interview that goes on as of a day, if one is given.

    Args:
        session: The interview.
        today: The day.
        file: Where the interview is saved.
        accept: Whether what is no answer on that day is asked again.

    Raises:
        TriageError: Answers that are saved are none on that day.
    """
    if today is None or TODAY not in session.tree.questions:
        return session
    again: dict[str, None] = {}
    while True:
        try:
            found = session.answer({**again, TODAY: today})
        except AnswerError as error:
            lost = {name for each in error.problems for name in each.questions}
            lost -= {TODAY, *again}
            if not lost:  # it is the day that the tree does not take
                raise
            if not accept:
                raise not_on(session.tree, file, today, lost) from None
            again |= dict.fromkeys(sorted(lost))
        else:
            if again and session.tree.speech.language:
                told = session.tree.speech.say("It is asked again.")
                note(f"{none_in_words(session.tree, today, again)} {told}")
            elif again:
                note(f"{none_on(today, again)}, and is asked again")
            return found


def not_on(
    tree: Tree, file: str, today: date, names: Iterable[str]
) -> RefusedInWords | TriageError:
    """Return the refusal of saved answers that are none on a day, with what to do."""
    if not tree.speech.language:
        return TriageError(f"{file}: {none_on(today, names)}: {AS_BEGUN}")
    said = f"{none_in_words(tree, today, names)} {tree.speech.say(GO_ON_AS_BEGUN)}"
    return RefusedInWords(f"{file}: {said}", tree.speech)


def none_in_words(tree: Tree, today: date, names: Iterable[str]) -> str:
    """Return that some answers are none on a day, in the language of a tree."""
    what, day = ", ".join(f"`{name}`" for name in sorted(names)), tree.speech.day(today)
    return tree.speech.say(NOT_THEN, day=day, names=what)


def none_on(today: date, names: Iterable[str]) -> str:
    """Return that some answers are none on a day."""
    what = listed([f"`{name}`" for name in sorted(names)], "and")
    return f"on {today}, what was answered to {what} is not allowed"


CHANGED = (
    "These questions, their language or the place are others since that was saved."
)
NOT_THEN = "On {day}, what was answered to {names} is not allowed."
GO_ON_AS_BEGUN = (
    "Leave out --today, and it goes on as of the day on which it began; or add "
    "--accept-changes, to be asked that again."
)
AS_BEGUN = (
    "leave out --today, and it goes on as of the day on which it began; "
    "or add --accept-changes, to be asked that again"
)

LONGEST = 4 * LIMITS.written + len("\r\n") + 1
"""Bytes of a line that are one more than the longest text can have."""
TOO_LONG = (
    f"a line that was typed has more than {LIMITS.written:,} characters: "
    "give each answer in a line of its own"
)


def talk() -> Talk:
    source = stdin()
    typed = source.isatty()
    encoding = getattr(sys.stdin, "encoding", None) or "utf-8"

    def line(prompt: str) -> str:
        click.echo(prompt, nl=False)
        try:
            data = source.readline(LONGEST)
        except OSError:  # the terminal was closed
            data = b""
        if not data:
            raise EOFError
        if len(data) == LONGEST:
            raise TriageError(TOO_LONG)
        text = data.decode(encoding, "replace").strip().removeprefix("\ufeff")
        if not typed:
            click.echo(printable(text))
        return text

    return Talk(line, lambda text: click.echo(text, nl=False), columns(), typed)
