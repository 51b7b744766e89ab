"""rule-engine: an expression language for Python, parsed once."""

from peers.problem import Decide, Problem, Way, nested


def expression(problem: Problem) -> Decide:
    """Return what evaluates one expression of choices within choices."""
    import rule_engine  # noqa: PLC0415

    text = nested(
        problem.root, '"{}"'.format, lambda q, yes, no: f'({q}=="yes" ? {yes} : {no})'
    )
    context = rule_engine.Context(resolver=rule_engine.resolve_item)
    rule = rule_engine.Rule(text, context=context)
    return lambda: [rule.evaluate(answers) for answers in problem.people]


WAYS = (Way("an expression", expression),)
