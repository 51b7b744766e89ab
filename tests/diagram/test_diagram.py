"""A diagram: every format from one value, files, notebooks."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from trees_for_tests import ANSWERS, built_in, throat, tree_of

import triage
from triage.diagram import Diagram, draw, draw_map
from triage.diagram.build import view
from triage.diagram.compare import view_against
from triage.diagram.diagram import RENDERERS, refused_by
from triage.diagram.parts import joint_ways
from triage.engine.coverage import Coverage


def test_a_diagram_is_a_view_ready_to_draw():
    """What is asked of `draw` is what the view shows."""
    tree = throat()

    assert draw(tree) == Diagram(view(tree))
    assert draw(tree, against=tree) == Diagram(view_against(tree, tree))
    assert draw(tree, start="decide", depth=0) == Diagram(
        view(tree, start="decide", depth=0)
    )
    assert repr(draw(tree)) == "Diagram(view=<throat>)"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.svg", b"<svg "),
        ("a.PNG", b"\x89PNG"),
        ("a.pdf", b"%PDF-"),
        ("a.dot", b"digraph throat {"),
        ("a.b.mmd", b"---\nconfig:\n"),
        ("a.txt", b"Sore throat\n"),
    ],
)
def test_the_name_chooses_the_format(tmp_path, name, begins):
    """A file is written in the format that its name ends with."""
    if name.lower().endswith(("svg", "png", "pdf")):
        pytest.importorskip("pygraphviz")

    draw(throat()).save(tmp_path / name)
    draw(throat()).save(str(tmp_path / name))

    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_file_holds_what_the_diagram_returns():
    """Each format is the same bytes, saved or asked for."""
    pytest.importorskip("pygraphviz")
    diagram = draw(throat())
    formats = {
        ".svg": diagram.svg().encode(),
        ".png": diagram.png(),
        ".pdf": diagram.pdf(),
        ".dot": diagram.dot.encode(),
        ".mmd": diagram.mermaid().encode(),
        ".md": f"```mermaid\n{diagram.mermaid()}```\n".encode(),
        ".txt": diagram.outline().encode(),
    }

    assert [*formats] == [*RENDERERS]
    for suffix, expected in formats.items():
        diagram.save(f"t{suffix}")
        assert Path(f"t{suffix}").read_bytes() == expected


@pytest.mark.parametrize("name", ["a.svg", "a.png", "a.pdf", "a.dot", "a.mmd", "a.txt"])
def test_a_picture_replaces_nothing_else(name):
    """A tree, or whatever else has the name of a picture, stays as it is."""
    Path(name).write_text("triage: 1\nid: mine\n")

    with pytest.raises(
        triage.TriageError, match=f"^{name} is there already, and is no "
    ):
        draw(throat()).save(name)

    assert Path(name).read_text() == "triage: 1\nid: mine\n"


def test_a_full_disk_costs_no_picture(monkeypatch):
    """What cannot be written whole is not written; the message names the file."""
    draw(throat()).save("a.dot")
    before = Path("a.dot").read_bytes()

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(triage.TriageError, match=r"^a\.dot: .*No space left"):
        draw(throat()).save("a.dot")

    assert Path("a.dot").read_bytes() == before
    assert [*Path().iterdir()] == [Path("a.dot")]


@pytest.mark.parametrize("name", ["a.gif", "a", ".svg", "a.svg.zip"])
def test_other_names_are_refused(tmp_path, name):
    """A name that ends otherwise is refused, and nothing is written."""
    with pytest.raises(triage.TriageError) as refused:
        draw(throat()).save(tmp_path / name)

    assert str(refused.value) == (
        f"`{name}` does not end with one of .svg, .png, .pdf, .dot, .mmd, .md, .txt"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_shows_the_picture():
    """A notebook is given the SVG, and the outline beside it."""
    pytest.importorskip("pygraphviz")
    diagram = draw(throat())

    shown = diagram._repr_mimebundle_(include=None, exclude=None)

    assert diagram._repr_svg_() == diagram.svg()
    assert shown == {"image/svg+xml": diagram.svg(), "text/plain": diagram.outline()}


def test_threads_may_draw_at_once():
    """One diagram drawn in many threads is the same in all."""
    pytest.importorskip("pygraphviz")
    diagram = draw(throat())

    with ThreadPoolExecutor(8) as pool:
        pictures = set(pool.map(lambda _: diagram.svg(), range(16)))

    assert pictures == {diagram.svg()}


def test_importing_is_light():
    """Importing the drawing loads neither graphviz nor pygraphviz."""
    code = (
        "import sys, triage.diagram;"
        "print({'graphviz', 'pygraphviz', 'subprocess'} & set(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    assert done.stdout == b"set()\n"


def test_a_notebook_without_graphviz_shows_the_outline(monkeypatch):
    """Where nothing can draw, a notebook is given the outline alone."""
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    monkeypatch.setenv("PATH", "")
    diagram = draw(throat())

    assert diagram._repr_svg_() is None
    assert diagram._repr_mimebundle_() == {"text/plain": diagram.outline()}


def test_a_path_and_coverage_belong_to_their_tree():
    """What was decided or counted in one tree is not shown in another."""
    tree = tree_of("  one: {go: rest}")
    decision = throat().decide(ANSWERS)

    with pytest.raises(triage.TriageError, match="made with another tree"):
        draw(tree, decision=decision)
    with pytest.raises(triage.TriageError, match="of another tree"):
        draw(tree, coverage=Coverage.of(decision.tree, [decision]))


def test_one_thing_is_set_apart():
    """A picture shows one of a path, coverage and changes."""
    tree = throat()
    decision = tree.decide(ANSWERS)
    several = {
        "decision": decision,
        "coverage": Coverage.of(tree, [decision]),
        "against": tree,
    }

    for left_out in several:
        two = {key: value for key, value in several.items() if key != left_out}
        with pytest.raises(
            triage.TriageError, match="one of a decision, coverage, people and changes"
        ):
            draw(tree, **two)


THROWAWAY = """
def listing(view):
    nodes = (f"node {node.id}" for node in view.nodes)
    edges = (f"edge {edge.source} {edge.target}" for edge in view.edges)
    return "\\n".join([*nodes, *edges])
