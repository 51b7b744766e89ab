"""A tree and all that it names, as one text."""

import attrs
import pytest
from good_trees import FILES, good_tree
from modular import GIVEN, TREE
from trees_for_tests import SORE_THROAT, throat

import triage
from triage.base.limits import LIMITS

AT_GB = GIVEN | {"place": "GB"}
FRANCE = {"FR": {"emergency_number": "15", "words": {"clinic": "0456"}}}


def told(tree):
    """Return what the recommendations of a tree say."""
    return [item.title for item in tree.recommendations.values()]


@pytest.mark.slow
@pytest.mark.parametrize("place", ["", "GB"])
@pytest.mark.parametrize("name", triage.builtins())
def test_every_built_in_tree_travels_whole(name, place):
    """One text is the same tree, with the same hashes, at the same place."""
    tree = triage.load(name, place=place)
    again = triage.loads(tree.bundle())

    assert again == tree
    assert (again.logic, again.wording) == (tree.logic, tree.wording)
    assert (again.place, again.contacts) == (tree.place, tree.contacts)
    assert again.bundle() == tree.bundle()


@pytest.mark.parametrize("name", FILES)
def test_every_good_tree_travels_whole(name):
    """So does a tree with modules of modules beside it."""
    tree = good_tree(name)

    assert triage.loads(tree.bundle()) == tree


def test_what_a_caller_gave_travels_with_the_tree(tmp_path):
    """Modules, sources and wordings from a database are inside, and comments too."""
    tree = triage.loads(f"# a comment\r\n{TREE}", **AT_GB)
    file = tmp_path / "main.bundle.yaml"
    file.write_text(tree.bundle())

    assert triage.load(file) == tree
    assert "a comment" in tree.bundle()
    assert told(triage.load(file)) == ["Rest, or call 112", "Call 0123"]


def test_a_bundle_needs_nothing_of_the_library(monkeypatch):
    """Its modules are inside, also those that were built in."""
    text = triage.load("back_pain").bundle()
    monkeypatch.setattr("triage.linker.shelf.module", None)

    assert triage.loads(text).id == "back_pain"


def test_a_bundle_is_of_one_place():
    """Another place has its own numbers, and never those of the bundle."""
    text = triage.loads(TREE, **AT_GB).bundle()
    there = triage.loads(text, place="US", contacts={"clinic": "911 22"})

    assert triage.loads(text, place="UK") == triage.loads(text)
    assert (there.place, told(there)) == ("US", ["Rest, or call 911", "Call 911 22"])
    assert told(triage.loads(text, place="FR", contacts=FRANCE))[1] == "Call 0456"
    own = {"GB": {"emergency_number": "999"}}
    assert told(triage.loads(text, contacts=own)) == ["Rest, or call 999", "Call 0123"]


def test_a_place_of_ones_own_stays_known():
    """A bundle knows its own place, whoever reads it."""
    given = GIVEN | {"place": "fr", "contacts": FRANCE}
    text = triage.loads(TREE, **given).bundle()

    assert triage.loads(text).place == "FR"
    assert triage.loads(text, place="FR") == triage.loads(text)


@pytest.mark.parametrize("place", ["XX", "?"])
def test_a_bundle_without_a_place_has_none(place):
    """No place is not the name of one: what is not known is refused, as in a file."""
    text = throat().bundle()

    with pytest.raises(triage.PlaceNotFound, match="IN, EU, or none for a general"):
        triage.loads(text, place=place)


@pytest.mark.parametrize("name", ["modules", "sources"])
def test_a_bundle_takes_no_other_parts(name):
    """What is inside is what was bundled: nothing is put in its place."""
    text = throat().bundle()

    with pytest.raises(triage.TriageError, match="a bundle has its modules and"):
        triage.loads(text, **{name: {}})


def test_a_module_that_was_cut_out_is_missed():
    """A bundle that somebody cut does not take another's module for its own."""
    tree = triage.loads(TREE, **AT_GB)
    text = tree.bundle().replace("shared/part:", "shared/other:")

    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(text)
    [finding] = refused.value.findings

    assert (finding.code, finding.span.source.name) == ("T206", "main.yaml")
    assert finding.help == "make the bundle again: `shared/part` is not in it"


def test_a_tree_that_was_changed_in_code_is_in_no_bundle():
    """A bundle is made of files, and must say what the tree says."""
    with pytest.raises(triage.TriageError, match="changed after it was loaded"):
        attrs.evolve(throat(), title="Another").bundle()


def test_a_tree_that_is_too_large_is_in_no_bundle():
    """What could not be read again is not written."""
    comment = "#" * (LIMITS.file_bytes - len(SORE_THROAT) - 2)
    tree = triage.loads(f"{comment}\n{SORE_THROAT}")

    with pytest.raises(triage.TriageError, match="fits in no bundle") as refused:
        tree.bundle()

    assert "T108" in str(refused.value)


@pytest.mark.parametrize("key", ["id", "tree", "triage_bundle"])
def test_what_a_bundle_lacks_is_told(key):
    """A bundle is read with the care of any file."""
    lines = throat().bundle().replace("bundle: 1", "bundle: 2")

    with pytest.raises(triage.InvalidTree):
        triage.loads(lines.replace(f"\n{key}:", f"\nx{key}:"))


def test_a_tree_that_speaks_of_bundles_is_none():
    """Only the first key of a file makes a bundle of it."""
    tree = triage.loads(SORE_THROAT.replace("Rest}", "'triage_bundle: 1'}"))

    assert tree.id == "throat"
    assert triage.loads(tree.bundle()) == tree


def test_a_wording_that_was_cut_out_is_a_general_one():
    """A bundle that somebody cut never speaks of no number at all."""
    text = triage.loads(TREE, **AT_GB).bundle()
    cut = "\n".join(row for row in text.split("\n") if "  emergency_number:" not in row)

    assert told(triage.loads(cut)) == [
        "Rest, or call your local emergency number",
        "Call 0123",
    ]
