"""The linker: from a Document to a Tree, every name resolved."""
