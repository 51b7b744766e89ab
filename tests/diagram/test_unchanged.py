"""Unchanged: what a comparison leaves to numbers and titles, and what it never does."""

from pathlib import Path

import attrs
from click.testing import CliRunner
from everybody import load
from hypothesis import given
from strategies import documents
from trees_for_tests import tree_of

import triage
from triage.base.speech import speech
from triage.cli.main import cli
from triage.diagram import Diagram, draw, draw_map, fold, for_review
from triage.diagram.compare import view_against
from triage.diagram.layout import lay_out
from triage.diagram.model import PLAIN
from triage.diagram.phrases import FOLDED
from triage.diagram.unchanged import folded
from triage.verify.mutants import mutants

STEPS = """\
  one: {title: The first, ask: a, answers: {yes: go_now, unsure: two, no: three}}
  two: {ask: b, answers: {yes: see, no: three}}
  three: {ask: b, answers: {yes: four, no: five}}
  four: {ask: c, answers: {yes: rest, no: five}}
  five: {ask: c, answers: {yes: eight, no: six}}
  six: {ask: b, advise: warn, answers: {yes: seven, no: rest}}
  seven: {ask: c, answers: {yes: rest, no: eight}}
  eight: {ask: b, answers: {yes: rest, no: {go: rest, advise: note}}}
"""

OLD = tree_of(STEPS)


def against(was, now):
    """Return a picture of the tree in which a text was edited."""
    return fold(draw(tree_of(STEPS.replace(was, now)), against=OLD))


MOVED = (
    "ask: c, answers: {yes: rest, no: five}",
    "ask: c, answers: {yes: see, no: five}",
)


def steps(diagram):
    """Return the steps of a picture by id."""
    return {node.id: node for node in diagram.view.nodes if node.kind == "step"}


def test_what_changed_and_what_is_next_to_it_is_whole():
    """Steps before and behind a changed one are whole, the others one box a stretch."""
    found = steps(against(*MOVED))

    assert [*found] == ["1 to 2", "three", "four", "five", "6 to 8"]
    assert found["1 to 2"].folded == ("1. The first", "2. two")
    assert [bool(node.lines) for node in found.values()] == [False, *[True] * 3, False]
    assert found["four"].mark.text == "changed: ways on"
    assert found["1 to 2"].mark.text == found["6 to 8"].mark.text == "unchanged"


def test_a_way_into_a_stretch_says_to_which_step():
    """Whoever reads it need not guess which step of many is meant."""
    edges = against(*MOVED).view.edges

    into = {edge.label: edge.mark.text for edge in edges if edge.target == "6 to 8"}
    assert into == {"yes": "to 8", "no": "to 6"}


def test_a_step_behind_a_stretch_says_from_which_steps_people_come():
    """The line from a stretch has no words, so the step has the numbers."""
    found = steps(against(*MOVED))

    assert found["three"].sources == (1, 2)
    assert found["five"].sources == ()


def test_a_stretch_says_between_which_levels_its_ends_are():
    """No way is drawn to them; what is only advised counts, and a warning is named."""
    found = steps(against(*MOVED))

    told = {name: [x.text for x in node.told] for name, node in found.items()}
    assert told["1 to 2"] == [
        "up to: Emergency care now",
        "down to: See a clinician within two weeks",
    ]
    assert told["6 to 8"][0] == "up to: Care at home"
    assert told["6 to 8"][-1] == "a warning may be shown here"
    assert told["four"] == []


def test_what_is_only_advised_is_the_lowest_of_a_stretch():
    """A stretch that ends in an emergency alone may still tell less on the way."""
    text = OLD.documents[0].span.source.text
    advised = text.replace("two: {ask: b, answers: {yes: see,", TOLD_ON_THE_WAY)
    was, now = triage.loads(advised), triage.loads(advised.replace(*MOVED))
    shown = fold(draw(now, against=was))

    assert [x.text for x in steps(shown)["1 to 2"].told] == [
        "up to: Emergency care now",
        "down to: Care at home",
    ]


TOLD_ON_THE_WAY = "two: {ask: b, answers: {yes: {go: go_now, advise: rest},"


