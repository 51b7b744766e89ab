"""Decision: what a walk comes to, with its path and its reasons."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import attrs

from triage.base.answer import UNSURE, Answer, plain, plain_number
from triage.base.exceptions import NOTHING, AnswerError, AnswerProblem
from triage.base.foreign import is_gap, native, repeated
from triage.base.frozen import frozen
from triage.base.holes import has_braces
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.panel import panel
from triage.base.question import NO_LEVEL, Level, Question, faults
from triage.base.reply import rule
from triage.base.speech import Speech
from triage.base.suggest import did_you_mean
from triage.base.wording import shortened
from triage.engine.interview import Interview, interviews
from triage.engine.later import WHY_NOT, leave
from triage.engine.lookup import look_up
from triage.engine.made import Made, Walked
from triage.engine.outlook import outlook
from triage.engine.reading import Reading
from triage.engine.reasons import Decisive, decisive
from triage.engine.record import asked, exactly, head
from triage.engine.settled import Reached, completed, settled
from triage.engine.today import as_asked, outside
from triage.engine.trace import Engine, Trace, pages
from triage.language.ast import Condition, Sum, questions_in
from triage.language.distance import limits
from triage.language.english import English
from triage.language.evaluate import Context
from triage.model.fingerprint import spoken, version
from triage.model.tree import TODAY, Recommendation, Step, Tree

if TYPE_CHECKING:
    from triage.base.shapes import (
        DecisionJSON,
        PathStepJSON,
        RecordJSON,
        SettledJSON,
        Shown,
        WithheldJSON,
    )
    from triage.verify.counterfactual import WhyNot


@immutable
class PathStep:
    """Say what happened at one step of a path.

    Args:
        step: The id of the step.
        branch: The answer or the condition, in words, that led on; empty for a way
            that is always taken.
        because: What of the condition decided, in words, with the answers that made it
            so. Others could be any: the condition would be met.
        answers: The answers given at this step, by question id.
        to: Where the way leads: a step, a recommendation or ``done``.
        reason: What of the condition decided, in words alone.
        why: The ids of the questions that decided. Others could be answered in any way:
            this branch would be taken, and none before it.
        title: What people call the step; may be empty.

    >>> import triage
    >>> triage.load("start").decide({"walks": "yes"}).path[0].branch
    'yes'
    """

    step: str
    branch: str = attrs.field(repr=False)
    because: str = attrs.field(repr=False)
    answers: Mapping[str, Answer] = attrs.field(converter=frozen, repr=False)
    to: str
    reason: str = attrs.field(repr=False)
    why: tuple[str, ...]
    title: str = ""

    def to_dict(self) -> "PathStepJSON":
        """Return it as JSON."""
        found: PathStepJSON = {
            "step": self.step,
            "branch": self.branch,
            "because": self.because,
            "why": list(self.why),
            "answers": {name: plain(answer) for name, answer in self.answers.items()},
        }
        if self.title:
            found["title"] = self.title
        return found


@immutable
class Settled:
    """Say what is certain by now, however the rest of the page is answered.

    Args:
        urgency: The id of the level; None for none.
        end: The recommendation that ends the walk, or ``done``.
        recommendations: What the person is told.

    >>> import triage
    >>> triage.load("start").decide({"walks": "yes"}).settled.end
    'minor'
    """

    urgency: str | None
    end: str
    recommendations: tuple[Recommendation, ...]

    def to_dict(self) -> "SettledJSON":
        """Return it as JSON."""
        return {
            "urgency": self.urgency,
            "end": self.end,
            "recommendations": [item.id for item in self.recommendations],
        }


@immutable
class Decision:
    """Hold what was decided, and why.

    Decisions are made by ``Tree.decide`` and ``Session.decision``.

    Args:
        tree: The tree.
        made: The walk, and the answers that it was over.

    >>> import triage
    >>> decision = triage.load("start").decide({"walks": "yes"})
    >>> decision.complete, decision.urgency, decision.recommendations[0].title
    (True, 'minor', 'Minor')
    """

    tree: Tree
    made: Made = attrs.field(repr=False)

    @classmethod
    def of(cls, tree: Tree, trace: Trace, given: Mapping[str, Answer]) -> "Decision":
        """Return the decision of a walk over some answers."""
        return cls(tree, Walked(trace, given))

    def __reduce__(self) -> tuple[Any, ...]:
        return leave(self, Walked(self.trace, self.given))

    def __deepcopy__(self, memo: object) -> "Decision":
        return self

    def _repr_html_(self) -> str:
        """Return what was decided as a notebook shows it, and nothing of the answers.

        So no recommendation is filled in with any.
        """
        titles = (item.title for item in shown(self.tree, self.made.advice))
        facts = {
            "urgency": self.level.title if self.urgency else "",
            "complete": "yes" if self.complete else "no",
            "not answered": ", ".join(self.missing),
        }
        return panel(f"A decision: {self.tree.title}", facts, "\n".join(titles))

    @property
    def trace(self) -> Trace:
        """The record of the walk."""
        return self.made.trace

    @property
    def given(self) -> Mapping[str, Answer]:
        """Every accepted answer, whether the path asked for it or not."""
        return self.made.given

    @property
    def complete(self) -> bool:
        """Whether the walk came to an end."""
        return bool(self.made.end)

    @property
    def urgency(self) -> str | None:
        """The id of the highest level collected; None before any was."""
        return self.tree.level_id(self.made.rank)

    @property
    def level(self) -> Level:
        """The highest level collected, to compare; below all of them before any was."""
        return self.tree.levels[self.trace.rank] if self.urgency else NO_LEVEL

    @cached_property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """What the person is told, warnings first, then the most urgent."""
        told = shown(self.tree, self.made.advice)
        return tuple(map(self.reading.advice, told))

    @property
    def told(self) -> tuple[Recommendation, ...]:
        """The most urgent to do, then warnings, then the rest, as the person reads it.

        >>> import triage
        >>> decision = triage.load("back_pain").decide({"overdose_signs": "yes"})
        >>> decision.told[0].urgency.id, decision.told[1].warning
        ('emergency', True)
        """
        items = self.recommendations
        first = min(items, key=lambda item: (-item.rank, item.warning), default=None)
        if first is None:
            return ()
        return (first, *(item for item in items if item is not first))

    @cached_property
    def reading(self) -> Reading:
        """The texts of the tree as the person reads them."""
        return Reading.after(self.tree, self.trace)

    @property
    def responses(self) -> Mapping[str, str]:
        """What is said back to answers, in Markdown, by question id.

        An interview says it before it asks the next question; see ``Page.said``.
        """
        said = ((name, self.reading.response(name)) for name in self.trace.answers)
        return frozen({name: text for name, text in said if text})

    @property
    def end(self) -> str:
        """The id of the recommendation that ended the walk, ``done``, or empty."""
        return self.made.end

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of the questions to ask next; empty when complete."""
        return self.trace.missing

    @cached_property
    def interviews(self) -> tuple[Interview, ...]:
        """What a person who answers so is asked, question by question and by page."""
        return interviews(self.tree, self.given, self.trace)

    @cached_property
    def settled(self) -> Settled | None:
        """The outcome that every way of answering the rest of the page leads to.

        None while more than one is possible. Once the decision is complete, it is
        that of the decision. Each condition is judged by itself, and where that says
        nothing, every way of answering is tried while they are few; of more than that,
        ``triage.possible`` may still prove that one outcome is left.

        >>> import triage
        >>> curb, healthy = triage.load("curb_65"), {"confusion": "no", "urea": 5}
        >>> known = healthy | {"systolic": 120, "diastolic": 80, "age": 40}
        >>> without_the_rate = curb.decide(known)
        >>> without_the_rate.missing, without_the_rate.settled.end
        (('respiratory_rate',), 'low')
        """
        if self.complete:
            return Settled(self.urgency, self.end, self.recommendations)
        reached = settled(self.tree, self.given, self.trace)
        if reached is not None:
            return self._settled(reached)
        if not self.missing:
            return None
        ways = completed(self.tree, self.given, self.trace)
        found = {self._settled(way) if way.end else None for way in ways}
        return found.pop() if len(found) == 1 else None

    def _settled(self, reached: Reached | Trace) -> Settled:
        level = self.tree.level_id(reached.rank)
        told = shown(self.tree, reached.advice)
        page = self.tree.steps[self.trace.step].ask
        waiting = frozenset(page) - self.trace.asked.keys()
        reading = attrs.evolve(self.reading, waiting=waiting)
        return Settled(level, reached.end, tuple(map(reading.advice, told)))

    @property
    def todo(self) -> str:
        """Why the walk cannot go on, where the tree is not finished yet."""
        return self.trace.todo

    @property
    def unused(self) -> tuple[str, ...]:
        """The ids of answers that the path did not ask for."""
        used = self.trace.answers
        return tuple(name for name in self.given if name not in used)

    @property
    def bounds(self) -> tuple[str | None, str | None]:
        """The lowest and the highest urgency that the answers still allow.

        An answer that the path has not asked for counts, too, at each step that every
        way comes to with its question asked.
        """
        low = high = self.trace.rank
        if not self.complete:
            low, high = outlook(self.tree, self.given, self.trace)
        return self.tree.level_id(low), self.tree.level_id(high)

    @cached_property
    def path(self) -> tuple[PathStep, ...]:
        """The steps taken, with the answers and the reasons."""
        whys = zip(self.trace.edges, decisive(self.tree, self.trace), strict=True)
        steps = zip(pages(self.tree, self.trace), whys, strict=False)
        return tuple(self._path_step(*page, *why) for page, why in steps)

    def _path_step(
        self, step: Step, given: Mapping[str, Answer], number: int, why: Decisive
    ) -> PathStep:
        """Return a step with its way on in words, and with the answers that decided."""
        (_, way), reason = self.tree.edges[number], self.tree.reasons.of(number)
        text = why.said or reason.instead
        if way.answer:
            text = f"{self.reading.question(step.ask[0]).text} {reason.branch}"
        because = why.because or text
        return PathStep(
            step.id,
            reason.branch,
            because,
            given,
            way.to,
            text,
            why.questions,
            step.title,
        )

    @property
    def known(self) -> Context:
        """What is known of a person; of what was not asked, nothing for sure."""
        trace = self.trace
        page = self.tree.steps[trace.step].ask if self.complete else self.tree.questions
        waiting = {*page} - trace.asked.keys()
        return Context(self.tree.questions, trace.asked, waiting, skipped=trace.skipped)

    @property
    def shows(self) -> "Mapping[str, Shown]":
        """The values that the tree shows, as numbers, ``[low, high]``, or words.

        What a question that is not asked yet could still change, or could have changed
        where the rest of a page was left out, is ``unsure``.
        """
        compiled, here = self.tree.compiled, self.known
        found: dict[str, Shown] = {}
        for name in self.tree.show:
            body: Any = self.tree.values[name].body
            if isinstance(body, Sum):
                ends = compiled.number(body, here)
                low, high = (as_shown(int(n), body) for n in ends)
                both = cast("list[str]", [low, high])  # or both are numbers
                found[name] = low if low == high else both
            elif self.tree.values[name].options:
                words = compiled.possible(name, here)
                found[name] = words[0] if len(words) == 1 else [*words]
            else:
                surely, maybe = compiled.condition(body, here)
                found[name] = "yes" if surely else "no" if maybe is False else "unsure"
        return found

    def why_not(self, recommendation: str, fixed: Iterable[str] = ()) -> "WhyNot":
        """Return the smallest change of given answers that leads to a recommendation.

        Args:
            recommendation: The id of the recommendation.
            fixed: The ids of questions whose answers must stay.

        Raises:
            TriageError: The tree has no such recommendation, or the time was up.
            AnswerError: A fixed question is not known, or was not answered.
            MissingExtra: The solver is not installed.

        >>> import triage
        >>> decision = triage.load("start").decide({"walks": "yes"})
        >>> decision.why_not("delayed").changes
        {'walks': ('yes', 'no')}
        """
        found: WhyNot = resolve_name(WHY_NOT)(self, recommendation, fixed)
        return found

    def record(self, when: datetime | None = None) -> "RecordJSON":
        """Return the decision as JSON that ``triage.replay`` decides again from.

        It says which tree, engine and place it was, every answer, what each of these
        questions said, and the decision. What was written to a ``personal`` question
        is not in it, neither there nor in a text of the decision: it is as if that
        were left blank, and ``withheld`` names these questions.

        Args:
            when: The time to be said in it, with its time zone.

        Raises:
            ValueError: The time has no time zone.
        """
        left_out: WithheldJSON = {}
        kept = self
        if self._personal:
            left_out, kept = {"withheld": [*self._personal]}, self._impersonal()
        return {
            "format": "triage-record/1",
            **head(self.tree, when),
            "given": exactly(kept.given),
            "questions": asked(self.tree, kept.given, ()),
            "decision": kept.to_dict(),
            **left_out,
        }

    @cached_property
    def _personal(self) -> tuple[str, ...]:
        """The ids of personal questions to which something was written."""
        known = self.tree.questions
        written = (name for name, answer in self.given.items() if answer != UNSURE)
        return tuple(name for name in written if known[name].personal)

    def _impersonal(self) -> "Decision":
        """Return the decision as if what is personal was left blank."""
        blank = dict.fromkeys(self._personal, UNSURE)
        heard = {n: blank.get(n, a) for n, a in self.trace.asked.items()}
        trace = attrs.evolve(self.trace, asked=heard)
        return Decision.of(self.tree, trace, {**self.given, **blank})

    def redacted(self) -> dict[str, object]:
        """Return what can be logged: ids and outcomes, without any answer.

        >>> import triage
        >>> triage.load("start").decide({"walks": "yes"}).redacted()["advice"]
        ['minor']
        """
        return {
            **version(self.tree),
            "complete": self.complete,
            "end": self.end,
            "urgency": self.urgency,
            "advice": [item.id for item in self.recommendations],
            "answered": list(self.trace.answers),
            "missing": list(self.missing),
        }

    def to_dict(self) -> "DecisionJSON":
        """Return the decision as the JSON that ``triage decide --json`` prints."""
        found: DecisionJSON = {
            "format": "triage-decision/1",
            "tree": self.tree.id,
            "version": self.tree.version,
            "logic": self.tree.logic,
            "wording": self.tree.wording,
            "complete": self.complete,
            "urgency": self.urgency,
            "recommendations": [item.to_dict() for item in self.recommendations],
            "path": [step.to_dict() for step in self.path],
            "shows": dict(self.shows),
            "missing": list(self.missing),
            "unused": list(self.unused),
            "bounds": list(self.bounds),
            "settled": None if self.settled is None else self.settled.to_dict(),
            "todo": self.todo,
        }
        return spoken(self.tree, found)


