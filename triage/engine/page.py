"""Page: what an interview asks at one time, the same for every front end."""

import attrs

from triage.base.question import Question


@attrs.frozen
class Page:
    """Ask one question, or several yes-or-no questions as one list to tick.

    Args:
        questions: What is asked, each as it is worded now.
        checklist: Whether it is a list to tick.
        again: Whether this is asked a second time, in plainer words.
        number: Which page of the interview it is, from 1; 0 for what was known before.
    """

    questions: tuple[Question, ...]
    checklist: bool = False
    again: bool = False
    number: int = 1

    @property
    def question(self) -> Question:
        """The first question; the only one, unless this is a list to tick."""
        return self.questions[0]

    @property
    def required(self) -> tuple[str, ...]:
        """The ids of what must be answered; it is all, as nothing is read as no."""
        return tuple(question.id for question in self.questions)

    def to_dict(self) -> dict[str, object]:
        """Return the page as JSON, for any front end.

        ``kind`` is ``checklist`` or ``question``; each of the ``questions`` is what
        ``Question.to_dict`` returns, and says whether it is ``required``.

        >>> import triage
        >>> page = triage.load("curb_65").start().page.to_dict()
        >>> page["number"], page["kind"], page["questions"][0]["id"]
        (1, 'question', 'confusion')
        """
        return {
            "number": self.number,
            "kind": "checklist" if self.checklist else "question",
            "again": self.again,
            "questions": [{**q.to_dict(), "required": True} for q in self.questions],
        }
