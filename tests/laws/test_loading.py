"""What is loaded: the laws of names, and of what reaches a reader."""

import json
from string import Template
from unittest.mock import patch

from hypothesis import example, given, strategies as st
from strategies import Draw, documents

import triage
from triage.linker import shelf
from triage.linker.contacts import PLACEHOLDERS
from triage.linker.library import trees_folder
from triage.treefile.files import contents

NAMES = st.text() | st.sampled_from(["/etc/passwd", "../back_pain", "BACK_PAIN", "~"])


def library_only(path):
    """Read a file of the library, and no other."""
    assert path.is_relative_to(trees_folder())
    return contents(path)


@given(NAMES.filter(lambda name: "." not in name))
@example("start")
def test_a_name_reads_no_file_but_those_of_the_library(name):
    """A text without a suffix is the id of a built-in tree, or nothing."""
    with patch.object(shelf, "contents", library_only):
        try:
            tree = triage.load(name)
        except triage.TreeNotFound:
            assert name not in triage.builtins()
        else:
            assert tree.id == name


OWN = ("clinic", "clinic_phone", "emergency")
WORDS = st.sampled_from([*PLACEHOLDERS, *OWN])
TEXTS = st.lists(
    WORDS.map("${}".format)
    | WORDS.map("${{{}}}".format)
    | st.sampled_from(["call", "5", "$$", "$5", "a$", "$ x", "$$clinic"])
).map(lambda parts: " ".join(["Call", *parts]))
TITLES = st.sampled_from(["A tree", "A tree of $Clinic"])
KNOWN = st.sets(WORDS) | st.just({*OWN})
KEYS = ("text", "help", "why", "watch_for")


@st.composite
def worded(draw: Draw) -> tuple[dict[str, object], dict[str, str]]:
    """Return a random tree with placeholders in its texts, and some wordings."""
    whole = draw(documents()) | {"title": draw(TITLES), "not_for": draw(TEXTS)}
    for kind, keys in (("questions", KEYS[:3]), ("recommendations", KEYS[::3])):
        whole[kind] = {
            name: item | {key: draw(TEXTS) for key in keys}
            for name, item in whole[kind].items()
        }
    return whole, {name: f"<{name}>" for name in draw(KNOWN)}


def texts(whole):
    """Yield the texts in which placeholders are filled."""
    yield from (whole["title"], whole["not_for"])
    for kind in ("questions", "recommendations"):
        for item in whole[kind].values():
            yield from (item[key] for key in KEYS if key in item)


@given(worded())
def test_no_placeholder_reaches_a_reader(made):
    """A tree has a wording for each placeholder in its texts, or is refused for it."""
    whole, words = made
    wanted = {n for text in texts(whole) for n in Template(text).get_identifiers()}
    missing = wanted - {*PLACEHOLDERS, *words}
    try:
        tree = triage.loads(json.dumps(whole), contacts=words)
    except triage.InvalidTree as refused:
        codes = {finding.code for finding in refused.findings}
        assert missing
        assert codes == {"T211"}
    else:
        assert not missing
        assert triage.loads(tree.bundle()) == tree
        for item in (*tree.questions.values(), *tree.recommendations.values()):
            assert not any(f"${name} " in f"{item.text} " for name in PLACEHOLDERS)
