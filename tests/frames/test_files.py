"""Files: rows are decided part by part, and come to the same whatever stops it."""

import contextlib
import csv
import json
import os
import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st
from pyarrow import parquet
from rows import BAD, as_text, assert_row, day_of, laid_out
from strategies import trees
from trees_for_tests import built_in, every_part

import triage
from triage.base.files import FileError
from triage.frames.files import batch, parquet as parquet_files
from triage.frames.files.task import Task
from triage.program.kit import patient

CURB = built_in("curb_65")

KIT = every_part()

FORMATS = ("csv", "jsonl", "parquet")


def run(tree, source, target, size=6, **how):
    """Decide a file, so few rows at once."""
    task = Task(tree, str(source), str(target), lambda *_: None, size=size, **how)
    return batch.run(task)


def people(tree, seed):
    """Return answers of people, of which some are no answer."""
    chance = random.Random(seed)
    found = [
        {name: as_json(answer) for name, answer in patient(tree, chance).items()}
        for _ in range(20)
    ]
    for answers in found[::2]:
        flags = {n for n in answers if tree.questions[n].type == "yes_no"}
        answers |= {name: answers[name] == "yes" for name in flags}
    for answers in found[::3]:
        name = chance.choice([*tree.questions])
        if not tree.questions[name].is_text and name != "today":
            answers[name] = chance.choice(BAD)
    return found


def write_csv(path, tree, rows):
    names = [name for name in tree.questions if name != "today"]
    cells = [[as_text(row.get(name, "")) for name in names] for row in rows]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["who", *names], *enumerated(cells)])


def write_json(path, _, rows):
    lines = [json.dumps({"who": who} | row) for who, row in enumerate(rows)]
    path.write_text("\n\n".join(lines))


def as_json(answer):
    """Return an answer as JSON has it."""
    if isinstance(answer, date):
        return str(answer)
    return float(answer) if isinstance(answer, Decimal) else answer


def enumerated(cells):
    return ([who, *row] for who, row in enumerate(cells))


WRITE = {"csv": write_csv, "jsonl": write_json}


def read(path):
    """Return the rows of results, what is not there as None."""
    if path.suffix == ".parquet":
        return parquet.read_table(path).to_pylist()
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text().splitlines()]
    with path.open(newline="") as file:
        return [{k: v or None for k, v in row.items()} for row in csv.DictReader(file)]


