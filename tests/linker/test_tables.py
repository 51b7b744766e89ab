"""Decision tables: what a cell says, where rows stand, and what if they do not."""

import re
from contextlib import contextmanager

import pytest

import triage
from triage.base.limits import LIMITS
from triage.linker import library

HEAD = """\
triage: 1
id: kept
title: Kept in a table
questions:
  age: {text: How old are you?, type: integer, min: 0, max: 120}
  weight: {text: How heavy are you?, type: number, min: 1, max: 9, unsure: true}
  signs: {text: What have you?, type: any_of, options: {rash: A rash, chills: Chills}}
  fever: {text: Have you a fever?, type: yes_no, unsure: true}
  well: {text: Are you well?, type: yes_no}
  pain: {text: How bad is it?, type: one_of, options: {one: One}, unsure: true}
  sent: {text: When?, type: date, min: 2024-01-01, max: 2026-12-31, unsure: true}
values:
  old: age > 60
  due: sent + days(30)
  score: 2 * count(signs) - 0.5
recommendations:
  call: {title: Call now, urgency: emergency}
  rest: {title: Rest, urgency: self_care}
start: first
steps:
  first:
    ask: [age, weight, signs, fever, well, pain, sent]
"""

WELL = {
    "age": 40,
    "weight": 5,
    "signs": [],
    "fever": "no",
    "well": "yes",
    "pain": "one",
    "sent": "2025-05-05",
}


def with_rows(*rows, inputs, hit="first"):
    """Return a tree that decides by some rows."""
    table = (
        f"    table: {{inputs: [{inputs}], hit: {hit}, rows: [{', '.join(rows)}]}}\n"
    )
    return triage.loads(HEAD + table)


@pytest.mark.parametrize(
    ("name", "cell", "fitting", "others"),
    [
        ("age", "7", [7], [6, 8]),
        ("age", "3..7 or 9", [3, 7, 9], [2, 8, 10]),
        ("age", "< 3.5", [0, 3], [4]),
        ("age", ">= 3.5", [4, 120], [3]),
        ("age", "0..120", [0, 120], []),
        ("age", "0..60 or 61..120", [0, 60, 61, 120], []),
        ("weight", "> 4.25", [4.3, 9], [4.2, "unsure"]),
        ("weight", "unsure", ["unsure"], [1, 9]),
        ("weight", "1..9", [1, 9], ["unsure"]),
        ("weight", "8..9 or unsure", [8, "unsure"], [7.9]),
        ("fever", "yes", ["yes"], ["no", "unsure"]),
        ("fever", "yes or no", ["yes", "no"], ["unsure"]),
        ("fever", "no or unsure", ["no", "unsure"], ["yes"]),
        ("well", "no", ["no"], ["yes"]),
        ("pain", "one", ["one"], ["unsure"]),
        ("sent", "< 2024-02-29", ["2024-02-28"], ["2024-02-29", "unsure"]),
        ("sent", "2024-02-29..2024-03-01", ["2024-02-29"], ["2024-03-02"]),
        ("sent", "2026-12-31 or unsure", ["2026-12-31", "unsure"], ["2026-12-30"]),
    ],
)
def test_a_cell_says_which_answers_fit(name, cell, fitting, others):
    """A cell is what is answered, a stretch of numbers, or several of these."""
    tree = with_rows(f'["{cell}", call]', '["-", rest]', inputs=name)

    ends = {a: tree.decide(WELL | {name: a}).end for a in (*fitting, *others)}

    assert ends == dict.fromkeys(fitting, "call") | dict.fromkeys(others, "rest")


def test_values_are_inputs():
    """Conditions are a yes or a no, and named numbers are numbers."""
    tree = with_rows(
        '[yes, "> 1", call]', '["no", -0.5, rest]', "[-, -, rest]", inputs="old, score"
    )

    def end(age, *signs):
        return tree.decide(WELL | {"age": age, "signs": [*signs]}).end

    assert (end(61, "rash"), end(61), end(60, "rash")) == ("call", "rest", "rest")


