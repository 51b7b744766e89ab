"""Functions of steps: when a tree is walked by them, and what they come to."""

import tracemalloc
from datetime import date
from decimal import Decimal
from itertools import islice, product

import pytest

import triage
from triage.base.limits import LIMITS
from triage.engine.decision import Decision, decide
from triage.engine.lookup import look_up
from triage.engine.walk import walk
from triage.linker.loader import loads
from triage.program.fast import Functions
from triage.program.kit import EVERY_PART, beside, patients
from triage.program.lower import ROOM
from triage.program.written import DEEPEST

HEAD = """
triage: 1
id: some
title: Some
questions:
  a: {text: A?, unsure: true}
  n: {text: N?, type: integer, min: 0, max: 60}
recommendations: {see: {urgency: soon, title: S}, rest: {urgency: routine, title: R}}
start: one
"""


def test_a_tree_becomes_functions_once_it_is_used_much():
    """Until then it is walked by the reference; each walk comes to the same."""
    answers = "{yes: see, no: rest, unsure: see}"
    tree = loads(f"{HEAD}steps: {{one: {{ask: a, answers: {answers}}}}}")
    first = tree.decide({"a": "yes"}).trace

    for _ in range(LIMITS.patience - 2):
        tree.decide({})
    assert tree.engine.engine is look_up
    assert tree.decide({"a": "yes"}).trace == first
    assert isinstance(tree.engine.engine, Functions)
    assert tree.decide({"a": "yes"}).trace == first


def test_a_decision_is_a_key_whoever_made_it():
    """Decisions of functions have the hash of the others, and answers that stay."""
    answers = "{yes: see, no: rest, unsure: rest}"
    tree = loads(f"{HEAD}steps: {{one: {{ask: a, answers: {answers}}}}}")
    said = [word for word in ("yes", "no") for _ in range(LIMITS.patience)]
    made = {tree.decide({"a": word}) for word in said}

    assert len(made) == 2
    with pytest.raises(TypeError):
        tree.decide({"a": "yes"}).given["a"] = "no"


def test_a_wide_table_is_looked_up():
    """Its rows are found sooner than they are tried: the reference goes on there."""
    rows = "\n".join(
        f"        - [{n}, {'see' if n % 2 else 'rest'}]" for n in range(60)
    )
    table = f"    table:\n      inputs: [n]\n      rows:\n{rows}\n        - [60, rest]"
    steps = f"  one: {{ask: a, advise: see, go: two}}\n  two:\n    ask: n\n{table}\n"
    tree = loads(f"{HEAD}steps:\n{steps}")
    functions = Functions(tree)

    for given in ({"a": "yes", "n": 7}, {"a": "no", "n": 60}, {"a": "no"}, {}):
        assert functions(tree, given) == walk(tree, given)
        assert functions.decided(given) == Decision.of(tree, walk(tree, given), given)


def test_what_is_deep_gets_names():
    """Values inside values are more levels than a line of source can have."""
    deep = "\n".join(
        f"  v{n}: maybe(v{n - 1} and n > {n} or n == {n})" for n in range(1, DEEPEST)
    )
    last = f"v{DEEPEST - 1}"
    step = f"{{ask: [a, n], branches: [{{when: {last}, go: see}}, {{go: rest}}]}}"
    tree = loads(f"{HEAD}values:\n  v0: maybe(a)\n{deep}\nsteps:\n  one: {step}\n")
    functions = Functions(tree)

    for a in ("yes", "no", "unsure"):
        for n in (0, 1, 17, 60):
            given = {"a": a, "n": n}
            assert functions(tree, given) == walk(tree, given)


def test_a_sum_may_be_longer_than_source_is_deep():
    """The chosen of several long lists are counted together."""
    options = ", ".join(f"o{n}: O{n}" for n in range(LIMITS.options))
    asked = "".join(
        f"  {x}: {{text: X?, type: any_of, options: {{{options}}}}}\n" for x in "xyz"
    )
    head = HEAD.replace("recommendations:", f"{asked}recommendations:")
    test = "count(x) + count(y) + count(z) > 3"
    ways = f"branches: [{{when: {test}, go: see}}, {{go: rest}}]"
    tree = loads(f"{head}steps: {{one: {{ask: [x, y, z], {ways}}}}}")
    functions = Functions(tree)

    for few in (("o1",), ("o1", "o2")):
        answers = {"x": few, "y": few, "z": few}
        assert functions(tree, answers) == walk(tree, answers)


