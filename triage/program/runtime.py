"""Runtime: the engine for browsers, a file beside this one."""

from pathlib import Path


def runtime_path() -> Path:
    """Return where ``runtime.js`` is: one module of JavaScript that runs programs.

    >>> runtime_path().name
    'runtime.js'
    """
    return Path(__file__).with_suffix(".js")
