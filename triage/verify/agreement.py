"""Agreement: before anything is proved, a formula is held against walking.

Some patients are drawn at random, though the same each time, and each is both walked
through the tree and judged by its gates. That proves nothing; it finds out a formula
that is wrong about many, also where nobody is found by it.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from random import Random
from typing import TypeAlias

import attrs

from triage.base.answer import Answer
from triage.base.limits import LIMITS
from triage.engine.defaults import ordinary
from triage.engine.outcome import Outcome
from triage.verify.counterexample import ProofMismatch
from triage.verify.encode import Encoding
from triage.verify.simulate import Crowd, Trials
from triage.verify.waiting import accepted

Fact: TypeAlias = tuple[str, Hashable]
"""Something that may be so of a patient: which part of an encoding, and what of it."""


def confirmed(encoding: Encoding) -> Encoding:
    """Return a tree as gates, with the patients of whom walking says the same.

    Raises:
        ProofMismatch: Of one of them walking says something else.
    """
    outcomes = tuple(Outcome(encoding.tree, answers) for answers in drawn(encoding))
    encode = encoding.variables.encode
    facts = [Counter(encode(outcome.answers)) for outcome in outcomes]
    crowd = Crowd(encoding.gates, facts)  # of another tree's facts none is so
    walked = [*map(by_walking, outcomes)]
    for fact, literal in by_gates(encoding):
        held = sum((fact in those) << n for n, those in enumerate(walked))
        if crowd.holds(literal) != held:
            raise ProofMismatch(encoding.tree, "patients drawn at random")
    return attrs.evolve(encoding, drawn=outcomes)


def drawn(encoding: Encoding) -> Iterator[dict[str, Answer]]:
    """Yield the well patient, and others who differ in few answers or in many."""
    random, trials = Random(0), Trials(encoding.variables)  # noqa: S311  no secret
    well, questions = ordinary(encoding.tree), encoding.tree.questions
    worth = {name: tuple(trials.each(q)) for name, q in questions.items()}
    yield well
    for number in range(1, LIMITS.drawn):
        share = number / LIMITS.drawn
        yield {
            name: random.choice(worth[name]) if random.random() < share else usual
            for name, usual in well.items()
        }


def by_gates(encoding: Encoding) -> Iterator[tuple[Fact, int]]:
    """Yield what may be so of a patient, and the literal that it is."""
    yield ("valid", True), encoding.valid
    yield ("accepted", True), accepted(encoding)
    for part, literals in (
        ("takes", enumerate(encoding.takes)),
        ("urgent", enumerate(encoding.urgent)),
        ("collects", encoding.collects.items()),
        ("asked", encoding.asked.items()),
        ("skipped", encoding.skipped.items()),
        ("ends", encoding.ends.items()),
        ("told", encoding.told.items()),
    ):
        yield from (((part, key), literal) for key, literal in literals)


def by_walking(outcome: Outcome) -> frozenset[Fact]:
    """Return what is so of a patient."""
    trace = outcome.trace
    parts: dict[str, Iterable[Hashable]] = {
        "valid": [outcome.is_possible],
        "accepted": [outcome.is_accepted],
        "takes": trace.edges,
        "urgent": range(trace.rank + 1),
        "collects": trace.collected,
        "asked": trace.asked,
        "skipped": trace.skipped,
        "ends": [trace.end],
        "told": outcome.here.told,
    }
    return frozenset((part, key) for part, keys in parts.items() for key in keys)