def shown(tree: Tree, advice: tuple[str, ...]) -> tuple[Recommendation, ...]:
    """Return what is shown of what was collected.

    Warnings come first, then the most urgent, those of one level by ``rank``, and then
    in order of collection. Beside a recommendation that stands alone only warnings are
    shown, and whatever is more urgent than it: nothing urgent is ever dropped.
    """
    found = [tree.recommendations[name] for name in advice]
    alone = max((item.rank for item in found if item.alone), default=None)
    if alone is not None:
        found = [r for r in found if r.warning or r.alone or r.rank > alone]
    return tuple(sorted(found, key=place))


def place(item: Recommendation) -> tuple[bool, int, bool, int]:
    """Return what puts advice before other advice that is told to the same person."""
    return not item.warning, -item.rank, not item.precedence, item.precedence


Extra: TypeAlias = Literal["refuse", "ignore"]
"""What becomes of a name that is no question, such as another column of a record."""


def accept(
    tree: Tree, answers: Mapping[str, object], extra: Extra = "refuse"
) -> dict[str, Answer]:
    """Return answers in their one form; refuse with every problem at once.

    A question of which the answer is None, or another mark of a gap, is not answered.
    """
    accepted, problems = sorted_out(tree, answers, extra)
    if problems:
        raise AnswerError(problems, frozen(accepted))
    return accepted


