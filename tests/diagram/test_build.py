"""From a tree to its picture: what is in it, where it ends, what it is called."""

from decimal import Decimal

import attrs
import pytest
from trees_for_tests import built_in, throat, tree_of
from views_for_tests import chain

import triage
from triage.base.question import Option
from triage.diagram.build import view
from triage.diagram.lines import option_text, silent, step_title
from triage.diagram.model import AdviceNote, Group, Line, View
from triage.diagram.overview import title
from triage.diagram.parts import joint_ways


def node(picture: View, name: str):
    """Return the node with an id."""
    return next(node for node in picture.nodes if node.id == name)


def edges(picture: View, source: str) -> list[tuple[str, str]]:
    """Return the labels and targets of the ways from a node."""
    return [(e.label, e.target) for e in picture.edges if e.source == source]


def test_one_node_per_step_and_recommendation():
    """Every step has one node, every recommendation in use has one, and no other."""
    tree = throat()

    picture = view(tree)

    assert [n.id for n in picture.nodes if n.kind == "step"] == list(tree.steps)
    ends = [n.id for n in picture.nodes if n.kind == "recommendation"]
    assert sorted(ends) == sorted(tree.recommendations)
    assert len(picture.nodes) == len(tree.steps) + len(tree.recommendations)


def test_every_way_is_an_edge():
    """Every way of the tree is one edge, with its number."""
    tree = throat()

    assert [e.number for e in view(tree).edges] == list(range(len(tree.edges)))


def test_the_back_pain_tree_is_drawn_whole():
    """The real tree has every step, every way, and its modules as groups."""
    tree = built_in("back_pain")

    picture = view(tree)

    joints = joint_ways(tree)
    steps = [n for n in picture.nodes if n.kind == "step"]
    assert [n.id for n in steps] == [x for x in tree.steps if x not in joints]
    assert [n.number for n in steps] == [*range(1, len(steps) + 1)]
    assert len(picture.edges) == len(tree.edges) - len(joints)
    assert {"danger", "pills", "feelings", "back"} <= {g.id for g in picture.groups}


def test_an_option_says_what_it_counts_and_that_it_stands_alone():
    """What is chosen by itself is drawn so, beside its points."""
    both = Option("calm", "Calm", Decimal(2), alone=True)

    assert option_text(both) == "Calm (2 points, by itself)"
    assert option_text(attrs.evolve(both, points=Decimal(0))) == "Calm (by itself)"


def test_questions_are_the_text_of_a_step():
    """A node holds the questions of its page, how they are answered, and when."""
    lines = {
        line.name or line.text: line for line in node(view(throat()), "about_you").lines
    }

    assert lines["age"].text == "How old are you?"
    assert lines["age"].details == ("3 to 120 years",)
    assert lines["cough"].choice == "one"
    assert lines["cough"].options == ("No cough", "A little")
    assert lines["cough"].points == ("+1", "+0.5")
    assert lines["signs"].choice == "any"
    answers, guard = lines["pregnant"].details
    assert answers == "yes, no, or not sure"
    assert guard.startswith("only if ")
    assert guard.endswith("otherwise counts as: no")


def test_options_show_that_one_may_be_unsure():
    """Among the options of a question stands "not sure", where that is an answer."""
    questions = "  d: {text: D?, type: any_of, unsure: true, options: {x: X, y: Y}}"
    tree = tree_of("  one: {ask: d, go: rest}", questions=questions)

    assert node(view(tree), "one").lines == (
        Line("D?", "d", choice="any", options=("X", "Y", "not sure")),
    )


def test_a_question_shows_what_is_said_back():
    """In short, as it is written, with the answer that it is said to."""
    questions = (
        "  d: {text: D?, type: any_of, options: {x: X, y: Y}, reply:"
        ' {x: "- *Oh*, {e | lower}", none: Good.}}\n'
        "  e: {text: E?, options: {p: P, q: Q}}"
    )
    steps = "  one: {ask: e, go: two}\n  two: {ask: d, go: rest}"
    tree = tree_of(steps, questions=questions)

    assert node(view(tree), "two").lines[0].details == (
        "says back to “X”: Oh, {e | lower}",
        "says back to “None of these”: Good.",
    )


def test_a_number_may_have_no_unit():
    """A number without a unit shows its range alone."""
    questions = "  n: {text: N?, type: integer, min: 0, max: 10, unsure: true}"
    tree = tree_of("  one: {ask: n, go: rest}", questions=questions)

    assert node(view(tree), "one").lines[0].details == ("0 to 10, or not sure",)


