"""The flowcharts of pages, which a code host draws."""

import re

import triage
from triage.diagram.mermaid import fence

__all__ = ["FLOWCHARTS", "with_flowcharts"]

FLOWCHARTS = re.compile(
    r"(?<=<!-- flowchart: )(?P<tree>\w+)(?P<end> -->\n)```mermaid\n.*?^```\n",
    re.DOTALL | re.MULTILINE,
)
"""A flowchart, under the name of its tree."""


def with_flowcharts(page: str) -> str:
    """Return a page with each flowchart as its tree is now."""

    def shown(found: re.Match[str]) -> str:
        drawn = fence(triage.draw(triage.load(found["tree"])).view)
        return f"{found['tree']}{found['end']}{drawn}"

    return FLOWCHARTS.sub(shown, page)
