"""Comparison: who is told something else when a tree changes, and by which edits.

>>> import triage
>>> from triage.comparison import Changes
>>> tree = triage.load("back_pain")
>>> Changes(tree, tree).same
True
"""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.comparison.answers import AnswerChange, Assumption
    from triage.comparison.dataset import Population, counted
    from triage.comparison.entries import Change, Exchange, Retold
    from triage.comparison.equivalence import Changes, compare
    from triage.comparison.region import Extent
    from triage.comparison.reshown import Reshown
    from triage.comparison.results import Result
    from triage.comparison.rewording import Rewording
    from triage.comparison.switch import Switch
    from triage.linker.versions import Renaming

__all__ = [
    "AnswerChange",
    "Assumption",
    "Change",
    "Changes",
    "Exchange",
    "Extent",
    "Population",
    "Renaming",
    "Reshown",
    "Result",
    "Retold",
    "Rewording",
    "Switch",
    "compare",
    "counted",
]

HOMES = {
    "triage.comparison.answers": ("AnswerChange", "Assumption"),
    "triage.comparison.results": ("Result",),
    "triage.comparison.dataset": ("Population", "counted"),
    "triage.comparison.entries": ("Change", "Exchange", "Retold"),
    "triage.comparison.equivalence": ("Changes", "compare"),
    "triage.comparison.region": ("Extent",),
    "triage.comparison.reshown": ("Reshown",),
    "triage.comparison.rewording": ("Rewording",),
    "triage.comparison.switch": ("Switch",),
    "triage.linker.versions": ("Renaming",),
}
"""The module of each name: a command that compares nothing loads none of them."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