def test_where_edges_say_the_answers_the_node_does_not():
    """A question with a way for each answer lists its answers at the edges only."""
    picture = view(throat())

    assert node(picture, "drooling").lines == (
        Line("Are you drooling?", "drooling", choice="words"),
    )
    assert edges(picture, "drooling") == [
        ("yes", "ambulance"),
        ("not sure", "ambulance"),
        ("no", "about_you"),
    ]


def test_names_are_shown_where_conditions_use_them():
    """A question is named only if a condition of the tree speaks of it."""
    tree = tree_of(
        """\
  one:
    ask: [b, c]
    branches:
      - {when: c and asked(b), go: see}
      - {go: rest}
  """
    )
    only_c = tree_of("  one: {ask: [b, c], branches: [{when: c, go: see}, {go: rest}]}")

    assert [line.name for line in node(view(tree), "one").lines] == ["b", "c"]
    assert [line.name for line in node(view(only_c), "one").lines] == ["", "c"]


def test_a_page_that_is_asked_whole_says_so():
    """What the author of a page decided, a reviewer reads in the picture."""
    page = "  one: {{ask: [b, c], {}branches: [{{when: b, go: go_now}}, {{go: rest}}]}}"

    def last(more):
        return view(tree_of(page.format(more))).nodes[0].lines[-1].text

    assert last("whole: true, ") == "This page is asked whole."
    assert last("") == "C?"


def test_checklists_are_to_tick():
    """The questions of a checklist are lines to tick."""
    tree = tree_of("  one: {checklist: [b, c], go: rest}")

    assert [line.choice for line in node(view(tree), "one").lines] == ["tick", "tick"]


def test_conditions_are_in_words_and_in_order():
    """The ways of a step with conditions say them, in the order they are tried."""
    picture = view(throat())

    likely, few_days, rest = edges(picture, "decide")
    assert likely[0].startswith("likely and days over 2")
    assert few_days[0].startswith("days under 7")
    assert rest == ("otherwise", "swab")
    assert [e.order for e in picture.edges if e.source == "decide"] == [1, 2, 3]
    assert [e.order for e in picture.edges if e.source == "drooling"] == [0, 0, 0]


def test_of_two_ways_the_order_is_plain():
    """A condition and an "otherwise" need no numbers, one way no label."""
    tree = tree_of(
        """\
  one: {ask: b, branches: [{when: b, go: see}, {go: two}]}
  two: {go: rest}"""
    )

    assert [(e.label, e.order) for e in view(tree).edges] == [
        ("b", 0),
        ("otherwise", 0),
        ("", 0),
    ]


def test_advice_is_noted_where_it_is_collected():
    """Steps and ways carry the advice collected there, with condition and urgency."""
    tree = throat()
    routine = tree.recommendations["midwife"].urgency

    picture = view(tree)

    drink, midwife = node(picture, "about_you").notes
    assert drink == AdviceNote("drink", "Keep drinking", warning=True)
    assert (midwife.text, midwife.level) == ("Ask the midwife", routine)
    assert "pregnant" in midwife.when
    way = next(e for e in picture.edges if e.target == "rest")
    assert way.notes == (AdviceNote("no_antibiotics", "Antibiotics do not help"),)


def test_recommendations_say_how_they_are_shown():
    """A node of a recommendation has its urgency, and says if it stands alone."""
    picture = view(throat())

    assert node(picture, "ambulance").level.id == "emergency"
    assert node(picture, "ambulance").lines[0].details == ("shown alone",)
    assert node(picture, "drink").warning
    assert node(picture, "drink").level is None


def test_names_in_conditions_are_explained():
    """Every named value that the picture uses is explained, and what explains it."""
    terms = view(throat()).definitions

    assert list(terms) == ["likely", "score"]
    assert "cough" in terms["score"]
    assert "score" in terms["likely"]


def test_title_version_status_and_hash():
    """The details name the version, the status and the beginning of the logic hash."""
    tree = throat()
    bare = tree_of("  one: {go: rest}")

    assert view(tree).title == "Sore throat"
    assert view(tree).details == ("version 1.2.0", "draft", f"logic {tree.logic[:8]}")
    assert view(bare).details == ("draft", f"logic {bare.logic[:8]}")


def test_done_and_todo_are_nodes():
    """`done` is one node; every way that is not written yet is one of its own."""
    tree = tree_of(
        """\
  one:
    ask: a
    advise: see
    answers: {yes: done, no: {todo: who?}, unsure: {todo: me}}"""
    )

    picture = view(tree)

    ends = [(n.kind, n.lines[0].text) for n in picture.nodes[1:]]
    assert ends == [
        ("done", "End: what was advised on the way"),
        ("todo", "Not written yet: who?"),
        ("todo", "Not written yet: me"),
        ("recommendation", "See somebody"),
    ]


