"""The solver: what it finds, and when it is out of time, stopped, or not here."""

import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from trees_for_tests import built_in

import triage
from triage.base.exceptions import MissingExtra
from triage.verify import solver as module
from triage.verify.circuit import FALSE, TRUE, Gates, Given, Number
from triage.verify.solver import UNKNOWN, Allowance, Budget, Solver
from triage.verify.sums import at_most, one_if, total

A, B = Given(0, "a yes_no 0", "yes"), Given(0, "b yes_no 0", "yes")
N, M = Number(0, "n integer 0"), Number(0, "m integer 0")


@pytest.fixture
def gates():
    """Return gates with two numbers from -2 to 9."""
    made = Gates()
    for number in (N, M):
        at_most = [made.at_most({number: 1}, end) for end in (9, -3)]
        made.rule([number], made.every([at_most[0], -at_most[1]]))
    return made


def test_a_patient_is_found_who_is_as_asked(gates):
    """Of whoever is found, everything holds that was asked."""
    solver = Solver(gates)
    a, b = gates.literal(A), gates.literal(B)

    assert solver.ask(a, -b) == {A: 1, B: 0}
    assert solver.ask(a, gates.every([-a, b])) is None
    assert solver.ask(FALSE) is None
    assert solver.ask(TRUE) is not None


@pytest.mark.parametrize("value", range(-2, 10))
def test_a_number_is_found_within_its_bounds(gates, value):
    """A number between two bounds is the one that is left, without any arithmetic."""
    solver = Solver(gates)
    bounds = gates.at_most({N: 1}, value), -gates.at_most({N: 1}, value - 1)

    assert solver.ask(*bounds) == {N: value}
    assert solver.kind == module.BOOLEAN


def test_bounds_asked_about_later_keep_their_order(gates):
    """Bounds told in any order: at most three is at most five, and not below one."""
    solver = Solver(gates)
    five, one, three = (gates.at_most({N: 1}, end) for end in (5, 1, 3))
    assert solver.finds(five)
    assert solver.finds(-one)

    assert not solver.finds(three, -five)
    assert not solver.finds(one, -three)
    assert solver.ask(three, -one) in ({N: 2}, {N: 3})


def test_several_numbers_are_added_up(gates):
    """Where numbers are added, the solver does arithmetic, and begins anew for that."""
    solver = Solver(gates)
    a = gates.literal(A)
    assert solver.ask(a) == {A: 1}
    both = gates.at_most({N: 1, M: 2}, -5)

    told = solver.ask(both, a)

    assert solver.kind == module.WITH_SUMS
    assert told[N] + 2 * told[M] <= -5
    assert told[A] == 1
    assert not solver.finds(gates.at_most({N: 1, M: 2}, -7))


def test_what_is_impossible_is_remembered(gates):
    """What was found impossible is not asked of the solver again."""
    solver = Solver(gates)
    literals = gates.literal(A), gates.every([-gates.literal(A), gates.literal(B)])
    assert not solver.finds(*literals)
    solver.solver = None

    assert not solver.finds(*reversed(literals))


def test_a_solver_that_forgets_still_finds(gates):
    """After gates are forgotten, they are told anew when they are asked about."""
    solver = Solver(gates)
    a, b = gates.literal(A), gates.literal(B)
    assert solver.finds(a, b)
    solver.forget()
    assert not solver.known

    assert solver.ask(a, -b) == {A: 1, B: 0}


def too_hard(gates):
    """Return what holds of nobody, though that takes hours to find out.

    Twelve pigeons sit in eleven holes, each by itself.
    """
    holes, pigeons = range(11), range(12)
    sits = {
        (pigeon, hole): gates.literal(Given(0, f"{pigeon} yes_no 0", str(hole)))
        for pigeon in pigeons
        for hole in holes
    }
    every = [gates.some(sits[pigeon, hole] for hole in holes) for pigeon in pigeons]
    for hole in holes:
        here = total([(1, one_if(sits[pigeon, hole])) for pigeon in pigeons], 0)
        every.append(at_most(gates, here, 1))
    return every


