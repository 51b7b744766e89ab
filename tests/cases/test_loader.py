"""Cases files, found and read with their trees."""

from pathlib import Path

import pytest
from cases_for_tests import BASE, case
from trees_for_tests import SORE_THROAT

import triage
import triage.cases
from triage.base.limits import LIMITS
from triage.cases.loader import NOTHING_BESIDE, Neighbour, neighbour
from triage.linker.library import trees_folder

FILE = Path("throat.yaml")


def test_a_tree_may_be_named_by_its_path():
    """A path is seen from the cases file; the tree stands beside it, or below."""
    case()
    text = Path("throat.cases.yaml").read_text()
    Path("more.cases.yaml").write_text(
        text.replace("tree: throat", "tree: trees/throat.yaml")
    )
    Path("trees").mkdir()
    Path("throat.yaml").rename("trees/throat.yaml")

    assert triage.cases.load("more.cases.yaml").tree.id == "throat"
    assert triage.cases.load(Path("more.cases.yaml")).tree.id == "throat"


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../throat.yaml", "trees/../../throat.yaml", "/a.yaml"]
)
def test_cases_do_not_name_files_elsewhere(path):
    """A file that comes from anybody is no key to the files of the machine."""
    case()
    folder = Path("cases")
    folder.mkdir()
    text = Path("throat.cases.yaml").read_text()
    file = folder / "more.cases.yaml"
    file.write_text(text.replace("tree: throat", f"tree: {path}"))

    with pytest.raises(triage.InvalidTree) as refused:
        triage.cases.load(file)
    [finding] = refused.value.findings

    assert finding.code == "T701"
    assert "does not stand beside this file" in finding.message
    assert "root:" not in str(refused.value)


@pytest.mark.parametrize("named", ["throat", "secret.yaml"])
def test_cases_show_no_line_of_a_file_that_is_no_tree(named):
    """What stands beside cases, and is no tree, is not told."""
    case()
    text = Path("throat.cases.yaml").read_text()
    Path("throat.cases.yaml").write_text(text.replace("tree: throat", f"tree: {named}"))
    Path("throat.yaml").write_text("password: hunter2\n")
    Path("secret.yaml").write_text("password: hunter2\n")

    with pytest.raises(triage.InvalidTree) as refused:
        triage.cases.load("throat.cases.yaml")

    assert "hunter2" not in str(refused.value)
    assert refused.value.findings[0].span.source.text == ""


def test_a_name_that_no_file_can_have_is_no_tree():
    """What the system refuses to look for is not there, and nothing else is raised."""
    case()
    text = Path("throat.cases.yaml").read_text()
    Path("throat.yaml").unlink()
    Path("throat.cases.yaml").write_text(
        text.replace("tree: throat", "tree: " + 200 * "\U0001f9a0")
    )

    with pytest.raises(triage.InvalidTree) as refused:
        triage.cases.load("throat.cases.yaml")

    assert "no tree file" in str(refused.value)


def test_a_folder_called_like_a_built_in_tree_hides_nothing():
    """A bare id is the built-in tree, also where a folder has that name."""
    Path("start").mkdir()

    assert [file.name for file in triage.cases.cases_files("start")] == [
        "start.cases.yaml"
    ]


def test_a_cases_file_may_have_a_name_of_its_own():
    """Beside several trees, the one is taken whose file has the name of the id."""
    case()
    Path("throat.cases.yaml").rename("children.cases.yaml")

    assert triage.cases.load("children.cases.yaml").tree.id == "throat"


def test_another_tree_beside_the_file_is_refused():
    """The id must be that of the tree in the file, as a reader would think."""
    with pytest.raises(triage.InvalidTree) as refused:
        case(tree="sore_throat")
    [finding] = refused.value.findings

    assert finding.code == "T701"
    assert "called `throat`" in finding.message
    assert finding.help == "write `tree: throat`"


def test_a_tree_in_a_file_with_another_name_is_found():
    """A tree stands in the file beside its cases, whatever it is called."""
    case()
    Path("throat.yaml").rename("Sore-Throat.yaml")
    Path("throat.cases.yaml").rename("Sore-Throat.cases.yaml")

    assert triage.cases.load("Sore-Throat.cases.yaml").tree.id == "throat"
    assert triage.cases.load("Sore-Throat.yaml").name == "Sore-Throat.cases.yaml"


def test_a_tree_that_is_refused_refuses_its_cases():
    """The findings are those of the tree, in its own file."""
    case()
    Path("throat.yaml").write_text(SORE_THROAT.replace("start: drooling", "start: x"))

    with pytest.raises(triage.InvalidTree) as refused:
        triage.cases.load("throat.cases.yaml")

    assert refused.value.findings[0].span.source.name == "throat.yaml"


def test_a_tree_without_a_file_near_it_is_told_to_give_a_path():
    """Where no name is close, the help says what can be written."""
    Path("x.cases.yaml").write_text(
        "triage_cases: 1\ntree: far_away\n"
        "cases: {a: {says: A., expect: {urgency: none}}}\n"
    )

    with pytest.raises(triage.InvalidTree) as refused:
        triage.cases.load("x.cases.yaml")

    assert refused.value.findings[0].help == "write its path"


def test_the_cases_of_a_folder_are_all_below_it():
    """A folder stands for every cases file below, in order of their names."""
    found = triage.cases.cases_files(str(trees_folder()))

    assert found == tuple(sorted(trees_folder().rglob("*.cases.yaml")))
    assert len(found) > 10


def test_a_folder_without_cases_is_refused():
    """Nothing to try is no success."""
    with pytest.raises(triage.TriageError, match=r"no file below `\.` ends with"):
        triage.cases.cases_files(".")


def test_a_tree_without_cases_says_how_to_begin():
    """A tree without cases names the command that writes the first ones."""
    Path("throat.yaml").write_text(SORE_THROAT)

    with pytest.raises(triage.TriageError, match=r"triage new-cases throat\.yaml"):
        triage.cases.cases_files("throat.yaml")


def test_a_tree_that_is_not_there_is_not_called_one_without_cases():
    """A path that leads nowhere is refused as such."""
    with pytest.raises(triage.TreeNotFound, match="cannot be read"):
        triage.cases.load("nothing.yaml")


def test_what_stands_beside_a_tree_is_known():
    """The base and the ids of the cases beside a tree are read."""
    cases = case()
    base = cases.cases[0].answers

    assert neighbour(cases.tree, FILE) == Neighbour(base, frozenset({"one"}))


def test_what_is_wrong_beside_a_tree_hides_nothing_else():
    """Wrong names, however many, leave the other answers and the ids known."""
    tree = case().tree
    wrong = ", ".join(f"x{number}: yes" for number in range(2 * LIMITS.findings))
    text = Path("throat.cases.yaml").read_text()
    text = text.replace(BASE, f"{{{wrong}, age: 30}}").replace("self_care", "nonsense")
    Path("throat.cases.yaml").write_text(text)

    assert neighbour(tree, FILE) == Neighbour({"age": 30}, frozenset({"one"}))


@pytest.mark.parametrize(
    "data", [b"", b"triage_cases: 2", b"[", b"- a", b"\xff", b"\0"]
)
def test_cases_that_do_not_load_are_as_none(data):
    """Beside a tree without cases, or with broken ones, nothing is known."""
    tree = case().tree
    Path("throat.cases.yaml").unlink()
    assert neighbour(tree, FILE) == NOTHING_BESIDE

    Path("throat.cases.yaml").write_bytes(data)

    assert neighbour(tree, FILE) == NOTHING_BESIDE
