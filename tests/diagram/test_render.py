"""Drawing with the library, with the program, without fonts, and with neither."""

import os
import subprocess
import sys
import tempfile

import attrs
import pytest
from trees_for_tests import throat

import triage
from triage.base.limits import LIMITS
from triage.diagram import draw, render as rendering
from triage.diagram.ascii_fallback import in_ascii

DOT = 'digraph { a -> b [label="x"] }'

SCRIPT = """#!{python}
import sys
form = sys.argv[1].removeprefix("-T")
sys.stdout.write(form + " of " + sys.stdin.read())
"""

FAILING = """#!{python}
import sys
sys.exit("Error: no layout\\nmore")
"""

WITHOUT = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "pygraphviz":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refuse())
import triage
from triage.diagram import draw
diagram = draw(triage.load("back_pain"))
"""


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Return a function that puts a program named dot on the path, and no other."""
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(text: str) -> None:
        (tmp_path / "dot").write_text(text.format(python=sys.executable))
        (tmp_path / "dot").chmod(0o755)

    return put


@pytest.mark.parametrize(
    ("form", "begins"),
    [("svg", b"<?xml"), ("png", b"\x89PNG\r\n"), ("pdf", b"%PDF-")],
)
def test_the_library_draws_every_format(form, begins):
    """With pygraphviz, SVG, PNG and PDF need no program; twice is the same bytes."""
    pytest.importorskip("pygraphviz")

    first, second = rendering.render(DOT, form), rendering.render(DOT, form)

    assert first.startswith(begins)
    assert first == second


def test_a_pdf_has_no_date():
    """A PDF does not say when it was made, so that equal pictures are equal files."""
    pytest.importorskip("pygraphviz")

    assert b"/CreationDate (D:20000101000000" in rendering.render(DOT, "pdf")


def test_a_png_has_as_many_pixels_as_are_wished():
    """Twice as many an inch are twice as many from side to side."""
    pytest.importorskip("pygraphviz")
    picture = draw(throat())

    def wide(drawn):
        return int.from_bytes(drawn[16:20], "big")

    assert wide(picture.png(200)) == pytest.approx(2 * wide(picture.png(100)), abs=2)
    assert picture.png(96) == picture.png()
    with pytest.raises(triage.TriageError, match="give 1 or more"):
        picture.png(0)
    with pytest.raises(triage.TriageError, match="too many to be looked at"):
        picture.png(9_000)


def test_what_graphviz_refuses_is_an_error(capfd):
    """When Graphviz cannot read DOT, its words are passed on as our error."""
    pytest.importorskip("pygraphviz")

    with pytest.raises(triage.TriageError, match="could not draw this"):
        rendering.render("digraph {", "svg")

    capfd.readouterr()


def test_the_program_is_the_second_choice(program):
    """Without pygraphviz, the program `dot` draws."""
    program(SCRIPT)

    assert rendering.render(DOT, "svg") == f"svg of {DOT}".encode()


def test_the_program_may_fail(program):
    """When `dot` fails, the first line of its message is passed on."""
    program(FAILING)

    with pytest.raises(triage.TriageError) as failed:
        rendering.render(DOT, "svg")

    assert str(failed.value) == "Graphviz could not draw this: Error: no layout"


def test_the_program_may_not_start(program):
    """When `dot` cannot be started, that is our error too."""
    program("#!/no/such/interpreter\n")

    with pytest.raises(triage.TriageError, match="could not draw this"):
        rendering.render(DOT, "svg")


@pytest.mark.usefixtures("program")
def test_without_either_one_line_says_what_to_install():
    """Without pygraphviz and `dot`, the error is one line that names both."""
    with pytest.raises(triage.MissingExtra) as missing:
        rendering.render(DOT, "svg")

    message = str(missing.value)
    assert 'pip install "triage-trees[draw]"' in message
    assert "`dot`" in message
    assert "\n" not in message


def run(code: str, **env: str) -> str:
    """Return what a fresh interpreter without pygraphviz and programs prints."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT + code],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={"PATH": "", "PYTHONIOENCODING": "utf-8", **env},
    ).stdout


def test_a_fresh_interpreter_without_graphviz_draws_texts():
    """Where nothing can draw, DOT, Mermaid and the outline still work."""
    code = "print(diagram.dot[:7], diagram.mermaid()[:3], diagram.outline()[:9])"

    assert run(code) == "digraph --- Back pain\n"


def test_a_fresh_interpreter_without_graphviz_says_what_to_install():
    """Where nothing can draw, SVG, PNG and PDF each say what to install."""
    code = """
for make in (diagram.svg, diagram.png, diagram.pdf):
    try:
        make()
    except triage.MissingExtra as missing:
        print(missing)
