"""Misspelt names, each of which a type checker must notice; it is checked, never run.

An ignored line without an error is an error, so none of these can pass.
"""

import triage
import triage.cases
import triage.comparison
import triage.engine
import triage.model
import triage.verify

tree = triage.load("back_pain")

triage.laod("back_pain")  # type: ignore[attr-defined]
triage.Recomendation()  # type: ignore[attr-defined]
triage.cases.lode("back_pain")  # type: ignore[attr-defined]
triage.engine.Pages()  # type: ignore[attr-defined]
triage.model.Citations()  # type: ignore[attr-defined]
triage.comparison.Chanjes()  # type: ignore[attr-defined]
triage.verify.Proove()  # type: ignore[attr-defined]
tree.decied({})  # type: ignore[attr-defined]
tree.decide({}).urgancy()  # type: ignore[attr-defined]
tree.decide({}, extra="drop")  # type: ignore[arg-type]
