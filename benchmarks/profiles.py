"""Profiles: into which modules the time of something goes."""

import cProfile
import pstats
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from peers.ours import WAYS, explained, frame
from peers.problem import Problem
from pytest_benchmark.utils import slugify
from running import Failed, place, pytest

import triage

NONE = "(not measured)"

SHOWN = 4
"""How many modules of a profile are named."""

STARTS = ("test_import", "test_command")
"""Benchmarks of programs that are started, which are looked into as they run."""

ONCE = (
    "--benchmark-cprofile=tottime",
    "--benchmark-cprofile-loops=1",
    "--benchmark-min-rounds=1",
    "--benchmark-max-time=0",
    "--benchmark-warmup=off",
)

Shares = dict[str, float]


def profiles(wanted: Collection[str]) -> tuple[dict[str, Shares], Failed]:
    """Return the profiles that the page always tells of, and of what is wanted."""
    told: dict[str, Callable[[], pstats.Stats]] = {
        "explain_profile": lambda: called(explained(Problem(25))),
        "frame_profile": lambda: called(frame(Problem(25), "polars")),
        "large_profile": lambda: called(frame(Problem(1_000), "polars")),
    }
    ways = {way.says: way for way in WAYS}
    found, failed = dict[str, Shares](), Failed()
    for name in dict.fromkeys([*told, *wanted]):
        try:
            if name in told:
                stats = told[name]()
            elif name in ways:
                stats = called(ways[name].load(Problem(25)))
            else:
                stats = started(name) if name.startswith(STARTS) else run(name)
            found[name] = by_module(stats)
        except Exception as error:  # noqa: BLE001  the others are wanted all the same
            failed[name] = f"{type(error).__name__}: {error}"
    return found, failed


def called(do: Callable[[], object]) -> pstats.Stats:
    """Return the profile of a call, the second one."""
    do()
    profile = cProfile.Profile()
    profile.runcall(do)
    return pstats.Stats(profile)


def run(name: str) -> pstats.Stats:
    """Return the profile of what a benchmark measures."""
    with tempfile.TemporaryDirectory() as folder:
        dump = f"--benchmark-cprofile-dump={folder}/one"
        ended = pytest(place(name), *ONCE, dump)
        made = Path(folder) / f"one-{slugify(name)}.prof"
        if not made.exists():
            raise ChildProcessError(
                f"no profile was made, and pytest ended with {ended}"
            )
        return pstats.Stats(str(made))


def started(name: str) -> pstats.Stats:
    """Return the profile of a program that a benchmark starts."""
    [(kind, words)] = re.findall(r"(\w+)\[(.*)\]", name)
    code, arguments = words, []
    if kind == "test_command":
        code = "import runpy; runpy.run_module('triage', run_name='__main__')"
        arguments = words.split()
    with tempfile.TemporaryDirectory() as folder:
        made = f"{folder}/one.prof"
        profiled = f"import cProfile; cProfile.run({code!r}, {made!r})"
        compiled = ("-X", f"pycache_prefix={folder}")
        command = [sys.executable, *compiled, "-c", profiled, *arguments]
        for _ in range(2):  # the first one compiles
            subprocess.run(command, check=True, capture_output=True)
        return pstats.Stats(made)


def by_module(stats: pstats.Stats) -> Shares:
    """Return which share of the time goes into each module, the largest first."""
    own = Counter[str]()
    for function, seconds in times(stats):
        own[module(*function)] += seconds
    whole = sum(own.values())
    return {name: seconds / whole for name, seconds in own.most_common(SHOWN)}


Function = tuple[str, int, str]


def times(stats: pstats.Stats) -> Iterator[tuple[Function, float]]:
    """Yield functions and their time; that of Python's own goes to who calls them."""
    for function, (_, _, seconds, _, callers) in stats.stats.items():
        if function[0] == "~" and not library(function[2]) and callers:
            yield from ((caller, own) for caller, (_, _, own, _) in callers.items())
        else:
            yield function, seconds


def module(file: str, _line: int, name: str) -> str:
    """Return in short where a function stands."""
    path, package = Path(file), Path(triage.__file__).parent
    if path.is_relative_to(package):
        return f"`{path.relative_to(package).with_suffix('')}`"
    if "importlib" in file:
        return "importing"
    if installed := re.search(r"site-packages/([a-z]\w*)", file):
        return installed[1]
    return library(name) or "Python itself"


def library(builtin: str) -> str:
    """Return which library a function belongs to that is not written in Python."""
    said = re.sub(r"Py(LazyFrame|DataFrame|Series|Expr)\b", "polars", builtin)
    return next((x for x in ("polars", "numpy", "pandas") if x in said), "")


def shares(profiles: dict[str, Shares]) -> defaultdict[str, str]:
    """Return in words into which modules the time of each profile goes."""
    said = {
        name: ", ".join(f"{share:.0%} {where}" for where, share in each.items())
        for name, each in profiles.items()
    }
    return defaultdict(lambda: NONE, said)
