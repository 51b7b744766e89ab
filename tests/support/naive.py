"""A second engine: the walk told again, by plain recursion over the reference.

It shares nothing with the walk and the lowering but what a tree and a trace are. What
waits on a page half answered is judged here, everything else by the reference.
"""

from fractions import Fraction
from itertools import combinations
from operator import mul, truediv

import attrs
from calendars import ends_of
from reference import Reference, corners, rounded

import triage.language.ast as e
from triage.base.kinds import Words
from triage.engine.trace import Trace
from triage.model.tree import DONE


def every(truths):
    """Return whether all of some truths hold; what waits is None."""
    return False if False in truths else None if None in truths else True


def some(truths):
    """Return whether one of some truths holds; what waits is None."""
    return negated(every([negated(truth) for truth in truths]))


def negated(truth):
    """Return the opposite of a truth."""
    return None if truth is None else not truth


def under(interval, limit):
    """Return whether what lies in an interval is less than a limit."""
    low, high = interval
    return True if high < limit else False if low >= limit else None


def added(parts):
    """Return the sum of intervals, each multiplied by a factor."""
    ends = [sorted(factor * end for end in interval) for factor, interval in parts]
    return sum(low for low, _ in ends), sum(high for _, high in ends)


def one_if(truth):
    """Return 1 for true and 0 for false, as an interval."""
    return (0, 1) if truth is None else (int(truth), int(truth))


def scaled(interval, unit):
    """Return an interval in other units."""
    return tuple(end * unit for end in interval)


def extreme(best, *intervals):
    """Return the least or greatest of what lies in intervals."""
    return tuple(map(best, zip(*intervals, strict=True)))


def crossed(made, one, other):
    """Return the ends of what two numbers make, each from the ends of both."""
    found = [corners(made, x, y) for x in one for y in other]
    return extreme(min, *found), extreme(max, *found)


def chosen(truth, then, other):
    """Return one interval or the other; while that waits, both."""
    if truth is None:
        return min(then[0], other[0]), max(then[1], other[1])
    return then if truth else other


