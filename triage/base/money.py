"""Money: sums as people write and read them, with the sign of a currency."""

import re
from collections.abc import Mapping
from decimal import Decimal

from triage.base.pattern import pattern
from triage.base.wording import amount

CURRENCIES: Mapping[str, str] = {
    "GBP": "£",
    "EUR": "€",
    "USD": "$",
    "INR": "₹",
    "AUD": "A$",
    "CAD": "C$",
    "NZD": "NZ$",
}
"""Units that are money, each with its sign; all have two decimals."""

NAMES: Mapping[str, str] = {
    "GBP": "pound",
    "EUR": "euro",
    **dict.fromkeys(("USD", "AUD", "CAD", "NZD"), "dollar"),
    "INR": "rupee",
}
"""What people call a currency, one of it."""

SUM = pattern(
    r"(?P<before>[+-]?)\s*(?P<front>[^\d\s+-]*)\s*(?P<after>[+-]?)\s*"
    r"(?P<digits>\d[\d.,]*)\s*(?P<behind>[^\d\s]*)",
    re.ASCII,
)
"""A sum as it is typed: signs, the currency in front, digits, the currency behind."""

GROUPS = pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
"""Digits in threes, parted by commas, and what is behind the point."""


FORM = "{sign}{number}"
"""How a sum of money is written."""


def money(
    sum_of: Decimal,
    currency: str,
    form: str = FORM,
    thousands: str = ",",
    mark: str = ".",
) -> str:
    """Return a sum of money: its pence only if there are any.

    Args:
        sum_of: The sum.
        currency: The unit.
        form: How the sign of the currency and the number stand together.
        thousands: What parts thousands.
        mark: What parts whole numbers and decimals.

    >>> money(Decimal("10208.0"), "GBP"), money(Decimal("-2020.8"), "GBP")
    ('£10,208', '-£2,020.80')
    >>> money(Decimal("1250.5"), "EUR", "{number} {sign}", ".", ",")
    '1.250,50 €'
    """
    whole = f"{abs(sum_of):,f}"
    digits = f"{abs(sum_of):,.2f}" if sum_of * 100 % 1 == 0 else whole
    ones, point, rest = digits.removesuffix(".00").partition(".")
    number = ones.replace(",", thousands) + (mark if point else "") + rest
    said = form.format(sign=CURRENCIES[currency], number=number)
    return f"-{said}" if sum_of < 0 else said


def worth(digits: str, unit: str) -> str:
    """Return a number with its unit, or as a sum of money.

    >>> worth("1250.5", "GBP"), worth("3", "days")
    ('£1,250.50', '3 days')
    """
    return money(Decimal(digits), unit) if unit in CURRENCIES else amount(digits, unit)


def typed(text: str, currency: str, *, comma: bool = False) -> str:
    """Return the digits of a sum as somebody types it; other texts as they are.

    Commas between threes are left out, unless a comma is the decimal mark. What may
    mean two sums stays as it is.

    >>> typed("£1,250.50", "GBP"), typed("- 500 gbp", "GBP"), typed("1.250,50", "GBP")
    ('1250.50', '-500', '1.250,50')
    """
    found = SUM.fullmatch(text)
    if found is None:
        return text
    before, front, after, digits, behind = found.groups()
    sign, name = CURRENCIES[currency].lower(), NAMES[currency]
    known = "", currency.lower(), sign, sign[-1], name, f"{name}s"
    if not {front, behind} <= {*known} or (before and after) or (front and behind):
        return text
    if GROUPS.fullmatch(digits) and not comma:
        digits = digits.replace(",", "")
    return f"{before}{after}{digits}"
