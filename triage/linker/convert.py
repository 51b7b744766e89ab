"""Questions, recommendations and sources, made from what was written."""

import keyword
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import attrs

from triage.base import markdown, wording
from triage.base.answer import NO_OPTION, Answer
from triage.base.dates import EARLIEST, LATEST
from triage.base.exceptions import TreeError
from triage.base.frozen import FrozenMap
from triage.base.holes import doubled
from triage.base.kinds import KINDS, Free, Range, Subset
from triage.base.limits import LIMITS
from triage.base.offset import Offset
from triage.base.question import (
    DEFAULT_SCALE,
    Coding,
    Level,
    Option,
    Question,
    Response,
)
from triage.base.reply import other_meaning
from triage.base.speech import ENGLISH, Speech
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.language.ast import Sum, Value
from triage.language.forms import Form
from triage.model.tree import TODAY, Citation, Recommendation
from triage.treefile import document as d
from triage.treefile.fields import DATE
from triage.treefile.texts import options_of, present, words_of

RESERVED = frozenset(
    [
        *keyword.kwlist,
        *("unsure", "yes", "no", "done", "urgency", "count", "points"),
        *("maybe", "surely", "asked", "answered", "advised", "ends"),
    ]
)
"""What no id may be: the words of Python and of the condition language."""


ANSWERS = ("yes", "no", "unsure")
"""What is an answer by itself, and so never the id of an option."""


fail = TreeError.at


def line(text: Text | None, contacts: Mapping[str, str] = FrozenMap()) -> str:
    """Return what a text says, placeholders filled; empty when it is not there."""
    return "" if text is None else wording.folded(wording.filled(text.value, contacts))


def holed(text: Text | None, contacts: Mapping[str, str]) -> str:
    """Return a line that may have holes, of which a placeholder is none."""
    return line(text, {name: doubled(words) for name, words in contacts.items()})


def prose(text: Text | None, contacts: Mapping[str, str]) -> str:
    """Return what a text in Markdown says; see ``line``."""
    return "" if text is None else markdown.told(text.value, contacts)


def all_of(text: d.Prose, contacts: Mapping[str, str]) -> str:
    """Return all that somebody may read of a text."""
    return markdown.joined(prose(part, contacts) for part in present(text))


def flag(text: Text | None) -> bool:
    return text is not None and text.value in ("true", "yes")


def codings(entries: tuple[d.CodingEntry, ...]) -> tuple[Coding, ...]:
    return tuple(
        Coding(line(one.system), line(one.code), line(one.display)) for one in entries
    )


def usual_levels(speech: Speech) -> tuple[Level, ...]:
    """Return the scale of a tree that declares none, in a language."""
    return tuple(attrs.evolve(x, title=speech.say(x.title)) for x in DEFAULT_SCALE)


def levels(
    entries: tuple[d.LevelEntry, ...], speech: Speech = ENGLISH
) -> tuple[Level, ...]:
    if len(entries) > LIMITS.levels:
        message = f"the scale has more than {LIMITS.levels} levels"
        raise fail("T108", message, entries[LIMITS.levels].id, "keep a few")
    seen: set[str] = set()
    for entry in entries:
        refuse_keyword(entry.id)
        if entry.id.value in seen:
            raise fail("T203", f"the level `{entry.id}` is declared twice", entry.id)
        seen.add(entry.id.value)
    scale = (
        Level(e.id.value, e.title.value, n, line(e.colour))
        for n, e in enumerate(entries)
    )
    return tuple(scale) or usual_levels(speech)


def citation(entry: d.SourceEntry) -> Citation:
    fields = attrs.fields(Citation)  # the keys of the file
    return Citation(*(line(getattr(entry, field.name)) for field in fields))


def recommendation(
    entry: d.RecommendationEntry,
    scale: Mapping[str, Level],
    contacts: Mapping[str, str],
) -> Recommendation:
    urgency = entry.urgency
    if urgency is not None and urgency.value not in scale:
        advice = did_you_mean(urgency.value, scale)
        raise fail("T201", f"no level is called `{urgency}`", urgency, advice)
    if entry.rank and urgency and not flag(entry.warning):
        message = f"`{entry.id}` is told by its urgency, and has no `rank`"
        raise fail("T111", message, entry.rank, "remove `rank`, or say `warning: true`")
    return Recommendation(
        id=entry.id.value,
        title=holed(entry.title, contacts),
        text=all_of(entry.text, contacts),
        urgency=None if urgency is None else scale[urgency.value],
        watch_for=all_of(entry.watch_for, contacts),
        alone=flag(entry.alone),
        warning=flag(entry.warning),
        precedence=0 if entry.rank is None else int(entry.rank.value),
        cites=tuple(map(str, entry.cites or ())),
        codes=codings(entry.codes),
        signs=tuple(map(str, entry.signs)),
    )


