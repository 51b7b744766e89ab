"""Running benchmarks: each file in a process of its own; what fails is named."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

HERE = Path(__file__).parent

LIMIT = 1_200
"""How many seconds the benchmarks of a file have together."""

LAST = 60
"""How many seconds they then have to write what was measured."""

Failed = dict[str, str]
Figures = dict[str, float]


def measured(*files: str) -> tuple[Figures, Failed]:
    """Return what each takes, in seconds, and what it tells; and why some take none."""
    found, failed = Figures(), Failed()
    for name in files:
        some, not_these = of_file(HERE / f"test_{name}.py")
        found |= some
        failed |= not_these
    return found, failed


def of_file(path: Path, limit: float = LIMIT) -> tuple[Figures, Failed]:
    """Return what the benchmarks of a file take, and which of them failed."""
    with tempfile.TemporaryDirectory() as folder:
        told, judged = Path(folder) / "found.json", Path(folder) / "judged.xml"
        options = ["--benchmark-columns=median,min,rounds", f"--junitxml={judged}"]
        ended = pytest(path, f"--benchmark-json={told}", *options, limit=limit)
        found = dict(figures(told)) if told.exists() else {}
        whole = ended in (0, 1) and judged.exists()
        failed = dict(failures(judged)) if judged.exists() else {}
    if not whole:
        failed[path.name] = f"pytest ended with {ended}: see what it wrote above"
    lost = tuple(f"{name} " for name in failed)
    kept = {x: y for x, y in found.items() if not f"{x} ".startswith(lost)}
    return kept, failed


def pytest(*arguments: object, limit: float = LIMIT) -> int:
    """Run pytest, and return how it ended; after its time it writes what it has."""
    command = [sys.executable, "-m", "pytest", "-q", "--dist=no", *map(str, arguments)]
    with tempfile.TemporaryDirectory() as compiled:
        env = os.environ | {"PYTHONPYCACHEPREFIX": compiled}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        with subprocess.Popen(command, cwd=HERE.parent, env=env) as process:
            try:
                return process.wait(limit)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGINT)
            try:
                return process.wait(LAST)
            except subprocess.TimeoutExpired:
                process.kill()
            return process.wait()


def figures(told: Path) -> Iterator[tuple[str, float]]:
    """Yield what pytest-benchmark wrote."""
    for item in json.loads(told.read_text("utf-8") or "{}").get("benchmarks", ()):
        yield item["name"], item["stats"]["median"]
        yield from ((f"{item['name']} {x}", y) for x, y in item["extra_info"].items())


def failures(judged: Path) -> Iterator[tuple[str, str]]:
    """Yield which tests failed, and the first line of why."""
    for case in ET.parse(judged).iter("testcase"):  # noqa: S314  pytest wrote it
        for why in (*case.iter("failure"), *case.iter("error")):
            lines = why.get("message", "").splitlines()
            yield case.get("name", ""), lines[0] if lines else "no reason is told"


def place(name: str) -> str:
    """Return how pytest finds a benchmark by its name."""
    function = name.partition("[")[0]
    for path in HERE.glob("test_*.py"):
        if re.search(rf"^def {function}\(", path.read_text("utf-8"), re.MULTILINE):
            return f"{path.relative_to(HERE.parent)}::{name}"
    raise ValueError(f"no file has a benchmark `{name}`")


def places(names: Iterable[str]) -> list[str]:
    """Return how pytest finds some benchmarks, each once."""
    return [*dict.fromkeys(map(place, names))]
