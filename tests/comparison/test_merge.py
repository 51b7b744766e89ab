"""Two trees as one: what is one edit, what it is called, and what stands between."""

from random import Random

import attrs
import pytest
from hypothesis import given, strategies as st
from strategies import any_trees
from trees_for_tests import SORE_THROAT

import triage
from triage.base.limits import LIMITS
from triage.comparison import merge as module
from triage.comparison.alignment import align, merged_scale
from triage.comparison.merge import COARSE, FINE, Merge, in_order, merge, numbered
from triage.comparison.phrases import Phrases
from triage.comparison.rewording import reworded
from triage.comparison.switch import core
from triage.engine.walk import walk
from triage.language.ast import Always, Urgent
from triage.program.patients import random_answer
from triage.verify.mutants import mutants

OLD = triage.loads(SORE_THROAT)

BY_ANSWER = """\
    ask: drooling
    answers: {yes: ambulance, unsure: ambulance, no: about_you}
"""
BY_BRANCH = """\
    ask: drooling
    branches: [{when: maybe(drooling), go: ambulance}, {go: about_you}]
"""


def edited(*edits):
    """Return the tree after some edits of its text."""
    text = SORE_THROAT
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after)
    return triage.loads(text)


def switches(*edits):
    """Return in words what differs in the tree after some edits."""
    return [str(switch) for switch in merge(align(OLD, edited(*edits))).switches]


SAID = [
    (
        [
            ("days < 7", "days < 8"),
        ],
        [
            "Step decide, branch 2: days under 7 → days under 8",
        ],
    ),
    (
        [
            ("days > 2,", "days > 3,"),
        ],
        [
            "Step decide, branch 1: days over 2 → days over 3",
        ],
    ),
    (
        [
            ("likely and days > 2", "likely"),
        ],
        [
            "Step decide, branch 1: likely and days over 2 → likely",
        ],
    ),
    (
        [
            ("maybe(pregnant), add", "maybe(expecting), add"),
        ],
        [
            "Step about_you, advice 2: pregnant → expecting",
        ],
    ),
    (
        [
            ("maybe(pregnant), add: midwife", "maybe(pregnant), add: drink"),
        ],
        [
            ("Step about_you, advice 2: “Ask the midwife” → “Keep drinking”"),
        ],
    ),
    (
        [
            ("      - drink\n", ""),
        ],
        [
            "Step about_you, old advice 1 removed: “Keep drinking”",
        ],
    ),
    (
        [
            ("advise: no_antibiotics, go: rest", "go: rest"),
        ],
        [
            ("Step decide, branch 2, old advice 1 removed: “Antibiotics do not help”"),
        ],
    ),
    (
        [
            ("no: about_you", "no: rest"),
        ],
        [
            "Step drooling, answer no: step about_you → “Rest”",
        ],
    ),
    (
        [
            ("only_if: 12 <= age <= 55", "only_if: age <= 55"),
        ],
        [
            (
                "Question pregnant, only_if: age at least 12 years and age "
                "at most 55 years → age at most 55 years"
            ),
        ],
    ),
    (
        [
            ("    otherwise: no", "    otherwise: unsure"),
        ],
        [
            (
                "Question pregnant, only_if: if age at least 12 years and "
                "age at most 55 years, otherwise no → if age at least 12 "
                "years and age at most 55 years, otherwise unsure"
            ),
        ],
    ),
    (
        [
            ("    only_if: 12 <= age <= 55\n    otherwise: no\n", ""),
        ],
        [
            (
                "Question pregnant, only_if removed: if age at least 12 "
                "years and age at most 55 years, otherwise no"
            ),
        ],
    ),
    (
        [
            ("2.5", "3"),
        ],
        [
            "Value likely: score at least 2.5 → score at least 3",
        ],
    ),
    (
        [
            ("points(cough) + count(signs)", "points(cough) + 2 * count(signs)"),
        ],
        [
            (
                "Value score: points of cough + number of signs → points of "
                "cough + 2 times number of signs"
            ),
        ],
    ),
    (
        [
            ("alone: true, ", ""),
        ],
        [
            "Advice ambulance, alone: yes → no",
        ],
    ),
    (
        [
            ("midwife: {urgency: routine, ", "midwife: {"),
        ],
        [
            "Advice midwife, urgency removed: Routine appointment",
        ],
    ),
    (
        [
            ("ask: [age, pregnant, days, cough, signs]", "ask: [age, pregnant, days]"),
            ("score >= 2.5", "age >= 9"),
            ("likely and", "likely or"),
            ("show: [score, likely", "show: [likely"),
        ],
        [
            "Value likely: score at least 2.5 → age at least 9 years",
            (
                "Step about_you, questions: “How old are you?”, “Are you "
                "pregnant?”, “For how many days?”, “Do you cough?” and "
                "“Which of these?” → “How old are you?”, “Are you pregnant?” "
                "and “For how many days?”"
            ),
            ("Step decide, branch 1: likely and days over 2 → likely or days over 2"),
        ],
    ),
    (
        [
            ("unit: years}", "unit: months}"),
        ],
        [
            (
                "Question age: a whole number from 3 to 120 years → a whole "
                "number from 3 to 120 months"
            ),
        ],
    ),
    (
        [
            (BY_ANSWER.rstrip(), BY_BRANCH.rstrip()),
        ],
        [
            (
                "Step drooling: yes → “Call now”; not sure → “Call now”; no "
                "→ step about_you → drooling (or not sure) → “Call now”; "
                "step about_you"
            ),
        ],
    ),
    (
        [
            ("  about_you:\n", "  about_you:\n    title: Who you are\n"),
            ("  decide:\n", "  decide:\n    title: To decide\n"),
            ("start: drooling\n", "start: about_you\n"),
            ("likely and days", "likely or days"),
        ],
        [
            "The start: step drooling → “Who you are”",
            (
                "Step “To decide”, branch 1: likely and days over 2 → likely or days "
                "over 2"
            ),
        ],
    ),
    (
        [
            ("start: drooling\n", "start: about_you\n"),
        ],
        [
            "The start: step drooling → step about_you",
        ],
    ),
]


