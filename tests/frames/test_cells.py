"""Cells and columns: what is read of them, and what is refused, all of it at once."""

import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import triage
import triage.frames
from triage.frames import FrameError, decide
from triage.program.kit import EVERY_PART, beside

TREE = triage.loads(
    """
triage: 1
id: cells
title: Cells
questions:
  fever: {text: Fever?, type: yes_no, unsure: true}
  kind: {text: Which?, options: {dry: Dry, wet: Wet}}
  signs:
    text: Which of these?
    type: any_of
    unsure: true
    options: {a: A, b: B, c: {text: C, alone: true}}
  days: {text: How long?, type: integer, min: 0, max: 60, unit: days}
  heat: {text: How hot?, type: number, min: 30, max: 45, decimals: 1}
  since: {text: Since when?, type: date, min: 2024-01-01, max: 2024-12-31}
assume:
  - not (kind == wet and days > 50)
values:
  hot: {is: "heat >= 38", title: Hot}
  both: {is: "heat + days / 3", decimals: 1, title: Both}
  day: {is: "since + days(days)", title: Day}
show: [hot, both, day]
recommendations:
  rest: {title: Rest}
  call: {title: Call, urgency: emergency}
start: all
steps:
  all:
    ask: [fever, kind, signs, days, heat, since]
    branches:
      - {when: "maybe(fever) and maybe(a in signs)", go: call}
      - {go: rest}
"""
)
WELL = {
    "fever": "no",
    "kind": "dry",
    "signs": "none",
    "days": 3,
    "heat": 37.5,
    "since": "2024-03-01",
}


def frame(count=1, **columns):
    """Return a frame of well people, some of their columns given."""
    well = {name: [cell] * count for name, cell in WELL.items()}
    return pl.DataFrame({n: c for n, c in (well | columns).items() if c is not None})


def problems(cells, name):
    """Return what is wrong with cells of a question, row by row."""
    return decide(TREE, frame(len(cells), **{name: cells}))["problems"].to_list()


def test_of_a_row_all_problems_are_told():
    """A row with several bad cells names each column with what is wrong there."""
    found = decide(TREE, frame(days=[61], kind=["moist"], heat=[float("inf")]))

    assert found["problems"].item() == (
        "kind: not_an_option; days: too_large; heat: too_large"
    )
    assert found["undecided"].item() == "kind"


@pytest.mark.parametrize(
    ("name", "cells", "wrong"),
    [
        ("days", [1, 61, None], [None, "too_large", None]),
        ("days", [2.0, 2.5, float("nan")], [None, "too_many_digits", None]),
        ("days", [Decimal(2), Decimal("2.5")], [None, "too_many_digits"]),
        ("days", [timedelta(days=3), timedelta(days=90)], [None, "too_large"]),
        ("days", ["2 weeks", "3", " "], [None, None, None]),
        ("days", ["£3", "1,250.50"], ["not_a_number", "ambiguous_number"]),
        ("heat", [37, 29], [None, "too_small"]),
        ("since", [date(2024, 3, 1), date(2023, 3, 1)], [None, "too_early"]),
        (
            "since",
            [datetime(2024, 3, 1), datetime(2024, 3, 1, 12)],  # noqa: DTZ001
            [None, "not_a_date"],
        ),
        ("signs", [["a", "b"], ["a", "c"]], [None, "alone_with_others"]),
        ("signs", [["a", None], ["x"]], ["not_an_option", "not_an_option"]),
    ],
)
def test_cells_are_read_as_they_mean(name, cells, wrong):
    """A cell of any type is an answer, none, or told to be wrong, and why."""
    assert problems(cells, name) == [w and f"{name}: {w}" for w in wrong]


@pytest.mark.parametrize("kind", [pl.Float16, pl.Float32])
def test_short_floats_are_read_by_their_own_digits(kind):
    """A float of 16 or 32 bits is the decimal that it is written as."""
    heat = pl.Series([37.1, 38.25], dtype=kind)

    found = decide(TREE, frame(2, heat=heat))

    assert found["problems"].to_list() == [None, "heat: too_many_digits"]