@attrs.frozen
class Moment:
    """Judge conditions at one moment of a walk.

    Args:
        tree: The tree.
        asked: The answers that count so far.
        waiting: The questions of the page that are not answered yet.
        rank: The urgency so far.
        skipped: The questions that were passed over.
    """

    tree: object
    asked: dict
    waiting: set
    rank: int
    skipped: tuple = ()

    @property
    def reference(self):
        """What judges whatever does not wait."""
        tree = self.tree
        how = {"rank": self.rank, "skipped": self.skipped}
        return Reference(tree.questions, tree.values, self.asked, **how)

    def waits(self, expr):
        """Whether an expression looks at a question that waits."""
        return not e.questions_in(expr, self.tree.values).isdisjoint(self.waiting)

    def holds(self, condition):
        """Return whether a plain condition holds; None while that waits."""
        return condition is None or self.sides(condition)[0]

    def sides(self, condition):  # noqa: C901  one case for each kind of condition
        """Return whether a condition is certain and whether it is possible."""
        if not self.waits(condition):
            found = self.reference.judge(condition)
            return found is True, found is not False
        match condition:
            case e.Is() | e.Chosen() | e.Open():
                return None, None
            case e.Asked(questions) | e.Answered(questions):
                waits = None if isinstance(condition, e.Answered) else True
                return (every([self.heard(name, waits) for name in questions]),) * 2
            case e.ValueHolds(name):
                return self.sides(self.tree.values[name].body)
            case e.Compare(operator=operator, difference=difference):
                return self.compared(operator, *self.ends(difference))
            case e.Not(item):
                return tuple(map(negated, self.sides(item)[::-1]))
            case e.And(items):
                return tuple(map(every, zip(*map(self.sides, items), strict=True)))
            case e.Or(items):
                return self.sides(e.Not(e.And(tuple(map(e.Not, items)))))
            case e.Maybe(item) | e.Surely(item):
                return (self.sides(item)[isinstance(condition, e.Maybe)],) * 2
            case e.Unsure(item):
                surely, maybe = self.sides(item)
                return (every([maybe, negated(surely)]),) * 2
            case e.ValueIs() | e.UnsureWord():
                return self.worded(condition)
            case e.UnsureNumber(total):
                least, greatest = self.ends(total)
                return (under(added([(1, least), (-1, greatest)]), 0),) * 2

    def worded(self, condition):
        """Return both sides of what is said of one of some words."""
        match condition:
            case e.UnsureWord(item):
                pairs = combinations(self.words(item).values(), 2)
                return (some([every(pair) for pair in pairs]),) * 2
            case e.ValueIs(name, answers):
                words = self.words(e.ValueWord(name))
                inside = [fits for word, fits in words.items() if word in answers]
                outside = [fits for word, fits in words.items() if word not in answers]
                return negated(some(outside)), some(inside)

    def words(self, item):
        """Return the words that something may be; what waits is None."""
        if not self.waits(item):
            return dict.fromkeys(self.reference.words(item), True)
        match item:
            case e.AnswerOf(name):
                return dict.fromkeys(self.tree.questions[name].choices, None)
            case e.ValueWord(name):
                return self.words(self.tree.values[name].body)
            case e.Pick(tests, items):
                found = self.words(items[-1])
                for test, one in reversed([*zip(tests, items, strict=False)]):
                    (surely, maybe), here = self.sides(test), self.words(one)
                    found = {
                        word: some(
                            [
                                every([maybe, here.get(word, False)]),
                                every([negated(surely), found.get(word, False)]),
                            ]
                        )
                        for word in here | found
                    }
                return found

    def heard(self, name, waits):
        """Return whether a question was asked; of one that waits, what is said."""
        if name in self.waiting:
            return waits
        return name in self.asked and (waits or name not in self.skipped)

    def compared(self, operator, least, greatest):
        """Return how a number compares with zero."""
        if operator == "==":
            low, high = [negated(under(end, 0)) for end in (least, greatest)]
            return every([low, under(greatest, 1)]), every([under(least, 1), high])
        limit = 1 if "=" in operator else 0
        return under(greatest, limit), under(least, limit)

    def ends(self, total):
        """Return the least and the greatest that a sum can be, each an interval."""
        found = [(1, (total.constant,) * 2)], [(1, (total.constant,) * 2)]
        for factor, term in total.terms:
            ends = self.term(term)
            for side, end in zip(
                found, ends if factor > 0 else ends[::-1], strict=True
            ):
                side.append((factor, end))
        return added(found[0]), added(found[1])

    def term(self, term):  # noqa: C901, PLR0911, PLR0912
        """Return the least and the greatest that a term can be, each an interval."""
        if not self.waits(term):
            return tuple((end, end) for end in self.reference.term(term))
        match term:
            case e.NumberOf(name):
                return (self.tree.questions[name].range,) * 2
            case e.CountOf(name):
                return ((0, len(self.tree.questions[name].options)),) * 2
            case e.PointsOf(name, points):
                amounts = [amount for _, amount in points]
                if isinstance(self.tree.questions[name].domain, Words):
                    ends = [*amounts, min(amounts)], [*amounts, max(amounts)]
                else:
                    ends = amounts, amounts
                return tuple(added([(a, (0, 1)) for a in some]) for some in ends)
            case e.Count(items):
                sides = zip(*map(self.sides, items), strict=True)
                return tuple(added([(1, one_if(t)) for t in side]) for side in sides)
            case e.ValueNumber(name):
                return self.ends(self.tree.values[name].body)
            case e.Product(left, right):
                return crossed(mul, self.ends(left), self.ends(right))
            case e.Quotient(top, bottom):
                return crossed(truediv, self.real(top), self.real(bottom))
            case e.Rounded(how, item, step, scale):
                size = Fraction(step, 10**scale)
                return tuple(
                    tuple(rounded(how, x / size) * step for x in end)
                    for end in self.real(item)
                )
            case e.Least(items) | e.Greatest(items):
                unit = 10 ** max(item.scale for item in items)
                best = min if isinstance(term, e.Least) else max
                ends = zip(*map(self.real, items), strict=True)
                return tuple(scaled(extreme(best, *end), unit) for end in ends)
            case e.Choose(tests, items):
                unit, found = 10 ** max(x.scale for x in items), self.real(items[-1])
                for test, item in reversed([*zip(tests, items, strict=False)]):
                    surely, maybe = self.sides(test)
                    found = tuple(
                        chosen(surely, a, chosen(maybe, extreme(best, a, b), b))
                        for best, a, b in zip(
                            (min, max), self.real(item), found, strict=True
                        )
                    )
                return tuple(scaled(end, unit) for end in found)
            case e.Within(inner, low, high):
                return tuple(
                    tuple(sorted((low, x, high))[1] for x in end)
                    for end in self.term(inner)
                )
            case e.Elapsed() | e.Shifted() | e.OnWeekday() | e.Accrued():
                least, greatest = (
                    lambda total, end=end: self.ends(total)[end] for end in (0, 1)
                )
                return ends_of(term, least, greatest), ends_of(term, greatest, least)

    def real(self, total):
        """Return the ends of a sum in units of one."""
        unit = Fraction(1, 10**total.scale)
        return tuple(scaled(end, unit) for end in self.ends(total))


