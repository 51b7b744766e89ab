"""Series: questions of yes or no that follow each other, read as one list.

Each of them is answered by itself, and in words: a number is the place in the list.
"""

from itertools import dropwhile, takewhile

from triage.engine.page import Page
from triage.engine.session import Session

FEWEST = 3


def series(session: Session, page: Page) -> tuple[str, ...]:
    """Return the ids of the questions that a page begins a list of; none for few.

    What may yet be passed over ends the list, so that its length is true.
    """
    trace, first = session.trace, page.question
    if page.checklist or page.again or not first.kind.stands_alone:
        return ()
    questions = session.tree.questions
    asking = [n for n in session.tree.steps[trace.step].ask if n not in trace.skipped]
    coming = dropwhile(lambda name: name != first.id, asking)
    found = tuple(
        takewhile(
            lambda name: (
                name in trace.missing
                and questions[name].kind.stands_alone
                and questions[name].labels == first.labels
            ),
            coming,
        )
    )
    return found if len(found) >= FEWEST else ()
