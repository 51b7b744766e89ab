"""Dates in words: as people say what is compared, and from when to when is counted."""

import pytest
from condition_texts import SCOPE, typed

from triage.language.ast import Sum
from triage.language.english import English


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("born <= 1935-04-06", "born on or before 6 April 1935"),
        ("2024-03-01 < sent", "sent after 1 March 2024"),
        ("not sent >= due", "sent before due"),
        ("due == 2026-03-01", "due on 1 March 2026"),
        ("due != 2026-03-01", "due not on 1 March 2026"),
        ("sent + days(30)", "sent plus 30 days"),
        ("sent - days(days)", "sent minus days days"),
        ("sent + days(days(born, due))", "sent plus days from born to due"),
        ("sent + days(days + 1)", "sent plus (days + 1) days"),
        ("days(sent, due) > 14", "days from sent to due over 14"),
        ("weeks(sent, due) > 2", "weeks from sent to due over 2"),
        (
            "floor((days(sent, due) + 1) / 7)",
            "((days from sent to due + 1) divided by 7) rounded down to a whole number",
        ),
        ("floor(days(due, sent) / 7)", "weeks from due to sent"),
        ("-days(sent, due) < 3", "days from due to sent under 3"),
        ("days(sent, 2026-03-31)", "days from sent to 31 March 2026"),
        ("2 * days(sent, due)", "2 times days from sent to due"),
        ("2026-03-31", "31 March 2026"),
    ],
)
def test_dates_are_said_as_people_say_them(text, words):
    """A comparison of days is before, on or after; what was taken apart is together."""
    expr = typed(text)
    english = English(SCOPE.questions)

    said = english.number(expr) if isinstance(expr, Sum) else english.of(expr)
    assert said == words
