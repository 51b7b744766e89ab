"""Reshown: values and warnings that are shown in another way, whatever is decided."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

import triage.language.ast as e
from triage.base.shapes import ReshownJSON
from triage.base.wording import listed
from triage.comparison.phrases import Phrases
from triage.comparison.rewording import DIGITS
from triage.comparison.switch import content
from triage.model.fingerprint import canonical
from triage.model.tree import Guard, Tree

KINDS = {"value": "values", "condition of a question": "guards"}
"""What shown values are made of, and where that is."""

WARNING = {True: "a warning: listed first, never dropped", False: "no warning"}


@attrs.frozen
class Reshown:
    """Name a part of what is shown that is another one now.

    Args:
        part: What it is: ``show``, what a shown value is made of, or ``advice``.
        id: The id of that; of ``show``, that of the tree.
        old: What it was, in words; empty if there was none.
        new: What it is; empty if there is none.
        content: Both, as they count.
    """

    part: str
    id: str
    old: str
    new: str
    content: str = attrs.field(default="", repr=False)

    def to_dict(self) -> ReshownJSON:
        """Return it as JSON."""
        return {"part": self.part, "id": self.id, "old": self.old, "new": self.new}


def reshown(old: Tree, new: Tree) -> tuple[Reshown, ...]:
    """Return what two trees show in another way, whatever they decide.

    Compared is how shown values are made: their formulas, the values and points in
    these, and the conditions of their questions. Another formula counts as another
    value, even where both come to the same. Advice that was a warning, or became one,
    is shown at another place, and may be dropped or not.

    >>> import triage
    >>> tree = triage.load("qsofa")
    >>> [item.old for item in reshown(tree, attrs.evolve(tree, show=()))][0]
    'score'
    """
    before, now = made_of(old), made_of(new)
    values = tuple(
        Reshown(
            *key,
            said(old, before.get(key)),
            said(new, now.get(key)),
            repr([content(before.get(key)), content(now.get(key))]),
        )
        for key in {**now, **before}
        if content(before.get(key)) != content(now.get(key))
    )
    return (*warnings(old, new), *values)


def warnings(old: Tree, new: Tree) -> Iterator[Reshown]:
    """Yield the advice of both trees that is a warning in one of them alone."""
    for name, item in new.recommendations.items():
        was = old.recommendations.get(name, item)
        if was.warning != item.warning:
            words = [WARNING[x.warning] for x in (was, item)]
            yield Reshown("advice", name, *words)


def reshown_name(rows: Iterable[Reshown]) -> str:
    """Return what some rows are called where they are allowed; nothing if none."""
    found = sorted([x.part, x.id, x.old, x.new, x.content] for x in rows)
    text = repr(canonical(found)).encode()
    return f"shown#{hashlib.sha256(text).hexdigest()[:DIGITS]}" if found else ""


Key = tuple[str, str]


def made_of(tree: Tree, shown: tuple[str, ...] | None = None) -> Mapping[Key, Any]:
    """Return which values are shown, or some of them, and all they are made of."""
    names = tree.show if shown is None else shown
    found: dict[Key, Any] = {("show", "tree"): names}
    left = [("value", name) for name in names]
    for key in left:
        kind, name = key
        part = getattr(tree, KINDS[kind]).get(name)
        if part is not None and key not in found:
            found[key] = part
            left += behind(part.when if isinstance(part, Guard) else part.body)
    return found


def made_alike(old: Tree, new: Tree) -> Iterator[str]:
    """Yield the values that both trees show, and make in one way."""
    for name in new.show:
        if name in old.show:
            before, now = (content((*made_of(t, (name,)).items(),)) for t in (old, new))
            if before == now:
                yield name


def behind(expr: e.Expr) -> Iterator[Key]:
    """Yield the values that an expression uses, and the questions, as conditions."""
    for name in e.values_in(expr):
        yield "value", name
    for part in e.parts(expr):
        for name in e.own_questions(part):
            yield "condition of a question", name


def said(tree: Tree, part: Any) -> str:
    """Return a part in words, with the points that it adds."""
    if isinstance(part, tuple):
        return listed(part, "and") if part else ""
    words = Phrases(tree).of(part)
    body = part.body if isinstance(part, e.Value) else None
    asked = (
        [x.question for x in e.parts(body) if isinstance(x, e.PointsOf)] if body else ()
    )
    rows = (option for name in asked for option in tree.questions[name].options)
    given = ", ".join(f"{option.id} {option.points}" for option in rows)
    return f"{words} (points: {given})" if given else words
