"""Session: an interview, page by page; frozen, and replayed from its answers."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from triage.base.answer import UNSURE, Answer, plain
from triage.base.frozen import FrozenMap, frozen
from triage.base.question import Question
from triage.engine.decision import Decision, accept, agree
from triage.engine.later import leave
from triage.engine.page import Page
from triage.engine.trace import Engine, Trace
from triage.engine.walk import walk
from triage.model.fingerprint import version
from triage.model.tree import Tree

FORMAT = 1

Before = tuple[FrozenMap[str, Answer], frozenset[str], Trace]
"""The answers, the questions asked again and the walk before the last page."""


@attrs.frozen
class Session:
    """Hold an interview: the tree and every answer given, in order.

    Each method returns a new session. Answers that fall off the path are parked:
    kept, listed, without effect, and back in force when the path returns.

    Args:
        tree: The tree.
        prefill: Answers known before the interview.
        pages: What was given, call by call.
        engine: What walks the tree; sessions are equal whatever it is.
    """

    tree: Tree
    prefill: Mapping[str, Answer] = attrs.field(
        factory=FrozenMap, converter=frozen, repr=False
    )
    pages: tuple[FrozenMap[str, Answer], ...] = attrs.field(default=(), repr=False)
    engine: Engine = attrs.field(default=walk, eq=False, repr=False)
    _before: Before | None = attrs.field(default=None, eq=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return leave(self, self.prefill, self.pages, self.engine)

    def __deepcopy__(self, memo: object) -> "Session":
        return self

    @cached_property
    def _replayed(self) -> tuple[FrozenMap[str, Answer], frozenset[str]]:
        """The answers that stand, and the questions that were asked again."""
        first, again, _ = self._before or (self.prefill, frozenset[str](), None)
        answers = dict(first)
        for page in self.pages[-1:] if self._before else self.pages:
            for name, answer in page.items():
                doubt = answer in (UNSURE, (UNSURE,)) and name not in again
                if doubt and self.tree.questions[name].again:
                    again |= {name}
                    answers.pop(name, None)
                else:
                    answers[name] = answer
        return FrozenMap(answers), again

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Every answer that stands, on the path or parked."""
        return self._replayed[0]

    @property
    def again(self) -> frozenset[str]:
        """The ids of questions that were asked again in plainer words."""
        return self._replayed[1]

    @cached_property
    def trace(self) -> Trace:
        """The record of the walk over the answers."""
        before = self._before and self._before[2]
        return self.engine(self.tree, self.answers, before)

    @property
    def asking(self) -> tuple[Question, ...]:
        """The page to show; empty when decided.

        A question that was answered "not sure" once comes in its plainer wording.
        """
        asked = [self.tree.questions[name] for name in self.trace.missing]
        again = self.again
        return tuple(
            attrs.evolve(q, text=q.again) if q.id in again else q for q in asked
        )

    @property
    def page(self) -> Page | None:
        """What to ask now, one question or a list to tick; None when decided.

        What was answered "not sure" comes again by itself, after its list.

        >>> import triage
        >>> page = triage.load("back_pain").start().page
        >>> page.number, page.checklist, page.required
        (1, False, ('overdose_signs',))
        """
        asking, number = self.asking, len(self.pages) + 1
        fresh = tuple(question for question in asking if question.id not in self.again)
        if len(fresh) > 1 and self.tree.steps[self.trace.step].checklist:
            return Page(fresh, checklist=True, number=number)
        if not asking:
            return None
        return Page(asking[:1], again=asking[0].id in self.again, number=number)

    def changing(self, name: str) -> Page:
        """Return the page on which one answer can be changed.

        Args:
            name: The id of a question that was answered.
        """
        given = (number for number, page in enumerate(self.pages, 1) if name in page)
        return Page((self.tree.questions[name],), number=max(given, default=0))

    @property
    def parked(self) -> Mapping[str, Answer]:
        """The answers that the path does not ask for, kept for its return."""
        used = self.trace.used
        return FrozenMap((n, a) for n, a in self.answers.items() if not used(n))

    @property
    def decision(self) -> Decision:
        """What is decided by now."""
        return Decision(self.tree, self.trace, self.answers)

    def answer(self, answers: Mapping[str, object]) -> "Session":
        """Answer some questions, whether asked now or before.

        Args:
            answers: Answers by question id, in any form that
                ``Question.accept`` takes.

        Raises:
            AnswerError: Some are not allowed; nothing has changed.

        >>> import triage
        >>> session = triage.load("back_pain").start()
        >>> session.answer({"overdose_signs": "yes"}).decision.urgency
        'emergency'
        """
        page = FrozenMap(accept(self.tree, answers))
        before = (*self._replayed, self.trace)
        after = attrs.evolve(self, pages=(*self.pages, page), before=before)
        agree(self.tree, after.trace.asked)
        return after

    def back(self) -> "Session":
        """Take back what was given last; at the start, nothing changes."""
        return attrs.evolve(self, pages=self.pages[:-1], before=None)

    def to_dict(self) -> dict[str, object]:
        """Return the session as JSON; resuming it needs the tree and nothing else."""
        return {
            "triage_session": FORMAT,
            **version(self.tree),
            "prefill": {name: plain(a) for name, a in self.prefill.items()},
            "pages": [{n: plain(a) for n, a in page.items()} for page in self.pages],
            "asked": list(self.trace.asked),
            "urgency": self.decision.urgency,
            "recommendations": [item.id for item in self.decision.recommendations],
        }


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
    agree(tree, session.trace.asked)
    return session
