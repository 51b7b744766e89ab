"""The laws of comparing: what is reported is what trying every patient shows."""

from itertools import permutations, product
from math import prod

import attrs
import pytest
from everybody import (
    MOST,
    answers_to,
    everybody,
    is_hard,
    is_small,
    load,
    small_trees,
    verdict,
)
from hypothesis import HealthCheck, assume, given, reject, settings, strategies as st
from strategies import LEVELS, documents

from triage.base.exceptions import InvalidTree, TriageError
from triage.cases import judge, load as load_cases
from triage.comparison.alignment import align, meaning
from triage.comparison.entries import Change, Retold
from triage.comparison.equivalence import compare
from triage.comparison.merge import merge
from triage.comparison.results import Result
from triage.engine.decision import Decision
from triage.engine.outcome import Outcome
from triage.language.ast import questions_in
from triage.verify.mutants import mutants
from triage.verify.mutation_score import Judge, mutation_score

thorough = settings(
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)

few = settings(thorough, max_examples=settings.default.max_examples // 4)
"""Of what takes a second each: how many there are, at random more than in any order."""


# Two trees


def both(old, new):
    """Return who a patient of two trees can be: question, tree or trees, and answers.

    Of a question with another type, unit or decimals, the trees have one each.
    """
    found = []
    for name in dict.fromkeys([*old.questions, *new.questions]):
        one, other = old.questions.get(name), new.questions.get(name)
        if one and other and meaning(one) == meaning(other):
            shared = [a for a in answers_to(one) if a in answers_to(other)]
            found.append((name, (0, 1), shared))
        else:
            found += [
                (name, (side,), answers_to(question))
                for side, question in enumerate((one, other))
                if question
            ]
    return found


def everybody_of_both(old, new):
    """Return every patient who can answer two trees, with both outcomes."""
    rows = both(old, new)
    assume(prod(len(answers) for *_, answers in rows) <= MOST)
    for given_answers in product(*(answers for *_, answers in rows)):
        sides = {}, {}
        for (name, where, _), answer in zip(rows, given_answers, strict=True):
            for side in where:
                sides[side][name] = answer
        pair = Outcome(old, sides[0]), Outcome(new, sides[1])
        if all(outcome.is_possible for outcome in pair):
            yield pair


def class_of(outcome):
    """Return the class of an outcome."""
    rank, levels = outcome.trace.rank, outcome.tree.levels
    return Result("" if rank < 0 else levels[rank].id, outcome.trace.end)


def differing(old, new):
    """Yield all in which two outcomes differ: the class, and what is told besides."""
    classes = class_of(old), class_of(new)
    if classes[0] != classes[1]:
        yield classes
    for name in old.here.told ^ new.here.told:
        lost = name in old.here.told
        giver, other = (old, new) if lost else (new, old)
        if not giver.trace.end == name != other.trace.end:
            yield name, lost


def beside(old, new):
    """Yield what is told otherwise beside: levels, and of a stable outcome the rest."""
    urgencies = class_of(old).urgency, class_of(new).urgency
    rows = [seen(outcome) for outcome in (old, new)]
    both = [name for name in rows[0].levels if name in rows[1].levels]
    for name in both:
        levels = tuple(row.levels[name][1] for row in rows)
        if levels[0] != levels[1] and levels != urgencies:
            yield "level", name
    if class_of(old) != class_of(new):
        return
    if trading(*rows, both):
        yield "order", ""
    if old.trace.end:
        yield from (
            ("value", name)
            for name in old.tree.show
            if rows[0].shows[name] != rows[1].shows[name]
        )
        texts = [row.texts for row in rows]
        yield from (("text", x) for x in both if texts[0][x] != texts[1][x])


@attrs.frozen
class Seen:
    """Hold what a patient sees: advice in order, with levels and texts, and values."""

    levels: dict
    shows: dict
    texts: dict


def seen(outcome):
    """Return what a decision shows to a patient."""
    decision = Decision.of(outcome.tree, outcome.trace, outcome.answers)
    return Seen(
        {
            item.id: (
                (item.warning, item.precedence),
                (item.urgency and item.urgency.id) or "",
            )
            for item in decision.recommendations
        },
        dict(decision.shows),
        {x.id: (x.title, x.text, x.watch_for) for x in decision.recommendations},
    )


def trading(before, after, both):
    """Return what of one level changes places from one list to another."""
    places = [[*row.levels] for row in (before, after)]
    return [
        (one, other)
        for one, other in permutations(both, 2)
        if all(row.levels[one] == row.levels[other] for row in (before, after))
        and places[0].index(one) < places[0].index(other)
        and places[1].index(other) < places[1].index(one)
    ]


class Between:
    """Walk the trees between two others."""

    def __init__(self, old, new):
        self.names = align(old, new).renamed
        self.merge = merge(align(old, new))

    def answers(self, old, new):
        """Return what a patient of both answers, by the names of all the trees."""
        return {self.names.get(n, n): a for n, a in old.answers.items()} | new.answers

    def has(self, aspect, on, answers):
        """Whether some edits give a patient what the new tree gives."""
        tree = self.merge.tree(frozenset(on))
        if tree is None:
            return False
        outcome = Outcome(tree, {name: answers[name] for name in tree.questions})
        if aspect[0] in ("level", "order", "value", "text"):
            return self.retells(aspect, outcome, answers)
        if isinstance(aspect[0], Result):
            return class_of(outcome) == aspect[1]
        name, lost = aspect
        return (name in outcome.here.told) is not lost

    def retells(self, aspect, outcome, answers):
        """Whether a patient sees something beside an outcome as in the new tree."""
        part, name = aspect
        sides = self.merge.old, self.merge.new
        old, new = (Outcome(t, {n: answers[n] for n in t.questions}) for t in sides)
        if part == "value":
            return seen(outcome).shows[name] == seen(new).shows[name]
        if part == "text":
            return seen(outcome).texts.get(name) == seen(new).texts[name]
        if part == "level":
            return seen(outcome).levels.get(name) == seen(new).levels[name]
        rows = [seen(x) for x in (old, new)]
        order = [x for x in outcome.trace.advice if x in seen(outcome).levels]
        pairs = trading(*rows, [x for x in rows[0].levels if x in rows[1].levels])
        return any(
            {one, other} <= {*order} and order.index(other) < order.index(one)
            for one, other in pairs
        )

    def is_cause(self, aspect, on, answers):
        """Whether some edits suffice for a patient, and no fewer do."""
        less = [set(on) - {number} for number in on if len(on) > 1]
        return self.has(aspect, on, answers) and not any(
            self.has(aspect, fewer, answers) for fewer in less
        )


BY_VALUES = ("value", "text")
"""What differs where values are made otherwise, which is told once."""


def aspect_of(item):
    """Return what an entry says is another thing."""
    if isinstance(item, Change):
        return item.before, item.after
    if isinstance(item, Retold):
        return item.part, item.of
    return item.recommendation, item.lost


def cause_of(item):
    """Return the numbers of the edits of an entry."""
    return frozenset(switch.number for switch in item.cause)


def check_direction(change):
    """Prove that it is said whether a change is a lower one."""
    old, new = change.old.tree, change.new.tree
    ranks = [{"": -1} | {x.id: x.rank for x in tree.levels} for tree in (old, new)]
    ids = change.before.urgency, change.after.urgency
    if ids[0] == ids[1]:
        assert change.direction == "aside"
    elif not all(name in scale for name in ids for scale in ranks):
        assert change.direction == "down"
    else:
        lower = any(scale[ids[1]] < scale[ids[0]] for scale in ranks)
        assert change.direction == ("down" if lower else "up")


def check_entry(item, between, held):
    """Prove that an entry has its own patient, and the numbers that its people have."""
    on, aspect = cause_of(item), aspect_of(item)
    assert held, "an entry that is about nobody"
    if item.old is None:
        return
    pair = item.old.outcome, item.new.outcome
    assert all(outcome.is_possible for outcome in pair)
    assert aspect in [*differing(*pair), *beside(*pair)]
    assert between.is_cause(aspect, on, between.answers(*pair))
    for extent in item.numbers:
        asked = [one for one in pair if extent.question in one.answers]
        side = pair.index(asked[0])
        found = {people[side].answers[extent.question] for people in held}
        unsure = "unsure" in found
        numbers = found - {"unsure"}
        shared = {pair[side].tree.questions[extent.question] for pair in held}
        inside = {
            n
            for question in shared
            for n in answers_to(question)
            if n != "unsure" and any(a <= n <= b for a, b in extent.ranges)
        }
        ends = {end for ends in extent.ranges for end in ends}
        assert unsure == extent.unsure
        assert ends <= numbers <= inside
        assert numbers == inside or not extent.exact


def check_causes(old, new, people, found):
    """Prove that causes explain everybody who changes, and nobody else."""
    between = Between(old, new)
    held = {(cause_of(x), aspect_of(x)): [] for x in found.entries}
    once = {aspect_of(item) for item in found.retold}
    warnings = {
        name
        for tree in (old, new)
        for name, item in tree.recommendations.items()
        if item.warning
    }
    singles = [frozenset([n]) for n in between.merge.all]
    for pair in people:
        answers = between.answers(*pair)
        for aspect in differing(*pair):
            is_main = isinstance(aspect[0], Result) or aspect[0] in warnings
            causes = [on for on, other in held if other == aspect]
            assert causes, "a change that nobody is told of"
            mine = [on for on in causes if between.is_cause(aspect, on, answers)]
            for on in mine:
                held[on, aspect].append(pair)
            if is_main:
                assert mine, "a change without a cause"
                alone = [on for on in singles if between.has(aspect, on, answers)]
                assert {*alone} <= {*causes}, "an edit that is not told of"
        made_otherwise = {x.id for x in found.shown}
        for aspect in beside(*pair):
            assert aspect in once or (aspect[0] in BY_VALUES and made_otherwise)
            for on, other in held:
                if other == aspect and between.is_cause(aspect, on, answers):
                    held[on, aspect].append(pair)
    for item in found.entries:
        check_entry(item, between, held[cause_of(item), aspect_of(item)])
    for item in found.outcomes:
        check_direction(item)
    check_silent(between, people, found)


def can_be_read(outcome):
    """Whether all was asked that the conditions of its texts look at.

    Of a tree that is edited by half that need not be so; no such tree is ever loaded.
    """
    values, told = outcome.tree.values, outcome.here.told
    pieces = (p for name in told for p in outcome.tree.recommendations[name].pieces)
    looked_at = (questions_in(p.when, values) for p in pieces if p.when is not None)
    return outcome.trace.asked.keys() >= frozenset().union(*looked_at)


def check_silent(between, people, found):
    """Prove that what is said to change nobody does so, alone and as the last."""
    every = between.merge.all
    for switch in found.silent:
        for before, after in (
            (set(), {switch.number}),
            (every - {switch.number}, every),
        ):
            trees = [between.merge.tree(frozenset(on)) for on in (before, after)]
            for pair in people:
                answers = between.answers(*pair)
                one, other = (
                    Outcome(t, {n: answers[n] for n in t.questions}) for t in trees
                )
                assert not [*differing(one, other)]
                if can_be_read(one) and can_be_read(other):
                    told = [*beside(one, other)]
                    assert not [x for x in told if x[0] not in BY_VALUES]
                    assert found.shown or not told


def check_comparison(old, new):
    """Prove that a comparison of two trees reports what trying everybody shows."""
    people = [*everybody_of_both(old, new)]
    if not people:
        with pytest.raises(TriageError, match="nobody can answer both trees"):
            compare(old, new)
        return
    found = compare(old, new)
    if not found.settled:
        assert is_hard(old) or is_hard(new)
        return

    check_causes(old, new, people, found)
    differ = any([*differing(*pair)] for pair in people)
    assert bool(found.outcomes or found.exchanges) == differ
    if found.same_logic:
        assert all(seen(old) == seen(new) for old, new in people)
        assert all([*seen(a).levels] == [*seen(b).levels] for a, b in people)
    names = [item.name for item in found.entries if item.id]
    assert len({*names}) == len(names)
    assert [x.name for x in compare(old, new).lower] == [x.name for x in found.lower]


@thorough
@given(small_trees)
def test_a_tree_is_the_same_as_itself(tree):
    """Nobody is told anything else, and no part was edited: no solver is asked."""
    changes = compare(tree, tree)

    assert changes.same
    assert not changes.edits


@st.composite
def edited(draw):
    """Return a tree, and the same after some mistakes in it, near to one another."""
    tree = draw(small_trees)
    new = tree
    for _ in range(draw(st.integers(1, 4))):
        made = [mutant.tree for mutant in mutants(new)]
        if made:
            new = made[draw(st.integers(0, len(made) - 1)) % len(made)]
    return tree, new


def leaving_out(tree, draw):
    """Return a tree that asks one question less on a page, if one can be left out."""
    pages = [s for s in tree.steps.values() if s.ask and not s.by_answer]
    if not pages:
        return tree
    step = draw(st.sampled_from(pages))
    name = draw(st.sampled_from(step.ask))
    ask = tuple(question for question in step.ask if question != name)
    return with_step(tree, attrs.evolve(step, ask=ask))


def asking_first(tree, _draw):
    """Return a tree whose first page asks all questions."""
    step = tree.steps[tree.first]
    return with_step(tree, attrs.evolve(step, ask=(*tree.questions,)))


def turning_round(tree, draw):
    """Return a tree whose advice at one step comes in another order."""
    step = draw(st.sampled_from([*tree.steps.values()]))
    ways = (attrs.evolve(way, advise=way.advise[::-1]) for way in step.ways)
    new = attrs.evolve(step, advise=step.advise[::-1], ways=tuple(ways))
    return with_step(tree, new)


def at_another_level(tree, draw):
    """Return a tree with a recommendation of another level."""
    name = draw(st.sampled_from([*tree.recommendations]))
    level = draw(st.sampled_from([*tree.levels, None]))
    item = attrs.evolve(tree.recommendations[name], urgency=level)
    return attrs.evolve(tree, recommendations={**tree.recommendations, name: item})


def with_step(tree, step):
    return attrs.evolve(tree, steps={**tree.steps, step.id: step})


RETOLD = [leaving_out, asking_first, turning_round, at_another_level]


@st.composite
def retold(draw):
    """Return a tree, and the same after edits of what is told beside outcomes.

    Some of its advice is of one level, and often several pieces of it are told.
    """
    document = draw(documents())
    alike = {name: {"title": name, "urgency": "soon"} for name in ("r0", "r1", "r2")}
    step, some = document["steps"]["s0"], st.sampled_from(["b0", "b1 > 4", "b2 == p"])
    advice = [
        {"add": name, "when": draw(some)} for name in draw(st.permutations([*alike]))
    ]
    more = {
        "recommendations": document["recommendations"] | alike,
        "steps": document["steps"] | {"s0": step | {"advise": [*advice, "r2", "r1"]}},
    }
    tree = new = load(document | more)
    for _ in range(draw(st.integers(1, 3))):
        new = draw(st.sampled_from(RETOLD))(new, draw)
    return tree, new


@pytest.mark.slow
@few
@given(retold().filter(lambda trees: is_small(trees[0])))
def test_what_is_told_beside_an_outcome_is_never_passed_over(trees):
    """Of levels, the order of advice and shown values, no change is ever the same."""
    check_comparison(*trees)


@st.composite
def edited_together(draw):
    """Return two trees whose first choice differs in some places at once."""
    document = draw(documents())
    answers = ["b0", "not b0", "b1 >= 4", "b1 >= 5", "b2 == p", "b1 == 4 or b0"]
    answers += ["b0 and b1 >= 4", "b0 and b2 == p", "v0", "v1 >= 1"]
    some, to = st.sampled_from(answers), st.sampled_from(["s1", "r1", "r2", "r5"])
    told = st.sampled_from([{}, {"advise": "warn"}, {"advise": "note"}])
    count = draw(st.integers(2, 3))
    same = {n: draw(st.booleans()) for n in range(count)}

    def branch(when):
        return {"when": when, "go": draw(to)} | draw(told)

    old = [branch(draw(some)) for _ in range(count)]
    new = [
        was
        if same[n]
        else was | {"when": draw(some)} | draw(st.sampled_from([{}, draw(told)]))
        for n, was in enumerate(old)
    ]
    last, first = {"go": draw(to)}, {"ask": document["steps"]["s0"]["ask"]}
    made = [
        document
        | {"steps": document["steps"] | {"s0": first | {"branches": [*ways, last]}}}
        for ways in (old, new)
    ]
    try:
        return tuple(map(load, made))
    except InvalidTree:  # a text speaks of what these ways may leave unasked
        reject()


@pytest.mark.slow
@few
@given(edited_together().filter(lambda trees: is_small(trees[0])))
def test_edits_that_act_together_are_one_cause(trees):
    """What no edit does alone is told as what several do, and by least sets."""
    check_comparison(*trees)


@pytest.mark.slow
@few
@given(edited())
def test_edits_are_the_causes_that_trying_everybody_shows(trees):
    """Causes cover just the patients who change; each entry has one of its own."""
    check_comparison(*trees)


@st.composite
def other_scales(draw, document):
    """Return a tree file with one urgency level more, somewhere on the scale."""
    place = draw(st.integers(0, len(LEVELS)))
    names = [*LEVELS[:place], "another", *LEVELS[place:]]
    more = {"more": {"title": "More", "urgency": "another"}}
    return document | {
        "scale": [{"id": name, "title": name} for name in names],
        "recommendations": document["recommendations"] | more,
        "steps": document["steps"]
        | {"s0": document["steps"]["s0"] | {"advise": {"add": "more", "when": "b0"}}},
    }


@st.composite
def two_trees(draw):
    """Return two trees that share the ids of what they ask, and little else."""
    one, other = draw(documents()), draw(documents())
    if draw(st.booleans()):
        other = draw(other_scales(other))
    return load(one), load(other, draw(st.integers(3, 6)))


@pytest.mark.slow
@settings(few, max_examples=1 + settings.default.max_examples // 30)
@given(two_trees().filter(lambda trees: all(map(is_small, trees))))
def test_any_two_trees_are_compared_over_the_patients_of_both(trees):
    """Of two random trees, just the changes that somebody of both has are told."""
    check_comparison(*trees)


# Mutants


def is_told_otherwise(one, other):
    """Whether a patient is told something else in another tree."""
    said = [(o.trace.rank, o.trace.end, o.here.told) for o in (one, other)]
    return said[0] != said[1]


@few
@given(small_trees, st.randoms(use_true_random=False))
def test_a_mutant_is_equivalent_where_nobody_is_told_otherwise(tree, random):
    """A mutant survives, with a patient, just where somebody is told otherwise."""
    made, people = [*mutants(tree)], everybody(tree)
    judging = Judge(tree, ())
    for mutant in random.sample(made, min(5, len(made))):
        found = judging.judged(mutant)

        others = [Outcome(mutant.tree, outcome.answers) for outcome in people]
        differ = any(map(is_told_otherwise, people, others))
        assert found.fate == ("survived" if differ else "equivalent")
        if differ:
            shown = found.patient.outcome
            other = Outcome(mutant.tree, found.patient.answers)
            assert shown.is_possible
            assert is_told_otherwise(shown, other)


@st.composite
def stated_trees(draw):
    """Return a random tree with properties, of which some may hold."""
    document = draw(documents())
    ends = st.sampled_from(["urgency >= soon", "advised(warn)", "not ends(r2)"])
    stated = {
        "always": {"says": "A.", "given": "b0", "then": f"b1 > 4 or {draw(ends)}"},
        "ever": {"says": "B.", "then": f"b2 == p or not {draw(ends)}"},
        "worse": {"says": "C.", "monotone": "b0"},
        "order": {"says": "D.", "asked": "b0", "before": "q0"},
        "reach": {"says": "E.", "reachable": draw(st.sampled_from(["r0", "warn"]))},
    }
    return load(document | {"properties": stated})


@pytest.mark.slow
@few
@given(stated_trees().filter(is_small), st.randoms(use_true_random=False))
def test_a_property_notices_a_mutant_where_it_fails_of_somebody(tree, random):
    """What notices a mutant is proved of the tree and violated by the mutant."""
    made, people = [*mutants(tree)], everybody(tree)
    sound = [
        stated
        for stated in tree.properties.values()
        if verdict(tree, stated, people) == "proved"
    ]
    judging = Judge(tree, ())
    for mutant in random.sample(made, min(4, len(made))):
        found, others = judging.judged(mutant), everybody(mutant.tree)

        failing = [s.id for s in sound if verdict(mutant.tree, s, others) == "violated"]
        if found.fate == "property":
            assert found.by in failing
        if found.fate == "survived":
            assert not failing


@pytest.mark.parametrize("name", ["curb_65", "fast_stroke", "start"])
def test_a_case_notices_a_mutant_where_it_fails(name):
    """What notices a mutant passes in the tree and fails in the mutant; no other does.

    Not all cases are tried on every mutant: none of those left out would have failed.
    """
    found = load_cases(name)
    cases = {case.id: case for case in found.cases}

    for item in mutation_score(found.tree, found.cases).judged:
        if item.fate == "case":
            assert judge(found.tree, cases[item.by]).passed
            assert not judge(item.mutant.tree, cases[item.by]).passed
        else:
            assert all(judge(item.mutant.tree, c).passed for c in cases.values())
