"""What an import brings with it, and what it does not."""

import json
import subprocess
import sys
from typing import Any

import pytest

import triage
import triage.cases
import triage.comparison
import triage.engine
import triage.model
import triage.verify

FIND = """
import json, sys
before = set(sys.modules)
{code}
after = set(sys.modules) - before
print(json.dumps(sorted({{name.partition(".")[0] for name in after}})))
"""


RUN = """
import atexit, json, sys
atexit.register(lambda: print("loaded", json.dumps([*sys.modules]), file=sys.stderr))
sys.argv[1:] = {arguments}
from triage.__main__ import main
main()
"""

WASTE = """
import re
def waste():
    for name, module in [*sys.modules.items()]:
        for word, one in vars(module).items() if name.startswith("triage.") else ():
            if isinstance(one, re.Pattern):
                yield f"{name}.{word} is compiled before it is used"
            elif isinstance(one, type) and one.__module__ == name:
                code = getattr(one.__hash__, "__code__", None)
                if code is not None and code.co_filename.startswith("<attrs"):
                    yield f"{name}.{word} has an equality of its own"
atexit.register(lambda: print("waste", json.dumps([*waste()]), file=sys.stderr))
"""
"""What a command prints at last: all that was made of what nobody needs."""

CLASSES = """
def classes():
    for name, module in [*sys.modules.items()]:
        for one in vars(module).values() if name.startswith("triage.") else ():
            if isinstance(one, type) and one.__module__ == name:
                if "__source__" in vars(one):
                    yield isinstance(vars(one)["__init__"], Later)
from triage.base.immutable import Later
atexit.register(lambda: print("waits", json.dumps([*classes()]), file=sys.stderr))
"""
"""What a command prints at last: of each class, whether its methods can wait."""

PACKAGES = [triage, *(triage.cases, triage.engine, triage.model)]
PACKAGES += [triage.verify, triage.comparison]

HEAVY = {"z3", "numpy", "pandas", "polars", "narwhals", "graphviz", "pygraphviz"}
HEAVY |= {"jsonschema", "hypothesis", "pytest", "sphinx"}
"""What takes longer to load than all that a look at a tree needs."""

COMMANDS = ["--version", "list", "explain T204", "schema", "check start", "test start"]
COMMANDS += ["decide start --answer walks=yes", "draw start -o -"]

LIGHT = {"triage.verify", "triage.verify.outdated"}
"""What a command that proves nothing may load of the room of the proofs."""


SELDOM = {"hashlib", "html", "difflib", "shutil", "calendar", "triage.base.shapes"}
"""What takes long to import, and is used by few commands."""


