"""What properties demand, in words."""

from trees_for_tests import tree_of

import triage

STEPS = """\
  one: {ask: a, answers: {yes: go_now, unsure: see, no: rest}}
properties:
  safe: {says: Nobody waits., given: surely(a), then: urgency == emergency}
  kept: {says: All are told., reachable: [go_now]}
"""


def edits(*edit):
    """Return what a comparison says was edited."""
    old, new = tree_of(STEPS), tree_of(STEPS.replace(*edit))
    text = triage.compare(old, new).text(200)
    return text[text.index("What was edited") :]


def test_a_property_that_demands_less_is_told_with_what_it_demanded():
    """Whoever reads it need not open two files to see that less is demanded."""
    assert edits("urgency == emergency", "urgency >= soon") == (
        "What was edited\n"
        "- property `safe` changed (then)\n"
        "  before: Nobody waits. Given: a. Then: told at least “Emergency care now”.\n"
        "  now: Nobody waits. Given: a. "
        "Then: told at least “See a clinician within two weeks”."
    )


def test_a_property_that_is_gone_is_told_as_it_was():
    """What is added or removed has one side alone."""
    removed = "  kept: {says: All are told., reachable: [go_now]}\n"

    assert edits(removed, "") == (
        "What was edited\n"
        "- property `kept` removed\n"
        "  before: All are told. Then: somebody is told each of “Go now”."
    )
