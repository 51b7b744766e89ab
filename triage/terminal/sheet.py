"""Sheet: a page to print or show, in the order in which clinicians hand over (SBAR)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from triage.base.answer import Answer, is_unsure
from triage.base.question import Question
from triage.base.speech import Speech
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
    place, speech = decision.tree.place, decision.tree.speech
    say = speech.say
    where = say("Place: {place}", place=place) if place else say("No place was given")
    moment = f"{speech.day(when)}, {when:%H:%M %Z}".strip()
    lists: dict[str, Iterable[str]] = {
        say("When and where"): (moment, where),
        say("Situation"): situation(decision),
        **told(list(answers(decision)), speech),
    }
    to_do = [item for item in decision.told if not is_knowledge(item)]
    return blocks(
        heading(decision.tree),
        *(listing(title, items, width) for title, items in lists.items()),
        say("Recommendation") if to_do else "",
        *(recommended(decision, item, width) for item in to_do),
        listing(say("Made by"), made_by(decision), width),
    )


def told(
    said: Sequence[tuple[Question, Answer]], speech: Speech
) -> dict[str, list[str]]:
    """Return what was answered: numbers and choices, what is so, and what may be."""
    sure = [(q, answer) for q, answer in said if not is_unsure(answer)]
    no, say = [q for q, answer in sure if answer in ("no", ())], speech.say
    others = say("To {others}", others=speech.many(len(no), "other question"))
    chosen = ((q, a) for q, a in sure if a not in ("yes", "no", ()))
    return {
        say("Background"): [answered(q, answer) for q, answer in chosen],
        say("Assessment: yes"): [q.text for q, answer in sure if answer == "yes"],
        say("Assessment: not sure"): [answered(q, a) for q, a in said if is_unsure(a)],
        say("Assessment: no"): [others] if no else [],
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
    tree, say = decision.tree, decision.tree.speech.say
    yield " ".join(filter(None, (say("Tree"), tree.id, tree.version)))
    yield say("Logic {logic}, words {words}", logic=tree.logic, words=tree.wording)
    yield from filter(None, [tree.profile.disclaimer])
