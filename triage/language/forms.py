"""Forms of a value: an expression, a list of cases, or a table with a row for each.

A table goes by an option, or by thresholds of a number. There each row ends where the
next begins, so that none can be missing between two.
"""

import ast
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise

import attrs

import triage.language.ast as e
from triage.base.exceptions import TreeError
from triage.base.immutable import immutable
from triage.base.question import Option, Question
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.language.computed import Bounds, chosen, met, narrowed, rounded
from triage.language.linear import fold, negate
from triage.language.number_limits import written
from triage.language.parser import parse
from triage.language.ranges import range_of, ranged
from triage.language.scope import ALONE, ONE, Choosable, Scope
from triage.language.typecheck import Typer, is_one_of, names_beside, names_in
from triage.language.typecheck_dates import unlike
from triage.language.typecheck_words import WordTyper, picked

WORDED = (*ALONE, *ONE)
"""The kinds of questions of which each answer can have a row."""

OTHERWISE = "otherwise"

ALWAYS = e.Always(holds=True)

fail = TreeError.at

Rows = tuple[tuple[Text, Text], ...]
"""What rows are for, and what a value is there."""

Known = Mapping[str, Bounds]

Test = Callable[[Known], e.Condition]
"""Return a test, typed where something is known of names already."""

Case = tuple[Test | None, Text]
"""What is tested, and what a value is when it holds; the last case has no test."""


@immutable
class Form:
    """Hold what is written of a value.

    Args:
        name: Its id, where it is written.
        cases: The tests, the last of which is None, and what it is when they hold.
        by: What a table goes by; None for no table.
        options: The rows of a table by options.
        thresholds: The rows of a table by thresholds.
        words: What it can be, where it is one of some words.
        like: The question whose options it can be, where that is said instead.
        ordered: Whether these words go from the least to the greatest.
        decimals: How many digits it is rounded to; None for as many as it has.
    """

    name: Text
    cases: tuple[tuple[Text | None, Text], ...] = ()
    by: Text | None = None
    options: Rows = ()
    thresholds: Rows = ()
    words: tuple[Option, ...] = ()
    like: Text | None = None
    ordered: bool = False
    decimals: int | None = None

    @property
    def items(self) -> tuple[Text, ...]:
        """What it is in each case."""
        return tuple(item for _, item in self.cases + self.options + self.thresholds)

    @property
    def tests(self) -> tuple[Text, ...]:
        """What its cases are told apart by."""
        by = () if self.by is None else (self.by,)
        return (*by, *(test for test, _ in self.cases if test is not None))


def names_of(
    form: Form, questions: Mapping[str, Question], words: Container[str]
) -> frozenset[str]:
    """Return what may be a value in a form; the words are the values of words."""
    found = [names_in(text, questions, words) for text in form.tests]
    own = {option.id for option in words_of(form, questions)}
    found += [names_beside(text, own, questions, words) for text in form.items]
    return frozenset[str]().union(*found)


def words_of(form: Form, questions: Mapping[str, Question]) -> tuple[Option, ...]:
    """Return the words that a value can be; none for what is no word."""
    asked = None if form.like is None else questions.get(form.like.value)
    return form.words if asked is None else asked.options


def value(form: Form, scope: Scope) -> e.Value:
    """Return the condition, number or word that a form says; T1xx to T3xx at it."""
    name = form.name.value
    if form.words or form.like:
        return word(form, scope)
    cases = list(Cases(form, scope).found())
    text = cases[-1][1]
    if len(cases) > 1 or form.decimals is not None or form.by is not None:
        body = number(form, scope, cases)
        Typer(text, scope).numbers.refuse_endless(name, body, parse(text))
        made = e.Value(name, body, rates=rates(form, scope))
        return ranged(made, scope)
    typer, tree = Typer(text, scope), parse(text)
    if not typer.numbers.is_number(tree):
        return e.Value(name, typer.condition(tree))
    return ranged(e.Value(name, typer.numbers.named_number(name, tree)), scope)


def rates(form: Form, scope: Scope) -> e.Rates | None:
    """Return the rows of a table by days, where they are plain and none is below 0."""
    rows = [
        [Typer(text, scope).numbers.number(parse(text)) for text in row]
        for row in form.thresholds
    ]
    items = [item for row in rows for item in row]
    if not rows or form.decimals is not None or any(item.terms for item in items):
        return None
    scale = max(item.scale for _, item in rows)
    steps = tuple((key.constant, item.rescaled(scale).constant) for key, item in rows)
    is_rate = rows[0][0].dated and not rows[0][1].dated
    return e.Rates(steps, scale) if is_rate and all(n >= 0 for _, n in steps) else None


def word(form: Form, scope: Scope) -> e.Value:
    """Return the word of the first case whose test holds."""
    name = form.name
    if form.like is not None:
        asked = Typer(form.like, scope).names.choosable(parse(form.like))
        form = attrs.evolve(form, words=asked.options, ordered=asked.ordered)
    known = e.Value(name.value, e.Word(""), options=form.words, ordered=form.ordered)
    tests, items = list[e.Condition](), list[e.Worded]()
    for make, text in Cases(form, scope).found():
        item = WordTyper(text, scope, known).found()
        test = ALWAYS if make is None else make({})
        if test != e.Always(holds=False):
            tests.append(test)
            items.append(item)
    last = tests.index(ALWAYS)
    return attrs.evolve(known, body=picked(tests[:last], items[: last + 1], name.span))


