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
