"""CSV files: every cell as it was written, and where."""

import csv
import io

import pytest
from hypothesis import given, strategies as st

from triage.base.exceptions import TreeError
from triage.base.limits import LIMITS
from triage.base.text import Source
from triage.treefile.sheet import read_sheet

CELL = st.text("ab,\"' 1\n\t-é", max_size=6).filter(str.strip)
LINES = st.integers(1, 4).flatmap(
    lambda wide: st.lists(
        st.lists(CELL, min_size=wide, max_size=wide), min_size=1, max_size=4
    )
)


def sheet_of(text):
    """Return a sheet, all of its lines as lists of texts."""
    sheet = read_sheet(Source("rows.csv", text))
    return [list(map(str, line)) for line in (sheet.head, *sheet.rows)]


def unlike_semicolons(lines):
    """Whether a reader would not take them for cells parted by semicolons."""
    return len(lines[0]) > 1 or ";" not in lines[0][0]


@given(LINES.filter(unlike_semicolons), st.sampled_from(["\n", "\r\n"]))
def test_what_another_program_writes_is_read(lines, end):
    """Whatever the `csv` module of Python writes is read back, spaces around apart."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator=end).writerows(lines)

    found = sheet_of(written.getvalue())

    assert found == [[cell.strip() for cell in line] for line in lines]


@given(LINES.filter(unlike_semicolons))
def test_a_cell_knows_its_place(lines):
    """What stands at the place of a cell is the cell, quotes in it written twice."""
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(lines)

    sheet = read_sheet(Source("rows.csv", written.getvalue()))

    for line in (sheet.head, *sheet.rows):
        for cell in line:
            assert cell.span.text.replace('""', '"') == cell.value


def test_spaces_and_empty_lines_do_not_count():
    """A file may be laid out for the eye."""
    assert sheet_of('\n a , go \n\n "1" , x \n,\n') == [["a", "go"], ["1", "x"]]


def test_a_line_may_end_with_a_comma():
    """A last cell may be empty, also at the end of the file."""
    assert sheet_of("a,b\n1,") == [["a", "b"], ["1", ""]]


def test_a_file_has_an_end():
    """More rows than a list may have are refused."""
    text = "a\n" + "1\n" * (LIMITS.entries + 1)

    with pytest.raises(TreeError, match="T108: the file has more than 20,000 rows"):
        sheet_of(text)
