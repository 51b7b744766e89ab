"""transitions: a state machine with a state for each step, moved by answers."""

from peers.problem import Answers, Decide, Problem, Way


def machine(problem: Problem) -> Decide:
    """Return what sets one machine back, and moves it until an end is reached."""
    import transitions  # noqa: PLC0415

    asked = {f"s{fork.number}": fork.question for fork in problem.forks}
    ways = [
        [answer, f"s{fork.number}", to if isinstance(to, str) else f"s{to.number}"]
        for fork in problem.forks
        for answer, to in (("yes", fork.yes), ("no", fork.no))
    ]
    moved = transitions.Machine(
        states=[*asked, *(end.name for end in problem.ends)],
        transitions=ways,
        initial="s0",
        auto_transitions=False,
    )

    def decide(answers: Answers) -> str:
        moved.set_state("s0")
        while moved.state in asked:
            moved.trigger(answers[asked[moved.state]])
        return moved.state

    return lambda: [decide(answers) for answers in problem.people]


WAYS = (Way("a state for each step", machine, told=True),)
