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