@pytest.mark.parametrize(("edits", "said"), SAID, ids=range(len(SAID)))
def test_an_edit_is_told_where_it_was_made_in_words(edits, said):
    """What stood there, and what stands there now, without anything else."""
    assert switches(*edits) == said


MOVED = """\
triage: 1
id: moved
title: Moved
questions:
  a: {text: A?, type: yes_no}
  b: {text: B?, type: yes_no}
  c: {text: C?, type: any_of, options: {x: X, y: Y}, only_if: a, otherwise: [x]}
recommendations:
  go: {urgency: emergency, title: Go}
  see: {urgency: same_day, title: See}
  rest: {urgency: self_care, title: Rest}
start: one
steps:
  one: {ask: [a, b, c], go: two}
  two:
    branches:
      - {when: a, go: go}
      - {when: b, go: see}
      - {when: x in c, go: three}
      - go: rest
  three: {advise: see, go: four}
  four: {go: rest}
"""


def moved(*edits):
    """Return two trees as one, the second after some edits of its text."""
    text = MOVED
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after)
    return merge(align(triage.loads(MOVED), triage.loads(text)))


MANY = """\
triage: 1
id: many
title: Many
questions:
  q: {text: Q?, options: {OPTIONS}}
recommendations:
  see: {urgency: same_day, title: See}
  rest: {urgency: self_care, title: Rest}
  drink: Drink
start: one
steps:
  one: {ask: q, answers: {o0: see, o1: see, otherwise: {go: see, advise: drink}}}
""".replace("OPTIONS", ", ".join(f"o{n}: Option {n}" for n in range(LIMITS.edits)))


def test_where_all_other_answers_lead_is_one_edit():
    """It is one line of the file; an answer that is named now is an edit of its own."""
    after = MANY.replace(
        "o1: see, otherwise: {go: see", "o2: see, otherwise: {go: rest"
    )
    old, new = triage.loads(MANY), triage.loads(after)
    found = merge(align(old, new))

    assert [str(switch) for switch in found.switches] == [
        "Step one, answer o2, old advice 1 removed: “Drink”",
        "Step one, answer o1: “See” → “Rest”",
        "Step one, answer o1, advice 1 added: “Drink”",
        "Step one, any other answer: “See” → “Rest”",
    ]
    assert found.switches[3].place == "one.otherwise"
    ends = [found.tree(frozenset(on)).steps["one"].by_answer for on in ([3], [0, 1, 2])]
    assert [[x[name].to for x in ends] for name in ("o1", "o2", "o3", "o9")] == [
        ["see", "rest"],
        ["see", "see"],
        ["rest", "see"],
        ["rest", "see"],
    ]
    assert [bool(x["o9"].advise) for x in ends] == [True, True]
    assert Phrases(old).of(old.steps["one"]) == (
        "Option 0 → “See”; Option 1 → “See”; any other answer → “See”"
    )


def test_what_moved_within_a_list_is_one_edit():
    """A branch that stands elsewhere is not gone in one place and new in another."""
    both = ("      - {when: a, go: go}\n", "")
    found = moved(both, ("- go: rest", "- {when: a, go: go}\n      - go: rest"))

    [switch] = found.switches
    assert switch.place == "two.1"
    assert core(found.tree(frozenset([0])).steps["two"]) == core(found.new.steps["two"])


