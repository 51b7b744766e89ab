"""Checks: each by its code, and what they find in a tree, in source order."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from triage.base.dates import local_day
from triage.base.diagnostics import Finding, Severity, in_order
from triage.lint import (
    addresses,
    readability,
    reviews,
    safety,
    sources,
    structure,
    translations,
)
from triage.lint.accept import judge
from triage.lint.catalogue import Problem
from triage.model.tree import Tree

Check: TypeAlias = Callable[[Tree, date], Iterator[Problem]]

CHECKS: Mapping[str, Check] = {
    "T410": structure.unreachable_step,
    "T411": structure.unused_question,
    "T412": structure.unused_value,
    "T413": structure.unused_recommendation,
    "T414": structure.dead_branch,
    "T415": structure.same_place,
    "T416": structure.hopeful_maybe,
    "T417": structure.unfinished,
    "T418": structure.idle_question,
    "T419": structure.idle_option,
    "T425": structure.option_of_none,
    "T426": structure.asked_again,
    "T427": structure.rounded_twice,
    "T428": structure.answer_of_another_run,
    "T501": sources.uncited_recommendation,
    "T502": sources.uncited_red_flag,
    "T503": sources.unknown_source,
    "T504": sources.missing_safety_net,
    "T505": sources.stale_review,
    "T506": sources.stale_source,
    "T512": sources.recalled_source,
    "T513": sources.source_without_status,
    "T514": sources.nowhere_to_turn,
    "T515": sources.stale_contacts,
    "T531": reviews.unreviewed,
    "T532": addresses.relayed_source,
    "T533": sources.unopened_source,
    "T508": safety.dose,
    "T509": safety.sudden_stop,
    "T510": safety.encouraged,
    "T511": safety.false_comfort,
    "T516": readability.long_sentence,
    "T517": readability.hard_to_read,
    "T518": readability.long_text,
    "T519": readability.double_negative,
    "T520": readability.two_questions,
}

TRANSLATED: Mapping[str, Check] = {
    "T234": translations.of_nothing,
    "T235": translations.other_numbers,
}
"""The checks of a translated tree; all others are of the tree in its own language."""

CLINICAL = frozenset({"T502", "T504", "T508", "T509", "T510", "T511", "T514"})
"""The checks of clinical trees only: safety nets, red flags, medicines and comfort."""


OF_CALLERS = frozenset({"T411", "T412", "T413", "T418", "T419"})
"""The checks of what is not used, which callers of a module may use."""


def check(tree: Tree, *, today: date | None = None) -> tuple[Finding, ...]:
    """Return the warnings about a tree, in the order of their places.

    What its files `accept` is not among them; what they accept in vain is.

    Args:
        tree: The tree.
        today: The day on which reviews and sources are judged as stale or not.

    >>> import triage
    >>> [str(finding.severity) for finding in triage.check(triage.load("back_pain"))]
    []
    """
    day = today or local_day()
    if tree.translation is not None:
        return in_order(found(tree, day, TRANSLATED))
    return judge(tree, warnings(tree, day), CHECKS, day).findings


def warnings(tree: Tree, today: date) -> Iterator[Finding]:
    """Yield every warning about a tree, also those that its files accept.

    Of a module by itself, nothing is said of what its callers would have, or may use.
    """
    left_out = frozenset[str]() if tree.profile.is_clinical else CLINICAL
    if tree.stands_alone:
        left_out |= OF_CALLERS
    needs = tree.stand_ins
    checks = {code: find for code, find in CHECKS.items() if code not in left_out}
    yield from (one for one in found(tree, today, checks) if one.span not in needs)


def found(tree: Tree, today: date, checks: Mapping[str, Check]) -> Iterator[Finding]:
    """Yield what some checks find in a tree."""
    for code, find in checks.items():
        for problem in find(tree, today):
            yield Finding(code, *problem, Severity.WARNING)