def test_objects_of_pandas_are_read_one_by_one():
    """Lists, arrays, numbers and texts may stand in one column, beside no answer."""
    made = pd.DataFrame({n: [cell] * 5 for n, cell in WELL.items()})
    made["signs"] = [["a"], np.array(["b"]), "c", {"a": True}, [["a"]]]
    made["fever"] = [True, "yes", None, 1, float("nan")]
    made["since"] = [date(2024, 3, 1), "1 April 2024", None, pd.NaT, 7]

    found = decide(TREE, made)

    assert [x if isinstance(x, str) else None for x in found["problems"]] == [
        None,
        None,
        None,
        "fever: not_an_option; signs: not_an_option",
        "signs: not_an_option; since: not_a_date",
    ]
    assert found["ends"].iloc[0] == "call"


def in_pandas(cells, name):
    """Return the end, the question without an answer and the problem of each cell."""
    made = frame(len(cells)).to_pandas()
    made[name] = cells
    found = decide(TREE, made)[["ends", "undecided", "problems"]].astype(object)
    return [
        tuple(x if isinstance(x, str) else None for x in y) for y in found.to_numpy()
    ]


def alone(cell, name):
    """Return what is decided of one person with a cell as an answer."""
    try:
        decision, problem = TREE.decide(WELL | {name: cell}), None
    except triage.AnswerError as refused:
        decision = refused.decision
        problem = f"{name}: {refused.problems[0].code}"
    return decision.end or None, (*decision.missing, None)[0], problem


ODD = [
    [True, False, None],
    [True, True, True],
    [np.True_, float("nan"), pd.NA],
    [Decimal("sNaN"), True, None],
    ["\ud800", "dry", None],
    ["\ud800"] * 3,
    [np.array(["a"]), np.array([["a"]]), np.array([], object)],
    [np.array("a"), np.array(["a", "c"]), np.ma.array(["a", "b"], mask=[0, 1])],
    [*["dry"] * 120, True, 1, 1.0, Decimal("sNaN"), None],
]


@pytest.mark.parametrize("cells", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("name", WELL)
def test_objects_are_what_each_is_alone(name, cells):
    """Truths are no numbers, words or days, and no cell of Python stops a table."""
    found = in_pandas(pd.Series(cells, dtype=object), name)

    assert found == [alone(cell, name) for cell in cells]


@pytest.mark.parametrize("kind", ["object", "boolean", "bool[pyarrow]", "bool"])
def test_truths_of_pandas_have_many_types(kind):
    """A truth is one in every type that pandas has for it, and a gap is no answer."""
    cells = [True, False, *([] if kind == "bool" else [None])]

    found = in_pandas(pd.Series(cells, dtype=kind), "fever")

    assert found == [alone(cell, "fever") for cell in cells]


def test_flags_of_objects_are_truths():
    """Truths with gaps are read as such beside the answers, too."""
    made = frame(3, signs=None, kind=["dry"] * 3).to_pandas()
    flags = {"signs__a": [True, None, False], "signs__b": [None, True, False]}
    flags |= {"signs__c": [False] * 3, "fever__unsure": [True, None, None]}
    made = made.assign(**{n: pd.Series(x, dtype=object) for n, x in flags.items()})
    made["fever"] = pd.Series([None, True, False], dtype=object)

    found = decide(TREE, made)

    wrong = [x if isinstance(x, str) else None for x in found["problems"]]
    assert wrong == ["signs: missing", "signs: missing", None]
    assert [*found["ends"]][2] == "rest"


@pytest.mark.parametrize(
    "kind",
    [
        *("float64", "float32", "Float64", "object", "Int64", "boolean", "category"),
        *("datetime64[ns]", "datetime64[us, UTC]", "timedelta64[ns]", "bool[pyarrow]"),
    ],
)
def test_an_empty_column_of_pandas_answers_nothing(kind):
    """Where nothing stands, pandas has any type, whatever the question is."""
    for name in WELL:
        empty = pd.Series([None] * 2, dtype=kind)
        assert in_pandas(empty, name) == [(None, name, None)] * 2
    names = [*WELL, "fever__unsure"]
    made = pd.DataFrame({n: pd.Series([float("nan")] * 2, dtype=kind) for n in names})
    made["other"] = [float("nan")] * 2

    found = decide(TREE, made)
    flags = decide(
        TREE,
        made.rename(columns={"signs": "signs__a"}).assign(
            signs__b=made["fever"], signs__c=made["fever"]
        ),
    )

    for one in (found, flags):
        assert [*one["undecided"]] == ["fever"] * 2
        assert one["problems"].isna().all()


ENUM = duckdb.sql("select unnest(['wet', NULL, 'x'])::enum('wet', 'x') as kind")


def dictionary(kind):
    """Return texts of pyarrow by numbers of a type."""
    numbers = pa.array([0, None, 1], kind)
    return pa.DictionaryArray.from_arrays(numbers, pa.array(["wet", "x"]))


def as_pandas(cells):
    """Return a column of pyarrow as pandas holds it."""
    return pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array([cells])))


