"""DOT: every node and line, urgency without colour, any text, always the same."""

import subprocess
import sys
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from trees_for_tests import ANSWERS, built_in, throat, tree_of
from views_for_tests import HIGH, LOW, NASTY, chain, view_of

from triage.base.question import Level
from triage.base.wording import clean
from triage.diagram import draw
from triage.diagram.build import view
from triage.diagram.dot import dot
from triage.diagram.model import Mark, View
from triage.diagram.phrases import PANEL
from triage.diagram.render import render
from triage.diagram.svg import accessible
from triage.diagram.theme import FADED, PALE_LINE, colours
from triage.model.notice import DISCLAIMER

pytest.importorskip("pygraphviz")

SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture: View) -> ET.Element:
    """Return a view as Graphviz draws it."""
    svg = accessible(render(dot(picture), "svg").decode(), picture)
    return ET.fromstring(svg)  # noqa: S314  our own


def titles(root: ET.Element, kind: str) -> list[str]:
    """Return the names of the nodes or edges of a drawing."""
    groups = [g for g in root.iter(f"{SVG}g") if g.get("class") == kind]
    return [g.findtext(f"{SVG}title", "") for g in groups]


def words(element: ET.Element) -> str:
    """Return everything that is written in a drawing, in one line."""
    texts = (clean(text.text or "") for text in element.iter(f"{SVG}text"))
    return " ".join(filter(None, texts))


def group(root: ET.Element, name: str) -> ET.Element:
    """Return the drawing of a node or edge."""
    groups = root.iter(f"{SVG}g")
    return next(g for g in groups if g.findtext(f"{SVG}title") == name)


@pytest.mark.parametrize("load", [throat, lambda: built_in("back_pain")])
def test_one_node_per_node(load):
    """The drawing has one node for every node of the view, and no other."""
    picture = view(load())

    root = drawn(picture)

    assert sorted(titles(root, "node")) == sorted(node.id for node in picture.nodes)


def test_lines_lead_where_ways_lead():
    """The drawing has one line for the ways between two nodes."""
    root = drawn(view(throat()))

    assert sorted(titles(root, "edge")) == [
        "about_you → decide",
        "decide → rest",
        "decide → swab",
        "drooling → about_you",
        "drooling → ambulance",
    ]


def test_labels_say_the_answer_or_the_condition():
    """At a line stands the answer, or the condition with its number."""
    root = drawn(view(throat()))

    assert words(group(root, "drooling → ambulance")) == "yes or not sure"
    assert words(group(root, "decide → rest")).startswith("(2) days under 7")
    assert "(3) otherwise" in words(group(root, "decide → swab"))


def test_nodes_say_their_questions():
    """Questions, answers, conditions and advice stand in the step."""
    text = words(group(drawn(view(throat())), "about_you"))

    for part in (
        "How old are you?",
        "3 to 120 years",
        "○ No cough +1",
        "☐ Fever",
        "only if",
        "Advise: Keep drinking",
    ):
        assert part in text


def test_the_head_says_what_it_is():
    """Title, version, status, hash, notice and legend are on the picture."""
    tree = throat()

    text = words(drawn(view(tree)))

    assert "Sore throat" in text
    assert f"version 1.2.0 · draft · logic {tree.logic[:8]}" in text
    assert DISCLAIMER in text
    for level in ("6 of 6: Emergency care now", "1 of 6: Care at home"):
        assert f"Urgency {level}" in text
    assert "Names used in conditions" in text
    assert "score = points of cough + number of signs" in text


def test_a_part_without_ends_has_a_head_all_the_same():
    """Where no urgency occurs there is no legend; the rest of the head is drawn."""
    tree = tree_of("  one: {ask: b, go: two}\n  two: {go: rest}")

    text = words(drawn(view(tree, depth=0)))

    assert DISCLAIMER in text
    assert "Urgency" not in text


def test_a_bare_tree_has_a_short_head():
    """Without values, order or path, nothing is explained that does not occur."""
    text = words(drawn(view(chain(2))))

    assert "Names used" not in text
    assert "tried in this order" not in text
    assert "Grey" not in text
    assert "Information" not in text


def test_urgency_needs_no_colour():
    """The highest urgency has its own shape, information too; all say it in words."""
    source = dot(view_of()).splitlines()

    shapes = {
        line.split()[0]: line.partition("shape=")[2].partition(" ")[0]
        for line in source
        if "shape=" in line and "->" not in line
    }
    assert shapes["high"] == "octagon"
    assert shapes["info"] == "note"
    assert "low" not in shapes


