"""Cases beside a tree: stories of patients, and what must come of them.

>>> import triage.cases
>>> cases = triage.cases.load("start")
>>> [result.case.id for result in cases.run() if not result.passed]
[]
>>> print(cases.coverage().share("branches"))
12 of 12 branches
"""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.cases.loader import Cases, Neighbour, beside, cases_files, load
    from triage.cases.model import Case, Expectation
    from triage.cases.runner import CaseResult, Failure, judge

__all__ = [
    "Case",
    "CaseResult",
    "Cases",
    "Expectation",
    "Failure",
    "Neighbour",
    "beside",
    "cases_files",
    "judge",
    "load",
]

HOMES = {
    "triage.cases.loader": ("Cases", "Neighbour", "beside", "cases_files", "load"),
    "triage.cases.model": ("Case", "Expectation"),
    "triage.cases.runner": ("CaseResult", "Failure", "judge"),
}
"""The module of each name: a picture without coverage loads none of them."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
