"""A tree of 25 steps as other engines know it, with who is decided how.

Every engine gets the same: 13 questions of yes or no, of which a walk asks some six. A
decision table has a row for each end, and reads whatever was given.
"""

import random
from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs

Answers: TypeAlias = dict[str, str]

STEPS, QUESTIONS, SEED = 25, 13, 7


@attrs.frozen
class Fork:
    """Ask a question, and go on by the answer."""

    number: int
    question: str
    yes: "Fork | str"
    no: "Fork | str"


@attrs.frozen
class End:
    """Hold an end, what is answered on the way there, and how many steps that is."""

    name: str
    answers: Answers


def forks() -> Fork:
    """Return the tree, drawn once and for all."""
    chance = random.Random(SEED)  # noqa: S311  nothing is secret
    numbers = iter(range(STEPS))
    ends = iter(range(STEPS + 1))

    def grown(steps: int, asked: frozenset[int]) -> "Fork | str":
        if not steps:
            return f"end{next(ends)}"
        question = chance.choice([q for q in range(QUESTIONS) if q not in asked])
        left = chance.randrange(steps)
        number, rest = next(numbers), asked | {question}
        yes, no = grown(left, rest), grown(steps - 1 - left, rest)
        return Fork(number, f"q{question}", yes, no)

    found = grown(STEPS, frozenset())
    assert isinstance(found, Fork)
    return found


def ends(fork: "Fork | str", answers: Answers | None = None) -> Iterator[End]:
    """Yield the ends, with the answers that lead to each."""
    known = answers or {}
    if isinstance(fork, str):
        yield End(fork, known)
    else:
        yield from ends(fork.yes, {**known, fork.question: "yes"})
        yield from ends(fork.no, {**known, fork.question: "no"})


def steps(fork: "Fork | str") -> Iterator[Fork]:
    """Yield the forks, each before those that it leads to."""
    if isinstance(fork, Fork):
        yield fork
        yield from steps(fork.yes)
        yield from steps(fork.no)


def as_tree() -> str:
    """Return the tree as a file of triage."""
    root = forks()
    lines = ["triage: 1", "id: peers", "title: Peers", "questions:"]
    lines += [f"  q{n}: {{text: Sign {n}?, type: yes_no}}" for n in range(QUESTIONS)]
    lines.append("recommendations:")
    for number in range(STEPS + 1):
        urgency = ("emergency", "same_day", "routine")[number % 3]
        lines.append(f"  end{number}: {{title: E{number}, urgency: {urgency}}}")
    lines += ["start: s0", "steps:"]
    for fork in steps(root):
        yes, no = (
            to if isinstance(to, str) else f"s{to.number}" for to in (fork.yes, fork.no)
        )
        answers = f"{{'yes': {yes}, 'no': {no}}}"
        lines.append(f"  s{fork.number}: {{ask: {fork.question}, answers: {answers}}}")
    return "\n".join([*lines, ""])


def as_table() -> dict[str, Any]:
    """Return the tree as a decision table of zen-engine: a row for each end."""
    names = [f"q{n}" for n in range(QUESTIONS)]
    rows = [
        {
            "_id": end.name,
            **dict.fromkeys(names, ""),
            **{name: f'"{answer}"' for name, answer in end.answers.items()},
            "end": f'"{end.name}"',
        }
        for end in ends(forks())
    ]
    table = {
        "hitPolicy": "first",
        "inputs": [*map(column, names)],
        "outputs": [column("end")],
        "rules": rows,
    }
    nodes = [
        node("input", "inputNode"),
        {**node("rows", "decisionTableNode"), "content": table},
        node("output", "outputNode"),
    ]
    pairs = (("input", "rows"), ("rows", "output"))
    edges = [
        {"id": one, "sourceId": one, "targetId": other, "type": "edge"}
        for one, other in pairs
    ]
    form = "application/vnd.gorules.decision"
    return {"contentType": form, "nodes": nodes, "edges": edges}


def column(name: str) -> dict[str, Any]:
    """Return a column of a decision table."""
    return {"id": name, "name": name, "field": name, "defaultValue": None}


def node(name: str, kind: str) -> dict[str, Any]:
    """Return a node of a decision graph, wherever it is drawn."""
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}


def people(each: int) -> list[Answers]:
    """Return the answers of some people to every question, as many for each end."""
    chance = random.Random(SEED)  # noqa: S311
    return [
        {f"q{n}": chance.choice(["yes", "no"]) for n in range(QUESTIONS)} | end.answers
        for end in ends(forks())
        for _ in range(each)
    ]
