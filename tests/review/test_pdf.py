"""The PDF of a review: printed by a browser, or said what is missing."""

import re
from pathlib import Path

import pytest
from hazards_for_tests import throat
from paging import needs_chromium
from pypdf import PdfReader
from reviews_for_tests import pack

import triage
from triage.base.exceptions import TriageError
from triage.cli.main import main
from triage.review import gathering, pdf as module
from triage.review.pdf import pdf, printed, sandbox

BROWSER = """\
#!/bin/sh
for word; do
  file=${word#--print-to-pdf=}
  [ "$file" = "$word" ] || printf %%PDF > "$file"
done
"""


UNSEEN = "@media screen { body { display: none; } }"
"""What spares a browser to lay out for a screen what it only prints."""


def test_without_a_browser_it_is_said_what_to_do(monkeypatch):
    """Nothing is printed by anything else."""
    monkeypatch.setenv("PATH", "")

    with pytest.raises(TriageError, match="print it in any browser"):
        pdf("")


@pytest.mark.parametrize("browser", ["true", "/nowhere/chromium"])
def test_a_browser_that_prints_nothing_is_named(browser, tmp_path):
    """Whether it is broken or no browser, the page is still to be had."""
    with pytest.raises(TriageError, match="printed nothing: write a page"):
        printed(browser, "", tmp_path)


def test_what_a_browser_prints_is_returned(monkeypatch, tmp_path):
    """The file that it was told to write is what comes back."""
    program = tmp_path / "chromium"
    program.write_text(BROWSER)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert pdf("<p>") == b"%PDF"


@pytest.mark.parametrize(("user", "said"), [(0, ("--no-sandbox",)), (1000, ())])
def test_only_an_administrator_goes_without_a_sandbox(monkeypatch, user, said):
    """Whoever else prints keeps the walls of the browser."""
    monkeypatch.setattr(module.os, "geteuid", lambda: user, raising=False)

    assert sandbox() == said


def read(page):
    """Return what is read on a page, section by section, but for how it moves.

    Nor does it count what is folded.
    """
    plain = re.sub(r"<(script|style).*?</\1>|<meta [^>]*>", "", page, flags=re.DOTALL)
    plain = re.sub(r"(<details[^>]*) open>", r"\1>", plain)
    sections = (part.split() for part in re.split(r"(?=<section)", plain))
    return [words for words in sections if 'id="map">' not in words]


def test_a_pack_is_printed_as_its_page_is(monkeypatch):
    """The PDF is of the page, and of nothing else; nothing in it moves or is folded."""
    monkeypatch.setattr(gathering, "pdf", str.encode)
    found = pack()

    paper, whole = found.pdf().decode(), found.html()
    folded = re.compile(r"<details(?![^>]* open)")
    assert "<script" not in paper
    assert UNSEEN in paper
    assert UNSEEN not in whole
    assert folded.search(whole)
    assert not folded.search(paper), "no browser can be trusted to open it"
    assert read(paper) == read(whole)


@pytest.mark.browser
@needs_chromium
def test_every_page_says_which_version_it_is_of():
    """The foot of each page has the version, both hashes and its number."""
    throat()
    with pytest.raises(SystemExit) as left:
        main(["review", "throat.yaml", "-o", "throat.pdf"])
    assert not left.value.code

    tree = triage.load("throat.yaml")
    pages = PdfReader(Path("throat.pdf")).pages
    for number, page in enumerate(pages, 1):
        text = " ".join(page.extract_text().split())
        assert (
            f"throat 1.0.0 · draft · logic {tree.logic} · words {tree.wording}" in text
        )
        assert f"page {number} of {len(pages)}" in text
