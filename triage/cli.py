"""The command line: thin commands over the library."""

import io
import json
import shlex
import shutil
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, NoReturn, TypeVar

import click

from triage import __version__
from triage.checks import check as warnings_of
from triage.checks.catalogue import explain as entry_of
from triage.contacts import GENERIC, contact_entries, contacts
from triage.decision import Decision
from triage.drawing import draw as drawing
from triage.errors import Finding, InvalidTree, Severity
from triage.files import claim, read_answers, read_record
from triage.interview import Keeper, Talk, interview
from triage.library import builtin_ids, find, load
from triage.read import read, source_from
from triage.report import report
from triage.schema import schema_text
from triage.session import resume as resume_session
from triage.source import printable

__all__ = ["cli"]

BAD_TREE = 1
"""The exit status of ``check`` when a tree has findings that count."""

INCOMPLETE = 3
"""The exit status when answers are missing."""

WIDEST = 80
NARROWEST = 20

Command = TypeVar("Command", bound=Callable[..., Any])


def place_option(command: Command) -> Command:
    """Add the option for the place whose emergency numbers are shown."""
    return click.option(
        "--place",
        default="",
        metavar="CODE",
        callback=known_place,
        help="Country whose emergency numbers are shown, such as GB or US.",
    )(command)


def known_place(_context: click.Context, _option: click.Parameter, place: str) -> str:
    """Return a place, saying so when its numbers are not known."""
    known = [name for name in contact_entries() if name != GENERIC]
    if place and place.upper() not in known:
        note(f"no numbers are known for the place {place} (known: {', '.join(known)})")
    return place


def answer_options(command: Command) -> Command:
    """Add the options that give answers."""
    file = click.option(
        "--answers",
        "file",
        default="",
        metavar="FILE",
        help="Answers by question id, as JSON or YAML; - reads JSON from a pipe.",
    )
    single = click.option(
        "--answer",
        "single",
        multiple=True,
        metavar="QUESTION=ANSWER",
        help="One answer, such as age=44 or signs=fever,cough; goes before the file.",
    )
    return file(single(command))


def given(file: str, single: tuple[str, ...]) -> dict[str, object]:
    """Return the answers of the options.

    Raises:
        click.UsageError: An answer is not written as QUESTION=ANSWER, or there twice.
        TriageError: The file cannot be read.
    """
    found: dict[str, object] = {}
    for text in single:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.UsageError(f"--answer takes QUESTION=ANSWER, not {text!r}.")
        if name in found:
            raise click.UsageError(f"--answer is there twice for {name!r}.")
        found[name] = value
    return (read_answers(file, stdin()) if file else {}) | found


def stdin() -> BinaryIO:
    """Return standard input; an empty one where there is none."""
    return io.BytesIO() if sys.stdin is None else sys.stdin.buffer


def note(text: str) -> None:
    """Say something beside the result, on standard error."""
    click.echo(printable(text), err=True)


