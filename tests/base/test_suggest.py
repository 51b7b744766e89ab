"""Suggestions: what was probably meant."""

import pytest

from triage.base.suggest import closest, did_you_mean


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("hoem", ["hospital", "home"], "did you mean `home`?"),
        ("HOME", ["house", "home"], "did you mean `home`?"),
        ("curb", ["curb_65", "qsofa"], "did you mean `curb_65`?"),
        ("zzz", ["home", "rest"], "known: `home`, `rest`"),
        ("zzz", [f"name_{n}" for n in range(13)], ""),
        ("zzz", [], ""),
        ("", ["home"], "known: `home`"),
    ],
)
def test_did_you_mean(word, known, said):
    """The closest name is offered; where none is close, the few that there are."""
    assert did_you_mean(word, known) == said


def test_the_closest_is_found_among_many():
    """Among thousands of names the misspelt one is still found."""
    known = [f"step_number_{n}" for n in range(20_000)]

    assert closest("step_numbr_12345", known) == "step_number_12345"
