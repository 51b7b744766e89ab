"""The program that leads many people through an interview leads them."""

import load
import pytest


def test_a_few_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Some people at once come to the end, and what they cost is said."""
    load.main(3, 0)

    assert "3 interviews at once, 186 requests" in capsys.readouterr().out
