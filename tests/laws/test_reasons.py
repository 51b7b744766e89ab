"""The laws of reasons: answers that lead to what is told, none of them for nothing."""

from itertools import chain, combinations

from hypothesis import given, settings
from strategies import trees_with_answers

from triage.engine.because import because
from triage.engine.defaults import ordinary
from triage.engine.walk import walk


def groups(names):
    """Return every set of some names."""
    return chain.from_iterable(combinations(names, n) for n in range(len(names) + 1))


@settings(max_examples=30)
@given(trees_with_answers())
def test_a_reason_is_a_group_of_answers_that_lead_there_by_themselves(case):
    """Each answer named is one of a group that leads there, and none of it is idle.

    All others are those of the well patient. None is named only where he gets it too,
    or where the answers of the path do not lead there without others.
    """
    tree, answers = case
    decision = tree.decide(answers)
    usual, said = ordinary(tree), decision.trace.answers

    def leads(names, to):
        told = walk(tree, usual | {name: said[name] for name in names}).advice
        return to.id in told

    for item in decision.recommendations:
        named, found = because(decision, item.id), set()
        for group in groups(named):
            rest = ({*group} - {name} for name in group)
            if leads(group, item) and not any(leads(names, item) for names in rest):
                found.update(group)
        assert found == {*named}
        if not named:
            assert leads([], item) or not leads(said, item)
