"""What other processes do in tests: they import it, whatever way they are started."""

import pickle

import triage

KEPT = []
"""What a process holds on to."""


def load(text):
    """Load a tree from text, and keep it."""
    KEPT.append(triage.loads(text))


def keep(tree):
    """Keep a tree that came from another process."""
    KEPT.append(tree)


def answer(session, answers):
    """Return a session with answers, and what is decided then."""
    after = session.answer(answers)
    return after, after.decision


def read(pickled):
    """Return what a pickle holds as text, or why it cannot be read."""
    try:
        return str(pickle.loads(pickled))  # noqa: S301  our own bytes
    except triage.TriageError as error:
        return str(error)
