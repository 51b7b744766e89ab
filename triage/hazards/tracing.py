"""Traceability matrix: each hazard, its controls, and what shows that they hold."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, TypeAlias

import attrs

from triage.base.dates import local_day
from triage.base.immutable import immutable
from triage.base.wording import many
from triage.cases.runner import CaseResult, judge
from triage.engine.coverage import is_tested
from triage.engine.outcome import Outcome
from triage.hazards.loader import Hazards
from triage.hazards.model import Hazard
from triage.lint import CHECKS, warnings
from triage.lint.accept import Judged, judge as judge_warnings
from triage.lint.catalogue import catalogue
from triage.verify.mutation_score import Score, mutation_score
from triage.verify.properties import Progress, Proof, Proofs, prove
from triage.verify.solver import SECONDS

Kind: TypeAlias = Literal["property", "case", "check"]


@immutable
class Control:
    """Say whether a control holds, and what shows it.

    Args:
        kind: What it is.
        id: Its id, or the code of a check.
        says: What it says.
        verdict: What came of it, in a word or two.
        holds: Whether that is what it should be.
        cases: The cases that put a property to the test; of a case, itself.
        mistakes: Which mutants those cases or the property noticed first, by number;
            None where nobody looked.
    """

    kind: Kind
    id: str
    says: str
    verdict: str
    holds: bool
    cases: tuple[str, ...] = ()
    mistakes: frozenset[int] | None = None


@immutable
class TracedHazard:
    """Hold a hazard with what came of its controls.

    Args:
        hazard: The hazard.
        controls: Its controls, properties first.
    """

    hazard: Hazard
    controls: tuple[Control, ...]

    @property
    def holds(self) -> bool:
        """Whether every control holds."""
        return all(control.holds for control in self.controls)


@immutable
class Trace:
    """Hold the hazards of a tree with what came of their controls.

    Args:
        hazards: The hazards, as they were written.
        traced: Each of them with its controls.
        mutants: How many mistakes were made; None where none were.
        results: What came of each case beside the tree.
    """

    hazards: Hazards
    traced: tuple[TracedHazard, ...]
    mutants: int | None = None
    results: tuple[CaseResult, ...] = attrs.field(default=(), repr=False)

    @property
    def holds(self) -> bool:
        """Whether every control of every hazard holds."""
        return all(one.holds for one in self.traced)

    @property
    def summary(self) -> str:
        """How many hazards there are, and how many of them are not controlled.

        >>> from triage.hazards import load
        >>> Trace(load("back_pain"), ()).summary
        'back_pain: 0 hazards, every control holds'
        """
        failed = sum(not one.holds for one in self.traced)
        said = f"{failed} with a control that does not hold"
        said = said if failed else "every control holds"
        hazards = many(len(self.traced), "hazard")
        return f"{self.hazards.tree.id}: {hazards}, {said}"


def trace(
    hazards: Hazards,
    *,
    seconds: float = SECONDS,
    mutate: bool = False,
    today: date | None = None,
    proofs: Proofs | None = None,
    progress: Progress = lambda _: None,
    settled: Callable[[int, int], object] = lambda _judged, _total: None,
) -> Trace:
    """Prove, try and check the controls of hazards.

    Args:
        hazards: The hazards.
        seconds: How long one question to the solver may take.
        mutate: Whether small mistakes are made in the tree, which takes longer.
        today: The day on which checks judge what is stale.
        proofs: What came of all properties of the tree, if it is known already.
        progress: What is told the id of each property before it is proved.
        settled: What is told how many of the mistakes are settled, and of how many.

    Raises:
        MissingExtra: The solver is not installed.

    >>> from triage.hazards import load
    >>> hazards = load("back_pain")
    >>> last = attrs.evolve(hazards, hazards=hazards.hazards[-1:], cases=())
    >>> trace(last).summary
    'back_pain: 1 hazard, every control holds'
    """
    day = today or local_day()
    score = None
    if mutate:
        tree, cases = hazards.tree, hazards.cases
        score = mutation_score(tree, cases, seconds=seconds, progress=settled)
    named = {name for hazard in hazards.hazards for name in hazard.properties}
    if proofs is None:
        tree = hazards.tree
        proofs = prove(tree, seconds=seconds, properties=named, progress=progress)
    tracer = Tracer.of(hazards, proofs, score, day)
    traced = (TracedHazard(one, tracer.controls(one)) for one in hazards.hazards)
    made = None if score is None else len(score.judged)
    return Trace(hazards, tuple(traced), made, tuple(tracer.results.values()))


@immutable
class Tracer:
    """Hold what came of every control, to be read off hazard by hazard."""

    proofs: dict[str, Proof]
    results: dict[str, CaseResult]
    people: dict[str, Outcome]
    warned: Judged
    noticed: dict[str, frozenset[int]] | None
    tested: dict[str, tuple[str, ...]] = attrs.Factory(dict)

    @classmethod
    def of(
        cls, hazards: Hazards, proofs: Proofs, score: Score | None, today: date
    ) -> "Tracer":
        tree = hazards.tree
        results = {case.id: judge(tree, case) for case in hazards.cases}
        return cls(
            proofs={proof.property.id: proof for proof in proofs.proofs},
            results=results,
            people={name: Outcome.of(r.decision) for name, r in results.items()},
            warned=judge_warnings(tree, warnings(tree, today), CHECKS, today),
            noticed=None if score is None else first_noticed(score),
        )

    def controls(self, hazard: Hazard) -> tuple[Control, ...]:
        return (
            *map(self.property, hazard.properties),
            *map(self.case, hazard.cases),
            *map(self.check, hazard.checks),
        )

    def property(self, name: str) -> Control:
        proof, tested = self.proofs[name], self.testing(name)
        by = [f"property {name}", *(f"case {case}" for case in tested)]
        return Control(
            kind="property",
            id=name,
            says=proof.property.says,
            verdict=proof.verdict,
            holds=proof.verdict == "proved",
            cases=tested,
            mistakes=self.mistakes(by),
        )

    def testing(self, name: str) -> tuple[str, ...]:
        """Return the cases of which each alone puts a property to the test.

        A property that controls several hazards is looked at once.
        """
        if name not in self.tested:
            stated, people = self.proofs[name].property, self.people.items()
            self.tested[name] = tuple(
                case for case, who in people if is_tested(stated, who.tree, [who])
            )
        return self.tested[name]

    def case(self, name: str) -> Control:
        result = self.results[name]
        return Control(
            kind="case",
            id=name,
            says=result.case.says,
            verdict="passes" if result.passed else "fails",
            holds=result.passed,
            cases=(name,),
            mistakes=self.mistakes([f"case {name}"]),
        )

    def check(self, code: str) -> Control:
        found = sum(one.code == code for one in self.warned.findings)
        accepted = sum(one.finding.code == code for one in self.warned.accepted)
        verdict = many(found, "warning", "no")
        return Control(
            kind="check",
            id=code,
            says=f"Looks for: {catalogue()[code].title}",
            verdict=f"{verdict}, {accepted} accepted" if accepted else verdict,
            holds=not found,
        )

    def mistakes(self, by: Iterable[str]) -> frozenset[int] | None:
        if self.noticed is None:
            return None
        return frozenset().union(*(self.noticed.get(name, ()) for name in by))


def first_noticed(score: Score) -> dict[str, frozenset[int]]:
    """Return which mutants each case and property noticed first, by their numbers."""
    found: dict[str, frozenset[int]] = {}
    for number, judged in enumerate(score.judged):
        name = f"{judged.fate} {judged.by}"
        found[name] = found.get(name, frozenset()) | {number}
    return found
