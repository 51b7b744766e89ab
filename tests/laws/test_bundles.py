"""What travels arrives: the law of bundles."""

import json

from hypothesis import given, strategies as st
from odd_texts import ODD
from strategies import Draw, any_trees, documents

import triage
from triage.linker.bundle import written
from triage.treefile import Document

SMALL = "triage: 1\nid: x\ntitle: X\nstart: a\nsteps: {a: {todo: x}}"


@given(any_trees)
def test_a_bundle_is_the_tree(tree):
    """A bundle of any tree loads as the tree, and is its own bundle."""
    text = tree.bundle()
    again = triage.loads(text)

    assert again == tree
    assert (again.logic, again.wording) == (tree.logic, tree.wording)
    assert again.bundle() == text


@st.composite
def parted(draw: Draw) -> tuple[str, dict[str, str]]:
    """Return a random tree whose parts stand in modules, one inside another."""
    whole = draw(documents())
    names = draw(st.permutations(["one", "sub/two", "three"]))
    modules: dict[str, str] = {}
    inner = ""
    for name in names:
        run = {"run": inner} if inner else {}
        modules[name] = json.dumps(
            {
                "triage": "1",
                "kind": "module",
                "id": "part",
                "title": draw(ODD),
                "start": "a",
                "steps": {"a": run | {"go": "done"}},
                "questions": {f"z{len(modules)}": {"text": "Z?", "type": "yes_no"}},
            }
        )
        inner = name
    whole["steps"] = {"s": {"run": inner, "go": whole["start"]}} | whole["steps"]
    return json.dumps(whole | {"start": "s"}), modules


@given(parted(), st.sampled_from(["", "GB", "US"]))
def test_a_bundle_has_its_modules_in_it(parts, place):
    """However modules are named, and whatever stands in them, all of it travels."""
    text, modules = parts
    try:
        tree = triage.loads(text, modules=modules, place=place)
    except triage.InvalidTree:
        return

    assert triage.loads(tree.bundle()) == tree
    assert len(tree.documents) == 4


@given(st.lists(ODD | st.sampled_from(["\r", "\r\n"])).map("\n# ".join))
def test_a_bundle_keeps_the_text_of_a_file(comment):
    """Comments and layout travel; only line breaks of old systems become usual ones."""
    text = (
        f"# {comment}\ntriage: 1\nid: x\ntitle: X\nstart: a\nsteps: {{a: {{todo: x}}}}"
    )
    try:
        tree = triage.loads(text)
    except triage.InvalidTree:
        return
    again = triage.loads(tree.bundle())
    (document,) = again.documents

    assert again == tree
    assert isinstance(document, Document)
    assert written(document) == written(tree.documents[0])
