"""A real browser with one page of a file: it is filled in, sent, and looked at."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

import triage.web

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--force-color-profile=srgb"),
]

HELPERS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed"
)


KINDS = """
triage: 1
id: kinds
title: Every kind of question
questions:
  fever: {text: Fever?, help: "*Hot* to the touch.", type: yes_no, unsure: true}
  cough: {text: Cough?, type: yes_no}
  well: {text: Are you well?, why: It matters., type: yes_no}
  sore: {text: What is sore?, type: any_of, options: {ear: Ear, toe: Toe}}
  days: {text: For how long?, type: integer, min: 0, max: 99, unit: days, unsure: true}
  since: {text: Since when?, type: date, min: 2020-01-01, max: 2030-01-01}
recommendations:
  go: {title: Go, text: "See [them](https://example.org).", urgency: emergency}
  stay: {title: Stay, text: Rest., watch_for: Worse., urgency: self_care}
  know: {title: To know, text: A thing.}
start: one
steps:
  one: {title: Today, checklist: [fever, cough], go: two}
  two:
    title: Before today
    ask: [well, sore, days, since]
    advise: [know]
    branches: [{when: cough, go: go}, {go: stay}]
"""

LOOKS = ({}, {"color_scheme": "dark"})
SIZES = ((320, 640), (320, 256), (1280, 720))
"""A small phone, a screen enlarged four times, and a desk."""


@contextmanager
def chromium():
    playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    with playwright() as running:
        yield running.chromium.launch(executable_path=CHROMIUM, args=QUIET)


def opened(context, tree, folder):
    """Return a window with the file of a tree, which notes what it should not do."""
    path = folder / f"{tree.id}.html"
    path.write_text(triage.web.export(tree), encoding="utf-8")
    page = context.new_page()
    page.goto(path.as_uri())
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("request", lambda request: page.wrong.append(request.url))
    page.on("dialog", lambda dialog: page.wrong.append(dialog.message))
    page.evaluate(HELPERS)
    return page


def walked(page, answers):
    """Return each screen of an interview that is answered so, and its record."""
    found = page.evaluate("answers => walk(answers)", answers)
    assert page.wrong == []
    return found


def hindrances(page):
    """Return what an audit finds on a page in each look, and what sticks out."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = []
    for look in LOOKS:
        page.emulate_media(**look)
        found += [one["id"] for one in axe.run(page).response["violations"]]
    page.emulate_media(forced_colors="active")  # whose colours are those of the system
    rules = {"rules": {"color-contrast": {"enabled": False}}}
    found += [one["id"] for one in axe.run(page, options=rules).response["violations"]]
    page.emulate_media(forced_colors="none")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{width} wide")
    return found


KIND_ANSWERS = {
    "fever": "no",
    "cough": "no",
    "well": "yes",
    "sore": ("ear",),
    "days": "3",
    "since": "1 April 2026",
}
