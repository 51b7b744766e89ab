"""Moving: days outside of limits that go by today, which are no answers on that day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from triage.base.immutable import immutable
from triage.frames.database.cells import SEPARATOR, first_column
from triage.frames.database.judging import Judge
from triage.frames.database.logic import bare, opposite, spelt
from triage.frames.database.statement import case, joined, quoted, text
from triage.frames.database.table import Look
from triage.language.distance import refusals

if TYPE_CHECKING:
    from triage.frames.database.query import Query


@immutable
class Far:
    """Say in which rows an answer is too far from the day of a decision.

    Args:
        question: The number of its question.
        code: What is wrong with it.
        test: The column that says whether it is.
    """

    question: int
    code: str
    test: str


def kept_near(query: "Query") -> tuple[Far, ...]:
    """Define the answers without those that are too far from the day of a decision."""
    limits = dict(within(query))
    if not limits:
        return ()
    statement, questions = query.statement, query.questions
    statement.begin("days within the limits of the day")
    columns = (quoted(first_column(question)) for question in questions)
    looks = {number: Look(name, waits=True) for number, name in enumerate(columns)}
    judge = Judge(query.table, query.dialect, statement, looks)
    judge.prepare(limits.values())
    found = tuple(
        Far(number, code, statement.define(bare(spelt(opposite(judge.truth(node))))))
        for (number, code), node in limits.items()
    )
    for number in dict.fromkeys(each.question for each in found):
        tests = [each.test for each in found if each.question == number]
        far = f"WHEN {bare(joined('OR', tests))} THEN NULL"
        statement.define(case([far], looks[number].text), questions[number].id)
    return found


def within(query: "Query") -> Iterator[tuple[tuple[int, str], int]]:
    """Yield the node of each limit that goes by today, by its question and code."""
    tree = query.tree
    found = refusals(tree.assume, tree.questions, tree.values)
    for node, (names, code) in zip(query.program["assume"], found, strict=True):
        if code != "contradiction":
            yield (query.numbers[names[0]], code), node


def told(query: "Query") -> Iterator[str]:
    """Yield what is said of rows that were asked for a day, and have one too far."""
    for each in query.far:
        question, state = query.questions[each.question], query.state
        tests = [each.test, f"{state.stored[each.question]} IS NULL"]
        if question.id in query.tree.guards:
            tests.append(state.put[each.question])
        said = text(f"{SEPARATOR}{question.id}: {each.code}")
        yield case([f"WHEN {bare(joined('AND', tests))} THEN {said}"], "''")
