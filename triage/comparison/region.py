"""Regions: whom a literal is about, as an identity and as ranges of numbers."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from triage.base.answer import UNSURE, Answer, plain
from triage.base.immutable import immutable
from triage.base.lazy import Later
from triage.base.question import Question
from triage.base.wording import listed
from triage.language.english import humanise
from triage.model.fingerprint import canonical
from triage.verify.circuit import (
    TRUE,
    All,
    AtMost,
    Computed,
    Fits,
    Gates,
    Number,
    Term,
    Unit,
    numbers_in,
)
from triage.verify.encode import Encoding
from triage.verify.solver import UNKNOWN, Solver

if TYPE_CHECKING:
    import hashlib

    from triage.base.shapes import ExtentJSON
else:
    hashlib = Later("hashlib")  # with a library of ciphers

FORMAT = 1
"""Which gates an identity is made of: another encoding makes other identities."""

DIGITS = 8

PIECES = 24
"""How many pieces a range is cut into at most; of more only the ends are looked for."""


# Identity


def identity(gates: Gates, what: object, literals: Iterable[int]) -> str:
    """Return a short hash of something, and of whom literals are about.

    With the same hash it is the same thing and the same patients. The same patients by
    other gates have another.
    """
    region = sorted(merkle(gates, literals))
    text = repr((FORMAT, canonical(what), region))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def merkle(gates: Gates, literals: Iterable[int]) -> Iterator[str]:
    """Yield hashes of literals, and of the rules of what they look at."""
    wanted, known = [*literals], gates.digests
    rules = set[int]()
    for number in gates.below(wanted):
        if number not in known:
            text = repr(shape(gates, number, known))
            known[number] = hashlib.sha256(text.encode()).hexdigest()
        rules.update(map(gates.rule_of, gates.facts(number)))
    yield from (signed(literal, known) for literal in (*wanted, *(rules - {TRUE})))


def shape(gates: Gates, number: int, known: dict[int, str]) -> object:
    match gate := gates.gates[number]:
        case All(items):
            return "all", sorted(signed(item, known) for item in items)
        case Fits(terms, bound):
            return "fits", rows_of(terms, known), bound
        case AtMost(terms, bound) if any(isinstance(n, Computed) for _, n in terms):
            rows = sorted((factor, unit_text(n, known)) for factor, n in terms)
            return "at most", rows, bound
        case _:
            return repr(gate)


Row: TypeAlias = tuple[int, str, str]


def rows_of(terms: Iterable[Term], known: dict[int, str]) -> list[Row]:
    return sorted((f, signed(x, known), unit_text(n, known)) for f, x, n in terms)


def unit_text(unit: Unit | None, known: dict[int, str]) -> str:
    if not isinstance(unit, Computed):
        return repr(unit)
    halves = [(rows_of(x.terms, known), x.constant) for x in (unit.one, unit.other)]
    return repr((unit.how, halves, unit.within))


def signed(literal: int, known: dict[int, str]) -> str:
    return known[literal] if literal > 0 else f"-{known[-literal]}"


# Ranges


@immutable
class Extent:
    """Say which numbers some patients may answer to one question.

    Args:
        question: Its id.
        ranges: The least and the greatest of each stretch of numbers.
        unsure: Whether they may be not sure.
        exact: Whether every number of a stretch is one that somebody answers.
        words: All that in words.
    """

    question: str
    ranges: tuple[tuple[Answer, Answer], ...]
    unsure: bool
    exact: bool
    words: str

    def to_dict(self) -> "ExtentJSON":
        """Return the extent as JSON."""
        return {
            "question": self.question,
            "ranges": [[plain(low), plain(high)] for low, high in self.ranges],
            "unsure": self.unsure,
            "exact": self.exact,
            "words": self.words,
        }


def extent(
    solver: Solver, side: Encoding, question: Question, literals: tuple[int, ...]
) -> Extent | None:
    """Return which numbers patients answer; None if all, or if that is not settled."""
    number = side.variables.number(question.id)
    found = Numbers(solver, side, question, literals)
    inside = solver.gates.below(literals)
    gates = [solver.gates.gates[n] for n in inside]
    bounds = {
        x.bound for x in gates if isinstance(x, AtMost) and x.terms == ((1, number),)
    }
    added = any(is_sum_of(gate, number) for gate in gates)
    low, high = question.range
    cuts = sorted(bound for bound in bounds if low <= bound < high)
    try:
        exact = not added and len(cuts) < PIECES
        pieces = found.pieces(cuts) if exact else found.ends(cuts)
        unsure = question.unsure and found.some(found.unsure)
    except TimeoutError:
        return None
    if pieces == [(low, high)] and unsure == question.unsure:
        return None
    ends = tuple(tuple(map(question.from_scaled, piece)) for piece in pieces)
    return Extent(question.id, ends, unsure, exact, words(question, ends, unsure))  # type: ignore[arg-type]


def is_sum_of(gate: object, number: Number) -> bool:
    match gate:
        case AtMost(((_, Number()),)):
            return False
        case AtMost(terms):
            return number in numbers_in(unit for _, unit in terms)
        case Fits(terms):
            return number in numbers_in(unit for *_, unit in terms if unit)
        case _:
            return False


class Numbers:
    """Ask which numbers there are among the answers of some patients."""

    def __init__(
        self,
        solver: Solver,
        side: Encoding,
        question: Question,
        literals: tuple[int, ...],
    ) -> None:
        self.solver = solver
        self.question = question
        self.literals = literals
        self.number = side.variables.number(question.id)
        self.unsure = side.variables.word(question.id, UNSURE)

    def some(self, *literals: int) -> bool:
        found = self.solver.finds(*self.literals, *literals)
        if found is UNKNOWN:
            raise TimeoutError
        return found

    def between(self, low: int, high: int) -> bool:
        at_most = self.solver.gates.at_most
        terms = {self.number: 1}
        return self.some(-self.unsure, at_most(terms, high), -at_most(terms, low - 1))

    def pieces(self, cuts: list[int]) -> list[tuple[int, int]]:
        """Return stretches of numbers, each piece between two cuts all or nothing."""
        low, high = self.question.range
        held: list[tuple[int, int]] = []
        for first, last in zip(
            [low, *(cut + 1 for cut in cuts)], [*cuts, high], strict=True
        ):
            if self.between(first, last):
                joins = held and held[-1][1] == first - 1
                held.append((held.pop()[0] if joins else first, last))
        return held

    def ends(self, cuts: list[int]) -> list[tuple[int, int]]:
        """Return the least and the greatest number, looked for near somebody's.

        Where numbers do not only stand between cuts, an end is still most often there.
        """
        low, high = self.question.range
        seen = self.somebody(low, high)
        if seen is None:
            return []  # all of them are not sure
        start = max(n for n in (low, *(cut + 1 for cut in cuts)) if n <= seen)
        last = min(n for n in (*cuts, high) if n >= seen)
        least = first(low, seen, start, lambda n: self.between(low, n))
        greatest = -first(-high, -seen, -last, lambda n: self.between(-n, high))
        return [(least, greatest)]

    def somebody(self, low: int, high: int) -> int | None:
        """Return a number between two that somebody answers, if there is one."""
        if not self.between(low, high):
            return None
        return self.solver.assignment()[self.number]


def first(low: int, high: int, likely: int, holds: Callable[[int], bool]) -> int:
    """Return the first number of which something holds, as of all that follow.

    It holds of the highest; and likely not below another.

    >>> first(0, 100, 56, lambda n: n >= 56), first(0, 100, 90, lambda n: n >= 56)
    (56, 56)
    """
    if likely == low or not holds(likely - 1):
        low, middle = likely, likely
    else:
        high, middle = likely - 1, (low + likely - 1) // 2
    while low < high:
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
        middle = (low + high) // 2
    return low


def words(
    question: Question,
    ends: Iterable[tuple[Answer, Answer]],
    unsure: bool,  # noqa: FBT001
) -> str:
    """Return numbers in words.

    >>> age = Question("age", "How old?", "integer", unit="years")
    >>> words(age, [(65, 79)], False)
    'age 65 to 79 years'
    """
    named = question.name or humanise(question.id)
    unit = "" if question.unit in named.split() else question.unit
    said = [f"{a}" if a == b else f"{a} to {b}" for a, b in ends]
    numbers = f"{listed(said, 'and')} {unit}".strip() if said else ""
    return f"{named} {' or '.join(filter(None, [numbers, 'not sure' * unsure]))}"
