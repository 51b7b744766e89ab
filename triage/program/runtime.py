"""Runtime: the engine for browsers, which is written in JavaScript."""

import re
from collections.abc import Iterable
from pathlib import Path

from triage.base.pattern import pattern

FOLDER = Path(__file__).with_name("javascript")

MODULES = (
    *("numbers", "days", "words", "speech", "walk", "nodes", "answers", "hash"),
    *("reading", "kept", "record", "session", "tree"),
)
"""What the runtime is made of, each behind those that it uses."""

NAMES = "{ AnswerError, ProgramError, RecordError, load }"
"""What it offers."""

IMPORT = pattern(r"^import [^;]*;\n", re.MULTILINE)
EXPORT = pattern(r"^export (?=[a-z])", re.MULTILINE)
COMMENT = pattern(r"/\*\*[\s\S]*?\*/ ?|^\s*//.*", re.MULTILINE)
BLANK = pattern(r"^\s+", re.MULTILINE)


def runtime_path() -> Path:
    """Return where ``runtime.js`` is: a module that runs programs in a browser.

    It imports the modules beside it, so it is its folder that is copied or served.

    >>> runtime_path().name
    'runtime.js'
    """
    return FOLDER / "runtime.js"


def runtime_text() -> str:
    """Return the runtime as one module that imports nothing.

    A page that is opened as a file cannot import: it has this in a script of its own,
    and uses these names of it; no others are taken.

    >>> runtime_text().splitlines()[-1]
    'export { AnswerError, ProgramError, RecordError, load };'
    """
    inside = inside_of(FOLDER, MODULES)
    return (
        f"const {NAMES} = (() => {{\n{inside}return {NAMES};\n}})();\nexport {NAMES};\n"
    )


def inside_of(folder: Path, modules: Iterable[str]) -> str:
    """Return modules one behind the other, as they stand within one function."""
    files = (folder / f"{name}.js" for name in modules)
    parts = (file.read_text(encoding="utf-8") for file in files)
    return "\n".join(EXPORT.sub("", IMPORT.sub("", part)) for part in parts)


def bare(text: str) -> str:
    r"""Return a script without its comments and the blanks before its lines.

    >>> bare("/** A sum. */\nfunction f() {\n  // one\n  return 1;\n}\n")
    'function f() {\nreturn 1;\n}\n'
    """
    return BLANK.sub("", COMMENT.sub("", text))
