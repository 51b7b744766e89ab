"""Mermaid: a chart that its parser takes, whatever the texts are."""

import re

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from trees_for_tests import ANSWERS, built_in, throat, tree_of
from views_for_tests import NASTY, chain, view_of

from triage.base.wording import clean
from triage.diagram import draw
from triage.diagram.build import view
from triage.diagram.mermaid import escaped, mermaid
from triage.diagram.model import Mark
from triage.model.notice import DISCLAIMER

LABEL = r'''"((?:[^"#;<>&{}\[\]|`\\%*~$@^=+:./_-]|[.:](?= |<br/>|")|#\d+;|<br/>)+)"'''
"""A quoted text: no character that means something, entities and breaks excepted."""

STYLE = r"[a-z-]+:[#0-9a-z ]+(?:,[a-z-]+:[#0-9a-z ]+)*"

STATEMENTS = {
    "title": r"accTitle: [^\n#;{}]*",
    "description": r"accDescr: [^\n#;{}]*",
    "node": rf"(n\d+|about|names)(\[|\(\[|\(|>|\{{\{{){LABEL}(\]|\]\)|\)|\}}\}})",
    "open": rf"subgraph (g\d+|panel)\[{LABEL}\]",
    "close": r"end",
    "arrow": rf"(n\d+) -->(?:\|{LABEL}\|)? (n\d+)",
    "hidden": r"(\w+) ~~~ (\w+)",
    "define": rf"classDef ([a-z0-9]+) {STYLE}",
    "class": r"class (\w+(?:,\w+)*) ([a-z0-9]+)",
    "lines": rf"linkStyle (\d+(?:,\d+)*) {STYLE}",
}
"""Every statement that a chart may have."""


def parse(text: str) -> list[tuple[str, re.Match[str]]]:
    """Return the statements of a chart; every line must be one."""
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    assert head == "config:\n  flowchart:\n    wrappingWidth: 640"
    first, *lines = body.splitlines()
    assert first == "flowchart TD"
    return [statement(line.strip(" ")) for line in lines]


def statement(line: str) -> tuple[str, re.Match[str]]:
    """Return what kind of statement a line is."""
    for kind, pattern in STATEMENTS.items():
        match = re.fullmatch(pattern, line)
        if match:
            return kind, match
    raise AssertionError(line)


def found(text: str, wanted: str) -> list[re.Match[str]]:
    """Return the statements of one kind."""
    return [match for kind, match in parse(text) if kind == wanted]


def plain(label: str) -> str:
    """Return a label as it is shown."""
    shown = label.replace("<br/>", " ").replace("\N{NO-BREAK SPACE}", "")
    shown = shown.replace("\N{REVERSE SOLIDUS OPERATOR}", "\\")
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), shown)


def labels(text: str) -> dict[str, str]:
    """Return what is written in the nodes, by id."""
    return {match[1]: plain(match[3]) for match in found(text, "node")}


@pytest.mark.parametrize("load", [throat, lambda: built_in("back_pain")])
def test_one_node_per_node(load):
    """The chart has one node for every node of the view, beside head and names."""
    picture = view(load())

    names = [match[1] for match in found(mermaid(picture), "node")]

    expected = [f"n{number}" for number in range(len(picture.nodes))]
    assert sorted(names) == sorted([*expected, "about", "names"])


def test_arrows_say_the_answer_or_the_condition():
    """Every line of the picture is an arrow with its label."""
    arrows = {
        (match[1], match[3]): plain(match[2] or "")
        for match in found(mermaid(view(throat())), "arrow")
    }

    assert arrows[("n0", "n3")] == "yes or not sure"
    assert arrows[("n0", "n1")] == "no"
    assert arrows[("n1", "n2")] == ""
    assert len(arrows) == 5


