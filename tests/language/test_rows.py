"""Rows: the first condition that holds, as trying one after the other finds it."""

from hypothesis import given, strategies as st

from triage.language.ast import And, Open
from triage.language.rows import Rows

NAMES = ("a", "b", "c")

ROWS = st.lists(st.lists(st.sampled_from(NAMES), max_size=3), max_size=5)

TRUTHS = st.fixed_dictionaries(
    {name: st.sampled_from([True, False, None]) for name in NAMES}
)


def condition(names):
    """Return what holds when some things hold."""
    items = tuple(map(Open, names))
    if not items:
        return None
    return items[0] if len(items) == 1 else And(items)


def tried(rows, truths):
    """Return the first row that holds, by trying one after the other."""
    for number, names in enumerate(rows):
        found = [truths[name] for name in names]
        if False not in found:
            return None if None in found else number
    raise AssertionError(rows)


@given(ROWS, TRUTHS)
def test_rows_are_tried_in_order(rows, truths):
    """Looking up finds the row that trying finds, or that the page leaves it open."""
    rows = [*rows, []]
    made = Rows(map(condition, rows), lambda part: lambda _: truths[part.question])

    assert made.first(None) == tried(rows, truths)