def question(
    entry: d.QuestionEntry,
    entries: Mapping[str, d.QuestionEntry],
    contacts: Mapping[str, str],
    speech: Speech = ENGLISH,
) -> Question:
    whole = with_lent(entry, entries)
    kind = type_of(whole).value
    low, high, decimals = whole.min, whole.max, whole.decimals
    is_text = KINDS[kind].domain_type is Free  # which can always be left blank
    made = Question(
        id=entry.id.value,
        text=holed(entry.text, contacts),
        type=kind,
        options=options(options_of(whole), contacts),
        ordered=flag(whole.ordered),
        minimum=None if low is None else bound(low, kind, entry, EARLIEST),
        maximum=None if high is None else bound(high, kind, entry, LATEST),
        since=None if low is None else Offset.read(low.value),
        until=None if high is None else Offset.read(high.value),
        decimals=KINDS[kind].decimals if decimals is None else int(decimals.value),
        unit=line(whole.unit),
        most=written(whole.most) if is_text else 0,
        lines=flag(whole.lines),
        personal=flag(whole.personal),
        unsure=is_text or may_be_unsure(whole.unsure),
        again="" if entry.unsure is None else holed(entry.unsure.again, contacts),
        if_wrong=holed(entry.if_wrong, contacts),
        help=prose(entry.help, contacts),
        why=prose(entry.why, contacts),
        cites=tuple(map(str, entry.cites or ())),
        codes=codings(entry.codes),
        name=line(entry.name),
        speech=speech,
    )
    refuse_none(whole, made)
    refuse_alone(whole, made)
    refuse_ambiguous(whole, made)
    refuse_misfit(whole, made)
    return attrs.evolve(made, responses=responses(entry, made, contacts))


MOST = 200
"""How many characters a text may have, where its question does not say."""


def written(most: Text | None) -> int:
    return MOST if most is None else int(most.value)


def may_be_unsure(entry: d.UnsureEntry | None) -> bool:
    return entry is not None and (entry.allowed is None or flag(entry.allowed))


def responses(
    entry: d.QuestionEntry, question: Question, contacts: Mapping[str, str]
) -> tuple[Response, ...]:
    """Return what is said back to answers; what nobody can answer is refused."""
    none = (NO_OPTION,) if isinstance(question.domain, Subset) else ()
    known = (*question.keys, *none)
    for one in entry.reply:
        if one.id.value not in known:
            shown = wording.shortened(one.id.value)
            message = f"`{shown}` is not an answer to `{entry.id}`"
            raise fail("T106", message, one.id, did_you_mean(one.id.value, known))
    return tuple(Response(x.id.value, prose(x.text, contacts)) for x in entry.reply)


def bound(
    text: Text, kind: str, entry: d.QuestionEntry, any_day: date
) -> Decimal | date:
    """Return the least or the greatest answer: a day of a date, else a number.

    Where it goes by today, it may be any day for now.
    """
    moves = Offset.read(text.value) is not None
    dated = moves or DATE.accepts(text.value)
    if KINDS[kind].domain_type is Range and dated != KINDS[kind].dated:
        what, form = ("number", "12") if dated else ("date", "2026-04-01")
        message = f"`{entry.id}` is of type {kind}, and `{text}` no {what}"
        raise fail("T111", message, text, f"write a {what} such as `{form}`")
    if not dated:
        return Decimal(text.value)
    if moves:
        return any_day
    day = date.fromisoformat(text.value)
    if not EARLIEST <= day <= LATEST:
        message = f"`{text}` is too far away to be asked for"
        raise fail("T111", message, text, f"keep within {EARLIEST} to {LATEST}")
    return day


YES_NO, ONE_OF = Text.of("yes_no"), Text.of("one_of")

LENT = (
    *("type", "options", "ordered", "min", "max", "decimals", "unit", "unsure"),
    *("most", "lines", "personal"),
)
"""The keys that a question takes from the one it is ``like``, unless it has them."""


def with_lent(
    entry: d.QuestionEntry, entries: Mapping[str, d.QuestionEntry]
) -> d.QuestionEntry:
    if entry.like is None:
        return entry
    model = entries.get(entry.like.value)
    if model is None:
        advice = did_you_mean(entry.like.value, entries)
        raise fail("T201", f"no question is called `{entry.like}`", entry.like, advice)
    if model.like is not None or entry.type is not None:
        message = f"`{entry.id}` cannot be like `{entry.like}`"
        advice = "name a question that is like no other, and give no type here"
        raise fail("T111", message, entry.like, advice)
    model = attrs.evolve(model, type=type_of(model))
    both = {key: getattr(entry, key) or getattr(model, key) for key in LENT}
    return attrs.evolve(entry, **both)


