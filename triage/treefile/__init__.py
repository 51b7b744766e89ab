"""Tree files: from bytes to a Document, every word with its place."""
