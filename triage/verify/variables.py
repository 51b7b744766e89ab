"""The answers of every possible patient: one free fact for each thing to be said.

Every question has an answer, whether a path asks for it or not: a tree that forgets
to ask is found out by the answer that it did not hear.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from triage.base.question import UNSURE, Answer, Question
from triage.engine.defaults import usual
from triage.verify.circuit import FALSE, TRUE, Gates, Given, Number


class Answers:
    """Give the literals of what one patient answers.

    Args:
        gates: Where they are made.
        questions: The questions by id.
        copies: The questions that a second patient answers by themselves; all other
            answers are shared with the first.
    """

    def __init__(
        self,
        gates: Gates,
        questions: Mapping[str, Question],
        copies: Iterable[str] = (),
    ) -> None:
        self.gates = gates
        self.questions = questions
        self.copies = frozenset(copies)
        for question in questions.values():
            gates.rule(self.facts(question), self.rule(question))

    def word(self, name: str, answer: str) -> int:
        """Return whether the answer to a question is, or contains, a word."""
        question = self.questions[name]
        if answer == UNSURE and not question.unsure:
            return FALSE
        if question.type == "yes_no" and answer == "no":
            return self.gates.every([-self.word(name, "yes"), -self.word(name, UNSURE)])
        return self.gates.literal(self.fact(question, answer))

    def number(self, name: str) -> Number:
        """Return the number that answers a question."""
        question = self.questions[name]
        return Number(self.copy_of(name), key_of(question))

    def copy_of(self, name: str) -> int:
        """Return which patient answers a question."""
        return int(name in self.copies)

    def fact(self, question: Question, answer: str) -> Given:
        """Return the fact that an answer is, or contains, a word."""
        return Given(self.copy_of(question.id), key_of(question), answer)

    def exactly(self, question: Question, answer: Answer) -> int:
        """Return whether the answer to a question is the one given."""
        if isinstance(answer, tuple):
            words = {key: self.word(question.id, key) for key in question.keys}
            held = [word if key in answer else -word for key, word in words.items()]
            return self.gates.every(held)
        if isinstance(answer, str):
            return self.word(question.id, answer)
        number, value = self.number(question.id), question.scaled(answer)
        below = self.gates.at_most({number: 1}, value - 1)
        unsure = self.word(question.id, UNSURE)
        return self.gates.every(
            [-unsure, -below, self.gates.at_most({number: 1}, value)]
        )

    def facts(self, question: Question) -> list[Given | Number]:
        """Return every fact that an answer to a question is made of."""
        words = ["yes"] if question.type == "yes_no" else [*question.choices]
        words += [UNSURE] if question.unsure else []
        numbers = [self.number(question.id)] if question.is_number else []
        return [*(self.fact(question, word) for word in words), *numbers]

    def told(self, answers: Mapping[str, Answer]) -> dict[Given | Number, int]:
        """Return the facts that a patient tells.

        Args:
            answers: An answer to every question, by id.
        """
        found: dict[Given | Number, int] = {}
        for question in self.questions.values():
            answer = answers[question.id]
            for fact in self.facts(question):
                found[fact] = value_of(question, fact, answer)
        return found

    def heard(self, told: Mapping[Given | Number, int]) -> dict[str, Answer]:
        """Return an answer to every question, as a patient tells it.

        A question of which nothing is told is answered as a well patient would.
        """
        return {
            question.id: self.answer(question, told)
            for question in self.questions.values()
        }

    def answer(self, question: Question, told: Mapping[Given | Number, int]) -> Answer:
        """Return the answer to one question that facts make up."""
        facts = self.facts(question)
        if not any(fact in told for fact in facts):
            return usual(question)
        words = [f.answer for f in facts if isinstance(f, Given) and told.get(f)]
        if question.type == "any_of":
            return tuple(words)
        if words:
            return words[0]
        if not question.is_number:
            return "no"
        value = Decimal(told[self.number(question.id)]).scaleb(-question.decimals)
        return question.accept(value)

    def rule(self, question: Question) -> int:
        """Return what makes facts an answer: one word, one option, within the range.

        Of whoever is not sure, the number says nothing.
        """
        if question.type == "any_of":
            return TRUE
        if question.is_number:
            low, high = question.range
            terms = {self.number(question.id): 1}
            ends = [self.gates.at_most(terms, end) for end in (high, low - 1)]
            within = self.gates.every([ends[0], -ends[1]])
            return self.gates.some([self.word(question.id, UNSURE), within])
        if question.type == "yes_no":
            both = [self.word(question.id, "yes"), self.word(question.id, UNSURE)]
            return -self.gates.every(both)
        return self.exactly_one([self.word(question.id, key) for key in question.keys])

    def exactly_one(self, words: list[int]) -> int:
        """Return whether one of some literals holds and no other."""
        gates = self.gates
        before, twice = FALSE, []
        for word in words:
            twice.append(gates.every([before, word]))
            before = gates.some([before, word])
        return gates.every([before, *(-both for both in twice)])


def value_of(question: Question, fact: Given | Number, answer: Answer) -> int:
    """Return 1 or 0 for what an answer says of a fact, or the number that it is."""
    if isinstance(fact, Number):
        if isinstance(answer, str | tuple):
            return question.range[0]
        return question.scaled(answer)
    return int(
        fact.answer in answer if isinstance(answer, tuple) else fact.answer == answer
    )


def key_of(question: Question) -> str:
    """Return a question with its type: of two types it is two questions.

    >>> key_of(Question("age", "How old are you?", "integer"))
    'age integer 0'
    """
    return f"{question.id} {question.type} {question.decimals}"
