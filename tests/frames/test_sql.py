"""SQL: what databases make of a query of a tree, held against its decisions."""

import itertools
import random
import re
import sys
from contextlib import ExitStack
from datetime import UTC, date, datetime

import attrs
import duckdb
import polars as pl
import postgres
import pytest
import sqlglot
from databases import (
    RUN,
    assert_decides_alike,
    columns,
    created,
    expected,
    in_postgres,
    named,
    row,
)
from hypothesis import given, settings, strategies as st
from strategies import answer_sets, moving_trees, trees
from trees_for_tests import built_in, every_part, tree_of

import trees as shapes
import triage
from triage.frames import Unsayable, decide, sql
from triage.frames.database.dialects import DIALECTS, DUCKDB, SQLITE, TRANSLATED
from triage.frames.database.query import Query
from triage.frames.database.wholes import ONE, Number, Whole, constant, product, total
from triage.program.kit import patient

RANDOM = settings.get_current_profile_name() == "random"
"""Whether laws are tried at length."""

ROWS = (60, 10_000)
DAY = date(2026, 5, 31)
TREES = {
    "every_part": every_part(),
    **{name: built_in(name) for name in ("back_pain", "curb_65")},
}


NOTES = "".join(f"  note{n}: {{title: Note {n}}}\n" for n in range(120))
CROOKED = f"""
triage: 1
id: crooked
title: Crooked
scale: [{{id: low, title: Low}}, {{id: mid, title: Mid}}, {{id: top, title: Top}}]
questions:
  a: {{text: A?, type: yes_no, unsure: true}}
  b: {{text: B?, type: yes_no}}
  c: {{text: C?, type: yes_no, only_if: maybe(a), otherwise: "no"}}
  d: {{text: D?, type: yes_no, only_if: asked(z), otherwise: "yes"}}
  n: {{text: N?, type: integer, min: 0, max: 9, unsure: true}}
  m: {{text: M?, type: number, min: -3, max: 3, decimals: 1}}
  k:
    text: K?
    type: one_of
    options: {{big: {{text: B, points: 2000000000}}, small: S}}
  l: {{text: L?, type: one_of, options: {{big: {{text: B, points: -70000}}, small: S}}}}
  z: {{text: Z?, type: yes_no}}
  y: {{text: Y?, type: integer, min: 0, max: 9}}
values:
  third: round(m / 3, 0.1)
  none: round((y - 9) / 3, 0.1)
  debt: round((n - 9) / 3, 0.1)
  much: points(k) + points(k) + n
  alone: points(k) + count(b) * 1000000000
  square: points(l) * points(l)
  cross: m * n
  pick: m if z else n
  fixed: {{is: 3, title: Three}}
  best: round(min(m / (n + 1), third), 0.1)
show: [third, none, debt, much, alone, square, cross, pick, fixed]
assume: [n >= 0, n < 9 or not b]
recommendations:
  worst: {{title: Worst, urgency: top, alone: true}}
  over: {{title: Over, urgency: top}}
  see: {{title: See, urgency: mid}}
  calm: {{title: Calm, urgency: low}}
  never: {{title: Never, urgency: low}}
{NOTES}
start: one
steps:
  one:
    ask: [a, b]
    advise: [{{when: maybe(a) and b, add: over}}]
    branches:
      - {{when: answered(z), go: worst}}
      - {{when: surely(a), go: two}}
      - {{when: b, advise: [{{when: maybe(not a), add: note59}}], go: calm}}
      - {{go: four}}
  two:
    ask: [c, d, n, m, k, l]
    branches:
      - {{when: surely(cross > 0) and c, go: worst}}
      - when: alone > 1500000000 and surely(best < 0)
        advise: [{{when: m > 1, add: over}}, see]
        go: done
      - {{when: urgency >= top and answered(d), go: see}}
      - {{when: square > 0 or third <= 0, advise: [note3], go: four}}
      - {{go: calm}}
  four:
    ask: [c, n, a, k, m]
    advise: [{{when: maybe(cross > 5), add: over}}]
    branches:
      - {{when: answered(c) or surely(n > 7) or surely(none < -2), go: worst}}
      - {{when: maybe(pick > 2), advise: [note4, note4], go: calm}}
      - {{when: surely(debt <= -1.5), todo: Later}}
      - {{advise: [see], go: done}}
"""
TREES["crooked"] = triage.loads(CROOKED)
TREES["brief"] = tree_of(
    """
  one: {ask: [b, c], branches: [{when: b, go: rest}, {go: two}]}
  two:
    ask: [a]
    branches: [{when: surely(a), advise: [go_now], go: done}, {go: go_now}]
"""
)


