"""Reshown: values and advice that are shown in another way, whatever is decided."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

import triage.language.ast as e
from triage.base.holes import holes
from triage.base.immutable import immutable
from triage.base.kinds import Subset
from triage.base.lazy import Later
from triage.base.question import Question
from triage.base.wording import listed
from triage.comparison.phrases import Phrases
from triage.comparison.rewording import DIGITS
from triage.comparison.switch import content
from triage.model.fingerprint import canonical
from triage.model.traversal import piece_conditions, shown_in_texts
from triage.model.tree import Guard, Recommendation, Tree

if TYPE_CHECKING:
    import hashlib

    from triage.base.shapes import ReshownJSON
else:
    hashlib = Later("hashlib")  # with a library of ciphers

KINDS = {"value": "values", "condition of a question": "guards"}
"""What shown values are made of, and where that is."""

By: TypeAlias = e.Body
"""What decides what a hole shows."""


@immutable
class Passage:
    """Hold by what it goes who reads a passage of a text, and what in it.

    Args:
        by: All that decides what its holes show.
        when: The condition of its piece; None for everybody.
        holds: Whether it is read as that holds, or as it fails.
    """

    by: tuple[By, ...]
    when: e.Condition | None = None
    holds: bool = True

    @property
    def parts(self) -> tuple[By, ...]:
        """All that decides what is read."""
        return self.by if self.when is None else (self.when, *self.by)


WARNING = {True: "a warning: listed first, never dropped", False: "no warning"}
UNRANKED = "no rank: after those of its like that have one"


@immutable
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

    def to_dict(self) -> "ReshownJSON":
        """Return it as JSON."""
        return {"part": self.part, "id": self.id, "old": self.old, "new": self.new}


def reshown(old: Tree, new: Tree) -> tuple[Reshown, ...]:
    """Return what two trees show in another way, whatever they decide.

    Compared is how values are made that are shown, beside a decision or in its texts:
    their formulas, the values and points in these, and the conditions of their
    questions. Another formula counts as another value, even where both come to the
    same. So it is with conditions by which a part of a text is read. Advice that was a
    warning, or became one, is shown at another place, and may be dropped or not; advice
    of another rank, too, is shown at another place.

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
    return (*placed(old, new), *values)


def placed(old: Tree, new: Tree) -> Iterator[Reshown]:
    """Yield the advice of both trees that is a warning in one of them, or ranked so."""
    for name, item in new.recommendations.items():
        was = old.recommendations.get(name, item)
        if was.warning != item.warning:
            words = [WARNING[x.warning] for x in (was, item)]
            yield Reshown("advice", name, *words)
        if was.precedence != item.precedence:
            ranks = [x.precedence for x in (was, item)]
            words = [f"rank {rank}" if rank else UNRANKED for rank in ranks]
            yield Reshown("advice", name, *words)


def reshown_name(rows: Iterable[Reshown]) -> str:
    """Return what some rows are called where they are allowed; nothing if none."""
    found = sorted([x.part, x.id, x.old, x.new, x.content] for x in rows)
    text = repr(canonical(found)).encode()
    return f"shown#{hashlib.sha256(text).hexdigest()[:DIGITS]}" if found else ""


Key = tuple[str, str]


def made_of(tree: Tree) -> Mapping[Key, Any]:
    """Return which values are shown, and all that these and texts are made of."""
    shown = [("value", name) for name in tree.show]
    return {("show", "tree"): tree.show, **parts_of(tree, [*shown, *in_texts(tree)])}


def in_texts(tree: Tree) -> Iterator[Key]:
    """Yield what texts show, and what it depends on who reads them."""
    for name in shown_in_texts(tree):
        yield "value", name
        yield "condition of a question", name
    for when in piece_conditions(tree):
        yield from behind(when)


def parts_of(tree: Tree, left: list[Key]) -> Mapping[Key, Any]:
    """Return some values, and all that they are made of."""
    found: dict[Key, Any] = {}
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
        if name in old.show and alike(old, new, [("value", name)]):
            yield name


def alike(old: Tree, new: Tree, keys: Iterable[Key]) -> bool:
    """Whether two trees make some values in one way."""
    before, now = (content((*parts_of(t, [*keys]).items(),)) for t in (old, new))
    return bool(before == now)


def read_alike(old: Tree, new: Tree) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """Yield the advice of both trees whose texts go by the same, and what that is."""
    for name in new.recommendations:
        if name in old.recommendations:
            before, now = (read_by(t, t.recommendations[name]) for t in (old, new))
            parts = (part for passage in now for part in passage.parts)
            keys = [key for part in parts for key in behind(part)]
            if now and before == now and alike(old, new, keys):
                yield name, now


def read_by(tree: Tree, item: Recommendation) -> tuple[Passage, ...]:
    """Return the passages of the texts of advice that not everybody reads alike."""
    in_pieces = {piece.of for piece in item.pieces}
    whole = [getattr(item, of) for of in ("text", "watch_for") if of not in in_pieces]
    found = [Passage(shown_by(tree, " ".join([item.title, *whole])))]
    for piece in item.pieces:
        texts = (piece.text, piece.otherwise)
        for text, holds in zip(texts, (True, False), strict=True):
            found.append(Passage(shown_by(tree, text), piece.when, holds))
    return tuple(passage for passage in found if passage.parts)


def shown_by(tree: Tree, text: str) -> tuple[By, ...]:
    """Return all that decides what the holes of a text show."""
    found: dict[By, None] = {}
    for hole in holes(text):
        if hole.name in tree.questions:
            found |= dict.fromkeys(answers_of(tree.questions[hole.name]))
        elif hole.name in tree.values:  # under another name, where it means another
            found[tree.values[hole.name].body] = None
    return tuple(found)


def answers_of(question: Question) -> Iterator[By]:
    """Yield expressions that together say what was answered to a question."""
    if question.is_number:
        yield e.Sum(((1, e.NumberOf(question.id)),), scale=question.decimals)
    several = isinstance(question.domain, Subset)
    for key in question.choices:
        yield e.Chosen(question.id, key) if several else e.Is(question.id, (key,))


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