"""


def test_a_renderer_is_a_file_and_a_line(monkeypatch):
    """A renderer that is registered writes files that end as it says, from the view."""
    Path("throwaway.py").write_text(THROWAWAY)
    monkeypatch.syspath_prepend(Path.cwd())
    monkeypatch.setitem(RENDERERS, ".list", "throwaway:listing")
    tree = built_in("back_pain")

    draw(tree).save("t.list")

    lines = Path("t.list").read_text().splitlines()
    to = joint_ways(tree)
    steps = [f"node {name}" for name in tree.steps if name not in to]
    edges = [(step, way) for step, way in tree.edges if step.id not in to]
    ways = [f"edge {step.id} {to.get(way.to, way.to)}" for step, way in edges]
    assert [line for line in lines if line in steps] == steps
    assert [line for line in lines if line.startswith("edge ")] == ways


def test_what_programs_refuse_to_show_is_told():
    """Of a flowchart that nothing will show it is said how large it is."""
    diagram = draw(throat())
    few = diagram.mermaid().encode()

    assert not refused_by(diagram, ".mmd", few)
    assert "this has 50,001 and" in refused_by(diagram, ".mmd", b"x" * 50_001)
    assert "this has 50,002 and" in refused_by(diagram, ".mmd", "🤕".encode() * 25_001)
    assert not refused_by(diagram, ".svg", b"x" * 50_001)


def test_links_are_counted_as_programs_count_them(monkeypatch):
    """Links count that are written, seen or not; a way that is only named does not."""
    diagram = draw(throat())
    drawn = diagram.mermaid()
    links = len(re.findall(r"(?m)^ +\w+ (?:-->|~~~)", drawn))

    monkeypatch.setattr("triage.diagram.mermaid.MOST_LINKS", links)
    assert not refused_by(diagram, ".mmd", drawn.encode())
    monkeypatch.setattr("triage.diagram.mermaid.MOST_LINKS", links - 1)
    assert refused_by(diagram, ".mmd", drawn.encode()).endswith(f" and {links}")
    assert links != len(diagram.view.edges)


def test_a_fence_is_within_the_limits_of_a_code_host():
    """What it would not draw is refused, with what would be: a map, or a part."""
    tree = built_in("back_pain")

    with pytest.raises(
        triage.TriageError, match=r"50,000 characters.*a map, or a part"
    ):
        draw(tree).save("large.md")

    assert not Path("large.md").exists()
    draw(tree, part=2).save("part.md")
    draw_map(tree).save("map.md")
    assert Path("map.md").read_text().startswith("```mermaid\n---\nconfig:\n")


FENCE = "```mermaid\nflowchart TD\n```\n"


@pytest.mark.parametrize(
    "text",
    ["# Ours\n\n" + FENCE, FENCE + "\nOurs.\n", FENCE + "\n" + FENCE, FENCE[:-4]],
)
def test_a_page_in_markdown_is_not_drawn_over(text):
    """A file stays that is more than a flowchart, before it or behind, or less."""
    Path("README.md").write_text(text)

    with pytest.raises(triage.TriageError, match=r"README\.md"):
        draw(throat()).save("README.md")

    assert Path("README.md").read_text() == text


@pytest.mark.parametrize(
    "text", [FENCE, FENCE.replace("\n", "\r\n"), FENCE.replace("TD", "€" * 49_000)]
)
def test_a_flowchart_in_markdown_is_drawn_anew(text):
    """Whatever its letters, and whoever ended its lines, it is known as one."""
    Path("tree.md").write_bytes(text.encode())

    draw(throat()).save("tree.md")

    assert "Sore throat" in Path("tree.md").read_text()
