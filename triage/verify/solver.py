"""Solver and budget: whether some patient makes some literals true, and for how long.

What is asked goes to z3 as text, each gate once: its own interface to Python takes
ten times as long. Only here is z3 known, and only here is a clock read. Each solver
has a context of its own, so that any number of threads can prove at once.
"""

from collections.abc import Callable, Iterable
from enum import Enum
from math import inf, isfinite
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import attrs

from triage.base.exceptions import MissingExtra
from triage.base.immutable import immutable
from triage.base.lazy import Later
from triage.base.limits import LIMITS
from triage.verify import circuit
from triage.verify.script import Need, Script, name

if TYPE_CHECKING:
    from concurrent import futures
else:
    futures = Later("concurrent.futures")  # with all that logs

BOOLEAN = "QF_FD"
"""Problems of yes and no: numbers are only held against bounds, which have an order."""

WITH_SUMS = "QF_LIA"
"""Problems in which several numbers are added up."""

WITH_PRODUCTS = "QF_NIA"
"""Problems in which numbers are multiplied, divided or rounded."""

KINDS = {
    Need.NOTHING: BOOLEAN,
    Need.SUMS: WITH_SUMS,
    Need.PRODUCTS: WITH_PRODUCTS,
}
"""Which kind of problem needs which arithmetic, the least first."""

SECONDS = LIMITS.solver_seconds

TRIES = (0.02, 0.03, 0.05, 0.1)
"""Which part of its time each try at a question about products may take.

A try is another order of search; what no try settles would hardly be by a longer one.
"""

MOMENT = 0.02
"""How long to wait, in seconds, before a solver that did not stop is told again."""


