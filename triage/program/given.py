"""Given: the answers of a mapping as codes, by tables that are made once.

Whoever decides often gives the same questions in the same order, each in a form such as
text or a number: for such a form, the tables to look into stand ready. What was given
before is known; a truth and a number are kept apart, although Python holds ``True`` and
``1`` to be equal. All else is read each time, as ``Question.accept`` reads it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any, Protocol, TypeAlias

from triage.base.answer import Answer
from triage.base.foreign import is_gap
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.model.tree import Tree
from triage.program.codes import marks, packed, unpacked

Codes: TypeAlias = Sequence[int]

KEPT = frozenset({str, int, bool, float, Decimal, date, type(None)})
"""The classes of which values are kept: equal ones say the same."""


class Table(Protocol):
    def __getitem__(self, value: Any, /) -> int:
        """Return the code of a value."""


class Read:
    """Read values each time, and ask nothing of them that may never end."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.unasked = marks(question).unasked

    def __getitem__(self, value: object) -> int:
        if is_gap(value):
            return self.unasked
        return packed(self.question, self.question.accept(value))


class Known(dict[Any, int]):
    """Read values of one class, each once."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.read = Read(question)

    def __missing__(self, value: Any) -> int:
        found = self.read[value]
        if len(self) < LIMITS.kept_answers and len(str(value)) < LIMITS.typed:
            self[value] = found
        return found


class Listed:
    """Read lists of words, each once."""

    def __init__(self, question: Question) -> None:
        self.read = Read(question)
        self.known = Known(question)

    def __getitem__(self, value: Sequence[Any]) -> int:
        words = tuple(value)
        if not {*map(type, words)} <= {str}:
            return self.read[value]
        return self.known[words]


LISTS: Mapping[type, type[Listed]] = {list: Listed, tuple: Listed}


class Answers(dict[int, Answer]):
    """Unpack the codes of a question, each once."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def __missing__(self, number: int) -> Answer:
        found = unpacked(self.question, number)
        if len(self) < LIMITS.kept_answers:
            self[number] = found
        return found


@immutable
class Form:
    """Say how the answers of a mapping are read.

    Args:
        numbers: The numbers of the questions, in the order given.
        tables: What the answers are looked up in, in that order.
        texts: The ids of the questions to which something is written.
        arranged: Returns the codes in the order of the questions, from those in the
            order given with those of unasked questions behind them.
    """

    numbers: tuple[int, ...]
    tables: tuple[Table, ...]
    texts: tuple[str, ...]
    arranged: Callable[[list[int]], tuple[int, ...]]


class Given:
    """Read what is given to the questions of a tree."""

    def __init__(self, tree: Tree) -> None:
        self.questions = tuple(tree.questions.values())
        self.names = tuple(tree.questions)
        self.numbers = {name: number for number, name in enumerate(self.names)}
        self.unasked = [marks(question).unasked for question in self.questions]
        self.answers = tuple(map(Answers, self.questions))
        self.forms: dict[tuple[Any, ...], Form] = {}
        self.tables: dict[tuple[str, type], Table] = {}

    def form(self, answers: Mapping[str, object]) -> Form:
        """Return the form of some answers.

        Raises:
            KeyError: A name is that of no question.
        """
        key: Any = (*answers, *map(type, answers.values()))
        found = self.forms.get(key)
        if found is None:
            found = self._form(key[: len(answers)], key[len(answers) :])
            if len(self.forms) < LIMITS.forms:
                self.forms[key] = found
        return found

    def _form(self, names: tuple[str, ...], kinds: tuple[type, ...]) -> Form:
        numbers = tuple(map(self.numbers.__getitem__, names))
        tables = tuple(map(self.table, names, kinds))
        behind = range(len(numbers), len(numbers) + len(self.questions))
        places = dict(enumerate(behind)) | {n: at for at, n in enumerate(numbers)}
        # one place more, as of one alone no tuple would be made
        arranged: Any = itemgetter(*(places[n] for n in sorted(places)), 0)
        texts = tuple(x for x, n in zip(names, numbers, strict=True) if self.is_text(n))
        return Form(numbers, tables, texts, arranged)

    def is_text(self, number: int) -> bool:
        return self.questions[number].is_text

    def written(
        self, form: Form, answers: Mapping[str, object]
    ) -> Mapping[str, Answer]:
        """Return the texts among some answers, which no code can say."""
        return {
            name: self.questions[self.numbers[name]].accept(answers[name])
            for name in form.texts
            if not is_gap(answers[name])
        }

    def table(self, name: str, kind: type) -> Table:
        """Return what the values of a class are looked up in, for a question."""
        if (found := self.tables.get((name, kind))) is not None:
            return found
        question = self.questions[self.numbers[name]]
        make = Known if kind in KEPT else LISTS.get(kind)
        if make is None or question.is_text:  # what is written is kept nowhere
            return Read(question)
        return self.tables.setdefault((name, kind), make(question))

    def codes(self, answers: Mapping[str, Answer]) -> list[int]:
        """Return the codes of accepted answers, in the order of the questions."""
        found, numbers, tables = self.unasked[:], self.numbers, self.tables
        for name, answer in answers.items():
            table = tables.get((name, answer.__class__))
            if table is None:
                table = self.table(name, type(answer))
            found[numbers[name]] = table[answer]
        return found

    def by_name(self, numbers: Codes, codes: Codes) -> dict[str, Answer]:
        """Return answers by the ids of questions, without what is not answered."""
        return {
            self.names[n]: self.answers[n][code]
            for n, code in zip(numbers, codes, strict=True)
            if code != self.unasked[n]
        }
