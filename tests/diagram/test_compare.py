"""A picture of a tree against an older one."""

import re
from pathlib import Path

import pytest
from everybody import load
from hypothesis import given
from strategies import documents
from trees_for_tests import tree_of

import triage
from triage.base.exceptions import TriageError
from triage.diagram import Diagram, draw, draw_map, fold, for_review
from triage.diagram.build import view
from triage.diagram.compare import view_against
from triage.diagram.phrases import UNEDITED, WORDS
from triage.verify.mutants import mutants

OLD = """\
triage: 1
id: t
version: 1.0
title: T
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no, only_if: a, otherwise: no}
  c: {text: C?, type: yes_no}
  n: {text: N?, type: integer, min: 0, max: 9}
  m: {text: M?, type: integer, min: 0, max: 9}
values:
  high: n > 5
recommendations:
  er: {urgency: emergency, title: ER}
  home: {urgency: self_care, title: Home}
  gone: {urgency: self_care, title: Gone}
  kept: {urgency: self_care, title: Kept}
  lost: {title: Lost note}
start: one
steps:
  one: {ask: [a, b, c], advise: lost, go: two}
  two:
    ask: n
    branches:
      - {when: high, go: er}
      - {when: n > 2, todo: the night}
      - {when: n > 1, go: old_one}
      - go: three
  old_one: {ask: m, branches: [{when: m > 2, go: gone}, {go: three}]}
  three:
    ask: m
    branches: [{when: m > 3, go: kept}, {when: m > 1, go: four}, {go: home}]
  four: {branches: [{when: a, go: er}, {go: home}]}
"""

NEW = """\
triage: 1
id: t
version: 2.0
title: T
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no}
  d: {text: D?, type: yes_no}
  n: {text: N?, type: integer, min: 0, max: 9, unit: days}
  m: {text: M?, type: integer, min: 0, max: 9}
values:
  high: n > 6
  low: n < 1
recommendations:
  er: {urgency: emergency, title: ER now}
  home: {urgency: self_care, title: Home}
  kept: {urgency: self_care, title: Kept}
  fresh: {urgency: self_care, title: Fresh}
  new_note: {title: New note}
start: one
steps:
  one: {ask: [a, b, d], advise: new_note, go: two}
  two:
    ask: n
    branches: [{when: high, go: er}, {when: low, go: home}, {go: three}]
  three:
    ask: m
    branches:
      - {when: m > 3, todo: the day}
      - {when: m > 1, go: new_one}
      - {when: m > 0, go: four}
      - go: home
  new_one: {branches: [{when: a, go: four}, {go: fresh}]}
  four: {branches: [{when: a, go: er}, {when: n > 3, go: kept}, {go: home}]}
"""


def trees():
    """Return the tree as it was, and the tree."""
    return triage.loads(OLD), triage.loads(NEW)


def against(**options):
    """Return the picture of the tree against what it was."""
    old, new = trees()
    return view_against(new, old, **options)


def marks(items):
    """Return the words at some parts of a picture."""
    return {name: item.mark.text for name, item in items.items() if item.mark.text}


def test_steps_and_ends_say_what_was_done_to_them():
    """A node says that it was added, changed or removed; the others say nothing."""
    nodes = {node.id: node for node in against().nodes}
    todos = {
        node.lines[0].text: node.mark.text
        for node in nodes.values()
        if node.kind == "todo"
    }

    assert {n: m for n, m in marks(nodes).items() if nodes[n].kind != "todo"} == {
        "one": "changed: what is asked; what is advised; 1 question",
        "two": "changed: ways on; 1 question; the meaning of “high”",
        "three": "changed: ways on",
        "four": "changed: ways on",
        "new_one": "added",
        "old_one": "removed",
        "er": "changed: title: ER [+ now]",
        "fresh": "added",
        "gone": "removed",
        "lost": "removed",
        "new_note": "added",
    }
    assert todos == {
        "Not written yet: the night": "removed",
        "Not written yet: the day": "added",
    }


