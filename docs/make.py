"""Write what a program can write of the docs, or check that it is fresh.

    python docs/make.py            writes it
    python docs/make.py --check    names what is stale, and then exits with 1

That is: the output under each command of a page, the pages `commands.md`, `checks.md`
and `format.md`, the lists of modules and of decisions, and the pictures.
"""

import ast
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

import triage
from triage import shapes
from triage.checks.catalogue import CATALOGUE
from triage.document import Document
from triage.drawing import draw

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"

FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
"""A file that a page shows, under its name."""

CONSOLE = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
"""Commands, each behind `$ `, with what they print."""

GENERATED = "<!-- Written by docs/make.py: change the program, not this page. -->\n"

POSITIONS = re.compile(
    r' (?:width|height|viewBox|transform|points|d|x|y|cx|cy|rx|ry)="[^"]*"'
)
"""What differs in a picture between machines with different fonts."""


# Commands and what they print


class Shell:
    """Run the commands of one page in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()
        (self.folder / "docs").symlink_to(DOCS, target_is_directory=True)
        programs = folder / "bin"
        programs.mkdir()
        command = programs / "triage"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m triage "$@"\n')
        command.chmod(0o755)
        self.env = os.environ | {
            "COLUMNS": "80",
            "LC_ALL": "C.UTF-8",
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }

    def run(self, command: str) -> str:
        """Return what a command prints."""
        done = subprocess.run(  # noqa: S602  the docs are ours
            command,
            shell=True,
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.stdout


def transcribed(page: str) -> str:
    """Return a page with the commands in it run again, in order."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder))
        for name, text in FILE.findall(page):
            (shell.folder / name).write_text(text, encoding="utf-8")
        return CONSOLE.sub(lambda match: transcript(shell, match[1]), page)


def transcript(shell: Shell, block: str) -> str:
    """Return the commands of a block, each with what it prints now."""
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)\n", block, re.MULTILINE)
    parts = []
    for command in commands:
        lines = (line.rstrip() for line in shell.run(command).splitlines())
        output = "\n".join(lines).strip("\n")
        parts.append(f"$ {command}\n" + (f"{output}\n" if output else ""))
    return "\n".join(parts)


# Pages


def commands_page() -> str:
    """Return the page with the help of every command."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder))
        main = shell.run("triage --help")
        names = re.findall(
            r"^  ([a-z]+) {2,}", main.partition("Commands:")[2], re.MULTILINE
        )
        parts = [f"{GENERATED}# Commands\n\n```\n{main}```\n"]
        for name in names:
            shown = shell.run(f"triage {name} --help")
            parts.append(f"## triage {name}\n\n```\n{shown}```\n")
        return "\n".join(parts)


CHECKS_HEAD = """\
# Checks

Everything that `triage check` can say about a tree file. Errors refuse the tree;
warnings do not, unless `--strict` is given. `triage explain T201` prints an entry of
this page.

| code | severity | finds |
|---|---|---|
"""


def checks_page() -> str:
    """Return the page with every check."""
    rows = [
        f"| [{entry.code}](#{entry.code.lower()}) "
        f"| {entry.severity} | {entry.title} |\n"
        for entry in CATALOGUE.values()
    ]
    entries = [
        f'\n## <a id="{entry.code.lower()}"></a>{entry.code}: {entry.title}\n\n'
        f"*{entry.severity}.* {entry.why}\n\n"
        f"Avoid:\n\n```yaml\n{entry.avoid.rstrip()}\n```\n\n"
        f"Prefer:\n\n```yaml\n{entry.prefer.rstrip()}\n```\n"
        for entry in CATALOGUE.values()
    ]
    return GENERATED + CHECKS_HEAD + "".join(rows + entries)


FORMAT_HEAD = """\
# The tree file, format 1

A tree file is YAML, read as text: `no` is the answer no, `1.10` is a version. Anchors,
aliases, tags, merge keys, equal keys, unknown keys and a second document are refused.
For editors there is the same format as a JSON Schema,
[`schema.json`](../triage/schema.json), which `triage schema` prints.

Keys with a `*` must be there. The words of the tables:

