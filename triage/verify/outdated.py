"""Outdated certificates: what is on record as proved, and does not hold of the tree.

Reading one needs no solver.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from triage.base.diagnostics import Finding, Severity
from triage.base.exceptions import TriageError
from triage.base.kinds import Words
from triage.base.limits import LIMITS
from triage.model.fingerprint import canonical, digest
from triage.model.tree import Property, Tree
from triage.treefile.files import contents

FORMAT = 1


def stated(tree: Tree, item: Property) -> str:
    """Return a hash of what a property states, whatever words it is told in.

    Where it compares the options of a question, that is also the order in which they
    are written, of which the hash of the logic takes no notice.
    """
    ordered = {
        name: list(tree.questions[name].keys)
        for name in sorted({*item.rising, *item.falling} & tree.questions.keys())
        if isinstance(tree.questions[name].domain, Words)
    }
    body = canonical(attrs.evolve(item, says=""))
    return digest([body, ordered] if ordered else body)


def outdated(tree: Tree, path: Path) -> Iterator[Finding]:
    """Yield that the certificate beside the file of a tree is not one of the tree."""
    file = path.with_name(f"{path.stem}.proof.json")
    if file.is_file() and (problem := problem_of(tree, file)):
        message = f"the certificate `{file.name}` {problem}"
        advice = f"prove it anew: `triage prove {path} --certificate {file}`"
        at = tree.documents[0].id.span
        yield Finding("T604", message, at, advice, Severity.WARNING)


def problem_of(tree: Tree, file: Path) -> str:
    record = recorded(file)
    if record.get("triage_certificate") != FORMAT:
        return "cannot be read as one"
    if record.get("tree") != tree.id:
        return f"is of another tree than `{tree.id}`"
    if record.get("logic") != tree.logic:
        return "is of the tree before its logic was changed"
    kept = {*proved(record.get("properties"))}
    lost = [
        n for n, item in tree.properties.items() if (n, stated(tree, item)) not in kept
    ]
    if lost:
        return f"does not prove {some_of(lost)}"
    if gone := [name for name, _ in kept if name not in tree.properties]:
        return f"proves {some_of(sorted(gone))}, which the tree does not state any more"
    return "" if tree.properties else "proves nothing"


def some_of(names: list[str]) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"`{names[0]}`{more}"


def recorded(file: Path) -> Mapping[str, Any]:
    """Return what a file of JSON holds; nothing where it is no JSON object."""
    try:
        data = contents(file)
        found = json.loads(data) if len(data) <= LIMITS.file_bytes else None
    except (TriageError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def proved(rows: object) -> Iterator[tuple[str, str]]:
    """Yield the properties recorded as proved, with hashes; rows may be anything."""
    for row in rows if isinstance(rows, list) else []:
        match row:
            case {"verdict": "proved", "id": str(name), "stated": str(hashed)}:
                yield name, hashed