VIEWS = pa.array(["wet", None, "x"], pa.string_view())
LISTED = pa.array([["a"], None, ["x"]], pa.list_(pa.string_view()))


@pytest.mark.parametrize(
    "cells", [dictionary(pa.uint8()), dictionary(pa.int32()), VIEWS]
)
def test_texts_of_arrow_are_read_in_every_form(cells):
    """By numbers with a sign or without one, or as views, they are texts."""
    wanted = [(None, None), ("kind", None), ("kind", "kind: not_an_option")]
    made = frame(3).to_arrow().drop(["kind"]).append_column("kind", cells)

    found = decide(TREE, made).select(["undecided", "problems"]).to_pylist()

    assert [tuple(row.values()) for row in found] == wanted
    assert [row[1:] for row in in_pandas(as_pandas(cells), "kind")] == wanted


def test_lists_of_views_are_lists():
    """What is chosen may stand in lists of any texts of pyarrow."""
    made = frame(3).to_arrow().drop(["signs"]).append_column("signs", LISTED)

    found = decide(TREE, made)

    wrong = [None, None, "signs: not_an_option"]
    assert found["problems"].to_pylist() == wrong
    assert [row[2] for row in in_pandas(as_pandas(LISTED), "signs")] == wrong


def test_an_enumeration_of_duckdb_is_words():
    """Its numbers have no sign, and a gap is one all the same."""
    rest = duckdb.from_arrow(frame(kind=None).to_arrow())

    found = decide(TREE, rest.cross(ENUM)).select("kind, undecided, problems")

    assert sorted(found.fetchall(), key=str) == [
        ("wet", None, None),
        ("x", "kind", "kind: not_an_option"),
        (None, "kind", None),
    ]


def test_numbers_of_any_width_are_numbers():
    """What no type of numpy holds is too large, or a number as any other."""
    days = pl.Series([3, 2**100, None, -1], dtype=pl.Int128)

    wrong = [None, "days: too_large", None, "days: too_small"]
    assert problems(days, "days") == [*wrong]


@pytest.mark.parametrize("name", [5, ("a", "b"), None, 2.5])
def test_columns_that_are_called_by_no_text_are_left_alone(name):
    """They are no question, whether all that is asked for is there or not."""
    made = frame().to_pandas()
    made[name] = 1

    assert [*decide(TREE, made)["ends"]] == ["rest"]
    with pytest.raises(FrameError, match="no column `kind`"):
        decide(TREE, made.drop(columns="kind"))


def test_two_columns_of_one_name_are_refused():
    """Nobody knows which is meant: one message names them, in every library."""
    made = frame().to_pandas()
    table = pa.Table.from_pandas(made)

    for twice in (
        pd.concat([made, made[["kind"]]], axis=1),
        table.append_column("kind", table["kind"]),
    ):
        with pytest.raises(FrameError, match="one column is called `kind`: give each"):
            decide(TREE, twice)


