"""Texts that read otherwise in a new tree."""

import triage
from triage.comparison.rewording import reworded


def test_the_title_of_a_part_is_a_text():
    """A person reads it above the questions of a module, or of a copy of one."""
    modules = {
        "pain": """
triage: 1
kind: module
id: pain
title: Pain
questions: {severe: Severe?}
start: first
steps: {first: {ask: severe, go: done}}
"""
    }
    text = """
triage: 1
id: arm
title: Arm
scale: [{id: told, title: Told}]
recommendations: {rest: {urgency: told, title: Rest}}
start: arm
steps: {arm: {run: pain, as: {id: arm, title: your arm}, go: rest}}
"""
    old = triage.loads(text, modules=modules)
    new = triage.loads(text.replace("your arm", "the arm"), modules=modules)
    bare = triage.loads(text.replace(", title: your arm", ""), modules=modules)

    told = [
        [(x.part, x.id, x.old, x.new) for x in reworded(old, x)] for x in (new, bare)
    ]
    assert told == [
        [("part", "arm", "your arm", "the arm")],
        [("part", "arm", "your arm", "Pain")],
    ]
    assert len({old.wording, new.wording, bare.wording}) == 3


def test_the_title_of_a_step_is_a_text():
    """A person reads it above its questions, and how urgent that can be is told."""
    text = """
triage: 1
id: two
title: Two
scale: [{id: later, title: Later}, {id: now, title: Now}]
recommendations: {rest: {urgency: later, title: Rest}, go: {urgency: now, title: Go}}
questions: {sore: Sore?}
start: one
steps: {one: {title: Pain, ask: sore, answers: {yes: two, no: rest}}, two: {go: go}}
"""
    trees = [triage.loads(text.replace("Pain", title)) for title in ("Pain", "An ache")]

    (found,) = reworded(*trees)

    assert (found.part, found.id, found.key) == ("step", "one", "title")
    assert (found.old, found.new, found.urgency) == ("Pain", "An ache", "now")
    (gone,) = reworded(trees[0], triage.loads(text.replace("title: Pain, ", "")))
    assert (gone.id, gone.old, gone.new) == ("one", "Pain", "")
    assert trees[0].wording != trees[1].wording
    assert trees[0].logic == trees[1].logic


def test_what_is_said_where_answers_deny_a_rule_is_told():
    """The sentence is compared by the rule that it is about."""
    file = (
        "triage: 1\nid: a\ntitle: A\nquestions: {n: {text: N?, type: integer, "
        "min: 0, max: 9}}\nassume: {that: n < 9, says: 'Less, $practice.'}\n"
        "recommendations: {go: Go}\nstart: s\nsteps: {s: {ask: n, go: go}}\n"
    )
    old, new = triage.loads(file), triage.loads(file.replace("Less", "Fewer"))

    (word,) = reworded(old, new)

    assert (word.part, word.key) == ("assumption", "says")
    assert (word.old, word.new) == ("Less, $practice.", "Fewer, $practice.")
    (gone,) = reworded(
        old, triage.loads(file.replace(", says: 'Less, $practice.'", ""))
    )
    assert (gone.old, gone.new) == ("Less, $practice.", "")
