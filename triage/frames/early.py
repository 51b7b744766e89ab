"""Early: what is collected, and half answered pages on which nothing can be worse."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from triage.frames.arrays import Mask, anybody, both, either, negated
from triage.frames.judge import Judge
from triage.frames.plan import Collected, Onward, Stage

Found: TypeAlias = Sequence[tuple[Collected, Mask]]
"""What is collected, and where."""


def collected(
    judge: Judge, advise: Sequence[Collected], *, on: Mask
) -> tuple[Found, Mask]:
    """Return what is collected and where, and where all of that is certain."""
    found: list[tuple[Collected, Mask]] = []
    for item in advise:
        surely, maybe = judge.pair(item.when)
        if surely is not maybe:
            on = both(on, either(surely, negated(maybe)))
        holds = both(on, surely)
        found.append((item, holds))
        judge.collect(judge.plan.ranks[item.recommendation], holds)
    return found, on


def early_ends(
    judge: Judge, stage: Stage, *, on: Mask
) -> Iterator[tuple[Onward, Mask, Found]]:
    """Yield the ways on which a half answered page is left for the top of the scale.

    With each comes where it is taken, and what is collected there.

    Args:
        judge: What knows where answers are missing.
        stage: The step.
        on: Where they are.
    """
    plan = judge.plan
    before, left = collected(judge, stage.advise, on=on)
    for way in stage.ways:
        surely, maybe = judge.pair(way.when)
        take, left = both(left, surely), both(left, negated(maybe))
        if way.end is None:
            continue
        rank = judge.rank
        own, take = collected(judge, way.advise, on=take)
        if plan.ranks[way.end] != plan.top:
            take = both(take, judge.is_urgent(plan.top))
        judge.raised(rank)
        if anybody(take):
            told = (*before, *own)
            yield way, take, [(item, both(here, take)) for item, here in told]
