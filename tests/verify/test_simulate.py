"""Many patients at once."""

from datetime import date

from triage.language.months import CALENDAR
from triage.verify.circuit import FALSE, TRUE, Computed, Gates, Given, Linear, Number
from triage.verify.simulate import Crowd

A, N = Given(0, "a yes_no 0", "yes"), Number(0, "n integer 0")


def test_each_patient_has_a_bit():
    """A literal holds of those patients of whom it is so, each by themselves."""
    gates = Gates()
    a, few = gates.literal(A), gates.at_most({N: 1}, 3)
    crowd = Crowd(gates, [{A: 1, N: 3}, {A: 0, N: 3}, {A: 1, N: 4}])

    assert crowd.all == 0b111
    assert crowd.holds(a) == 0b101
    assert crowd.holds(-few) == 0b100
    assert crowd.holds(gates.every([a, few])) == 0b001
    assert (crowd.holds(TRUE), crowd.holds(FALSE)) == (0b111, 0)


def test_gates_made_later_are_judged_too():
    """A gate that is made after others were judged is judged when it is asked about."""
    gates = Gates()
    a = gates.literal(A)
    crowd = Crowd(gates, [{A: 1, N: 3}, {A: 0, N: 5}])
    assert crowd.holds(a) == 0b01

    assert crowd.holds(gates.some([a, gates.at_most({N: 1}, 4)])) == 0b01
    assert crowd.holds(gates.some([a, -gates.at_most({N: 1}, 4)])) == 0b11


def test_what_the_calendar_makes_of_a_day_is_made_for_each_patient():
    """A mark is judged by the day of each patient: the 29th of February, and March."""
    gates, leap = Gates(), date(2024, 2, 29).toordinal()
    of_n, within = (
        Linear(((1, TRUE, N),)),
        (CALENDAR["mark"](1), CALENDAR["mark"](leap + 1)),
    )
    mark = Computed("mark", of_n, Linear(), within)
    crowd = Crowd(gates, [{N: leap - 1}, {N: leap}, {N: leap + 1}])

    assert crowd.holds(gates.at_most({mark: 1}, CALENDAR["mark"](leap))) == 0b011
