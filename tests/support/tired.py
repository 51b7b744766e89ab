"""A solver that runs out of time by decree, not by chance."""

from triage.verify.circuit import FALSE
from triage.verify.solver import UNKNOWN, Solver


class Tired(Solver):
    """Have time for some questions only; what is plainly false needs none."""

    left = 0

    def finds(self, *literals, allowance=None):
        if FALSE in literals:
            return False
        self.left -= 1
        return (
            super().finds(*literals, allowance=allowance) if self.left >= 0 else UNKNOWN
        )


def tired(left=0):
    """Return such a solver, which has time for so many questions."""
    return type("Tired", (Tired,), {"left": left})
