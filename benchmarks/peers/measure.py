"""Measure one engine at every size, and say each figure as a line of JSON.

    python -m peers.measure MODULE NUMBER

NUMBER says which of its ways.
What an engine decides is compared with what is expected before its time is taken. Times
are of the processor, all threads together. Beside each stands what triage took for 25
steps in the same process, so that what else the machine did counts less.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module

import numpy as np

from peers.ours import decided, frame
from peers.problem import ROWS, SIZES, Decide, Problem, Way

ENOUGH, ROUNDS = 0.5, 5
"""How many seconds of rounds are enough, and how many rounds."""

LONG = 3
"""How many seconds are that long that the first time counts, whatever it prepares."""


def seconds(do: Callable[[], object]) -> float:
    """Return the processor time of a call."""
    began = time.process_time()
    do()
    return time.process_time() - began


def agrees(way: Way, problem: Problem, decide: Decide) -> bool:
    """Return whether everybody is decided as expected."""
    if not way.rows:
        return [*decide()] == problem.expected
    found = np.asarray(decide())
    if found.dtype.kind not in "iu":
        names = [str(name).removeprefix("end") for name in found]
        found = np.array(names, int)
    return bool((found == problem.expected_rows).all())


def measured(way: Way, problem: Problem, beside: Decide) -> dict[str, object]:
    """Return what one way takes for each person, or why it decides nobody."""
    began = time.process_time()
    try:
        decide = way.load(problem)
        load = time.process_time() - began
        began = time.process_time()
        if not agrees(way, problem, decide):
            return {"why": "decides otherwise"}
        first = time.process_time() - began
    except Exception as error:  # noqa: BLE001  whatever an engine says, it is told
        says = str(error).splitlines()[0].partition(" [")[0]
        return {"why": f"{type(error).__name__}: {says[:72]}"}
    # what takes that long would take the time of all sizes if it were run again
    rounds, ours = [first if first >= LONG else seconds(decide)], [seconds(beside)]
    while len(rounds) < ROUNDS and sum(rounds) < ENOUGH:
        rounds.append(seconds(decide))
        ours.append(seconds(beside))
    count = ROWS if way.rows else len(problem.expected)
    few = ROWS if way.rows else len(Problem(min(SIZES)).expected)
    return {
        "seconds": statistics.median(rounds) / count,
        "load": load,
        "beside": statistics.median(ours) / few,
    }


def main(module: str, number: int) -> None:
    """Measure one way at each size, up to one that it does not decide."""
    way = import_module(f"peers.{module}").WAYS[number]
    small = Problem(min(SIZES))
    beside = frame(small, "polars") if way.rows else decided(small, asked=False)
    beside()
    for steps in SIZES:
        found = measured(way, Problem(steps), beside)
        print(json.dumps({"steps": steps, **found}), flush=True)
        if "why" in found:
            break


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
