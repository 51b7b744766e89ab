"""simpleeval: expressions of Python, walked by a safe interpreter."""

from peers.problem import Answers, Decide, Problem, Way, nested


def expression(problem: Problem) -> Decide:
    """Return what evaluates one expression, parsed once."""
    import simpleeval  # noqa: PLC0415

    text = nested(
        problem.root, repr, lambda q, yes, no: f"({yes} if {q} == 'yes' else {no})"
    )
    parsed = simpleeval.SimpleEval.parse(text)
    evaluator = simpleeval.SimpleEval()

    def decide(answers: Answers) -> object:
        evaluator.names = answers
        return evaluator.eval(text, previously_parsed=parsed)

    return lambda: [decide(answers) for answers in problem.people]


WAYS = (Way("an expression", expression),)
