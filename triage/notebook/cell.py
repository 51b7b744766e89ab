"""Cell: an interview in a notebook, whose answers Python's own session checks."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import traitlets
from anywidget import AnyWidget

from triage.base.exceptions import TriageError
from triage.engine.decision import Decision
from triage.engine.resume import resume
from triage.engine.session import Session
from triage.model.tree import Tree
from triage.web import component, component_script

SHOWN = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


class Widget(AnyWidget):
    """Lead somebody through an interview in a cell of a notebook.

    What is answered comes to Python as messages, and is in no state of it, which
    notebooks save.

    Args:
        tree: The tree.

    Attributes:
        session: The interview as it stands, as Python's own engine has it.
    """

    _esm = component_script() + SHOWN
    content = traitlets.Unicode().tag(sync=True)

    def __init__(self, tree: Tree) -> None:
        super().__init__(content=component(tree))
        self.tree = tree
        self.session: Session = tree.start()
        self.on_msg(self._heard)

    @property
    def decision(self) -> Decision:
        """What is decided by now, complete or not."""
        return self.session.decision

    def _heard(self, _widget: object, content: Any, _buffers: object) -> None:
        """Take what a person answered, if it is an interview of this tree."""
        match content:
            case {"record": None}:
                self.session = self.tree.start()
            case {"record": record}:  # one that is none is not our element's
                with suppress(TriageError):
                    self.session = resume(self.tree, record)