def columns() -> int:
    """Return how many characters a line may have."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


def echo_json(value: object) -> None:
    """Print a value as JSON, in letters that the output can carry."""
    encoding = getattr(sys.stdout, "encoding", None) or ""
    plain = not encoding.lower().startswith("utf")
    click.echo(json.dumps(value, indent=2, ensure_ascii=plain))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="triage")
def cli() -> None:
    """Build, check and use decision trees.

    TREE is the id of a built-in tree (see `triage list`) or the path of a tree file.
    """


@cli.command("list")
def list_trees() -> None:
    """List the built-in trees."""
    for name in builtin_ids():
        path = find(name)
        document = read(source_from(path.name, path.read_bytes()))
        parts = (document.version, document.status, document.title)
        version, status, title = (part.value if part else "-" for part in parts)
        click.echo(f"{name:<20}  {version:<8}  {status:<9} {title}")


@cli.command()
@click.argument("tree")
@place_option
@click.option(
    "--save", default="", metavar="FILE", help="Keep the answers in FILE, one by one."
)
@click.option(
    "--resume",
    default="",
    metavar="FILE",
    help="Continue the interview in FILE; it is kept there, unless --save names "
    "another file.",
)
def run(tree: str, place: str, save: str, resume: str) -> None:
    """Interview a person, one question at a time.

    Answers are numbers of a list. At any time you can type help, why, back, review,
    save or quit. The exit status is 0 after a result, 3 when answers are missing.
    """
    loaded = load(tree, place=place)
    session = resume_session(loaded, read_record(resume)) if resume else loaded.start()
    keeper = Keeper(kept_in(save, resume), continuing(tree, place))
    keeper.keep(session)
    number = contacts(place)["emergency_number"]
    decision = interview(session, talk(), keeper, number).decision
    note_missing(decision)
    leave(decision)


def kept_in(save: str, resume: str) -> str:
    """Return the file in which an interview is kept; empty for none."""
    return resume if save in ("", resume) else claim(save)


def continuing(tree: str, place: str) -> Callable[[str], str]:
    """Return a function that says how to continue from a file."""
    words = ["triage", "run", tree, *(["--place", place] if place else [])]
    return lambda file: shlex.join([*words, "--resume", file])


def talk() -> Talk:
    """Return the conversation over standard input and output."""
    source = stdin()
    typed = source.isatty()
    encoding = getattr(sys.stdin, "encoding", None) or "utf-8"

    def line(prompt: str) -> str:
        click.echo(prompt, nl=False)
        data = line_of(source)
        if not data:
            raise EOFError
        text = data.decode(encoding, "replace").strip().removeprefix("\ufeff")
        if not typed:
            click.echo(printable(text))
        return text

    return Talk(line, lambda text: click.echo(text, nl=False), columns(), typed)


def line_of(source: BinaryIO) -> bytes:
    """Return the next line; nothing when no more will come."""
    try:
        return source.readline()
    except OSError:
        return b""


def note_missing(decision: Decision) -> None:
    """Name the questions that must still be answered, if any."""
    if decision.missing:
        note(f"not answered: {', '.join(decision.missing)}")


def leave(decision: Decision) -> NoReturn:
    """End with the exit status of a decision."""
    sys.exit(0 if decision.complete else INCOMPLETE)


@cli.command()
@click.argument("tree")
@answer_options
@place_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def decide(
    *, tree: str, file: str, single: tuple[str, ...], place: str, as_json: bool
) -> None:
    """Decide from answers, at once.

    The exit status is 0 when the decision is complete, 3 when answers are missing
    (they are named), 2 when something given cannot be used.
    """
    decision = load(tree, place=place).decide(given(file, single))
    if as_json:
        echo_json(decision.to_dict())
        note_missing(decision)
    else:
        click.echo(report(decision, columns()))
    leave(decision)


@cli.command()
@click.argument("trees", nargs=-1, required=True, metavar="TREE...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
def check(*, trees: tuple[str, ...], as_json: bool, strict: bool) -> None:
    """Check trees, and say everything that is wrong with them.

    The exit status is 1 when a tree has errors; with --strict also on warnings.
    """
    for name in trees:
        find(name)
    found = {name: findings_of(name) for name in trees}
    if as_json:
        echo_json([as_record(name, findings) for name, findings in found.items()])
    else:
        for name, findings in found.items():
            click.echo("\n\n".join([*map(str, findings), summary(name, findings)]))
    counting = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    bad = any(f.severity in counting for findings in found.values() for f in findings)
    sys.exit(BAD_TREE if bad else 0)


def findings_of(name: str) -> tuple[Finding, ...]:
    """Return the errors of a tree, or the warnings of one that loads."""
    try:
        return warnings_of(load(name))
    except InvalidTree as refused:
        return refused.findings


def as_record(name: str, findings: tuple[Finding, ...]) -> dict[str, object]:
    """Return what was found in a tree as JSON."""
    return {
        "tree": name,
        "errors": count(findings, Severity.ERROR),
        "warnings": count(findings, Severity.WARNING),
        "findings": [finding.to_dict() for finding in findings],
    }


def count(findings: tuple[Finding, ...], severity: Severity) -> int:
    """Return how many findings have a severity."""
    return sum(finding.severity is severity for finding in findings)


def summary(name: str, findings: tuple[Finding, ...]) -> str:
    """Return what was found in a tree in one line.

    >>> summary("sore_throat", ())
    'sore_throat: no errors, no warnings'
    """
    counts = [many(count(findings, severity), severity) for severity in Severity]
    return f"{name}: {', '.join(counts)}"


def many(number: int, thing: str) -> str:
    """Return a number of things in words.

    >>> many(0, "error"), many(1, "error"), many(2, "error")
    ('no errors', '1 error', '2 errors')
    """
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


@cli.command()
@click.argument("tree")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="Where to draw: .svg, .png, .pdf, .dot, .mmd (Mermaid) or .txt (outline); "
    "- prints the outline.",
)
@answer_options
@click.option("--from", "start", default=None, metavar="STEP", help="Begin at STEP.")
@click.option(
    "--depth", type=click.IntRange(min=0), default=None, help="Draw so many steps deep."
)
@place_option
def draw(
    *,
    tree: str,
    output: str,
    file: str,
    single: tuple[str, ...],
    start: str | None,
    depth: int | None,
    place: str,
) -> None:
    """Draw a tree, and the path that answers take through it."""
    loaded = load(tree, place=place)
    wanted = file or single
    decision = loaded.decide(given(file, single)) if wanted else None
    diagram = drawing(loaded, decision=decision, start=start, depth=depth)
    if output == "-":
        click.echo(diagram.outline(), nl=False)
    else:
        diagram.save(output)
        note(f"{output} is drawn")
    if decision is not None:
        note_missing(decision)


@cli.command()
def schema() -> None:
    """Print the JSON Schema of the tree format."""
    click.echo(schema_text(), nl=False)


@cli.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain a check by its CODE, such as T201."""
    click.echo(entry_of(code).rstrip())