class Unknown(Enum):
    """Be what is answered when the budget was spent: neither yes nor no."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("what is unknown is neither true nor false")


UNKNOWN: Final = Unknown.UNKNOWN


@immutable
class Budget:
    """Bound a proof.

    A question to the solver has some time: its answer is the same, however long it
    took. Shrinking a counterexample is counted in steps, so that who is shown does not
    depend on how busy the machine is; the clock stops only what goes on for far too
    long all the same, which is three times as long as one question may take.

    Args:
        steps: How many steps of the solver one question may take.
        shrink_walks: How many edges of the tree shrinking may walk along.
    """

    seconds: float = LIMITS.solver_seconds
    steps: float = inf
    shrink_steps: int = LIMITS.shrink_steps
    shrink_walks: int = LIMITS.shrink_walks
    shrink_seconds: float = LIMITS.shrink_seconds
    clock: Callable[[], float] = monotonic

    def question(self) -> "Allowance":
        return Allowance(self.clock, self.clock() + self.seconds, self.steps)

    def shrinking(self) -> "Allowance":
        until = self.clock() + min(self.shrink_seconds, 3 * self.seconds)
        return Allowance(self.clock, until, self.shrink_steps, self.shrink_walks)


@attrs.define
class Allowance:
    """Count down what is left of a budget: time, steps of the solver, edges walked."""

    clock: Callable[[], float]
    until: float
    steps: float = inf
    edges: float = inf

    @property
    def seconds(self) -> float:
        return self.until - self.clock()

    @property
    def is_spent(self) -> bool:
        return min(self.seconds, self.steps, self.edges) <= 0


class Solver:
    """Answer questions about every possible patient, to one caller at a time.

    Raises:
        MissingExtra: The solver is not installed.
    """

    def __init__(self, gates: circuit.Gates, budget: Budget | None = None) -> None:
        self.gates = gates
        self.z3 = solver_library()
        self.context = self.z3.Context()
        self.constants: dict[int, Any] = {}
        self.budget = budget or Budget()
        self.impossible: set[frozenset[int]] = set()
        self.seed = 0
        self.begin(BOOLEAN)

    def begin(self, kind: str) -> None:
        self.kind = kind
        z3, made = self.z3, None
        if kind != BOOLEAN:  # `z3.SolverFor` would use the context that all share
            symbol = z3.to_symbol(kind, self.context)
            made = z3.Z3_mk_solver_for_logic(self.context.ref(), symbol)
        self.solver = z3.Solver(made, self.context)
        self.solver.set(ctrl_c=False, random_seed=self.seed)
        self.script = Script(self.gates, adds_up=kind != BOOLEAN)

    @property
    def known(self) -> set[int]:
        """The gates that the solver was told of."""
        return self.script.known

    def forget(self) -> None:
        """Forget the gates told by now, when most of them matter no more."""
        self.begin(self.kind)

    def ask(
        self, *literals: int, allowance: Allowance | None = None
    ) -> circuit.Assignment | Unknown | None:
        """Return what is so of a patient of whom literals hold; None if there is none.

        What no question to the solver has looked at by now is left out. The question
        uses up its allowance; without one it may take what any question may.
        """
        found = self.finds(*literals, allowance=allowance)
        if found is UNKNOWN:
            return UNKNOWN
        return self.assignment() if found else None

    def finds(
        self, *literals: int, allowance: Allowance | None = None
    ) -> bool | Unknown:
        wanted = frozenset(literals)
        if wanted in self.impossible or circuit.FALSE in wanted:
            return False
        found = self.interruptibly(literals, allowance or self.budget.question())
        if found is False:
            self.impossible.add(wanted)
        return found

    def interruptibly(
        self, literals: tuple[int, ...], allowance: Allowance
    ) -> bool | Unknown:
        """Return what the library finds, in a thread that Ctrl-C can stop.

        The library would take Ctrl-C for itself, and now and then lose it; and in the
        midst of a call to it, or of taking apart what it made, Python does.
        """
        with futures.ThreadPoolExecutor(1) as pool:
            pool.submit(bool).result()  # Ctrl-C would lose a thread that begins
            try:
                return pool.submit(self.tell_and_check, literals, allowance).result()
            except KeyboardInterrupt:
                over = pool.submit(bool)
                while not over.done():
                    # `Solver.interrupt` counts once only, and is lost, together with
                    # the timeout, when it comes as the work begins
                    self.context.interrupt()
                    futures.wait([over], timeout=MOMENT)
                self.forget()  # what was being told may be told in part
                raise

    def tell_and_check(
        self, literals: tuple[int, ...], allowance: Allowance
    ) -> bool | Unknown:
        self.tell(literals)
        if self.kind != WITH_PRODUCTS:
            return self.check(literals, allowance)
        return self.check_again(literals, allowance)

    def check_again(
        self, literals: tuple[int, ...], allowance: Allowance
    ) -> bool | Unknown:
        """Return what one of several tries finds, each longer than the one before.

        What is hard by one order of search is easy by another.
        """
        self.seed, seconds = 0, allowance.seconds
        for share in TRIES:
            some = min(seconds * share, allowance.seconds)
            part = attrs.evolve(allowance, until=allowance.clock() + some)
            found = self.check(literals, part)
            allowance.steps = part.steps
            if found is not UNKNOWN or allowance.is_spent:
                return found
            self.seed += 1
            self.forget()
            self.tell(literals)
        return UNKNOWN

    def check(self, literals: tuple[int, ...], allowance: Allowance) -> bool | Unknown:
        if allowance.is_spent:
            return UNKNOWN
        self.solver.set("timeout", max(1, int(allowance.seconds * 1000)))
        counted = isfinite(allowance.steps)
        self.solver.set("rlimit", int(allowance.steps) if counted else 0)
        before = self.steps if counted else 0
        found = self.solver.check(*map(self.assumption, literals))
        if counted:  # to read the count takes as long as many a question
            allowance.steps -= self.steps - before
        return UNKNOWN if found == self.z3.unknown else bool(found == self.z3.sat)

    @property
    def steps(self) -> int:
        return int(self.solver.statistics().get_key_value("rlimit count"))

    def assumption(self, literal: int) -> Any:
        gate = self.z3.Bool(name(abs(literal)), self.context)
        return gate if literal > 0 else self.z3.Not(gate, self.context)

    def tell(self, literals: Iterable[int]) -> None:
        """Tell the solver of every gate that literals depend on, each once."""
        kinds = [*KINDS.values()]
        needed = KINDS[self.script.need(literals)]
        if kinds.index(needed) > kinds.index(self.kind):
            self.begin(needed)
        self.solver.from_string(self.script.tell(literals))

    def assignment(self) -> circuit.Assignment:
        """Return the patient whom the last question found.

        One value at a time is read: the whole model as text would take 30 times as
        long, and most of it is gates.
        """
        model, script = self.solver.model(), self.script
        found: circuit.Assignment = {
            fact: int(self.is_true(model, gate)) for gate, fact in script.facts.items()
        }
        for number, bounds in script.bounds.items():
            held = (k for k, gate in bounds if self.is_true(model, gate))
            found[number] = next(held, bounds[-1][0] + 1)
        for unit, const in script.numbers.items():
            if isinstance(unit, circuit.Number):
                value = model[self.z3.Int(const, self.context)]
                found[unit] = 0 if value is None else value.as_long()
        return found

    def is_true(self, model: Any, gate: int) -> bool:
        z3, context = self.z3, self.context.ref()
        if gate not in self.constants:
            self.constants[gate] = z3.Bool(name(gate), self.context).decl()
        constant = self.constants[gate].ast
        value = z3.Z3_model_get_const_interp(context, model.model, constant)
        return bool(value) and z3.Z3_get_bool_value(context, value) == z3.Z3_L_TRUE


def solver_library() -> Any:
    try:
        import z3  # noqa: PLC0415  an extra, loaded when a proof is asked for
    except ImportError:
        message = "proofs need a solver, which is not here"
        raise MissingExtra(f'{message}: pip install "triage-trees[prove]"') from None
    return z3
