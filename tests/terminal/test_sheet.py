"""A page to print or show."""

from datetime import UTC, datetime
from pathlib import Path

import triage
from triage.terminal.sheet import sheet

TREES = Path(__file__).parents[1] / "trees"
SORE_THROAT = triage.load(TREES / "good/sore_throat.yaml", place="GB")
EVERY_PROMPT = triage.load(TREES / "talk/every_prompt.yaml")
WHEN = datetime(2026, 11, 28, 18, 40, tzinfo=UTC)
CALM = {"drooling": "no", "stiff_neck": "unsure", "muffled_voice": "no", "rash": "no"}


def test_a_page_hands_over_as_clinicians_do():
    """It goes from the situation over what was answered to what to do, and by what."""
    text = sheet(SORE_THROAT.decide(CALM | {"age": 60, "days": 3}), when=WHEN)

    places = [
        text.index(words)
        for words in (
            "Sore throat (version 1.2.0, draft)",
            "- 28 November 2026, 18:40 UTC\n- Place: GB",
            "Situation\n- ",
            "Assessment: not sure\n- Is it too painful",
            "Assessment: no\n- To 3 other questions",
            "Made by\n- Tree sore_throat 1.2.0",
            f"- Logic {SORE_THROAT.logic}, words {SORE_THROAT.wording}",
            "- Example for education and testing.",
        )
    ]
    assert places == sorted(places)


def test_a_page_says_what_to_do_and_why_but_not_all_that_is_good_to_know():
    """Whoever takes over reads the advice with its reason; facts stay away."""
    well = dict.fromkeys(CALM, "no") | {"age": 60, "days": 3, "cough": "none"}
    text = sheet(SORE_THROAT.decide(well | {"signs": ["fever", "nodes"]}), when=WHEN)

    assert "Background\n- How old are you? 60 years" in text
    assert "- Because you said" in text
    assert "Recommendation\n\nAsk for a throat swab" in text
    assert "Good to know" not in text


def test_a_page_before_the_first_answer_is_short():
    """Without a place and without answers there is little to say."""
    text = sheet(EVERY_PROMPT.decide({}), when=WHEN)

    assert "- No place was given" in text
    assert "Assessment" not in text
    assert "Recommendation" not in text
