"""What a decision says: recommendations, path, reasons, bounds."""

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest
from trees_for_tests import ANSWERS, built_in, throat, tree_of

import triage
from triage.base.limits import LIMITS
from triage.engine.decision import shown
from triage.engine.defaults import ordinary
from triage.engine.reading import Reading


def told(decision):
    """Return the ids of what is recommended."""
    return [item.id for item in decision.recommendations]


def test_warnings_come_first_then_the_most_urgent():
    """Warnings lead, then urgency falls; information comes last."""
    decision = throat().decide(ANSWERS | {"pregnant": "yes"})

    assert told(decision) == ["drink", "midwife", "rest", "no_antibiotics"]
    assert decision.urgency == "routine"
    assert decision.end == "rest"


def test_warnings_of_one_level_go_by_their_rank():
    """The least number is told first, what has none last, whatever came first."""
    tree = triage.loads(
        "{triage: 1, id: t, title: T, start: one, recommendations:"
        " {rest: {title: Rest, urgency: routine},"
        " a: {title: A, warning: true, rank: 2},"
        " b: {title: B, warning: true, rank: 11},"
        " c: {title: C, warning: true}, d: {title: D, rank: 1}, e: {title: E}},"
        " steps: {one: {advise: [e, c, b, d, a], go: rest}}}"
    )
    decision = tree.decide({})

    assert told(decision) == ["a", "b", "c", "rest", "d", "e"]
    ranks = [item.get("rank") for item in decision.to_dict()["recommendations"]]
    assert ranks == [2, 11, None, None, 1, None]


def test_alone_drops_what_is_not_more_urgent():
    """Beside a recommendation that stands alone only warnings are shown."""
    tree = tree_of(
        "  one: {ask: b, advise: [warn, see, note, rest],"
        " answers: {yes: go_now, no: rest}}"
    )

    assert told(tree.decide({"b": "yes"})) == ["warn", "go_now"]
    assert told(tree.decide({"b": "no"})) == ["warn", "see", "rest", "note"]


def test_alone_never_drops_what_is_more_urgent():
    """Nothing urgent is hidden by a milder recommendation that stands alone."""
    tree = triage.loads(
        "{triage: 1, id: t, title: T, start: one, recommendations:"
        " {now: {urgency: emergency, title: Now}, later:"
        " {urgency: routine, title: Later, alone: true}},"
        " steps: {one: {advise: now, go: later}}}"
    )

    assert [item.id for item in shown(tree, ("now", "later"))] == ["now", "later"]


def test_path_says_why():
    """Each step of the path carries the condition in words, with the answers."""
    path = throat().decide(ANSWERS).path

    assert [step.step for step in path] == ["drooling", "about_you", "decide"]
    assert path[0].because == "Are you drooling? no"
    assert path[0].answers == {"drooling": "no"}
    assert list(path[1].answers) == ["age", "pregnant", "days", "cough", "signs"]
    assert path[1].because == ""
    assert path[2].branch == "days under 7"
    assert path[2].because == "days under 7 (days: 3 days)"
    assert path[2].to == "rest"


def test_otherwise_says_what_did_not_hold():
    """The last branch is explained by what failed of the conditions before it."""
    step = throat().decide(ANSWERS | {"days": 20}).path[-1]

    assert step.branch == "otherwise"
    assert step.because == (
        "not likely; days at least 7 (days: 20 days, cough: No cough, signs: Fever)"
    )
    assert step.why == ("days", "cough", "signs")


@pytest.mark.parametrize(
    ("when", "answers", "because", "why"),
    [
        ("b or c", "yes yes yes", "b (B: yes)", ("b",)),
        ("not b", "no yes no", "b (B: yes)", ("b",)),
        ("not (b and c)", "no yes yes", "b and c (B: yes, C: yes)", ("b", "c")),
        ("b and surely(a) or c", "yes no yes", "c (C: yes)", ("c",)),
        ("surely(a or c)", "unsure no yes", "c for certain (C: yes)", ("c",)),
        ("maybe(a or c)", "unsure no no", "a (or not sure) (A: not sure)", ("a",)),
        ("count(b, c) >= 1", "no no yes", "at least 1 of (b; c) (C: yes)", ("c",)),
    ],
)
def test_a_reason_names_what_decided(when, answers, because, why):
    """Of alternatives one that holds is told, with the answers that made it so."""
    ways = f"[{{when: '{when}', go: see}}, {{go: rest}}]"
    tree = tree_of(f"  one: {{ask: [a, b, c], branches: {ways}}}")

    step = tree.decide(dict(zip("abc", answers.split(), strict=True))).path[0]

    assert (step.because.lower(), step.why) == (because.lower(), why)


