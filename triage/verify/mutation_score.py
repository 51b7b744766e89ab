"""The mutation score: how many small mistakes the cases and properties notice."""

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar, Literal, TypeAlias

import attrs

from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.wording import many
from triage.cases import Case, judge
from triage.cases.loader import NOTHING_BESIDE, Neighbour
from triage.cases.writer import DraftCase
from triage.engine.defaults import ordinary
from triage.model.tree import Tree
from triage.verify.circuit import Gates
from triage.verify.counterexample import (
    Patient,
    ProofMismatch,
    Search,
    Walked,
    patients,
)
from triage.verify.encode import Encoding
from triage.verify.explain import Story
from triage.verify.mutants import Mutant, mutants
from triage.verify.properties import Prover
from triage.verify.simulate import Crowd
from triage.verify.solver import SECONDS, UNKNOWN, Budget, Solver
from triage.verify.text import score_text

Fate: TypeAlias = Literal["case", "property", "equivalent", "survived", "open"]


@immutable
class Judged:
    """Say what became of a mutant.

    One is ``equivalent`` if no patient is told anything else, ``open`` if the time was
    up; ``by`` names the case or property that notices it, and the patient of one that
    survived is told something else.
    """

    mutant: Mutant
    fate: Fate
    by: str = ""
    patient: Patient | None = None

    case_id: ClassVar[str] = "notices_a_mistake"

    def is_noticed_by(self, case: Case) -> bool:
        return self.patient is not None and not judge(self.mutant.tree, case).passed

    def draft(self, beside: Neighbour = NOTHING_BESIDE) -> DraftCase | None:
        """Return a case that notices the mistake; None where there can be none."""
        if self.patient is None:
            return None
        mistaken = self.mutant.instead(self.patient.outcome)
        story = Story(self.patient, mistaken=(mistaken,))
        return story.draft(self.case_id, self.mutant.says, beside)


@immutable
class Score:
    """Say what became of every mutant of a tree."""

    tree: Tree
    judged: tuple[Judged, ...]

    def count(self, *fates: Fate) -> int:
        return sum(item.fate in fates for item in self.judged)

    @property
    def noticed(self) -> int:
        return self.count("case", "property")

    @property
    def counted(self) -> int:
        """How many mutants should be noticed: all that change something."""
        return len(self.judged) - self.count("equivalent")

    @property
    def percent(self) -> float:
        return 100 * self.noticed / self.counted if self.counted else 100.0

    @property
    def summary(self) -> str:
        """The score in a sentence.

        >>> import triage
        >>> Score(triage.load("start"), ()).summary
        'start: 0 small mistakes made, 100.0 % noticed'
        """
        by: dict[Fate, str] = {
            "case": "by a case",
            "property": "only by a property",
            "survived": "by nothing",
            "open": "not settled in the time there was",
        }
        said = [f"{n} {words}" for fate, words in by.items() if (n := self.count(fate))]
        if same := self.count("equivalent"):
            verb = "makes" if same == 1 else "make"
            said.append(f"{same} {verb} no difference to anybody")
        made = many(len(self.judged), "small mistake")
        details = f" ({', '.join(said)})" if said else ""
        return f"{self.tree.id}: {made} made, {self.percent:.1f} % noticed{details}"

    def text(self, width: int = 80, beside: Neighbour = NOTHING_BESIDE) -> str:
        """Return the score, and what would notice each mistake that nothing did."""
        return score_text(self, beside, width)

    def to_dict(self) -> dict[str, object]:
        return {
            "mutants": len(self.judged),
            "by_cases": self.count("case"),
            "by_properties": self.count("property"),
            "equivalent": self.count("equivalent"),
            "survived": self.count("survived"),
            "open": self.count("open"),
            "percent": round(self.percent, 1),
            "unnoticed": [
                {
                    "says": item.mutant.says,
                    "at": str(item.mutant.span or ""),
                    "patient": item.patient and Story(item.patient).to_dict(),
                }
                for item in self.unnoticed
            ],
        }

    def proposals(
        self, beside: Neighbour = NOTHING_BESIDE
    ) -> Iterator[tuple[Judged, DraftCase | None]]:
        """Yield each mistake that nothing notices, and a case that does, if any can.

        That is one proposed before, where one of them notices it, too.
        """
        drafts = list[DraftCase]()
        for item in self.unnoticed:
            cases = ((draft, draft.as_case(beside.base)) for draft in drafts)
            found = next((d for d, case in cases if item.is_noticed_by(case)), None)
            if found is None and (found := item.draft(beside)) is not None:
                drafts.append(found)
                beside = attrs.evolve(beside, ids=beside.ids | {found.id})
            yield item, found

    @property
    def unnoticed(self) -> tuple[Judged, ...]:
        return tuple(x for x in self.judged if x.fate in ("survived", "open"))


