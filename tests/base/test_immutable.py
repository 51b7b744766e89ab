"""Immutable classes: compared and shown by one function each, whatever their fields."""

import copy
import inspect
import os
import pickle
import subprocess
import sys
from functools import cached_property
from typing import Any, ClassVar

import attrs
import pytest

from triage.base.immutable import Later, immutable
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


@immutable
class Rounded(Point):
    """Have what a class cannot be given later, which is `super`."""

    size: ClassVar = 2

    @cached_property
    def sum(self) -> int:
        return self.x + self.y

    def __repr__(self) -> str:
        return f"<{super().__repr__()}>"


@immutable
class Doubled:
    """Keep what is worked out once."""

    x: int

    @cached_property
    def double(self) -> int:
        return 2 * self.x

    @cached_property
    def half(self) -> Any:
        return self.x.nothing


@immutable
class Sized:
    size: ClassVar[int] = 2
    x: int = 0


def test_a_class_is_finished_as_attrs_would_have_made_it():
    """Fields, slots, patterns and signatures are those of a class made at once."""
    classes = {
        part
        for name, module in [*sys.modules.items()]
        for part in (vars(module).values() if name.startswith("triage.") else ())
        if isinstance(part, type) and "__source__" in vars(part)
    }

    assert len(classes) > 50
    for made in classes | {Empty, Point, Far, Sized, Doubled}:
        once = attrs.frozen(eq=False, repr=False)(made.__source__)
        assert [field.name for field in attrs.fields(made)] == [
            field.name for field in attrs.fields(once)
        ]
        assert made.__slots__ == once.__slots__
        assert made.__match_args__ == once.__match_args__
        assert inspect.signature(made) == inspect.signature(once)
        assert once.__dict__.keys() - {"__attrs_base_of_slotted__"} <= vars(made).keys()


def test_the_rest_of_a_class_is_written_when_it_is_used():
    """Before its first value there is a class with slots; then attrs wrote it all."""

    @immutable
    class Late:
        x: int

    assert isinstance(vars(Late)["__init__"], Later)
    assert Late(1).x == 1
    assert not any(isinstance(part, Later) for part in vars(Late).values())


def test_what_looks_at_a_class_sees_the_method_that_attrs_wrote():
    """Python 3.13 takes what stands in a class, and binds it to the class itself."""

    @immutable
    class Late:
        x: int

    found = vars(Late)["__init__"]

    for _ in range(2):
        bound = found.__get__(Late, type)
        assert str(inspect.signature(bound)) == "(x: int) -> None"
    assert str(inspect.signature(Late)) == "(x: int) -> None"


def test_what_a_property_keeps_has_a_slot():
    """It is worked out once; what is missing is told as of any class."""
    value = Doubled(3)

    assert value.double is value.double == 6
    assert Doubled.__annotations__ == {"x": int, "double": int, "half": Any}
    with pytest.raises(AttributeError, match="'int' object has no attribute 'nothing'"):
        value.half  # noqa: B018
    with pytest.raises(AttributeError, match="'Doubled' object has no attribute 'no'"):
        value.no  # noqa: B018


def test_a_class_that_needs_more_than_slots_is_made_at_once():
    """`super` is that of the class made."""
    assert "__source__" not in vars(Rounded)
    assert Rounded(1, 2).sum == 3
    assert repr(Rounded(1)) == "<Rounded(x=1, note=)>"


def test_what_a_class_has_is_no_field():
    """A variable of the class stays one, whether there is a value or not."""
    assert Sized.size == Sized().size == 2
    assert Sized.__slots__[:1] == ("x",)


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
