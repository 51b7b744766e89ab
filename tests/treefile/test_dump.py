"""Writing a document: what a file looks like, and what no file can hold."""

import pytest

import triage
from triage.base.text import NOWHERE, Text
from triage.treefile import Document, dump, read, source_from
from triage.treefile.document import (
    AdviceEntry,
    BranchEntry,
    OptionEntry,
    QuestionEntry,
    RecommendationEntry,
    StepEntry,
    WayEntry,
)

text = Text.of

BUILT = Document(
    triage=text("1"),
    id=text("throat"),
    title=text("Throat: sore"),
    audience=text("Grown-ups " * 10 + "only.\n\nNobody else."),
    questions=(
        QuestionEntry(text("pain"), text=text("No"), type=text("yes_no")),
        QuestionEntry(
            text("signs"),
            text=text("Which of these?"),
            type=text("any_of"),
            options=(
                OptionEntry(text("fever"), text=text("Fever")),
                OptionEntry(text("rash"), text=text("A rash"), points=text("0.5")),
            ),
        ),
    ),
    recommendations=(
        RecommendationEntry(text("rest"), title=text("Rest"), text=text("One\ntwo")),
    ),
    start=text("one"),
    steps=(
        StepEntry(
            text("one"),
            ask=(text("pain"),),
            answers=(
                WayEntry(text("yes"), go=text("two")),
                WayEntry(text("no"), advise=(AdviceEntry(add=text("rest")),)),
            ),
        ),
        StepEntry(
            text("two"),
            ask=(text("signs"),),
            branches=(
                BranchEntry(when=text("count(signs) > 1"), go=text("rest")),
                BranchEntry(go=text("done")),
            ),
        ),
    ),
)

WRITTEN = """\
triage: 1
id: throat
title: "Throat: sore"
audience: >-
  Grown-ups Grown-ups Grown-ups Grown-ups Grown-ups Grown-ups Grown-ups Grown-ups
  Grown-ups Grown-ups only.

  Nobody else.
questions:
  pain:
    text: "No"
    type: yes_no
  signs:
    text: Which of these?
    type: any_of
    options:
      fever: Fever
      rash:
        text: A rash
        points: 0.5
recommendations:
  rest:
    title: Rest
    text: |-
      One
      two
start: one
steps:
  one:
    ask: pain
    answers:
      yes: two
      no:
        advise: rest
  two:
    ask: signs
    branches:
      - when: count(signs) > 1
        go: rest
      - go: done
"""


def test_a_document_can_be_built_and_written():
    """A document that was built in code is written as an author would write it."""
    assert dump(BUILT) == WRITTEN
    assert read(source_from("throat.yaml", WRITTEN)) == BUILT


def test_what_was_built_stands_nowhere():
    """A record that was built points at no file, and its words at themselves."""
    assert BUILT.span == NOWHERE
    assert str(BUILT.title.span) == "<built>:1:1"
    assert BUILT.title.part(0, 6).text == "Throat"


def test_a_built_tree_is_loaded_from_its_text():
    """What is wrong with a built tree is shown in the text that was written of it."""
    with pytest.raises(triage.InvalidTree) as refused:
        triage.loads(dump(BUILT), name="built.yaml")

    assert "built.yaml:34:9" in {str(f.span) for f in refused.value.findings}


@pytest.mark.parametrize(
    "title", ["a\x1bb", "a\n\x1bb", "a\nb\u2028", "a\r\nb"], ids=ascii
)
def test_what_no_file_can_hold_is_refused(title):
    """A text that could not be read back is not written."""
    with pytest.raises(ValueError, match="no file can hold the text"):
        dump(
            Document(
                triage=text("1"),
                id=text("x"),
                title=text(title),
                start=text("a"),
                steps=(),
            )
        )


def test_a_key_has_a_length():
    """A key that YAML would not take is not written."""
    way = WayEntry(text("x" * 1001), go=text("done"))
    step = StepEntry(text("one"), answers=(way,))

    with pytest.raises(ValueError, match="is too long for a key"):
        dump(
            Document(
                triage=text("1"),
                id=text("x"),
                title=text("X"),
                start=text("one"),
                steps=(step,),
            )
        )


@pytest.mark.parametrize(
    "value",
    [
        "  v:\n    - is: n > 3\n    - is: n > 5\n",
        "  v:\n    - when: n > 3\n      is: 1\n    - is: 2\n",
        "  v:\n    - when: n > 3\n      is: 1\n",
        "  v:\n    is:\n      yes: 1\n      no: 2\n",
        "  v:\n    by: n\n    is:\n      yes: 1\n      no: 2\n",
    ],
)
def test_each_form_of_a_value_is_read_as_that_form(value):
    """Cases are written as a list, a table as a mapping, also where there is one."""
    written = f"triage: 1\nid: t\ntitle: T\nvalues:\n{value}start: s\nsteps: {{}}\n"
    document = read(source_from("t.yaml", written))

    assert read(source_from("t.yaml", dump(document))) == document


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{options: drugs.csv}", "drugs.csv"),
        ("{options: drugs.csv, x-note: New}", "drugs.csv"),
        ("{options: {none: None}}", "{none: None}"),
        ("{options: [none, mild]}", "[none, mild]"),
        ("{options: Words, mild: Mild}", "{mild: Mild, options: Words}"),
    ],
)
def test_a_list_may_be_written_below_its_key(written, meant):
    """A list that has `options` alone is those options; else that is one of them."""
    long, short = listed(written), listed(meant)

    assert set_of(long) == set_of(short)
    assert read(source_from("t.yaml", dump(long))) == long


def test_a_list_of_one_option_called_options_is_written_below_its_key():
    """Where what stands for the key would be read as the key, both are written."""
    document = listed("{options: {options: Words}}")

    assert "m:\n    options:\n      options: Words" in dump(document)
    assert read(source_from("t.yaml", dump(document))) == document


def listed(written):
    """Return a document with a list."""
    head = "triage: 1\nid: t\ntitle: T\nstart: s\nsteps: {}\n"
    return read(source_from("t.yaml", f"{head}lists: {{m: {written}}}\n"))


def set_of(document):
    """Return the options of its list, in any order."""
    options = document.lists[0].options
    return options if isinstance(options, Text) else frozenset(options)
