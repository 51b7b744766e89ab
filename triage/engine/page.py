"""Page: what an interview asks at one time, the same for every front end."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from triage.base.answer import Answer, plain
from triage.base.exceptions import TriageError
from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.base.question import Question

if TYPE_CHECKING:
    from triage.base.shapes import PageJSON


@immutable
class Page:
    """Ask one question, or several yes-or-no questions as one list to tick.

    Args:
        questions: What is asked, each as it is worded now.
        checklist: Whether it is a list to tick.
        again: Whether this is asked a second time, in plainer words.
        number: Which page of the interview it is, from 1; 0 for what is on none.
        at: A token of the page and of all it rests on, to be sent with its answers.
        given: What was answered here, to be shown and changed, by question id.
        said: What is said back first, to the answers of the page before, in Markdown.

    >>> import triage
    >>> page = triage.load("start").start().page
    >>> page.number, page.checklist, page.required
    (1, False, ('walks',))
    """

    questions: tuple[Question, ...]
    checklist: bool = False
    again: bool = False
    number: int = 1
    at: str = ""
    given: Mapping[str, Answer] = attrs.field(
        factory=FrozenMap, converter=frozen, repr=False
    )
    said: tuple[str, ...] = attrs.field(default=(), repr=False)

    @property
    def question(self) -> Question:
        """The first question; the only one, unless this is a list to tick."""
        return self.questions[0]

    @property
    def required(self) -> tuple[str, ...]:
        """The ids of what must be answered; it is all, as nothing is read as no."""
        return tuple(question.id for question in self.questions)

    def to_dict(self) -> "PageJSON":
        """Return the page as JSON, for any front end.

        ``kind`` is ``checklist`` or ``question``; each of the ``questions`` is what
        ``Question.to_dict`` returns, says whether it is ``required``, and has the
        answer ``given`` here before, if any. Answers fit the ``answers_schema``. What
        was ``said`` to the answers before is there if there is anything.

        >>> import triage
        >>> page = triage.load("curb_65").start().page.to_dict()
        >>> page["number"], page["kind"], page["questions"][0]["id"]
        (1, 'question', 'confusion')
        """
        given = {name: plain(answer) for name, answer in self.given.items()}
        found: PageJSON = {
            "format": "triage-page/1",
            "number": self.number,
            "kind": "checklist" if self.checklist else "question",
            "at": self.at,
            "again": self.again,
            "questions": [
                {**q.to_dict(), "required": True, "given": given.get(q.id)}
                for q in self.questions
            ],
            "answers_schema": {
                "type": "object",
                "required": [*self.required],
                "additionalProperties": False,
                "properties": {q.id: q.answer_schema for q in self.questions},
            },
        }
        if self.said:
            found["said"] = [*self.said]
        return found


class AnswerConflict(TriageError):
    """Refuse answers to a page that is not as it was when they were asked for.

    The session is as before. Show both answers, and let the person choose.

    Attributes:
        code: ``answered``: the page has other answers by now, perhaps from another
            window; ``changed``: what it rests on is no longer so.
        page: The page as it is now, with what stands there; None when all is answered.
        given: The answers that were refused; None where one was to be taken away.

    >>> import triage
    >>> session = triage.load("start").start()
    >>> at = session.page.at
    >>> try:
    ...     session.answer({"walks": "no"}, at=at).answer({"walks": "yes"}, at=at)
    ... except triage.AnswerConflict as conflict:
    ...     conflict.code, dict(conflict.page.given)
    ('answered', {'walks': 'no'})
    """

    def __init__(
        self, code: str, page: Page | None, given: Mapping[str, Answer | None]
    ) -> None:
        super().__init__(code)
        self.code, self.page, self.given = code, page, given

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.code, self.page, self.given)

    def __str__(self) -> str:
        if self.code == "answered":
            return "this page was answered otherwise meanwhile: show both, and ask"
        return "what this page rests on has changed meanwhile: show it as it is now"
