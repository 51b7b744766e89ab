"""Where things are, and what a made page says of itself."""

from pathlib import Path

__all__ = ["DOCS", "MADE", "ROOT"]

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent

MADE = "<!-- Written by docs/make.py: change the program, not this page. -->\n"
"""The first line of a page that is written as a whole."""
