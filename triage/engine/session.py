"""Session: an interview, page by page; frozen, and replayed from its answers."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from triage.base.answer import Answer
from triage.base.exceptions import AnswerError
from triage.base.foreign import is_gap
from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.base.panel import panel
from triage.base.question import Question
from triage.engine.arrange import (
    Aside,
    Changes,
    Kept,
    Pages,
    Standing,
    gone_on,
    laid_out,
    one_by_one,
    standing,
)
from triage.engine.decision import (
    Decision,
    accept,
    agree,
    contradicted,
    sorted_out,
    unanswered,
)
from triage.engine.interview import doubted
from triage.engine.later import leave
from triage.engine.page import AnswerConflict, Page
from triage.engine.progress import Progress, pages_left
from triage.engine.record import asked, exact, exactly, head
from triage.engine.showing import answered_then, asked_now, to_change, worded
from triage.engine.tokens import Arrival, arrival, token, tokens
from triage.engine.trace import Engine, Trace
from triage.engine.walk import walk
from triage.model.tree import Tree

if TYPE_CHECKING:
    from triage.base.shapes import AskedBy, AskerJSON, SessionJSON


@immutable
class Session:
    """Hold an interview: the tree, and what was answered on each page of the path.

    Each method returns a new session. Answers that fall off the path are kept aside:
    listed, without effect, and back in force when the path returns.

    Args:
        tree: The tree.
        prefill: Answers known before the interview.
        pages: What was answered on each page, in the order of the path.
        aside: What has no effect now, by question id: its answers in the order they
            were given, "not sure" before that to a plainer wording.
        engine: What walks the tree; sessions are equal whatever it is.
        asked_by: ``model`` where a language model put the questions to the person, so
            that nobody can know whether they were put at all; else empty.

    >>> import triage
    >>> session = triage.load("start").start()
    >>> session.page.question.text
    'Can the person walk?'
    >>> session.answer({"walks": "yes"}).decision.urgency
    'minor'
    """

    tree: Tree
    prefill: Mapping[str, Answer] = attrs.field(
        factory=FrozenMap, converter=frozen, repr=False
    )
    pages: Pages = attrs.field(default=(), repr=False)
    aside: Aside = attrs.field(factory=FrozenMap, converter=frozen, repr=False)
    engine: Engine = attrs.field(default=walk, eq=False, repr=False)
    _walked: Trace | None = attrs.field(default=None, eq=False, repr=False)
    asked_by: "AskedBy" = attrs.field(default="", repr=False)
    _stood: Standing | None = attrs.field(default=None, eq=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        given = self.prefill, self.pages, self.aside
        return leave(self, *given, self.engine, None, self.asked_by)

    def __deepcopy__(self, memo: object) -> "Session":
        return self

    @property
    def _kept(self) -> Kept:
        return Kept(self.prefill, self.pages, self.aside)

    def _with(
        self, kept: Kept, walked: Trace | None = None, stood: Standing | None = None
    ) -> "Session":
        given = kept.prefill, kept.pages, kept.aside
        return Session(self.tree, *given, self.engine, walked, self.asked_by, stood)

    @cached_property
    def _standing(self) -> Standing:
        return self._stood or standing(self.tree, self.prefill, self.pages)

    @cached_property
    def _stands(self) -> Mapping[str, Answer]:
        return self._kept.stands

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(self.trace.missing)

    @cached_property
    def _tokens(self) -> tuple[str, ...]:
        return tokens(self.tree, self._kept)

    @cached_property
    def trace(self) -> Trace:
        """The record of the walk over the answers."""
        return self._walked or self.engine(self.tree, self._standing[0])

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """Every answer that stands, on the path or parked."""
        last = {name: answers[-1] for name, answers in self.aside.items()}
        parked = {
            name: answer
            for name, answer in last.items()
            if name not in self._asked and not doubted(self.tree, name, answer)
        }
        return FrozenMap({**self._standing[0], **parked})

    @property
    def again(self) -> frozenset[str]:
        """The ids of questions that were asked again in plainer words."""
        return self._standing[1]

    @property
    def parked(self) -> Mapping[str, Answer]:
        """The answers that the path does not ask for, kept for its return."""
        used = self.trace.used
        return FrozenMap((n, a) for n, a in self.answers.items() if not used(n))

    @property
    def decision(self) -> Decision:
        """What is decided by now."""
        return Decision.of(self.tree, self.trace, self.answers)

    @property
    def section(self) -> str:
        """The title of the step that asks now, or of its file; empty when decided."""
        asks = self.tree.steps[self.trace.step]
        return asks.part if self.trace.missing else ""

    @property
    def progress(self) -> Progress:
        """The least and most pages that are left after this one.

        It follows from the shape of the tree alone, and from what is answered.

        >>> import triage
        >>> session = triage.load("start").start()
        >>> session.progress
        Progress(least=0, most=4)
        """
        return pages_left(self.tree, self.trace, self.answers)

    def _repr_html_(self) -> str:
        """Return how far it is, as a notebook shows it: nothing that was answered."""
        facts = {
            "pages answered": str(len(self.pages)),
            "part": self.section,
            "asked now": ", ".join(self.trace.missing),
            "decided": "no" if self.trace.missing else "yes",
        }
        return panel(f"An interview: {self.tree.title}", facts)

    # Pages

    @property
    def asking(self) -> tuple[Question, ...]:
        """The page to show; empty when decided.

        A question that was answered "not sure" once comes in its plainer wording.
        """
        return worded(self.tree, self.trace, self.trace.missing, self.again)

    @property
    def at(self) -> str:
        """A token of the page to show, or of the end."""
        return token(self._tokens[-1], {})

    @property
    def page(self) -> Page | None:
        """What to ask now, one question or a list to tick; None when decided.

        What was answered "not sure" comes again by itself, after its list. What was
        taken back is offered in ``given``.

        >>> import triage
        >>> page = triage.load("back_pain").start().page
        >>> page.number, page.checklist, page.required
        (1, False, ('who',))
        """
        return asked_now(self.tree, self.trace, self._kept, self.again, self.at)

    def shown(self, number: int) -> Page:
        """Return a page that was answered, as it was shown, with what was answered.

        Args:
            number: Which page of the interview, from 1.
        """
        at = self._tokens[number]
        return answered_then(self.tree, self.trace, self._kept, number, at)

    def changing(self, name: str) -> Page:
        """Return the page on which one answer can be changed, in its first words.

        Args:
            name: The id of a question that was answered.
        """
        return to_change(self.tree, self.trace, self._kept, name, self._tokens)

    # Answering

    def answer(self, answers: Mapping[str, object], at: str = "") -> "Session":
        """Answer some questions, whether asked now or before.

        An answer that changes nothing leaves the session as it is. Where one on an
        earlier page changes, the later pages stay, as far as the path asks them.

        Args:
            answers: Answers by question id, in any form that ``Question.accept``
                takes; None takes an answer away.
            at: The token of the page that was answered, ``page.at``. With it, a page
                that arrives twice changes nothing, one that is no longer as it was is
                refused, and so is a part of a list to tick.

        Raises:
            AnswerError: Some are not allowed; nothing has changed. What the others
                would come to stands beside it.
            AnswerConflict: The page was answered otherwise meanwhile, or what it
                rests on has changed; nothing has changed.

        >>> import triage
        >>> session = triage.load("back_pain").start()
        >>> after = session.answer({"overdose_signs": "yes"}, at=session.page.at)
        >>> after.decision.urgency
        'emergency'
        >>> after.answer({"overdose_signs": "yes"}, at=session.page.at) is after
        True
        """
        try:
            return self._answered(self._read(answers, at), at)
        except AnswerError as error:
            raise self._beside(error) from None

    def _beside(self, error: AnswerError) -> AnswerError:
        """Return an error with what is decided by the answers that were right."""
        with suppress(AnswerError):
            decision = self._answered(error.accepted, "").decision
            return AnswerError(error.problems, error.accepted, decision)
        return error

    def _answered(self, given: Changes, at: str) -> "Session":
        number = self._located(at, given) if at else 0
        if number is None:
            return self
        new = {n: a for n, a in given.items() if self._differs(n, a, number)}
        if not new:
            return self
        kept, trace, stood = self._gone_on(new, number) or laid_out(
            self.tree,
            self._kept.changed(new, number, self._asked),
            self.engine,
            self.trace,
        )
        if wrong := contradicted(self.tree, trace):
            named = set().union(*(problem.questions for problem in wrong))
            others = {n: a for n, a in given.items() if a is not None}
            raise AnswerError(wrong, {n: others[n] for n in others.keys() - named})
        return self._with(kept, trace, stood)

    def _gone_on(
        self, new: Changes, number: int
    ) -> tuple[Kept, Trace, Standing | None] | None:
        """Return the same with one more page; None where others change by that."""
        if number or self._stood is None:
            return None
        return gone_on(self.tree, self._kept, new, self.engine, self.trace, self._stood)

    def _read(self, answers: Mapping[str, object], at: str) -> Changes:
        """Return answers in their one form, with None for those to take away."""
        accepted, problems = sorted_out(self.tree, answers, "refuse", self.trace.asked)
        if at and at == self.at and accepted.keys() & {*self._listed}:
            given = {name for problem in problems for name in problem.questions}
            given |= accepted.keys()
            left = (name for name in self._listed if name not in given)
            problems += tuple(unanswered(self.tree.questions[name]) for name in left)
        if problems:
            raise AnswerError(problems, frozen(accepted))
        known = self.tree.questions
        gone = (n for n, value in answers.items() if n in known and is_gap(value))
        return {**accepted, **dict.fromkeys(gone)}

    @property
    def _listed(self) -> tuple[str, ...]:
        """What is put together: a list to tick, or one question."""
        return self.page.required if self.page else ()

    def _located(self, at: str, given: Changes) -> int | None:
        """Return the page that a token is of; 0 for what is asked now.

        None says that what was given stands already: it came twice.

        Raises:
            AnswerConflict: It does not stand, and the page is no longer as it was.
        """
        what, number = arrival(self._kept, self._asked, self._tokens, at, given)
        if what in (Arrival.ANSWERED, Arrival.CHANGED):
            page = self.shown(number) if number else self.page
            raise AnswerConflict(what.value, page, given)
        return None if what is Arrival.TWICE else number

    def _differs(self, name: str, answer: Answer | None, number: int) -> bool:
        """Whether an answer is another than the one that stands on its page."""
        if number and name in self.pages[number - 1]:
            return self.pages[number - 1][name] != answer
        new = answer is not None and name in self._asked
        return new or self._stands.get(name) != answer

    def back(self) -> "Session":
        """Take back the last page; at the start, nothing changes.

        What was answered beyond an early end goes with what led there, so that there
        is a page to answer. What was taken back is offered in ``page.given``. Of what
        was taken back before, all that the path still asks is in force again with the
        next answer.
        """
        before = self
        while before.pages:
            before = before._with(before._kept.back())
            if before.trace.missing:
                break
        return before

    def apart(self) -> "Session":
        """Return the same with its pages as they are asked: a question, or a list.

        What a slip left aside comes back with the questions of a step on one page.
        Whoever shows one ``page`` after the other parts them by this, and meets none
        that was not asked so.

        >>> import triage
        >>> session = triage.load("curb_65").start()
        >>> session = session.answer({"confusion": "no", "respiratory_rate": 20})
        >>> len(session.pages), len(session.apart().pages)
        (1, 2)
        """
        pages = one_by_one(self.tree, self.trace, self.pages)
        if pages == self.pages:
            return self
        return self._with(attrs.evolve(self._kept, pages=pages), self.trace)

    def to_dict(self, when: datetime | None = None) -> "SessionJSON":
        """Return a record of the session, as JSON; with the tree it is resumed.

        It says which tree, engine and place it was, all that was answered, on pages
        and aside, what each of these questions said, and what came of it.

        Args:
            when: The time to be said in it, with its time zone.

        Raises:
            ValueError: The time has no time zone.
        """
        decision, given = self.decision, self._kept.answers
        again = self.again.union(name for name in given if len(given[name]) > 1)
        asker: AskerJSON = {"asked_by": self.asked_by} if self.asked_by else {}
        return {
            "format": "triage-session/2",
            **head(self.tree, when),
            "prefill": exactly(self.prefill),
            "pages": [exactly(page) for page in self.pages],
            "aside": {name: [*map(exact, self.aside[name])] for name in self.aside},
            "questions": asked(self.tree, given, again),
            "asked": list(self.trace.asked),
            "missing": list(self.trace.missing),
            "end": decision.end,
            "urgency": decision.urgency,
            "advice": [item.id for item in decision.recommendations],
            **asker,
        }

    def redacted(self) -> dict[str, object]:
        """Return what can be logged: ids and outcomes, without any answer."""
        return {**self.decision.redacted(), "pages": len(self.pages)}


def start(
    tree: Tree, prefill: Mapping[str, object], *, engine: Engine = walk
) -> Session:
    """Begin an interview.

    Args:
        tree: The tree.
        prefill: Answers known beforehand.
        engine: What walks the tree.

    Raises:
        AnswerError: A prefilled answer is not allowed.
    """
    session = Session(tree, accept(tree, prefill), engine=engine)
    agree(tree, session.trace.asked, session.trace.skipped)
    return session