def type_of(entry: d.QuestionEntry) -> Text:
    """Return the type of a question, which its options give where it is not said."""
    if entry.type is not None:
        return entry.type
    if entry.options:
        return ONE_OF
    number = next((text for text in (entry.min, entry.max) if text is not None), None)
    if number is not None:
        kind = "number" if "." in number.value else "integer"
        message = f"`{entry.id}` has numbers as answers, and no `type`"
        raise fail("T104", message, entry.id, f"write `type: {kind}`")
    return YES_NO


def refuse_keyword(text: Text) -> None:
    """Refuse an id that no condition could name."""
    if keyword.iskeyword(text.value):
        message = f"`{text}` is a word that conditions cannot name"
        raise fail("T202", message, text, "choose another id")


def options(
    entries: tuple[d.OptionEntry, ...], contacts: Mapping[str, str]
) -> tuple[Option, ...]:
    if len(entries) > LIMITS.options:
        message = f"a question has more than {LIMITS.options:,} options"
        raise fail("T108", message, entries[LIMITS.options].id, "split the question")
    for entry in entries:
        refuse_keyword(entry.id)
        if entry.id.value in ANSWERS:
            message = f"`{entry.id}` cannot be the id of an option"
            advice = "use `type: yes_no`, or `unsure: true` beside the options"
            raise fail("T202", message, entry.id, advice)
    return tuple(
        Option(
            entry.id.value,
            line(entry.text, contacts),
            Decimal(0 if entry.points is None else entry.points.value),
            codings(entry.codes),
            alone=flag(entry.alone),
            name=line(entry.name),
        )
        for entry in entries
    )


def refuse_none(entry: d.QuestionEntry, question: Question) -> None:
    """Refuse an option that is called as none of the options is, where these may be."""
    if NO_OPTION in question.choices and isinstance(question.domain, Subset):
        at = next(x.id for x in options_of(entry) if x.id.value == NO_OPTION)
        message = f"`{at}` cannot be the id of an option of which several are chosen"
        advice = "remove it, as “none of these” is offered anyway, or choose another id"
        raise fail("T202", message, at, advice)


def refuse_alone(entry: d.QuestionEntry, question: Question) -> None:
    """Refuse that an option stands alone where just one is chosen."""
    if question.alone and not isinstance(question.domain, Subset):
        message = f"a question of type {question.type} has no options that stand alone"
        at = next(x.alone for x in options_of(entry) if x.alone is not None)
        raise fail("T111", message, at, "remove `alone`: one option is chosen anyway")


def refuse_ambiguous(entry: d.QuestionEntry, question: Question) -> None:
    """Refuse an option that is called as another answer is."""
    for option in options_of(entry):
        for text in present(option.text, option.name):
            if other := other_meaning(question, text.value):
                called = f"`{option.id}` is called “{line(text)}”"
                message = f"{called}, as the answer “{other}” may be"
                advice = "remove it, as that is offered anyway, or word it otherwise"
                raise fail("T203", message, text, advice)


FITTING = (
    *("options", "ordered", "min", "max", "unit", "decimals"),
    *("most", "lines", "personal"),
)
"""The keys that only some types take."""

OF_ANSWERS = ("unsure", "otherwise", "ordinary")
"""The keys that speak of single answers, of which a text has none."""


def refuse_misfit(entry: d.QuestionEntry, question: Question) -> None:
    """Refuse what a question of its type has not, or lacks what it needs."""
    kind = question.kind
    for key in OF_ANSWERS if question.is_text else ():
        if getattr(entry, key):
            message = f"a question of type text has no `{key}`"
            advice = f"remove `{key}`: a text can always be left blank"
            raise fail("T111", message, entry.id, advice)
    for key in FITTING:
        written = getattr(entry, key)
        if written and key not in kind.needs + kind.takes:
            message = f"a question of type {question.type} has no `{key}`"
            raise fail("T111", message, entry.id, f"remove `{key}` or change the type")
        if not written and key in kind.needs:
            message = f"a question of type {question.type} needs `{key}`"
            raise fail("T111", message, entry.id, f"write `{key}:`")
    refuse_limits(entry, question)


