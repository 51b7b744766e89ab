"""What conditions mean, by example: the closures and the reference agree."""

import pytest
from reference import Reference
from trees_for_tests import tree_of

from triage.base.text import Source, Span, Text
from triage.language import typecheck as types
from triage.language.english import English
from triage.language.evaluate import Context
from triage.language.scope import Scope

TREE = tree_of(
    "  one: {go: rest}",
    questions="""\
  n: {text: N?, type: number, min: 0, max: 10, unit: days, unsure: true}
  k: {text: K?, type: integer, min: 0, max: 10}
  o:
    text: O?
    type: one_of
    unsure: true
    options:
      low: {text: Low, points: -1}
      mid: Mid
      high: {text: High, points: 2.5}
  m:
    text: M?
    type: any_of
    unsure: true
    options:
      x: {text: X, points: 1}
      y: {text: Y, points: -2}
      z: {text: Z, points: 3}
values:
  either: a or b
  score: points(o) + count(m)
  sure: surely(a)
  always: k >= 0""",
)

SCOPE = Scope(
    TREE.questions,
    TREE.values,
    {level.id: level for level in TREE.levels},
    frozenset(TREE.recommendations),
)


def typed(text):
    """Return the condition that a text says."""
    return types.condition(Text(text, Span(Source("c", text), 0, len(text))), SCOPE)


OUTCOME = {"rank": 3, "told": frozenset({"see"}), "end": "see"}


def judged(condition, asked):
    """Return the verdict of the compiler, after asking the reference too."""
    here = Context(TREE.questions, asked, **OUTCOME)
    reference = Reference(
        TREE.questions, TREE.values, asked, rank=3, advised={"see"}, end="see"
    )
    surely, maybe = TREE.compiled.condition(condition, here)
    verdict = reference.judge(condition)

    assert (surely, maybe) == (verdict is True, verdict is not False)
    return verdict


