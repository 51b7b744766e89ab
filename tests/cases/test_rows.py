"""Rows of a CSV file as cases."""

import csv
import io

import pytest

import triage
from triage.base.answer import plain
from triage.base.exceptions import InvalidTree
from triage.base.text import Source
from triage.cases import judge, load
from triage.cases.rows import cases_in
from triage.linker.loader import builtins
from triage.treefile.sheet import read_sheet

TREE = triage.loads(
    """\
triage: 1
id: cough
title: A cough
questions:
  signs: {text: Which of these?, type: any_of, options: {fever: Fever, rash: Rash}}
  age: {text: "How old are you?", type: integer, min: 0, max: 120}
values:
  many: count(signs.fever, signs.rash)
  old: age > 64
show: [many, old]
recommendations: {see: {title: See a doctor}, rest: {title: Rest}}
start: ask
steps:
  ask:
    ask: [signs, age]
    branches: [{when: many > 1 or old, go: see}, {go: rest}]
""".replace("count(signs.fever, signs.rash)", "count(signs)")
)


def cases(text, tree=TREE):
    """Return the rows of a text as cases."""
    return cases_in(read_sheet(Source("rows.csv", text)), tree)


def said(cell):
    """Return an answer or an expectation as a cell has it."""
    found = plain(cell)
    return (
        (", ".join(found) or "none") if isinstance(found, list | tuple) else str(found)
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", builtins())
def test_a_row_is_the_case_that_a_file_would_have(name):
    """The cases of every built-in tree, written as rows, are the same cases."""
    wanted = load(name)
    keys = sorted({name for case in wanted.cases for name in case.answers})
    told = {}
    for case in wanted.cases:
        row = {"case.id": case.id, "case.says": case.says}
        row |= {key: said(answer) for key, answer in case.answers.items()}
        for one in case.expects:
            key = f"shows.{one.value}" if one.value else f"expect.{one.key}"
            row[key] = ", ".join(filter(None, (row.get(key), *one.wanted)))
        told[case.id] = row
    columns = dict.fromkeys(key for row in told.values() for key in row)
    text = io.StringIO()
    writer = csv.DictWriter(text, ["case.id", *sorted({*columns, *keys} - {"case.id"})])
    writer.writeheader()
    writer.writerows(told.values())

    found = cases(text.getvalue(), wanted.tree)

    assert [case.answers for case in found] == [case.answers for case in wanted.cases]
    for one, other in zip(found, wanted.cases, strict=True):
        assert (one.id, one.says) == (other.id, other.says)
        assert {*one.expects} == {*other.expects}
        assert judge(wanted.tree, one).failures == ()


def test_a_row_has_a_name_and_a_place():
    """A row is called by its line, and what it expects is pointed at in its cell."""
    text = 'age,signs,expect.ends,shows.many\n70,,rest,2\n3,"fever, rash",see,2\n'
    first, second = (judge(TREE, case) for case in cases(text))

    assert (first.case.id, second.case.id) == ("row_2", "row_3")
    assert first.case.answers == {"age": 70}
    assert second.passed
    assert next(str(item.span) for item in first.case.expects) == "rows.csv:2:5"


@pytest.mark.parametrize(
    ("text", "code", "place", "message"),
    [
        (
            "agee,expect.ends\n1,see\n",
            "T702",
            "1:1",
            "`agee` is no question of `cough`",
        ),
        ("x\n1\n", "T702", "1:1", "`x` is no question of `cough`"),
        ("age,shows.young\n1,yes\n", "T702", "1:5", "`shows.young` is no question"),
        ("age,age\n1,2\n", "T706", "1:5", "two columns are called `age`"),
        ("case.id,age\na,1\na,2\n", "T706", "3:1", "two rows are called `a`"),
        ("age,expect.ends\n-1,see\n", "T703", "2:1", "`-1` is not an answer to `age`"),
        ("age,expect.ends\n1,saw\n", "T702", "2:3", "no recommendation called `saw`"),
        ("age,expect.ends\n1,\n", "T705", "2:1", "the case `row_2` expects nothing"),
        ("age,expect.ends\n", "T705", "1:1", "the file has no cases"),
        (
            'signs,expect.ends\n"fever, rsh",see\n',
            "T703",
            "2:9",
            "`rsh` is not an answer to `signs`",
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_pointed_at(text, code, place, message):
    """A column, a name or a cell that is nothing of the tree is refused, with place."""
    with pytest.raises(InvalidTree) as refused:
        cases(text)

    found = refused.value.findings[0]
    assert (found.code, str(found.span)) == (code, f"rows.csv:{place}")
    assert message in found.message


def test_an_empty_cell_of_a_text_is_left_blank():
    """What is written is taken as it is, commas too, and nothing is an answer."""
    tree = triage.loads(
        "{triage: 1, id: t, title: T, questions: {a: {text: What?, type: text}},"
        " recommendations: {r: {title: '{a else Nothing}', urgency: soon}}, start: s,"
        " steps: {s: {ask: a, go: r}}}"
    )
    found = cases('a,expect.ends\n"Red, A",r\n,r\n', tree)

    assert [dict(case.answers) for case in found] == [
        {"a": "Red, A"},
        {"a": "unsure"},
    ]
    assert all(judge(tree, case).failures == () for case in found)
