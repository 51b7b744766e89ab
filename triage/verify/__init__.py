"""Proofs: what holds of every possible patient, and of whom something does not.

>>> import triage
>>> from triage.verify import possible
>>> possible(triage.load("start").start().answer({"walks": "yes"})).ends
('minor',)
"""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.verify.counterexample import Patient, ProofMismatch
    from triage.verify.counterfactual import WhyNot, why_not
    from triage.verify.possible_outcomes import Possible, possible
    from triage.verify.properties import Proof, Proofs, Verdict, prove

__all__ = [
    "Patient",
    "Possible",
    "Proof",
    "ProofMismatch",
    "Proofs",
    "Verdict",
    "WhyNot",
    "possible",
    "prove",
    "why_not",
]

HOMES = {
    "triage.verify.counterexample": ("Patient", "ProofMismatch"),
    "triage.verify.counterfactual": ("WhyNot", "why_not"),
    "triage.verify.possible_outcomes": ("Possible", "possible"),
    "triage.verify.properties": ("Proof", "Proofs", "Verdict", "prove"),
}
"""The module of each name: a command that proves nothing loads none of them."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
