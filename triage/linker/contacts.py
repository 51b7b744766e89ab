"""Whom to call where: the wordings that placeholders in texts stand for."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import attrs

from triage.base.text import Span, Text
from triage.treefile.decode import read_entries
from triage.treefile.fields import DATE, PLACE_CODE, TEXT, Record, choice, key, place


@attrs.frozen
class ContactEntry:
    """Give the wordings that placeholders stand for at one place."""

    id: Text
    span: Span = place()
    emergency_number: Text | None = key(TEXT, "The number to call in an emergency.")
    emergency_place: Text | None = key(TEXT, "Where to go in an emergency.")
    crisis_line: Text | None = key(TEXT, "Whom to call in a crisis.")
    advice_line: Text | None = key(TEXT, "Whom to call for advice today.")
    verified_on: Text | None = key(DATE, "The day it was last looked up.")
    status: Text | None = key(
        choice("verified", "secondary", "recalled", "policy"), "How far it was checked."
    )


PLACEHOLDERS = ("emergency_number", "emergency_place", "crisis_line", "advice_line")
GENERIC = "generic"


def trees_folder() -> Path:
    """Return the folder of the built-in trees, in a wheel or in a checkout."""
    inside = Path(__file__).parents[1] / "trees"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "trees"


@cache
def contact_entries() -> Mapping[str, ContactEntry]:
    file = trees_folder() / "contacts.yaml"
    return read_entries(file, Record(ContactEntry), PLACE_CODE)


def contacts(place: str = "") -> Mapping[str, str]:
    """Return the wordings that placeholders stand for at a place, such as ``GB``.

    For a place that is not known, and for what is not known of it, the generic
    wording is returned, never a number of another place.

    >>> contacts("XX")["emergency_number"]
    'your local emergency number'
    """
    generic = contact_entries()[GENERIC]
    wanted = contact_entries().get(place.upper(), generic)
    return {
        name: (getattr(wanted, name) or getattr(generic, name)).value
        for name in PLACEHOLDERS
    }
