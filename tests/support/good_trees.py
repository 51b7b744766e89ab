"""The good trees: together they use all of the format, and nothing is said of them."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

import triage

GOOD = Path(__file__).parents[1] / "trees" / "good"
FILES = sorted(path.name for path in GOOD.glob("*.yaml"))
MODULES = sorted(path.name for path in (GOOD / "modules").glob("*.yaml"))

TODAY = date(2026, 11, 22)
"""The day on which sources and reviews are judged as stale or not."""


def good_tree(name: str) -> triage.Tree:
    """Return a good tree by the name of its file."""
    return triage.load(GOOD / name)


def as_json(path: Path) -> Any:
    """Return a tree file as an editor reads it: YAML 1.2, with string keys."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return value(yaml.compose(text, Loader=yaml.CSafeLoader))


def value(node: yaml.Node) -> Any:
    """Return what a node says, by the core schema of YAML 1.2."""
    if isinstance(node, yaml.MappingNode):
        return {word(key): value(child) for key, child in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value(item) for item in node.value]
    if node.style is not None:
        return node.value
    if node.value in ("", "~", "null"):
        return None
    if node.value in ("true", "false"):
        return node.value == "true"
    for number in (int, float):
        try:
            return number(node.value)
        except ValueError:
            pass
    return node.value


def word(node: yaml.Node) -> str:
    """Return a key as a string."""
    return node.value if isinstance(node, yaml.ScalarNode) else repr(node.value)