def test_a_reason_of_a_table_names_the_columns_that_decided():
    """A row that any answer fits to a question is not taken because of that answer."""
    tree = tree_of(
        """  one:
    ask: [a, b, c]
    table:
      inputs: [b, c]
      rows:
        - [yes, "-", see]
        - ["no", yes, note]
        - ["no", "no", rest]"""
    )
    here = {"a": "no", "c": "yes"}

    assert tree.decide(here | {"b": "yes"}).path[0].why == ("b",)
    assert tree.decide(here | {"b": "no"}).path[0].why == ("b", "c")


def test_a_reason_says_what_was_not_asked():
    """A question that was skipped stands in a reason as not asked."""
    tree = tree_of(
        "  one: {ask: [b, p], branches: [{when: p, go: see}, {go: rest}]}",
        questions="  p: {text: P?, type: yes_no, only_if: b, otherwise: no}",
    )

    assert tree.decide({"b": "no"}).path[0].because == "no p (p: not asked)"


def test_a_way_without_condition_has_no_reason():
    """An only branch that everybody takes needs no reason."""
    tree = tree_of("  one: {branches: [{go: rest}]}")

    assert tree.decide({}).path[0].because == ""


def test_a_way_is_put_into_words_once_for_a_tree():
    """Whoever takes a way is told its words with other answers, but the same words."""
    tree = throat()
    one, two = (tree.decide(ANSWERS | {"days": days}) for days in (3, 4))

    assert one.path[2].because == "days under 7 (days: 3 days)"
    assert two.path[2].because == "days under 7 (days: 4 days)"
    number = one.trace.edges[2]
    assert tree.reasons.of(number) is tree.reasons.of(number)


def test_incomplete_names_what_to_ask_and_what_is_possible():
    """Without an answer the decision says what is missing and what can still be."""
    decision = throat().decide({"drooling": "no", "age": 30, "days": 2})

    assert not decision.complete
    assert decision.missing == ("pregnant", "cough", "signs")
    assert decision.urgency is None
    assert decision.bounds == ("self_care", "routine")
    assert decision.recommendations == ()


@pytest.mark.parametrize("sign", ["saddle_numbness", "major_trauma"])
def test_a_danger_sign_counts_before_it_is_asked_for(sign):
    """Who gives a danger sign early is never told that it may not be urgent."""
    decision = built_in("back_pain").decide({sign: "yes"})

    assert decision.missing == ("who", "overdose_signs")
    assert decision.bounds == ("emergency", "emergency")


def test_an_answer_that_may_be_passed_over_narrows_nothing():
    """Of a question with `only_if`, and of what was asked, nothing is certain."""
    tree = tree_of(
        "  one: {ask: [b, p], branches: [{when: b, go: two}, {go: rest}]}\n"
        "  two: {ask: c, branches: [{when: p or asked(b), go: see}, {go: rest}]}",
        questions="  p: {text: P?, type: yes_no, only_if: b, otherwise: no}",
    )
    early = tree.decide({"p": "yes", "c": "no"})

    assert early.bounds == ("self_care", "soon")


def test_an_answer_that_a_way_may_go_round_narrows_nothing():
    """What was given counts as not sure where the path never asked for it."""
    tree = tree_of(
        "  one: {ask: b, branches: [{when: b, go: two}, {go: three}]}\n"
        "  two: {ask: c, go: three}\n"
        "  three: {branches: [{when: maybe(c), go: see}, {go: rest}]}"
    )

    assert tree.decide({"c": "no"}).bounds == ("self_care", "soon")
    assert tree.decide({"c": "no", "b": "no"}).urgency == "soon"
    assert tree.decide({"c": "no", "b": "yes"}).urgency == "self_care"


def test_bounds_of_a_complete_decision_are_its_urgency():
    """When decided, nothing else is possible."""
    assert throat().decide(ANSWERS).bounds == ("self_care", "self_care")


