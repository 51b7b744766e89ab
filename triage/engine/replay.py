"""Replaying: a decision is made again from its record, and held against it."""

import json
from collections.abc import Iterator, Set as AbstractSet

from triage.base.immutable import immutable
from triage.engine.arrange import standing
from triage.engine.changes import Change
from triage.engine.decision import Decision
from triage.engine.migrate import (
    compared,
    fitting,
    meant_otherwise,
    outcome_changes,
    read_of,
)
from triage.engine.record import DECISION, SESSION
from triage.engine.renaming import IN_WORDS
from triage.engine.saved import Saved, is_interview
from triage.engine.trace import Engine
from triage.engine.walk import walk
from triage.model.fingerprint import version
from triage.model.tree import Tree


@immutable
class Replay:
    """Hold a decision that was made again from a record.

    Args:
        decision: The decision, by the tree as it is now.
        changes: What is not as the record says; empty when all is.
    """

    decision: Decision
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether everything is as the record says."""
        return not self.changes


def replay(record: object, tree: Tree, *, engine: Engine = walk) -> Replay:
    """Decide again from a record, and say what differs.

    An answer counts where its question still asks the same, as ``migrate`` says it;
    what waits for another is open.

    A tree that is retired decides again all the same.

    Args:
        record: What ``Decision.record`` or ``Session.to_dict`` returned.
        tree: The tree, of whatever version.
        engine: What walks the tree.

    Raises:
        ForeignRecord: It is no record, or of another tree.
        LaterRecord: It was made by a later version of triage.
        DamagedRecord: It cannot be read.

    >>> import triage
    >>> tree = triage.load("start")
    >>> record = tree.decide({"walks": "yes"}).record()
    >>> triage.replay(record, tree).same
    True
    """
    kind = SESSION if is_interview(record) else DECISION
    saved = read_of(tree, record, kind)
    changes = compared(tree, saved)
    other = meant_otherwise(changes)
    kept = fitting(tree, saved, other)
    answers, _ = standing(tree, kept.prefill, kept.pages)
    decision = Decision.of(tree, engine(tree, answers), answers)
    given = dict.fromkeys(name for name, _ in saved.given if name not in other)
    lost = (name for name in given if name not in kept.stands)
    outcome = outcome_changes if kind == SESSION else all_changes
    gone = (Change("answer", name) for name in lost)
    return Replay(decision, (*changes, *gone, *outcome(decision, saved)))


def all_changes(decision: Decision, saved: Saved) -> Iterator[Change]:
    """Yield each part of a decision that is not as its record says."""
    now = json.loads(json.dumps(decision.to_dict()))
    then = {**saved.outcome}
    keys = {*IN_WORDS * saved.wordless, *unlike_now(then.get("path"))}
    now["path"] = without(now["path"], keys)
    then["path"] = without(then.get("path"), keys)
    for key in sorted((then.keys() | now.keys()) - version(decision.tree).keys()):
        if then.get(key) != now.get(key):
            yield Change(key, "", then.get(key), now.get(key))


def unlike_now(path: object) -> tuple[str, ...]:
    """Return the keys that a record had otherwise before it said who decided."""
    steps = path if isinstance(path, list) else []
    has_all = all("why" in step for step in steps if isinstance(step, dict))
    return () if has_all else ("because", "why")


def without(path: object, keys: AbstractSet[str]) -> object:
    """Return the steps of a path without some keys; what is no path as it is."""
    if not isinstance(path, list):
        return path
    return [
        {key: step[key] for key in step if key not in keys}
        if isinstance(step, dict)
        else step
        for step in path
    ]
