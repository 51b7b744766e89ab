"""Turns: where comparisons of a number turn, known to the question that asks for it.

So a time in another unit is rounded only where no comparison could tell.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain

import attrs

from triage.base.kinds.duration import Turn
from triage.base.question import Question
from triage.language.ast import (
    And,
    Compare,
    Computed,
    Expr,
    NumberOf,
    Sum,
    children,
    parts,
)
from triage.model.traversal import (
    conditions,
    piece_conditions,
    shown_in_denials,
    shown_in_texts,
)
from triage.model.tree import Tree


def with_turns(tree: Tree) -> Mapping[str, Question]:
    """Return the questions of a tree, which know where comparisons turn.

    A number that is added to others, or shown, has no such places: all of it matters.

    >>> import triage
    >>> triage.load("qsofa").questions["systolic"].turns
    (Turn(at=Fraction(100, 1), above=True),)
    """
    turns: dict[str, dict[Turn, None]] = {name: {} for name in tree.questions}
    added = set[str]()
    every = chain((expr for _, expr in conditions(tree)), piece_conditions(tree))
    found = map(apart, every)
    for expr in dict.fromkeys(chain.from_iterable(found)):
        if isinstance(expr, Sum):
            added.update(numbers(expr))
        for compared in (part for part in parts(expr) if isinstance(part, Compare)):
            total = compared.difference
            match total.terms:
                case ((factor, NumberOf(name)),):
                    scale = 10 ** tree.questions[name].decimals
                    at = Fraction(-total.constant, factor * scale)
                    sides = aboves(compared, rising=factor > 0)
                    turns[name] |= {Turn(at, above): None for above in sides}
                case _:
                    added.update(numbers(total))
    added |= (shown_in_texts(tree) | shown_in_denials(tree)) & turns.keys()
    known: dict[str, tuple[Turn, ...] | None] = {n: (*t,) for n, t in turns.items()}
    known |= dict.fromkeys(added)
    return {
        name: attrs.evolve(question, turns=known[name])
        for name, question in tree.questions.items()
    }


def apart(expr: Expr) -> tuple[Expr, ...]:
    """Return what an expression consists of, so that common parts are met once."""
    return expr.items if isinstance(expr, And) else (expr,)


def numbers(expr: Expr) -> Iterator[str]:
    """Yield the questions whose answers a number is calculated with."""
    for part in children(expr):
        if isinstance(part, NumberOf):
            yield part.question
        elif isinstance(part, Sum | Computed):
            yield from numbers(part)


def aboves(compared: Compare, *, rising: bool) -> tuple[bool, ...]:
    """Return whether a comparison turns at its limit, just above it, or both."""
    if compared.operator == "==":
        return False, True
    return (rising == ("=" in compared.operator),)
