"""The engine: a tree and answers, and what happens."""
