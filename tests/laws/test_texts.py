"""Laws of texts that speak of the answers, over random trees."""

import json
import re

import attrs
import pytest
from headless import answered
from hypothesis import given, settings, strategies as st
from odd_texts import ODD
from reference import Reference
from renaming import own_options
from strategies import (
    URGENT,
    answer_sets,
    condition,
    documents,
    texts,
    trees_with_answers,
)

import triage
from triage.base import markdown
from triage.base.wording import folded
from triage.engine.reading import OPEN
from triage.language.english import English

WORDS = "nothing yet"

PLACES = ("r0", "r3", "r5", "note", "only")


def loaded(document, hole):
    """Return a tree with a hole in a text, or the codes of what is found."""
    try:
        return triage.loads(json.dumps(document).replace("HOLE", hole))
    except triage.InvalidTree as refused:
        return {finding.code for finding in refused.findings}


def keys_of(question):
    """Return what something can be said back to; nothing is said of a number."""
    unsure = ["unsure"] if "unsure" in question else []
    options = own_options(question) or ["p", "q"]
    match question["type"]:
        case "yes_no":
            return ["yes", "no", *unsure]
        case "one_of":
            return [*options, *unsure]
        case "any_of":
            return [*options, "none", *unsure]
        case _:
            return unsure


def said_of(name, question):
    """Return a condition about a question, if there is one that may hold."""
    match question["type"]:
        case "yes_no":
            return name
        case "integer" | "number" | "date":
            return f"{name} > {question['min']}"
        case "one_of" | "any_of" if options := [*own_options(question)]:
            is_one = question["type"] == "one_of"
            return f"{name} == {options[0]}" if is_one else f"{options[0]} in {name}"
        case _:
            return ""


@st.composite
def with_a_hole(draw):
    """Return a random document with a hole in a text, and what the hole shows."""
    document = draw(documents())
    questions = document["questions"]
    names = [name for name in questions if questions[name]["type"] != "yes_no"]
    name = draw(st.sampled_from([*names, "v1"]))
    if looked := [*filter(None, (said_of(n, questions[n]) for n in questions))]:
        one, other = (draw(st.sampled_from(looked)) for _ in "12")
        counted = f"count(surely({one}), maybe({other}))"
        document["values"] = document["values"] | {"v1": counted}
    told = document["recommendations"] = dict(document["recommendations"])
    place = draw(st.sampled_from(PLACES))
    told[place] = told[place] | {"text": "*So:* HOLE", "title": "HOLE!"}
    return document, name


@st.composite
def with_a_hole_in_a_reply(draw):
    """Return the same, but the hole is in what is said back to an answer."""
    document = draw(documents())
    questions = document["questions"]
    names = [name for name in questions if questions[name]["type"] != "yes_no"]
    shown = draw(st.sampled_from([*names, "v1", "v2"]))
    asked = draw(st.sampled_from([n for n in questions if keys_of(questions[n])]))
    key = draw(st.sampled_from(keys_of(questions[asked])))
    reply = {"reply": {key: "*So:* HOLE"}}
    document["questions"] = questions | {asked: questions[asked] | reply}
    return document, shown