| word | stands for |
|---|---|
"""


def format_page() -> str:
    """Return the reference of the tree format."""
    rows = [f"| {scalar.name} | {said(scalar)} |\n" for scalar in scalars()]
    sections = [f"\n{section(record)}" for record in records()]
    return GENERATED + FORMAT_HEAD + "".join(rows + sections)


def scalars() -> tuple[shapes.Scalar, ...]:
    """Return the forms of single words and texts that the format uses, each once."""
    keys = (key for record in records() for key in shapes.keys_of(record))
    found = {scalar.name: scalar for key in keys for scalar in singles(key.shape)}
    return tuple(scalar for name, scalar in found.items() if name != "choice")


def singles(shape: shapes.Shape) -> Iterator[shapes.Scalar]:
    """Yield the forms of single words and texts that a shape names itself."""
    match shape:
        case shapes.Scalar():
            yield shape
        case shapes.Each(item) | shapes.Few(item):
            yield from singles(item)
        case shapes.Keyed(_, names):
            yield names
        case shapes.Either(mapped, listed):
            yield from singles(mapped)
            yield from singles(listed)
        case shapes.Record():
            return


def said(scalar: shapes.Scalar) -> str:
    """Return the form of a scalar; for conditions, where they are explained."""
    if scalar is shapes.CONDITION:
        return "a [condition](conditions.md), such as `fever in signs and days > 2`"
    return scalar.form


def records() -> Iterator[type[Any]]:
    """Yield the classes of the format, each once, outermost first."""
    found: dict[type[Any], None] = {Document: None}
    waiting = [Document]
    while waiting:
        for key in shapes.keys_of(waiting.pop(0)):
            for record in inside(key.shape):
                if record not in found:
                    found[record] = None
                    waiting.append(record)
    return iter(found)


def inside(shape: shapes.Shape) -> Iterator[type[Any]]:
    """Yield the classes that a shape names."""
    match shape:
        case shapes.Record(record):
            yield record
        case shapes.Each(item) | shapes.Few(item) | shapes.Keyed(item):
            yield from inside(item)
        case shapes.Either(mapped, listed):
            yield from inside(mapped)
            yield from inside(listed)
        case _:
            return


def title(record: type[Any]) -> str:
    """Return the name of a class of the format, as a heading."""
    return record.__name__.removesuffix("Entry")


def section(record: type[Any]) -> str:
    """Return the table of the keys of a class."""
    first = (record.__doc__ or "").partition("\n")[0]
    rows = "".join(
        f"| `{key.name}`{'' if not key.required else ' *'} | {form(key.shape)} "
        f"| {key.doc} |\n"
        for key in shapes.keys_of(record)
    )
    return (
        f"## {title(record)}\n\n{first}\n\n"
        f"| key | what stands there | meaning |\n|---|---|---|\n{rows}"
    )


def form(shape: shapes.Shape, *, many: bool = False) -> str:
    """Return what may stand at a place, in words for a table."""
    match shape:
        case shapes.Scalar(name):
            if name == "choice":
                return shape.form.removeprefix("one of ").replace("|", "\\|")
            return f"{name}s" if many else name
        case shapes.Each(item):
            return f"list of {form(item, many=True)}"
        case shapes.Few(item):
            return f"{form(item)}, or a list of {form(item, many=True)}"
        case shapes.Record(record, short):
            link = f"[{title(record)}](#{title(record).lower()})"
            if not short:
                return link
            keys = {key.name: key for key in shapes.keys_of(record)}
            return f"{form(keys[short].shape)} or {link}"
        case shapes.Keyed(item, names):
            return f"mapping: {names.name} to {form(item)}"
        case shapes.Either(mapped, listed):
            return f"{form(mapped)}; or {form(listed)}"


# Lists

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
    lines = []
    for name in layers["triage"]:
        path = ROOT / "triage" / name
        if path.is_dir():
            lines.append(f"- **{name}/** {sentence(path / '__init__.py')}")
            lines += [
                f"  - **{inner}** {sentence(path / f'{inner}.py')}"
                for inner in layers[f"triage.{name}"]
            ]
        else:
            lines.append(f"- **{name}** {sentence(path.with_suffix('.py'))}")
    return "\n".join([*lines, ""])


def sentence(path: Path) -> str:
    """Return the first sentence of the docstring of a module."""
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first = doc.partition("\n\n")[0].replace("\n", " ").replace("``", "`")
    return f"{first.rstrip('.')}."


DECISIONS_HEAD = """\
# Decisions

Choices that are not obvious from the code, each with its context and its price.

"""


def decisions_page() -> str:
    """Return the page that lists the decisions."""
    rows = []
    for path in sorted((DOCS / "decisions").glob("0*.md")):
        heading = path.read_text(encoding="utf-8").partition("\n")[0]
        number, _, name = heading.removeprefix("# ").partition(" ")
        rows.append(f"{int(number)}. [{name}]({path.name})\n")
    return GENERATED + DECISIONS_HEAD + "".join(rows)


# Pictures


@attrs.frozen
class Picture:
    """Hold a picture whose positions do not count."""

    text: str

    @property
    def facts(self) -> str:
        """The picture without positions and sizes, which depend on the fonts."""
        return POSITIONS.sub("", self.text)


def pictures() -> Iterator[tuple[Path, Picture]]:
    """Yield the pictures with the files they belong in."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    small = triage.loads(dict(FILE.findall(readme))["sore_throat.yaml"])
    yield DOCS / "pictures" / "sore_throat.svg", Picture(draw(small).svg())
    tree = triage.load("back_pain")
    case = json.loads((DOCS / "examples" / "case.json").read_text(encoding="utf-8"))
    drawn = draw(tree, decision=tree.decide(case), start="feelings", depth=2)
    yield DOCS / "pictures" / "back_pain.svg", Picture(drawn.svg())


# Writing and checking


def products() -> Iterator[tuple[Path, str | Picture]]:
    """Yield every file that this program writes, with what belongs in it."""
    yield DOCS / "commands.md", commands_page()
    yield DOCS / "checks.md", checks_page()
    yield DOCS / "format.md", format_page()
    yield DOCS / "decisions" / "README.md", decisions_page()
    yield from pictures()
    for path in [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]:
        page = path.read_text(encoding="utf-8")
        if CONSOLE.search(page) or MODULES.search(page):
            yield path, transcribed(with_modules(page))


def stale(path: Path, wanted: str | Picture) -> str:
    """Return how a file differs from what belongs in it; nothing when it is fresh."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if isinstance(wanted, Picture):
        text, wanted = Picture(text).facts, wanted.facts
    name = str(path.relative_to(ROOT))
    lines = difflib.unified_diff(
        text.splitlines(), wanted.splitlines(), name, f"{name}, fresh", lineterm="", n=1
    )
    return "\n".join(list(lines)[:40])


def main(arguments: list[str]) -> int:
    """Write what is stale, or with `--check` only name it."""
    failed = False
    for path, wanted in products():
        difference = stale(path, wanted)
        if not difference:
            continue
        failed = True
        if "--check" in arguments:
            print(f"{difference}\n")
        else:
            path.parent.mkdir(exist_ok=True)
            text = wanted.text if isinstance(wanted, Picture) else wanted
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    if failed and "--check" in arguments:
        print("stale: run `python docs/make.py`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
