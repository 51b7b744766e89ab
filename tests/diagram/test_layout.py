"""What is written in a picture: labels, numbers, and what is named without a line."""

import attrs
import pytest
from views_for_tests import HIGH, LOW, chain, view_of

from triage.base.question import Level
from triage.base.wording import clean, wrapped
from triage.diagram.build import view
from triage.diagram.layout import (
    BUSY,
    FAR,
    FARTHEST,
    Bundle,
    Layout,
    Paragraph,
    lay_out,
)
from triage.diagram.model import AdviceNote, Edge, Line, Mark, Node, View
from triage.diagram.phrases import advised, level_text, numbers


def texts(bundle: Bundle) -> list[str]:
    """Return what is written at a line."""
    return [paragraph.text for paragraph in bundle.paragraphs]


def picture(*edges: Edge, scale=(LOW, HIGH)) -> Layout:
    """Return the layout of a view with some edges between plain steps."""
    names = dict.fromkeys(name for e in edges for name in (e.source, e.target))
    nodes = tuple(
        Node(name, "step", (Line(name),), number=number)
        for number, name in enumerate(names, start=1)
    )
    first = next(iter(names))
    view = View("t", "T", notice="", first=first, nodes=nodes, edges=edges, scale=scale)
    return lay_out(view)


def test_answers_that_lead_to_one_place_share_a_line():
    """Two answers with one target are one line, joined by "or"."""
    layout = picture(Edge(0, "a", "b", "yes"), Edge(1, "a", "b", "not sure"))

    assert [texts(bundle) for bundle in layout.lines] == [["yes or not sure"]]


def test_answers_with_different_advice_are_kept_apart():
    """What is collected on one way stands with that way only."""
    note = AdviceNote("n", "Drink")
    layout = picture(Edge(0, "a", "b", "yes", notes=(note,)), Edge(1, "a", "b", "no"))

    assert texts(layout.lines[0]) == ["yes", "Advise: Drink", "no"]


def test_few_conditions_stand_at_their_line():
    """Conditions that lead to one place are written below each other."""
    layout = picture(
        Edge(0, "a", "b", "age under 3", 1),
        Edge(1, "a", "c", "fever", 2),
        Edge(2, "a", "b", "otherwise", 3),
    )

    assert [texts(bundle) for bundle in layout.lines] == [
        ["(1) age under 3", "(3) otherwise"],
        ["(2) fever"],
    ]
    assert layout.cases == {}


def test_many_conditions_are_listed_in_the_step():
    """Where conditions would crowd a line, the step lists all, the lines numbers."""
    note = AdviceNote("n", "Drink", level=LOW)
    layout = picture(
        Edge(0, "a", "b", "x" * 50, 1),
        Edge(1, "a", "b", "y" * 50, 2, notes=(note,)),
        Edge(2, "a", "c", "otherwise", 3),
    )

    assert [texts(bundle) for bundle in layout.lines] == [["(1 to 2)"], ["(3)"]]
    assert layout.cases["a"] == (
        Paragraph("case", "(1) " + "x" * 50),
        Paragraph("case", "(2) " + "y" * 50),
        Paragraph("advice", "Advise: Drink (Care at home)", level=LOW, to="end-n"),
        Paragraph("case", "(3) otherwise"),
    )


def test_a_way_without_a_choice_has_no_label():
    """The only way on from a step has nothing written at it."""
    assert texts(picture(Edge(0, "a", "b")).lines[0]) == []


def test_a_line_is_as_loud_as_its_loudest_way():
    """Of several ways on one line the taken one counts."""
    taken = Mark("strong", "✓")
    layout = picture(
        Edge(0, "a", "b", "yes", mark=Mark("faded")),
        Edge(1, "a", "b", "not sure", mark=taken),
    )

    assert layout.lines[0].mark == taken
    assert layout.lines[0].paragraphs == (
        Paragraph("case", "yes or ✓ not sure", taken),
    )


