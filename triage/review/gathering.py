"""Gathering: all that somebody needs who signs a tree, gathered once."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from triage.base.dates import local_day
from triage.base.diagnostics import Finding
from triage.base.exceptions import TriageError, needing
from triage.base.immutable import immutable
from triage.base.wording import many
from triage.cases.runner import CaseResult, judge as judged_case
from triage.comparison.equivalence import Changes, compare
from triage.diagram import Diagram, draw_map
from triage.diagram.build import view
from triage.diagram.model import View
from triage.diagram.notation import PictureVoice, notation
from triage.hazards import loader as hazards
from triage.hazards.place import beside
from triage.hazards.tracing import Trace, trace
from triage.linker.loader import find, load
from triage.lint import CHECKS, warnings
from triage.lint.accept import Accepted, judge
from triage.lint.reviews import is_of
from triage.model.tree import Tree
from triage.review.advice import Rung, rungs
from triage.review.evidence import Evidence, evidence
from triage.review.limits import limits
from triage.review.pdf import pdf
from triage.review.record import plain
from triage.review.restated import Restated, restated
from triage.review.sheets import Sheet, sheets
from triage.review.statements import Statement, statements
from triage.review.stories import Story, stories
from triage.treefile.document import ReviewEntry
from triage.verify.properties import Progress, Proofs, prove
from triage.verify.solver import SECONDS


@immutable
class Pack:
    """Hold a tree whole, for whoever signs it.

    Args:
        tree: The tree.
        on: The day on which it was gathered.
        picture: A map of the tree, with what changed since another version.
        sheets: Each step whole.
        names: What the names in conditions mean, in words, by name.
        rungs: What can be told, the most urgent first.
        proofs: What came of the properties.
        statements: The properties in words.
        trace: The hazards and what controls them; None where none are written.
        stories: The cases, and what is read in each.
        evidence: The sources, and what rests on them.
        findings: What `check` says against the tree.
        accepted: What it would say, and the file of the tree accepts, with why.
        limits: What nothing of this shows.
        changes: What changed since another version; None unless that was given.
        restated: What that version says of itself, and of everybody, otherwise.
    """

    tree: Tree
    on: date
    picture: Diagram
    sheets: tuple[Sheet, ...]
    names: tuple[tuple[str, str], ...]
    rungs: tuple[Rung, ...]
    proofs: Proofs
    statements: tuple[Statement, ...]
    trace: Trace | None
    stories: tuple[Story, ...]
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    limits: tuple[str, ...]
    changes: Changes | None = None
    restated: tuple[Restated, ...] = ()

    @property
    def reviews(self) -> tuple[tuple[ReviewEntry, bool], ...]:
        """The signatures in the file of the tree, each with whether it is of this."""
        entries = self.tree.documents[0].reviews
        return tuple((one, is_of(one, self.tree)) for one in entries)

    @property
    def unproved(self) -> tuple[Statement, ...]:
        """The properties that are not proved, whatever came of them."""
        return tuple(one for one in self.statements if one.verdict != "proved")

    @property
    def failed(self) -> tuple[Story, ...]:
        """The cases in which something comes out otherwise than expected."""
        return tuple(story for story in self.stories if not story.passed)

    @property
    def wrong(self) -> str:
        """How much is not proved, and fails, in one line; empty where nothing is so."""
        verdicts = Counter(one.verdict for one in self.unproved).items()
        said = [f"{properties(count)} {verdict}" for verdict, count in verdicts]
        if failed := len(self.failed):
            said.append(f"{many(failed, 'case')} {'fails' if failed == 1 else 'fail'}")
        return ", ".join(said)

    @property
    def summary(self) -> str:
        """What was proved, and how much there is, in one line."""
        return f"{self.proofs.summary}; {self.counts}"

    @property
    def counts(self) -> str:
        """How much there is beside the properties."""
        failed = len(self.failed) or "none"
        parts = [
            many(len(self.sheets), "step"),
            f"{many(len(self.stories), 'case', 'no')} ({failed} failed)",
            f"{many(len(self.evidence), 'source', 'no')}",
            many(len(self.findings), "warning", "no"),
        ]
        return ", ".join(parts)

    def html(self) -> str:
        """Return it as one page, which asks for nothing from anywhere.

        Raises:
            MissingExtra: Nothing here can fill the page, or draw the map.

        >>> import triage.review
        >>> page = triage.review.pack("qsofa").html()
        >>> "default-src 'none'" in page, "What was not shown" in page
        (True, True)
        """
        return self.page()

    def page(self, *, on_paper: bool = False) -> str:
        with needing("review", "pages need templates"):
            from triage.review.html import page  # noqa: PLC0415  an extra
        return page(self, on_paper=on_paper)

    def pdf(self) -> bytes:
        """Return it as PDF, with its version, its hashes and a number on each page.

        Raises:
            MissingExtra: Nothing here can fill the page, or draw the map.
            TriageError: There is no browser that prints it.
        """
        return pdf(self.page(on_paper=True))

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON."""
        tree = self.tree
        return {
            "tree": tree.id,
            "version": tree.version,
            "status": tree.status,
            "logic": tree.full_logic,
            "wording": tree.full_wording,
            "on": self.on.isoformat(),
            "steps": plain(self.sheets),
            "advice": plain(self.rungs),
            "properties": plain(self.statements),
            "cases": plain(self.stories),
            "sources": plain(self.evidence),
            "findings": plain(self.findings),
            "accepted": plain(self.accepted),
            "limits": plain(self.limits),
            "changes": plain(self.changes),
            "restated": plain(self.restated),
        }


