"""One problem for every engine: a tree, people who answer it, and where each ends.

A tree is drawn at random. It asks yes or no, and never the same twice on one way. Of
each end, or of as many as `ENDS`, there are people; a table has rows drawn at random
besides. What is expected comes from the drawing, and from no engine.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import attrs
import numpy as np

Answers: TypeAlias = dict[str, str]

SIZES = {25: 13, 100: 30, 1_000: 45, 10_000: 64}
"""How many steps the trees have, and how many questions they choose from."""

ENDS, EACH, ROWS, SEED = 260, 260, 100_000, 7


@attrs.frozen
class Fork:
    """Ask a question, and go on by the answer."""

    number: int
    question: str
    yes: "Fork | str"
    no: "Fork | str"


@attrs.frozen
class End:
    """Hold an end, and what is answered on the way there."""

    name: str
    answers: Answers

    @property
    def number(self) -> int:
        """Which end it is."""
        return int(self.name.removeprefix("end"))


@attrs.frozen(slots=False)
class Problem:
    """Hold a tree of some steps, and who is decided by it."""

    steps: int

    @cached_property
    def questions(self) -> list[str]:
        """The names of all questions, whether asked or not."""
        return [f"q{number}" for number in range(SIZES[self.steps])]

    @cached_property
    def root(self) -> Fork:
        """The tree, drawn once and for all."""
        chance = random.Random(SEED)  # noqa: S311  nothing is secret
        numbers, ends = iter(range(self.steps)), iter(range(self.steps + 1))

        def grown(steps: int, open_: list[str]) -> Fork | str:
            if not steps:
                return f"end{next(ends)}"
            question, left = chance.choice(open_), chance.randrange(steps)
            number, rest = next(numbers), [q for q in open_ if q != question]
            return Fork(
                number, question, grown(left, rest), grown(steps - 1 - left, rest)
            )

        found = grown(self.steps, self.questions)
        assert isinstance(found, Fork)
        return found

    @cached_property
    def forks(self) -> list[Fork]:
        """The steps, by their numbers."""
        return [*forks(self.root)]

    @cached_property
    def ends(self) -> list[End]:
        """The ends, by their numbers."""
        return [*ends(self.root, {})]

    @cached_property
    def asked(self) -> list[Answers]:
        """The answers of people to what they are asked."""
        some = random.Random(SEED).sample(self.ends, min(ENDS, len(self.ends)))  # noqa: S311
        return [end.answers for end in some for _ in range(EACH // len(some))]

    @cached_property
    def people(self) -> list[Answers]:
        """The answers of the same people to every question."""
        chance = random.Random(SEED)  # noqa: S311
        return [
            {name: chance.choice(["yes", "no"]) for name in self.questions} | answers
            for answers in self.asked
        ]

    @cached_property
    def expected(self) -> list[str]:
        """The ends of these people."""
        found = {tuple(end.answers.items()): end.name for end in self.ends}
        return [found[tuple(answers.items())] for answers in self.asked]

    @cached_property
    def cells(self) -> np.ndarray:
        """A table of other people: a row for each, a column of truths a question."""
        return np.random.default_rng(SEED).random((ROWS, len(self.questions))) < 1 / 2

    @cached_property
    def children(self) -> tuple[np.ndarray, np.ndarray]:
        """The question of each step, and where no and yes lead: ends are below 0."""
        asked = [self.questions.index(fork.question) for fork in self.forks]
        ways = [[place(fork.no), place(fork.yes)] for fork in self.forks]
        return np.array(asked), np.array(ways)

    @cached_property
    def expected_rows(self) -> np.ndarray:
        """The numbers of the ends of the rows, found step by step."""
        asked, ways = self.children
        rows, at = np.arange(ROWS), np.zeros(ROWS, int)
        while (going := at >= 0).any():
            here = at[going]
            at[going] = ways[here, self.cells[rows[going], asked[here]].astype(int)]
        return -1 - at


def forks(fork: Fork | str) -> Iterator[Fork]:
    """Yield the steps, each before those that it leads to."""
    if isinstance(fork, Fork):
        yield fork
        yield from forks(fork.yes)
        yield from forks(fork.no)


def ends(fork: Fork | str, known: Answers) -> Iterator[End]:
    """Yield the ends, with the answers that lead to each."""
    if isinstance(fork, str):
        yield End(fork, known)
    else:
        yield from ends(fork.yes, {**known, fork.question: "yes"})
        yield from ends(fork.no, {**known, fork.question: "no"})


def place(to: Fork | str) -> int:
    """Return the number of a step, or one below 0 for an end."""
    return to.number if isinstance(to, Fork) else -1 - int(to.removeprefix("end"))


def nested(
    to: Fork | str, end: Callable[[str], Any], fork: Callable[[str, Any, Any], Any]
) -> Any:
    """Return a tree as another language has it, made of its ends and its steps."""
    if isinstance(to, str):
        return end(to)
    return fork(to.question, nested(to.yes, end, fork), nested(to.no, end, fork))


Decide: TypeAlias = Callable[[], Sequence[Any]]


@attrs.frozen
class Way:
    """Hold one way to have an engine decide.

    `load` takes a problem, and returns what decides everybody once: all people one by
    one, which gives the names of ends, or all rows of the table, which gives numbers.
    """

    says: str
    load: Callable[[Problem], Decide]
    rows: bool = False
    told: bool = attrs.field(default=False, kw_only=True)
    """Whether it also tells how it came there."""
