"""How the pages of this folder become a site."""

import re

from sphinx.application import Sphinx

project = "triage"
author = "the triage authors"
project_copyright = author

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "triage.sphinx",
]
exclude_patterns = ["making"]

nitpicky = True
nitpick_ignore_regex = [
    # the standard library: its documentation is not at hand when the site is built
    (r"py:.*", r"(collections|collections\.abc|datetime|decimal|os|pathlib)\..*"),
    # inside the library: no stage that a caller works with
    (r"py:.*", r"triage\.(language|treefile|diagram\.model|engine\.trace)\..*"),
    (r"py:.*", r"Native"),
    # what JSON may be: its page says it
    (r"py:.*", r"AskedBy|Seen|Shown"),
    # what its function says itself
    (r"py:.*", r"triage\.frames\.files\.batch\.How"),
    # what other libraries make
    (r"py:.*", r"(sqlalchemy|mcp|redis)\..*"),
    # whatever frame was given
    (r"py:.*", r"triage\.frames\.deciding\.Frame"),
]

suppress_warnings = [
    "misc.highlighting_failure",  # checks.md shows what is not YAML
]

myst_enable_extensions = ["html_image"]
myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"

highlight_language = "text"

html_theme = "furo"
html_title = "triage"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_theme_options = {
    "announcement": (
        "For education and testing. Not medical advice, not a medical device, "
        "not reviewed for use with patients."
    ),
}

CONTENTS = {
    "index": {
        "Begin": [
            "tutorial",
            "authoring",
            "tables",
            "modules",
            "cases",
            "proofs",
            "hazards",
            "review",
            "languages",
            "embedding",
            "publishing",
            "examples",
            "web",
            "api",
            "relay",
            "frames",
            "scale",
            "program",
            "sql",
            "records",
        ],
        "Reference": [
            "format",
            "conditions",
            "texts",
            "checks",
            "commands",
            "json",
            "python",
        ],
        "The library of trees": ["library/README", "claims", "mutation"],
        "About": [
            "not",
            "architecture",
            "decisions/README",
            "performance",
            "agreement",
        ],
    },
    "library/README": {"Trees": ["*"]},
}
"""The table of contents: below which page the others stand.

It is here and not in the pages, which so are plain Markdown for a code host.
"""


LISTED = re.compile(r"decisions/\d")
"""The pages that only a list names: too many to stand in the contents of each page."""


def add_contents(_app: Sphinx, page: str, text: list[str]) -> None:
    """Add the table of contents of a page to its end."""
    if LISTED.match(page):
        text[0] = f"---\norphan: true\n---\n\n{text[0]}"
    for caption, pages in CONTENTS.get(page, {}).items():
        options = [":hidden:", ":glob:", f":caption: {caption}"]
        text[0] += "\n".join(["\n\n```{toctree}", *options, *pages, "```\n"])


def setup(app: Sphinx) -> None:
    """Connect what is particular to these pages."""
    app.connect("source-read", add_contents)