def test_a_question_is_asked_once_and_what_is_always_so_is_taken():
    """It may stand on two pages; a branch of everybody leaves none for others."""
    steps = """
  one: {ask: n, branches: [{when: n > 30, go: two}, {go: three}]}
  two: {ask: a, go: three}
  three: {ask: [a, n], branches: [{when: n <= 60 and n >= 0, go: see}, {go: rest}]}
"""
    tree = loads(f"{HEAD}steps:{steps}")
    functions = Functions(tree)

    for answers in ({"n": 40, "a": "no"}, {"n": 4, "a": "no"}, {"n": 40}, {"n": 4}):
        assert functions(tree, answers) == walk(tree, answers)


ODD = (
    *(True, False, 0, 1, 2, 1.0, 0.0, -0.0, 2.5, float("nan"), float("inf"), None, ""),
    *(
        "yes",
        " NO ",
        "unsure",
        "none",
        "1",
        "canoe",
        "jackets",
        "2026-05-01",
        "2 weeks",
    ),
    *((), [], ["jackets"], ["jackets", "unsure"], ("nothing",), [1], [True], {"radio"}),
    *(Decimal(3), Decimal("3.0"), Decimal("NaN"), date(2026, 5, 1), object(), [[]]),
)


def test_what_is_given_is_read_as_the_reference_reads_it():
    """Whatever it is, and whatever equal to it was given before."""
    tree = loads(beside(EVERY_PART), name=EVERY_PART)
    functions, day = Functions(tree), {"today": "2026-05-01"}

    for name in tree.questions:
        for odd in (*ODD, *ODD):
            answers = day | {name: odd}
            try:
                wanted = decide(tree, answers)
            except triage.AnswerError:
                wanted = None
            assert functions.decided(answers) == wanted
    for wrong in ({"mast": "yes"}, {}.keys(), None):
        assert functions.decided(wrong) is None
    assert functions.decided(day).made != functions.decided(day).trace


def test_what_cannot_be_is_left_to_whoever_says_why():
    """Answers that do not go together, unless what they break is not asked."""
    steps = "one: {ask: n, branches: [{when: n > 30, go: see}, {go: two}]}"
    two = "two: {ask: a, go: rest}"
    assumed = HEAD.replace("start:", "assume: [not a or n > 50]\nstart:")
    tree = loads(f"{assumed}steps:\n  {steps}\n  {two}\n")
    functions = Functions(tree)

    for answers in (
        {"n": 4, "a": "yes"},
        {"n": 4},
        {"a": "yes"},
        {"n": 40, "a": "yes"},
    ):
        try:
            wanted = decide(tree, answers)
        except triage.AnswerError:
            wanted = None
        assert functions.decided(answers) == wanted


def test_what_is_skipped_is_assumed_as_it_counts():
    """Whatever was given to it beside."""
    skipped = HEAD.replace("max: 60", "max: 60, only_if: maybe(a), otherwise: 9")
    assumed = skipped.replace("start:", "assume: [n > 8 or maybe(a)]\nstart:")
    tree = loads(f"{assumed}steps: {{one: {{ask: [a, n], go: rest}}}}")

    for answers in ({"a": "no"}, {"a": "no", "n": 4}, {"a": "yes", "n": 4}):
        assert Functions(tree).decided(answers) == decide(tree, answers)


def test_a_tree_out_of_use_or_of_a_day_is_never_decided_at_once():
    """They ask for more than answers: whether they may, and on which day."""
    out = HEAD.replace("title: Some", "title: Some\nstatus: retired")
    retired = loads(f"{out}steps: {{one: {{ask: a, go: rest}}}}")
    dated = loads(beside(EVERY_PART), name=EVERY_PART)

    for _ in range(LIMITS.patience + 1):
        retired.decide({"a": "yes"}, allow_retired=True)
        dated.decide({}, today=date(2026, 5, 1))
    assert retired.engine.quick is dated.engine.quick is None
    with pytest.raises(triage.RetiredTree):
        retired.decide({"a": "yes"})


