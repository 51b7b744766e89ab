"""Runtime: the engine for browsers, which is written in JavaScript."""

import re
from pathlib import Path

FOLDER = Path(__file__).with_name("javascript")

MODULES = (
    *("numbers", "days", "words", "walk", "nodes", "answers", "hash", "reading"),
    *("kept", "record", "session", "tree"),
)
"""What the runtime is made of, each behind those that it uses."""

IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
EXPORT = re.compile(r"^export (?=[a-z])", re.MULTILINE)


def runtime_path() -> Path:
    """Return where ``runtime.js`` is: a module that runs programs in a browser.

    It imports the modules beside it, so it is its folder that is copied or served.

    >>> runtime_path().name
    'runtime.js'
    """
    return FOLDER / "runtime.js"


def runtime_text() -> str:
    """Return the runtime as one module that imports nothing.

    A page that is opened as a file cannot import: it has this in a script of its own.

    >>> runtime_text().splitlines()[-1]
    'export { AnswerError, ProgramError, RecordError, load };'
    """
    parts = (
        FOLDER.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in MODULES
    )
    found = "\n".join(EXPORT.sub("", IMPORT.sub("", part)) for part in parts)
    return f"{found}\nexport {{ AnswerError, ProgramError, RecordError, load }};\n"