def test_a_stretch_has_the_colours_of_its_levels_and_the_legend_has_them():
    """As on a map; a box that is grey throughout would read as one that tells nothing.

    The level is in the legend, though no box of an end is drawn that has it.
    """
    shown = against(*MOVED)
    rows = [
        x
        for x in lay_out(shown.view).paragraphs(steps(shown)["1 to 2"])
        if x.role == "jump"
    ]

    assert {row.mark for row in rows} == {PLAIN}
    assert "emergency" in {level.id for level in shown.view.legend}
    assert "go_now" not in {node.id for node in shown.view.nodes}


def test_a_step_alone_keeps_its_number_and_title():
    """It is a step as ever, without what it asks and tells."""
    shown = against("five: {ask: c,", "five: {ask: b,")
    node = steps(shown)["seven"]

    assert (node.number, node.lines, node.folded) == (7, (), ())
    assert [x.target for x in shown.view.edges if x.source == "seven"] == ["eight"]


def test_ends_of_steps_that_are_whole_are_shown_and_no_others():
    """What only folded steps tell is left to their levels."""
    ends = {node.id for node in against(*MOVED).view.nodes if node.kind != "step"}

    assert ends == {"see", "rest"}


def test_who_tells_what_changed_is_next_to_it():
    """Where an end reads otherwise, steps that lead there or advise it are whole."""
    now = load_of("title: See somebody", "title: Call somebody")
    found = steps(fold(draw(now, against=OLD)))
    assert [name for name, node in found.items() if node.lines] == ["two"]

    now = load_of("title: Mind", "title: Mind you")
    found = steps(fold(draw(now, against=OLD)))
    assert [name for name, node in found.items() if node.lines] == ["six"]

    now = load_of("title: A note", "title: A word")
    found = steps(fold(draw(now, against=OLD)))
    assert [name for name, node in found.items() if node.lines] == ["eight"]


def load_of(*edit):
    """Return the tree with an edit of its text, whatever it is in."""
    return triage.loads(OLD.documents[0].span.source.text.replace(*edit))


def test_a_first_step_that_is_folded_is_where_it_starts():
    """The box of it says so, and so does the outline."""
    shown = against(*MOVED)

    assert shown.view.first == "1 to 2"
    assert lay_out(shown.view).heading(steps(shown)["1 to 2"]) == (
        "Start: 1 (The first), folded in 1 to 2 (unchanged)"
    )
    start = "8 steps, beginning with step 1 (The first), folded in steps 1 to 2."
    assert start in shown.outline()
    assert shown.view.summary.endswith("It begins with: 1. The first")
    assert "with 8 steps and" in shown.view.summary


def test_a_picture_says_how_much_is_folded_and_what_that_means():
    """In every format, with the titles of what is folded."""
    shown = against(*MOVED)

    assert shown.view.details[-1] == "5 unchanged steps folded"
    for drawn in (shown.outline(), shown.mermaid(), shown.dot):
        text = drawn.replace("#46;", ".").replace("#58;", ":")
        assert "1. The first" in text
        assert "Unchanged: steps as they were" in text
    assert "  1 to 2 (unchanged)" not in shown.outline()
    assert "\n1 to 2 (unchanged)\n  1. The first\n  2. two\n" in shown.outline()


def test_nothing_is_folded_where_nothing_differs():
    """A tree compared with itself is drawn as ever; so is a tree alone."""
    for shown in (draw(OLD, against=OLD), draw(OLD)):
        assert fold(shown) == shown
        assert FOLDED not in shown.outline()


def test_nothing_is_folded_where_all_is_next_to_a_change():
    """Where an end that each step tells reads otherwise, each of them is whole."""
    now = triage.load("qsofa")
    text = now.documents[0].span.source.text
    old = triage.loads(text.replace("ask:", "title: The page\n    ask:", 1))

    assert len(steps(fold(draw(now, against=old)))) == len(now.steps)


NAMED = """\
  one: {ask: a, go: two}
  two: {ask: b, go: three}
  three: {ask: c, go: four}
  four: {branches: [{when: surely(a) and b, go: see}, {go: rest}]}
"""


