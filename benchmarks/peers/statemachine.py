"""python-statemachine: a class with a state for each step, moved by answers."""

from functools import reduce
from operator import or_

from peers.problem import Answers, Decide, Problem, Way


def machine(problem: Problem) -> Decide:
    """Return what begins a machine, and moves it until an end is reached."""
    from statemachine import State, StateMachine  # noqa: PLC0415

    asked = {f"s{fork.number}": fork.question for fork in problem.forks}
    states = {name: State(initial=name == "s0") for name in asked}
    states |= {end.name: State(final=True) for end in problem.ends}
    events = {
        answer: reduce(
            or_,
            [
                states[f"s{fork.number}"].to(
                    states[to if isinstance(to, str) else f"s{to.number}"]
                )
                for fork in problem.forks
                for to in [getattr(fork, answer)]
            ],
        )
        for answer in ("yes", "no")
    }
    made = type("Made", (StateMachine,), states | events)

    def decide(answers: Answers) -> str:
        moved = made()
        while (now := next(iter(moved.configuration)).id) in asked:
            moved.send(answers[asked[now]])
        return now

    return lambda: [decide(answers) for answers in problem.people]


WAYS = (Way("a state for each step", machine, told=True),)
