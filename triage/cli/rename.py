"""`triage rename`: another id for one thing, wherever it is named."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import click

from triage.base.exceptions import TriageError
from triage.base.files import write
from triage.base.holes import with_names
from triage.base.question import Question
from triage.base.text import Source
from triage.cases.loader import beside, document_in, run
from triage.cli.output import note
from triage.language.ast import Value
from triage.linker.loader import find, load
from triage.linker.mentions import Kind, Mention, mentions
from triage.model.fingerprint import canonical
from triage.model.tree import Tree
from triage.treefile.decode import read
from triage.treefile.document import QuestionEntry, ValueEntry
from triage.treefile.fields import ID
from triage.treefile.files import source_from
from triage.treefile.yaml_events import Node, compose

RECORDED: Mapping[str, str] = {
    "question": "questions",
    "recommendation": "recommendations",
    "step": "steps",
    "level": "levels",
}
"""Where `renamed` keeps what is called otherwise; values are in no record."""


@attrs.frozen
class Renaming:
    """Hold what gets another id.

    Args:
        old: The id it has.
        new: The id it gets.
        kind: What it is.
        questions: Of an option, the questions and values that have it.
        alike: All that have an option of the old id.
        copies: What stands in front of it, each with a dot, in copies of its module.
    """

    old: str
    new: str
    kind: Kind
    questions: tuple[str, ...] = ()
    alike: frozenset[str] = frozenset()
    copies: tuple[str, ...] = ()

    @property
    def called(self) -> Mapping[str, str]:
        """The old ids in the tree, each with the new one."""
        fronts = [""] if not self.copies or self.kind == "option" else self.copies
        return {f"{front}{self.old}": f"{front}{self.new}" for front in fronts}

    def names(self, found: Mention) -> bool:
        """Whether a mention is of what gets another id."""
        front, _, own = found.name.rpartition(".")
        if own != self.old or (front and not self.copies):
            return False
        asked = found.question
        if "option" in found.kinds and asked in self.alike:
            if self.copies:
                return any(f".{one}".endswith(f".{asked}") for one in self.questions)
            return asked in self.questions
        return self.kind in found.kinds and self.kind != "option"


@click.command("rename")
@click.argument("old")
@click.argument("new")
@click.argument("tree")
@click.option(
    "--of",
    "kind",
    type=click.Choice(["question", "value", "recommendation", "step", "level"]),
    help="What OLD is, where several things are called so.",
)
def command(*, old: str, new: str, tree: str, kind: Kind | None) -> None:
    """Give one thing of a tree another id, wherever it is named.

    OLD is the id of a question, a value, a recommendation, a step or a level, or
    QUESTION.OPTION. The tree, its modules and its cases are edited word by word, and
    all else in them stays as it is; `renamed` in the tree says what was called
    otherwise, so that saved interviews go on. Nothing is written unless the tree means
    the same afterwards, and its cases come out the same.
    """
    file = find(tree)
    if not Path(tree).suffix:
        raise click.UsageError(f"`{tree}` is built in: rename in a copy of its file.")
    loaded = load(file)
    what = wanted(loaded, old, new, kind)
    before = {path: path.read_bytes() for path in files(loaded, file)}
    check_built_in(loaded, before, what)
    outcome = results(file)
    try:
        count = edited(before, what, file, loaded)
        check(loaded, load(file), what)
        check_cases(file, outcome)
    except BaseException as error:
        for path, data in before.items():
            write(str(path), data)
        if isinstance(error, TriageError):
            message = f"`{old}` cannot be renamed, and nothing is changed: {error}"
            raise TriageError(message) from None
        raise
    note(f"`{old}` is called `{new}` now, in {count} places of {tree}")


def wanted(tree: Tree, old: str, new: str, kind: Kind | None) -> Renaming:
    question, dot, option = old.rpartition(".")
    if not ID.accepts(new):
        raise click.UsageError(f"`{new}` is no id: write {ID.form}.")
    kinds = [one for one, names in known(tree).items() if old in names]
    if dot and kinds:
        message = f"`{old}` is of a module that runs as `{question}`: rename `{option}`"
        raise TriageError(message)
    if dot:
        return of_option(tree, question, option, new)
    copied = {one: in_copies(old, names) for one, names in known(tree).items()}
    kinds = kinds or [one for one, fronts in copied.items() if fronts]
    if not kinds or (kind and kind not in kinds):
        raise TriageError(f"`{tree.id}` has no {kind or 'id'} called `{old}`")
    if len(kinds) > 1 and not kind:
        several = " and a ".join(kinds)
        raise TriageError(f"`{old}` is a {several}: say which by --of")
    found = kind or kinds[0]
    fronts = () if old in known(tree)[found] else copied[found]
    return Renaming(old, new, found, alike=having(tree, old), copies=fronts)


def in_copies(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return what stands in front of a name in copies of its module."""
    fronts = (one.removesuffix(name) for one in names if one.endswith(f".{name}"))
    return tuple(fronts)


def having(tree: Tree, option: str) -> frozenset[str]:
    """Return the questions and values that have an option of that id."""
    asked: Mapping[str, Question | Value] = {**tree.values, **tree.questions}
    return frozenset(name for name, one in asked.items() if option in one.choices)


