"""Late binding: the two later stages that a value of the engine finds by name.

No room is imported by one that it builds on. But people look for why not another
outcome at a decision, and a session that comes from another process may be the first
to need its tree there: so these two are looked up when that happens.
"""

from pkgutil import resolve_name
from typing import Any

from triage.base.exceptions import TreeNotFound
from triage.model.registry import Reference, register

WHY_NOT = "triage.verify.counterfactual:why_not"
BUILTIN = "triage.linker.loader:builtin"


def leave(value: Any, *rest: Any) -> tuple[Any, ...]:
    """Return how to pickle a value: its tree by reference, and the rest as it is."""
    return arrive, (type(value), Reference.to(register(value.tree)), *rest)


def arrive(kind: Any, reference: Reference, *rest: Any) -> Any:
    """Return a value that came into this process, with the tree that is here."""
    spoken = reference.language, reference.fallback
    where = reference.contacts, reference.place, *spoken
    tree = reference.found() or resolve_name(BUILTIN)(reference.id, *where)
    if tree is not None and Reference.to(tree) == reference:
        return kind(tree, *rest)
    named = f"{reference.id} {reference.version}".strip()
    raise TreeNotFound(
        f"the tree `{named}` (logic {reference.logic}) is not loaded in this process: "
        "load the same file, for the same place, before what was made with it arrives"
    )