def test_days_are_inputs():
    """A day is said as one, in a row and in what is wrong with it."""
    tree = with_rows('["<= 2025-06-04", call]', '["-", rest]', inputs="sent")

    decision = tree.decide(WELL)
    assert decision.end == "call"
    assert decision.path[0].branch == "sent on or before 4 June 2025 for certain"
    for cell, advice in (
        ("< 2023-01-01", "it goes from 2024-01-01 to 2026-12-31"),
        (
            "3..7",
            "write a day, `2026-04-01..2027-03-31` or `< 2026-04-01`, or `unsure`",
        ),
    ):
        with pytest.raises(triage.InvalidTree) as refused:
            with_rows(f'["{cell}", call]', '["-", rest]', inputs="sent")
        assert refused.value.findings[0].help == advice


def test_a_reason_speaks_of_what_the_row_says():
    """Also of the last row, which is taken when no row before it fits."""
    tree = with_rows(
        "[yes, call]", "[no or unsure, rest]", inputs="fever", hit="unique"
    )
    decision = tree.decide(WELL)

    assert decision.path[0].branch == "no fever for certain or fever not known"


def test_a_row_for_all_that_is_left_names_what_was_answered():
    """Of a last row that any answer fits no condition is told, but the answers are."""
    tree = with_rows("[yes, -, call]", "[-, -, rest]", inputs="fever, age")

    reason = tree.decide(WELL).path[0].because

    assert reason == "no row above fits (fever: no)"


def test_a_page_can_be_left_early_by_a_row():
    """An emergency does not wait for the rest of the page, as with branches."""
    tree = with_rows('["> 60", -, call]', "[-, -, rest]", inputs="age, fever")

    assert tree.decide({"age": 61}).complete
    assert tree.decide({"age": 60}).missing == (
        "weight",
        "signs",
        "fever",
        "well",
        "pain",
        "sent",
    )


def test_a_table_that_is_too_large_is_refused(monkeypatch):
    """What cannot be looked through is not taken for complete."""
    monkeypatch.setattr("triage.linker.fitting.LIMITS", LIMITS.__class__(table_sets=2))

    with refused("too large to see whether a row fits"):
        with_rows("[yes, 3, call]", "[-, -, rest]", "[-, 4, rest]", inputs="fever, age")


@contextmanager
def refused(said):
    """Expect that a tree is refused, and what is said of it."""
    with pytest.raises(triage.InvalidTree) as found:
        yield
    assert re.search(said, str(found.value.findings[0]))


ROWS = "fever,go\nyes,call\nno or unsure,rest\n"

FILED = HEAD + "    table: {inputs: fever, rows: sub/rows.csv}\n"


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a tree, and its table in another."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "tree.yaml").write_text(FILED)
    (tmp_path / "sub/rows.csv").write_text(ROWS)
    return tmp_path


def test_a_table_stands_beside_its_tree(folder):
    """A file is found in the folder of the tree, or where its modules are given."""
    tree = triage.load(folder / "tree.yaml")

    assert tree.decide(WELL).end == "rest"
    assert triage.loads(FILED, modules={"sub/rows.csv": ROWS}) == tree
    assert triage.loads(FILED, modules=folder) == tree


def test_another_row_is_another_tree(folder):
    """What a file says is in the hash, and how it is laid out is not."""
    first = triage.load(folder / "tree.yaml")
    (folder / "sub/rows.csv").write_text(ROWS.replace(",", " , ") + "\n")
    spaced = triage.load(folder / "tree.yaml")
    (folder / "sub/rows.csv").write_text(ROWS.replace("rest", "call"))
    other = triage.load(folder / "tree.yaml")

    assert spaced == first
    assert spaced.logic == first.logic != other.logic
    assert other != first


@pytest.mark.parametrize("modules", [None, {}])
def test_a_table_without_a_file_is_refused(modules):
    """Beside a text nothing stands, so its rows are given."""
    with refused(r"no file is called `sub/rows\.csv`"):
        triage.loads(FILED, modules=modules)


def test_a_file_that_cannot_be_read_is_refused(folder):
    """What stands in the way of reading is said at the name of the file."""
    (folder / "sub/rows.csv").write_bytes(b"\xff\xfe")

    with refused("this is not UTF-8 text"):
        triage.load(folder / "tree.yaml")


