"""zen-engine: decision tables, graphs and expressions, in Rust."""

from collections.abc import Callable
from functools import partial
from typing import Any

from peers.problem import Decide, Problem, Way, nested
from peers.zen_graphs import Graph, switches, table

KEY = "peer"


def loaded(problem: Problem, made: Callable[[Problem], Graph]) -> Any:
    """Return an engine with a graph that is compiled once."""
    import zen  # noqa: PLC0415

    content = {KEY: made(problem)}
    return zen.ZenEngine({"loader": {"type": "static", "content": content}})


def graph(
    problem: Problem, made: Callable[[Problem], Graph], *, trace: bool = False
) -> Decide:
    """Return what evaluates a graph for one person after another."""
    engine, options = loaded(problem, made), {"trace": trace}
    return lambda: [
        engine.evaluate(KEY, answers, options)["result"]["end"]
        for answers in problem.people
    ]


def batch(problem: Problem) -> Decide:
    """Return what hands over everybody at once."""
    engine = loaded(problem, table)
    asked = [{"key": KEY, "context": answers} for answers in problem.people]
    return lambda: [
        one["data"]["result"]["end"] for one in engine.evaluate_batch(asked)
    ]


def expression(problem: Problem) -> Decide:
    """Return what evaluates one expression, compiled."""
    import zen  # noqa: PLC0415

    text = nested(problem.root, repr, lambda q, yes, no: f"({q}=='yes' ? {yes} : {no})")
    compiled = zen.compile_expression(text)
    return lambda: [compiled.evaluate(answers) for answers in problem.people]


WAYS = (
    Way("a decision table", partial(graph, made=table)),
    Way("a decision table, traced", partial(graph, made=table, trace=True), told=True),
    Way("a decision table, in batch", batch),
    Way("a switch graph", partial(graph, made=switches)),
    Way("a switch graph, traced", partial(graph, made=switches, trace=True), told=True),
    Way("an expression", expression),
)
