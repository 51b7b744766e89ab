"""Which part of an interview is asked, and how much of it is left."""

from trees_for_tests import built_in

import triage
from triage.engine.part import part


def test_what_is_left_of_a_part_is_what_the_well_patient_is_asked():
    """It falls by one with each answer, from the beginning of a part to its end."""
    session, found = built_in("back_pain").start(), []
    while session.page:
        found.append(part(session.tree, session.trace, session.answers))
        asked = session.page.questions
        session = session.answer({q.id: q.usual for q in asked}, at=session.page.at)

    parts = [[p.about for p in found if p.number == n] for n in range(1, 5)]
    assert all(about == [*range(len(about), 0, -1)] for about in parts)
    assert {p.of for p in found} == {4}
    assert found[0].title == "Signs of serious illness behind back pain"
    assert part(session.tree, session.trace, session.answers) is None


TITLED = """
triage: 1
id: titled
title: Titled
questions: {a: A?, b: B?, c: C?, d: D?}
recommendations: {end: {title: End, urgency: routine}}
start: one
steps:
  one: {title: Money, ask: a, go: two}
  two: {ask: b, go: three}
  three: {title: Money, ask: c, go: four}
  four: {title: Home, ask: d, go: end}
"""


def test_steps_of_one_title_are_one_part():
    """What has no title is of the part that is called as the file."""
    tree = triage.loads(TITLED)
    session, found = tree.start(), []
    while session.page:
        here = part(tree, session.trace, session.answers)
        found.append((here.number, here.of, here.title, session.section))
        page = session.page
        session = session.answer({page.question.id: "no"}, at=page.at)

    titles = ["Money", "Titled", "Money", "Home"]
    numbers = [1, 2, 1, 3]
    assert found == [(n, 3, x, x) for n, x in zip(numbers, titles, strict=True)]
    assert [step.title for step in session.decision.path] == [
        "Money",
        "",
        "Money",
        "Home",
    ]
    assert tree.step_names["one"] == "Money (one)"
    assert tree.step_names["four"] == "Home"


def test_a_tree_in_one_file_has_no_parts():
    """Where there is only one part, nothing is said of it."""
    session = built_in("start").start()

    assert part(session.tree, session.trace, {}) is None
