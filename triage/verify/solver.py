"""The solver: whether some patient makes some literals true. Only here is z3 known.

What is asked goes to z3 as text, each gate once: its own interface to Python takes
ten times as long.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from triage.base.exceptions import MissingExtra
from triage.verify.circuit import (
    FALSE,
    TRUE,
    All,
    Assignment,
    AtMost,
    Gates,
    Given,
    Number,
)

BOOLEAN = "QF_FD"
"""Problems of yes and no: numbers are only held against bounds, which have an order."""

WITH_SUMS = "QF_LIA"
"""Problems in which several numbers are added up."""

INSTALL = "proofs need a solver, which is not here: pip install 'triage-trees[prove]'"

SECONDS = 10.0
"""How long one question may take, unless said otherwise."""


DEFINED = re.compile(r"\(define-fun (\w+) \(\) \w+\s+(true|\d+|\(- \d+\))\)")
"""What a model says of a gate that is true, or of a number."""


MOMENT = 0.02
"""How long to wait, in seconds, before a solver that did not stop is told again."""


class OutOfTime(Exception):
    """Say that the solver did not find out within the time it was given."""


class Solver:
    """Answer questions about every possible patient.

    Args:
        gates: The gates that questions are about.
        seconds: How long one question may take.

    Raises:
        MissingExtra: The solver is not installed.
    """

    def __init__(self, gates: Gates, seconds: float = SECONDS) -> None:
        self.gates = gates
        self.z3 = solver_library()
        self.seconds = seconds
        self.impossible: set[frozenset[int]] = set()
        self.begin(BOOLEAN)

    def begin(self, kind: str) -> None:
        """Begin anew, with a solver for a kind of problem."""
        self.kind = kind
        self.solver = self.z3.Solver() if kind == BOOLEAN else self.z3.SolverFor(kind)
        self.solver.set(ctrl_c=False)
        self.known: set[int] = set()
        self.numbers: dict[Number, str] = {}
        self.facts: dict[str, Given] = {}
        self.bounds: dict[Number, list[tuple[int, int]]] = {}

    def ask(self, *literals: int, seconds: float | None = None) -> Assignment | None:
        """Return what a patient tells for whom literals hold; None if there is none.

        What no question to the solver has looked at by now is not told.

        Args:
            literals: What must hold.
            seconds: How long it may take, if not as long as any question.

        Raises:
            OutOfTime: It took too long.
            KeyboardInterrupt: It was stopped.
        """
        return self.told() if self.finds(*literals, seconds=seconds) else None

    def finds(self, *literals: int, seconds: float | None = None) -> bool:
        """Return whether there is a patient for whom literals hold; see ``ask``."""
        wanted = frozenset(literals)
        if wanted in self.impossible or FALSE in wanted:
            return False
        self.tell(literals)
        self.allow(self.seconds if seconds is None else seconds)
        found = self.check([self.assumption(literal) for literal in literals])
        if found == self.z3.unknown:
            raise OutOfTime
        if found == self.z3.unsat:
            self.impossible.add(wanted)
        return bool(found == self.z3.sat)

    def allow(self, seconds: float) -> None:
        """Let the next question take so long."""
        self.solver.set("timeout", max(1, int(seconds * 1000)))

    def check(self, assumptions: list[Any]) -> Any:
        """Return what the library finds, in a thread that Ctrl-C can stop.

        The library would take Ctrl-C for itself, and now and then lose it.
        """
        with ThreadPoolExecutor(1) as pool:
            found = pool.submit(self.solver.check, *assumptions)
            try:
                return found.result()
            except KeyboardInterrupt:
                while not found.done():
                    self.solver.interrupt()
                    wait([found], timeout=MOMENT)
                raise

    def assumption(self, literal: int) -> Any:
        """Return a literal as the library knows it."""
        gate = self.z3.Bool(name(abs(literal)))
        return gate if literal > 0 else self.z3.Not(gate)

    def forget(self) -> None:
        """Forget the gates told by now, when most of them matter no more."""
        self.begin(self.kind)

    def tell(self, literals: Iterable[int]) -> None:
        """Tell the solver of every gate that literals depend on, each once."""
        new = tuple(self.gates.below(literals, self.known))
        if self.kind == BOOLEAN and any(self.adds_up(number) for number in new):
            self.begin(WITH_SUMS)
            new = tuple(self.gates.below(literals))
        self.known.update(new)
        lines = [line for number in new for line in self.lines(number)]
        lines += [f"(assert {word(rule)})" for rule in self.rules(new)]
        self.solver.from_string("\n".join(lines))

    def rules(self, numbers: Iterable[int]) -> frozenset[int]:
        """Return what holds of every patient, of the facts that gates look at."""
        gates = self.gates
        facts = {fact for n in numbers for fact in gates.facts(gates.gates[n])}
        return frozenset(map(gates.rule_of, facts)) - {TRUE}

    def adds_up(self, number: int) -> bool:
        """Whether a gate compares a sum of several numbers."""
        gate = self.gates.gates[number]
        return isinstance(gate, AtMost) and len(gate.terms) > 1

    def lines(self, number: int) -> Iterator[str]:
        """Yield what defines a gate."""
        yield f"(declare-const {name(number)} Bool)"
        gate = self.gates.gates[number]
        if isinstance(gate, All):
            yield f"(assert (= {name(number)} {conjunction(gate.items)}))"
        elif isinstance(gate, AtMost) and self.kind == BOOLEAN:
            yield from self.in_order(number, gate)
        elif isinstance(gate, AtMost):
            yield from self.summed(number, gate)
        else:
            self.facts[name(number)] = gate

    def in_order(self, number: int, gate: AtMost) -> Iterator[str]:
        """Yield that a number at most a bound is at most every greater bound."""
        bounds = self.bounds.setdefault(gate.terms[0][1], [])
        place = bisect(bounds, (gate.bound, number))
        for lower in bounds[:place][-1:]:
            yield f"(assert (=> {name(lower[1])} {name(number)}))"
        for upper in bounds[place:][:1]:
            yield f"(assert (=> {name(number)} {name(upper[1])}))"
        bounds.insert(place, (gate.bound, number))

    def summed(self, number: int, gate: AtMost) -> Iterator[str]:
        """Yield that a sum of numbers is at most a bound."""
        for _, term in gate.terms:
            if term not in self.numbers:
                self.numbers[term] = f"n{len(self.numbers)}"
                yield f"(declare-const {self.numbers[term]} Int)"
        parts = " ".join(f"(* {whole(f)} {self.numbers[n]})" for f, n in gate.terms)
        yield f"(assert (= {name(number)} (<= (+ {parts} 0) {whole(gate.bound)})))"

    def told(self) -> Assignment:
        """Return what the patient that was found tells."""
        told = dict(DEFINED.findall(self.solver.model().sexpr()))
        found: dict[Given | Number, int] = {
            fact: int(told.get(gate) == "true") for gate, fact in self.facts.items()
        }
        for fact, bounds in self.bounds.items():
            held = (k for k, gate in bounds if told.get(name(gate)) == "true")
            found[fact] = next(held, bounds[-1][0] + 1)
        for fact, const in self.numbers.items():
            found[fact] = int(re.sub(r"[() ]", "", told.get(const, "0")))
        return found


def solver_library() -> Any:
    """Return the library of the solver.

    Raises:
        MissingExtra: It is not installed.
    """
    try:
        import z3  # noqa: PLC0415  an extra, loaded when a proof is asked for
    except ImportError:
        raise MissingExtra(INSTALL) from None
    return z3


def name(number: int) -> str:
    """Return the name of a gate."""
    return f"g{number}"


def whole(number: int) -> str:
    """Return a whole number as the solver reads it."""
    return str(number) if number >= 0 else f"(- {-number})"


def word(literal: int) -> str:
    """Return a literal as the solver reads it."""
    return name(literal) if literal > 0 else f"(not {name(-literal)})"


def conjunction(items: tuple[int, ...]) -> str:
    """Return that all of some literals hold, as the solver reads it."""
    return f"(and {' '.join(map(word, items))})" if items else "true"
