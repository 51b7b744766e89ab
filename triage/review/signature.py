"""Signature: who reviewed which version, read from a file and written into a tree."""

from collections.abc import Iterator, Mapping

from triage.base.exceptions import InvalidTree, TriageError
from triage.base.immutable import immutable
from triage.base.text import Source, Span, Text
from triage.linker.recording import appended
from triage.lint.reviews import changed_since, is_of
from triage.model.tree import Tree
from triage.terminal.json_files import parsed
from triage.treefile import fields as f
from triage.treefile.decode import Reader
from triage.treefile.document import ReviewEntry
from triage.treefile.dump import quoted
from triage.treefile.fields import Record, key, place
from triage.treefile.files import source_of

FORMAT = "triage_review"

KEYS = ("by", "role", "number", "on", "decision", "logic", "wording")

WRITTEN_BARE = ("on", "decision", "logic", "wording")
"""What needs no quotes, whatever it says."""


@immutable
class SignatureDocument:
    """Hold a review as the page of it saves it."""

    span: Span = place()
    triage_review: Text = key(
        f.choice("1"), "The version of this format.", required=True
    )
    tree: Text = key(f.ID, "The tree that was reviewed.", required=True)
    version: Text | None = key(f.TEXT, "Its version.")
    review: ReviewEntry = key(
        Record(ReviewEntry), "Who reviewed it, and with what outcome.", required=True
    )


def signature(name: str, data: bytes, tree: Tree) -> ReviewEntry:
    """Return the review in a file that the page of a tree saved.

    Args:
        name: The name of the file, as messages speak of it.
        data: What it holds, as JSON or YAML.
        tree: The tree that it must be of.

    Raises:
        InvalidTree: It is no such file, with every finding.
        TriageError: It is of another tree, or of another version of this one.
    """
    source = source_in(name, data)
    document: SignatureDocument = Reader(source).whole(Record(SignatureDocument))
    if document.tree.value != tree.id:
        of = f"`{document.tree}`, not of `{tree.id}`"
        raise TriageError(f"{name} is a review of {of}")
    refuse_other(document.review, tree)
    return document.review


def source_in(name: str, data: bytes) -> Source:
    """Return the source of a review; of JSON that is broken, say that it is none.

    Raises:
        InvalidTree: It is no review.
        TriageError: It begins as JSON does, and is none.
    """
    try:
        return source_of(name, data, FORMAT)
    except InvalidTree:
        if data.lstrip().startswith((b"{", b"[")):
            parsed(name, data)
        raise


def refuse_other(review: ReviewEntry, tree: Tree) -> None:
    """Refuse a review of another version than a tree is now.

    Raises:
        TriageError: It is of another one.
    """
    if not is_of(review, tree):
        raise TriageError(
            f"the review by {review.by} is of another version of `{tree.id}`: "
            f"{changed_since(review, tree)}. Make the page anew, and review that"
        )


def signed(text: str, review: ReviewEntry) -> str:
    """Return the text of a tree with one more review; all else in it stays as it is."""
    values = {name: getattr(review, name) for name in KEYS}
    said = {name: found.value for name, found in values.items() if found is not None}
    return appended(text, "reviews", tuple(lines(said)))


def lines(said: Mapping[str, str]) -> Iterator[str]:
    for name, value in said.items():
        yield f"{name}: {value if name in WRITTEN_BARE else quoted(value)}"
