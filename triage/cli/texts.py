"""`triage texts`: the texts of a tree, and their translations."""

import sys
from collections import Counter
from itertools import chain

import click

from triage.base import po
from triage.base.diagnostics import Finding, Severity
from triage.base.exceptions import InvalidTree, TriageError
from triage.base.files import Sort, write
from triage.base.wording import many
from triage.cli.exit_codes import ExitCode
from triage.cli.findings import folded
from triage.cli.options import Several, output_option
from triage.cli.output import note
from triage.linker.catalogs import HEAD, Translated, languages, texts, translated
from triage.linker.loader import load
from triage.lint import check
from triage.treefile.fields import LANGUAGE

CATALOG = Sort.of("file of translations", rb'msgid ""')


def a_language(_context: object, _option: object, given: Several | str) -> Several:
    """Return languages, or refuse what is none."""
    found = (given,) if isinstance(given, str) else given
    for text in found:
        if not LANGUAGE.accepts(text):
            raise click.BadParameter(f"write {LANGUAGE.form}.")
    return found


@click.group("texts")
def command() -> None:
    """Keep translations of a tree beside it, and say what they lack.

    The translations of `fever.yaml` into Spanish are in `fever.es.po` beside it, in the
    format of gettext, which programs for translators read; so with each module.
    """


@command.command("extract")
@click.argument("tree")
@output_option(help="Write the template to FILE, over such a file at most.")
def extract(*, tree: str, output: str) -> None:
    """Print every text of a tree and its modules, to be translated.

    It is a template in the format of gettext, in which each text has a key.
    """
    found = po.updated(po.Catalog(HEAD, {}), texts(tree))
    text = po.text_of(found)
    if output:
        write(output, text.encode(), CATALOG)
        note(f"{output} is written: {many(len(found.messages), 'text')}")
    else:
        click.echo(text, nl=False)


@command.command("update")
@click.argument("tree")
@click.argument(
    "languages", nargs=-1, required=True, callback=a_language, metavar="LANGUAGE..."
)
def update(*, tree: str, languages: Several) -> None:
    """Begin translations of a tree, or let them keep up with it.

    What is new is not translated yet; what was changed is marked as `fuzzy`, beside the
    text as it was before; what is gone is kept at the end. Nothing that was translated
    is lost.
    """
    for language in languages:
        for file in translated(tree, language):
            now = file.updated(language)
            if now != file.catalog and not file.installed:
                write(str(file.path), po.text_of(now).encode(), CATALOG)
            note(told(file, now))


def told(file: Translated, now: po.Catalog) -> str:
    """Return how far a file is translated, in words."""
    here = [now.messages[key] for key in file.texts]
    counts = Counter(
        "stale" if one.stale else "translated" if one.is_whole else "missing"
        for one in here
    )
    parts = [f"{counts[name]} {name}" for name in ("missing", "stale") if counts[name]]
    if file.installed:
        return f"{file.path.name}: of the installed library, left as it is"
    return f"{file.path}: {many(len(here), 'text')}, {', '.join(parts) or 'all there'}"


@command.command("check")
@click.argument("tree")
@click.argument("languages", nargs=-1, callback=a_language, metavar="[LANGUAGE]...")
def check_texts(*, tree: str, languages: Several) -> None:
    """Say what translations of a tree lack, and what they show otherwise.

    Each language is looked at of which there is a file, unless some are named. The exit
    status is 1 where a tree would be refused in one of them.
    """
    wanted = languages or found_beside(tree)
    found = {language: findings(tree, language) for language in wanted}
    for language, each in found.items():
        counts = Counter(one.severity for one in each)
        said = (many(counts[severity], severity, "no") for severity in Severity)
        click.echo(
            "\n\n".join([f"{tree} in {language}: {', '.join(said)}", *each_of(each)])
        )
    errors = (one.severity == Severity.ERROR for one in chain(*found.values()))
    sys.exit(ExitCode.FAILED if any(errors) else ExitCode.OK)


def each_of(found: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(folded(found, each=False))


def found_beside(tree: str) -> Several:
    """Return the languages of a tree.

    Raises:
        TriageError: It has but its own, or cannot be read.
    """
    found = languages(tree)
    if not found:
        load(tree)
        begin = f"`triage texts update {tree} es` begins one"
        raise TriageError(f"`{tree}` has no translation: {begin}")
    return found


def findings(tree: str, language: str) -> tuple[Finding, ...]:
    """Return what is wrong with the translations of a tree."""
    try:
        return check(load(tree, language=language))
    except InvalidTree as refused:
        return refused.findings
