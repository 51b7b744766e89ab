"""Tree files: from bytes to a Document, every word with its place, and back to text."""

from triage.treefile.decode import read, source_from
from triage.treefile.document import Document
from triage.treefile.dump import dump

__all__ = ["Document", "dump", "read", "source_from"]