@pytest.mark.parametrize("kind", [pa.date32(), pa.timestamp("us"), pa.timestamp("s")])
@pytest.mark.parametrize("library", [pa.table, pl.from_arrow])
def test_days_that_python_has_none_for_are_no_answer(kind, library):
    """A day after the year 9999 is a problem of its row, and of no other."""
    far = 10**7 if kind == pa.date32() else 10**15 * (1_000 if kind.unit == "us" else 1)
    since = pa.array([far, None, 0], kind)
    table = frame(3, since=None).to_arrow().append_column("since", since)

    decided = pl.DataFrame(decide(TREE, library(table)))

    told = ["since: not_a_date", None, "since: too_early"]
    assert decided["problems"].to_list() == told


def test_days_of_arrow_in_pandas_are_days():
    """A column that numpy has no type for is read cell by cell."""
    made = frame(2, since=[date(2024, 3, 1), None]).to_pandas()
    made["since"] = pd.array(made["since"], dtype=pd.ArrowDtype(pa.date32()))

    assert [*decide(TREE, made)["undecided"].isna()] == [True, False]


def test_options_are_columns_of_truths():
    """What is chosen follows from truths; where some are empty, it is not known."""
    found = decide(
        TREE,
        frame(
            6,
            signs=None,
            signs__a=[True, False, None, True, True, None],
            signs__b=[True, False, None, None, False, None],
            signs__c=[False, False, None, True, True, None],
            signs__unsure=[False, None, None, None, False, True],
            fever=["yes"] * 6,
        ),
    )

    assert found["ends"].to_list() == ["call", "rest", None, None, None, "call"]
    wrong = [None, None, None, "signs: missing", "signs: alone_with_others", None]
    assert found["problems"].to_list() == wrong


def test_not_sure_stands_beside_an_answer():
    """True in the column of "not sure" is that answer, unless there is another one."""
    found = decide(
        TREE,
        frame(
            4,
            fever=[None, True, None, None],
            fever__unsure=[True, True, False, None],
            signs=["a"] * 4,
        ),
    )

    assert found["ends"].to_list() == ["call", None, None, None]
    assert found["problems"].to_list() == [None, "fever: contradiction", None, None]


def test_what_is_wrong_beside_not_sure_stays_wrong():
    """A bad cell is no answer, even if "not sure" is true beside it."""
    found = decide(TREE, frame(2, signs=["x", "a"], signs__unsure=[True, True]))

    assert found["problems"].to_list() == ["signs: not_an_option", None]
    assert found["undecided"].to_list() == ["signs", None]


def test_every_column_that_does_not_fit_is_named_at_once():
    """What is missing, of another type or there twice is one message."""
    made = frame(
        1,
        fever=[1],
        kind=None,
        Kind=["dry"],
        signs__a=[True],
        signs__d=[True],
        days=[True],
        heat=[{"a": 1}],
        since=[datetime(2024, 3, 1, tzinfo=UTC)],
        kind__unsure=["no"],
        fever__unsure=[3],
    )

    with pytest.raises(FrameError) as refused:
        decide(TREE, made)

    assert str(refused.value).splitlines() == [
        "these columns do not fit `cells`:",
        "- no column `kind`; did you mean `Kind`?",
        "- `fever__unsure` is a column of Int64: give truths",
        "- `fever` is a column of Int64: give one of `yes`, `no`, `unsure`",
        "- `kind__unsure`: `kind` cannot be answered with `unsure`",
        "- `signs` is there, and `signs__a`, `signs__b`, `signs__c` say the same",
        "- no column `signs__b`",
        "- no column `signs__c`",
        "- `days` is a column of Boolean: give a whole number from 0 to 60 days",
        "- `heat` is a column of Struct: give a number from 30 to 45",
        f"- `since` is a column of Datetime: give {TREE.questions['since'].allowed}",
        "- `signs__d`: `signs` has no option `d`",
    ]


def test_nothing_is_decided_of_another_table():
    """A frame without any question is refused, though none need have a column."""
    with pytest.raises(FrameError, match="no column is one of `fever`"):
        decide(TREE, pl.DataFrame({"age": [3]}), partial=True)
    with pytest.raises(FrameError, match="no column is one of `fever`"):
        decide(TREE, pl.DataFrame({f"x{n}": [3] for n in range(99)}), partial=True)
    with pytest.raises(FrameError, match="no column `fever`; did you mean `fevre`"):
        decide(TREE, pl.DataFrame({"fevre": [True]}), partial=True)


