"""durable_rules: rules over events, matched by a Rete network in C."""

from functools import reduce
from itertools import count
from operator import and_

from peers.problem import Decide, End, Problem, Way


def rules(problem: Problem) -> Decide:
    """Return what posts everybody as an event, which one rule takes."""
    from durable import lang  # noqa: PLC0415

    found, numbers = list[str](), count()
    name = f"peer{problem.steps}"

    def rule(end: End) -> None:
        conditions = [getattr(lang.m, q) == a for q, a in end.answers.items()]
        lang.when_all(reduce(and_, conditions))(lambda _: found.append(end.name))

    with lang.ruleset(name):
        for end in problem.ends:
            rule(end)

    def decide() -> list[str]:
        found.clear()
        for answers in problem.people:
            lang.post(name, {**answers, "id": next(numbers)})
        return [*found]

    return decide


WAYS = (Way("a rule for each end", rules),)
