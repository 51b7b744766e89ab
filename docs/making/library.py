"""The library: a page for each built-in tree, for those who review it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from making.places import DOCS, MADE
from making.text import escaped, item, table
from triage import cases, hazards
from triage.base.question import Question
from triage.diagram.lines import allowed, option_text
from triage.diagram.parts import module_title, parts
from triage.language.english import English
from triage.linker.library import trees_folder
from triage.linker.loader import builtins, find, load
from triage.model.tree import Citation, Recommendation, Step, Tree

__all__ = ["FOLDER", "beside_it", "library_pages"]

FOLDER = DOCS / "library"

CONTENTS = """\
On this page: [diagram](#diagram), [review](#review), [questions](#questions),
[outcomes](#outcomes),
[what must be true of every {person}](#what-must-be-true-of-every-{person}),
[sources](#sources).
"""


def library_pages() -> Iterator[tuple[Path, str]]:
    """Yield the page of every built-in tree."""
    for name in builtins():
        yield FOLDER / f"{name}.md", tree_page(load(name))


def tree_page(tree: Tree) -> str:
    """Return the page of a tree."""
    return MADE + "\n".join(
        [
            f"# {escaped(tree.title)}\n",
            f"> {escaped(tree.profile.disclaimer)}\n",
            facts(tree),
            CONTENTS.format(person=tree.profile.person),
            *diagrams(tree),
            *review(tree),
            *questions(tree),
            *outcomes(tree),
            *properties(tree),
            *sources(tree),
        ]
    )


def facts(tree: Tree) -> str:
    """Return what a reviewer wants to know first, as a table."""
    by = " by clinicians" if tree.profile.is_clinical else ""
    reviewed = "" if tree.status == "reviewed" else f", not reviewed{by}"
    rows = [
        ("status", f"**{tree.status}{reviewed}**; for education and testing"),
        ("version", f"{tree.version}, to be looked at again by {tree.review_by}"),
        ("for", escaped(tree.audience)),
        ("not for", escaped(tree.not_for)),
        ("made from", file_links(tree_files(tree))),
        ("cases", file_links(beside_it(tree, cases.beside)) or "none yet"),
        ("hazards", file_links(beside_it(tree, hazards.beside)) or "none yet"),
    ]
    return table((f"`{tree.id}`", ""), rows)


def tree_files(tree: Tree) -> Iterator[Path]:
    """Yield the files that a tree is made from, its own first."""
    own, *modules = tree.documents
    path = find(str(own.id))
    yield path
    yield from (path.with_name(f"{module.id}.yaml") for module in modules)


def beside_it(tree: Tree, name: Callable[[Path], Path]) -> Iterator[Path]:
    """Yield the file of a name beside that of a tree, if there is one."""
    path = name(find(tree.id))
    if path.is_file():
        yield path


def file_links(paths: Iterable[Path]) -> str:
    """Return links to files of the trees, from a page of the library."""
    inner = [path.relative_to(trees_folder()).as_posix() for path in paths]
    return ", ".join(f"[`{name}`](../../trees/{name})" for name in inner)


# Diagrams


def diagrams(tree: Tree) -> Iterator[str]:
    """Yield the directives that draw the tree when the site is built."""
    shown, draw = parts(tree), f"`triage draw {tree.id} -o {tree.id}.svg`"
    yield "## Diagram\n"
    if len(shown) == 1:
        yield f"{draw} draws it.\n"
        yield directive("triage", tree)
        return
    yield (
        "The whole is too large to be read on a screen, so here are a map and its "
        f"parts, in order. {draw} draws them as one.\n"
    )
    yield directive("triage", tree, ":map:")
    for part in shown:
        yield f"### Part {part.number}: {escaped(part.title)}\n"
        yield directive("triage", tree, f":part: {part.number}")


def directive(name: str, tree: Tree, *options: str) -> str:
    lines = [f"```{{{name}}} {tree.id}", *options, "```"]
    return "\n".join(lines) + "\n"


def review(tree: Tree) -> Iterator[str]:
    """Yield the way to the page by which the tree is signed."""
    yield "## Review\n"
    yield (
        f"`triage review {tree.id} -o review.html` writes the tree whole on one page, "
        "to be read, [tried beside its map, and signed](../review.md).\n"
    )
    yield directive("triage-review", tree)


# Questions


def questions(tree: Tree) -> Iterator[str]:
    """Yield the questions in the order in which they can be asked."""
    yield "## Questions\n"
    yield (
        "In the order in which they can be asked, page by page. Nobody is asked all of "
        "them: an answer can end the interview, or make others needless.\n"
    )
    asking = [step for step in tree.steps.values() if step.ask]
    number = 0
    for module, steps in groupby(asking, key=lambda step: step.module):
        if module:
            yield f"### {escaped(module_title(tree, module))}\n"
        for step in steps:
            yield page_line(step)
            for name in step.ask:
                number += 1
                yield question_item(tree, number, tree.questions[name])


def page_line(step: Step) -> str:
    """Return the line above the questions of a step."""
    return f"Page `{step.id}`{', as a list to tick' if step.checklist else ''}:\n"


def question_item(tree: Tree, number: int, question: Question) -> str:
    """Return a question with all that belongs to it."""
    lines = [
        answers(question),
        *guard_line(tree, question),
        *labelled("Help", question.help),
        *labelled("Why", question.why),
        *labelled("If not sure, once more", question.again),
        *sources_line(question.cites),
    ]
    head = f"**{escaped(question.text)}** (`{question.id}`)"
    return item(f"{number}.", head, lines)


def answers(question: Question) -> str:
    """Return what can be answered."""
    if not question.options:
        return escaped(f"Answer: {allowed(question)}.")
    kind = "one of" if question.type == "one_of" else "any of"
    texts = [option_text(option) for option in question.options]
    more = [] if question.type == "one_of" else ["none of these"]
    unsure = ["not sure"] if question.unsure else []
    return escaped(f"Answer: {kind}: {'; '.join([*texts, *more, *unsure])}.")


def guard_line(tree: Tree, question: Question) -> Iterator[str]:
    """Yield when a question is asked, if that depends."""
    guard = tree.guards.get(question.id)
    if guard is not None:
        when = English(tree.questions).of(guard.when)
        counts = question.describe(guard.otherwise)
        yield escaped(f"Asked only if {when}; otherwise it counts as: {counts}.")


def labelled(label: str, text: str) -> Iterator[str]:
    """Yield a text behind its label, if there is one."""
    if text:
        yield f"*{label}:* {escaped(text)}"


def sources_line(cites: tuple[str, ...]) -> Iterator[str]:
    """Yield the sources of a statement, if it has any."""
    if cites:
        yield f"*Sources:* {', '.join(f'`{name}`' for name in cites)}"


# Outcomes


def outcomes(tree: Tree) -> Iterator[str]:
    """Yield what a person can be told, the warnings first, then by urgency."""
    yield "## Outcomes\n"
    yield "What a person can be told, the most urgent first.\n"
    told = tree.recommendations.values()
    for level in reversed(tree.levels):
        found = [item for item in told if item.urgency == level and not item.warning]
        yield from outcome_section(f"{escaped(level.title)} (`{level.id}`)", found)
    warnings = [item for item in told if item.warning]
    yield from outcome_section("Warnings, shown before all else", warnings)
    plain = [item for item in told if item.urgency is None and not item.warning]
    yield from outcome_section("Information, which raises nothing", plain)


def outcome_section(heading: str, told: Iterable[Recommendation]) -> Iterator[str]:
    """Yield some recommendations under a heading; nothing if there are none."""
    lines = [outcome_item(recommendation) for recommendation in told]
    if lines:
        yield from (f"### {heading}\n", *lines)


def outcome_item(told: Recommendation) -> str:
    """Return a recommendation with all that belongs to it."""
    alone = ", shown alone" if told.alone else ""
    lines = [
        *([escaped(told.text)] if told.text else []),
        *labelled("Watch for", told.watch_for),
        *sources_line(told.cites),
    ]
    return item("-", f"**{escaped(told.title)}** (`{told.id}`{alone})", lines)


# Properties and sources


def properties(tree: Tree) -> Iterator[str]:
    """Yield what must be true of everybody who answers."""
    yield f"## What must be true of every {tree.profile.person}\n"
    stated = [f"- {escaped(item.says)}\n" for item in tree.properties.values()]
    yield "".join(stated) or "Nothing is stated.\n"


def sources(tree: Tree) -> Iterator[str]:
    """Yield the sources of the tree."""
    yield "## Sources\n"
    yield "What a status means is said in [the library](README.md).\n"
    rows = [
        (
            f"`{cited.id}`",
            source_text(cited),
            f"{cited.status} {cited.checked_on}",
            cited.opened,
        )
        for cited in sorted(tree.citations.values(), key=lambda cited: cited.id)
    ]
    heads = ("id", "source", "status, looked up on", "opened at its publisher")
    yield table(heads, rows)


def source_text(cited: Citation) -> str:
    """Return a source as a reader would look it up."""
    name = escaped(cited.title)
    linked = f"[{name}]({cited.url})" if cited.url else name
    return ", ".join(filter(None, [linked, cited.year, escaped(cited.identifier)]))
