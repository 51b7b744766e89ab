"""Monotone order of answers: when one patient is nowhere better off than another."""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

from triage.base.answer import UNSURE
from triage.base.kinds import Range, Subset
from triage.language.ast import Sum, ValueIs
from triage.model.tree import Property
from triage.verify.circuit import FALSE
from triage.verify.encode import Encoding, GateAlgebra
from triage.verify.ratios import Exact, at_most, total
from triage.verify.sums import one_if


def no_better(one: Encoding, other: Encoding, stated: Property) -> int:
    """Return whether every listed answer of the other patient is as bad or worse.

    No is better than "not sure", and that is better than yes; an option that is not
    chosen is better than one that may be. A number or the place of an option counts
    from the least to the greatest that it can be.
    """
    rows = [*orders(one, other, (*stated.worse, *stated.rising))]
    rows += orders(other, one, stated.falling)
    return one.gates.every(rows)


def orders(one: Encoding, other: Encoding, names: Iterable[str]) -> Iterator[int]:
    """Yield what makes each answer of the other patient as great or greater."""
    for name in names:
        for low, high in zip(degrees(one, name), degrees(other, name), strict=True):
            yield at_most(one.gates, total([(1, low), (-1, high)], 0), 0)


def degrees(encoding: Encoding, name: str) -> Iterator[Exact]:
    """Yield how great an answer is, asked or not: the least and the most it can be."""
    tree, variables, gates = encoding.tree, encoding.variables, encoding.gates
    algebra = GateAlgebra(tree, variables, lambda _: FALSE, {}, in_full=True)
    if name in tree.values:
        body: Any = tree.values[name].body
        if isinstance(body, Sum):
            yield from algebra.lowering.number(body)
        elif options := tuple(tree.values[name].choices):
            for place in range(1, len(options)):  # an option, or one further down
                further = ValueIs(name, options[place:])
                yield from map(one_if, algebra.lowering.condition(further))
        else:
            yield from map(one_if, algebra.lowering.condition(body))
        return
    question, unsure = tree.questions[name], variables.word(name, UNSURE)
    match question.domain:
        case Range():
            yield from (algebra.least(name), algebra.greatest(name))
            return
        case Subset(keys):
            words = [variables.word(name, key) for key in keys]
        case _ if question.kind.stands_alone:
            words = [variables.word(name, "yes")]
        case _:  # an option, or one further down the list
            words = [variables.word(name, key) for key in [*question.choices][:0:-1]]
            words = [*accumulate(words, lambda one, two: gates.some([one, two]))]
    for word in words:
        yield from (one_if(word), one_if(gates.some([word, unsure])))
