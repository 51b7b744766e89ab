"""The typed syntax tree of a condition: what it means, and where it was written.

The union of nodes is closed. Nodes are equal when they mean the same, wherever they
were written; their hashes are kept, because walks look conditions up by what they mean.
A new node needs a line in the visitors at the end of this module, and type checkers
point to every other place that must know it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias, TypeVar

import attrs

from triage.base.frozen import frozen
from triage.base.immutable import HashOnce, immutable
from triage.base.question import Option
from triage.base.text import Span

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
"""What a comparison becomes when its sides change places."""

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
"""What is so when a comparison is not."""

Points: TypeAlias = tuple[tuple[str, int], ...]
"""Options, and what each is worth."""


def new(*, default: Any) -> Any:
    """Declare a field that is hashed only where it says more than its default.

    So trees that were written before it keep their hashes.
    """
    return attrs.field(default=default, metadata={"new": True})


@immutable
class Node(HashOnce):
    span: Span | None = attrs.field(default=None, eq=False, repr=False, kw_only=True)


@immutable
class Always(Node):
    """Hold always, or never: what a condition folds to when nothing can change it."""

    holds: bool


@immutable
class Is(Node):
    """Hold when a question is answered as listed: "yes", or some options, never all."""

    question: str
    answers: tuple[str, ...]


@immutable
class Chosen(Node):
    """Hold when an option of an ``any_of`` question is chosen."""

    question: str
    option: str


@immutable
class ValueHolds(Node):
    value: str


@immutable
class ValueIs(Node):
    """Hold when a value is one of the words listed, which are never all it can be."""

    value: str
    answers: tuple[str, ...]


@immutable
class NumberOf(Node):
    """Be the answer to a number question, in units of its last decimal."""

    question: str


@immutable
class CountOf(Node):
    """Be how many options of an ``any_of`` question are chosen."""

    question: str


@immutable
class PointsOf(Node):
    """Be the points of the chosen options, whole numbers of ``10 ** -scale``."""

    question: str
    points: Points
    scale: int = 0


@immutable
class Count(Node):
    items: tuple["Condition", ...]


@immutable
class ValueNumber(Node):
    """Be a named number or date of the tree, in units of its own scale."""

    value: str
    scale: int = 0
    dated: bool = new(default=False)


@immutable
class Product(Node):
    """Multiply two numbers."""

    left: "Sum"
    right: "Sum"


@immutable
class Quotient(Node):
    """Divide by a number above zero, exactly: in units of one, and with fractions."""

    numerator: "Sum"
    denominator: "Sum"


@immutable
class Rounded(Node):
    """Round to a multiple of ``step * 10 ** -scale``: ``round``, ``floor``, ``ceil``.

    ``round`` goes to the nearest, and from the middle away from zero.
    """

    how: str
    item: "Sum"
    step: int
    scale: int = 0


@immutable
class Least(Node):
    items: tuple["Sum", ...]


@immutable
class Greatest(Node):
    items: tuple["Sum", ...]


@immutable
class Choose(Node):
    """Be the number of the first test that holds, and the last one when none does."""

    tests: tuple["Condition", ...]
    items: tuple["Sum", ...]


@immutable
class Within(Node):
    """Be a named number where a test has shown that it is within bounds.

    Elsewhere, where nobody looks at it, it is the nearer bound.
    """

    term: "NumberOf | ValueNumber"
    low: int
    high: int


@immutable
class Elapsed(Node):
    """Be how many whole weeks, months or years there are between two dates."""

    unit: str
    start: "Sum"
    end: "Sum"


@immutable
class Shifted(Node):
    """Be a date some months later: the same day of the month, or else its last."""

    day: "Sum"
    months: "Sum"


@immutable
class OnWeekday(Node):
    """Be a date that is a day of the week: the last ``before``, or the first ``after``.

    That is the day itself where it is one. The day of the week is the rest of the
    number of a date by seven: Sunday is 0, and Saturday 6.
    """

    how: str
    day: "Sum"
    weekday: int


@immutable
class Rates(HashOnce):
    """Hold a table by days: each first day, and the whole number of units from then."""

    steps: tuple[tuple[int, int], ...]
    scale: int = 0


@immutable
class Accrued(Node):
    """Add up a rate for each day from one to another, both counted.

    The value is the table from which the rates come; none of them is below 0.
    """

    value: str
    rates: Rates
    first: "Sum"
    last: "Sum"


Calendar: TypeAlias = Elapsed | Shifted | OnWeekday | Accrued
"""What is made of dates by the calendar."""

Computed: TypeAlias = (
    Product | Quotient | Rounded | Least | Greatest | Choose | Within | Calendar
)
"""What is more than a sum: each has a scale and a range of its own."""

Term: TypeAlias = NumberOf | CountOf | PointsOf | Count | ValueNumber | Computed


@immutable
class Sum(Node):
    """Add up terms, each once, and a constant: whole numbers of ``10 ** -scale``.

    What is ``dated`` is the number of a day.
    """

    terms: tuple[tuple[int, Term], ...]
    constant: int = 0
    scale: int = 0
    dated: bool = new(default=False)

    def times(self, factor: int, digits: int = 0) -> "Sum":
        """Return the sum multiplied by ``factor * 10 ** -digits``."""
        terms = tuple((factor * own, term) for own, term in self.terms if factor)
        constant, scale = factor * self.constant, self.scale + digits
        return Sum(terms, constant, scale, span=self.span)

    def rescaled(self, scale: int) -> "Sum":
        """Return the same sum with more digits after the point."""
        found = self.times(10 ** (scale - self.scale), scale - self.scale)
        return found.as_date() if self.dated else found

    def as_date(self) -> "Sum":
        """Return the same number as that of a day."""
        return attrs.evolve(self, dated=True)

    def plus(self, other: "Sum") -> "Sum":
        scale = max(self.scale, other.scale)
        one, two = self.rescaled(scale), other.rescaled(scale)
        merged: dict[Term, int] = {}
        for factor, term in one.terms + two.terms:
            merged[term] = merged.get(term, 0) + factor
        terms = tuple((factor, term) for term, factor in merged.items() if factor)
        return Sum(terms, one.constant + two.constant, scale)

    def minus(self, other: "Sum") -> "Sum":
        return self.plus(other.times(-1))


@immutable
class Word(Node):
    """Be one word: an option of a value."""

    word: str


@immutable
class AnswerOf(Node):
    """Be the option that is chosen of a question; while it is open, any of them."""

    question: str


@immutable
class ValueWord(Node):
    """Be what another value is, that is one of some words."""

    value: str


@immutable
class Pick(Node):
    """Be the word of the first test that holds, and the last one when none does."""

    tests: tuple["Condition", ...]
    items: tuple["Worded", ...]


Worded: TypeAlias = Word | AnswerOf | ValueWord | Pick
"""What is one of some words; while that is open, one of those that are left."""


@immutable
class Compare(Node):
    """Hold as ``<``, ``<=``, ``==``, ``>`` or ``>=`` says; ``!=`` is a `Not`.

    The ``difference`` is a sum ``d`` so that this is ``d < 0``, ``d <= 0`` or
    ``d == 0``. It follows from the others; the logic hash of a tree names it.
    """

    left: Sum
    operator: str
    right: Sum
    difference: Sum = attrs.field(init=False)

    @difference.default
    def _difference(self) -> Sum:
        if self.operator in (">", ">="):
            return self.right.minus(self.left)
        return self.left.minus(self.right)


@immutable
class Not(Node):
    item: "Condition"


@immutable
class And(Node):
    items: tuple["Condition", ...]


@immutable
class Or(Node):
    items: tuple["Condition", ...]


@immutable
class Asked(Node):
    """Hold when questions were put to the person, or skipped by their ``only_if``."""

    questions: tuple[str, ...]


@immutable
class Answered(Node):
    """Hold when questions were put to the person, and not skipped."""

    questions: tuple[str, ...]


@immutable
class Open(Node):
    """Hold when a question was not asked or was answered "not sure"."""

    question: str


@immutable
class Unsure(Node):
    """Hold when the answers leave a condition open."""

    item: "Condition"


@immutable
class UnsureNumber(Node):
    item: Sum


@immutable
class UnsureWord(Node):
    item: Worded


@immutable
class Maybe(Node):
    """Hold unless the answers say that a condition does not hold."""

    item: "Condition"


@immutable
class Surely(Node):
    """Hold only if the answers say that a condition holds."""

    item: "Condition"


@immutable
class Urgent(Node):
    """Hold when what was collected on the path reaches an urgency.

    The rank decides, and one above the scale never holds; the level is for words.
    """

    rank: int
    level: str = attrs.field(eq=False)


@immutable
class Advised(Node):
    recommendation: str


@immutable
class Ends(Node):
    """Hold when the walk ended by going to a recommendation."""

    recommendation: str


Heard: TypeAlias = Asked | Answered
"""What asks what an interview has asked, and nothing of the answers."""

Knowing: TypeAlias = Heard | Open | Unsure | UnsureNumber | UnsureWord | Maybe | Surely
"""What asks how much is known: there a question may stand without a plain answer."""

Outcome: TypeAlias = Urgent | Advised | Ends

Condition: TypeAlias = (
    Always
    | Is
    | Chosen
    | ValueHolds
    | ValueIs
    | Compare
    | Not
    | And
    | Or
    | Knowing
    | Outcome
)

Expr: TypeAlias = Condition | Sum | Term | Worded

Body: TypeAlias = Condition | Sum | Worded
"""What a value means."""

OfValue: TypeAlias = ValueHolds | ValueIs | ValueNumber | ValueWord
"""What names a value."""


@immutable
class Value:
    """Name a condition, a number with the least and greatest it can be, or a word.

    The unit is what a number counts, and the title what people call the value. Of a
    table by days with plain rows, the rates are these. The options are what a word can
    be; they may be ordered from the least to the greatest.
    """

    id: str
    body: Body
    low: int = 0
    high: int = 1
    unit: str = attrs.field(default="", eq=False)
    title: str = attrs.field(default="", eq=False)
    rates: Rates | None = attrs.field(default=None, eq=False)
    options: tuple[Option, ...] = ()
    ordered: bool = False

    @cached_property
    def choices(self) -> Mapping[str, Option]:
        return frozen({option.id: option for option in self.options})


E = TypeVar("E", bound=Expr)


def children(expr: Expr) -> tuple[Expr, ...]:
    match expr:
        case And(items) | Or(items) | Count(items) | Least(items) | Greatest(items):
            return items
        case Not(item) | Maybe(item) | Surely(item):
            return (item,)
        case Unsure(item) | UnsureNumber(item) | UnsureWord(item):
            return (item,)
        case Compare(left, _, right) | Product(left, right) | Quotient(left, right):
            return (left, right)
        case Sum(terms):
            return tuple(term for _, term in terms)
        case Choose(tests, items) | Pick(tests, items):
            return (*tests, *items)
        case Elapsed(_, one, other) | Shifted(one, other) | Accrued(_, _, one, other):
            return (one, other)
        case Rounded(item=item) | Within(item) | OnWeekday(day=item):
            return (item,)
        case _:
            return ()


FIELDS: Mapping[type[Node], tuple[str, ...]] = {
    **dict.fromkeys((Not, Maybe, Surely, Rounded), ("item",)),
    **dict.fromkeys((Unsure, UnsureNumber, UnsureWord), ("item",)),
    **dict.fromkeys((Compare, Product), ("left", "right")),
    Quotient: ("numerator", "denominator"),
    Elapsed: ("start", "end"),
    Shifted: ("day", "months"),
    OnWeekday: ("day",),
    Accrued: ("first", "last"),
    Within: ("term",),
}
"""Which fields of a node are its parts, where they are as many as these."""


def rebuild(expr: E, parts: Sequence[Any]) -> E:
    """Return an expression made of other parts, in the order of `children`.

    >>> rebuild(Not(Open("fever")), [Open("cough")])
    Not(item=Open(question='cough'))
    """
    match expr:
        case And() | Or() | Count():
            return attrs.evolve(expr, items=tuple(parts))
        case Least() | Greatest():
            return attrs.evolve(expr, items=tuple(parts))
        case Choose() | Pick():
            some = len(expr.tests)
            changed: Any = {"tests": tuple(parts[:some]), "items": tuple(parts[some:])}
            return attrs.evolve(expr, **changed)
        case _ if type(expr) in FIELDS:
            names = FIELDS[type(expr)]
            return attrs.evolve(expr, **dict(zip(names, parts, strict=True)))
        case Sum(terms):
            factors = (factor for factor, _ in terms)
            return attrs.evolve(expr, terms=tuple(zip(factors, parts, strict=True)))
        case _:
            return expr


def parts(expr: Expr) -> Iterator[Expr]:
    """Yield an expression and everything in it, outermost first."""
    left = [expr]
    while left:
        part = left.pop()
        yield part
        left.extend(reversed(children(part)))


def values_in(expr: Expr) -> Iterator[str]:
    for part in parts(expr):
        if isinstance(part, OfValue | Accrued):
            yield part.value


def parts_through(exprs: Iterable[Expr], values: Mapping[str, Value]) -> Iterator[Expr]:
    """Yield the parts of expressions, and those of each value they use, once."""
    left, seen = list(exprs), set[str]()
    for expr in left:
        for part in parts(expr):
            yield part
            if isinstance(part, OfValue) and part.value not in seen:
                seen.add(part.value)
                left.append(values[part.value].body)


def own_questions(part: Expr) -> tuple[str, ...]:
    """Return the questions that a part names itself, whatever it is made of."""
    match part:
        case Asked(questions) | Answered(questions):
            return questions
        case Is(q) | Chosen(q) | NumberOf(q) | CountOf(q) | PointsOf(q) | Open(q):
            return (q,)
        case AnswerOf(q):
            return (q,)
        case _:
            return ()


def questions_in(expr: Expr, values: Mapping[str, Value]) -> frozenset[str]:
    """Return the questions that an expression depends on, through values too."""
    found = map(own_questions, parts_through([expr], values))
    return frozenset(chain.from_iterable(found))


def asked_about(
    exprs: Iterable[Condition | None], values: Mapping[str, Value]
) -> frozenset[str]:
    """Return the questions of which conditions say whether they were asked."""
    heard = (
        own_questions(part)
        for part in parts_through(filter(None, exprs), values)
        if isinstance(part, Heard)
    )
    return frozenset(chain.from_iterable(heard))


def is_of_path(expr: Expr, values: Mapping[str, Value]) -> bool:
    """Return whether it matters where on a path an expression is judged.

    It says what was asked before, or how urgent it is by then.
    """
    return any(isinstance(x, Heard | Urgent) for x in parts_through([expr], values))


def nesting(expr: Expr, values: Mapping[str, int]) -> int:
    """Return how many levels an expression has, given those of the values it uses.

    >>> nesting(Not(ValueHolds("fever")), {"fever": 3})
    5
    """
    own = values[expr.value] if isinstance(expr, OfValue) else 0
    return 1 + max((nesting(item, values) for item in children(expr)), default=own)
