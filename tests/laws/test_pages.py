"""The laws of pages: every front end comes to the same decision."""

from everybody import patients, size, small_trees
from headless import answered
from hypothesis import given, strategies as st
from strategies import BASE, answer_sets, trees_with_answers, trees_with_gaps

from triage.base.limits import LIMITS


@given(trees_with_answers(complete=True))
def test_page_by_page_is_the_decision(case):
    """Driving by the page of a session ends where deciding at once does."""
    tree, answers = case
    made = tree.decide(answers)

    decision = answered(tree.start(), answers).decision

    assert decision.trace.edges == made.trace.edges
    assert decision.trace.advice == made.trace.advice
    if decision.trace.asked == made.trace.asked:  # no end left the rest of its page
        assert decision.recommendations == made.recommendations
    assert (decision.end, decision.urgency) == (made.end, made.urgency)


@given(trees_with_gaps())
def test_a_page_is_asked_whole_unless_the_worst_is_decided(case):
    """Nothing of a page is left out, unless the top of the scale is reached."""
    tree, answers = case

    decision = answered(tree.start(), answers).decision

    step = tree.steps[decision.trace.step]
    if decision.complete and not {*step.ask} <= {*decision.trace.asked}:
        assert tree.is_top(decision.trace.rank)
        assert not step.whole


def within(known, value):
    """Whether a value is among those that are said to be possible."""
    if isinstance(known, list):
        some = value if isinstance(value, list) else [value]
        if isinstance(known[0], str):
            return {*some} <= {*known}
        low, high = some[0], some[-1]
        return known[0] <= low <= high <= known[1]
    return known in ("unsure", value)


@given(trees_with_answers(complete=True))
def test_what_is_shown_of_a_page_that_was_left_is_certain(case):
    """Answers to the rest of a page change no value beyond what was shown."""
    tree, answers = case
    full = tree.decide(answers).shows

    shown = answered(tree.start(), answers).decision.shows

    assert all(within(shown[name], full[name]) for name in full)


@given(st.data(), small_trees)
def test_what_is_settled_is_what_every_answer_leads_to(data, tree):
    """What is certain on half a page is the outcome, however the rest is answered."""
    answers = data.draw(answer_sets(tree, complete=True))
    later = st.sampled_from(sorted(answers.keys() - BASE.keys()))
    gone = data.draw(st.sets(later, min_size=1, max_size=2))
    decision = tree.decide({n: a for n, a in answers.items() if n not in gone})
    asked, step = decision.trace.asked, tree.steps[decision.trace.step]
    rest = [tree.questions[name] for name in step.ask if name not in asked]

    made = [tree.decide({**decision.given, **row}) for row in patients(rest)]
    ends = {outcome(one.settled) if one.complete else None for one in made}
    only, found = ends.pop() if len(ends) == 1 else None, outcome(decision.settled)
    if size(rest) <= LIMITS.completions:
        assert found == only
    assert found in (None, only)


def outcome(settled):
    """Return what is certain, without words that an open answer leaves open."""
    told = settled and tuple(item.id for item in settled.recommendations)
    return settled and (settled.urgency, settled.end, told)


@given(trees_with_answers())
def test_a_page_asks_what_is_missing(case):
    """A page asks some of what the session asks, in order; none when it is decided."""
    tree, answers = case

    session = answered(tree.start(), answers)

    asked = [question.id for question in session.asking]
    wanted = [] if session.page is None else [*session.page.required]
    assert [name for name in asked if name in wanted] == wanted
    assert bool(wanted) == bool(asked)
