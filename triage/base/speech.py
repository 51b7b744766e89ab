"""Speech: what the library itself says of questions and answers, in a language.

The phrases are those of the code, in English; ``texts/de.po`` of the package, in the
format of gettext, has them in German. A question carries the speech of its tree.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import attrs

from triage.base import po
from triage.base.dates import MONTHS, WEEKDAYS
from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.base.money import CURRENCIES, FORM, money
from triage.base.text import Source
from triage.base.wording import amount, listed, many

FOLDER = Path(__file__).parents[1] / "texts"

PARTING = ",;:?"
"""What parts phrases, or ends them: no such mark is within a name that stands bare."""

MARK = "decimal mark: ."
"""The phrase that says how whole numbers and decimals are parted."""

THOUSANDS = "thousands mark: ,"
"""The phrase that says how thousands of money are parted."""

ACCEPT = "accept: {}"
"""The phrase that lists what means something where a person types, parted by `|`."""


@immutable
class Speech:
    """Say phrases of the library in a language.

    Args:
        language: The language; empty for English.
        phrases: What each phrase is in it; of what is counted for one and for several.

    >>> ENGLISH.say("Choose {options}.", options="yes or no")
    'Choose yes or no.'
    """

    language: str = ""
    phrases: Mapping[str, tuple[str, ...]] = attrs.field(
        default=FrozenMap(), converter=frozen, repr=False
    )

    def say(self, phrase: str, **holes: str) -> str:
        """Return a phrase with its holes filled."""
        said = self.phrases.get(phrase, (phrase,))[0]
        return said.format(**holes) if holes else said

    def accepted(self, meaning: str, ours: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return what means something where it is typed: ours only in English."""
        if not self.language:
            return ours
        said = self.phrases.get(ACCEPT.format(meaning), ())
        return tuple(form for text in said for form in text.split("|"))

    def number(self, digits: str) -> str:
        """Return a number as it is written.

        >>> Speech("de", {MARK: ("decimal mark: ,",)}).number("38.5")
        '38,5'
        """
        return digits.replace(".", self.mark)

    @property
    def mark(self) -> str:
        """What parts whole numbers and decimals."""
        return self.say(MARK)[-1]

    def shared(self, phrases: Iterable[str]) -> dict[str, str | list[str]]:
        """Return some phrases as JSON, each in one form or, of what is counted, two.

        >>> Speech("de", {"Yes": ("Ja",)}).shared(["Yes", "Never said"])
        {'Yes': 'Ja'}
        """
        known = {name: self.phrases.get(name, ()) for name in phrases}
        return {
            name: forms[0] if len(forms) == 1 else [*forms]
            for name, forms in known.items()
            if forms
        }

    def unit(self, unit: str) -> str:
        """Return what is counted, of several; what is no unit of ours as it is."""
        return of_several(self.phrases.get(unit, (unit,)))

    def amount(self, number: str, unit: str) -> str:
        """Return a number with its unit.

        >>> Speech("de", {"days": ("Tag", "Tage")}).amount("2", "days")
        '2 Tage'
        """
        forms = self.phrases.get(unit)
        if forms is None:
            return amount(self.number(number), unit)
        form = forms[0] if number == "1" else of_several(forms)
        return f"{self.number(number)} {form}"

    def many(self, count: int, noun: str) -> str:
        """Return a count with its noun.

        >>> ENGLISH.many(1, "question"), ENGLISH.many(2, "question")
        ('1 question', '2 questions')
        """
        forms = self.phrases.get(f"{noun}s")
        if forms is None:
            return many(count, noun)
        return f"{count} {forms[0] if count == 1 else of_several(forms)}"

    def listed(self, items: Sequence[str], last: str) -> str:
        """Return phrases as prose; the last is parted by "and" or "or".

        Where the word of a language sounds like what follows, another stands for it:
        the phrase has it before how that begins, and how what only looks so begins.

        >>> spanish = {"and": ("y",), "accept: and": ("e:i|hi:hie",)}
        >>> [Speech("es", spanish).listed(["sal", x], "and") for x in ("hijo", "hielo")]
        ['sal e hijo', 'sal y hielo']
        """
        return listed(items, self.joint(last, items[-1]))

    def joint(self, word: str, follows: str) -> str:
        """Return "and" or "or" as it is said before something.

        >>> ENGLISH.joint("or", "ice")
        'or'
        """
        other, sounds, looks = self.other(word)
        begin = follows.lstrip("(“«„").casefold()
        is_other = begins(begin, sounds) and not begins(begin, looks)
        return other if is_other else self.say(word)

    def other(self, word: str) -> tuple[str, str, str]:
        """Return what else stands for "and" or "or", and before which sounds."""
        rule = "".join(self.phrases.get(ACCEPT.format(word), ()))
        other, sounds, looks = (*rule.split(":"), "", "")[:3]
        return other, sounds, looks

    def quote(self, text: str) -> str:
        """Return a text in quotes."""
        return self.say("“{option}”", option=text)

    def one_name(self, text: str) -> str:
        """Return a name as one, in quotes where it would read as several.

        >>> ENGLISH.one_name("new pain"), ENGLISH.one_name("new pain, or a fall")
        ('new pain', '“new pain, or a fall”')
        """
        joints = {form for word in ("and", "or") for form in self.joints(word)}
        is_several = any(mark in text for mark in PARTING)
        is_several = is_several or not joints.isdisjoint(text.casefold().split())
        return self.quote(text) if is_several else text

    def joints(self, word: str) -> tuple[str, str]:
        """Return "and" or "or" in both forms."""
        return self.say(word), self.other(word)[0]

    def day(self, day: date, look: str = "") -> str:
        """Return a day as a person reads it; with ``weekday``, or its ``month`` alone.

        >>> ENGLISH.day(date(2026, 4, 1)), ENGLISH.day(date(2026, 4, 1), "iso")
        ('1 April 2026', '2026-04-01')
        """
        if look == "iso":
            return day.isoformat()
        month, year = self.say(MONTHS[day.month - 1]), f"{day.year}"
        if look == "month":
            return self.say("{month} {year}", month=month, year=year)
        said = self.say(
            "{day} {month} {year}", day=f"{day.day}", month=month, year=year
        )
        if look == "weekday":
            weekday = self.say(WEEKDAYS[day.weekday()])
            return self.say("{weekday} {date}", weekday=weekday, date=said)
        return said

    def money(self, sum_of: Decimal, currency: str) -> str:
        """Return a sum of money: its pence only if there are any.

        >>> ENGLISH.money(Decimal("-2020.8"), "GBP")
        '-£2,020.80'
        """
        parts = self.say(THOUSANDS)[-1], self.mark
        return money(sum_of, currency, self.say(FORM), *parts)

    def worth(self, digits: str, unit: str) -> str:
        """Return a number with its unit, or as a sum of money.

        >>> ENGLISH.worth("1250.5", "GBP"), ENGLISH.worth("3", "days")
        ('£1,250.50', '3 days')
        """
        if unit in CURRENCIES:
            return self.money(Decimal(digits), unit)
        return self.amount(digits, unit)


