"""Reasons: why each way on is taken, as far as that is the same for everybody.

A decision makes of it what decided for one person. Each way is prepared once for a
tree, when a decision first takes it.
"""

from collections.abc import Hashable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from triage.base.immutable import immutable
from triage.base.speech import Speech
from triage.language.ast import Condition
from triage.language.deciding import Making, Test, Tests, opposite
from triage.language.evaluate import Compiled, Context
from triage.language.rows import Rows
from triage.language.words import Voice

if TYPE_CHECKING:
    from triage.model.tree import Step, Way

T = TypeVar("T")

NO_ROW = "no row above fits"
OTHERWISE = "otherwise"  # the label of an edge that is taken when no other holds
ANY_OTHER = "any other answer"  # that of edges by answers that are not named

PHRASES = 10_000  # so many words and reasons are kept for the next decision

NO_TESTS = Tests(())


@immutable
class Reason:
    """Say what must be so for a way to be taken.

    Args:
        branch: The answer or the condition that leads on; empty where there is no
            choice.
        conditions: What people are told that is so; nothing of a way by answer.
        told: These as tests.
        tests: Those by which the way is the first of its step that holds.
        instead: What is said instead of conditions; empty if these are said.
    """

    branch: str
    conditions: tuple[Condition, ...] = ()
    told: Tests = NO_TESTS
    tests: Tests = NO_TESTS
    instead: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The questions that the conditions and the tests depend on."""
        return (*(self.tests.names | self.told.names),)


class Reasons:
    """Prepare the ways of a tree, each when it is first met."""

    def __init__(
        self,
        edges: Sequence[tuple["Step", "Way"]],
        compiled: Compiled,
        tables: Mapping[str, Rows],
        words: Voice,
        speech: Speech,
    ) -> None:
        self.edges = edges
        self.compiled = compiled
        self.tables = tables
        self.words = words
        self.say = speech.say
        self.otherwise = self.say(OTHERWISE)
        self.tests = Making(compiled).tests
        self.of = cache(self._of)
        self.phrase = lru_cache(PHRASES)(words.of)
        self.kept: dict[Hashable, Any] = {}

    def keep(self, key: Hashable, found: T) -> T:
        """Keep what was found for some answers, and return it."""
        if len(self.kept) >= PHRASES:
            self.kept.clear()
        self.kept[key] = found
        return found

    def label(self, step: "Step", way: "Way") -> str:
        """Return the answer or the condition of a way; empty if there is no choice."""
        if way.answer:
            return self.compiled.questions[step.ask[0]].brief.describe(way.answer)
        if way.said is not None:
            return self.words.of(way.said)
        return self.otherwise if len(step.ways) > 1 else ""

    def _of(self, number: int) -> Reason:
        """Return why the way of a number is taken."""
        step, way = self.edges[number]
        branch = self.label(step, way)
        if way.answer or not branch:
            return Reason(branch)
        conditions = decisive(step, way)
        firsts = first(step, way)
        taken = self.row(step, way) if step.table else self.tests(firsts)
        told = taken if conditions == firsts else self.tests(conditions)
        instead = self.say(NO_ROW) if step.table and not way.said else ""
        return Reason(branch, conditions, told, taken, instead)

    def row(self, step: "Step", way: "Way") -> Tests:
        """Return the test whether a row is the first of a table that fits."""
        rows, index = self.tables[step.id], step.ways.index(way)
        each = (self.compiled.names(one.when) for one in step.ways if one.when)

        def fits(here: Context) -> bool:
            return rows.first(here) == index

        return Tests((Test(fits, frozenset[str]().union(*each)),))


def decisive(step: "Step", way: "Way") -> tuple[Condition, ...]:
    """Return what is told of a way: its condition, or that no way before it fits."""
    return first(step, way) if way.said is None else (way.said,)


def first(step: "Step", way: "Way") -> tuple[Condition, ...]:
    """Return what must be so for a way to be the first of a step that holds."""
    before = (one.when for one in step.ways if one.number < way.number)
    passed = tuple(opposite(when) for when in before if when is not None)
    return passed if way.when is None else (*passed, way.when)
