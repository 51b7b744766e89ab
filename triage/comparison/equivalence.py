"""Equivalence: who is told something else when a tree changes, proved of everybody."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.panel import panel
from triage.comparison.alignment import align
from triage.comparison.answers import AnswerChange, AnswersApart, Assumption
from triage.comparison.causes import Causes
from triage.comparison.entries import Change, Entries, Exchange, Retold
from triage.comparison.hybrids import Hybrids
from triage.comparison.merge import Set, merge
from triage.comparison.reshown import Reshown, reshown, reshown_name
from triage.comparison.rewording import Rewording, reworded, wording_id
from triage.comparison.switch import Switch, core
from triage.comparison.text import changes_text
from triage.linker.versions import Renaming, Versions
from triage.model.diff import Difference
from triage.model.fingerprint import version
from triage.model.tree import Tree
from triage.verify.circuit import Gates
from triage.verify.solver import SECONDS, UNKNOWN, Budget, Solver

if TYPE_CHECKING:
    from triage.base.shapes import ComparisonJSON
    from triage.comparison.dataset import Population


@immutable
class Changes:
    """Say who is told something else when a tree changes.

    Args:
        old: The tree as it was.
        new: The tree as it is.
        outcomes: For each least set of edits, every pair of outcomes, before and after,
            that some patient has because of it; the worst first.
        exchanges: For each least set of edits, every warning that some patient loses or
            gains because of it; and all other advice, with one cause of it.
        retold: What is told otherwise beside an outcome that stays: the level of other
            advice, the order of advice, a shown value that is asked for otherwise.
        answers: The answers that only one tree takes, and what becomes of who gives
            them; and the patients whom only one tree assumes there to be.
        words: Every text that reads otherwise, the most urgent first.
        shown: What is shown beside a decision and is made in another way.
        edits: What was edited, part by part.
        places: What was edited of what decides, place by place.
        silent: The places whose edit changes nobody, by itself or as the last of all.
        open: The places whose edits may change more: the time was up.
        settled: Whether that is all: false when the time was up, or there was more.
        renamed: What has another id, as the new tree says; it is no change.
        then: The old tree in the ids of the new, in which everything is told.
    """

    old: Tree
    new: Tree
    outcomes: tuple[Change, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    retold: tuple[Retold, ...] = ()
    answers: tuple[AnswerChange | Assumption, ...] = ()
    words: tuple[Rewording, ...] = ()
    shown: tuple[Reshown, ...] = ()
    edits: tuple[Difference, ...] = ()
    places: tuple[Switch, ...] = ()
    silent: tuple[Switch, ...] = ()
    open: tuple[Switch, ...] = ()
    settled: bool = True
    renamed: tuple[Renaming, ...] = ()
    then: Tree = attrs.field(
        default=attrs.Factory(lambda changes: changes.old, takes_self=True), repr=False
    )

    @property
    def entries(self) -> tuple[Change | Exchange | Retold, ...]:
        """All that has a cause among the edits."""
        return (*self.outcomes, *self.exchanges, *self.retold)

    @property
    def same_decisions(self) -> bool:
        """Whether it is proved that nobody is decided about in another way."""
        decided = (*self.outcomes, *self.exchanges, *self.answers)
        return self.settled and not decided

    @property
    def same_logic(self) -> bool:
        """Whether that is so, and all that is shown beside is as before."""
        return self.same_decisions and not self.shown and not self.retold

    @property
    def same(self) -> bool:
        """Whether nobody is told anything else, in other words either."""
        return self.same_logic and not self.words

    @property
    def words_id(self) -> str:
        """A hash of the texts that read otherwise; empty where none does."""
        return wording_id(self.words)

    @property
    def shown_name(self) -> str:
        """What allows all that is shown otherwise; empty where nothing is."""
        return reshown_name(self.shown)

    @property
    def apart(self) -> tuple[str, ...]:
        """The questions to which the trees allow different answers."""
        return answered_apart(self.then, self.new)

    @property
    def lower(
        self,
    ) -> tuple[Change | Exchange | Retold | AnswerChange | Assumption, ...]:
        """What has to be allowed by name.

        That is a less urgent outcome, a lost warning, what is told otherwise beside an
        outcome unless it is more urgent, and every change of what can be answered.
        """
        return (*(item for item in self.entries if item.is_lower), *self.answers)

    def refused(
        self, allowed: Iterable[str] = (), allowed_words: str = ""
    ) -> tuple[str, ...]:
        """Return the names of what has to be allowed and is not.

        Args:
            allowed: The names of changes that are allowed.
            allowed_words: The hash of the new words, ``words_id``, or that of the
                wording of the new tree, where contacts read as before.
        """
        names = frozenset(allowed)
        found = [item.name for item in self.lower if item.name not in names]
        if self.shown and self.shown_name not in names:
            found.append(self.shown_name)
        if self.words and not self.reads(allowed_words):
            found.append(f"words#{self.words_id}")
        return tuple(found)

    def reads(self, name: str) -> bool:
        """Return whether a hash is of all texts that read otherwise.

        The wording of a tree is the same at every place: whom it names to call is no
        part of it.
        """
        is_all = all(item.part != "contact" for item in self.words)
        return name == self.words_id or (is_all and name == self.new.wording)

    def text(
        self,
        width: int = 80,
        *,
        allowed: Iterable[str] = (),
        allowed_words: str = "",
        population: "Population | None" = None,
    ) -> str:
        """Return the comparison as a reviewer reads it.

        Args:
            width: The most characters of a line.
            allowed: The names of changes that are allowed.
            allowed_words: The hash of the words that are allowed.
            population: How many patients of a table each outcome concerns.
        """
        refused = frozenset(self.refused(allowed, allowed_words))
        return changes_text(self, width, refused, population)

    def reading(self, width: int = 80) -> str:
        """Return the comparison for a page, beside tables of the texts and the levels.

        It has no commands and no places in files: whoever reads it has neither.
        """
        refused = frozenset(self.refused())
        return changes_text(self, width, refused, None, at_work=False)

    def _repr_html_(self) -> str:
        """Return the comparison as a notebook shows it."""
        trees = {"old": self.old, "new": self.new}
        facts = {name: f"{x.id} {x.version}, {x.logic}" for name, x in trees.items()}
        return panel(self.new.title, facts, self.text())

    def to_dict(
        self, allowed: Iterable[str] = (), allowed_words: str = ""
    ) -> "ComparisonJSON":
        """Return the changes as JSON.

        Args:
            allowed: The names of changes that are allowed.
            allowed_words: The hash of the words that are allowed.
        """
        found: ComparisonJSON = {
            "old": version(self.old),
            "new": version(self.new),
            "same": self.same,
            "same_logic": self.same_logic,
            "same_words": not self.words,
            "settled": self.settled,
            "answered_apart": list(self.apart),
            "outcomes": [change.to_dict() for change in self.outcomes],
            "recommendations": [item.to_dict() for item in self.exchanges],
            "retold": [item.to_dict() for item in self.retold],
            "answers": [item.to_dict() for item in self.answers],
            "words": [item.to_dict() for item in self.words],
            "words_id": self.words_id,
            "shown": [item.to_dict() for item in self.shown],
            "shown_name": self.shown_name,
            "edits": [
                {"part": e.part, "id": e.id, "edit": e.edit, "keys": list(e.keys)}
                for e in self.edits
            ],
            "places": [place.to_dict() for place in self.places],
            "silent": [place.place for place in self.silent],
            "open": [place.place for place in self.open],
            "not_allowed": list(self.refused(allowed, allowed_words)),
        }
        if self.renamed:
            found["renamed"] = [item.to_dict() for item in self.renamed]
        if self.old.only_day and self.old.only_day == self.new.only_day:
            found["on"] = self.old.only_day.isoformat()
        return found


def compare(
    old: Tree,
    new: Tree,
    *,
    seconds: float = SECONDS,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> Changes:
    """Return who is told something else when a tree changes, and by which edits.

    Compared are all patients who can answer both trees; what becomes of answers that
    only one of them takes is told apart. That nobody else is told anything else is
    proved, not sampled.

    Args:
        old: The tree as it was.
        new: The tree as it is.
        seconds: How long one question to the solver may take.
        progress: Is told how many of how many edits were looked at, each by itself and
            then with those before it.

    Raises:
        MissingExtra: The solver is not installed.
        TriageError: Nobody can answer both trees, or their scales rank the same levels
            in another order.
        ProofMismatch: Walking does not confirm what the proof says.

    >>> import triage
    >>> tree = triage.load("back_pain")
    >>> triage.compare(tree, tree).same
    True
    """
    versions = Versions.of(old, new)
    then = versions.then
    if order(then, new) != order(new, then):
        message = "the scales of the trees rank the same levels in another order"
        raise TriageError(f"{message}, so their outcomes cannot be compared")
    found = Changes(
        old,
        new,
        words=reworded(then, new),
        shown=reshown(then, new),
        edits=versions.edits,
        renamed=versions.renamed,
        then=then,
    )
    if then.logic == new.logic:
        return found
    return Comparer(found, Budget(seconds), progress).compared()


def order(tree: Tree, other: Tree) -> list[str]:
    """Return the levels of a tree that another has too, the lowest first."""
    known = {level.id for level in other.levels}
    return [level.id for level in tree.levels if level.id in known]


class Comparer:
    """Compare two trees, over the patients who can answer both."""

    def __init__(
        self,
        begun: Changes,
        budget: Budget,
        progress: Callable[[int, int], object],
    ) -> None:
        self.begun = begun
        self.budget = budget
        self.trees = align(begun.then, begun.new)
        self.merge = merge(self.trees)
        self.hybrids = Hybrids(self.merge, Solver(Gates(), budget))
        self.causes = Causes(self.hybrids, progress)

    def compared(self) -> Changes:
        self.causes.search()
        self.causes.hold_against_drawn()
        entries = Entries(self.hybrids, self.begun.then, self.begun.new, self.trees)
        answers = AnswersApart(self.hybrids, self.begun.then, self.begun.new)
        outcomes, exchanges, retold = entries.of(self.causes.found)
        apart = tuple(answers.found(self.budget))
        is_open = bool(self.causes.open or answers.open)
        found = attrs.evolve(
            self.begun,
            outcomes=outcomes,
            exchanges=exchanges,
            retold=retold,
            answers=apart,
            places=tuple(self.merge.switches),
            silent=self.switches(self.silent),
            open=self.switches(frozenset().union(*self.causes.open)),
            settled=not is_open and not self.causes.full,
        )
        return self.peopled(found)

    def peopled(self, found: Changes) -> Changes:
        """Return the changes, unless nobody can answer both trees."""
        if found.entries:
            return found
        somebody = self.hybrids.solver.finds(*self.hybrids.valid)
        if somebody is UNKNOWN:
            return attrs.evolve(found, settled=False)
        if not somebody:
            raise TriageError(nobody(found))
        return found

    def switches(self, numbers: Iterable[int]) -> tuple[Switch, ...]:
        return tuple(self.merge.switches[number] for number in sorted(numbers))

    @cached_property
    def silent(self) -> Set:
        """The edits that are no cause, and change nobody alone or as the last."""
        causing = frozenset[int]().union(*(cause.on for cause in self.causes.found))
        if self.causes.open:
            return frozenset()
        quiet = self.merge.local - causing
        return frozenset(n for n in quiet if self.causes.changes_nobody(n))


def nobody(changes: Changes) -> str:
    message = "nobody can answer both trees, so they cannot be compared"
    names = ", ".join(f"`{name}`" for name in changes.apart)
    if names:
        return f"{message}: they allow different answers to {names}"
    return f"{message}: what they assume does not go together"


def answered_apart(old: Tree, new: Tree) -> tuple[str, ...]:
    """Return the questions of two trees to which they allow different answers."""
    both = (
        (x, new.questions[n]) for n, x in old.questions.items() if n in new.questions
    )
    return tuple(x.id for x, y in both if core(x) != core(y) or x.most != y.most)
