"""PDF: the page of a review, printed by a browser, with its version on each sheet."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from triage.base.exceptions import TriageError
from triage.diagram.fonts import refuse_boxes

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
"""The programs that can print a page, by their names."""

LONGEST = 300
"""How many seconds a browser may take."""


def pdf(page: str) -> bytes:
    """Return a page as PDF.

    Raises:
        TriageError: There is no browser, it printed nothing, or no font of this
            machine has some of the letters.
    """
    refuse_boxes(page, "write a page (.html), for which readers use their own fonts")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise TriageError(
            "a PDF is printed by Chromium or Chrome, and neither is here: install one, "
            "or write a page (.html) and print it in any browser"
        )
    with TemporaryDirectory() as folder:
        return printed(found, page, Path(folder))


def printed(browser: str, page: str, folder: Path) -> bytes:
    """Return what a browser prints of a page, working in a folder of its own.

    Raises:
        TriageError: It printed nothing.
    """
    source, target = folder / "review.html", folder / "review.pdf"
    source.write_text(page, encoding="utf-8")
    command = [
        browser,
        "--headless=new",
        "--disable-gpu",
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={target}",
        *sandbox(),
        source.as_uri(),
    ]
    try:
        subprocess.run(  # noqa: S603  our own page, which asks for nothing
            command, capture_output=True, check=False, timeout=LONGEST
        )
        return target.read_bytes()
    except (OSError, subprocess.TimeoutExpired):
        name = Path(browser).name
        raise TriageError(
            f"`{name}` printed nothing: write a page (.html) and print that"
        ) from None


def sandbox() -> tuple[str, ...]:
    """Return what a browser wants that is started by the administrator of a machine."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if is_root else ()