TREES["alone"] = tree_of(
    questions="""
  q: {text: Q?, type: any_of, options: {x: X, y: {text: Y, alone: yes}}}
  r: {text: R?, type: any_of, options: {x: X, y: {text: Y, alone: yes}}, unsure: true}
""",
    steps="""
  one:
    ask: [q, r]
    branches:
      - {when: maybe(count(q) == 1) and maybe(y in r), go: see}
      - {when: not maybe(y in r), go: rest}
      - {go: two}
  two:
    ask: [b]
    branches:
      - {when: urgency >= emergency, advise: [note, note], go: go_now}
      - {go: rest}
""",
)


TREES["unwritten"] = tree_of(
    questions="""
  n: {text: N?, type: integer, min: 0, max: 3}
  m: {text: M?, type: integer, min: 0, max: 3}
""",
    steps="""
  one: {ask: [n, m], branches: [{when: n > 2, go: rest}, {todo: Not yet}]}
assume: [n <= m]
""",
)


TREES["waits"] = tree_of(
    questions="""
  n: {text: N?, type: integer, min: 0, max: 9}
  m: {text: M?, type: integer, min: 0, max: 30}
  g: {text: G?, type: yes_no, only_if: n > 4, otherwise: "no"}
  p: {text: P?, type: integer, min: 0, max: 9}
  q: {text: Q?, type: integer, min: 0, max: 30}
""",
    steps="""
  one: {ask: [p, q], branches: [{when: p + q > 19, go: go_now}, {go: two}]}
  two:
    ask: [n, g, m]
    branches:
      - {when: g, go: go_now}
      - {when: m > 14, go: go_now}
      - {when: maybe(c) and m > 1, go: see}
      - {go: rest}
""",
)


TREES["plain"] = triage.loads("""
triage: 1
id: plain
title: What is plain before anybody answers
scale: [{id: low, title: Low}, {id: high, title: High}]
questions:
  a: {text: A?, type: yes_no, unsure: true}
  b: {text: B?, type: yes_no}
  days: {text: D?, type: integer, min: 0, max: 9}
  since: {text: S?, type: date, min: 2026-01-01, max: 2026-12-31}
values:
  stage: {options: {early: Early, late: Late}, is: early if days < 3 else late}
  sure: {options: {early: Early, late: Late}, is: early if not a else late}
show: [stage, sure]
recommendations:
  rest: {title: Rest, urgency: low}
  call: {title: Call, urgency: high}
start: one
steps:
  one:
    ask: [a]
    advise: [{when: urgency >= high, add: call}]
    branches:
      - {when: "urgency < high and maybe(years(since, 2027-06-30) > 0)", go: rest}
      - {when: answered(a) and maybe(a), go: two}
      - {go: three}
  two: {ask: [b], branches: [{when: answered(b) and b, go: call}, {go: three}]}
  three:
    ask: [days, since]
    branches:
      - {when: answered(b) or days > 7, go: call}
      - {when: answered(days), go: rest}
      - {go: rest}
  lost: {ask: [days], go: rest}
""")


