"""The map that nobody can change."""

import copy
import json
import pickle

import pytest
from hypothesis import given, strategies as st

from triage.base.frozen import FrozenMap, frozen

maps = st.dictionaries(st.text(), st.integers() | st.text() | st.tuples(st.text()))

CHANGES = {
    "an item": lambda m: m.__setitem__("b", 2),
    "an item less": lambda m: m.__delitem__("a"),
    "another map": lambda m: m.__ior__({"b": 2}),
    "update": lambda m: m.update(b=2),
    "setdefault": lambda m: m.setdefault("b", 2),
    "pop": lambda m: m.pop("a"),
    "popitem": lambda m: m.popitem(),
    "clear": lambda m: m.clear(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_changes_it(change):
    """Every method of a dict that would change it is refused."""
    made = FrozenMap(a=1)

    with pytest.raises(TypeError, match="cannot be changed"):
        change(made)

    assert made == {"a": 1}


def test_every_way_to_change_a_dict_is_tried():
    """Whatever a dict has and a mapping for reading has not is refused or a copy."""
    reading = {"copy", "fromkeys", "get", "items", "keys", "values"}
    changing = {name for name in dir(dict) if not name.startswith("_")} - reading

    assert all(getattr(FrozenMap, name) is FrozenMap.pop for name in changing)


@given(maps)
def test_it_is_the_value_that_it_holds(items):
    """It equals a dict of the same items, and hashes alike in whatever order."""
    turned = dict(reversed(items.items()))

    assert frozen(items) == items
    assert frozen(items) == frozen(turned)
    assert hash(frozen(items)) == hash(frozen(turned))


@given(maps)
def test_it_travels(items):
    """It comes back from a pickle and a deep copy as it was, its order included."""
    made = frozen(items)

    for again in (pickle.loads(pickle.dumps(made)), copy.deepcopy(made)):  # noqa: S301
        assert type(again) is FrozenMap
        assert list(again.items()) == list(items.items())
    assert copy.copy(made) is made
    assert json.loads(json.dumps(made)) == json.loads(json.dumps(items))


def test_what_is_frozen_is_not_copied():
    """Freezing twice is freezing once, and a copy is the map itself."""
    made = frozen({"a": 1})

    assert frozen(made) is made
    assert copy.copy(made) is made


def test_a_frozen_map_is_a_copy():
    """Changing the dict that it was made of leaves it as it was."""
    items = {"a": 1}
    made = frozen(items)

    items["a"] = 2

    assert made == {"a": 1}


def test_it_shows_what_it_is():
    """Its representation makes one like it."""
    assert repr(FrozenMap(a=1)) == "FrozenMap({'a': 1})"