def walk(tree, answers, before=None, /):  # noqa: ARG001  it starts anew each time
    """Return the record of a walk."""
    nothing = Trace((), "", "", (), (), (), {}, (), -1, 0, 0)
    return arrive(tree, answers, tree.steps[tree.first], nothing)


def arrive(tree, answers, step, trace):
    """Return the record of the walk from a step on."""
    asked, skipped, waiting, missing = dict(trace.asked), [*trace.skipped], set(), []
    trace = attrs.evolve(
        trace, step=step.id, asked_before=len(asked), skipped_before=len(skipped)
    )
    for name in [name for name in step.ask if name not in asked]:
        guard = tree.guards.get(name)
        moment = Moment(tree, asked, waiting, trace.rank, tuple(skipped))
        wanted = moment.holds(None if guard is None else guard.when)
        if wanted is False:
            asked[name] = guard.otherwise
            skipped.append(name)
        elif wanted and name in answers:
            asked[name] = answers[name]
        else:
            waiting.add(name)
            missing += [name] * (wanted is True)
    trace = attrs.evolve(trace, asked=asked, skipped=tuple(skipped))
    left, way = leave(tree, step, trace, waiting)
    if way is None or (waiting and not breaks_off(tree, step, left, way)):
        return attrs.evolve(trace, missing=tuple(missing))
    left = attrs.evolve(left, edges=(*left.edges, way.number))
    if way.to in tree.steps:
        return arrive(tree, answers, tree.steps[way.to], left)
    if way.to in tree.recommendations:
        left = told(tree, left, way.to)
    return attrs.evolve(left, end=way.to, todo=way.todo)


def breaks_off(tree, step, left, way):
    """Return whether a page need not be asked whole: the worst is decided."""
    if way.to in tree.recommendations:
        left = told(tree, left, way.to)
    elif way.to != DONE:
        return False
    several = len(step.ways) > 1 and len(tree.levels) > 1
    return several and not step.whole and left.rank == tree.levels[-1].rank


def leave(tree, step, trace, waiting):
    """Return the record with what is advised, and the way taken; None if that waits."""
    left = collect(tree, step.id, step.advise, trace, waiting)
    if left is None:
        return trace, None
    for way in step.ways:
        if way.answer:
            holds = (
                None
                if step.ask[0] in waiting
                else left.asked[step.ask[0]] == way.answer
            )
        else:
            holds = moment(tree, left, waiting).holds(way.when)
        if holds is None:
            return trace, None
        if holds:
            on_it = collect(tree, way.number, way.advise, left, waiting)
            return (trace, None) if on_it is None else (on_it, way)
    raise AssertionError(step.id)


def moment(tree, trace, waiting):
    """Return the moment at which a page is left, or may be."""
    return Moment(tree, trace.asked, waiting, trace.rank, trace.skipped)


def collect(tree, where, advise, trace, waiting):
    """Return the record with what is advised at a place; None if that waits."""
    for index, advice in enumerate(advise):
        holds = moment(tree, trace, waiting).holds(advice.when)
        if holds is None:
            return None
        if holds:
            collected = (*trace.collected, (where, index))
            trace = attrs.evolve(trace, collected=collected)
            trace = told(tree, trace, advice.recommendation)
    return trace


def told(tree, trace, name):
    """Return the record with one more recommendation."""
    advice = tuple(dict.fromkeys((*trace.advice, name)))
    rank = max(trace.rank, tree.recommendations[name].rank)
    return attrs.evolve(trace, advice=advice, rank=rank)