def test_a_question_without_a_column_is_not_answered():
    """Where questions may have no column, what is needed of them is undecided."""
    found = decide(TREE, frame(kind=None), partial=True)

    assert found["undecided"].to_list() == ["kind"]


def test_columns_are_never_written_over():
    """Columns of the names that are added are refused, unless these have a prefix."""
    made = frame(urgency=["?"], hot=[1])
    with pytest.raises(FrameError, match="has `urgency`, `hot` already"):
        decide(TREE, made)

    with pytest.raises(FrameError, match="give the `prefix` as a text"):
        decide(TREE, made, prefix=None)

    found = decide(TREE, made, prefix="by_tree_")

    assert found["urgency"].item() == "?"
    assert found["by_tree_ends"].item() == "rest"


def test_results_are_never_called_the_same():
    """A tree whose values are called like other results is refused, by their names."""
    tree = triage.loads(
        """
triage: 1
id: called
title: Called
questions: {days: {text: Days?, type: integer, min: 0, max: 60}}
values: {undecided: days + 1, so_far: days + 2, problems: days + 3}
show: [undecided, so_far, problems]
recommendations: {rest: {title: Rest, urgency: self_care}}
start: all
steps: {all: {ask: days, go: rest}}
"""
    )

    for prefix in ("", "by_tree_"):
        with pytest.raises(
            FrameError, match="be `undecided`, `so_far`, `problems`, what"
        ):
            decide(tree, pl.DataFrame({"days": [1]}), prefix=prefix)


SHARED = """
triage: 1
id: shared
title: Shared
questions:
  a: {text: Which?, type: any_of, options: {b: B, c: C}}
  a__b: {text: Other?}
  k: {text: How many?, type: integer, min: 0, max: 5, unsure: true}
  k__unsure: {text: Really?}
  n: {text: How many?, type: integer, min: 0, max: 5}
  n__unsure: {text: Really?}
recommendations:
  rest: {title: Rest, urgency: self_care}
  call: {title: Call, urgency: emergency}
start: all
steps:
  all:
    ask: [a, a__b, k, k__unsure, n, n__unsure]
    branches: [{when: n__unsure and n > 2, go: call}, {go: rest}]
"""


def test_a_column_answers_one_question():
    """What would be an option or "not sure" of one, and another one, is refused."""
    tree = triage.loads(SHARED)
    made = pl.DataFrame({"a": ["b"], "a__b": [True], "k": [3], "k__unsure": [True]})

    with pytest.raises(FrameError, match="have the column `a__b`, `k__unsure`: give"):
        decide(tree, made, partial=True)
    with pytest.raises(FrameError, match="have the column `k__unsure`: give"):
        decide(tree, made.drop("a__b"), partial=True)


def test_what_cannot_be_unsure_has_no_column_of_it():
    """A question may be called as that column would be, which is read for it alone."""
    tree = triage.loads(SHARED.replace("a__b", "d").replace("k__unsure", "e"))
    given = {"a": "b", "d": "no", "k": 3, "e": "no", "n": 3, "n__unsure": "yes"}

    found = decide(tree, pl.DataFrame({name: [cell] for name, cell in given.items()}))

    assert found["ends"].to_list() == ["call"] == [tree.decide(given).end]


@pytest.mark.parametrize("thing", [[1], pl.Series([1]), None])
def test_what_is_no_frame_is_refused(thing):
    """Only tables are decided."""
    with pytest.raises(FrameError, match="is none of a DataFrame"):
        decide(TREE, thing)


def test_values_are_numbers_days_and_words():
    """What the tree shows is a column of its type; of what is open there is none."""
    found = decide(TREE, frame(2, heat=[38.5, None]))

    assert found["hot"].to_list() == ["yes", None]
    assert found["both"].to_list() == [39.5, None]
    assert found["day"].to_list() == [date(2024, 3, 4), None]


