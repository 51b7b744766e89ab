"""Numbers in the phrases of a language: sums, dates, comparisons, what values mean.

Signs of arithmetic are the same in every language; all else is a phrase of a catalog.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import assert_never

import triage.language.ast as e
from triage.base.answer import tidy
from triage.base.dates import WEEKDAYS
from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.base.money import CURRENCIES
from triage.base.question import Question
from triage.base.speech import ENGLISH, Speech
from triage.language.date_sums import Addend, Day, Gap, apart, length_of, weekday_of
from triage.language.english import forward, humanise

COMPARED = {
    "<": "{left}: under {right}",
    "<=": "{left}: at most {right}",
    "==": "{left}: exactly {right}",
    ">": "{left}: over {right}",
    ">=": "{left}: at least {right}",
    "!=": "{left}: not {right}",
}
COUNTED = {
    "<": "under {right} of ({items})",
    "<=": "at most {right} of ({items})",
    "==": "exactly {right} of ({items})",
    ">": "over {right} of ({items})",
    ">=": "at least {right} of ({items})",
    "!=": "not {right} of ({items})",
}
"""How many of some conditions hold."""

DATED = {
    "<": "{left}: before {right}",
    "<=": "{left}: on or before {right}",
    "==": "{left}: on {right}",
    ">": "{left}: after {right}",
    ">=": "{left}: on or after {right}",
    "!=": "{left}: not on {right}",
}
WEEKDAY = {"==": "{day}: a {weekday}", "!=": "{day}: not a {weekday}"}

ROUNDED = {
    "round": "{number} rounded to {step}",
    "floor": "{number} rounded down to {step}",
    "ceil": "{number} rounded up to {step}",
}
ON_WEEKDAY = {
    "before": "the last {weekday} up to {day}",
    "after": "the first {weekday} from {day}",
}
TIMES = " \N{MULTIPLICATION SIGN} "
IF = "{chosen} if {test}"
ELSE = "{chosen}; else {last}"
END = {"least": "the least of ({items})", "greatest": "the greatest of ({items})"}
ACCRUED = "{name} ({rates}) for each day from {start} to {end}"
SHIFTED = {"+": "{day} plus {amount}", "-": "{day} minus {amount}"}


@immutable
class NumberWords:
    """Say numbers in the words of a language.

    Args:
        questions: The questions by their ids.
        values: The values by theirs.
        speech: What the library says in the language.
    """

    questions: Mapping[str, Question]
    values: Mapping[str, e.Value] = FrozenMap()
    speech: Speech = ENGLISH

    @abstractmethod
    def of(self, condition: e.Condition) -> str:
        """Return a condition in words."""

    @abstractmethod
    def named(self, name: str) -> str:
        """Return what a question or a value is called."""

    def say(self, phrase: str, **holes: str) -> str:
        return self.speech.say(phrase, **holes)

    def listed(self, items: Iterable[str]) -> str:
        """Return phrases one behind the other, whatever commas they hold."""
        return "; ".join(items)

    # What values mean

    def meaning(self, value: e.Value) -> str:
        """Return what a value means."""
        match value.body:
            case e.Sum() as total:
                return self.worth(total, value.unit)
            case e.Word() | e.AnswerOf() | e.ValueWord() | e.Pick() as item:
                return self.worded(item, value.id)
            case condition:
                return self.of(condition)

    def option(self, name: str, option: str) -> str:
        """Return what an option of a question, or of a value, reads."""
        known = self.questions.get(name) or self.values.get(name)
        found = None if known is None else known.choices.get(option)
        if found is not None and found.name:
            return self.speech.one_name(found.name)
        return self.speech.quote(found.text if found else humanise(option))

    def worded(self, item: e.Worded, of: str) -> str:
        """Return one of the words that a value can be."""
        match item:
            case e.Word(word):
                return self.option(of, word)
            case e.AnswerOf(name) | e.ValueWord(name):
                return self.named(name)
            case e.Pick(tests, items):
                words = [(self.worded(x, of), isinstance(x, e.Pick)) for x in items]
                return self.chosen(tests, words)
            case _:
                assert_never(item)

    def worth(self, total: e.Sum, unit: str) -> str:
        """Return what a value is: plain numbers in it as sums, if it is money."""
        match apart(total, self.questions) if unit in CURRENCIES else ():
            case None, [(1, e.Choose(tests, items))]:
                words = [(self.worth(x, unit), is_choice(x)) for x in items]
                return self.chosen(tests, words)
            case None, [(1, e.Least(items) | e.Greatest(items) as term)]:
                return self.end_of(term, [self.worth(one, unit) for one in items])
            case None, pairs:
                return self.added(pairs, unit)
            case _:
                return self.number(total)

    def chosen(
        self, tests: Iterable[e.Condition], words: Iterable[tuple[str, bool]]
    ) -> str:
        """Return what is chosen by tests, what is chosen itself in brackets."""
        *some, last = [f"({word})" if is_one else word for word, is_one in words]
        rows = zip(some, map(self.of, tests), strict=True)
        listed = self.listed(self.say(IF, chosen=word, test=x) for word, x in rows)
        return self.say(ELSE, chosen=listed, last=last)

    # Comparisons

    def compared(self, left: e.Sum, operator: str, right: e.Sum) -> str:
        """Return a comparison, the plain number last and with its unit."""
        if right.terms and not left.terms:
            left, operator, right = right, e.MIRRORED[operator], left
        name = weekday_of(left, right) if operator in WEEKDAY else ""
        if name:
            day, weekday = self.factor(right), self.say(name)
            return self.say(WEEKDAY[operator], day=day, weekday=weekday)
        dated = left.dated or right.dated
        phrase, number = (DATED if dated else COMPARED)[operator], self.number(right)
        match left.terms, right.terms:
            case ((1, e.Count(items)),), () if left.constant == 0:
                listed = self.listed(map(self.of, items))
                return self.say(COUNTED[operator], right=number, items=listed)
            case ((_, e.NumberOf() | e.ValueNumber() | e.Within() as term),), ():
                if not dated and left.constant == 0:
                    number = self.speech.worth(digits_of(right), self.unit_of(term))
        return self.say(phrase, left=self.number(left), right=number)

    def unit_of(self, term: e.Term) -> str:
        """Return what a number counts; empty where that is not said."""
        match term:
            case e.Within(inner):
                return self.unit_of(inner)
            case e.NumberOf(name):
                return self.questions[name].unit
            case e.ValueNumber(name) if name in self.values:
                return self.values[name].unit
        return ""

    # Sums

    def number(self, total: e.Sum) -> str:
        """Return a sum: a date and what is added to it, or plain numbers."""
        first, pairs = apart(total, self.questions)
        if first is None:
            return self.added(pairs)
        if not pairs:
            return self.day(first, self.term)
        pairs = [*map(forward, pairs)]
        sign = "-" if pairs[0][0] < 0 and len(pairs) == 1 else "+"
        day = self.day(first, self.part)
        return self.say(SHIFTED[sign], day=day, amount=self.days(pairs))

    def days(self, pairs: list[Addend]) -> str:
        """Return how many days are added to a date, or taken away from it."""
        match pairs:
            case [(factor, None)]:
                return self.speech.amount(f"{abs(factor):f}", "days")
            case [(1 | -1, Gap() as gap)]:
                return self.term(gap)
            case [(factor, term)]:
                pairs = [(abs(factor), term)]
        return f"({self.added(pairs)}) {self.speech.unit('days')}"

    def added(self, addends: list[Addend], unit: str = "") -> str:
        """Return numbers that are added, with their signs."""
        match pairs := [*map(forward, addends)]:
            case [(1, term)] if term is not None:
                return self.term(term)
        phrases = (self.addend(factor, term, unit) for factor, term in pairs)
        return " + ".join(phrases).replace("+ -", "- ")

    def addend(self, factor: Decimal, term: e.Term | Gap | None, unit: str) -> str:
        if term is None:
            return self.speech.worth(f"{factor:f}", unit)
        sign, times = "-" if factor < 0 else "", self.speech.number(f"{abs(factor):f}")
        many = "" if abs(factor) == 1 else f"{times}{TIMES}"
        return f"{sign}{many}{self.part(term)}"

    def factor(self, total: e.Sum) -> str:
        """Return a number as a part of a longer phrase."""
        match apart(total, self.questions):
            case None, [(_, None)]:
                return self.number(total)
            case None, [(1, term)] if term is not None:
                return self.part(term)
            case first, [] if first is not None:
                return self.day(first, self.part)
        return f"({self.number(total)})"

    def day(self, day: Day, word: Callable[[e.Term], str]) -> str:
        return self.speech.day(day) if isinstance(day, date) else word(day)

    # Terms

    def part(self, term: e.Term | Gap) -> str:
        """Return a term as a part of a longer phrase."""
        loose = isinstance(term, Gap | e.Product | e.Quotient | e.Rounded | e.Choose)
        loose = loose or isinstance(term, e.Calendar)
        return f"({self.term(term)})" if loose else self.term(term)

    def term(self, term: e.Term | Gap) -> str:  # noqa: C901
        match term:
            case Gap(start, end):
                return self.span(
                    "days", *(self.day(x, self.part) for x in (start, end))
                )
            case e.NumberOf(name) | e.ValueNumber(name):
                return self.named(name)
            case e.CountOf(question):
                return self.say("number chosen ({name})", name=self.named(question))
            case e.PointsOf(question):
                return self.say("points ({name})", name=self.named(question))
            case e.Count(items):
                listed = self.listed(map(self.of, items))
                return self.say("how many of ({items})", items=listed)
            case e.Product(left, right):
                return f"{self.factor(left)}{TIMES}{self.factor(right)}"
            case e.Quotient(top, bottom):
                return f"{self.factor(top)} ÷ {self.factor(bottom)}"
            case e.Rounded():
                return self.rounded(term)
            case e.Within(inner):
                return self.term(inner)
            case e.Least(items) | e.Greatest(items):
                return self.end_of(term, map(self.number, items))
            case e.Choose(tests, items):
                words = [(self.number(item), is_choice(item)) for item in items]
                return self.chosen(tests, words)
            case _:
                return self.calendar(term)

    def end_of(self, term: e.Least | e.Greatest, words: Iterable[str]) -> str:
        kind = "least" if isinstance(term, e.Least) else "greatest"
        return self.say(END[kind], items=self.listed(words))

    def rounded(self, term: e.Rounded) -> str:
        size = self.speech.number(f"{Decimal(term.step).scaleb(-term.scale):f}")
        step = self.say("a whole number") if size == "1" else size
        return self.say(ROUNDED[term.how], number=self.factor(term.item), step=step)

    def calendar(self, term: e.Calendar) -> str:
        match term:
            case e.Elapsed(unit, start, end):
                return self.span(unit, self.factor(start), self.factor(end))
            case e.Shifted(day, months):
                unit, sign, length = length_of(months)
                return self.say(
                    SHIFTED[sign],
                    day=self.factor(day),
                    amount=self.length(length, unit),
                )
            case e.OnWeekday(how, day, number):
                weekday = self.say(WEEKDAYS[number - 1])
                return self.say(ON_WEEKDAY[how], weekday=weekday, day=self.factor(day))
            case e.Accrued(name, rates, one, other):
                rows = self.listed(self.rate(*row, rates.scale) for row in rates.steps)
                return self.say(
                    ACCRUED,
                    name=self.named(name),
                    rates=rows,
                    start=self.factor(one),
                    end=self.factor(other),
                )
            case _:
                assert_never(term)

    def span(self, unit: str, start: str, end: str) -> str:
        counted = self.speech.unit(unit)
        return self.say(
            "{unit} from {start} to {end}", unit=counted, start=start, end=end
        )

    def length(self, length: e.Sum, unit: str) -> str:
        """Return so many months or years."""
        if not length.terms:
            return self.speech.amount(digits_of(length), unit)
        return f"{self.factor(length)} {self.speech.unit(unit)}"

    def rate(self, day: int, rate: int, scale: int) -> str:
        number = self.speech.number(f"{tidy(Decimal(rate).scaleb(-scale)):f}")
        since = self.speech.day(date.fromordinal(day))
        return self.say("{rate} from {day}", rate=number, day=since)


def digits_of(number: e.Sum) -> str:
    """Return a plain number as digits."""
    return f"{tidy(Decimal(number.constant).scaleb(-number.scale)):f}"


def is_choice(total: e.Sum) -> bool:
    """Whether a number is chosen by tests, and nothing else is done with it."""
    match total:
        case e.Sum(((1, e.Choose()),), 0):
            return True
    return False
