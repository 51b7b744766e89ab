"""What is written in fewer words says the same."""

import json

from hypothesis import given, settings, strategies as st
from strategies import documents, terse

import triage


@settings(deadline=None)
@given(st.data())
def test_fewer_words_say_the_same(data):
    """Types left out, texts alone, defaults and `otherwise` change no hash and no part.

    So a tree that is written so decides, proves and compares as the one written out.
    """
    document = data.draw(documents())
    short = terse(data.draw, document)

    one, other = (triage.loads(json.dumps(made)) for made in (document, short))

    assert (one.logic, one.wording) == (other.logic, other.wording)
    assert one.questions == other.questions
    assert one.recommendations == other.recommendations
