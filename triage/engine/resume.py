"""Resuming: a session from its record, which is read with care."""

from typing import NoReturn

from triage.base.answer import Answer
from triage.base.exceptions import AnswerError
from triage.base.frozen import FrozenMap
from triage.engine.arrange import Kept, arranged, laid_out, standing
from triage.engine.changes import DamagedRecord, TreeChanged, short
from triage.engine.decision import accept, broken
from triage.engine.interview import doubted
from triage.engine.migrate import (
    compared,
    folded,
    migrated,
    outcome_changes,
    read_of,
)
from triage.engine.saved import Answers, Saved
from triage.engine.session import Session
from triage.engine.trace import Engine
from triage.engine.walk import walk
from triage.model.tree import Tree


def resume(
    tree: Tree,
    record: object,
    *,
    accept_changes: bool = False,
    allow_retired: bool = False,
    engine: Engine = walk,
) -> Session:
    """Continue an interview from its record.

    Args:
        tree: The tree of the interview.
        record: What ``Session.to_dict`` returned.
        accept_changes: Whether to go on although the tree has changed; the session is
            then that of ``migrate``, which asks again what no longer means the same.
        allow_retired: Whether a tree goes on asking although it is retired.
        engine: What walks the tree.

    Raises:
        RetiredTree: The tree is retired.
        TreeChanged: The logic of the tree has changed, the place, or what a question
            says that was answered; what differs is listed.
        ForeignRecord: It is no record of an interview, or of another tree.
        LaterRecord: It was made by a later version of triage.
        DamagedRecord: It was cut or tampered with.

    >>> import triage
    >>> tree = triage.load("back_pain")
    >>> session = tree.start().answer({"overdose_signs": "no"})
    >>> triage.resume(tree, session.to_dict()) == session
    True
    """
    tree.refuse_retired(allowed=allow_retired)
    saved = read_of(tree, record)
    changes = compared(tree, saved)
    if not changes:
        return restored(tree, saved, engine)
    found = migrated(tree, saved, engine)
    if accept_changes:
        return found.session
    what = (
        "logic" if any(c.kind == "logic" for c in changes) else "wording or the place"
    )
    versions = f"version {short(saved.version) or '?'} then, {tree.version or '?'} now"
    message = f"the {what} of `{tree.id}` has changed since this session was saved"
    raise TreeChanged(f"{message} ({versions})", found.changed)


def restored(tree: Tree, saved: Saved, engine: Engine) -> Session:
    """Return the session of a record, which must be one that such a session makes."""
    kept = strict(tree, saved)
    if saved.calls:
        kept, trace, _ = laid_out(tree, kept, engine)
        sound = True
    else:
        answers, _ = standing(tree, kept.prefill, kept.pages)
        trace = engine(tree, answers)
        sound = arranged(tree, trace, kept.pages) == (kept.pages, {})
        sound = sound and not kept.aside.keys() & answers.keys()
    if not sound:
        raise DamagedRecord("the session record is damaged: its pages are on no path")
    if any(broken(tree, trace.asked)):
        message = "the session record is damaged: its answers do not go together"
        raise DamagedRecord(message)
    given = kept.prefill, kept.pages, kept.aside
    session = Session(tree, *given, engine, trace, saved.asked_by)
    if changed := tuple(map(str, outcome_changes(session.decision, saved))):
        message = "the session record is damaged: its answers lead elsewhere"
        raise DamagedRecord(message, changed)
    return session


def strict(tree: Tree, saved: Saved) -> Kept:
    """Return the answers of a record, all of which the tree must take."""
    known = saved.questions
    for name, _ in saved.given:
        if name not in tree.questions or (known is not None and name not in known):
            refuse(name)
    pages = tuple(FrozenMap(taken(tree, page)) for page in saved.pages)
    prefill = taken(tree, saved.prefill)
    if saved.calls:
        pages = folded(tree, pages)
        over = {name for page in pages for name in page}
        return Kept({n: a for n, a in prefill.items() if n not in over}, pages)
    aside = {
        name: tuple(taken(tree, {name: item})[name] for item in items)
        for name, items in saved.aside.items()
    }
    kept = Kept(prefill, pages, aside)
    for name, answers in kept.answers.items():
        if len(answers) > 1 + doubted(tree, name, answers[0]):
            refuse(name)
    return kept


def taken(tree: Tree, answers: Answers) -> dict[str, Answer]:
    """Return answers in their one form; a record that has no others is damaged."""
    found: dict[str, Answer] = {}
    for name, value in answers.items():
        try:
            found[name] = accept(tree, {name: value})[name]
        except (AnswerError, KeyError):
            refuse(name)
    return found


def refuse(name: str) -> NoReturn:
    message = "the session record is damaged: an answer in it is not allowed"
    raise DamagedRecord(f"{message}: that to `{short(name)}`")
