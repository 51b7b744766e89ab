"""Each stage of a tree's way takes time that grows as its file does."""

from contextlib import suppress

import pytest
from growth import is_linear

import triage

pytestmark = pytest.mark.slow

HEAD = """\
triage: 1
id: t
title: T
questions:
  a: {text: A?, type: integer, min: 0, max: 9}
  q: {text: Q?, type: yes_no}
recommendations:
  rest: {urgency: self_care, title: Rest}
"""
ONE = "start: s\nsteps: {s: {ask: [a, q], go: rest}}\n"


def rows(number, row):
    """Return a number of lines."""
    return "".join(f"{row(n)}\n" for n in range(number))


def steps(number, step, last="{ask: [a, q], go: rest}"):
    """Return a tree of a number of steps and a last one."""
    lines = rows(number, lambda n: f"  s{n}: {step(n)}")
    return f"{HEAD}start: s0\nsteps:\n{lines}  s{number}: {last}\n"


def chain(number):
    """Return a tree whose steps lead to one another."""
    return steps(number, lambda n: f"{{go: s{n + 1}}}")


def diamonds(number):
    """Return a tree whose ways part and meet again and again."""
    ask = "  s: {ask: [a, q], go: s0}\n"
    fork = "{{branches: [{{when: q, go: a{0}}}, {{go: s{1}}}]}}\n  a{0}: {{go: s{1}}}"
    text = steps(number, lambda n: fork.format(n, n + 1), "{go: rest}")
    return text.replace("start: s0\nsteps:\n", f"start: s\nsteps:\n{ask}")


def branches(number):
    """Return a step with a number of ways on."""
    ways = rows(number, lambda n: f"      - {{when: a > {n % 9}, go: rest}}")
    step = f"  s:\n    ask: [a, q]\n    branches:\n{ways}      - {{go: rest}}\n"
    return f"{HEAD}start: s\nsteps:\n{step}"


def comparisons(number):
    """Return a number of long chains of comparisons."""
    chained = " < ".join(["1", *["a"] * 40])
    return f"{HEAD}values:\n{rows(number, lambda n: f'  v{n}: {chained}')}{ONE}"


def counts(number):
    """Return conditions inside one another in a number of values."""
    inner = "count(count(count(q, q) >= 1, q) >= 1, q) >= 1"
    return f"{HEAD}values:\n{rows(number, lambda n: f'  v{n}: {inner}')}{ONE}"


def properties(number):
    """Return a number of properties."""
    stated = rows(number, lambda n: f"  p{n}: {{says: P, then: ends(rest)}}")
    return f"{HEAD}properties:\n{stated}{ONE}"


def unknown(number):
    """Return a number of names that stand for nothing."""
    return steps(number, lambda n: f"{{ask: zz{n}, go: s{n + 1}}}")


def placeholders(number):
    """Return a text with a number of placeholders."""
    return f"{HEAD}{ONE}".replace("Rest", "$emergency_number " * number)


def loaded(text):
    """Load a tree, refused or not."""
    with suppress(triage.InvalidTree):
        triage.loads(text)


def checked(text):
    """Load a tree, and say what a reviewer would."""
    triage.check(triage.loads(text))


def bundled(text):
    """Bundle a tree, which reads it again."""
    triage.loads(text).bundle()


def drawn(text):
    """Draw a tree as texts."""
    diagram = triage.draw(triage.loads(text))
    assert diagram.dot
    assert diagram.outline()
    assert diagram.mermaid()


SHAPES = [
    *((loaded, make, 400) for make in (chain, diamonds, branches, properties)),
    (loaded, comparisons, 20),
    (loaded, counts, 50),
    (loaded, unknown, 800),
    (loaded, placeholders, 10_000),
    (checked, chain, 300),
    (checked, placeholders, 5_000),
    (bundled, chain, 200),
    (bundled, diamonds, 100),
    (drawn, chain, 150),
    (drawn, diamonds, 80),
]


@pytest.mark.parametrize(
    ("work", "make", "size"),
    SHAPES,
    ids=[f"{work.__name__} {make.__name__}" for work, make, _ in SHAPES],
)
def test_no_work_grows_with_the_square_of_what_is_given(work, make, size):
    """Nothing that is read, linked, checked, bundled or drawn grows with its square."""
    assert is_linear(make, work, size)
