"""Keeping: an interview as a store has it, and as it goes on."""

import json

from triage.engine.changes import TreeChanged
from triage.engine.migrate import migrate
from triage.engine.resume import resume
from triage.engine.session import Session
from triage.model.tree import Tree


def written(session: Session) -> str:
    """Return what is kept of an interview, as JSON."""
    return json.dumps(session.to_dict(), ensure_ascii=False)


def kept(tree: Tree, text: str) -> Session:
    """Return an interview; of a tree that has changed, what means the same.

    Raises:
        SessionError: It was kept by something else.
    """
    record = json.loads(text)
    try:
        return resume(tree, record).apart()
    except TreeChanged:
        return migrate(tree, record).session.apart()
