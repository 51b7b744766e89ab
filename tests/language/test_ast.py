"""The typed tree: visitors see every part, and a comparison is one thing."""

import attrs
import pytest
from condition_texts import condition, number, texts, typed
from hypothesis import given

import triage.language.ast as e

DAYS = e.Sum(((1, e.NumberOf("days")),))
TWO = e.Sum((), 2)


def fields_with_parts(expr):
    """Return the expressions in the fields of an expression that it is written as."""
    for field in attrs.fields(type(expr)):
        if field.init:
            yield from expressions(getattr(expr, field.name))


def expressions(value):
    """Yield the expressions in a field."""
    if isinstance(value, tuple):
        for item in value:
            yield from expressions(item)
    elif isinstance(value, e.Expr):
        yield value


@given(texts(condition) | texts(number))
def test_no_part_is_overlooked(text):
    """The children of an expression are all expressions in its fields."""
    for part in e.parts(typed(text)):
        assert e.children(part) == tuple(fields_with_parts(part))


@given(texts(condition) | texts(number))
def test_what_is_taken_apart_can_be_put_together(text):
    """Rebuilt from its children an expression is the same; from others it has these."""
    for part in e.parts(typed(text)):
        children = e.children(part)
        assert e.rebuild(part, children) == part
        if not isinstance(part, e.Sum | e.Compare | e.UnsureNumber):
            other = [e.Asked((str(n),)) for n in range(len(children))]
            assert [*e.children(e.rebuild(part, other))] == other


def test_a_comparison_is_written_once():
    """What is compared follows from the sides: an edit cannot change one alone."""
    found = e.Compare(DAYS, "<", TWO)

    assert found.difference == e.Sum(((1, e.NumberOf("days")),), -2)
    turned = attrs.evolve(found, operator=">")
    assert turned.difference == e.Sum(((-1, e.NumberOf("days")),), 2)
    assert e.rebuild(found, [TWO, DAYS]).difference == turned.difference
    with pytest.raises(TypeError):
        attrs.evolve(found, difference=TWO)


def test_values_are_followed_once():
    """Values that use values many times over are followed in no time."""
    values = {"v0": e.Value("v0", e.Is("fever", ("yes",)))}
    for n in range(1, 60):
        below = e.ValueHolds(f"v{n - 1}")
        twice = e.And((below, e.Not(below), e.Asked(("sick",))))
        values[f"v{n}"] = e.Value(f"v{n}", twice)

    assert e.questions_in(e.ValueHolds("v59"), values) == {"fever", "sick"}


def test_nesting_counts_the_levels_of_values():
    """The levels of a condition are its own and those of its values."""
    fever = e.Is("fever", ("yes",))

    assert e.nesting(fever, {}) == 1
    assert e.nesting(e.And((fever, e.Not(e.ValueHolds("v")))), {"v": 4}) == 7
    assert e.nesting(e.Compare(DAYS, ">", TWO), {}) == 3
