"""Reviews: who approved which version, held against what the tree is now."""

from collections.abc import Iterator
from datetime import date
from shlex import quote

from triage.base.wording import folded
from triage.lint.catalogue import Problem
from triage.model.tree import Tree
from triage.treefile.document import ReviewEntry

ENOUGH = 2
"""How many people approve a version before it counts as reviewed."""


def unreviewed(tree: Tree, today: date) -> Iterator[Problem]:
    """Look for a tree that says it is reviewed, and was not, or in another version."""
    root = tree.documents[0]
    file = quote(root.span.source.name)
    if root.status is None or root.status.value != "reviewed":
        return
    this = f"`logic: {tree.logic}` and `wording: {tree.wording}`"
    approved = set()
    for review in root.reviews:
        if not is_of(review, tree):
            message = f"the review by {review.by} is of another version"
            advice = (
                f"see what changed with `triage review {file} --against OLD`, where "
                "OLD is the version that was reviewed, and have "
                f"this one reviewed: {this}"
            )
            since = changed_since(review, tree)
            yield f"{message}: {since}", review.by.span, advice
        elif review.decision.value != "approved":
            message = f"the review by {review.by} did not approve this version"
            yield message, review.decision.span, "make it `status: draft`"
        elif is_to_come(review, today):
            message = f"the review by {review.by} is of a day to come, {review.on}"
            yield message, review.on.span, "write the day on which it was reviewed"
        else:
            approved.add(person(review))
    if len(approved) < ENOUGH:
        who = "one person" if len(approved) == 1 else "nobody"
        message = f"{who} approved this version, and it counts as reviewed"
        advice = f"add to `reviews` two who approved it, with {this}"
        yield message, root.status.span, advice


def person(review: ReviewEntry) -> str:
    """Return who reviewed, the same however their name is spaced and capitalised."""
    return folded(review.by.value).casefold()


def is_to_come(review: ReviewEntry, today: date) -> bool:
    """Whether a review says that it will be made."""
    return date.fromisoformat(review.on.value) > today


def is_of(review: ReviewEntry, tree: Tree) -> bool:
    return not any(differing(review, tree))


def changed_since(review: ReviewEntry, tree: Tree) -> str:
    """Say what of a tree is another than was reviewed."""
    return f"the {' and '.join(differing(review, tree))} changed since"


def differing(review: ReviewEntry, tree: Tree) -> Iterator[str]:
    if not tree.full_logic.startswith(review.logic.value):
        yield "logic"
    if not tree.full_wording.startswith(review.wording.value):
        yield "wording"
