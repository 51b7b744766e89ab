"""Letters that no font of this machine has: said, never drawn as boxes."""

import sys

import pytest

import triage
from triage.diagram import draw
from triage.diagram.fonts import joined, letters_of_fonts, refuse_boxes, without_font
from triage.review.pdf import pdf

FC_LIST = "#!{python}\nprint('20-7e a0-24f', '391-3c9 2190-2199', '3b1')"

HINDI = """
triage: 1
id: hindi
title: क्या दर्द है
questions: {q: {text: 'दर्द?'}}
recommendations: {r: {urgency: self_care, title: R}}
start: q
steps: {q: {ask: q, answers: {yes: r, no: r}}}
"""


@pytest.fixture
def fonts(tmp_path, monkeypatch):
    """Let the machine have the letters of Western Europe and of Greece alone."""
    (tmp_path / "fc-list").write_text(FC_LIST.format(python=sys.executable))
    (tmp_path / "fc-list").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    letters_of_fonts.cache_clear()
    yield
    letters_of_fonts.cache_clear()


@pytest.mark.usefixtures("fonts")
def test_letters_without_a_font_are_told_once_in_their_order():
    """Signs are left to whoever looks; a small picture is one of the letters."""
    assert without_font("Ωmega → ✓ ½ é") == []
    assert without_font("ह, स, ह and 😀") == ["ह", "स", "😀"]


@pytest.mark.usefixtures("fonts")
def test_a_picture_with_boxes_is_refused_in_words():
    """A PNG, a PDF and the PDF of a review are; an SVG is drawn by its reader."""
    picture = draw(triage.loads(HINDI))

    assert "दर्द" in picture.svg()
    for make in (picture.png, picture.pdf, lambda: pdf("<p>दर्द</p>")):
        with pytest.raises(triage.TriageError, match=r"no font .* has “.”.* more let"):
            make()
    with pytest.raises(triage.TriageError, match="has “ह” of this text, so boxes"):
        refuse_boxes("ह", "draw an SVG")


@pytest.mark.parametrize("said", ["", None])
def test_where_a_machine_cannot_say_nothing_is_refused(tmp_path, monkeypatch, said):
    """Without the program that lists fonts, or with one that lists none."""
    if said is not None:
        (tmp_path / "fc-list").write_text(f"#!{sys.executable}\n")
        (tmp_path / "fc-list").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    letters_of_fonts.cache_clear()

    assert without_font("ह") == []
    letters_of_fonts.cache_clear()


def test_ranges_that_touch_are_one():
    """Whatever order they are listed in."""
    assert joined(["61-7a", "20-60", "41", "100", "7b"]) == (
        (0x20, 0x7B),
        (0x100, 0x100),
    )
