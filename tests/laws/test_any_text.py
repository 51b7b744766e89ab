"""Any text loads or is refused with a place: the law of reading and linking."""

import json

from good_trees import FILES, GOOD
from hypothesis import example, given, strategies as st

import triage
from triage.base.exceptions import InvalidTree, TreeError
from triage.base.text import Source, Span, Text
from triage.language.scope import Scope
from triage.language.typecheck import condition
from triage.linker.link import link
from triage.linker.shelf import surroundings
from triage.lint.catalogue import catalogue
from triage.treefile import read, source_from
from triage.treefile.yaml_events import FORBIDDEN

HOSTILE = (
    *("*", "&", "!", "%", "@", "`", "#", " #", ": ", ":", "?", "? ", "- ", "|", ">"),
    *(
        "{",
        "}",
        "[",
        "]",
        ",",
        "'",
        '"',
        "\\",
        "\t",
        "\r",
        "\n",
        "  ",
        "---\n",
        "...\n",
    ),
    *("<<: ", "&a ", "*a", "!!str ", "~", "null", "yes", "no", "unsure", "done", "''"),
    *("(", ")", "not ", " and ", " or ", "==", ">=", "maybe(", "surely(", "asked("),
    *("unsure(", "count(", "points(", "urgency >= ", "advised(", "99999999999999999"),
    *(
        "0x1F",
        "1e9",
        "-",
        "+",
        "*",
        "if",
        "lambda",
        "ends(",
        "__import__('os')",
        "$",
        "${",
    ),
    *(
        "\ufeff",
        "\x00",
        "\x1b[2J",
        "\x85",
        "\u2028",
        "\u202e",
        "é",
        "ﬁ",
        "\uff46",
        "\U0001f600",
    ),
    *(
        "kind: module\n",
        "run: modules/sleep",
        "needs: [x]\n",
        "todo: later",
        "go: done",
    ),
    *("a: " * 60, "[" * 60, "(" * 60, "not " * 60, "x" * 70, "a.b", "../../etc/passwd"),
)
"""What is put into trees: what means something to YAML, to conditions or terminals."""

TEXTS = [(GOOD / name).read_text() for name in FILES]
AROUND = surroundings(GOOD)


def outcome(data):
    """Return the tree in a text; else None, once every finding was looked at."""
    tree, findings = loaded(data)
    for finding in findings:
        look_at(finding)
        grave = "error" if tree is None else "warning"
        assert finding.severity == grave
        assert catalogue()[finding.code].severity.value == grave
    assert tree is not None or findings
    return tree


def loaded(data):
    """Return the tree in a text, or None; and what is found in it."""
    try:
        tree = link(read(source_from("any.yaml", data)), AROUND)
    except InvalidTree as refused:
        return None, refused.findings
    return tree, triage.check(tree)


def look_at(finding):
    """Prove that a finding can be shown, and points at a place of its source."""
    span = finding.span
    shown = str(finding)

    assert 0 <= span.start <= span.end <= len(span.source.text)
    assert span.line >= 1
    assert span.column >= 1
    assert f":{span.line}:{span.column}: {finding.severity} {finding.code}: " in shown
    assert "^" in shown
    assert not FORBIDDEN.search(shown)
    assert max(map(len, shown.splitlines())) < 1000
    assert json.loads(json.dumps(finding.to_dict()))["line"] == span.line


