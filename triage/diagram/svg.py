"""SVG: the picture as Graphviz draws it, made fit for readers of all kinds."""

import hashlib
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from triage.base.wording import clean
from triage.diagram.model import View
from triage.diagram.render import drawable, render

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

ET.register_namespace("", SVG)
ET.register_namespace("xlink", XLINK)


def svg(view: View) -> str:
    return accessible(render(drawable(view), "svg").decode(), view)


def accessible(drawn: str, view: View) -> str:
    """Return an SVG that can stand in a page with others, and be read aloud.

    Its ids are like no others; links work with and without XLink; what appears under
    the pointer is the name of the step.
    """
    root = ET.fromstring(drawn)  # noqa: S314  Graphviz wrote it, not a stranger
    prefix = f"t{hashlib.sha256(drawn.encode()).hexdigest()[:8]}"
    for number, element in enumerate(root.iterfind(".//*[@id]")):
        element.set("id", f"{prefix}-{number}")
    for element in root.iterfind(f".//*[@{{{XLINK}}}href]"):
        element.set("href", element.attrib[f"{{{XLINK}}}href"])
    tidy_titles(root)
    announce(root, prefix, view)
    return ET.tostring(root, encoding="unicode") + "\n"


def tidy_titles(root: ET.Element) -> None:
    """Keep the titles of nodes and edges, as names; drop those of frames."""
    for group in root.iter(f"{{{SVG}}}g"):
        title = group.find(f"{{{SVG}}}title")
        if title is not None and group.get("class") in ("graph", "cluster"):
            group.remove(title)
        elif title is not None:
            title.text = plain_name(title.text or "")


def plain_name(name: str) -> str:
    """Return a name as the tree has it: "decide → cut:b" for "decide->cut=3Ab"."""
    return unquote(name.replace("->", " → ").replace("=", "%"))


def announce(root: ET.Element, prefix: str, view: View) -> None:
    title = ET.Element(f"{{{SVG}}}title", {"id": f"{prefix}-title"})
    title.text = clean(" · ".join((view.title, *view.details)))
    description = ET.Element(f"{{{SVG}}}desc", {"id": f"{prefix}-desc"})
    description.text = clean(f"{view.summary} {view.notice}".rstrip())
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    root.insert(0, title)
    root.insert(1, description)