PAIRS = [
    (name, dialect)
    for name in TREES
    for dialect in DIALECTS
    if RANDOM or (name, dialect) != ("back_pain", "duckdb")  # it plans for 2 s
]


@pytest.fixture(scope="module")
def run():
    """Run a query in a database; the server of one of them is started when it is."""
    with ExitStack() as stack:
        servers = {}

        def ran(dialect):
            if dialect in RUN:
                return RUN[dialect]
            if postgres.programs() is None:
                pytest.skip("PostgreSQL is not installed")
            if not servers:
                servers[dialect] = stack.enter_context(postgres.server())
            return in_postgres(servers[dialect])

        yield ran


@pytest.mark.slow
@pytest.mark.parametrize(("name", "dialect"), PAIRS)
@settings(settings.default, max_examples=1)
@given(seed=st.integers(0, 2**32))
def test_databases_decide_alike(run, name, dialect, seed):
    """Each row comes to the decision of the tree, complete or not, in every column."""
    tree, chance = TREES[name], random.Random(seed)
    rows = [patient(tree, chance) for _ in range(ROWS[name == "back_pain" and RANDOM])]

    assert_decides_alike(tree, rows, dialect, run(dialect), DAY)


@pytest.mark.parametrize("name", sorted(TREES.keys() - {"back_pain", "curb_65"}))
def test_sqlite_decides_small_trees_alike(name):
    """Each form of a condition comes to the decision of the tree, complete or not."""
    tree, chance = TREES[name], random.Random(name)
    rows = [patient(tree, chance) for _ in range(40)]

    assert_decides_alike(tree, rows, "sqlite", today=DAY)


def accepted(tree, answers):
    return {name: tree.questions[name].accept(a) for name, a in answers.items()}


@st.composite
def crowds(draw):
    """Return a random tree and the answers of some, complete or not."""
    tree = draw(trees)
    some = [draw(answer_sets(tree, complete=n % 2 == 0)) for n in range(6)]
    return tree, [accepted(tree, answers) for answers in some]


@settings(settings.default, max_examples=200 if RANDOM else 8)
@given(crowds())
def test_random_trees_in_sqlite(crowd):
    """Every tree is a query that comes to its decisions, row by row."""
    assert_decides_alike(*crowd, "sqlite")


@settings(settings.default, max_examples=20 if RANDOM else 3)
@given(crowds())
def test_random_trees_in_duckdb(crowd):
    """So it is in a database that types its columns."""
    assert_decides_alike(*crowd, "duckdb")


MOVING = tree_of(
    questions="""
  born: {text: Born?, type: date, min: today - years(4), max: today}
  seen:
    text: Seen?
    type: date
    min: today - months(1) - days(3)
    unsure: true
    max: 2029-01-31
    only_if: b
    otherwise: unsure
  back: {text: Back?, type: date, min: today, max: 2029-12-31, unsure: true}
""",
    steps="""
  one: {ask: b, go: two}
  two:
    ask: [c, born, seen, back]
    branches:
      - {when: surely(c), go: go_now}
      - {when: maybe(seen < back), go: see}
      - {go: rest}
valid: {from: 2024-01-01, until: 2028-12-31}
""",
)
LEAP = date(2024, 2, 29)
NEAR = [f"2020-02-{day}" for day in (28, 29)] + ["2024-02-29", "2024-03-01", None]
LATELY = ["2024-01-25", "2024-01-26", "2024-03-05", "unsure", None]


@pytest.mark.parametrize("dialect", RUN)
def test_a_day_outside_of_limits_by_today_counts_as_none(dialect):
    """It is named where it is asked for, and never hides what is as bad as can be."""
    tree, words = MOVING, ("yes", "no", None)
    some = [
        {"born": born, "b": b, "c": c, "seen": seen, "back": back}
        for born, b, c, seen, back in itertools.product(
            NEAR, words, words, LATELY, LATELY[1:]
        )
    ]
    some = [{n: x for n, x in each.items() if x is not None} for each in some]

    assert_decides_alike(
        tree, [accepted(tree, each) for each in some], dialect, today=LEAP
    )


