"""Whatever a public signature names can be imported from a place that is documented."""

import importlib
import inspect
import json
import re
import subprocess
import sys
import typing
from pathlib import Path
from pkgutil import resolve_name

import pytest

import triage

ROOT = Path(triage.__file__).parents[1]
REFERENCE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
ROOMS = ("triage", "triage.engine", "triage.verify", "triage.cases", "triage.model")
ROOMS += ("triage.treefile", "triage.diagram", "triage.comparison", "triage.hazards")
ROOMS += (
    "triage.program",
    "triage.frames",
    "triage.web",
    "triage.relay",
    "triage.notebook",
    "triage.review",
    "triage.sphinx",
)


def offered():
    """Yield the public functions and classes, each with where it is imported from."""
    for room in map(importlib.import_module, ROOMS):
        for name in room.__all__:
            thing = getattr(room, name)
            if inspect.isfunction(thing) or inspect.isclass(thing):
                yield f"{room.__name__}.{name}", thing


OFFERED = dict(offered())
PUBLIC = [*OFFERED.values()]
EVERY = {
    name: thing
    for module in [*sys.modules.values()]
    if getattr(module, "__name__", "").startswith("triage.")
    for name, thing in vars(module).items()
}


def signatures(thing):
    """Yield what has annotations in a function or class: public members, and fields."""
    yield thing
    for name, member in vars(thing).items() if inspect.isclass(thing) else ():
        inner = getattr(member, "__func__", getattr(member, "func", member))
        inner = inner.fget if isinstance(inner, property) else inner
        if inspect.isfunction(inner) and not name.startswith("_"):
            yield inner


def named(hint):
    """Yield the classes in a type."""
    if inspect.isclass(hint) and not typing.get_origin(hint):
        yield hint
    for part in typing.get_args(hint):
        for each in part if isinstance(part, list) else [part]:
            yield from named(each)


NAMES = re.findall(r"^\.\. auto(?:class|exception):: (\S+)$", REFERENCE, re.MULTILINE)
TOLD = [resolve_name(f"triage.{name.removeprefix('triage.')}") for name in NAMES]


def documented(kind):
    """Whether the reference tells of a class, or of the module of such classes."""
    rooms = kind.__module__, kind.__module__.rpartition(".")[0]
    return kind in TOLD or any(f"`{room}`" in REFERENCE for room in rooms)


@pytest.mark.parametrize("where", OFFERED)
def test_what_a_signature_names_can_be_imported(where):
    """No class is met that has no documented name to import it by."""
    unknown, known = set(), EVERY | vars(sys.modules[OFFERED[where].__module__])
    for signature in signatures(OFFERED[where]):
        for hint in typing.get_type_hints(signature, None, known).values():
            ours = (k for k in named(hint) if k.__module__.startswith("triage"))
            unknown |= {k for k in ours if k not in PUBLIC and not documented(k)}

    assert unknown == set()


@pytest.mark.parametrize("name", triage.__all__)
def test_what_is_public_has_an_example(name):
    """Each function and class of the front door shows how it is used."""
    thing = getattr(triage, name)
    if inspect.isfunction(thing) or inspect.isclass(thing):
        assert ">>>" in thing.__doc__


@pytest.mark.slow
def test_pyright_knows_every_name_and_no_other(tmp_path):
    """Our use of the library has no error; each misspelt name is one."""
    config = {"typeCheckingMode": "standard", "pythonVersion": "3.11"}
    config |= {"include": [str(ROOT / "tests" / "typing")], "extraPaths": [str(ROOT)]}
    file = tmp_path / "pyrightconfig.json"
    file.write_text(json.dumps(config | {"enableTypeIgnoreComments": False}))
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "-p", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    found = [
        (Path(item["file"]).name, item["range"]["start"]["line"])
        for item in json.loads(done.stdout)["generalDiagnostics"]
        if item["severity"] == "error"
    ]

    typos = (ROOT / "tests" / "typing" / "typos.py").read_text().splitlines()
    wrong = {n for n, line in enumerate(typos) if "type: ignore" in line}
    assert {line for name, line in found if name == "typos.py"} == wrong
    assert [line for name, line in found if name != "typos.py"] == []
