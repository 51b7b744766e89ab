"""Random conditions and numbers as text, over the names of one tree."""

import attrs
from good_trees import good_tree
from hypothesis import strategies as st

from triage.base.exceptions import TreeError
from triage.base.text import Source, Span, Text
from triage.language.forms import Form, value
from triage.language.scope import Scope

DATED = good_tree("dates.yaml")
TREE = good_tree("conditions.yaml")
TREE = attrs.evolve(
    TREE,
    questions={**TREE.questions, **DATED.questions},
    values={**TREE.values, **DATED.values},
)
"""A tree that has numbers, words and dates to speak of."""


def scope_of(tree):
    """Return a scope in which everything of a tree has a name."""
    levels = {level.id: level for level in tree.levels}
    return Scope(tree.questions, tree.values, levels, frozenset(tree.recommendations))


SCOPE = scope_of(TREE)


def typed(text, scope=SCOPE, words=()):
    """Return what a text says: a condition, a number, or one of some words."""
    whole = Text(text, Span(Source("c", text), 0, len(text)))
    return value(Form(Text.of("v"), ((None, whole),), words=words), scope).body


def is_typed(text):
    """Whether a text can be read."""
    try:
        typed(text)
    except TreeError:
        return False
    return True


CONDITIONS = (
    *("fever", "sick", "ill", "unwell", "deep", "days >= 0", "2 <= days < 5"),
    *(
        "cough == dry",
        "wet != cough",
        "cough in [wet, none]",
        "cough not in [dry, wet]",
    ),
    *("rash in signs", "lump not in signs", "asked(sick)", "asked(unwell)"),
    *("answered(sick)", "answered(unwell)"),
    *("sent <= 2024-02-29", "unsure(due)", "born == sent", "over"),
    *("unsure(days)", "unsure(ill)", "unsure(soft)", "advised(see)", "ends(call)"),
    *("urgency >= soon", "urgency < soon", "urgency == soon", "routine != urgency"),
)
NUMBERS = (
    *("0", "1", "2", "0.5", "2.50", "20", "1.125", "days", "weight", "soft", "score"),
    *("heavy", "long", "points(cough)", "points(signs)", "count(signs)"),
    *("late", "waited"),
)
DATES = ("sent", "asked_on", "born", "closing", "due", "reminded", "2024-02-29")
LINEAR = ("({}) + ({})", "({}) - ({})", "({}) * ({})", "-({})")
CHOICE = "({}) if () else ({})"
COMPUTED = (
    *("({}) / ({})", "({}) / max({}, 0.5)", "min({}, {})", "max({}, 2, {})", CHOICE),
    *("round({}, 0.1)", "floor({} / 7)", "ceil({}, 5)", "days / 3 if days > 0 else {}"),
)
UNITS = st.sampled_from(["days", "weeks", "months", "years"])
OF_WEEK = ("sunday", "monday", "saturday")
EQUALS = st.sampled_from(["==", "!="])
OPERATORS = ("<", "<=", ">", ">=", "==", "!=")


def day(draw, depth):
    """Return a random date as text."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(DATES))
    if draw(st.integers(0, 3)) == 0:
        form = draw(st.sampled_from(["min({}, {})", "max({}, {})", CHOICE]))
        form = form.replace("()", f"({condition(draw, depth - 1)})")
        made = form.format(day(draw, depth - 1), day(draw, depth - 1))
        return made if is_typed(made) else "max(due, 2024-02-29)"
    sign, length = draw(st.sampled_from("+-")), number(draw, depth - 1)
    before = draw(st.sampled_from(["", "", "on_or_before", "on_or_after"]))
    if before:
        return f"{before}({day(draw, depth - 1)}, {draw(st.sampled_from(OF_WEEK))})"
    made = f"({day(draw, depth - 1)}) {sign} {draw(UNITS)}({length})"
    return made if is_typed(made) else "due + days(3)"


def number(draw, depth):
    """Return a random number as text."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(NUMBERS))
    if draw(st.integers(0, 3)) == 0:
        if draw(st.integers(0, 3)) == 0:
            made = f"accrued(fee, {day(draw, depth - 1)}, {day(draw, depth - 1)})"
            return made if is_typed(made) else "accrued(fee, sent, asked_on)"
        return f"{draw(UNITS)}({day(draw, depth - 1)}, {day(draw, depth - 1)})"
    if draw(st.integers(0, 3)) == 0:
        return f"count({condition(draw, depth - 1)}, {condition(draw, depth - 1)})"
    form = draw(st.sampled_from([*LINEAR, *COMPUTED]))
    if form == CHOICE:
        form = form.replace("()", f"({condition(draw, depth - 1)})")
    made = form.format(number(draw, depth - 1), number(draw, depth - 1))
    return made if is_typed(made) else f"2 * ({number(draw, 0)})"


def condition(draw, depth):
    """Return a random condition as text."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(CONDITIONS))
    if draw(st.integers(0, 7)) == 0:
        name = draw(st.sampled_from(OF_WEEK))
        return f"weekday({day(draw, depth - 1)}) {draw(EQUALS)} {name}"
    if draw(st.integers(0, 2)) == 0:
        side = draw(st.sampled_from([number, number, day]))
        sides = [side(draw, depth - 1) for _ in range(draw(st.integers(2, 3)))]
        made = sides[0] + "".join(
            f" {draw(st.sampled_from(OPERATORS))} {side}" for side in sides[1:]
        )
        return made if is_typed(made) else "2 < days <= 5"
    forms = ["({}) and ({})", "({}) or ({})", "not ({})", "maybe({})", "surely({})"]
    form = draw(st.sampled_from(forms))
    return form.format(condition(draw, depth - 1), condition(draw, depth - 1))


@st.composite
def texts(draw, make):
    """Return a random text that can be read, made by one of the functions above."""
    return draw(st.just(make(draw, 3)).filter(is_typed))
