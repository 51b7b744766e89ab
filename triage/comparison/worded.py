"""Worded: advice whose texts read otherwise to somebody, by what they are asked."""

from typing import TYPE_CHECKING, ClassVar, Literal

import attrs

from triage.base.immutable import immutable
from triage.comparison.reshown import By, Passage
from triage.comparison.results import (
    Pair,
    Sides,
    result_of,
    results_differ,
    same,
    shown_same,
)
from triage.engine.outcome import Outcome
from triage.engine.reading import Reading
from triage.language.ast import AnswerOf, Pick, Sum, ValueWord, Word
from triage.language.evaluate import Context
from triage.model.tree import Tree
from triage.verify.circuit import FALSE
from triage.verify.encode import Encoding

if TYPE_CHECKING:
    from triage.base.shapes import Seen


@immutable
class Worded:
    """Be advice in which somebody reads something else, by what is asked.

    Args:
        passages: What is not read alike by everybody.
    """

    part: ClassVar[Literal["text"]] = "text"
    of: str
    passages: tuple[Passage, ...] = attrs.field(eq=False, repr=False)

    @property
    def name(self) -> str:
        return f"text/{self.of}"

    def same(self, one: Encoding, other: Encoding) -> int:
        alike = (self.reads_same(passage, one, other) for passage in self.passages)
        return one.gates.every(alike)

    def reads_same(self, passage: Passage, one: Encoding, other: Encoding) -> int:
        gates, when = one.gates, passage.when
        shown = gates.every(shown_same(one, other, part) for part in passage.by)
        if when is None:
            return shown
        read = one.lowering(in_full=False).condition(when)[0]
        left_out = -read if passage.holds else read
        return gates.every([same(one, other, when), gates.some([left_out, shown])])

    def told(self, *sides: Encoding) -> int:
        return sides[0].gates.every(side.told[self.of] for side in sides)

    def changes(self, old: Encoding, new: Encoding) -> int:
        stays = -results_differ(old, new), -old.ends.get("", FALSE)
        return old.gates.every([*stays, self.told(old, new), -self.same(old, new)])

    def held_now(self, side: Encoding, sides: Sides) -> int:
        return side.gates.every([self.told(side), self.same(side, sides[1])])

    def moves(self, one: Encoding, other: Encoding) -> int:
        told = ([self.told(side)] for side in (one, other))
        return one.gates.some([one.gates.differ(*told), -self.same(one, other)])

    def seen(self, outcome: Outcome) -> "Seen":
        item = outcome.tree.recommendations[self.of]
        told = Reading.after(outcome.tree, outcome.trace).advice(item)
        return " ".join(filter(None, (told.title, told.text, told.watch_for)))

    def reads(self, outcome: Outcome) -> list[object]:
        """Return what decides what somebody reads; nothing where it is not told."""
        tree, trace = outcome.tree, outcome.trace
        here = Context(tree.questions, trace.asked, skipped=trace.skipped)
        found: list[object] = []
        for passage in self.passages if self.of in outcome.here.told else ():
            when = passage.when
            read = when is None or tree.compiled.holds(when, here) is passage.holds
            found += [read, *(shown_now(tree, x, here) for x in passage.by if read)]
        return found

    def is_now(self, outcome: Outcome, pair: Pair) -> bool:
        return self.reads(outcome) == self.reads(pair[1])

    def shows(self, old: Outcome, new: Outcome) -> bool:
        before, now = map(self.reads, (old, new))
        stays = result_of(old) == result_of(new) and bool(old.trace.end)
        return stays and bool(before and now) and before != now


def shown_now(tree: Tree, part: By, here: Context) -> object:
    """Return what decides what a hole shows; None for a number or a word left open."""
    match part:
        case Sum() as total:
            low, high = tree.compiled.number(total, here)
            return low if low == high else None
        case Word() | AnswerOf() | ValueWord() | Pick() as item:
            words = tree.compiled.words(item, here)
            return words if len(words) == 1 else None
        case condition:
            return tree.compiled.condition(condition, here)