def test_unused_answers_are_named():
    """Answers that the path did not ask for are listed and have no effect."""
    decision = throat().decide(ANSWERS | {"drooling": "yes"})

    assert decision.urgency == "emergency"
    assert decision.unused == ("age", "pregnant", "days", "cough", "signs")


def test_skipped_question_counts_as_otherwise():
    """A question whose `only_if` does not hold counts as answered."""
    decision = throat().decide(ANSWERS | {"age": 8, "pregnant": "yes"})

    assert decision.trace.asked["pregnant"] == "no"
    assert decision.trace.skipped == ("pregnant",)
    assert "pregnant" not in decision.path[1].answers
    assert decision.unused == ("pregnant",)
    assert "midwife" not in told(decision)


def test_shown_values():
    """Values to show are numbers, intervals where open, and yes, no or unsure."""
    tree = throat()

    assert tree.decide(ANSWERS).shows == {
        "score": 2,
        "likely": "no",
        "expecting": "no",
    }
    assert tree.decide({"drooling": "yes"}).shows == {
        "score": [0.5, 3],
        "likely": "unsure",
        "expecting": "unsure",
    }
    assert tree.decide(ANSWERS | {"pregnant": "yes"}).shows["expecting"] == "yes"


def test_a_page_is_left_when_an_answer_decides_the_worst():
    """An emergency yes does not wait for the rest of the page, in any order."""
    tree = tree_of(
        "  one:\n"
        "    ask: [a, b, c]\n"
        "    branches: [{when: maybe(a) or b, go: go_now}, {when: c, go: two},"
        " {go: rest}]\n"
        "  two: {go: see}"
    )

    assert tree.decide({"b": "yes"}).urgency == "emergency"
    assert tree.decide({"a": "unsure"}).urgency == "emergency"
    assert tree.decide({"c": "yes"}).missing == ("a", "b")
    assert tree.decide({"a": "no", "b": "no", "c": "yes"}).urgency == "soon"


@pytest.mark.parametrize(
    ("leads", "missing"),
    [
        ("{when: b, go: go_now}", ()),
        ("{when: b, advise: go_now, go: done}", ()),
        ("{when: b, go: see}", ("c",)),
        ("{when: b, go: last}", ("c",)),
        ("{when: b, todo: Later.}", ("c",)),
    ],
)
def test_only_the_worst_ends_a_page(leads, missing):
    """A page is asked whole, unless what is decided is the top of the scale."""
    tree = tree_of(
        "  one:\n    ask: [b, c]\n"
        f"    branches: [{leads}, {{when: c, go: see}}, {{go: rest}}]\n"
        "  last: {go: go_now}"
    )

    assert tree.decide({"b": "yes"}).missing == missing


def test_a_whole_page_is_asked_whole():
    """Where the step says so, even an emergency waits for the rest of its page."""
    tree = tree_of(
        "  one: {ask: [b, c], whole: true,"
        " branches: [{when: b, go: go_now}, {go: rest}]}"
    )

    waiting = tree.decide({"b": "yes"})

    assert waiting.missing == ("c",)
    assert (waiting.settled.end, waiting.settled.urgency) == ("go_now", "emergency")
    assert tree.decide({"b": "yes", "c": "no"}).end == "go_now"


@pytest.mark.parametrize("scale", ["", "scale: [{id: routine, title: Some day}], "])
def test_without_a_scale_of_two_no_page_is_left(scale):
    """Where everything is equally urgent, nothing is too urgent to ask on."""
    urgency = "urgency: routine, " if scale else ""
    tree = triage.loads(
        f"{{triage: 1, id: t, title: T, {scale} start: one,"
        " questions: {b: {text: 'B?', type: yes_no}, c: {text: 'C?', type: yes_no}},"
        f" recommendations: {{x: {{{urgency} title: X}}, y: {{{urgency} title: Y}}}},"
        " steps: {one: {ask: [b, c], branches: [{when: b, go: x}, {go: y}]}}}"
    )

    assert tree.decide({"b": "yes"}).missing == ("c",)


def test_a_page_waits_while_its_advice_is_open():
    """A page is not left while an answer could still add advice."""
    tree = tree_of(
        "  one:\n"
        "    ask: [b, c]\n"
        "    advise: [{when: c, add: note}]\n"
        "    branches: [{when: b, go: go_now}, {go: rest}]\n"
    )

    assert tree.decide({"b": "yes"}).missing == ("c",)


