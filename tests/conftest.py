"""What every test stands on: an empty folder, examples of laws, and options."""

import io
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import settings

import triage
from triage.cli.main import main

collect_ignore = ["cases/bad"]
"""The bad cases files would be tests that cannot be collected."""

settings.register_profile("fixed", max_examples=5, deadline=None, derandomize=True)
settings.register_profile("random", max_examples=10, deadline=None)
settings.load_profile("fixed")  # another by --hypothesis-profile


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options: what bad trees carry, and how many people a browser asks."""
    parser.addoption("--reset", action="store_true", help="rewrite expected messages")
    more = {"type": int, "default": 100, "metavar": "N"}
    parser.addoption("--interviews", **more, help="how many people a browser asks")


@pytest.fixture(autouse=True)
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Run each test in an empty folder, so that nothing is written elsewhere."""
    base = tmp_path_factory.getbasetemp()
    before, folder = Path.cwd(), Path(tempfile.mkdtemp(dir=base))
    os.chdir(folder)
    yield folder
    os.chdir(before)


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int | str | None, str, str]]:
    """Run the command line in this process: its status, output and messages."""

    def call(*arguments: str, typed: bytes = b"") -> tuple[int | str | None, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), "utf-8"))
        with pytest.raises(SystemExit) as left:
            main(arguments)
        return left.value.code, *capsys.readouterr()

    return call


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Let Ctrl-C reach the test, and the programs that it starts.

    What a shell starts in the background ignores it, and so do its children.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
    if streams := sys.modules.get("sse_starlette.sse"):
        streams.AppStatus.should_exit = False  # else no server streams here any more


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave laws out of what coverage counts: it would change with their examples.

    What a module says when it is imported counts, also if a law is the first to do so.
    """
    if config.pluginmanager.hasplugin("_cov"):
        for found in walk_packages(triage.__path__, "triage."):
            if not found.name.endswith("__main__"):
                import_module(found.name)
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")
