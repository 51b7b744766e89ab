"""The condition language: small, total and typed.

In the order of the data: ``parser`` (text to Python's syntax tree, over an allow-list)
with ``parse_errors``; ``scope``, ``typecheck`` and ``typecheck_numbers`` (to the typed
tree of ``ast``, its numbers the exact sums of ``linear``); then what is made of that:
``definite`` (what is known at a point of a tree), ``lower`` (two plain booleans over an
algebra), ``evaluate`` (these as closures during a walk), ``english`` and ``unparse``.
"""
