"""Changes: what is no longer as a record says, as data and in words."""

import re
from contextlib import suppress
from datetime import date
from itertools import islice

import attrs

from triage.base.dates import said
from triage.base.exceptions import SessionError
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.pattern import pattern
from triage.base.wording import printable, shortened


@immutable
class Change:
    """Say one thing that is no longer as a record says.

    ``str`` says it in words, which hold no answer.

    Args:
        kind: What it is. Of a question: ``text``, ``again``, ``help``, ``type``,
            ``unit``, ``options``, ``min``, ``max``, ``decimals``, ``unsure``,
            ``gone``, ``answer`` (no longer taken), ``unasked`` (on this path) or
            ``next`` (asked now). Of the tree: ``logic``, ``wording``, ``language``,
            ``place`` or ``contacts``. Of what comes of it: ``urgency``, ``advice``, or
            another key of a decision.
        question: The id of the question now; then, where it is gone. May be empty.
        before: What it was.
        after: What it is.

    >>> print(Change("unit", "days", "days", "weeks"))
    the unit of `days` was “days” and is “weeks”
    """

    kind: str
    question: str = ""
    before: object = attrs.field(default=None, repr=False)
    after: object = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        form = SAID.get(self.kind, "`{kind}` differs")
        mark = "“{}”" if self.kind in QUOTED else "{}"
        then, now = (mark.format(phrase(x)) for x in (self.before, self.after))
        if self.kind in DAYS and any(days := [*map(day_of, (self.before, self.after))]):
            form, (then, now) = DAYS[self.kind], (day or "none" for day in days)
        name, kind = map(short, (self.question, self.kind))
        return form.format(name=f"`{name}`", then=then, now=now, kind=kind)


THEN_NOW = " was {then} and is {now}"
QUOTED = {
    "text": "the text of {}",
    "again": "the plainer wording of {}",
    "help": "the help for {}",
    "unit": "the unit of {}",
    "type": "the type of {}",
    "options": "what can be chosen at {}",
    "min": "the least number at {}",
    "max": "the greatest number at {}",
    "decimals": "the number of decimals at {}",
    "unsure": "whether “not sure” is an answer to {}",
}
SAID = {
    **{kind: text.format("{name}") + THEN_NOW for kind, text in QUOTED.items()},
    "gone": "{name} is no longer a question of the tree",
    "answer": "the answer to {name} is no longer taken",
    "unasked": "{name} is no longer asked on this path",
    "next": "{name} is asked next",
    "logic": "the logic is another (version {then} then, {now} now)",
    "wording": "the wording has changed, and the record does not say where",
    "language": "the language was {then} and is {now}",
    "place": "the place was {then} and is {now}",
    "contacts": "whom the texts say to call has changed",
    "urgency": "the urgency was {then} and is {now}",
    "advice": "the advice was: {then}; it is: {now}",
    "end": "the end was {then} and is {now}",
}
DAYS = {
    "min": "the first day that {name} can be was {then} and is {now}",
    "max": "the last day that {name} can be was {then} and is {now}",
}
DAY = pattern(r"\d{4}-\d\d-\d\d", re.ASCII)


def day_of(value: object) -> str:
    """Return a day in words, or how far it is from today; nothing for what is none."""
    if isinstance(value, str) and "today" in value.split():
        return short(value)
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return ""
    with suppress(ValueError):
        return said(date.fromisoformat(value))
    return ""


def phrase(value: object) -> str:
    """Return a value as it is said in words, on one line and not too long."""
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list | tuple):
        return ", ".join(short(str(item)) for item in value[: LIMITS.known]) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value in (None, "") else short(str(value))


def short(word: str) -> str:
    return printable(shortened(word))


# Refusals


class DamagedRecord(SessionError):
    """Say that a record was cut or tampered with."""


class ForeignRecord(SessionError):
    """Say that something is no record of triage, or one of another tree."""


class LaterRecord(SessionError):
    """Say that a record was made by a later version of triage."""


class TreeChanged(SessionError):
    """Say that a tree is no longer as it was when a record was made.

    Attributes:
        changes: What differs. ``differences`` says it in words, but for the logic,
            of which the message speaks.

    >>> refused = TreeChanged("the logic has changed", (Change("next", "fever"),))
    >>> refused.differences
    ('`fever` is asked next',)
    """

    def __init__(self, message: str, changes: tuple[Change, ...]) -> None:
        told = (str(change) for change in changes if change.kind != "logic")
        lines = tuple(islice(told, LIMITS.changes))
        super().__init__(
            message, lines or ("the answers still lead to the same result",)
        )
        self.args, self.changes = (message, changes), changes
