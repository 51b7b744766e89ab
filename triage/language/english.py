"""English: a condition as a phrase, for diagrams and explanations."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import assert_never

import triage.language.ast as e
from triage.base.answer import tidy
from triage.base.dates import WEEKDAYS, said
from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.base.money import CURRENCIES, worth
from triage.base.question import Question
from triage.language.date_sums import Addend, Day, Gap, apart, length_of, weekday_of
from triage.language.linear import product

OPERATORS = {
    "<": "under",
    "<=": "at most",
    "==": "exactly",
    ">": "over",
    ">=": "at least",
    "!=": "not",
}

ROUNDED = {"round": "", "floor": "down ", "ceil": "up "}


ON = {
    "<": "before",
    "<=": "on or before",
    "==": "on",
    ">": "after",
    ">=": "on or after",
    "!=": "not on",
}
"""How dates are compared."""


def humanise(name: str) -> str:
    """Return an id as words.

    >>> humanise("saddle_numbness")
    'saddle numbness'
    >>> humanise("left.arm.severe")
    'severe (left arm)'
    """
    copy, _, own = name.replace("_", " ").rpartition(".")
    return f"{own} ({copy.replace('.', ' ')})" if copy else own


@immutable
class English:
    """Say conditions in words, with the names that questions and values have."""

    questions: Mapping[str, Question]
    values: Mapping[str, e.Value] = FrozenMap()

    def named(self, name: str) -> str:
        """Return what a question or a value is called, by its id unless it is said."""
        question, value = self.questions.get(name), self.values.get(name)
        said = question.name if question else value.title if value else ""
        return said or humanise(name)

    def of(self, condition: e.Condition) -> str:  # noqa: C901, PLR0911, PLR0912
        match condition:
            case e.Always(holds):
                return "always" if holds else "never"
            case e.Is(name, answers) | e.ValueIs(name, answers):
                return self.answered(name, answers, "is")
            case e.Chosen(question, option):
                return f"{self.named(question)} include {self.option(question, option)}"
            case e.ValueHolds(value):
                return self.named(value)
            case e.Compare(left, operator, right):
                return self.compared(left, operator, right)
            case e.Not(item):
                return self.negated(item)
            case e.And(items):
                return " and ".join(map(self.grouped, items))
            case e.Or(items):
                return " or ".join(map(self.grouped, items))
            case e.Asked(questions):
                return self.heard(questions, "asked")
            case e.Answered(questions):
                return self.heard(questions, "answered")
            case e.Open(question):
                return f"{self.named(question)} not known"
            case e.UnsureNumber(total):
                return f"{self.number(total)} not known"
            case e.UnsureWord(item):
                return f"{self.worded(item, '')} not known"
            case e.Unsure(item):
                return f"{self.grouped(item)} not known"
            case e.Maybe(item):
                return f"{self.grouped(item)} (or not sure)"
            case e.Surely(item):
                return f"{self.grouped(item)} for certain"
            case e.Urgent(_, level):
                return f"urgency so far at least {humanise(level)}"
            case e.Advised(recommendation):
                return f"{humanise(recommendation)} advised"
            case e.Ends(recommendation):
                return f"ends with {humanise(recommendation)}"
            case _:
                assert_never(condition)

    def is_sentence(self, value: str) -> bool:
        """Whether a condition is called otherwise than by the words of its id."""
        return value in self.values and bool(self.values[value].title)

    def grouped(self, item: e.Condition) -> str:
        return f"({self.of(item)})" if isinstance(item, e.And | e.Or) else self.of(item)

    def negated(self, item: e.Condition) -> str:  # noqa: C901, PLR0911, PLR0912
        match item:
            case e.Compare(left, operator, right):
                return self.compared(left, e.OPPOSITE[operator], right)
            case e.Is(question) if self.questions[question].kind.stands_alone:
                return f"no {self.named(question)}"
            case e.Is(name, answers) | e.ValueIs(name, answers):
                return self.answered(name, answers, "is not")
            case e.Chosen(question, option):
                words = self.option(question, option)
                return f"{self.named(question)} do not include {words}"
            case e.Open(question):
                return f"{self.named(question)} known"
            case e.Asked(questions):
                return self.heard(questions, "not asked", "not all asked")
            case e.Answered(questions):
                return self.heard(questions, "not answered", "not all answered")
            case e.Urgent(_, level):
                return f"urgency so far below {humanise(level)}"
            case e.Maybe(inner):
                return f"{self.grouped(inner)} ruled out"
            case e.Surely(inner):
                return f"{self.grouped(inner)} not certain"
            case e.And(items):
                return f"not all of ({self.listed(items)})"
            case e.Or(items):
                return f"none of ({self.listed(items)})"
            case e.ValueHolds(value) if self.is_sentence(value):
                return f"not ({self.named(value)})"
            case _:
                return f"not {self.grouped(item)}"

    def heard(self, questions: tuple[str, ...], how: str, several: str = "") -> str:
        """Return that a question was asked, or that several were."""
        names = [*map(self.named, questions)]
        if len(names) == 1:
            return f"{names[0]} was {how}"
        return f"({'; '.join(names)}) were {several or how}"

    def listed(self, items: Iterable[e.Condition]) -> str:
        return "; ".join(map(self.of, items))

    def answered(self, name: str, answers: tuple[str, ...], verb: str) -> str:
        """Return "cough is A or B", or the bare name of a yes-or-no question."""
        asked = self.questions.get(name)
        if asked is not None and asked.kind.stands_alone:
            return self.named(name)
        options = " or ".join(self.option(name, answer) for answer in answers)
        return f"{self.named(name)} {verb} {options}"

    def option(self, name: str, option: str) -> str:
        """Return what an option of a question, or of a value, reads."""
        known = self.questions.get(name) or self.values.get(name)
        found = None if known is None else known.choices.get(option)
        if found is not None and found.name:
            return found.name
        return f"“{found.text if found else humanise(option)}”"

    def worded(self, item: e.Worded, of: str) -> str:
        """Return one of the words that a value can be."""
        match item:
            case e.Word(word):
                return self.option(of, word)
            case e.AnswerOf(name) | e.ValueWord(name):
                return self.named(name)
            case e.Pick(tests, items):
                return self.chosen(tests, [self.worded(one, of) for one in items])
            case _:
                assert_never(item)

    def chosen(self, tests: Iterable[e.Condition], words: list[str]) -> str:
        """Return what is chosen by tests; a choice inside one is in brackets."""
        whole = [f"({word})" if ", else " in word else word for word in words[:-1]]
        rows = zip(whole, map(self.of, tests), strict=True)
        chosen = ", ".join(f"{word} if {test}" for word, test in rows)
        return f"{chosen}, else {words[-1]}"

    def meaning(self, value: e.Value) -> str:
        """Return what a value means."""
        match value.body:
            case e.Sum() as total:
                return self.worth(total, value.unit)
            case e.Word() | e.AnswerOf() | e.ValueWord() | e.Pick() as item:
                return self.worded(item, value.id)
            case condition:
                return self.of(condition)

    def worth(self, total: e.Sum, unit: str) -> str:
        """Return what a value is: plain numbers in it as sums, if it is money."""
        match apart(total, self.questions) if unit in CURRENCIES else ():
            case None, [(1, e.Choose(tests, items))]:
                return self.chosen(tests, [self.worth(one, unit) for one in items])
            case None, [(1, e.Least(items) | e.Greatest(items) as term)]:
                return end_of(term, [self.worth(one, unit) for one in items])
            case None, pairs:
                return self.added(pairs, unit)
            case _:
                return self.number(total)

    def compared(self, left: e.Sum, operator: str, right: e.Sum) -> str:
        """Return a comparison, the plain number last and with its unit."""
        if right.terms and not left.terms:
            left, operator, right = right, e.MIRRORED[operator], left
        if name := weekday_of(left, right) if operator in ("==", "!=") else "":
            verb = "is" if operator == "==" else "is not"
            return f"{self.date(right)} {verb} a {name}"
        if left.dated or right.dated:
            return f"{self.number(left)} {ON[operator]} {self.number(right)}"
        words, number = OPERATORS[operator], self.number(right)
        match left.terms, right.terms:
            case ((1, e.Count(items)),), () if left.constant == 0:
                return f"{words} {number} of ({self.listed(items)})"
            case ((_, e.NumberOf(question) | e.Within(e.NumberOf(question))),), ():
                # The id of a question may say its unit already
                unit = self.questions[question].unit
                shown = "" if unit in self.named(question).split() else unit
                return f"{self.number(left)} {words} {worth(number, shown)}"
            case ((_, e.ValueNumber(value) | e.Within(e.ValueNumber(value))),), ():
                unit = self.values[value].unit if value in self.values else ""
                return f"{self.number(left)} {words} {worth(number, unit)}"
            case _:
                return f"{self.number(left)} {words} {number}"

    def number(self, total: e.Sum) -> str:
        """Return a sum: a date and what is added to it, or plain numbers."""
        first, pairs = apart(total, self.questions)
        if first is None:
            return self.added(pairs)
        if not pairs:
            return said(first) if isinstance(first, date) else self.term(first)
        length = self.added(pairs)
        sign = "minus" if length.startswith("-") else "plus"
        if len(pairs) > 1:
            return f"{self.day(first)} plus ({length}) days"
        length = length.removeprefix("-")
        unit = " day" if length == "1" else " days"
        unit = "" if length.startswith("days from") else unit
        return f"{self.day(first)} {sign} {length}{unit}"

    def added(self, addends: list[Addend], unit: str = "") -> str:
        pairs = [*map(forward, addends)]
        word = self.term if pairs[0][0] == len(pairs) == 1 else self.part
        phrases = [
            product(factor, term, word, " times ") if term else worth(f"{factor}", unit)
            for factor, term in pairs
        ]
        return " + ".join(phrases).replace("+ -", "- ")

    def day(self, day: Day) -> str:
        return said(day) if isinstance(day, date) else self.part(day)

    def part(self, term: e.Term | Gap) -> str:
        """Return a term as a part of a longer phrase."""
        loose = isinstance(term, e.Quotient | e.Rounded | e.Choose | e.Calendar)
        return f"({self.term(term)})" if loose else self.term(term)

    def date(self, total: e.Sum) -> str:
        """Return a date as a part of a longer phrase."""
        first, pairs = apart(total, self.questions)
        return f"({self.number(total)})" if pairs or not first else self.day(first)

    def factor(self, total: e.Sum) -> str:
        match apart(total, self.questions):
            case None, [(_, None)]:
                return self.number(total)
            case None, [(factor, term)] if factor == 1 and term:
                return self.part(term)
            case _:
                return f"({self.number(total)})"

    def term(self, term: e.Term | Gap) -> str:
        match term:
            case Gap(start, end):
                return f"days from {self.day(start)} to {self.day(end)}"
            case e.NumberOf(name) | e.ValueNumber(name):
                return self.named(name)
            case e.CountOf(question):
                return f"number of {self.named(question)}"
            case e.PointsOf(question):
                return f"points of {self.named(question)}"
            case e.Count(items):
                return f"how many of ({self.listed(items)})"
            case _:
                return self.computed(term)

    def computed(self, term: e.Computed) -> str:
        match term:
            case e.Product(left, right):
                return f"{self.factor(left)} times {self.factor(right)}"
            case e.Quotient(top, bottom):
                return f"{self.factor(top)} divided by {self.factor(bottom)}"
            case e.Rounded():
                return self.rounded(term)
            case e.Within(inner):
                return self.term(inner)
            case e.Elapsed() | e.Shifted() | e.OnWeekday() | e.Accrued():
                return self.calendar(term)
            case e.Least(items) | e.Greatest(items):
                return end_of(term, map(self.number, items))
            case e.Choose(tests, items):
                return self.chosen(tests, [*map(self.number, items)])
            case _:
                assert_never(term)

    def calendar(self, term: e.Calendar) -> str:
        match term:
            case e.Elapsed(unit, start, end):
                return f"{unit} from {self.date(start)} to {self.date(end)}"
            case e.Shifted(day, months):
                return self.shifted(day, months)
            case e.OnWeekday(how, day, number):
                side = "last {} up to" if how == "before" else "first {} from"
                return f"the {side.format(WEEKDAYS[number - 1])} {self.date(day)}"
            case e.Accrued(name, rates, one, other):
                rows = f"{self.named(name)} ({rates_in_words(rates)})"
                return (
                    f"{rows} for each day from {self.date(one)} to {self.date(other)}"
                )
            case _:
                assert_never(term)

    def rounded(self, term: e.Rounded) -> str:
        size = f"{Decimal(term.step).scaleb(-term.scale):f}"
        to = "a whole number" if size == "1" else size
        return f"{self.factor(term.item)} rounded {ROUNDED[term.how]}to {to}"

    def shifted(self, day: e.Sum, months: e.Sum) -> str:
        unit, sign, length = length_of(months)
        many = self.number(length)
        by = (
            f"({many})"
            if length.terms[1:] or (length.terms and length.constant)
            else many
        )
        unit = unit.removesuffix("s") if many == "1" else unit
        return f"{self.number(day)} {'plus' if sign == '+' else 'minus'} {by} {unit}"


def end_of(term: e.Least | e.Greatest, words: Iterable[str]) -> str:
    word = "least" if isinstance(term, e.Least) else "greatest"
    return f"the {word} of ({'; '.join(words)})"


def rates_in_words(rates: e.Rates) -> str:
    """Return rates with the days from which they are.

    >>> rates_in_words(e.Rates(((738886, 20), (739347, 25)), 1))
    '2 from 1 January 2024, 2.5 from 6 April 2025'
    """
    rows = [
        (f"{tidy(Decimal(rate).scaleb(-rates.scale)):f}", date.fromordinal(day))
        for day, rate in rates.steps
    ]
    return ", ".join(f"{rate} from {said(day)}" for rate, day in rows)


def forward(addend: Addend) -> Addend:
    """Return days that are taken away as days the other way."""
    match addend:
        case factor, Gap(start, end) if factor < 0:
            return -factor, Gap(end, start)
    return addend