def sorted_out(
    tree: Tree,
    answers: Mapping[str, object],
    extra: Extra,
    known: Mapping[str, Answer] = NOTHING,
) -> tuple[dict[str, Answer], tuple[AnswerProblem, ...]]:
    """Return the answers that are some, and what is wrong with others.

    That is said as a person reads it of whom these answers are known, and some others.
    """
    if not isinstance(answers, Mapping):
        reason = "give answers as a mapping from question ids"
        message = "These are not answers to questions."
        wrong = AnswerProblem("not_a_mapping", ("answers",), message, reason)
        return {}, (wrong,)
    accepted: dict[str, Answer] = {}
    problems: list[AnswerProblem] = []
    for key, value in answers.items():
        name = key if type(key) is str else native(key)
        if isinstance(name, str) and name in tree.questions:
            try:
                if not is_gap(value):
                    accepted[name] = tree.questions[name].accept(value)
            except AnswerError:
                asked = as_asked(tree, answers, known)[name]
                other = outside(asked, value) if name == TODAY else None
                problems += (other,) if other else faults(asked, value)
        elif extra == "refuse" and len(problems) < LIMITS.findings:
            problems.append(unknown_question(tree, name))
    reading = Reading(tree, {**known, **accepted})
    told = (as_read(problem, reading) for problem in problems[: LIMITS.findings])
    return accepted, tuple(told)


