"""The laws of words: a condition is said whole in a language, and means one thing."""

import attrs
import pytest
from condition_texts import SCOPE, TREE, condition, day, number, texts, typed
from hypothesis import given, strategies as st
from pseudo import between_marks, library, unmarked
from strategies import answer_sets, trees
from trees_for_tests import built_in

import triage
from triage.base import po
from triage.base.speech import of_catalog, speech
from triage.base.text import Source
from triage.language.ast import Advised, Ends, Sum, Term, Worded
from triage.language.evaluate import Context
from triage.language.words import voice
from triage.lint.structure import all_parts

MARKED = of_catalog("qps", po.read(Source("qps.po", library())))


def in_marks(asked):
    """Return a question or a value of which each text is between marks."""
    options = tuple(
        attrs.evolve(one, text=between_marks(one.text), name=between_marks(one.name))
        for one in asked.options
    )
    key = "text" if hasattr(asked, "text") else "title"
    text = between_marks(getattr(asked, key) or asked.id)
    return attrs.evolve(asked, options=options, **{key: text})


def marked(tree):
    """Return a voice of which each phrase is between marks, as all texts are."""
    named = [
        {name: in_marks(one) for name, one in entries.items()}
        for entries in (tree.questions, tree.values)
    ]
    levels = [attrs.evolve(x, title=between_marks(x.title)) for x in tree.levels]
    titles = {n: between_marks(x.title) for n, x in tree.recommendations.items()}
    return voice(*named, MARKED, levels, titles)


def german(tree, title=""):
    """Return a German voice for a tree, whose recommendations may have one title."""
    told = tree.recommendations.items()
    titles = {name: title or one.title for name, one in told}
    return voice(tree.questions, tree.values, speech("de"), tree.levels, titles)


@pytest.fixture(scope="module")
def words():
    return marked(TREE)


def said(words, text):
    """Return what a text says: a condition, or a number."""
    expr = typed(text, SCOPE)
    return words.number(expr) if isinstance(expr, Sum) else words.of(expr)


@given(text=texts(condition))
def test_no_word_of_a_condition_is_in_another_language(words, text):
    """Whatever it is made of, each word is from a catalog, or from the tree."""
    assert unmarked(TREE, said(words, text)) == []


@given(text=texts(number) | texts(day))
def test_no_word_of_a_number_is_in_another_language(words, text):
    """Sums, dates and what is computed have no word but those of catalogs."""
    assert unmarked(TREE, said(words, text)) == []


@given(st.data(), trees)
def test_what_is_said_alike_is_alike(data, tree):
    """Two conditions that have the same words are so for the same people."""
    words = german(tree)
    given_answers = data.draw(answer_sets(tree))
    asked = {n: tree.questions[n].accept(v) for n, v in given_answers.items()}
    here, found = Context(tree.questions, asked), {}

    for part in all_parts(tree):
        if not isinstance(part, Sum | Term | Worded):
            judged = tree.compiled.condition(part, here)
            assert found.setdefault(words.of(part), judged) == judged


@pytest.mark.parametrize("name", triage.builtins())
def test_every_condition_of_the_library_has_words_of_its_own(name):
    """All of them are said whole, and no two alike that English tells apart."""
    tree, found, foreign = built_in(name), {}, marked(built_in(name))
    others = [(german(tree, title), title) for title in ("", "Ruhe")]
    told = (kind(one) for kind in (Advised, Ends) for one in tree.recommendations)
    for part in (*all_parts(tree), *told):
        if not isinstance(part, Sum | Term | Worded):
            assert unmarked(tree, foreign.of(part)) == []
            said = tree.words.of(part)
            for other, title in others:
                assert found.setdefault((title, other.of(part)), said) == said