def test_an_end_that_is_also_advised_is_one_node():
    """A recommendation that is advised and led to is one node all the same."""
    tree = tree_of("  one: {ask: b, advise: see, answers: {yes: see, no: done}}")

    assert [n.id for n in view(tree).nodes] == ["one", "see", "done"]


def test_a_step_that_asks_nothing_says_its_name():
    """A step without questions shows its id in words."""
    assert node(view(throat()), "decide").lines == (Line("Decide"),)


# Modules

MODULE = """\
triage: 1
kind: module
id: {name}
title: {title}
questions:
  {name}_q: {{text: "{title}?", type: yes_no}}
recommendations:
  {name}_call: {{urgency: emergency, title: Call}}
start: ask
steps:
  ask: {{ask: {name}_q, answers: {{yes: {name}_call, no: {after}}}}}
{more}"""


@pytest.fixture
def modular(tmp_path) -> triage.Tree:
    """Return a tree that runs a module, which runs another."""
    inner = MODULE.format(name="inner", title="The inner part", after="done", more="")
    more = "  deep: {run: inner, go: done}"
    outer = MODULE.format(name="outer", title="The outer part", after="deep", more=more)
    (tmp_path / "inner.yaml").write_text(inner)
    (tmp_path / "outer.yaml").write_text(outer)
    tree = """\
triage: 1
id: whole
title: Whole
recommendations: {rest: {urgency: self_care, title: Rest}}
start: first
steps:
  first: {run: outer, go: rest}
"""
    (tmp_path / "whole.yaml").write_text(tree)
    return triage.load(tmp_path / "whole.yaml")


def test_modules_are_groups_in_groups(modular):
    """A module is a group with the title of its file, inside the one that runs it."""
    assert view(modular).groups == (
        Group("first", "The outer part", number="1"),
        Group("first/deep", "The inner part", parent="first"),
    )


def test_nodes_lie_in_their_modules(modular):
    """Steps lie in their module, ends where all the ways to them come from."""
    assert [(n.id, n.group) for n in view(modular).nodes] == [
        ("first/ask", "first"),
        ("first/deep/ask", "first/deep"),
        ("outer_call", "first"),
        ("inner_call", "first/deep"),
        ("rest", "first/deep"),
    ]


def test_a_frame_stands_for_the_ways_in_and_out_of_a_module(modular):
    """Steps that only lead into a module or out of it are not drawn, unless asked."""
    picture = view(modular)

    assert picture.first == "first/ask"
    assert ("no", "first/deep/ask") in edges(picture, "first/ask")
    assert ("no", "rest") in edges(picture, "first/deep/ask")
    assert view(modular, start="first", depth=0).first == "first/ask"
    assert node(view(modular, start="first/", depth=0), "first/").lines == (
        Line("First"),
    )


def test_a_module_without_a_title_is_called_by_its_step(modular):
    """Where the steps of a module have no title, the id of the step that runs it is."""
    steps = {n: attrs.evolve(x, section="") for n, x in modular.steps.items()}
    lost = attrs.evolve(modular, steps=steps)

    assert [group.title for group in view(lost).groups] == ["First", "Deep"]


def test_ends_of_several_modules_lie_outside(tmp_path):
    """An end that is reached from two modules lies in what both lie in."""
    part = MODULE.format(name="part", title="Part", after="done", more="")
    (tmp_path / "part.yaml").write_text(part)
    (tmp_path / "twice.yaml").write_text(
        """\
triage: 1
id: twice
title: Twice
recommendations: {rest: {urgency: self_care, title: Rest}}
start: one
steps:
  one: {run: part, go: two}
  two: {run: part, go: rest}
"""
    )

    picture = view(triage.load(tmp_path / "twice.yaml"))

    assert node(picture, "part_call").group == ""


# A part of a tree


def test_from_a_step_on():
    """From a step on, only what can be reached from it is shown."""
    picture = view(throat(), start="decide")

    assert [n.id for n in picture.nodes] == ["decide", "swab", "rest", "no_antibiotics"]
    assert picture.first == "decide"
    assert picture.details[-1] == "only the part from decide"


def test_cut_ways_end_in_marked_nodes():
    """A way out of the part that is shown leads to a node that names the step."""
    picture = view(throat(), depth=0)

    assert edges(picture, "drooling")[2] == ("no", "cut:about_you")
    cut = node(picture, "cut:about_you")
    assert (cut.kind, cut.lines) == ("cut", (Line("… goes on at 2, about_you"),))
    assert picture.details[-1] == "only the part from drooling, 0 steps deep"


@pytest.mark.parametrize(("depth", "steps"), [(0, 1), (1, 2), (4, 5), (99, 6)])
def test_depth_counts_steps(depth, steps):
    """The depth is how many steps below the first are shown."""
    picture = view(chain(10), start="s4", depth=depth)

    assert sum(node.kind == "step" for node in picture.nodes) == steps


