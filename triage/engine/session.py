"""An interview, one page at a time: frozen, small, and replayed from its answers."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

import attrs

from triage.base.exceptions import AnswerError, SessionError
from triage.base.question import UNSURE, Answer, Question, plain
from triage.engine.decision import Decision, accept, agree
from triage.engine.page import Page
from triage.engine.walk import Trace, walk
from triage.model.tree import Tree

FORMAT = 1


@attrs.define(frozen=True, slots=False)
class Session:
    """Hold an interview: the tree and every answer given, in order.

    Each method returns a new session. Answers that fall off the path are parked:
    kept, listed, without effect, and back in force when the path returns.

    Args:
        tree: The tree.
        prefill: Answers known before the interview.
        pages: What was given, call by call.
    """

    tree: Tree
    prefill: Mapping[str, Answer] = attrs.field(factory=dict)
    pages: tuple[Mapping[str, Answer], ...] = ()
    _before: Trace | None = attrs.field(default=None, eq=False, repr=False)

    @cached_property
    def _replayed(self) -> tuple[dict[str, Answer], frozenset[str]]:
        """The answers that stand, and the questions that were asked again."""
        answers, again = dict(self.prefill), set[str]()
        for page in self.pages:
            for name, answer in page.items():
                doubt = answer in (UNSURE, (UNSURE,))
                if doubt and name not in again and self._has_again(name):
                    again.add(name)
                    answers.pop(name, None)
                else:
                    answers[name] = answer
        return answers, frozenset(again)

    def _has_again(self, name: str) -> bool:
        return bool(self.tree.questions[name].again)

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Every answer that stands, on the path or parked."""
        return MappingProxyType(self._replayed[0])

    @property
    def again(self) -> frozenset[str]:
        """The ids of questions that were asked again in plainer words."""
        return self._replayed[1]

    @cached_property
    def trace(self) -> Trace:
        """The record of the walk over the answers."""
        return walk(self.tree, self.answers, self._before)

    @property
    def asking(self) -> tuple[Question, ...]:
        """The page to show; empty when decided.

        A question that was answered "not sure" once comes in its plainer wording.
        """
        return tuple(map(self._asked_now, self.trace.missing))

    def _asked_now(self, name: str) -> Question:
        question = self.tree.questions[name]
        return (
            attrs.evolve(question, text=question.again)
            if name in self.again
            else question
        )

    @property
    def page(self) -> Page | None:
        """What to ask now: one question, or a list to tick; None when decided.

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
        again = bool(asking) and asking[0].id in self.again
        return Page(asking[:1], again=again, number=number) if asking else None

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
        return {name: a for name, a in self.answers.items() if not used(name)}

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
        page = accept(self.tree, answers)
        after = attrs.evolve(self, pages=(*self.pages, page), before=self.trace)
        agree(self.tree, after.trace.asked)
        return after

    def back(self) -> "Session":
        """Take back what was given last; at the start, nothing changes."""
        return attrs.evolve(self, pages=self.pages[:-1], before=None)

    def to_dict(self) -> dict[str, object]:
        """Return the session as JSON; resuming it needs the tree and nothing else."""
        return {
            "triage_session": FORMAT,
            "tree": self.tree.id,
            "version": self.tree.version,
            "logic": self.tree.logic,
            "wording": self.tree.wording,
            "prefill": {name: plain(a) for name, a in self.prefill.items()},
            "pages": [{n: plain(a) for n, a in page.items()} for page in self.pages],
            "asked": list(self.trace.asked),
            "urgency": self.decision.urgency,
            "recommendations": [item.id for item in self.decision.recommendations],
        }


def start(tree: Tree, prefill: Mapping[str, object]) -> Session:
    """Begin an interview.

    Args:
        tree: The tree.
        prefill: Answers known beforehand.

    Raises:
        AnswerError: A prefilled answer is not allowed.
    """
    known = accept(tree, prefill)
    agree(tree, known)
    return Session(tree, known)


def resume(tree: Tree, record: object, *, accept_changes: bool = False) -> Session:
    """Continue an interview from its record.

    Args:
        tree: The tree of the interview.
        record: What ``Session.to_dict`` returned.
        accept_changes: Whether to go on although the logic of the tree has changed;
            answers that the tree no longer takes are then left out.

    Raises:
        SessionError: The record cannot be read, is of another tree, or the logic of
            the tree has changed; the differences are listed.

    >>> import triage
    >>> tree = triage.load("back_pain")
    >>> session = tree.start().answer({"overdose_signs": "no"})
    >>> triage.resume(tree, session.to_dict()) == session
    True
    """
    known = checked(record)
    if known["tree"] != tree.id:
        message = f"this session is of the tree `{known['tree']}`, not `{tree.id}`"
        raise SessionError(message)
    if known["logic"] == tree.logic:
        return replay(tree, known)
    session = replay_what_fits(tree, known)
    if accept_changes:
        return session
    message = (
        f"the logic of `{tree.id}` has changed since this session was saved "
        f"(version {known['version'] or '?'} then, {tree.version or '?'} now)"
    )
    raise SessionError(message, differences(session, known))


FIELDS: dict[str, type] = {
    "tree": str,
    "version": str,
    "logic": str,
    "prefill": dict,
    "pages": list,
    "asked": list,
    "recommendations": list,
}


def checked(record: object) -> dict[str, Any]:
    """Return a record whose fields have their types.

    Raises:
        SessionError: It is not a session record, or of a later format.
    """
    if not isinstance(record, dict) or "triage_session" not in record:
        raise SessionError("this is not a session record of triage")
    if record["triage_session"] != FORMAT:
        message = f"this session record has the format {record['triage_session']!r}"
        raise SessionError(f"{message}; this version of triage reads {FORMAT}")
    for name, kind in FIELDS.items():
        if not isinstance(record.get(name), kind):
            raise SessionError(f"the session record is damaged: `{name}` is missing")
    if not all(isinstance(page, dict) for page in record["pages"]):
        raise SessionError("the session record is damaged: `pages` cannot be read")
    return record


def replay(tree: Tree, record: dict[str, Any]) -> Session:
    """Return the session of a record.

    Raises:
        SessionError: An answer in it is not allowed, or its answers do not lead to
            what it says.
    """
    try:
        session = start(tree, record["prefill"])
        for page in record["pages"]:
            session = session.answer(page)
    except AnswerError as error:
        message = "the session record is damaged: an answer in it is not allowed"
        lines = tuple(map(str, error.problems))
        raise SessionError(message, lines) from None
    changed = outcomes(session, record)
    if changed:
        message = "the session record is damaged: its answers lead elsewhere"
        raise SessionError(message, changed)
    return session


def replay_what_fits(tree: Tree, record: dict[str, Any]) -> Session:
    """Return the session of the answers in a record that a tree still takes."""
    session = Session(tree, fitting(tree, record["prefill"]))
    for page in record["pages"]:
        try:
            session = session.answer(fitting(tree, page))
        except AnswerError:
            continue
    return session


def fitting(tree: Tree, page: Mapping[str, object]) -> dict[str, Answer]:
    """Return the answers of a page that a tree takes, each by itself."""
    found: dict[str, Answer] = {}
    for name, value in page.items():
        try:
            found |= accept(tree, {name: value})
        except AnswerError:
            continue
    return found


def differences(session: Session, record: dict[str, Any]) -> tuple[str, ...]:
    """Say how a replayed session differs from its record, a sentence each."""
    kept = {*session.answers, *session.again}
    lines = [
        f"the answer {value!r} to `{name}` is no longer taken"
        for page in (record["prefill"], *record["pages"])
        for name, value in page.items()
        if name not in kept
    ]
    now = session.trace.asked
    lines += [
        f"`{name}` is no longer asked on this path"
        for name in map(str, record["asked"])
        if name not in now
    ]
    lines += [f"`{name}` is asked next" for name in session.trace.missing]
    lines += outcomes(session, record)
    return tuple(dict.fromkeys(lines)) or ("the answers still lead to the same result",)


def outcomes(session: Session, record: dict[str, Any]) -> tuple[str, ...]:
    """Say how the outcome of a session differs from what its record says."""
    decision, lines = session.decision, []
    then, now = record.get("urgency"), decision.urgency
    if then != now:
        lines.append(f"the urgency was {then or 'none'} and is {now or 'none'}")
    told = [item.id for item in decision.recommendations]
    if record["recommendations"] != told:
        before = ", ".join(map(str, record["recommendations"]))
        after = ", ".join(told)
        lines.append(f"the advice was: {before or 'none'}; it is: {after or 'none'}")
    return tuple(lines)
