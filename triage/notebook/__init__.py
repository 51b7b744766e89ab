"""Notebook: an interview in a cell, and its decision in Python."""

from typing import TYPE_CHECKING

from triage.base.exceptions import MissingExtra
from triage.base.lazy import lazily
from triage.model.tree import Tree

if TYPE_CHECKING:
    from triage.notebook.cell import Widget

__all__ = ["Widget", "widget"]


def widget(tree: Tree) -> "Widget":
    """Return an interview to be shown as the last line of a cell.

    It needs the extra ``notebook``, and shows itself in Jupyter, and wherever else
    widgets of ``anywidget`` do. Its ``decision`` is that of Python, by answers so far.

    Args:
        tree: The tree.

    Raises:
        TriageError: The tree is retired.
        MissingExtra: What shows it is not installed.

    >>> import triage
    >>> shown = triage.widget(triage.load("start"))
    >>> shown.decision.complete
    False
    """
    try:
        from triage.notebook.cell import Widget  # noqa: PLC0415  an extra
    except ModuleNotFoundError as error:
        message = f"a widget needs `{error.name}`, which is not here"
        advice = 'pip install "triage-trees[notebook]"'
        raise MissingExtra(f"{message}: {advice}") from None
    return Widget(tree)


if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, {"triage.notebook.cell": ("Widget",)})
