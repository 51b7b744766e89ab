"""What is looked through in a tree: each thing once, and in one order."""

import pytest
from trees_for_tests import built_in

import triage
from triage.linker.loader import builtins
from triage.model.reasons import OTHERWISE
from triage.model.traversal import (
    advice_sites,
    conditions,
    conditions_at,
    edge_label,
    page_questions,
)
from triage.model.tree import Tree, Way

TREES = [built_in(name) for name in builtins()]


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.id)
class TestBuiltIn:
    """What holds of every built-in tree."""

    def test_places(self, tree: Tree) -> None:
        """A place names one piece of advice: where it stands in a step or a way."""
        sites = {site.place: site for site in advice_sites(tree.steps.values())}
        lists = {step.id: step.advise for step in tree.steps.values()}
        ways = {way.number: way.advise for _, way in tree.edges}

        expected = {
            (where, index): advice
            for where, advise in (*lists.items(), *ways.items())
            for index, advice in enumerate(advise)
        }
        assert {place: site.advice for place, site in sites.items()} == expected

    def test_conditions(self, tree: Tree) -> None:
        """The conditions are those of values, questions, ways and advice."""
        found = [*conditions(tree)]
        at_steps = [*conditions_at(tree.steps.values())]

        assert len(found) == len(tree.values) + len(tree.guards) + len(at_steps)
        assert {condition for part, condition in at_steps if isinstance(part, Way)} == {
            way.when for _, way in tree.edges
        } - {None}

    def test_labels(self, tree: Tree) -> None:
        """An edge says nothing where there is no choice; else no two say the same."""
        for step in tree.steps.values():
            labels = [edge_label(tree, step, way) for way in step.ways]

            if len(step.ways) == 1:
                assert labels == [""]
            else:
                assert all(labels)
                assert len({*labels}) == len(labels)
                assert OTHERWISE not in labels[:-1]


def test_new_questions() -> None:
    """A question is new on the first page of a path that asks it."""
    tree = triage.loads(TWICE)
    pages = page_questions(tree.steps.values(), tree.questions)

    assert [(step.id, names) for step, names in pages] == [
        ("first", ("fever",)),
        ("second", ("cough",)),
    ]


TWICE = """\
triage: 1
id: twice
title: A question on two pages
start: first
questions:
  fever: {text: Fever?, type: yes_no}
  cough: {text: Cough?, type: yes_no}
steps:
  first: {ask: fever, go: second}
  second: {ask: [fever, cough], go: rest}
recommendations:
  rest: {title: Rest, urgency: self_care}
"""
