"""Resuming: a session from its record, which is read with care."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from triage.base.answer import Answer
from triage.base.exceptions import AnswerError, SessionError
from triage.engine.decision import accept
from triage.engine.session import FORMAT, Session, start
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
        accept_changes: Whether to go on although the logic of the tree has changed;
            answers that the tree no longer takes are then left out.
        allow_retired: Whether a tree goes on asking although it is retired.
        engine: What walks the tree.

    Raises:
        RetiredTree: The tree is retired.
        SessionError: The record cannot be read, is of another tree, or the logic of
            the tree has changed; the differences are listed.

    >>> import triage
    >>> tree = triage.load("back_pain")
    >>> session = tree.start().answer({"overdose_signs": "no"})
    >>> triage.resume(tree, session.to_dict()) == session
    True
    """
    tree.refuse_retired(allowed=allow_retired)
    known = checked(record)
    if known["tree"] != tree.id:
        message = f"this session is of the tree `{known['tree']}`, not `{tree.id}`"
        raise SessionError(message)
    if known["logic"] == tree.logic:
        return replay(tree, known, engine)
    session = replay_what_fits(tree, known, engine)
    if accept_changes:
        return session
    message = (
        f"the logic of `{tree.id}` has changed since this session was saved "
        f"(version {known['version'] or '?'} then, {tree.version or '?'} now)"
    )
    raise SessionError(message, changes(session, known))


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


def replay(tree: Tree, record: dict[str, Any], engine: Engine) -> Session:
    """Return the session of a record, whose answers must lead to what it says."""
    try:
        session = start(tree, record["prefill"], engine=engine)
        for page in record["pages"]:
            session = session.answer(page)
    except AnswerError as error:
        message = "the session record is damaged: an answer in it is not allowed"
        raise SessionError(message, tuple(map(str, error.problems))) from None
    if changed := outcome_changes(session, record):
        message = "the session record is damaged: its answers lead elsewhere"
        raise SessionError(message, changed)
    return session


def replay_what_fits(tree: Tree, record: dict[str, Any], engine: Engine) -> Session:
    session = Session(tree, fitting(tree, record["prefill"]), engine=engine)
    for page in record["pages"]:
        with suppress(AnswerError):
            session = session.answer(fitting(tree, page))
    return session


def fitting(tree: Tree, page: Mapping[str, object]) -> dict[str, Answer]:
    """Return what a tree takes, judging each answer by itself."""
    found: dict[str, Answer] = {}
    for name, value in page.items():
        with suppress(AnswerError):
            found |= accept(tree, {name: value})
    return found


def changes(session: Session, record: dict[str, Any]) -> tuple[str, ...]:
    kept = {*session.answers, *session.again}
    lines = [
        f"the answer {value!r} to `{name}` is no longer taken"
        for page in (record["prefill"], *record["pages"])
        for name, value in page.items()
        if name not in kept
    ]
    gone = (n for n in map(str, record["asked"]) if n not in session.trace.asked)
    lines += [f"`{name}` is no longer asked on this path" for name in gone]
    lines += [f"`{name}` is asked next" for name in session.trace.missing]
    lines += outcome_changes(session, record)
    return tuple(dict.fromkeys(lines)) or ("the answers still lead to the same result",)


def outcome_changes(session: Session, record: dict[str, Any]) -> tuple[str, ...]:
    decision, lines = session.decision, []
    then, now = record.get("urgency"), decision.urgency
    if then != now:
        lines.append(f"the urgency was {then or 'none'} and is {now or 'none'}")
    told = record["recommendations"], [item.id for item in decision.recommendations]
    if told[0] != told[1]:
        before, after = (", ".join(map(str, names)) or "none" for names in told)
        lines.append(f"the advice was: {before}; it is: {after}")
    return tuple(lines)
