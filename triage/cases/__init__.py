"""Cases beside a tree: stories of patients, and what must come of them.

>>> import triage.cases
>>> cases = triage.cases.load("start")
>>> [result.case.id for result in cases.run() if not result.passed]
[]
>>> print(cases.coverage().share("branches"))
12 of 12 branches
"""

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