@st.composite
def moving_crowds(draw):
    """Return a random tree with limits by today, answers of some, and a day."""
    tree = draw(moving_trees())
    some = [draw(answer_sets(tree, complete=n % 2 == 0)) for n in range(6)]
    for answers in some:
        answers.pop("today", None)
    days = st.dates(date(2024, 2, 26), date(2024, 3, 7))
    return tree, [accepted(tree, answers) for answers in some], draw(days)


@settings(settings.default, max_examples=100 if RANDOM else 8)
@given(moving_crowds())
def test_limits_that_go_by_today_in_sqlite(crowd):
    """A day that is no answer on the day counts as none, where it is asked for.

    What else would be asked because of it is not looked at.
    """
    tree, some, day = crowd
    some = [each for each in some if len(expected(tree, each, day)["problems"]) < 2]

    assert_decides_alike(tree, some, "sqlite", today=day)


@pytest.mark.parametrize("dialect", TRANSLATED)
def test_what_is_translated_still_decides_alike(dialect):
    """Read back, it comes to the decisions; no such database is here to run it."""
    tree, chance = TREES["curb_65"], random.Random(dialect)
    made = sql(tree, dialect)
    head, _, query = made.partition("\n")
    again = sqlglot.parse_one(query, read=dialect).sql("duckdb")

    def run(of, rows, _):
        return RUN["duckdb"](of, rows, again)

    assert head == sql(tree).partition("\n")[0]
    assert_decides_alike(
        tree, [patient(tree, chance) for _ in range(80)], "duckdb", run
    )


def test_the_day_of_a_query_is_given_as_any_answer():
    """A text of a day is that day; what is none is refused as ``Tree.decide`` does."""
    tree = TREES["every_part"]

    assert sql(tree, today="2026-05-31") == sql(tree, today=date(2026, 5, 31))
    assert sql(TREES["brief"], today="soon") == sql(TREES["brief"])
    for wrong in ("soon", 7, datetime(2026, 5, 31, 12, tzinfo=UTC)):
        with pytest.raises(triage.AnswerError, match=r"`today`: this .*is not an ans"):
            sql(tree, today=wrong)


def test_what_is_not_translated_is_refused(monkeypatch):
    """It says which database, and why, and what to install."""
    with pytest.raises(Unsayable, match="tsql keeps no truths in columns"):
        sql(TREES["brief"], "tsql")
    with pytest.raises(Unsayable, match="days are not counted in spark yet"):
        sql(TREES["every_part"], "spark")
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    with pytest.raises(triage.MissingExtra, match=r"pip install \"triage-trees\[sql\]"):
        sql(TREES["brief"], "spark")


KINDS = tree_of(
    questions="""
  fever: {text: "So?", type: yes_no, unsure: true}
  signs:
    text: W?
    type: any_of
    unsure: true
    options: {a: A, b: B, x: {text: X, alone: true}}
  kind: {text: W?, type: one_of, options: {a: A, b: B}}
  size: {text: "Big?", type: number, min: 0, max: 3, decimals: 1, unsure: true}
  born: {text: When?, type: date, min: 2020-01-01, max: 2026-01-31}
""",
    steps="""
  one: {ask: [fever, signs, kind, size, born], go: two}
  two: {branches: [{when: maybe(fever), go: go_now}, {go: rest}]}
""",
)
WELL = {"fever": "no", "signs__a": False, "signs__b": False, "signs__x": False}
WELL |= {"kind": "b", "size": 2.5, "born": "2025-02-28"}
NOTHING = {"signs__a": None, "signs__b": None, "signs__x": None}


