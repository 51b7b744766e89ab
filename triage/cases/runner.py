"""Test runner: a case is walked, and its decision held against what it expects."""

from collections.abc import Iterator, Mapping, Set as AbstractSet
from functools import cached_property
from itertools import chain

from triage.base.diagnostics import Finding
from triage.base.immutable import immutable
from triage.base.markdown import lines
from triage.base.text import Span, position
from triage.base.wording import folded, quoted, shortened
from triage.cases.model import NONE, Case, Expectation
from triage.engine.coverage import Coverage
from triage.engine.decision import Decision
from triage.engine.length import Effort, effort
from triage.engine.walk import walk
from triage.model.graph import arrows
from triage.model.tree import Tree


@immutable
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


@immutable
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
        return effort(self.decision)

    @property
    def path(self) -> str:
        """The steps of the walk, its end, and why that way led there."""
        called = self.decision.tree.step_names.get
        steps = [called(step.step, step.step) for step in self.decision.path]
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


@immutable
class Run:
    """Hold what came of a cases file; refused, it has findings and no tree."""

    name: str
    tree: Tree | None = None
    results: tuple[CaseResult, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def title(self) -> str:
        return self.tree.id if self.tree else self.name

    @property
    def failed(self) -> int:
        return sum(not result.passed for result in self.results)

    @cached_property
    def coverage(self) -> Coverage | None:
        decisions = (result.decision for result in self.results)
        return Coverage.of(self.tree, decisions) if self.tree else None

    @property
    def covered(self) -> int:
        """The share of the tree that is covered least, in a hundred; 0 without one."""
        return self.coverage.percent if self.coverage else 0

    def to_dict(self, *, coverage: bool) -> dict[str, object]:
        covered = self.coverage if coverage else None
        return {
            "file": self.name,
            "tree": self.tree.id if self.tree else None,
            "passed": len(self.results) - self.failed,
            "failed": self.failed,
            "cases": [result.to_dict() for result in self.results],
            "findings": [finding.to_dict() for finding in self.findings],
            **({"coverage": covered.to_dict()} if covered else {}),
        }


def judge(tree: Tree, case: Case) -> CaseResult:
    """Return what comes of a case of a tree."""
    decision = Decision.of(tree, walk(tree, case.answers), case.answers)
    return CaseResult(case, decision, tuple(failures(case, decision)))


@immutable
class Came:
    """Hold what expectations are held against, looked up once for all of a case."""

    decision: Decision

    @cached_property
    def told(self) -> Mapping[str, None]:
        return dict.fromkeys(item.id for item in self.decision.recommendations)

    @cached_property
    def read(self) -> tuple[str, ...]:
        """The texts of what is recommended and said back as the person reads them."""
        items = self.decision.recommendations
        texts = (text for x in items for text in (x.text, x.watch_for))
        every = chain(texts, self.decision.responses.values())
        plain = (" ".join(line for line, _ in lines(text)) for text in every)
        return tuple(map(folded, (*(x.title for x in items), *plain)))

    @property
    def asked(self) -> AbstractSet[str]:
        return self.decision.interviews[0].answered

    @property
    def asked_by_page(self) -> AbstractSet[str]:
        return self.decision.interviews[1].answered

    @cached_property
    def shows(self) -> Mapping[str, object]:
        return self.decision.shows


def failures(case: Case, decision: Decision) -> Iterator[Failure]:
    if not (decision.complete or case.may_wait):
        yield Failure(f"expected an end, {waits(decision)}", case.span)
    came = Came(decision)
    for item in case.expects:
        if message := unmet(item, came):
            yield Failure(message, item.span)


def unmet(item: Expectation, came: Came) -> str:
    """Say what came instead of what is expected; nothing when it is met."""
    decision, told, wanted = came.decision, came.told, item.wanted[0]
    match item.key:
        case "urgency" if (decision.urgency or NONE) != wanted:
            return f"expected the urgency `{wanted}`, got `{decision.urgency or NONE}`"
        case "ends" if decision.end != wanted:
            got = f"got `{decision.end}`" if decision.complete else waits(decision)
            return f"expected the end `{wanted}`, {got}"
        case "recommends" if wanted not in told:
            got = quoted(told) or "nothing"
            return f"expected the recommendation `{wanted}`, got {got}"
        case "not_recommends" if wanted in told:
            return f"expected no `{wanted}`, but it is recommended"
        case "reads" | "not_reads":
            return misread(item.key, wanted, came)
        case "asks" if wanted not in came.asked:
            why = why_not_asked(wanted, came)
            return f"expected `{wanted}` to be asked, but it is {why}"
        case "not_asks" if wanted in came.asked_by_page:
            where = "" if wanted in came.asked else " where its page is shown whole"
            return f"expected `{wanted}` not to be asked, but it is{where}"
        case "shows" if (value := words(came.shows[item.value])) != item.wanted:
            options = came.decision.tree.values[item.value].options
            ends = [
                (" or " if options else " to ").join(x) for x in (item.wanted, value)
            ]
            return f"expected `{item.value}` to be {ends[0]}, got {ends[1]}"
        case "missing" if {*item.wanted} != {*decision.missing}:
            got = quoted(decision.missing) or "nothing"
            return f"expected to be asked next: {quoted(item.wanted)}; got {got}"
    return ""


def misread(key: str, words: str, came: Came) -> str:
    """Say that words are not read, or are."""
    found = next((text for text in came.read if words in text), "")
    wanted = shortened(words)
    if key == "reads" and not found:
        return f"expected the words “{wanted}”, but nothing that is read has them"
    if key == "not_reads" and found:
        return f"expected no words “{wanted}”, but “{shortened(found)}” is read"
    return ""


def why_not_asked(name: str, came: Came) -> str:
    """Say why an interview does not put a question, or only one by page does."""
    if name in came.decision.trace.skipped:
        return "skipped, as its `only_if` does not hold"
    if name not in came.decision.trace.asked:
        return "not on the path"
    unless = " unless its page is shown whole" if name in came.asked_by_page else ""
    return f"left out{unless}, as the answers before it decide the worst"


def waits(decision: Decision) -> str:
    if decision.todo:
        return f"but the tree is not written yet there: {decision.todo}"
    return f"but still to be answered: {quoted(decision.missing)}"


def words(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list) else (str(found),)
