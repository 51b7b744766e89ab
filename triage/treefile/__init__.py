"""Tree files: from bytes to a Document, every word with its place, and back to text."""

from triage.treefile.decode import read
from triage.treefile.document import Document
from triage.treefile.dump import dump
from triage.treefile.files import source_from
from triage.treefile.sheet import Sheet

__all__ = ["Document", "Sheet", "dump", "read", "source_from"]
