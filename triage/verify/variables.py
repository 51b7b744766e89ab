"""Variables: one free fact for each thing that a patient may answer, and back.

Every question has an answer, whether a path asks for it or not: a tree that forgets
to ask is found out by the answer that it did not hear.
"""

from collections.abc import Iterable, Iterator, Mapping

from triage.base.answer import UNSURE, Answer
from triage.base.kinds import Free, Range, Subset
from triage.base.question import Question
from triage.verify.circuit import FALSE, TRUE, Assignment, Gates, Given, Number


class Variables:
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
        self.names = {key_of(q): name for name, q in questions.items()}
        self.facts = {name: [*self._parts(q)] for name, q in questions.items()}
        for name, question in questions.items():
            gates.rule(self.facts[name], self.rule(question))

    def word(self, name: str, answer: str) -> int:
        """Return whether the answer to a question is, or contains, a word.

        Of a text there is no fact: whatever is written, it is what it is.
        """
        question = self.questions[name]
        if question.is_text:
            return TRUE
        if answer == UNSURE and not question.unsure:
            return FALSE
        if question.kind.stands_alone and answer == "no":
            return self.gates.every([-self.word(name, "yes"), -self.word(name, UNSURE)])
        return self.gates.literal(self.fact(question, answer))

    def number(self, name: str) -> Number:
        return Number(int(name in self.copies), key_of(self.questions[name]))

    def fact(self, question: Question, answer: str) -> Given:
        return Given(int(question.id in self.copies), key_of(question), answer)

    def exactly(self, question: Question, answer: Answer) -> int:
        if isinstance(answer, tuple):
            words = {key: self.word(question.id, key) for key in question.keys}
            held = [word if key in answer else -word for key, word in words.items()]
            return self.gates.every(held)
        if isinstance(answer, str):
            return self.word(question.id, answer)
        number, value = self.number(question.id), question.scaled(answer)
        below, at_most = (
            self.gates.at_most({number: 1}, n) for n in (value - 1, value)
        )
        return self.gates.every([-self.word(question.id, UNSURE), -below, at_most])

    def _parts(self, question: Question) -> Iterator[Given | Number]:
        for word in () if question.is_text else question.keys:
            if not (question.kind.stands_alone and word == "no"):
                yield self.fact(question, word)
        if question.is_number:
            yield self.number(question.id)

    def encode(
        self, answers: Mapping[str, Answer], names: Iterable[str] | None = None
    ) -> Assignment:
        return {
            fact: value_of(self.questions[name], fact, answers[name])
            for name in (self.questions if names is None else names)
            for fact in self.facts[name]
        }

    def decode(self, found: Assignment) -> dict[str, Answer]:
        """Return the answers of a patient, to every question.

        A question of which no fact is known is answered as a well patient would.
        """
        return {name: self.answer(q, found) for name, q in self.questions.items()}

    def answer(self, question: Question, found: Assignment) -> Answer:
        facts = self.facts[question.id]
        if not any(fact in found for fact in facts):
            return question.usual
        words = [f.answer for f in facts if isinstance(f, Given) and found.get(f)]
        match question.domain:
            case Subset():
                return tuple(words)
            case Range() if not words:
                return question.from_scaled(found[self.number(question.id)])
            case _:
                return words[0] if words else "no"

    def rule(self, question: Question) -> int:
        """Return what makes facts an answer: one word, one option, within the range.

        Of whoever is not sure, the number says nothing.
        """
        match question.domain:
            case Subset():
                beside = (self.beside(question, key) for key in question.alone)
                return self.gates.every(-both for both in beside)
            case Range(low, high):
                terms = {self.number(question.id): 1}
                ends = [self.gates.at_most(terms, end) for end in (high, low - 1)]
                within = self.gates.every([ends[0], -ends[1]])
                return self.gates.some([self.word(question.id, UNSURE), within])
            case Free():
                return TRUE
            case _ if question.kind.stands_alone:
                both = [self.word(question.id, "yes"), self.word(question.id, UNSURE)]
                return -self.gates.every(both)
            case _:
                return self.exactly_one(
                    [self.word(question.id, key) for key in question.keys]
                )

    def beside(self, question: Question, key: str) -> int:
        """Return whether a word is chosen, and any other beside it."""
        others = (self.word(question.id, x) for x in question.keys if x != key)
        return self.gates.every([self.word(question.id, key), self.gates.some(others)])

    def exactly_one(self, words: list[int]) -> int:
        before, twice = FALSE, []
        for word in words:
            twice.append(self.gates.every([before, word]))
            before = self.gates.some([before, word])
        return self.gates.every([before, *(-both for both in twice)])


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
