"""Demanded: what a property asks of every patient, in words, before and now."""

from collections.abc import Iterator, Mapping

import triage.language.ast as e
from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.base.wording import listed
from triage.diagram.notation import Notation, notation
from triage.model.diff import Difference
from triage.model.tree import Property, Tree


@immutable
class Ending(Notation):
    """Say of an outcome what pictures say of conditions on the way."""

    titles: Mapping[str, str] = FrozenMap()

    @classmethod
    def of_tree(cls, tree: Tree) -> "Ending":
        titles = {name: item.title for name, item in tree.recommendations.items()}
        words = notation(tree)
        return cls(tree.questions, tree.values, words.levels, titles=FrozenMap(titles))

    def of(self, condition: e.Condition) -> str:
        match condition:
            case e.Urgent(_, level):
                return f"told at least “{self.levels[level]}”"
            case e.Advised(name):
                return f"told “{self.titles[name]}”"
            case e.Ends(name):
                return f"ended with “{self.titles[name]}”"
        return super().of(condition)

    def negated(self, item: e.Condition) -> str:
        match item:
            case e.Urgent(_, level):
                return f"told less than “{self.levels[level]}”"
            case e.Advised(name):
                return f"not told “{self.titles[name]}”"
            case e.Ends(name):
                return f"not ended with “{self.titles[name]}”"
        return super().negated(item)


def holds(words: Ending, stated: Property) -> Iterator[str]:
    """Yield what a property says of those whom it is about."""
    if stated.then is not None:
        yield words.of(stated.then)
    worse = (
        ("a worse answer to", stated.worse),
        ("a greater", stated.rising),
        ("a lesser", stated.falling),
    )
    found = [f"{lead} {both(words, ids, 'or')}" for lead, ids in worse if ids]
    if found:
        kept = "lowers the urgency"
        if isinstance(stated.of, e.Advised):
            kept = f"drops “{words.titles[stated.of.recommendation]}”"
        yield f"{listed(found, 'or')} never {kept}"
    if stated.before:
        first, later = both(words, stated.asked), both(words, stated.before)
        yield f"{first} asked in an earlier step than {later}"
    if stated.reachable:
        titles = [f"“{words.titles[name]}”" for name in stated.reachable]
        yield f"somebody is told each of {listed(titles, 'and')}"


def both(words: Notation, ids: tuple[str, ...], last: str = "and") -> str:
    return listed([*map(words.named, ids)], last)


def floor(then: e.Condition) -> int:
    """Return the least rank of an outcome of which a condition holds; -1 for any.

    >>> low, high = e.Urgent(1, "soon"), e.Urgent(2, "now")
    >>> floor(e.And((low, high))), floor(e.Or((low, high))), floor(e.Not(high))
    (2, 1, -1)
    """
    match then:
        case e.Urgent(rank):
            return rank
        case e.And(items):
            return max(map(floor, items), default=-1)
        case e.Or(items):
            return min(map(floor, items), default=-1)
    return -1


def stated(words: Ending, one: Property | None) -> str:
    """Return a property in words: what its author says, of whom, and what holds."""
    if one is None:
        return ""
    given = "" if one.given is None else f" Given: {words.of(one.given)}."
    return f"{one.says}{given} Then: {'; '.join(holds(words, one))}."


def demands(edit: Difference, old: Tree, new: Tree) -> tuple[str, str]:
    """Return what an edited property demanded and demands; nothing of other parts."""
    if edit.part != "property":
        return "", ""
    before, now = old.properties.get(edit.id), new.properties.get(edit.id)
    return stated(Ending.of_tree(old), before), stated(Ending.of_tree(new), now)