def as_read(problem: AnswerProblem, reading: Reading) -> AnswerProblem:
    """Return what is wrong with an answer, in the words that the person reads."""
    asked = reading.tree.questions.get(problem.questions[0])
    if asked is None or not has_braces(asked.if_wrong):
        return problem
    hint = problem.message.removesuffix(asked.if_wrong)
    said = hint + reading.question(asked.id).if_wrong
    return attrs.evolve(problem, message=said)


def unknown_question(tree: Tree, key: object) -> AnswerProblem:
    name = key if isinstance(key, str) else repeated(key)
    advice = did_you_mean(shortened(name), tree.questions)
    reason = "no question has this id" + (f"; {advice}" if advice else "")
    message = tree.speech.say("This is not one of the questions.")
    return AnswerProblem("unknown_question", (name,), message, reason)


def unanswered(question: Question) -> AnswerProblem:
    return AnswerProblem(
        "missing",
        (question.id,),
        rule(question),
        f"has no answer, and its list is answered whole: give {question.allowed}",
        options=question.labels,
    )


def agree(
    tree: Tree, answers: Mapping[str, Answer], skipped: Collection[str] = ()
) -> None:
    """Refuse answers of which what the tree assumes of every patient is not true."""
    if problems := contradictions(tree, answers, skipped):
        raise AnswerError(problems)


