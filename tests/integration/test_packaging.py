"""The package as others get it: built, installed, and used from another folder."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.release


def run(*command: object, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a program; return what it prints, or fail with it."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is not a checkout."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module")
def sdist(folder: Path) -> Path:
    """Return a source distribution."""
    target = folder / "sdist"
    run(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "sdist",
        "-d",
        target,
        cwd=ROOT,
    )
    (found,) = target.iterdir()
    return found


def wheel_of(source: Path, target: Path) -> Path:
    """Return the wheel built from a checkout or a source distribution."""
    offline = ["--no-deps", "--no-build-isolation", "--no-index"]
    pip = [sys.executable, "-m", "pip", "wheel", "-q", *offline]
    run(*pip, "-w", target, source, cwd=target.parent)
    (found,) = target.iterdir()
    return found


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    """Return a wheel built from the checkout."""
    return wheel_of(ROOT, folder / "wheel")


@pytest.fixture(scope="module")
def programs(folder: Path, wheel: Path) -> Path:
    """Return the folder of the programs of an environment with the wheel in it."""
    home = folder / "environment"
    venv.create(home, with_pip=True)
    bin_folder = home / ("Scripts" if os.name == "nt" else "bin")
    pip = [bin_folder / "python", "-m", "pip", "install", "-q"]
    run(*pip, "-c", ROOT / "constraints.txt", f"{wheel}[all]", cwd=folder)
    return bin_folder


@pytest.fixture(scope="module")
def alone() -> dict[str, str]:
    """Return an environment that knows nothing of this checkout."""
    kept = ("HOME", "LANG", "SYSTEMROOT", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ}


def names(wheel: Path) -> set[str]:
    """Return the names of the files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


BESIDE_CODE = (
    *("lint/*.yaml", "program/*.yaml", "program/*.md", "program/javascript/*"),
    *("web/templates/*.html", "web/templates/*.css", "web/javascript/*"),
    *("review/templates/*", "notebook/*.js", "sphinx/*.css", "texts/*.po"),
)
"""What modules read that stands beside them."""


def expected() -> set[str]:
    """Return the names of the files that belong in a wheel."""
    package = {
        str(path.relative_to(ROOT))
        for pattern in ("*.py", "py.typed", "schema.json", *BESIDE_CODE)
        for path in (ROOT / "triage").rglob(pattern)
    }
    trees = {
        f"triage/{path.relative_to(ROOT)}"
        for pattern in ("*.yaml", "*.csv", "*.po", "*.license.txt")
        for path in (ROOT / "trees").rglob(pattern)
    }
    return package | trees


def test_wheel_holds_the_package_and_the_trees(wheel: Path) -> None:
    """The wheel has modules, data, trees, type marker and licence; nothing else."""
    found = names(wheel)
    info = {name for name in found if ".dist-info/" in name}

    assert found - info == expected()
    assert {
        "triage/lint/catalogue.yaml",
        "triage/lint/words.yaml",
        "triage/py.typed",
        "triage/schema.json",
        "triage/trees/back_pain.yaml",
    } <= found
    assert {name.partition(".dist-info/")[2] for name in info} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_sdist_builds_the_same_wheel(folder: Path, sdist: Path, wheel: Path) -> None:
    """From the source distribution comes the wheel that comes from the checkout."""
    again = wheel_of(sdist, folder / "again")

    assert names(again) == names(wheel)


def test_sdist_holds_what_is_needed(sdist: Path) -> None:
    """The source distribution has the package, the trees and the texts beside it."""
    with tarfile.open(sdist) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}

    assert tops == {
        ".gitignore",
        "CHANGELOG.md",
        "LICENSE",
        "PKG-INFO",
        "README.md",
        "pyproject.toml",
        "trees",
        "triage",
    }


def test_installed_command_does_the_main_job(
    folder: Path, programs: Path, alone: dict[str, str]
) -> None:
    """From another folder, the installed command decides a case and draws its path."""
    case = ROOT / "docs" / "examples" / "case.json"
    triage = programs / "triage"
    told = run(triage, "decide", "back_pain", "--answers", case, cwd=folder, env=alone)
    options = ["--answers", case, "-o", "path.svg"]
    run(triage, "draw", "back_pain", *options, cwd=folder, env=alone)

    assert "Not medical advice" in " ".join(told.split())
    assert "</svg>" in (folder / "path.svg").read_text(encoding="utf-8")


def test_installed_package_finds_its_trees(
    folder: Path, programs: Path, alone: dict[str, str]
) -> None:
    """From another folder, the installed package loads a built-in tree from itself."""
    code = "import triage; print(triage.load('back_pain').id, triage.__file__)"
    told = run(programs / "python", "-c", code, cwd=folder, env=alone)

    assert told.startswith("back_pain ")
    assert str(programs.parent) in told


def test_installed_command_explains_a_check(
    folder: Path, programs: Path, alone: dict[str, str]
) -> None:
    """From another folder, the installed command finds the catalogue in itself."""
    told = run(programs / "triage", "explain", "T201", cwd=folder, env=alone)

    assert told.startswith("T201 (error): A name stands for nothing")


def test_installed_package_is_typed(
    folder: Path, programs: Path, alone: dict[str, str]
) -> None:
    """The installed package names itself `triage-trees` and brings `py.typed`."""
    code = (
        "import importlib.metadata as m, importlib.resources as r, triage;"
        "print(m.version('triage-trees') == triage.__version__,"
        "r.files('triage').joinpath('py.typed').is_file())"
    )

    assert run(programs / "python", "-c", code, cwd=folder, env=alone).split() == [
        "True",
        "True",
    ]
