"""Graphviz: DOT as an image, by the library that brings it along, or by its program."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import IO, Literal, TypeAlias

from triage.base.exceptions import MissingExtra, TriageError
from triage.base.limits import LIMITS
from triage.base.pattern import pattern
from triage.diagram.ascii_fallback import in_ascii
from triage.diagram.dot import dot as dot_of
from triage.diagram.fonts import refuse_boxes
from triage.diagram.model import SCREEN, View

Form: TypeAlias = Literal["svg", "png", "pdf"]

Drawer: TypeAlias = Callable[[str, str], bytes]  # of DOT, and a format of Graphviz

STDERR = 2
LOCK = threading.Lock()
"""Graphviz draws one picture at a time, and standard error is of the whole process."""

if hasattr(os, "register_at_fork"):  # pragma: no branch  none is forked amid a picture
    os.register_at_fork(
        before=LOCK.acquire,
        after_in_parent=LOCK.release,
        after_in_child=LOCK.release,
    )

DATE = pattern(rb"/CreationDate \(D:\d{14}")
NO_DATE = b"/CreationDate (D:20000101000000"

INSTALL = (
    "drawing needs Graphviz, which is not here: "
    'pip install "triage-trees[draw]", or install the program `dot`'
)


POINTS = 72
"""The points of an inch, in which Graphviz measures."""

SIZE = pattern(rb'<svg width="(\d+)pt" height="(\d+)pt"')

INSTEAD = "draw an SVG, or parts with --parts"


def png(view: View, dpi: int = SCREEN) -> bytes:
    if dpi < 1:
        raise TriageError(f"{dpi} pixels an inch are none: give 1 or more")
    source = drawable(view)
    return render(source if dpi == SCREEN else with_dpi(source, dpi), "png", dpi)


def with_dpi(dot: str, dpi: int) -> str:
    """Return DOT for a finer picture; the first brace is that of the graph."""
    return dot.replace("{", f"{{\n\tgraph [dpi={dpi}]", 1)


def drawable(view: View) -> str:
    """Return a view as DOT, if it can be laid out in a while; nothing stops that.

    Raises:
        TriageError: It has too many boxes and arrows.
    """
    parts = len(view.nodes) + len(view.edges)
    if parts > LIMITS.picture_parts:
        raise TriageError(
            f"the picture has {parts:,} boxes and arrows, more than the "
            f"{LIMITS.picture_parts:,} that can be laid out: draw parts with --parts, "
            "a map with --map, or an outline"
        )
    return dot_of(view)


def refuse_large(drawn: bytes, dpi: int) -> None:
    """Refuse the PNG of an SVG that would take all memory, or be shrunk to a thread.

    Raises:
        TriageError: It would be too large.
    """
    if size := SIZE.search(drawn):
        wide, high = (round(int(points) * dpi / POINTS) for points in size.groups())
        side, pixels = LIMITS.picture_side, LIMITS.picture_pixels
        if max(wide, high) > side or wide * high > pixels:
            raise TriageError(
                f"a PNG of this would have {wide:,} by {high:,} pixels, too many to "
                f"be looked at: {INSTEAD}"
            )


def render(dot: str, form: Form, dpi: int = SCREEN) -> bytes:
    """Return a picture; equal DOT gives equal bytes, but for the ids of links.

    Raises:
        MissingExtra: Neither pygraphviz nor a ``dot`` program is here.
        TriageError: Graphviz failed, a PNG would be too large, fonts lack letters of
            a PNG or PDF, or a PDF was asked of a machine without fonts.
    """
    draw = drawer()
    if form == "png":
        refuse_large(draw(dot, "svg"), dpi)
    if form != "svg" and not has_fonts(draw):
        return without_fonts(draw, dot, form)
    if form != "svg":
        refuse_boxes(dot, "draw an SVG, for which readers use their own fonts")
    return DATE.sub(NO_DATE, draw(dot, form), count=1)


def without_fonts(draw: Drawer, dot: str, form: Form) -> bytes:
    """Return a PNG in the letters that Graphviz has itself, in plain signs.

    Raises:
        TriageError: A PDF was asked for, which has no such letters.
    """
    if form == "png":
        return draw(in_ascii(dot), "png:gd")
    raise TriageError("a PDF needs fonts, and this machine has none: draw an SVG")


def drawer() -> Drawer:
    try:
        with LOCK:  # a module half imported could not be had in a child
            import pygraphviz  # noqa: F401, PLC0415  an extra
    except ImportError:
        if shutil.which("dot") is None:
            raise MissingExtra(INSTALL) from None
        return by_program
    return by_library


def by_library(dot: str, form: str) -> bytes:
    import pygraphviz  # noqa: PLC0415  an extra

    try:
        with LOCK, calm_fonts(), memory() as text:
            text.write(dot.encode())
            text.seek(0)
            graph = pygraphviz.AGraph()
            graph.read(text)
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
    with memory() as held:
        try:
            saved = os.dup(STDERR)
        except OSError:  # nobody listens
            yield
            return
        os.dup2(held.fileno(), STDERR)
        try:
            yield
        finally:
            os.dup2(saved, STDERR)
            os.close(saved)
            held.seek(0)
            rest = [line for line in held if not line.startswith(b"Fontconfig ")]
            with suppress(OSError):
                os.write(STDERR, b"".join(rest))


def memory() -> IO[bytes]:
    """Return a file in memory, or a temporary one where there are none in memory."""
    if sys.platform == "linux":  # where a container may have no place for files
        return os.fdopen(os.memfd_create("stderr"), "w+b")
    return tempfile.TemporaryFile()  # pragma: no cover


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
