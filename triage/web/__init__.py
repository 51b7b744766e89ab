"""Web: an interview as pages that need no script, and as JSON, for any ASGI server."""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.web.building import app
    from triage.web.database import Database
    from triage.web.element import component, component_script
    from triage.web.file import export
    from triage.web.redis import Redis
    from triage.web.store import Files, Memory, Row, Store

__all__ = [
    "Database",
    "Files",
    "Memory",
    "Redis",
    "Row",
    "Store",
    "app",
    "component",
    "component_script",
    "export",
]

HOMES = {
    "triage.web.building": ("app",),
    "triage.web.database": ("Database",),
    "triage.web.element": ("component", "component_script"),
    "triage.web.file": ("export",),
    "triage.web.redis": ("Redis",),
    "triage.web.store": ("Files", "Memory", "Row", "Store"),
}
"""The module of each name: a program that serves nothing needs none of its packages."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