def outcome(tree, dialect, **cells):
    """Return what comes of one row, in columns of any type."""
    names = [*columns(tree, dialect)]
    found = {"id": 1, **dict.fromkeys(names[1:]), **WELL, **cells}
    if dialect == "sqlite":
        (made,) = RUN[dialect](tree, [tuple(found.values())], sql(tree, dialect))
        return made
    with duckdb.connect(":memory:") as base:
        made = re.sub("DOUBLE|DATE", "TEXT", created(tree, dialect))
        base.execute(made.replace("BOOLEAN", "INTEGER"))
        marks = ", ".join("?" * len(found))
        values = [*found.values()]
        base.execute(f"INSERT INTO answers VALUES ({marks})", values)  # noqa: S608
        (made,) = named(base.execute(sql(tree, dialect)))
        return made


@pytest.mark.parametrize("dialect", RUN)
@pytest.mark.parametrize(
    ("cells", "ends", "undecided"),
    [
        ({}, "rest", None),
        ({"fever": " Yes "}, "go_now", None),
        ({"fever": "unsure"}, "go_now", None),
        ({"fever": None}, None, "fever"),
        ({"fever": ""}, None, "fever"),
        ({"size": None}, None, "size"),
        ({"size": None, "size__unsure": True}, "rest", None),
        (NOTHING, None, "signs"),
        (NOTHING | {"signs__unsure": False}, None, "signs"),
        ({"signs__unsure": True}, "rest", None),
        (NOTHING | {"signs__unsure": True}, "rest", None),
        ({"signs__x": True}, "rest", None),
        ({"born": None}, None, "born"),
    ],
)
def test_what_is_no_answer_is_never_no(dialect, cells, ends, undecided):
    """NULL and an empty text are not answered; "not sure" is what it is."""
    found = outcome(KINDS, dialect, **cells)

    assert (found["ends"], found["undecided"]) == (ends, undecided)
    assert found["problems"] is None


@pytest.mark.parametrize("dialect", RUN)
@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"fever": "maybe"}, "not_an_option"),
        ({"kind": "c"}, "not_an_option"),
        ({"kind": "unsure"}, "not_an_option"),
        ({"size": 2.55}, "too_many_digits"),
        ({"size": 3.1}, "too_large"),
        ({"size": -1}, "too_small"),
        ({"size": float("inf")}, "too_large"),
        ({"size": "big"}, "not_a_number"),
        ({"size": "£2"}, "not_a_number"),
        ({"size": 2, "size__unsure": True}, "contradiction"),
        ({"signs__a": None}, "missing"),
        ({"signs__a": None, "signs__unsure": True}, "missing"),
        ({"signs__a": True, "signs__x": True}, "alone_with_others"),
        ({"signs__unsure": True, "signs__x": True}, "alone_with_others"),
        ({"size__unsure": 2}, "not_an_option"),
        ({"size": None, "size__unsure": 2}, "not_an_option"),
        ({"signs__unsure": 2}, "not_an_option"),
        (NOTHING | {"signs__unsure": 2}, "not_an_option"),
        ({"signs__a": 2}, "not_an_option"),
        ({"signs__a": True, "signs__x": 2}, "not_an_option"),
        ({"signs__a": None, "signs__x": 2}, "not_an_option"),
        ({"born": "2019-12-31"}, "too_early"),
        ({"born": "2027-01-01"}, "too_late"),
        ({"born": "2025-02-29"}, "not_a_date"),
        ({"born": "soon"}, "not_a_date"),
    ],
)
def test_a_bad_cell_is_named_and_no_answer(dialect, cells, code):
    """So where it is needed, its row is undecided, and takes no way by it."""
    found = outcome(KINDS, dialect, **cells)

    name = next(iter(cells)).partition("__")[0]
    assert found["problems"] == f"{name}: {code}"
    assert (found["ends"], found["urgency"], found["undecided"]) == (None, None, name)


