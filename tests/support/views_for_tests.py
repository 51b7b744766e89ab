"""Views made by hand, with one of everything."""

import attrs

import triage
from triage.base.question import Level
from triage.diagram.model import (
    AdviceNote,
    Edge,
    Group,
    Line,
    Mark,
    Node,
    View,
)
from triage.model.notice import DISCLAIMER

LOW = Level("self_care", "Care at home", 0)
HIGH = Level("emergency", "Emergency care now", 1)

NASTY = (
    "say \"yes\" <now> & 'then'; #1 %% {a|b} [c](d) `e` *f* _g_ ~h~ $i$",
    "back\\slash \\N \\G \\l \\n \\",
    "two\nlines\r\nand\ttabs",
    "1. a list\n- another\n# a title",
    "%%{init: {'theme': 'dark'}}%%",
    "--- \nconfig: x\n---",
    "</title><script>alert(1)</script><!-- ]]> &#0; &nope; &amp;",
    "end subgraph click style graph TD; A-->B",
    "Wort" * 60,
    "🤕 ✓ 👩\u200d⚕️ \u05db\u05d0\u05d1 \u202e end",
    "\x00\x01\x1b[31m\x7f\x85\ud800\ufffe",
    "",
)
"""Texts that would break a format that did not mind them."""


def view_of(text: str = "Are you well?", **changes: object) -> View:
    """Return a view in which everything that can be written says a text."""
    note = AdviceNote("info", text, when=text, level=None)
    rising = AdviceNote("low", text, level=LOW)
    warning = AdviceNote("warn", text, warning=True)
    nodes = (
        Node(
            "ask",
            "step",
            (
                Line(text, name=text, choice="words"),
                Line(text, choice="points", points=("+1",)),
            ),
            (note, warning),
            number=1,
        ),
        Node(
            "m/page",
            "step",
            (
                Line(
                    text,
                    choice="one",
                    options=(text, text),
                    points=("-1", "0"),
                    details=(text,),
                ),
                Line(text, choice="any", options=(text,), mark=Mark("faded", text)),
                Line(text, choice="tick", mark=Mark("strong", f"✓ {text}")),
            ),
            (rising,),
            group="m",
            number=2,
            sources=(1,),
        ),
        Node("m/n/last", "step", (Line(text),), group="m/n", number=3),
        Node("high", "recommendation", (Line(text),), level=HIGH, group="m"),
        Node("done", "done", (Line(text),)),
        Node("todo:7", "todo", (Line(text),)),
        Node("cut:more", "cut", (Line(text),)),
        Node("low", "recommendation", (Line(text, details=(text,)),), level=LOW),
        Node("info", "recommendation", (Line(text),)),
        Node("warn", "recommendation", (Line(text),), warning=True),
    )
    edges = (
        Edge(0, "ask", "high", text),
        Edge(1, "ask", "high", text),
        Edge(2, "ask", "m/page", text),
        Edge(3, "m/page", "m/n/last", text, order=1, notes=(note,)),
        Edge(4, "m/page", "m/n/last", text, order=2, notes=(rising,)),
        Edge(5, "m/page", "done", "", order=3),
        Edge(6, "m/n/last", "cut:more", text),
        Edge(7, "m/n/last", "todo:7", text),
    )
    view = View(
        id="t",
        title=text,
        details=(text, text),
        first="ask",
        nodes=nodes,
        edges=edges,
        groups=(Group("m", text, number="1"), Group("m/n", text, parent="m")),
        scale=(LOW, HIGH),
        notice=DISCLAIMER,
        definitions={text: text},
        places={text: (1, 2)},
        unsure=True,
    )
    return attrs.evolve(view, **changes)


def chain(length: int) -> triage.Tree:
    """Return a tree of steps in a row, each of which may end at once."""
    lines = ["triage: 1", "id: chain", "title: A chain", "questions:"]
    lines += [f"  q{n}: {{text: Sign {n}?, type: yes_no}}" for n in range(length)]
    lines += ["recommendations:"]
    lines += ["  call: {urgency: emergency, title: Call now}"]
    lines += ["  rest: {urgency: self_care, title: Rest}"]
    lines += ["start: s0", "steps:"]
    for n in range(length):
        after = f"s{n + 1}" if n < length - 1 else "rest"
        lines += [f"  s{n}: {{ask: q{n}, answers: {{yes: call, no: {after}}}}}"]
    return triage.loads("\n".join(lines))
