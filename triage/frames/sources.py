"""Sources: which columns of a frame hold the answers to which question."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import narwhals as nw

from triage.base.answer import UNSURE
from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.kinds import Subset
from triage.base.question import Question
from triage.base.suggest import did_you_mean
from triage.base.wording import quoted
from triage.frames.families import FLAGS, Family, families, family
from triage.frames.natives import BESIDE
from triage.model.tree import TODAY, Tree


class FrameError(TriageError):
    """Say why a frame cannot be decided, naming every column that is in the way.

    >>> import triage.frames
    >>> import polars
    >>> tree = triage.load("start")
    >>> try:
    ...     triage.frames.decide(tree, polars.DataFrame({"walk": [True]}))
    ... except triage.frames.FrameError as refused:
    ...     print(str(refused).splitlines()[1])
    - no column `walks`; did you mean `walk`?
    """


@immutable
class Source:
    """Say in which columns the answers to a question are.

    Args:
        column: The column of the whole answer; empty where there is none.
        options: Otherwise, the columns of its options, in their order.
        unsure: The column of "not sure"; empty where there is none.
    """

    column: str = ""
    options: tuple[str, ...] = ()
    unsure: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the question."""
        return tuple(filter(None, (self.column, *self.options, self.unsure)))


def sources(
    tree: Tree, schema: Mapping[str, Any], *, partial: bool
) -> Mapping[str, Source]:
    """Return where the answers to questions are.

    Args:
        tree: The tree.
        schema: The type of each column.
        partial: Whether questions may have no column: nobody answers them.

    Raises:
        FrameError: Columns are missing, or hold what can be no answer.
    """
    asked = tree.questions.values()
    refuse_shared(tree, schema)
    found = {q.id: source(q, schema.keys() - others(tree, q)) for q in asked}
    used = {name for each in found.values() for name in each.columns}
    unused = schema.keys() - used
    problems = [
        *(() if partial and used else missing(found, unused, partial=partial)),
        *(line for q in asked for line in odd(q, found[q.id], schema)),
        *unknown(tree, unused),
    ]
    if partial and not used:
        problems.append(f"no column is one of {quoted(tree.questions)}")
    if problems:
        lines = "".join(f"\n- {line}" for line in problems)
        raise FrameError(f"these columns do not fit `{tree.id}`:{lines}")
    return {name: each for name, each in found.items() if each.columns}


def named(where: Mapping[str, Source]) -> Collection[str]:
    """Return the columns in which answers are."""
    return [name for each in where.values() for name in each.columns]


def others(tree: Tree, question: Question) -> Collection[str]:
    """Return the questions of a tree beside one."""
    return tree.questions.keys() - {question.id}


def refuse_shared(tree: Tree, schema: Collection[str]) -> None:
    """Refuse a column that would be an option of a question and another question."""
    beside = {name for q in tree.questions.values() for name in columns_beside(q)}
    if twice := [n for n in tree.questions if n in beside and n in schema]:
        raise FrameError(
            f"two questions of `{tree.id}` have the column {quoted(twice)}: give one "
            "of them another name"
        )


def columns_beside(question: Question) -> Iterator[str]:
    """Return the columns that may stand beside that of a question."""
    chosen = question.choices if isinstance(question.domain, Subset) else ()
    unsure = (UNSURE,) if question.unsure else ()
    return (f"{question.id}{BESIDE}{key}" for key in (*chosen, *unsure))


def source(question: Question, schema: Collection[str]) -> Source:
    """Return where the answers to a question are."""
    beside = f"{question.id}{BESIDE}"
    options, unsure = [f"{beside}{key}" for key in question.choices], beside + UNSURE
    flags = isinstance(question.domain, Subset) and any(x in schema for x in options)
    return Source(
        question.id if question.id in schema else "",
        tuple(options) if flags else (),
        unsure if unsure in schema else "",
    )


def missing(
    found: Mapping[str, Source], unused: Collection[str], *, partial: bool
) -> Iterator[str]:
    """Yield what there is no column of, though there should be, or seems to be one."""
    for name, each in found.items():
        if not each.column and not each.options and name != TODAY:
            advice = did_you_mean(name, unused)
            if advice or not partial:
                yield f"no column `{name}`" + (f"; {advice}" if advice else "")


def odd(question: Question, found: Source, schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is odd about the columns of a question."""
    if found.column and found.options:
        yield f"`{found.column}` is there, and {quoted(found.options)} say the same"
    if found.unsure and not question.unsure:
        yield f"`{found.unsure}`: `{question.id}` cannot be answered with `unsure`"
    for name in filter(None, (*found.options, found.unsure)):
        if name in schema:
            yield from typed(name, schema[name], FLAGS, "truths")
        else:
            yield f"no column `{name}`"
    if found.column:
        kinds = families(question)
        yield from typed(found.column, schema[found.column], kinds, question.allowed)


def unknown(tree: Tree, unused: Collection[str]) -> Iterator[str]:
    """Yield the columns of options that no question has."""
    for name in unused:
        asked, beside, option = name.rpartition(BESIDE)
        if beside and asked in tree.questions:
            yield f"`{name}`: `{asked}` has no option `{option}`"


def typed(
    name: str, kind: Any, allowed: Collection[Family], wanted: str
) -> Iterator[str]:
    """Yield what is wrong with the type of a column."""
    if family(kind) not in allowed:
        yield f"`{name}` is a column of {shown(kind)}: give {wanted}"


def shown(kind: Any) -> str:
    """Return the type of a column in a word."""
    return type(kind).__name__ if isinstance(kind, nw.dtypes.DType) else str(kind)
