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
        ("weeks(due, sent + days(1))", "weeks from due to (sent plus 1 day)"),
        ("years(born, sent) >= 18", "years from born to sent at least 18"),
        ("born + years(18) <= sent", "born plus 18 years on or before sent"),
        ("sent - months(1) + days(2)", "(sent minus 1 month) plus 2 days"),
        ("sent + months(days + 1)", "sent plus (days + 1) months"),
        ("sent + years(2 * days)", "sent plus 2 times days years"),
        ("days(born + years(1), sent)", "days from (born plus 1 year) to sent"),
        ("on_or_before(due, sunday)", "the last Sunday up to due"),
        (
            "on_or_after(due, monday) - weeks(15) > sent",
            "(the first Monday from due) minus 105 days after sent",
        ),
        ("2024-01-31 + months(1)", "29 February 2024"),
        ("years(2004-02-29, 2022-02-28)", "18"),
        ("on_or_after(2024-02-29, monday)", "4 March 2024"),
        ("accrued(fee, 2024-01-01, 2024-01-03)", "6"),
        (
            "accrued(fee, sent, due)",
            (
                "fee (2 from 1 January 2024, 2.5 from 6 April 2025) for each day "
                "from sent to due"
            ),
        ),
        ("weekday(due) == saturday", "due is a Saturday"),
        ("weekday(due) != sunday", "due is not a Sunday"),
        (
            "weekday(due) in [saturday, sunday]",
            "due is a Saturday or due is a Sunday",
        ),
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