@pytest.mark.parametrize(
    ("text", "asked", "verdict"),
    [
        ("a", {"a": "yes"}, True),
        ("a", {"a": "no"}, False),
        ("a", {"a": "unsure"}, None),
        ("a", {}, None),
        ("not a", {"a": "unsure"}, None),
        ("a and b", {"a": "unsure", "b": "no"}, False),
        ("a and b", {"a": "unsure", "b": "yes"}, None),
        ("a or b", {"a": "unsure", "b": "yes"}, True),
        ("a or b", {"a": "unsure", "b": "no"}, None),
        ("maybe(a)", {"a": "unsure"}, True),
        ("maybe(a)", {}, True),
        ("maybe(a)", {"a": "no"}, False),
        ("surely(a)", {"a": "unsure"}, False),
        ("surely(a)", {"a": "yes"}, True),
        ("unsure(a)", {"a": "unsure"}, True),
        ("unsure(a)", {}, True),
        ("unsure(a)", {"a": "no"}, False),
        ("unsure(either)", {"a": "unsure", "b": "no"}, True),
        ("unsure(either)", {"a": "unsure", "b": "yes"}, False),
        ("unsure(score)", {"o": "low", "m": ("x", "unsure")}, True),
        ("unsure(score)", {"o": "low", "m": ("x",)}, False),
        ("asked(a)", {"a": "unsure"}, True),
        ("asked(a)", {}, False),
        ("answered(a)", {"a": "unsure"}, True),
        ("answered(either)", {"a": "no"}, False),
        ("asked(either)", {"a": "no"}, False),
        ("asked(either)", {"a": "no", "b": "no"}, True),
        ("either", {"a": "unsure", "b": "yes"}, True),
        ("sure", {"a": "unsure"}, False),
        ("always", {}, True),
        ("o == low", {"o": "low"}, True),
        ("o != low", {"o": "mid"}, True),
        ("o == low", {"o": "unsure"}, None),
        ("low == o", {"o": "mid"}, False),
        ("o in [low, mid]", {"o": "mid"}, True),
        ("o not in [low, mid]", {"o": "mid"}, False),
        ("o in [low, mid, high]", {"o": "unsure"}, True),
        ("x in m", {"m": ("x", "unsure")}, True),
        ("y in m", {"m": ("x", "unsure")}, None),
        ("y in m", {"m": ("x",)}, False),
        ("y not in m", {"m": ("x",)}, True),
        ("count(m) == 1", {"m": ("x",)}, True),
        ("count(m) >= 1", {"m": ("x", "unsure")}, True),
        ("count(m) == 1", {"m": ("x", "unsure")}, None),
        ("count(m) > 2", {"m": ()}, False),
        ("points(m) <= 4", {"m": ("x", "z")}, True),
        ("points(m) < 0", {"m": ("y", "unsure")}, None),
        ("points(m) < -1", {"m": ("x", "unsure")}, False),
        ("points(m) >= -1", {"m": ("x", "unsure")}, True),
        ("points(o) == 2.5", {"o": "high"}, True),
        ("points(o) > 0", {"o": "unsure"}, None),
        ("points(o) >= -1", {"o": "unsure"}, True),
        ("count(a, b, c) >= 2", {"a": "unsure", "b": "yes", "c": "yes"}, True),
        ("count(a, b, c) >= 2", {"a": "unsure", "b": "yes", "c": "no"}, None),
        ("count(b, not c, k > 3) == 3", {"b": "yes", "c": "no", "k": 4}, True),
        ("n < 3", {"n": "unsure"}, None),
        ("n * 3 <= 0.3", {"n": 0.1}, True),
        ("2 <= k < 5", {"k": 2}, True),
        ("2 <= k < 5", {"k": 5}, False),
        ("3 > k", {"k": 2}, True),
        ("k != 3", {"k": 3}, False),
        ("k - n == 1.5", {"k": 3, "n": 1.5}, True),
        ("-k < -3", {"k": 4}, True),
        ("k + k == 2 * k", {"k": 4}, True),
        ("k <= k", {}, True),
        ("k + n > 3", {"k": 4, "n": "unsure"}, True),
        ("score >= 3.5", {"o": "high", "m": ("x",)}, True),
        ("score + 1 > score", {}, True),
        ("n < 3 or n >= 3", {"n": "unsure"}, None),
        ("either and (either or c)", {"a": "yes", "b": "no"}, True),
        ("score > -1 and score < 3", {"o": "mid", "m": ("x",)}, True),
        ("urgency >= soon", {}, True),
        ("urgency > soon", {}, False),
        ("urgency < soon", {}, False),
        ("urgency <= soon", {}, True),
        ("urgency == soon", {}, True),
        ("urgency != soon", {}, False),
        ("same_day > urgency", {}, True),
        ("urgency > emergency", {}, False),
        ("urgency == emergency", {}, False),
        ("urgency <= emergency", {}, True),
        ("advised(see)", {}, True),
        ("advised(rest)", {}, False),
        ("ends(see)", {}, True),
        ("ends(rest)", {}, False),
        ("maybe(k >= 0) and b", {"b": "no"}, False),
        ("not (k >= 0) or b", {"b": "yes"}, True),
        ("k >= 0 or b", {}, True),
        ("k >= 0 and k <= 10", {}, True),
    ],
)
def test_meaning(text, asked, verdict):
    """A condition is true, false or open exactly where the reference says so."""
    answers = {
        name: value if isinstance(value, tuple) else TREE.questions[name].accept(value)
        for name, value in asked.items()
    }

    assert judged(typed(text), answers) is verdict


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a", "a"),
        ("not b", "no b"),
        ("a and (b or c)", "a and (b or c)"),
        ("not (a and b)", "not all of (a; b)"),
        ("not (a or b or c)", "none of (a; b; c)"),
        ("maybe(a)", "a (or not sure)"),
        ("not maybe(a)", "a ruled out"),
        ("not surely(a)", "a not certain"),
        ("2 <= k < 5", "k at least 2 and k under 5"),
        ("not 3 > n", "n at least 3 days"),
        ("surely(a or b)", "(a or b) for certain"),
        ("unsure(a)", "a not known"),
        ("not unsure(a)", "a known"),
        ("unsure(either)", "either not known"),
        ("unsure(score)", "score not known"),
        ("asked(a)", "a was asked"),
        ("answered(either)", "(a; b) were answered"),
        ("not asked(either)", "(a; b) were not all asked"),
        ("not answered(a)", "a was not answered"),
        ("not answered(either)", "(a; b) were not all answered"),
        ("either", "either"),
        ("o == low", "o is “Low”"),
        ("o != low", "o is not “Low”"),
        ("o in [low, mid]", "o is “Low” or “Mid”"),
        ("x in m", "m include “X”"),
        ("x not in m", "m do not include “X”"),
        ("count(m) > 1", "number of m over 1"),
        ("count(a, b, c) >= 2", "at least 2 of (a; b; c)"),
        ("count(a, b) + 1 > 2", "how many of (a; b) + 1 over 2"),
        ("points(o) == 2.5", "points of o exactly 2.5"),
        ("n < 3", "n under 3 days"),
        ("not n < 3", "n at least 3 days"),
        ("k != 3", "k not 3"),
        ("k - n == 1.5", "k - n exactly 1.5"),
        ("2 * k + 0.5 * n <= 9", "2 times k + 0.5 times n at most 9"),
        ("score >= 3.5", "score at least 3.5"),
        ("k >= 0", "always"),
        ("not k >= 0", "never"),
        ("urgency >= soon", "urgency so far at least soon"),
        ("urgency < same_day", "urgency so far below same day"),
        ("advised(see)", "see advised"),
        ("not ends(see)", "not ends with see"),
    ],
)
def test_words(text, words):
    """A condition is said in English."""
    assert English(TREE.questions).of(typed(text)) == words


@pytest.mark.parametrize("many", [40, 700])
def test_a_table_of_many_rows_is_read_while_its_number_waits(many):
    """Each row may fit or not, and what the rows after it come to is known once.

    However many there are, they are no calls that stand in each other.
    """
    rows = ", ".join(f"{n / 4}: {n % 7}" for n in range(many))
    tree = tree_of(
        "  one: {ask: [b, n], branches: [{when: b or maybe(dose > 5), go: see}, "
        "{go: rest}]}",
        questions=f"""\
  n: {{text: N?, type: number, min: 0, max: 200, decimals: 2, unsure: true}}
values:
  dose: {{by: n, from: {{{rows}}}}}
show: [dose]""",
    )
    session = tree.start().answer({"b": "no"})
    shown = [tree.decide({"b": "no", "n": n}).shows["dose"] for n in (1.6, 9.75, 200)]

    assert [question.id for question in session.asking] == ["n"]
    assert shown == [6, 4, (many - 1) % 7]
    doubt = tree.decide({"b": "no", "n": "unsure"})
    assert (doubt.urgency, doubt.shows["dose"]) == ("soon", [0, 6])