@pytest.mark.parametrize("word", ["unsure", "yes", "x", -1, 0.5, b"2"])
def test_a_word_is_no_truth_in_sqlite(word):
    """It types no columns: what is neither 1 nor 0 never means "sure"."""
    found = outcome(KINDS, "sqlite", size__unsure=word)

    assert (found["ends"], found["problems"]) == (None, "size: not_an_option")


def test_an_empty_text_is_no_truth_in_sqlite():
    """It is not answered, as NULL is; and 1 and 0 may stand as texts."""
    blank, words = dict.fromkeys(NOTHING, ""), dict.fromkeys(NOTHING, "0")

    nothing = outcome(KINDS, "sqlite", **blank, signs__unsure=" ", size__unsure="")
    some = outcome(KINDS, "sqlite", **words, signs__unsure="1", size__unsure="0")

    assert (nothing["undecided"], nothing["problems"]) == ("signs", None)
    assert (some["ends"], some["problems"]) == ("rest", None)


PROBLEMS = tree_of(
    questions="".join(
        f"  {name}: {{text: N?, type: integer, min: 0, max: 9}}\n" for name in "vnmk"
    ),
    steps="""
  one: {ask: [n, m, k], branches: [{when: k > 2, go: two}, {todo: Not yet}]}
  two: {ask: [v], branches: [{when: v > 2, go: rest}, {todo: Not yet}]}
assume: [m <= k, n <= m, n < m + 2]
""",
)


@pytest.mark.parametrize("dialect", RUN)
def test_frames_and_queries_tell_problems_in_one_order(dialect):
    """It is that of the tree, whichever rows are decided together."""
    each = [
        dict(zip("vnmk", cells, strict=True))
        for cells in itertools.product((None, 2, 4, 99), repeat=4)
    ]
    blank = dict.fromkeys(columns(PROBLEMS, dialect))
    rows = [(*(blank | one | {"id": n}).values(),) for n, one in enumerate(each)]

    def framed(people):
        return decide(PROBLEMS, pl.DataFrame(people), partial=True)["problems"]

    queried = RUN[dialect](PROBLEMS, rows, sql(PROBLEMS, dialect))
    found = [one["problems"] for one in queried]

    assert found == framed(each).to_list()
    assert found[::13] == [framed([one]).item() for one in each[::13]]
    assert found[each.index({"v": 99, "n": 4, "m": 2, "k": 99})] == (
        "v: too_large; k: too_large; m, n: contradiction"
    )


def test_answers_that_do_not_go_together_decide_nothing():
    """They are named behind cells that are no answers."""
    tree = TREES["curb_65"]
    bad = {"confusion": "perhaps", "systolic": 50, "diastolic": 90, "age": 200}
    with duckdb.connect(":memory:") as base:
        base.execute(created(tree, "duckdb"))
        names, values = ", ".join(bad), tuple(bad.values())
        base.execute(f"INSERT INTO answers ({names}) VALUES {values}")  # noqa: S608
        (found,) = named(base.execute(sql(tree)))

    assert {*found.values()} == {None, found["problems"]}
    assert found["problems"] == (
        "confusion: not_an_option; age: too_large; diastolic, systolic: contradiction"
    )


def test_a_query_says_what_it_does():
    """Questions, conditions and steps stand in it, as people read them."""
    query = sql(TREES["curb_65"], "postgres", table="ward.patients", key="nhs")

    assert query.startswith(
        "-- curb_65 1.0.0, logic c6ddb0f6d3e40d19: one row for each "
    )
    assert 'FROM "ward"."patients"' in query
    assert '"_key" AS "nhs"' in query
    for said in ("Is the person newly confused?", "score at least 3", "1. findings"):
        assert f"-- {said}" in query
    assert sql(TREES["curb_65"], "postgres", table="ward.patients", key="nhs") == query


def groups(query):
    return re.findall(r"^-- (\d+)\. ", query, re.MULTILINE)


