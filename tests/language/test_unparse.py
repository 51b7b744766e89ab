"""Expressions as text: what is read from it is the same, with no bracket too many."""

import re

import pytest
from condition_texts import SCOPE, condition, is_typed, number, scope_of, texts, typed
from good_trees import FILES, good_tree
from hypothesis import given
from strategies import any_trees

import triage
import triage.language.ast as e
from triage.language.scope import Scope
from triage.language.unparse import Unparser
from triage.linker.loader import builtins
from triage.model.traversal import conditions

TREES = [*FILES, *builtins()]


def written(expr, scope=SCOPE):
    """Return an expression as text."""
    return Unparser(scope.questions, scope.values).text(expr)


@pytest.mark.parametrize(
    "text",
    [
        *("fever", "not fever", "not not fever", "ill", "long", "3.25", "-0.5"),
        *("fever and sick or ill", "(fever or sick) and ill", "not (fever and sick)"),
        *("fever and (sick and ill)", "fever or (sick or ill)", "not fever or sick"),
        *("cough == dry", "cough != dry", "cough in [dry, wet]", "not cough != dry"),
        *("cough not in [dry, wet]", "rash in signs", "rash not in signs"),
        *("2 <= days < 5", "not 2 <= days < 5", "90 > days > 2 * weight > 30"),
        *("2 < days and days > 5", "2 < days and 5 > days", "days < 5 and weight < 40"),
        *("fever and 2 < days < 5", "days == 5", "days != 5", "not days < 5"),
        *("3 - days", "-days", "-2 * days - 0.5", "days - 3", "2 - 0.5 * weight"),
        *("points(cough) + 2 * points(signs) - count(signs) + 0.5", "-score < -4"),
        *("count(fever, sick or ill, not ill, days < 3) >= 2", "count(fever) == 1"),
        *("maybe(fever or sick)", "not surely(not sick) and maybe(2 < days < 5)"),
        *(
            "asked(sick)",
            "asked(ill)",
            "asked(unwell)",
            "answered(sick)",
            "answered(unwell)",
            "unsure(sick)",
            "unsure(ill)",
        ),
        *("unsure(soft)", "not unsure(days)", "advised(rest) or not ends(call)"),
        *("urgency >= soon", "urgency < soon", "urgency == soon", "urgency != soon"),
        *("born <= 1935-04-06", "due + days(30) > 2024-02-29 - days(days)"),
        *("days(sent, due) + 2 * days(2024-02-29, born)", "-0.5 * days(sent, due)"),
        *("sent + days(2 * days(born, due) + 3)", "late > 3", "2024-02-29", "reminded"),
        *("accrued(fee, sent, due)", "2 * accrued(fee, sent, 2025-04-06) > 5"),
        *("urgency >= soon and urgency < emergency", "not urgency != soon"),
    ],
)
def test_what_an_author_writes_is_written(text):
    """What was read from a text as authors write it is written in the same way."""
    assert written(typed(text)) == text


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        ("((fever) and ((sick) and (ill)))", "fever and (sick and ill)"),
        ("(fever and sick) or (not (ill))", "fever and sick or not ill"),
        ("not (rash in signs)", "rash not in signs"),
        ("dry == cough", "cough == dry"),
        ("cough in [wet]", "cough == wet"),
        ("urgency > soon", "urgency >= same_day"),
        ("urgency <= soon", "urgency < same_day"),
        ("2 <= days and days < 5", "2 <= days < 5"),
        ("2 * (days * (days * days)) > 8", "2 * days * (days * days) > 8"),
        ("3 - (days * days) > 1", "3 - days * days > 1"),
        ("2 * (days * days * days) > 8", "2 * days * days * days > 8"),
        ("2 * ((days + 1) * days) > 8", "2 * ((days + 1) * days) > 8"),
        ("2 * (days / (days + 1) * days) > 8", "2 * (days / (days + 1) * days) > 8"),
        ("-(days * days) > -8", "-days * days > -8"),
        ("weight * 2 + (30 + 2) * 2 > 80.50", "2 * weight + 64 > 80.5"),
        ("3 - -days - (weight + 2.0)", "days - weight + 1"),
        ("-days + 3", "3 - days"),
        ("0.5 * days * 2", "2 * 0.5 * days"),
        ("0.2 * 3 - 0.5 * days", "0.6 - 0.5 * days"),
        ("0.5 + 0.5", "2 * 0.5 * 1"),
        ("0 - 0.5 * 2 * days", "-2 * 0.5 * days"),
        ("weight - weight + 0", "2 * 0.5 * 0"),
        ("days >= 0", "0 == 0"),
        ("count(days < 0, fever)", "count(0 == 1, fever)"),
        ("asked(fever)", "asked(fever)"),
        ("answered(fever)", "answered(fever)"),
        ("sent + days(2) - days(5)", "sent - days(3)"),
        ("sent + days(days(sent, due))", "due"),
        ("sent - days(-weeks)", "sent + days(weeks)"),
        (
            "2024-01-01 + days(days(sent, 2024-01-31))",
            "2024-01-16 + days(days(sent, 2024-01-16))",
        ),
        ("-days(sent, 2024-02-29) + 2", "days(2024-02-27, sent)"),
        (
            "days(sent, due) + days + days(born, sent)",
            "days(2000-01-01, due) + days + days(born, 2000-01-01)",
        ),
    ],
)
def test_the_shortest_form_is_written(text, shorter):
    """What can be said in several ways is written in one, and means the same."""
    assert written(typed(text)) == shorter
    assert typed(shorter) == typed(text)


