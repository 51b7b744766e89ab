"""From a Document to a Tree: names looked up, conditions typed, the flow checked."""

from collections.abc import Mapping

from triage.base.diagnostics import Diagnostics, Finding
from triage.base.exceptions import InvalidTree, collect
from triage.base.text import Text
from triage.language.ast import Always, Asked, Condition, Open, Surely, Unsure, parts
from triage.linker.answer_flow import check_flow, follow
from triage.linker.convert import build_citation, line
from triage.linker.modules import Surroundings, assemble
from triage.linker.properties import Properties
from triage.linker.resolve import Names
from triage.linker.steps import Steps
from triage.model.registry import register
from triage.model.tree import Citation, Tree
from triage.treefile.document import Document


def link(document: Document, around: Surroundings) -> Tree:
    """Return the tree that a document describes.

    Args:
        document: The tree file as written.
        around: What it names but does not hold: modules, sources, wordings.

    Raises:
        InvalidTree: The T2xx, T3xx and T4xx errors, all at once.
    """
    if document.kind is not None and document.kind.value == "module":
        message = f"`{document.id}` is a module, and no tree by itself"
        advice = "load a tree that runs it"
        raise InvalidTree.of([Finding("T206", message, document.kind.span, advice)])
    found = Diagnostics()

    def make() -> Tree:
        return put_together(Names(document, around, assemble(document, around, found)))

    return register(collect(found, make))


def first(names: Names) -> str:
    """Return the id of the first step."""
    start = names.root.start
    if start.value not in names.parts.drafts:
        names.unknown("step", start, [step.id.value for step in names.root.steps])
    return start.value


def shown(names: Names) -> tuple[str, ...]:
    """Return the values that a decision shows."""
    texts = [text for document in names.parts.documents for text in document.show]
    for text in texts:
        if text.value not in names.parts.values:
            names.unknown("value", text, names.values)
    return tuple(dict.fromkeys(map(str, texts)))


def assumed(names: Names) -> tuple[Condition, ...]:
    """Return what is true of every patient."""
    found = []
    for document in names.parts.documents:
        for text in document.assume:
            condition = names.condition(text, document, "assume")
            assert condition is not None  # noqa: S101
            check_assumption(condition, text, names)
            found.append(condition)
    return tuple(found)


def check_assumption(condition: Condition, text: Text, names: Names) -> None:
    """Note an assumption that no patient fits, or that is not about patients."""
    if condition == Always(holds=False):
        names.found.error(
            "T304", "no patient fits this", text, "say what is true of everyone"
        )
    if any(isinstance(p, Asked | Open | Surely | Unsure) for p in parts(condition)):
        message = "this speaks of what was asked, not of what is true"
        advice = "compare answers, as in `began_age <= age`"
        names.found.error("T303", message, text, advice)


def citations(names: Names) -> Mapping[str, Citation]:
    """Return the sources that are listed or cited, where they are known."""
    known = {**names.around.sources, **names.parts.sources}
    listed = [
        text.id if not isinstance(text, Text) else text
        for document in names.parts.documents
        for text in document.sources
    ]
    asked = names.parts.questions.values()
    told = names.parts.recommendations.values()
    cited = [
        *(text for entry in asked for text in entry.cites),
        *(text for entry in told for text in entry.cites),
    ]
    ids = dict.fromkeys(text.value for text in (*listed, *cited))
    return {name: build_citation(known[name]) for name in ids if name in known}


def put_together(names: Names) -> Tree:
    """Return the tree; only good when nothing was noted."""
    names.check_names()
    root, properties = names.root, Properties(names)
    tree = Tree(
        id=root.id.value,
        title=line(root.title, names.around.contacts),
        version=line(root.version),
        status=line(root.status) or "draft",
        review_by=line(root.review_by),
        audience=line(root.audience, names.around.contacts),
        not_for=line(root.not_for, names.around.contacts),
        levels=tuple(names.levels.values()),
        questions=names.questions,
        guards=names.guards,
        values=names.values,
        assume=assumed(names),
        show=shown(names),
        recommendations=names.recommendations,
        citations=citations(names),
        first=first(names),
        steps=Steps(names).sorted_steps(),
        properties={n: properties.linked(e) for n, e in names.parts.properties.items()},
        contacts=names.around.contacts,
        documents=tuple(names.parts.documents),
    )
    if names.found.findings:
        return tree
    tree = follow(tree)
    names.found.findings += check_flow(tree)
    return tree
