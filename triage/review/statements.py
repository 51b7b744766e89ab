"""Statements: each property in words, with what came of it and what tests it."""

from collections.abc import Iterator, Mapping

import triage.language.ast as e
from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.base.wording import listed
from triage.diagram.notation import Notation, notation
from triage.hazards.tracing import Trace
from triage.model.tree import Property, Tree
from triage.verify.properties import Proof, Proofs, Verdict
from triage.verify.text import titled


@immutable
class Statement:
    """Show what must be true of every patient.

    Args:
        id: The id of the property.
        says: The property in the author's words.
        given: Of whom it is said, as a condition in words; empty for everybody.
        then: What holds of them, in words.
        verdict: What came of it.
        floor: The least rank of whoever is given, by it; -1 where it says none.
        hazards: The ids of the hazards that it controls.
        cases: The ids of the cases that put it to the test, where hazards name it.
        story: Of whom it does not hold, in lines; empty where it does.
    """

    id: str
    says: str
    given: str
    then: str
    verdict: Verdict
    floor: int
    hazards: tuple[str, ...]
    cases: tuple[str, ...]
    story: tuple[str, ...] = ()


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


def statements(tree: Tree, proofs: Proofs, trace: Trace | None) -> Iterator[Statement]:
    """Yield a statement for each property that was proved, or not."""
    cases, hazards = controlling(trace)
    end = Ending.of_tree(tree)
    for proof in proofs.proofs:
        stated = proof.property
        yield Statement(
            id=stated.id,
            says=stated.says,
            given="" if stated.given is None else end.of(stated.given),
            then="; ".join(holds(end, stated)),
            verdict=proof.verdict,
            floor=-1 if stated.then is None else floor(stated.then),
            hazards=hazards.get(stated.id, ()),
            cases=cases.get(stated.id, ()),
            story=tuple(shown(tree, proof)),
        )


def controlling(
    trace: Trace | None,
) -> tuple[Mapping[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the cases and the hazards of each property that controls one."""
    cases: dict[str, tuple[str, ...]] = {}
    hazards: dict[str, tuple[str, ...]] = {}
    for one in trace.traced if trace else ():
        for control in one.controls:
            if control.kind == "property":
                cases[control.id] = control.cases
                hazards[control.id] = (*hazards.get(control.id, ()), one.hazard.id)
    return cases, hazards


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


def shown(tree: Tree, proof: Proof) -> Iterator[str]:
    """Yield who speaks against a property, in lines, one below the other."""
    for end, title, story in titled(tree, proof):
        yield from [""] * bool(end)
        yield title
        yield from story.lines()