def test_ways_say_what_was_done_to_them():
    """A way says that it was added or removed, with where it led."""
    edges = {
        (edge.source, edge.label, edge.target.partition(":")[0]): edge
        for edge in against().edges
    }

    assert marks(edges) == {
        ("two", "low", "home"): "added",
        ("two", "n over 2", "todo"): "removed",
        ("two", "n over 1", "old_one"): "removed",
        ("three", "m over 3", "todo"): "added",
        ("three", "m over 1", "new_one"): "added",
        ("three", "m over 0", "four"): "changed, before: m over 1",
        ("three", "m over 3", "kept"): "removed",
        ("new_one", "a", "four"): "added",
        ("new_one", "otherwise", "fresh"): "added",
        ("four", "n over 3 days", "kept"): "added",
        ("old_one", "m over 2", "gone"): "removed",
        ("old_one", "otherwise", "three"): "removed",
    }
    numbers = [edge.number for edge in against().edges]
    assert len(numbers) == len({*numbers})


LIMITS = """\
  one:
    ask: n
    branches:
      - {when: n > 7, go: go_now}
      - {when: n > 5, go: see}
      - {when: n > 3, go: see}
      - {go: rest}
"""


def limits(*edits):
    """Return the ways of a step in which limits were edited, with what they were."""
    asked, text = "  n: {text: N?, type: integer, min: 0, max: 9}", LIMITS
    for was, now in edits:
        text = text.replace(was, now)
    old, new = (tree_of(x, questions=asked) for x in (LIMITS, text))
    edges = view_against(new, old).edges
    return [(edge.label, edge.target, edge.mark.text) for edge in edges]


def test_a_limit_that_moved_is_one_way_with_what_it_was():
    """Nobody has to find the old one, struck through, behind all other ways."""
    assert limits(("n > 7", "n > 6")) == [
        ("n over 6", "go_now", "changed, before: n over 7"),
        ("n over 5", "see", ""),
        ("n over 3", "see", ""),
        ("otherwise", "rest", ""),
    ]


def test_of_several_limits_each_is_told_where_it_stood():
    """Two ways that lead alike are not taken for each other."""
    assert limits(("n > 5", "n > 6"), ("n > 3", "n > 2"))[1:3] == [
        ("n over 6", "see", "changed, before: n over 5"),
        ("n over 2", "see", "changed, before: n over 3"),
    ]


def test_a_limit_that_leads_elsewhere_is_another_way():
    """Where the condition and what it leads to are others, nothing of it is left."""
    found = limits(("n > 7, go: go_now", "n > 6, go: rest"))

    assert ("n over 6", "rest", "added") in found
    assert ("n over 7", "go_now", "removed") in found


def test_questions_and_advice_say_what_was_done_to_them():
    """In a step that changed, just the questions and the advice say it that did."""
    nodes = {node.id: node for node in against().nodes}
    lines = {
        (node.id, line.text): line.mark.text
        for node in nodes.values()
        for line in node.lines
        if line.choice
    }
    notes = {note.text: note.mark.text for note in nodes["one"].notes}

    assert lines == {
        ("one", "A?"): "",
        ("one", "B?"): "changed: asked of everybody now",
        ("one", "D?"): "added",
        ("one", "C?"): "removed",
        ("two", "N?"): "changed: unit [+ days]",
        ("three", "M?"): "",
        ("old_one", "M?"): "removed",
    }
    assert notes == {"New note": "added", "Lost note": "removed"}


def test_names_say_what_they_meant_before():
    """A value that was changed tells both meanings; a new one says that it is new."""
    terms = against().definitions

    assert terms == {
        "high": "n over 6 days (changed, before: n over 5)",
        "low": "n under 1 day (added)",
    }


def test_a_part_shows_what_was_removed_of_it_and_nothing_else():
    """In a picture of a part, what lies outside of it is not called removed."""
    shown = against(start="three", depth=0)
    nodes = {node.id: node.mark.text for node in shown.nodes}
    ends = {edge.target for edge in shown.edges if edge.mark.text == "removed"}

    assert nodes["cut:four"] == "changed: ways on"
    assert nodes["kept"] == ""
    assert "four" not in nodes
    assert ends == {"kept"}
    assert "removed" not in nodes.values()
    assert shown.details[-4:] == (
        "only the part from three, 0 steps deep",
        "compared with version 1.0",
        "4 edited steps not shown",
        "1 removed step not shown",
    )


def test_removed_steps_of_a_part_are_shown():
    """Steps that were removed below a part are shown, up to what is still there."""
    nodes = {node.id: node.mark.text for node in against(start="two", depth=0).nodes}

    assert (nodes["old_one"], nodes["gone"]) == ("removed", "removed")
    assert "cut:three" in nodes
    assert "three" not in nodes


