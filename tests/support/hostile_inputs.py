"""Tree files that were made to do harm, each with the code that refuses it.

Each of them once broke the library, or made it very slow, or would have; most are of
5 MB, the most that is read. Run as a program, it loads all and tells how each went.
"""

import json
import sys
import time
from collections.abc import Callable

from trees_for_tests import built_in

import triage
from triage.base.limits import LIMITS
from triage.linker.link import link
from triage.linker.shelf import surroundings
from triage.treefile import read, source_from

HEAD = "triage: 1\nid: hostile\ntitle: Hostile\n"
QUESTIONS = (
    "questions:\n  q: {text: Q?, type: yes_no}\n"
    "  n: {text: N?, type: integer, min: 0, max: 9}\n"
)
REST = "recommendations: {rest: {title: Rest, urgency: self_care}}\n"
ONE_STEP = "start: s0\nsteps: {s0: {ask: [q, n], go: rest}}\n"

LOADS = "loads"
"""What stands for a code where the file is a tree after all."""


def rows(number: int, row: Callable[[int], str]) -> str:
    """Return a number of lines."""
    return "".join(f"{row(n)}\n" for n in range(number))


def steps(number: int, step: Callable[[int], str], before: str = QUESTIONS) -> str:
    """Return a tree of a number of steps."""
    lines = rows(number, lambda n: f"  s{n}: {step(n)}")
    return f"{HEAD}{before}{REST}start: s0\nsteps:\n{lines}"


def values(number: int, value: Callable[[int], str]) -> str:
    """Return a tree of a number of values."""
    lines = rows(number, lambda n: f"  v{n}: {value(n)}")
    return f"{HEAD}{QUESTIONS}values:\n{lines}{REST}{ONE_STEP}"


def choosing(options: int, use: str, more: str = "") -> str:
    """Return a tree whose one question has a number of options."""
    lines = rows(options, lambda n: f"      o{n}: {{text: O{n}, points: {n}}}")
    question = f"  c:\n    text: C?\n    type: one_of\n    options:\n{lines}"
    step = f"start: s0\nsteps:\n  s0:\n    ask: c\n{use}"
    return f"{HEAD}questions:\n{question}{more}{REST}{step}"


