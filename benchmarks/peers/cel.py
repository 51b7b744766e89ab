"""cel-expr-python: Google's Common Expression Language, its C++ runtime."""

from peers.problem import Decide, Problem, Way, nested


def expression(problem: Problem) -> Decide:
    """Return what evaluates one expression, compiled and checked once."""
    import cel_expr_python.cel as engine  # noqa: PLC0415

    text = nested(problem.root, repr, lambda q, yes, no: f"({q}=='yes' ? {yes} : {no})")
    variables = dict.fromkeys(problem.questions, engine.Type("string"))
    compiled = engine.NewEnv(variables=variables).compile(text)
    return lambda: [compiled.eval(data=answers).value() for answers in problem.people]


WAYS = (Way("an expression", expression),)
