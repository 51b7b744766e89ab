"""What a file holds for other programs changes nothing here, and is kept."""

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st
from jsonschema import Draft202012Validator
from strategies import documents

import triage
from triage.treefile.json_schema import schema

VALIDATOR = Draft202012Validator(schema())

EXTRA = st.recursive(
    st.sampled_from(["", "no", "1.10", "a: b", "{x}", "é"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["a", "x-b"]), inner, max_size=2)
    ),
    max_leaves=3,
)


def sprinkled(draw: Any, value: Any, place: str, kept: dict[str, Any]) -> Any:
    """Return what a file says, with keys for others anywhere, which are noted."""
    if isinstance(value, list):
        items = enumerate(value)
        return [sprinkled(draw, x, f"{place}.{n}".strip("."), kept) for n, x in items]
    if not isinstance(value, dict):
        return value
    made = {
        name: sprinkled(draw, inner, f"{place}.{name}".strip("."), kept)
        for name, inner in value.items()
    }
    if draw(st.integers(0, 5)) == 0:
        kept[place] = {"x-more": draw(EXTRA)}
        made = {**kept[place], **made}
    return made


def thawed(value: Any) -> Any:
    """Return what is kept, as JSON reads it."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [thawed(item) for item in value]
    return {name: thawed(item) for name, item in value.items()}


@given(st.data())
def test_what_is_there_for_others_changes_nothing_and_is_kept(data):
    """With `x-` keys anywhere, a tree is the same, and says what they hold.

    So does its bundle, and an editor accepts the file.
    """
    document = data.draw(documents())
    kept: dict[str, Any] = {}
    more = sprinkled(data.draw, document, "", kept)

    plain, tree = (triage.loads(json.dumps(made)) for made in (document, more))

    assert tree == plain
    assert (tree.logic, tree.wording) == (plain.logic, plain.wording)
    assert thawed(tree.extras) == kept
    assert thawed(triage.loads(tree.bundle()).extras) == kept
    assert VALIDATOR.is_valid(more)


def test_a_key_for_others_stands_there_once():
    """Two of one name are refused as all keys are, and other unknown keys too."""
    for line, code in (("x-a: 1\nx-a: 2", "T102"), ("y-a: 1", "T103")):
        with pytest.raises(triage.InvalidTree) as refused:
            triage.loads(f"triage: 1\nid: t\ntitle: T\n{line}\nstart: a\nsteps: {{}}\n")
        assert refused.value.findings[0].code == code
