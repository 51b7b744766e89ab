"""The model: what a tree is, and what can be read off it."""