def of_option(tree: Tree, question: str, option: str, new: str) -> Renaming:
    """Return the renaming of an option, of all that take their options from there."""
    declared: dict[str, QuestionEntry | ValueEntry] = {}
    for document in tree.documents:
        declared |= {str(entry.id): entry for entry in document.questions}
        declared |= {str(entry.id): entry for entry in document.values}
    fronts = [""] if question in declared else in_copies(question, declared)
    names = [f"{front}{question}" for front in fronts]
    if not names or names[0] not in having(tree, option):
        raise TriageError(f"`{tree.id}` has no option `{question}.{option}`")
    if (like := declared[names[0]].like) is not None:
        raise TriageError(f"`{question}` takes its options from `{like}`: name that")
    alike = [n for n, e in declared.items() if str(e.like) in names]
    every, copies = (*names, *alike), tuple(fronts if any(fronts) else ())
    inside = {name.rpartition(".")[2] for name in every} if copies else set()
    found = having(tree, option) | inside
    return Renaming(option, new, "option", every, found, copies)


def known(tree: Tree) -> Mapping[Kind, Iterable[str]]:
    return {
        "question": tree.questions,
        "value": tree.values,
        "recommendation": tree.recommendations,
        "step": [step.id.value for step in tree.documents[0].steps],
        "level": [level.id.value for level in tree.documents[0].scale],
    }


def files(tree: Tree, file: Path) -> Iterator[Path]:
    """Yield the files that are edited: the tree, its own modules, and its cases."""
    yield file
    for document in tree.documents[1:]:
        path = Path(document.span.source.name)
        if path.is_file() and file.parent.resolve() in path.resolve().parents:
            yield path
    if beside(file).is_file():
        yield beside(file)


def check_built_in(tree: Tree, edited: Iterable[Path], what: Renaming) -> None:
    """Refuse what a module names that is no file of the tree's own.

    Raises:
        TriageError: There is one.
    """
    own = {path.resolve() for path in edited}
    for document in tree.documents[1:]:
        name = document.span.source.name
        if Path(name).resolve() not in own and any(map(what.names, mentions(document))):
            message = f"`{name}` names it too, which is a built-in module"
            raise TriageError(f"`{what.old}` cannot be renamed: {message}")


def edited(
    before: Mapping[Path, bytes], what: Renaming, tree: Path, loaded: Tree
) -> int:
    """Write the files with the new id, and return in how many places it stands."""
    count = 0
    for path, data in before.items():
        source = source_from(path.name, data)
        is_cases = path == beside(tree)
        document: Any = document_in(path) if is_cases else read(source)
        spans = {m.span for m in mentions(document) if what.names(m)}
        places = {(span.end - len(what.old), span.end) for span in spans}
        text = replaced(source.text, [(*place, what.new) for place in places])
        if path == tree:
            for keys in records(what, loaded):
                for old, new in what.called.items():
                    text = recorded(text, keys, f"{old}: {new}")
        mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
        write(str(path), (mark + text).encode())
        count += len(places)
    return count


def replaced(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def records(what: Renaming, tree: Tree) -> Iterator[list[str]]:
    """Yield below which keys of `renamed` it is kept what was called otherwise."""
    if what.kind in RECORDED:
        yield [RECORDED[what.kind]]
    asked = (name for name in what.questions if name in tree.questions)
    yield from (["options", question] for question in asked)


def recorded(text: str, keys: list[str], entry: str) -> str:
    """Return the text of a tree with one more entry below keys of `renamed`."""
    node, path = compose(Source("", text), ""), ["renamed", *keys]
    while path and (below := child(node, path[0])) is not None and below.mapping:
        node, path = below, path[1:]
    for key in reversed(path):
        entry = f"{key}: {{{entry}}}"
    if node.flow:
        comma = ", " if node.items else ""
        return replaced(text, [(node.start + 1, node.start + 1, f"{entry}{comma}")])
    if len(path) == len(keys) + 1:
        gap = "" if text.endswith("\n") else "\n"
        return f"{text}{gap}\n{entry}\n"
    at = node.items[0].start
    column = at - (text.rfind("\n", 0, at) + 1)
    return replaced(text, [(at, at, f"{entry}\n{' ' * column}")])


def child(node: Node, key: str) -> Node | None:
    return next((value for name, value in node.pairs() if name.scalar == key), None)


def results(tree: Path) -> list[tuple[str, bool]]:
    """Return which cases pass; findings make a run that has none."""
    if not beside(tree).is_file():
        return []
    return [(result.case.id, result.passed) for result in run(beside(tree)).results]


def check(old: Tree, new: Tree, what: Renaming) -> None:
    """Refuse a tree that is not the old one, but for the id.

    Raises:
        TriageError: Something else differs.
    """
    if what.new in strings(meaning(old, str)):
        raise TriageError(f"something is called `{what.new}` already")
    back = {new: old for old, new in what.called.items()}
    called = meaning(new, lambda text: back.get(text) or with_names(text, back))
    if called != meaning(old, str):
        raise TriageError("it is named where it cannot be found")


def check_cases(tree: Path, before: list[tuple[str, bool]]) -> None:
    if results(tree) != before:
        raise TriageError("the cases would come out otherwise")


def meaning(tree: Tree, called: Callable[[str], str]) -> Any:
    """Return all that a tree says, with its ids called otherwise, in one order."""
    parts = (tree.levels, tree.questions, tree.values, tree.guards, tree.assume)
    more = (tree.recommendations, tree.steps, tree.properties, tree.show, tree.first)
    return [sorted_by_name(canonical(part), called) for part in (*parts, *more)]


def sorted_by_name(value: Any, called: Callable[[str], str]) -> Any:
    match value:
        case str():
            return called(value)
        case list():
            return [sorted_by_name(item, called) for item in value]
        case dict():
            named = {called(k): sorted_by_name(v, called) for k, v in value.items()}
            return dict(sorted(named.items()))
    return value


def strings(value: Any) -> set[str]:
    match value:
        case str():
            return {value}
        case list():
            return set().union(*map(strings, value))
        case dict():
            return {*value, *strings([*value.values()])}
    return set()
