"""Counterfactuals: the fewest other answers that lead to a recommendation, if any do.

The answers that were given are made those of the well patient: then the simplest
patient who is told the recommendation is the one with the fewest changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import attrs

from triage.base.answer import UNSURE, Answer, is_unsure, plain
from triage.base.exceptions import AnswerError, AnswerProblem, TriageError
from triage.base.immutable import immutable
from triage.base.suggest import did_you_mean
from triage.engine.decision import Decision, unknown_question
from triage.engine.outcome import Outcome
from triage.engine.reading import Reading
from triage.engine.walk import walk
from triage.model.tree import Recommendation, Tree
from triage.verify.agreement import confirmed
from triage.verify.circuit import Gates
from triage.verify.counterexample import (
    ACCEPTED,
    Search,
    Walked,
    at_most_differ,
)
from triage.verify.encode import Encoding, encode
from triage.verify.explain import answered, bulleted, result_of
from triage.verify.solver import SECONDS, UNKNOWN, Budget, Solver, Unknown
from triage.verify.variables import Variables
from triage.verify.waiting import accepted

if TYPE_CHECKING:
    from triage.base.shapes import WhyNotJSON


@immutable
class WhyNot:
    """Say what would have to be answered for a recommendation to be told.

    Args:
        tree: The tree.
        recommendation: The recommendation.
        fixed: The answers that must stay.
        changes: The answers that change, each before and after; of several ways with
            as few changes, one.
        also: The answers to questions that are asked then and were not given.
        decision: What is decided then; None when no change leads there.
        smallest: Whether it is proved that fewer changes do not lead there.
    """

    tree: Tree
    recommendation: Recommendation
    fixed: Mapping[str, Answer] = attrs.field(repr=False)
    changes: Mapping[str, tuple[Answer, Answer]] = attrs.field(factory=dict, repr=False)
    also: Mapping[str, Answer] = attrs.field(factory=dict, repr=False)
    decision: Decision | None = None
    smallest: bool = True

    @property
    def impossible(self) -> bool:
        """Whether it is proved that no change leads there."""
        return self.decision is None

    def text(self, width: int = 80) -> str:
        """Return it as a person reads it.

        Args:
            width: The most characters of a line.
        """
        return bulleted(self.lines(), width)

    @property
    def reading(self) -> Reading:
        """The texts as the person reads them then."""
        made = self.decision
        return made.reading if made else Reading(self.tree, self.fixed)

    def lines(self) -> Iterator[str]:
        speech = self.tree.speech
        title = speech.quote(self.reading.advice(self.recommendation).title)
        if self.decision is None:
            yield speech.say(STAYING if self.fixed else NOBODY, title=title)
            yield from answered(self.reading, self.fixed)
            return
        yield self.opening(title)
        yield from self.changed()
        yield from self.asked_then()
        yield speech.say("Result then: {result}", result=result_of(self.decision))

    def opening(self, title: str) -> str:
        say, count = self.tree.speech.say, len(self.changes)
        if count:
            changes = say(OTHER if count == 1 else OTHERS, count=f"{count}")
            return say(
                TAKES if self.smallest else TAKES_PERHAPS, title=title, n=changes
            )
        return say(CAN_BE if self.also else IS, title=title)

    def changed(self) -> Iterator[str]:
        say = self.tree.speech.say
        for name, (before, after) in self.changes.items():
            question = self.reading.question(name)
            old, new = question.describe(before), question.describe(after)
            yield f"- {question.text} {new} {say('(instead of: {answer})', answer=old)}"

    def asked_then(self) -> Iterator[str]:
        """Yield what is asked then and was not given, the usual answers counted."""
        questions, say = self.tree.questions, self.tree.speech.say
        unusual = {n: a for n, a in self.also.items() if a != questions[n].usual}
        rest = len(self.also) - len(unusual)
        if unusual:
            yield say("And, asked then:")
            yield from answered(self.reading, unusual)
        if rest:
            more = "more question is" if rest == 1 else "more questions are"
            who = self.tree.profile.usual
            if self.tree.speech.language:
                yield say(ORDINARY, count=f"{rest}")
            else:
                yield f"{rest} {more} asked then, answered as {who} would."

    def to_dict(self) -> "WhyNotJSON":
        """Return it as the JSON that ``triage decide --why-not --json`` prints."""
        return {
            "recommendation": self.recommendation.id,
            "fixed": {name: plain(answer) for name, answer in self.fixed.items()},
            "impossible": self.impossible,
            "smallest": self.smallest,
            "changes": {
                name: [plain(before), plain(after)]
                for name, (before, after) in self.changes.items()
            },
            "also": {name: plain(answer) for name, answer in self.also.items()},
            "decision": None if self.decision is None else self.decision.to_dict(),
        }


OTHER, OTHERS = "one other answer", "{count} other answers"
NOBODY = "It is proved that nobody is told {title}."
STAYING = "It is proved that nobody is told {title} while these answers stay:"
TAKES = "{title} takes {n}:"
TAKES_PERHAPS = "{title} takes {n} (perhaps fewer would do):"
CAN_BE = "{title} can still be told: no answer stands in its way."
IS = "{title} is told with these answers."
ORDINARY = "Asked then, with ordinary answers: {count}."


def why_not(
    decision: Decision,
    recommendation: str,
    fixed: Iterable[str] = (),
    seconds: float = SECONDS,
) -> WhyNot:
    """Return the smallest change of given answers that leads to a recommendation.

    Args:
        decision: The decision.
        recommendation: The id of the recommendation.
        fixed: The ids of questions whose answers must stay.
        seconds: How long one question to the solver may take.

    Raises:
        TriageError: The tree has no such recommendation, or the time was up before
            anything was found.
        ProofMismatch: Walking does not confirm what the proof says.
        AnswerError: A fixed question is not known, or was not answered.
        MissingExtra: The solver is not installed.
    """
    item = named(decision.tree, recommendation)
    kept = staying(decision, fixed)
    found = nearest(decision, item, kept, Budget(seconds))
    if found is UNKNOWN:
        message = f"why not `{item.id}` was not settled in {seconds:g} seconds"
        raise TriageError(message)
    return found


def named(tree: Tree, name: str) -> Recommendation:
    if name not in tree.recommendations:
        advice = did_you_mean(name, tree.recommendations)
        message = f"`{tree.id}` has no recommendation called `{name}`"
        raise TriageError(f"{message}: {advice}".rstrip(": "))
    return tree.recommendations[name]


def staying(decision: Decision, fixed: Iterable[str]) -> dict[str, Answer]:
    problems, tree = [], decision.tree
    names = dict.fromkeys(fixed)
    for name in names:
        if name not in tree.questions:
            problems.append(unknown_question(tree, name))
        elif name not in decision.given:
            reason = "has no answer that could stay; give one"
            message = tree.speech.say("Answer this question first, or let it change.")
            problems.append(AnswerProblem("missing", (name,), message, reason))
    if problems:
        raise AnswerError(tuple(problems))
    return {name: decision.given[name] for name in names}


def nearest(
    decision: Decision,
    item: Recommendation,
    fixed: Mapping[str, Answer],
    budget: Budget,
) -> WhyNot | Unknown:
    """Return the fewest changes that lead to a recommendation, or that none do."""
    other = Counterfactual.of(decision, item, fixed)
    search = other.search(Solver(other.side.gates, budget))
    found = search.ask()
    if found is UNKNOWN:
        return UNKNOWN
    if found is None:
        return WhyNot(decision.tree, item, fixed)
    same, allowance = other.as_given(decision.given), budget.question()
    found, smallest = search.fewest(found, same, other.size, allowance)
    few, found = other.surest(search, found)
    [outcome] = few.fewest_unusual(found)
    return other.told(outcome, smallest=smallest)


@immutable
class Counterfactual:
    """Change given answers, so that a recommendation is told.

    Args:
        decision: The decision by the answers as they were given.
        item: The recommendation.
        fixed: Answers that stay.
        side: The tree, in which what was given is usual.
    """

    decision: Decision
    item: Recommendation
    fixed: Mapping[str, Answer] = attrs.field(repr=False)
    side: Encoding

    @classmethod
    def of(
        cls, decision: Decision, item: Recommendation, fixed: Mapping[str, Answer]
    ) -> "Counterfactual":
        questions = {
            name: attrs.evolve(q, ordinary=decision.given.get(name, q.ordinary))
            for name, q in decision.tree.questions.items()
        }
        tree = attrs.evolve(decision.tree, questions=questions)
        side = confirmed(encode(tree, Variables(Gates(), tree.questions)))
        return cls(decision, item, fixed, side)

    def as_given(self, names: Iterable[str]) -> list[int]:
        exactly, questions = self.side.variables.exactly, self.side.tree.questions
        return [exactly(questions[name], self.decision.given[name]) for name in names]

    def moved(self, outcome: Outcome) -> dict[str, tuple[Answer, Answer]]:
        """Return the answers that are others, as they were and as they are then."""
        given, then = self.decision.given, outcome.answers
        return {n: (was, then[n]) for n, was in given.items() if was != then[n]}

    def size(self, outcome: Outcome) -> int:
        return len(self.moved(outcome))

    def fits(self, outcome: Outcome) -> bool:
        stays = self.moved(outcome).keys().isdisjoint(self.fixed)
        return stays and self.item.id in outcome.here.told

    def search(self, solver: Solver) -> Search:
        told = accepted(self.side), self.side.told[self.item.id]
        wanted = (*told, *self.as_given(self.fixed))
        about = f"why not `{self.item.id}`"
        return Search(solver, about, (self.side,), wanted, self.fits, exists=ACCEPTED)

    def surest(self, search: Search, found: Walked) -> tuple[Search, Walked]:
        """Return who changes as few answers, and is unsure of nothing new if possible.

        Also the search among those who do so.
        """
        most = self.size(found[0])
        fewer = at_most_differ(self.side, self.as_given(self.decision.given), most)
        few = attrs.evolve(
            search,
            wanted=(*search.wanted, fewer),
            shows=lambda one: self.fits(one) and self.size(one) <= most,
        )
        surely_wanted = (*few.wanted, never_newly_unsure(self.side))
        sure = attrs.evolve(few, wanted=surely_wanted, whole=False)
        surely = sure.ask()
        if surely is None or surely is UNKNOWN:
            return few, found
        return sure, surely

    def told(self, outcome: Outcome, *, smallest: bool) -> WhyNot:
        tree, given, answers = self.decision.tree, self.decision.given, outcome.answers
        trace = walk(tree, answers)
        also = {name: a for name, a in trace.answers.items() if name not in given}
        then = Decision.of(tree, trace, {name: answers[name] for name in given} | also)
        moved = self.moved(outcome)
        return WhyNot(tree, self.item, self.fixed, moved, also, then, smallest)


def never_newly_unsure(side: Encoding) -> int:
    """Return whether no answer is "not sure" that is not by itself."""
    word, questions = side.variables.word, side.tree.questions.values()
    return side.gates.every(
        -word(question.id, UNSURE)
        for question in questions
        if not (question.is_text or is_unsure(question.usual))
    )
