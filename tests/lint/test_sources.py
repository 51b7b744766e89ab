"""Sources, reviews and whom to call: until when they are good."""

from datetime import date

from bad_trees import BAD

import triage

TODAY = date(2026, 11, 22)


def codes(tree, today=TODAY):
    """Return the codes of what is said against a tree."""
    return [finding.code for finding in triage.check(tree, today=today)]


def test_a_review_is_overdue_the_day_after():
    """A tree may be used on the day of its review, and is stale after it."""
    tree = triage.load(BAD / "T505_review.yaml")

    assert codes(tree, date(2020, 1, 31)) == []
    assert codes(tree, date(2020, 2, 1)) == ["T505"]


def test_a_source_is_stale_after_a_year():
    """A source has to be looked up again when more than a year has passed."""
    tree = triage.load(BAD / "T506_source.yaml")

    assert codes(tree, date(2021, 1, 30)) == []
    assert codes(tree, date(2021, 2, 1)) == ["T506"]


def test_the_command_that_tells_what_changed_can_be_pasted(tmp_path):
    """A file whose name has a blank is quoted, as a shell wants it."""
    path = tmp_path / "my tree.yaml"
    path.write_text((BAD / "T531_reviews.yaml").read_text("utf-8"), "utf-8")

    told = [finding.help for finding in triage.check(triage.load(path), today=TODAY)]

    assert any(f"`triage review '{path}' --against OLD`" in text for text in told)


def test_whom_to_call_is_stale_after_a_year():
    """Numbers have to be looked up again when a text of the tree needs them."""
    tree = triage.load(BAD / "T515_contacts.yaml")

    assert codes(tree, date(2027, 11, 22)) == []
    assert set(codes(tree, date(2027, 11, 23))) == {"T515"}
    assert "T515" not in codes(triage.load(BAD / "T514_nowhere.yaml"), date(2030, 1, 1))


def test_what_a_list_of_sources_holds_may_be_recalled():
    """A recalled source is told where people are told something, and only there."""
    tree = triage.load(BAD / "T512_recalled.yaml")

    assert [f.span.text for f in triage.check(tree, today=TODAY)] == ["lore"]
    assert list(tree.citations) == ["book", "lore"]
