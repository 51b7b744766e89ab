"""What may stand at a place of a tree file."""

import attrs
import pytest

from triage.treefile.fields import (
    CONDITION,
    DATE,
    DIGIT,
    FLAG,
    ID,
    NUMBER,
    PLACE,
    PLACE_CODE,
    TEXT,
    VERSION,
    WORD,
    YEAR,
    Each,
    Key,
    choice,
    key,
    keys_of,
)


@pytest.mark.parametrize(
    ("shape", "good", "bad"),
    [
        (
            ID,
            ["a", "q1_x", "a" * 64],
            ["", "A", "1a", "_a", "a-b", "ä", "a" * 65, "a\n"],
        ),
        (
            PLACE,
            ["mood", "a/b", "2nd"],
            ["", "/a", "a/", "../a", "a.yaml", "a//b", "A"],
        ),
        (PLACE_CODE, ["GB", "generic"], ["gb", "G", "GBR", ""]),
        (
            VERSION,
            ["1", "1.0", "1.2.3.4"],
            ["v1", "1.", "1.2.3.4.5", "1.a", "", "\u0661"],
        ),
        (TEXT, ["a", " a ", "\n a\n"], ["", " ", "\n"]),
        (WORD, ["days", "°C", "a" * 64], ["", " a", "a" * 65]),
        (FLAG, ["true", "false", "yes", "no"], ["y", "True", "", "0"]),
        (DIGIT, ["0", "9"], ["10", "-1", "", "x"]),
        (
            NUMBER,
            ["0", "-1.5", "9" * 12, "0.123456789"],
            ["", ".5", "1.", "1e3", "+1", "1" * 13],
        ),
        (
            DATE,
            ["2027-02-28", "2028-02-29"],
            ["2027-02-29", "2027-2-8", "27-02-28", "soon"],
        ),
        (YEAR, ["1999", "2017"], ["1899", "99", "20170"]),
        (CONDITION, ["a", "a\nb"], [""]),
        (choice("one", "two.x"), ["one", "two.x"], ["three", "twoyx", "one|two.x", ""]),
    ],
    ids=lambda value: value.name if hasattr(value, "name") else "",
)
def test_a_text_of_the_right_form_is_accepted(shape, good, bad):
    """Each kind of word accepts its own form, whole, and nothing else."""
    assert [text for text in good if not shape.accepts(text)] == []
    assert [text for text in bad if shape.accepts(text)] == []


def test_a_choice_of_one_word_is_named_plainly():
    """A message says "one of" only where there is a choice."""
    assert choice("1").form == "`1`"
    assert choice("a", "b").form == "one of `a`, `b`"


def test_a_class_declares_its_keys_once():
    """The keys of a mapping are the fields that say what may stand behind them."""

    @attrs.frozen
    class Entry:
        """Stand for a record."""

        id: str
        name: str | None = key(ID, "A name.", name="called")
        names: tuple[str, ...] = key(Each(ID), "Names.", required=True)
        more: tuple[str, ...] = key(Each(ID), "More names.")

    assert keys_of(Entry) == (
        Key("called", "name", ID, "A name.", required=False),
        Key("names", "names", Each(ID), "Names.", required=True, absent=()),
        Key("more", "more", Each(ID), "More names.", required=False, absent=()),
    )
    assert Entry("x", names=()).name is None
    assert Entry("x", names=()).more == ()
    with pytest.raises(TypeError, match="names"):
        Entry("x")
