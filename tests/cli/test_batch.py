"""`triage batch`: a file of people, decided, and what is said of it."""

import errno
import fcntl
import json
import os
import re
import shutil
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pyarrow as pa
import pytest
from pyarrow import parquet
from trees_for_tests import built_in

import triage
from triage.base.shape_schema import shape_schema
from triage.cli.batch import Pace, span
from triage.frames import decide_file
from triage.frames.files import lock

HEAD = "who,confusion,urea,respiratory_rate,systolic,diastolic,age\n"

TABLE = f"""{HEAD}a,no,5,16,120,80,40
b,yes,9,32,85,50,80
c,,6.5,18,125,75,71
d,no,much,18,125,75,71
e,no
"""

SAID = """\
5 rows read
  4 in out.csv
  1 in out.csv.rejects.csv

urgency
  1  high
  1  low

ends
  1  high
  1  low

undecided, for want of
  1  confusion
  1  urea

problems
  1  urea: not_a_number
"""


@pytest.fixture
def run(run):
    """Run the command; return its status, output and messages."""
    return partial(run, "batch")


@pytest.fixture(autouse=True)
def people():
    """Lay out a table of people."""
    Path("people.csv").write_text(TABLE)
    Path("people.csv").chmod(0o600)


def test_what_came_of_a_file_is_said_in_counts(run):
    """Every row is in one of two files, and the counts are of all of them.

    Who may read the people may read the results, and nobody else.
    """
    status, told, _ = run("curb_65", "people.csv", "-o", "out.csv")

    assert (status, told) == (1, SAID)
    assert [line[:5] for line in Path("out.csv").read_text().splitlines()[1:]] == [
        "a,no,",
        "b,yes",
        "c,,6.",
        "d,no,",
    ]
    rejects = Path("out.csv.rejects.csv").read_text()
    assert rejects == "row,line,reason\n5,6,2 cells for 7 columns\n"
    assert {path.stat().st_mode & 0o777 for path in Path().glob("out*")} == {0o600}


def test_what_came_of_a_file_is_json_for_programs(run):
    """With --json the counts are there by their names, as the schema has them."""
    status, said, _ = run("curb_65", "people.csv", "-o", "out.csv", "--json")

    counts = json.loads(said)
    jsonschema.validate(counts, shape_schema("batch"))
    assert status == 1
    assert (counts["rows"], counts["refused"], counts["without_urgency"]) == (4, 1, 0)
    assert counts["urgency"] == {"high": 1, "moderate": 0, "low": 1}
    assert counts["undecided"] == {"confusion": 1, "urea": 1}
    assert counts["problems"] == {"urea: not_a_number": 1}
    assert "71" not in said


def test_a_wrong_answer_may_be_refused(run):
    """Strictly, a row with a wrong answer is refused, too, by its code."""
    status, told, _ = run(
        "curb_65", "people.csv", "-o", "out.csv", "--strict", "--rejects", "no.csv"
    )

    assert (status, told.splitlines()[1:3]) == (1, ["  3 in out.csv", "  2 in no.csv"])
    assert "problems" not in told
    rejects = Path("no.csv").read_text().splitlines()
    assert rejects[1:] == ["4,5,urea: not_a_number", "5,6,2 cells for 7 columns"]


def test_what_is_there_stays(run):
    """Nothing is replaced, unless that is wished."""
    Path("out.csv").write_text("mine")
    Path("other.csv.part").write_text("mine")

    for name, there in (("out.csv", "out.csv"), ("other.csv", "other.csv.part")):
        status, _, told = run("curb_65", "people.csv", "-o", name)
        assert status == 2
        assert f"{there} is there already: `--force` replaces it" in told
        assert Path(there).read_text() == "mine"
        assert run("curb_65", "people.csv", "-o", name, "--force")[0] == 1
        assert len(Path(name).read_text().splitlines()) == 5


def test_what_came_up_meanwhile_stays():
    """A file that somebody puts in the place of the results is not replaced."""
    tree = built_in("curb_65")

    def told(*_):
        Path("out.csv").write_text("mine")

    with pytest.raises(triage.TriageError, match="`--force` replaces it"):
        decide_file(tree, "people.csv", "out.csv", told)
    assert Path("out.csv").read_text() == "mine"
    assert decide_file(tree, "people.csv", "out.csv", force=True).rows == 4


