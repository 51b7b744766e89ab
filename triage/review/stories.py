"""Stories: each case as it was told, what was answered, and what is read then."""

from collections.abc import Iterable, Iterator, Mapping

from triage.base.answer import Answer
from triage.base.immutable import immutable
from triage.cases.runner import CaseResult
from triage.engine.decision import Decision
from triage.engine.defaults import ordinary
from triage.model.tree import Recommendation, Tree
from triage.terminal.report import result
from triage.verify.explain import answered


@immutable
class Story:
    """Show a case.

    Args:
        id: The id of the case.
        says: The story.
        passed: Whether everything comes out as expected.
        failures: What does not.
        answers: What is answered on the path otherwise than a well patient would.
        result: What comes of it, in a line.
        told: What is told, what is most urgent first, in the words of this patient.
    """

    id: str
    says: str
    passed: bool
    failures: tuple[str, ...]
    answers: tuple[str, ...]
    result: str
    told: tuple[Recommendation, ...]


def stories(tree: Tree, results: Iterable[CaseResult]) -> Iterator[Story]:
    """Yield the stories of some cases."""
    well = ordinary(tree)
    for one in results:
        decision = one.decision
        yield Story(
            id=one.case.id,
            says=one.case.says,
            passed=one.passed,
            failures=tuple(map(str, one.failures)),
            answers=tuple(unlike(decision, well)),
            result=result(decision),
            told=decision.told,
        )


def unlike(decision: Decision, well: Mapping[str, Answer]) -> Iterator[str]:
    """Yield the answers on a path that a well patient would not give, in words."""
    given = decision.trace.answers.items()
    found = {name: answer for name, answer in given if well.get(name) != answer}
    for line in answered(decision.reading, found):
        yield line.removeprefix("- ")
