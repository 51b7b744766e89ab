"""What became of one patient."""

from trees_for_tests import throat, tree_of

from triage.engine.outcome import Outcome

WELL = {"drooling": "no", "age": 30, "pregnant": "no", "days": 3, "cough": "none"}


def outcome(**changes):
    """Return what becomes of a patient with a sore throat."""
    return Outcome(throat(), WELL | {"signs": ()} | changes)


def test_every_answer_counts_asked_or_not():
    """A condition about a patient sees what the path never asks."""
    tree = tree_of(
        """\
  one: {ask: b, answers: {yes: see, no: two}}
  two: {ask: c, go: rest}
properties:
  c: {says: C., given: c, then: urgency == soon}
  asked: {says: D., given: c, then: asked(c)}
"""
    )
    unheard = Outcome(tree, {"a": "no", "b": "yes", "c": "yes"})
    heard = Outcome(tree, {"a": "no", "b": "no", "c": "yes"})

    assert not unheard.breaks(tree.properties["c"])
    assert heard.breaks(tree.properties["c"])
    assert unheard.breaks(tree.properties["asked"])
    assert not heard.breaks(tree.properties["asked"])


def test_a_skipped_question_counts_as_otherwise():
    """What is answered to a question that is skipped does not count."""
    tree = throat()
    condition = tree.values["expecting"].body

    assert outcome(age=30, pregnant="yes").holds(condition)
    assert not outcome(age=70, pregnant="yes").holds(condition)
    assert outcome(age=70, pregnant="yes").trace.skipped == ("pregnant",)
    assert outcome().holds(None)


def test_what_the_tree_assumes_rules_patients_out():
    """A patient of whom what is assumed is untrue cannot be."""
    tree = tree_of("  one: {ask: b, go: rest}\nassume: b or c\n")

    assert Outcome(tree, {"a": "no", "b": "no", "c": "yes"}).is_possible
    assert not Outcome(tree, {"a": "no", "b": "no", "c": "no"}).is_possible


def test_order_is_by_page():
    """What must come before must be asked on an earlier page, on every path."""
    tree = tree_of(
        """\
  one: {ask: b, answers: {yes: two, no: three}}
  two: {ask: [a, c], go: rest}
  three: {ask: c, go: rest}
properties:
  a: {says: A., asked: a, before: c}
  b: {says: B., asked: b, before: [a, c]}
  c: {says: C., asked: c, before: a}
"""
    )
    told = tree.properties
    both, late = (Outcome(tree, {"a": "no", "b": b, "c": "no"}) for b in ("yes", "no"))

    assert [both.misorders(told[name]) for name in "abc"] == [True, False, True]
    assert [late.misorders(told[name]) for name in "abc"] == [True, False, False]


def test_dropping_is_of_the_urgency_or_of_an_advice():
    """Somebody worse off is told less where the urgency falls or an advice is lost."""
    tree = tree_of(
        """\
  one:
    ask: [b, c]
    advise: [{when: b, add: note}]
    branches: [{when: c, go: see}, {go: rest}]
properties:
  level: {says: L., monotone: [b, c]}
  advice: {says: A., monotone: [b, c], of: advised(note)}
"""
    )
    level, advice = tree.properties.values()
    soon, noted = (
        Outcome(tree, {"a": "no", "b": "no", "c": "yes"}),
        Outcome(tree, {"a": "no", "b": "yes", "c": "no"}),
    )

    assert (soon.drops(noted, level), noted.drops(soon, level)) == (True, False)
    assert (soon.drops(noted, advice), noted.drops(soon, advice)) == (False, True)
    assert not soon.drops(soon, level)
