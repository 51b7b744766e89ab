"""Database: a tree as one query, which judges every row of a table of answers."""
