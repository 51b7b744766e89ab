"""What other processes do in tests: they import it, whatever way they are started."""

import pickle

import triage
from triage.verify import possible, why_not

KEPT = []
"""What a process holds on to."""


def load(text):
    """Load a tree from text, and keep it."""
    KEPT.append(triage.loads(text))


def keep(tree):
    """Keep a tree that came from another process."""
    KEPT.append(tree)


def answer(session, answers):
    """Return a session with answers, and what is decided then."""
    after = session.answer(answers)
    return after, after.decision


def read(pickled):
    """Return what a pickle holds as text, or why it cannot be read."""
    try:
        return str(pickle.loads(pickled))  # noqa: S301  our own bytes
    except triage.TriageError as error:
        return str(error)


ASKS = ("why_not", "possible", "prove", "compare")
"""What is asked of a solver."""


def proved(ask):
    """Return what one proof says, as text."""
    trees = [triage.loads(SORE.format(limit=limit)) for limit in (7, 9)]
    decision = trees[0].decide({"breathing": "no", "days": 3, "weeks": 1})
    match ask:
        case "why_not":
            return str(why_not(decision, "doctor").changes)
        case "possible":
            return str(possible(trees[0].start({"breathing": "no"})).ends)
        case "prove":
            return triage.prove(trees[0]).summary
        case _:
            return triage.compare(*trees).text()


SORE = """\
triage: 1
id: sore
title: Sore
questions:
  breathing: {{text: Hard to breathe?, type: yes_no, unsure: true}}
  days: {{text: Days?, type: integer, min: 0, max: 60, unit: days, ordinary: 3}}
  weeks: {{text: Weeks?, type: integer, min: 0, max: 9, unit: weeks, ordinary: 1}}
recommendations:
  ambulance: {{urgency: emergency, title: Call}}
  doctor: {{urgency: routine, title: See a doctor}}
  rest: {{urgency: self_care, title: Rest}}
start: a
steps:
  a:
    ask: [breathing, days, weeks]
    branches:
      - {{when: maybe(breathing), go: ambulance}}
      - {{when: days + 7 * weeks > {limit}, go: doctor}}
      - go: rest
properties:
  first: {{says: P., given: maybe(breathing), then: urgency == emergency}}
  more: {{says: M., monotone: breathing, rising: days}}
"""
"""A tree whose proofs add numbers up, with another limit each time."""
