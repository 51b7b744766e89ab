"""What was done so often before that it is done as fast as it ever is."""

from collections.abc import Callable
from typing import TypeVar

from triage.base.limits import LIMITS

Found = TypeVar("Found")


def warm(do: Callable[[], Found]) -> Callable[[], Found]:
    """Return what walks a tree, once it was called so often that functions are made."""
    for _ in range(LIMITS.patience + 1):
        do()
    return do
