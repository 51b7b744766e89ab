"""The list of modules, in reading order."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from making.places import ROOT

__all__ = ["MODULES", "with_modules"]

MODULES = re.compile(r"(?<=<!-- modules -->\n).*(?=<!-- end of modules -->)", re.DOTALL)


def with_modules(page: str) -> str:
    """Return a page with its list of modules made again."""
    return MODULES.sub(lambda _: module_list(), page)


def module_list() -> str:
    """Return every module in reading order with the first sentence of its docstring."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = {
        container: [
            name
            for layer in reversed(contract["layers"])
            for name in layer.split(" | ")
        ]
        for contract in config["tool"]["importlinter"]["contracts"]
        for container in contract.get("containers", ())
    }
    return "\n".join([*entries("triage", layers, ""), ""])


def entries(package: str, layers: dict[str, list[str]], indent: str) -> Iterator[str]:
    """Yield an entry for each module of a package, those of a folder below it."""
    for name in layers[package]:
        path, inner = ROOT.joinpath(*package.split("."), name), f"{package}.{name}"
        if path.is_dir():
            yield f"{indent}- **{name}/** {sentence(path / '__init__.py')}"
            yield from entries(inner, layers, f"{indent}  ")
        else:
            yield f"{indent}- **{name}** {sentence(path.with_suffix('.py'))}"


def sentence(path: Path) -> str:
    """Return the first sentence of the docstring of a module."""
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first = doc.partition("\n\n")[0].replace("\n", " ").replace("``", "`")
    return f"{first.rstrip('.')}."
