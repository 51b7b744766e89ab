"""Make what a program can write of the docs, and draw what the site shows."""
