"""Immutable classes: compared and shown by one function each, whatever their fields."""

import copy
import os
import pickle
import subprocess
import sys

import attrs
import pytest

from triage.base.immutable import immutable
from triage.base.text import Source, Span, Text
from triage.language.ast import CountOf, NumberOf


@immutable
class Empty:
    pass


@immutable
class Point:
    x: int
    y: int = attrs.field(default=0, repr=False)
    note: str = attrs.field(default="", eq=False, repr=str.upper)


@immutable
class Far(Point):
    z: int = 0


@immutable
class Odd:
    """Be equal to everything, and be shown as one likes."""

    x: int

    def __eq__(self, _: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "odd"


def test_values_are_equal_when_their_class_and_compared_fields_are():
    """Another class is another value, and so is another field that is compared."""
    assert Point(1, note="a") == Point(1, note="b")
    assert Point(1) != Point(2)
    assert Point(1) != Far(1)
    assert Empty() == Empty() != Point(1)
    assert {Point(1), Point(1, note="a"), Far(1), Empty(), Empty()} == {
        Point(1),
        Far(1),
        Empty(),
    }


def test_a_value_is_shown_as_what_would_make_it():
    """Each field that is shown is, in its own way if it has one."""
    assert repr(Far(1, 2, "a", 3)) == "Far(x=1, note=A, z=3)"
    assert repr(Empty()) == "Empty()"
    assert (
        repr(Span(Source("a.yaml", "id"), 0, 2))
        == "Span(source=a.yaml, start=0, end=2)"
    )


def test_what_a_class_writes_itself_stays():
    """An equality or a form of one's own is not replaced."""
    assert Odd(1) == Odd(2)
    assert repr(Odd(1)) == "odd"
    assert hash(Odd(1)) == 7


def test_a_value_cannot_be_changed_and_still_be_evolved():
    """What attrs promises of a frozen class holds."""
    point = Point(1)

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        point.x = 2
    assert attrs.evolve(point, x=2) == Point(2)
    assert copy.copy(point) == point
    assert not hasattr(point, "__dict__")


PICKLED = """
import pickle, sys
from triage.language.ast import NumberOf
one = pickle.load(sys.stdin.buffer)
print(one in {one}, one in {NumberOf("age")})
"""


def test_a_hash_is_kept_and_stays_behind_when_pickled():
    """In another process a word has another hash, and so has a value that holds it."""
    node = NumberOf("age")
    assert hash(node) == hash(node) == hash(NumberOf("age", span=Text.of("age").span))
    done = subprocess.run(
        [sys.executable, "-c", PICKLED],
        input=pickle.dumps(node),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )

    assert done.stdout.split() == [b"True", b"True"]


def test_nodes_of_two_kinds_are_never_equal():
    """How many are chosen is no number, though both are of one question."""
    assert NumberOf("age") != CountOf("age")
    assert len({NumberOf("age"), CountOf("age")}) == 2
