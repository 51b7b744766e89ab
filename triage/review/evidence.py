"""Evidence: each source with what rests on it, and how far it can be trusted."""

from collections.abc import Iterator
from datetime import date

from triage.base.immutable import immutable
from triage.diagram.full import source_numbers
from triage.lint.sources import is_stale
from triage.model.tree import Citation, Tree


@immutable
class Use:
    """Name a text that rests on a source.

    Args:
        kind: ``question`` or ``advice``.
        id: The id of what it is a text of.
        text: What people read: the question, or the title of the advice.
    """

    kind: str
    id: str
    text: str


@immutable
class Evidence:
    """Show a source, and what rests on it.

    Args:
        number: Its number on the page.
        source: The source.
        uses: The texts that cite it.
        is_stale: Whether it was looked up too long ago.
    """

    number: int
    source: Citation
    uses: tuple[Use, ...]
    is_stale: bool


def evidence(tree: Tree, today: date) -> Iterator[Evidence]:
    """Yield the sources of a tree in the order of their ids, numbered."""
    cited: dict[str, list[Use]] = {}
    for question in tree.questions.values():
        for name in question.cites:
            use = Use("question", question.id, question.text)
            cited.setdefault(name, []).append(use)
    for item in tree.recommendations.values():
        for name in item.cites:
            cited.setdefault(name, []).append(Use("advice", item.id, item.title))
    for name, number in source_numbers(tree).items():
        source = tree.citations[name]
        day = source.checked_on
        stale = bool(day) and is_stale(day, today)
        yield Evidence(number, source, tuple(cited.get(name, ())), stale)
