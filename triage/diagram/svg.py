"""SVG: the picture as Graphviz draws it, made fit for readers of all kinds."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from triage.base.pattern import pattern
from triage.base.wording import clean
from triage.diagram import theme
from triage.diagram.layout import lay_out
from triage.diagram.model import Node, View
from triage.diagram.phrases import end_heading, goal, group_title, step_name
from triage.diagram.render import drawable, render

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
GROUP = f"{{{SVG}}}g"

IDS = pattern(' id="[^"]*"')
"""Graphviz counts the links that it draws as long as it runs."""

ET.register_namespace("", SVG)
ET.register_namespace("xlink", XLINK)


def svg(view: View) -> str:
    return accessible(render(drawable(view), "svg").decode(), view)


def accessible(drawn: str, view: View) -> str:
    """Return an SVG that can stand in a page with others, and be read aloud.

    It is a document of groups, a box each, in the order in which the tree is read. The
    ids of its boxes are those of steps and ends, so that a page can lead there; all
    others are like no others. Links work with and without XLink; what appears under
    the pointer is the name of the step.
    """
    root = ET.fromstring(drawn)  # noqa: S314  Graphviz wrote it, not a stranger
    prefix = f"t{hashlib.sha256(IDS.sub('', drawn).encode()).hexdigest()[:8]}"
    for number, element in enumerate(root.iterfind(".//*[@id]")):
        element.set("id", f"{prefix}-{number}")
    for element in root.iterfind(f".//*[@{{{XLINK}}}href]"):
        element.set("href", element.attrib[f"{{{XLINK}}}href"])
    tidy_titles(root)
    set_in_order(root, view)
    announce(root, prefix, view)
    return ET.tostring(root, encoding="unicode") + "\n"


def tidy_titles(root: ET.Element) -> None:
    """Keep the titles of nodes and edges, as names; drop those of frames."""
    for group in root.iter(GROUP):
        title = group.find(f"{{{SVG}}}title")
        if title is not None and group.get("class") in ("graph", "cluster"):
            group.remove(title)
        elif title is not None:
            title.text = plain_name(title.text or "")


def plain_name(name: str) -> str:
    """Return a name as the tree has it: "decide → cut:b" for "decide->cut=3Ab"."""
    return unquote(name.replace("->", " → ").replace("=", "%"))


def set_in_order(root: ET.Element, view: View) -> None:
    """Put the boxes in the order of the view, each with what it is and where it leads.

    Arrows are only for eyes: their words are said of the box that they leave.
    """
    graphs = root.findall(GROUP)
    for graph in graphs:
        boxes = {box.findtext(f"{{{SVG}}}title"): box for box in graph}
        said = ways(view)
        for arrow in graph.iterfind("*[@class='edge']"):
            arrow.set("aria-hidden", "true")
        for node in view.nodes:
            if (box := boxes.get(node.id)) is not None:
                graph.remove(box)
                graph.append(box)
                tell(box, node, view, said.get(node.id, ()))


def tell(box: ET.Element, node: Node, view: View, onward: Iterable[str]) -> None:
    """Say of a box what it is, and where arrows lead from it."""
    box.set("role", "group")
    box.set("aria-label", clean(label(node, view)))
    if node.anchor:
        box.set("id", node.anchor)
    if text := "; ".join(onward):
        description = ET.Element(f"{{{SVG}}}desc")
        description.text = clean(text)
        box.insert(1, description)


def label(node: Node, view: View) -> str:
    """Return what a box is: its number and name, and the part that it is in."""
    parts = {group.id: group_title(group, view.speech) for group in view.groups}
    if node.kind == "step":
        name = step_name(node)
    elif node.kind == "recommendation":
        name = f"{end_heading(node, view.scale, view.speech)}: {node.lines[0].text}"
    else:
        name = node.lines[0].text
    return ", ".join(filter(None, (name, parts.get(node.group, ""))))


def ways(view: View) -> Mapping[str, list[str]]:
    """Return the ways that are drawn as arrows, in words, by the box they leave."""
    nodes = {node.id: node for node in view.nodes}
    found: dict[str, list[str]] = {}
    for bundle in lay_out(view).lines:
        text = " ".join(paragraph.text for paragraph in bundle.paragraphs)
        where = goal(nodes[bundle.target], view.speech)
        said = f"{text}: {where}" if text else where
        found.setdefault(bundle.source, []).append(said)
    return found


def announce(root: ET.Element, prefix: str, view: View) -> None:
    title = ET.Element(f"{{{SVG}}}title", {"id": f"{prefix}-title"})
    title.text = clean(" · ".join((view.title, *view.details)))
    description = ET.Element(f"{{{SVG}}}desc", {"id": f"{prefix}-desc"})
    description.text = clean(f"{view.summary} {view.notice}".rstrip())
    style = ET.Element(f"{{{SVG}}}style")
    style.text = "".join(dark(prefix, view))
    root.set("id", prefix)
    root.set("role", "graphics-document")
    root.set("aria-labelledby", f"{prefix}-title")
    root.set("aria-describedby", f"{prefix}-desc")
    for place, element in enumerate((title, description, style)):
        root.insert(place, element)


def dark(prefix: str, view: View) -> Iterator[str]:
    """Yield a style for screens that are dark; none where a tree has such colours."""
    if theme.AT_NIGHT.keys() & {level.colour for level in view.scale}:
        return
    yield "@media screen and (prefers-color-scheme: dark) {"
    for light, instead in theme.AT_NIGHT.items():
        drawn = f"#{prefix} :not(text)"
        yield f'{drawn}[fill="{light}"] {{fill: {instead}}}'
        yield f'{drawn}[stroke="{light}"] {{stroke: {instead}}}'
    for light, instead in theme.AT_NIGHT_INK.items():
        yield f'#{prefix} text[fill="{light}"] {{fill: {instead}}}'
    yield "}"