@given(with_a_hole_in_a_reply(), st.data())
@settings(max_examples=settings.default.max_examples // 2)
def test_a_hole_in_a_reply_is_filled_or_its_tree_is_refused(made, data):
    """So it is with what is said back to an answer, which is known by then."""
    check_filled(*made, data)


@given(with_a_hole(), st.data())
def test_a_hole_is_filled_or_its_tree_is_refused(made, data):
    """Whatever a text shows, it is filled for every patient, or the tree is refused.

    What may be open takes other words, and what never is takes none.
    """
    check_filled(*made, data)


def check_filled(document, name, data):
    """Prove of one hole that it is filled, with an `else` or without one."""
    plain = loaded(document, f"{{{name}}}")
    guarded = loaded(document, f"{{{name} else {WORDS}}}")
    trees = [tree for tree in (plain, guarded) if isinstance(tree, triage.Tree)]
    refused = [tree for tree in (plain, guarded) if not isinstance(tree, triage.Tree)]
    assert refused in ([], [{"T223"}])
    for tree in trees:
        for complete in (True, False):
            answers = data.draw(answer_sets(tree, complete=complete))
            texts = {n for n in answers if tree.questions[n].is_text}
            decision = tree.decide(answers | dict.fromkeys(texts, "no brace"))
            told = [f"{x.title} {x.text}" for x in decision.recommendations]
            for text in [*told, *decision.responses.values()]:
                assert OPEN not in text
                assert "{" not in text
                assert not re.search(r"[\[(]-?\d+, ", text)
            if complete:
                check_left(tree, decision)


def check_left(tree, decision):
    """Prove of a page that an end left that its texts say nothing that is not certain.

    They show what they show to whoever answered all of it, or that nobody knows.
    """
    full = {item.id: item for item in decision.recommendations}
    for item in answered(tree.start(), decision.given).decision.recommendations:
        assert item.title in (full[item.id].title, f"{WORDS}!")
        if not tree.recommendations[item.id].pieces:
            assert item.text in (full[item.id].text, f"*So:* {WORDS}")


@st.composite
def with_a_hole_for_some(draw):
    """Return the same, but only some read the hole."""
    document, name = draw(with_a_hole())
    asked = {n: q for n, q in document["questions"].items() if n.startswith("q")}
    when = condition(draw, asked, ("v0", "v1 >= 1"), 1).replace(URGENT, "b0")
    piece = {"when": when, "text": "For some"}
    piece[draw(st.sampled_from(["text", "otherwise"]))] = "*So:* HOLE"
    told = document["recommendations"]
    [place] = [n for n in PLACES if "HOLE" in told[n]["title"]]
    told[place] = told[place] | {"title": "A title", "text": [piece, "For all"]}
    return document, name


@given(with_a_hole_for_some(), st.data())
def test_a_hole_in_a_piece_is_filled_or_its_tree_is_refused(made, data):
    """So it is where only some read the piece, whatever its condition tells of them."""
    check_filled(*made, data)


@st.composite
def asking_less(draw):
    """Return a random file in which a page asks one question less."""
    document = draw(documents())
    steps = document["steps"]
    pages = [x for x in steps if "ask" in steps[x] and "answers" not in steps[x]]
    name = draw(st.sampled_from(pages))
    left_out = draw(st.sampled_from(steps[name]["ask"]))
    ask = [question for question in steps[name]["ask"] if question != left_out]
    step = {k: part for k, part in steps[name].items() if k not in ("ask", "whole")}
    step |= {"ask": ask} if ask else {}
    return document | {"steps": steps | {name: step}}


@given(asking_less(), st.data())
def test_what_shows_or_looks_at_what_nobody_asks_is_never_loaded(document, data):
    """A tree that was edited by half is refused, or each of its texts can be read."""
    tree = loaded(document, "")
    if isinstance(tree, set):
        assert tree <= {"T223", "T305", "T306"}
        return
    decision = tree.decide(data.draw(answer_sets(tree, complete=True)))
    told = [x.title + x.text + x.watch_for for x in decision.recommendations]
    assert decision.complete
    assert OPEN not in "".join(told)


@given(trees_with_answers(complete=True))
def test_a_piece_is_read_by_whom_its_condition_is_true(made):
    """Whoever reads a text reads what its conditions say, judged one by one."""
    tree, answers = made
    decision = tree.decide(answers)
    trace = decision.trace
    judge = Reference(tree.questions, tree.values, trace.asked, skipped=trace.skipped)
    for item in decision.recommendations:
        pieces = tree.recommendations[item.id].pieces
        for of in {piece.of for piece in pieces}:
            mine = [piece for piece in pieces if piece.of == of]
            said = [
                x.text if x.when is None or judge.judge(x.when) else x.otherwise
                for x in mine
            ]
            marks = re.findall(r"piece \d", " ".join(said))
            assert re.findall(r"piece \d", getattr(item, of)) == marks


@given(trees_with_answers())
def test_a_text_shows_what_was_answered(made):
    """A text shows the answer of the person who reads it, also on a later page."""
    tree, answers = made
    decision = tree.decide(answers)
    heard = decision.trace.asked
    for item in decision.recommendations:
        if item.id == "note":
            words = tree.questions["b2"].choices[heard["b2"]].text
            assert item.title == f"A note: {words.lower()}"
            assert item.text.startswith(f"- *{heard['b1']}*\n")
    page = tree.start(answers).page
    for question in page.questions if page else ():
        shown = tree.questions[question.id].text.replace("{b1}", str(heard.get("b1")))
        assert question.text in (shown, tree.questions[question.id].again)


def kinds(text):
    """Return what stands in a text, escapes apart."""
    found = [kind for kind, _ in markdown.structure(text)]
    return [kind for kind in found if kind not in ("text_special", "softbreak")]


@given(ODD | st.text("ab1 .)-+*_[]()<>|`~!#&;=\\{}$:/", max_size=20))
def test_no_answer_becomes_a_mark(words):
    """No option text becomes Markdown, a link or a hole, wherever it is shown."""
    said = folded(words).replace("\0", "\ufffd")
    if not said:
        return
    for text in ("{x}", "*{x}* and", "- {x}. Then", "a {x} b", "{x}\n\n{x}"):
        template = markdown.laid_out(text)
        told = markdown.filled_in(template, lambda _: words)
        read = filter(None, (line for line, _ in markdown.lines(told)))
        meant = text.replace("*", "").removeprefix("- ").split("\n\n")
        assert [*map(folded, read)] == [folded(x.replace("{x}", said)) for x in meant]
        assert kinds(told) == kinds(markdown.masked(template, "x"))


@given(documents())
def test_a_name_changes_words_alone(document):
    """Whatever questions, options and steps are called, the same is decided.

    It is said with those names, an option without its text and without quotes.
    """
    made = json.loads(json.dumps(document))
    for name, step in made["steps"].items():
        step["title"] = f"Part {name}"
    for number, entry in enumerate(made["questions"].values()):
        entry["name"] = f"thing {number}"
        for key in own_options(entry):
            option = entry["options"][key]
            option = {"text": option} if isinstance(option, str) else option
            entry["options"][key] = option | {"name": f"choice {key}"}
    old, new = (triage.loads(json.dumps(x)) for x in (document, made))

    assert new.logic == old.logic
    assert new.wording != old.wording
    assert [*new.step_names.values()] == [f"Part {name}" for name in new.steps]
    words, plain = English(new.questions, new.values), English(old.questions)
    for step, way in new.edges:
        if way.when is not None:
            said = words.of(way.when)
            for number, name in enumerate(new.questions):
                if re.search(rf"\b{name}\b", plain.of(way.when)):
                    assert f"thing {number}" in said
                assert not re.search(rf"\b{name}\b", said), step
            assert "“Option" not in said
        elif (found := re.fullmatch(r"o\d|[pq]", way.answer)) and own_options(
            made["questions"][step.ask[0]]
        ):
            assert new.reasons.label(step, way) == f"choice {found[0]}"


@pytest.mark.parametrize("name", ["b0", "v0"])
def test_a_condition_is_never_shown(name):
    """A question of yes or no, and a condition, cannot be shown."""
    document = {
        "triage": "1",
        "id": "t",
        "title": "T",
        "questions": {"b0": {"text": "So?", "type": "yes_no"}},
        "values": {"v0": "not b0"},
        "recommendations": {"r": {"title": "HOLE", "urgency": "routine"}},
        "start": "s",
        "steps": {"s": {"ask": "b0", "go": "r"}},
    }

    assert loaded(document, f"{{{name}}}") == {"T222"}


texts_asked = texts(("text", "text", "yes_no")).map(triage.loads)


@given(texts_asked.flatmap(lambda tree: st.tuples(st.just(tree), answer_sets(tree))))
@settings(max_examples=settings.default.max_examples // 2)
def test_what_is_written_decides_nothing(made):
    """Whatever else is written, the walk and its reasons are the same.

    A record of it holds nothing that is personal, and decides again to itself.
    """
    tree, answers = made
    texts = {n for n, question in tree.questions.items() if question.is_text}
    others = {n: "secret" if n in texts else a for n, a in answers.items()}
    one, two = tree.decide(answers), tree.decide(others)
    led = [
        attrs.evolve(x.trace, asked=dict.fromkeys(x.trace.asked)) for x in (one, two)
    ]
    record = two.record()
    personal = {n for n in answers if tree.questions[n].personal}

    assert led[0] == led[1]
    assert [(s.because, s.why) for s in one.path] == [
        (s.because, s.why) for s in two.path
    ]
    assert (one.bounds, one.shows) == (two.bounds, two.shows)
    assert {*record.get("withheld", ())} == personal
    assert triage.replay(json.loads(json.dumps(record)), tree).same
    if personal == texts & answers.keys():
        assert "secret" not in json.dumps(record)
    assert "secret" not in repr(two) + repr(two.path) + json.dumps(two.redacted())
