"""Why not: the smallest change of answers that leads to a recommendation, if any does.

The answers that were given are made those of the well patient: then the simplest
patient who is told the recommendation is the one with the fewest changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from time import monotonic

import attrs

from triage.base.exceptions import AnswerError, AnswerProblem, TriageError
from triage.base.question import UNSURE, Answer, plain
from triage.base.suggest import did_you_mean
from triage.base.wording import paragraph
from triage.engine.decision import Decision
from triage.engine.defaults import usual
from triage.engine.outcome import Outcome
from triage.engine.walk import walk
from triage.model.tree import Recommendation, Tree
from triage.verify.circuit import Assignment, Gates
from triage.verify.counterexample import simplest, simplest_pair
from triage.verify.encode import encode
from triage.verify.explain import result_of
from triage.verify.solver import SECONDS, OutOfTime, Solver
from triage.verify.sums import at_most, one_if, total
from triage.verify.variables import Answers


@attrs.frozen
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
    fixed: Mapping[str, Answer]
    changes: Mapping[str, tuple[Answer, Answer]] = attrs.Factory(dict)
    also: Mapping[str, Answer] = attrs.Factory(dict)
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
        return "\n".join(
            paragraph(line, width, rest="  " if line.startswith("- ") else "")
            for line in self.lines()
        )

    def lines(self) -> Iterator[str]:
        """Yield the paragraphs of the text."""
        title = f"“{self.recommendation.title}”"
        if self.decision is None:
            stay = " while these answers stay:" if self.fixed else "."
            yield f"It is proved that nobody is told {title}{stay}"
            yield from self.answered(self.fixed)
            return
        yield self.opening(title)
        yield from self.changed()
        yield from self.asked_then()
        yield f"Result then: {result_of(self.decision)}"

    def opening(self, title: str) -> str:
        """Return what leads to the recommendation, in one sentence."""
        if self.changes:
            most = "" if self.smallest else " (perhaps fewer would do)"
            return f"{title} takes {self.how_many}{most}:"
        if self.also:
            return f"{title} can still be told: no answer stands in its way."
        return f"{title} is told with these answers."

    @property
    def how_many(self) -> str:
        """How many answers change."""
        count = len(self.changes)
        return "one other answer" if count == 1 else f"{count} other answers"

    def changed(self) -> Iterator[str]:
        """Yield each question with the answer before and after."""
        for name, (before, after) in self.changes.items():
            question = self.tree.questions[name]
            old, new = question.describe(before), question.describe(after)
            yield f"- {question.text} {new} (instead of: {old})"

    def answered(self, answers: Mapping[str, Answer]) -> Iterator[str]:
        """Yield questions with their answers."""
        for name, answer in answers.items():
            question = self.tree.questions[name]
            yield f"- {question.text} {question.describe(answer)}"

    def asked_then(self) -> Iterator[str]:
        """Yield what is asked then and was not given, the usual answers counted."""
        questions = self.tree.questions
        unusual = {n: a for n, a in self.also.items() if a != usual(questions[n])}
        rest = len(self.also) - len(unusual)
        if unusual:
            yield "And, asked then:"
            yield from self.answered(unusual)
        if rest:
            more = "more question is" if rest == 1 else "more questions are"
            yield f"{rest} {more} asked then, answered as a well patient would."

    def to_dict(self) -> dict[str, object]:
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
        AnswerError: A fixed question is not known, or was not answered.
        MissingExtra: The solver is not installed.
    """
    item = named(decision.tree, recommendation)
    kept = staying(decision, fixed)
    search = Search(decision, item, kept, seconds)
    try:
        return search.found()
    except OutOfTime:
        message = f"why not `{item.id}` was not settled in {seconds:g} seconds"
        raise TriageError(message) from None


def named(tree: Tree, name: str) -> Recommendation:
    """Return a recommendation.

    Raises:
        TriageError: There is none of that name.
    """
    if name not in tree.recommendations:
        advice = did_you_mean(name, tree.recommendations)
        message = f"`{tree.id}` has no recommendation called `{name}`"
        raise TriageError(f"{message}: {advice}".rstrip(": "))
    return tree.recommendations[name]


def staying(decision: Decision, fixed: Iterable[str]) -> dict[str, Answer]:
    """Return the answers that must stay.

    Raises:
        AnswerError: A question is not known, or was not answered.
    """
    problems, tree = [], decision.tree
    names = dict.fromkeys(fixed)
    for name in names:
        if name not in tree.questions:
            advice = did_you_mean(name, tree.questions)
            message = "no question has this id" + (f"; {advice}" if advice else "")
            problems.append(AnswerProblem(name, None, message))
        elif name not in decision.given:
            message = "has no answer that could stay; give one"
            problems.append(AnswerProblem(name, None, message))
    if problems:
        raise AnswerError(tuple(problems))
    return {name: decision.given[name] for name in names}


