"""Readers: the steps and the guarded questions whose conditions look at a part."""

from collections import defaultdict
from collections.abc import Iterable

from triage.language.ast import Expr, values_in
from triage.model.traversal import conditions_at
from triage.model.tree import Tree


class Readers:
    """Say where a walk first looks at a part of a tree: a step, a guard or a value."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.steps = defaultdict[str, set[str]](set)  # by the value that they look at
        self.guarded = defaultdict[str, set[str]](set)
        self.asking = defaultdict[str, set[str]](set)  # by the question
        for step in tree.steps.values():
            exprs = (condition for _, condition in conditions_at([step]))
            self.note(exprs, step.id, self.steps)
            for name in step.ask:
                self.asking[name].add(step.id)
        for name, guard in tree.guards.items():
            self.note([guard.when], name, self.guarded)

    def note(
        self, exprs: Iterable[Expr], who: str, readers: defaultdict[str, set[str]]
    ) -> None:
        left = [*exprs]
        for expr in left:
            for name in values_in(expr):
                if who not in readers[name]:
                    readers[name].add(who)
                    left.append(self.tree.values[name].body)

    def of(self, field: str, name: str) -> frozenset[str] | None:
        """Return the steps where a part matters; None if that is not only at steps."""
        match field:
            case "steps":
                return frozenset([name])
            case "guards":
                return frozenset(self.asking[name])
            case "values":
                asking = (self.asking[question] for question in self.guarded[name])
                return frozenset(self.steps[name]).union(*asking)
            case _:
                return None

    def only(self, field: str, name: str) -> str:
        """Return the one step that looks at a part; "" where something else does."""
        if field == "steps":
            return name
        steps = self.steps[name] if field == "values" else ()
        return next(iter(steps)) if len(steps) == 1 and not self.guarded[name] else ""
