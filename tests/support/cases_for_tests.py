"""A case about a sore throat, for tests: written to a file and loaded."""

from pathlib import Path

from trees_for_tests import SORE_THROAT

import triage.cases

BASE = "{drooling: no, age: 30, pregnant: no, days: 3, cough: none, signs: []}"


def case(
    answers: str = "{}", expect: str = "{urgency: self_care}", **head: str
) -> triage.cases.Cases:
    """Write a file with one case about a sore throat, and load it."""
    Path("throat.yaml").write_text(SORE_THROAT)
    Path("throat.cases.yaml").write_text(
        f"triage_cases: 1\ntree: {head.get('tree', 'throat')}\n"
        f"base: {head.get('base', BASE)}\ncases:\n  one:\n"
        f"    says: A woman of 30\n      has a sore throat.\n"
        f"    answers: {answers}\n    expect: {expect}\n"
    )
    return triage.cases.load("throat.cases.yaml")
