"""Graphviz: DOT as an image, by the library that brings it along, or by its program."""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Literal, TypeAlias

from triage.base.exceptions import MissingExtra, TriageError
from triage.diagram.ascii_fallback import in_ascii
from triage.diagram.dot import dot as dot_of
from triage.diagram.model import View

Form: TypeAlias = Literal["svg", "png", "pdf"]

Drawer: TypeAlias = Callable[[str, str], bytes]  # of DOT, and a format of Graphviz

STDERR = 2
LOCK = threading.Lock()
"""Graphviz draws one picture at a time, and standard error is of the whole process."""

DATE = re.compile(rb"/CreationDate \(D:\d{14}")
NO_DATE = b"/CreationDate (D:20000101000000"

INSTALL = (
    "drawing needs Graphviz, which is not here: "
    'pip install "triage-trees[draw]", or install the program `dot`'
)


def png(view: View) -> bytes:
    return render(dot_of(view), "png")


def pdf(view: View) -> bytes:
    return render(dot_of(view), "pdf")


def render(dot: str, form: Form) -> bytes:
    """Return a picture; equal DOT gives equal bytes.

    Raises:
        MissingExtra: Neither pygraphviz nor a ``dot`` program is here.
        TriageError: Graphviz failed, or a PDF was asked of a machine without fonts.
    """
    draw = drawer()
    if form == "svg" or has_fonts(draw):
        return DATE.sub(NO_DATE, draw(dot, form), count=1)
    if form == "png":
        return draw(in_ascii(dot), "png:gd")
    raise TriageError("a PDF needs fonts, and this machine has none: draw an SVG")


def drawer() -> Drawer:
    try:
        import pygraphviz  # noqa: F401, PLC0415  an extra
    except ImportError:
        if shutil.which("dot") is None:
            raise MissingExtra(INSTALL) from None
        return by_program
    return by_library


def by_library(dot: str, form: str) -> bytes:
    import pygraphviz  # noqa: PLC0415  an extra

    with LOCK, calm_fonts():
        try:
            graph = pygraphviz.AGraph(string=dot)
            drawn: bytes = graph.draw(format=form, prog="dot")
        except (ValueError, OSError) as error:
            raise failed(str(error)) from None
    return drawn


@contextmanager
def calm_fonts() -> Iterator[None]:
    """Hold back what the font library says about the settings of the machine.

    A reader would take it for a failure of the drawing. The library is called by
    Graphviz inside this process and writes to the file descriptor itself, past
    ``sys.stderr``, so that is what is turned aside; whatever else was written
    meanwhile is passed on.
    """
    try:
        saved = os.dup(STDERR)
    except OSError:  # nobody listens
        yield
        return
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), STDERR)
        try:
            yield
        finally:
            os.dup2(saved, STDERR)
            os.close(saved)
            held.seek(0)
            rest = [line for line in held if not line.startswith(b"Fontconfig ")]
            os.write(STDERR, b"".join(rest))


def by_program(dot: str, form: str) -> bytes:
    command = [shutil.which("dot") or "dot", f"-T{form}"]
    try:
        return subprocess.run(  # noqa: S603  our own DOT, on its standard input
            command, input=dot.encode(), capture_output=True, check=True
        ).stdout
    except subprocess.CalledProcessError as error:
        raise failed(error.stderr.decode(errors="replace")) from None
    except OSError as error:
        raise failed(str(error)) from None


def failed(message: str) -> TriageError:
    first = message.split("\n", maxsplit=1)[0]
    return TriageError(f"Graphviz could not draw this: {first}")


@cache
def has_fonts(draw: Drawer) -> bool:
    """Whether letters look different: without fonts, all are the same empty box."""
    first, second = (draw(f"graph {{ {letter} }}", "png") for letter in "IO")
    return first != second
