"""Translations: what they have that their texts have not."""

from collections.abc import Iterator
from datetime import date

from triage.base import po
from triage.base.pattern import pattern
from triage.lint.catalogue import Problem
from triage.model.tree import Tree

DIGITS = pattern(r"\d+")


def messages(tree: Tree) -> Iterator[po.Message]:
    """Yield the translations of a tree, but those that are marked as out of use."""
    spoken = tree.translation
    for source in () if spoken is None else spoken.catalogs.values():
        found = po.read(source).messages.values()
        yield from (one for one in found if not one.obsolete)


def of_nothing(tree: Tree, _: date) -> Iterator[Problem]:
    """Find T234: translations of what is no text of the tree."""
    spoken = tree.translation
    known = () if spoken is None else (*spoken.said, *spoken.fallbacks)
    ours = {key.partition("/")[0] for key in known} - {"contacts"}
    for one in messages(tree):
        if one.key.partition("/")[0] in ours and one.key not in known and one.span:
            advice = "give it the key of its text, or run `triage texts update`"
            yield f"no text has the key `{one.key}`", one.span, advice


def other_numbers(tree: Tree, _: date) -> Iterator[Problem]:
    """Find T235: translations in which other digits are written than in their texts."""
    for one in messages(tree):
        then, now = (sorted(DIGITS.findall(x)) for x in (one.source, one.text))
        if one.texts and then != now and one.span:
            said = [
                ", ".join(dict.fromkeys(digits)) or "none" for digits in (then, now)
            ]
            message = f"the numbers of `{one.key}` are {said[1]}, and {said[0]} before"
            yield message, one.span, "write the numbers of the text, in digits"
