"""Kinds of questions: laws that each of them keeps, and that one more can be added."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from triage.base.answer import UNSURE, is_unsure, plain
from triage.base.kinds import KINDS, Range, Subset, Words
from triage.base.question import Option, Question

SUPPORT = Path(__file__).parents[1] / "support"
ONE_MORE = """
import month_kind, triage
tree = triage.loads(month_kind.TREE)
decision = tree.decide({"born": "march"})
print(tree.decide({}).missing, dict(decision.trace.asked), decision.end)
born = tree.questions["born"]
print(born.describe(3), "/", born.allowed)
"""


@st.composite
def questions(draw):
    """Return a question of any kind."""
    kind = draw(st.sampled_from([*KINDS.values()]))
    fields = {"unsure": draw(st.booleans())}
    if "options" in kind.needs:
        ids = draw(st.lists(st.sampled_from("abcde"), min_size=1, unique=True))
        fields["options"] = tuple(Option(name, name.upper()) for name in ids)
    if "min" in kind.needs:
        digits = draw(st.integers(0, 3)) if "decimals" in kind.takes else 0
        low, high = sorted(draw(st.tuples(*[st.integers(-9999, 9999)] * 2)))
        fields |= {"minimum": Decimal(low).scaleb(-digits), "decimals": digits}
        fields |= {"maximum": Decimal(high).scaleb(-digits)}
        fields |= {"unit": draw(st.sampled_from(["", "days", "mmHg"]))}
    return Question("asked", "Which?", kind.name, **fields)


@st.composite
def answered(draw):
    """Return a question and an answer from its domain."""
    question = draw(questions())
    if question.unsure and draw(st.booleans()):
        return question, question.accept(UNSURE)
    match question.domain:
        case Words(keys):
            return question, draw(st.sampled_from(keys))
        case Subset():
            chosen = draw(st.sets(st.sampled_from(question.keys)))
            return question, question.accept(chosen)
        case Range(low, high):
            return question, question.from_scaled(draw(st.integers(low, high)))


@given(answered())
def test_an_answer_is_accepted_in_every_form_it_is_written_in(pair):
    """An answer, its JSON and the text of either are accepted as that answer."""
    question, answer = pair
    json = plain(answer)
    text = ",".join(json) or "none" if isinstance(json, list) else str(json)

    assert [question.accept(form) for form in (answer, json, text)] == [answer] * 3
    assert isinstance(question.describe(answer), str)


@given(answered())
def test_a_number_and_its_scaled_form_are_one(pair):
    """Numbers come back from whole units of the last decimal as they were."""
    question, answer = pair

    if question.is_number and not is_unsure(answer):
        low, high = question.range
        assert low <= question.scaled(answer) <= high
        assert question.from_scaled(question.scaled(answer)) == answer
    else:
        assert isinstance(question.domain, Words | Subset) or answer == UNSURE


@given(questions())
def test_the_default_answer_is_an_answer(question):
    """What the well patient answers is accepted, is sure, and is in the domain."""
    default = question.kind.default(question)

    assert question.accept(default) == default
    assert not is_unsure(default)


@given(questions())
def test_a_domain_is_of_the_type_that_its_kind_says(question):
    """Whoever only has the kind knows which of the three domains to expect."""
    assert type(question.domain) is question.kind.domain_type
    assert question.kind.name == question.type
    assert (len(question.keys) > 0) or question.is_number


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_can_be_said(kind):
    """A kind has phrases for messages."""
    assert kind.noun
    assert "{0}" in kind.form


def test_a_new_kind_is_one_record_in_the_registry():
    """A kind that is registered can be written in a tree, asked, and answered."""
    command = [sys.executable, "-c", ONE_MORE]
    done = subprocess.run(
        command, cwd=SUPPORT, check=False, capture_output=True, encoding="utf-8"
    )

    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "('born',) {'born': 3} thanks",
        "March / a month, such as `march`",
    ]