@pytest.mark.parametrize(("length", "named"), [(BUSY, False), (BUSY + 1, True)])
def test_busy_ends_are_named(length, named):
    """An end that many steps lead to has no lines: each of them names it."""
    layout = lay_out(view(chain(length)))

    ways = [bundle for bundle in layout.lines if bundle.target == "call"]
    assert len(ways) == (0 if named else length)
    assert [node.id for node in layout.panel] == ["call"] * named


@pytest.mark.parametrize(("length", "named"), [(FARTHEST, False), (FARTHEST + 1, True)])
def test_ends_far_away_are_named(length, named):
    """An end that one way leads to from far away has no lines either."""
    steps = [Edge(n, f"s{n}", f"s{n + 1}") for n in range(length - 1)]
    steps += [Edge(90, "s0", "end"), Edge(91, f"s{length - 1}", "end")]
    view = picture(*steps).view
    nodes = [*view.nodes[:-1], Node("end", "done", (Line("End"),))]

    layout = lay_out(attrs.evolve(view, nodes=tuple(nodes)))

    ways = [bundle for bundle in layout.lines if bundle.target == "end"]
    assert len(ways) == (0 if named else 2)


def test_long_ways_are_named():
    """A way that passes many steps has no line; its step says where it goes on."""
    steps = [Edge(n, f"s{n}", f"s{n + 1}") for n in range(FAR + 1)]
    layout = picture(*steps, Edge(99, "s0", f"s{FAR + 1}", "yes"))

    assert [(b.source, b.target) for b in layout.lines] == [
        (f"s{n}", f"s{n + 1}") for n in range(FAR + 1)
    ]
    assert layout.cases["s0"] == (
        Paragraph("jump", f"yes → goes on at {FAR + 2}", to=f"step-s{FAR + 1}"),
    )


def test_a_named_end_says_its_urgency():
    """Where an end is named, its urgency stands with it."""
    case = lay_out(view(chain(20))).cases["s0"]

    assert [paragraph.text for paragraph in case] == [
        "yes → Call now (Emergency care now)"
    ]
    assert case[0].level.id == "emergency"


def test_a_named_information_has_no_urgency():
    """An end without urgency is named by its title alone."""
    end = Node("i", "recommendation", (Line("Drink"),))
    nodes = tuple(Node(f"s{n}", "step", (Line("?"),)) for n in range(20))
    edges = tuple(Edge(n, f"s{n}", "i") for n in range(20))

    layout = lay_out(
        View("t", "T", notice="", first="s0", nodes=(*nodes, end), edges=edges)
    )

    assert layout.cases["s3"] == (Paragraph("jump", "→ Drink", to="end-i"),)


def test_what_is_only_collected_stands_apart():
    """Recommendations that no way leads to are in the panel."""
    assert [node.id for node in lay_out(view_of()).panel] == ["low", "info", "warn"]


def test_the_deepest_node_is_on_the_longest_path():
    """The node that is drawn lowest is the last of the longest path."""
    layout = picture(
        Edge(0, "a", "b"), Edge(1, "a", "d"), Edge(2, "b", "c"), Edge(3, "c", "d")
    )

    assert layout.deepest == "d"


def test_headings_name_steps_and_urgencies():
    """A step is headed by its id, the first by "Start", an end by its urgency."""
    layout = lay_out(view_of())

    headings = {node.id: layout.heading(node) for node in layout.view.nodes}
    assert headings["ask"] == "Start: 1. ask"
    assert headings["m/page"] == "2. m/page"
    assert headings["high"] == "Urgency 2 of 2: Emergency care now"
    assert headings["info"] == "Information"
    assert headings["warn"] == "! Warning"
    assert headings["done"] == headings["todo:7"] == headings["cut:more"] == ""


def test_marks_that_are_words_follow_the_name():
    """A tick leads; other words of a mark follow in brackets."""
    layout = lay_out(view_of())
    step = next(n for n in layout.view.nodes if n.id == "m/page")

    ticked = attrs.evolve(step, mark=Mark("strong", "✓"))
    counted = attrs.evolve(step, mark=Mark(text="3 cases"))
    assert layout.heading(ticked) == "✓ 2. m/page"
    assert layout.heading(counted) == "2. m/page (3 cases)"


