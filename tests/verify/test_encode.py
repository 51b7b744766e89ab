"""Trees as gates: what random trees seldom have."""

import attrs
from everybody import everybody
from trees_for_tests import tree_of

import triage
from triage.language.ast import Always
from triage.verify.circuit import FALSE, TRUE, Gates
from triage.verify.encode import encode
from triage.verify.simulate import Crowd
from triage.verify.variables import Variables


def encoded(tree):
    """Return a tree as gates, with everybody, and all of them as a crowd."""
    gates, people = Gates(), everybody(tree)
    variables = Variables(gates, tree.questions)
    encoding = encode(tree, variables)
    crowd = Crowd(gates, [variables.encode(outcome.answers) for outcome in people])
    return encoding, people, crowd


def agrees(tree):
    """Prove that of everybody the gates say what the walk does."""
    encoding, people, crowd = encoded(tree)
    held = {
        name: {key: crowd.holds(literal) for key, literal in literals.items()}
        for name, literals in {
            "steps": encoding.reach,
            "ways": dict(enumerate(encoding.takes)),
            "asked": encoding.asked,
            "skipped": encoding.skipped,
            "told": encoding.told,
            "end": encoding.ends,
            "rank": dict(enumerate(encoding.urgent)),
        }.items()
    }
    for index, outcome in enumerate(people):
        trace = outcome.trace
        said = {
            name: {key for key, bits in found.items() if bits >> index & 1}
            for name, found in held.items()
        }
        assert said == {
            "steps": {tree.edges[n][0].id for n in trace.edges},
            "ways": {*trace.edges},
            "asked": {*trace.asked},
            "skipped": {*trace.skipped},
            "told": outcome.here.told,
            "end": {trace.end},
            "rank": {*range(trace.rank + 1)},
        }


def test_done_and_what_is_not_written_are_endings():
    """A walk may end with what was advised, or where the tree is not written yet."""
    tree = tree_of(
        """\
  one: {ask: b, advise: [{when: b, add: warn}, see], answers: {yes: two, no: rest}}
  two: {ask: c, branches: [{when: c, go: done}, {todo: the night}]}
"""
    )

    agrees(tree)
    encoding, _, crowd = encoded(tree)
    assert {name for name, end in encoding.ends.items() if crowd.holds(end)} == {
        "rest",
        "done",
        "",
    }


def test_alone_hides_what_is_not_more_urgent():
    """Beside what stands alone only warnings are told, and what is more urgent."""
    tree = triage.loads(
        """\
triage: 1
id: alone
title: Alone
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no}
  c: {text: C?, type: any_of, options: {x: X, y: Y, z: Z}, unsure: true}
recommendations:
  now: {urgency: emergency, title: Now}
  day: {urgency: same_day, alone: true, title: Today}
  low: {urgency: routine, alone: true, warning: true, title: Some day}
  rest: {urgency: self_care, title: Rest}
  mind: {warning: true, title: Mind}
  note: {title: Note}
start: one
steps:
  one:
    ask: [a, b, c]
    advise:
      - {when: a, add: now}
      - {when: b, add: day}
      - {when: maybe(x in c), add: low}
      - {when: surely(y in c), add: mind}
      - {when: unsure(c), add: note}
    go: rest
"""
    )

    agrees(tree)


def test_a_question_of_two_steps_is_skipped_where_it_first_comes_up():
    """A guard counts where the question first comes up, and the first answer stands."""
    tree = triage.loads(
        """\
triage: 1
id: twice
title: Twice
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no}
  n:
    {text: N?, type: integer, min: 0, max: 3, unsure: true,
    only_if: surely(b), otherwise: 3}
recommendations:
  see: {urgency: soon, title: See}
  rest: {urgency: self_care, title: Rest}
start: one
steps:
  one: {ask: a, answers: {yes: early, no: late}}
  early: {ask: n, go: late}
  late: {ask: [b, n], branches: [{when: surely(n > 2), go: see}, {go: rest}]}
assume: maybe(n > 0)
"""
    )

    agrees(tree)
    assert len(everybody(tree)) == 19