def test_a_removed_first_step_is_shown():
    """What only it led to is shown too; a part that shows neither counts them."""
    kept = "  one: {ask: b, go: two}\n  two: {ask: c, answers: {yes: see, no: rest}}\n"
    before = """\
  zero: {ask: a, answers: {yes: go_now, unsure: half, no: one}}
  half: {ask: c, answers: {yes: see, no: one}}
"""
    new, old = tree_of(kept), tree_of(before + kept, start="zero")

    shown = view_against(new, old)
    part = view_against(new, old, start="two")

    steps = {node.id: node.mark.text for node in shown.nodes if node.kind == "step"}
    assert steps == {"one": "", "two": "", "zero": "removed", "half": "removed"}
    assert not [text for text in shown.details if "not shown" in text]
    assert "2 removed steps not shown" in part.details


def test_what_is_of_no_step_is_told_beside_the_version():
    """What changed of the tree as a whole, or of its scale, is told in the heading."""
    text = OLD.replace("version: 1.0\n", "")
    bare = triage.loads(text)
    assumed = triage.loads(text.replace("start: one", "assume: n > 0\nstart: one"))

    assert view_against(assumed, bare).details[-2:] == (
        f"compared with logic {bare.logic[:8]}",
        "tree `t` changed: assume [+ n over 0]",
    )


def test_versions_of_one_number_are_told_apart():
    """What differs is named: the logic, else the words; and that nothing does."""
    old, _ = trees()
    logic = triage.loads(OLD.replace("m > 3", "m > 4", 1))
    words = triage.loads(OLD.replace("title: Kept", "title: As it was", 1))
    same = view_against(old, old)

    found = [view_against(new, old) for new in (logic, words)]
    assert [shown.details[-1] for shown in found] == [
        f"compared with logic {old.logic[:8]}",
        f"compared with wording {old.wording[:8]}",
    ]
    assert [shown.compared for shown in (*found, same)] == [True, True, False]
    assert same.details[-1] == "compared with version 1.0: nothing differs"
    assert not draw_map(old, against=old).view.compared


MOOD = """\
triage: 1
kind: module
id: mood
title: Mood
questions: {low: {text: Low?, type: yes_no}}
recommendations: {talk: {urgency: routine, title: Talk}}
start: ask
steps: {ask: {ask: low, answers: {yes: talk, no: done}}}
"""

HEAD = """\
triage: 1
id: t
title: T
questions: {q: {text: Q?, type: yes_no}}
recommendations: {rest: {urgency: self_care, title: Rest}}
start: first
steps:
"""


def test_a_removed_module_keeps_its_frame():
    """Steps of a module that was removed are shown in its frame, with its title."""
    Path("mood.yaml").write_text(MOOD)
    before = OLD.replace(
        "advise: lost, go: two}",
        "advise: lost, go: mood}\n  mood: {run: mood, go: two}",
    )
    Path("before.yaml").write_text(before)
    Path("after.yaml").write_text(OLD)

    shown = view_against(triage.load("after.yaml"), triage.load("before.yaml"))

    assert [(group.id, group.title) for group in shown.groups] == [("mood", "Mood")]
    nodes = {node.id: node for node in shown.nodes}
    assert (nodes["mood/ask"].group, nodes["mood/ask"].mark.text) == ("mood", "removed")
    assert (shown.groups[0].number, nodes["mood/ask"].number) == ("", 0)


def test_a_way_out_of_a_module_that_leads_elsewhere_is_changed():
    """The step behind a module is not drawn, so the ways out of it show its change."""
    Path("mood.yaml").write_text(MOOD)
    steps = """\
  first: {run: mood, go: one}
  one: {ask: q, answers: {yes: two, no: rest}}
  two: {ask: q, answers: {yes: rest, no: rest}}
"""
    Path("old.yaml").write_text(HEAD + steps)
    Path("new.yaml").write_text(HEAD + steps.replace("go: one", "go: two"))

    shown = view_against(triage.load("new.yaml"), triage.load("old.yaml"))

    ways = {(e.source, e.target): e.mark.text for e in shown.edges if e.label == "no"}
    assert ways["first/ask", "two"] == "added"
    assert ways["first/ask", "one"] == "removed"


