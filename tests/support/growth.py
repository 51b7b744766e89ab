"""Growth: how much longer work takes on an input that is four times as large."""

import gc
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

TIMES = 4
"""How many times as large the second input is: linear work takes so many times longer,
quadratic work sixteen times."""

LINEAR = 8
"""What is taken for linear, on a machine that does other things as well."""

TRIES = 4


def is_linear(make: Callable[[int], T], work: Callable[[T], object], size: int) -> bool:
    """Whether work grows as its input does, in one try of a few.

    No seconds are compared with a clock: only how one input compares with another, on
    the same machine and one after the other.
    """
    few, many = make(size), make(TIMES * size)
    return any(took(work, many) < LINEAR * took(work, few) for _ in range(TRIES))


def took(work: Callable[[T], object], given: T) -> float:
    """Return the processor time of some work, with nothing collected meanwhile."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work(given)
        return time.process_time() - start
    finally:
        gc.enable()