def test_codes_are_kept_of_so_many_answers_only():
    """However many there are, each is packed as it should be."""
    many = 2 * LIMITS.kept_answers
    head = HEAD.replace("max: 60", f"max: {many}")
    tree = loads(head + "steps: {one: {ask: n, go: rest}}")
    functions = Functions(tree)

    for n in range(0, many, many // LIMITS.kept_answers - 1):
        assert functions.decided({"n": n}).trace.asked == {"n": n}
        assert tree.questions["n"].accept(n) == n
    assert len(functions.given.tables["n", int]) == LIMITS.kept_answers


HANGING = """
triage: 1
id: hanging
title: Hanging
questions:
  a: {text: A?, unsure: true}
  b: {text: B?, only_if: maybe(a), otherwise: "no"}
  c: {text: C?, only_if: unsure(d) or surely(b), otherwise: "no"}
  d: {text: D?, unsure: true}
  e: {text: E?}
  f: {text: F?}
  k: {text: K?, options: {p: P, q: Q, r: R}, unsure: true}
recommendations:
  see: {urgency: soon, title: S}
  rest: {urgency: routine, title: R}
  note: {title: N}
  mind: {title: M}
start: one
steps:
  one: {ask: [a, b], branches: [{when: maybe(a), go: two}, {go: three}]}
  two: {ask: d, answers: {yes: three, no: three, unsure: four}}
  three:
    ask: [c, a]
    advise: [{when: b, add: note}]
    branches: [{when: answered(b) and not b, go: six}, {when: c, go: six}, {go: four}]
  four:
    ask: [d, c, e]
    branches: [{when: surely(d), go: five}, {when: answered(c), go: five}, {go: six}]
  five: {ask: f, advise: note, answers: {yes: see, no: six}}
  six:
    advise:
      - {when: urgency >= soon and maybe(a) or b, add: note}
      - {when: maybe(a) and not b, add: see}
      - {when: urgency >= soon and maybe(a) or b, add: mind}
    ask: k
    branches:
      - {when: asked(e) and surely(not e), go: rest}
      - {when: "surely(k in [p, q])", go: rest}
      - {go: see}
"""


@pytest.mark.parametrize("room", [1, 2, ROOM])
def test_an_answer_counts_as_far_as_the_way_taken_asks_it(room):
    """What is skipped, asked twice or on some ways only, wherever functions end."""
    tree = loads(HANGING)
    functions = Functions(tree, room)

    everybody = product(*([None, *tree.questions[n].keys] for n in "abcdefk"))
    for row in islice(everybody, 0, None, 7):
        answers = {n: x for n, x in zip("abcdefk", row, strict=True) if x}
        found, trace = functions(tree, answers), walk(tree, answers)
        assert (found, [*found.asked]) == (trace, [*trace.asked])


def test_functions_say_whatever_a_program_can():
    """Every operator, domain and guard, of patients who leave some answers out."""
    tree = loads(beside(EVERY_PART), name=EVERY_PART)
    functions = Functions(tree)

    for answers in patients(tree):
        found, trace = functions(tree, answers), walk(tree, answers)
        assert (found, [*found.asked]) == (trace, [*trace.asked])


def test_an_answer_is_read_as_what_it_is_however_often():
    """A truth is no number, although Python holds it equal to one."""
    question = loads(HEAD + "steps: {one: {ask: n, go: rest}}").questions["n"]

    for value in (1, "1", " 1 ", 1, "1", " 1 "):
        assert type(question.accept(value)) is int
        with pytest.raises(triage.AnswerError):
            question.accept(value=True)


def test_what_is_kept_of_answers_is_short():
    """However much room there is around an answer, it is read, and not kept."""
    question = loads(HEAD + "steps: {one: {ask: a, go: rest}}").questions["a"]
    room = " " * LIMITS.file_bytes

    tracemalloc.start()
    for n in range(3):
        assert question.accept(f"{room[n:]}yes") == "yes"
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < LIMITS.file_bytes