def test_advice_behind_a_module_is_not_lost():
    """The step behind a module was drawn where it told something, and is drawn on."""
    Path("mood.yaml").write_text(MOOD)
    steps = """\
  first: {run: mood, advise: rest, go: one}
  one: {ask: q, answers: {yes: rest, no: rest}}
"""
    Path("old.yaml").write_text(HEAD + steps)
    Path("new.yaml").write_text(HEAD + steps.replace("advise: rest, ", ""))

    shown = view_against(triage.load("new.yaml"), triage.load("old.yaml"))

    ways = {(e.source, e.target): e.mark.text for e in shown.edges if e.mark.text}
    assert ways == {
        ("first/ask", "one"): "added",
        ("first/ask", "first/"): "removed",
        ("first/", "one"): "removed",
    }
    assert "Advise: Rest (Care at home) (removed)" in Diagram(shown).outline()


def test_every_text_format_tells_it_in_words():
    """Outline, DOT and Mermaid say what was added, changed and removed."""
    drawn = Diagram(against())
    for name in ("t.txt", "t.dot", "t.mmd"):
        drawn.save(name)
        text = Path(name).read_text().replace("#95;", "_")
        for word in (
            "old_one (removed)",
            "new_one (added)",
            "three (changed: ways on)",
        ):
            assert word in text, name
        for word in (
            "n over 1 (removed)",
            "compared with version",
            "before: n over 5",
        ):
            assert word in text, name


def test_a_step_that_is_not_there_is_refused():
    """A part begins with a step of the new tree."""
    with pytest.raises(TriageError, match="no step is called `old_one`"):
        against(start="old_one")


def test_an_id_may_have_been_of_something_else():
    """What was a recommendation and is a step now is told as both."""
    bare = OLD.replace("  lost: {title: Lost note}\n", "").replace("advise: lost, ", "")
    now = triage.loads(bare.replace("old_one", "lost"))

    for depth in (None, 0):
        shown = view_against(now, triage.loads(OLD), start="one", depth=depth)
        assert "Advise: Lost note (removed)" in Diagram(shown).outline()
        assert "lost" in {node.id for node in shown.nodes}


def test_a_removed_step_may_have_given_its_id_to_advice():
    """The ways to it lead to the step as it was, and none of them to the advice."""
    steps = "  old_one: {ask: m, branches: [{when: m > 2, go: gone}, {go: three}]}\n"
    advice = "  old_one: {urgency: soon, title: Old one}\n"
    new = triage.loads(OLD.replace(steps, "").replace("  lost:", f"{advice}  lost:"))
    shown = view_against(new, triage.loads(OLD))

    nodes = {node.id: (node.kind, node.mark.text) for node in shown.nodes}
    ways = {
        (edge.source, edge.target): edge.mark.text
        for edge in shown.edges
        if "old_one" in edge.source + edge.target
    }
    assert nodes["was:old_one"] == ("step", "removed")
    assert (
        "Old one (old_one) (removed)"
        in draw_map(new, against=triage.loads(OLD)).outline()
    )
    assert nodes["old_one"] == ("recommendation", "added")
    assert ways == {
        ("two", "old_one"): "added",
        ("two", "was:old_one"): "removed",
        ("was:old_one", "gone"): "removed",
        ("was:old_one", "three"): "removed",
    }


def test_a_way_that_was_removed_leads_to_what_was_told():
    """Who was told something under an id that says another thing now is shown that."""
    was = OLD.replace("{go: home}]\n  four", "{go: home, advise: lost}]\n  four")
    now = OLD.replace("{go: home}]", "{go: er}]").replace("Lost note", "New note")
    now = now.replace("urgency: self_care, title: Home", "urgency: soon, title: Go")

    text = Diagram(view_against(triage.loads(now), triage.loads(was))).outline()

    assert "otherwise (removed): Home [Urgency 1 of 6: Care at home]" in text
    assert "Advise: Lost note (removed)" in text
    assert "  Home (removed) [Urgency 1 of 6: Care at home]" in text


@given(documents())
def test_a_tree_against_itself_is_plain(document):
    """Compared with itself, a tree is drawn as ever, in all its parts."""
    tree = load(document)
    for start in (None, "s1"):
        plain, shown = view(tree, start=start), view_against(tree, tree, start=start)
        assert shown.nodes == plain.nodes
        assert shown.edges == plain.edges
        assert shown.groups == plain.groups
        assert shown.definitions == plain.definitions


