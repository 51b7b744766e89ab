"""Patients at random: what any of them might say to a question, often the ordinary."""

from random import Random

from triage.base.answer import UNSURE, Answer
from triage.base.kinds import Free, Subset, Words
from triage.base.question import Question

ORDINARY = 0.6
"""How often an answer is that of a well patient: else few get past the start."""

WRITTEN = ("by the sea", "*Not* {sure}, $5", "<b>1</b> | 2_3_ é")
"""What somebody might write, among it what would mean something else in Markdown."""


def random_answer(
    question: Question, random: Random, ordinary: float = ORDINARY
) -> Answer:
    """Return an answer that a patient might give."""
    if random.random() < ordinary:
        return question.usual
    domain = question.domain
    if isinstance(domain, Subset):
        some = tuple(key for key in question.keys if random.random() < 1 / 2)
        return some if question.can_stand(some) else some[:1]
    if question.unsure and random.random() < 1 / 4:
        return UNSURE
    if isinstance(domain, Free):
        return question.accept(random.choice(WRITTEN)[: domain.most])
    if isinstance(domain, Words):
        return random.choice(domain.keys)
    return question.from_scaled(random.randint(domain.low, domain.high))