def test_a_page_waits_while_advice_on_its_way_is_open():
    """A page is not left while an answer could still add advice on the way taken."""
    tree = tree_of(
        "  one:\n"
        "    ask: [b, c]\n"
        "    branches:\n"
        "      - {when: b, advise: [{when: c, add: note}], go: go_now}\n"
        "      - {go: rest}\n"
    )

    assert tree.decide({"b": "yes"}).missing == ("c",)


def test_a_page_without_a_choice_is_asked_whole():
    """Where nothing is decided, the page is shown all the same."""
    tree = tree_of("  one: {ask: [b, c], go: rest}")

    assert tree.decide({"b": "yes"}).missing == ("c",)


def test_an_open_only_if_is_not_shown_yet():
    """A question that an unanswered one may skip is asked only once it is clear."""
    tree = throat()

    assert tree.decide({"drooling": "no"}).missing == ("age", "days", "cough", "signs")


def test_todo_ends_with_its_reason():
    """A way that is not written yet says so instead of deciding."""
    tree = tree_of("  one: {ask: b, answers: {yes: {todo: ask a midwife}, no: rest}}")

    decision = tree.decide({"b": "yes"})

    assert (decision.complete, decision.missing) == (False, ())
    assert decision.todo == "ask a midwife"


def test_done_ends_with_what_was_advised():
    """`done` ends a walk; what was collected is the outcome."""
    decision = tree_of("  one: {advise: [see, note], go: done}").decide({})

    assert decision.complete
    assert (decision.end, decision.urgency) == ("done", "soon")
    assert told(decision) == ["see", "note"]


def test_urgency_so_far_can_decide():
    """A branch may look at the urgency collected so far, in its own step too."""
    tree = tree_of(
        "  one:\n"
        "    ask: b\n"
        "    advise: [{when: b, add: see}, {when: urgency >= soon, add: note}]\n"
        "    branches: [{when: urgency < soon, go: rest}, {go: two}]\n"
        "  two: {go: done}".replace("{go: done}", "{advise: see, go: done}")
    )

    assert told(tree.decide({"b": "no"})) == ["rest"]
    assert told(tree.decide({"b": "yes"})) == ["see", "note"]


def test_answers_are_all_checked_at_once():
    """Every wrong answer is named, with the closest id, and nothing is decided."""
    with pytest.raises(triage.AnswerError) as refused:
        throat().decide({"age": 1, "coughs": "none", "signs": "itch"})

    names = [problem.questions for problem in refused.value.problems]
    assert [*chain(*names)] == ["age", "coughs", "signs"]
    assert "did you mean `cough`?" in str(refused.value)
    assert refused.value.problems[0].value == 1


def test_answers_that_cannot_go_together_are_refused():
    """What the tree assumes of every patient is checked in the answers."""
    tree = tree_of(
        "  one: {ask: [n, m], go: rest}",
        questions="  n: {text: N?, type: integer, min: 0, max: 9}\n"
        "  m: {text: M?, type: integer, min: 0, max: 9}\nassume: n <= m",
    )

    with pytest.raises(triage.AnswerError, match=r"n, m|m, n") as refused:
        tree.decide({"n": 5, "m": 3})

    assert "do not go together" in str(refused.value)
    assert tree.decide({"n": 5}).missing == ("m",)


def test_what_is_said_of_a_contradiction_is_the_authors():
    """A person reads it, with words of the place; a program is told what must be so."""
    tree = tree_of(
        "  one: {ask: [n, m], go: rest}",
        questions="  n: {text: N?, type: integer, min: 0, max: 9}\n"
        "  m: {text: M?, type: integer, min: 0, max: 9}\n"
        "assume:\n  - {that: n <= m, says: Ask $practice which is more.}\n  - n != 7",
    )

    with pytest.raises(triage.AnswerError) as refused:
        tree.decide({"n": 7, "m": 3})

    own, other = sorted(refused.value.problems, key=lambda one: -len(one.questions))
    assert own.message == f"Ask {tree.contacts['practice']} which is more."
    assert own.reason == "these answers do not go together: expected n at most m"
    assert other.message.endswith("What must be so: n not 7.")
    with pytest.raises(triage.AnswerError, match="go together") as refused:
        tree.start({"n": 5}).answer({"m": 3})
    assert refused.value.problems[0].message == own.message


