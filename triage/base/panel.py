"""Panel: a value as a notebook shows it, in markup that screen readers read."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from triage.base.lazy import Later

if TYPE_CHECKING:
    import html as markup
else:
    markup = Later("html")  # with the names of all characters


def panel(title: str, facts: Mapping[str, str], text: str = "") -> str:
    """Return a heading, some facts, and a text as it stands; all of them escaped.

    >>> panel("A & B", {"steps": "6"})[20:]
    'A &amp; B</strong></p><dl><dt>steps</dt><dd>6</dd></dl></section>'
    """
    escape = markup.escape
    said = {name: fact for name, fact in facts.items() if fact}
    rows = (f"<dt>{escape(n)}</dt><dd>{escape(x)}</dd>" for n, x in said.items())
    listed = f"<dl>{''.join(rows)}</dl>" if said else ""
    whole = f"<pre>{escape(text)}</pre>" if text else ""
    return f"<section><p><strong>{escape(title)}</strong></p>{listed}{whole}</section>"