class Search:
    """Look for the patient with the fewest changes; it is made for one call.

    Args:
        decision: The decision.
        item: The recommendation.
        fixed: The answers that must stay.
        seconds: How long one question to the solver may take.
    """

    def __init__(
        self,
        decision: Decision,
        item: Recommendation,
        fixed: Mapping[str, Answer],
        seconds: float,
    ) -> None:
        self.given = decision.given
        self.item = item
        self.fixed = fixed
        self.original = decision.tree
        self.tree = with_usual(decision.tree, self.given)
        gates = Gates()
        self.encoding = encode(self.tree, Answers(gates, self.tree.questions))
        self.solver = Solver(gates, seconds)
        self.wanted = self.literals()

    def literals(self) -> tuple[int, ...]:
        """Return what holds of every patient who is told the recommendation."""
        questions, answers = self.tree.questions, self.encoding.answers
        stay = (answers.exactly(questions[n], a) for n, a in self.fixed.items())
        return self.encoding.valid, self.encoding.told[self.item.id], *stay

    def found(self) -> WhyNot:
        """Return the fewest changes, or that none lead there.

        Raises:
            OutOfTime: Neither was found in time.
        """
        told = self.solver.ask(*self.wanted)
        if told is None:
            return WhyNot(self.original, self.item, self.fixed)
        smallest, until = True, monotonic() + self.solver.seconds
        try:
            while told is not None:
                answers = self.nearer(told)
                most = len(self.changes(answers))
                left = max(0.0, until - monotonic())
                fewer = self.few_changes(most - 1)
                told = self.solver.ask(*self.wanted, fewer, seconds=left)
        except OutOfTime:
            smallest = False
        return self.result(self.surest(answers, most), smallest=smallest)

    def nearer(self, told: Assignment) -> Mapping[str, Answer]:
        """Return a patient who is told it, near to the answers that were given."""
        found = self.encoding.answers.heard(told)
        questions = self.tree.questions.values()
        return simplest_pair(
            questions, found, found, lambda one, _: self.fits(Outcome(self.tree, one))
        )[0]

    def fits(self, outcome: Outcome) -> bool:
        """Whether a possible patient with the fixed answers is told it."""
        stay = self.changes(outcome.answers).keys().isdisjoint(self.fixed)
        return stay and outcome.is_possible and self.item.id in outcome.here.told

    def surest(self, answers: Mapping[str, Answer], most: int) -> Mapping[str, Answer]:
        """Return the simplest patient with at most some changes, and sure if possible.

        Args:
            answers: A patient with as many changes.
            most: How many changes there may be.
        """
        wanted = (*self.wanted, self.few_changes(most))
        sure = (*wanted, self.never_newly_unsure())
        with suppress(OutOfTime):
            told = self.solver.ask(*sure)
            if told is not None:
                wanted, answers = sure, self.encoding.answers.heard(told)

        def shows(outcome: Outcome) -> bool:
            return self.fits(outcome) and len(self.changes(outcome.answers)) <= most

        return simplest(self.encoding, self.solver, wanted, answers, shows).answers

    def never_newly_unsure(self) -> int:
        """Return whether no answer is "not sure" that was not before."""
        word, questions = self.encoding.answers.word, self.tree.questions.values()
        return self.encoding.gates.every(
            -word(question.id, UNSURE)
            for question in questions
            if not is_unsure(usual(question))
        )

    def few_changes(self, most: int) -> int:
        """Return whether at most some of the answers given are changed."""
        answers, questions = self.encoding.answers, self.tree.questions
        alike = (answers.exactly(questions[n], a) for n, a in self.given.items())
        amount = total([(1, one_if(-literal)) for literal in alike], 0)
        return at_most(self.encoding.gates, amount, most)

    def changes(
        self, answers: Mapping[str, Answer]
    ) -> dict[str, tuple[Answer, Answer]]:
        """Return the answers given that are others now, before and after."""
        return {
            name: (before, answers[name])
            for name, before in self.given.items()
            if answers[name] != before
        }

    def result(self, answers: Mapping[str, Answer], *, smallest: bool) -> WhyNot:
        """Return what some answers come to, walked in the tree as it is."""
        trace = walk(self.original, answers)
        asked = {name: a for name, a in trace.asked.items() if trace.used(name)}
        also = {name: a for name, a in asked.items() if name not in self.given}
        kept = {name: answers[name] for name in self.given}
        return WhyNot(
            self.original,
            self.item,
            self.fixed,
            self.changes(answers),
            also,
            Decision(self.original, trace, kept | also),
            smallest,
        )


def with_usual(tree: Tree, answers: Mapping[str, Answer]) -> Tree:
    """Return a tree for which some answers are those of the well patient."""
    questions = {
        name: attrs.evolve(question, ordinary=answers.get(name, question.ordinary))
        for name, question in tree.questions.items()
    }
    return attrs.evolve(tree, questions=questions)


def is_unsure(answer: Answer) -> bool:
    """Whether an answer is, or contains, "not sure".

    >>> is_unsure("unsure"), is_unsure(("fever", "unsure")), is_unsure("no")
    (True, True, False)
    """
    return UNSURE in answer if isinstance(answer, tuple) else answer == UNSURE