PRESSURE = """\
  collapse: {text: Collapsed?, type: yes_no}
  sys: {text: Systolic?, type: integer, min: 0, max: 300}
  dia: {text: Diastolic?, type: integer, min: 0, max: 200}
assume: dia <= sys"""

COLLAPSED = """\
  one: {ask: collapse, answers: {yes: go_now, no: two}}
  two: {ask: [sys, dia], branches: [{when: sys > 180, go: go_now}, {go: rest}]}"""


def pressure():
    """Return a tree that assumes of two numbers how they are to each other."""
    return tree_of(COLLAPSED, questions=PRESSURE)


@pytest.mark.parametrize(
    ("others", "code"),
    [
        ({"sys": 999}, "too_large"),
        ({"unknown": "yes"}, "unknown_question"),
        ({"sys": [1]}, "not_a_number"),
    ],
)
def test_a_wrong_answer_does_not_hide_an_emergency(others, code):
    """The decision for the other answers stands beside what is wrong."""
    with pytest.raises(triage.AnswerError) as refused:
        pressure().decide({"collapse": "yes", **others})

    assert [problem.code for problem in refused.value.problems] == [code]
    assert refused.value.accepted == {"collapse": "yes"}
    assert refused.value.decision.urgency == "emergency"
    assert refused.value.decision == pressure().decide({"collapse": "yes"})


def test_a_wrong_answer_on_a_page_does_not_hide_an_emergency():
    """An interview refuses the page, and says what the other answers come to."""
    session = pressure().start()
    with pytest.raises(triage.AnswerError) as refused:
        session.answer({"collapse": "yes", "sys": "high"})

    assert refused.value.accepted == {"collapse": "yes"}
    assert refused.value.decision.urgency == "emergency"
    assert session.answer(refused.value.accepted).decision == refused.value.decision

    asked = session.answer({"collapse": "no"}).answer({"sys": 80})
    with pytest.raises(triage.AnswerError, match="do not go together") as refused:
        asked.answer({"dia": 120})
    assert refused.value.accepted == {}
    assert refused.value.decision == asked.decision


def test_answers_that_are_wrong_together_have_no_decision_where_nothing_is_left():
    """The decision is left out where the other answers are wrong together as well."""
    session = pressure().start().answer({"collapse": "no"})
    with pytest.raises(triage.AnswerError) as refused:
        session.answer({"sys": 80, "dia": 120, "unknown": 1})

    assert [problem.code for problem in refused.value.problems] == ["unknown_question"]
    assert refused.value.decision is None


def test_each_assumption_is_judged_by_itself():
    """Whom only two rule out together is decided about, until a third says it."""
    steps = "  one: {ask: b, answers: {yes: go_now, no: rest}}\n"
    two = "a or b, not a or b"
    together = tree_of(f"{steps}assume: [{two}]")
    plainly = tree_of(f"{steps}assume: [{two}, b]")

    assert together.decide({"b": "no"}).end == "rest"
    with pytest.raises(triage.AnswerError) as refused:
        plainly.decide({"b": "no"})
    assert [problem.questions for problem in refused.value.problems] == [("b",)]


def test_no_more_is_told_than_can_be_read():
    """Of very many things that do not go together, some are told, as with files."""
    assumed = ", ".join(f"(b or b1 > {n})" for n in range(200))
    more = "  b1: {text: B?, type: integer, min: 0, max: 300}\n"
    steps = "  one: {ask: [b, b1], go: rest}"
    tree = tree_of(f"{steps}\nassume: [{assumed}]", questions=more)

    for refuse in (tree.decide, tree.start, tree.start().answer):
        with pytest.raises(triage.AnswerError) as refused:
            refuse({"b": "no", "b1": 0})
        assert len(refused.value.problems) == LIMITS.findings


def test_what_was_not_asked_rules_nobody_out():
    """An assumption of what nobody doubts speaks when its question is answered."""
    steps = (
        "  one: {ask: b, answers: {yes: two, no: rest}}\n  two: {ask: d, go: rest}\n"
    )
    more = "  d: {text: D?, type: yes_no, unsure: true}"
    for assumed in ("not maybe(d)", "surely(not d)", "count(maybe(d), b) <= 1"):
        tree = tree_of(f"{steps}assume: {assumed}", questions=more)

        assert tree.start().answer({"b": "no"}).decision.end == "rest"
        session = tree.start().answer({"b": "yes"})
        with pytest.raises(triage.AnswerError):
            session.answer({"d": "unsure"})


