"""Kinds of questions: laws that each of them keeps, and that one more can be added."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from month_kind import MONTH

from triage.base.answer import UNSURE, is_unsure, plain
from triage.base.dates import EARLIEST, LATEST
from triage.base.kinds import KINDS, Free, Range, Subset, Words
from triage.base.question import Option, Question

SUPPORT = Path(__file__).parents[1] / "support"
HEAD = """
import month_kind
from triage.base.kinds import KINDS
KINDS["month"] = month_kind.MONTH
import triage
tree = triage.loads(month_kind.TREE)
"""


def added(*lines):
    """Return what lines print in a program that has added a kind of its own."""
    code = "\n".join([HEAD, *lines])
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=SUPPORT,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@st.composite
def questions(draw):
    """Return a question of any kind."""
    kind = draw(st.sampled_from([*KINDS.values()]))
    fields = {"unsure": draw(st.booleans())}
    if "options" in kind.needs:
        ids = draw(st.lists(st.sampled_from("abcde"), min_size=1, unique=True))
        alone = draw(st.sampled_from("abcde")) if kind.name == "any_of" else ""
        fields["options"] = tuple(
            Option(name, name.upper(), alone=name == alone) for name in ids
        )
    if "min" in kind.needs:
        fields |= draw(limits(kind))
    if "most" in kind.takes:
        fields = {"unsure": True, "most": draw(st.integers(3, 9))}
    return Question("asked", "Which?", kind.name, **fields)


@st.composite
def limits(draw, kind):
    """Return the limits of a question of numbers or of days."""
    if kind.dated:
        days = st.dates(EARLIEST, LATEST)
        low, high = sorted(draw(st.tuples(days, days)))
        return {"minimum": low, "maximum": high}
    digits = draw(st.integers(0, 3)) if "decimals" in kind.takes else 0
    low, high = sorted(draw(st.tuples(*[st.integers(-9999, 9999)] * 2)))
    return {
        "minimum": Decimal(low).scaleb(-digits),
        "maximum": Decimal(high).scaleb(-digits),
        "decimals": digits,
        "unit": draw(st.sampled_from(["", "days", "mmHg"])),
    }


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
            some = chosen if question.can_stand(chosen) else {min(chosen)}
            return question, question.accept(some)
        case Range(low, high):
            return question, question.from_scaled(draw(st.integers(low, high)))
        case Free():
            return question, draw(st.sampled_from(["a", "B,", "no", UNSURE]))


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
        assert not question.is_number or answer == UNSURE


@given(questions())
def test_the_default_answer_is_an_answer(question):
    """What the well patient answers is accepted, and sure where it decides."""
    default = question.kind.default(question)

    assert question.accept(default) == default
    assert is_unsure(default) == question.is_text


@given(questions())
def test_a_domain_is_of_the_type_that_its_kind_says(question):
    """Whoever only has the kind knows which of the four domains to expect."""
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
    assert added(
        "born = tree.questions['born']",
        "print(born.allowed, '/', born.describe(born.accept('March')))",
        "print(tree.decide({}).missing, tree.decide({'born': 3}).end)",
        "print(tree.decide({'born': 'july'}).shows, tree.start().page.question.id)",
        "print(tree.start().answer({'born': 'unsure'}).decision.end)",
        "from triage.treefile import dump",
        "print(triage.loads(dump(tree.documents[0])).logic == tree.logic)",
    ) == [
        "a month from January to December, or `unsure` / March",
        "('born',) first",
        "{'early': 'no'} born",
        "second",
        "True",
    ]


def test_a_kind_of_numbers_names_its_ends(monkeypatch):
    """Where numbers have names, what is allowed is said with them."""
    monkeypatch.setitem(KINDS, "month", MONTH)
    born = Question("born", "When?", "month", unsure=True)

    assert born.ends == "January to December"
    assert born.allowed == "a month from January to December, or `unsure`"
    assert born.to_dict()["max"] == "12"


def test_a_new_kind_is_told_and_drawn():
    """Prompts, reports and pictures say its answers in its own words."""
    lines = added(
        "from triage.terminal.prompt import allowed, noted, reply",
        "page = tree.start().page",
        "print(allowed(page), noted(page, reply(page, 'may'), 'may'))",
        "print(triage.draw(tree).outline())",
        "print(len(triage.draw(tree).mermaid()) > 99)",
        "from triage.terminal.report import report",
        "print(report(tree.decide({'born': 'may'})))",
    )

    assert lines[0] == (
        "Please type a month from January to December, or “not sure”. Noted: May."
    )
    assert "    January to December, or not sure" in lines
    assert "- In which month were you born? May" in lines


def test_a_new_kind_is_proved():
    """Proofs and searches go over all its answers, and show one in its form."""
    assert added(
        "rule, wrong = triage.prove(tree).proofs",
        "print(rule.verdict, wrong.verdict, dict(wrong.patient.answers))",
        "print(triage.compare(tree, tree).same)",
    ) == ["proved violated {'born': 7}", "True"]