@st.composite
def mutants(draw):
    """Return the text of a good tree after a few accidents."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(ACCIDENTS))(draw, text)
    return text


def lose_line(draw, text):
    """Lose a line."""
    lines = text.splitlines(keepends=True) or [""]
    del lines[draw(st.integers(0, len(lines) - 1))]
    return "".join(lines)


def double_line(draw, text):
    """Write a line twice."""
    lines = text.splitlines(keepends=True) or [""]
    index = draw(st.integers(0, len(lines) - 1))
    return "".join([*lines[:index], lines[index], *lines[index:]])


def swap_lines(draw, text):
    """Let two lines change places."""
    lines = text.splitlines(keepends=True) or [""]
    one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def change_indent(draw, text):
    """Indent a line otherwise."""
    lines = text.splitlines(keepends=True) or [""]
    index = draw(st.integers(0, len(lines) - 1))
    indent = draw(st.sampled_from(["", " ", "  ", "   ", "\t", "    "]))
    lines[index] = indent + lines[index].lstrip()
    return "".join(lines)


def lose_character(draw, text):
    """Lose a character."""
    index = draw(st.integers(0, max(0, len(text) - 1)))
    return text[:index] + text[index + 1 :]


def insert_hostile(draw, text):
    """Insert something that means something."""
    index = draw(st.integers(0, len(text)))
    return text[:index] + draw(st.sampled_from(HOSTILE)) + text[index:]


def splice_words(draw, text):
    """Let one word of the file stand for another."""
    words = sorted({word for word in text.split() if len(word) > 1}) or [""]
    one, other = (draw(st.sampled_from(words)) for _ in range(2))
    return text.replace(one, other, draw(st.integers(1, 3)))


def cut(draw, text):
    """Lose the end of the file."""
    return text[: draw(st.integers(0, len(text)))]


ACCIDENTS = (
    *(lose_line, double_line, swap_lines, change_indent),
    *(lose_character, insert_hostile, insert_hostile, splice_words, splice_words, cut),
)


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"")
@example(b"a: \xc3")
def test_any_bytes_load_or_are_refused_with_a_place(data):
    """Any bytes load, or are refused with a code, a place and a rendering."""
    outcome(data)


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=3), max_size=30))
def test_any_punctuation_loads_or_is_refused_with_a_place(parts):
    """Any heap of what means something to YAML loads, or is refused with a place."""
    outcome("".join(parts))


@given(mutants())
@example("triage: 1\nid: x\ntitle: ?\nstart: a\nsteps: {a: {todo: x}}\n")
def test_any_mutant_loads_or_is_refused_with_a_place(text):
    """A good tree after some accidents loads, or is refused with a place."""
    tree = outcome(text)

    if tree is not None:
        assert tree.start().tree is tree
        assert tree.decide({}).bounds


@given(mutants(), st.sampled_from(["\r\n", "\r"]))
def test_line_breaks_do_not_move_places(text, line_break):
    """A file with other line breaks is refused at the same lines and columns."""
    plain = "\n".join(text.split("\r"))

    assert places(plain.replace("\n", line_break)) == places(plain)


def places(text):
    """Return the code, the line and the column of every finding in a text."""
    return [(f.code, f.span.line, f.span.column) for f in loaded(text)[1]]


TREE = triage.load(GOOD / "conditions.yaml")
SCOPE = Scope(
    TREE.questions,
    TREE.values,
    {level.id: level for level in TREE.levels},
    frozenset(TREE.recommendations),
)

WORDS = (
    *TREE.questions,
    *TREE.values,
    *TREE.recommendations,
    *(option for question in TREE.questions.values() for option in question.choices),
    *("and", "or", "not", "in", "is", "if", "else", "True", "urgency", "soon", "yes"),
    *("maybe", "surely", "unsure", "asked", "count", "points", "advised", "ends"),
    *("(", "(", ")", ")", "[", "]", ",", "<", "<=", "==", "!=", ">=", ">", "+", "-"),
    *("*", "0", "1", "2.5", "40", "99", ".", "=", "**", "/", "1e3", "0x1", "1_0", "é"),
)

sentences = st.lists(st.sampled_from(WORDS), max_size=12).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda gap: gap.join(words))
)


@given(sentences | st.text(max_size=60))
@example("(" * 2000)
@example("not " * 499 + "fever")
@example("-" * 1900 + "days")
@example("fever " + "and fever " * 199)
@example("maybe(" * 250 + "fever" + ")" * 250)
@example("1" * 1999)
@example("[" * 500)
@example("fever\x0cand fever")
@example("1if fever else 2")
@example("1or fever")
def test_any_condition_is_typed_or_refused_with_a_place(text):
    """Any condition is typed, or refused at a word of it."""
    source = Source("any.yaml", f"when: {text}\nend")
    span = Span(source, 6, 6 + len(text))

    typed, finding = judged(Text(text, span))

    if finding is None:
        assert typed.span is not None
    else:
        look_at(finding)
        assert span.start <= finding.span.start <= finding.span.end <= span.end
        assert finding.code in ("T201", "T301", "T302", "T303", "T304", "T309")


def judged(text):
    """Return a typed condition, or None; and what is wrong with it, or None."""
    try:
        return condition(text, SCOPE), None
    except TreeError as refused:
        return None, refused.finding
