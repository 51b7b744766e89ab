"""How many patients of a table are told something else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import attrs

from triage.base.exceptions import AnswerError
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.suggest import closest
from triage.base.wording import listed, many, quoted, shortened
from triage.comparison.results import Result
from triage.engine.decision import Decision, decide
from triage.linker.versions import Versions
from triage.model.tree import TODAY, Tree

if TYPE_CHECKING:
    from triage.base.shapes import PopulationJSON


@immutable
class Population:
    """Count the patients of a table by what they are told before and after.

    Args:
        patients: How many rows the table has that can be used.
        undecided: How many of them one of the trees cannot decide: answers are missing.
        changed: How many patients are told something else: another outcome, or
            something more, less or otherwise beside it.
        pairs: How many patients have each outcome before and after.
        exchanged: Of those whose outcome is the same, how many lose and how many gain
            each recommendation.
        ignored: The columns that are a question of neither tree, each with the question
            that was probably meant, if one is close.
        refused: How many rows have an answer that is not allowed, and are not counted.
        problems: What is wrong with the first of them, without any answer.
        unknown: The questions of the newer tree that no column is about.
    """

    patients: int
    undecided: int
    changed: int
    pairs: Mapping[tuple[Result, Result], int]
    exchanged: Mapping[str, tuple[int, int]]
    ignored: Mapping[str, str]
    refused: int = 0
    problems: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def remarks(self) -> Iterator[str]:
        """What there is to say beside the outcomes, a line each."""
        for name, (lost, gained) in self.exchanged.items():
            if lost:
                yield f"- {lost}: the same outcome, and no longer `{name}`"
            if gained:
                yield f"- {gained}: the same outcome, and now also `{name}`"
        if self.undecided:
            yield f"- {self.undecided} cannot be decided: answers are missing"
        if self.unknown:
            yield f"No column: {quoted(self.unknown)}, which nobody answers then"
        if self.refused:
            yield f"Not counted: {many(self.refused, 'row')} with wrong answers"
        if self.ignored:
            columns = listed([*map(column, self.ignored.items())], "and")
            no = "is no question" if len(self.ignored) == 1 else "are no questions"
            yield f"Not used: {columns}, which {no} of these trees"

    def to_dict(self) -> "PopulationJSON":
        """Return the counts as JSON."""
        return {
            "patients": self.patients,
            "undecided": self.undecided,
            "changed": self.changed,
            "ignored_columns": [*self.ignored],
            "missing_columns": [*self.unknown],
            "pairs": [
                {"before": str(old), "after": str(new), "patients": count}
                for (old, new), count in self.pairs.items()
            ],
            "recommendations": [
                {"recommendation": name, "lost": lost, "gained": gained}
                for name, (lost, gained) in self.exchanged.items()
            ],
            "refused": self.refused,
            "problems": [*self.problems],
        }


def column(named: tuple[str, str]) -> str:
    """Return a column as it is told, with what was probably meant."""
    name, close = named
    return f"`{shortened(name)}`" + (f" (did you mean `{close}`?)" if close else "")


@attrs.define
class Census:
    """Count row by row what becomes of patients in two trees."""

    old: Tree
    new: Tree
    undecided: int = 0
    changed: int = 0
    pairs: Counter[tuple[Result, Result]] = attrs.Factory(Counter)
    lost: Counter[str] = attrs.Factory(Counter)
    gained: Counter[str] = attrs.Factory(Counter)

    def count(self, row: Mapping[str, object]) -> None:
        before, after = decided(self.old, row), decided(self.new, row)
        if before is None or after is None:
            self.undecided += 1
            return
        was, now = (Result.of(x.tree, x.trace) for x in (before, after))
        self.pairs[was, now] += 1
        self.changed += was != now or seen(before) != seen(after)
        if was == now:
            told, tells = ({x.id for x in d.recommendations} for d in (before, after))
            self.lost.update(told - tells)
            self.gained.update(tells - told)

    @property
    def exchanged(self) -> dict[str, tuple[int, int]]:
        names = sorted({*self.lost, *self.gained})
        return {name: (self.lost[name], self.gained[name]) for name in names}


def counted(old: Tree, new: Tree, rows: Iterable[Mapping[str, object]]) -> Population:
    """Return how many patients are told what, before and after.

    Each row has the answers of one patient, None for what is not answered, and may have
    what a tree does not ask. What the new tree renamed may stand in it under either id.
    One with an answer that is not allowed is left out, and said to be.
    """
    versions, columns = Versions.of(old, new), dict[str, None]()
    census = Census(versions.then, new)
    refused, problems, known, filled = 0, list[str](), {TODAY}, set[str]()
    for number, row in enumerate(rows, 1):
        given = {name: value for name, value in row.items() if value is not None}
        columns.update(dict.fromkeys(row))
        filled.update(given)
        try:
            answers = versions.answers(given)
            known.update(answers)
            census.count(answers)
        except AnswerError as error:
            refused += 1
            if len(problems) < LIMITS.findings:
                problems.append(f"row {number}: {error.problems[0]}")
    asked = {**old.questions, **new.questions}
    empty = columns.keys() - filled
    known.update(empty, (versions.ids.questions.get(name, name) for name in empty))
    return Population(
        patients=census.pairs.total() + census.undecided,
        undecided=census.undecided,
        changed=census.changed,
        pairs=dict(census.pairs.most_common()),
        exchanged=census.exchanged,
        ignored={n: closest(n, [*asked]) for n in columns if n not in asked},
        refused=refused,
        problems=tuple(problems),
        unknown=tuple(n for n in new.questions if columns and n not in known),
    )


def decided(tree: Tree, row: Mapping[str, object]) -> Decision | None:
    """Return what is decided of a patient; None where answers are missing.

    Raises:
        AnswerError: The row has an answer that is not allowed.
    """
    known = {name: answer for name, answer in row.items() if name in tree.questions}
    decision = decide(tree, known)
    return decision if decision.complete or decision.todo else None


def seen(decision: Decision) -> tuple[object, ...]:
    """Return what is told: the advice in its order, levels, and what is shown."""
    advice = [
        (item.id, item.urgency and item.urgency.id) for item in decision.recommendations
    ]
    return advice, decision.shows
