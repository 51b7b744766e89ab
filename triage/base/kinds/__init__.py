"""Kinds of questions, one file each, and the registry of them all."""

from triage.base.kinds.any_of import ANY_OF
from triage.base.kinds.date import DATE
from triage.base.kinds.free import TEXT
from triage.base.kinds.integer import INTEGER
from triage.base.kinds.kind import Domain, Free, Kind, Range, Subset, Words
from triage.base.kinds.number import NUMBER
from triage.base.kinds.one_of import ONE_OF
from triage.base.kinds.yes_no import YES_NO

__all__ = ["KINDS", "Domain", "Free", "Kind", "Range", "Subset", "Words"]

KINDS = {
    kind.name: kind for kind in (YES_NO, ONE_OF, ANY_OF, INTEGER, NUMBER, DATE, TEXT)
}
"""Every kind of question by its name."""