@settings(settings.default, max_examples=settings.default.max_examples // 4)
@given(trees, st.integers(0, 999), st.sampled_from(FORMATS))
def test_each_row_of_a_file_is_decided_as_by_itself(tmp_path_factory, tree, seed, kind):
    """Whatever the tree and the format, each row comes to what `decide` says of it."""
    folder = tmp_path_factory.mktemp("files")
    source, target = folder / f"in.{kind}", folder / "out.jsonl"
    rows = people(tree, seed)
    if kind == "parquet":
        columns, rows = laid_out(tree, seed, "pyarrow")
        parquet.write_table(pa.table(columns), source)
    else:
        WRITE[kind](source, tree, rows)

    counts = run(tree, source, target, partial=True, today=day_of(tree))

    found = read(target)
    assert counts.rows == len(found) == len(rows)
    blank = {n: "" for n, question in tree.questions.items() if question.is_text}
    for row, answers in zip(found, rows, strict=True):
        texts = blank | {n: as_text(a) for n, a in answers.items()}
        assert_row(tree, row, texts if kind == "csv" else answers)


def table():
    """Write a table of people, with cells that are no answer and rows that are none."""
    chance = random.Random(1)
    found = [patient(CURB, chance) for _ in range(15)]
    write_csv(path := Path("people.csv"), CURB, found)
    lines = path.read_text().splitlines()
    lines[3] += ",more"
    lines[9] = lines[9].replace(",", ",perhaps", 1)
    path.write_text("\n".join(lines) + "\n")
    return path


def grouped(source):
    """Write a table again, as one whose rows stand together by four."""
    rows = [row for row in read(source) if None not in row]
    table = pa.Table.from_pylist(rows)
    parquet.write_table(table, path := source.with_suffix(".parquet"), row_group_size=4)
    return path


class Killed(BaseException):
    """Be what nothing catches."""


@pytest.fixture
def mortal(monkeypatch):
    """Return what lets so many more changes of files happen, before all ends."""
    left = [10**6]

    def counted(change):
        def changed(*arguments, **options):
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return change(*arguments, **options)

        return changed

    monkeypatch.setattr(os, "fsync", counted(lambda _: None))
    for name in ("replace", "unlink"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
    return lambda changes: left.__setitem__(0, changes)


MOMENTS = [
    pytest.param(range(1_000), marks=pytest.mark.slow, id="any"),
    pytest.param((14, 21, 22), id="some"),
]


@pytest.mark.parametrize("moments", MOMENTS)
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_what_is_stopped_goes_on_from_there(mortal, monkeypatch, kind, moments):
    """Killed at any moment, and again later, it comes to the same files in the end."""
    source = table()
    if kind == "parquet":
        monkeypatch.setattr(parquet_files, "CHUNK", 6)
        monkeypatch.setattr(parquet_files, "GROUP", 5)
        source = grouped(source)
    counts = run(CURB, source, f"whole.{kind}", strict=True)

    for moment in moments:
        mortal(moment)
        ends = 0
        try:
            run(CURB, source, f"out.{kind}", strict=True)
        except Killed:
            ends = 1
            mortal(12)
            with contextlib.suppress(Killed, FileError):  # where all is there already
                run(CURB, source, f"out.{kind}", strict=True)
        mortal(10**6)
        there = Path(f"out.{kind}").exists() and not any(Path().glob("*.json"))
        again = None if there else run(CURB, source, f"out.{kind}", strict=True)
        assert again in (None, counts)
        for end in (kind, f"{kind}.rejects.csv"):
            found = Path(f"out.{end}")
            assert found.read_bytes() == Path(f"whole.{end}").read_bytes()
            found.unlink()
        assert {path.suffix for path in Path().glob("*.part*")} <= {".lock"}
        if not ends:
            break
    assert moment > 20


def test_every_format_says_the_same():
    """Whatever a table comes from and goes to, the same is decided of each row."""
    run(CURB, table(), "out.jsonl", prefix="jsonl_")
    run(CURB, "out.jsonl", "out.parquet", prefix="parquet_")
    strict = run(CURB, "out.jsonl", "strict.csv", prefix="csv_", strict=True)
    run(CURB, "out.parquet", "again.parquet", prefix="again_")
    run(CURB, "again.parquet", "out.csv", prefix="csv_")
    run(CURB, "out.csv", "csv.jsonl", prefix="last_")
    run(CURB, "again.parquet", "parquet.jsonl", prefix="last_")

    for name in ("csv.jsonl", "parquet.jsonl"):
        for row in read(Path(name)):
            for column in ("urgency", "ends", "undecided", "problems", "score"):
                kept = ("jsonl", "parquet", "again", "last")
                said = (row[f"{which}_{column}"] for which in kept)
                assert len({"" if x is None else str(x) for x in said}) == 1
    wrong = [row["who"] for row in read(Path("csv.jsonl")) if row["last_problems"]]
    rest = [row["who"] for row in read(Path("strict.csv"))]
    assert (strict.rows, strict.refused) == (len(rest), len(wrong)) == (13, 1)
    assert not {*wrong} & {*rest}


def test_a_day_that_a_tree_says_nothing_of_is_refused_before_it_begins():
    """Nothing is written for a day of which nothing is known."""
    write_csv(Path("in.csv"), KIT, people(KIT, 1))

    with pytest.raises(triage.AnswerError, match="says nothing of"):
        run(KIT, "in.csv", "out.csv", today=date(2025, 1, 1))
    assert [*map(str, Path().iterdir())] == ["in.csv"]


AFTER_A_QUOTE = "{},{},\"this is not CSV: ',' expected after '\"\"'\""


def test_what_is_no_row_costs_no_other():
    """A row that cannot be read is told by its number; those behind it are decided."""
    lines = [
        b"\xef\xbb\xbfwho,walks",
        b"0,yes",
        b'1,"no',
        b"",
        b"3,yes,more",
        b"\xff,yes",
        b'"5\r\nor 6",yes',
        b'7,"no"t',
        b"8,yes",
        b"9" * 6_000_000,
        b'10,"no',
    ]
    Path("in.csv").write_bytes(b"\r\n".join(lines))

    counts = run(built_in("start"), "in.csv", "out.jsonl", size=2, partial=True)

    assert [row["who"] for row in read(Path("out.jsonl"))] == ["0", "5\r\nor 6", "8"]
    assert (counts.rows, counts.refused) == (3, 6)
    assert Path("out.jsonl.rejects.csv").read_text().splitlines() == [
        "row,line,reason",
        AFTER_A_QUOTE.format(2, 3),
        "3,5,3 cells for 2 columns",
        "4,6,this is not UTF-8 text",
        AFTER_A_QUOTE.format(6, 9),
        '8,11,"a line is longer than 5,000,000 bytes"',
        "9,12,this is not CSV: unexpected end of data",
    ]


def test_a_blank_line_is_a_row_where_there_is_one_column():
    """With one column, a row without an answer is a blank line, and it stays a row."""
    Path("in.csv").write_text("walks\nyes\n\nno\n")

    assert run(built_in("start"), "in.csv", "out.csv", partial=True).rows == 3

    assert [row["walks"] for row in read(Path("out.csv"))] == ["yes", None, "no"]


def test_what_json_holds_stands_in_cells():
    """Every text is read again from its cell; what is nested too deep is no row."""
    texts = ["a\rb", "a\r\nb", 'a"b', "a,b", "\r", "[" * 90 + "]" * 90]
    notes = [*map(json.dumps, texts), texts[-1], "[" * 900 + "]" * 900]
    lines = [f'{{"walks": true, "note": {note}}}' for note in notes]
    Path("in.jsonl").write_text("\n".join(lines))

    counts = run(built_in("start"), "in.jsonl", "out.csv", partial=True)

    assert (counts.rows, counts.refused) == (7, 1)
    notes = [row["note"] for row in read(Path("out.csv"))]
    assert notes == [*texts, texts[-1]]
    assert "8,8,nested too deep\n" in Path("out.csv.rejects.csv").read_text()


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [("[1]", "this is no JSON object"), ('"a"\n5\n', "this is no JSON object")],
)
def test_lines_of_which_none_is_an_object_are_refused(lines, wrong):
    """What is wrong is told of the lines, and not that columns are missing."""
    Path("in.jsonl").write_text(lines)

    with pytest.raises(FileError, match=f"in.jsonl: {wrong}: each line is an object"):
        run(CURB, "in.jsonl", "out.csv")


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_numbers_that_are_handed_on_keep_their_characters(kind):
    """No digit of a number is lost that answers nothing, alone or in a list."""
    kept = ["12345678901234567890.12345", "1e400", "1.50", "-0", "-1E5", "7", "1" * 40]
    kept += ['[1.50, {"a": -0, "b": null, "c": "1.50", "d": true}]', "true", "{}"]
    lines = [f'{{"urea": 5.50, "size": {number}}}' for number in kept]
    Path("in.jsonl").write_text("\n".join(lines))

    run(CURB, "in.jsonl", f"out.{kind}", partial=True)

    found = read(Path(f"out.{kind}"))
    assert [row["size"] for row in found] == kept
    assert {row["urea"] for row in found} == {"5.50"}
    assert {row["problems"] for row in found} == {None}


def test_no_object_has_a_key_twice():
    """A key that comes late, and is that of a result, makes its row none."""
    lines = ['{"walks": true}', "{}", '{"urgency": "mine"}', '{"x_urgency": "mine"}']
    Path("in.jsonl").write_text("\n".join(lines))

    counts = run(built_in("start"), "in.jsonl", "out.jsonl", size=2, partial=True)

    assert (counts.rows, counts.refused) == (3, 1)
    reason = Path("out.jsonl.rejects.csv").read_text().splitlines()[1]
    assert reason == "3,3,`urgency` is in none of the first 2 lines"


def test_what_is_no_object_costs_no_other():
    """A line that is no object is told by its number; what is handed on stays as is.

    Blank lines are no rows, but lines.
    """
    lines = [
        b'\xef\xbb\xbf{"walks": true, "size": 1.50}',
        b"{}",
        b"[1]",
        b"",
        b'{"walks": NaN}',
        b'{"walks": "yes", "walks": "no"}',
        b'{"walks": "\\ud800"}',
        b'{"walks": "\xff"}',
        b"[" * 100_000,
        b"{",
        b'{"walks": ' + b"9" * 5_000 + b"}",
        b' {"walks": "yes", "note": "caf\xc3\xa9 \\u00e9"} ',
        b'{"walks": "yes", "walks__unsure": false, "walks__maybe": true}',
    ]
    Path("in.jsonl").write_bytes(b"\n".join(lines))

    counts = run(built_in("start"), "in.jsonl", "out.jsonl", size=3, partial=True)

    first, empty, last = Path("out.jsonl").read_text().splitlines()
    assert first.startswith('{"walks": true, "size": 1.50, "urgency": ')
    assert empty.startswith('{"urgency": ')
    assert last.startswith('{"walks": "yes", "note": "café \\u00e9", "urgency": ')
    assert (counts.rows, counts.refused) == (3, 9)
    reasons = Path("out.jsonl.rejects.csv").read_text().splitlines()[1:]
    assert [reason.split(",", 2)[:2] for reason in reasons] == [
        [str(row), str(line)]
        for row, line in zip(
            (3, 4, 5, 6, 7, 8, 9, 10, 12), (3, 5, 6, 7, 8, 9, 10, 11, 13), strict=True
        )
    ]
    assert [reason.split(",", 2)[2].strip('"')[:24] for reason in reasons] == [
        "this is no JSON object",
        "this is not JSON: NaN is",
        "this is not JSON: 'walks",
        "this is not UTF-8 text",
        "this is not UTF-8 text",
        "nested too deep",
        "this is not JSON at colu",
        "a number here has more t",
        "`walks__unsure` is in no",
    ]
