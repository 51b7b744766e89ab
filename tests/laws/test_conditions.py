"""The laws of conditions: the compiler against the plain reference."""

import json

from hypothesis import given, strategies as st
from reference import Reference
from strategies import answer_sets, answers_to, documents, trees

import triage
from triage.language.ast import Sum, Term, Worded
from triage.language.definite import Knowledge
from triage.language.english import English
from triage.language.evaluate import Context
from triage.linker.answer_flow import leaving
from triage.lint.structure import all_parts


def is_condition(part):
    """Whether a part of a condition is a condition itself."""
    return not isinstance(part, Sum | Term | Worded)


@given(st.data(), trees, st.integers(-1, 5))
def test_pairs_mean_what_the_reference_says(data, tree, rank):
    """What is sure and what is possible is what the plain reference says."""
    given_answers = data.draw(answer_sets(tree))
    asked = {n: tree.questions[n].accept(v) for n, v in given_answers.items()}
    here = Context(tree.questions, asked, rank=rank)
    reference = Reference(tree.questions, tree.values, asked, rank=rank)

    for part in all_parts(tree):
        if is_condition(part):
            surely, maybe = tree.compiled.condition(part, here)
            judged = reference.judge(part)
            assert (surely, maybe) == (judged is True, judged is not False)
        elif isinstance(part, Sum):
            assert tree.compiled.number(part, here) == reference.interval(part)


@given(st.data(), trees)
def test_a_page_decides_only_what_no_answer_can_change(data, tree):
    """What a half-answered page already decides stays so whatever the rest says."""
    full = data.draw(answer_sets(tree, complete=True))
    asked = {n: tree.questions[n].accept(v) for n, v in full.items()}
    waiting = frozenset(data.draw(st.sets(st.sampled_from(sorted(asked)))))
    known = {n: v for n, v in asked.items() if n not in waiting}
    early = Context(tree.questions, known, waiting)
    late = Context(tree.questions, asked)

    for part in all_parts(tree):
        if is_condition(part):
            before = tree.compiled.condition(part, early)
            after = tree.compiled.condition(part, late)
            assert before[0] in (None, after[0])
            assert before[1] in (None, after[1])


@given(st.data(), trees)
def test_a_plain_condition_is_never_open(data, tree):
    """Where load accepts a bare condition, sure and possible are the same."""
    answers = data.draw(answer_sets(tree, complete=True))
    trace = tree.decide(answers).trace
    knowledge = Knowledge(tree.questions, tree.values)
    asked = {}
    for number in trace.edges:
        step, _ = tree.edges[number]
        asked |= {name: trace.asked[name] for name in step.ask if name in trace.asked}
        here = Context(tree.questions, asked)
        seen = []
        for _ in leaving(
            tree, step, step.known, knowledge, lambda c, _, seen=seen: seen.append(c)
        ):
            pass
        whens = [way.when for way in step.ways if way.when is not None]
        for condition in [c for c in seen if c in whens]:
            surely, maybe = tree.compiled.condition(condition, here)
            assert surely == maybe


@given(trees)
def test_every_condition_can_be_said(tree):
    """Every condition has words, and they hold no code."""
    words = English(tree.questions)

    for part in all_parts(tree):
        if is_condition(part):
            said = words.of(part)
            assert said
            assert "==" not in said
            assert "Sum(" not in said


@given(documents())
def test_layout_plays_no_part(document):
    """A file written in one line and one written over many make the same tree."""
    tight = triage.loads(json.dumps(document))
    wide = triage.loads(json.dumps(document, indent=3, sort_keys=False))

    assert (tight.logic, tight.wording) == (wide.logic, wide.wording)


@given(st.data(), trees)
def test_accepting_is_stable(data, tree):
    """An accepted answer is accepted again, as itself."""
    for question in tree.questions.values():
        answer = question.accept(data.draw(answers_to(question)))
        given_back = list(answer) if isinstance(answer, tuple) else answer

        assert question.accept(given_back) == answer
