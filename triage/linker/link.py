"""The linker: from a Document to a Tree, in the order of its stages."""

from collections.abc import Iterable, Mapping
from itertools import chain

import attrs

from triage.base.answer import UNSURE, Answer
from triage.base.exceptions import collect
from triage.base.question import Question
from triage.base.text import Text
from triage.language.ast import Always, Condition, Heard, parts_through
from triage.language.distance import limits
from triage.linker import convert, holes
from triage.linker.answer_flow import check_flow, follow
from triage.linker.bounds import refuse_moving
from triage.linker.modules import Parts, gather
from triage.linker.named_files import Surroundings
from triage.linker.pieces import with_pieces
from triage.linker.profile import profile
from triage.linker.properties import link_property
from triage.linker.readings import check_readings
from triage.linker.renames import link_renames, same_meaning
from triage.linker.resolve import Names, Report, resolve
from triage.linker.steps import link_steps
from triage.linker.texts import check_texts
from triage.linker.turns import with_turns
from triage.model.registry import register
from triage.model.tree import TODAY, TODAY_STEP, Citation, Guard, Tree
from triage.treefile.document import Document, SourceEntry


def link(document: Document, around: Surroundings) -> Tree:
    """Return the tree that a document describes.

    Raises:
        InvalidTree: The T2xx, T3xx and T4xx errors, all at once.
    """
    found = Report()
    return register(collect(found, lambda: linked(document, around, found)))


def linked(document: Document, around: Surroundings, found: Report) -> Tree:
    """Return the tree; only good when nothing was found."""
    found.parts = declared = gather(document, around, found)
    check_texts(declared, around.contacts, found)
    names = resolve(declared, around.contacts, found, around.speech)
    holes.check_holes(names)
    tree = assembled(document, declared, around, names)
    if not found.findings:
        tree = follow(attrs.evolve(tree, questions=with_turns(tree)))
        check_flow(tree, found)
        check_readings(tree, names)
    return tree


def assembled(
    document: Document, declared: Parts, around: Surroundings, names: Names
) -> Tree:
    """Return the tree of what was declared, every name in it looked up."""
    root, contacts, found = declared.root, around.contacts, names.found
    shown = [text for document in declared.documents for text in document.show]
    assumed, denials = assumptions(names, contacts)
    steps = [step.id.value for step in root.steps]
    (first,) = found.look_up("step", [root.start], steps)
    return Tree(
        id=document.id.value,
        title=convert.line(root.title, contacts),
        version=convert.line(document.version),
        status=convert.line(document.status) or "draft",
        review_by=convert.line(document.review_by),
        audience=convert.line(root.audience, contacts),
        not_for=convert.line(root.not_for, contacts),
        profile=profile(root, contacts, around.speech),
        levels=tuple(names.levels.values()),
        questions=names.questions,
        guards=guards(names),
        values=names.values,
        assume=assumed,
        denials=denials,
        show=tuple(dict.fromkeys(found.look_up("value", shown, names.values))),
        recommendations=with_pieces(names, contacts),
        citations=citations(declared, around.sources),
        first=TODAY_STEP if TODAY in names.parts.questions else first,
        steps=link_steps(names, contacts),
        properties={
            name: link_property(entry, names)
            for name, entry in declared.properties.items()
        },
        renamed=link_renames(names),
        same_meaning=same_meaning(names),
        place=around.place,
        contacts=contacts,
        documents=declared.documents,
        sheets=declared.sheets,
        own_texts={key: text.value for key, text in around.own.items()},
        speech=around.speech,
    )


def guards(names: Names) -> Mapping[str, Guard]:
    made = {}
    for name, question in names.questions.items():
        entry = names.parts.questions[name]
        if entry.only_if is not None and question.is_text:
            made[name] = Guard(names.condition(entry.only_if, "guard"), UNSURE)
        elif entry.only_if is not None and entry.otherwise:
            when = names.condition(entry.only_if, "guard")
            counts = names.found.attempt(counted, entry.otherwise, question, names)
            if counts is not None:
                made[name] = Guard(when, counts)
        elif entry.only_if is not None or entry.otherwise:
            message = f"`{name}` has only one of `only_if` and `otherwise`"
            advice = "write both: when it is asked, and what counts if it is not"
            names.found.error("T111", message, entry.id, advice)
    return made


def counted(texts: tuple[Text, ...], question: Question, names: Names) -> Answer:
    """Return what counts where a question is not asked, on every day."""
    counts = convert.answer(texts, question)
    refuse_moving(counts, question, texts[0], names.questions.get(TODAY))
    return counts


def assumptions(
    names: Names, contacts: Mapping[str, str]
) -> tuple[tuple[Condition, ...], Mapping[Condition, str]]:
    """Return what is true of every patient, and what is said where answers deny it.

    It is about patients; a date whose limits go by today keeps to them.
    """
    made = [*limits(names.questions.values())]
    denials: dict[Condition, str] = {}
    for entry in holes.assumed(names.parts):
        text = entry.that
        condition = names.condition(text, "assume")
        made.append(condition)
        if entry.says is not None:
            denials.setdefault(condition, convert.holed(entry.says, contacts))
        if condition == Always(holds=False):
            advice = "say what is true of everyone"
            names.found.error("T304", "nobody fits this", text, advice)
        inside = parts_through([condition], names.values)
        if any(isinstance(part, Heard) for part in inside):
            message = "this speaks of what was asked, not of what is true"
            advice = "compare answers, as in `began_age <= age`"
            names.found.error("T303", message, text, advice)
    return tuple(made), denials


def citations(
    declared: Parts, shared: Iterable[Mapping[str, SourceEntry]]
) -> Mapping[str, Citation]:
    """Return the sources that are listed or cited, where they are known."""
    tables = (declared.sources, *shared)
    sources = chain(*(document.sources for document in declared.documents))
    ids = [source if isinstance(source, Text) else source.id for source in sources]
    for kind in (declared.questions, declared.recommendations):
        ids += chain(*(entry.cites or () for entry in kind.values()))
    names = dict.fromkeys(text.value for text in ids)
    found = {name: next((x[name] for x in tables if name in x), None) for name in names}
    return {name: convert.citation(one) for name, one in found.items() if one}
