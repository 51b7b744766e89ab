"""Good trees load, nothing is said of them, and they use every part of the format."""

import attrs
import pytest
from good_trees import FILES, GOOD, MODULES, TODAY, as_json, good_tree

import triage
from triage.treefile.decode import read
from triage.treefile.document import Document
from triage.treefile.fields import Each, Either, Few, Keyed, Record, keys_of

HEAD = "# yaml-language-server: $schema="


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_said_of_a_good_tree(name):
    """A good tree loads, and no check says a word."""
    assert triage.check(good_tree(name), today=TODAY) == ()


@pytest.mark.parametrize("name", [*FILES, *(f"modules/{name}" for name in MODULES)])
def test_a_good_tree_names_its_schema(name):
    """The first line of a file lets editors find the schema."""
    line = (GOOD / name).read_text().partition("\n")[0]
    schema = (GOOD / name).parent / line.removeprefix(HEAD)

    assert line.startswith(HEAD)
    assert schema.resolve() == GOOD.parents[2] / "triage" / "schema.json"


def records(shape, found):
    """Add the classes that a shape is made of."""
    match shape:
        case Record(kind):
            if kind not in found:
                found.add(kind)
                for key in keys_of(kind):
                    records(key.shape, found)
        case Each(item) | Few(item) | Keyed(item):
            records(item, found)
        case Either(mapped, listed):
            records(mapped, found)
            records(listed, found)
    return found


def used(value, found):
    """Add the keys that a document and all that it holds have."""
    if isinstance(value, tuple):
        for item in value:
            used(item, found)
    elif attrs.has(type(value)):
        for key in keys_of(type(value)):
            if getattr(value, key.field) not in (None, ()):
                found.add((type(value), key.name))
                used(getattr(value, key.field), found)
    return found


def test_the_good_trees_use_every_key():
    """No key of the format is without an example, `todo` excepted: it is a warning."""
    files = [d.span.source for name in FILES for d in good_tree(name).documents]
    documents = [read(file) for file in files]
    every = {
        (k, key.name) for k in records(Record(Document), set()) for key in keys_of(k)
    }

    missing = every - used(tuple(documents), set())

    assert {name for _, name in missing} == {"todo"}


def conditions(tree):
    """Return every condition of a tree as a reader of its code would show it."""
    ways = [way for _, way in tree.edges]
    advice = [a for step in tree.steps.values() for a in step.advise]
    return repr((ways, advice, tree.guards, tree.values, tree.assume, tree.properties))


@pytest.mark.parametrize(
    "node",
    [
        *("Is", "Chosen", "ValueHolds", "ValueNumber", "NumberOf", "CountOf"),
        *("PointsOf", "Count", "Sum", "Compare", "Not", "And", "Or", "Asked", "Open"),
        "Answered",
        *("Unsure", "UnsureNumber", "Maybe", "Surely", "Urgent", "Advised", "Ends"),
        "Always",
    ],
)
def test_the_good_trees_use_every_form_of_condition(node):
    """No form of condition is without an example."""
    assert any(f"{node}(" in conditions(good_tree(name)) for name in FILES)


def test_layout_does_not_matter(tmp_path):
    """Line breaks of other systems, and a byte order mark, change nothing."""
    data = (GOOD / "conditions.yaml").read_bytes()
    path = tmp_path / "other.yaml"
    expected = good_tree("conditions.yaml")

    for other in (
        data.replace(b"\n", b"\r\n"),
        data.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + data,
        data + b"...\n",
    ):
        path.write_bytes(other)
        tree = triage.load(path)

        assert (tree.logic, tree.wording) == (expected.logic, expected.wording)


def test_json_is_a_tree_file():
    """A tree can be written as JSON, with every scalar as a string or as itself."""
    import json  # noqa: PLC0415

    text = json.dumps(as_json(GOOD / "questions.yaml"))

    assert triage.loads(text).logic == good_tree("questions.yaml").logic
