"""Relay: an interview that a language model passes on, and never decides."""

from typing import TYPE_CHECKING

from triage.base.lazy import lazily

if TYPE_CHECKING:
    from triage.relay.protocol import app, run, server

__all__ = ["app", "run", "server"]

HOMES = {"triage.relay.protocol": ("app", "run", "server")}
"""The module of each name: it needs the packages of an extra."""

if not TYPE_CHECKING:  # a type checker would let every name pass
    __getattr__, __dir__ = lazily(__name__, HOMES)