def said_at_last(word: str, code: str, *arguments: str) -> Any:
    """Return what some code says of a command by the time it ends well."""
    begin, end = RUN.format(arguments=[*arguments]).split("sys.argv", 1)
    command = [sys.executable, "-c", f"{begin}{code}sys.argv{end}"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    lines = (line.partition(" ") for line in done.stderr.splitlines())
    return next(json.loads(rest) for begins, _, rest in lines if begins == word)


def loaded_by(*arguments: str) -> set[str]:
    """Return every module that a command loads by the time it ends well."""
    return set(said_at_last("loaded", "", *arguments))


def loaded(code: str) -> set[str]:
    """Return the top-level modules that some code brings into a fresh interpreter."""
    command = [sys.executable, "-c", FIND.format(code=code)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return set(json.loads(done.stdout)) - sys.stdlib_module_names


def test_import_loads_attrs_only() -> None:
    """`import triage` loads attrs and the standard library, nothing else."""
    assert loaded("import triage") <= {"triage", "attr", "attrs"}


def test_every_name_needs_attrs_only() -> None:
    """Using every public name loads attrs and the standard library, nothing else."""
    assert loaded("from triage import *") <= {"triage", "attr", "attrs"}


def test_deciding_needs_yaml_only() -> None:
    """Loading a tree and deciding adds PyYAML, and neither click nor graphviz."""
    code = "import triage; triage.load('back_pain').decide({})"

    assert loaded(code) & {"yaml", "click", "graphviz", "pygraphviz"} == {"yaml"}


def test_texts_need_no_extra() -> None:
    """DOT, Mermaid and the outline do without pygraphviz."""
    code = (
        "import triage; picture = triage.draw(triage.load('back_pain'));"
        "picture.dot, picture.mermaid(), picture.outline()"
    )

    assert loaded(code) & {"click", "graphviz", "pygraphviz"} == {"graphviz"}


def test_every_public_name_is_there() -> None:
    """Every name in `__all__` exists, in order, and a reader can learn them."""
    names = triage.__all__

    assert [name for name in names if not hasattr(triage, name)] == []
    assert list(names) == sorted(names)
    assert len(names) <= 41


@pytest.mark.parametrize("room", [triage.verify, triage.comparison])
def test_every_name_of_a_room_is_there(room) -> None:
    """What a room offers exists, in order, and is found when it is used."""
    names = room.__all__

    assert [name for name in names if not hasattr(room, name)] == []
    assert list(names) == sorted(names)


def test_proofs_are_loaded_when_they_are_used() -> None:
    """The rooms of proofs and comparison by themselves load nothing, and no solver."""
    code = "import triage.verify, triage.comparison"
    assert loaded(code) <= {"triage", "attr", "attrs"}
    code = "from triage.verify import *; from triage.comparison import *"
    assert "z3" not in loaded(code)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_completion_offers_the_public_names(package) -> None:
    """`dir` shows every public name, whether it was used already or not."""
    assert set(package.__all__) <= set(dir(package))


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_an_unknown_name_is_an_attribute_error(package) -> None:
    """A name that a package does not have is refused as usual."""
    assert not hasattr(package, "nothing_of_the_kind")


@pytest.mark.parametrize("name", ["engine", "model", "cases", "frames", "review"])
def test_a_room_by_itself_loads_nothing(name: str) -> None:
    """A room offers its names, and loads the module of each when it is used."""
    assert loaded(f"import triage.{name}") <= {"triage", "attr", "attrs"}


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_command_loads_only_what_it_needs(arguments: str) -> None:
    """What only looks at a tree loads no solver, no proofs, nothing heavy."""
    modules = loaded_by(*arguments.split())

    assert {name.partition(".")[0] for name in modules}.isdisjoint(HEAVY)
    proofs = ("triage.verify", "triage.comparison")
    assert {name for name in modules if name.startswith(proofs)} <= LIGHT


@pytest.mark.parametrize(
    ("arguments", "used"),
    [
        ("check start", set()),
        ("decide start --answer walks=yes", {"shutil"}),
        ("list", set()),
        ("schema", {"triage.base.shapes"}),
        ("test start", set()),
    ],
)
def test_a_command_makes_nothing_for_nothing(arguments: str, used: set[str]) -> None:
    """What is loaded compiles no pattern, writes no equality and makes no type of JSON.

    All that is loaded is made before a command does anything: that was half its time.
    """
    assert said_at_last("waste", WASTE, *arguments.split()) == []
    assert loaded_by(*arguments.split()) & SELDOM == used


def test_a_class_of_which_nothing_is_made_stays_without_methods() -> None:
    """Of three in five of the classes that are loaded, no methods are made."""
    waits = said_at_last("waits", CLASSES, "check", "start")

    assert len(waits) > 100
    assert 5 * sum(waits) > 3 * len(waits)


def test_a_command_reads_of_the_library_what_the_tree_cites() -> None:
    """Of the many shared sources two are read, and none of the checks is explained."""
    read = """
from triage.treefile.entries import Entries
read, entry = [], Entries.entry
Entries.entry = lambda self, name: (read.append(name), entry(self, name))[1]
atexit.register(lambda: print("read", json.dumps(read), file=sys.stderr))
"""

    found = said_at_last("read", read, "check", "start")

    assert found == ["generic", "start_1983", "policy_triage"]


def test_a_list_loads_neither_linker_nor_engine() -> None:
    """Listing the trees reads four words of each, and makes a tree of none."""
    modules = loaded_by("list")

    rooms = ("triage.linker.link", "triage.language", "triage.engine", "triage.model")
    assert not any(name.startswith(rooms) for name in modules)


def test_a_picture_of_a_tree_loads_no_comparison() -> None:
    """Drawing a tree alone loads no path, no coverage, no flow and no difference."""
    modules = loaded_by("draw", "start")

    unused = ("compare", "overlay", "shares", "stack")
    assert modules.isdisjoint(f"triage.diagram.{name}" for name in unused)


def test_what_a_tree_has_not_is_not_loaded() -> None:
    """A tree without tables loads nothing of what reads them."""
    modules = loaded_by("check", "start")

    assert modules.isdisjoint({"triage.linker.tables", "triage.linker.cells"})


def test_a_decision_loads_no_interview() -> None:
    """Deciding at once loads neither sessions nor records nor coverage."""
    modules = loaded_by("decide", "start", "--answer", "walks=yes")

    unused = ("session", "migrate", "resume", "replay", "coverage", "outcome")
    assert modules.isdisjoint(f"triage.engine.{name}" for name in unused)


def test_yaml_is_parsed_in_c() -> None:
    """A tree is read by the parser in C, which is several times as fast."""
    assert "yaml._yaml" in loaded_by("check", "start")


def test_functions_are_not_hidden_by_packages() -> None:
    """Importing the packages of `check` and `draw` first leaves the functions."""
    code = "import triage.lint, triage.diagram, triage; print(callable(triage.check))"
    command = [sys.executable, "-c", code + "; print(callable(triage.draw))"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")

    assert done.stdout.split() == ["True", "True"]
