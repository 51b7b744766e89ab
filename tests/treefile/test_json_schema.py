"""The JSON Schema says of a tree file what the reader says."""

import json
from importlib import resources

import pytest
from bad_trees import BAD, FILES as BAD_FILES, code_of
from good_trees import FILES, GOOD, MODULES, as_json
from jsonschema import Draft202012Validator

from triage.linker.library import trees_folder
from triage.treefile.json_schema import schema, schema_text

TABLES = ("contacts.yaml", "sources.yaml")
BUILTIN = sorted(
    path.relative_to(trees_folder()).as_posix()
    for path in trees_folder().rglob("*.yaml")
    if path.name not in TABLES
    and not path.name.endswith((".cases.yaml", ".hazards.yaml"))
)
SHAPES = [name for name in BAD_FILES if code_of(name) in ("T103", "T104", "T105")]

VALIDATOR = Draft202012Validator(schema())


def test_the_published_schema_is_fresh():
    """The schema in the package is what the declarations make: `triage schema`."""
    published = resources.files("triage").joinpath("schema.json").read_text("utf-8")

    assert published == schema_text()


def test_the_schema_is_a_schema():
    """The schema is valid JSON Schema, draft 2020-12, and has no loose ends."""
    Draft202012Validator.check_schema(json.loads(schema_text()))

    references = [
        part.partition('"')[0] for part in schema_text().split('"$ref": "#/$defs/')[1:]
    ]
    assert set(references) <= schema()["$defs"].keys()


@pytest.mark.parametrize("name", [*FILES, *(f"modules/{name}" for name in MODULES)])
def test_every_good_tree_validates(name):
    """What the reader accepts, an editor accepts."""
    assert [*VALIDATOR.iter_errors(as_json(GOOD / name))] == []


@pytest.mark.parametrize("name", BUILTIN)
def test_every_builtin_tree_validates(name):
    """Every tree and module of the library validates."""
    assert [*VALIDATOR.iter_errors(as_json(trees_folder() / name))] == []


@pytest.mark.parametrize("name", SHAPES)
def test_no_tree_of_another_shape_validates(name):
    """A file with an unknown, missing or misplaced key is refused by editors too."""
    assert not VALIDATOR.is_valid(as_json(BAD / name))


def test_every_key_says_what_it_is_for():
    """An editor can show a sentence for every key."""
    kinds = [schema(), *schema()["$defs"].values()]
    keys = [key for kind in kinds for key in kind.get("properties", {}).values()]

    assert len(keys) > 50
    assert all(key["description"].strip() for key in keys)


@pytest.mark.parametrize("text", ["38", "1.5", "true", "no"])
def test_a_text_may_look_like_something_else(text):
    """A text that YAML would take for a number or a truth value is a text."""
    option = {"text": "Which?", "type": "one_of", "options": {"a": json_value(text)}}
    tree = as_json(GOOD / "properties.yaml")

    assert VALIDATOR.is_valid(
        tree | {"questions": tree["questions"] | {"more": option}}
    )


def json_value(text):
    """Return a text as JSON would read it, or itself."""
    return json.loads(text) if text != "no" else text