def test_a_link_to_nowhere_is_no_file(folder):
    """A name behind which nothing can be read stands for nothing."""
    (folder / "sub/rows.csv").unlink()
    (folder / "sub/rows.csv").symlink_to("rows.csv")

    with refused(r"no file is called `sub/rows\.csv`"):
        triage.load(folder / "tree.yaml")


def test_a_bundle_without_its_table_is_refused(folder):
    """What was cut out of a bundle is missing."""
    text = triage.load(folder / "tree.yaml").bundle()
    cut = text.partition("tables:")[0]

    with refused("make the bundle again"):
        triage.loads(cut)


def test_a_module_has_a_table_of_its_own():
    """A module of the library finds its rows in the library, any other at the tree."""
    module = FILED.replace("title: Kept", "kind: module\ntitle: Kept")
    module = module.replace("call]", "done]").replace("sub/rows", "rows")
    whole = (
        "triage: 1\nid: all\ntitle: All\nstart: a\nsteps: {a: {run: part, go: rest}}\n"
    )

    tree = triage.loads(whole, modules={"part": module, "rows.csv": ROWS})

    assert tree.decide(WELL).end == "rest"


PART = """
triage: 1
id: part
title: Part
kind: module
questions: {{days: {{text: "For how long?", type: integer, min: 0, max: 9}}}}
recommendations: {{mine: "It has been {{days}}", drink: Drink}}
start: first
steps:
  first:
    ask: days
    table: {{inputs: days, advise: true, rows: {rows}}}
"""


def test_a_copy_of_a_module_has_rows_that_advise_of_its_own():
    """What a row collects is the copy's own or everybody's, in a file and without."""
    whole = "triage: 1\nid: all\ntitle: All\nstart: a\nrecommendations: {end: End}\n"
    whole += "steps: {a: {run: part, as: one, go: b}, b: {run: part, as: two, go: end}}"
    rows = "days,advise,go\n< 3,mine and drink,done\n>= 3,-,done\n"
    written = "[['< 3', mine and drink, done], ['>= 3', '-', done]]"

    filed = {"part": PART.format(rows="rows.csv"), "rows.csv": rows}
    tree = triage.loads(whole, modules=filed)
    same = triage.loads(whole, modules={"part": PART.format(rows=written)})

    assert tree.full_logic == same.full_logic
    told = tree.decide({"one.days": 1, "two.days": 2}).recommendations
    assert {item.id for item in told} == {"one.mine", "two.mine", "drink", "end"}


def test_the_library_notices_a_new_table(tmp_path, monkeypatch):
    """A built-in tree is loaded again when its table changed."""
    (tmp_path / "tree.yaml").write_text(f"\n{FILED}".replace("sub/", ""))
    (tmp_path / "rows.csv").write_text(ROWS)
    monkeypatch.setattr(library, "trees_folder", lambda: tmp_path)

    before = library.library()
    (tmp_path / "rows.csv").write_text(ROWS + "\n")

    assert before is not library.library()
    assert [*library.library().trees] == ["tree"]


def test_a_module_of_the_library_has_its_table_there(tmp_path, monkeypatch):
    """What the library names stands in the library, whatever stands beside a tree."""
    module = FILED.replace("title: Kept", "kind: module\ntitle: Kept")
    (tmp_path / "part.yaml").write_text(module)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/rows.csv").write_text(ROWS)
    monkeypatch.setattr("triage.linker.shelf.trees_folder", lambda: tmp_path)
    whole = "triage: 1\nid: all\ntitle: All\nstart: a\n"
    whole += "steps: {a: {run: library/part, go: rest}}\n"

    tree = triage.loads(whole, modules={"sub/rows.csv": "fever,go\n-,call\n"})

    assert [*tree.sheets] == ["library/sub/rows.csv"]
    assert tree.decide(WELL).end == "rest"
    assert triage.loads(tree.bundle()) == tree


class Locked:
    """A folder in which nothing can be read."""

    name = "locked"

    def joinpath(self, _):
        """Return what stands in it."""
        return self

    def is_file(self):
        """Whether something is there."""
        return True

    def open(self, _):
        """Refuse."""
        raise PermissionError(13, "Permission denied")


def test_a_file_that_may_not_be_read_is_named():
    """A file that is there and locked is no missing file."""
    with refused("cannot be read: Permission denied"):
        triage.loads(FILED, modules=Locked())
