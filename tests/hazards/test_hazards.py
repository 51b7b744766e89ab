"""Hazards files: read beside their trees, and held against them."""

import json
from pathlib import Path

import pytest
from bad_trees import BAD_HAZARDS
from good_trees import as_json
from hazards_for_tests import CASES, SPARED, THROAT, throat, write
from hypothesis import given, settings, strategies as st
from jsonschema import Draft202012Validator
from trees_for_tests import built_in

import triage
import triage.hazards
from triage.base.limits import LIMITS
from triage.hazards.hazardfile import (
    ControlsEntry,
    HazardEntry,
    HazardsDocument,
    RiskEntry,
    schema_text,
)
from triage.hazards.model import LIKELIHOODS, SEVERITIES, Risk
from triage.hazards.place import SUFFIX, refused
from triage.linker.library import trees_folder
from triage.lint import CHECKS
from triage.treefile.fields import keys_of

VALIDATOR = Draft202012Validator(json.loads(schema_text()))
FILES = sorted(trees_folder().rglob(f"*{SUFFIX}"))


def codes():
    """Return the codes of what refuses the hazards in the folder."""
    found = refused(triage.load("throat.yaml"), Path("throat.yaml"))
    return [finding.code for finding in found]


def test_the_published_schema_of_hazards_is_fresh():
    """The schema in the package is what `triage schema --hazards` prints."""
    published = Path(triage.hazards.__file__).with_name("schema.json")

    assert published.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_every_builtin_hazards_file_is_taken(file):
    """An editor accepts it, and so does `triage check`: every control is there."""
    tree = file.with_name(f"{file.name.removesuffix(SUFFIX)}.yaml")

    assert [*VALIDATOR.iter_errors(as_json(file))] == []
    assert [str(found) for found in refused(triage.load(tree), tree)] == []


@pytest.mark.parametrize("name", ["T103_key", "T104_owner", "T106_likelihood"])
def test_no_hazards_file_of_another_shape_validates(name):
    """What the reader refuses for its shape, an editor refuses."""
    assert not VALIDATOR.is_valid(as_json(BAD_HAZARDS / f"{name}{SUFFIX}"))


def test_the_page_about_hazards_names_every_key():
    """A reader finds all that can stand in a file, and every word of a scale."""
    page = Path(__file__).parents[2].joinpath("docs", "hazards.md").read_text()
    records = (HazardsDocument, HazardEntry, RiskEntry, ControlsEntry)
    words = [key.name for record in records for key in keys_of(record)]

    assert [
        w for w in (*words, *LIKELIHOODS, *SEVERITIES) if f"`{w}`" not in page
    ] == []


def test_a_hazard_is_read_with_its_risks_and_controls():
    """Texts are on one line, a single name stands for a list, and places are kept."""
    hazards = throat({"controls": {"properties": "airway_first", "checks": "T504"}})
    [hazard] = hazards.hazards

    assert hazards.tree == triage.load("throat.yaml")
    assert hazards.rated == "Us."
    assert hazards.exceptions == tuple(SPARED.items())
    assert hazard.says == "Someone whose airway closes is told to rest."
    assert hazard.causes == ("Drooling is not asked about.",)
    assert hazard.before == Risk("medium", "catastrophic")
    assert hazard.after == Risk("low", "catastrophic")
    assert (hazard.properties, hazard.cases) == (("airway_first",), ())
    assert hazard.checks == ("T504",)
    assert hazard.span.source.name == "throat.hazards.yaml"


def test_a_tree_without_hazards_is_told_where_they_stand():
    """Nothing is refused of a tree that has none; who asks for them is told."""
    Path("throat.yaml").write_text(THROAT)

    assert codes() == []
    with pytest.raises(triage.TriageError, match=r"stand in throat\.hazards\.yaml"):
        triage.hazards.load("throat.yaml")


def test_a_case_is_a_control_if_it_stands_beside_the_tree():
    """A control names a case by its id; cases that are refused refuse the hazards."""
    throat()
    assert codes() == []

    file = Path("throat.cases.yaml")
    file.write_text(CASES.replace("drools:", "snores:"))
    assert codes() == ["T802"]

    file.write_text(CASES.replace("urgency: em", "urgency: am"))
    assert codes() == ["T702"]

    file.unlink()
    assert codes() == ["T802"]


@pytest.mark.parametrize("code", ["T201", "T424", "T604", "T701", "T999"])
def test_a_check_is_a_control_if_it_warns_of_every_tree(code):
    """What refuses a tree, or needs a proof, cannot be looked for in one that loads."""
    throat()
    write({"controls": {"checks": code}}, not_safety={"airway_first": "x"} | SPARED)

    assert code not in CHECKS
    assert codes() == ["T802"]


@pytest.mark.slow
@given(st.lists(st.sampled_from(["named", "spared", "left"]), min_size=99))
@settings(max_examples=6)
def test_every_property_has_a_hazard_or_a_reason(places):
    """Just those properties are found that no hazard names, and that none excepts."""
    tree = built_in("back_pain")
    where = dict(zip(tree.properties, places, strict=False))
    named, spared, left = (
        [name for name, place in where.items() if place == word]
        for word in ("named", "spared", "left")
    )
    write(
        {"controls": {"properties": named, "checks": "T504"}},
        name="back_pain",
        not_safety=dict.fromkeys(spared, "It is so."),
    )

    found = [str(one) for one in refused(tree, Path("back_pain.yaml"))]

    assert [name for name in left if not any(f"`{name}`" in f for f in found)] == []
    assert len(found) == min(len(left), LIMITS.findings)
    assert all("T804" in one for one in found)


@pytest.mark.parametrize("likelihood", range(5))
@pytest.mark.parametrize("severity", range(5))
def test_a_risk_exceeds_another_if_it_is_worse_in_one_of_the_two(likelihood, severity):
    """A control that makes a harm rarer and worse is not taken for an improvement."""
    one = Risk(LIKELIHOODS[likelihood], SEVERITIES[severity])
    other = Risk("medium", "considerable")

    assert one.exceeds(other) == (likelihood > 2 or severity > 2)
    assert not one.exceeds(one)