def refuse_limits(entry: d.QuestionEntry, question: Question) -> None:
    """Refuse limits that are no range, or that no answer could keep to."""
    if question.minimum is None or question.maximum is None:
        return
    if question.scaled(question.minimum) > question.scaled(question.maximum):
        message = f"`{entry.id}` goes from {question.minimum} to {question.maximum}"
        raise fail("T111", message, entry.id, "let `min` be at most `max`")
    for end in (question.minimum, question.maximum):
        if isinstance(end, date):
            continue
        if question.scaled(end) != end * 10**question.decimals:
            message = f"`{entry.id}` does not keep enough digits for {end}"
            can_keep = "decimals" in question.kind.takes
            advice = "raise `decimals`" if can_keep else "write a whole number"
            raise fail("T111", message, entry.id, advice)
        if abs(question.scaled(end)) >= 10**LIMITS.digits:
            message = f"`{entry.id}` can have more than {LIMITS.digits} digits"
            raise fail("T309", message, entry.id, "narrow it, or lower `decimals`")


def form(entry: d.ValueEntry, contacts: Mapping[str, str]) -> Form:
    """Return how a value is written: an expression, cases, or a table."""
    if not entry.is_ and not entry.from_:
        message = f"`{entry.id}` has no `is`"
        raise fail("T104", message, entry.id, "add `is`: the condition or number")
    options = tuple((x.id, x.is_) for x in entry.is_ if isinstance(x, d.RowEntry))
    if entry.is_ and entry.from_:
        message = f"`{entry.id}` is of two kinds: it has `is`, and `from`"
        raise fail("T111", message, entry.id, "keep one of them")
    if (entry.by is None) == bool(options or entry.from_):
        rows = "`from`" if entry.from_ else "rows by option" if options else "one `is`"
        message = (
            f"`{entry.id}` has {rows}, and {'no' if entry.by is None else 'a'} `by`"
        )
        advice = rows_by(entry) if entry.by is None else "remove `by`"
        raise fail("T111", message, entry.id, advice)
    return Form(
        entry.id,
        tuple((x.when, x.is_) for x in entry.is_ if isinstance(x, d.CaseEntry)),
        entry.by,
        options,
        tuple((x.id, x.is_) for x in entry.from_),
        words(entry, contacts),
        entry.like,
        flag(entry.ordered),
        None if entry.decimals is None else int(entry.decimals.value),
    )


def rows_by(entry: d.ValueEntry) -> str:
    """Return what to write where a value has rows, and they go by nothing."""
    if not entry.from_:
        return "write `by:` and the question or value that has these options"
    if all(DATE.accepts(row.id.value) for row in entry.from_):
        return "write `by: today`, or the question or value that says the day"
    return "write `by:` and the question or value that says the number"


def words(entry: d.ValueEntry, contacts: Mapping[str, str]) -> tuple[Option, ...]:
    """Return the words that a value can be one of."""
    if entry.options and entry.like is not None:
        message = f"`{entry.id}` has `options`, and is `like` a question"
        raise fail("T111", message, entry.like, "keep one of them")
    if entry.ordered is not None and not entry.options:
        message = f"`{entry.id}` is `ordered`, and has no `options` of its own"
        advice = "say `options`; what is `like` a question has its order"
        raise fail("T111", message, entry.ordered, advice)
    own = words_of(entry)
    for one in own:
        if one.id.value in (*ANSWERS, TODAY):
            message = f"`{one.id}` cannot be the id of an option"
            advice = "choose another; what holds or not is a condition by itself"
            raise fail("T202", message, one.id, advice)
    if len(own) == 1:
        message = f"`{entry.id}` has one option only"
        raise fail("T111", message, own[0].id, "a value is one of two words or more")
    made = (d.OptionEntry(x.id, x.span, text=x.text, name=x.name) for x in own)
    return options(tuple(made), contacts)


def named(value: Value, entry: d.ValueEntry) -> Value:
    """Return a value with what people call it; only a number has a unit."""
    body = value.body
    if not isinstance(body, Sum) or body.dated:
        what = "a date" if isinstance(body, Sum) else "a condition"
        what = "one of some words" if value.options else what
        for key in ("unit", "decimals"):
            if getattr(entry, key) is not None:
                message = f"`{entry.id}` is {what}, and has no `{key}`"
                raise fail("T111", message, entry.id, f"remove `{key}`")
    return attrs.evolve(value, unit=line(entry.unit), title=line(entry.title))


def answer(texts: tuple[Text, ...], question: Question) -> Answer:
    try:
        return question.accept(",".join(text.value for text in texts))
    except ValueError:
        shown = wording.shortened(", ".join(map(str, texts)))
        message = f"`{shown}` is not an answer to `{question.id}`"
        raise fail("T106", message, texts[0], f"give {question.allowed}") from None
