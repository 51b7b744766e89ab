"""Meant: what goes by values that mean something else now, with what they meant."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from triage.base.wording import listed
from triage.diagram.build import Reading, used
from triage.diagram.model import Mark, View
from triage.diagram.notation import PictureVoice
from triage.language import ast as e
from triage.model.traversal import shown_in, texts_asked, texts_told
from triage.model.tree import Step, Tree


def by_values(new: Tree, changed: Collection[str]) -> Mapping[str, Mark]:
    """Return the marks of steps and ends that go by values, or show them."""
    words = Reading.of(new).words
    read = {step.id: read_at(new, step) for step in new.steps.values()}
    read |= {name: told_by(new, name) for name in new.recommendations}
    return {
        name: Mark("strong", f"changed: {meaning(words, found)}")
        for name, those in read.items()
        if (found := [x for x in changed if x in those])
    }


def of_results(new: Tree, changed: Collection[str]) -> Iterator[str]:
    """Yield what every decision shows that means something else."""
    shown = through(new, new.show)
    if found := [x for x in changed if x in shown]:
        said = meaning(Reading.of(new).words, found)
        yield f"shown with every decision, changed: {said}"


def meaning(words: PictureVoice, names: Iterable[str]) -> str:
    said = listed([f"“{words.named(name)}”" for name in names], "and")
    return f"the meaning of {said}"


def read_at(tree: Tree, step: Step) -> set[str]:
    """Return the values that a step goes by, or that its questions show."""
    texts = chain(*(texts_asked(tree.questions[name]) for name in step.ask))
    return used(tree, [step]) | through(tree, shown_in(texts))


def told_by(tree: Tree, name: str) -> set[str]:
    """Return the values that a recommendation shows, or that its texts go by."""
    item = tree.recommendations[name]
    conditions = [piece.when for piece in item.pieces if piece.when is not None]
    return through(tree, shown_in(texts_told(item)), conditions)


def through(
    tree: Tree, names: Iterable[str], conditions: Iterable[e.Expr] = ()
) -> set[str]:
    """Return some values and those of conditions, with all that they are made of."""
    found = {name for name in names if name in tree.values}
    bodies = (tree.values[name].body for name in found)
    parts = e.parts_through([*bodies, *conditions], tree.values)
    return found | {part.value for part in parts if isinstance(part, e.OfValue)}


def since(
    new: Tree, old: Tree, shown: View, changed: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the names that are used where a view shows, with what they meant before."""
    now, then = Reading.of(new).words, Reading.of(old).words
    here = {node.id for node in shown.nodes}
    read = used(new, [new.steps[name] for name in here if name in new.steps])
    others = through(new, new.show)
    others |= set().union(*(read_at(new, new.steps[x]) for x in here if x in new.steps))
    others |= set().union(*(told_by(new, x) for x in here if x in new.recommendations))
    names = read | {name for name in changed if name in others}
    for name in sorted(names, key=lambda name: now.named(name).casefold()):
        meaning = now.meaning(new.values[name])
        was = old.values.get(name)
        before = "" if was is None else then.meaning(was)
        edit = f"changed, before: {before}" if before else "added"
        said = meaning if meaning == before else f"{meaning} ({edit})"
        yield now.named(name), said