class Judge:
    """Judge the mutants of one tree, all of whose cases pass."""

    def __init__(
        self, tree: Tree, cases: tuple[Case, ...], budget: Budget | None = None
    ) -> None:
        self.tree = tree
        self.solver = Solver(Gates(), budget)
        prover = Prover(tree, self.solver)
        self.encoding = prover.encoding
        # only a property that is proved of the tree itself can notice a mistake
        proofs = map(prover.prove, tree.properties.values())
        self.stated = [proof.property for proof in proofs if proof.verdict == "proved"]
        self.special = [case for case in cases if is_special(case)]
        self.complete = [case for case in cases if not is_special(case)]
        usual, encode = ordinary(tree), self.encoding.variables.encode
        people = [encode({**usual, **case.answers}) for case in self.complete]
        self.crowd = Crowd(self.solver.gates, people)

    def judged(self, mutant: Mutant) -> Judged:
        if len(self.solver.known) > LIMITS.gates:
            self.solver.forget()
        prover = Prover(mutant.tree, self.solver, checked=False)
        for case in (*self.special, *self.led_elsewhere(prover.encoding)):
            if not judge(mutant.tree, case).passed:
                return Judged(mutant, "case", case.id)
        search = self.search(mutant, prover.encoding)
        found = search.ask()
        if found is UNKNOWN:
            return Judged(mutant, "open")
        if found is None:
            return Judged(mutant, "equivalent")
        for stated in self.stated:
            failed = prover.fails(stated)
            if failed is UNKNOWN:
                return Judged(mutant, "open")
            if failed:
                return Judged(mutant, "property", stated.id)
        return self.survived(mutant, search, found)

    def survived(self, mutant: Mutant, search: Search, found: Walked) -> Judged:
        """Return a survivor with a patient, of whom a case can be told if any can.

        Raises:
            ProofMismatch: That case does not notice the mistake.
        """
        shows, todo = search.shows, self.encoding.ends[""]
        written = attrs.evolve(
            search,
            wanted=(*search.wanted, -todo),
            shows=lambda outcome: bool(outcome.trace.end) and shows(outcome),
        )
        better = written.ask()
        if better is not None and better is not UNKNOWN:
            search, found = written, better
        [patient] = patients(search.shrink(found))
        judged = Judged(mutant, "survived", patient=patient)
        draft = judged.draft()
        if draft is not None and not self.tells_apart(mutant, draft.as_case()):
            raise ProofMismatch(self.tree, "a case that notices a mistake")
        return judged

    def tells_apart(self, mutant: Mutant, case: Case) -> bool:
        return judge(self.tree, case).passed and not judge(mutant.tree, case).passed

    def led_elsewhere(self, mutant: Encoding) -> list[Case]:
        moved = 0
        for one, other in zip(path(self.encoding), path(mutant), strict=True):
            if one != other:
                moved |= self.crowd.holds(one) ^ self.crowd.holds(other)
        return [case for n, case in enumerate(self.complete) if moved >> n & 1]

    def search(self, mutant: Mutant, gates: Encoding) -> Search:
        differ = self.solver.gates.differ(self.encoding.outcome, gates.outcome)
        wanted, sides = (self.encoding.valid, differ), (self.encoding,)
        about = "what a mistake changes"
        return Search(self.solver, about, sides, wanted, mutant.tells)


def mutation_score(
    tree: Tree,
    cases: Iterable[Case] = (),
    *,
    seconds: float = SECONDS,
    progress: Callable[[int, int], object] = lambda _judged, _total: None,
) -> Score:
    """Return how many small mistakes in a tree its cases and properties notice.

    Cases that fail on the tree itself are left out, and properties that are not proved.
    A question to the solver may take so many seconds.

    >>> import triage
    >>> from triage.cases import load
    >>> cases = load("qsofa")
    >>> score = mutation_score(cases.tree, cases.cases)
    >>> score.noticed, score.counted
    (13, 13)
    """
    sound = tuple(case for case in cases if judge(tree, case).passed)
    judging, made = Judge(tree, sound, Budget(seconds)), tuple(mutants(tree))
    judged = list[Judged]()
    for mutant in made:
        judged.append(judging.judged(mutant))
        progress(len(judged), len(made))
    return Score(tree, tuple(judged))


def is_special(case: Case) -> bool:
    """Whether a case expects more than ways, questions, advice and the end."""
    return any(item.key in ("missing", "shows") for item in case.expects)


def path(encoding: Encoding) -> Iterator[int]:
    """Yield what a case can look at: questions, and what comes of them in the end."""
    yield from encoding.outcome
    yield from encoding.asked.values()
    yield from encoding.skipped.values()
