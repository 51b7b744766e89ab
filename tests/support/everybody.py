"""Every patient of a small tree, so that a proof can be held against all of them."""

import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations, product
from math import prod

import attrs
from strategies import documents

import triage
from triage.base.answer import UNSURE
from triage.engine.outcome import Outcome
from triage.language.ast import Product, Quotient, Sum
from triage.language.evaluate import Context
from triage.lint.structure import all_parts

MOST = 1500
"""The most patients that every one of is tried."""

MOST_PAIRS = 150_000
"""The most pairs of patients that are compared."""


def answers_to(question):
    """Return every answer to a question."""
    unsure = [UNSURE] if question.unsure else []
    if question.is_number:
        low, high = question.range
        return [*map(question.from_scaled, range(low, high + 1)), *unsure]
    if question.type != "any_of":
        return [*question.keys]
    chosen = product([True, False], repeat=len(question.keys))
    pairs = (zip(question.keys, held, strict=True) for held in chosen)
    some = (tuple(key for key, is_in in row if is_in) for row in pairs)
    return [*filter(question.can_stand, some)]


def size(questions):
    """Return how many patients there are for some questions."""
    return prod(len(answers_to(question)) for question in questions)


def patients(questions):
    """Yield every patient who answers some questions."""
    names = [question.id for question in questions]
    for row in product(*map(answers_to, questions)):
        yield dict(zip(names, row, strict=True))


def everybody(tree):
    """Return what becomes of every possible patient of a tree."""
    outcomes = [Outcome(tree, row) for row in patients([*tree.questions.values()])]
    return [outcome for outcome in outcomes if outcome.is_possible]


def narrowed(question, low):
    """Return a question whose numbers have few answers, from a number on."""
    if not question.is_number:
        return question
    if question.is_date:
        first = date(2024, 2, 26) + timedelta(days=low)
        return attrs.evolve(question, minimum=first, maximum=first + timedelta(days=1))
    high = low + (2 if question.type == "integer" else 1)
    return attrs.evolve(question, minimum=Decimal(low), maximum=Decimal(high))


def load(document, low=3):
    """Return the tree of a tree file given as a mapping, with few numbers."""
    return with_few_numbers(triage.loads(json.dumps(document)), low)


def with_few_numbers(tree, low=3):
    """Return a tree with few answers to its questions about numbers and days."""
    questions = {name: narrowed(q, low) for name, q in tree.questions.items()}
    return attrs.evolve(tree, questions=questions)


def is_hard(tree):
    """Whether a proof of a tree may take longer than it may: answers are divided."""
    return any(isinstance(part, Product | Quotient) for part in all_parts(tree))


def is_small(tree):
    """Whether every patient of a tree can be tried."""
    return size(tree.questions.values()) <= MOST


small_trees = documents().map(load).filter(is_small)
"""Random trees with few patients."""


# Properties


def degrees(tree, name, answers):
    """Return how bad an answer or a value is: never less in any place if worse."""
    if name in tree.values:
        body, here = tree.values[name].body, Context(tree.questions, answers)
        judge = tree.compiled
        if order := [*tree.values[name].choices]:
            places = [*map(order.index, judge.possible(name, here))]
            return min(places), max(places)
        found = judge.number if isinstance(body, Sum) else judge.condition
        return found(body, here)
    question, answer = tree.questions[name], answers[name]
    unsure = answer == UNSURE or (isinstance(answer, tuple) and UNSURE in answer)
    if question.type in ("yes_no", "any_of"):
        words = question.choices or ["yes"]
        held = [
            word in answer if isinstance(answer, tuple) else word == answer
            for word in words
        ]
        return (*held, *(there or unsure for there in held))
    if question.type == "one_of":
        order = [*question.choices]
        place = order.index(answer) if not unsure else None
        return (0, len(order) - 1) if unsure else (place, place)
    low, high = question.range
    number = None if unsure else question.scaled(answer)
    return (low, high) if unsure else (number, number)


def row_of(tree, stated, answers):
    """Return how bad all listed answers are."""
    up = [d for n in (*stated.worse, *stated.rising) for d in degrees(tree, n, answers)]
    return (*up, *(-d for n in stated.falling for d in degrees(tree, n, answers)))


def groups_of(tree, stated, outcomes):
    """Return the patients who agree on every answer that is not compared."""
    apart = stated.compared(tree.values)
    groups = {}
    for outcome in outcomes:
        shared = tuple(a for n, a in outcome.answers.items() if n not in apart)
        groups.setdefault(shared, []).append(outcome)
    return groups.values()


def has_few_pairs(tree, stated, outcomes):
    """Whether every pair of patients can be compared."""
    groups = groups_of(tree, stated, outcomes)
    return sum(len(group) ** 2 for group in groups) <= MOST_PAIRS


def is_worse_and_lower(tree, stated, one, worse):
    """Whether a second patient is nowhere better off, and is told something lower."""
    rows = (row_of(tree, stated, outcome.answers) for outcome in (one, worse))
    return one.drops(worse, stated) and all(a <= b for a, b in zip(*rows, strict=True))


def fails_for_two(tree, stated, outcomes):
    """Whether a monotone property fails for any pair of patients."""
    return any(
        is_worse_and_lower(tree, stated, *pair)
        for group in groups_of(tree, stated, outcomes)
        for pair in permutations(group, 2)
    )


def verdict(tree, stated, outcomes):
    """Return the verdict that trying everybody comes to."""
    told = set().union(*(outcome.here.told for outcome in outcomes))
    if stated.reachable:
        return "proved" if told.issuperset(stated.reachable) else "violated"
    if stated.then is not None:
        fails = any(outcome.breaks(stated) for outcome in outcomes)
    elif stated.before:
        fails = any(outcome.misorders(stated) for outcome in outcomes)
    else:
        fails = fails_for_two(tree, stated, outcomes)
    if fails:
        return "violated"
    return "proved" if any(o.holds(stated.given) for o in outcomes) else "vacuous"
