"""The law of own words: they change what is read, and nothing of what happens."""

import re

from hypothesis import given
from strategies import trees_with_answers

import triage
from triage.treefile.worded import reworded

SHARED = re.compile(r"\.options\.|\.\d+\.")
"""What may be of a list, or a text by name, and then has the key of that."""


def keys(tree):
    """Return the keys of the texts of a tree, with the texts."""
    found = {}

    def note(key, text, _form):
        if not SHARED.search(key):
            found[key] = text.value
        return text

    files = (x for x in tree.documents if not x.span.source.copy)
    for document in files:
        reworded(document, f"{document.id}/", note)
    return found


@given(trees_with_answers())
def test_own_words_change_no_way_and_no_urgency(case):
    """Where each text is another, the logic, the way and what is told are the same."""
    tree, answers = case
    texts = {key: f"{text} Indeed." for key, text in keys(tree).items()}
    own = triage.loads(tree.bundle(), texts=texts)

    assert own.logic == tree.logic
    assert dict(own.own_texts) == texts
    before, after = tree.decide(answers), own.decide(answers)
    assert after.trace.edges == before.trace.edges
    assert (after.urgency, after.end, after.missing) == (
        *(before.urgency, before.end, before.missing),
    )
    told = [item.id for item in before.recommendations]
    assert [item.id for item in after.recommendations] == told
    worded = {key.partition("/recommendations.")[2] for key in texts}
    of_files = [x for x in after.recommendations if f"{x.id}.title" in worded]
    assert all("Indeed." in item.title for item in of_files)
    assert keys(own) == texts