"""

    lines = run(code).splitlines()

    assert len(lines) == 3
    assert {'pip install "triage-trees[draw]"' in line for line in lines} == {True}


def test_a_notebook_without_graphviz_shows_text():
    """Where nothing can draw, a notebook shows the outline."""
    code = "print(diagram._repr_svg_(), *diagram._repr_mimebundle_())"

    assert run(code) == "None text/plain\n"


# Fonts


def test_a_machine_with_fonts_is_known():
    """Where letters look different, there are fonts."""
    different = lambda dot, _form: dot.encode()  # noqa: E731

    assert rendering.has_fonts(different)


def without_fonts(dot: str, form: str) -> bytes:
    """Draw as on a machine where all letters look the same."""
    return f"{form} of {dot}".encode() if form != "png" else b"boxes"


def test_without_fonts_a_png_uses_the_letters_of_graphviz(monkeypatch):
    """Without fonts, a PNG is drawn with Graphviz's own letters, in plain signs."""
    monkeypatch.setattr(rendering, "drawer", lambda: without_fonts)

    assert rendering.render("✓ Müll", "png") == b"png:gd of [x] Mull"
    assert rendering.render("✓ Müll", "svg") == "svg of ✓ Müll".encode()


def test_without_fonts_there_is_no_pdf(monkeypatch):
    """Without fonts, a PDF would be empty boxes: an SVG is offered instead."""
    monkeypatch.setattr(rendering, "drawer", lambda: without_fonts)

    with pytest.raises(triage.TriageError, match="has none: draw an SVG"):
        rendering.render(DOT, "pdf")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have fonts")
def test_a_real_machine_without_fonts_draws_a_png(tmp_path):
    """With an empty font folder, a PNG is drawn, and it is not the boxes."""
    pytest.importorskip("pygraphviz")
    config = tmp_path / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{tmp_path}/none</dir></fontconfig>"
    )
    code = """
import triage
from triage.diagram import draw
from triage.diagram.render import by_library, has_fonts
diagram = draw(triage.load("back_pain"), depth=1)
print(has_fonts(by_library), diagram.png() == by_library(diagram.dot, "png"))
"""

    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
    )

    assert done.stdout == "False False\n"


def test_bare_texts_are_ascii():
    """Signs become their likeness, accents go, and what is left is a question mark."""
    text = in_ascii(draw(throat()).dot + "“é” \N{EN DASH} ☐ ○ → … · 🤕")

    assert text.isascii()
    assert text.endswith("&quot;e&quot; - [ ] ( ) -> ... - ?")
    assert "rounded" not in text


def test_the_font_library_is_not_heard(capfd):
    """What the font library says is held back; all else written meanwhile is not."""
    with rendering.calm_fonts():
        os.write(2, b"Fontconfig warning: no such thing\nthe disk is full\n")

    assert capfd.readouterr().err == "the disk is full\n"


def test_standard_error_may_be_full(monkeypatch):
    """That nothing can be said on standard error is no failure of the drawing."""

    def full(_handle, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)

    assert b"<svg" in rendering.render(DOT, "svg")


@pytest.mark.skipif(sys.platform != "linux", reason="others have no files in memory")
def test_drawing_needs_no_folder_for_temporary_files(monkeypatch):
    """A machine on which nothing can be written draws all the same."""
    monkeypatch.setattr(tempfile, "TemporaryFile", None)
    monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")

    for form in ("svg", "png", "pdf"):
        assert rendering.render(DOT, form)


FORKED = """
import os, signal, threading
from triage.diagram.render import render
dot = 'digraph { a -> b [label="x"] }'
stop = threading.Event()
def draw():
    while not stop.is_set():
        render(dot, "svg")
thread = threading.Thread(target=draw)
thread.start()
children = []
for _ in range(20):
    child = os.fork()
    if not child:
        signal.alarm(120)
        os._exit(b"<svg" not in render(dot, "svg"))
    children.append(child)
stop.set()
thread.join()
print({os.waitpid(child, 0)[1] for child in children})
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_child_can_draw_though_its_parent_was_drawing():
    """A process is forked between pictures: what Graphviz has is whole in the child."""
    pytest.importorskip("pygraphviz")

    done = subprocess.run(
        [sys.executable, "-c", FORKED], capture_output=True, text=True, check=True
    )

    assert done.stdout == "{0}\n"


def test_a_picture_that_cannot_be_laid_out_is_refused_at_once(monkeypatch):
    """Boxes and arrows have a limit, which the message says with what to do."""
    monkeypatch.setattr(rendering, "LIMITS", attrs.evolve(LIMITS, picture_parts=5))
    diagram = draw(throat())

    for make in (diagram.svg, diagram.png, diagram.pdf):
        with pytest.raises(triage.TriageError, match="more than the 5 that can be"):
            make()
    assert diagram.outline()


@pytest.mark.parametrize("few", [{"picture_side": 20}, {"picture_pixels": 400}])
def test_a_png_that_nobody_can_look_at_is_refused(monkeypatch, few):
    """A PNG has so many pixels at most, and is never shrunk."""
    pytest.importorskip("pygraphviz")
    assert rendering.render(DOT, "png")
    monkeypatch.setattr(rendering, "LIMITS", attrs.evolve(LIMITS, **few))

    with pytest.raises(triage.TriageError, match="draw an SVG, or parts with --parts"):
        rendering.render(DOT, "png")
    assert rendering.render(DOT, "svg")


def test_a_closed_standard_error_is_no_hindrance(monkeypatch):
    """A program without a standard error draws all the same."""
    monkeypatch.setattr(rendering, "STDERR", 12345)

    assert b"<svg" in rendering.render(DOT, "svg")