def test_a_hard_question_ends_in_time():
    """A question that would take hours ends, without an answer, when its time is up."""
    gates = Gates()
    every, began = too_hard(gates), monotonic()

    assert Solver(gates, Budget(0.2)).finds(*every) is UNKNOWN

    assert monotonic() - began < 20


def test_one_question_may_be_given_less():
    """A question has its own allowance where one is given, and uses it up."""
    gates = Gates()
    solver, hard = Solver(gates, Budget(1000)), too_hard(gates)
    allowance = Allowance(monotonic, monotonic() + 1000, steps=20_000)

    assert solver.ask(*hard, allowance=allowance) is UNKNOWN
    assert allowance.is_spent
    assert solver.ask(gates.literal(A), allowance=allowance) is UNKNOWN
    assert solver.finds(gates.literal(A))


def test_steps_are_the_same_however_busy_the_machine_is():
    """A question that is stopped after some steps is stopped at the same place."""
    used = []
    for _ in range(2):
        gates = Gates()
        allowance = Allowance(monotonic, monotonic() + 1000, steps=100_000)
        assert Solver(gates).ask(*too_hard(gates), allowance=allowance) is UNKNOWN
        used.append(allowance.steps)

    assert used[0] == used[1]


def test_what_is_unknown_is_neither_true_nor_false():
    """That the time was up cannot be taken for a yes or a no by mistake."""
    with pytest.raises(TypeError):
        bool(UNKNOWN)


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_stops_a_proof():
    """Ctrl-C while the solver works stops it, and no verdict is made of that."""
    gates = Gates()
    solver, every, began = Solver(gates, Budget(1000)), too_hard(gates), monotonic()
    main = threading.main_thread().ident
    timer = threading.Timer(0.3, signal.pthread_kill, (main, signal.SIGINT))
    timer.start()

    with pytest.raises(KeyboardInterrupt):
        solver.finds(*every)

    assert monotonic() - began < 20
    assert frozenset(every) not in solver.impossible
    assert solver.finds(gates.literal(A))


class Interrupted(ThreadPoolExecutor):
    """Be interrupted by Ctrl-C when the solver has just begun to work."""

    begun = 0

    def submit(self, *work):
        found = super().submit(*work)
        self.begun += 1
        if self.begun == 2:
            raise KeyboardInterrupt
        return found


def test_ctrl_c_stops_a_proof_that_has_just_begun(monkeypatch):
    """Ctrl-C is not lost while the solver begins, however often it is tried."""
    gates = Gates()
    every, began = too_hard(gates), monotonic()
    monkeypatch.setattr(module.futures, "ThreadPoolExecutor", Interrupted)

    for _ in range(20):
        with pytest.raises(KeyboardInterrupt):
            Solver(gates, Budget(1000)).finds(*every)

    assert monotonic() - began < 60


def test_without_a_solver_it_is_said_what_to_install(monkeypatch):
    """Without z3, whatever needs it says in one line what to install."""
    monkeypatch.setitem(sys.modules, "z3", None)
    tree = built_in("start")
    wanted = (
        'proofs need a solver, which is not here: pip install "triage-trees[prove]"'
    )
    for attempt in (
        lambda: Solver(Gates()),
        lambda: triage.prove(tree),
        lambda: triage.compare(tree, built_in("qsofa")),
    ):
        with pytest.raises(MissingExtra) as missing:
            attempt()
        assert str(missing.value) == wanted


def test_equal_logic_needs_no_solver(monkeypatch):
    """Two trees of the same logic are compared without z3."""
    monkeypatch.setitem(sys.modules, "z3", None)

    assert triage.compare(built_in("start"), triage.load("start")).same


def test_shrinking_ends_with_the_time_that_a_question_has():
    """Who allows little time for a question waits little for a simpler patient."""
    now = 100.0

    def left(**bounds):
        return Budget(clock=lambda: now, **bounds).shrinking().seconds

    assert left() == 30
    assert left(seconds=2) == 6
    assert left(seconds=2, shrink_seconds=1) == 1
