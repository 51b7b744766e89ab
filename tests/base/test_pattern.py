"""Patterns: compiled when they are first used, and right from the start."""

import re
from importlib import import_module
from pathlib import Path

import triage
from triage.base.pattern import pattern

ROOT = Path(triage.__file__).parent


def test_a_pattern_is_compiled_by_its_first_use(monkeypatch):
    """Nothing is compiled before, and nothing twice."""
    compiled = []
    compile_ = re.compile
    monkeypatch.setattr(re, "compile", lambda *a: compiled.append(a) or compile_(*a))
    word = pattern("[a-z]+", re.IGNORECASE)

    assert (word.pattern, compiled) == ("[a-z]+", [])
    assert word.fullmatch("Fever")[0] == "Fever"
    assert word.fullmatch("fever") is not word.fullmatch("1")
    assert compiled == [("[a-z]+", re.IGNORECASE)]


def test_every_pattern_is_one():
    """A mistake in a pattern is found here, and not when it is first used."""
    using = [path for path in ROOT.rglob("*.py") if "= pattern(" in path.read_text()]
    names = [
        ".".join(path.relative_to(ROOT.parent).with_suffix("").parts) for path in using
    ]
    found = [
        one
        for name in names
        for one in vars(import_module(name)).values()
        if type(one) is pattern
    ]

    assert all(one.flags is not None for one in found)
    assert len(found) >= len(names) > 10
