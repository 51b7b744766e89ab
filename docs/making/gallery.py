"""The gallery: the page that shows every built-in tree at a glance."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from making.library import FOLDER, beside_it
from making.pictures import Picture
from making.places import MADE
from making.text import escaped
from triage import cases, hazards
from triage.base.wording import many
from triage.diagram import draw_map
from triage.linker.catalogs import languages
from triage.linker.loader import builtins, load
from triage.model.profile import CLINICAL, GENERAL
from triage.model.tree import Tree
from triage.verify import prove

__all__ = ["gallery_pages"]

HEAD = """\
# The library of trees

The built-in trees, each on a page for those who would review it: whom it is for, what
it asks, what it says, what must be true of everybody, where that comes from, and how it
looks. `triage list` lists them, and `triage.load("back_pain")` loads one.

**No clinician has reviewed any of them.** They are examples, made to teach and to test
this software, and must not be used for patients. Each page says where its tree ends:
read that first.

## Trees of medicine

"""

OTHERS = """
## Trees of other fields

Written after public rules, they are examples as well: no advice, and no statement of
the law.

"""

STATUSES = """
## What a source is worth

No medical source was opened at its publisher. Excerpts were read that an index of pages
had kept; open each before anything rests on it. `triage check` warns of an address that
is known to be no publisher's ([T532](../checks.md#t532)), and a person is shown no link
to a page that repeats another. Each source says how far it can be trusted:

| status | meaning |
|---|---|
| verified | the text that states the fact was read, in an excerpt of the page there |
| secondary | it was read on another page than the original: check the original |
| recalled | from general knowledge, nothing was read: not to be relied on |
| policy | a choice made for the example: it needs a clinical owner |
"""


def gallery_pages() -> Iterator[tuple[Path, str | Picture]]:
    """Yield the page that shows the trees, and the small maps on it."""
    trees = [load(name) for name in builtins()]
    yield FOLDER / "README.md", index_page(trees)
    for tree in trees:
        yield FOLDER / thumbnail(tree), Picture(draw_map(tree).svg())


def index_page(trees: Iterable[Tree]) -> str:
    """Return the page that lists the trees, those made of several files first."""
    ordered = sorted(trees, key=lambda tree: (len(tree.documents) == 1, tree.id))
    listed = {
        name: "\n".join(card(tree) for tree in ordered if tree.profile.name == name)
        for name in (CLINICAL, GENERAL)
    }
    return MADE + HEAD + listed[CLINICAL] + OTHERS + listed[GENERAL] + STATUSES


def card(tree: Tree) -> str:
    """Return a tree at a glance, beside a small map of it."""
    alt = f"Map of {tree.id}"
    image = f'<img src="{thumbnail(tree)}" alt="{alt}" width="240" align="right">'
    known = [f"- {fact}\n" for fact in at_a_glance(tree)]
    return (
        f"### [{escaped(tree.title)}]({tree.id}.md)\n\n"
        f"[{image}]({tree.id}.md)\n\n{escaped(tree.audience.rstrip('.'))}.\n\n{''.join(known)}"
    )


def thumbnail(tree: Tree) -> str:
    """Return where the small map of a tree is, from a page of the library."""
    return f"pictures/{tree.id}.svg"


def at_a_glance(tree: Tree) -> Iterator[str]:
    """Yield what is known of a tree."""
    yield f"version {tree.version}, {tree.status}, due for review by {tree.review_by}"
    stories = cases.load(tree.id).cases
    asked = many(len(tree.questions), "question")
    yield f"{asked}, {many(len(stories), 'case', 'no')}"
    yield prove(tree).summary.removeprefix(f"{tree.id}: ")
    if any(beside_it(tree, hazards.beside)):
        yield many(len(hazards.load(tree.id).hazards), "hazard")
    yield f"speaks {', '.join((tree.language or 'en', *languages(tree.id)))}"