def test_what_is_assumed_speaks_of_what_the_path_asks():
    """Answers that nobody asks for can contradict each other, as in an interview."""
    odd = {"sys": 80, "dia": 120}
    assert pressure().decide({"collapse": "yes", **odd}).urgency == "emergency"
    assert pressure().start({"collapse": "yes", **odd}).decision.complete

    with pytest.raises(triage.AnswerError) as refused:
        pressure().decide({"collapse": "no", **odd})
    assert refused.value.problems[0].questions == ("dia", "sys")
    assert refused.value.decision == pressure().decide({"collapse": "no"})


def test_what_contradicts_itself_without_answers_has_no_decision():
    """Where only what counts of skipped questions disagrees, nothing can be dropped."""
    tree = tree_of(
        "  one: {ask: [b, n], go: rest}",
        questions="  n: {text: N?, type: integer, min: 0, max: 9, only_if: b, "
        "otherwise: 9}\nassume: n <= 3",
    )

    assert tree.decide({"b": "yes", "n": 2}).complete
    with pytest.raises(triage.AnswerError) as refused:
        tree.decide({"b": "no"})
    assert refused.value.accepted == {"b": "no"}
    assert refused.value.decision is None


def test_what_is_not_asked_yet_is_not_shown_as_known():
    """A value that a question of the page can still change is unsure until it is."""
    tree = tree_of(
        "  one: {ask: [b, a], branches: [{when: sign, go: see}, {go: rest}]}",
        questions="values: {sign: b and maybe(a), both: 'count(b, maybe(a))'}\n"
        "show: [sign, both]",
    )

    assert tree.decide({"b": "yes"}).shows == {"sign": "unsure", "both": [1, 2]}
    assert tree.decide({"b": "no"}).shows == {"sign": "no", "both": [0, 1]}
    whole = tree.decide({"b": "yes", "a": "unsure"})
    assert whole.shows == {"sign": "yes", "both": 2}


def test_levels_compare_by_urgency():
    """Levels are in the order of the scale, and none is below all of them."""
    tree = throat()
    ambulance, nothing = tree.decide({"drooling": "yes"}), tree.decide({})

    assert ambulance.level == tree.level("emergency") > tree.level("same_day")
    assert nothing.level < tree.levels[0] <= tree.levels[0] <= tree.levels[1]
    assert nothing.level.id == ""
    assert sorted(tree.levels, reverse=True) == [*tree.levels][::-1]
    with pytest.raises(TypeError):
        ambulance.level >= "same_day"  # noqa: B015
    with pytest.raises(triage.TriageError, match="`sameday`: did you mean `same_day`"):
        tree.level("sameday")


def test_ids_that_are_no_text_are_refused():
    """An answer under a key that is no id is named, never lost."""
    with pytest.raises(triage.AnswerError, match="`3`: no question has this id"):
        throat().decide({3: "yes"})


def test_to_dict_is_the_documented_json():
    """The JSON of a decision has the documented keys."""
    made = json.loads(json.dumps(throat().decide(ANSWERS).to_dict()))

    assert list(made) == [
        "format",
        "tree",
        "version",
        "logic",
        "wording",
        "complete",
        "urgency",
        "recommendations",
        "path",
        "shows",
        "missing",
        "unused",
        "bounds",
        "settled",
        "todo",
    ]
    assert made["path"][1]["answers"]["signs"] == ["fever"]
    assert made["recommendations"][0]["urgency"] is None


def test_a_step_of_the_path_that_has_a_title_says_it():
    """It stands beside the id; a step without a title has no such key."""
    tree = tree_of(
        """
  one: {title: First of all, ask: b, go: two}
  two: {ask: c, go: rest}
"""
    )

    path = tree.decide({"b": "no", "c": "no"}).to_dict()["path"]

    assert [(step["step"], step.get("title")) for step in path] == [
        ("one", "First of all"),
        ("two", None),
    ]


