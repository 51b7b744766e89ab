"""The engine: a tree and answers, and what happens.

A ``Trace`` records a walk. ``walk`` is the reference; any other ``Engine`` makes the
same traces. A session, a decision, an outcome and coverage are readings of them.

>>> import triage
>>> from triage.engine import decide
>>> from triage.engine.walk import walk
>>> decide(triage.load("start"), {"walks": "yes"}, engine=walk).end
'minor'
"""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.engine.changes import Change, DamagedRecord, ForeignRecord, LaterRecord
    from triage.engine.coverage import Coverage, Gap, Share
    from triage.engine.decision import PathStep, Settled, decide
    from triage.engine.flow import Flow
    from triage.engine.interview import Interview
    from triage.engine.length import Effort
    from triage.engine.migrate import Migration
    from triage.engine.outcome import Outcome
    from triage.engine.page import Page
    from triage.engine.progress import Progress
    from triage.engine.reading import Reading
    from triage.engine.replay import Replay
    from triage.engine.session import start
    from triage.engine.trace import Engine, Trace

__all__ = [
    "Change",
    "Coverage",
    "DamagedRecord",
    "Effort",
    "Engine",
    "Flow",
    "ForeignRecord",
    "Gap",
    "Interview",
    "LaterRecord",
    "Migration",
    "Outcome",
    "Page",
    "PathStep",
    "Progress",
    "Reading",
    "Replay",
    "Settled",
    "Share",
    "Trace",
    "decide",
    "start",
]

HOMES = {
    "triage.engine.changes": (
        "Change",
        "DamagedRecord",
        "ForeignRecord",
        "LaterRecord",
    ),
    "triage.engine.coverage": ("Coverage", "Gap", "Share"),
    "triage.engine.decision": ("PathStep", "Settled", "decide"),
    "triage.engine.flow": ("Flow",),
    "triage.engine.interview": ("Interview",),
    "triage.engine.length": ("Effort",),
    "triage.engine.migrate": ("Migration",),
    "triage.engine.outcome": ("Outcome",),
    "triage.engine.page": ("Page",),
    "triage.engine.progress": ("Progress",),
    "triage.engine.reading": ("Reading",),
    "triage.engine.replay": ("Replay",),
    "triage.engine.session": ("start",),
    "triage.engine.trace": ("Engine", "Trace"),
}
"""The module of each name: a decision loads no sessions, records or coverage."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
