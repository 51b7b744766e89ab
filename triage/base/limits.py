"""Limits: every bound on size, depth, count and time, in one table.

They keep hostile files from doing harm, messages readable and proofs from going on for
ever. Nothing here is about how things look.
"""

from typing import Any

import attrs

from triage.base.immutable import immutable


def limit(value: float, bounds: str, said: str = "") -> Any:
    """Declare a limit: its value, what it bounds, and the finding that says so."""
    return attrs.field(default=value, metadata={"bounds": bounds, "said": said})


@immutable
class Limits:
    """Bound what is read, listed and waited for; each field says what it bounds.

    >>> LIMITS.options
    1000
    >>> attrs.evolve(LIMITS, options=3).options
    3
    """

    # Files
    file_bytes: int = limit(5_000_000, "bytes of a file", "T108")
    file_depth: int = limit(50, "levels of YAML inside one another", "T108")
    file_parts: int = limit(500_000, "parts of a YAML file", "T108")
    entries: int = limit(20_000, "entries of one list or mapping", "T108")
    conditions: int = limit(500_000, "characters of all conditions together", "T108")
    levels: int = limit(50, "levels of a scale", "T108")
    menu: int = limit(30, "options that a prompt or a picture shows one by one")
    options: int = limit(1_000, "options of a question", "T108")
    others: int = limit(4, "answers behind an otherwise that are drawn one by one")
    key: int = limit(1_000, "characters of a key that is written; YAML reads few more")
    record_depth: int = limit(8, "levels of a file of answers, or of a session")

    # Trees
    steps: int = limit(20_000, "steps of a tree, those of its modules included", "T210")
    module_depth: int = limit(20, "modules that run inside one another", "T210")
    condition: int = limit(2_000, "characters of one condition", "T301")
    table_sets: int = limit(
        100_000, "sets of rows of a table that are told apart to see its gaps", "T407"
    )
    condition_depth: int = limit(40, "levels of one condition", "T301")
    condition_parts: int = limit(
        5, "parts of a condition for each character, comparisons written out", "T301"
    )
    value_depth: int = limit(100, "levels of a value, with the values in it", "T308")
    digits: int = limit(15, "digits of any number, also behind the point", "T309")
    inner_digits: int = limit(
        36, "digits of a number inside an expression, also behind the point", "T309"
    )
    cycle_visits: int = limit(1_000_000, "ways on looked at for the shortest cycle")

    # Messages
    findings: int = limit(100, "findings that one refusal lists")
    shown: int = limit(60, "characters of a wrong word that a message repeats")
    told: int = limit(1_000, "characters of one sentence about a saved interview")
    typed: int = limit(200, "characters that are read as a number")
    written: int = limit(10_000, "characters that are read as a text")
    retyped: int = limit(40, "characters of a wrong answer that the interview repeats")
    cycle_shown: int = limit(8, "steps of a cycle that a message shows")
    known: int = limit(12, "known words that are listed when none is close")
    compared: int = limit(40, "known words that are compared letter by letter")
    looked_at: int = limit(2_000, "known words whose letters are counted")
    prose: int = limit(10_000, "characters of a text that a check looks through")
    changes: int = limit(100, "changes that one comparison lists")
    in_full: int = limit(20, "changes that a comparison tells in full, of each kind")
    edits: int = limit(
        60, "edits that a comparison tells apart; of more, each step is one edit"
    )

    # Pictures
    picture_parts: int = limit(8_000, "boxes and arrows that Graphviz lays out")
    picture_pixels: int = limit(100_000_000, "pixels of a PNG")
    picture_side: int = limit(32_767, "pixels of a PNG from one side to the other")

    # Proofs
    solver_seconds: float = limit(
        10.0, "seconds for one question to the solver, unless said otherwise"
    )
    solver_longest: int = limit(86_400, "seconds that may be said: a day")
    shrink_steps: int = limit(3_000_000, "solver steps to simplify a counterexample")
    shrink_walks: int = limit(
        150_000, "edges that are walked along to make a counterexample simpler"
    )
    shrink_seconds: float = limit(30.0, "seconds to simplify a counterexample")
    interview_seconds: float = limit(
        0.5, "seconds for one question to the solver while a person waits"
    )
    progress_seconds: float = limit(1.0, "seconds until a long command shows progress")
    progress_logged: float = limit(
        30.0, "seconds until it says so in a log, and between two such lines"
    )
    sum_cases: int = limit(
        512, "ways in which a sum may be open, times its points, before the solver adds"
    )
    sums: int = limit(
        20_000, "gates for one sum of points, before it is the solver that adds them"
    )
    completions: int = limit(
        64, "ways of answering the rest of a page that are tried to see what is certain"
    )
    acts: int = limit(
        40, "lists and answers by which one page is followed, before a proof stays open"
    )
    reasons: int = limit(
        20, "answers of one patient that are tried one by one to say why"
    )
    drawn: int = limit(16, "patients by whom a formula is checked before it is used")
    hybrids: int = limit(500, "trees between two others that a comparison keeps")
    variants: int = limit(4_000, "patients that are simulated together")
    patience: int = limit(32, "walks of a tree before its steps become functions")
    tried_rows: int = limit(40, "rows of a table that are tried one by one")
    kept_answers: int = limit(
        1_000, "answers to a question that are read once, and known from then on"
    )
    forms: int = limit(
        100, "forms in which answers are given, such as the columns of a table"
    )
    gates: int = limit(
        20_000, "gates that a solver is told before it forgets earlier mutants"
    )


LIMITS = Limits()
"""The limits that hold."""
