"""Marks: days and months as the text that a solver reads, and what is known of them.

A day is so many cycles of four years, then years, months and days, behind a first of
March: sums alone, in which centuries without a leap day are made up for. What rises
with what, and how fast, is told besides: a solver finds that by itself only slowly.
"""

from collections.abc import Iterator
from itertools import pairwise
from string import Template

import attrs

from triage.language.months import ROOM, first_of, month_of

MARCH = 12 * 2000 + 2
"""The month from which cycles are counted, forwards and backwards."""

STARTS = [first_of(MARCH + n) - first_of(MARCH) for n in range(12)]
LENGTHS = [*(after - first for first, after in pairwise(STARTS)), 29]
"""On which day of a year from March its months begin, and how long they are."""

DECLARED = "".join(
    f"(declare-const $at.{part} Int)" for part in ("c", "y", "m", "d", "n", "k", "e")
)
"""Cycle, year, month, day, length of the month, mark and closing mark."""

PLACED = f"""{DECLARED}
(assert (and (<= 0 $at.y 3) (<= 0 $at.m 11) (<= $least $at.d $most)))
(assert (= $at.n (ite (and (= $at.m 11) (or (< $at.y 3) $short)) 28 $lengths)))"""

MONTH = f"(+ {MARCH} (* 48 $at.c) (* 12 $at.y) $at.m)"
FIRST = f"(+ {first_of(MARCH)} (* 1461 $at.c) (* 365 $at.y) $starts $leaps)"

OF_DAY = Template(f"""{PLACED}
(assert (<= $at.d $at.n))
(assert (= (+ $one 1) (+ {FIRST} $at.d)))
(assert (= $at.k (+ (* {ROOM} {MONTH}) $at.d)))
(assert (= $at.e (ite (= $at.d $at.n) (+ $at.k (- {ROOM - 1} $at.d)) $at.k)))""")
"""What is so of a day: its mark, and the mark that closes it."""

OF_MARK = Template(f"""{PLACED}
(assert (= $one (+ (* {ROOM} {MONTH}) $at.d)))
(assert (= (+ $const 1) (+ {FIRST} (ite (<= $at.d $at.n) $at.d $at.n))))""")
"""What is so of a mark: the day that it stands for."""

LATER = Template("""(assert (=> (<= $a $b) (<= (- $b $a) (- $q.k $p.k))))
(assert (=> (<= $a $b) (<= $p.e $q.e)))""")
"""Marks go on at least as fast as days, and what closes them does not go back."""

HIGHER = Template("(assert (=> (<= $a $b) (<= $p $q)))")
"""Days do not go back where marks go on."""

REACHED = Template("(assert (= (<= $day $other) (<= $mark $at.e)))")
"""The day of a mark has come when that mark is closed: months are over, or are not."""


@attrs.define
class Marks:
    """Write what days and marks are, each once, and how they go with one another.

    Attributes:
        days: Days of which the marks are told, and under which name.
        marks: Marks of which the days are told, and which these are.
    """

    days: dict[str, str] = attrs.Factory(dict)
    marks: dict[str, str] = attrs.Factory(dict)

    def lines(
        self, const: str, how: str, one: str, within: tuple[int, int]
    ) -> Iterator[str]:
        """Yield that a constant is made of another number by the calendar."""
        if how == "day":
            yield self.text(OF_MARK, const, one, map(month_of, within))
            for other, day in self.marks.items():
                yield HIGHER.substitute(a=one, b=other, p=const, q=day)
                yield HIGHER.substitute(a=other, b=one, p=day, q=const)
            for other, at in self.days.items():
                yield REACHED.substitute(day=const, other=other, mark=one, at=at)
            self.marks[one] = const
            return
        if one not in self.days:
            yield from self.marked(const, one, within)
        end = ".k" if how == "mark" else ".e"
        yield f"(assert (= {const} {self.days[one]}{end}))"

    def marked(self, at: str, one: str, within: tuple[int, int]) -> Iterator[str]:
        yield self.text(OF_DAY, at, one, (mark // ROOM for mark in within))
        for other, name in self.days.items():
            yield LATER.substitute(a=one, b=other, p=at, q=name)
            yield LATER.substitute(a=other, b=one, p=name, q=at)
        for mark, day in self.marks.items():
            yield REACHED.substitute(day=day, other=one, mark=mark, at=at)
        self.days[one] = at

    def text(self, what: Template, at: str, one: str, months: Iterator[int]) -> str:
        low, high = months
        short = [*without_leap_day(low, high)]
        month = Template(MONTH).substitute(at=at)
        leaps = [
            f"(ite (<= {month} {february}) 1 0)"
            if february < MARCH
            else f"(ite (<= {month} {february}) 0 (- 1))"
            for february in short
        ]
        return what.substitute(
            at=at,
            const=at,
            one=one,
            least=1 if what is OF_DAY else 0,
            most=ROOM - 1,
            short=" ".join(["(or false", *(f"(= {month} {f})" for f in short)]) + ")",
            lengths=place(f"{at}.m", LENGTHS),
            starts=place(f"{at}.m", STARTS),
            leaps=" ".join(["(+ 0", *leaps]) + ")",
        )


def without_leap_day(low: int, high: int) -> Iterator[int]:
    """Yield each February between two months that has no leap day, against the rule."""
    for year in range(low // 12 - low // 12 % 100, high // 12 + 1, 100):
        if year % 400:
            yield 12 * year + 1


def place(of: str, numbers: list[int], first: int = 0) -> str:
    """Return the number at a place among some, which is found by halving."""
    if len(numbers) == 1:
        return str(numbers[0])
    half = len(numbers) // 2
    before = place(of, numbers[:half], first)
    behind = place(of, numbers[half:], first + half)
    return f"(ite (< {of} {first + half}) {before} {behind})"