def test_a_query_is_as_long_as_its_tree():
    """What is not used any more is dropped: no step repeats what others need."""
    short, long = (triage.loads(shapes.merging(count)) for count in (20, 80))

    one, other = (sql(tree, "sqlite") for tree in (short, long))

    assert len(other) < 4.4 * len(one)
    assert len(groups(sql(TREES["back_pain"], "postgres"))) <= 30


def test_a_day_is_that_of_the_database_unless_it_is_given():
    """A tree that reads the day has no column for it."""
    tree = TREES["every_part"]

    assert "today" not in columns(tree, "duckdb")
    assert "CURRENT_DATE" in sql(tree)
    assert "CURRENT_DATE" not in sql(tree, today=DAY)
    rows = [row(tree, {}, "sqlite")]
    (found,) = RUN["sqlite"](tree, rows, sql(tree, "sqlite", today=date(2031, 1, 1)))
    assert (found["ends"], found["undecided"]) == (None, "today")


def test_a_retired_tree_decides_for_nobody():
    """Unless that is allowed."""
    retired = attrs.evolve(TREES["curb_65"], status="retired")

    with pytest.raises(triage.RetiredTree):
        sql(retired)
    assert sql(retired, allow_retired=True)


MANY = ", ".join(f"o{n}: O{n}" for n in range(61))
LONG = "a" * 60


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (f"  many: {{text: W?, type: any_of, options: {{{MANY}}}}}", "60 options"),
        (
            "  k: {text: W?, type: any_of, options: {b: B, c: C}}\n  k__b: {text: W?}",
            "two questions have the column `k__b`",
        ),
        (f"  {LONG}: {{text: W?}}", "postgres cuts names of more than 57 letters"),
    ],
)
def test_what_a_database_cannot_say_is_refused(questions, said):
    """The refusal names it."""
    name = questions.partition(":")[0].strip()
    tree = tree_of(f"  one: {{ask: [{name}], go: rest}}", questions=questions)

    with pytest.raises(Unsayable, match=re.escape(said)):
        sql(tree, "postgres")


def test_a_number_is_whole_or_refused():
    """No database rounds or overflows in silence."""
    with pytest.raises(Unsayable, match="more than 18 digits"):
        product(Whole('"a"', 0, 2**40), Whole('"b"', 0, 2**40))
    with pytest.raises(Unsayable, match="divides by what may be zero"):
        Number(ONE, Whole('"a"', 0, 3))
    told = "CASE WHEN a THEN 1 ELSE 0 END"
    (small, wide) = (Whole(told, 0, 50_000, wide=False), Whole('"a"', 0, 9))
    assert product(small, small).text == f"(CAST({told} AS BIGINT) * {told})"
    assert (
        total([(10**9, small)], 3).text == f"(CAST(1000000000 * {told} AS BIGINT) + 3)"
    )
    assert product(small, constant(0)) == constant(0)
    assert product(wide, constant(2)).text == '(2 * "a")'


def test_names_of_results_are_refused():
    """Two columns are never called the same."""
    for key in ("urgency", "score"):
        said = f"two columns of the result would be `{key}`"
        with pytest.raises(Unsayable, match=said):
            sql(TREES["curb_65"], key=key)
    with pytest.raises(triage.TriageError, match="did you mean `postgres`"):
        sql(TREES["curb_65"], "postgre")


def test_a_tree_that_needs_too_many_columns_is_refused():
    """Columns that nobody reads are dropped before; else the database is named."""
    few = attrs.evolve(SQLITE, columns=220)
    narrow = attrs.evolve(DUCKDB, columns=20)
    tree = TREES["back_pain"]

    made = Query(tree, few, "answers", "id", None).text()

    assert len(made) > len(sql(tree, "sqlite"))
    with pytest.raises(Unsayable, match="needs more than 20 columns at once"):
        Query(tree, narrow, "answers", "id", None).text()
