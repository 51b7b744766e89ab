"""numba, by hand: machine code of branches, and of a loop over arrays."""

import numpy as np

from peers.problem import Decide, Problem, Way, nested


def branches(problem: Problem) -> Decide:
    """Return a function of `if` within `if`, compiled."""
    import numba  # noqa: PLC0415

    text = nested(
        problem.root,
        lambda name: name.removeprefix("end"),
        lambda q, yes, no: f"({yes} if row[{q[1:]}] else {no})",
    )
    one = numba.njit(eval(f"lambda row: {text}"))  # noqa: S307  our own text

    @numba.njit
    def everybody(cells: np.ndarray, found: np.ndarray) -> np.ndarray:
        for number in range(len(cells)):
            found[number] = one(cells[number])
        return found

    found = np.empty(len(problem.cells), np.int16)
    everybody(problem.cells[:1], found)
    return lambda: everybody(problem.cells, found)


def arrays(problem: Problem) -> Decide:
    """Return a loop that goes from step to step by arrays, compiled."""
    import numba  # noqa: PLC0415

    @numba.njit
    def everybody(
        cells: np.ndarray, asked: np.ndarray, ways: np.ndarray, found: np.ndarray
    ) -> np.ndarray:
        for number in range(len(cells)):
            at = 0
            while at >= 0:
                at = ways[at, int(cells[number, asked[at]])]
            found[number] = -1 - at
        return found

    asked, ways = problem.children
    found = np.empty(len(problem.cells), np.int16)
    everybody(problem.cells[:1], asked, ways, found)
    return lambda: everybody(problem.cells, asked, ways, found)


WAYS = (
    Way("branches", branches, rows=True),
    Way("a loop over arrays", arrays, rows=True),
)