def test_what_is_not_written_looks_unfinished():
    """Unwritten work is dashed, a cut dotted, the end has a double line."""
    lines = {line.split()[0]: line for line in dot(view_of()).splitlines()[3:]}

    assert "dashed" in lines['"todo=3A7"']
    assert "dotted" in lines['"cut=3Amore"']
    assert "peripheries=2" in lines["done"]


def test_modules_are_boxes():
    """A module is a box with its title, and lies in the one that runs it."""
    source = dot(view_of("Text"))

    outer, inner = source.index("cluster_m "), source.index('"cluster_m/n"')
    assert outer < inner < source.index('"m/n/last" [') < source.index(PANEL.split()[0])


def test_the_path_is_thick_and_ticked():
    """What was taken is thick and says so; the rest is grey."""
    tree = throat()

    root = drawn(draw(tree, decision=tree.decide(ANSWERS)).view)

    taken, left = group(root, "decide → rest"), group(root, "decide → swab")
    assert words(taken).startswith("✓ (2) days under 7")
    assert "✓" not in words(left)
    assert taken.find(f"{SVG}path").get("stroke-width") == "4"
    assert left.find(f"{SVG}path").get("stroke") == PALE_LINE
    assert "✓ 30 years" in words(group(root, "about_you"))
    assert {t.get("fill") for t in left.iter(f"{SVG}text")} == {FADED.ink}


def test_busy_ends_are_drawn_without_lines():
    """An end that many steps lead to is one node, and is named in each of them."""
    root = drawn(view(chain(30)))

    assert titles(root, "node").count("call") == 1
    assert [title for title in titles(root, "edge") if "call" in title] == []
    assert "yes → Call now (Emergency care now)" in words(group(root, "s7"))


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_are_drawn_as_they_are(text):
    """Whatever a text holds, it is drawn, whole and literally."""
    root = drawn(view_of(text))

    assert len(titles(root, "node")) == len(view_of().nodes)
    squeezed = words(group(root, "done")).replace(" ", "")
    assert squeezed == clean(text).replace(" ", "")


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.text())
def test_any_text_can_be_drawn(text):
    """No text at all breaks a drawing."""
    assert len(titles(drawn(view_of(text)), "node")) == len(view_of().nodes)


@pytest.mark.parametrize(
    "name", ["a:b", "a b", 'a"b', "a\\", "node", "%all", "é", "<i>"]
)
def test_any_id_can_be_drawn(name):
    """Ids that mean something to Graphviz are drawn like any other."""
    first, *rest = view_of().nodes
    nodes = (attrs.evolve(first, id=name), *rest)
    ways = [attrs.evolve(e, source=name) for e in view_of().edges if e.source == "ask"]

    root = drawn(view_of(nodes=nodes, edges=tuple(ways), first=name, id=name))

    assert name in titles(root, "node")
    assert f"{name} → m/page" in titles(root, "edge")


@pytest.mark.slow
def test_twice_is_the_same():
    """A view drawn twice gives the same bytes, in this process and in another."""
    code = (
        "from triage import load; from triage.diagram import draw;"
        "print(draw(load('back_pain')).dot, end='')"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            encoding="utf-8",
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in "12"
    ]

    assert runs == [draw(built_in("back_pain")).dot] * 2


def test_an_overlay_needs_no_tree():
    """Marks of any kind are drawn from the view alone."""
    nodes = tuple(
        attrs.evolve(node, mark=Mark("faded", "no case")) for node in view_of().nodes
    )

    root = drawn(view_of(nodes=nodes))

    assert words(group(root, "m/page")).startswith("2. m/page (no case)")


def test_a_legend_is_as_wide_as_its_words():
    """One level alone does not fill the width as a banner, which reads as a verdict."""
    picture = view(tree_of("  one: {ask: b, go: go_now}"))
    fill = colours(picture.legend[0], picture.scale).fill
    swatch = next(
        x for x in drawn(picture).iter(f"{SVG}polygon") if x.get("fill") == fill
    )
    across = [float(at.split(",")[0]) for at in swatch.get("points", "").split()]

    assert len(picture.legend) == 1
    assert max(across) - min(across) < 250


def test_levels_out_of_use_are_not_in_the_legend():
    """The legend shows the levels that occur, not the whole scale."""
    unused = Level("middle", "Soon", 1)

    assert "Soon" not in words(drawn(view_of(scale=(LOW, unused, HIGH))))
