"""An eighth kind of question, as somebody would add it: a month, kept as a number."""

from triage.base.kinds import Kind, Range
from triage.base.kinds.kind import Refusal

MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]


def parse(_, value):
    """Return the number of a month, given by its name or number."""
    if value in MONTHS:
        return MONTHS.index(value) + 1
    if str(value) not in map(str, range(1, 13)):
        raise Refusal("not_an_option")
    return int(value)


MONTH = Kind(
    name="month",
    noun="a month",
    domain_type=Range,
    domain=lambda _: Range(1, 12),
    parse=parse,
    format=lambda _, answer: MONTHS[answer - 1].capitalize(),
    default=lambda _: 1,
    form="compare it with the number of a month: `{0} < 3`",
)

TREE = """\
triage: 1
id: seasons
title: A tree with a question of a new kind
questions:
  born: {text: In which month were you born?, type: month, unsure: true}
values:
  early: surely(born <= 6)
show: [early]
recommendations:
  first: {title: Early, urgency: soon}
  second: {title: Late, urgency: routine}
start: ask
steps:
  ask:
    ask: born
    branches:
      - {when: early, go: first}
      - {go: second}
properties:
  rule: {says: Early is soon., given: surely(born <= 6), then: urgency >= soon}
  wrong: {says: So is later., given: surely(born <= 9), then: urgency >= soon}
"""