ENGLISH = Speech()


def begins(text: str, with_one_of: str) -> bool:
    """Whether a text begins with one of some, parted by `|`; with none of no text."""
    return bool(with_one_of) and text.startswith(tuple(with_one_of.split("|")))


def of_several(forms: tuple[str, ...]) -> str:
    """Return the form for any number but one: the second, if there is one.

    >>> of_several(("問",)), of_several(("otázka", "otázky", "otázek"))
    ('問', 'otázky')
    """
    return forms[:2][-1]


def of_catalog(language: str, catalog: po.Catalog) -> Speech:
    """Return the speech of a file of translations, as far as it is translated."""
    whole = (one for one in catalog.messages.values() if one.is_whole and not one.stale)
    return Speech(language, {one.plural or one.source: one.texts for one in whole})


def over(known: Speech, own: Speech) -> Speech:
    """Return a speech in which own phrases go before those that are known.

    >>> own = Speech("de", {"No": ("Nö",)})
    >>> made = over(Speech("de", {"Yes": ("Ja",), "No": ("Nein",)}), own)
    >>> made.say("Yes"), made.say("No")
    ('Ja', 'Nö')
    """
    return Speech(own.language, {**known.phrases, **own.phrases})


@cache
def speech(language: str) -> Speech | None:
    """Return the speech of a language; None where the library does not speak it.

    >>> speech("es").say("Yes"), speech("xx")
    ('Sí', None)
    """
    path = FOLDER / f"{language}.po"
    if not path.is_file():
        return None
    return of_catalog(language, po.read(Source(path.name, path.read_text("utf-8"))))
