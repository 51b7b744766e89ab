"""Monotone order of answers: when one patient is nowhere better off than another."""

from collections.abc import Iterable, Iterator, Sequence

from triage.base.answer import UNSURE
from triage.base.kinds import Subset, Words
from triage.language.ast import Sum
from triage.model.tree import Property
from triage.verify.circuit import FALSE
from triage.verify.encode import Encoding, GateAlgebra
from triage.verify.sums import Amount, at_most, total

Pair = tuple[int, int]


def no_better(one: Encoding, other: Encoding, stated: Property) -> int:
    """Return whether every listed answer of the other patient is as bad or worse.

    No is better than "not sure", and that is better than yes; an option that is not
    chosen is better than one that may be. A number or the place of an option counts
    from the least to the greatest that it can be.

    Args:
        one: The tree for the first patient.
        other: The tree for the other patient.
        stated: The property that lists questions and values.
    """
    rows = [*orders(one, other, (*stated.worse, *stated.rising))]
    rows += orders(other, one, stated.falling)
    return one.gates.every(rows)


def orders(one: Encoding, other: Encoding, names: tuple[str, ...]) -> Iterator[int]:
    """Yield what makes each answer of the other patient as great or greater."""
    gates = one.gates
    for name in names:
        for before, after in zip(degrees(one, name), degrees(other, name), strict=True):
            yield from (gates.some([-a, b]) for a, b in zip(before, after, strict=True))
        for low, high in zip(amounts(one, name), amounts(other, name), strict=True):
            yield at_most(gates, total([(1, low), (-1, high)], 0), 0)


def degrees(encoding: Encoding, name: str) -> Iterator[Pair]:
    """Yield facts, certain and possible, of which each makes an answer greater."""
    tree = encoding.tree
    value, question = tree.values.get(name), tree.questions.get(name)
    if value is not None and not isinstance(value.body, Sum):
        yield answered(encoding).lowering.condition(value.body)
    elif question is not None:
        match question.domain:
            case Words() if question.kind.stands_alone:
                yield from worse(encoding, name, ["yes"])
            case Words(keys):
                yield from places(encoding, name, keys)
            case Subset(keys):
                yield from worse(encoding, name, keys)


def worse(encoding: Encoding, name: str, words: Iterable[str]) -> Iterator[Pair]:
    """Yield whether each of some words is answered."""
    gates, variables = encoding.gates, encoding.variables
    unsure = variables.word(name, UNSURE)
    for word in (variables.word(name, word) for word in words):
        yield word, gates.some([word, unsure])


def places(encoding: Encoding, name: str, keys: Sequence[str]) -> Iterator[Pair]:
    """Yield whether an option stands at each place of the list, or further down."""
    gates, variables = encoding.gates, encoding.variables
    unsure, reached = variables.word(name, UNSURE), FALSE
    for key in reversed(keys[1:]):
        reached = gates.some([reached, variables.word(name, key)])
        yield reached, gates.some([reached, unsure])


def amounts(encoding: Encoding, name: str) -> tuple[Amount, ...]:
    """Return the least and the greatest that a number can be; nothing for others."""
    tree, algebra = encoding.tree, answered(encoding)
    if name in tree.values:
        body = tree.values[name].body
        return algebra.lowering.number(body) if isinstance(body, Sum) else ()
    if tree.questions[name].is_number:
        return algebra.least(name), algebra.greatest(name)
    return ()


def answered(encoding: Encoding) -> GateAlgebra:
    """Return what a patient answers, asked or not, skipped or not."""
    tree, variables = encoding.tree, encoding.variables
    return GateAlgebra(tree, variables, lambda _: FALSE, {}, in_full=True)
