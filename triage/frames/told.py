"""Lists of advice, each made once, so that what a row collects is one number."""

import numpy as np
from numpy.typing import NDArray

Lists = NDArray[np.int32]
"""For each row, the number of the list of what it collected."""


class Told:
    """Number lists of advice in the order of collection; the first is empty."""

    def __init__(self) -> None:
        self.lists: list[tuple[int, ...]] = [()]
        self.numbers: dict[tuple[int, ...], int] = {(): 0}
        self.longer: dict[int, Lists] = {}

    def add(self, lists: Lists, advice: int) -> Lists:
        """Return the lists that have one more piece of advice, unless it is there.

        >>> told = Told()
        >>> found = told.add(told.add(np.zeros(2, np.int32), 5), 7)
        >>> found, told.lists[found[0]]
        (array([2, 2], dtype=int32), (5, 7))
        """
        known = self.longer.get(advice, np.empty(0, np.int32))
        new = np.full(len(self.lists) - len(known), -1, np.int32)
        known = self.longer[advice] = np.concatenate([known, new])
        found = known[lists]
        missing = np.unique(lists[found < 0])
        for number in missing.tolist():
            known[number] = self._longer(self.lists[number], advice)
        return known[lists] if missing.size else found

    def used(self, lists: Lists) -> tuple[list[tuple[int, ...]], NDArray[np.int64]]:
        """Return the lists that some rows have, and which of them each has."""
        found, each = np.unique(lists, return_inverse=True)
        return [self.lists[number] for number in found.tolist()], each

    def _longer(self, listed: tuple[int, ...], advice: int) -> int:
        made = listed if advice in listed else (*listed, advice)
        if made not in self.numbers:
            self.numbers[made] = len(self.lists)
            self.lists.append(made)
        return self.numbers[made]
