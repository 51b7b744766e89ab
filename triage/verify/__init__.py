"""Proofs: what holds of every possible patient, and of whom something does not.

>>> import triage
>>> from triage.verify import possible
>>> possible(triage.load("start").start().answer({"walks": "yes"})).ends
('minor',)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from triage.verify.counterexample import Patient
    from triage.verify.counterfactual import WhyNot, why_not
    from triage.verify.equivalence import Change, Changes, Exchange, Result, compare
    from triage.verify.mutation_score import Score, mutation_score
    from triage.verify.possible_outcomes import Possible, possible
    from triage.verify.properties import Proof, Proofs, Verdict, prove

__all__ = [
    "Change",
    "Changes",
    "Exchange",
    "Patient",
    "Possible",
    "Proof",
    "Proofs",
    "Result",
    "Score",
    "Verdict",
    "WhyNot",
    "compare",
    "mutation_score",
    "possible",
    "prove",
    "why_not",
]

HOMES = {
    "counterexample": ("Patient",),
    "counterfactual": ("WhyNot", "why_not"),
    "equivalence": ("Change", "Changes", "Exchange", "Result", "compare"),
    "mutation_score": ("Score", "mutation_score"),
    "possible_outcomes": ("Possible", "possible"),
    "properties": ("Proof", "Proofs", "Verdict", "prove"),
}
"""The module of each name: a command that proves nothing loads none of them."""


def __getattr__(name: str) -> Any:
    for module, names in HOMES.items():
        if name in names:
            return getattr(import_module(f"triage.verify.{module}"), name)
    message = f"module 'triage.verify' has no attribute {name!r}"
    raise AttributeError(message, name=name, obj=import_module(__name__))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
