"""The laws of reasons: answers that lead to what is told, none of them for nothing."""

from itertools import chain, combinations

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from strategies import answer_sets, trees_with_answers

from triage.engine.because import because, deciding
from triage.engine.defaults import ordinary
from triage.engine.reasons import decisive
from triage.engine.walk import NOTHING, Walker, walk


def groups(names):
    """Return every set of some names."""
    return chain.from_iterable(combinations(names, n) for n in range(len(names) + 1))


def ends_of(tree):
    """Return answers of the well patient, to numbers without a usual one at the ends.

    Whose answers have one, there is one of these; else there are three.
    """
    questions = [q for q in tree.questions.values() if q.is_number and q.ordinary == ""]
    ends = [{q.id: q.from_scaled(q.range[n]) for q in questions} for n in (0, 1)]
    return [ordinary(tree) | some for some in ({}, *ends)]


@pytest.mark.slow
@settings(max_examples=30)
@given(trees_with_answers())
def test_a_reason_is_a_group_of_answers_that_lead_there_by_themselves(case):
    """Each answer named is one of a group that leads there, and none of it is idle.

    All others are those of the well patient, who may say any number that nobody called
    ordinary. Each group either decided, or it would have if one answer less had. None
    is named only where he is told it too, or where the answers of the path do not lead
    there without others.
    """
    tree, answers = case
    decision = tree.decide(answers)
    well, said = ends_of(tree), decision.trace.answers

    def leads(names, to):
        told = {name: said[name] for name in names}
        return all(to.id in walk(tree, usual | told).advice for usual in well)

    for item in decision.recommendations:
        named, found = because(decision, item.id), set()
        decided = deciding(decision, item.id)
        for group in groups(named):
            rest = ({*group} - {name} for name in group)
            stands = ({*said} - {name} for name in {*said} - {*group})
            if (
                leads(group, item)
                and not any(leads(names, item) for names in rest)
                and ({*group} <= decided or all(leads(some, item) for some in stands))
            ):
                found.update(group)
        assert found == {*named}
        if not named:
            assert leads([], item) or not leads(said, item)


class Doubting(Walker):
    """Walk, and ask of each branch whether other answers would have led to another."""

    def __init__(self, decision, others):
        super().__init__(decision.tree, decision.given, NOTHING)
        self.reasons, self.others = decisive(self.tree, decision.trace), others

    def choose(self, step):
        way, here, asked = super().choose(step), self.here, self.asked
        reason = None if way is None else next(self.reasons, None)
        if reason is None:  # the page waits
            return way
        said = () if way.answer or way.said is None else (way.said,)
        for other in self.others:
            self.asked = {n: other[n] for n in asked} | self.of(reason.questions)
            self.here = attrs.evolve(here, answers=self.asked)
            assert super().choose(step) is way
            self.here, self.asked = here, asked
            there = {n: other[n] for n in asked} | self.of(reason.named)
            there = attrs.evolve(here, answers=there)
            for told in (reason.conditions, said):
                if all(self.surely(one, here) for one in told):
                    assert all(self.surely(one, there) for one in told)
        return way

    def of(self, names):
        return {name: self.asked[name] for name in names}

    def surely(self, condition, here):
        return self.tree.compiled.condition(condition, here)[0]


@settings(settings.default, max_examples=settings.default.max_examples // 2)
@given(trees_with_answers(), st.data())
def test_whatever_others_are_answered_the_branch_is_taken(case, data):
    """A branch is taken for the answers it names; all others could be any.

    So it is of its condition, of which no part is told that decided nothing; and
    whatever was explained to others before.
    """
    tree, answers = case
    drawn = [data.draw(answer_sets(tree, complete=True)) for _ in range(4)]
    questions = tree.questions
    others = [{n: questions[n].accept(x) for n, x in one.items()} for one in drawn]
    for other in others:
        assert [*decisive(tree, walk(tree, other))]

    Doubting(tree.decide(answers), others).run(tree.steps[tree.first])
