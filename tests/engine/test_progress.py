"""How far an interview is: pages left, sections, and what of it can be logged."""

import json

from trees_for_tests import ANSWERS, built_in, throat, tree_of

from triage.engine import Progress

MORE = """\
  d: {text: D?, type: yes_no}
  e: {text: E?, type: yes_no, only_if: b, otherwise: no}
  f: {text: F?, type: yes_no}"""
STEPS = """\
  one: {ask: b, answers: {yes: two, no: three}}
  two: {ask: [c, d], go: four}
  three: {ask: e, go: four}
  four: {ask: f, answers: {yes: go_now, no: five}}
  five: {ask: b, go: rest}"""


def test_pages_left_are_bounds():
    """A question that may be passed over, or was asked, counts for the most at most."""
    session = tree_of(STEPS, questions=MORE).start()

    assert session.progress == Progress(1, 2)
    assert session.answer({"b": "no"}).progress == Progress(0, 0)
    assert session.answer({"b": "yes"}).progress == Progress(1, 1)


def test_what_is_known_before_is_no_page():
    """A page of which everything is known is not asked, and not counted."""
    session = tree_of(STEPS, questions=MORE).start({"f": "no"})

    assert session.progress == Progress(0, 1)


def test_an_end_has_nothing_left():
    """A decided interview has no page left, and is in no section."""
    session = throat().start(ANSWERS)

    assert (session.progress, session.section) == (Progress(0, 0), "")


def test_a_section_is_the_file_that_asks():
    """A page of a module is in its section, any other in that of the tree."""
    tree = built_in("back_pain")
    sections = {step.section for step in tree.steps.values()}

    assert tree.start().section == "Signs of serious illness behind back pain"
    assert tree.title in sections
    assert throat().start().section == "Sore throat"


def test_what_can_be_logged_holds_no_answer():
    """Ids and outcomes are in it; how somebody answered is not."""
    session = throat().start({"age": 83}).answer({"drooling": "no"})
    session = session.answer({"cough": "some"})

    redacted = session.redacted()

    assert redacted["answered"] == ["drooling", "age", "cough"]
    assert (redacted["tree"], redacted["pages"]) == ("throat", 2)
    text = json.dumps([redacted, session.decision.redacted()])
    assert ": 83" not in text
    assert '"no"' not in text
    assert '"some"' not in text
    assert repr(session) == f"Session(tree={session.tree!r})"