def test_an_unknown_step_is_refused():
    """An unknown step is refused, and the closest is named."""
    with pytest.raises(triage.TriageError) as refused:
        view(throat(), start="deside")

    assert str(refused.value) == "no step is called `deside`: did you mean `decide`?"


def test_an_unknown_step_among_many_is_refused():
    """Without a close name, and with many, the message ends there."""
    with pytest.raises(triage.TriageError) as refused:
        view(chain(20), start="elsewhere")

    assert str(refused.value) == "no step is called `elsewhere`"


def test_a_negative_depth_is_refused():
    """A depth below zero is refused."""
    with pytest.raises(triage.TriageError, match="give 0 or more"):
        view(throat(), depth=-1)


def test_a_long_menu_is_drawn_by_its_beginning():
    """Of more options than a menu lists, the rest are counted."""
    options = ", ".join(f"o{number}: Option {number}" for number in range(40))
    tree = triage.loads(
        "triage: 1\nid: t\ntitle: T\nstart: s\n"
        f"questions: {{q: {{text: Which, options: {{{options}}}}}}}\n"
        "recommendations: {r: {title: R, urgency: routine}}\n"
        "steps: {s: {ask: q, branches: [{when: q == o1, go: r}, {go: r}]}}\n"
    )

    assert "… and 10 more" in triage.draw(tree).dot


def test_a_title_and_a_name_stand_where_ids_and_texts_stood():
    """Boxes and ways say titles and names, and a box says whole what an arrow names."""
    tree = triage.loads("""
triage: 1
id: t
title: T
questions: {q: {text: Which?, options: {a: {text: All of it, name: all}, b: Half}}}
recommendations: {r: {title: R, urgency: routine}}
start: s
steps:
  s: {title: How much, ask: q, answers: {a: between, b: last}}
  between: {title: Between, go: last}
  last: {title: Between, go: r}
""")

    picture = view(tree)

    assert edges(picture, "s") == [("all", "between"), ("Half", "last")]
    assert node(picture, "s").title == "How much"
    assert node(picture, "s").lines[0].options == ("All of it (called “all”)", "Half")
    assert node(picture, "between").lines == (Line("Asks nothing."),)
    outline = triage.draw(tree).outline()
    assert "2. Between (between)" in outline
    assert "Go to step 3 (Between (last))" in outline
    cut = triage.draw(tree, depth=0).outline()
    assert "goes on at 3, Between (last)" in cut


def test_an_option_is_not_taken_for_what_all_others_do():
    """An option with the words that pictures use for the rest is quoted."""
    words = """
triage: 1
id: t
title: T
questions:
  q: {text: Q?, type: one_of, options: {a: any other answer, b: B}}
recommendations: {r: {title: R}}
start: s
steps:
  s: {ask: q, answers: {a: r, b: r}}
"""
    shown = view(triage.loads(words))

    assert [edge.label for edge in shown.edges] == ["“any other answer”", "B"]
    assert all(edge.is_option for edge in shown.edges)


def test_a_part_says_where_its_names_are_asked():
    """What a part goes by and does not ask has the number of the step that does."""
    tree = built_in("back_pain")

    shown = view(tree, start="risks_to_know", depth=0)

    assert shown.asked["lung disease"] == (15,)
    assert view(tree).asked == {}


def test_a_computed_title_says_what_it_shows():
    """A hole of a text is drawn as the name of what fills it."""
    shown = view(built_in("inheritance"))

    titles = [node.lines[0].text for node in shown.nodes]
    assert "The children inherit all of it: [what the children share]" in titles


def test_a_step_of_a_translation_is_called_by_what_it_asks():
    """Its id is in the language of the file; a step that asks nothing says that."""
    tree = triage.load("back_pain", language="de")
    steps = tree.steps

    assert step_title(tree, steps["back/painkiller_check"]) == (
        "Haben oder nehmen Sie etwas davon?"
    )
    assert step_title(tree, steps["danger/breathing"]) == (
        "Wer hat die Schmerzen? · 2 Fragen"
    )
    assert step_title(tree, steps["danger/seen_today"]) == "ohne Frage"
    assert title(tree, steps["danger/seen_today"]) == "Ohne Frage"
    assert silent(tree, steps["danger/seen_today"]) == "Fragt nichts."
    assert len(step_title(tree, steps["danger/injury_and_vessels"])) < 64


def test_a_step_of_a_tree_in_its_own_language_is_called_by_its_id():
    """An author's words stay, whatever language they are in."""
    tree = built_in("back_pain")

    assert step_title(tree, tree.steps["danger/breathing"]) == ""
    assert title(tree, tree.steps["danger/breathing"]) == "Breathing"
