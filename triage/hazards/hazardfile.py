"""A hazards file as written: every word with its place, nothing looked up yet.

As for trees, the classes are the format: the reader and the JSON Schema follow them.
The words of the two scales are those of the guidance to DCB0129 and DCB0160, the
standards of the NHS in England for the clinical safety of health IT.
"""

from typing import TYPE_CHECKING

from triage.base.immutable import immutable
from triage.base.lazy import Later
from triage.base.text import Span, Text
from triage.hazards.model import LIKELIHOODS, SEVERITIES
from triage.treefile import fields as f
from triage.treefile.fields import Few, Keyed, Record, key, place

if TYPE_CHECKING:
    from triage.treefile import json_schema
else:
    json_schema = Later("triage.treefile.json_schema")  # for editors

OWNER = "Who answers for it; `nobody yet` is an answer."


@immutable
class RiskEntry:
    """Say how likely a harm is, and how severe."""

    span: Span = place()
    likelihood: Text = key(
        f.choice(*LIKELIHOODS), "How likely somebody comes to the harm.", required=True
    )
    severity: Text = key(
        f.choice(*SEVERITIES), "How severe the harm is.", required=True
    )


RISK = Record(RiskEntry)


@immutable
class ControlsEntry:
    """Name what keeps a hazard from doing harm."""

    span: Span = place()
    properties: tuple[Text, ...] = key(Few(f.NAME), "Properties of the tree.")
    cases: tuple[Text, ...] = key(Few(f.ID), "Cases beside the tree.")
    checks: tuple[Text, ...] = key(
        Few(f.CODE), "Checks that `triage check` makes, by their codes."
    )


@immutable
class HazardEntry:
    """Say what can go wrong, what it can do to a person, and what is done about it."""

    id: Text
    span: Span = place()
    says: Text = key(f.TEXT, "What can go wrong.", required=True)
    harm: Text = key(f.TEXT, "What a person can come to.", required=True)
    causes: tuple[Text, ...] = key(
        Few(f.TEXT, least=1), "How it can come about.", required=True
    )
    before: RiskEntry = key(RISK, "The risk without the controls.", required=True)
    controls: ControlsEntry = key(
        Record(ControlsEntry), "What is done about it.", required=True
    )
    after: RiskEntry = key(RISK, "The risk that is left with them.", required=True)
    owner: Text = key(f.TEXT, OWNER, required=True)


@immutable
class ExceptionEntry:
    """Say why a property keeps nobody safe."""

    id: Text
    span: Span = place()
    because: Text = key(f.TEXT, "Why it is no safety property.", required=True)


@immutable
class HazardsDocument:
    """Hold a hazards file as written."""

    span: Span = place()
    triage_hazards: Text = key(
        f.choice("1"), "The version of the format.", required=True
    )
    tree: Text = key(f.ID, "The tree in the file beside this one.", required=True)
    rated: Text = key(
        f.TEXT, "Who rated the risks, and what they went by.", required=True
    )
    hazards: tuple[HazardEntry, ...] = key(
        Keyed(Record(HazardEntry), f.ID), "The hazards.", required=True
    )
    not_safety: tuple[ExceptionEntry, ...] = key(
        Keyed(Record(ExceptionEntry, short="because"), f.ID),
        "Properties that are no safety properties, each with the reason.",
    )


def schema_text() -> str:
    """Return the JSON Schema of hazards files: ``schema.json`` beside this file."""
    title = "Hazards of a decision tree of triage, format 1"
    return json_schema.schema_text(HazardsDocument, title)
