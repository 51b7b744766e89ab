"""T42x: dead code, by proof: what nobody ever meets or is told, what never matters."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, TypeAlias

from triage.base.answer import Answer, plain
from triage.base.diagnostics import Finding, Note, Severity, in_order
from triage.base.immutable import immutable
from triage.base.text import Span, position
from triage.engine.walk import walk
from triage.model.traversal import (
    advice_sites,
    edge_label,
    heard_of,
    questions,
    recommendations,
    span_of,
)
from triage.model.tree import Step, Tree, Way
from triage.verify.counterexample import ProofMismatch
from triage.verify.numeric_gaps import Gap, find_gaps
from triage.verify.reachability import Progress, Survey
from triage.verify.solver import SECONDS, UNKNOWN, Budget
from triage.verify.told_signs import told_signs

Verdict: TypeAlias = Literal["alive", "dead", "open"]
"""Somebody takes a branch; nobody does; or that was not settled in time."""


def unmet(tree: Tree) -> str:
    return f"no {tree.profile.person} comes to the step"


CODES = ("T420", "T421", "T422", "T423", "T424", "T429")
"""The codes of what is found here."""

SAID: Mapping[str, frozenset[str]] = {
    "T420": frozenset({"T410", "T414"}),
    "T421": frozenset({"T411", "T418"}),
    "T423": frozenset({"T413"}),
}
"""Which checks say the same as a proof, of the same place."""


@immutable
class Branch:
    """Say of a branch whether somebody takes it, and why if nobody does, if known.

    To walk along each branch of a large tree takes its time, so what the path asks of
    somebody who takes it, answered, is found when asked for.
    """

    step: Step
    way: Way
    verdict: Verdict
    reason: str = ""
    notes: tuple[Note, ...] = ()
    answers: Callable[[], Mapping[str, Answer]] = dict


@immutable
class Depth:
    tree: Tree
    findings: tuple[Finding, ...]
    branches: tuple[Branch, ...]

    @property
    def summary(self) -> str:
        """How many branches somebody takes, in one line."""
        verdicts = [branch.verdict for branch in self.branches]
        total = len(verdicts)
        alive, dead = verdicts.count("alive"), verdicts.count("dead")
        late, who = total - alive - dead, self.tree.profile.a_person
        if alive == total:
            each = "the 1 branch" if total == 1 else f"each of {total} branches"
            return f"proved: for {each} there is {who}"
        branches = "1 branch" if total == 1 else f"{total} branches"
        said = f"proved: of {branches} {having(alive)} {who}, {having(dead)} none"
        were = "was" if late == 1 else "were"
        return said + (f"; {late} {were} not settled in time" if late else "")

    def to_dict(self) -> list[dict[str, object]]:
        return [self.record(branch) for branch in self.branches]

    def record(self, branch: Branch) -> dict[str, object]:
        step, way = branch.step, branch.way
        answers = {name: plain(answer) for name, answer in branch.answers().items()}
        return {
            "step": step.id,
            "branch": edge_label(self.tree, step, way),
            "to": way.to,
            **position(span_of(way, step)),
            "verdict": branch.verdict,
            "reason": branch.reason,
            "patient": answers if branch.verdict == "alive" else None,
        }


def having(number: int) -> str:
    return f"{number} {'has' if number == 1 else 'have'}"


def deep_check(
    tree: Tree,
    *,
    seconds: float = SECONDS,
    progress: Progress = lambda _settled, _total: None,
) -> Depth:
    """Return what proof finds in a tree: what nobody meets, and what never matters.

    >>> import triage
    >>> depth = deep_check(triage.load("start"))
    >>> len(depth.findings), {branch.verdict for branch in depth.branches}
    (0, {'alive'})
    """
    asked = len(tree.questions)  # they come last, and each may take its time
    survey = Survey(tree, Budget(seconds), lambda n, total: progress(n, total + asked))
    survey.settle()
    branches = [branch_of(survey, step, way) for step, way in tree.edges]
    found = [
        *unmet_steps(survey),
        *dead_branches(survey, branches),
        *swallowed_gaps(survey),
        *untold(survey),
        *idle_questions(survey),
        *told_signs(tree, Budget(seconds)),
    ]
    if tree.stands_alone:  # its callers may read the answers, and tell the rest
        found = [one for one in found if one.code not in ("T421", "T423")]
    return Depth(tree, in_order(found), tuple(branches))


def joined(cheap: Iterable[Finding], deep: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what checks and proof found together, the same thing only once."""
    said = {(f.code, f.span) for f in cheap}
    new = (
        finding
        for finding in deep
        if said.isdisjoint((code, finding.span) for code in SAID.get(finding.code, ()))
    )
    return in_order([*cheap, *new])


def branch_of(survey: Survey, step: Step, way: Way) -> Branch:
    if way.number in survey.open:
        return Branch(step, way, "open", "not settled in time")
    if way.number in survey.never:
        return Branch(step, way, "dead", *why_dead(survey, step, way))
    return Branch(step, way, "alive", answers=partial(heard, survey, way))


def heard(survey: Survey, way: Way) -> Mapping[str, Answer]:
    answers = survey.variables.decode(survey.found[way.number].assignment)
    trace = walk(survey.tree, answers)
    if way.number not in trace.edges:
        raise ProofMismatch(survey.tree, f"the branch to `{way.to}`")
    return trace.answers


