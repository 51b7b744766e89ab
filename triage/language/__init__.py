"""The condition language: small, total and typed.

Read in this order: ``expr`` (what a condition is), ``slips`` and ``syntax`` (text to
Python's syntax tree, over an allow-list), ``folding`` (numbers made exact), ``types``
(names resolved, every part typed), ``facts`` (what is known at a point of a tree),
``pair`` (the compiler to two plain booleans), ``here`` (what these are during a walk),
``meaning`` (the slow and plain reference), ``words`` (English).
"""
