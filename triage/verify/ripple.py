"""Event-driven simulation: what a change leaves as it was is not judged again.

A change spreads from the facts it touches to the gates that are made of them, and stops
where a gate comes out as before. Of a large circuit that is little.
"""

from collections import ChainMap, defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from triage.verify.circuit import Assignment, Gates, Given, Number
from triage.verify.simulate import Crowd


class Changed(Crowd):
    """Judge gates for one patient, beside what they are for another.

    Args:
        before: All that may be asked, judged for the other.
        patient: What is so of the one.
    """

    def __init__(self, before: Crowd, patient: Assignment) -> None:
        super().__init__(before.gates, [patient])
        self.found = ChainMap({}, before.found)

    def differs(self, number: int) -> bool:
        """Judge a gate anew, and return whether it comes out otherwise."""
        found = self.judged(self.gates.gates[number])
        differs = found != self.found[number]
        if differs:
            self.found[number] = found
        return differs


class Ripple:
    """Judge literals for many changes to one patient, one at a time.

    Args:
        gates: The circuit.
        literals: What may be asked of each.
        base: The patient.
    """

    def __init__(self, gates: Gates, literals: Iterable[int], base: Assignment) -> None:
        self.base = base
        self.before = Crowd(gates, [base])
        self.users = defaultdict[int, list[int]](list)
        self.readers = defaultdict[Given | Number, list[int]](list)
        for literal in literals:
            self.before.holds(literal)
        for number in gates.below(literals):
            for part in gates.parts(number):
                self.users[abs(part)].append(number)
            for fact in gates.facts(number):
                self.readers[fact].append(number)

    def after(self, change: Assignment) -> Crowd:
        """Return the patient with a change, of whom the literals can be asked."""
        changed = Changed(self.before, ChainMap(change, self.base))
        waiting = [n for fact in change for n in self.readers.get(fact, ())]
        heapify(waiting)
        last = -1
        while waiting:  # the parts of a gate stand before it
            number = heappop(waiting)
            if number != last and changed.differs(number):
                for user in self.users.get(number, ()):
                    heappush(waiting, user)
            last = number
        return changed
