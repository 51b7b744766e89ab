"""Work grows as what is given does: twice the input never takes four times as long."""

from pathlib import Path

import pytest
from growth import is_linear

import triage
from triage.cases.loader import document_in
from triage.cases.resolve import resolve
from triage.cases.runner import judge

pytestmark = pytest.mark.slow

HEAD = """triage: 1
id: big
title: Big
recommendations:
  home: {title: Stay at home, urgency: self_care}
  rest: {title: Rest, urgency: self_care}
start: s0
"""


def chain(size: int) -> str:
    """Return a tree of so many questions, one after the other."""
    asked = "".join(f"  q{n}: {{text: Is it so?, type: yes_no}}\n" for n in range(size))
    steps = "".join(
        f"  s{n}: {{ask: q{n}, advise: rest, answers: {{yes: s{n + 1}, no: home}}}}\n"
        for n in range(size)
    )
    return f"{HEAD}questions:\n{asked}steps:\n{steps}  s{size}: {{go: home}}\n"


def test_cases():
    """Cases are resolved and tried one by one, however much the tree has."""

    def make(size):
        rows = "".join(
            f"  c{n}: {{says: One., answers: {{q0: no, q{n}: no}}, "
            "expect: {ends: home, recommends: rest, asks: q0}}\n"
            for n in range(1, size)
        )
        file = Path("big.cases.yaml")
        file.write_text(f"triage_cases: 1\ntree: big\ncases:\n{rows}")
        return triage.loads(chain(size)), document_in(file)

    def work(given):
        tree, document = given
        return [judge(tree, case) for case in resolve(document, tree)]

    assert is_linear(make, work, 600)


def test_the_reasons_of_a_long_path():
    """Each reason looks at what its own condition names, however much was asked."""

    def make(size):
        ways = [f"{{when: q{n}, go: s{n + 1}}}, {{go: home}}" for n in range(size)]
        asked = "".join(f"  q{n}: {{text: Q?, type: yes_no}}\n" for n in range(size))
        steps = "".join(
            f"  s{n}: {{ask: q{n}, branches: [{way}]}}\n" for n, way in enumerate(ways)
        )
        text = f"{HEAD}questions:\n{asked}steps:\n{steps}  s{size}: {{go: home}}\n"
        tree = triage.loads(text)
        return tree, tree.decide(dict.fromkeys(tree.questions, "yes")).record()

    def work(given):
        tree, record = given
        assert triage.replay(record, tree).same

    assert is_linear(make, work, 500)


@pytest.mark.parametrize("key", ["ask", "checklist"])
def test_a_long_page_in_two_words(key):
    """A page is answered, and asked again, in one look at each of its questions."""

    def make(size):
        again = "unsure: {again: Really?}"
        asked = "".join(
            f"  q{n}: {{text: Q?, type: yes_no, {again}}}\n" for n in range(size)
        )
        names = ", ".join(f"q{n}" for n in range(size))
        page = f"steps:\n  s0: {{{key}: [{names}], go: home}}\n"
        return triage.loads(f"{HEAD}questions:\n{asked}{page}")

    def work(tree):
        session = tree.start()
        while session.page:
            given = {question.id: "unsure" for question in session.asking}
            session = session.answer(given, at=session.page.at)
        migrated = triage.migrate(tree, session.back().to_dict())
        assert migrated.session == session.back()

    assert is_linear(make, work, 500)


@pytest.mark.parametrize("word", ["a", "a ", "not a ", "q? ", "2 mg xanax "])
def test_checks_of_wording(word):
    """Texts are looked through once, also where all is one word, or all is found."""

    def make(size):
        text = f"'{word * size}'"
        return triage.loads(
            f"{HEAD}questions:\n  q0: {{text: {text}, help: {text}, type: yes_no}}\n"
            "steps:\n  s0: {ask: q0, go: home}\n"
        )

    size = 2400 // len(word)
    assert is_linear(make, lambda tree: [*map(str, triage.check(tree))], size)


def test_checks_of_the_wording_of_a_large_tree():
    """Each text is looked through by itself."""

    def make(size):
        asked = "".join(
            f"  q{n}: {{text: 'Is it {n}? And is it so?', type: yes_no}}\n"
            for n in range(size)
        )
        page = ", ".join(f"q{n}" for n in range(size))
        steps = f"steps:\n  s0: {{ask: [{page}], go: home}}\n"
        return triage.loads(f"{HEAD}questions:\n{asked}{steps}")

    assert is_linear(make, lambda tree: [*map(str, triage.check(tree))], 500)


def test_long_conditions():
    """Each word of a condition is found where it was written, in one look."""

    def make(size):
        values = "".join(f"  v{n}: {'<'.join(['1'] * size)}\n" for n in range(8))
        return f"{HEAD}values:\n{values}steps:\n  s0: {{go: home}}\n"

    assert is_linear(make, triage.loads, 240)
