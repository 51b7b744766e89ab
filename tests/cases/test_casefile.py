"""The format of cases files: its JSON Schema, and its page."""

import json
from pathlib import Path

import pytest
from good_trees import as_json
from jsonschema import Draft202012Validator

import triage.cases
from triage.cases.casefile import CaseEntry, CasesDocument, ExpectEntry, schema_text
from triage.cases.model import KEYS
from triage.linker.library import trees_folder
from triage.treefile.fields import keys_of

VALIDATOR = Draft202012Validator(json.loads(schema_text()))


def test_the_published_schema_of_cases_is_fresh():
    """The schema in the package is what `triage schema --cases` prints."""
    published = Path(triage.cases.__file__).with_name("schema.json")

    assert published.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize(
    "file", sorted(trees_folder().rglob("*.cases.yaml")), ids=lambda path: path.stem
)
def test_every_builtin_cases_file_validates(file):
    """What the reader accepts, an editor accepts."""
    assert [*VALIDATOR.iter_errors(as_json(file))] == []


@pytest.mark.parametrize("name", ["T103_key", "T104_says", "T106_empty"])
def test_no_cases_file_of_another_shape_validates(name):
    """What the reader refuses for its shape, an editor refuses."""
    bad = Path(__file__).parents[1] / "cases" / "bad" / f"{name}.cases.yaml"

    assert not VALIDATOR.is_valid(as_json(bad))


def test_the_page_about_cases_names_every_key():
    """A reader finds all that can stand in a cases file."""
    page = Path(__file__).parents[2].joinpath("docs", "cases.md").read_text()
    records = (CasesDocument, CaseEntry, ExpectEntry)
    keys = [key.name for record in records for key in keys_of(record)]

    assert len(keys) > 12
    assert [name for name in keys if f"`{name}`" not in page] == []


def test_every_key_of_the_format_is_expected_of_a_decision():
    """What stands under `expect` is what a case can expect, in one order."""
    assert tuple(key.name for key in keys_of(ExpectEntry)) == KEYS