def pack(
    name: str | PathLike[str],
    *,
    against: str | PathLike[str] | None = None,
    place: str = "",
    seconds: float = SECONDS,
    mutate: bool = False,
    today: date | None = None,
    progress: Progress = lambda _: None,
) -> Pack:
    """Gather all that somebody needs who signs a tree.

    Args:
        name: A tree as ``triage.load`` finds it, with its cases and hazards beside it.
        against: Another version of it, such as the one that was signed last.
        place: The code of the place whose numbers to call are shown.
        seconds: How long one question to the solver may take.
        mutate: Whether small mistakes are made in the tree, which takes longer.
        today: The day on which checks judge what is stale.
        progress: What is told what is done, before it is.

    Raises:
        TreeNotFound: There is no such file or tree.
        InvalidTree: A file, its cases or its hazards are refused, with every finding.
        TriageError: The other version is another tree.
        MissingExtra: The solver is not installed.

    >>> import triage.review
    >>> print(triage.review.pack("start").summary.partition(";")[0])
    start: 4 properties, all proved
    """
    day = today or local_day()
    tree, file = load(name, place=place), find(name)
    old = None if against is None else earlier(against, tree)
    proofs = prove(tree, seconds=seconds, progress=progress)
    traced = trace_of(tree, file, proofs, seconds, day, mutate=mutate)
    progress("trying the cases")
    tried = Tried(proofs, traced, traced.results if traced else results_of(tree, file))
    progress("comparing")
    changes = None if old is None else compare(old, tree, seconds=seconds)
    progress("drawing the map")
    return gathered(tree, day, tried, changes)


@immutable
class Tried:
    """Hold what was proved and tried of a tree.

    Args:
        proofs: What came of the properties.
        trace: The hazards and what controls them; None where none are written.
        results: What came of the cases.
    """

    proofs: Proofs
    trace: Trace | None
    results: tuple[CaseResult, ...]


def gathered(tree: Tree, day: date, tried: Tried, changes: Changes | None) -> Pack:
    """Return a tree with all that was found of it, as it is read."""
    whole, words = view(tree), notation(tree)
    stated = tuple(statements(tree, tried.proofs, tried.trace))
    sources = tuple(evidence(tree, day))
    judged = judge(tree, warnings(tree, day), CHECKS, day)
    return Pack(
        tree=tree,
        on=day,
        picture=draw_map(tree, against=None if changes is None else changes.old),
        sheets=tuple(sheets(tree, whole, words)),
        names=tuple(names(tree, whole, words)),
        rungs=tuple(rungs(tree, whole, words, stated)),
        proofs=tried.proofs,
        statements=stated,
        trace=tried.trace,
        stories=tuple(stories(tree, tried.results)),
        evidence=sources,
        findings=judged.findings,
        accepted=judged.accepted,
        limits=tuple(limits(tree, words, stated, sources, len(tried.results))),
        changes=changes,
        restated=() if changes is None else tuple(restated(changes)),
    )


def properties(count: int) -> str:
    return "1 property" if count == 1 else f"{count} properties"


def trace_of(
    tree: Tree, file: Path, proofs: Proofs, seconds: float, today: date, *, mutate: bool
) -> Trace | None:
    """Return the hazards beside a tree and what controls them, if there are any."""
    if not beside(file).is_file():
        return None
    written = hazards.loaded(tree, file)
    return trace(written, seconds=seconds, mutate=mutate, today=today, proofs=proofs)


def results_of(tree: Tree, file: Path) -> tuple[CaseResult, ...]:
    return tuple(judged_case(tree, case) for case in hazards.cases_of(tree, file))


def names(tree: Tree, shown: View, words: PictureVoice) -> Iterator[tuple[str, str]]:
    """Yield what the names in conditions mean, in the order of the alphabet."""
    found = [(words.named(x.id), words.meaning(x)) for x in tree.values.values()]
    lines = (line for node in shown.nodes for line in node.lines)
    found += [(line.name, f"“{line.text}”") for line in lines if line.name]
    yield from sorted(found, key=lambda pair: pair[0].casefold())


def earlier(against: str | PathLike[str], tree: Tree) -> Tree:
    """Return another version of a tree.

    Raises:
        TriageError: It is another tree.
    """
    old = load(against, place=tree.place)
    if old.id != tree.id:
        raise TriageError(
            f"{fspath(against)}: this is `{old.id}`, and no version of `{tree.id}`: "
            f"give an older file of `{tree.id}`"
        )
    return old
