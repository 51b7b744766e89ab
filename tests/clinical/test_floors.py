"""Nothing urgent in the tree about back pain rests on its branches alone."""

import attrs
import pytest
from trees_for_tests import built_in

from triage.engine.defaults import ordinary
from triage.engine.outcome import Outcome, context_of

TREE = built_in("back_pain")

FLAGS = [
    name
    for step in TREE.steps.values()
    for name in step.ask
    if TREE.questions[name].kind.stands_alone
]
"""The questions of yes or no, in the order in which they are asked."""

PEOPLE = {
    "an adult": {},
    "a pregnant woman": {"pregnant": "yes"},
    "a child": {"age": 10},
    "someone of 62": {"age": 62},
    "someone with a fever": {"fever": "yes"},
    "someone on an opioid": {"medicines": ["opioid"]},
    "someone on a benzodiazepine": {"medicines": ["benzodiazepine"]},
}


def floor(who):
    """Return a property that would not hold if someone were told one level less."""
    trace = attrs.evolve(who.trace, rank=who.trace.rank - 1)
    less = context_of(TREE, who.answers, trace)
    return next(
        (
            stated.id
            for stated in TREE.properties.values()
            if stated.then is not None
            and who.judge(stated.given, who.here)
            and not who.judge(stated.then, less)
        ),
        "",
    )


@pytest.mark.parametrize("person", PEOPLE)
def test_a_property_states_the_floor_of_each_flag(person):
    """Whoever is told something more urgent for one answer more has a property.

    It says that nothing less urgent will do; the answer is a yes, or a doubt.
    """
    well = ordinary(TREE) | PEOPLE[person]
    before = Outcome(TREE, well).trace.rank
    people = {
        (name, said): Outcome(TREE, well | {name: said})
        for name in FLAGS
        for said in ("yes", "unsure")
    }
    raised = {flag: who for flag, who in people.items() if who.trace.rank > before}

    assert len(raised) > 30
    assert [flag for flag, who in raised.items() if not floor(who)] == []


def test_each_urgent_card_is_named_by_a_property():
    """No emergency and no card for today can be lost, or become dead, unnoticed."""
    today = TREE.level("same_day").rank
    urgent = {name for name, told in TREE.recommendations.items() if told.rank >= today}
    named = set()
    for stated in TREE.properties.values():
        named.update(stated.reachable)

    assert len(urgent) > 30
    assert urgent - named == set()
