"""What can be said against a tree that loads: warnings, in source order.

A check is a function from a loaded tree to findings; ``CHECKS`` lists them. Errors
refuse a tree while it is read and linked, so a loaded tree has none.
"""

from collections.abc import Callable, Iterator
from datetime import date

from triage.base.diagnostics import Finding, in_order
from triage.lint.readability import READING_CHECKS
from triage.lint.safety import WORDING_CHECKS
from triage.lint.sources import CONTENT_CHECKS
from triage.lint.structure import FLOW_CHECKS
from triage.model.tree import Tree

__all__ = ["CHECKS", "check"]

CHECKS: tuple[Callable[[Tree, date], Iterator[Finding]], ...] = (
    *FLOW_CHECKS,
    *CONTENT_CHECKS,
    *WORDING_CHECKS,
    *READING_CHECKS,
)


def check(tree: Tree, *, today: date | None = None) -> tuple[Finding, ...]:
    """Return the warnings about a tree, in the order of their places.

    Args:
        tree: The tree.
        today: The day on which reviews and sources are judged as stale or not.

    >>> import triage
    >>> [str(finding.severity) for finding in triage.check(triage.load("back_pain"))]
    []
    """
    day = today or date.today()  # noqa: DTZ011  a review is due on a local day
    return in_order(finding for run in CHECKS for finding in run(tree, day))
