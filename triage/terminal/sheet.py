"""Sheet: a page to print or show, in the order in which clinicians hand over (SBAR)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from triage.base.answer import Answer, is_unsure
from triage.base.question import Question
from triage.base.wording import many
from triage.engine.decision import Decision
from triage.terminal.prompt import answered
from triage.terminal.report import (
    blocks,
    heading,
    is_knowledge,
    listing,
    reasoned,
    recommended,
    result,
)


def sheet(decision: Decision, width: int = 80, *, when: datetime) -> str:
    """Return what a person can show: how urgent, what was answered, what to do.

    Args:
        decision: The decision, whether complete or not.
        width: How many letters a line may have.
        when: The time to be said on it.
    """
    place = decision.tree.place
    where = f"Place: {place}" if place else "No place was given"
    lists: dict[str, Iterable[str]] = {
        "When and where": (f"{when:%d %B %Y, %H:%M %Z}", where),
        "Situation": situation(decision),
        **told(list(answers(decision))),
    }
    to_do = [item for item in decision.told if not is_knowledge(item)]
    return blocks(
        heading(decision.tree),
        *(listing(title, items, width) for title, items in lists.items()),
        "Recommendation" if to_do else "",
        *(recommended(decision, item, width) for item in to_do),
        listing("Made by", made_by(decision), width),
    )


def told(said: Sequence[tuple[Question, Answer]]) -> dict[str, list[str]]:
    """Return what was answered: numbers and choices, what is so, and what may be."""
    sure = [(q, answer) for q, answer in said if not is_unsure(answer)]
    no = [q for q, answer in sure if answer in ("no", ())]
    chosen = ((q, a) for q, a in sure if a not in ("yes", "no", ()))
    return {
        "Background": [answered(q, answer) for q, answer in chosen],
        "Assessment: yes": [q.text for q, answer in sure if answer == "yes"],
        "Assessment: not sure": [answered(q, a) for q, a in said if is_unsure(a)],
        "Assessment: no": [f"To {many(len(no), 'other question')}"] if no else [],
    }


def situation(decision: Decision) -> Iterator[str]:
    yield result(decision)
    for item in decision.told[:1]:
        yield item.title
        yield from filter(None, [reasoned(decision, item.id)])


def answers(decision: Decision) -> Iterator[tuple[Question, Answer]]:
    for name, answer in decision.trace.answers.items():
        yield decision.reading.question(name), answer


def made_by(decision: Decision) -> Iterator[str]:
    tree = decision.tree
    yield " ".join(filter(None, ("Tree", tree.id, tree.version)))
    yield f"Logic {tree.logic}, words {tree.wording}"
    yield from filter(None, [tree.profile.disclaimer])
