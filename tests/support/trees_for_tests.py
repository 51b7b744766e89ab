"""Trees that several tests use: small ones, and those of the library."""

from functools import cache

import triage
from triage.program.kit import EVERY_PART, beside

SORE_THROAT = """\
triage: 1
id: throat
version: 1.2.0
title: Sore throat
questions:
  drooling:
    text: Are you drooling?
    type: yes_no
    unsure: {again: Does spit run out of your mouth?}
  age: {text: How old are you?, type: integer, min: 3, max: 120, unit: years}
  pregnant:
    text: Are you pregnant?
    type: yes_no
    unsure: true
    only_if: 12 <= age <= 55
    otherwise: no
  days: {text: For how many days?, type: number, min: 0, max: 365, unit: days}
  cough:
    text: Do you cough?
    type: one_of
    options:
      none: {text: No cough, points: 1}
      some: {text: A little, points: 0.5}
  signs:
    text: Which of these?
    type: any_of
    options: {fever: Fever, nodes: Lumps}
values:
  score: points(cough) + count(signs)
  likely: score >= 2.5
  expecting: pregnant
show: [score, likely, expecting]
assume: days <= 365 * age
recommendations:
  ambulance: {urgency: emergency, alone: true, title: Call now}
  midwife: {urgency: routine, title: Ask the midwife}
  swab: {urgency: soon, title: Ask for a swab}
  rest: {urgency: self_care, title: Rest}
  no_antibiotics: {title: Antibiotics do not help}
  drink: {warning: true, title: Keep drinking}
start: drooling
steps:
  drooling:
    ask: drooling
    answers: {yes: ambulance, unsure: ambulance, no: about_you}
  about_you:
    ask: [age, pregnant, days, cough, signs]
    advise:
      - drink
      - {when: maybe(pregnant), add: midwife}
    go: decide
  decide:
    branches:
      - {when: likely and days > 2, go: swab}
      - {when: days < 7, advise: no_antibiotics, go: rest}
      - go: swab
"""

ANSWERS = {
    "drooling": "no",
    "age": 30,
    "pregnant": "no",
    "days": 3,
    "cough": "none",
    "signs": ["fever"],
}


ON_THE_WAY = """\
triage: 1
id: on_the_way
title: Told on the way
questions:
  gasping: {text: Do you gasp?, type: yes_no}
  note: {text: What else?, type: text}
  days: {text: For how long?, type: integer, min: 0, max: 99, unit: days}
recommendations:
  call: {title: Call 999 now, text: "Say that *you* gasp.", urgency: emergency}
  alone: {title: Stay with somebody, urgency: emergency, warning: true}
  rest: {title: Rest, urgency: self_care}
start: one
steps:
  one:
    ask: gasping
    branches: [{when: gasping, advise: [call, alone], go: two}, {go: two}]
  two: {ask: [note], go: three}
  three: {ask: days, go: rest}
"""
"""What is most urgent is certain before the last question."""


TWO_STEPS = """\
  one:
    ask: a
    answers: {yes: go_now, unsure: {advise: warn, go: see}, no: two}
  two:
    ask: b
    answers: {yes: {todo: Later}, no: rest}
"""
"""Steps with every kind of end."""


@cache
def built_in(name: str) -> triage.Tree:
    """Return a tree of the library, the same to whoever asks: it never changes."""
    return triage.load(name)


@cache
def every_part() -> triage.Tree:
    """Return the tree that has whatever a program can have."""
    return triage.loads(beside(EVERY_PART), name=EVERY_PART)


def throat() -> triage.Tree:
    """Return the tree about a sore throat."""
    return triage.loads(SORE_THROAT, name="throat.yaml")


def tree_of(steps: str, *, questions: str = "", start: str = "one") -> triage.Tree:
    """Return a tree with the usual questions and recommendations and some steps."""
    return triage.loads(
        f"""\
triage: 1
id: small
title: Small
questions:
  a: {{text: A?, type: yes_no, unsure: true}}
  b: {{text: B?, type: yes_no}}
  c: {{text: C?, type: yes_no}}
{questions}
recommendations:
  go_now: {{urgency: emergency, alone: true, title: Go now}}
  see: {{urgency: soon, title: See somebody}}
  rest: {{urgency: self_care, title: Rest}}
  note: {{title: A note}}
  warn: {{title: Mind, warning: true}}
start: {start}
steps:
{steps}
"""
    )