@pytest.mark.parametrize("by", ["fcntl", "msvcrt"])
def test_one_run_at_a_time_writes_a_file(monkeypatch, by):
    """The second is refused, whichever of its files it is, and the first goes on.

    So it is in other systems, too.
    """
    if by == "msvcrt":
        locked = SimpleNamespace(LK_NBLCK=fcntl.LOCK_EX | fcntl.LOCK_NB)
        locked.locking = lambda file, how, _: fcntl.flock(file, how)
        locked.__spec__ = "not None"
        monkeypatch.setitem(sys.modules, "msvcrt", locked)
        monkeypatch.setattr(lock, "LOCKING", {by: lock.LOCKING[by]})
    tree = built_in("curb_65")

    def told(*_):
        assert not told_before.append(True)
        for names in (
            {"target": "out.csv", "rejects": "a.csv"},
            {"target": "b.csv", "rejects": "out.csv.rejects.csv"},
            {"target": "out.csv.rejects.csv"},
        ):
            with pytest.raises(triage.TriageError, match=r"\.lock: another run writes"):
                decide_file(tree, "people.csv", **names)

    told_before = []
    assert decide_file(tree, "people.csv", "out.csv", told).rows == 4
    assert told_before
    assert not [*Path().glob("*.part*")]


def test_where_nothing_is_locked_everybody_is_alone(monkeypatch):
    """Some network drives have no locks: there, files are decided without."""

    def refused(*_):
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(lock, "LOCKING", {"fcntl": refused})

    tree = built_in("curb_65")
    assert decide_file(tree, "people.csv", "out.csv").rows == 4


def test_a_lock_that_went_meanwhile_is_taken_anew(monkeypatch):
    """Who opened the lock of a run that just ended does not hold one that is gone."""
    opened, gone = lock.opened, []

    def late(path, mode):
        file = opened(path, mode)
        if not gone:
            gone.append(path.unlink())
        return file

    monkeypatch.setattr(lock, "opened", late)
    with lock.alone(Path("a.lock"), 0o600):
        assert Path("a.lock").exists()
    assert not Path("a.lock").exists()


def stopped(*_):
    """Be what stops it after the first part."""
    raise KeyboardInterrupt


def test_who_stops_it_hears_how_it_goes_on(run, monkeypatch):
    """After Ctrl-C the same command goes on, and all is there in the end."""
    words = ("curb_65", "people.csv", "-o", "out.csv")
    with monkeypatch.context() as patched:
        patched.setattr(Pace, "said", stopped)
        status, _, told = run(*words)

    assert (status, told.strip()) == (
        130,
        "stopped: the same command goes on from here",
    )
    assert run(*words)[1] == SAID


def earlier(file):
    """Make a journal as it was before it said where the next part begins."""
    kept = json.loads(Path(file).read_text())
    kept["place"]["rows"] = kept["place"].pop("mark")["rows"]
    Path(file).write_text(json.dumps(kept))


@pytest.mark.parametrize(
    ("done", "options", "message"),
    [
        (lambda: None, {"strict": True}, "the options differ;"),
        (lambda: None, {"rejects": "no.csv"}, "the names differ;"),
        (lambda: os.utime("people.csv", (0, 0)), {}, "the input differs"),
        (lambda: Path("out.csv.part").unlink(), {}, "a part of the results is missing"),
        (lambda: Path("out.csv.part.json").write_text("{"), {}, "this is no journal"),
        (lambda: earlier("out.csv.part.json"), {}, "no journal of this version"),
    ],
)
def test_only_what_was_begun_alike_goes_on(done, options, message):
    """What was begun otherwise is not mixed with what comes now; it can begin anew."""
    tree = built_in("curb_65")
    with pytest.raises(KeyboardInterrupt):
        decide_file(tree, "people.csv", Path("out.csv"), stopped)
    done()

    with pytest.raises(triage.TriageError, match=message):
        decide_file(tree, "people.csv", "out.csv", **options)
    assert decide_file(tree, "people.csv", "out.csv", force=True).rows == 4


