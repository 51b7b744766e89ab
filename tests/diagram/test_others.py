"""Any other answer: what `otherwise` stands for, drawn as one where it is much."""

import pytest

import triage
from triage.base.limits import LIMITS
from triage.diagram import draw
from triage.engine.coverage import Coverage
from triage.verify.mutants import mutants

MANY = 200
OTHERS = "{go: apply, advise: [photograph, {when: work, add: letter}]}"


def visa(otherwise=OTHERS, *named, options=MANY):
    """Return a tree in which three passports are named, and perhaps more."""
    passports = ", ".join(f"p{n}: Passport {n}" for n in range(options))
    return triage.loads(
        f"""
triage: 1
id: visa
title: Do you need a visa?
scale: [{{id: none, title: None}}, {{id: visa, title: Visa}}]
questions:
  passport: {{text: Which passport?, unsure: true, options: {{{passports}}}}}
  work: {{text: Will you work?}}
recommendations:
  go: {{urgency: none, title: You need no visa}}
  apply: {{urgency: visa, title: Apply for a visa}}
  photograph: Bring a photograph
  letter: Bring a letter
start: first
steps:
  first: {{ask: work, go: second}}
  second:
    ask: passport
    answers:
      p0: go
      p1: go
      unsure: apply
      {" ".join(f"{name}: go" for name in named)}
      otherwise: {otherwise}
"""
    )


TREE = visa()


def labels(diagram):
    """Return what stands at each way on from the page of the passport."""
    return [edge.label for edge in diagram.view.edges if edge.source == "second"]


def said(diagram):
    """Return the lines of an outline that tell of the answers not named."""
    lines = map(str.strip, diagram.outline().splitlines())
    return [line for line in lines if "other answer" in line]


def test_one_way_on_stands_for_all_that_is_not_named():
    """In every format one line leads there, and the page lists what can be chosen."""
    picture = draw(TREE)

    assert labels(picture) == [
        "Passport 0",
        "Passport 1",
        "not sure",
        "any other answer",
    ]
    assert said(picture) == [
        (
            "any other answer: Advise: Bring a photograph. Advise: Bring a letter, if"
            " work. Apply for a visa [Level 2 of 2: Visa]"
        )
    ]
    for text in (picture.dot, picture.mermaid()):
        assert "Passport 3" in text
        assert "and 170 more" in text.replace("\\", "")
        assert text.count("Passport") < 2 + LIMITS.menu + 2


def test_few_answers_are_still_called_by_their_names():
    """Who can read them at once is told which they are."""
    few = LIMITS.others + 2

    assert labels(draw(visa(options=few)))[3:] == [
        f"Passport {n}" for n in range(2, few)
    ]
    assert labels(draw(visa(options=few + 1)))[3:] == ["any other answer"]


def test_the_answer_on_a_path_is_set_apart():
    """What was given has a way of its own, and the rest has one."""
    decision = TREE.decide({"work": "no", "passport": "p7"})
    lines = said(draw(TREE, decision=decision)) + [
        line
        for line in draw(TREE, decision=decision).outline().splitlines()
        if "✓ Passport 7" in line and "Apply" in line
    ]

    assert [line.strip().partition(":")[0] for line in lines] == [
        "197 other answers",
        "✓ Passport 7",
    ]
    unnamed = TREE.decide({"work": "no", "passport": "p0"})
    assert "any other answer" in labels(draw(TREE, decision=unnamed))


@pytest.mark.parametrize(
    ("passports", "mark"),
    [
        ([], "any other answer (no case)"),
        ([5, 5, 9], "any other answer (3 cases, none for 196 answers)"),
        (range(2, MANY), "any other answer (198 cases)"),
    ],
)
def test_coverage_tells_how_many_answers_have_no_case(passports, mark):
    """What is drawn as one is counted as one, and no answer is passed over."""
    decisions = [
        TREE.decide({"work": "no", "passport": f"p{number}"}) for number in passports
    ]
    coverage = Coverage.of(TREE, decisions)

    [line] = said(draw(TREE, coverage=coverage))

    assert line.startswith(f"{mark}: Advise: Bring a photograph. Advise:")
    assert ("letter, if work (no case)" in line) == bool(passports)


def test_each_answer_is_still_known():
    """Coverage counts the way on of each, and mistakes are made in each."""
    branches = next(x for x in Coverage.of(TREE, ()).shares if x.kind == "branches")
    led = (m.tree.steps["second"].by_answer for m in mutants(visa("apply", options=9)))

    assert branches.total == 1 + 2 + 1 + (MANY - 2)
    assert any(to["p7"].to == "go" and to["p8"].to == "apply" for to in led)


def test_changes_of_all_that_is_not_named_are_one():
    """Where it leads now and where it led are a way each; what was named is told."""
    changed = draw(visa("go", "p5"), against=TREE)

    assert said(changed) == [
        "any other answer (added): You need no visa [Level 1 of 2: None]",
        (
            "any other answer (removed): Advise: Bring a photograph (removed). "
            "Advise: Bring a letter, if work (removed). "
            "Apply for a visa [Level 2 of 2: Visa]"
        ),
    ]
    assert "Passport 5 (added): You need no visa" in changed.outline()


def test_what_is_not_written_is_one_end():
    """One box says so, instead of one for each answer."""
    picture = draw(visa("{todo: Ask the embassy}"))

    assert [node.id for node in picture.view.nodes if node.kind == "todo"] == ["todo:4"]