def test_names_that_are_asked_about_in_a_folded_step_say_where():
    """A condition that is shown speaks of no question that cannot be found."""
    now = NAMED.replace("surely(a) and b", "maybe(a) and b")
    shown = fold(draw(tree_of(now), against=tree_of(NAMED))).view

    assert [node.id for node in shown.nodes][:3] == ["1 to 2", "three", "four"]
    assert shown.asked == {"a": (1,), "b": (2,)}


def test_the_command_folds_and_unfolds():
    """With sheets or texts in full every step is whole, too; else it says no."""
    old, new = "old.yaml", "new.yaml"
    now = tree_of(STEPS.replace(*MOVED))
    for name, tree in ((old, OLD), (new, now)):
        Path(name).write_text(tree.documents[0].span.source.text)

    def drawn(*options):
        done = CliRunner().invoke(cli, ["draw", new, *options])
        return done.output or str(done.exception)

    assert "5 unchanged steps folded" in drawn("--against", old)
    assert "folded" not in drawn("--against", old, "--unfold")
    assert "folded" not in drawn("--against", old, "--for", "review")
    assert "folded" not in drawn("--against", old, "--from", "five")
    assert "--unfold is for --against" in drawn("--unfold")
    assert "--unfold is for --against" in drawn("--against", old, "--map", "--unfold")


def test_a_map_and_texts_in_full_take_it_as_it_is():
    """A map is of titles anyhow; texts are laid over what is whole."""
    now = tree_of(STEPS.replace(*MOVED))

    assert len(draw_map(now, against=OLD).view.nodes) == 8
    full = for_review(fold(draw(now, against=OLD)), now)
    assert steps(full)["1 to 2"].folded == ("1. The first", "2. two")


def circles(view):
    """Whether ways of a view lead round."""
    after = {node.id: set() for node in view.nodes}
    for edge in view.edges:
        after[edge.source].add(edge.target)
    left = {*after}
    while ready := {name for name in left if not after[name] & left}:
        left -= ready
    return bool(left)


@given(documents(), documents())
def test_folding_loses_no_step_and_no_change(one, other):
    """Each step is whole or named once; what is marked stays; no way leads round anew.

    Every way and all advice that is shown leads to what is shown.
    """
    old, new = load(one), load(other)
    pairs = [(new, old), *((mutant.tree, new) for mutant in [*mutants(new)][:4])]
    for tree, before in pairs:
        whole = view_against(tree, before)
        shown = folded(whole)
        ids = [node.id for node in shown.nodes]
        was = {node.id: node for node in whole.nodes}
        assert len(ids) == len({*ids})
        assert shown.steps == whole.steps
        ends = {end for edge in shown.edges for end in (edge.source, edge.target)}
        parts = [*shown.nodes, *shown.edges]
        ends |= {note.target for part in parts for note in part.notes}
        assert {shown.first, *ends} <= {*ids}
        for node in whole.nodes:
            if node.mark != PLAIN:
                assert node.id in ids
        for node in shown.nodes:
            if node.mark.tone != "faded":
                assert (node.lines, node.notes) == (
                    was[node.id].lines,
                    was[node.id].notes,
                )
        marked = {edge.number for edge in whole.edges if edge.mark != PLAIN}
        assert marked <= {edge.number for edge in shown.edges}
        assert circles(shown) <= circles(whole)
        assert Diagram(shown).outline()


GERMAN = ("bis: ", "hinab bis: ", "hier kann eine Warnung stehen")


def test_a_stretch_is_told_in_the_language_of_the_tree():
    """Its steps, and what people may be told there, are said in it."""
    whole = view_against(tree_of(STEPS.replace(*MOVED)), OLD)
    view = folded(attrs.evolve(whole, speech=speech("de")))
    stretches = [node for node in view.nodes if node.folded]
    told = [one.text for node in stretches for one in node.told]

    assert told
    assert all(text.startswith(GERMAN) for text in told)
    begin = attrs.evolve(view, first=stretches[0].id)
    assert "Schritte 1 bis 2." in Diagram(begin).outline()
