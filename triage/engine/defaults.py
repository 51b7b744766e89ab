"""Default answers: those of the well patient, whom others differ from in a few."""

from triage.base.answer import Answer
from triage.base.question import Question
from triage.model.tree import Tree


def ordinary(tree: Tree) -> dict[str, Answer]:
    """Return what the well patient answers to every question.

    That is the ``ordinary`` answer of a question; without one it is no, none of the
    options, the first option, or the middle of the numbers.
    """
    return {name: usual(question) for name, question in tree.questions.items()}


def usual(question: Question) -> Answer:
    if question.ordinary != "":
        return question.ordinary
    return question.kind.default(question)
