"""Cells: what a row of the table says, as codes of answers, and what is wrong with it.

A word stays itself, and all texts are one word, as they decide nothing. A number or a
day is a whole number, and options are the bits of one, as among packed answers. What is
not answered is NULL, and never "no".
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from triage.base.answer import UNSURE, Answer
from triage.base.immutable import immutable
from triage.base.kinds import Free, Subset, Words
from triage.base.question import Question
from triage.base.wording import quoted as in_ticks
from triage.frames.database.dialects import Dialect, Unsayable
from triage.frames.database.logic import bare
from triage.frames.database.statement import (
    Statement,
    case,
    comment,
    joined,
    quoted,
    text,
)
from triage.model.tree import TODAY, Tree
from triage.program.codes import marks, packed

NOT_ASKED = text("not asked")
"""What stands for a word that was not asked for."""

SEPARATOR = "; "
"""What stands between problems."""

CODES = (
    ("'too_small'", "'too_large'", "'not_a_number'"),
    ("'too_early'", "'too_late'", "'not_a_date'"),
)
"""Why a number is no answer, and why a day is none."""

MOST = 60
"""How many options fit into the bits of a whole number."""


def is_word(question: Question) -> bool:
    return isinstance(question.domain, Words | Free)


def literal(question: Question, answer: Answer) -> str:
    """Return an answer as SQL has it."""
    return text(str(answer)) if is_word(question) else str(packed(question, answer))


def unasked(question: Question) -> str:
    """Return what stands for no answer, because it was not asked."""
    return NOT_ASKED if is_word(question) else str(marks(question).unasked)


def columns_of(question: Question) -> tuple[str, ...]:
    """Return the columns in which a question is answered, as a table has them.

    >>> import triage
    >>> columns_of(triage.load("back_pain").questions["course"])
    ('course',)
    """
    name, domain = question.id, question.domain
    if name == TODAY:
        return ()
    unsure = (f"{name}__{UNSURE}",) if question.unsure else ()
    match domain:
        case Words() | Free():
            return (name,)
        case Subset(keys):
            return (*(f"{name}__{key}" for key in keys), *unsure)
        case _:
            return (name, *unsure)


def first_column(question: Question) -> str:
    """Return the column of an answer, before days are held against that of today."""
    moves = question.since or question.until
    return f"_any_{question.id}" if moves else question.id


def flags(question: Question) -> list[str]:
    """Return the cells of a question that are true or false."""
    names = [*columns_of(question)]
    if not isinstance(question.domain, Subset):
        del names[0]
    return [quoted(f"_cell_{name}") for name in names]


def neither(cell: str) -> str:
    """Return whether a cell is neither true nor false, nor NULL."""
    return f"({cell} <> TRUE AND {cell} <> FALSE)"


@immutable
class Cells:
    """Read the cells of a table as the answers to the questions of a tree."""

    tree: Tree
    dialect: Dialect
    statement: Statement
    key: str
    today: date | None

    def read(self) -> str:
        """Define a column for each question; return that of what is wrong."""
        questions = [*self.tree.questions.values()]
        self._refuse(questions)
        define = self.statement.define
        self.statement.begin("the cells, as they are")
        define(quoted(self.key), "_key")
        for question in questions:
            for name, found in self.raw(question).items():
                define(found, name)
        self.statement.begin("the answers; NULL is not answered")
        for question in questions:
            words = comment(question.text)
            define(f"{words}\n{self.code(question)}", first_column(question))
        self.statement.begin("what is no answer")
        asked = (question for question in questions if question.id != TODAY)
        return define(joined("||", [*map(self.wrong, asked)] or ["''"]), "_wrong")

    def raw(self, question: Question) -> dict[str, str]:
        """Return the cells of a question, by the names of their columns here."""
        name, dialect = question.id, self.dialect
        cell = quoted(name)
        as_text = f"LOWER(TRIM(CAST({cell} AS TEXT)))"
        unsure = f"{name}__{UNSURE}"
        truth = dialect.truth
        also = {f"_cell_{unsure}": truth(quoted(unsure))} if question.unsure else {}
        if name == TODAY:
            day = (
                dialect.literal(self.today.isoformat()) if self.today else dialect.today
            )
            return {f"_cell_{name}": dialect.day(day)}
        match question.domain:
            case Words():
                return {f"_cell_{name}": as_text}
            case Free():
                return {f"_cell_{name}": cell}
            case Subset(keys):
                each = (f"{name}__{key}" for key in keys)
                return {f"_cell_{one}": truth(quoted(one)) for one in each} | also
            case _:
                read = dialect.day if question.is_date else dialect.number
                return {f"_cell_{name}": read(cell), f"_said_{name}": as_text} | also

    def wrong(self, question: Question) -> str:
        """Return what is wrong if something stands there that is no answer."""
        name, cell = question.id, quoted(f"_cell_{question.id}")
        domain = question.domain
        match domain:
            case Free():  # what is written is not judged
                return "''"
            case Words():
                given, code = f"{cell} NOT IN ('', 'nan')", text("not_an_option")
            case Subset(keys):
                each = [quoted(f"_cell_{name}__{key}") for key in keys]
                gap = joined("OR", [f"{one} IS NULL" for one in each])
                odd = [neither(flag) for flag in flags(question)]
                whens = [f"WHEN {bare(joined('OR', odd))} THEN 'not_an_option'"]
                whens.append(f"WHEN {bare(gap)} THEN 'missing'")
                given = joined("OR", [*(f"{one} IS NOT NULL" for one in each), *odd])
                code = case(whens, "'alone_with_others'")
            case _:
                said = [f"{quoted(f'_said_{name}')} NOT IN ('', 'nan')"]
                given = joined("OR", said + [neither(one) for one in flags(question)])
                code = self._why(question, cell)
        found = f"WHEN {quoted(first_column(question))} IS NULL AND {given}"
        told = f"{text(f'{SEPARATOR}{name}: ')} || {code}"
        return case([f"{found} THEN {told}"], "''")

    def _why(self, question: Question, cell: str) -> str:
        """Return why a number or a day is no answer."""
        low, high = self._ends(question)
        early, late, none = CODES[question.is_date]
        whens = [
            f"WHEN {cell} < {low} THEN {early}",
            f"WHEN {cell} > {high} THEN {late}",
        ]
        if not question.is_date:
            digits = f"ROUND({cell}, {question.decimals}) <> {cell}"
            whens.append(f"WHEN {digits} THEN 'too_many_digits'")
        if question.unsure:
            unsure = quoted(f"_cell_{question.id}__{UNSURE}")
            whens.insert(0, f"WHEN {unsure} = TRUE THEN 'contradiction'")
            whens.insert(0, f"WHEN {neither(unsure)} THEN 'not_an_option'")
        return case(whens, none)

    def _ends(self, question: Question) -> tuple[str, str]:
        low, high = (Decimal(end).scaleb(-question.decimals) for end in question.range)
        return f"{low:f}", f"{high:f}"

    def _refuse(self, questions: Sequence[Question]) -> None:
        names = [name for q in questions for name in columns_of(q)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise Unsayable(f"two questions have the column {in_ticks(twice)}")
        most = self.dialect.longest - len("_cell_")
        long = [name for name in names if len(name) > most]
        if long:
            raise Unsayable(
                f"{self.dialect.name} cuts names of more than {most} letters, such as "
                f"{in_ticks(long[:1])}"
            )
        for question in questions:
            if isinstance(question.domain, Subset) and len(question.domain.keys) > MOST:
                raise Unsayable(
                    f"`{question.id}` has more than {MOST} options, which no whole "
                    "number holds: decide with `tree.decide`"
                )

    def code(self, question: Question) -> str:
        """Return the code of what the cells of a question say."""
        domain = question.domain
        match domain:
            case Words():
                return self._word(question)
            case Free():
                cell = quoted(f"_cell_{question.id}")
                return case([f"WHEN {cell} IS NOT NULL THEN {text(UNSURE)}"])
            case Subset(keys):
                return self._options(question, keys)
            case _:
                return self._number(question)

    def _word(self, question: Question) -> str:
        cell = quoted(f"_cell_{question.id}")
        if question.type != "yes_no":
            known = ", ".join(map(text, question.keys))
            return case([f"WHEN {cell} IN ({known}) THEN {cell}"])
        spelt = {"yes": self.dialect.yes, "no": self.dialect.no}
        spelt |= {UNSURE: (UNSURE,)} if question.unsure else {}
        return case(
            f"WHEN {cell} IN ({', '.join(map(text, words))}) THEN {text(key)}"
            for key, words in spelt.items()
        )

    def _options(self, question: Question, keys: tuple[str, ...]) -> str:
        """Return the bits of the options; NULL where one of them is left open."""
        cells = [quoted(f"_cell_{question.id}__{key}") for key in keys]
        bits = [
            f"CASE WHEN {x} = TRUE THEN {1 << n} WHEN {x} = FALSE THEN 0 END"
            for n, x in enumerate(cells)
        ]
        found = joined("+", [f"CAST({bits[0]} AS BIGINT)", *bits[1:]])
        unsure = quoted(f"_cell_{question.id}__{UNSURE}")
        sure = f"{unsure} = TRUE"
        whens = list[str]()
        if question.alone:
            ticked = [f"CASE WHEN {x} = TRUE THEN 1 ELSE 0 END" for x in cells]
            ticked += [f"CASE WHEN {sure} THEN 1 ELSE 0 END"] if question.unsure else []
            alone = [f"{cells[keys.index(key)]} = TRUE" for key in question.alone]
            both = f"{joined('OR', alone)} AND {joined('+', ticked)} > 1"
            whens.append(f"WHEN {both} THEN NULL")
        if question.unsure:
            mark = marks(question).unsure
            whens.append(f"WHEN {neither(unsure)} THEN NULL")
            none = joined("AND", [f"{x} IS NULL" for x in cells])
            whens.append(f"WHEN {sure} AND {none} THEN {mark}")
            whens.append(f"WHEN {sure} THEN {found} + {mark}")
        return case(whens, found) if whens else found

    def _number(self, question: Question) -> str:
        """Return a number in units of its last decimal; NULL where it has more."""
        cell, decimals = quoted(f"_cell_{question.id}"), question.decimals
        fits, found = f"{cell} BETWEEN {' AND '.join(self._ends(question))}", cell
        if not question.is_date:
            fits += f" AND ROUND({cell}, {decimals}) = {cell}"
            found = f"ROUND({cell} * {10**decimals})" if decimals else cell
        whens = [f"WHEN {fits} THEN CAST({found} AS BIGINT)"]
        if question.unsure:
            unsure = quoted(f"_cell_{question.id}__{UNSURE}")
            empty = f"COALESCE({quoted(f'_said_{question.id}')}, '') IN ('', 'nan')"
            mark = f"CASE WHEN {empty} THEN {marks(question).unsure} END"
            whens.insert(0, f"WHEN {unsure} = TRUE THEN {mark}")
            whens.insert(0, f"WHEN {neither(unsure)} THEN NULL")
        return case(whens)