def filled(part: str, before: str = "", after: str = "") -> str:
    """Return a text of 5 MB that repeats a part."""
    room = LIMITS.file_bytes - len((before + after).encode())
    return before + part * (room // len(part.encode())) + after


def eight_ways(number: int) -> str:
    """Return a step that leads to eight others."""
    ways = (f"{{when: q, go: s{(number * 7 + m) % 3000}}}, " for m in range(8))
    return f"{{branches: [{''.join(ways)}{{go: rest}}]}}"


def lists_in_lists() -> str:
    """A parser that calls itself runs out of stack."""
    return filled("[")


def mappings_in_mappings() -> str:
    """So it does for mappings."""
    return filled("{a: ")


def items_in_items() -> str:
    """So it does for lists without brackets."""
    return filled("- ")


def keys_in_keys() -> str:
    """So it does for keys that are mappings."""
    return filled("? ")


def many_keys() -> str:
    """A file of very many parts takes long to read."""
    return rows(400_000, lambda n: f"k{n}: 1")


def many_items() -> str:
    """So does one long list."""
    return filled("a,", "[", "]")


def many_entries() -> str:
    """So does one long mapping between braces."""
    return filled("a: b, ", "{", "}")


def many_tags_declared() -> str:
    """The parser compares each declared tag with all others."""
    return rows(200_000, lambda n: f"%TAG !a{n}! x:y")


def many_documents() -> str:
    """One file is one tree."""
    return filled("---\na\n")


def blank_lines() -> str:
    """Millions of lines are counted only when a place is shown."""
    return filled("\n")


def a_comment() -> str:
    """A line of 5 MB is shown in part."""
    return filled("#")


def one_word() -> str:
    """So is a word of 5 MB."""
    return filled("a")


def one_id() -> str:
    """A message does not repeat an id of 5 MB."""
    return filled("a", f"{HEAD}kind: ", f"\n{REST}{ONE_STEP}")


def an_open_quote() -> str:
    """An open quote holds the rest of the file."""
    return filled("x\n ", '"')


def an_open_bracket() -> str:
    """A place at the end of the file is inside of it."""
    return steps(9000, lambda _: "{go: rest}") + "x: ["


def old_line_breaks() -> str:
    """Lines are counted alike with the breaks of old systems."""
    return an_open_bracket().replace("\n", "\r")


def control_characters() -> str:
    """Nothing of them reaches a terminal."""
    return filled("\0")


def tabs() -> str:
    """Tabs are told as such, however many."""
    return filled("\t")


def another_encoding() -> bytes:
    """Bytes that are no text are no traceback."""
    return b"\xe9" * LIMITS.file_bytes


def anchors() -> str:
    """Anchors are refused at the first."""
    return filled("&a ")


def a_bomb_of_aliases() -> str:
    """So nothing can be repeated without end."""
    return filled("b: [*a, *a]\n", "a: &a [x]\n")


def many_misspelt_keys() -> str:
    """Reading stops when there are findings enough."""
    return f"{HEAD}questions:\n" + rows(9_000, lambda n: f"  q{n}: {{txt: x}}")


def many_unknown_names() -> str:
    """So does linking."""
    return steps(8_000, lambda n: f"{{ask: zz{n}, go: nowhere_{n}}}")


def many_look_alikes() -> str:
    """The closest of very many names is looked for among a few."""
    return steps(
        9_000,
        lambda n: f"{{ask: {'ba' * 28}{n}, go: rest}}",
        "questions:\n"
        + rows(9_000, lambda n: f"  {'ab' * 28}{n}: {{text: Q?, type: yes_no}}"),
    )


def a_long_circle() -> str:
    """A circle of very many steps is shown by its ends."""
    return steps(8_000, lambda n: f"{{go: s{(n + 1) % 8_000}}}")


def a_circle_before_many_steps() -> str:
    """The steps behind a circle are not on it."""
    return steps(3000, lambda n: f"{{go: s{n + 1}}}" if n < 2999 else "{go: rest}") + (
        "  t: {go: u}\n  u: {ask: q, answers: {yes: t, no: s0}}\n"
    )


def very_many_circles() -> str:
    """The shortest of very many circles is looked for a while."""
    return steps(3000, eight_ways)


def a_long_circle_of_values() -> str:
    """So it is for values."""
    return values(9_000, lambda n: f"v{(n + 1) % 9_000}")


def many_options() -> str:
    """A question of very many options makes all others slow."""
    return choosing(9_000, "    go: rest\n")


def many_answers() -> str:
    """So do very many answers."""
    return choosing(
        9_000, "    answers:\n" + rows(9_000, lambda n: f"      x{n}: rest")
    )


def many_levels() -> str:
    """So do very many levels."""
    return (
        HEAD
        + ("scale:\n" + rows(9_000, lambda n: f"  - {{id: l{n}, title: L}}"))
        + f"{QUESTIONS}{REST}{ONE_STEP}"
    )


def many_long_conditions() -> str:
    """5 MB of conditions take long to type."""
    return values(2400, lambda _: " and ".join(["q"] * 330))


def many_deep_conditions() -> str:
    """The parser of conditions does not run out of stack."""
    return values(240, lambda _: "not " * 499)


def many_brackets() -> str:
    """Nor does it for brackets."""
    return values(240, lambda _: "(" * 1999)


def values_nested_without_end() -> str:
    """Conditions in values in values are as deep as one."""
    return values(50, lambda n: "not " * 37 + (f"v{n + 1}" if n < 49 else "q"))


def values_that_double() -> str:
    """A value that is used twice is followed once."""
    return values(
        24,
        lambda n: f"asked(v{n + 1}) and (v{n + 1} or not v{n + 1})" if n < 23 else "q",
    )


def comparisons_that_multiply() -> str:
    """A side in the middle of a chain is written out twice, and so on inside it."""
    return values(1, lambda _: counted(19))


def comparisons_that_multiply_less() -> str:
    """Many of the longest that are allowed: each costs what it is long."""
    return values(2_000, lambda _: counted(2))


def counted(times: int) -> str:
    """Return a comparison of counts of comparisons."""
    condition = "count(q, q)"
    for _ in range(times):
        condition = f"count(1<={condition}<=1, q)"
    return f"{condition}==1"


def rows_of_values() -> str:
    """What a value depends on is worked out from the values before it."""
    return values(8_000, lambda n: f"q or v{n - 1}" if n % 40 else "q")


def numbers_that_double() -> str:
    """Numbers do not grow without end."""
    return values(50, lambda n: f"v{n + 1} * 999999999" if n < 49 else "n")


def many_properties() -> str:
    """Properties are judged without looking at all questions each time."""
    return steps(
        1,
        lambda _: "{go: rest}",
        "questions:\n"
        + rows(5000, lambda n: f"  q{n}: {{text: Q?, type: yes_no, unsure: true}}")
        + "properties:\n"
        + rows(
            5000, lambda n: f"  p{n}: {{says: P, given: maybe(q{n}), then: ends(rest)}}"
        ),
    )


def many_long_names() -> str:
    """A name is repeated in part, however long it is."""
    ways = rows(150, lambda n: f"      - {{when: {'z' * 1900}{n}, go: rest}}")
    return steps(
        1, lambda _: f"\n    ask: q\n    branches:\n{ways}      - {{go: rest}}"
    )


def many_unknown_placeholders() -> str:
    """So is a placeholder."""
    text = f"${'z' * 1900} "
    return steps(1, lambda _: "{go: rest}").replace("Rest", text * 2000)


def many_points() -> str:
    """The points of a question are worked out once."""
    return choosing(
        200,
        "    go: rest\n",
        "values:\n" + rows(2000, lambda n: f"  v{n}: points(c) * {n + 1}"),
    )


CASES: dict[Callable[[], str | bytes], str] = {
    lists_in_lists: "T108",
    mappings_in_mappings: "T108",
    items_in_items: "T108",
    keys_in_keys: "T108",
    many_keys: "T108",
    many_items: "T108",
    many_entries: "T108",
    many_tags_declared: "T101",
    many_documents: "T109",
    blank_lines: "T109",
    a_comment: "T109",
    one_word: "T105",
    one_id: "T106",
    an_open_quote: "T101",
    an_open_bracket: "T101",
    old_line_breaks: "T101",
    control_characters: "T109",
    tabs: "T101",
    another_encoding: "T109",
    anchors: "T107",
    a_bomb_of_aliases: "T107",
    many_misspelt_keys: "T103",
    many_unknown_names: "T201",
    many_long_names: "T201",
    many_unknown_placeholders: "T211",
    many_look_alikes: "T201",
    a_long_circle: "T204",
    a_circle_before_many_steps: "T204",
    very_many_circles: "T204",
    a_long_circle_of_values: "T205",
    many_options: "T108",
    many_answers: "T108",
    many_levels: "T108",
    many_long_conditions: "T108",
    many_deep_conditions: "T301",
    many_brackets: "T301",
    values_nested_without_end: "T308",
    values_that_double: LOADS,
    comparisons_that_multiply: "T301",
    comparisons_that_multiply_less: LOADS,
    rows_of_values: LOADS,
    numbers_that_double: "T309",
    many_properties: LOADS,
    many_points: LOADS,
}
"""What makes each file, and the code of its first finding."""


def outcome(text: str | bytes) -> tuple[str, int]:
    """Return the code of the first finding in a text, and how long the report is."""
    try:
        link(read(source_from("hostile.yaml", text)), surroundings(None))
    except triage.InvalidTree as refused:
        return refused.findings[0].code, len(str(refused))
    return LOADS, 0


def tell(**row: object) -> None:
    """Write a line of JSON, at once."""
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Load every case, and tell how it went."""
    built_in("back_pain")
    for make in CASES:
        text = make()
        tell(begins=make.__name__)
        start = time.process_time()
        code, length = outcome(text)
        seconds = time.process_time() - start
        tell(name=make.__name__, code=code, length=length, seconds=seconds)


if __name__ == "__main__":
    main()
