"""Packs for tests: a throat with cases and a hazard, and trees that have everything."""

from datetime import date
from functools import cache
from pathlib import Path

from good_trees import GOOD
from hazards_for_tests import CASES, throat

import triage.review
from triage.program.kit import EVERY_PART, beside

DAY = date(2026, 11, 29)


def pack(*, cases="urgency: emergency", **options):
    """Return the pack of a throat, whose files are in this folder then."""
    throat(cases=CASES.replace("urgency: emergency", cases))
    return triage.review.pack("throat.yaml", today=DAY, **options)


@cache
def packs():
    """Return the packs of trees that use, together, all of the format."""
    Path(EVERY_PART).write_text(beside(EVERY_PART))
    names = "copies", "properties", "steps", "tables", "texts", "words"
    files = [*(GOOD / f"{name}.yaml" for name in names), Path(EVERY_PART)]
    return [triage.review.pack(file, today=DAY) for file in files]
