"""cel-python: the Common Expression Language in Python alone."""

from peers.problem import Decide, Problem, Way, nested


def expression(problem: Problem) -> Decide:
    """Return what evaluates one expression, compiled to Python once."""
    import celpy  # noqa: PLC0415

    text = nested(problem.root, repr, lambda q, yes, no: f"({q}=='yes' ? {yes} : {no})")
    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    program = environment.program(environment.compile(text))
    people = [
        {name: celpy.celtypes.StringType(a) for name, a in answers.items()}
        for answers in problem.people
    ]
    return lambda: [str(program.evaluate(answers)) for answers in people]


WAYS = (Way("an expression", expression),)
