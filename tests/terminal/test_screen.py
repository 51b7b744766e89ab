"""What of a decision fits a screen."""

import json
import re
from contextlib import suppress
from pathlib import Path

import pytest
from trees_for_tests import built_in

import triage
from triage.base.reply import menu
from triage.cases import load
from triage.engine.page import Page
from triage.terminal.closing import Closing
from triage.terminal.interview import Host, Quit
from triage.terminal.report import report
from triage.terminal.screen import LINES, height, page, whole_or_screen
from triage.terminal.speech import asked
from triage.terminal.storage import Keeper
from triage.terminal.talk import Talk

ROOT = Path(__file__).parents[2]
LONG = json.loads((ROOT / "docs/examples/case.json").read_text())
CASES = sorted((ROOT / "trees").rglob("*.cases.yaml"))
SCREEN = 24
"""How many lines the smallest terminal has."""


def outcomes(file):
    """Return a decision for everything that the cases of a tree say people are told."""
    cases = load(file)
    decisions = (cases.tree.decide(dict(case.answers)) for case in cases.cases)
    complete = (decision for decision in decisions if decision.complete)
    return {tuple(d.trace.advice): d for d in complete}.values()


def told(closing, shown):
    """Return what stands on the terminal while an interview waits after its result."""
    closing.tell()
    assert closing.ask() == ""
    return "".join(shown) + "Enter: "


@pytest.mark.slow
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.name.partition(".")[0])
def test_every_result_fits_a_screen(file):
    """The result, what to do and the prompt stand on one screen, for every outcome.

    At the top of the scale title and text stand within its last 22 lines, whole. What
    is on the first screen and on those that follow is all that is told.
    """
    for decision in outcomes(file):
        shown = []
        closing = Closing(decision, Talk(lambda _: "quit", shown.append, typed=True))
        text = told(closing, shown)
        flat = " ".join(text.split())
        first = decision.told[0]
        assert height(text) <= SCREEN
        assert f"In short: {first.title}" in flat
        if decision.tree.is_top(decision.trace.rank):
            seen = " ".join("\n".join(text.splitlines()[-LINES:]).split())
            assert first.title in seen.partition("In short: ")[0]
            assert " ".join(first.text.split()) in seen
        while closing.left:
            closing.more()
        everything = " ".join("".join(shown).split())
        assert all(item.title in everything for item in decision.recommendations)


def test_what_is_decided_fits_a_screen_at_once():
    """A decision that is too long says where the rest is; a short one is told whole."""
    long = built_in("back_pain").decide(LONG)
    short = built_in("start").decide({"walks": "yes"})

    text = whole_or_screen(long, 80, {True: "To read {count} and why, add --full."})
    assert height(text) <= LINES
    assert text.endswith("To read 15 more texts and why, add --full.")
    assert whole_or_screen(short, 80, {}) == report(short, 80)


TREE = """
triage: 1
id: much
title: Much to read
questions: {a: {text: "A?", type: yes_no}}
recommendations:
  now: {title: Now, urgency: emergency, text: %s}
  mind: {title: Mind, warning: true}
start: first
steps:
  first: {ask: a, advise: mind, answers: {yes: now, no: now}}
"""


@pytest.mark.parametrize(
    ("words", "more"),
    [(180, "\n\nTo read why."), (900, "\n\nTo read 1 more text and why.")],
)
def test_what_is_to_be_done_is_always_told_in_full(words, more):
    """The reasons are left for later, then all the rest, but never what to do."""
    decision = triage.loads(TREE % ("word " * words)).decide({"a": "no"})

    text = whole_or_screen(
        decision, 80, {False: "To read why.", True: "To read {count} and why."}
    )

    assert text.count("word") == words
    assert text.endswith(more)


def test_what_is_left_is_read_screen_by_screen():
    """As much of it as fits is told next, one text at least, and the rest after it."""
    several = "".join(
        f"  more{n}: {{title: More {n}, text: {'word ' * 120}}}\n" for n in range(3)
    )
    text = (TREE % "Now.").replace("  mind:", f"{several}  mind:")
    text = text.replace("advise: mind", "advise: [more0, more1, more2]")
    decision = triage.loads(text).decide({"a": "no"})
    left, titles = decision.told[1:], []

    while left:
        found = page(decision, left, 80, 12)
        titles.append([item.title for item in left[: len(left) - len(found.left)]])
        left = found.left

    assert titles == [["More 0"], ["More 1"], ["More 2"]]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.name.partition(".")[0])
def test_every_question_fits_a_screen(file):
    """Each page, with its help, choices and rule, stands on one screen."""
    tree = load(file).tree
    for step in tree.steps.values():
        page = tuple(tree.questions[name] for name in step.ask)
        for items in [page] if step.checklist else [(item,) for item in page]:
            shown = []
            talk = Talk(input, shown.append)
            talk.tell(asked(Page(items, checklist=step.checklist), None))
            assert height("".join(shown)) < SCREEN - 1


MACHINE = re.compile(r"\w_\w|`|\w/\w+/|\bjson\b|\byaml\b|\byes_no\b", re.IGNORECASE)
"""What an id, a path or the name of a type looks like."""

ADDRESS = re.compile(r"https?://\S+|\b10\.\d{4,}/\S+|\bPMC?ID\S*")
"""Where a source is found, which is no word."""


def typed(page, answers):
    """Return what a person types who gives some answers to a page."""
    given = {q.id: answers.get(q.id, q.usual) for q in page.questions}
    if page.checklist:
        marks = {"yes": "", "unsure": "?"}
        pairs = [(n, marks.get(answer)) for n, answer in enumerate(given.values(), 1)]
        return " ".join(f"{n}{m}" for n, m in pairs if m is not None) or "0"
    question, (answer,) = page.question, given.values()
    if question.is_number and answer != "unsure":
        return f"{answer} {question.unit}"
    if question.kind.stands_alone:
        return question.labels[answer]
    labels = {key: label for label, key in menu(question).items()}
    keys = answer if isinstance(answer, tuple) else (answer,)
    return " ".join(labels.get(key, "not sure") for key in keys) or "0"


def whole_talk(tree, answers, lines):
    """Return all that is said to a person who answers, and then types some lines.

    Where there is a line that is "quit", only the first page is answered.
    """
    shown, begin, end = [], iter(["help", "why", "more", "sources"]), iter(lines)
    last = 1 if "quit" in lines else 1000

    def read(prompt):
        shown.append(prompt)
        assert len(shown) < 2000
        if prompt != "Answer: ":
            return next(end, "")
        page, pages = host.session.page, len(host.session.pages)
        return next(begin, None) or (typed(page, answers) if pages < last else "quit")

    host = Host(tree.start(), Talk(read, shown.append, typed=True), Keeper("", str))
    with suppress(Quit):
        host.hold()
        return "".join(shown)
    host.stop()
    return "".join(shown)


@pytest.mark.slow
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.name.partition(".")[0])
def test_no_screen_says_a_word_of_the_machine(file):
    """Nobody reads an id, a path or the name of a type, from first line to last."""
    cases = load(file)
    for decision in [*outcomes(file)][:: 1 + len(cases.cases) // 12]:
        end = ["more", "why", "sources", "help", "review"]
        text = whole_talk(cases.tree, decision.given, end)
        assert "Result: " in text
        assert not MACHINE.search(ADDRESS.sub("", text))
    left = whole_talk(cases.tree, cases.cases[-1].answers, ["quit"])
    assert not MACHINE.search(left)