def test_nodes_say_what_the_picture_says():
    """Nodes hold questions and urgency; the head has version, notice and legend."""
    text = labels(mermaid(view(throat())))

    assert text["n0"] == "Start: 1. drooling Are you drooling?"
    assert text["n3"].startswith("Urgency 6 of 6: Emergency care now Call now")
    assert text["about"].startswith("Sore throat version 1.2.0 · draft · logic ")
    assert DISCLAIMER in text["about"]
    assert "Urgency 1 of 6: Care at home" in text["about"]
    assert text["names"].startswith("Names used in conditions likely = ")


def test_modules_are_boxes_in_boxes():
    """A module is a subgraph, and lies in the one that runs it."""
    kinds = [kind for kind, _ in parse(mermaid(view_of("Text")))]
    opened = [m[1] for m in found(mermaid(view_of("Text")), "open")]

    assert opened == ["g0", "g1", "panel"]
    assert kinds.count("open") == kinds.count("close")
    assert kinds.index("close") > kinds.index("open") + 2


def test_a_small_tree_needs_no_boxes():
    """Without modules, names and advice there is nothing but steps and ends."""
    text = mermaid(view(chain(2)))

    assert found(text, "open") == []
    assert "names" not in labels(text)


def test_a_part_without_ends_has_no_legend():
    """Where no recommendation occurs, the head says nothing of urgency."""
    tree = tree_of("  one: {ask: b, go: two}\n  two: {go: rest}")

    head = labels(draw(tree, depth=0).mermaid())["about"]

    assert head.endswith(DISCLAIMER)


def test_classes_are_defined():
    """Every class that a node has is defined, and every node has one."""
    text = mermaid(view(built_in("back_pain")))

    defined = {match[1] for match in found(text, "define")}
    given_to = [(name, m[2]) for m in found(text, "class") for name in m[1].split(",")]
    assert {kind for _, kind in given_to} <= defined
    assert set(labels(text)) <= {name for name, _ in given_to}


def test_the_path_is_thick_and_ticked():
    """What was taken is ticked and thick; what was not is grey."""
    tree = throat()

    text = draw(tree, decision=tree.decide(ANSWERS)).mermaid()

    arrows = [plain(match[2] or "") for match in found(text, "arrow")]
    (thick, thick_style), (grey, _) = (
        (m[1].split(","), m[0]) for m in found(text, "lines")
    )
    assert [arrows[int(n)][0] for n in thick] == ["✓", "✓", "✓"]
    assert [arrows[int(n)] for n in grey if "✓" in arrows[int(n)]] == []
    assert "stroke-width:4px" in thick_style
    assert "✓ 30 years" in labels(text)["n1"]


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_are_shown_as_they_are(text):
    """Whatever a text holds, the chart parses and shows it whole."""
    written = labels(mermaid(view_of(text)))

    squeezed = written["n4"].replace(" ", "")
    assert squeezed == clean(text).replace(" ", "")


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_can_be_charted(text):
    """No text at all breaks a chart."""
    nodes = found(mermaid(view_of(text)), "node")

    assert len(nodes) == len(view_of().nodes) + 2


def test_entities_replace_punctuation():
    """Characters that mean something to Mermaid, Markdown or HTML are entities."""
    assert escaped('a "b" <c> #1;') == "a #34;b#34; #60;c#62; #35;1#59;"
    assert escaped("1. x: www.a.b") == "1#46; x: www#46;a#46;b"
    assert escaped("A: b. C") == "A: b. C"
    assert escaped("a\\n") == "a\N{REVERSE SOLIDUS OPERATOR}n"
    assert escaped("ünd 38 °C, ✓ (yes)?") == "ünd 38 °C, ✓ (yes)?"


def test_marks_are_drawn_from_the_view():
    """Marks of any kind give nodes their class."""
    first, *rest = view_of().nodes
    marked = attrs.evolve(first, mark=Mark("faded", "no case"))

    text = mermaid(view_of(nodes=(marked, *rest)))

    assert ("n0", "faded") in [(m[1], m[2]) for m in found(text, "class")]
    assert labels(text)["n0"].startswith("Start: 1. ask (no case)")


def test_twice_is_the_same():
    """A view charted twice is the same text."""
    assert mermaid(view(throat())) == mermaid(view(throat()))