def as_shown(number: int, total: Sum) -> str | int | float:
    """Return a number as JSON has it; that of a day as the day."""
    if total.dated:
        return date.fromordinal(number).isoformat()
    return plain_number(Decimal(number).scaleb(-total.scale))


def contradictions(
    tree: Tree, answers: Mapping[str, Answer], skipped: Collection[str] = ()
) -> tuple[AnswerProblem, ...]:
    """Return how answers deny what a tree assumes, in the words that a person reads."""
    wrong = tuple(broken(tree, answers))
    kept = limits(tree.questions.values()) if wrong else {}
    return tuple(
        out_of_limits(tree, kept[each][0], answers)
        if each in kept
        else contradiction(Reading(tree, answers, skipped), each)
        for each in wrong
    )


def contradicted(tree: Tree, trace: Trace) -> tuple[AnswerProblem, ...]:
    return contradictions(tree, trace.asked, trace.skipped)


def out_of_limits(
    tree: Tree, name: str, answers: Mapping[str, Answer]
) -> AnswerProblem:
    """Return what is wrong with a date that is too far from the day of a decision."""
    asked = as_asked(tree, answers)[name]
    problem = next(faults(asked, plain(answers[name])))
    return as_read(problem, Reading(tree, answers))


APART = "these answers do not go together: expected "


def contradiction(reading: Reading, condition: Condition) -> AnswerProblem:
    tree = reading.tree
    names = tuple(sorted(questions_in(condition, tree.values)))
    own = reading.denial(condition)
    message = own or as_told(tree.words.of(condition), tree.speech)
    reason = APART + English(tree.questions, tree.values).of(condition)
    return AnswerProblem("contradiction", names, message, reason, by_author=bool(own))


def as_told(condition: str, speech: Speech) -> str:
    """Return what a person is told of answers of which the author says nothing."""
    return f"{speech.say(DISAGREE)} {speech.say(MUST_BE, condition=condition)}"


DISAGREE = "These answers do not go together."
MUST_BE = "What must be so: {condition}."


def broken(tree: Tree, answers: Mapping[str, Answer]) -> Iterator[Condition]:
    """Yield what a tree assumes of every patient, where answers say otherwise.

    What is not answered waits, in each condition by itself: it rules nothing out.
    """
    if tree.assume:
        waiting = tree.questions.keys() - answers.keys()
        here = Context(tree.questions, answers, waiting)
        yield from (c for c in tree.assume if tree.compiled.refutes(c, here))


def decide(
    tree: Tree,
    answers: Mapping[str, object],
    *,
    extra: Extra = "refuse",
    engine: Engine = look_up,
) -> Decision:
    """Return the decision for some answers, complete or not.

    Args:
        tree: The tree.
        answers: Answers by question id, in any form that ``Question.accept`` takes.
        extra: Whether names that are no questions are refused or ignored.
        engine: What walks the tree.

    Raises:
        AnswerError: Some answers are not allowed; every problem at once, with the
            decision for all others.
    """
    accepted, problems = sorted_out(tree, answers, extra)
    decision = Decision.of(tree, engine(tree, accepted), accepted)
    while wrong := contradicted(tree, decision.trace):
        problems += wrong
        dropped = {name for problem in wrong for name in problem.questions}
        left = {n: a for n, a in decision.given.items() if n not in dropped}
        if len(left) == len(decision.given):
            raise AnswerError(problems, decision.given)
        decision = Decision.of(tree, engine(tree, left), left)
    if problems:
        raise AnswerError(problems, decision.given, decision)
    return decision
