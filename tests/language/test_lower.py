"""The seam of the lowering: whatever the algebra, it says what the reference says."""

from algebras import Sql, Table, patient
from condition_texts import TREE, condition, number, texts, typed
from hypothesis import given, strategies as st
from reference import Reference
from strategies import answer_sets, any_trees

import triage.language.ast as e
from triage.language.lower import Lowering
from triage.model.traversal import conditions

OUTCOME = st.fixed_dictionaries(
    {
        "rank": st.integers(-1, 5),
        "advised": st.frozensets(st.sampled_from(sorted(TREE.recommendations))),
        "end": st.sampled_from(["", *TREE.recommendations]),
    }
)


FACTS = ("is", "open", "asked", "put", "lo", "hi", "urgent", "advised", "ends")
"""Rows that use no other rows."""


def lowered(algebra, tree, exprs):
    """Return the two halves of conditions and numbers, one after the other."""
    lowering = Lowering(algebra, tree.questions, tree.values)
    return [
        half
        for expr in exprs
        for half in (
            lowering.number(expr)
            if isinstance(expr, e.Sum)
            else lowering.condition(expr)
        )
    ]


def judged(reference, expr):
    """Return both halves of a condition or number, as the reference has it."""
    if isinstance(expr, e.Sum):
        return reference.interval(expr)
    verdict = reference.judge(expr)
    return verdict is True, verdict is not False


def agree(tree, exprs, answers, **outcome):
    """Whether both algebras come to what the reference says."""
    asked = {name: tree.questions[name].accept(a) for name, a in answers.items()}
    reference = Reference(tree.questions, tree.values, asked, **outcome)
    wanted = [half for expr in exprs for half in judged(reference, expr)]
    who = patient(tree, asked, **outcome)
    table, sql = Table(), Sql()
    rows = lowered(table, tree, exprs)
    found = table.judged(who)

    assert [found[row] for row in rows] == wanted
    assert list(sql.judged(lowered(sql, tree, exprs), who)) == wanted
    return table


@given(st.data(), st.lists(texts(condition) | texts(number), min_size=1), OUTCOME)
def test_conditions_are_the_same_for_every_algebra(data, written, outcome):
    """A table of nodes and a database judge conditions as the reference does."""
    exprs = [typed(text) for text in written]
    answers = data.draw(answer_sets(TREE))

    agree(TREE, exprs, answers, **outcome)


@given(st.data(), any_trees, st.integers(-1, 5))
def test_trees_are_the_same_for_every_algebra(data, tree, rank):
    """So they do the conditions of a tree, with answers to some of its questions."""
    exprs = [
        e.UnsureWord(expr) if isinstance(expr, e.Worded) else expr
        for _, expr in conditions(tree)
    ]
    table = agree(tree, exprs, data.draw(answer_sets(tree)), rank=rank)

    assert len({*table.rows}) == len(table.rows)
    for row, (operator, *operands) in enumerate(table.rows):
        used = [n for _, n in operands[1:]] if operator == "sum" else operands
        used = operands[:1] if operator in ("rounded", "calendar") else used
        assert operator in FACTS or all(other < row for other in used)


def test_a_value_is_lowered_once():
    """A value that is used in two places is one thing in the algebra."""
    sql = Sql()
    lowering = Lowering(sql, TREE.questions, TREE.values)

    used = [lowering.condition(typed(text)) for text in ("ill or fever", "not ill")]
    assert [*sql.columns] == ['"value ill 0"', '"value ill 1"']
    assert "value ill 0" in used[0][0]
    assert "value ill 1" in used[1][0]
