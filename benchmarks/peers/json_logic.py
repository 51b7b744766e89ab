"""json-logic-qubit: JSON Logic in Python alone."""

from peers.problem import Decide, Problem, Way, nested


def rule(problem: Problem) -> object:
    """Return choices within choices."""

    def fork(question: str, yes: object, no: object) -> object:
        return {"if": [{"==": [{"var": question}, "yes"]}, yes, no]}

    return nested(problem.root, str, fork)


def walked(problem: Problem) -> Decide:
    """Return what walks the rule for one person after another."""
    from json_logic import jsonLogic  # noqa: PLC0415

    made = rule(problem)
    return lambda: [jsonLogic(made, answers) for answers in problem.people]


WAYS = (Way("a rule", walked),)
