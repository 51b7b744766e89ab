"""What the code of the package says to people, as far as it is written there."""

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import triage

PACKAGE = Path(triage.__file__).parent
SAID = re.compile(r'\bsay\(\s*"([^"]+)"')


def phrases() -> set[str]:
    """Return every phrase that modules, templates and scripts of the package say."""
    found = set[str]()
    for path in PACKAGE.rglob("*.py"):
        found |= {*in_module(path)}
    for path in [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.js")]:
        found |= {*SAID.findall(path.read_text("utf-8"))}
    return found


def in_module(path: Path) -> Iterator[str]:
    """Yield what a module says by itself or by a constant that it knows."""
    code = path.read_text("utf-8")
    if "say(" not in code:
        return
    names = path.relative_to(PACKAGE.parent).with_suffix("").parts
    module = import_module(".".join(names).removesuffix(".__init__"))
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and is_say(node.func) and node.args:
            yield from texts(node.args[0], module)


def is_say(node: ast.expr) -> bool:
    """Whether something is called that says a phrase."""
    return getattr(node, "attr", getattr(node, "id", "")) == "say"


def texts(node: ast.expr, module: object) -> Iterator[str]:
    """Yield the phrases that an argument can be."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from texts(body, module)
            yield from texts(other, module)
        case ast.Name(id=name):
            found = getattr(module, name, "")
            yield from [found] if isinstance(found, str) and found else []
        case ast.Subscript(value=ast.Name(id=name)):
            found = getattr(module, name, ())
            yield from found.values() if isinstance(found, Mapping) else found
        case ast.Attribute(attr=name, value=ast.Name(id=of)):
            found = getattr(getattr(module, of, None), name, "")
            yield from [found] if isinstance(found, str) and found else []
