"""The two pictures of the README: kept, since a code host cannot draw them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import attrs

import triage
from making.places import DOCS, ROOT
from making.shell import FILE

__all__ = ["Picture", "pictures"]

POSITIONS = re.compile(
    r' (?:width|height|viewBox|transform|points|d|x|y|cx|cy|rx|ry)="[^"]*"'
)
"""What differs in a picture between machines with different fonts."""


@attrs.frozen
class Picture:
    """Hold a picture whose positions do not count."""

    text: str

    @property
    def facts(self) -> str:
        """The picture without positions and sizes, which depend on the fonts."""
        return POSITIONS.sub("", self.text)


def pictures() -> Iterator[tuple[Path, Picture]]:
    """Yield the pictures with the files they belong in."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    small = triage.loads(dict(FILE.findall(readme))["sore_throat.yaml"])
    yield DOCS / "pictures" / "sore_throat.svg", Picture(triage.draw(small).svg())
    tree = triage.load("back_pain")
    case = json.loads((DOCS / "examples" / "case.json").read_text(encoding="utf-8"))
    drawn = triage.draw(tree, decision=tree.decide(case), start="feelings", depth=2)
    yield DOCS / "pictures" / "back_pain.svg", Picture(drawn.svg())