def test_answers_that_do_not_go_together_are_dropped():
    """Where an assumption is broken, its questions are told, and not answered."""
    found = decide(TREE, frame(kind=["wet"], days=[55]))

    assert found["problems"].to_list() == ["days, kind: contradiction"]
    assert found["undecided"].to_list() == ["kind"]


def test_a_lazy_frame_stays_lazy_and_is_decided_part_by_part():
    """What it will have is known at once; each part is decided when it is needed."""
    made = frame(3, heat=[38.5, None, 60.0])

    lazy = decide(TREE, made.lazy())
    found = lazy.filter(pl.col("undecided").is_not_null()).collect(engine="streaming")

    assert lazy.collect().equals(decide(TREE, made))
    assert lazy.select("ends").collect()["ends"].to_list() == ["rest", None, None]
    assert lazy.collect_schema() == decide(TREE, made).schema
    assert found["problems"].to_list() == [None, "heat: too_large"]
    with pytest.raises(FrameError, match="no column `kind`"):
        decide(TREE, made.drop("kind").lazy())


def test_a_relation_of_duckdb_stays_one():
    """What is decided can be asked for in SQL, level by level."""
    made = frame(2, heat=[38.5, None])
    relation = duckdb.from_arrow(made.to_arrow())

    found = decide(TREE, relation)

    wanted = decide(TREE, made).select("ends", "undecided", "hot").rows()
    assert found.select("ends, undecided, hot").fetchall() == wanted
    with pytest.raises(FrameError, match="has `urgency` already"):
        decide(TREE, relation.project("*, 1 as URGENCY"))


def test_words_of_duckdb_are_ordered_as_elsewhere():
    """A level that is higher on the scale is greater, beside one of its type."""
    tree = triage.loads(
        """
triage: 1
id: levels
title: Levels
questions: {days: {text: Days?, type: integer, min: 0, max: 60}}
recommendations:
  rest: {title: Rest, urgency: self_care}
  visit: {title: Visit, urgency: soon}
  call: {title: Call, urgency: emergency}
start: all
steps:
  all:
    ask: days
    branches: [{when: days > 9, go: call}, {when: days > 2, go: visit}, {go: rest}]
"""
    )
    people = duckdb.sql("select unnest([1, 5, 20, NULL]) as days")

    found = decide(tree, people, prefix="o'\"")

    wanted = [(5, "soon"), (20, "emergency")]
    for name in ('"o\'""urgency"', '"o\'""so_far"'):
        (kind,) = found.project(name).types
        some = found.filter(f"{name} >= 'soon'::{kind}").order(f"{name}, days")
        assert some.project(f"days, {name}").fetchall() == wanted
        assert found.aggregate(f"max({name})").fetchall() == [("emergency",)]


def test_an_empty_frame_gets_its_columns():
    """Of nobody, the columns are there all the same."""
    found = decide(TREE, frame(0))

    assert found.columns[-3:] == ["hot", "both", "day"]
    assert len(found) == 0


UNFINISHED = triage.loads(
    """
triage: 1
id: unfinished
title: Unfinished
questions:
  here: {text: Here?, type: yes_no, unsure: true}
  far:
    {text: How far?, type: number, min: -9000, max: 9000, decimals: 6, unsure: true}
  near: {text: How near?, type: number, min: 0.000001, max: 9000, decimals: 6}
values:
  square: {is: far * near, decimals: 6, title: Square}
  ratio: {is: "min(round(far / near, 0.01), 7 + far / near)", decimals: 2, title: R}
  side: {is: far if here else near, decimals: 6, title: Side}
show: [square, ratio, side]
recommendations:
  rest: {title: Rest, urgency: self_care}
  call: {title: Call, urgency: emergency}
start: all
steps:
  all:
    ask: [here, far, near]
    advise: [rest]
    branches:
      - {when: "surely(far > 8990) or surely(here)", go: call}
      - {when: "maybe(far * far * near > 0.5)", todo: Who knows?}
      - {go: done}
"""
)


