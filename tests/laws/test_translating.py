"""The laws of translating: another language is other words, and nothing else."""

import json

import pytest
from hypothesis import given, strategies as st
from odd_texts import ODD
from pseudo import LANGUAGE, catalog, files
from strategies import answer_sets, runs_of_copies, texts

import triage
from triage.base import po
from triage.base.text import Source
from triage.linker.catalogs import texts_by_file
from triage.linker.faults import msgid
from triage.linker.loader import opened
from triage.linker.shelf import Given
from triage.model.traversal import files_run
from triage.treefile.files import source_from


def extracted(text, **given):
    """Return what people read of a tree file and its modules, file by file."""
    found = opened(source_from("<text>", text), None, Given(**given))
    read = texts_by_file(found.document, found.around)
    root = found.document.id.value
    return {
        name or root: {key: msgid(text) for key, text in said.items()}
        for name, said in read.items()
    }


def in_marks(text, modules=()):
    """Return a tree in its own language, and with each text between marks."""
    modules = dict(modules)
    made = extracted(text, modules=modules)
    spoken = triage.loads(text, modules=modules | files(made), language=LANGUAGE)
    return triage.loads(text, modules=modules), spoken


def shown(tree):
    """Yield every text of a tree that people read who answer."""
    yield from (tree.title, tree.audience, tree.not_for)
    for question in tree.questions.values():
        yield from (question.text, question.again, question.help, question.why)
        yield from (question.if_wrong, question.name)
        yield from (one.text for one in question.responses)
        yield from (x for one in question.options for x in (one.text, one.name))
    for value in tree.values.values():
        yield value.title
        yield from (x for one in value.options for x in (one.text, one.name))
    for item in tree.recommendations.values():
        yield from (item.title, item.text, item.watch_for)
        yield from (text for piece in item.pieces for text in piece.said)
    yield from (step.title for step in tree.steps.values())
    yield from (step.section for step in tree.steps.values())
    yield from tree.denials.values()


@given(texts())
def test_every_text_is_translated(text):
    """Whatever people read of a tree is in the language: nothing is forgotten."""
    _, spoken = in_marks(text)

    assert [text for text in shown(spoken) if text and "«" not in text] == []
    assert spoken.translation.fallbacks == ()
    assert spoken.language == LANGUAGE


@pytest.mark.slow
@given(runs_of_copies())
def test_copies_speak_as_their_module(tree):
    """Copies of a module speak the language, each with its own answers in its texts."""
    modules = {name: x.span.source.text for name, x in files_run(tree.documents)}
    _, spoken = in_marks(tree.documents[0].span.source.text, modules)

    assert [text for text in shown(spoken) if text and "«" not in text] == []


@given(st.data(), texts())
def test_another_language_decides_the_same(data, text):
    """No way, no urgency and no answer is another; the hashes are those of the tree."""
    tree, spoken = in_marks(text)
    answers = data.draw(answer_sets(tree))

    one, other = tree.decide(answers), spoken.decide(answers)

    assert (spoken.logic, spoken.wording) == (tree.logic, tree.wording)
    assert spoken.texts != tree.texts
    assert (one.urgency, one.end, one.missing) == (
        other.urgency,
        other.end,
        other.missing,
    )
    assert [x.id for x in one.recommendations] == [x.id for x in other.recommendations]
    assert one.trace == other.trace
    for name, question in tree.questions.items():
        assert spoken.questions[name].answer_schema == question.answer_schema


@given(st.data(), texts())
def test_an_interview_goes_on_in_another_language(data, text):
    """Every answer is kept where the language is another, which is all that differs."""
    tree, spoken = in_marks(text)
    answers = data.draw(answer_sets(tree))
    session = tree.start(answers)
    record = json.loads(json.dumps(session.to_dict()))

    found = triage.migrate(spoken, record)

    assert [change.kind for change in found.changed] == ["language"]
    assert found.dropped == ()
    again = json.loads(json.dumps(found.session.to_dict()))
    assert triage.resume(spoken, again) == found.session
    assert again["texts"] == spoken.full_texts


@pytest.mark.slow
@given(texts())
def test_a_translated_tree_travels(text):
    """A bundle of a translated tree has its translations in it."""
    _, spoken = in_marks(text)

    assert triage.loads(spoken.bundle()) == spoken


KEYS = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1)


@given(st.dictionaries(KEYS, ODD), st.dictionaries(KEYS, ODD))
def test_what_keeps_up_is_stable(before, after):
    """A file is read as it was written; kept up once, it is, and all is there."""
    before, after = ({k: v for k, v in x.items() if v} for x in (before, after))
    made = catalog(before)
    now = po.updated(made, after)

    for each in (made, now):
        assert po.read(Source("a.po", po.text_of(each))) == each
    assert po.updated(made, before) == made
    assert po.updated(now, after) == now
    for key, one in now.messages.items():
        old = made.messages.get(key)
        assert one.texts == (old.texts if old else ())
        assert one.obsolete == (key not in after)
        assert one.stale == (
            key in after and old is not None and old.source != one.source
        )
