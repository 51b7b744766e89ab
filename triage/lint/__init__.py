"""Lint: what can be said against a tree that loads, as warnings in source order.

A check is a function from a tree and today to problems. ``CHECKS`` lists them by their
codes, of which the catalogue says more. Errors refuse a tree while it is read and
linked, so a loaded tree has none.
"""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.lint.checks import CHECKS, CLINICAL, check, warnings

__all__ = ["CHECKS", "CLINICAL", "check", "warnings"]

HOMES = {"triage.lint.checks": ("CHECKS", "CLINICAL", "check", "warnings")}
"""The module of each name: it is imported when the name is first used."""

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazily(__name__, HOMES)
