"""The shape of a tree: order, cycles and paths, also of large ones."""

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from triage.model.graph import arrows, ordered, path_between, reachable, shortest_cycle

NAMES = "abcdefgh"

graphs = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
).map(
    lambda found: {
        name: tuple(target for target in found[name] if target in found)
        for name in found
    }
)
"""Random graphs of a few steps."""


def walks(graph, first):
    """Return how far each step is from a step, in steps, by trying all ways."""
    far, level, distance = {}, {first}, 0
    while level:
        far |= dict.fromkeys(level, distance)
        level = {target for step in level for target in graph[step]} - far.keys()
        distance += 1
    return far


@given(graphs)
def test_steps_stand_before_those_they_lead_to(graph):
    """The order holds every step that is not behind a cycle, before its targets."""
    order = ordered(graph)

    place = {step: index for index, step in enumerate(order)}
    for step, targets in graph.items():
        for target in targets:
            assert target not in place or place[step] < place[target]


@given(graphs)
def test_what_is_reachable_is_at_the_end_of_a_path(graph):
    """A step can be reached exactly when there is a path to it."""
    for first in graph:
        far = walks(graph, first)

        assert reachable(graph, first) == far.keys()
        for last in graph:
            path = path_between(graph, first, last)
            assert len(path) == (far[last] + 1 if last in far else 0)
            assert all(b in graph[a] for a, b in pairwise(path))


@given(graphs)
def test_the_shortest_cycle_is_shortest(graph):
    """Of a small graph with cycles, one of the shortest is returned."""
    lengths = [
        walks(graph, target)[step] + 1
        for step in graph
        for target in graph[step]
        if step in walks(graph, target)
    ]
    if not lengths:
        assert len(ordered(graph)) == len(graph)
        return

    cycle = shortest_cycle(graph)

    assert cycle[0] == cycle[-1]
    assert len(cycle) - 1 == min(lengths)
    assert all(b in graph[a] for a, b in pairwise(cycle))


def test_a_path_does_not_leave_steps_that_it_must_avoid():
    """A path may end in a step to avoid, and never goes on from one."""
    graph = {"a": ("b", "c"), "b": ("d",), "c": ("e",), "e": ("d",), "d": ()}

    assert path_between(graph, "a", "d", avoid=["b"]) == ("a", "c", "e", "d")
    assert path_between(graph, "a", "b", avoid=["b"]) == ("a", "b")
    assert path_between(graph, "a", "d", avoid=["b", "c"]) == ()


def test_a_cycle_is_found_behind_many_steps():
    """A cycle is found though hundreds of steps stand before and behind it."""
    graph = {f"after{n}": (f"after{n + 1}",) for n in range(500)} | {"after500": ()}
    graph |= {f"before{n}": (f"before{n + 1}",) for n in range(500)}
    graph |= {"before500": ("one",), "one": ("two",), "two": ("one", "after0")}

    assert set(shortest_cycle(graph)) == {"one", "two"}


def test_a_cycle_is_found_in_a_large_graph():
    """Of a graph with very many cycles, a short one is found quickly."""
    size = 20_000
    graph = {str(n): (str((n + 1) % size), str((n * 7) % size)) for n in range(size)}

    assert len(shortest_cycle(graph)) == 2


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ((), ""),
        (("a",), "a"),
        (tuple("abcdefgh"), "a → b → c → d → e → f → g → h"),
        (tuple("abcdefghi"), "a → b → c → … → g → h → i"),
    ],
)
def test_a_long_path_is_shown_by_its_ends(path, shown):
    """The middle of a long path is left out."""
    assert arrows(path) == shown
