"""Renames: what earlier versions called otherwise, each led to its id now."""

from collections.abc import Collection, Iterable, Mapping

from triage.base.diagnostics import Note
from triage.base.frozen import FrozenMap
from triage.base.question import Question
from triage.base.text import Source
from triage.language.ast import Value
from triage.linker.convert import ANSWERS
from triage.linker.resolve import Names
from triage.model.profile import with_article
from triage.model.renamed import Renamed
from triage.treefile.document import RenameEntry, RenamesEntry


def link_renames(names: Names) -> Renamed:
    """Return what was renamed in a tree and in its modules."""
    parts = names.parts
    found = [doc.renamed for doc in parts.documents if doc.renamed is not None]
    if not found:
        return Renamed()
    chosen = options(names, found)
    alike = {
        value.id.value: chosen[value.like.value]
        for value in parts.values.values()
        if value.like is not None and value.like.value in chosen
    }
    advice = every(found, "recommendations")
    return Renamed(
        led(names, "question", every(found, "questions"), names.questions),
        FrozenMap({**chosen, **alike}),
        led(names, "recommendation", advice, names.recommendations),
        steps(names),
        led(names, "level", every(found, "levels"), names.levels),
        led(names, "value", every(found, "values"), names.values),
        led(names, "property", every(found, "properties"), parts.properties),
    )


def steps(names: Names) -> Mapping[str, str]:
    """Return the steps that were renamed, each file's by itself, by their whole ids."""
    modules: dict[Source, dict[str, None]] = {}
    for step in names.parts.steps.values():
        modules.setdefault(step.document.span.source, {})[step.module] = None
    made: dict[str, str] = {}
    for document in names.parts.documents:
        entries = () if document.renamed is None else document.renamed.steps
        found = led(names, "step", entries, [str(step.id) for step in document.steps])
        for module in modules.get(document.span.source, ()):
            front = f"{module}/" if module else ""
            made |= {f"{front}{old}": f"{front}{new}" for old, new in found.items()}
    return FrozenMap(made)


def every(found: Iterable[RenamesEntry], kind: str) -> list[RenameEntry]:
    return [entry for renames in found for entry in getattr(renames, kind)]


def options(
    names: Names, found: Iterable[RenamesEntry]
) -> Mapping[str, Mapping[str, str]]:
    made = {}
    asked: Mapping[str, Question | Value] = {**names.values, **names.questions}
    for entry in (entry for renames in found for entry in renames.options):
        names.found.look_up("question or value", [entry.id], asked)
        if (question := asked.get(entry.id.value)) is not None:
            made[question.id] = led(names, "option", entry.options, question.choices)
    return FrozenMap(made)


def led(
    names: Names, kind: str, entries: Iterable[RenameEntry], known: Collection[str]
) -> Mapping[str, str]:
    """Return where each old id leads; note what is no renaming."""
    found = names.found
    to = {entry.id.value: entry.to.value for entry in entries}
    ends = ends_of(to)
    first: dict[str, RenameEntry] = {}
    for entry in entries:
        new = first.setdefault(entry.to.value, entry)
        if entry.id.value in known:
            advice = "remove it here, or declare it no more"
            message = f"`{entry.id}` is still the id of {with_article(kind)}"
            found.error("T212", message, entry.id, advice)
        elif kind == "option" and entry.id.value in ANSWERS:
            message = f"`{entry.id}` never was the id of an option"
            advice = "remove it: whoever answered so chose none of the options"
            found.error("T212", message, entry.id, advice)
        elif new is not entry:
            message = f"`{new.id}` and `{entry.id}` both become `{entry.to}`"
            note = Note("first here", new.id.span)
            advice = "keep the one whose answers count; the other is gone"
            found.error("T212", message, entry.id, advice, note)
        elif ends[entry.id.value] in to:
            advice = "let it lead to an id of the tree"
            found.error(
                "T212", f"`{entry.id}` is renamed in a circle", entry.to, advice
            )
        elif entry.to.value not in to:
            found.look_up(kind, [entry.to], known)
    return FrozenMap(ends)


def ends_of(to: Mapping[str, str]) -> dict[str, str]:
    """Return where each chain of renamings leads; back into it, if it is a circle."""
    ends: dict[str, str] = {}
    for old in to:
        name, chain = old, dict[str, None]()
        while name in to and name not in ends and name not in chain:
            chain[name] = None
            name = to[name]
        ends |= dict.fromkeys(chain, ends.get(name, name))
    return ends


def same_meaning(names: Names) -> Mapping[str, tuple[str, ...]]:
    """Return the earlier wordings of questions that still ask the same."""
    made: dict[str, tuple[str, ...]] = {}
    for entry in (e for doc in names.parts.documents for e in doc.same_meaning):
        names.found.look_up("question", [entry.id], names.questions)
        before = made.get(entry.id.value, ())
        made[entry.id.value] = (*before, *map(str, entry.wordings))
    return FrozenMap(made)
