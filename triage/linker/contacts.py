"""Whom to call where: the wordings that placeholders in texts stand for."""

from collections.abc import Iterable, Mapping
from string import Template
from types import MappingProxyType

from triage.base.diagnostics import Finding
from triage.base.exceptions import InvalidTree, PlaceNotFound
from triage.base.pattern import pattern
from triage.base.text import Text
from triage.base.wording import printable, shortened
from triage.linker.library import ContactEntry, library

PLACEHOLDERS = ("emergency_number", "emergency_place", "crisis_line", "advice_line")
GENERIC = "generic"

CONTACTS = "contacts"
"""The name of their file, and how their keys begin where they are translated."""

LOCALE = pattern(r"(?:[a-z]{2,3}[-_](?:[a-z]{4}[-_])?)?([a-z]{2,3})(?:[.@].*)?")
"""A country code, or the name of a language as it is spoken in a country."""

OTHER_CODES = {
    "UK": "GB",
    "GBR": "GB",
    "USA": "US",
    "IRL": "IE",
    "CAN": "CA",
    "AUS": "AU",
    "NZL": "NZ",
    "IND": "IN",
}

NONE: Mapping[str, ContactEntry] = MappingProxyType({})


def contact_entries() -> Mapping[str, ContactEntry]:
    """Return what the library knows of each place."""
    return library().contacts


def places() -> tuple[str, ...]:
    """Return the places whose numbers are known.

    >>> import triage
    >>> triage.places()
    ('GB', 'US', 'IE', 'CA', 'AU', 'NZ', 'IN', 'EU')
    """
    return tuple(name for name in contact_entries() if name != GENERIC)


def known_place(name: str, own: Iterable[str] = ()) -> str:
    """Return the code of a place, whose name may be that of a language there.

    Args:
        name: A country code, or ``en_GB`` and the like; empty for no place.
        own: Places that are known beside those of the library.

    Raises:
        PlaceNotFound: Nothing is known of it.

    >>> known_place("UK"), known_place("en-GB"), known_place("fr_CA.UTF-8")
    ('GB', 'GB', 'CA')
    """
    if not name or name == GENERIC:
        return ""
    found = LOCALE.fullmatch(str(name).strip().lower())
    code = found[1].upper() if found else ""
    code = OTHER_CODES.get(code, code)
    known = [n for n in dict.fromkeys((*places(), *own)) if n != GENERIC]
    if code in known:
        return code
    raise PlaceNotFound(
        f"no numbers are known for the place `{printable(shortened(str(name)))}`: "
        f"give one of {', '.join(known)}, or none for a general wording"
    )


def contacts(
    place: str = "", own: Mapping[str, ContactEntry] = NONE
) -> Mapping[str, str]:
    """Return the wordings that placeholders stand for at a place, such as ``GB``.

    For what is not known of a place the generic wording is returned, never a number
    of another place. What a project knows itself goes before what the library knows.

    Raises:
        PlaceNotFound: Nothing is known of the place.

    >>> contacts()["emergency_number"]
    'your local emergency number'
    """
    code = known_place(place, own) or GENERIC
    shared, found = contact_entries(), dict[str, str]()
    for name in dict.fromkeys((GENERIC, code)):
        for entries in (shared, own):
            found |= worded(entries[name]) if name in entries else {}
    return found


def worded(entry: ContactEntry) -> dict[str, str]:
    known = {name: getattr(entry, name) for name in PLACEHOLDERS}
    more = {word.id.value: wording(word.text) for word in entry.words}
    return {name: wording(text) for name, text in known.items() if text} | more


def wording(text: Text) -> str:
    """Return what stands for a placeholder.

    Raises:
        InvalidTree: A placeholder stands in it, which nobody would fill.
    """
    for name in Template(text.value).get_identifiers():
        message = f"`${shortened(name)}` stands in what is filled in, and stays there"
        finding = Finding.at("T211", message, text, "write the wording itself")
        raise InvalidTree.of([finding])
    return text.value