@pytest.mark.slow
@given(documents(), documents())
def test_every_picture_of_two_trees_hangs_together(one, other):
    """Of any two trees and any part, each way and note leads to a node, each once."""
    old, new = load(one), load(other)
    pairs = [(new, old), *((mutant.tree, new) for mutant in [*mutants(new)][:2])]
    for tree, before in pairs:
        for start, depth in ((None, None), ("s0", 0), ("s1", None)):
            shown = view_against(tree, before, start=start, depth=depth)
            ids = [node.id for node in shown.nodes]
            assert len(ids) == len({*ids})
            ends = {end for edge in shown.edges for end in (edge.source, edge.target)}
            parts = [*shown.nodes, *shown.edges]
            ends |= {note.target for part in parts for note in part.notes}
            assert ends <= {*ids}
            assert Diagram(shown).outline()
        shown = view_against(tree, before)
        assert before.steps.keys() <= {node.id for node in shown.nodes}


PART = """\
triage: 1
kind: module
id: part
title: The part
start: inner
steps:
  inner: {title: Here, ask: more, answers: {yes: done, no: done}}
questions: {more: {text: More?, type: yes_no}}
"""

RUNS = """\
triage: 1
id: whole
title: The whole
version: "1"
disclaimer: An example.
emergency: "Call somebody."
scale: [{id: soon, title: Soon enough}, {id: now, title: At once}]
audience: Everybody.
not_for: Nobody.
questions:
  a:
    text: A?
    help: Look.
    options: {one: The first one, two: The second one}
    type: one_of
recommendations:
  go: {urgency: now, title: Go there, text: A text., watch_for: A sign.}
  rest: {urgency: soon, title: Rest here}
start: first
steps:
  first: {title: Beginning, ask: a, answers: {one: go, two: inside}}
  inside: {run: part, advise: rest, go: rest}
"""


def of_files(folder, whole=RUNS, part=PART):
    """Return the tree of two files."""
    folder.mkdir()
    (folder / "part.yaml").write_text(part)
    (folder / "whole.yaml").write_text(whole)
    return triage.load(folder / "whole.yaml")


def test_a_part_that_has_another_title_says_so_at_its_frame(tmp_path):
    """In every format, on a map as well; all steps may be folded as they were."""
    old = of_files(tmp_path / "old")
    new = of_files(tmp_path / "new", part=PART.replace("The part", "Another part"))
    said = "changed: [- The] [+ Another] part"

    whole = draw(new, against=old)
    assert "class g0 strong" in whole.mermaid()
    for shown in (whole, fold(whole), draw_map(new, against=old)):
        marks = {group.title: group.mark.text for group in shown.view.groups}
        assert marks["Another part"] == said
        assert shown.view.is_edited
        for drawn in (shown.outline(), shown.mermaid()):
            assert said in re.sub(r"#(\d+);", lambda found: chr(int(found[1])), drawn)
            assert UNEDITED not in drawn
        assert WORDS.strip() in shown.outline()


def texts(file):
    """Yield each text of a file that people may read, by its line and place."""
    for found in re.finditer(
        r"(?:title|text|help|for|one|two|audience|disclaimer): "
        r"([A-Z][^,}\]\n]*)",
        file,
    ):
        yield found.span(1)


@pytest.mark.parametrize("name", ["whole", "part"])
def test_no_text_that_is_drawn_changes_without_being_marked(name, tmp_path):
    """Whatever a picture shows is never called unchanged if it is another text."""
    files = {"whole": RUNS, "part": PART}
    old = of_files(tmp_path / "old")
    for number, (start, end) in enumerate(texts(files[name])):
        text = f"{files[name][:start]}Otherwise{files[name][end:]}"
        new = of_files(tmp_path / str(number), **{**files, name: text})
        pictures = (
            draw(new, against=old),
            fold(draw(new, against=old)),
            draw_map(new, against=old),
        )
        for shown in pictures:
            text = for_review(shown, new).outline()
            if "Otherwise" in text:
                assert UNEDITED not in text
                assert "changed" in text.replace("unchanged", "").replace(WORDS, "")
