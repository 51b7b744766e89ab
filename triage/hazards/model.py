"""Hazard: what can go wrong, the risk, and what keeps it from doing harm."""

import attrs

from triage.base.immutable import immutable
from triage.base.text import Span

LIKELIHOODS = ("very_low", "low", "medium", "high", "very_high")
SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")


@immutable
class Risk:
    """Say how likely a harm is, and how severe.

    Args:
        likelihood: From ``very_low`` to ``very_high``.
        severity: From ``minor`` to ``catastrophic``.

    >>> print(Risk("very_low", "major"))
    likelihood very low, severity major
    """

    likelihood: str
    severity: str

    def __str__(self) -> str:
        likelihood = self.likelihood.replace("_", " ")
        return f"likelihood {likelihood}, severity {self.severity}"

    def exceeds(self, other: "Risk") -> bool:
        """Whether it is likelier or more severe than another.

        >>> Risk("low", "major").exceeds(Risk("high", "major"))
        False
        """
        return (
            LIKELIHOODS.index(self.likelihood) > LIKELIHOODS.index(other.likelihood)
        ) or SEVERITIES.index(self.severity) > SEVERITIES.index(other.severity)


@immutable
class Hazard:
    """Hold what can go wrong, and what is done about it.

    Args:
        id: The id.
        says: What can go wrong.
        harm: What a person can come to.
        causes: How it can come about.
        before: The risk without the controls.
        after: The risk that is left with them.
        properties: The ids of the properties that control it.
        cases: The ids of the cases that do.
        checks: The codes of the checks that do.
        owner: Who answers for it.
        span: Where it was written.
    """

    id: str
    says: str
    harm: str
    causes: tuple[str, ...]
    before: Risk
    after: Risk
    properties: tuple[str, ...]
    cases: tuple[str, ...]
    checks: tuple[str, ...]
    owner: str
    span: Span = attrs.field(eq=False, repr=False)
