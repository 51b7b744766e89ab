"""Default answers: those of the well patient, whom others differ from in a few."""

from triage.base.answer import Answer
from triage.model.tree import Tree


def ordinary(tree: Tree) -> dict[str, Answer]:
    """Return what the well patient answers to every question."""
    return {name: question.usual for name, question in tree.questions.items()}