def test_a_skipped_number_may_count_as_not_sure():
    """A number that is skipped and counts as "not sure" is open, whatever it is."""
    tree = triage.loads(
        """\
triage: 1
id: open
title: Open
questions:
  b: {text: B?, type: yes_no}
  c: {text: C?, type: yes_no}
  n:
    {text: N?, type: integer, min: 0, max: 3, unsure: true,
    only_if: b, otherwise: unsure}
assume: c or b or not maybe(n > 2)
recommendations:
  see: {urgency: soon, title: See}
  rest: {urgency: self_care, title: Rest}
start: one
steps:
  one: {ask: [b, n], branches: [{when: surely(n > 1), go: two}, {go: three}]}
  two: {ask: c, go: see}
  three: {branches: [{when: maybe(n > 1), go: see}, {go: rest}]}
"""
    )

    agrees(tree)


def test_scores_of_negative_points_and_decimals():
    """Points below zero, halves, and numbers with decimals add up exactly."""
    tree = triage.loads(
        """\
triage: 1
id: score
title: Score
questions:
  o:
    text: O?
    type: one_of
    options: {x: {text: X, points: -1.5}, y: {text: Y, points: 2}}
  p: {text: P?, type: one_of, unsure: true, options: {x: {text: X, points: -1}, y: Y}}
  s:
    text: S?
    type: any_of
    unsure: true
    options: {v: {text: V, points: -0.5}, w: {text: W, points: 0.3}}
  t: {text: T?, type: number, min: 0, max: 1, decimals: 1, unsure: true}
values:
  score: points(o) - 2 * points(p) + points(s) - 3 * t
recommendations:
  see: {urgency: soon, title: See}
  call: {urgency: same_day, title: Call}
  rest: {urgency: self_care, title: Rest}
start: one
steps:
  one: {ask: [o, p, s, t], go: two}
  two:
    branches:
      - {when: surely(score > 0.1), go: see}
      - {when: maybe(score == 0), go: call}
      - {when: unsure(score), go: done, advise: see}
      - go: rest
"""
    )

    agrees(tree)


def test_a_scale_of_one_level():
    """With one level of urgency, a patient has it or has none."""
    tree = triage.loads(
        """\
triage: 1
id: one
title: One
scale: [{id: go, title: Go}]
questions: {a: {text: A?, type: yes_no}}
recommendations: {now: {urgency: go, title: Now}, note: {title: Note}}
start: one
steps: {one: {ask: a, answers: {yes: now, no: note}}}
"""
    )

    agrees(tree)
    assert len(encoded(tree)[0].urgent) == 1


def test_what_is_certain_is_known_without_a_solver():
    """A step that all reach is reached, and a way that nobody can take is not."""
    tree = tree_of(
        """\
  one: {ask: b, go: two}
  two: {branches: [{when: not asked(b), go: see}, {go: rest}]}
"""
    )
    encoding, *_ = encoded(tree)

    assert encoding.reach == {"one": TRUE, "two": TRUE}
    assert encoding.takes[1:] == (FALSE, TRUE)
    assert encoding.valid == TRUE
    assert encoding.holds(None) == TRUE


def test_a_way_that_is_closed_is_taken_by_nobody():
    """A condition that never holds is false of everybody."""
    tree = tree_of("  one: {ask: b, branches: [{when: b, go: see}, {go: rest}]}\n")
    step = tree.steps["one"]
    closed = attrs.evolve(step.ways[0], when=Always(holds=False))
    ways = closed, step.ways[1]
    other = attrs.evolve(tree, steps={"one": attrs.evolve(step, ways=ways)})

    agrees(other)
    assert encoded(other)[0].takes == (FALSE, TRUE)
