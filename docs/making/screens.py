"""The picture of a screen: how the page of a review looks, by Chromium.

Its points differ between machines with other fonts, so it is drawn by its name alone,
and never compared.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

import triage.review
from making.places import DOCS

__all__ = ["screens"]

SIZE = ViewportSize(width=1000, height=820)
ANSWERS = ("No", "Yes")


def screens() -> Iterator[tuple[Path, bytes]]:
    """Yield the pictures with the files they belong in."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        path = Path(folder, "review.html")
        path.write_text(triage.review.pack("start").html(), encoding="utf-8")
        browser = running.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport=SIZE)
        page.goto(path.as_uri())
        try_it(page)
        yield DOCS / "pictures" / "review.jpg", page.screenshot(type="jpeg", quality=50)
        browser.close()


def try_it(page: Page) -> None:
    """Answer as somebody would, so that the map shows the way taken."""
    page.get_by_role("button", name="Try it").click()
    page.locator("#trial [data-act=start]").first.click()
    for answer in ANSWERS:
        page.locator("#trial").get_by_label(answer, exact=True).check()
        page.locator("#trial form button").first.click()
    page.locator("#map").evaluate("one => one.scrollIntoView()")
