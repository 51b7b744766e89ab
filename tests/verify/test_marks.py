"""Marks: what a solver is told of days is so, in every century."""

from datetime import date

import pytest
from calendars import CALENDAR

from triage.verify.circuit import Gates, Number
from triage.verify.ratios import calendar
from triage.verify.solver import Budget, Solver
from triage.verify.sums import at_most, picked, total

DAYS = [date(1890, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(1904, 2, 29)]
DAYS += [date(2000, 2, 29), date(2024, 2, 28), date(2100, 2, 28), date(2100, 3, 1)]
DAYS += [date(2101, 12, 31), date(2024, 4, 30)]
FIRST, LAST = date(1890, 1, 1).toordinal(), date(2111, 12, 31).toordinal()
ENDS = {
    "mark": tuple(map(CALENDAR["mark"], (FIRST, LAST))),
    "close": tuple(map(CALENDAR["close"], (FIRST, LAST))),
    "day": (FIRST, LAST),
}


def is_exactly(gates, amount, value):
    """Return whether an amount is a number."""
    return gates.every(
        [at_most(gates, amount, value), -at_most(gates, amount, value - 1)]
    )


@pytest.mark.parametrize("how", ["mark", "close", "day"])
def test_a_solver_knows_the_calendar(how):
    """Of a day it finds the mark, and of a mark the day, and no other."""
    gates = Gates()
    given = picked([(1, Number(0, "n integer 0"))])
    found = calendar(how, given, ENDS[how])
    solver = Solver(gates, Budget(seconds=60))
    for day in DAYS:
        number = day.toordinal()
        number = CALENDAR["mark"](number) + 2 if how == "day" else number
        known = is_exactly(gates, given, number)
        wanted = is_exactly(gates, found, CALENDAR[how](number))
        assert solver.finds(known, wanted)
        assert not solver.finds(known, -wanted)
        constant = calendar(how, picked([(1, number)]), ENDS[how])
        assert constant == picked([(1, CALENDAR[how](number))])


def test_what_is_told_of_several_days_is_so():
    """Beside one another days still have their marks, and marks their days."""
    gates = Gates()
    one, two = (picked([(1, Number(0, f"{name} integer 0"))]) for name in "ab")
    hows = [(how, x) for how in ("mark", "close") for x in (0, 1)]
    made = [calendar(how, (one, two)[x], ENDS[how]) for how, x in hows]
    later = [(made[0], 7 * 32), (made[1], 32)]
    moved = [calendar("day", total([(1, mark)], by), ENDS["day"]) for mark, by in later]
    solver = Solver(gates, Budget(seconds=60))
    for pair in zip(DAYS, [*DAYS[3:], *DAYS[:3]], strict=True):
        days = [day.toordinal() for day in pair]
        found = [CALENDAR[how](days[x]) for how, x in hows]
        ends = [CALENDAR["day"](found[x] + by) for x, (_, by) in enumerate(later)]
        known = [(one, days[0]), (moved[0], ends[0]), (two, days[1])]
        known += [(moved[1], ends[1]), *zip(made, found, strict=True)]
        assert solver.finds(*(is_exactly(gates, *one) for one in known))