def test_advice_is_a_sentence():
    """A note says what is advised, how urgent it is, and when."""
    assert advised(AdviceNote("n", "Drink")) == "Advise: Drink"
    assert advised(AdviceNote("n", "Call", "fever", HIGH, Mark("strong", "✓"))) == (
        "✓ Advise: Call (Emergency care now), if fever"
    )


def test_urgency_is_a_place_on_the_scale():
    """An urgency says its place on the scale, so that no colour is needed."""
    assert level_text(HIGH, (LOW, HIGH)) == "Urgency 2 of 2: Emergency care now"
    assert level_text(None, (LOW, HIGH)) == "Information"


def test_a_scale_of_something_else_is_not_called_urgency():
    """What a scale that knows no emergency ranks is a level."""
    dead, hurt = Level("dead", "Dead", 0), Level("hurt", "Hurt", 1)

    assert level_text(dead, (dead, hurt)) == "Level 1 of 2: Dead"


@pytest.mark.parametrize(
    ("orders", "written"),
    [([1], "(1)"), ([1, 2], "(1 to 2)"), ([1, 3, 4, 5, 9], "(1, 3 to 5, 9)")],
)
def test_numbers_are_short(orders, written):
    """Numbers in a row are shortened to the first and the last."""
    assert numbers(orders) == written


def test_how_to_read_it_says_only_what_is_needed():
    """After title, details and notice, hints are given for what occurs."""
    plain = picture(Edge(0, "a", "b", "yes"))
    path = attrs.evolve(view_of(), path=True)

    assert list(plain.about()) == ["T"]
    assert len(list(lay_out(path).about())) == 3 + 3


def test_clean_texts_are_one_line_of_printable_characters():
    """No control character, half character or line break is left in a text."""
    assert clean("a\nb\tc  d") == "a b c d"
    assert clean("\x00\x1b\x7f\x85\ud800\ufffe") == "\ufffd" * 6
    assert clean("🤕 é 38 °C") == "🤕 é 38 °C"


def test_long_words_are_cut():
    """A word longer than the line is cut, and an empty text is an empty line."""
    assert wrapped("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]
    assert wrapped("well-known", 6) == ["well-k", "nown"]
    assert wrapped(" ", 10) == [""]


def listed(*texts) -> str:
    """Return what is written at a line for ways whose node lists them."""
    tones = {"no case": "missed"}
    marks = [Mark(tones.get(text, "plain"), text) for text in texts]
    edges = [Edge(n, "a", "b", "if", n, mark=mark) for n, mark in enumerate(marks, 1)]
    [written] = Bundle("a", "b", tuple(edges), listed=True).paragraphs
    return written.text


def test_a_line_for_several_ways_claims_no_count():
    """Each way has its own count; the line says only that no case takes any."""
    assert listed("2 cases", "no case") == listed("4 cases", "4 cases") == "(1 to 2)"
    assert listed("no case", "no case") == "(1 to 2) (no case)"


def test_options_beside_each_other_are_quoted():
    """Words of an author that are joined are told apart; a yes or a no is plain."""
    either = [
        Edge(n, "a", "b", label, is_option=True)
        for n, label in enumerate(["Ear or nose", "Toe"])
    ]

    assert texts(Bundle("a", "b", tuple(either))) == ["“Ear or nose” or “Toe”"]
    assert texts(Bundle("a", "b", tuple(either[:1]))) == ["Ear or nose"]


def test_a_line_for_many_rows_says_how_many():
    """No line is bare where it stands for a choice, however many rows alternate."""
    rows = [Edge(n, "a", "bc"[n % 2], "x" * 50, order=n + 1) for n in range(80)]

    layout = picture(*rows)

    assert [texts(line) for line in layout.lines] == [["(40 ways of those above)"]] * 2