def test_where_a_tree_goes_on_nowhere_is_a_problem():
    """A row that comes to a way that is not written yet has no end, and says why."""
    found = decide(
        UNFINISHED,
        pl.DataFrame({"here": ["no"] * 2, "far": [9.0, 0.5], "near": [1.0, 1.0]}),
    )

    assert found["ends"].to_list() == [None, "done"]
    assert found["problems"].to_list() == ["all: not written yet", None]
    assert found["undecided"].to_list() == [None, None]


@pytest.mark.parametrize("here", ["no", "unsure", "yes", None])
@pytest.mark.parametrize(
    "far", ["-9000", "0.000001", "-7.5", "8999.000001", "unsure", None]
)
def test_numbers_of_any_size_are_exact(far, here):
    """What no machine word holds is worked out like what one does."""
    given = {"here": here, "far": far, "near": "0.000003"}

    found = decide(UNFINISHED, pl.DataFrame({n: [a] for n, a in given.items()}))

    decision = UNFINISHED.decide(given)
    assert found["undecided"].item() == (*decision.missing, None)[0]
    assert found["ends"].item() == (decision.end or None)
    if decision.complete:
        known = (x if type(x) is not list else None for x in decision.shows.values())
        assert [found[name].item() for name in decision.shows] == [*known]


def test_where_nothing_can_be_dropped_nothing_is_decided():
    """Where an assumption is broken by what was skipped alone, there is no result."""
    tree = triage.loads(
        """
triage: 1
id: skipping
title: Skipping
questions:
  here: {text: Here?, type: yes_no}
  there: {text: There?, type: yes_no, only_if: here, otherwise: "yes"}
assume: [not there]
recommendations: {rest: {title: Rest, urgency: self_care}}
start: all
steps:
  all: {ask: [here, there], go: rest}
"""
    )
    with pytest.raises(triage.AnswerError) as refused:
        tree.decide({"here": "no"})

    found = decide(tree, pl.DataFrame({"here": ["no", "yes"], "there": ["no"] * 2}))

    assert refused.value.decision is None
    assert found["ends"].to_list() == [None, "rest"]
    assert found["so_far"].to_list() == [None, "self_care"]
    assert found["problems"].to_list() == ["there: contradiction", None]


def test_what_needs_more_says_what_to_install(monkeypatch):
    """Without its libraries, the room says which extra brings them."""
    monkeypatch.setitem(sys.modules, "triage.frames.deciding", None)
    monkeypatch.delattr(triage.frames, "decide")

    with pytest.raises(triage.MissingExtra, match=r"triage-trees\[frames\]"):
        triage.frames.decide  # noqa: B018  it is looked up


def test_the_day_is_a_column_or_one_for_all():
    """A row without a day is decided on that of the machine, unless one is given."""
    tree = triage.loads(beside(EVERY_PART))
    day = tree.questions["today"].from_scaled(tree.questions["today"].range[0])
    days = [day, None, date(1700, 1, 1)]
    made = pl.DataFrame({"today": days})

    found = decide(tree, made, partial=True)
    on_a_day = decide(tree, made, partial=True, today=day)

    assert found["undecided"].to_list()[2] == "today"
    assert found["problems"].to_list() == [None, None, "today: too_early"]
    assert on_a_day["problems"].to_list() == [None] * 3
    assert on_a_day["undecided"].n_unique() == 1


@pytest.mark.parametrize("today", ["2026-05-01", np.datetime64("2026-05-01")])
def test_the_day_is_given_as_any_answer(today):
    """A text of a day is that day; what is none is refused as `Tree.decide` does."""
    tree = triage.loads(beside(EVERY_PART))
    made = pl.DataFrame({"today": [None]})
    wanted = decide(tree, made, partial=True, today=date(2026, 5, 1))

    assert decide(tree, made, partial=True, today=today).equals(wanted)
    for wrong in ("soon", 7, datetime(2026, 5, 1, 12, tzinfo=UTC)):
        with pytest.raises(
            triage.AnswerError, match=r"`today`: this .*is not an answer"
        ):
            decide(tree, made, partial=True, today=wrong)
