"""Conditions in English, for diagrams and explanations."""

from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never

import attrs

from triage.base.question import Question, tidy
from triage.language.ast import (
    Advised,
    Always,
    And,
    Asked,
    Chosen,
    Compare,
    Condition,
    Count,
    CountOf,
    Ends,
    Is,
    Maybe,
    Not,
    NumberOf,
    Open,
    Or,
    PointsOf,
    Sum,
    Surely,
    Term,
    Unsure,
    UnsureNumber,
    Urgent,
    ValueHolds,
    ValueNumber,
)

OPERATORS = {
    "<": "under",
    "<=": "at most",
    "==": "exactly",
    ">": "over",
    ">=": "at least",
}

NOT_OPERATORS = {
    "<": "at least",
    "<=": "over",
    "==": "not",
    ">": "at most",
    ">=": "under",
}


MIRRORED = {"<": ">", "<=": ">=", "==": "==", ">": "<", ">=": "<="}


def humanise(name: str) -> str:
    """Return an id as words.

    >>> humanise("saddle_numbness")
    'saddle numbness'
    """
    return name.replace("_", " ")


@attrs.frozen
class Words:
    """Say conditions in English.

    Args:
        questions: The questions by id, whose option texts and units are used.
    """

    questions: Mapping[str, Question]

    def of(self, condition: Condition) -> str:  # noqa: C901, PLR0911, PLR0912
        """Return a condition as a phrase."""
        match condition:
            case Always(holds):
                return "always" if holds else "never"
            case Is(question, answers):
                return self.answered(question, answers, "is")
            case Chosen(question, option):
                return f"{humanise(question)} include {self.option(question, option)}"
            case ValueHolds(value):
                return humanise(value)
            case Compare(left, operator, right):
                return self.compared(left, operator, right, OPERATORS)
            case Not(item):
                return self.negated(item)
            case And(items):
                return " and ".join(map(self.grouped, items))
            case Or(items):
                return " or ".join(map(self.grouped, items))
            case Asked(questions):
                return f"{listed(questions)} asked"
            case Open(question):
                return f"{humanise(question)} not known"
            case UnsureNumber(total):
                return f"{self.number(total)} not known"
            case Unsure(item):
                return f"{self.grouped(item)} not known"
            case Maybe(item):
                return f"{self.grouped(item)} (or not sure)"
            case Surely(item):
                return f"{self.grouped(item)} for certain"
            case Urgent(_, level):
                return f"urgency so far at least {humanise(level)}"
            case Advised(recommendation):
                return f"{humanise(recommendation)} advised"
            case Ends(recommendation):
                return f"ends with {humanise(recommendation)}"
            case _:
                assert_never(condition)

    def grouped(self, item: Condition) -> str:
        """Return a part of a larger phrase, in parentheses where it needs them."""
        return f"({self.of(item)})" if isinstance(item, And | Or) else self.of(item)

    def negated(self, item: Condition) -> str:  # noqa: C901
        """Return the opposite of a condition as a phrase."""
        match item:
            case Compare(left, operator, right):
                return self.compared(left, operator, right, NOT_OPERATORS)
            case Is(question, answers) if self.questions[question].type != "yes_no":
                return self.answered(question, answers, "is not")
            case Is(question):
                return f"no {humanise(question)}"
            case Chosen(question, option):
                words = self.option(question, option)
                return f"{humanise(question)} do not include {words}"
            case Open(question):
                return f"{humanise(question)} known"
            case Urgent(_, level):
                return f"urgency so far below {humanise(level)}"
            case Maybe(inner):
                return f"{self.grouped(inner)} ruled out"
            case Surely(inner):
                return f"{self.grouped(inner)} not certain"
            case And(items):
                return f"not all of ({'; '.join(map(self.of, items))})"
            case Or(items):
                return f"none of ({'; '.join(map(self.of, items))})"
            case _:
                return f"not {self.grouped(item)}"

    def answered(self, question: str, answers: tuple[str, ...], verb: str) -> str:
        """Return "cough is A or B", or the bare name of a yes-or-no question."""
        if self.questions[question].type == "yes_no":
            return humanise(question)
        options = " or ".join(self.option(question, answer) for answer in answers)
        return f"{humanise(question)} {verb} {options}"

    def option(self, question: str, option: str) -> str:
        """Return the text of an option in quotes."""
        return f"“{self.questions[question].choices[option].text}”"

    def compared(
        self, left: Sum, operator: str, right: Sum, said: Mapping[str, str]
    ) -> str:
        """Return a comparison, the plain number last and with its unit."""
        if right.terms and not left.terms:
            left, operator, right = right, MIRRORED[operator], left
        words = said[operator]
        match left.terms, right.terms:
            case ((1, Count(items)),), () if left.constant == 0:
                number, several = self.number(right), "; ".join(map(self.of, items))
                return f"{words} {number} of ({several})"
            case ((_, NumberOf(question)),), ():
                unit = self.unit(question)
                return (
                    f"{self.number(left)} {words} {self.number(right)} {unit}".strip()
                )
            case _:
                return f"{self.number(left)} {words} {self.number(right)}"

    def unit(self, question: str) -> str:
        """Return the unit of a number; nothing where the id already says it."""
        unit = self.questions[question].unit
        return "" if unit in humanise(question).split() else unit

    def number(self, total: Sum) -> str:
        """Return a sum as a phrase."""
        phrases = [
            self.product(factor, term, total.scale) for factor, term in total.terms
        ]
        if total.constant or not phrases:
            phrases.append(str(tidy(Decimal(total.constant).scaleb(-total.scale))))
        return " + ".join(phrases).replace("+ -", "- ")

    def product(self, factor: int, term: Term, scale: int) -> str:
        """Return a term, with its factor when that is not one."""
        times = tidy(Decimal(factor).scaleb(self.digits(term) - scale))
        if abs(times) == 1:
            return f"{'-' if times < 0 else ''}{self.term(term)}"
        return f"{times} times {self.term(term)}"

    def digits(self, term: Term) -> int:
        """Return how many digits after the point a term keeps by itself."""
        match term:
            case NumberOf(question):
                return self.questions[question].decimals
            case PointsOf() | ValueNumber():
                return term.scale
            case _:
                return 0

    def term(self, term: Term) -> str:
        """Return a term as a phrase."""
        match term:
            case NumberOf(name) | ValueNumber(name):
                return humanise(name)
            case CountOf(question):
                return f"number of {humanise(question)}"
            case PointsOf(question):
                return f"points of {humanise(question)}"
            case Count(items):
                return f"how many of ({'; '.join(map(self.of, items))})"
            case _:
                assert_never(term)


def listed(names: tuple[str, ...]) -> str:
    """Return some ids as words, joined by "and".

    >>> listed(("age", "pain_weeks"))
    'age and pain weeks'
    """
    return " and ".join(map(humanise, names))
