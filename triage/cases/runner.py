"""From a case to its result: the walk is taken, and held against what is expected."""

from collections.abc import Callable, Iterator, Mapping

import attrs

from triage.base.text import Span
from triage.base.wording import quoted
from triage.cases.model import NONE, Case, Expectation, Key
from triage.engine.decision import Decision
from triage.engine.length import Effort, effort
from triage.engine.walk import walk
from triage.model.graph import arrows
from triage.model.tree import Tree


@attrs.frozen
class Failure:
    """Say which expectation of a case is not met.

    Args:
        message: What was expected, and what came instead.
        span: Where it is expected.
    """

    message: str
    span: Span

    def __str__(self) -> str:
        return f"{self.span.source.name}:{self.span.line}: {self.message}"


@attrs.frozen
class CaseResult:
    """Hold what came of a case.

    Args:
        case: The case.
        decision: The decision on its answers.
        failures: Every expectation that is not met; none when the case passes.
    """

    case: Case
    decision: Decision
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Whether every expectation is met."""
        return not self.failures

    @property
    def effort(self) -> Effort:
        """How much the person was asked."""
        return effort(self.decision.tree, self.decision.trace)

    @property
    def path(self) -> str:
        """The steps of the walk, its end, and why that way led there."""
        steps = [step.step for step in self.decision.path]
        last = self.decision.end or self.decision.trace.step
        whys = [step.because for step in self.decision.path if step.because]
        because = f", because {whys[-1]}" if whys else ""
        return arrows((*steps, last)) + because

    def to_dict(self) -> dict[str, object]:
        """Return the result as the JSON that ``triage test --json`` prints."""
        return {
            "id": self.case.id,
            "passed": self.passed,
            "urgency": self.decision.urgency,
            "ends": self.decision.end or None,
            "missing": list(self.decision.missing),
            **self.effort.to_dict(),
            **position(self.case.span),
            "failures": [
                {"message": failure.message, **position(failure.span)}
                for failure in self.failures
            ],
            "path": [step.step for step in self.decision.path],
        }


def position(span: Span) -> dict[str, object]:
    """Return the file and the line of a span."""
    return {"file": span.source.name, "line": span.line}


def judge(tree: Tree, case: Case) -> CaseResult:
    """Return what comes of a case.

    Args:
        tree: The tree that the case was linked to.
        case: The case.
    """
    decision = Decision(tree, walk(tree, case.answers), case.answers)
    return CaseResult(case, decision, tuple(failures(case, decision)))


def failures(case: Case, decision: Decision) -> Iterator[Failure]:
    """Yield what is not as expected."""
    if not (decision.complete or case.may_wait):
        yield Failure(f"expected an end, but {waits(decision)}", case.span)
    for item in case.expects:
        message = JUDGES[item.key](item, decision)
        if message:
            yield Failure(message, item.span)


def waits(decision: Decision) -> str:
    """Say why a walk has not ended."""
    if decision.todo:
        return f"the tree is not written yet there: {decision.todo}"
    return f"still to be answered: {quoted(decision.missing)}"


def judged_urgency(item: Expectation, decision: Decision) -> str:
    """Say which other urgency was reached."""
    [wanted] = item.wanted
    got = decision.urgency or NONE
    return "" if got == wanted else f"expected the urgency `{wanted}`, got `{got}`"


def judged_end(item: Expectation, decision: Decision) -> str:
    """Say where else the walk ended."""
    [wanted] = item.wanted
    if decision.end == wanted:
        return ""
    got = f"got `{decision.end}`" if decision.complete else f"but {waits(decision)}"
    return f"expected the end `{wanted}`, {got}"


def judged_advice(item: Expectation, decision: Decision) -> str:
    """Say what is recommended instead."""
    [wanted] = item.wanted
    told = [found.id for found in decision.recommendations]
    if wanted in told:
        return ""
    return f"expected the recommendation `{wanted}`, got {quoted(told) or 'nothing'}"


def judged_no_advice(item: Expectation, decision: Decision) -> str:
    """Say that something is recommended that should not be."""
    [wanted] = item.wanted
    told = [found.id for found in decision.recommendations]
    return f"expected no `{wanted}`, but it is recommended" if wanted in told else ""


def judged_asked(item: Expectation, decision: Decision) -> str:
    """Say that a question is not asked."""
    [wanted] = item.wanted
    if is_asked(decision, wanted):
        return ""
    skipped = wanted in decision.trace.skipped
    why = "skipped, as its `only_if` does not hold" if skipped else "not on the path"
    return f"expected `{wanted}` to be asked, but it is {why}"


def judged_not_asked(item: Expectation, decision: Decision) -> str:
    """Say that a question is asked that should not be."""
    [wanted] = item.wanted
    if not is_asked(decision, wanted):
        return ""
    return f"expected `{wanted}` not to be asked, but it is"


def is_asked(decision: Decision, question: str) -> bool:
    """Whether a question is asked on the path, or next."""
    return decision.trace.used(question) or question in decision.missing


def judged_value(item: Expectation, decision: Decision) -> str:
    """Say what a value shows instead."""
    found = decision.shows[item.value]
    got = tuple(map(str, found)) if isinstance(found, list) else (str(found),)
    if got == item.wanted:
        return ""
    wanted, shown = (" to ".join(ends) for ends in (item.wanted, got))
    return f"expected `{item.value}` to be {wanted}, got {shown}"


def judged_missing(item: Expectation, decision: Decision) -> str:
    """Say which other questions are to be asked next."""
    if set(item.wanted) == set(decision.missing):
        return ""
    wanted, got = quoted(item.wanted), quoted(decision.missing) or "nothing"
    return f"expected to be asked next: {wanted}; got {got}"


JUDGES: Mapping[Key, Callable[[Expectation, Decision], str]] = {
    "urgency": judged_urgency,
    "ends": judged_end,
    "recommends": judged_advice,
    "not_recommends": judged_no_advice,
    "asks": judged_asked,
    "not_asks": judged_not_asked,
    "shows": judged_value,
    "missing": judged_missing,
}
"""For each key, what to say when it is not met; nothing when it is."""
