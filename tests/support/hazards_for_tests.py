"""A hazard about a sore throat, for tests: written to a file beside its tree."""

from datetime import date
from pathlib import Path

import yaml
from bad_trees import BAD_HAZARDS

import triage
import triage.hazards
from triage.hazards.place import SUFFIX

DAY = date(2026, 11, 28)

HAZARD = {
    "says": "Someone whose airway\ncloses is told to rest.",
    "harm": "The person can choke.",
    "causes": "Drooling is not asked about.",
    "before": {"likelihood": "medium", "severity": "catastrophic"},
    "controls": {
        "properties": ["airway_first"],
        "cases": ["drools"],
        "checks": ["T416"],
    },
    "after": {"likelihood": "low", "severity": "catastrophic"},
    "owner": "nobody yet",
}
SPARED = {"both_can_happen": "It only says that no end is dead."}

CASES = """\
triage_cases: 1
tree: throat
cases:
  drools:
    says: A man drools.
    answers: {drooling: yes}
    expect: {urgency: emergency}
  swallows:
    says: A woman swallows well.
    answers: {drooling: no}
    expect: {urgency: self_care}
"""

THROAT = (BAD_HAZARDS / "throat.yaml").read_text(encoding="utf-8")


def write(hazard=(), name="throat", **head):
    """Write hazards beside a tree, with some keys of the one hazard changed."""
    hazards = {"airway_missed": HAZARD | dict(hazard)}
    head = {"triage_hazards": 1, "tree": name, "rated": "Us."} | head
    text = yaml.safe_dump({"hazards": hazards, **head})
    Path(f"{name}{SUFFIX}").write_text(text)


def throat(hazard=(), *, tree=THROAT, cases=CASES, **head):
    """Write a tree about a throat with cases and one hazard, and load the hazards."""
    Path("throat.yaml").write_text(tree)
    Path("throat.cases.yaml").write_text(cases)
    write(hazard, not_safety=SPARED, **head)
    return triage.hazards.load("throat.yaml")


def traced(hazard=(), *, mutate=False, **files):
    """Trace the hazard of a throat."""
    hazards = throat(hazard, **files)
    return triage.hazards.trace(hazards, mutate=mutate, today=DAY)
