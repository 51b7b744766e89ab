"""The apps in `examples`, as the docs show them."""

import re

from making.places import ROOT

__all__ = ["EXAMPLES", "with_examples"]

EXAMPLES = re.compile(
    r"(?<=<!-- example: )(?P<name>\w+\.py)(?P<head> -->\n```py\n).*?(?=^```$)",
    re.DOTALL | re.MULTILINE,
)
"""The code of an example, under its name."""


def with_examples(page: str) -> str:
    """Return a page with the code of each example as it is now."""

    def shown(found: re.Match[str]) -> str:
        code = (ROOT / "examples" / found["name"]).read_text(encoding="utf-8")
        return f"{found['name']}{found['head']}{code}"

    return EXAMPLES.sub(shown, page)
