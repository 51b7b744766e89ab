"""The shape of a tree: an order of its steps, cycles, and paths."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping

__all__ = ["ordered", "path_between", "reachable", "shortest_cycle"]

Graph = Mapping[str, tuple[str, ...]]
"""The steps that each step leads to."""


def ordered(graph: Graph) -> tuple[str, ...]:
    """Return the steps so that each stands before those it leads to.

    Steps of a cycle, and those behind one, are left out.

    >>> ordered({"b": (), "a": ("b",)})
    ('a', 'b')
    """
    waits = dict.fromkeys(graph, 0)
    for targets in graph.values():
        for target in targets:
            waits[target] += 1
    ready = deque(step for step, count in waits.items() if count == 0)
    found = []
    while ready:
        step = ready.popleft()
        found.append(step)
        for target in graph[step]:
            waits[target] -= 1
            if waits[target] == 0:
                ready.append(target)
    return tuple(found)


def reachable(graph: Graph, first: str) -> frozenset[str]:
    """Return the steps that can be reached from a step, itself included."""
    return frozenset(_search(graph, first, lambda _: False)[0])


def path_between(
    graph: Graph, first: str, last: str, avoid: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the shortest path between two steps, or nothing.

    Args:
        graph: The steps that each step leads to.
        first: Where the path begins.
        last: Where it ends.
        avoid: Steps that the path must not leave.

    >>> path_between({"a": ("b", "c"), "b": ("c",), "c": ()}, "a", "c")
    ('a', 'c')
    """
    blocked = frozenset(avoid)
    came, found = _search(graph, first, lambda step: step == last, blocked)
    return _trace(came, last) if found else ()


def shortest_cycle(graph: Graph, tries: int = 200) -> tuple[str, ...]:
    """Return the steps of a shortest cycle, beginning and ending with one step.

    Args:
        graph: The steps that each step leads to.
        tries: From how many steps it is looked for, to stay quick on large graphs.

    >>> shortest_cycle({"a": ("b",), "b": ("c", "b"), "c": ("a",)})
    ('b', 'b')
    """
    settled = frozenset(ordered(graph))
    best: tuple[str, ...] = ()
    for step in [name for name in graph if name not in settled][:tries]:
        for target in graph[step]:
            path = (step,) if target == step else path_between(graph, target, step)
            found = (*path, step) if target == step else (step, *path)
            if path and (not best or len(found) < len(best)):
                best = found
    return best


def _search(
    graph: Graph,
    first: str,
    stop: Callable[[str], bool],
    blocked: frozenset[str] = frozenset(),
) -> tuple[dict[str, str], bool]:
    """Search breadth first; return where each step was come from, and success."""
    came = {first: ""}
    queue = deque([first])
    while queue:
        step = queue.popleft()
        if stop(step):
            return came, True
        if step in blocked:
            continue
        for target in graph[step]:
            if target not in came:
                came[target] = step
                queue.append(target)
    return came, False


def _trace(came: Mapping[str, str], last: str) -> tuple[str, ...]:
    """Return the path that leads to a step."""
    path = [last]
    while came[path[-1]]:
        path.append(came[path[-1]])
    return tuple(reversed(path))
