"""What is said back to answers, in an interview and to programs."""

from pathlib import Path

import triage
import triage.cases
from triage.comparison.rewording import reworded
from triage.model.diff import differences

TEXT = """\
triage: 1
id: bite
title: A bite
questions:
  child: {text: A child?, reply: {yes: "That is *hard*. {{}}"}}
  deep:
    text: How deep?
    type: integer
    min: 0
    max: 50
    unit: mm
    unsure: {again: "Deeper than a coin?"}
    reply: {unsure: Nobody can see that.}
  scar: {text: Old?, only_if: child, otherwise: no, reply: {no: Good.}}
  where:
    text: Where?
    type: any_of
    options: {arm: My arm, leg: My leg}
    reply:
      none: Nowhere, after {deep | unit else some depth}.
      leg: "{where | lower}!"
      arm: Oh.
recommendations: {rest: {title: Rest, urgency: self_care}}
start: one
steps: {one: {ask: [child, deep, scar, where], go: rest}}
"""

TREE = triage.loads(TEXT)


def said(session, **answers):
    """Return the session after answers, and what its page says first."""
    session = session.answer(answers)
    return session, session.page.said if session.page else None


def test_a_page_says_first_what_is_said_back():
    """What was answered on the page before is replied to; a page without has none."""
    session, first = said(TREE.start(), child="yes")
    assert first == ("That is *hard*. {}",)
    assert session.page.to_dict()["said"] == [*first]
    session, second = said(session, deep=3)
    assert second == ()
    assert "said" not in session.page.to_dict()


def test_a_first_not_sure_is_asked_again_and_not_replied_to():
    """Only what counts as an answer is replied to."""
    session, _ = said(TREE.start(), child="no")
    session, first = said(session, deep="unsure")
    assert (session.page.again, first) == (True, ())
    session, second = said(session, deep="unsure")
    assert second == ("Nobody can see that.",)


def test_what_was_skipped_is_not_replied_to():
    """Nobody gave the answer that counts instead; each chosen option has its reply."""
    answers = {"child": "no", "deep": 2, "where": ["arm", "leg"]}
    decision = TREE.decide(answers)
    assert decision.responses == {"where": "my arm; My leg!\n\nOh."}

    none = TREE.decide(answers | {"where": []}).responses
    assert none == {"where": "Nowhere, after 2 mm."}


def test_a_case_expects_what_is_said_back():
    """`reads` and `not_reads` try replies as they try recommendations."""
    Path("bite.yaml").write_text(TEXT)
    Path("bite.cases.yaml").write_text(
        "triage_cases: 1\ntree: bite\ncases:\n  one:\n    says: A child.\n"
        "    answers: {child: yes, deep: unsure, scar: yes, where: []}\n"
        "    expect: {reads: [That is hard., nobody knows], not_reads: some depth}"
    )
    [result] = triage.cases.load("bite.cases.yaml").run()

    messages = [failure.message for failure in result.failures]
    assert messages == [
        "expected the words “nobody knows”, but nothing that is read has them",
        "expected no words “some depth”, but “Nowhere, after some depth.” is read",
    ]


def test_a_reply_is_worded_and_nothing_else():
    """Another reply is other wording; comparison names it, and one that is gone."""
    other = triage.loads(TEXT.replace("Nobody can see that.", "So be it."))
    fewer = triage.loads(TEXT.replace(", reply: {no: Good.}", ""))

    assert (other.logic, fewer.logic) == (TREE.logic, TREE.logic)
    assert len({TREE.wording, other.wording, fewer.wording}) == 3
    assert [str(x) for x in differences(TREE, other)] == [
        "question `deep` changed (reply)"
    ]
    [told], [gone] = reworded(TREE, other), reworded(TREE, fewer)
    assert (told.id, told.key, told.new) == ("deep", "reply to unsure", "So be it.")
    assert (gone.id, gone.key, gone.old, gone.new) == (
        *("scar", "reply to no"),
        *("Good.", ""),
    )