def test_a_value_that_never_changes_is_named():
    """What is open of a value that is always so can only be said by its name."""
    never, always = e.Always(holds=False), e.Always(holds=True)
    values = {"idle": e.Value("idle", never), "fixed": e.Value("fixed", always)}
    scope = Scope(SCOPE.questions, values)

    assert written(typed("unsure(fixed)", scope), scope) == "unsure(fixed)"
    assert typed("asked(idle)", scope) == e.Asked(())
    assert written(e.Asked(()), scope) == "asked(idle)"


def test_what_no_text_says_can_be_read_by_a_person():
    """An expression that no author could write is written all the same."""
    fever, sick = e.Is("fever", ("yes",)), e.Is("sick", ("yes",))

    assert written(e.Unsure(e.And((fever, sick)))) == "unsure(fever and sick)"
    assert written(e.Asked(("deep", "days"))) == "asked(deep, days)"
    assert written(e.Answered(("deep", "days"))) == "answered(deep, days)"
    assert written(e.Unsure(e.Always(holds=True))) == "unsure(0 == 0)"
    assert written(e.UnsureNumber(typed("days + 1"))) == "unsure(days + 1)"


# Laws


@given(texts(condition) | texts(number))
def test_what_is_written_is_read_as_the_same(text):
    """Reading what was written of an expression gives the expression."""
    expr = typed(text)

    assert typed(written(expr)) == expr


@given(texts(condition))
def test_no_bracket_is_too_many(text):
    """Without any one pair of brackets that groups, the text says something else."""
    expr = typed(text)
    short = written(expr)
    for start in [found.start() for found in re.finditer(r"(?<!\w)\(", short)]:
        depth, end = 1, start
        while depth:
            end += 1
            depth += {"(": 1, ")": -1}.get(short[end], 0)
        bare = short[:start] + short[start + 1 : end] + short[end + 1 :]
        assert not is_typed(bare) or typed(bare) != expr


def everything(tree):
    """Yield every condition, number and word of a tree, with what a word can be."""
    for at, expr in conditions(tree):
        yield expr, at.options if isinstance(at, e.Value) else ()
    yield from ((expr, ()) for expr in tree.assume)
    for stated in tree.properties.values():
        yield from ((x, ()) for x in (stated.given, stated.then) if x is not None)


@pytest.mark.parametrize("name", TREES, ids=str)
def test_trees_can_be_written(name):
    """Every condition and every value of a tree can be written and read again."""
    tree = good_tree(name) if name in FILES else triage.load(name)
    scope = scope_of(tree)

    for expr, words in everything(tree):
        assert typed(written(expr, scope), scope, words) == expr


@given(any_trees)
def test_random_trees_can_be_written(tree):
    """Every condition and every value of a random tree can be written and read."""
    scope = scope_of(tree)

    for expr, words in everything(tree):
        assert typed(written(expr, scope), scope, words) == expr