def test_a_list_of_another_length_is_told_apart_by_what_it_is_about():
    """Where a branch was taken away, the others are held against one another."""
    found = moved(
        ("      - {when: a, go: go}\n", ""),
        ("when: b, go: see", "when: b and a, go: see"),
        ("when: x in c,", "when: y in c,"),
    )

    assert [str(switch) for switch in found.switches] == [
        "Step two, old branch 1 removed: a → “Go”",
        "Step two, branch 1: b → b and a",
        "Step two, branch 2: c include “X” → c include “Y”",
    ]


def test_conditions_in_a_list_are_told_apart():
    """Of items of one condition each is an edit; one that came is new."""
    found = moved(
        ("when: b, go: see", "when: b and not a, go: see"),
        ("when: x in c,", "when: x in c or y in c,"),
    )
    assert [str(switch) for switch in found.switches] == [
        "Step two, branch 2: b → b and no a",
        "Step two, branch 3: c include “X” → c include “X” or c include “Y”",
    ]
    before, after = (
        triage.loads(MOVED.replace("when: b, go", f"when: {when}, go"))
        for when in ("b and a and x in c", "b and x in c and not a")
    )
    assert [str(switch) for switch in merge(align(before, after)).switches] == [
        "Step two, branch 2 removed: a",
        "Step two, branch 2 added: no a",
    ]


def test_what_counts_instead_is_told_with_its_condition():
    """An answer that counts where a question is skipped, none of the options too."""
    found = moved(("otherwise: [x]", "otherwise: none"))

    assert [str(switch) for switch in found.switches] == [
        "Question c, only_if: if a, otherwise x → if a, otherwise none"
    ]


def test_where_some_edits_go_in_a_circle_there_is_no_tree():
    """Two steps that changed places lead to each other where only one of them did."""
    found = moved(
        ("go: three}", "go: four}"),
        ("three: {advise: see, go: four}", "three: {advise: see, go: rest}"),
        ("four: {go: rest}", "four: {go: three}"),
    )
    numbers = {switch.place: switch.number for switch in found.switches}
    four, three = numbers["four.1"], numbers["three.1"]

    assert found.tree(frozenset([four])) is None
    assert [*found.tree(frozenset([four, three])).steps] == ["one", "two", "three"]


def test_more_edits_than_can_be_told_apart_are_edits_of_steps_or_of_all(monkeypatch):
    """With very many edits each step is one, and then the whole tree."""
    edits = (
        ("when: a, go: go", "when: a and b, go: see"),
        ("four: {go: rest}", "four: {go: see}"),
    )
    places = {}
    for most in (3, 2, 1):
        monkeypatch.setattr(module, "LIMITS", attrs.evolve(LIMITS, edits=most))
        places[most] = [str(switch) for switch in moved(*edits).switches]

    assert len(places[3]) == 3
    assert [text.split(":")[0] for text in places[2]] == ["Step two", "Step four"]
    assert places[1] == ["The tree as a whole"]


def test_an_edit_of_a_recommendation_as_a_whole_is_told_in_words():
    """It is how urgent it is, and whether it stands alone or is a warning."""
    now = MOVED.replace("same_day, title: See", "soon, alone: yes, title: See")
    now = now.replace(
        "{urgency: self_care, title: Rest}", "{warning: yes, title: Rest}"
    )
    found = Merge(align(triage.loads(MOVED), triage.loads(now)), COARSE)

    assert [*map(str, found.switches)] == [
        "Advice see: Be seen today → See a clinician within two weeks, alone",
        "Advice rest: Care at home → no urgency, warning",
    ]


def test_with_no_edit_it_is_the_one_tree_and_with_all_the_other():
    """Neither is put together anew: both are as they were written."""
    found = moved(("when: a, go: go", "when: b, go: go"))

    assert found.tree(frozenset()) is found.old
    assert found.tree(found.all) is found.new


def test_a_range_that_makes_a_condition_always_hold_is_one_edit():
    """Equal words that mean something else in another range are no edit themselves."""
    wide, narrow = (
        triage.loads(
            f"""\
triage: 1
id: t
title: T
questions:
  n: {{text: How many?, type: integer, min: 0, max: {most}}}
  b: {{text: B?, type: yes_no}}
recommendations:
  see: {{urgency: soon, title: See}}
  rest: {{urgency: self_care, title: R}}
start: one
steps:
  one:
    ask: [n, b]
    branches: [{{when: b and n + 1 > 4, go: see}}, {{go: rest}}]
"""
        )
        for most in (9, 6)
    )
    folded = attrs.evolve(
        narrow,
        steps={
            "one": attrs.evolve(
                narrow.steps["one"],
                ways=(
                    attrs.evolve(
                        narrow.steps["one"].ways[0],
                        when=Always(
                            holds=False, span=narrow.steps["one"].ways[0].when.span
                        ),
                    ),
                    narrow.steps["one"].ways[1],
                ),
            )
        },
    )

    [switch] = merge(align(wide, folded)).switches

    assert (
        str(switch)
        == "Question n: a whole number from 0 to 9 → a whole number from 0 to 6"
    )