def test_a_reason_never_says_what_somebody_wrote():
    """That a person answered a question in own words is all that is told of it."""
    tree = tree_of(
        """
  one: {ask: b, answers: {yes: two, no: three}}
  two: {ask: t, go: three}
  three: {branches: [{when: asked(t), go: see}, {go: rest}]}
""",
        questions="  t: {text: What else?, type: text}",
    )

    decision = tree.decide({"b": "yes", "t": "My knee hurts."})

    assert decision.path[2].because.endswith("(t: answered)")
    assert not any("knee" in step.because for step in decision.path)


@pytest.mark.slow
def test_trees_are_shared_among_threads():
    """Many threads decide with one tree and get what one thread gets."""
    tree = throat()
    cases = [ANSWERS | {"age": age, "days": age % 9} for age in range(3, 103)]
    alone = [throat().decide(case).to_dict() for case in cases]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda case: tree.decide(case).to_dict(), cases * 5))

    assert together == alone * 5


def test_trees_and_decisions_travel_between_processes():
    """A tree that was walked, and its decisions, can be pickled."""
    tree = throat()
    decision = tree.decide(ANSWERS)

    again = pickle.loads(pickle.dumps(decision))  # noqa: S301  our own bytes

    assert again.to_dict() == decision.to_dict()
    assert again.tree.decide(ANSWERS).to_dict() == decision.to_dict()


def test_trees_are_frozen():
    """Nothing in a tree can be changed after it was loaded."""
    with pytest.raises(AttributeError):
        throat().title = "Another"


def test_a_tree_shows_itself_shortly():
    """The representation of a tree fits on a line."""
    assert repr(throat()).startswith("Tree('throat', version='1.2.0', steps=3, ")


def test_asking_again_changes_nothing():
    """A question that the path asked already is not asked again."""
    tree = tree_of("  one: {ask: b, go: two}\n  two: {ask: [b, c], go: rest}")
    session = tree.start().answer({"b": "yes"})

    assert [question.id for question in session.asking] == ["c"]
    assert list(session.answer({"c": "no"}).trace.asked) == ["b", "c"]


GUARDED = """\
  s: {text: S?, type: yes_no, only_if: not surely(sepsis), otherwise: no}
  t: {text: T?, type: yes_no, only_if: surely(sepsis) or b, otherwise: no}
values: {sepsis: b and c}
"""


@pytest.mark.parametrize("asked", ["b, s, c", "b, t, c", "s, b, c"])
@pytest.mark.parametrize("when", ["sepsis", "surely(sepsis)", "maybe(sepsis)"])
def test_a_value_is_not_settled_by_an_only_if_before_it(asked, when):
    """A value that an `only_if` looked at is judged anew once the page is known."""
    tree = tree_of(
        f"  one: {{ask: [{asked}], branches: [{{when: {when}, go: go_now}},"
        " {go: rest}]}",
        questions=GUARDED,
    )

    assert not tree.decide({}).complete
    assert not tree.decide({"b": "yes"}).complete
    assert tree.decide({"b": "yes", "c": "yes", "s": "no"}).end == "go_now"
    assert tree.decide({"b": "no", "c": "yes", "s": "no"}).end == "rest"


@pytest.mark.parametrize("answers", [None, "a", [("b", "yes")]])
def test_answers_that_are_no_mapping_are_refused(answers):
    """Anything but a mapping of answers is refused in words."""
    with pytest.raises(triage.AnswerError, match="give answers as a mapping"):
        throat().decide(answers)


def test_what_decided_is_kept_of_some_only(monkeypatch):
    """However many are explained, each is told what decided for them."""
    monkeypatch.setattr("triage.model.reasons.PHRASES", 1)
    tree, usual = built_in("curb_65"), ordinary(built_in("curb_65"))

    for urea in (5, 8, 5, 9):
        path = tree.decide(usual | {"urea": urea, "age": 70}).path
        assert f"urea: {urea}" in path[-1].because
        assert len(tree.reasons.kept) == 1


def test_a_reading_is_a_value():
    """What waits and what was skipped are its own: it is hashed, and never changed."""
    tree, waiting, skipped = built_in("start"), {"walks"}, ["obeys"]
    found = Reading(tree, {}, skipped, waiting)
    same = Reading(tree, {}, ("obeys",), frozenset(waiting))

    waiting.clear()
    skipped.clear()

    assert found == same
    assert hash(found) == hash(same)
    assert found.waiting == {"walks"}