@pytest.mark.parametrize(
    ("done", "message"),
    [
        (lambda: os.utime("people.csv", (0, 0)), "changed while it was read"),
        (lambda: Path("people.csv").unlink(), "people.csv: cannot be read: No such"),
        (
            lambda: shutil.rmtree("sub"),
            "is gone: does something else write sub/out",
        ),
        (lambda: Path("sub/out.csv.part.json.new").mkdir(), "new: Is a directory"),
    ],
)
def test_what_changes_meanwhile_is_not_decided(done, message):
    """Results are of one file and of one run; a message names what is in the way."""
    Path("sub").mkdir()

    with pytest.raises(triage.TriageError, match=message):
        decide_file(built_in("curb_65"), "people.csv", "sub/out.csv", lambda *_: done())
    assert not Path("sub/out.csv").exists()


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        (TABLE, ["-o", "out.xlsx"], "give a name that ends with `.csv`, `.parquet`"),
        (TABLE, ["-o", "people.csv"], "results and the rejects need three names"),
        (
            TABLE,
            ["-o", "out.csv", "--rejects", "out.csv.part"],
            "out.csv.part is needed until all is there: give the rejects another name",
        ),
        (TABLE, ["-o", "no/out.csv"], "no/out.csv: cannot be written: No such"),
        (TABLE.replace("urea", "Urea"), [], "no column `urea`; did you mean `Urea`?"),
        (
            TABLE.replace("who", "ends"),
            [],
            "people.csv has `ends` already: give a `prefix` for the columns that are",
        ),
        (TABLE.replace(",", ";"), [], "people.csv: separate the cells with commas"),
        (TABLE.replace("who", "age"), [], "the column 'age' is there twice"),
        ("", [], "the first line of a table names its columns"),
        ('"a"b', [], "people.csv: this is not CSV: ',' expected after"),
        ("\xff,age\n", [], "people.csv: this is not UTF-8 text"),
        (f"{HEAD}x\ny\n", [], "none of the first 2 rows can be read: 1 cell for 7"),
        (f"{HEAD}x\n", [], "none of the first row can be read: 1 cell for 7 columns"),
        (f"{HEAD}{'x' * 6_000_000}", [], "a line is longer than 5,000,000 bytes"),
    ],
)
def test_what_cannot_be_decided_is_refused_before_it_begins(
    run, text, options, message
):
    """One message says what is in the way, and nothing is written."""
    Path("people.csv").write_bytes(text.encode("latin-1"))

    status, _, told = run("curb_65", "people.csv", *(options or ["-o", "out.csv"]))

    assert status == 2
    assert message in told
    assert [*map(str, Path().iterdir())] == ["people.csv"]


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.csv", "No such file"), (".csv", "Is a dir|not an ordinary file")],
)
def test_what_is_no_file_is_refused(name, message):
    """A folder and a name of nothing are refused by their name."""
    Path(".csv").mkdir()
    Path("d.csv").mkdir()
    Path("loop.csv").symlink_to("loop.csv")

    with pytest.raises(triage.TriageError, match=message):
        decide_file(built_in("start"), name if name != ".csv" else "d.csv", "out.csv")
    with pytest.raises(triage.TriageError, match=r"loop.csv: cannot be written"):
        decide_file(built_in("curb_65"), "people.csv", "loop.csv")


def test_what_no_text_can_say_is_refused():
    """Values without a text are handed on by Parquet only."""
    table = pa.table(
        {
            "walks": ["yes"],
            "photo": [b"\xff"],
            "times": pa.array([[{"at": b""}]]),
            "kind": pa.array(["a"]).dictionary_encode(),
        }
    )
    parquet.write_table(table, "in.parquet")
    tree = built_in("start")

    with pytest.raises(triage.TriageError, match=r"`photo` \(binary\), `times`"):
        decide_file(tree, "in.parquet", "out.csv", partial=True)
    assert decide_file(tree, "in.parquet", "out.parquet", partial=True).rows == 1
    decided = parquet.read_table("out.parquet")
    assert decided.select(table.column_names).equals(table)
    data = Path("in.parquet").read_bytes()
    Path("in.parquet").write_bytes(data[:4] + b"\xff" * 60 + data[64:])
    with pytest.raises(triage.TriageError, match=r"in.parquet: cannot be read"):
        decide_file(tree, "in.parquet", "broken.parquet", partial=True)
    Path("in.parquet").write_text("PAR1 no more")
    with pytest.raises(triage.TriageError, match=r"in.parquet: this is not Parquet"):
        decide_file(tree, "in.parquet", "out.jsonl", partial=True)