def test_scales_are_merged_where_their_levels_belong():
    """A level of one tree only stands where it stood, and conditions follow."""
    scale = "scale: [{}]\n"
    level = "{{id: {0}, title: {0}}}"
    trees_ = []
    for names in ("low mid high", "low new high top"):
        rows = ", ".join(level.format(name) for name in names.split())
        trees_.append(
            triage.loads(
                f"""\
triage: 1
id: t
title: T
{scale.format(rows)}questions: {{b: {{text: B?, type: yes_no}}}}
recommendations:
  one: {{urgency: low, title: One}}
  two: {{urgency: high, title: Two}}
start: one_step
steps:
  one_step: {{ask: b, advise: {{add: two, when: b}}, go: other}}
  other:
    branches:
      - {{when: urgency >= high, go: two}}
      - {{when: urgency > high, go: one}}
      - {{go: one}}
"""
            )
        )
    found = align(*trees_)

    assert [x.id for x in merged_scale(*trees_)] == ["low", "new", "mid", "high", "top"]
    for tree in (found.old, found.new):
        ranks = [
            way.when.rank
            for way in tree.steps["other"].ways
            if isinstance(way.when, Urgent)
        ]
        assert ranks[0] == 3
        assert tree.recommendations["two"].rank == 3


@given(any_trees, st.randoms(use_true_random=False))
def test_with_no_edit_it_is_the_old_tree_and_with_all_the_new(tree, random):
    """Made of their parts, both trees do with every patient what they did."""
    made = [mutant.tree for mutant in mutants(tree)]
    new = random.choice(made) if made else tree
    for grain in (FINE, COARSE):
        found = Merge(align(tree, new), grain)
        for whole, on in ((tree, frozenset()), (new, found.all)):
            parts = {name: choice(on) for name, choice in found.parts.items()}
            steps = in_order(parts["first"], parts["steps"])
            put = attrs.evolve(new, **parts | {"steps": numbered(steps)})
            answers = {
                name: random_answer(q, Random(random.random()))
                for name, q in tree.questions.items()
            }
            one, other = walk(whole, answers), walk(put, answers)
            assert (one.end, one.rank, set(one.advice)) == (
                other.end,
                other.rank,
                set(other.advice),
            )


# Words


def test_texts_that_read_otherwise_come_the_most_urgent_first():
    """Of every part that a person reads, old and new; what is gone nobody reads."""
    new = edited(
        ("title: Call now", "title: Call when you can"),
        ("text: Do you cough?", "text: Do you cough?\n    help: At night too"),
        ("text: A little", "text: Much"),
        ("again: Does spit run out of your mouth?", "again: Spit?"),
        ("title: Sore throat", "title: Throats"),
        ("  no_antibiotics: {title: Antibiotics do not help}\n", ""),
        ("advise: no_antibiotics, ", ""),
    )
    found = reworded(
        OLD, attrs.evolve(new, contacts={**new.contacts, "crisis_line": "9"})
    )

    rows = {(x.part, x.id, x.key): (x.old, x.new, x.urgency) for x in found}
    assert rows == {
        ("advice", "ambulance", "title"): (
            "Call now",
            "Call when you can",
            "emergency",
        ),
        ("question", "drooling", "again"): (
            "Does spit run out of your mouth?",
            "Spit?",
            "emergency",
        ),
        ("contact", "crisis_line", "says"): (
            OLD.contacts["crisis_line"],
            "9",
            "emergency",
        ),
        ("question", "cough", "help"): ("", "At night too", "soon"),
        ("option", "cough.some", "text"): ("A little", "Much", "soon"),
        ("tree", "tree", "title"): ("Sore throat", "Throats", ""),
    }
    assert [x.rank for x in found] == sorted((x.rank for x in found), reverse=True)


def test_a_level_reads_otherwise_and_an_option_is_gone():
    """The title of a level is read too; so is what is left out of a question."""
    levels = tuple(attrs.evolve(x, title=f"{x.title}!") for x in OLD.levels[:1])
    new = attrs.evolve(OLD, levels=(*levels, *OLD.levels[1:]))
    [found] = reworded(OLD, new)
    assert (found.part, found.id, found.urgency) == ("level", "self_care", "self_care")
    again = "unsure: {again: Does spit run out of your mouth?}"
    without = edited((again, "unsure: true"))
    [gone] = reworded(OLD, without)
    assert (gone.key, gone.new) == ("again", "")
