"""File: an interview as one page that needs no server, for a browser to open."""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from triage.model.translation import SOURCE
from triage.model.tree import Tree
from triage.web.fragments import fragments, more, prose
from triage.web.script import script
from triage.web.templating import environment, spoken_in


def export(tree: Tree, *, templates: str | Path = "") -> str:
    """Return an interview as one page, which asks for nothing from anywhere.

    It is opened from a disk or served as it is. What is answered stays in its window.

    Args:
        tree: The tree.
        templates: A folder with pages of your own, as ``app`` takes it.

    Raises:
        TriageError: The tree is retired; there is no such folder.

    >>> import triage.web
    >>> page = triage.web.export(triage.load("start"))
    >>> page.startswith("<!doctype html>"), "default-src 'none'" in page
    (True, True)
    """
    tree.refuse_retired(allowed=False)
    marked = environment(templates, marked=True, speech=tree.speech)
    found = environment(templates, speech=tree.speech).get_template("file.html")
    return found.render(
        tree=tree,
        language=spoken_in(tree.language or SOURCE),
        site=tree.title,
        profile=tree.profile,
        style=marked.get_template("style.css").render(),
        script=script("app"),
        fragments=dict([*fragments(marked, tree.speech), *prose(tree)]),
        program=harmless(tree.program().text),
        more=harmless(json.dumps(more(tree), ensure_ascii=False)),
        hashed=hashed,
    )


def harmless(text: str) -> str:
    """Return JSON in which nothing is the end of a script."""
    return text.replace("<", r"\u003c")


def hashed(text: str) -> str:
    """Return by what a policy knows a script or a style."""
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
