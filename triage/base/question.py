"""Questions: what can be asked, and what can be answered to it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, total_ordering
from typing import TYPE_CHECKING, Any

import attrs

from triage.base.answer import NO_OPTION, UNSURE, Answer, plain_number, tidy
from triage.base.exceptions import AnswerError, AnswerProblem, listed_options
from triage.base.foreign import Foreign, Native, class_name, native
from triage.base.frozen import frozen
from triage.base.immutable import immutable
from triage.base.kinds import KINDS, Domain, Free, Kind, Range, Subset
from triage.base.kinds.duration import Turn
from triage.base.kinds.kind import Refusal
from triage.base.limits import LIMITS
from triage.base.money import CURRENCIES
from triage.base.offset import Offset
from triage.base.reply import heard, rule
from triage.base.speech import ENGLISH, Speech
from triage.base.typed import Typed, meant
from triage.base.wording import many, quoted

if TYPE_CHECKING:
    from triage.base.shapes import CodingJSON, OptionJSON, QuestionJSON

DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


@immutable
class Coding:
    """Say what something is called in a code system.

    Args:
        system: The address of the system, such as ``http://loinc.org``.
        code: The code.
        display: What the system calls it; may be empty.

    >>> Coding("http://unitsofmeasure.org", "wk").to_dict()
    {'system': 'http://unitsofmeasure.org', 'code': 'wk', 'display': ''}
    """

    system: str
    code: str
    display: str = ""

    def to_dict(self) -> "CodingJSON":
        """Return the coding as JSON."""
        return {"system": self.system, "code": self.code, "display": self.display}


@total_ordering
@immutable
class Level:
    """Name one step of the urgency scale; levels of one tree compare by urgency.

    Args:
        id: The id, such as ``same_day``.
        title: What a person reads, such as "Be seen today".
        rank: The place on the scale; 0 is the lowest.
        colour: How pictures paint it, such as ``#a30019``; may be empty.

    >>> import triage
    >>> tree = triage.load("back_pain")
    >>> tree.decide({"overdose_signs": "yes"}).level >= tree.level("same_day")
    True
    """

    id: str
    title: str
    rank: int
    colour: str = ""

    def __lt__(self, other: "Level") -> bool:
        return self.rank < other.rank if type(other) is Level else NotImplemented


NO_LEVEL = Level("", "", -1)
"""What is below all levels: that of advice without urgency."""


DEFAULT_SCALE = (
    Level("self_care", "Care at home", 0),
    Level("pharmacist", "Ask a pharmacist", 1),
    Level("routine", "Routine appointment", 2),
    Level("soon", "See a clinician within two weeks", 3),
    Level("same_day", "Be seen today", 4),
    Level("emergency", "Emergency care now", 5),
)
"""The urgency scale of a tree that declares none."""


@immutable
class Option:
    """Offer one answer of a ``one_of`` or ``any_of`` question.

    Args:
        id: The id by which answers are kept.
        text: What a person reads.
        points: What the option adds to ``points(question)``.
        codes: What it is called in code systems.
        alone: Whether nothing else can be chosen beside it.
        name: What reasons and pictures call it; empty for its text.

    >>> import triage
    >>> triage.load("back_pain").questions["course"].choices["better"].text
    'It is getting better'
    """

    id: str
    text: str
    points: Decimal = Decimal(0)
    codes: tuple[Coding, ...] = ()
    alone: bool = attrs.field(default=False, kw_only=True)
    name: str = attrs.field(default="", kw_only=True)

    def to_dict(self) -> "OptionJSON":
        """Return the option as JSON.

        >>> Option("dry", "Dry", name="dry cough").to_dict()
        {'id': 'dry', 'text': 'Dry', 'name': 'dry cough'}
        """
        found: OptionJSON = {"id": self.id, "text": self.text}
        if self.alone:
            found["alone"] = True
        if self.name:
            found["name"] = self.name
        if self.codes:
            found["codes"] = [coding.to_dict() for coding in self.codes]
        return found


@immutable
class Response:
    """Say something back to an answer.

    Args:
        to: The answer: an option, ``yes``, ``no``, ``unsure``, or ``none`` where none
            of the options were chosen.
        text: What is said, in Markdown.
    """

    to: str
    text: str


@immutable
class Question:
    """Ask a person one thing.

    Args:
        id: The id by which answers are kept; stable for ever.
        text: What is asked.
        type: The name of its kind: ``yes_no``, ``one_of``, ``any_of``, ``integer``,
            ``number``, ``date`` or ``text``.
        options: What can be chosen; empty for the other types.
        ordered: Whether conditions may compare the options, the first being the least.
        minimum: The least number or first day allowed; None for the other types.
        maximum: The greatest number or last day allowed.
        since: How far the first day allowed is from today, where it goes by that;
            then ``minimum`` is the first on any day.
        until: How far the last day allowed is from today, likewise.
        decimals: How many digits after the point are kept.
        unit: What a number counts, such as ``weeks``; may be empty.
        most: How many characters a text may have; 0 for the other types.
        lines: Whether a text may have several lines.
        personal: Whether records of decisions leave out what was written.
        unsure: Whether "not sure" is an answer; a text can always be left blank.
        again: A plainer wording, shown once before "not sure" is accepted.
        help: What helps to answer, in Markdown; may be empty.
        why: Why this is asked, in Markdown; may be empty.
        if_wrong: What is said where an answer is refused; empty for what is allowed.
        responses: What is said back to some of the answers.
        cites: Ids of the sources.
        ordinary: The answer of the well patient.
        middle: The middle of the limits of a date on an ordinary day, where these go
            by today.
        codes: What it is called in code systems.
        name: What people call it in a few words; may be empty.
        turns: Where comparisons of the tree with this number turn, so that no rounding
            crosses one; None where every difference may matter.

    Attributes:
        domain: What can be answered, "not sure" apart.
        choices: The options by id.
        alone: The ids of the options beside which nothing else can be chosen.
        range: The least and greatest number, in units of the last decimal; of a
            date, the numbers of the first and the last day.
        keys: The words that can be answered, ``"unsure"`` last.

    >>> pain = Question(
    ...     id="pain",
    ...     text="How bad is it?",
    ...     type="integer",
    ...     minimum=Decimal(0),
    ...     maximum=Decimal(10),
    ... )
    >>> pain.accept("7")
    7
    """

    id: str
    text: str = attrs.field(repr=False)  # answers may be filled into it, as below
    type: str
    options: tuple[Option, ...] = ()
    ordered: bool = attrs.field(default=False, kw_only=True)
    minimum: Decimal | date | None = None
    maximum: Decimal | date | None = None
    since: Offset | None = attrs.field(default=None, kw_only=True)
    until: Offset | None = attrs.field(default=None, kw_only=True)
    decimals: int = 0
    unit: str = ""
    most: int = attrs.field(default=0, kw_only=True)
    lines: bool = attrs.field(default=False, kw_only=True)
    personal: bool = attrs.field(default=False, kw_only=True)
    unsure: bool = False
    again: str = attrs.field(default="", repr=False)
    help: str = attrs.field(default="", repr=False)
    why: str = attrs.field(default="", repr=False)
    if_wrong: str = attrs.field(default="", repr=False, kw_only=True)
    responses: tuple[Response, ...] = attrs.field(default=(), kw_only=True)
    cites: tuple[str, ...] = ()
    ordinary: Answer = ""
    middle: date | None = attrs.field(default=None, eq=False, repr=False, kw_only=True)
    codes: tuple[Coding, ...] = ()
    name: str = ""
    turns: tuple[Turn, ...] | None = attrs.field(default=(), eq=False, repr=False)
    speech: Speech = attrs.field(default=ENGLISH, eq=False, repr=False, kw_only=True)

    @property
    def kind(self) -> Kind:
        """All that its type is."""
        return KINDS[self.type]

    @cached_property
    def domain(self) -> Domain:
        return self.kind.domain(self)

    @cached_property
    def choices(self) -> Mapping[str, Option]:
        return frozen({option.id: option for option in self.options})

    @cached_property
    def alone(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options if option.alone)

    def can_stand(self, keys: Collection[str]) -> bool:
        """Return whether some words can be chosen together.

        >>> calm = Option("calm", "I feel calm", alone=True)
        >>> mood = Question("mood", "How?", "any_of", (Option("low", "Low"), calm))
        >>> mood.can_stand(["low"]), mood.can_stand(["low", "calm"])
        (True, False)
        """
        return len(keys) < len("ab") or not any(key in keys for key in self.alone)

    def responses_to(self, answer: Answer) -> tuple[str, ...]:
        """Return what is said back to an answer, each text as it is written.

        >>> oh = Response("yes", "Oh.")
        >>> sore = Question("sore", "Is it sore?", "yes_no", responses=(oh,))
        >>> sore.responses_to("yes"), sore.responses_to("no")
        (('Oh.',), ())
        """
        chosen = (answer or (NO_OPTION,)) if isinstance(answer, tuple) else (answer,)
        return tuple(one.text for one in self.responses if one.to in chosen)

    def on(self, today: date) -> "Question":
        """Return the question as it is asked on a day.

        >>> born = Question("born", "When?", "date", until=Offset(0, 0))
        >>> born.on(date(2026, 4, 1)).maximum
        datetime.date(2026, 4, 1)
        """
        if self.since is None and self.until is None:
            return self
        least = self.minimum if self.since is None else self.since.on(today)
        most = self.maximum if self.until is None else self.until.on(today)
        ends: dict[str, Any] = {"minimum": least, "maximum": most}
        return attrs.evolve(self, **ends, since=None, until=None)

    @property
    def is_number(self) -> bool:
        """Whether the answer is a number, or a day, which is held as its number."""
        return isinstance(self.domain, Range)

    @property
    def is_text(self) -> bool:
        """Whether the answer is what a person writes, by which nothing is decided."""
        return isinstance(self.domain, Free)

    @property
    def is_date(self) -> bool:
        """Whether the answer is a day of the calendar."""
        return self.kind.dated

    @cached_property
    def range(self) -> tuple[int, int]:
        found = self.domain
        return (found.low, found.high) if isinstance(found, Range) else (0, 0)

    def scaled(self, value: int | Decimal | date) -> int:
        """Return a number in units of the last decimal: 1.5 with one is 15.

        Of a day it is its number in the calendar.
        """
        if isinstance(value, date):
            return value.toordinal()
        return int(value * 10**self.decimals)

    def from_scaled(self, value: int) -> Answer:
        """Return the answer that is a number of units of the last decimal.

        Raises:
            ValueError: It is not an answer to this question.
        """
        return self.accept(self._unscaled(value))

    def _unscaled(self, value: int) -> Decimal | date:
        if self.is_date:
            return date.fromordinal(value)
        return tidy(Decimal(value).scaleb(-self.decimals))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        words = () if isinstance(self.domain, Range | Free) else self.domain.keys
        return (*words, UNSURE) if self.unsure else words

    @cached_property
    def usual(self) -> Answer:
        """What the well patient answers.

        That is ``ordinary``; without one it is no, none of the options, the first
        option, or the middle of the numbers.
        """
        return self.kind.default(self) if self.ordinary == "" else self.ordinary

    @property
    def allowed(self) -> str:
        """What may be answered, as a phrase for messages."""
        if isinstance(self.domain, Free):
            return f"{self.extent}, or `unsure` for none"
        if isinstance(self.domain, Range):
            unsure = ", or `unsure`" if self.unsure else ""
            ends = attrs.evolve(self, speech=ENGLISH).ends  # as all else of it is
            if self.unit in CURRENCIES:  # a file, and a program, give a plain number
                ends = f"{self.minimum} to {self.maximum} {self.unit}"
            return f"{self.kind.noun} from {ends}{unsure}"
        form = "a list" if isinstance(self.domain, Subset) else "one"
        alone = f" ({quoted(self.alone)} only by itself)" if self.alone else ""
        return f"{form} of {quoted(self.keys)}{alone}"

    @property
    def extent(self) -> str:
        """How much may be written, such as "a text of at most 200 characters"."""
        of = "of several lines and" if self.lines else "of"
        return f"a text {of} at most {many(self.most, 'character')}"

    @property
    def ends(self) -> str:
        """The least and greatest number as a phrase, such as "0 to 120 years"."""
        unit = "" if self.unit in CURRENCIES else self.unit
        return f"{' to '.join(self.kind.ends(self))} {unit}".strip()

    def accept(self, value: object) -> Answer:
        """Return an answer in its one form.

        Args:
            value: ``True``, ``False``, a number, a ``date``, an option id, a list of
                option ids, or the text of any of these; also as a scalar of numpy or
                pandas or a member of an enumeration. ``"none"`` and ``[]`` mean none of
                the options. Numbers with a unit of time also take ``"3 days"``,
                ``"2 h 30 min"`` or a ``timedelta``, rounded down, unless a limit of
                the tree is so near that it matters. Days also take ``"1 April 2026"``
                and ``"13/04/2026"``, but not ``"03/04/2026"``, which can be two. To a
                text question any text is an answer, and an empty one leaves it blank.

        Raises:
            AnswerError: The value is not an answer to this question. It is also a
                ``ValueError``.
        """
        if isinstance(self.domain, Free):  # what is written is kept nowhere
            return self._read(value)
        known = self._accepted.get(type(value))
        if known is None:
            return self._read(value)
        if value in known:
            return known[value]
        found = self._read(value)
        if len(known) < LIMITS.kept_answers and len(str(value)) < LIMITS.typed:
            known[value] = found
        return found

    @cached_property
    def _accepted(self) -> Mapping[object, dict[object, Answer]]:
        """What was accepted, by what was given: it is not read again."""
        return {str: {}, int: {}, bool: {}}

    def _read(self, value: object) -> Answer:
        try:
            if isinstance(value, Typed):
                return meant(self, str(value), self._exact)
            return self._exact(value)
        except Refusal as refusal:
            raise self._refused(value, refusal) from None

    def _exact(self, value: object) -> Answer:
        given = native(value)
        if isinstance(given, str):
            given = given if self.is_text else given.strip().lower()
        if self.unsure and given == UNSURE:
            return (UNSURE,) if isinstance(self.domain, Subset) else UNSURE
        return self._parsed(given)

    def _parsed(self, given: Native) -> Answer:
        if given is None or (given == "" and not self.is_text):
            raise Refusal("missing")
        return self.kind.parse(self, given)

    def reply(self, text: str, *, comma: bool = False) -> Answer:
        """Return the answer that a person means by what was typed or tapped.

        Besides what ``accept`` takes these are: the text of an option, its number in
        the list, "y", "not sure", "none of these", "two weeks".

        Args:
            text: What was typed.
            comma: Whether a comma is a decimal mark, as it is in many languages.

        Raises:
            AnswerError: It is not an answer; ``problems[0].message`` says so in words
                for that person.

        >>> fever = Question(id="fever", text="Fever?", type="yes_no", unsure=True)
        >>> fever.reply("I don't know"), fever.reply("Y"), fever.reply("2")
        ('unsure', 'yes', 'no')
        >>> ends = {"minimum": Decimal(0), "maximum": Decimal(9999), "decimals": 2}
        >>> cost = Question("cost", "How much?", "number", unit="GBP", **ends)
        >>> cost.reply("£1,250.50")
        Decimal('1250.5')
        """
        try:
            return heard(self, text, comma=comma)
        except Refusal as refusal:
            raise self._refused(text, refusal) from None

    def _refused(self, value: object, refusal: Refusal) -> AnswerError:
        """Return the error for what is not an answer; it says what is allowed."""
        given = native(value)
        foreign = isinstance(given, Foreign | date)
        this = f"this `{class_name(value)}`" if foreign else "this"
        form = f", {refusal.form}" if refusal.form else ""
        advice = refusal.advice or f"give {self.allowed}{form}"
        wrong = self.if_wrong or rule(self)
        problem = AnswerProblem(
            code=refusal.code,
            questions=(self.id,),
            message=f"{self.speech.say(refusal.hint)} {wrong}".strip(),
            reason=f"{this} is not an answer: {advice}",
            limits=self.limits,
            options=self.labels,
            value=value if refusal.about is None else refusal.about,
        )
        return AnswerError((problem,))

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The texts of what can be chosen, by id, "not sure" last."""
        say = self.speech.say
        texts = {key: say(self._plain(key).capitalize()) for key in self.keys}
        return frozen(texts | {key: item.text for key, item in self.choices.items()})

    @property
    def limits(self) -> Mapping[str, str]:
        """What a number must keep to, as text because it is exact; else empty."""
        if not isinstance(self.domain, Range):
            return frozen({})
        low, high = map(str, map(self._unscaled, self.range))
        more = {"decimals": str(self.decimals), "unit": self.unit}
        return frozen({"min": low, "max": high} | ({} if self.is_date else more))

    @cached_property
    def brief(self) -> "Question":
        """The question with its options by their names, as reasons say an answer.

        >>> wet = Option("wet", "I cough up phlegm", name="wet")
        >>> Question("cough", "How?", "one_of", (wet,)).brief.describe("wet")
        'wet'
        """
        if not any(option.name for option in self.options):
            return self
        called = (attrs.evolve(x, text=x.name or x.text) for x in self.options)
        return attrs.evolve(self, options=tuple(called))

    def describe(self, answer: Answer) -> str:
        """Return an accepted answer as a person reads it."""
        if answer == UNSURE:
            return self.speech.say(self._plain(UNSURE))
        return self.kind.format(self, answer)

    def _plain(self, key: str) -> str:
        """Return what a key is called in English, where the library has it."""
        blank = "left blank" if self.is_text else "not sure"
        return blank if key == UNSURE else key

    def to_dict(self) -> "QuestionJSON":
        """Return the question as JSON, for any front end.

        A number has ``min`` and ``max``, as text because they are exact, ``decimals``
        and ``unit``; a date has ``min`` and ``max``; a text has ``most`` and ``lines``;
        any other kind has ``options``, each with its ``id`` and its ``text``, "not
        sure" among them.

        >>> Question(id="fever", text="Fever?", type="yes_no").to_dict()["options"]
        [{'id': 'yes', 'text': 'Yes'}, {'id': 'no', 'text': 'No'}]
        """
        found: QuestionJSON = {
            "id": self.id,
            "kind": self.type,
            "text": self.text,
            "help": self.help,
            "why": self.why,
            "unsure": self.unsure,
        }
        if isinstance(self.domain, Range):
            found["min"], found["max"] = self.limits["min"], self.limits["max"]
            if not self.is_date:
                found["decimals"], found["unit"] = self.decimals, self.unit
        elif isinstance(self.domain, Free):
            found["most"], found["lines"] = self.most, self.lines
            found["personal"] = self.personal
        else:
            found["options"] = listed_options(self.labels)
            for option in found["options"]:
                if (choice := self.choices.get(option["id"])) is not None:
                    option.update(choice.to_dict())
        if self.codes:
            found["codes"] = [coding.to_dict() for coding in self.codes]
        if self.name:
            found["name"] = self.name
        if self.if_wrong:
            found["if_wrong"] = self.if_wrong
        return found

    @property
    def answer_schema(self) -> dict[str, Any]:
        """The JSON Schema of an answer; digits after the point are ``x-decimals``.

        They are no ``multipleOf``, as programs calculate that with rounded numbers.
        The first and the last day of a date are ``x-minimum`` and ``x-maximum``; what a
        date looks like is a ``pattern``, as few programs look at a ``format``.

        >>> Question(id="fever", text="Fever?", type="yes_no").answer_schema
        {'enum': ['yes', 'no']}
        """
        match self.domain:
            case Range():
                number = self._number_schema()
                return {"anyOf": [number, {"const": UNSURE}]} if self.unsure else number
            case Subset():
                free = [key for key in self.keys if key not in self.alone]
                some = {"type": "array", "items": {"enum": free}, "uniqueItems": True}
                each = [{"const": [key]} for key in self.alone]
                return {"anyOf": [some, *each]} if each else some
            case Free(most):
                return {"type": "string", "maxLength": most}
            case _:
                return {"enum": [*self.keys]}

    def _number_schema(self) -> dict[str, Any]:
        if self.is_date:
            day = {"type": "string", "format": "date", "pattern": DAY}
            return day | {f"x-{end}imum": text for end, text in self.limits.items()}
        ends = (Decimal(n).scaleb(-self.decimals) for n in self.range)
        least, most = map(plain_number, ends)
        kind = "number" if self.decimals else "integer"
        number = {"type": kind, "minimum": least, "maximum": most}
        return number | ({"x-decimals": self.decimals} if self.decimals else {})


def faults(question: Question, value: object) -> Iterator[AnswerProblem]:
    """Yield what is wrong with a value, if it is no answer to a question.

    >>> fever = Question("fever", "Fever?", "yes_no")
    >>> [problem.code for problem in faults(fever, "maybe")]
    ['not_an_option']
    """
    try:
        question.accept(value)
    except AnswerError as error:
        yield from error.problems
