"""A tree is frozen to the bottom, and equal to what says the same."""

import copy
import pickle
from collections.abc import Iterator, Mapping

import attrs
import pytest
from good_trees import FILES, good_tree
from trees_for_tests import built_in

import triage
from triage.base.frozen import FrozenMap

TREE = good_tree("conditions.yaml")

MAPS = [
    field.name for field in attrs.fields(triage.Tree) if "Mapping" in str(field.type)
]


def inside(value: object) -> Iterator[object]:
    """Yield a value and all that is in it, each object once."""
    left, seen = [value], set()
    while left:
        item = left.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        yield item
        if isinstance(item, Mapping):
            left += [*item.keys(), *item.values()]
        elif isinstance(item, tuple):
            left += item
        elif attrs.has(type(item)):
            left += [getattr(item, field.name) for field in attrs.fields(type(item))]


@pytest.mark.parametrize("name", FILES)
def test_nothing_in_a_tree_can_be_changed(name):
    """Maps refuse, lists are tuples, and no part has a place for anything more."""
    for item in inside(good_tree(name)):
        assert isinstance(item, FrozenMap) or not isinstance(item, Mapping)
        assert not isinstance(item, list | set)
        if attrs.has(type(item)):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                item.anything = 1


@pytest.mark.parametrize("name", [*MAPS, "bounds"])
def test_writing_into_a_tree(name):
    """No question, step or anything else can be added, replaced or removed."""
    found = getattr(TREE, name)
    with pytest.raises(TypeError):
        found["more"] = None
    with pytest.raises(TypeError):
        found.update(more=None)
    with pytest.raises(TypeError):
        found.pop("a", None)


def test_writing_into_a_part():
    """Nor can a way be put behind another answer, or an option be added."""
    step = next(
        step for step in good_tree("steps.yaml").steps.values() if step.by_answer
    )
    with pytest.raises(TypeError):
        step.by_answer["yes"] = step.ways[-1]
    with pytest.raises(TypeError):
        next(iter(TREE.questions.values())).choices["more"] = None


def test_a_copy_takes_no_part_in_what_it_was_made_of():
    """A dict that a copy was given may be changed afterwards: the copy stays."""
    questions = dict(TREE.questions)
    tree = attrs.evolve(TREE, questions=questions)
    questions.clear()

    assert tree.questions == TREE.questions
    assert tree == TREE


@pytest.mark.parametrize("name", FILES)
def test_trees_are_values(name):
    """What is loaded twice, copied or sent elsewhere is equal, and one key."""
    tree, again = good_tree(name), good_tree(name)
    assert (tree.logic, tree.edges, tree.bounds) == (
        again.logic,
        again.edges,
        again.bounds,
    )
    for other in (again, pickle.loads(pickle.dumps(tree)), copy.deepcopy(tree)):  # noqa: S301
        assert other is not tree
        assert other == tree
        assert {tree: 1}[other] == 1
        assert (other.logic, other.wording) == (tree.logic, tree.wording)


def test_trees_of_two_places_are_two():
    """Elsewhere another number is to be called, so that the trees are not equal."""
    assert built_in("back_pain") != triage.load("back_pain", place="GB")


def test_trees_that_differ_anywhere_are_not_equal():
    """A tree is no other tree, nor is a copy with another text."""
    trees = [good_tree(name) for name in FILES]

    assert len({*trees}) == len(trees)
    assert attrs.evolve(TREE, title="Another") != TREE