def number(form: Form, scope: Scope, cases: Sequence[Case]) -> e.Sum:
    """Return the number of the first case whose test holds, rounded as it is said."""
    known: Known = {}
    tests, items = list[e.Condition](), list[e.Sum]()
    typed = list[tuple[Text, e.Sum]]()
    for make, text in cases:
        test, here = None if make is None else make(known), known
        if test is not None:
            here = met([known, narrowed(test, scope, holds=True)])
            known = met([known, narrowed(test, scope, holds=False)])
        item = Typer(text, scope, here).numbers.number(parse(text))
        typed.append((text, item))
        if test != e.Always(holds=False):
            items.append(item)
            tests.append(test or ALWAYS)
    refuse_unlike(typed)
    last = tests.index(ALWAYS)
    some, span = items[: last + 1], form.name.span
    found = chosen(tests[:last], some, scope, span) if last else items[0]
    if form.decimals is None:
        return found
    return rounded("round", found, e.Sum((), 1, form.decimals), scope)


def refuse_unlike(items: Sequence[tuple[Text, e.Sum]]) -> None:
    """Refuse to choose among dates and numbers."""
    first, one = items[0]
    for text, item in items:
        if item.dated != one.dated:
            message, advice = unlike(first.value, text.value, item)
            raise fail("T303", message, text, advice)


@immutable
class Cases:
    """Find the cases of a form, in the order in which they are tested."""

    form: Form
    scope: Scope

    def found(self) -> Iterable[Case]:
        form = self.form
        if form.by is None:
            return self.listed()
        by = form.by
        return self.by_threshold(by) if form.thresholds else self.by_option(by)

    def listed(self) -> Iterable[Case]:
        *before, (last, _) = self.form.cases
        if last is not None:
            message = f"the last case of `{self.form.name}` has a test"
            raise fail("T111", message, last, "write the last case without `when`")
        for test, item in before:
            if test is None:
                message = "a case without a test stands before others"
                raise fail("T111", message, item, "give it a `when`, or put it last")
        for test, item in self.form.cases:
            yield None if test is None else partial(self.condition, test), item

    def by_option(self, by: Text) -> Iterable[Case]:
        question = self.goes_by(by)
        is_plain = isinstance(question, Question) and question.kind in ALONE
        words = ("yes", "no") if is_plain else tuple(question.choices)
        rows = {key.value: (key, item) for key, item in self.form.options}
        for key, _ in self.form.options:
            if key.value not in (*words, OTHERWISE):
                message = f"`{question.id}` has no option `{key}`"
                raise fail("T201", message, key, did_you_mean(key.value, words))
        missing = [key for key in words if key not in rows]
        if missing and OTHERWISE not in rows:
            message = f"`{self.form.name}` has no row for `{missing[0]}`"
            raise fail("T312", message, self.form.name, "add it, or `otherwise`")
        if OTHERWISE in rows and not missing:
            message = "every option has a row of its own"
            raise fail("T111", message, rows[OTHERWISE][0], "remove `otherwise`")
        last = OTHERWISE if missing else [*rows][-1]
        for name, (key, item) in rows.items():
            if name != last:
                yield partial(self.answered, question, name, key), item
        yield None, rows[last][1]

    def goes_by(self, by: Text) -> Choosable:
        names, node = self.typer(by).names, parse(by)
        if isinstance(node, ast.Name) and node.id in self.scope.values:
            return names.choosable(node)
        return names.question(node, WORDED)

    def answered(
        self, question: Choosable, answer: str, key: Text, _: Known
    ) -> e.Condition:
        if answer == "no":
            return negate(e.Is(question.id, ("yes",), span=key.span), key.span)
        return is_one_of(question, (answer,), key.span)

    def by_threshold(self, text: Text) -> Iterable[Case]:
        by = self.typer(text).numbers.number(parse(text))
        steps = [
            (self.typer(key).numbers.number(parse(key)), key, item)
            for key, item in self.form.thresholds
        ]
        low, high = range_of(by, self.scope)
        refuse_unlike([(text, by), *((key, limit) for limit, key, _ in steps)])
        self.in_order(steps)
        (first, key, item), *others = steps
        is_known = not self.scope.is_free(by)
        if is_known and self.reached({}, text, first, key) != e.Always(holds=True):
            message = f"nothing is said before {key}"
            begins = f"`{text}` begins at {written(low, by)}"
            advice = f"begin there, or give it a later `min`: {begins}"
            raise fail("T312", message, key, advice)
        for limit, at, row in reversed(others):
            if is_known and self.reached({}, text, limit, at) == e.Always(holds=False):
                message = f"`{text}` is never {at}"
                raise fail("T304", message, at, f"it goes up to {written(high, by)}")
            yield partial(self.reached, text=text, limit=limit, key=at), row
        yield None, item

    def condition(self, text: Text, known: Known) -> e.Condition:
        return Typer(text, self.scope, known).condition(parse(text))

    def reached(self, known: Known, text: Text, limit: e.Sum, key: Text) -> e.Condition:
        by = Typer(text, self.scope, known).numbers.number(parse(text))
        return fold(e.Compare(by, ">=", limit, span=key.span), self.scope)

    def in_order(self, steps: Sequence[tuple[e.Sum, Text, Text]]) -> None:
        for (one, *_), (other, key, _) in pairwise(steps):
            if other.minus(one).constant <= 0:
                message = f"`{key}` is not above the threshold before it"
                raise fail("T111", message, key, "let the thresholds go up")

    def typer(self, text: Text) -> Typer:
        return Typer(text, self.scope)
