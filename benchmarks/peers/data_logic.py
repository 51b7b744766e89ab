"""datalogic-py: JSON Logic, compiled, in Rust."""

from peers.json_logic import rule
from peers.problem import Decide, Problem, Way


def compiled(problem: Problem) -> Decide:
    """Return what evaluates the rule for one person after another."""
    import datalogic_py  # noqa: PLC0415

    found = datalogic_py.Engine().compile(rule(problem))
    return lambda: [found.evaluate(answers) for answers in problem.people]


WAYS = (Way("a rule, compiled", compiled),)
