"""The linker: from a Document to a Tree, every name resolved.

In the order of its stages: ``modules`` (files to one set of entries), ``convert``
(entries to questions and the like), ``resolve`` (names and conditions), ``steps`` and
``properties``, ``answer_flow`` (what is known where); ``link`` runs them all, and
``loader`` finds the files, with the ``contacts`` of a place.
"""