def why_dead(survey: Survey, step: Step, way: Way) -> tuple[str, tuple[Note, ...]]:
    """Return why nobody takes a branch, with the branch before it that always wins."""
    encoding, opens = survey.encoding, survey.encoding.opens
    finds = survey.solver.finds
    if step.id in survey.unmet:
        return unmet(survey.tree), ()
    holding = opens[way.number]
    if way.answer and way is step.ways[-1]:
        holding = survey.gates.every(-opens[other.number] for other in step.ways[:-1])
    would = encoding.valid, encoding.reach[step.id], holding
    holds = finds(*would)
    if holds is UNKNOWN:
        return "", ()
    if not holds:
        return "its condition never holds here", ()
    for earlier in step.ways[: step.ways.index(way)]:
        passes = finds(*would, -opens[earlier.number])
        if passes is UNKNOWN:
            return "", ()
        if not passes:
            wins = "this one is taken by all who could take it"
            note = Note(wins, span_of(earlier, step))
            return "a branch before it always wins", (note,)
    return "the branches before it leave nobody", ()


def warning(code: str, message: str, span: Span, advice: str, *notes: Note) -> Finding:
    return Finding(code, message, span, advice, Severity.WARNING, notes)


def open_finding(what: str, span: Span) -> Finding:
    message = f"{what} was not settled in the time there was"
    return warning("T424", message, span, "give it more with `--timeout`")


def places(spans: Iterable[Span]) -> set[str]:
    """Return where something stands, that is one place in all copies of a module."""
    return {str(span) for span in spans}


def unmet_steps(survey: Survey) -> Iterator[Finding]:
    steps = [step for step in survey.tree.steps.values() if not step.id.endswith("/")]
    met = places(span_of(step) for step in steps if step.id not in survey.unmet)
    for step in steps:
        if step.id in survey.unmet and str(span_of(step)) not in met:
            advice = "lead to it from another step, or remove it"
            yield warning(
                "T420", f"{unmet(survey.tree)} `{step.id}`", span_of(step), advice
            )


def dead_branches(survey: Survey, branches: Sequence[Branch]) -> Iterator[Finding]:
    """Yield branches that nobody takes, where somebody comes to their step."""
    who, taken = (
        survey.tree.profile,
        places(span_of(b.way, b.step) for b in branches if b.verdict != "dead"),
    )
    for branch in branches:
        span = span_of(branch.way, branch.step)
        if branch.verdict == "open":
            yield open_finding(f"whether {who.a_person} takes this branch", span)
        is_dead = branch.verdict == "dead" and str(span) not in taken
        if is_dead and branch.step.id not in survey.unmet:
            message = f"no {who.person} takes this branch: {branch.reason}".rstrip(": ")
            advice = "remove it, or mend the condition"
            yield warning("T420", message, span, advice, *branch.notes)


def swallowed_gaps(survey: Survey) -> Iterator[Finding]:
    for gap, patient in find_gaps(survey):
        name, span = gap.question.id, span_of(gap.step.ways[-1], gap.step)
        if patient is UNKNOWN:
            yield open_finding(f"whether `{name}` leaves a gap at {gap}", span)
            continue
        told = {name: patient.answers[name]} | patient.unusual
        example = ", ".join(f"{key}: {plain(answer)}" for key, answer in told.items())
        message = (
            f"whoever answers `{name}` with {gap} falls between the conditions, into "
            "this branch"
        )
        advice = (
            "let one of the conditions take it in, or give it a branch of its own; "
            f"for example with {example}"
        )
        yield warning("T422", message, span, advice, *limit_notes(gap))


def limit_notes(gap: Gap) -> Iterator[Note]:
    for words, limit in (("below", gap.lower), ("above", gap.upper)):
        yield Note(f"the limit {words} it", span_of(limit.comparison))


def untold(survey: Survey) -> Iterator[Finding]:
    every = recommendations(survey.tree)
    told = places(x.id.span for x in every if x.id.value not in survey.never)
    for entry in every:
        name, at, who = entry.id.value, entry.id.span, survey.tree.profile
        if name in survey.open:
            yield open_finding(f"whether {who.a_person} is told `{name}`", at)
        if name in survey.never and str(at) not in told:
            message = f"no {who.person} is ever told `{name}`"
            advice = "lead to it or advise it where somebody comes, or remove it"
            if is_collected(survey, name):
                message += ": one that stands alone always takes its place"
                advice = "let the other not stand `alone`, or remove this one"
            yield warning("T423", message, at, advice)


def is_collected(survey: Survey, name: str) -> bool:
    """Whether it is known that somebody is led to a recommendation, or advised it."""
    encoding, sites = survey.encoding, advice_sites(survey.tree.steps.values())
    advised = [s.place for s in sites if s.advice.recommendation == name]
    collects = [encoding.ends[name], *(encoding.collects[place] for place in advised)]
    return survey.solver.finds(encoding.valid, survey.gates.some(collects)) is True


def idle_questions(survey: Survey) -> Iterator[Finding]:
    tree = survey.tree
    asked = {name for step in survey.met for name in tree.steps[step].ask}
    idle = asked - heard_of(tree)
    survey.find_decisive()
    every, found = questions(tree), list[Finding]()
    used = places(x.id.span for x in every if x.id.value in asked - idle)
    for number, entry in enumerate(every, 1):
        name = entry.id.value
        survey.progress(survey.total + number, survey.total)
        if name not in idle:
            continue
        matters = survey.matters(tree.questions[name])
        if matters is UNKNOWN:
            what = f"whether the answer to `{name}` changes the outcome"
            yield open_finding(what, entry.id.span)
        elif matters:
            used.add(str(entry.id.span))
        else:
            message = f"the answer to `{name}` never changes the outcome"
            advice = "let it decide something, or do not ask it"
            found.append(warning("T421", message, entry.id.span, advice))
    yield from (finding for finding in found if str(finding.span) not in used)