@pytest.mark.parametrize(
    "column",
    [
        pa.array([10**18], pa.timestamp("us")),
        pa.array([10**7], pa.date32()),
        pa.array([1], pa.timestamp("us", tz="No/Where")),
        pa.array([1], pa.time64("ns")),
    ],
    ids=["moment", "day", "zone", "nanosecond"],
)
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_a_value_that_no_text_can_say_is_refused(column, kind):
    """A message names the column and its type, and nothing that stands there."""
    parquet.write_table(pa.table({"walks": ["yes"], "odd": column}), "in.parquet")

    with pytest.raises(triage.TriageError) as refused:
        decide_file(built_in("start"), "in.parquet", f"out.{kind}", partial=True)

    kind = re.escape(str(column.type))
    assert re.fullmatch(
        rf"no text can say (some value|the values) of `odd` \({kind}\): write Parquet",
        str(refused.value),
    )


@pytest.mark.parametrize("name", ["walks", "odd"])
def test_a_text_of_no_letters_is_refused(name):
    """Bytes that are no text are refused by their column, and none of them is said."""
    texts = {"walks": pa.array(["yes"]), name: pa.array([b"\xff"]).view(pa.string())}
    parquet.write_table(pa.table(texts), "in.parquet")

    with pytest.raises(triage.TriageError) as refused:
        decide_file(built_in("start"), "in.parquet", "out.parquet", partial=True)

    assert str(refused.value) == f"in.parquet: some value of `{name}` is no string"


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_nobody_is_decided_as_well(kind):
    """A table without rows has results without rows, and all their columns once."""
    tree = built_in("curb_65")
    Path("none.csv").write_text(HEAD)
    assert decide_file(tree, "none.csv", f"in.{kind}").rows == 0

    with pytest.raises(KeyboardInterrupt):
        decide_file(tree, f"in.{kind}", "out.csv", stopped, prefix="x_")
    assert decide_file(tree, f"in.{kind}", "out.csv", prefix="x_").rows == 0

    assert Path("out.csv.rejects.csv").read_text() == "row,line,reason\n"
    (names,) = Path("out.csv").read_text().splitlines()
    assert names.endswith(
        "x_urgency,x_ends,x_advised,x_undecided,x_so_far,x_problems,x_score"
    )


def test_a_part_that_is_not_written_is_told(run, empty_folder):
    """A row that comes to what is not written yet is neither decided nor in want."""
    (empty_folder / "half.yaml").write_text(
        "triage: 1\nid: half\ntitle: Half\nquestions: {ill: Ill?}\n"
        "recommendations: {rest: {title: Rest, urgency: self_care}}\nstart: first\n"
        'steps: {first: {ask: ill, answers: {"yes": {todo: more}, "no": rest}}}\n'
    )
    Path("people.csv").write_text("ill\nyes\nno\n")

    status, told, _ = run("half.yaml", "people.csv", "-o", "out.csv")

    assert status == 0
    assert "undecided, for what `problems` says\n  1\n" in told
    assert "problems\n  1  first: not written yet\n" in told


def test_without_its_library_a_format_says_what_to_install(monkeypatch):
    """Parquet alone needs more than the rest."""
    monkeypatch.setitem(sys.modules, "triage.frames.files.parquet", None)

    with pytest.raises(triage.MissingExtra, match=r"triage-trees\[parquet\]"):
        decide_file(built_in("curb_65"), "people.csv", "out.parquet")


def test_the_rest_is_said_in_time():
    """From how fast it was since the first part follows how long the rest takes."""
    times = iter([10.0, 20.0, 21.0])
    pace = Pace(lambda: next(times))

    assert [pace.said(1_000, 0.01), pace.said(101_000, 0.51), pace.said(9, 0.01)] == [
        "1,000 rows, 1%",
        "101,000 rows, 51%, 10,000 rows/s, 10 s left",
        "9 rows, 1%",
    ]
    assert [span(0.2), span(61), span(5_400)] == ["1 s", "2 min", "1.5 h"]
