"""Proofs: what holds of every possible patient, and of whom something does not.

>>> import triage
>>> from triage.verify import possible
>>> possible(triage.load("start").start().answer({"walks": "yes"})).ends
('minor',)
"""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.model.reshown import Reshown
    from triage.model.rewording import Rewording
    from triage.model.switch import Switch
    from triage.verify.answers_apart import AnswerChange, Assumption
    from triage.verify.aspects import Result
    from triage.verify.counterexample import Patient, ProofMismatch
    from triage.verify.counterfactual import WhyNot, why_not
    from triage.verify.dataset import Population
    from triage.verify.entries import Change, Exchange
    from triage.verify.equivalence import Changes, compare
    from triage.verify.possible_outcomes import Possible, possible
    from triage.verify.properties import Proof, Proofs, Verdict, prove
    from triage.verify.region import Extent

__all__ = [
    "AnswerChange",
    "Assumption",
    "Change",
    "Changes",
    "Exchange",
    "Extent",
    "Patient",
    "Population",
    "Possible",
    "Proof",
    "ProofMismatch",
    "Proofs",
    "Reshown",
    "Result",
    "Rewording",
    "Switch",
    "Verdict",
    "WhyNot",
    "compare",
    "possible",
    "prove",
    "why_not",
]

HOMES = {
    "triage.verify.counterexample": ("Patient", "ProofMismatch"),
    "triage.verify.counterfactual": ("WhyNot", "why_not"),
    "triage.verify.dataset": ("Population",),
    "triage.verify.answers_apart": ("AnswerChange", "Assumption"),
    "triage.verify.aspects": ("Result",),
    "triage.verify.entries": ("Change", "Exchange"),
    "triage.verify.equivalence": ("Changes", "compare"),
    "triage.verify.region": ("Extent",),
    "triage.model.reshown": ("Reshown",),
    "triage.model.rewording": ("Rewording",),
    "triage.model.switch": ("Switch",),
    "triage.verify.possible_outcomes": ("Possible", "possible"),
    "triage.verify.properties": ("Proof", "Proofs", "Verdict", "prove"),
}
"""The module of each name: a command that proves nothing loads none of them."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
