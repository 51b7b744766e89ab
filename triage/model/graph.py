"""Directed graph: a topological order of the steps of a tree, cycles, and paths."""

from collections import deque
from collections.abc import Iterable, Mapping

from triage.base.limits import LIMITS

Graph = Mapping[str, tuple[str, ...]]  # the steps that each step leads to


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


def arrows(path: tuple[str, ...]) -> str:
    """Return a path as messages show it, its middle left out when it is long.

    >>> arrows(("a", "b", "c")), arrows(tuple("abcdefghi"))
    ('a → b → c', 'a → b → c → … → g → h → i')
    """
    shown = path if len(path) <= LIMITS.cycle_shown else (*path[:3], "…", *path[-3:])
    return " → ".join(shown)


def reachable(graph: Graph, first: str) -> frozenset[str]:
    """Return the steps that can be reached from a step, itself included."""
    return frozenset(_search(graph, first))


def path_between(
    graph: Graph, first: str, last: str, avoid: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the shortest path between two steps that leaves none to avoid, or nothing.

    >>> path_between({"a": ("b", "c"), "b": ("c",), "c": ()}, "a", "c")
    ('a', 'c')
    """
    came = _search(graph, first, frozenset(avoid))
    return _trace(came, last) if last in came else ()


def shortest_cycle(graph: Graph) -> tuple[str, ...]:
    """Return a shortest cycle of a graph that has one, from a step to itself.

    In a graph of many hundred steps on cycles, it is a short one.

    >>> shortest_cycle({"a": ("b",), "b": ("c", "b"), "c": ("a",)})
    ('b', 'b')
    """
    core = _core(graph)
    found = _any_cycle(core)
    tries = LIMITS.cycle_visits // sum(map(len, core.values())) + 1
    for step in [*core][:tries]:
        came = _search(core, step)
        last = next((last for last in came if step in core[last]), "")
        cycle = (*_trace(came, last), step) if last else found
        found = min(found, cycle, key=len)
    return found


def _core(graph: Graph) -> Graph:
    """Return the steps that are on a cycle, or between two.

    Twice, the steps before all cycles are left out and the graph is turned round.
    """
    for _ in range(2):
        settled = set(ordered(graph))
        back: dict[str, list[str]] = {step: [] for step in graph if step not in settled}
        for step in back:
            for target in graph[step]:
                back[target].append(step)
        graph = {step: tuple(came) for step, came in back.items()}
    return graph


def _any_cycle(graph: Graph) -> tuple[str, ...]:
    """Return a cycle of a graph in which every step leads to another."""
    path = dict.fromkeys([next(iter(graph))])
    while (step := graph[next(reversed(path))][0]) not in path:
        path[step] = None
    steps = [*path]
    return (*steps[steps.index(step) :], step)


def _search(
    graph: Graph, first: str, avoid: frozenset[str] = frozenset()
) -> Mapping[str, str]:
    """Search breadth first; return from where each step was come to."""
    came = {first: ""}
    queue = deque([first])
    while queue:
        step = queue.popleft()
        for target in () if step in avoid else graph[step]:
            if target not in came:
                came[target] = step
                queue.append(target)
    return came


def _trace(came: Mapping[str, str], last: str) -> tuple[str, ...]:
    path = [last]
    while came[path[-1]]:
        path.append(came[path[-1]])
    return tuple(reversed(path))
